"""A re-sent file against the version before it: which rows are the same, changed, new, or no longer there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dhr_desktop.core.agencies import Agency, Submission
from dhr_desktop.core.counting import counted
from dhr_desktop.core.entries import Entry
from dhr_desktop.intake.proposed import Proposal, ProposedEntry
from dhr_desktop.intake.senders import Sender
from dhr_desktop.storage.case_file import CaseFile

from .row_changes import FieldChange, changes
from .row_matching import Matching, holds_most_of


@dataclass(frozen=True, slots=True)
class Changed:
    """One entry, the row as it now reads, and every field that reads otherwise."""

    before: Entry
    after: ProposedEntry
    changes: tuple[FieldChange, ...]

    @property
    def what(self) -> tuple[str, ...]:
        return tuple(each.label for each in self.changes)


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One line of what a version changes: where it stands in the new file, and what it says.

    What is withdrawn stands in no row of it.
    """

    words: str
    table: str = ""
    row: int = 0
    difference: str = ""


@dataclass(slots=True)
class Revision:
    """What a new version does to the entries of the one before."""

    of: Submission
    same: list[tuple[Entry, ProposedEntry]] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    added: list[ProposedEntry] = field(default_factory=list)
    withdrawn: list[Entry] = field(default_factory=list)
    split_from: dict[int, Entry] = field(
        default_factory=dict
    )  # by the place of an added row here: whose words it holds
    goes_on_in: dict[int, ProposedEntry] = field(default_factory=dict)  # by a withdrawn entry: the row with its words
    told: list[ToldChange] = field(default_factory=list)  # in the order of the file, what is withdrawn last

    def in_words(self) -> str:
        return f"a new version of {self.of.file_name}: {self.counts()}"

    def counts(self) -> str:
        return (
            f"{counted(len(self.same), 'row')} unchanged, "
            f"{len(self.changed)} changed, {len(self.added)} added, {len(self.withdrawn)} withdrawn"
        )

    def lines(self) -> list[str]:
        """Every change, a line each: what stood, and what stands now."""
        return [each.words for each in self.told]


def is_same_revision(shown: Revision | None, now: Revision | None) -> bool:
    """Whether what was shown is what would be done: the same earlier version, and every change the same."""
    if shown is None or now is None:
        return shown is now
    return shown.of.id == now.of.id and shown.in_words() == now.in_words() and shown.lines() == now.lines()


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
    _find_split_and_merged(revision)
    revision.told = _told(revision, proposal)
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


def _find_split_and_merged(revision: Revision) -> None:
    """A row in two, or two in one: the words are not lost, and where they went is said."""
    shortened = [each for each in revision.changed if any(one.field == "what_happened" for one in each.changes)]
    for at, added in enumerate(revision.added):
        words = added.fields.get("what_happened", "")
        whose = next((e.before for e in shortened if holds_most_of(e.before.what_happened, words)), None)
        if whose is not None:
            revision.split_from[at] = whose
    longer = [each.after for each in shortened] + revision.added
    for gone in revision.withdrawn:
        into = next((e for e in longer if holds_most_of(e.fields.get("what_happened", ""), gone.what_happened)), None)
        if into is not None:
            revision.goes_on_in[gone.id] = into


# ---- telling it -----------------------------------------------------------------------------------


def _told(revision: Revision, proposal: Proposal) -> list[ToldChange]:
    """In the order of the new file, so that it can be gone through beside it."""
    entries = [(table.found.name, entry) for table in proposal.tables for entry in table.entries]
    place = {id(entry): at for at, (_, entry) in enumerate(entries)}
    of_rows: list[tuple[int, ToldChange]] = []
    for each in revision.changed:
        at = place[id(each.after)]
        table, row = entries[at][0], each.after.row.number
        of_rows += [
            (at, ToldChange(f"row {row}, {one.in_words()}", table, row, one.difference())) for one in each.changes
        ]  # fmt: skip
    for number, added in enumerate(revision.added):
        at, whose = place[id(added)], revision.split_from.get(number)
        split = f"; its words stood in “{whose.what_happened}”" if whose is not None else ""
        of_rows.append((at, ToldChange(f"row {added.row.number} is new{split}", entries[at][0], added.row.number)))
    told = [change for _, change in sorted(of_rows, key=lambda each: each[0])]
    for gone in revision.withdrawn:
        into = revision.goes_on_in.get(gone.id)
        merged = f"; its words now stand in row {into.row.number}" if into is not None else ""
        told.append(ToldChange(f"withdrawn: “{gone.what_happened}”{merged}"))
    return told
