"""A ZIP whose list of parts is lost or wrong, while its parts are whole: each part carries its own name and check sum.

Only what can be proved whole is used. One part that ends too soon, or whose check sum differs, and nothing is repaired:
half a chronology would look like a whole one.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

REPAIRED = "This file was damaged (its list of parts) and was repaired to be read: compare the preview with the file before you accept it."
_PART, _DESCRIPTOR = b"PK\x03\x04", b"PK\x07\x08"
_LIST = (b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06")
_HEADER = struct.Struct("<4sHHHHHIIIHH")
_STORED, _DEFLATED = 0, 8
_HAS_DESCRIPTOR, _IS_UTF8, _IS_ENCRYPTED = 8, 0x800, 1
_UNKNOWN = 0xFFFFFFFF


class _Broken(Exception):
    """A part that is not whole."""


def repaired(data: bytes, *, most_parts: int, most_bytes: int) -> bytes | None:
    """The same parts in a ZIP that is in order, or None where they are not all whole."""
    made = io.BytesIO()
    unpacked = 0
    names: set[str] = set()
    try:
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, content in _parts(data, most_bytes):
                unpacked += len(content)
                if name.casefold() in names or len(names) >= most_parts or unpacked > most_bytes:
                    return None
                names.add(name.casefold())
                archive.writestr(zipfile.ZipInfo(name), content)
    except (_Broken, struct.error, zlib.error, ValueError, OverflowError):
        return None
    return made.getvalue() if names else None


def _parts(data: bytes, most_bytes: int) -> Iterator[tuple[str, bytes]]:
    at = data.find(_PART)
    while at >= 0:
        if data[at : at + 4] in _LIST or at >= len(data):
            return
        if data[at : at + 4] != _PART:
            if data.find(_PART, at) >= 0 or len(data) - at > 64:
                raise _Broken
            return  # the first bytes of a list that is cut off
        name, content, at = _part(data, at, most_bytes)
        if not name.endswith("/"):
            yield name, content


def _part(data: bytes, at: int, most_bytes: int) -> tuple[str, bytes, int]:
    _, _, flags, method, _, _, check, size, unpacked, name_length, extra_length = _HEADER.unpack_from(data, at)
    if flags & _IS_ENCRYPTED or method not in (_STORED, _DEFLATED):
        raise _Broken
    start = at + _HEADER.size
    raw_name = data[start : start + name_length]
    name = raw_name.decode("utf-8" if flags & _IS_UTF8 else "cp437")
    start += name_length + extra_length
    has_descriptor = bool(flags & _HAS_DESCRIPTOR)
    if method == _DEFLATED:
        content, end = _inflated(data, start, most_bytes)
    elif has_descriptor and not size:
        raise _Broken  # nothing says where it ends
    else:
        content, end = data[start : start + size], start + size
        if len(content) < size or (unpacked not in (size, _UNKNOWN)):
            raise _Broken
    if has_descriptor and not check:
        check, end = _described(data, end)
    if zlib.crc32(content) != check:
        raise _Broken
    if has_descriptor and data[end : end + 4] == _DESCRIPTOR:
        _, end = _described(data, end)
    return name, content, end


def _inflated(data: bytes, start: int, most_bytes: int) -> tuple[bytes, int]:
    """A packed part tells its own end: what a header says of its size is not needed."""
    engine = zlib.decompressobj(-15)
    made = engine.decompress(data[start:], most_bytes)
    if not engine.eof:
        raise _Broken
    return made, len(data) - len(engine.unused_data)


def _described(data: bytes, at: int) -> tuple[int, int]:
    """The check sum that stands behind a part, and where the next thing begins."""
    if data[at : at + 4] == _DESCRIPTOR:
        at += 4
    check = struct.unpack_from("<I", data, at)[0]
    for length in (12, 20):  # with sizes of four bytes, or of eight
        following = data[at + length : at + length + 4]
        if following in (_PART, *_LIST):
            return check, at + length
    return check, at + 12
