"""Every risk assessment in the order of time, and harm told of with none made by that agency soon after."""

from __future__ import annotations

from typing import Any

from dhr_desktop.core.analysis import RiskAssessment
from dhr_desktop.finding.risks import NOT_MADE
from dhr_desktop.storage.case_file import CaseFile

from .entries_read import Ground, ground_of, sort_key
from .findings import MISSING, Analysis, Cell, Held, Line, days_between, decided_by, told_cell

GRAVE = 2  # threats, damage and worse
SOON_DAYS = 14
ALL, WITHOUT = "assessments and harm without one", "harm without an assessment"


def risk(case: CaseFile, chosen: dict[str, str]) -> Analysis:
    ground, held = ground_of(case), decided_by(case, RiskAssessment)
    records = suggested_assessments(ground)
    show = chosen.get("Show", ALL)
    dated = [(sort_key(record.made), _line(ground, record, words, held)) for record, words in records]
    known = {each for record, _ in records for each in _identities(record)}
    for kept in {each.id: each for key, each in held.items() if key not in known}.values():
        assert isinstance(kept, RiskAssessment)
        if not any(key in known for key in _identities(kept)):
            dated.append((sort_key(kept.made), _line(ground, kept, "", held)))
    if show == WITHOUT:
        dated = []
    dated += _without(ground, [record for record, _ in records] + list(case.all(RiskAssessment)))
    lines = [line for _, line in sorted(dated, key=lambda each: each[0])]
    return Analysis(
        ("When", "By", "Tool", "Level", "Of", "In the agency's words"), (26, 28, 18, 18, 20, 70), tuple(lines),
        f"Harm stands here where the agency that wrote of it tells of no assessment within {SOON_DAYS} days; what it "
        "did may be in papers nobody sent.",
        {"Show": (ALL, WITHOUT)},
    )  # fmt: skip


def _identities(record: RiskAssessment) -> list[tuple[Any, ...]]:
    return [("risk", record.tool, entry) for entry in record.entries]


def suggested_assessments(ground: Ground) -> list[tuple[RiskAssessment, str]]:
    """One for each agency, day, tool and level; the row sent twice is one assessment."""
    found: dict[tuple[object, ...], tuple[RiskAssessment, str]] = {}
    for entry in ground.each():
        when = ground.when[entry.id]
        for told in ground.found[entry.id].risks:
            key = (entry.agency, when.earliest, when.latest, told.tool, told.level, told.state)
            held = found.get(key)
            rows = (*held[0].entries, entry.id) if held else (entry.id,)
            level = told.level or ("not made" if told.state == NOT_MADE else "")
            record = RiskAssessment(
                tool=told.tool, level=level, made=when, agency=entry.agency, of_person=_of(ground, told.about),
                entries=rows,
            )  # fmt: skip
            found[key] = (record, held[1] if held else told.words)
    return list(found.values())


def _of(ground: Ground, role: str) -> int:
    """The one person of the register whom such a tool is about."""
    holders = [id for id, each in ground.people.items() if role and role in each.role.casefold()]
    return holders[0] if len(holders) == 1 else 0


def _line(ground: Ground, record: RiskAssessment, words: str, held: Held) -> Line:
    about = ground.people.get(record.of_person)
    return Line(
        (
            told_cell(record.made.words(), record.entries, record, words, held),
            Cell(ground.name(record.agency), record.entries), Cell(record.tool, record.entries),
            Cell(record.level or "not said", record.entries, "" if record.level else MISSING),
            Cell((about.real_name or about.role) if about else "not said"), Cell(words, record.entries),
        )
    )  # fmt: skip


def _without(ground: Ground, assessments: list[RiskAssessment]) -> list[tuple[tuple[int, int], Line]]:
    made: dict[int, list[RiskAssessment]] = {}
    for each in assessments:
        if each.level != "not made" and getattr(each, "state", "") != "rejected":
            made.setdefault(each.agency, []).append(each)
    found = []
    seen: set[tuple[object, ...]] = set()
    for entry in ground.each():
        harms = [each for each in ground.found[entry.id].harms if each.weight >= GRAVE]
        when = ground.when[entry.id]
        key = (entry.agency, when.earliest, when.latest, harms[0].sort if harms else "")
        if not harms or key in seen or not when.is_dated:
            continue
        if any(_is_soon(when, each) for each in made.get(entry.agency, [])):
            continue
        seen.add(key)
        worst = max(harms, key=lambda each: each.weight)
        rows = (entry.id,)
        found.append(
            (
                sort_key(when),
                Line(
                    (
                        Cell(when.words(), rows), Cell(ground.name(entry.agency), rows),
                        Cell("none found", rows, MISSING), Cell(), Cell(), Cell(f"{worst.sort}: {worst.words}", rows),
                    )
                ),
            )
        )  # fmt: skip
    return found


def _is_soon(when: Any, assessment: RiskAssessment) -> bool:
    days = days_between(when, assessment.made)
    return days is not None and days[1] >= 0 and days[0] <= SOON_DAYS
