"""MARAC, MAPPA, strategy meetings, conferences: who was invited, who was there, who was told."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from dhr_desktop.core.analysis import Handshake
from dhr_desktop.core.moments import When
from dhr_desktop.finding.meetings import NAMED, Met
from dhr_desktop.storage.case_file import CaseFile

from .entries_read import Ground, ground_of
from .findings import Analysis, Cell, Held, Line, days_between, decided_by, told_cell

SAME_DAYS = 3
ALL = "all"


@dataclass(slots=True)
class _Meeting:
    sort: str
    when: When
    parts: dict[int, list[tuple[int, Met]]] = field(default_factory=lambda: defaultdict(list))


def meetings(case: CaseFile, chosen: dict[str, str]) -> Analysis:
    """Words of the same sort of meeting within a few days are taken for one meeting."""
    ground, held = ground_of(case), decided_by(case, Handshake)
    found = _found(ground)
    wanted = chosen.get("Kind", ALL)
    shown = [each for each in found if wanted in (ALL, each.sort)]
    agencies = sorted({id for each in shown for id in each.parts}, key=lambda id: ground.name(id).casefold())
    lines = []
    for meeting in shown:
        rows = tuple(entry for parts in meeting.parts.values() for entry, _ in parts)
        cells = [Cell(meeting.when.words(), rows), Cell(meeting.sort, rows)]
        for agency in agencies:
            told = meeting.parts.get(agency)
            cells.append(_part(meeting, agency, told, held) if told else Cell())
        lines.append(Line(tuple(cells)))
    return Analysis(
        ("When", "Meeting", *(ground.name(id) for id in agencies)), (22, 24, *(18 for _ in agencies)), tuple(lines),
        f"Words of one sort of meeting within {SAME_DAYS} days are taken for one meeting. An empty cell: that agency's "
        "chronology does not speak of it.",
        {"Kind": (ALL, *sorted({each.sort for each in found}))}, matrix_of="Agency", heads=2,
    )  # fmt: skip


def _found(ground: Ground) -> list[_Meeting]:
    found: list[_Meeting] = []
    for entry in ground.in_order():
        when = ground.when[entry.id]
        for met in ground.found[entry.id].meetings:
            if met.part == NAMED:
                continue
            home = next(
                (each for each in reversed(found[-60:]) if each.sort == met.sort and _is_same(each.when, when)), None
            )
            if home is None:
                home = _Meeting(met.sort, when)
                found.append(home)
            home.parts[entry.agency].append((entry.id, met))
    return found


def _is_same(one: When, other: When) -> bool:
    days = days_between(one, other)
    return days is not None and days[1] >= -SAME_DAYS and days[0] <= SAME_DAYS


def _part(meeting: _Meeting, agency: int, told: list[tuple[int, Met]], held: Held) -> Cell:
    rows = tuple(entry for entry, _ in told)
    _, met = told[0]
    record = Handshake(sort=meeting.sort, topic=met.part, receiver=agency, received=meeting.when, received_in=rows)
    return told_cell(met.part, rows, record, met.words, held)
