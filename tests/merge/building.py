"""Entries for the matcher in one line each. Everybody and everything here is invented."""

from __future__ import annotations

from datetime import date, time

from dhr_desktop.core.moments import Precision, When
from dhr_desktop.merge.telling import Source

AGENCIES = {
    "police": (1, "Eastmere Police"),
    "ambulance": (2, "Eastmere Ambulance Service NHS Trust"),
    "hospital": (3, "Eastmere Hospitals NHS Foundation Trust"),
    "gp": (4, "Fennick Road Surgery"),
    "children": (5, "Thornbeck Children's Social Care"),
    "school": (6, "Thornbeck Primary School"),
}


def when(words: str) -> When:
    """ "2021-06-02", "2021-06-02 01:35", "2021-06", "2021" or ""."""
    if not words:
        return When.undated()
    day, _, clock = words.partition(" ")
    parts = [int(each) for each in day.split("-")]
    if len(parts) == 1:
        return When.in_year(parts[0])
    if len(parts) == 2:
        return When.in_month(*parts)
    held = When.on(date(*parts), time.fromisoformat(clock) if clock else None)
    assert held.precision in (Precision.DAY, Precision.MINUTE)
    return held


def entry(id: int, agency: str, date: str, *texts: str) -> Source:
    number, name = AGENCIES[agency]
    return Source(id, number, name, when(date), texts or ("",))


# What the rest of a small case looks like: without others nothing is rare and nothing is common.
CROWD = [
    entry(900 + at, agency, f"202{at % 3}-{1 + at % 12:02}-{1 + (7 * at) % 28:02}", words)
    for at, (agency, words) in enumerate(
        [
            ("gp", "Medication review, sertraline continued."), ("gp", "Did not attend nurse appointment."), ("gp", "Smear taken."),
            ("police", "Stop and search of Derrin Askquith, nothing found."), ("police", "Found property handed in."),
            ("children", "Home visit, no reply."), ("children", "Supervision, case discussed."), ("school", "Parents' evening, mother came."),
            ("school", "Wren late three times this week."), ("hospital", "Fracture clinic, plaster removed."),
            ("ambulance", "Panic attack, not conveyed."), ("gp", "Telephone call about back pain."), ("children", "Statutory visit to Wren."),
            ("police", "Rhoswen Tallowby reports telephone lost."), ("hospital", "Gynaecology outpatients."), ("gp", "Derrin Askquith asks for a sick note."),
        ]
    )
]  # fmt: skip
