"""Which patterns can be met at all: the beginnings of a text's words, looked at before any pattern is tried.

A pattern begins at the beginning of a word. What its first letters can be is read from the pattern itself, so that
no list of them has to be kept beside it; a pattern whose beginning cannot be told is always tried. Twenty thousand
entries are read in two seconds by this, and in eleven without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from re import _constants as of  # type: ignore[attr-defined]  # the parts of a parsed pattern, stable since 3.11
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

LONGEST = 4
_WORD = re.compile(r"[a-z0-9]+")


def lowered(text: str) -> str:
    """In small letters, every letter still in its place: "İ" would become two."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(each.lower() if each.isascii() else each for each in text)


def heads_of(text: str) -> frozenset[str]:
    """The first two, three and four letters of every word."""
    words = {word[:LONGEST] for word in _WORD.findall(text.lower())}
    return frozenset(words | {word[:3] for word in words} | {word[:2] for word in words})


def beginnings(*patterns: str) -> frozenset[str] | None:
    """Every way a match of one of these can begin; nothing where that cannot be told."""
    found: set[str] = set()
    for pattern in patterns:
        told = _after(list(parser.parse(pattern, re.IGNORECASE)), {("", False)})
        if told is None or any(len(words) < (1 if is_whole else 2) for words, is_whole in told):
            return None
        found |= {words for words, _ in told}
    return frozenset(found)


def may_begin(heads: frozenset[str], wanted: frozenset[str] | None) -> bool:
    return wanted is None or not heads.isdisjoint(wanted)


Begun = set[tuple[str, bool]]  # the letters so far, and whether they are all that is needed


def _after(parts: Sequence[Any], begun: Begun) -> Begun | None:
    for op, about in parts:
        if all(is_whole for _, is_whole in begun):
            return begun
        told = _one(op, about, begun)
        if told is None:
            return None
        begun = told
    return begun


def _one(op: Any, about: Any, begun: Begun) -> Begun | None:
    if op is of.LITERAL:
        return {_longer(words, chr(about), is_whole) for words, is_whole in begun}
    if op is of.IN:
        letters = _letters(about)
        if letters is None:
            return None
        return {_longer(words, letter, is_whole) for words, is_whole in begun for letter in letters}
    if op is of.BRANCH:
        return _all(_after(list(each), begun) for each in about[1])
    if op is of.SUBPATTERN:
        return _after(list(about[3]), begun)
    if op in (of.MAX_REPEAT, of.MIN_REPEAT):
        least, most, inside = about
        once = _after(list(inside), begun)
        if once is None or (most > 1 and not all(is_whole for _, is_whole in once)):
            return None
        return once | begun if least == 0 else once
    return begun if op in (of.AT, of.ASSERT, of.ASSERT_NOT) else None


def _longer(words: str, letter: str, is_whole: bool) -> tuple[str, bool]:
    if is_whole:
        return words, True
    letter = letter.lower()
    if not _WORD.fullmatch(letter):
        return words, bool(words)  # the word has ended
    words += letter
    return words, len(words) == LONGEST


def _letters(about: Any) -> set[str] | None:
    found: set[str] = set()
    for op, what in about:
        if op is of.LITERAL:
            found.add(chr(what))
        elif op is of.RANGE and what[1] - what[0] < 30:
            found |= {chr(each) for each in range(what[0], what[1] + 1)}
        else:
            return None
    return found


def _all(told: Iterable[Begun | None]) -> Begun | None:
    found: Begun = set()
    for each in told:
        if each is None:
            return None
        found |= each
    return found


def as_tree(phrases: Iterable[str]) -> str:
    """Phrases as one pattern that looks at each letter once, the longest of two first."""
    tree: dict[str, Any] = {}
    for phrase in phrases:
        here = tree
        for letter in phrase:
            here = here.setdefault(letter, {})
        here[""] = {}
    return _written(tree)


def _written(tree: dict[str, Any]) -> str:
    ways = [_letter(letter) + _written(below) for letter, below in sorted(tree.items()) if letter]
    if not ways:
        return ""
    inside = f"(?:{'|'.join(ways)})" if len(ways) > 1 or "" in tree else ways[0]
    return f"{inside}?" if "" in tree else inside


def _letter(letter: str) -> str:
    if letter == " ":
        return r"\s+"
    return "['’]" if letter == "'" else re.escape(letter)
