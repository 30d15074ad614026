"""Where nobody wrote anything, and appointments that did not take place."""

from __future__ import annotations

from collections import defaultdict

from dhr_desktop.core.analysis import Mark
from dhr_desktop.core.counting import counted
from dhr_desktop.core.days_in_words import in_words
from dhr_desktop.core.moments import When
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.timeline.gaps import Gap
from dhr_desktop.timeline.gaps import gaps as gaps_between

from .entries_read import ground_of
from .findings import Analysis, Cell, Held, Line, decided_by, told_cell

GAP, MISSED = "gap", "missed appointment"
LENGTHS = {"6 months or more": 183, "30 days or more": 30, "90 days or more": 90, "a year or more": 365}
ALL = "all"


def gaps(case: CaseFile, chosen: dict[str, str]) -> Analysis:
    ground, held = ground_of(case), decided_by(case, Mark)
    at_least = LENGTHS[chosen.get("Length", next(iter(LENGTHS)))]
    review = case.review
    first, last = review.scope_start, review.date_of_death or review.scope_end
    by_agency: dict[int, list[int]] = defaultdict(list)
    for entry in ground.each():
        by_agency[entry.agency].append(entry.id)
    lines = []
    for agency in sorted(by_agency, key=lambda id: ground.name(id).casefold()):
        order = ground.by_time(by_agency[agency])
        for gap in gaps_between([ground.when[id] for id in order], at_least, first, last):
            lines.append(_gap_line(ground.name(agency), agency, gap, _around(ground.when, order, gap), held))
    everyone = [each.id for each in ground.in_order()]
    for gap in gaps_between([ground.when[id] for id in everyone], at_least, first, last):
        lines.append(_gap_line("Everybody", 0, gap, _around(ground.when, everyone, gap), held))
    return Analysis(
        ("Agency", "Last contact, at the latest", "Next, at the earliest", "At the least", "At the most", "Certain"),
        (30, 24, 24, 14, 14, 44), tuple(lines),
        "A gap is only where no entry can have fallen. Undated entries may lie in any of them.",
        {"Length": tuple(LENGTHS)},
    )  # fmt: skip


def _around(when: dict[int, When], order: list[int], gap: Gap) -> tuple[int, ...]:
    """The last entry before it and the first after it: what the chair looks at."""
    before = [id for id in order if (end := when[id].latest or when[id].earliest) and end <= gap.after]
    after = [id for id in order if (start := when[id].earliest or when[id].latest) and start >= gap.until]
    return (*before[-1:], *after[:1])


def _gap_line(name: str, agency: int, gap: Gap, rows: tuple[int, ...], held: Held) -> Line:
    mark = Mark(
        sort=GAP, title=f"{name}: {gap.in_words()}"[:200], span=When.between(gap.after, gap.until),
        agencies=(agency,) if agency else (),
    )  # fmt: skip
    sure = "yes" if gap.is_certain else "an entry with no end given may reach into it"
    return Line(
        (
            told_cell(name, rows, mark, gap.in_words(), held),
            Cell(in_words(gap.after), rows[:1]), Cell(in_words(gap.until), rows[-1:]),
            Cell(f"{counted(gap.shortest, 'day')}", rows), Cell(f"{counted(gap.longest, 'day')}", rows), Cell(sure),
        )
    )  # fmt: skip


def missed(case: CaseFile, chosen: dict[str, str]) -> Analysis:
    ground, held = ground_of(case), decided_by(case, Mark)
    wanted, sorts, lines = chosen.get("Kind", ALL), set(), []
    for entry in ground.in_order():
        for cue in ground.found[entry.id].missed:
            sorts.add(cue.sort)
            if wanted in (ALL, cue.sort):
                rows = (entry.id,)
                mark = Mark(sort=MISSED, title=cue.sort, text=f"Found in: {cue.words}", on=rows)
                lines.append(
                    Line(
                        (
                            Cell(ground.when[entry.id].words(), rows), Cell(ground.name(entry.agency), rows),
                            told_cell(cue.sort, rows, mark, cue.words, held), Cell(cue.words, rows),
                        )
                    )
                )  # fmt: skip
    return Analysis(
        ("When", "Agency", "What", "In the agency's words"), (24, 30, 22, 80), tuple(lines), "",
        {"Kind": (ALL, *sorted(sorts))},
    )  # fmt: skip
