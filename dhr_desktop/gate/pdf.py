"""The words of a PDF: its pages, and every string and stream of every revision, shown on a page or not."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator

UNREADABLE = "could not be read"
_STREAM = re.compile(rb"stream\r?\n(.*?)(?:\r?\n)?endstream", re.S)
_LITERAL = re.compile(rb"\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*)\)", re.S)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
LARGEST_STREAM = 50 * 2**20


def texts_of(data: bytes) -> Iterator[tuple[str, str | bytes]]:
    """Where, and the words; bytes where a file lies within."""
    yield from _pages(data)
    yield from _objects(data)


def _pages(data: bytes) -> Iterator[tuple[str, str | bytes]]:
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            yield "pages", UNREADABLE
            return
        for number, page in enumerate(reader.pages, 1):
            yield f"page {number}", page.extract_text() or ""
        for name, files in (reader.attachments or {}).items():
            yield "attachment's name", name
            for each in files:
                yield f"attachment {name}", each
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        zlib.error,
    ):
        yield "pages", UNREADABLE


def _objects(data: bytes) -> Iterator[tuple[str, str | bytes]]:
    """Every string that lies in the file, current or superseded: notes, titles, outlines, alternatives, XMP."""
    outside = _STREAM.sub(b" ", data)
    yield "strings", _strings(outside)
    for number, match in enumerate(_STREAM.finditer(data), 1):
        body = match[1]
        try:
            opened = zlib.decompressobj().decompress(body, LARGEST_STREAM)
        except zlib.error:
            opened = body
        if opened[:1] == b"<" or opened[:5] == b"<?xpa":
            yield f"stream {number}", opened
        elif b"Tj" in opened or b"TJ" in opened or b"obj" in match[0][:40] or b"/" in opened[:200]:
            yield f"stream {number}", _strings(opened)
        elif opened is not body and _is_mostly_words(opened):
            yield f"stream {number}", opened.decode("utf-8", "replace")


def _is_mostly_words(data: bytes) -> bool:
    start = data[:2000]
    return bool(start) and sum(32 <= each < 127 or each in (9, 10, 13) for each in start) > 0.9 * len(start)


def _strings(data: bytes) -> str:
    found = [_unescaped(match[1]) for match in _LITERAL.finditer(data)]
    for match in _HEX.finditer(data):
        figures = re.sub(rb"\s", b"", match[1])
        found.append(bytes.fromhex((figures + b"0" * (len(figures) % 2)).decode("ascii")))
    return "\n".join(_worded(each) for each in found)


def _unescaped(body: bytes) -> bytes:
    body = re.sub(rb"\\([nrtbf])", lambda match: _ESCAPES[match[1]], body)
    body = re.sub(rb"\\([0-7]{1,3})", lambda match: bytes([int(match[1], 8) & 255]), body)
    return re.sub(rb"\\(.)", rb"\1", body)


def _worded(data: bytes) -> str:
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace")
    if len(data) > 3 and not data[0] and not data[2]:
        return data.decode("utf-16-be", "replace")
    return data.decode("latin-1")
