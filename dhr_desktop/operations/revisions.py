"""A re-sent file against the version before it: which rows are the same, changed, new, or no longer there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from dhr_desktop.core.agencies import Agency, Submission
from dhr_desktop.core.counting import counted
from dhr_desktop.core.entries import Entry
from dhr_desktop.intake.proposals import Proposal, ProposedEntry
from dhr_desktop.intake.senders import Sender, Why
from dhr_desktop.storage.case_file import CaseFile

from .row_changes import FieldChange, changes
from .row_matching import Matching, holds_most_of, words_key

FEWEST_ALIKE = 0.6
"""How much of a file's rows another holds before it is its new version under another name."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One entry, the row as it now reads, and every field that reads otherwise."""

    before: Entry
    after: ProposedEntry
    changes: tuple[FieldChange, ...]

    @property
    def what(self) -> tuple[str, ...]:
        return tuple(each.label for each in self.changes)


@dataclass(slots=True)
class Revision:
    """What a new version does to the entries of the one before."""

    of: Submission
    same: list[tuple[Entry, ProposedEntry]] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    added: list[ProposedEntry] = field(default_factory=list)
    withdrawn: list[Entry] = field(default_factory=list)
    split_from: dict[int, Entry] = field(default_factory=dict)  # by the id of an added row: whose words it holds
    goes_on_in: dict[int, ProposedEntry] = field(default_factory=dict)  # by a withdrawn entry: the row with its words

    def in_words(self) -> str:
        return (
            f"a new version of {self.of.file_name}: {counted(len(self.same), 'row')} unchanged, "
            f"{len(self.changed)} changed, {len(self.added)} added, {len(self.withdrawn)} withdrawn"
        )

    def lines(self) -> list[str]:
        """Every change, a line each: what stood, and what stands now."""
        told = [f"row {each.after.row.number}, {change.in_words()}" for each in self.changed for change in each.changes]
        told += [f"row {each.row.number} is new{self._of_split(each)}" for each in self.added]
        return told + [f"withdrawn: “{each.what_happened}”{self._of_merged(each)}" for each in self.withdrawn]

    def _of_split(self, added: ProposedEntry) -> str:
        whose = self.split_from.get(id(added))
        return f"; its words stood in “{whose.what_happened}”" if whose is not None else ""

    def _of_merged(self, withdrawn: Entry) -> str:
        into = self.goes_on_in.get(withdrawn.id)
        return f"; its words now stand in row {into.row.number}" if into is not None else ""


def is_same_revision(shown: Revision | None, now: Revision | None) -> bool:
    """Whether what was shown is what would be done: the same earlier version, and every change the same."""
    if shown is None or now is None:
        return shown is now
    return shown.of.id == now.of.id and shown.in_words() == now.in_words() and shown.lines() == now.lines()


_VERSION = re.compile(
    r"\b(?:revised|rev|amended|updated|resubmitted|final|draft|v(?:ersion)?\s?\d+(?:\.\d+)?|\(\d+\)|copy)\b", re.I
)


def base_name(file_name: str) -> str:
    """A file's name without what only tells its versions apart."""
    stem = file_name.rpartition(".")[0] or file_name
    return " ".join(_VERSION.sub(" ", stem.replace("_", " ")).casefold().split())


def version_of(file_name: str) -> int:
    """How far on a file's name says it is: its version's number, one more where it is called revised."""
    number = re.search(r"\bv(?:ersion)?\s?(\d+)|\((\d+)\)", file_name, re.I)
    is_revised = bool(re.search(r"\b(?:revised|amended|updated|resubmitted|rev|final)\b", file_name, re.I))
    return 2 * int((number[1] or number[2]) if number else 0) + is_revised


def earlier_version(case: CaseFile, file_name: str, sender: Sender, proposal: Proposal) -> Submission | None:
    """The submission this file replaces: the same agency's, called the same or holding most of the same rows."""
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
        return max(named, key=lambda each: each.id)
    for each in sorted(candidates, key=lambda one: -one.id):
        if base_name(each.file_name) != base_name(file_name) and _is_mostly(entries_of(case, each.id), proposal):
            return each
    return None


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


def entries_of(case: CaseFile, submission: int) -> list[Entry]:
    return [entry for entry in case.all(Entry) if entry.submission == submission and not entry.is_withdrawn]


def split_before(case: CaseFile, earlier: Submission, proposal: Proposal) -> set[tuple[str, int]]:
    """Rows of the new version whose cell was split in the one before: they stay split, each part the same entry."""
    by_row: dict[int, list[Entry]] = {}
    for entry in entries_of(case, earlier.id):
        by_row.setdefault(entry.row, []).append(entry)
    split = {frozenset(each.happened.edtf for each in of) for of in by_row.values() if len(of) > 1}
    return {
        (table.found.name, entry.row.number)
        for table in proposal.tables for entry in table.entries if entry.days and frozenset(entry.days) in split
    }  # fmt: skip


def _once_withdrawn(case: CaseFile, earlier: Submission) -> list[Entry]:
    """Entries that an earlier version had and a later one took out: a row may come back."""
    versions, at = set[int](), earlier
    while at.id not in versions:
        versions.add(at.id)
        before = case.get(Submission, at.replaces) if at.replaces else None
        at = before or at
    return [entry for entry in case.all(Entry) if entry.submission in versions and entry.is_withdrawn]


def compare(
    case: CaseFile, earlier: Submission, proposal: Proposal, row_senders: Mapping[str, Sender] | None = None
) -> Revision:
    """Rows are matched by all they say, then by their reference, their words, their day and their neighbours."""
    revision = Revision(earlier)
    matching = Matching([*entries_of(case, earlier.id), *_once_withdrawn(case, earlier)], proposal.entries)
    matching.run()
    names = {each.id: each.full_name for each in case.all(Agency)}
    for before, after in matching.pairs:
        told = changes(before, after, _agencies(before, after, names, row_senders or {}))
        if before.is_withdrawn:
            told = (FieldChange("", "Withdrawn before", "withdrawn", "stands again"), *told)
        if told:
            revision.changed.append(Changed(before, after, told))
        else:
            revision.same.append((before, after))
    revision.added = matching.fresh
    revision.withdrawn = [each for each in matching.left if not each.is_withdrawn]
    _tell_split_and_merged(revision)
    return revision


def _agencies(
    before: Entry, after: ProposedEntry, names: Mapping[int, str], row_senders: Mapping[str, Sender]
) -> tuple[str, str]:
    """Whose the row was and is, where a column says: a row moved to another agency is a change like any other."""
    name = " ".join(after.fields.get("agency", "").split())
    whose = row_senders.get(name)
    if not name or whose is None or whose.agency == before.agency:
        return "", ""
    return names.get(before.agency, ""), names.get(whose.agency, "") or whose.name or name


def _tell_split_and_merged(revision: Revision) -> None:
    """A row in two, or two in one: the words are not lost, and where they went is said."""
    shortened = [each for each in revision.changed if any(one.field == "what_happened" for one in each.changes)]
    for added in revision.added:
        words = added.fields.get("what_happened", "")
        whose = next((e.before for e in shortened if holds_most_of(e.before.what_happened, words)), None)
        if whose is not None:
            revision.split_from[id(added)] = whose
    longer = [each.after for each in shortened] + revision.added
    for gone in revision.withdrawn:
        into = next((e for e in longer if holds_most_of(e.fields.get("what_happened", ""), gone.what_happened)), None)
        if into is not None:
            revision.goes_on_in[gone.id] = into
