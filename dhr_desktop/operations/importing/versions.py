"""Whether a file is a new version of one in the case, or a further file: by its name, by its rows, or asked.

A version withdraws the entries whose rows it no longer holds, and a further file withdraws none. So a file that is
only like an earlier one is never taken for its new version where that would withdraw or change much of it unasked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from dhr_desktop.core.agencies import Submission
from dhr_desktop.core.entries import Entry
from dhr_desktop.intake.proposed import Proposal
from dhr_desktop.intake.senders import Sender, Why
from dhr_desktop.storage.case_file import CaseFile

from .revisions import Revision, entries_of
from .row_changes import changes
from .row_likeness import words_key
from .row_matching import Matching

FEWEST_ALIKE = 0.6
"""How much of a file's rows another holds before it may be its new version under another name."""
FEWEST_UNCHANGED = 0.8
"""How much of the earlier file stands as it was where the rows alone say it is a version, and nothing is withdrawn."""
FEWEST_OF_A_NAME = 0.5
"""How much of the earlier file another of the same name holds before its name is believed."""


class Version(Enum):
    """What the chair says of a file that is like an earlier one."""

    NEW_VERSION = "new version"
    FURTHER_FILE = "further file"


@dataclass(frozen=True, slots=True)
class VersionAnswer:
    """The chair's answer, of one file of the case; of whichever it is like, where `of` is 0."""

    version: Version
    of: int = 0


class Sign(Enum):
    """What says that one file is a new version of another."""

    MARKED_NAME = "its name says that it is a later version"
    SAME_NAME = "it has the same name"
    ROWS = "it holds most of the same rows"


@dataclass(frozen=True, slots=True)
class Earlier:
    """A file of the case that another may be a new version of, and why it may."""

    submission: Submission
    sign: Sign


_VERSION = re.compile(
    r"\b(?:revised|rev|amended|updated|resubmitted|final|draft|v(?:ersion)?\s?\d+(?:\.\d+)?|copy)\b", re.I
)
_COPY = re.compile(r"\((\d{1,2})\)")  # put there by whatever saved it beside another: it says nothing of what is in it


def base_name(file_name: str) -> str:
    """A file's name without what only tells its versions apart."""
    stem = file_name.rpartition(".")[0] or file_name
    return " ".join(_VERSION.sub(" ", _COPY.sub(" ", stem.replace("_", " "))).casefold().split())


def version_of(file_name: str) -> int:
    """How far on a file's name says it is: its version's number, one more where it is called revised."""
    number = re.search(r"\bv(?:ersion)?\s?(\d+)", file_name.replace("_", " "), re.I)
    is_revised = bool(
        re.search(r"\b(?:revised|amended|updated|resubmitted|rev|final)\b", file_name.replace("_", " "), re.I)
    )
    return 2 * int(number[1] if number else 0) + is_revised


def order_of(path: Path) -> tuple[str, int, int, str]:
    """An earlier version before a later one, and a file before its copies, however they are named."""
    copies = [int(number) for number in _COPY.findall(path.name)]
    return base_name(path.name), version_of(path.name), max(copies, default=0), path.name


def earlier_version(
    case: CaseFile, file_name: str, sender: Sender, proposal: Proposal, answer: VersionAnswer | None = None
) -> Earlier | None:
    """The submission this file may replace: the same agency's, called the same or holding most of the same rows."""
    is_of_many = sender.why is Why.EACH_ROW
    candidates = [
        each for each in case.all(Submission)
        if (sender.agency or is_of_many) and each.agency == sender.agency and each.status == "imported"
        and proposal.entries
    ]  # fmt: skip
    named = [
        each for each in candidates
        if base_name(each.file_name) == base_name(file_name) and version_of(each.file_name) <= version_of(file_name)
    ]  # fmt: skip
    if named:
        newest = max(named, key=lambda each: each.id)
        is_marked = version_of(newest.file_name) < version_of(file_name)
        return Earlier(newest, Sign.MARKED_NAME if is_marked else Sign.SAME_NAME)
    for each in sorted(candidates, key=lambda one: -one.id):
        if base_name(each.file_name) != base_name(file_name) and _is_mostly(entries_of(case, each.id), proposal):
            return Earlier(each, Sign.ROWS)
    is_said = answer is not None and answer.version is Version.NEW_VERSION
    return Earlier(candidates[0], Sign.ROWS) if is_said and len(candidates) == 1 else None


def _is_mostly(held: list[Entry], proposal: Proposal) -> bool:
    """Whether a file under another name holds most of the same rows; of very few, every one with its date."""
    old = {words_key(each.what_happened) for each in held}
    new = {words_key(each.fields.get("what_happened", "")) for each in proposal.entries}
    fewer = min(len(old), len(new))
    if len(old) >= 3 and len(old & new) >= FEWEST_ALIKE * fewer:
        return True
    matching = Matching(held, proposal.entries)
    matching.run()
    exact = sum(not changes(one, other) for one, other in matching.pairs)
    few = min(len(held), len(proposal.entries))
    return bool(few) and (exact == few or (few >= 3 and len(matching.pairs) >= FEWEST_ALIKE * few))


def is_plain(sign: Sign, revision: Revision) -> bool:
    """Whether it is taken for a new version unasked: by its name and its rows, or because little would be lost.

    No name is believed alone, whatever mark it bears: one agency may call two chronologies alike.
    """
    same, changed, gone = len(revision.same), len(revision.changed), len(revision.withdrawn)
    if sign in (Sign.MARKED_NAME, Sign.SAME_NAME):
        return same + changed >= FEWEST_OF_A_NAME * (same + changed + gone)
    return not gone and same >= FEWEST_UNCHANGED * (same + changed)


def shares_a_row(revision: Revision) -> bool:
    return bool(revision.same or revision.changed)
