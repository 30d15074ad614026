"""The second count of a binary workbook: its own walk over the records of each sheet.

Nothing is taken from the reader, and what a cell says is not looked at: only that its record is there.
"""

from __future__ import annotations

from .package import Package

_BEGIN_SHEET = b"\x81\x01"
_BEGIN_ROWS, _END_ROWS = 145, 146
_FILLED = {*range(2, 12), *range(13, 19), 62}  # every record of a cell but the blank ones


def count_filled_cells(data: bytes) -> int:
    """How many cells of all sheets hold something; raises ValueError where a part cannot be followed."""
    package = Package(data)
    parts = [package.read(name) for name in package.names if name.casefold().endswith(".bin")]
    return sum(_filled(part) for part in parts if part.startswith(_BEGIN_SHEET))


def _filled(part: bytes) -> int:
    count = at = 0
    is_open = False
    while at < len(part):
        try:
            kind, at = part[at], at + 1
            if kind >= 128:
                kind, at = kind - 128 + 128 * part[at], at + 1
            size = shift = 0
            more = True
            while more and shift < 28:
                size, more = size + ((part[at] % 128) << shift), part[at] >= 128
                at, shift = at + 1, shift + 7
        except IndexError as problem:
            raise ValueError("a record is cut off") from problem
        at += size
        is_open = kind == _BEGIN_ROWS or (is_open and kind != _END_ROWS)
        count += is_open and kind in _FILLED
    if at != len(part):
        raise ValueError("a record is cut off")
    return count
