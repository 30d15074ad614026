"""The door of this room: entries in; proposed events and links out, surest first, each with its reasons.

Nothing here joins anything. What the chair has decided is held to: entries already joined stay so, and two that are
not the same are never proposed together.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dhr_desktop.core.progress import Progress
from dhr_desktop.system import collector

from .copies import SURE as SURE_COPY
from .copies import Copy, copies, kept_once
from .evidence import in_order, is_of_one_day
from .explaining import Explainer, Reason
from .groups import UNKNOWN, Linked, grouped, weakest_needed
from .naming import Known
from .scorer import Weights, chance, weights
from .scoring import Pair, scored
from .telling import Before, Reading, Source, Telling, read

SURE = 0.985
NEARLY = 0.97  # above this, only what `as_sure` asks for may be called sure
SAYS_ENOUGH, NO_RIVAL = 4.0, 0.0  # log odds of the two alone; how well other entries of these agencies fit
LIKELY = 0.5
WORTH_KEEPING = 0.01
WORTH_SHOWING = 0.05
MUCH = 0.2  # of all entries
MOST_RUNS = 5  # comparisons kept behind one another

SAME_EVENT, ROW_TWICE, HEARS, LATER = "same event", "same row twice", "hears of it", "later"


@dataclass(frozen=True, slots=True)
class Link:
    """Two entries and how likely they tell of one event."""

    one: int  # ids of entries
    other: int
    probability: float
    kind: str
    pair: Pair | None = None  # none where one agency's row stands twice
    is_same_words: bool = False
    run: int = 0  # which comparison it comes from

    @property
    def is_sure(self) -> bool:
        return self.probability >= SURE


@dataclass(frozen=True, slots=True)
class Proposal:
    """Entries that may be accounts of one event."""

    entries: tuple[int, ...]
    probability: float
    kind: str  # the verdict it proposes
    links: tuple[Link, ...]
    is_event: bool = True  # all of them fit together; else only a possible link that no event took up


@dataclass
class Suggestions:
    """Everything the matcher has to say of a case's entries at one moment."""

    reading: Reading
    links: list[Link]
    copies_of: dict[int, list[int]]  # an entry: itself and its sure copies
    compared: list[Telling]
    by: Weights
    not_suggested: dict[int, str] = field(default_factory=dict)  # entries of which nothing can be said, and why
    sources: dict[int, Source] = field(default_factory=dict)  # what was compared, to know what is new
    earlier: Suggestions | None = None  # what was compared before these entries came
    run: int = 0

    @cached_property
    def explainer(self) -> Explainer:
        return Explainer(self.reading, self.compared, self.by)

    def reasons(self, link: Link) -> list[Reason]:
        """In words; of one agency's row twice, what makes it so."""
        if self.earlier is not None and link.run != self.run:
            return self.earlier.reasons(link)
        if link.pair is not None:
            return self.explainer.reasons(link.pair)
        same = "in the same words" if link.is_same_words else "in nearly the same words"
        return [Reason(f"one agency wrote it twice, {same}, for the same days", 5.0)]

    def proposals(
        self, joined: Iterable[Sequence[int]] = (), apart: Iterable[tuple[int, int]] = (), *, least: float = LIKELY
    ) -> list[Proposal]:
        """Proposed events, the surest first, then the possible links that no event took up."""
        with collector.put_off():
            return _Proposing(self, joined, apart).proposals(least)


def suggest(
    sources: Sequence[Source],
    register: Sequence[Known] = (),
    *,
    only: Iterable[int] | None = None,
    progress: Progress | None = None,
    earlier: Suggestions | None = None,
) -> Suggestions:
    """With `only`, just the links that touch those entries: what one more file brings."""
    with collector.put_off():
        return _suggest(sources, register, only, progress or Progress(), earlier)


def _suggest(
    sources: Sequence[Source],
    register: Sequence[Known],
    only: Iterable[int] | None,
    progress: Progress,
    earlier: Suggestions | None,
) -> Suggestions:
    run = 0 if earlier is None else earlier.run + 1
    reading = read(sources, register, progress, _before(earlier))
    at_of = {each.id: at for at, each in enumerate(reading.tellings)}
    among = None if only is None else frozenset(at_of[id] for id in only if id in at_of)
    twice = list(copies(reading, among))
    once = kept_once(reading, twice)
    compared = [reading.tellings[group[0]] for group in once]
    touched = None if among is None else frozenset(at for at, group in enumerate(once) if not among.isdisjoint(group))
    by = weights()
    ids = [[reading.tellings[at].id for at in group] for group in once]
    links = [_copy_link(reading, each, run) for each in twice]
    for pair in scored(reading, compared, by, touched, progress):
        probability = as_sure(pair, compared[pair.one], compared[pair.other])
        if probability >= WORTH_KEEPING:
            kind = kind_of(compared[pair.one], compared[pair.other])
            links += [Link(a, b, probability, kind, pair, run=run) for a in ids[pair.one] for b in ids[pair.other]]
    copies_of = {id: group for group in ids for id in group}
    links.sort(key=lambda each: (-each.probability, each.one, each.other))
    known = {each.id: each for each in sources}
    return Suggestions(reading, links, copies_of, compared, by, _nothing_to_say(reading), known, run=run)


def as_sure(pair: Pair, a: Telling, b: Telling) -> float:
    """How likely, held below "sure" unless both give one day, say nearly enough themselves, and nothing else fits as well.

    In invented worlds the wrong links among the likeliest were of two days (another happening of the same sort stood near the one
    told, and nobody wrote of it), or were carried by a third account, or had a rival.
    """
    probability = chance(pair.final)
    if probability <= NEARLY or (is_of_one_day(a, b) and pair.own >= SAYS_ENOUGH and pair.rival <= NO_RIVAL):
        return probability
    return NEARLY + (probability - NEARLY) * (SURE - NEARLY) / (1.0 - NEARLY) * 0.99


def _before(earlier: Suggestions | None) -> Before | None:
    if earlier is None:
        return None
    return Before(earlier.sources, {each.id: each for each in earlier.reading.tellings}, earlier.reading.people)


def suggest_more(
    earlier: Suggestions,
    sources: Sequence[Source],
    register: Sequence[Known] = (),
    progress: Progress | None = None,
) -> Suggestions:
    """After more entries came, or some changed: only those are compared, and the links of the rest stay.

    Where much has changed everything is compared again, because what is rare may be so no longer.
    """
    now = {each.id: each for each in sources}
    fresh = {id for id, each in now.items() if earlier.sources.get(id) != each}
    kept = [
        each
        for each in earlier.links
        if each.one in now and each.other in now and each.one not in fresh and each.other not in fresh
    ]
    if len(fresh) > MUCH * len(now) or earlier.run >= MOST_RUNS:
        return suggest(sources, register, progress=progress)
    made = suggest(sources, register, only=fresh, progress=progress, earlier=earlier)
    made.links = sorted([*kept, *made.links], key=lambda each: (-each.probability, each.one, each.other))
    made.earlier = earlier
    return made


def _copy_link(reading: Reading, copy: Copy, run: int) -> Link:
    one, other = reading.tellings[copy.one].id, reading.tellings[copy.other].id
    return Link(one, other, copy.probability, ROW_TWICE, None, copy.is_same_words, run)


def kind_of(a: Telling, b: Telling) -> str:
    """Whether both were there, or the later one was told."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return SAME_EVENT
    a, b = in_order(a, b)
    assert a.last is not None and b.first is not None
    gap = max(b.first - a.last, 0)
    speaks_of_it = not b.names_kinds.isdisjoint(a.agency_kinds)
    if gap > 31:
        return LATER
    if (gap >= 1 and (b.hears or speaks_of_it)) or (gap == 0 and b.hears and speaks_of_it and a.span == b.span == 0):
        return HEARS
    return SAME_EVENT


def _log_odds(link: Link) -> float:
    return link.pair.final if link.pair is not None else math.log(link.probability / (1 - link.probability))


def kinds_among(sources: Sequence[Source], register: Sequence[Known] = ()) -> dict[int, str]:
    """How each of some entries tells of one event, measured by the earliest of them; a copy is the row twice."""
    reading = read(sources, register)
    tellings = reading.tellings
    dated = [each for each in tellings if each.first is not None]
    if not dated:
        kinds = {each.id: SAME_EVENT for each in tellings}
    else:
        first = min(
            dated, key=lambda each: (each.last or 0, each.first or 0, each.start if each.start is not None else 0)
        )
        kinds = {each.id: SAME_EVENT if each is first else kind_of(first, each) for each in tellings}
    for group in kept_once(reading, copies(reading)):
        for at in group[1:]:
            kinds[tellings[at].id] = ROW_TWICE
    return kinds


def _nothing_to_say(reading: Reading) -> dict[int, str]:
    told = {}
    for each in reading.tellings:
        if len(each.words) < 2:
            told[each.id] = "it has no words to compare" if not each.words else "one word is too little to compare"
        elif each.first is None and not each.numbers:
            told[each.id] = "it has no date, and no reference that another entry shares"
    return told


class _Proposing:
    def __init__(self, made: Suggestions, joined: Iterable[Sequence[int]], apart: Iterable[tuple[int, int]]) -> None:
        self._made = made
        self._joined = [tuple(each) for each in joined]
        self._apart = {(min(pair), max(pair)) for pair in apart}
        self._node: dict[int, int] = {}
        self._members: list[list[int]] = []
        for together in self._joined:
            self._add(together)
        for link in made.links:
            for id in (link.one, link.other):
                if id not in self._node:
                    self._add((id,))

    def _add(self, ids: Sequence[int]) -> None:
        fresh = [id for id in ids if id not in self._node]
        for id in fresh:
            self._node[id] = len(self._members)
        if fresh:
            self._members.append(fresh)

    def proposals(self, least: float) -> list[Proposal]:
        least_odds = math.log(least / (1 - least))
        between: dict[tuple[int, int], list[float]] = defaultdict(list)
        for link in self._open_links():
            one, other = sorted((self._node[link.one], self._node[link.other]))
            between[one, other].append(_log_odds(link))
        found_links = [
            Linked(one, other, self._on_the_whole(one, other, odds)) for (one, other), odds in between.items()
        ]
        apart = {(self._node[a], self._node[b]) for a, b in self._apart if a in self._node and b in self._node}
        found = grouped(len(self._members), found_links, apart, least_odds)
        group_of = {node: at for at, nodes in enumerate(found) for node in nodes}
        inside: dict[int, list[Link]] = defaultdict(list)
        loose: list[Link] = []
        for link in self._open_links():
            here, there = group_of.get(self._node[link.one], -1), group_of.get(self._node[link.other], -2)
            if here == there:
                inside[here].append(link)
            elif link.probability < least or here < 0 or there < 0:
                loose.append(link)
        made = [self._proposal(nodes, inside[at]) for at, nodes in enumerate(found) if inside[at]]
        made += self._possible(loose)
        return sorted(made, key=lambda each: (-each.probability, each.entries))

    def _on_the_whole(self, one: int, other: int, odds: list[float]) -> float:
        """How well two groups the chair has joined fit, every account of one with every account of the other."""
        size = len(self._members[one]) * len(self._members[other])
        return (sum(odds) + UNKNOWN * max(0, size - len(odds))) / max(size, len(odds))

    def _open_links(self) -> Iterable[Link]:
        """Links about which the chair has not decided."""
        for link in self._made.links:
            if (
                self._node[link.one] != self._node[link.other]
                and (min(link.one, link.other), max(link.one, link.other)) not in self._apart
            ):
                yield link

    def _proposal(self, nodes: list[int], links: list[Link]) -> Proposal:
        """As sure as the weakest of the links that hold it together."""
        entries = tuple(sorted(id for node in nodes for id in self._members[node]))
        kinds = {link.kind for link in links}
        kind = next(iter(kinds)) if len(kinds) == 1 else SAME_EVENT
        certainty = weakest_needed([(self._node[each.one], self._node[each.other], each.probability) for each in links])
        return Proposal(entries, certainty, kind, tuple(links))

    def _possible(self, loose: list[Link]) -> list[Proposal]:
        """A weaker link is shown once for an entry and its copies."""
        seen: set[tuple[int, int]] = set()
        made = []
        for link in loose:
            key = tuple(sorted((self._made.copies_of[link.one][0], self._made.copies_of[link.other][0])))
            if (
                link.probability >= WORTH_SHOWING
                and key not in seen
                and not (link.kind == ROW_TWICE and link.probability >= SURE_COPY)
            ):
                seen.add((key[0], key[1]))
                made.append(
                    Proposal(tuple(sorted((link.one, link.other))), link.probability, link.kind, (link,), False)
                )
        return made
