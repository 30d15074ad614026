"""An entry as it is handed in, and its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence with where it begins; "Dr. Annan" is one."""
    start = 0
    for end in _END.finditer(text):
        if _ABBREVIATED.search(text, start, end.start()):
            continue
        if text[start : end.start()].strip():
            yield start, text[start : end.start()]
        start = end.end()
    if text[start:].strip():
        yield start, text[start:]


def snippet(text: str, start: int, end: int, around: int = 40) -> str:
    """The words found, with what stands beside them, whole words only."""
    first, last = max(start - around, 0), min(end + around, len(text))
    while first > 0 and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and not text[last].isspace():
        last += 1
    before, after = "…" if first else "", "…" if last < len(text) else ""
    return f"{before}{' '.join(text[first:last].split())}{after}"
