"""Dates in running text: the longest stretches that are one, with where they stand.

Prose has its own traps, and they stand here together: counts ("3/7 days"), clocks, scores, numbers of paragraphs, figures
that only follow a date ("14 March, 12 officers"), and words that are a month or an ordinal only beside a figure.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from .atoms import Atom
from .clocks import clocks_in
from .phrases import Setting
from .pieces import Pieces
from .rules import DateRules
from .series import SeriesFinder
from .spans import NotRead, Span
from .tokens import NUMBER, WORD, Token, folded_in_place, tokens_of
from .words import MONTH_NAMES

PROSE_RULES = DateRules(2069, date.max)  # the year of two figures that nobody's review settles
_MONTH = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_HINT = re.compile(
    rf"\d ?[/.\-] ?\d|(?<![a-z]){_MONTH}(?![a-z])|(?<=\dst|\dnd|\drd|\dth){_MONTH}(?![a-z])|\d(?:st|nd|rd|th)?[ \-](?:of )?[a-z]{{4,12}}[ ,.\-]+'?\d\d", re.I
)  # fmt: skip
_COULD_NAME_A_DAY = re.compile(r"\d|(?:st|nd|rd|th) of\b", re.I)
ROUND_A_HINT = 60
_COUNTED = re.compile(
    r"\s*(?:on|units?|per|hours?|hrs|days?|weeks?|months?|sessions?|in|%|of|times|points?|score)\b", re.I
)
_NUMBERED = re.compile(r"[1-9]\.[1-9]\.[1-9]\d?")
_DATED = re.compile(r"\b(?:on|dated|date|of|from|since|born|dob|d\.o\.b\.?|until|by)[ :]*$", re.I)
_JOINED_BEFORE, _JOINED_BEHIND = re.compile(r"\d[/.\-]$|[/\-]$|\w$"), re.compile(r"[/\-]\w|\d|\.\d|:\d")
_WORD_BEFORE = re.compile(r"\d\.$|\w$")
_SCORED = re.compile(r"\b(?:scor\w*|rated|rating|pain|gcs|dash|graded?|marked)(?: (?:of|was|at|is|as))?[ :]*$", re.I)
_EXACT_MONTHS = frozenset({*MONTH_NAMES, *(name[:3] for name in MONTH_NAMES), "sept"})
_WORDS_TOO = frozenset({"may", "march", "mar"})
_FUNCTION_WORDS = frozenset(
    [
        "at",
        "on",
        "and",
        "to",
        "the",
        "in",
        "when",
        "by",
        "for",
        "from",
        "she",
        "he",
        "they",
        "was",
        "were",
        "a",
        "an",
        "with",
        "where",
        "which",
        "that",
        "who",
        "but",
        "or",
        "until",
        "as",
        "after",
        "before",
        "it",
        "this",
        "is",
        "had",
        "i",
        "we",
        "about",
        "around",
        "approx",
        "between",
        "while",
        "her",
        "his",
        "their",
    ]  # words stand as words
)
_LISTING = frozenset({"and", "&", "or", "-", "to", "/", "until", "till"})
LONGEST_LIST = 12


@dataclass(frozen=True, slots=True)
class DaySaid:
    """A day named with at least its month, or several that share one ("3, 4 and 5 May"); the last stands last."""

    start: int
    end: int
    days: tuple[int, ...]
    month: int
    year: int | None
    is_short: bool
    with_clock: int

    @property
    def day(self) -> int:
        return self.days[-1]


@dataclass(frozen=True, slots=True)
class _Place:
    end: int
    atom: Atom
    days: tuple[int, ...]


def days_said(text: str) -> Iterator[DaySaid]:
    """Every day named with at least its month, left to right."""
    if not _COULD_NAME_A_DAY.search(text):
        return
    folded = folded_in_place(text)
    for start, end in _windows(folded):
        yield from _in_window(folded, start, end)


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Stretches round whatever could be part of a date; they never cross a line."""
    last: tuple[int, int] | None = None
    for hint in _HINT.finditer(text):
        start = max(text.rfind("\n", 0, hint.start()) + 1, hint.start() - ROUND_A_HINT)
        while start > 0 and start > hint.start() - 2 * ROUND_A_HINT and not text[start - 1].isspace():
            start -= 1
        end = min(hint.end() + ROUND_A_HINT, len(text))
        line = text.find("\n", hint.end(), end)
        end = line if line >= 0 else end
        while end < len(text) and end < hint.end() + 2 * ROUND_A_HINT and not text[end].isspace():
            end += 1
        if last is not None and start <= last[1]:
            last = (last[0], max(end, last[1]))
        else:
            if last is not None:
                yield last
            last = (start, end)
    if last is not None:
        yield last


def _in_window(text: str, start: int, end: int) -> Iterator[DaySaid]:
    if not _COULD_NAME_A_DAY.search(text, start, end):
        return
    tokens = tokens_of(text[start:end])
    pieces = Pieces(tokens, PROSE_RULES)
    places: dict[int, _Place] = {}
    for at in range(len(tokens) - 1, -1, -1):  # from behind, so that nothing is asked for deeply
        token = tokens[at]
        if token.kind == NUMBER or token.month or token.weekday or token.is_ordinal:
            ways = (_longest(pieces, tokens, at, text[start:end]), _several(tokens, at, places))
            place = max((each for each in ways if each is not None), key=lambda each: each.end, default=None)
            if place is not None:
                places[at] = place
    clocks = {found.first: found.end for found in clocks_in(tokens)} if places else {}
    at = 0
    while at < len(tokens):
        place = places.get(at)
        if place is None:
            at += 1
            continue
        yield _closed(_said(place, tokens, at, clocks, start), text)
        at = place.end


def _longest(pieces: Pieces, tokens: list[Token], at: int, text: str) -> _Place | None:
    found = [
        (end, atom) for end, atom in pieces.at(at)
        if atom.kind == "day" and atom.day is not None and atom.month is not None and _is_said(atom, tokens, at, end, text)
    ]  # fmt: skip
    if not found:
        return None
    end, atom = max(found, key=lambda each: each[0])
    return _Place(end, atom, (atom.day or 0,))


def _several(tokens: list[Token], at: int, places: dict[int, _Place]) -> _Place | None:
    """ "3, 4 and" before "5 May 2012": the figures are days of that month."""
    token = tokens[at]
    if token.kind != NUMBER or len(token.text) > 2 or not 1 <= token.value <= 31 or at + 2 >= len(tokens):
        return None
    joint, then = tokens[at + 1].text, at + 2
    if (joint == "," and tokens[then].text in ("and", "or")) or (
        joint in ("and", "to", "or") and tokens[then].text == "the"
    ):
        then += 1
    place = places.get(then)
    before = tokens[at - 1] if at and not token.is_spaced else None
    if before is not None and before.text in ("/", ".", "-", ":") and joint != before.text:
        return None  # the 3 of "12/3 and 14 March"
    if place is None or len(place.days) >= LONGEST_LIST or place.atom.is_figures:
        return None
    is_listed = joint in _LISTING or (joint == "," and (token.is_ordinal or len(place.days) > 1 or then > at + 2))
    if not is_listed or tokens[then].kind != NUMBER:
        return None
    return _Place(place.end, place.atom, (token.value, *place.days))


# ---- what is a date only in a cell --------------------------------------------------------------


def _is_said(atom: Atom, tokens: list[Token], first: int, end: int, text: str) -> bool:
    begin, stop = tokens[first].start, tokens[end - 1].end
    if not 1 <= (atom.day or 0) <= 31 or not 1 <= (atom.month or 0) <= 12 or "\n" in text[begin:stop]:
        return False
    if atom.year is not None and not 1900 <= atom.year <= 2100:
        return False  # the number of a log before a date: 1033/13JUL14
    if atom.is_figures:
        return _is_said_in_figures(atom, text, tokens, first, end)
    month = next((token for token in tokens[first:end] if token.month), None)
    if month is None or _WORD_BEFORE.search(text[max(0, begin - 2) : begin]):
        return False
    written = text[month.start : month.end]
    has_ordinal = any(token.is_ordinal and token.kind == NUMBER for token in tokens[first:end])
    if month.text not in _EXACT_MONTHS and atom.year is None:
        return False
    if month.text in _WORDS_TOO and written[:1].islower() and atom.year is None and not has_ordinal:
        return False  # "the 12 may have left"
    if not any(
        token.kind == NUMBER and len(token.text) <= 2
        for token in tokens[first:end]
        if token.end <= month.start or token.start >= month.end
    ):
        return any(token.text == "of" for token in tokens[first:end])  # "the second of May", never "second March"
    if atom.year is None:
        return True
    return not atom.has_short_year or _is_short_year(tokens, end, text)


def _is_short_year(tokens: list[Token], end: int, text: str) -> bool:
    """ "14 March 12 officers" and "14 March, 12 officers" have no year."""
    figures, before = tokens[end - 1], tokens[end - 2]
    if before.text == "'" or figures.value > 31 or not figures.is_spaced:
        return True
    if before.text == ",":
        return False
    behind = tokens[end] if end < len(tokens) else None
    return behind is None or behind.kind != WORD or behind.text in _FUNCTION_WORDS


def _is_said_in_figures(atom: Atom, text: str, tokens: list[Token], first: int, end: int) -> bool:
    figures = next(at for at in range(first, end) if tokens[at].kind == NUMBER)
    last = max(at for at in range(first, end) if tokens[at].kind == NUMBER)
    begin, stop = tokens[figures].start, tokens[last].end
    written = text[begin:stop]
    if _JOINED_BEFORE.search(text[max(0, begin - 2) : begin]) or _JOINED_BEHIND.match(text, stop):
        return False
    if re.search(r"[^\d/.\- ]", written) or written.isdigit() or not re.search(r"[/.\-]", written):
        return False
    if " " in written and len(tokens[last].text) != 4 and len(tokens[figures].text) != 4:
        return False
    if atom.year is None:
        return (
            "/" in written and not _COUNTED.match(text, stop) and not _SCORED.search(text[max(0, begin - 16) : begin])
        )
    return not _NUMBERED.fullmatch(written) or bool(_DATED.search(text[max(0, begin - 12) : begin]))


def _said(place: _Place, tokens: list[Token], first: int, clocks: dict[int, int], start: int) -> DaySaid:
    end = place.end
    then = end + (end < len(tokens) and tokens[end].text == ",")
    stop = clocks.get(end) or clocks.get(then) or end
    while stop > end and tokens[stop - 1].text in ("on", "of", ","):
        stop -= 1
    atom = place.atom
    return DaySaid(
        start + tokens[first].start, start + tokens[end - 1].end, place.days, atom.month or 0, atom.year, atom.has_short_year,
        start + tokens[max(stop, end) - 1].end,
    )  # fmt: skip


def _closed(said: DaySaid, text: str) -> DaySaid:
    """With the bracket that "16/7/1997 (Wednesday)" opened."""
    if "(" in text[said.start : said.end] and text[said.end : said.end + 1] == ")":
        return replace(said, end=said.end + 1, with_clock=max(said.with_clock, said.end + 1))
    return said


# ---- for a wording that is no date --------------------------------------------------------------


def days_inside(tokens: list[Token], setting: Setting) -> list[Span]:
    """Every date with at least its year among these words, left to right."""
    series = SeriesFinder(tokens, Pieces(tokens, setting.rules))
    found: list[Span] = []
    at = 0
    while at < len(tokens):
        items = [item for item in series.items_at(at) if not item.atom.lacks_year and not item.atom.lacks_month]
        best = max(items, key=lambda item: item.end, default=None)
        if best is None:
            at += 1
            continue
        with contextlib.suppress(NotRead):  # no such day: it is no candidate
            found.append(best.atom.span().doubted(best.mark))
        at = best.end
    return found
