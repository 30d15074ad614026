"""Own readers of what is text already: plain and separated text line by line, pages by their tags."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from pathlib import Path

from .words import Piece, Reading

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


_OLD_PAGES = (
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp437",
    "cp850",
    "cp866",
    "mac_roman",
    "koi8_r",
    "cp932",
    "cp500",
)


def by_lines(path: Path) -> Reading:
    """Every line as it decodes by itself, so that one line of another encoding spoils no other.

    Which old code page a line that is not UTF-8 was written in, no file says: the reading in each of them is given, and
    that which agrees best is compared.
    """
    data = path.read_bytes()
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            if encoding != "utf-8" or "\ufffd" not in text:
                return _reading(text.splitlines())
    for at, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if data[at:400:2].count(0) > len(data[:400]) // 3:
            return _reading(data.decode(encoding, "replace").splitlines())
    lines = [line for line in re.split(rb"\r\n|\n|\r", data) if line.strip()]
    if all(_decoded(line, "") is not None for line in lines):
        return _reading([line.decode("utf-8") for line in lines])
    readings = [_reading([_decoded(line, page) or "" for line in lines]) for page in _OLD_PAGES]
    readings[0].others = readings[1:]
    return readings[0]


def _reading(lines: Sequence[str]) -> Reading:
    return Reading("lines", [Piece(line) for line in lines if line.strip()])


def _decoded(line: bytes, page: str) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(page, "replace") if page else None


def by_tags(path: Path) -> Reading:
    """A web page: what stands between its tags, without scripts and styles."""
    text = "\n".join(piece.text for piece in by_lines(path).pieces)
    text = re.sub(r"(?is)<(script|style|head)\b.*?</\1\s*>|<!--.*?-->", " ", text)
    text = re.sub(r"(?is)</?(?:p|div|td|th|tr|li|h\d|br|table)\b[^>]*>", "\n", text)
    text = html.unescape(re.sub(r"(?s)<[^>]*>", "", text))
    return Reading("tags", [Piece(line) for line in text.splitlines() if line.strip()])
