"""The words of this field: what shorthand stands for, what words speak of what happening, what names an agency.

The lists are data (resources/matching), so that a word an agency uses can be added without a programmer.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from dhr_desktop.system.folders import resources

_TOKEN = re.compile(r"[a-z&][a-z&']*|\d+")
_ENDINGS = ("ings", "ing", "ies", "ied", "edly", "ed", "es", "s", "ly")
_SMALL = frozenset(
    "a an and are as at be been by for from had has have he her hers him his i in is it its me my no not of on or our "
    "she so than that the their them then there they this to up us was we were when which who will with you did do "
    "does if into out over she'd he'd re also all any but about after before can could would should said says say "
    "due mr mrs ms miss dr".split()
)  # fmt: skip


def stem(word: str) -> str:
    """A word without its ending, roughly: enough for "attended" to meet "attends"."""
    word = word.replace("'s", "").strip("'")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            whole = word[: -len(ending)]
            if ending in ("ies", "ied"):
                return whole + "y"
            if len(whole) > 3 and whole[-1] == whole[-2] and whole[-1] not in "ls":
                return whole[:-1]
            return whole.rstrip("e") if len(whole) > 3 else whole
    return word.rstrip("e") if len(word) > 4 else word


class Phrases:
    """Phrases of stems, found in a text wherever they stand in it."""

    def begins(self, word: str) -> bool:
        """Whether a phrase begins with this stem."""
        return word in self._by_first

    def __init__(self, listed: Iterable[tuple[str, Iterable[tuple[str, ...]]]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, phrases in listed:
            for phrase in phrases:
                if phrase:
                    self._by_first.setdefault(phrase[0], []).append((phrase, name))

    def found_in(self, stems: list[str]) -> Iterator[tuple[str, int]]:
        """The name of each phrase met, and where it begins; "cardiac arrest" is no arrest."""
        covered = 0  # up to here a longer phrase has said what it is
        for at, first in enumerate(stems):
            if first not in self._by_first:
                continue
            found = [
                (len(phrase), name)
                for phrase, name in self._by_first[first]
                if len(phrase) == 1 or tuple(stems[at : at + len(phrase)]) == phrase
            ]
            if not found:
                continue
            longest = max(length for length, _ in found)
            if longest == 1 and at < covered:
                continue
            for length, name in found:
                if length > 1 or longest == 1:
                    yield name, at
            covered = max(covered, at + longest if longest > 1 else 0)


@dataclass(frozen=True, slots=True)
class Lexicon:
    shorthand: dict[str, tuple[str, ...]]
    concepts: Phrases
    concept_words: dict[str, str]
    families: dict[str, frozenset[str]]  # a concept: the wider things it belongs to
    family_words: dict[str, str]
    mentions: Phrases
    names: Phrases
    kind_words: dict[str, str]

    def is_of_the_field(self, word: str) -> bool:
        """Whether a phrase of what happens, or of an agency, begins with this stem; shorthand is of the field."""
        return self.concepts.begins(word) or self.mentions.begins(word) or word in self.shorthand

    def stems(self, text: str, met: dict[str, tuple[str, ...]] | None = None) -> list[str]:
        """The words of a text, shorthand written out, each without its ending.

        `met` remembers words for the length of one run; nothing of a case is remembered longer.
        """
        met = {} if met is None else met
        found: list[str] = []
        for token in _TOKEN.findall(text.lower().replace("\u2019", "'")):
            whole = met.get(token)
            if whole is None:
                whole = met[token] = self.shorthand.get(token) or (stem(token),)
            found.extend(whole)
        return found


def is_small(word: str) -> bool:
    """A word so common that sharing it says nothing."""
    return word in _SMALL or len(word) < 2


def _table(name: str) -> list[dict[str, str]]:
    with (resources() / "matching" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def lexicon() -> Lexicon:
    shorthand: dict[str, tuple[str, ...]] = {}
    for row in _table("shorthand.csv"):
        shorthand[row["short"]] = tuple(stem(each) for each in row["whole"].split())
    bare = Lexicon(shorthand, Phrases(()), {}, {}, {}, Phrases(()), Phrases(()), {})

    def phrases(listed: str) -> list[tuple[str, ...]]:
        return [tuple(bare.stems(each)) for each in listed.split(";") if each.strip()]

    concepts, kinds = _table("concepts.csv"), _table("agency_kinds.csv")
    wider = _table("families.csv")
    families: dict[str, set[str]] = {}
    for row in wider:
        for concept in row["concepts"].split(";"):
            families.setdefault(concept, set()).add(row["family"])
    return Lexicon(
        shorthand,
        Phrases((row["concept"], phrases(row["phrases"])) for row in concepts),
        {row["concept"]: row["words"] for row in concepts},
        {concept: frozenset(each) for concept, each in families.items()},
        {row["family"]: row["words"] for row in wider},
        Phrases((row["kind"], phrases(row["mentioned"])) for row in kinds),
        Phrases((row["kind"], phrases(row["named"])) for row in kinds),
        {row["kind"]: row["words"] for row in kinds},
    )


# what others call it as well: "the hospital" may be the women's hospital
_ALSO = {"maternity": "hospital", "children's hospital": "hospital", "landlord": "housing", "nursery": "school"}


def kinds_of_agency(name: str) -> frozenset[str]:
    """What sort of agency a name speaks of: "Eastmere Police" is the police."""
    book = lexicon()
    found = {kind for kind, _ in book.names.found_in(book.stems(name))}
    if len(found) > 1:  # "mental health NHS foundation trust" is no acute hospital, "children's" no voluntary body
        found -= {"voluntary"}
    if len(found) > 1 and found & {
        "mental health",
        "ambulance",
        "community health",
        "gp",
        "urgent care",
        "sexual health",
    }:
        found -= {"hospital"}
    if "domestic abuse" in found:
        found -= {"adults", "housing"}
    if "adults" in found and "child" not in name.casefold():  # adult social care is no children's
        found -= {"children"}
    found |= {wider for each, wider in _ALSO.items() if each in found}
    return frozenset(found)


_OF_MANY = frozenset(
    stem(each)
    for each in "nhs trust foundation service services council borough london city county unit team and of the for hospital "
    "hospitals school police constabulary general practice primary health care social children adult housing partnership "
    "university national community centre st mental abuse domestic probation prison homes surgery medical provider "
    "employer women's children's support victim family group association city".split()
)


def own_name(name: str, all_names: Iterable[str]) -> frozenset[str]:
    """The words of a name that no other agency of the case bears, and that are no common words of such names."""
    bare = lexicon()
    others = {word for each in all_names if each != name for word in bare.stems(each)}
    return frozenset(word for word in bare.stems(name) if len(word) > 3 and word not in others and word not in _OF_MANY)
