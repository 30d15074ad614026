"""The chair's answers to what files ask, given by name at the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.errors import Refused
from dhr_desktop.intake.proposed import DayOrder
from dhr_desktop.intake.senders import Sender, told
from dhr_desktop.storage.case_file import CaseFile

from .looked_at import LookedAt
from .senders_known import agency_called
from .submissions import can_be_split, look_again
from .versions import Version, VersionAnswer


@dataclass(frozen=True, slots=True)
class Answers:
    """By a file's name, who sent it; by a name in a column of agencies, whose rows those are;
    by a file's name, whether its dates are month first, and whether it is a new version of an earlier file."""

    sent_by: dict[str, str] = field(default_factory=dict)
    rows_of: dict[str, str] = field(default_factory=dict)
    day_orders: dict[str, DayOrder] = field(default_factory=dict)
    split: frozenset[str] = frozenset()  # files whose cells of several dates become an entry for each
    versions: dict[str, Version] = field(default_factory=dict)

    @property
    def files(self) -> frozenset[str]:
        return frozenset(self.sent_by.keys() | self.day_orders.keys() | self.split | self.versions.keys())


def pair(words: str) -> tuple[str, str]:
    """ "FILE=AGENCY" as its two sides; the last = parts them, for a file's name may hold one."""
    name, mark, answer = words.rpartition("=")
    if not mark or not name.strip() or not answer.strip():
        raise Refused(f"“{words}” answers nothing. Write NAME=AGENCY, in quotation marks where a name holds spaces.")
    return name.strip(), answer.strip()


def answered(case: CaseFile, files: Sequence[LookedAt], answers: Answers) -> list[LookedAt]:
    """The files as they stand with these answers; an answer to no file is refused, for it is a slip."""
    names = {each.file_name for each in files}
    rows = {name for each in files for name in each.row_senders}
    for name in (
        *(answers.files - names),
        *(answers.rows_of.keys() - rows),
    ):
        raise Refused(f"No file or row is called “{name}”. Write the name as the list shows it.")
    called = Counter(each.file_name for each in files)
    for name in answers.files:
        if called[name] > 1:
            raise Refused(
                f"{called[name]} files are called “{name}”, and one answer is not for all. Bring them in one by one."
            )
    return [_answered(case, each, answers) for each in files]


def _answered(case: CaseFile, looked: LookedAt, answers: Answers) -> LookedAt:
    sender = named(case, answers.sent_by[looked.file_name]) if looked.file_name in answers.sent_by else None
    splits = can_be_split(looked) if looked.file_name in answers.split else frozenset()
    order = answers.day_orders.get(looked.file_name)
    version = VersionAnswer(said) if (said := answers.versions.get(looked.file_name)) else None
    rows = {name: named(case, answers.rows_of[name]) for name in looked.row_senders if name in answers.rows_of}
    if looked.already is not None or not (sender or rows or order or splits or version):
        return looked
    return look_again(
        case, looked, agency=sender.agency if sender else None, rows_of=rows,
        new_agency=sender.name if sender and not sender.agency else "", day_order=order, splits=splits,
        version=version,
    )  # fmt: skip


def named(case: CaseFile, name: str) -> Sender:
    """The agency of the register that is called so, else a new one of that name."""
    agency = agency_called(case, name)
    held = case.get(Agency, agency) if agency else None
    return told(agency, held.full_name if held else name)
