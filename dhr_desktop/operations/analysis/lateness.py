"""What was written down later than it happened, and what was written after the death."""

from __future__ import annotations

from datetime import date

from dhr_desktop.core.analysis import Mark
from dhr_desktop.core.counting import counted
from dhr_desktop.core.moments import When
from dhr_desktop.storage.case_file import CaseFile

from .entries_read import ground_of, sort_key
from .findings import Analysis, Cell, Line, days_between, days_in_words, decided_by, told_cell

LATE = "recorded late"
LAGS = {"a day or more": 1, "a week or more": 7, "30 days or more": 30}


def late(case: CaseFile, chosen: dict[str, str]) -> Analysis:
    ground, held = ground_of(case), decided_by(case, Mark)
    at_least = LAGS[chosen.get("By", next(iter(LAGS)))]
    death = case.review.date_of_death
    found = []
    for entry in ground.each():
        happened = ground.when[entry.id]
        days = days_between(happened, entry.recorded)
        is_after = _after(entry.recorded, death) and not _after(happened, death)
        if not is_after and (days is None or days[0] < at_least):
            continue
        rows = (entry.id,)
        lag = days_in_words(days)
        mark = Mark(sort=LATE, title="after the death" if is_after else lag, on=rows)
        found.append(
            (
                sort_key(happened),
                Line(
                    (
                        Cell(happened.words(), rows), Cell(entry.recorded.words(), rows), Cell(lag, rows),
                        told_cell("after the death" if is_after else "late", rows, mark, lag, held),
                        Cell(ground.name(entry.agency), rows), Cell(" ".join(entry.what_happened.split())[:200], rows),
                    )
                ),
            )
        )  # fmt: skip
    known = sum(each.recorded.is_dated for each in ground.entries)
    return Analysis(
        ("Happened", "Recorded", "Later by", "What", "Agency", "What happened"), (22, 22, 16, 16, 28, 70),
        tuple(line for _, line in sorted(found, key=lambda each: each[0])),
        f"{known:,} of {counted(len(ground.entries), 'entry', 'entries')} say when they were recorded; of the others nothing can be said.",
        {"By": tuple(LAGS)},
    )  # fmt: skip


def _after(when: When, day: date | None) -> bool:
    return day is not None and when.earliest is not None and when.earliest > day
