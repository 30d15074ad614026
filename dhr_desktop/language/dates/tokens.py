"""A wording as tokens: numbers, words and marks, each with where it stands.

Spelling is settled here, once: one sort of dash and quote, "4thMay2013" as three tokens, brackets as a seam between two.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .words import ORDINAL_ENDINGS, ORDINALS, month_of, unglued, weekday_of

NUMBER, WORD, MARK = "number", "word", "mark"
_SUPERSCRIPTS = dict.fromkeys(map(ord, "¹²³⁰⁴⁵⁶⁷⁸⁹†‡§♦∗"), "*")  # a note's number, never a figure of the year
_FOLDED = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u02bc": "'", "`": "'", "\u00b4": "'", "\u2032": "'",
        "\u201c": '"', "\u201d": '"', "\u3003": '"', "\u2033": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-", "\u2212": "-",
        "\\": "/", "\u2044": "/", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    }
)  # fmt: skip
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)*|\S")
_CLOCK_AFTER_ISO = re.compile(r"(?<=\d{4}-\d\d-\d\d)t(?=\d\d:)")


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    start: int
    end: int
    is_spaced: bool  # a blank stands before it
    is_parted: bool = False  # a bracket stands before it
    value: int = -1
    is_ordinal: bool = False
    month: int = 0
    weekday: int = 0


def normalised(wording: str) -> str:
    """One spelling for dashes, quotes and spaces; lower case; nothing that means anything is lost."""
    if wording.isascii():
        text = wording.replace("\\", "/").replace("`", "'").lower()
        return " ".join((_CLOCK_AFTER_ISO.sub(" ", text) if "t" in text else text).split())
    text = wording.translate(_SUPERSCRIPTS).translate(_UNSEEN).translate(_FOLDED)
    text = unicodedata.normalize("NFKC", text).translate(_FOLDED).casefold()
    text = _CLOCK_AFTER_ISO.sub(" ", text)
    return re.sub(r"\s+", " ", text).strip()


def folded_in_place(text: str) -> str:
    """The same folding where every character must keep its place."""
    return text.translate(_FOLDED)


def tokens_of(text: str) -> list[Token]:
    """Tokens of a text that is normalised, or folded in place."""
    found: list[Token] = []
    before, was_bracket = 0, False
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        written = match[0].lower()
        if written in "()[]":
            was_bracket = True
            continue
        is_spaced = start > before or not found
        if written.isdecimal():
            found.append(
                Token(NUMBER, written, start, end, is_spaced, was_bracket, int(written) if end - start <= 9 else -1)
            )
        elif written[0].isalpha():
            _add_word(found, written, start, end, is_spaced, was_bracket)
        else:
            found.append(Token(MARK, written, start, end, is_spaced, was_bracket))
        before, was_bracket = end, False
    return found


def _add_word(found: list[Token], written: str, start: int, end: int, is_spaced: bool, is_parted: bool) -> None:
    at = start
    for part in unglued(written):
        stop = at + len(part)
        last = found[-1] if found else None
        if (
            part in ORDINAL_ENDINGS
            and last is not None
            and last.kind == NUMBER
            and len(last.text) <= 2
            and not last.is_ordinal
        ):
            found[-1] = Token(NUMBER, last.text, last.start, stop, last.is_spaced, last.is_parted, last.value, True)
        else:
            value = ORDINALS.get(part, -1)
            found.append(Token(WORD, part, at, stop if part != written else end, is_spaced and at == start, is_parted and at == start,
                               value, value > 0, month_of(part), weekday_of(part)))  # fmt: skip
        at = stop


def rendered(tokens: list[Token], start: int, end: int) -> str:
    """Tokens as plain text with months M01 to M12 and weekdays W1 to W7: what phrases are looked up by."""
    parts: list[str] = []
    for at in range(start, end):
        token = tokens[at]
        text = f"M{token.month:02}" if token.month else f"W{token.weekday}" if token.weekday else token.text
        if parts and (token.is_spaced or token.is_parted):
            parts.append(" ")
        parts.append(f"{text}{'th' if token.is_ordinal and token.kind == NUMBER else ''}")
    return "".join(parts)
