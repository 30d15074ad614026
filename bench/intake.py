"""Bringing in 25 agencies' files of 800 rows, beside what openpyxl and python-docx need merely to read them."""

from __future__ import annotations

import resource
import tempfile
import time
from pathlib import Path

from bench.answers import accept_answered
from bench.lines import Line
from bench.silent_loss import measure
from bench.silent_loss.measuring import files_under
from dhr_desktop.operations import submissions
from tests.builders import a_case
from tests.intake import making, silent_folder

FILES, ROWS = 25, 800
HEADER = ("Date", "Time", "Source", "Professional", "Event", "Outcome", "Comment")


def _rows(number: int) -> list[tuple[str, ...]]:
    return [
        (f"{1 + at % 28:02}/{1 + at % 12:02}/20{10 + at % 12}", f"{at % 24:02}:{at % 60:02}",
         f"Log {number}-{at}", "PC 1",
         f"Invented contact {at} of agency {number}: officers attended and spoke to both parties at the address.",
         "Advice given; referred on.", "Seen in good time." if at % 3 else "")
        for at in range(ROWS)
    ]  # fmt: skip


def _files(folder: Path) -> tuple[list[Path], list[Path]]:
    books, documents = [], []
    for number in range(FILES):
        rows = [HEADER, *_rows(number)]
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


def importing() -> list[Line]:
    folder = Path(tempfile.mkdtemp())
    books, documents = _files(folder)
    merely = _read_merely(books, documents)
    case = a_case(Path(tempfile.mkdtemp()))
    started = time.perf_counter()
    looked = submissions.look_at(case, [folder])
    reading = time.perf_counter() - started
    accept_answered(case, looked)
    whole = time.perf_counter() - started
    entries = sum(len(each.proposal.entries) for each in looked)
    assert entries == FILES * ROWS
    case.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    beside = "openpyxl and python-docx, cells read"
    return [
        Line("25 files × 800 rows looked at", reading, "s", 1, beside, merely, of_ratio=True),
        Line("and accepted: 20,000 entries", whole, "s", 1, beside, merely, of_ratio=True),
        Line("peak memory of the import", peak, "MB", 400),
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
