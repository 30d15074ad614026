"""The number format of a cell, taken apart: "mmm-yy" shows a month, "000000" shows noughts the value does not have.

A format has up to four sections (above nought, below, nought, text), each of them a row of pieces. What a piece
means is told here once; `moments.py` and `numbers.py` write the pieces out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

GENERAL = "General"
LONGEST_CODE = 1_000  # the longest Excel keeps is 255
# The formats that have a number instead of a code. 14 and 22 follow the computer's language: here that is en-GB.
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "£#,##0;-£#,##0", 6: "£#,##0;[Red]-£#,##0",
    7: "£#,##0.00;-£#,##0.00", 8: "£#,##0.00;[Red]-£#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "dd/mm/yyyy hh:mm", 37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;[Red]-#,##0.00",
    41: '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', 42: '_-£* #,##0_-;-£* #,##0_-;_-£* "-"_-;_-@_-',
    43: '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', 44: '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    **dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "dd/mm/yyyy"), **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm"),
}  # fmt: skip
LONG_DATE, LONG_TIME = "dd mmmm yyyy", "hh:mm:ss"  # what en-GB shows where a code asks for the computer's own
WELSH = 0x452

# Kinds of piece.
TEXT, DIGIT, POINT, COMMA, PERCENT, EXPONENT, SLASH, ALL, WORDS = (
    "text", "digit", "point", "comma", "percent", "exponent", "slash", "all", "words",
)  # fmt: skip
YEAR, MONTH, DAY, WEEKDAY, HOUR, MINUTE, SECOND, FRACTION, HALF, ELAPSED, ERA = (
    "year", "month", "day", "weekday", "hour", "minute", "second", "fraction", "half", "elapsed", "era",
)  # fmt: skip
OF_DATES = frozenset((YEAR, MONTH, DAY, WEEKDAY, HOUR, MINUTE, SECOND, HALF, ELAPSED, ERA))

_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]|(?P<general>general)'
    r"|(?P<half>am/pm|a/p)|(?P<exponent>e[+-])|(?P<year>y+|e+|b+(?![12]))|(?P<era>g+)|(?P<month>m+)|(?P<weekday>aaaa?)|(?P<day>d+)"
    r"|(?P<hour>h+)|(?P<second>s+)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<slash>/)|(?P<words>@)|(?P<other>.)",
    re.I | re.S,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+(?:e[+-]?\d+)?)", re.I)
_SECTIONS = re.compile(r'((?:"[^"]*"?|\\.|[_*].|\[[^\]]*\]|[^;"\\_*\[]|[_*\\\[])*)(?:;|$)', re.S)


@dataclass(frozen=True, slots=True)
class Section:
    pieces: tuple[tuple[str, str], ...]
    condition: tuple[str, float] | None = None
    language: int = 0

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(kind for kind, _ in self.pieces)

    @property
    def is_date(self) -> bool:
        return bool(self.kinds & OF_DATES)


@dataclass(frozen=True, slots=True)
class Code:
    """A whole format. `numbers` are the sections for numbers; `words` is the one for text, when there is one."""

    numbers: tuple[Section, ...]
    words: Section | None
    is_general: bool


@lru_cache(maxsize=4096)
def taken_apart(code: str) -> Code:
    code = code[:LONGEST_CODE]
    if not code or code.lower() == "general":
        return Code((Section(((ALL, ""),)),), None, True)
    sections = [_section(each) for each in _split(code)][:4]
    words = None
    if len(sections) == 4 or (WORDS in sections[-1].kinds and not sections[-1].is_date):
        words = sections.pop()
    if not sections:  # only a section for text: a number is shown as it is
        sections = [Section(((ALL, ""),))]
    return Code(tuple(sections), words, False)


def _split(code: str) -> list[str]:
    found, at = [], 0
    while at <= len(code):
        match = _SECTIONS.match(code, at)
        if match is None:
            break
        found.append(match[1])
        if match.end() == len(code) and not match[0].endswith(";"):
            break
        at = match.end()
    return found


def _section(text: str) -> Section:
    pieces: list[tuple[str, str]] = []
    condition, language = None, 0
    for match in _PIECE.finditer(text):
        kind, held = str(match.lastgroup), match[str(match.lastgroup)]
        if kind == "bracket":
            if held.upper().startswith("$-F800"):
                return _section(LONG_DATE)
            if held.upper().startswith("$-F400"):
                return _section(LONG_TIME)
            condition = _condition(held) or condition
            language = _language(held) or language
            pieces += _bracketed(held)
        elif kind in ("quoted", "escaped", "other"):
            pieces.append((TEXT, held))
        elif kind == "space":
            pieces.append((TEXT, " "))
        elif kind == "general":
            pieces.append((ALL, ""))
        elif kind == "day" and len(held) > 2:
            pieces.append((WEEKDAY, held.lower()))
        elif kind == "weekday":
            pieces.append((WEEKDAY, "ddd" if len(held) == 3 else "dddd"))
        elif kind != "fill":
            pieces.append((kind, held.lower()))
    section = Section(tuple(pieces), condition, language)
    return Section(_as_dates(pieces), condition, language) if section.is_date else section


def _condition(held: str) -> tuple[str, float] | None:
    found = _CONDITION.fullmatch(held.strip())
    try:
        return (found[1], float(found[2])) if found else None
    except ValueError:
        return None


def _language(held: str) -> int:
    """The last four figures of a tag: [$-452] and [$-10452] are both Welsh."""
    name = held.rpartition("-")[2] if held.startswith("$") else ""
    if held.lower() == "$-cy-gb":
        return WELSH
    return int(name, 16) & 0xFFFF if re.fullmatch(r"[0-9a-fA-F]{3,8}", name) else 0


def _bracketed(held: str) -> list[tuple[str, str]]:
    """Elapsed time, or the sign of a currency; a colour or a condition shows nothing."""
    if re.fullmatch(r"h+|m+|s+", held, re.I):
        return [(ELAPSED, held.lower())]
    if held.startswith("$"):
        sign = re.match(r"\$(.*?)(?:-[0-9A-Za-z,-]*)?$", held)
        return [(TEXT, sign[1])] if sign and sign[1] else []
    return []


def _as_dates(pieces: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """In a date, m beside hours or seconds is minutes, noughts after the seconds' point are parts of a second."""
    made: list[tuple[str, str]] = []
    at = 0
    while at < len(pieces):
        kind, text = pieces[at]
        if kind == POINT and _last_of_dates(made)[0] in (SECOND, ELAPSED):
            noughts = 0
            while at + 1 + noughts < len(pieces) and pieces[at + 1 + noughts] == (DIGIT, "0"):
                noughts += 1
            if noughts:
                made.append((FRACTION, "0" * noughts))
                at += 1 + noughts
                continue
        if kind in (POINT, COMMA, SLASH, PERCENT, DIGIT):
            made.append((TEXT, text))
        elif kind == MONTH and len(text) <= 2 and _is_minutes(made, pieces[at + 1 :]):
            made.append((MINUTE, text))
        else:
            made.append((kind, text))
        at += 1
    return tuple(made)


def _last_of_dates(pieces: list[tuple[str, str]]) -> tuple[str, str]:
    return next((each for each in reversed(pieces) if each[0] in OF_DATES and each[0] != HALF), ("", ""))


def _is_minutes(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> bool:
    last, text = _last_of_dates(before)
    if last == HOUR or (last == ELAPSED and text.startswith("h")):
        return True
    following = next((each for each in after if each[0] in OF_DATES and each[0] != HALF), ("", ""))
    return following[0] == SECOND or (following[0] == ELAPSED and following[1].startswith("s"))
