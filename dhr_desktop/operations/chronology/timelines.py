"""The timeline of what a filter shows: its lanes, and what stands across and above them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dhr_desktop.core.analysis import RiskAssessment
from dhr_desktop.core.moments import When
from dhr_desktop.core.review import Milestone
from dhr_desktop.operations.reference import timescales
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system.turns import give_way
from dhr_desktop.timeline.colours import codes
from dhr_desktop.timeline.gaps import gaps
from dhr_desktop.timeline.lanes import Band, Item, Joint, Lane, Risk, Sign, Timeline, item_of
from dhr_desktop.timeline.scale import minute_of

from .chronology import Chronology, Shown, Told
from .marking import KEY_EPISODE

NO_LANE = 0
LONGEST_RISK = 60
_LEVEL = re.compile(
    r"\b(?:(?P<V>very high|visible high)|(?P<H>high)|(?P<M>medium|moderate)|(?P<S>standard|low)"
    r"|(?P<N>no (?:known )?risk))\b",
    re.IGNORECASE,
)


class By(StrEnum):
    AGENCY = "agency"
    PERSON = "person"
    THEME = "theme"


@dataclass(frozen=True, slots=True)
class Way:
    """How the chair wants it drawn."""

    by: By = By.AGENCY
    order: tuple[int, ...] = ()
    collapsed: frozenset[int] = frozenset()
    gap_days: int = 183


@dataclass(frozen=True, slots=True)
class Outside:
    """What the file holds besides entries that is drawn: read once, with the chronology."""

    risks: tuple[RiskAssessment, ...] = ()
    days: tuple[tuple[date, str], ...] = ()


def outside_of(case: CaseFile) -> Outside:
    days = [
        (each.happened, timescales.label_of(case, each.step)) for each in case.all(Milestone) if each.happened
    ]  # fmt: skip
    risks = [each for each in case.all(RiskAssessment) if each.state != "rejected"]
    return Outside(tuple(risks), tuple(sorted(days)))


def draw(chronology: Chronology, shown: Shown, way: Way, outside: Outside | None = None) -> Timeline:
    outside = outside or Outside()
    lanes = _lanes(chronology, shown, way)
    timeline = Timeline(
        lanes,
        bands=list(_bands(chronology)),
        signs=list(_signs(chronology, outside)),
        risks=sorted(_risks(chronology, shown, outside), key=lambda each: each.start),
        joints=_joints(chronology, lanes),
        scope=(chronology.review.scope_start, chronology.review.scope_end),
        undated=shown.undated,
        is_coarse=chronology.is_coarse,
    )
    timeline.drawn = len({each.id for lane in lanes for each in lane.items})
    first, last = chronology.review.scope_start, chronology.review.date_of_death or chronology.review.scope_end
    timeline.everyone = tuple(
        gaps([each.when for each in shown.told], way.gap_days, first, last, coarse=chronology.is_coarse)
    )
    return timeline


# ---- lanes ----------------------------------------------------------------------------------------


def _lanes(chronology: Chronology, shown: Shown, way: Way) -> list[Lane]:
    held = _told_by_lane(chronology, shown, way.by)
    titles = _titles(chronology, way.by)
    keys = sorted((key for key in held), key=lambda key: (key == NO_LANE, titles.get(key, "").casefold()))
    known = {key: at for at, key in enumerate(way.order)}
    keys.sort(key=lambda key: known.get(key, len(known)))  # the chair's order first, the rest as they stood
    colours = {key: at for at, key in enumerate(sorted(titles))}
    lane_codes = dict(zip(titles, codes(list(titles.values())), strict=True))
    first, last = chronology.review.scope_start, chronology.review.date_of_death or chronology.review.scope_end
    lanes = []
    for key in keys:
        give_way()
        told = held[key]
        items = [item for each in told if (item := chronology.item(each)) is not None]
        found = gaps([each.when for each in told], way.gap_days, first, last, coarse=chronology.is_coarse)
        lane = Lane(
            key, titles.get(key, _NOWHERE[way.by]), lane_codes.get(key, "–"), colours.get(key, 0), items,
            len(told) - len(items), tuple(found), key in way.collapsed,
        )  # fmt: skip
        lane.items.sort(key=lambda each: (each.start, each.end, each.id))
        lane.prepare()
        lanes.append(lane)
    return lanes


_NOWHERE = {By.AGENCY: "No agency", By.PERSON: "Nobody of the register", By.THEME: "No theme"}


def _titles(chronology: Chronology, by: By) -> dict[int, str]:
    if by is By.AGENCY:
        return {id: each.short_name or each.full_name for id, each in sorted(chronology.agencies.items())}
    if by is By.PERSON:
        return {id: each.real_name or each.role for id, each in sorted(chronology.people.items())}
    return {id: each.title for id, each in sorted(chronology.themes.items())}


def _told_by_lane(chronology: Chronology, shown: Shown, by: By) -> dict[int, list[Told]]:
    """An entry about two people, or under two themes, stands in both lanes."""
    held: dict[int, list[Told]] = defaultdict(list)
    people = {id: chronology.with_person(id) for id in chronology.people} if by is By.PERSON else {}
    for each in shown.told:
        if by is By.AGENCY:
            keys: Iterable[int] = (each.entry.agency or NO_LANE,)
        elif by is By.PERSON:
            keys = [id for id, entries in people.items() if each.id in entries]
        else:
            keys = dict.fromkeys(theme for mark in each.marks for theme in mark.themes)
        for key in keys or (NO_LANE,):
            held[key].append(each)
    return held


def agency_codes(chronology: Chronology) -> dict[int, tuple[str, int]]:
    """Each agency's code and the number of its colour, the same in table, timeline and pictures."""
    titles = _titles(chronology, By.AGENCY)
    made = codes(list(titles.values()))
    return {id: (code, at) for at, (id, code) in enumerate(zip(titles, made, strict=True))}


# ---- across and above -----------------------------------------------------------------------------


def _joints(chronology: Chronology, lanes: Sequence[Lane]) -> list[Joint]:
    lanes_of: dict[int, set[int]] = defaultdict(set)
    items: dict[int, Item] = {}
    for at, lane in enumerate(lanes):
        for item in lane.items:
            lanes_of[item.id].add(at)
            items[item.id] = item
    joints = []
    for held in chronology.events.values():
        drawn = [id for id in held.entries if id in items]
        where = {lane for id in drawn for lane in lanes_of[id]}
        if len(drawn) > 1 and len(where) > 1:
            stands = item_of(held.event.id, held.event.stands)
            middle = stands.middle if stands is not None else items[drawn[0]].middle
            joints.append(Joint(held.event.id, middle, tuple(sorted(where))))
    return sorted(joints, key=lambda each: each.minute)


def _bands(chronology: Chronology) -> Iterable[Band]:
    for mark in chronology.marks:
        span = item_of(mark.id, _span_of(chronology, mark.span, mark.on)) if mark.sort == KEY_EPISODE else None
        if span is not None:
            yield Band(mark.id, mark.title or mark.text[:60] or "Key episode", span.start, span.end)


def _span_of(chronology: Chronology, span: When, on: Sequence[int]) -> When:
    """The span the chair gave, or else that of what is in it."""
    if span.is_dated:
        return span
    whens = [told.when for id in on if (told := chronology.find(id)) is not None]
    first = min((each.earliest for each in whens if each.earliest), default=None)
    last = max((each.latest for each in whens if each.latest), default=None)
    return When.between(first, last) if first or last else When.undated()


def _signs(chronology: Chronology, outside: Outside) -> Iterable[Sign]:
    review = chronology.review
    if review.date_of_death:
        yield Sign(minute_of(review.date_of_death), "Death", is_death=True)
    if review.scope_start:
        yield Sign(minute_of(review.scope_start), "Scope begins")
    if review.scope_end and review.scope_end != review.date_of_death:
        yield Sign(minute_of(review.scope_end), "Scope ends")
    for day, words in outside.days:
        if day != review.date_of_death:
            yield Sign(minute_of(day), words)


def _risks(chronology: Chronology, shown: Shown, outside: Outside) -> Iterable[Risk]:
    """Confirmed assessments, and what agencies wrote under risk; both say which they are."""
    assessed = {entry for each in outside.risks for entry in each.entries}
    for each in outside.risks:
        item = item_of(each.id, each.made)
        if item is not None:
            words = " ".join(part for part in (each.tool, each.level, each.score) if part)
            yield Risk(each.id, item.start, item.end, _letter(each.level), words, each.state == "confirmed")
    for told in shown.told:
        if told.entry.risk.strip() and told.id not in assessed:
            item = item_of(told.id, told.when)
            if item is not None:
                words = f"{told.agency}: {told.entry.risk.strip()[:LONGEST_RISK]}"
                yield Risk(told.id, item.start, item.end, _letter(told.entry.risk), words, False)


def _letter(level: str) -> str:
    found = _LEVEL.search(level)
    return str(found.lastgroup) if found else "R"
