"""What LibreOffice makes and the file does not hold: formulas worked out again, pivot tables drawn again, labels of lists and
marks of notes.

LibreOffice shows a document as it would be today. Where another independent reader of the same file sees the cells, a cell
that LibreOffice fills otherwise than every one of them is shown apart and not counted: the program keeps what was saved
last, as its manual says. A label is what LibreOffice writes before a paragraph that another reader sees without it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from .words import Piece, Reading, words_of

LIBREOFFICE, ALONE = "LibreOffice", "LibreOffice alone"
LONGEST_LABEL = 8  # words
Lines = Mapping[tuple[str, ...], str]


def parted(readings: Sequence[Reading]) -> list[Reading]:
    """The readings, with LibreOffice's parted into what others see too and what it sees alone."""
    others = [each for each in readings if each.reader != LIBREOFFICE and each.pieces]
    found = []
    for reading in readings:
        if reading.reader != LIBREOFFICE or not others:
            found.append(reading)
        elif any(piece.place for piece in reading.pieces):
            found += _cells_parted(reading, others)
        else:
            found.append(_without_labels(reading, others))
    return found


def _cells_parted(reading: Reading, others: Sequence[Reading]) -> list[Reading]:
    """Where others see a number, figures and words in LibreOffice's cell are that number in its format: they do count."""
    seen: dict[object, list[Piece]] = {}
    for piece in (piece for each in others for piece in each.pieces if piece.place):
        seen.setdefault(piece.place, []).append(piece)
    if not seen:
        return [reading]
    agreed: list[Piece] = []
    alone: list[Piece] = []
    for piece in reading.pieces:
        there, words = seen.get(piece.place, []), words_of(piece.text)
        has_figures = any(letter.isdigit() for letter in piece.text)
        is_saved = any(
            piece.is_figure or (each.is_figure and has_figures) or words_of(each.text) == words for each in there
        )
        (agreed if is_saved else alone).append(piece)
    return [replace(reading, pieces=agreed), replace(reading, reader=ALONE, pieces=alone, trouble="", is_counted=False)]


_MARK = re.compile(r"(?<=[^\W\d])(?:\d{1,3}|[ivx]{1,5})$")


def _key(words: Sequence[str]) -> tuple[str, ...]:
    """A line without the marks of its notes, which LibreOffice writes against the word before."""
    return tuple(_MARK.sub("", word) for word in words)


def _without_labels(reading: Reading, others: Sequence[Reading]) -> Reading:
    lines = [words_of(piece.text) for each in others for piece in each.pieces]
    whole = {tuple(words): " ".join(words) for words in lines}
    unmarked = {_key(words): " ".join(words) for words in lines}
    single = {word for words in lines for word in words}
    return replace(reading, pieces=[_bare(piece, whole, unmarked, single) for piece in reading.pieces])


def _bare(piece: Piece, whole: Lines, unmarked: Lines, single: set[str]) -> Piece:
    """The line as others hold it; where none holds it, each word without a mark that no other reader sees on it."""
    words = words_of(piece.text)
    for lines, key in ((whole, tuple(words)), (unmarked, _key(words))):
        for at in range(min(LONGEST_LABEL, len(key) - 1) + 1):
            if key[at:] in lines:
                return replace(piece, text=lines[key[at:]])
    bare = [word if word in single or (stem := _MARK.sub("", word)) not in single else stem for word in words]
    return replace(piece, text=" ".join(bare))
