"""The second count of an old binary workbook: its own walk of the container and of the cell records.

Nothing is taken from the reader: the compound file (MS-CFB) is followed sector by sector, and each
worksheet's records (MS-XLS) are counted by the cells they name. What a cell says is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct, unpack_from

CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_MORE = 0xFFFFFFFA  # this and all above it end a chain
_HEAD = Struct("<HH")
_PLACE = Struct("<HH")
_BOF, _EOF = {0x0009, 0x0209, 0x0409, 0x0809}, 0x000A
_WORKSHEET = 0x0010
_ONE_CELL = {0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0203, 0x0204, 0x0205, 0x0206, 0x0406, 0x027E, 0x00D6, 0x00FD}
_CELLS_OF_A_ROW = 0x00BD


def count_filled_cells(data: bytes) -> int:
    """How many cells of all worksheets hold something; raises ValueError where the file cannot be followed."""
    stream = _workbook(data) if data.startswith(CONTAINER) else data
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


def _workbook(data: bytes) -> bytes:
    """The one stream of the container that holds the workbook."""
    container = _Container(data)
    for name, start, size in container.streams():
        if name.lower() in ("workbook", "book"):
            return container.stream(start, size)
    raise ValueError("no workbook in it")


class _Container:
    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, mini_shift = unpack_from("<HH", data, 30)
        if not (7 <= shift <= 16 and 2 <= mini_shift <= shift):
            raise ValueError("a sector of no known size")
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        self._first_folder = unpack_from("<I", data, 48)[0]
        self._smallest, first_mini = unpack_from("<II", data, 56)
        self._next = self._table_of_sectors()
        self._mini_next = self._numbers(b"".join(map(self._sector, self._chain(first_mini))))
        self._mini = b""

    def streams(self) -> Iterator[tuple[str, int, int]]:
        folder = b"".join(map(self._sector, self._chain(self._first_folder)))
        for at in range(0, len(folder) - 127, 128):
            length, kind = unpack_from("<HB", folder, at + 64)
            start, size = unpack_from("<II", folder, at + 116)
            if kind == 5:  # the root holds the small streams
                self._mini = b"".join(map(self._sector, self._chain(start)))
            elif kind == 2:
                yield folder[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"), start, size

    def stream(self, start: int, size: int) -> bytes:
        if size >= self._smallest:
            return b"".join(map(self._sector, self._chain(start)))[:size]
        width = self._mini_size
        pieces = (self._mini[at * width : (at + 1) * width] for at in _follow(self._mini_next, start))
        return b"".join(pieces)[:size]

    def _table_of_sectors(self) -> list[int]:
        places = list(unpack_from("<109I", self._data, 76))
        more, seen = unpack_from("<I", self._data, 68)[0], 0
        while more < _NO_MORE:
            *further, more = self._numbers(self._sector(more))
            places += further
            seen += 1
            if seen > len(self._data) // self._size:
                raise ValueError("the list of sectors goes in a circle")
        table = bytearray()
        for place in places:
            if place < _NO_MORE:
                table += self._sector(place)
        return self._numbers(bytes(table))

    def _chain(self, start: int) -> Iterator[int]:
        return _follow(self._next, start)

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        if at >= len(self._data):
            raise ValueError("a sector that is not there")
        return self._data[at : at + self._size]

    @staticmethod
    def _numbers(data: bytes) -> list[int]:
        return list(unpack_from(f"<{len(data) // 4}I", data))


def _follow(following: list[int], start: int) -> Iterator[int]:
    steps = 0
    while start < _NO_MORE:
        steps += 1
        if start >= len(following) or steps > len(following):
            raise ValueError("a chain of sectors leads nowhere")
        yield start
        start = following[start]
