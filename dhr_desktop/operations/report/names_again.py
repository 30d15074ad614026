"""Words edited under pseudonyms, with the real names again wherever the draft had put another in their place.

The draft that left is compared with the words it was made from: each run that differs is a name, a number or a date told
otherwise. What came back is compared with the draft: where a run is still as it was sent, the real words stand again. A
pseudonym written anew becomes the name it stood for in the same words; one that stood for nothing there is left, and said.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dhr_desktop.people.masking import NAME, NUMBERED, OF_WORK
from dhr_desktop.writing.prose import Block, read, written

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of the draft, and what it was made from."""

    sent: tuple[str, ...]
    own: str
    is_changed: bool


_NEUTRAL = frozenset(each.strip("[]") for each in (NAME, NUMBERED, OF_WORK))

Known = Mapping[tuple[str, ...], str]
"""What the draft said instead, as tokens, and the words it said so for."""


def with_names_again(own: Sequence[Block], sent: Sequence[Block], came: Sequence[Block], known: Known) -> list[Block]:
    """What came, block for block, in the words of the working edition."""
    again = read(real_words(written(own), written(sent), written(came), known))
    return again if len(again) == len(came) else list(came)


def told_otherwise(own: Sequence[Block], sent: Sequence[Block]) -> Known:
    """Each name, number and date that the draft told otherwise; of one told so for several, the first."""
    pieces = _pieces(_TOKEN.findall(written(own)), _TOKEN.findall(written(sent)))
    return {piece.sent: piece.own for piece in reversed(pieces) if piece.is_changed and _has_letters(piece)}


def real_words(own: str, sent: str, came: str, known: Known) -> str:
    pieces = _pieces(_TOKEN.findall(own), _TOKEN.findall(sent))
    starts, draft = [], list[str]()
    for piece in pieces:
        starts.append(len(draft))
        draft += piece.sent
    back = _TOKEN.findall(came)
    made = ""
    for sort, a, b, c, d in difflib.SequenceMatcher(None, draft, back, autojunk=False).get_opcodes():
        made += _unchanged(pieces, starts, a, b) if sort == "equal" else _fresh(known, back[c:d])
    return made


def _pieces(own: list[str], sent: list[str]) -> list[_Piece]:
    """The draft token by token where it says what we say, and run by run where it says something else.

    What the draft leaves out, the clock of a coarse date, goes with the words behind it, or before it at the end.
    """
    made: list[_Piece] = []
    left_out = ""
    for sort, a, b, c, d in difflib.SequenceMatcher(None, own, sent, autojunk=False).get_opcodes():
        if sort == "equal":
            made += [_Piece((token,), token, False) for token in sent[c:d]]
            made[c - d] = replace(made[c - d], own=left_out + made[c - d].own)
        elif c == d:
            left_out = "".join(own[a:b])
            continue
        else:
            made.append(_Piece(tuple(sent[c:d]), left_out + "".join(own[a:b]), True))
        left_out = ""
    if left_out and made:
        made[-1] = replace(made[-1], own=made[-1].own + left_out)
    return made


def _unchanged(pieces: Sequence[_Piece], starts: Sequence[int], first: int, end: int) -> str:
    """A run of the draft that came back as it was: our own words, but of a piece only part of which is in it."""
    made = ""
    for piece, start in zip(pieces, starts, strict=True):
        stop = start + len(piece.sent)
        if stop <= first:
            continue
        if start >= end:
            break
        is_whole = start >= first and stop <= end
        made += piece.own if is_whole else "".join(piece.sent[max(0, first - start) : end - start])
    return made


def _fresh(known: Known, tokens: list[str]) -> str:
    """Words that are new; a pseudonym among them is the name it stood for in the same section."""
    made, at = "", 0
    while at < len(tokens):
        found = next((run for run in known if tuple(tokens[at : at + len(run)]) == run), None)
        made += known[found] if found else tokens[at]
        at += len(found) if found else 1
    return made


def _has_letters(piece: _Piece) -> bool:
    """A neutral word stands for nobody in particular: where it is written anew it stays what it is."""
    said = "".join(piece.sent).strip("[]")
    if said in _NEUTRAL:
        return False
    return any(each.isalpha() for token in piece.sent for each in token) and bool(piece.own.strip())
