"""The second count of an old binary workbook: its own walk of the container and of the cell records.

Nothing is taken from the reader: each worksheet's records (MS-XLS) are counted by the cells they name. What a
cell says is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct, unpack_from

from .compound import SIGNATURE, workbook_stream

_HEAD = Struct("<HH")
_PLACE = Struct("<HH")
_BOF, _EOF = {0x0009, 0x0209, 0x0409, 0x0809}, 0x000A
_WORKSHEET = 0x0010
_ONE_CELL = {0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0203, 0x0204, 0x0205, 0x0206, 0x0406, 0x027E, 0x00D6, 0x00FD}
_CELLS_OF_A_ROW = 0x00BD


def count_filled_cells(data: bytes) -> int:
    """How many cells of all worksheets hold something; raises ValueError where the file cannot be followed."""
    stream = workbook_stream(data) if data.startswith(SIGNATURE) else data
    total = 0
    for cells in _worksheets(stream):
        total += len(cells)
    return total


def _worksheets(stream: bytes) -> Iterator[set[tuple[int, int]]]:
    """The cells of each worksheet; charts lie inside their sheet and hold records of the same kinds."""
    kinds: list[int] = []
    cells: set[tuple[int, int]] = set()
    for record, at, size in _records(stream):
        if record in _BOF:
            kinds.append(unpack_from("<H", stream, at + 2)[0])
        elif record == _EOF and kinds:
            kind = kinds.pop()
            if kind == _WORKSHEET and not kinds:
                yield cells
                cells = set()
        elif kinds == [_WORKSHEET]:
            cells.update(_named(stream, record, at, size))
    if kinds:
        raise ValueError("the workbook ends inside a sheet")


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    at = 0
    while at + 4 <= len(stream):
        record, size = _HEAD.unpack_from(stream, at)
        if record == 0 and size == 0:
            return  # the last sector is filled up with nothing
        if at + 4 + size > len(stream):
            raise ValueError("a record is cut off")
        yield record, at + 4, size
        at += 4 + size


def _named(stream: bytes, record: int, at: int, size: int) -> Iterator[tuple[int, int]]:
    if record in _ONE_CELL:
        yield _PLACE.unpack_from(stream, at)
    elif record == _CELLS_OF_A_ROW:
        row, first = _PLACE.unpack_from(stream, at)
        last = unpack_from("<H", stream, at + size - 2)[0]
        yield from ((row, column) for column in range(first, last + 1))
