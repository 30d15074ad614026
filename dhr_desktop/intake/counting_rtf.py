"""The second count of a rich text: a plain scan of its bytes that knows only groups, letters and what is no text.

It counts the letters and figures of ASCII, which stand in the file as themselves whatever the fonts say.
"""

from __future__ import annotations

import re

_PIECE = re.compile(
    rb"(?P<bin>\\bin(\d+) ?)|(?P<letter>\\u(-?\d+) ?)|(?P<word>\\([a-zA-Z]+)(-?\d+)? ?)|(?P<byte>\\'([0-9a-fA-F]{2}))"
    rb"|(?P<sign>\\[^a-zA-Z'])|(?P<open>\{)|(?P<close>\})|(?P<text>[^\\{}\r\n]+)|[\r\n]+",
    re.S,
)
_NO_TEXT = frozenset(
    b"sp fonttbl colortbl stylesheet info pict listtext pntext nonesttables nonshppict shprslt mmathPict xe tc rxe objdata fldinst filetbl "
    b"revtbl listtable listoverridetable generator pnseclvl bkmkstart bkmkend template private ftnsep ftnsepc aftnsep aftnsepc upr".split()
)
_TEXT_ALL_THE_SAME = frozenset(
    b"shpinst do moMath moMathPara nesttableprops ud annotation shptxt dptxbxtext footnote".split()
)


_TWO_BYTE_PAGES = {b"932": "cp932", b"936": "gb18030", b"949": "cp949", b"950": "cp950"}
_TWO_BYTE_SETS = {b"128": "cp932", b"134": "gb18030", b"129": "cp949", b"136": "cp950"}


def _two_byte_letters(data: bytes) -> str:
    """The encoding in which a letter's second half may look like one of ASCII; "" where none is used."""
    page = re.search(rb"\\ansicpg(\d+)", data)
    if page and page[1] in _TWO_BYTE_PAGES:
        return _TWO_BYTE_PAGES[page[1]]
    sets = [_TWO_BYTE_SETS[each] for each in re.findall(rb"\\fcharset(\d+)", data) if each in _TWO_BYTE_SETS]
    return sets[0] if sets and b"\\ansicpg1252" not in data else ""


def count_rtf(data: bytes) -> int:
    encoding = _two_byte_letters(data)
    run = bytearray()  # bytes that stand together
    total = skip_letters = 0
    groups = [(False, 1)]  # whether it is silent, and how many signs stand for one letter
    is_starred = False
    at = 0
    while at < len(data):
        found = _PIECE.match(data, at)
        if found is None:
            at += 1
            continue
        at = found.end()
        silent, fallback = groups[-1]
        if run and found.lastgroup not in ("byte", "text", None):
            total += sum(each.isascii() and each.isalnum() for each in run.decode(encoding, "ignore"))
            run.clear()
        kind = found.lastgroup
        if kind == "open":
            groups.append((silent, fallback))
            is_starred, skip_letters = False, 0
        elif kind == "close":
            if len(groups) == 2:
                break
            groups.pop()
            skip_letters = 0
        elif kind == "bin":
            at += int(found[2])
        elif kind == "letter":
            code = int(found[4]) % 65_536
            total += not silent and code < 128 and chr(code).isalnum()
            skip_letters = fallback
        elif kind == "word":
            word = found[6]
            if skip_letters:
                skip_letters -= 1
            elif word == b"uc":
                groups[-1] = (silent, int(found[7] or 1))
            elif word == b"ud":
                groups[-1] = (len(groups) > 2 and groups[-3][0], fallback)  # as it is around the two forms
            elif word in _NO_TEXT or (is_starred and word not in _TEXT_ALL_THE_SAME):
                groups[-1] = (True, fallback)
            is_starred = False
        elif kind == "sign":
            is_starred = found["sign"] == b"\\*"
        elif kind in ("byte", "text"):
            plain = bytes([int(found[9], 16)]) if kind == "byte" else found["text"]
            plain, skip_letters = plain[skip_letters:], max(0, skip_letters - len(plain))
            if silent:
                continue
            if encoding:
                run += plain
            else:
                total += sum(chr(each).isalnum() for each in plain if each < 128)
    return total
