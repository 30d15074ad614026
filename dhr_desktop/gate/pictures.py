"""What a picture carries besides what is drawn: its text notes, and where and by whom it was taken."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF", b"\x00\x00\x01\x00")
_PRINTABLE = re.compile(r"[\w\s.,;:'’@/()&+\-\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]{5,}")
_DRAWN = frozenset({b"IDAT", b"PLTE", b"IHDR", b"IEND", b"tRNS", b"pHYs", b"sRGB", b"gAMA", b"cHRM", b"bKGD"})


def is_picture(data: bytes) -> bool:
    return data.startswith(_STARTS)


def notes_of(data: bytes) -> Iterator[tuple[str, str]]:
    if data.startswith(_STARTS[0]):
        yield from _png(data)
    elif data.startswith(_STARTS[1]):
        yield from _jpeg(data)
    else:
        yield "bytes", _strings(data)


def _png(data: bytes) -> Iterator[tuple[str, str]]:
    at = 8
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if kind not in _DRAWN:
            yield f"note {kind.decode('latin-1')}", _png_note(kind, body)
        at += 12 + length
        if kind == b"IEND":
            break
    if data[at:]:
        yield "behind the picture", _strings(data[at:])


def _png_note(kind: bytes, body: bytes) -> str:
    try:
        if kind == b"zTXt":
            key, _, packed = body.partition(b"\0")
            return (
                key.decode("latin-1") + " " + zlib.decompressobj().decompress(packed[1:], 10_000_000).decode("latin-1")
            )
        if kind == b"iTXt":
            key, _, rest = body.partition(b"\0")
            words = rest[2:].split(b"\0", 2)[-1]
            words = zlib.decompressobj().decompress(words, 10_000_000) if rest[:1] == b"\1" else words
            return key.decode("latin-1") + " " + words.decode("utf-8", "replace")
    except (zlib.error, IndexError):
        pass
    return _strings(body)


def _jpeg(data: bytes) -> Iterator[tuple[str, str]]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:
            break
        if marker == 0xFE or 0xE0 <= marker <= 0xEF:
            yield f"note {marker:X}", _strings(data[at + 4 : at + 2 + length])
        at += 2 + length
    end = data.rfind(b"\xff\xd9")
    if 0 <= end < len(data) - 2:
        yield "behind the picture", _strings(data[end + 2 :])


def _strings(data: bytes) -> str:
    one = data.decode("latin-1")
    both = [
        one,
        data.decode("utf-8", "ignore"),
        data.decode("utf-16-le", "ignore"),
        data[1:].decode("utf-16-le", "ignore"),
        data.decode("utf-16-be", "ignore"),
    ]
    return "\n".join(dict.fromkeys(run for each in both for run in _PRINTABLE.findall(each)))
