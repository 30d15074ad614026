"""The gate's own look for names: letters only, figures read as letters, nothing of how the masking reads a text.

Whatever the masking passes over – a name behind a role, one spelt apart or with a nought in it – is met here. It knows
nothing of titles or sentences: a part of a name that is an ordinary word is passed over where it is written as words are.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import day_abbr, day_name, month_abbr, month_name
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dhr_desktop.system.folders import resources

LEAST_ALONE = 4  # letters of a single part
LEAST_ANYWHERE = 8  # letters of a whole name, before it is looked for within a longer run of letters
WIDEST_GAP = 3  # marks and blanks between two parts of a whole name
_FIGURES = {"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "i": "l"}
_APOSTROPHES = "'’‘ʼ`´"
_ODD = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}

Spelt = tuple[int, int, int]
"""Where a name stands in the text as written, and whose it is."""


@dataclass(frozen=True, slots=True)
class _Sought:
    letters: str  # as they are
    key: str  # with what may be a figure in its place
    who: int
    is_whole: bool
    is_word: bool = False  # looked for only where nobody writes a word so: letter by letter, or with a figure in it


class OwnSearch:
    """Looks for the parts of names, and for whole names, in any spelling of their letters."""

    def __init__(self, names: Iterable[tuple[int, str]], passed_over: Sequence[str] = ()) -> None:
        self._passed_over = tuple(each for each in passed_over if " " in each.strip())
        self._sought = list(dict.fromkeys(each for who, name in names for each in _sought(who, name)))

    def find(self, text: str) -> Iterator[Spelt]:
        """Each place where a name's letters stand, the longest name first."""
        letters, keys, places = _read(self._without_passed_over(text))
        for each in self._sought:
            at = keys.find(each.key)
            while at >= 0:
                end = at + len(each.key)
                start, stop = places[at], places[end - 1] + 1
                if _is_spelt(each, letters[at:end], text, start, stop):
                    yield start, stop, each.who
                at = keys.find(each.key, at + 1)

    def _without_passed_over(self, text: str) -> str:
        """Letter for letter as long, so that places stay what they are."""
        for each in self._passed_over:
            if each in text:
                text = text.replace(each, " " * len(each))
        return text


def _sought(who: int, name: str) -> Iterator[_Sought]:
    parts = [each for each in (_read(part)[0] for part in name.replace("-", " ").split()) if each]
    if len(parts) > 1:
        for whole in dict.fromkeys(("".join(parts), parts[0] + parts[-1], parts[-1] + parts[0])):
            yield _Sought(whole, _key(whole), who, True)
    for part in parts:
        if len(part) >= LEAST_ALONE:
            yield _Sought(part, _key(part), who, False, part in _words())


def _read(text: str) -> tuple[str, str, list[int]]:
    """The letters, small and without accents, what they are compared by, and where each stood."""
    letters, places = [], []
    for at, written in enumerate(text):
        for letter in _letters_of(written):
            letters.append(letter)
            places.append(at)
    run = "".join(letters)
    return run, _key(run), places


@cache
def _letters_of(written: str) -> str:
    plain = "".join(_ODD.get(each, each) for each in unicodedata.normalize("NFKD", written).casefold())
    return "".join(each for each in plain if each.isalpha() or each in _FIGURES)


def _key(letters: str) -> str:
    return letters.translate(_KEYS)


_KEYS = str.maketrans(_FIGURES)


def _is_spelt(sought: _Sought, letters: str, text: str, start: int, stop: int) -> bool:
    """Whether it is the name: letter for letter or with a figure or two, in one run, letter by letter, or part by part."""
    figures = sum(not each.isalpha() for each in letters)
    if (figures == 0 and letters != sought.letters) or figures * 2 > len(letters):
        return False
    is_apart = not (_goes_on(text, start - 1) or _goes_on(text, stop))
    gaps = _gaps(text[start:stop])
    if sought.is_whole and len(letters) >= LEAST_ANYWHERE and sum(gaps) <= WIDEST_GAP:
        return True
    if not is_apart:
        return False
    is_letter_by_letter = len(gaps) == len(letters) - 1 and max(gaps, default=0) <= WIDEST_GAP
    are_parts = sought.is_whole and len(gaps) <= 1 and sum(gaps) <= WIDEST_GAP and text[start].isupper()
    if sought.is_word and not gaps and not figures:
        return False
    return not gaps or is_letter_by_letter or are_parts


def _goes_on(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isalpha()


def _gaps(written: str) -> list[int]:
    """How many marks or blanks stand between one letter and the next, where any do; what is not seen counts for none."""
    gaps, wide = [], 0
    for letter in written:
        if _letters_of(letter):
            gaps += [wide] if wide else []
            wide = 0
        elif letter not in _APOSTROPHES and unicodedata.category(letter) not in ("Cf", "Mn"):
            wide += 1
    return gaps


@cache
def _words() -> frozenset[str]:
    """Words that are written small, those of rank and work, and the months and days, which no coarse date could do without."""
    roles = (resources() / "people" / "roles.csv").read_text("utf-8").casefold()
    calendar = (*month_name, *month_abbr, *day_name, *day_abbr)
    return frozenset((resources() / "words" / "british.txt").read_text("utf-8").split()) | {
        *(each.casefold() for each in calendar),
        *re.findall(r"[^\W\d_]+", roles),
    }
