"""British spelling and the slips of a tired typist, looked for and never mended: the words are the author's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"(?<![\w@/.\\-])[A-Za-z][A-Za-z’']*(?:-[A-Za-z’']+)*(?![\w@/\\])")
_TWICE = re.compile(r"\b(?P<word>[A-Za-z]{2,})[^\S\t]+(?P=word)\b", re.I)  # a tab stands between two cells
_MEANT_TWICE = frozenset({"had", "that", "is"})
_NO_END = re.compile(r"[a-z,;]\s*$")
SHORTEST_PARAGRAPH = 40
_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")
_ON_IN = re.compile(r"\b(?:on in|in on|at in|the a|a the|to to|of of)\b", re.I)
AMERICAN = {
    "behavior": "behaviour", "color": "colour", "counseling": "counselling", "counselor": "counsellor", "center": "centre", "defense": "defence",
    "favor": "favour", "harbor": "harbour", "honor": "honour", "labor": "labour", "neighbor": "neighbour", "neighborhood": "neighbourhood",
    "program": "programme", "traveled": "travelled", "traveling": "travelling", "canceled": "cancelled", "fulfill": "fulfil", "enrollment": "enrolment",
    "organization": "organisation", "organize": "organise", "recognize": "recognise", "realize": "realise", "apologize": "apologise",
    "judgment": "judgement", "gray": "grey", "skeptical": "sceptical", "pediatric": "paediatric",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slip:
    start: int
    end: int
    why: str


def slips_in(text: str, words: frozenset[str], known: frozenset[str] = frozenset()) -> Iterator[Slip]:
    """`words` of the language, written small; `known` are the case's own: names, agencies, the chair's additions."""
    for match in _WORD.finditer(text):
        said = match[0].replace("’", "'")
        folded = said.casefold()
        if folded in AMERICAN:
            yield Slip(*match.span(), f"American spelling; here “{AMERICAN[folded]}”")
        elif not _is_known(said, words, known):
            yield Slip(*match.span(), "in no dictionary of this program")
    for match in _TWICE.finditer(text):
        if match["word"].casefold() not in _MEANT_TWICE:
            yield Slip(*match.span(), "the same word twice")
    yield from (Slip(*match.span(), "two spaces") for match in _SPACES.finditer(text))
    yield from (Slip(*match.span(), "two small words that do not go together") for match in _ON_IN.finditer(text))
    if "“" in text and '"' in text:
        at = text.index('"')
        yield Slip(at, at + 1, "straight and curved quotation marks are mixed")


def _is_known(said: str, words: frozenset[str], known: frozenset[str]) -> bool:
    folded = said.casefold()
    if len(folded) < 3 or said.isupper() or any(letter.isupper() for letter in said[1:]):
        return True  # abbreviations have a check of their own
    if folded in words or folded in known:
        return True
    bare = folded.removesuffix("'s").removesuffix("'")
    if bare in words or bare in known:
        return True
    if "-" in folded:
        return all(_is_known(part, words, known) for part in folded.split("-") if part)
    for ending, instead in (
        ("s", ""),
        ("es", ""),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
        ("ies", "y"),
        ("ied", "y"),
        ("ly", ""),
        ("ily", "y"),
    ):
        if bare.endswith(ending) and f"{bare.removesuffix(ending)}{instead}" in words:
            return True
    prefixes = ("un", "re", "non", "co", "pre", "mis", "over", "under", "sub", "inter", "multi")
    return any(bare.startswith(each) and bare.removeprefix(each) in words for each in prefixes) or _is_contraction(
        folded, words
    )


def _is_contraction(folded: str, words: frozenset[str]) -> bool:
    stem, _, tail = folded.partition("'")
    return tail in ("t", "re", "ve", "ll", "d", "m") and (stem in words or stem.removesuffix("n") in words)


def is_unfinished(paragraph: str) -> bool:
    """A paragraph that ends without an end."""
    return len(paragraph) >= SHORTEST_PARAGRAPH and bool(_NO_END.search(paragraph))
