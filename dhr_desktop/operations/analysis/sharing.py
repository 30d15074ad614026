"""Who told whom, and how often: agency by agency, for a period and a topic."""

from __future__ import annotations

from collections import defaultdict

from dhr_desktop.core.analysis import Handshake
from dhr_desktop.storage.case_file import CaseFile

from .entries_read import ground_of
from .findings import CONFIRMED, REJECTED, SUGGESTED, Analysis, Cell, Line, decided_by, told_cell
from .handshakes import Pair, pairs_of

EVERY = "all"


def sharing(case: CaseFile, chosen: dict[str, str]) -> Analysis:
    ground, held = ground_of(case), decided_by(case, Handshake)
    every = pairs_of(ground)
    years = sorted({year for pair in every for year in _years(pair)})
    sorts = sorted({pair.record.sort for pair in every})
    period, topic = chosen.get("Period", EVERY), chosen.get("Topic", EVERY)
    cells: dict[tuple[int, int], list[Cell]] = defaultdict(list)
    for pair in every:
        record = pair.record
        if (period != EVERY and int(period) not in _years(pair)) or topic not in (EVERY, record.sort):
            continue
        if record.sender and record.receiver:
            told = told_cell(record.sort, (*record.sent_in, *record.received_in), record, record.topic, held)
            if told.state != REJECTED:
                cells[record.sender, record.receiver].append(told)
    agencies = sorted({id for pair in cells for id in pair}, key=lambda id: ground.name(id).casefold())
    lines = [
        Line((Cell(ground.name(sender)), *(_summed(cells.get((sender, to), []), sender == to) for to in agencies)))
        for sender in agencies
    ]
    return Analysis(
        ("From \\ to", *(ground.name(id) for id in agencies)), (26, *(12 for _ in agencies)), tuple(lines),
        "How many were told of, and of those how many are confirmed. Where the other agency is not named for certain "
        "nothing is counted. A year counts what may have fallen in it.",
        {"Period": (EVERY, *map(str, years)), "Topic": (EVERY, *sorts)}, matrix_of="To", heads=1,
    )  # fmt: skip


def _summed(told: list[Cell], is_same: bool) -> Cell:
    if is_same:
        return Cell("")
    if not told:
        return Cell("0")
    confirmed = sum(each.state == CONFIRMED for each in told)
    words = f"{len(told)}" + (f" ({confirmed} confirmed)" if confirmed else "")
    return Cell(
        words, tuple(dict.fromkeys(row for each in told for row in each.rows)),
        CONFIRMED if confirmed == len(told) else SUGGESTED,
        tuple(one for each in told for one in each.suggestions), tuple(one for each in told for one in each.records),
    )  # fmt: skip


def _years(pair: Pair) -> set[int]:
    side = pair.sent or pair.received
    assert side is not None
    first, last = side.when.earliest or side.when.latest, side.when.latest or side.when.earliest
    return set(range(first.year, last.year + 1)) if first and last else set()
