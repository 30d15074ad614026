"""An analysis as a file: a table for other programs, a document, or a picture for one."""

from __future__ import annotations

from pathlib import Path

from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.files import tables
from dhr_desktop.operations.names.departing import AS_IT_IS, Sending, depart, signed
from dhr_desktop.operations.names.editions import about_of
from dhr_desktop.operations.names.presented import presented
from dhr_desktop.report.docx_writer import Heading, Paragraph, Table, document
from dhr_desktop.report.png_writer import png_bytes
from dhr_desktop.report.svg_writer import svg_bytes
from dhr_desktop.report.table_picture import PicturedCell, draw_table
from dhr_desktop.report.timeline_picture import About
from dhr_desktop.report.xlsx_writer import Sheet, workbook
from dhr_desktop.storage.case_file import CaseFile

from .every import EVERY, tell
from .findings import Analysis, Cell

FORMATS = (".xlsx", ".csv", ".docx", ".svg", ".png")
SHARING = "sharing"
PICTURE_POINTS, DOTS_AN_INCH = 1_000, 300


def write_analysis(
    case: CaseFile, name: str, chosen: dict[str, str], to: Path, *, sending: Sending = AS_IT_IS, overwrite: bool = False
) -> Analysis:
    """As the file's ending says. Every form says what was chosen, and how much is only suggested."""
    ending = to.suffix.lower()
    if ending not in FORMATS:
        raise Refused(f"An analysis is written as {', '.join(FORMATS)}; give the file one of these endings.")
    case = presented(case, sending.edition)
    analysis = tell(case, name, chosen)
    title = EVERY[name].title
    options = ", ".join(f"{label}: {chosen.get(label, offered[0])}" for label, offered in analysis.choices.items())
    about = signed(case, about_of(case, title, analysis.in_words(), options, sending.edition), sending)
    data = _written(case, name, ending, analysis, about)
    depart(case, to, data, title, sending, overwrite=overwrite, analysis=name, lines=len(analysis.lines))
    return analysis


def _written(case: CaseFile, name: str, ending: str, analysis: Analysis, about: About) -> bytes:
    rows = [tuple(_in_words(cell) for cell in line.cells) for line in analysis.lines]
    if ending == ".csv":
        return tables.csv_bytes([analysis.columns, *rows])
    if ending == ".xlsx":
        told = [
            (about.title,),
            (about.shown,),
            (about.filter,),
            (analysis.says,),
            (about.in_one_line(),),
        ]
        return workbook(
            [
                Sheet("Analysis", analysis.columns, analysis.widths, rows, has_filter=True),
                Sheet("Rows", ("Line", "Column", "Entry", "Agency's words"), (8, 24, 10, 90), _rows(case, analysis)),
                Sheet("About", ("About this table",), (110,), told),
            ],
            about.marking,
        )
    if name != SHARING or ending == ".docx":  # counts are small enough to stand in a picture side by side
        analysis = analysis.for_a_page()
        rows = [tuple(_in_words(cell) for cell in line.cells) for line in analysis.lines]
    if ending == ".docx":
        head = "    ".join(part for part in (about.marking, about.edition) if part)
        says = [Paragraph(each) for each in (about.shown, about.filter, analysis.says) if each]
        return document(
            about.title,
            head,
            about.in_one_line(),
            [Heading(about.title), *says, Table(analysis.columns, analysis.widths, rows)],
        )
    pictured = [[PicturedCell(cell.words, cell.state) for cell in line.cells] for line in analysis.lines]
    picture = draw_table(about, analysis.says, analysis.columns, analysis.widths, pictured, PICTURE_POINTS)
    return svg_bytes(picture) if ending == ".svg" else png_bytes(picture, DOTS_AN_INCH)


def _in_words(cell: Cell) -> str:
    return f"{cell.words} [{cell.state}]" if cell.state in ("suggested", "rejected") and cell.words else cell.words


def _rows(case: CaseFile, analysis: Analysis) -> list[tuple[str, ...]]:
    """Every cell's rows, so that a figure can be followed to what was written."""
    told: list[tuple[str, ...]] = []
    for number, line in enumerate(analysis.lines, 1):
        for column, cell in zip(analysis.columns, line.cells, strict=True):
            for id in cell.rows:
                entry = case.get(Entry, id)
                if entry is not None:
                    told.append((str(number), column, str(id), entry.what_happened))
    return told
