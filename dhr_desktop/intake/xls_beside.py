"""What an old binary workbook says outside its cells: text boxes, comments, headers and footers, charts' words, links.

The reader of cells leaves all this out, so the records are walked again (MS-XLS, version 8).
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct, error, unpack_from

from .cells_shown import address
from .pages import Aside, Document, clean
from .xlsx_beside import header_words

_HEAD = Struct("<HH")
_BOF, _EOF, _BOUNDSHEET = 0x0809, 0x000A, 0x0085
_HEADER, _FOOTER, _NOTE, _OBJECT, _TEXT, _CONTINUE, _SERIES_TEXT = (
    0x0014,
    0x0015,
    0x001C,
    0x005D,
    0x01B6,
    0x003C,
    0x100D,
)
_LINKED, _OUTSIDE_NAME, _MACROS = 0x01AE, 0x0023, 0x00D3
_STRINGS, _FORMATTED, _LABEL = 0x00FC, 0x00D6, 0x0204
_A_COMMENT = 0x19
_OWN_LINK, _ADDINS = 0x0401, 0x3A01
_SHEET_KINDS = {
    1: "a sheet of macros and was not read",
    2: "a chart and has no rows to read",
    6: "a module of macros and was not read",
}
ORNAMENTS = {_NOTE, _OBJECT, _TEXT, 0x00EC, 0x00EB, 0x01B8, 0x0866, 0x00E9, 0x0018}  # records that hold no cell


def eased(stream: bytes) -> bytes:
    """The same workbook without what hangs beside its cells, for a reader that stumbles over it."""
    made = bytearray(stream)
    strings: list[bytes] = []
    table = last = 0
    is_old = unpack_from("<H", stream, 4)[0] < 0x0600
    for record, at, size in _records(stream):
        if record in ORNAMENTS:
            made[at - 4 : at - 2] = b"\xff\x0f"  # a number that means nothing
        elif record == _FORMATTED and is_old:
            made[at - 4 : at - 2] = _LABEL.to_bytes(2, "little")  # the same text, without its fonts
        elif record == _STRINGS and size >= 8:
            table, strings = at, [stream[at + 8 : at + size]]
        elif record == _CONTINUE and last in (_STRINGS, _CONTINUE) and strings:
            strings.append(stream[at : at + size])
        last = record
    if table:
        held = _strings_held(strings)
        if held < unpack_from("<I", stream, table + 4)[0]:
            made[table + 4 : table + 8] = held.to_bytes(4, "little")  # it says it holds more than it does
    return bytes(made)


def _strings_held(pieces: list[bytes]) -> int:
    """How many texts the table of shared strings really holds. A text may run on in the next piece, with a new width."""
    held, piece, at = 0, 0, 0
    while piece < len(pieces):
        if at + 3 > len(pieces[piece]):
            piece, at = piece + 1, 0
            continue
        count, flags = unpack_from("<HB", pieces[piece], at)
        at += 3
        extra = 0
        if flags & 8:
            extra += 4 * unpack_from("<H", pieces[piece], at)[0]
            at += 2
        if flags & 4:
            extra += unpack_from("<I", pieces[piece], at)[0]
            at += 4
        width = 1 + (flags & 1)
        while count and piece < len(pieces):
            taken = min(count, (len(pieces[piece]) - at) // width)
            count, at = count - taken, at + taken * width
            if count:
                piece += 1
                if piece < len(pieces) and pieces[piece]:
                    width, at = 1 + (pieces[piece][0] & 1), 1
        while extra and piece < len(pieces):
            taken = min(extra, len(pieces[piece]) - at)
            extra, at = extra - taken, at + taken
            if extra:
                piece, at = piece + 1, 0
        held += not count
    return held


def read_beside(stream: bytes, document: Document) -> bool:
    """Whether it could be followed to its end; what was found is kept either way."""
    walk = _Walk(document)
    try:
        for record, at, size in _records(stream):
            walk.take(record, stream[at : at + size])
    except (error, IndexError, ValueError):
        return False
    finally:
        walk.finish()
    return walk.is_known


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    at = 0
    while at + 4 <= len(stream):
        record, size = _HEAD.unpack_from(stream, at)
        if (record == 0 and size == 0) or at + 4 + size > len(stream):
            return
        yield record, at + 4, size
        at += 4 + size


class _Walk:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._sheets: list[tuple[str, int]] = []
        self._names: list[str] = []  # of each substream we are in, the innermost last
        self._next_sheet = 0
        self.is_known = True
        self._object = (0, 0)  # what kind of thing the next text belongs to, and its number
        self._waiting = 0  # letters of a text still to come
        self._text: list[str] = []
        self._boxes: dict[tuple[str, int], str] = {}
        self._comments: list[tuple[str, int, int, int]] = []
        self._chart: list[str] = []
        self._warned: set[str] = set()

    def take(self, record: int, data: bytes) -> None:
        if record == _BOF:
            self._begin(data)
        elif record == _EOF and self._names:
            self._chart_ends()
            self._names.pop()
        elif record == _BOUNDSHEET:
            self._sheet(data)
        elif record in (_HEADER, _FOOTER) and self._names and len(data) > 2:
            text = header_words(_string(data, 0))
            if text:
                self._document.asides.append(Aside("header" if record == _HEADER else "footer", self._name, text))
        elif record == _OBJECT and len(data) >= 8:
            self._object = (unpack_from("<H", data, 4)[0], unpack_from("<H", data, 6)[0])
        elif record == _TEXT:
            self._waiting, self._text = unpack_from("<H", data, 10)[0], []
        elif record == _CONTINUE and self._waiting > 0:
            self._goes_on(data)
        elif record == _NOTE and len(data) >= 8:
            row, column, _, number = unpack_from("<HHHH", data)
            self._comments.append((self._name, row, column, number))
        elif record == _SERIES_TEXT:
            self._chart.append(clean(_short_string(data, 2)))
        else:
            self._outside(record, data)

    @property
    def _name(self) -> str:
        return self._names[-1] if self._names else ""

    def _begin(self, data: bytes) -> None:
        version, kind = unpack_from("<HH", data)
        self.is_known = self.is_known and version == 0x0600
        if kind == 0x0005 and not self._names:
            self._names.append("")
            return
        if not self._names and self._next_sheet < len(self._sheets):
            name, _ = self._sheets[self._next_sheet]
            self._next_sheet += 1
            self._names.append(name)
        else:
            self._names.append(self._name)

    def _sheet(self, data: bytes) -> None:
        kind = data[5]
        name = clean(_short_string(data, 6))
        self._sheets.append((name, kind))
        if kind in _SHEET_KINDS:
            self._document.warnings.append(f"“{name}”: this sheet is {_SHEET_KINDS[kind]}.")

    def _goes_on(self, data: bytes) -> None:
        text = data[1:].decode("utf-16-le", "replace") if data[0] & 1 else data[1:].decode("latin-1")
        self._text.append(text[: self._waiting])
        self._waiting -= len(text)
        if self._waiting <= 0:
            kind, number = self._object
            said = clean("".join(self._text))
            if kind == _A_COMMENT:
                self._boxes[self._name, number] = said
            elif said:
                self._document.asides.append(Aside("text box", self._name, said))

    def _chart_ends(self) -> None:
        lines = list(dict.fromkeys(line for line in self._chart if line))
        if lines:
            self._document.asides.append(Aside("chart", self._name, "\n".join(lines)))
        self._chart = []

    def _outside(self, record: int, data: bytes) -> None:
        if record == _LINKED and len(data) >= 4 and unpack_from("<H", data, 2)[0] not in (_OWN_LINK, _ADDINS):
            is_program = unpack_from("<H", data)[0] == 0
            self._warn(
                "This file has links that ask another program for data (DDE or OLE); they were not followed."
                if is_program else "This file has links to other workbooks; they were not followed."
            )  # fmt: skip
        elif record == _MACROS:
            self._warn("This file carries macros; they were not run.")

    def _warn(self, sentence: str) -> None:
        if sentence not in self._warned:
            self._warned.add(sentence)
            self._document.warnings.append(sentence)

    def finish(self) -> None:
        for name, row, column, number in self._comments:
            text = self._boxes.get((name, number), "")
            if text:
                self._document.asides.append(Aside("comment", f"{name} {address(row + 1, column)}", text))


def _string(data: bytes, at: int) -> str:
    count, flags = unpack_from("<HB", data, at)
    return _letters(data, at + 3, count, flags)


def _short_string(data: bytes, at: int) -> str:
    count, flags = unpack_from("<BB", data, at)
    return _letters(data, at + 2, count, flags)


def _letters(data: bytes, at: int, count: int, flags: int) -> str:
    if flags & 1:
        return data[at : at + 2 * count].decode("utf-16-le", "replace")
    return data[at : at + count].decode("latin-1")
