"""Readers by other people: calamine (Rust), openpyxl, python-docx, poppler's pdftotext."""

from __future__ import annotations

import re
import subprocess
import warnings
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from .words import Piece, Reading, is_only_figures, sheet_key

MOST_CELLS = 3_000_000
_FROM_THE_RIGHT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+")
_DURATION = re.compile(r"-?PT(?:\d+H)?(?:\d+M)?(?:[\d.,]+S)?")  # a span of time as OpenDocument stores it


def by_calamine(path: Path) -> Reading:
    import python_calamine

    reading = Reading("calamine")
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    for at, name in enumerate(book.sheet_names):
        reading.pieces.append(Piece(name))
        if "Chart" in str(book.sheets_metadata[at].typ):
            continue
        sheet = book.get_sheet_by_index(at)
        if sheet.start is None:
            continue
        first_row, first_column = sheet.start
        for row, values in enumerate(sheet.to_python(), first_row + 1):
            for column, value in enumerate(values, first_column):
                if value not in ("", None):
                    reading.pieces.append(_cell(name, row, column, value))
        if len(reading.pieces) > MOST_CELLS:
            raise ValueError("more cells than the measure holds")
    return reading


def by_openpyxl(path: Path) -> Reading:
    import openpyxl

    reading = Reading("openpyxl")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, data_only=True)
    for sheet in book.worksheets:
        reading.pieces.append(Piece(sheet.title))
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    reading.pieces.append(_cell(sheet.title, cell.row, cell.column - 1, cell.value))
                if cell.comment is not None and not str(cell.comment.author).startswith("tc={"):
                    reading.pieces.append(Piece(str(cell.comment.text)))
    return reading


def _cell(sheet: str, row: int, column: int, value: Any) -> Piece:
    is_figure = isinstance(value, (bool, int, float, datetime, date, time, timedelta))
    text = str(value)
    is_figure = is_figure or bool(_DURATION.fullmatch(text)) or (text.startswith("#") and is_only_figures(text))
    return Piece(text, (sheet_key(sheet), row, column), is_figure)


def by_python_docx(path: Path) -> Reading:
    import docx

    reading = Reading("python-docx")
    document = docx.Document(str(path))
    for block in document.iter_inner_content():
        reading.pieces += [Piece(text) for text in _block(block)]
    for section in document.sections:
        for part in (section.header, section.footer):
            if not part.is_linked_to_previous:
                reading.pieces += [Piece(text) for block in part.iter_inner_content() for text in _block(block)]
    return reading


def _block(block: Any) -> list[str]:
    """A merged cell comes once for every place it covers: it is taken once.

    The library sees no insertion, so that letters on both sides of one would be a word that stands nowhere: a paragraph
    with tracked changes or inside other marks is left to the walk.
    """
    if not hasattr(block, "rows"):
        return (
            []
            if block._p.xpath(".//w:ins | .//w:moveTo | .//w:smartTag | .//w:sdt | .//w:fldSimple | .//w:customXml")
            else [block.text]
        )
    texts, seen = [], set()
    for row in block.rows:
        for cell in row.cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                texts += [text for inner in cell.iter_inner_content() for text in _block(inner)]
    return texts


def by_pdftotext(path: Path) -> Reading:
    """In three orders: as laid out, as read, as drawn. No page says which is meant: that which agrees best is compared.

    Words of Arabic and Hebrew come out of it from left to right where the page draws them so: they are tried turned too.
    """
    readings = [_pdftotext(path, *way) for way in (("-layout",), (), ("-raw",))]
    if any(_FROM_THE_RIGHT.search(piece.text) for piece in readings[0].pieces):
        readings += [replace(each, pieces=[_turned(piece) for piece in each.pieces]) for each in readings]
    readings[0].others = readings[1:]
    return readings[0]


def _turned(piece: Piece) -> Piece:
    return replace(piece, text=_FROM_THE_RIGHT.sub(lambda word: word[0][::-1], piece.text))


def _pdftotext(path: Path, *way: str) -> Reading:
    reading = Reading("pdftotext", parts_freely=True)
    told = subprocess.run(["pdftotext", *way, str(path), "-"], capture_output=True, timeout=40)
    if told.returncode:
        reading.trouble = "pdftotext could not open it"
    reading.pieces += [Piece(page) for page in told.stdout.decode("utf-8", "replace").split("\f") if page.strip()]
    return reading
