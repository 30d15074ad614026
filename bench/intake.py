"""Bringing in 25 agencies' files, beside what openpyxl and python-docx need merely to read them."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.lines import Line
from bench.silent_loss import measure
from bench.silent_loss.measuring import files_under
from tests.intake import making, silent_folder

ROOT = Path(__file__).parents[1]
FILES, ROWS = 25, 800
HEADER = ("Date", "Time", "Source", "Professional", "Event", "Outcome", "Comment")


def _rows(number: int, count: int) -> list[tuple[str, ...]]:
    return [
        (f"{1 + at % 28:02}/{1 + at % 12:02}/20{10 + at % 12}", f"{at % 24:02}:{at % 60:02}",
         f"Log {number}-{at}", "PC 1",
         f"Invented contact {at} of agency {number}: officers attended and spoke to both parties at the address.",
         "Advice given; referred on.", "Seen in good time." if at % 3 else "")
        for at in range(count)
    ]  # fmt: skip


def _files(folder: Path, count: int) -> tuple[list[Path], list[Path]]:
    books, documents = [], []
    for number in range(FILES):
        rows = [HEADER, *_rows(number, count)]
        if number % 5 < 3:
            path = folder / f"Agency {number} chronology.xlsx"
            path.write_bytes(making.workbook(rows))
            books.append(path)
        else:
            path = folder / f"Agency {number} chronology.docx"
            path.write_bytes(making.document(making.table(rows)))
            documents.append(path)
    return books, documents


def _read_merely(books: list[Path], documents: list[Path]) -> float:
    import docx
    import openpyxl

    started = time.perf_counter()
    for path in books:
        for sheet in openpyxl.load_workbook(path):
            for row in sheet.iter_rows(values_only=True):
                tuple(row)
    for path in documents:
        for table in docx.Document(str(path)).tables:
            for row in table.rows:
                [cell.text for cell in row.cells]
    return time.perf_counter() - started


CHILD = """
import json, resource, sys, tempfile, time
from pathlib import Path
sys.path.insert(0, {root!r})
from bench.answers import accept_answered
from dhr_desktop.core.entries import Entry
from dhr_desktop.operations.importing import submissions
from tests.builders import a_case
case = a_case(Path(tempfile.mkdtemp()))
case.read_ahead()
began = time.perf_counter()
looked = submissions.look_at(case, [Path({folder!r})])
reading = time.perf_counter() - began
accept_answered(case, looked)
whole = time.perf_counter() - began
entries = case.count(Entry)
case.close()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({{"reading": reading, "whole": whole, "peak": peak, "entries": entries}}))
"""


def _imported(folder: Path) -> dict[str, float]:
    """In a process of its own, so that making the files is no part of its memory."""
    code = CHILD.format(root=str(ROOT), folder=str(folder))
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def importing() -> list[Line]:
    """20,000 and 100,000 rows; the memory is the case's own process's, without the window's."""
    return [line for rows in (ROWS, 5 * ROWS) for line in _importing(rows)]


def _importing(rows: int) -> list[Line]:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        books, documents = _files(folder, rows)
        merely = _read_merely(books, documents)
        took = _imported(folder)
    assert took["entries"] == FILES * rows
    beside = "openpyxl and python-docx, cells read"
    what = f"{FILES} files × {rows:,} rows"
    return [
        Line(f"{what} looked at", took["reading"], "s", 1, beside, merely, of_ratio=True),
        Line(f"{what} looked at and kept", took["whole"], "s", 1.5, beside, merely, of_ratio=True),
        Line(f"{what}: peak memory", took["peak"], "MB", 400),
    ]


def silent_loss() -> list[Line]:
    """An invented folder with a file of each kind, and the files beside the repository where they are there."""
    corpus = Path(__file__).parents[2] / "shared" / "corpus"
    folders = {"of an invented folder": silent_folder.make(Path(tempfile.mkdtemp()))}
    if corpus.is_dir():
        folders["of ../shared/corpus"] = corpus
    lines = []
    for words, folder in folders.items():
        found = list(measure(files_under([folder])))
        what = f"words {words} without an entry, a note or an exception"
        lines.append(Line(what, sum(one.lost for one in found), "words", 0))
        lines.append(Line(f"crashes and hangs {words}", sum(bool(one.held.trouble) for one in found), "files", 0))
    return lines


MEASURES = {"importing": importing, "silent loss": silent_loss}
