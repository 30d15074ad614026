"""From entry to entry by keyboard, in the order of time or from lane to lane."""

from __future__ import annotations

from dataclasses import dataclass

from dhr_desktop.timeline.lanes import Item, Timeline


@dataclass(frozen=True, slots=True, order=True)
class Stop:
    """One entry that is drawn: where it begins and ends, in which lane."""

    start: int
    end: int
    lane: int
    id: int

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


class Walk:
    """Every entry that is drawn, in the order of time."""

    def __init__(self, timeline: Timeline) -> None:
        self._lanes = timeline.lanes
        self._stops: list[Stop] = []
        self._places: dict[int, int] = {}

    def _sorted(self) -> list[Stop]:
        """Made when it is first walked, not at every drawing."""
        if not self._stops:
            self._stops = sorted(
                Stop(item.start, item.end, at, item.id) for at, lane in enumerate(self._lanes) for item in lane.items
            )
            self._places = {stop.id: at for at, stop in enumerate(self._stops)}
        return self._stops

    def next_in_time(self, chosen: int, minute: float, step: int) -> Stop | None:
        """The next in whatever lane it stands; with nothing chosen, the one nearest to this minute."""
        stops = self._sorted()
        if not stops:
            return None
        at = self._places.get(chosen)
        if at is None:
            return min(stops, key=lambda stop: abs(stop.start - minute))
        return stops[min(max(at + step, 0), len(stops) - 1)]

    def end(self, *, first: bool) -> Stop | None:
        stops = self._sorted()
        return stops[0 if first else -1] if stops else None

    def next_lane(self, lane_at: int, minute: float, step: int) -> Stop | None:
        """The entry of the next lane that holds any, nearest in time."""
        at = lane_at + step
        while 0 <= at < len(self._lanes) and not self._lanes[at].items:
            at += step
        if not 0 <= at < len(self._lanes):
            return None
        nearest: Item = min(self._lanes[at].items, key=lambda each: abs(each.middle - minute))
        return Stop(nearest.start, nearest.end, at, nearest.id)
