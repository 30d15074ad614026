"""CSV, tab-separated and plain text: the encoding and the separator worked out, and said."""

from __future__ import annotations

import csv
import io
import re

from .pages import MOST_CELLS, MOST_PARAGRAPHS, Cell, Document, Grid, GridRow, Refused, clean

SEPARATORS = (",", ";", "\t", "|")
MOST_COLUMNS = 2_000


def decoded(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: a mark, then NULs, then strict UTF-8, then Windows'."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace"), name
    head = data[:4096]
    if head.count(0) > len(head) // 4:
        name = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
        return data.decode(name, "replace"), name
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "cp1252"


def read_text(data: bytes) -> Document:
    text, encoding = decoded(data)
    text = text.replace("\0", "")
    separator = _separator(text)
    if not separator:
        return _paragraphs(text, encoding)
    document = Document("csv", [Grid("", _rows(text, separator))], readers="standard library csv")
    document.warnings.append(f"Read as {encoding} text with {_named(separator)} between columns.")
    return document


def _named(separator: str) -> str:
    return {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}[separator]


def _separator(text: str) -> str:
    """The one that splits most records of the start alike; "" when none does."""
    best, most = "", 0.0
    for separator in SEPARATORS:
        counts = [len(record) for record in _records(text[:65_536], separator, 60) if any(record)]
        wide = [count for count in counts if count > 1]
        if not wide:
            continue
        usual = max(set(wide), key=wide.count)
        score = wide.count(usual) / len(counts) * min(usual, 8)
        if wide.count(usual) >= max(1, len(counts) // 3) and score > most:
            best, most = separator, score
    return best


def _records(text: str, separator: str, most: int) -> list[list[str]]:
    csv.field_size_limit(2**31 - 1)
    found: list[list[str]] = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            found.append(record)
            if len(found) >= most:
                break
    except csv.Error:
        return found
    return found


def _rows(text: str, separator: str) -> list[GridRow]:
    csv.field_size_limit(2**31 - 1)
    rows, cells = [], 0
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
            if len(record) > MOST_COLUMNS:
                raise Refused(
                    "This text has more than 2,000 columns. Ask the agency for a chronology, one event a line."
                )
            held = {at: Cell(each) for at, part in enumerate(record) if (each := clean(part))}
            cells += len(held)
            if cells > MOST_CELLS:
                raise Refused("This text has more than two million filled cells. Ask for only the chronology.")
            if held:
                rows.append(GridRow(number, held))
    except csv.Error as problem:
        raise Refused("This text is not laid out in columns that can be read. Ask for it as a workbook.") from problem
    return rows


def _paragraphs(text: str, encoding: str) -> Document:
    lines = re.split(r"\r\n|\r|\n", text)
    if len(lines) > MOST_PARAGRAPHS:
        raise Refused("This text has more than 200,000 lines. Ask for only the chronology.")
    rows = [GridRow(number, {0: Cell(each)}) for number, line in enumerate(lines, 1) if (each := clean(line))]
    document = Document("txt", [Grid("Paragraphs", rows)], readers="standard library")
    document.warnings.append(f"Read as {encoding} text, a paragraph a line.")
    return document
