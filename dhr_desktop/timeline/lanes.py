"""What is drawn in each lane, prepared for every closeness: single entries, clusters with counts, spans.

Seen from far away a month is a point and fifty entries are one cluster; close up the same month is a
bar and each entry stands alone. A lane is sorted by how long its entries are; a frame then only looks up
what falls into its window, and where that is a crowd, what was put together for this closeness before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from operator import attrgetter

from dhr_desktop.core.moments import Certainty, Precision, When

from .gaps import Gap
from .scale import DAY, minute_of

MOST_ROWS = 3  # of spans above each other in a lane; what does not fit is counted in clusters
LAST_LEVEL = 26  # 2 ** 26 minutes are more than a century
MOST_AT_ONCE = 400  # entries of one lane in a window that are put together anew for each frame
MOST_LEVELS = 4  # of a whole lane that are kept


class Look(IntEnum):
    """The shape an entry is drawn in: one for each way its date is known."""

    CLOCK = 0
    DAY = 1
    PART_OF_DAY = 2
    WEEK = 3
    MONTH = 4
    SEASON = 5
    YEAR = 6
    RANGE = 7
    UNTIL = 8  # no first day given
    SINCE = 9  # no last day given


_LOOKS = {
    Precision.MINUTE: Look.CLOCK, Precision.HOUR: Look.CLOCK, Precision.PART_OF_DAY: Look.PART_OF_DAY,
    Precision.DAY: Look.DAY, Precision.WEEK: Look.WEEK, Precision.PART_OF_MONTH: Look.MONTH,
    Precision.MONTH: Look.MONTH, Precision.SEASON: Look.SEASON, Precision.QUARTER: Look.SEASON,
    Precision.YEAR: Look.YEAR, Precision.RANGE: Look.RANGE, Precision.RELATIVE: Look.RANGE,
}  # fmt: skip
LOOK_WORDS = {
    Look.CLOCK: "clock time", Look.DAY: "day", Look.PART_OF_DAY: "part of a day", Look.WEEK: "week",
    Look.MONTH: "month or part of one", Look.SEASON: "season or quarter", Look.YEAR: "year",
    Look.RANGE: "from one day to another", Look.UNTIL: "until a day", Look.SINCE: "since a day",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as a stretch of minutes: never shorter than what its date allows."""

    id: int
    start: int
    end: int
    look: Look
    is_vague: bool = False  # approximate or queried

    @property
    def middle(self) -> int:
        return (self.start + self.end) // 2


def item_of(id: int, when: When) -> Item | None:
    """None for what has no date: it is listed, never drawn."""
    first, last = when.earliest or when.latest, when.latest or when.earliest
    if first is None or last is None:
        return None
    start, end = minute_of(first), minute_of(last) + DAY
    look = _LOOKS.get(when.precision, Look.DAY)
    if when.is_exact and (clock := when.clock_span()) is not None:
        start = minute_of(first, clock[0])
        end = minute_of(first, clock[1]) + (DAY if clock[1] < clock[0] else 0)
        end = max(end, start + 1)
    elif look in (Look.CLOCK, Look.PART_OF_DAY):
        look = Look.DAY if when.is_exact else Look.RANGE
    if when.earliest is None or when.latest is None:  # it stands at the day that is known, and points where it goes on
        look = Look.UNTIL if when.earliest is None else Look.SINCE
    return Item(id, start, end, look, when.certainty is not Certainty.STATED or when.time_is_approximate)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Entries too near each other to be drawn apart; or one alone."""

    start: int
    end: int
    items: tuple[Item, ...]

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch wide enough to be drawn as one, and the row of the lane it stands in."""

    start: int
    end: int
    items: tuple[Item, ...]
    row: int


@dataclass(frozen=True, slots=True)
class Pool:
    """Entries of about one length, by their first minute."""

    starts: list[int]
    items: list[Item]
    longest: int

    @classmethod
    def of(cls, items: list[Item]) -> Pool:
        items.sort(key=lambda each: (each.start, each.end, each.id))
        return cls([each.start for each in items], items, max((each.end - each.start for each in items), default=0))

    def between(self, left: float, right: float) -> tuple[int, int]:
        return bisect_left(self.starts, left - self.longest), bisect_right(self.starts, right)


@dataclass(frozen=True, slots=True)
class Packing:
    """The stretches too long to be points, each in its row, and those no row had room for."""

    starts: list[int]
    spans: list[Span]
    longest: int
    crowded: Pool


@dataclass(slots=True)
class Lane:
    key: int
    title: str
    code: str
    colour: int
    items: list[Item]
    undated: int = 0
    gaps: tuple[Gap, ...] = ()
    is_collapsed: bool = False
    _lengths: list[tuple[int, Pool]] | None = field(default=None, repr=False)
    _packings: dict[int, Packing] = field(default_factory=dict, repr=False)
    _levels: dict[int, tuple[list[int], list[Cluster]]] = field(default_factory=dict, repr=False)

    def prepare(self) -> None:
        """What the first frame would otherwise have to wait for; may be done on another thread."""
        for at in range(len(self._pools()) + 1):
            self._packing(at)

    def clusters_within(self, at: int, left: float, right: float) -> list[Cluster]:
        """What is drawn as points at a closeness; bins stand still while the window moves over them."""
        wide = 1 << at
        pools = [pool for length, pool in self._pools() if length <= at]
        pools.append(self._packing(len(pools)).crowded)
        found = [(pool, *pool.between(left - wide, right + wide)) for pool in pools]
        if sum(last - first for _, first, last in found) <= MOST_AT_ONCE:
            return _binned([each for pool, first, last in found for each in pool.items[first:last]], at)[1]
        bins, clusters = self._whole_level(at, pools)
        return clusters[bisect_left(bins, (int(left) >> at) - 1) : bisect_right(bins, (int(right) >> at) + 1)]

    def spans_within(self, at: int, left: float, right: float) -> list[Span]:
        """What is drawn as stretches at a closeness."""
        packing = self._packing(sum(length <= at for length, _ in self._pools()))
        first = bisect_left(packing.starts, left - packing.longest)
        last = bisect_right(packing.starts, right)
        return [each for each in packing.spans[first:last] if each.end >= left]

    def _pools(self) -> list[tuple[int, Pool]]:
        if self._lengths is None:
            by_length: dict[int, list[Item]] = {}
            for each in self.items:
                by_length.setdefault((each.end - each.start - 1).bit_length(), []).append(each)
            self._lengths = [(length, Pool.of(items)) for length, items in sorted(by_length.items())]
        return self._lengths

    def _packing(self, points: int) -> Packing:
        """With so many of the shortest pools drawn as points."""
        held = self._packings.get(points)
        if held is None:
            spans, crowded = _packed([each for _, pool in self._pools()[points:] for each in pool.items])
            longest = max((each.end - each.start for each in spans), default=0)
            held = Packing([each.start for each in spans], spans, longest, Pool.of(crowded))
            self._packings[points] = held
        return held

    def _whole_level(self, at: int, pools: Sequence[Pool]) -> tuple[list[int], list[Cluster]]:
        held = self._levels.get(at)
        if held is None:
            while len(self._levels) >= MOST_LEVELS:
                del self._levels[next(iter(self._levels))]
            held = self._levels[at] = _binned([each for pool in pools for each in pool.items], at)
        return held


_BY_START = attrgetter("start")


def level_for(per_px: float, px_apart: float) -> int:
    """The closeness at which what is drawn stands at least so many pixels apart."""
    return min(max(int(per_px * px_apart) - 1, 1).bit_length(), LAST_LEVEL)


def _binned(items: Sequence[Item], at: int) -> tuple[list[int], list[Cluster]]:
    binned: dict[int, list[Item]] = {}
    shift = at + 1
    for each in items:
        binned.setdefault((each.start + each.end) >> shift, []).append(each)
    bins = sorted(binned)
    clusters = []
    for place in bins:
        held = binned[place]
        if len(held) == 1:
            clusters.append(Cluster(held[0].start, held[0].end, (held[0],)))
        else:
            held.sort(key=_BY_START)
            clusters.append(Cluster(held[0].start, max([each.end for each in held]), tuple(held)))
    return bins, clusters


def _packed(wide: Sequence[Item]) -> tuple[list[Span], list[Item]]:
    """Each stretch once with all that share it, in the first row that is free; what finds none is given back."""
    shared: dict[tuple[int, int], list[Item]] = {}
    for each in wide:
        shared.setdefault((each.start, each.end), []).append(each)
    spans: list[Span] = []
    crowded: list[Item] = []
    free = [0] * MOST_ROWS
    for (start, end), items in sorted(shared.items()):
        row = next((row for row, until in enumerate(free) if until <= start), -1)
        if row < 0:
            crowded += items
        else:
            free[row] = end
            spans.append(Span(start, end, tuple(items), row))
    return spans, crowded


# ---- the whole drawing, before a window is laid over it -------------------------------------------


@dataclass(frozen=True, slots=True)
class Band:
    """A key episode: a stretch across every lane."""

    id: int
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sign:
    """One day of the review's own: scope, death, a process date."""

    minute: int
    words: str
    is_death: bool = False


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk assessment, or what an agency wrote of risk."""

    id: int
    start: int
    end: int
    letter: str
    words: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Joint:
    """Accounts of one event in several lanes."""

    event: int
    minute: int
    lanes: tuple[int, ...]


@dataclass(slots=True)
class Timeline:
    lanes: list[Lane]
    bands: list[Band] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    risks: list[Risk] = field(default_factory=list)
    joints: list[Joint] = field(default_factory=list)
    everyone: tuple[Gap, ...] = ()
    scope: tuple[date | None, date | None] = (None, None)
    drawn: int = 0
    undated: int = 0
    is_coarse: bool = False  # the edition says no days

    def bounds(self) -> tuple[int, int] | None:
        """The first and the last minute of what is told, and the death; the review's own dates may lie years after."""
        starts = [lane.items[0].start for lane in self.lanes if lane.items]
        ends = [max(each.end for each in lane.items) for lane in self.lanes if lane.items]
        death = [each.minute for each in self.signs if each.is_death]
        starts, ends = starts + death, ends + death
        return (min(starts), max(ends)) if starts else None
