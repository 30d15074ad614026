"""The chronology and the timeline on screen and as files, each beside what others would take."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .lines import Line

ROOT = Path(__file__).parents[1]
ROWS = 20_000
SLOW_ROWS = 300  # as many as the slow way can be waited for; it only gets slower with more


def _child(*words: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "bench/seeing_child.py", *words], check=True, capture_output=True, text=True, cwd=ROOT
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def timeline() -> list[Line]:
    """1920 by 1080, 30 lanes, panned and zoomed; beside it an item each in a QGraphicsView, and a blit, the limit."""
    some, many, beside = _child("timeline", "20000"), _child("timeline", "100000"), _child("beside", "20000")
    blit = some["blit"]["median"]
    lines = [
        Line("timeline, 20,000 entries: a frame, median", some["frame"]["median"], "ms", 16, "blit of a frame", blit),
        Line("timeline, 20,000 entries: a frame, 95 in 100", some["frame"]["p95"], "ms", 33),
        Line("timeline, 100,000 entries: a frame, median", many["frame"]["median"], "ms", 33, "QGraphicsView, 20,000",
             beside["graphics view"]["median"]),
        Line("timeline, 20,000 entries: laid out", some["layout_ms"], "ms", 300),
        Line("timeline, 20,000 entries: memory above the table", some["memory_mb"], "MB", 150),
    ]  # fmt: skip
    lines.append(
        Line("timeline, 20,000: a frame", some["frame"]["median"], "ms", 16, "QGraphicsView, 20,000",
             beside["graphics view"]["median"])
    )  # fmt: skip
    if beside["pyqtgraph"]:
        took = beside["pyqtgraph"]["median"]
        lines.append(Line("timeline, 20,000: a frame", some["frame"]["median"], "ms", 16, "pyqtgraph scatter", took))
    else:
        print(f"  not measured: pyqtgraph ({beside['why not']})", file=sys.stderr)
    return lines


def table() -> list[Line]:
    told = _child("table", "50000")
    return [
        Line("chronology, 50,000: a key of the search, median", told["typed"]["median"], "ms", 50),
        Line("chronology, 50,000: a filter changed, worst", told["filter"]["worst"], "ms", 100),
        Line("chronology, 50,000: a screen further, median", told["scroll"]["median"], "ms", 33),
    ]


def exports() -> list[Line]:
    """The combined chronology of 20,000 rows; a row of the same words by python-docx and openpyxl beside it."""
    import io

    from docx import Document
    from openpyxl import Workbook

    from dhr_desktop.report.docx_writer import Table, document
    from dhr_desktop.report.xlsx_writer import Sheet, workbook

    text = "Officers attended the address after a neighbour called; an argument was reported and advice was given. " * 3
    row = ("1", "14 March 2013", "21:30", "Invented Police", "CAD", "V", text, "Advice given.", "", "")
    columns = tuple(f"Column {at}" for at in range(len(row)))
    rows = [row] * ROWS

    def by_docx() -> None:
        made = Document()
        held = made.add_table(rows=1, cols=len(row))
        for _ in range(SLOW_ROWS):
            cells = held.add_row().cells
            for at, words in enumerate(row):
                cells[at].text = words
        made.save(io.BytesIO())

    def by_openpyxl() -> None:
        made = Workbook(write_only=True)
        sheet = made.create_sheet()
        for each in rows:
            sheet.append(each)
        made.save(io.BytesIO())

    ours_docx = _timed(lambda: document("T", "M", "F", [Table(columns, [1] * len(row), rows)])) / ROWS * 1e6
    theirs_docx = _timed(by_docx) / SLOW_ROWS * 1e6
    ours_xlsx = _timed(lambda: workbook([Sheet("C", columns, [10] * len(row), rows)]))
    theirs_xlsx = _timed(by_openpyxl)
    return [
        Line("chronology to .docx, a row of 20,000", ours_docx, "µs", 1 / 20, "python-docx, of 300", theirs_docx,
             of_ratio=True),
        Line("chronology to .xlsx, 20,000 rows", ours_xlsx, "s", 1, "openpyxl write-only", theirs_xlsx, of_ratio=True),
    ]  # fmt: skip


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


MEASURES: dict[str, Callable[[], list[Line]]] = {"timeline": timeline, "table": table, "exports": exports}
