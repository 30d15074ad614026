"""The second count of a text file, from its bytes and not from the reader's letters, rows or cells."""

from __future__ import annotations

import codecs
import re

from .letters import letters

_EXCELS_LINE_END = re.compile(r"_x000D_")


def count_text(data: bytes) -> int:
    """Letters and figures of the whole file, whatever separates its columns."""
    return letters(_EXCELS_LINE_END.sub("", _letters_of(data)))


def _letters_of(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF32_LE):
        return data.decode("utf-32", "ignore")
    if b"\0" not in data:
        return "".join(_narrow(line) for line in data.split(b"\n"))
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not _has_narrow_stretch(data):
        return data.decode("utf-16", "ignore")
    # two bytes a letter in part or without a mark: the figures and letters of ASCII stand in it byte by byte
    if len(data) % 2 == 0 and not _has_narrow_stretch(data):
        for name in ("utf-16-le", "utf-16-be"):
            text = data.decode(name, "ignore")
            if sum(map(str.isascii, text)) > 0.7 * len(text):
                return text
    return "".join(_narrow(line.replace(b"\0", b"")) for line in data.split(b"\n"))


def _has_narrow_stretch(data: bytes) -> bool:
    return bool(re.search(rb"[\t\r\n\x20-\x7e]{24}", data))


def _narrow(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "ignore")
