"""A compound file (MS-CFB), the container of old Office files, followed sector by sector."""

from __future__ import annotations

from collections.abc import Iterator
from struct import error as struct_error
from struct import unpack_from
from typing import NamedTuple

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STORAGE, STREAM, ROOT = 1, 2, 5
_NO_MORE = 0xFFFFFFFA  # this and all above it end a chain


class Entry(NamedTuple):
    name: str
    kind: int
    start: int
    size: int
    left: int
    right: int
    child: int


class Container:
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

    def entries(self) -> list[Entry]:
        folder = b"".join(map(self._sector, self._chain(self._first_folder)))
        found = []
        for at in range(0, len(folder) - 127, 128):
            length, kind = unpack_from("<HB", folder, at + 64)
            left, right, child = unpack_from("<III", folder, at + 68)
            start, size = unpack_from("<II", folder, at + 116)
            if kind == ROOT:  # it holds the small streams
                self._mini = b"".join(map(self._sector, self._chain(start)))
            name = folder[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            found.append(Entry(name, kind, start, size, left, right, child))
        return found

    def at_top(self) -> list[Entry]:
        """What lies in the file itself, and not in a folder of something embedded in it."""
        entries = self.entries()
        root = next((each for each in entries if each.kind == ROOT), None)
        if root is None:
            raise ValueError("no root")
        found: list[Entry] = []
        waiting, seen = [root.child], set()
        while waiting:
            number = waiting.pop()
            if number >= len(entries) or number in seen:
                continue
            seen.add(number)
            each = entries[number]
            found.append(each)
            waiting += [each.left, each.right]
        return found

    def streams(self) -> Iterator[tuple[str, int, int]]:
        """Those at the top first, so that an embedded workbook is not taken for the file's own."""
        top = self.at_top()
        for each in [*top, *(one for one in self.entries() if one not in top)]:
            if each.kind == STREAM:
                yield each.name, each.start, each.size

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


def names_at_top(data: bytes) -> set[str] | None:
    """The names in the file's own folder, in small letters; None where it cannot be followed."""
    try:
        return {each.name.lower() for each in Container(data).at_top()}
    except (ValueError, struct_error):
        return None


def workbook_stream(data: bytes) -> bytes:
    """The one stream that holds the workbook; raises ValueError where there is none."""
    container = Container(data)
    for name, start, size in container.streams():
        if name.lower() in ("workbook", "book"):
            return container.stream(start, size)
    raise ValueError("no workbook in it")
