"""Every place of a finished file that can hold words: its name, each part, each attribute, comment, picture's note, and files within files.

What cannot be read is told as such, never passed over: the gate may not call clean what it has not seen.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from . import markup, pdf, pictures

DEEPEST = 6
LARGEST = 300 * 2**20
BURSTS = 10 * 2**20  # a part this large that was packed this small was made to burst
MOST_PARTS = 10_000
UNREADABLE = "could not be read"
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4}){10,}(?:[A-Za-z0-9+/]{2,3}={0,2})?")
_RUNS = re.compile(rb"[ -~\xa0-\xff]{4,}")
_WIDE_RUNS = re.compile(rb"(?:[ -~\xa0-\xff]\x00){4,}")
_MEDIA = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".webp", ".ico")


@dataclass(frozen=True, slots=True)
class Part:
    """Words, and where in the file they stand."""

    place: str
    text: str
    is_picture: bool = False  # the gate cannot read what is drawn in it
    is_unreadable: bool = False


class _Budget:
    """How much may be unpacked in all; a file built to burst is not read to its end."""

    def __init__(self) -> None:
        self.left = LARGEST
        self.parts = MOST_PARTS

    def take(self, size: int) -> bool:
        self.left -= size
        self.parts -= 1
        return self.left >= 0 and self.parts >= 0


def parts_of(name: str, data: bytes) -> Iterator[Part]:
    """Every part of a file with its words."""
    yield Part("file name", name)
    yield from _within(name, data, "", 0, _Budget())


def _within(name: str, data: bytes, place: str, depth: int, budget: _Budget) -> Iterator[Part]:
    if depth > DEEPEST or not budget.take(len(data)):
        yield Part(place or name, UNREADABLE, is_unreadable=True)
        return
    start = data[:8]
    if start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06"):
        yield from _zipped(data, place, depth, budget)
    elif start.startswith(b"\x1f\x8b"):
        yield from _gzipped(name, data, place, depth, budget)
    elif b"%PDF-" in data[:1024]:
        for where, text in pdf.texts_of(data):
            if isinstance(text, bytes):
                yield from _within(where, text, _under(place, where), depth + 1, budget)
            else:
                yield Part(_under(place, where), text, is_unreadable=text == UNREADABLE)
    elif pictures.is_picture(data) or name.lower().endswith(_MEDIA):
        yield from (Part(_under(place, where), text) for where, text in pictures.notes_of(data))
        yield Part(place or name, "", is_picture=True)
    elif _is_binary(data):
        yield from _strings(data, _under(place, "bytes"))
    else:
        yield from _worded(name, data, place, depth, budget)


def _under(place: str, where: str) -> str:
    return f"{place} › {where}" if place else where


def _is_binary(data: bytes) -> bool:
    return not data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" in data[:4000]


# ---- archives ------------------------------------------------------------------------------------------


def _zipped(data: bytes, place: str, depth: int, budget: _Budget) -> Iterator[Part]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        listed = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError):
        yield Part(place or "archive", UNREADABLE, is_unreadable=True)
        yield from _strings(data, _under(place, "bytes"))
        return
    if archive.comment:
        yield Part(_under(place, "archive's comment"), _decoded(archive.comment))
    seen = 0
    for each in listed:
        where = _under(place, each.filename)
        yield Part(_under(where, "name"), " ".join((each.filename, _decoded(each.comment), _decoded(each.extra))))
        if each.is_dir():
            continue
        part = _unpacked(archive, each, budget)
        if part is None:
            yield Part(where, UNREADABLE, is_unreadable=True)
            continue
        seen += each.compress_size
        yield from _within(each.filename, part, where, depth + 1, budget)
    gap = _between_parts(data, listed)
    if gap:
        yield Part(_under(place, "between the parts"), _decoded(gap))


def _unpacked(archive: zipfile.ZipFile, each: zipfile.ZipInfo, budget: _Budget) -> bytes | None:
    if each.flag_bits & 1 or each.file_size > budget.left:
        return None
    if each.file_size > BURSTS and each.file_size > 200 * max(each.compress_size, 1):
        return None
    try:
        with archive.open(each) as opened:
            part = opened.read(budget.left + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        return None
    return part if len(part) <= budget.left else None


def _between_parts(data: bytes, listed: list[zipfile.ZipInfo]) -> bytes:
    """Bytes before the first part or behind the directory: no reader shows them, and they leave all the same."""
    if not listed:
        return b""
    first = min(each.header_offset for each in listed)
    end = data.rfind(b"PK\x05\x06")
    tail = b""
    if end >= 0 and len(data) >= end + 22:
        tail = data[end + 22 + int.from_bytes(data[end + 20 : end + 22], "little") :]
    return data[:first] + tail


def _gzipped(name: str, data: bytes, place: str, depth: int, budget: _Budget) -> Iterator[Part]:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as opened:
            inner = opened.read(budget.left + 1)
    except (OSError, EOFError, zlib.error):
        yield Part(place or name, UNREADABLE, is_unreadable=True)
        return
    yield from _within(name.removesuffix(".gz"), inner, _under(place, "unpacked"), depth + 1, budget)


# ---- words -----------------------------------------------------------------------------------------------


def _worded(name: str, data: bytes, place: str, depth: int, budget: _Budget) -> Iterator[Part]:
    text = decoded(data)
    if markup.is_markup(text):
        for where, words in markup.texts_of(text):
            yield Part(_under(place, where), words)
    else:
        yield Part(place or "text", text)
        if "\\u" in text or "\\x" in text:
            yield Part(_under(place, "escaped"), _unescaped(text))
        if "%" in text:
            yield Part(_under(place, "escaped"), markup.unquote(text))
        if "&" in text:
            yield Part(_under(place, "escaped"), unescape(text))
    yield from _blobs(text, place, depth, budget)


def decoded(data: bytes) -> str:
    """By its mark, then as UTF-8, then as Windows writes it."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "replace") + "\n" + data.decode("utf-16-le", "ignore") if data else ""


def _unescaped(text: str) -> str:
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    return re.sub(r"\\x([0-9a-fA-F]{2})", lambda match: chr(int(match[1], 16)), text)


def _blobs(text: str, place: str, depth: int, budget: _Budget) -> Iterator[Part]:
    """What is packed as letters: a picture in a page, or anything else somebody put there."""
    for number, match in enumerate(
        _BASE64.finditer(re.sub(r"\s+(?=[A-Za-z0-9+/=]{20})", "", text) if "base64" in text else text), 1
    ):
        packed = match[0]
        if packed.islower() or packed.isupper():
            continue  # a long word or a path, not a blob
        try:
            inner = base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True)
        except (binascii.Error, ValueError):
            continue
        yield from _within("", inner, _under(place, f"packed {number}"), depth + 1, budget)


def _strings(data: bytes, place: str) -> Iterator[Part]:
    """The runs of letters in bytes of no known kind, one byte a letter and two."""
    found = [run.decode("latin-1") for run in _RUNS.findall(data)]
    found += [run[::2].decode("latin-1") for run in _WIDE_RUNS.findall(data)]
    if found:
        yield Part(place, "\n".join(found))
