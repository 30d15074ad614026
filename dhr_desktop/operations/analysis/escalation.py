"""How often and how grave, period by period; what may have fallen in two periods is at the most in both."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from dhr_desktop.core.analysis import Mark
from dhr_desktop.core.moments import When
from dhr_desktop.storage.case_file import CaseFile

from .entries_read import Ground, ground_of
from .findings import CONFIRMED, REJECTED, SUGGESTED, Analysis, Cell, Held, Line, decided_by, told_cell

HARM = "harm"
YEARS, QUARTERS = "years", "quarters"
GRADES = {1: "argument", 2: "threats, damage, harassment, control", 3: "assault or injury", 4: "life in danger"}


@dataclass(slots=True)
class _Happening:
    """One event, however many agencies wrote of it; or an entry by itself."""

    when: When
    grade: int
    told: list[Cell]


def escalation(case: CaseFile, chosen: dict[str, str]) -> Analysis:
    ground, held = ground_of(case), decided_by(case, Mark)
    by = chosen.get("By", YEARS)
    happenings = [each for each in _happenings(ground, held) if each.when.is_dated]
    certain: dict[tuple[tuple[int, int], int], list[_Happening]] = defaultdict(list)
    possible: dict[tuple[tuple[int, int], int], list[_Happening]] = defaultdict(list)
    for each in happenings:
        periods = _periods(each.when, by)
        for period in periods:
            (certain if len(periods) == 1 else possible)[period, each.grade].append(each)
    seen = sorted({period for period, _ in (*certain, *possible)})
    lines = [
        Line(
            (
                Cell(_name(period, by)),
                *(_cell(certain[period, grade], possible[period, grade]) for grade in GRADES),
                _cell(
                    [one for grade in GRADES for one in certain[period, grade]],
                    [one for grade in GRADES for one in possible[period, grade]],
                ),
            )
        )
        for period in (_every(seen, by) if seen else [])
    ]  # fmt: skip
    undated = sum(not each.when.is_dated for each in _happenings(ground, held))
    return Analysis(
        ("Period", *(words.capitalize() for words in GRADES.values()), "All"), (14, 14, 30, 20, 18, 12), tuple(lines),
        "Events, not accounts: what several agencies wrote of one joined event counts once, at its gravest. Two figures: "
        f"at the least and at the most, as the dates allow. {undated:,} undated are not counted.",
        {"By": (YEARS, QUARTERS)},
    )  # fmt: skip


def _happenings(ground: Ground, held: Held) -> list[_Happening]:
    found: dict[tuple[str, object], _Happening] = {}
    for entry in ground.each():
        harms = ground.found[entry.id].harms
        if not harms:
            continue
        worst = max(harms, key=lambda each: each.weight)
        mark = Mark(sort=HARM, title=worst.sort, text=f"Found in: {worst.words}", on=(entry.id,))
        cell = told_cell(worst.sort, (entry.id,), mark, worst.words, held)
        if cell.state == REJECTED:
            continue
        event = ground.event_of.get(entry.id)
        when = ground.events[event].stands if event else ground.when[entry.id]
        key = (
            ("event", event)
            if event
            else ("day", (entry.agency, when.earliest, when.latest, when.time_from, worst.sort))
        )
        here = found.setdefault(key, _Happening(when, worst.weight, []))
        here.grade = max(here.grade, worst.weight)
        here.told.append(cell)
    return list(found.values())


def _periods(when: When, by: str) -> list[tuple[int, int]]:
    first, last = when.earliest or when.latest, when.latest or when.earliest
    assert first and last
    if by == YEARS:
        return [(year, 0) for year in range(first.year, last.year + 1)]
    start, end = first.year * 4 + (first.month - 1) // 3, last.year * 4 + (last.month - 1) // 3
    return [(at // 4, at % 4 + 1) for at in range(start, end + 1)]


def _every(seen: list[tuple[int, int]], by: str) -> list[tuple[int, int]]:
    """Periods in which nothing is told of stand too: they are part of the pattern."""
    if by == YEARS:
        return [(year, 0) for year in range(seen[0][0], seen[-1][0] + 1)]
    first, last = seen[0][0] * 4 + seen[0][1] - 1, seen[-1][0] * 4 + seen[-1][1] - 1
    return [(at // 4, at % 4 + 1) for at in range(first, last + 1)]


def _name(period: tuple[int, int], by: str) -> str:
    return str(period[0]) if by == YEARS else f"{period[0]}, quarter {period[1]}"


def _cell(certain: list[_Happening], possible: list[_Happening]) -> Cell:
    least, most = len(certain), len(certain) + len(possible)
    cells = [cell for each in (*certain, *possible) for cell in each.told]
    if not cells:
        return Cell("0")
    is_confirmed = all(any(cell.state == CONFIRMED for cell in each.told) for each in (*certain, *possible))
    return Cell(
        f"{least}" if least == most else f"{least} to {most}", tuple(dict.fromkeys(row for cell in cells for row in cell.rows)),
        CONFIRMED if is_confirmed else SUGGESTED,
        tuple(one for cell in cells for one in cell.suggestions), tuple(one for cell in cells for one in cell.records),
    )  # fmt: skip
