"""Names of organisations and places within a text: a surname in one may be nobody's.

"Birmingham Cross City CCG" names no Mr Cross. What the case's own agencies and well-known places are called is known, and is
left as it stands. A run of capitalised words that ends as organisations do is only guessed to be one: a name in it is asked about, never passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .folding import fold
from .roster import TOKEN
from .words import known_places

HEADS = (
    "CCG|ICB|NHS|Trust|Hospital|Infirmary|Hospice|Council|Constabulary|Police Station|Court|Crown Court|School|Academy|College|University|"
    "Centre|Foundation|Association|Partnership|Health Board|Church|Cathedral|Mosque|Temple|Prison|HMP|Magistrates|Station|Bridge|"
    "Road|Street|Avenue|Lane|Park|Ward|Constituency|Borough|Nursery|House|Hall|Farm|Gardens|Close|Crescent|Estate|Hotel|Library|Surgery|Practice|Clinic|Lodge|Charity|Services?"
)
_WORD = r"(?:[A-ZÀ-Þ][\w'’.-]*|[A-Z]\.)"
_RUN = re.compile(rf"\b(?:{_WORD}[ \u00a0](?:(?:of|upon|&|le)[ \u00a0])*){{1,7}}(?:{HEADS})\b")
_HEAD_WORDS = frozenset(re.sub(r"\W+", " ", HEADS).casefold().split()) | {"service", "services"}
LEAST = 2
"""Words of a run: "Stone Hospital"."""
_OPENERS = frozenset(
    "the a an at in on to from with by and or for of letter report referral call visit contact dear mr mrs ms miss mx dr when while "
    "after before if then she he they her his their this that seen told".split()
)


class Organisations:
    """Where a text names an organisation or a place by more than one name."""

    def __init__(self, names: Iterable[str]) -> None:
        self._known = {tuple(TOKEN.findall(fold(name))) for name in (*names, *known_places())} - {()}
        self._firsts = {name[0] for name in self._known if len(name) > 1}
        firsts = sorted(
            {each for name in self._known if len(name) > 1 for each in [r"\W{1,3}".join(name)]}, key=len, reverse=True
        )
        self._pattern = re.compile(rf"\b(?:{'|'.join(firsts)})\b") if firsts else None

    def known(self, text: str, folded: str) -> Iterator[tuple[int, int]]:
        """Where the case's own agencies and known places are named, with a capital."""
        is_likely = len(folded) == len(text) and any(each in folded for each in self._firsts)
        if self._pattern is not None and is_likely:
            spans = (each.span() for each in self._pattern.finditer(folded))
            yield from (each for each in spans if text[each[0]].isupper())

    def guessed(self, text: str, folded: str) -> Iterator[tuple[int, int]]:
        """Runs that end as an organisation does."""
        if not _HEAD_WORDS.isdisjoint(folded.split()) or any(each in text for each in ("CCG", "NHS", "HMP", "ICB")):
            for match in _RUN.finditer(text):
                start = match.start() + _opening(match[0])
                words = [
                    each for each in TOKEN.findall(text[start : match.end()]) if len(each) > 1 and each[0].isupper()
                ]
                if len(words) >= LEAST and not words[0].isupper():
                    yield start, match.end()


def _opening(run: str) -> int:
    """How long the words are that only open the sentence."""
    at = 0
    for word in run.split(" "):
        if word.casefold().rstrip(".") not in _OPENERS:
            return at
        at += len(word) + 1
    return at
