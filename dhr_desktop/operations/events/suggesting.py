"""What the matcher has to say of a case, and what the chair has already said, put together.

Nothing here changes the case. A run is kept beside the open case in memory, so that a decision asks nothing again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from weakref import WeakKeyDictionary

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.entries import Account, Decision, Entry
from dhr_desktop.core.people import Person
from dhr_desktop.core.progress import Progress
from dhr_desktop.merge.explaining import Reason
from dhr_desktop.merge.matcher import Link, Proposal, Suggestions, suggest, suggest_more
from dhr_desktop.merge.naming import Known
from dhr_desktop.merge.telling import Source
from dhr_desktop.operations.names.presented import edition_of, real_of
from dhr_desktop.storage.case_file import CaseFile

from .date_that_stands import corrected_dates

APART = "different"
TEXTS = ("what_happened", "response", "agency_comment")
BESIDE = ("risk", "seen", "voice", "impact", "contact_type", "good_practice", "problem", "missing")


def sources_of(case: CaseFile, only: Iterable[int] | None = None) -> list[Source]:
    """The entries as the matcher is given them: the date that stands, every field the agency wrote."""
    held = case.all(Entry) if only is None else [each for id in only if (each := case.get(Entry, id)) is not None]
    agencies = {each.id: each.full_name for each in case.all(Agency)}
    stands = corrected_dates(case)
    return [
        Source(
            each.id, each.agency, agencies.get(each.agency, ""), stands.get(each.id, each.happened),
            tuple(getattr(each, name) for name in TEXTS), each.submission, each.subject,
            (*(getattr(each, name) for name in BESIDE), *each.other_columns),
        )
        for each in held
    ]  # fmt: skip


def register_of(case: CaseFile) -> list[Known]:
    return [
        Known(tuple(name for name in (each.real_name, *each.aliases) if name), each.role)
        for each in case.all(Person)
        if each.sort in ("", "person") and each.real_name
    ]


def run(case: CaseFile, progress: Progress | None = None, *, earlier: Suggestions | None = None) -> Suggestions:
    """Every entry compared; with an earlier run, only those that came or changed since."""
    if earlier is not None:
        return suggest_more(earlier, sources_of(case), register_of(case), progress)
    return suggest(sources_of(case), register_of(case), progress=progress)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a screen shows of a run; the run itself, which is large, stays where it was made."""

    version: str
    proposals: list[Proposal]
    not_suggested: dict[int, str]


_runs: WeakKeyDictionary[CaseFile, dict[str, Suggestions]] = WeakKeyDictionary()


def look(case: CaseFile, progress: Progress | None = None) -> Looked:
    """Compare, or compare what has changed since the last look, and say what is proposed."""
    runs = _runs.setdefault(real_of(case), {})
    made = runs[edition_of(case)] = run(case, progress, earlier=runs.get(edition_of(case)))
    _ = made.explainer  # made here, so that nobody waits for it at the first group
    return Looked(made.by.version, proposals(case, made), made.not_suggested)


def last_run(case: CaseFile, progress: Progress | None = None) -> Suggestions:
    """The run of the last look; made again where it has gone with the process that held it."""
    held = _runs.get(real_of(case), {}).get(edition_of(case))
    if held is None:
        look(case, progress)
        held = _runs[real_of(case)][edition_of(case)]
    return held


def proposals_now(case: CaseFile, progress: Progress | None = None) -> list[Proposal]:
    """What the last look proposes, as the chair's decisions now stand."""
    return proposals(case, last_run(case, progress))


def reasons_for(case: CaseFile, proposal: Proposal, most: int) -> list[Reason]:
    """Why these are proposed: each reason once."""
    made = last_run(case)
    told = {reason.words: reason for link in reversed(proposal.links[:most]) for reason in reversed(made.reasons(link))}
    return list(reversed(told.values()))


def silent_in_words(case: CaseFile) -> list[str]:
    """What the last look could not compare, each with its reason."""
    silent = last_run(case).not_suggested
    return [f"{words}\n{silent[id]}" for id in sorted(silent) for words in words_of(case, [id])]


def joined(case: CaseFile) -> list[tuple[int, ...]]:
    """The entries of each event."""
    found: dict[int, list[int]] = defaultdict(list)
    for each in case.all(Account):
        found[each.event].append(each.entry)
    return [tuple(sorted(each)) for each in found.values()]


def held_apart(case: CaseFile) -> set[tuple[int, int]]:
    """Every two entries the chair has said are not one event, unless a later decision joined them."""
    said: dict[tuple[int, int], bool] = {}
    for each in case.all(Decision):
        for one, other in combinations(sorted(each.entries), 2):
            said[one, other] = each.verdict == APART
    return {pair for pair, is_apart in said.items() if is_apart}


def put_off(case: CaseFile) -> set[tuple[int, ...]]:
    """What the chair set aside for later; a decision made since takes its place."""
    waiting: set[tuple[int, ...]] = set()
    for each in case.all(Decision):
        key = tuple(sorted(each.entries))
        if each.verdict == "later":
            waiting.add(key)
        else:
            waiting.discard(key)
    return waiting


def proposals(case: CaseFile, made: Suggestions, *, least: float = 0.5) -> list[Proposal]:
    """Surest first, those put off last."""
    found = made.proposals(joined(case), held_apart(case), least=least)
    later = put_off(case)
    return sorted(found, key=lambda each: each.entries in later)


def open_links(case: CaseFile, made: Suggestions) -> list[Link]:
    """Links between entries that are neither joined nor held apart."""
    together = {pair for each in joined(case) for pair in combinations(sorted(each), 2)}
    apart = held_apart(case)
    return [
        each
        for each in made.links
        if (key := (min(each.one, each.other), max(each.one, each.other))) not in together and key not in apart
    ]


def reasons_in_words(made: Suggestions, link: Link) -> dict[str, list[str]]:
    told = made.reasons(link)
    return {
        "for": [each.words for each in told if each.weight > 0],
        "against": [each.words for each in told if each.weight < 0],
    }


def words_of(case: CaseFile, entries: Sequence[int]) -> list[str]:
    """Each entry in a line, for a list."""
    agencies = {each.id: each.name for each in case.all(Agency)}
    lines = []
    for id in entries:
        held = case.get(Entry, id)
        if held is not None:
            lines.append(f"{id}  {held.happened.words()}  {agencies.get(held.agency, '')}: {held.what_happened[:120]}")
    return lines


def told(case: CaseFile, made: Suggestions, *, limit: int | None = None) -> list[dict[str, Any]]:
    """The proposals in plain values, for a program or a list."""
    return [
        {
            "probability": round(each.probability, 4),
            "kind": each.kind,
            "entries": list(each.entries),
            "accounts": words_of(case, each.entries),
            **reasons_in_words(made, each.links[0]),
        }
        for each in proposals(case, made)[:limit]
    ]


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision in words, for a list."""

    id: int
    at: str
    by: str
    verdict: str
    because: str
    entries: list[int]
    words: str


def decisions(case: CaseFile, wanted: str = "") -> list[Decided]:
    """What was decided about entries, oldest first; only those that hold every word wanted."""
    agencies = {each.id: each.name for each in case.all(Agency)}
    terms = wanted.casefold().split()
    found = []
    for each in case.all(Decision):
        parts = []
        for id in each.entries:
            held = case.get(Entry, id)
            if held is not None:
                parts.append(f"{held.happened.words()}, {agencies.get(held.agency, '')}: {held.what_happened[:80]}")
        words = "; ".join(parts) + (f" – {each.because}" if each.because else "")
        at = f"{each.decided_at[8:10]}/{each.decided_at[5:7]}/{each.decided_at[:4]} {each.decided_at[11:16]} UTC"
        whole = f"{each.verdict} {each.decided_by} {at} {words}".casefold()
        if all(term in whole for term in terms):
            found.append(Decided(each.id, at, each.decided_by, each.verdict, each.because, list(each.entries), words))
    return found
