"""An own reader of rich text: words outside the groups that hold fonts, styles, pictures and instructions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from .words import Piece, Reading

_FONT = re.compile(rb"\\f(\d+)[^;{}]*?\\fcharset(\d+)")
_PAGES = {b"0": "cp1252", b"128": "cp932", b"129": "cp949", b"134": "gbk", b"136": "big5", b"161": "cp1253", b"162": "cp1254",
          b"177": "cp1255", b"178": "cp1256", b"186": "cp1257", b"204": "cp1251", b"238": "cp1250"}  # fmt: skip
_TOKEN = re.compile(rb"\\([a-zA-Z]+)(-?\d+)? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\")
# Fonts, styles, pictures and instructions; the labels of lists; what stands for a table in a table in programs that know none.
_NOT_TEXT = {
    b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"themedata", b"colorschememapping", b"datastore", b"latentstyles",
    b"listtable", b"listoverridetable", b"rsidtbl", b"generator", b"xmlnstbl", b"filetbl", b"revtbl", b"fldinst", b"objdata",
    b"leveltext", b"levelnumbers", b"nonesttables", b"blipuid", b"bkmkstart", b"bkmkend", b"operator", b"pgptbl", b"listtext", b"pntext", b"pntxta", b"pntxtb", b"nonshppict",
    b"mmathPr", b"wgrffmtfilter", b"defchp", b"defpap", b"formfield", b"datafield", b"shpinst", b"atnid", b"atnauthor", b"atndate",
    b"atnref", b"annotation-date", b"objclass", b"listname", b"falt", b"panose",
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


@dataclass(frozen=True)
class _State:
    """What holds until the group ends."""

    skips: bool = False
    page: str = "cp1252"
    stands_in: int = 1  # how many characters stand in for one of Unicode's


def by_groups(path: Path) -> Reading:
    data = path.read_bytes()
    fonts = {number: _PAGES.get(charset, "") for number, charset in _FONT.findall(data)}
    named = re.search(rb"\\ansicpg(\d+)", data)
    start = f"cp{named[1].decode()}" if named and named[1] not in (b"0", b"65001") else "cp1252"
    state, stack, waiting, parts, skipped, at = _State(page=start), [], bytearray(), [], 0, 0

    def close() -> None:
        try:
            parts.append(bytes(waiting).decode(state.page, "replace"))
        except LookupError:
            parts.append(bytes(waiting).decode("cp1252", "replace"))
        waiting.clear()

    while found := _TOKEN.search(data, at):
        at = found.end()
        word, number, code, sign, brace, text = found.groups()
        if word == b"bin" and number:
            at += max(0, int(number))
        elif brace == b"{":
            stack.append(state)
        elif brace == b"}":
            close()
            state = stack.pop() if stack else _State(page=start)
        elif word in _NOT_TEXT or sign == b"*":
            close()
            state = replace(state, skips=True)
        elif word in (b"shptxt", b"fldrslt", b"result"):
            state = replace(state, skips=False)
        elif state.skips:
            continue
        elif word == b"uc" and number:
            state = replace(state, stands_in=int(number))
        elif word in (b"f", b"af") and number in fonts:
            close()
            state = replace(state, page=fonts[number] or start)
        elif word == b"plain":
            close()
            state = replace(state, page=start)
        elif word == b"u" and number:
            close()
            parts.append(chr(int(number) % 65536))
            skipped = state.stands_in
        elif word in _BREAK:
            close()
            parts.append("\n")
        elif code or text:
            piece = bytes.fromhex(code.decode()) if code else text
            waiting += piece[skipped:]
            skipped = max(0, skipped - len(piece))
        elif sign in (b"~", b"_", b"\\", b"{", b"}"):
            waiting += b" " if sign == b"~" else b"-" if sign == b"_" else sign
    close()
    whole = "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Reading("rich-text groups", [Piece(line) for line in whole.splitlines() if line.strip()])
