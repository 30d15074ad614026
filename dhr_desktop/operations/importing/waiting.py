"""Files that wait to be accepted: locking the case or losing power loses none of them, nor what was told of them.

Kept are where each file lies, the agency and the columns the chair told; of pasted text the text itself. The
files are read again from where they lie: what an agency replaced meanwhile comes as it now is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dhr_desktop.core.progress import Progress
from dhr_desktop.intake.proposed import DayOrder
from dhr_desktop.intake.senders import told
from dhr_desktop.storage import how_it_was_left
from dhr_desktop.storage.case_file import CaseFile

from .looked_at import LookedAt
from .submissions import look_again, look_at, look_at_text
from .versions import Version, VersionAnswer

_NAME = "files waiting"


@dataclass(frozen=True, slots=True)
class FromBefore:
    """A file that waited when the case was closed, and has not been read again yet."""

    kept: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.kept["name"])


def from_before(case: CaseFile) -> list[FromBefore]:
    return [FromBefore(each) for each in how_it_was_left.kept(case, _NAME) or []]


def keep_waiting(case: CaseFile, files: Sequence[LookedAt], unread: Sequence[FromBefore] = ()) -> None:
    """Those that are still to be read again wait on beside the others."""
    how_it_was_left.keep(
        case, _NAME, [*(each.kept for each in unread), *(_kept(each) for each in files if each.already is None)]
    )


def _kept(looked: LookedAt) -> dict[str, Any]:
    columns = {
        table: {str(column): field for column, field in mapping.items()}
        for table, mapping in (looked.mappings or {}).items()
    }
    about: dict[str, Any] = {"name": looked.file_name, "mappings": columns}
    about["agency"] = looked.sender.agency if looked.sender.is_told else 0
    about["new agency"] = looked.sender.name if looked.sender.is_told and not looked.sender.agency else ""
    about["rows of"] = {name: [e.agency, e.name] for name, e in looked.row_senders.items() if e.is_told}
    about["day order"] = looked.day_order.value if looked.day_order is not None else ""
    about["splits"] = sorted(looked.splits)
    about["version"] = [looked.version.version.value, looked.version.of] if looked.version is not None else []
    if looked.path is not None:
        return {**about, "path": str(looked.path)}
    return {**about, "text": looked.data.decode("utf-8", "replace")}


def are_waiting(case: CaseFile) -> int:
    return len(from_before(case))


class _Within(Progress):
    """Of one file among many: how far it is says nothing of the whole, but it is stopped with it."""

    def __init__(self, whole: Progress) -> None:
        super().__init__()
        self._whole = whole

    def check(self) -> None:
        self._whole.check()


def look_at_waiting(
    case: CaseFile, unread: Sequence[FromBefore], progress: Progress | None = None
) -> tuple[list[LookedAt], list[str]]:
    """The files that waited, looked at again, and the names of those that no longer lie where they lay."""
    whole = progress or Progress()
    looked, gone = [], []
    for done, each in enumerate(one.kept for one in unread):
        whole.tell(done, len(unread), f"Reading {each['name']}, {done + 1} of {len(unread)} that wait")
        if "text" in each:
            read = [look_at_text(case, each["name"], each["text"])]
        elif not Path(each["path"]).is_file():
            gone.append(each["name"])
            continue
        else:
            read = look_at(case, [Path(each["path"])], _Within(whole))
        looked += [_as_told(case, one, each) for one in read]
    return looked, gone


def _as_told(case: CaseFile, looked: LookedAt, kept: dict[str, Any]) -> LookedAt:
    mappings = {
        table: {int(column): field for column, field in mapping.items()} for table, mapping in kept["mappings"].items()
    }
    rows_of = {name: told(agency, called) for name, (agency, called) in kept.get("rows of", {}).items()}
    new_agency = kept.get("new agency", "")
    day_order = DayOrder(kept["day order"]) if kept.get("day order") else None
    splits = frozenset((table, int(row)) for table, row in kept.get("splits", []))
    version = VersionAnswer(Version(said[0]), said[1]) if (said := kept.get("version")) else None
    if not (kept["agency"] or new_agency or mappings or rows_of or day_order or splits or version):
        return looked
    return look_again(
        case,
        looked,
        agency=kept["agency"] or None,
        new_agency=new_agency,
        rows_of=rows_of,
        mappings=mappings or None,
        day_order=day_order,
        splits=splits,
        version=version,
    )
