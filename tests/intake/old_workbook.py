"""An old binary workbook made by hand, record by record: no living library writes them any more."""

from __future__ import annotations

import struct

END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SECTOR = 512


def _record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def _bof(kind):
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 0x06))


def _cell(row, column, value):
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return _record(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _record(0x0203, place + struct.pack("<d", value))


def stream(sheets):
    """The workbook's records: its own, then each sheet's, with the places of the sheets filled in."""
    bodies = []
    for rows in sheets:
        cells = [_cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row) if value is not None]
        bodies.append(_bof(0x0010) + b"".join(cells) + _record(0x000A))
    names = [f"Sheet{n + 1}".encode() for n in range(len(sheets))]
    ahead = _bof(0x0005)
    at = len(ahead) + sum(4 + 8 + len(name) for name in names) + 4
    for name, body in zip(names, bodies, strict=True):
        ahead += _record(0x0085, struct.pack("<IHBB", at, 0, len(name), 0) + name)
        at += len(body)
    return ahead + _record(0x000A) + b"".join(bodies)


def old_workbook(*sheets):
    """The bytes of a container that holds the records; a short stream is filled up to the smallest large one."""
    held = stream(sheets)
    held += b"\0" * (max(4096, -(-len(held) // SECTOR) * SECTOR) - len(held))
    count = len(held) // SECTOR
    table = [TABLE, END, *range(3, count + 2), END]
    table += [FREE] * (SECTOR // 4 - len(table))
    assert len(table) == SECTOR // 4, "one sector of places is enough for what tests need"
    folder = _entry("Root Entry", 5, END, 0, child=1) + _entry("Workbook", 2, 2, len(held))
    folder += b"\0" * (SECTOR - len(folder))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", 0, *[FREE] * 108)
    return head.ljust(SECTOR, b"\0") + struct.pack(f"<{SECTOR // 4}I", *table) + folder + held


def _entry(name, kind, start, size, child=FREE):
    written = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<III", FREE, FREE, child)
    rest = struct.pack("<II", start, size).rjust(8 + 36, b"\0") + b"\0" * 4
    return written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1) + links + rest
