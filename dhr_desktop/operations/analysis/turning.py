"""Turning points - separation, pregnancy, release, a move, a new partner - and who was in contact soon after."""

from __future__ import annotations

from dhr_desktop.core.analysis import Mark
from dhr_desktop.storage.case_file import CaseFile

from .entries_read import Ground, ground_of
from .findings import MISSING, Analysis, Cell, Line, days_between, decided_by, told_cell

TURNING = "turning point"
SOON_DAYS = 30
ALL = "all"


def turning_points(case: CaseFile, chosen: dict[str, str]) -> Analysis:
    ground, held = ground_of(case), decided_by(case, Mark)
    wanted = chosen.get("Kind", ALL)
    sorts, lines = set(), []
    after = _Contacts(ground)
    for entry in ground.in_order():
        for cue in ground.found[entry.id].turns:
            sorts.add(cue.sort)
            if wanted not in (ALL, cue.sort):
                continue
            rows = (entry.id,)
            mark = Mark(sort=TURNING, title=cue.sort, text=f"Found in: {cue.words}", on=rows)
            soon = after.within(entry.id)
            lines.append(
                Line(
                    (
                        Cell(ground.when[entry.id].words(), rows), told_cell(cue.sort, rows, mark, cue.words, held),
                        Cell(ground.name(entry.agency), rows), Cell(cue.words, rows),
                        Cell(f"{len(soon):,}", soon, "" if soon else MISSING),
                    )
                )
            )  # fmt: skip
    return Analysis(
        ("When", "Turning point", "Told by", "In the agency's words", f"Contacts in the {SOON_DAYS} days after"),
        (22, 20, 26, 70, 18), tuple(lines),
        "Contacts after it are those that cannot have been earlier; undated ones are not counted.",
        {"Kind": (ALL, *sorted(sorts))},
    )  # fmt: skip


class _Contacts:
    """The entries in the order of time, so that what follows one is found without looking at all."""

    def __init__(self, ground: Ground) -> None:
        self._when = ground.when
        self._order = [each.id for each in ground.in_order() if ground.when[each.id].is_dated]
        self._place = {id: at for at, id in enumerate(self._order)}

    def within(self, id: int) -> tuple[int, ...]:
        at = self._place.get(id)
        if at is None:
            return ()
        found, own = [], self._when[id]
        for other in self._order[at + 1 :]:
            days = days_between(own, self._when[other])
            assert days is not None
            if days[0] > SOON_DAYS:
                break
            if days[0] >= 0 and days[1] <= SOON_DAYS:
                found.append(other)
        return tuple(found)
