"""A binary workbook (.xlsb) made by hand, record by record: the libraries at hand only read them."""

from __future__ import annotations

import struct

from . import making

RELATION_TO_SHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
GENERAL, DAY, CLOCK, CODED, WINGDINGS, STRUCK, WHITE = range(7)  # the cell styles every workbook made here has
_FORMATS = (0, 14, 20, 164, 0, 0, 0)
_FONTS = (("Arial", 0, None), ("Wingdings", 0, None), ("Arial", 8, None), ("Arial", 0, (255, 255, 255)))
_FONT_OF_STYLE = (0, 0, 0, 0, 1, 2, 3)
ERRORS = {"#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#N/A": 42}


def record(kind, content=b""):
    size, written = len(content), b""
    while size > 127:
        written, size = written + bytes([size & 127 | 128]), size >> 7
    head = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    return head + written + bytes([size]) + content


def wide(text):
    coded = text.encode("utf-16-le")
    return struct.pack("<I", len(coded) // 2) + coded


def rich(text, *runs):
    """A text with its runs: where each begins and the number of its font."""
    if not runs:
        return b"\0" + wide(text)
    return b"\1" + wide(text) + struct.pack("<I", len(runs)) + b"".join(struct.pack("<HH", *run) for run in runs)


def cell(column, kind, content=b"", style=GENERAL):
    return record(kind, struct.pack("<II", column, style) + content)


def row(number, is_hidden=False):
    return record(0, struct.pack("<IIHBBB", number - 1, 0, 300, 0, 0x10 if is_hidden else 0, 0) + b"\0\0\0\0")


def whole_number(value, hundredth=False):
    """In four bytes, as Excel writes what is whole or has two places."""
    return struct.pack("<I", (value << 2 & 0xFFFFFFFF) | 2 | hundredth)


def value_cell(column, value):
    style = GENERAL
    if isinstance(value, tuple):
        value, style = value
    if isinstance(value, bool):
        return cell(column, 4, bytes([value]), style)
    if isinstance(value, int):
        return cell(column, 2, whole_number(value), style)
    if isinstance(value, float):
        return cell(column, 5, struct.pack("<d", value), style)
    if value in ERRORS:
        return cell(column, 3, bytes([ERRORS[value]]), style)
    return cell(column, 6, wide(value), style)


def sheet(rows, *, ahead=b"", after=b""):
    """The records of a sheet; a row is its values or the records of its own, `ahead` stands before the rows."""
    made = record(129) + record(148, struct.pack("<IIII", 0, len(rows), 0, 20)) + ahead + record(145)
    for number, values in enumerate(rows, 1):
        if isinstance(values, bytes):
            made += values
        else:
            cells = (value_cell(column, value) for column, value in enumerate(values) if value is not None)
            made += row(number) + b"".join(cells)
    return made + record(146) + after + record(130)


def merged(top, left, bottom, right):
    return record(176, struct.pack("<IIII", top - 1, bottom - 1, left, right))


def hidden_columns(first, last):
    return record(60, struct.pack("<IIIIH", first, last, 2304, 0, 1))


def comments(*held):
    """The part with the comments: each a row, a column and its text."""
    made = record(628)
    for number, column, text in held:
        place = struct.pack("<IIIII", 0, number - 1, number - 1, column, column) + b"\0" * 16
        made += record(635, place) + record(637, rich(text)) + record(636)
    return made + record(629)


def _styles(code):
    made = (
        record(278) + record(615, struct.pack("<I", 1)) + record(44, struct.pack("<H", 164) + wide(code)) + record(616)
    )
    for name, flags, colour in _FONTS:
        red, green, blue = colour or (0, 0, 0)
        colours = struct.pack("<BBhBBBB", 5 if colour else 0, 0, 0, red, green, blue, 255)
        made += record(43, struct.pack("<HHHHBBBB", 220, flags, 400, 0, 0, 0, 0, 0) + colours + b"\0" + wide(name))
    made += record(45, struct.pack("<I", 0) + b"\0" * 64)
    made += (
        record(626, struct.pack("<I", 1))
        + record(47, struct.pack("<HHHHH", 0xFFFF, 14, 0, 0, 0) + b"\0" * 6)
        + record(627)
    )
    made += record(617, struct.pack("<I", len(_FORMATS)))
    for number, font in zip(_FORMATS, _FONT_OF_STYLE, strict=True):
        made += record(47, struct.pack("<HHHHH", 0, number, font, 0, 0) + b"\0" * 6)
    return made + record(618) + record(279)


def binary_workbook(*sheets, shared=(), code="0.00", is_1904=False, hidden=(), parts=None, beside=()):
    """The bytes of a workbook of these sheets; `hidden` are the numbers of those that are, `beside` the first's relations."""
    book = record(131) + record(153, struct.pack("<II", int(is_1904), 0) + wide("")) + record(143)
    relations = [("st", "styles", "styles.bin"), ("ss", "sharedStrings", "sharedStrings.bin")]
    held = {"xl/styles.bin": _styles(code), **(parts or {})}
    for number, content in enumerate(sheets, 1):
        state = 1 if number - 1 in hidden else 0
        book += record(156, struct.pack("<II", state, number) + wide(f"r{number}") + wide(f"Sheet{number}"))
        relations.append((f"r{number}", "worksheet", f"worksheets/sheet{number}.bin"))
        held[f"xl/worksheets/sheet{number}.bin"] = content
    held["xl/workbook.bin"] = book + record(144) + record(132)
    held["xl/sharedStrings.bin"] = (
        record(159, struct.pack("<II", len(shared), len(shared)))
        + b"".join(record(19, each) for each in shared)
        + record(160)
    )
    held["xl/_rels/workbook.bin.rels"] = making.relations_part(relations)
    held["_rels/.rels"] = making.relations_part([("b", "officeDocument", "xl/workbook.bin")])
    if beside:
        held["xl/worksheets/_rels/sheet1.bin.rels"] = making.relations_part(beside)
    return making.package(held)
