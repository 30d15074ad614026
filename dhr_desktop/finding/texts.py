"""An entry as it is handed in, and its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .heads import heads_of

LONGEST = 6_000  # of a text of 30,000 letters the rest is read by the chair alone
_END = re.compile(r"(?<=[.!?])\s+|\n+")
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|No|re|approx|ref|St)\.$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Text:
    """What one agency wrote of one contact."""

    id: int
    agency: int
    kinds: frozenset[str]  # what sort of agency wrote it
    text: str
    heads: frozenset[str]  # the beginnings of its words
    sentences: tuple[str, ...]

    @classmethod
    def of(cls, id: int, agency: int, kinds: frozenset[str], text: str) -> Text:
        text = text[:LONGEST]
        return cls(id, agency, kinds, text, heads_of(text), tuple(sentences(text)))


def sentences(text: str) -> Iterator[str]:
    """Each sentence; "Dr. Annan" ends none."""
    start = 0
    for end in _END.finditer(text):
        if _ABBREVIATED.search(text, max(start, end.start() - 9), end.start()):
            continue
        if text[start : end.start()].strip():
            yield text[start : end.start()]
        start = end.end()
    if text[start:].strip():
        yield text[start:]


def snippet(text: str, start: int, end: int, around: int = 40) -> str:
    """The words found, with what stands beside them, whole words only."""
    first, last = max(start - around, 0), min(end + around, len(text))
    while first > 0 and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and not text[last].isspace():
        last += 1
    before, after = "…" if first else "", "…" if last < len(text) else ""
    return f"{before}{' '.join(text[first:last].split())}{after}"
