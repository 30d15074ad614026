"""Own readers of what is text already: plain and separated text line by line, rich text by its groups, pages by their tags."""

from __future__ import annotations

import html
import re
from pathlib import Path

from .words import Piece, Reading

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def by_lines(path: Path) -> Reading:
    """Every line as it decodes by itself, so that one line of another encoding spoils no other."""
    data = path.read_bytes()
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            if encoding != "utf-8" or "\ufffd" not in text:
                return Reading("lines", [Piece(line) for line in text.splitlines() if line.strip()])
    if data[1:200:2].count(0) > 60:
        text = data.decode("utf-16-le", "replace")
        return Reading("lines", [Piece(line) for line in text.splitlines() if line.strip()])
    return Reading("lines", [Piece(_decoded(line)) for line in re.split(rb"\r\n|\n|\r", data) if line.strip()])


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def by_tags(path: Path) -> Reading:
    """A web page: what stands between its tags, without scripts and styles."""
    text = "\n".join(piece.text for piece in by_lines(path).pieces)
    text = re.sub(r"(?is)<(script|style|head)\b.*?</\1\s*>|<!--.*?-->", " ", text)
    text = re.sub(r"(?is)</?(?:p|div|td|th|tr|li|h\d|br|table)\b[^>]*>", "\n", text)
    text = html.unescape(re.sub(r"(?s)<[^>]*>", "", text))
    return Reading("tags", [Piece(line) for line in text.splitlines() if line.strip()])


_TOKEN = re.compile(rb"\\([a-zA-Z]+)(-?\d+)? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)")
_NOT_TEXT = {
    b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"themedata", b"colorschememapping", b"datastore", b"latentstyles",
    b"listtable", b"listoverridetable", b"rsidtbl", b"generator", b"xmlnstbl", b"filetbl", b"revtbl", b"fldinst", b"objdata",
    b"blipuid", b"bkmkstart", b"bkmkend", b"operator", b"pgptbl", b"listtext", b"pntext", b"pntxta", b"pntxtb", b"nonshppict",
    b"mmathPr", b"wgrffmtfilter", b"defchp", b"defpap", b"formfield", b"datafield", b"shpinst",
}  # fmt: skip
_BREAK = {
    b"par",
    b"line",
    b"tab",
    b"cell",
    b"row",
    b"sect",
    b"page",
    b"nestcell",
    b"nestrow",
    b"emdash",
    b"endash",
    b"bullet",
}


def by_groups(path: Path) -> Reading:
    """Rich text: words outside the groups that hold fonts, styles and pictures. Code page 1252 where none is named."""
    data = path.read_bytes()
    reading = Reading("rich-text groups")
    page = re.search(rb"\\ansicpg(\d+)", data)
    encoding = f"cp{page[1].decode()}" if page and page[1] not in (b"0", b"65001") else "cp1252"
    skips, skip, unicode_skip, waiting = [], False, 0, bytearray()
    parts: list[str] = []

    def close() -> None:
        if waiting:
            try:
                parts.append(bytes(waiting).decode(encoding, "replace"))
            except LookupError:
                parts.append(bytes(waiting).decode("cp1252", "replace"))
            waiting.clear()

    for found in _TOKEN.finditer(data):
        word, number, code, sign, brace, text = found.groups()
        if brace == b"{":
            skips.append(skip)
        elif brace == b"}":
            close()
            skip = skips.pop() if skips else False
        elif word in _NOT_TEXT or sign == b"*":
            skip = True
        elif word == b"shptxt" or (word == b"fldrslt"):
            skip = False
        elif skip:
            continue
        elif word == b"u" and number:
            close()
            parts.append(chr(int(number) % 65536))
            unicode_skip = 1
        elif word in _BREAK:
            close()
            parts.append("\n")
        elif code or text:
            piece = bytes.fromhex(code.decode()) if code else text
            waiting += piece[unicode_skip:]
            unicode_skip = 0
        elif sign in (b"~", b"_"):
            waiting += b" "
    close()
    whole = "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    reading.pieces += [Piece(line) for line in whole.splitlines() if line.strip()]
    return reading
