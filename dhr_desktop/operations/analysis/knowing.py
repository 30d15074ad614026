"""Who knew what, when: each fact against each agency, from its own words, and who could have known."""

from __future__ import annotations

from collections import defaultdict

from dhr_desktop.core.analysis import Knowledge
from dhr_desktop.core.moments import When
from dhr_desktop.finding.handing import Way
from dhr_desktop.storage.case_file import CaseFile

from .entries_read import Ground, ground_of, sort_key
from .findings import CONFIRMED, REJECTED, Analysis, Cell, Line, decided_by, told_cell

ALL, COULD = "all", "where an agency could have known"


def knowing(case: CaseFile, chosen: dict[str, str]) -> Analysis:
    ground, held = ground_of(case), decided_by(case, Knowledge)
    could = _could(ground)
    facts: dict[str, tuple[When, dict[int, Cell]]] = {}
    for id, event in ground.events.items():
        cells = {agency: _knew(ground, rows) for agency, rows in _accounts(ground, id).items()}
        for agency, (when, rows, words) in could.get(id, {}).items():
            if agency not in cells:
                record = Knowledge(fact=event.title, agency=agency, could_have_known=when, about=(id, *rows))
                cells[agency] = told_cell(f"could have known: {when.words()}", rows, record, words, held)
        facts[event.title or f"event {id}"] = (event.stands, cells)
    _add_told(ground, case.all(Knowledge), facts)
    if chosen.get("Show", ALL) == COULD:
        facts = {
            fact: told
            for fact, told in facts.items()
            if any("could have known" in each.words for each in told[1].values())
        }
    agencies = sorted({id for _, cells in facts.values() for id in cells}, key=lambda id: ground.name(id).casefold())
    lines = tuple(
        Line(
            (
                Cell(fact, tuple(row for cell in cells.values() for row in cell.rows)), Cell(when.words()),
                *(cells.get(agency, Cell()) for agency in agencies),
            )
        )
        for fact, (when, cells) in sorted(facts.items(), key=lambda each: sort_key(each[1][0]))
    )  # fmt: skip
    return Analysis(
        ("Fact", "When", *(ground.name(id) for id in agencies)), (40, 22, *(26 for _ in agencies)), lines,
        "Facts are the joined events, and what you write as a fact yourself. First known is the earliest day an "
        "agency's own words allow. Could have known: another agency says it told it, and its own words do not.",
        {"Show": (ALL, COULD)}, matrix_of="Agency", heads=2,
    )  # fmt: skip


def _accounts(ground: Ground, event: int) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for account in ground.accounts.get(event, []):
        if account.entry in ground.agency_of:
            found[ground.agency_of[account.entry]].append(account.entry)
    return found


def _knew(ground: Ground, rows: list[int]) -> Cell:
    first = ground.by_time(rows)[0]
    return Cell(f"first known: {ground.when[first].words()}", tuple(rows), CONFIRMED)


def _could(ground: Ground) -> dict[int, dict[int, tuple[When, tuple[int, ...], str]]]:
    """For each event: agencies that an account of it says were told."""
    found: dict[int, dict[int, tuple[When, tuple[int, ...], str]]] = defaultdict(dict)
    for entry, event in ground.event_of.items():
        if entry not in ground.found:
            continue
        for handing in ground.found[entry].handings:
            others = {handing.agency} if handing.agency else ground.of_kinds(handing.kinds)
            if handing.way is Way.SENT and len(others) == 1:
                other = next(iter(others))
                found[event].setdefault(other, (ground.when[entry], (entry,), handing.words))
    return found


def _add_told(ground: Ground, told: list[Knowledge], facts: dict[str, tuple[When, dict[int, Cell]]]) -> None:
    """What the chair keeps as known, under its own fact."""
    for each in told:
        if each.state == REJECTED:
            continue
        rows = tuple(row for id in each.about for row in _rows(ground, id))
        _when, cells = facts.setdefault(each.fact, (each.first_known, {}))
        if each.agency in cells and each in cells[each.agency].records:
            continue
        known = each.first_known.is_dated
        words = (
            f"first known: {each.first_known.words()}"
            if known
            else f"could have known: {each.could_have_known.words()}"
        )
        cells[each.agency] = Cell(words, rows, CONFIRMED, records=(each,))


def _rows(ground: Ground, id: int) -> tuple[int, ...]:
    return (id,) if id in ground.found else tuple(each.entry for each in ground.accounts.get(id, []))
