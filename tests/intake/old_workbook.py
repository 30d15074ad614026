"""An old binary workbook made by hand, record by record: no living library writes them any more."""

from __future__ import annotations

import struct

END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SECTOR = 512


def _record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def _bof(kind):
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 0x06))


ARIAL, WINGDINGS, WHITE, STRUCK = range(4)
_FONTS = (("Arial", 0x7FFF, 0), ("Wingdings", 0x7FFF, 0), ("Arial", 9, 0), ("Arial", 0x7FFF, 8))


def _looks(styles):
    """The fonts, formats and cell styles; a style is a format code and one of the fonts above."""
    made = b""
    for name, colour, how in _FONTS:
        about = struct.pack("<HHHHHBBBB", 200, how, colour, 400, 0, 0, 0, 0, 0)
        made += _record(0x0031, about + struct.pack("<BB", len(name), 0) + name.encode())
    for at, (code, _) in enumerate(styles):
        if isinstance(code, str):
            made += _record(0x041E, struct.pack("<HHB", 164 + at, len(code), 1) + code.encode("utf-16-le"))
    for at, (code, font) in enumerate(styles):
        made += _record(0x00E0, struct.pack("<HHH", font, 164 + at if isinstance(code, str) else code, 1) + b"\0" * 14)
    return made


def _cell(row, column, value):
    style = 0
    if isinstance(value, tuple):
        value, style = value
    place = struct.pack("<HHH", row, column, style)
    if isinstance(value, str):
        return _record(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _record(0x0203, place + struct.pack("<d", value))


def stream(sheets, styles=(), beside=b""):
    """The workbook's records: its own, then each sheet's, with the places of the sheets filled in.

    A cell may be a value and the number of its style; `beside` are more records at the end of the first sheet.
    """
    bodies = []
    for rows in sheets:
        cells = [_cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row) if value is not None]
        bodies.append(_bof(0x0010) + b"".join(cells) + beside + _record(0x000A))
        beside = b""
    names = [f"Sheet{n + 1}".encode() for n in range(len(sheets))]
    ahead = _bof(0x0005) + (_looks(styles) if styles else b"")
    at = len(ahead) + sum(4 + 8 + len(name) for name in names) + 4
    for name, body in zip(names, bodies, strict=True):
        ahead += _record(0x0085, struct.pack("<IHBB", at, 0, len(name), 0) + name)
        at += len(body)
    return ahead + _record(0x000A) + b"".join(bodies)


def text_box(text):
    """The records of a box that lies over the cells."""
    about = _record(0x005D, struct.pack("<HHHHH", 0x15, 18, 6, 1, 0) + b"\0" * 12)
    said = _record(0x01B6, struct.pack("<HHHHHHHH", 0, 0, 0, 0, 0, len(text), 0, 0) + b"\0\0")
    return about + said + _record(0x003C, b"\1" + text.encode("utf-16-le"))


def page_header(coded):
    return _record(0x0014, struct.pack("<HB", len(coded), 1) + coded.encode("utf-16-le"))


def old_workbook(*sheets, styles=(), beside=b"", more_streams=()):
    """The bytes of a container that holds the records; a short stream is filled up to the smallest large one.

    `more_streams` are names in a folder inside it, as an embedded document has them.
    """
    held = stream(sheets, styles, beside)
    held += b"\0" * (max(4096, -(-len(held) // SECTOR) * SECTOR) - len(held))
    count = len(held) // SECTOR
    table = [TABLE, END, *range(3, count + 2), END]
    table += [FREE] * (SECTOR // 4 - len(table))
    assert len(table) == SECTOR // 4, "one sector of places is enough for what tests need"
    folder = _entry("Root Entry", 5, END, 0, child=1) + _entry(
        "Workbook", 2, 2, len(held), right=2 if more_streams else FREE
    )
    if more_streams:
        folder += _entry("MBD0001", 1, END, 0, child=3)
        folder += b"".join(_entry(name, 2, END, 0) for name in more_streams)
    folder += b"\0" * (SECTOR - len(folder))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", 0, *[FREE] * 108)
    return head.ljust(SECTOR, b"\0") + struct.pack(f"<{SECTOR // 4}I", *table) + folder + held


def _entry(name, kind, start, size, child=FREE, right=FREE):
    written = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<III", FREE, right, child)
    rest = struct.pack("<II", start, size).rjust(8 + 36, b"\0") + b"\0" * 4
    return written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1) + links + rest
