"""A re-sent file against the version before it: which rows are the same, changed, new, or no longer there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from dhr_desktop.core.agencies import Submission
from dhr_desktop.core.counting import counted
from dhr_desktop.core.entries import Entry
from dhr_desktop.intake.proposals import Proposal, ProposedEntry
from dhr_desktop.storage.case_file import CaseFile

ALIKE = 0.55
"""How much of their words two rows share before one is taken for the other reworded."""


@dataclass(frozen=True, slots=True)
class Changed:
    before: Entry
    after: ProposedEntry
    what: tuple[str, ...]


@dataclass(slots=True)
class Revision:
    """What a new version does to the entries of the one before."""

    of: Submission
    same: list[tuple[Entry, ProposedEntry]] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    added: list[ProposedEntry] = field(default_factory=list)
    withdrawn: list[Entry] = field(default_factory=list)

    def in_words(self) -> str:
        return (
            f"a new version of {self.of.file_name}: {counted(len(self.same), 'row')} unchanged, "
            f"{len(self.changed)} changed, {len(self.added)} added, {len(self.withdrawn)} withdrawn"
        )


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


def earlier_version(case: CaseFile, file_name: str, agency: int, proposal: Proposal) -> Submission | None:
    """The submission this file replaces: the same agency's, called the same or holding most of the same rows."""
    candidates = [
        each for each in case.all(Submission)
        if agency and each.agency == agency and each.status == "imported" and proposal.entries
    ]  # fmt: skip
    named = [
        each for each in candidates
        if base_name(each.file_name) == base_name(file_name) and version_of(each.file_name) <= version_of(file_name)
    ]  # fmt: skip
    if named:
        return max(named, key=lambda each: each.id)
    words = {_key(entry.fields.get("what_happened", "")) for entry in proposal.entries}
    alike = [each for each in candidates if base_name(each.file_name) != base_name(file_name)]
    for each in sorted(alike, key=lambda one: -one.id):
        held = {_key(entry.what_happened) for entry in entries_of(case, each.id)}
        if len(held) >= 3 and len(words & held) >= 0.6 * min(len(words), len(held)):
            return each
    return None


def entries_of(case: CaseFile, submission: int) -> list[Entry]:
    return [entry for entry in case.all(Entry) if entry.submission == submission and not entry.is_withdrawn]


def compare(case: CaseFile, earlier: Submission, proposal: Proposal) -> Revision:
    """Rows are matched by all they say, then by their words, then by most of their words near their date."""
    revision = Revision(earlier)
    left = entries_of(case, earlier.id)
    fresh = list(proposal.entries)
    for key_of_old, key_of_new in ((_all_of, _all_of_new), (_words_of, _words_of_new)):
        left, fresh = _match_keys(revision, left, fresh, key_of_old, key_of_new)
    left, fresh = _match_alike(revision, left, fresh)
    revision.added, revision.withdrawn = fresh, left
    return revision


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _all_of(entry: Entry) -> object:
    texts = (entry.what_happened, entry.response, entry.agency_comment, entry.source)
    return (entry.happened.wording.strip(), entry.happened.edtf, *map(_key, texts))


def _all_of_new(entry: ProposedEntry) -> object:
    texts = (entry.fields.get(name, "") for name in ("what_happened", "response", "agency_comment", "source"))
    return (entry.happened.when.wording.strip(), entry.happened.when.edtf, *map(_key, texts))


def _words_of(entry: Entry) -> object:
    return _key(entry.what_happened) or entry.id


def _words_of_new(entry: ProposedEntry) -> object:
    return _key(entry.fields.get("what_happened", "")) or id(entry)


def _match_keys(
    revision: Revision,
    left: list[Entry],
    fresh: list[ProposedEntry],
    key_of_old: Callable[[Entry], object],
    key_of_new: Callable[[ProposedEntry], object],
) -> tuple[list[Entry], list[ProposedEntry]]:
    by_key: dict[object, list[Entry]] = defaultdict(list)
    for entry in left:
        by_key[key_of_old(entry)].append(entry)
    unmatched = []
    for proposed in fresh:
        found = by_key.get(key_of_new(proposed))
        if found:
            _keep(revision, found.pop(0), proposed)
        else:
            unmatched.append(proposed)
    return [entry for entries in by_key.values() for entry in entries], unmatched


def _match_alike(
    revision: Revision, left: list[Entry], fresh: list[ProposedEntry]
) -> tuple[list[Entry], list[ProposedEntry]]:
    """The rest, most alike first; each row is matched once."""
    old_words = [(entry, set(_key(entry.what_happened).split())) for entry in left]
    new_words = [(entry, set(_key(entry.fields.get("what_happened", "")).split())) for entry in fresh]
    pairs = sorted(
        (
            (score, a, b)
            for a, (entry, words) in enumerate(old_words)
            for b, (proposed, others) in enumerate(new_words)
            if (score := _alike(entry, words, proposed, others)) >= ALIKE
        ),
        reverse=True,
    )  # fmt: skip
    used_old: set[int] = set()
    used_new: set[int] = set()
    for _, a, b in pairs:
        if a not in used_old and b not in used_new:
            used_old.add(a)
            used_new.add(b)
            _keep(revision, old_words[a][0], new_words[b][0])
    return (
        [entry for at, entry in enumerate(left) if at not in used_old],
        [entry for at, entry in enumerate(fresh) if at not in used_new],
    )


def _alike(entry: Entry, words: set[str], proposed: ProposedEntry, others: set[str]) -> float:
    if not words or not others:
        return 0.0
    shared = len(words & others) / len(words | others)
    is_same_day = bool(entry.happened.edtf) and entry.happened.edtf == proposed.happened.when.edtf
    if not is_same_day and shared < 0.75:
        return 0.0  # weekly contacts are worded alike: without the day, nearly every word must be shared
    return shared + (0.15 if is_same_day else 0.0)


_COMPARED = (
    ("what_happened", "what happened"), ("response", "response"), ("agency_comment", "comment"), ("source", "source"),
    ("professional", "professional"), ("risk", "risk"),
)  # fmt: skip


def _keep(revision: Revision, before: Entry, after: ProposedEntry) -> None:
    what = [label for name, label in _COMPARED if getattr(before, name).split() != after.fields.get(name, "").split()]
    when = after.happened.when
    if (before.happened.edtf, before.happened.time_from) != (
        when.edtf,
        when.time_from,
    ) or before.happened.wording.strip() != when.wording.strip():
        what.insert(0, "date")
    if what:
        revision.changed.append(Changed(before, after, tuple(what)))
    else:
        revision.same.append((before, after))
