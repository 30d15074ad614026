"""The records of a binary workbook's parts ([MS-XLSB]): their bounds are checked before anything in them is believed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

from .package import DAMAGED
from .pages import Refused


def records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Each record's kind and content, to the end of the part; a part that ends inside a record is damaged."""
    at, end = 0, len(part)
    while at < end:
        kind, at = _number(part, at, most_bytes=2)
        size, at = _number(part, at, most_bytes=4)
        if at + size > end:
            raise Refused(DAMAGED)
        yield kind, part[at : at + size]
        at += size


def _number(part: bytes, at: int, *, most_bytes: int) -> tuple[int, int]:
    """Seven bits a byte, the lowest first; the eighth says that another byte follows. A kind keeps the eighth bit out too."""
    number = 0
    for place in range(most_bytes):
        if at >= len(part):
            raise Refused(DAMAGED)
        byte = part[at]
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return number, at


def wide_string(content: bytes, at: int) -> tuple[str, int]:
    """A string and where it ends. One whose length is all ones is none at all."""
    count = unpack_from("<I", content, at)[0]
    at += 4
    if count == 0xFFFFFFFF:
        return "", at
    end = at + 2 * count
    if end > len(content):
        raise Refused(DAMAGED)
    return content[at:end].decode("utf-16-le", "replace"), end


@dataclass(frozen=True, slots=True)
class RichString:
    """A text, and where each font of its own begins in it: the place of a letter and the number of the font."""

    text: str
    runs: tuple[tuple[int, int], ...] = ()
    has_guide: bool = False


def rich_string(content: bytes, at: int) -> RichString:
    flags = content[at]
    text, at = wide_string(content, at + 1)
    runs: tuple[tuple[int, int], ...] = ()
    if flags & 1:
        count = unpack_from("<I", content, at)[0]
        if at + 4 + 4 * count > len(content):
            raise Refused(DAMAGED)
        flat = unpack_from(f"<{2 * count}H", content, at + 4)
        runs = tuple(zip(flat[::2], flat[1::2], strict=True))
    return RichString(text, runs, bool(flags & 2))


def rk_number(stored: int) -> float:
    """A number in four bytes: whole or the upper half of a double, and perhaps a hundred times too large."""
    if stored & 2:
        whole = stored >> 2
        value = float(whole - (1 << 30) if whole & (1 << 29) else whole)
    else:
        value = float(unpack_from("<d", b"\0\0\0\0" + (stored & 0xFFFFFFFC).to_bytes(4, "little"))[0])
    return value / 100 if stored & 1 else value
