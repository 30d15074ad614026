"""What a word is, and when two readers see the same one. Every tolerance of the measure stands here, with its reason.

1. Case, compatibility forms (ligatures, full-width figures), soft hyphens, zero-width marks and zero bytes are looks, not words.
2. Punctuation parts words: "12/03/2021" is three of them. Signs without a letter or a figure are not compared.
3. Figures of a workbook are shown in a form that readers choose (41334, 28/02/2013, 28-Feb): a cell that holds only
   figures counts as held when our cell at the same sheet, row and column holds anything; both are then set aside, so
   that a figure in our cell stands in for no figure elsewhere. Cells with words never are.
4. Readers part words differently where a run, a line or a cell ends. A word that we hold nowhere counts as held when
   its letters and those of its neighbours stand in the same order in what we hold. Of a page of print, where every
   reader guesses the spaces, that is asked of any word whose count falls short.
5. "_x000D_" in a workbook is how its format writes a character that XML cannot hold.
6. A sheet that the program names as not read (a sheet of macros is a program, and no page shows it) is an exception of its own.
7. The count matters: a word that stands twice in the file and once with us is lost once.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

Place = tuple[str, int, int]  # the sheet's name folded, the row from 1, the column from 0

_UNSEEN = dict.fromkeys([0x0000, 0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F])
_WORD = re.compile(r"[^\W_]+")
_NAMES_OF_FIGURES = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?|am|pm|true|false|e|eur|usd|gbp|err|ref|value|name|num|div|null|n a)\b"
)


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def folded(text: str) -> str:
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
    return unicodedata.normalize("NFKC", text.translate(_UNSEEN)).casefold()


def words_of(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def is_only_figures(text: str) -> bool:
    """A number, a date, a time, an amount, a truth or an error: what a program may show in several forms."""
    left = _NAMES_OF_FIGURES.sub("", re.sub(r"[^\w]+|_|(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)", " ", folded(text)))
    return not any(each.isalpha() for each in left)


def sheet_key(name: str) -> str:
    return "".join(words_of(name))


@dataclass(frozen=True, slots=True)
class Piece:
    """What a reader sees in one place. `is_figure`: the file itself holds a number there, or nothing but figures stand there."""

    text: str
    place: Place | None = None
    is_figure: bool = False


@dataclass(slots=True)
class Reading:
    """What one independent reader made of a file; `trouble` when it made nothing of it."""

    reader: str
    pieces: list[Piece] = field(default_factory=list)
    trouble: str = ""
    parts_freely: bool = False  # it guesses where a word ends: a page of print has no spaces
    others: list[Reading] = field(default_factory=list)  # the same file as it may be read otherwise
    is_counted: bool = True  # False: shown beside the losses, since the file itself may not hold it


@dataclass(slots=True)
class Held:
    """What we hold of a file once it is in: the texts, and the cells that hold anything."""

    texts: list[str] = field(default_factory=list)
    places: dict[Place, str] = field(default_factory=dict)
    of_rows: dict[tuple[str, int], list[str]] = field(default_factory=dict)  # what became of each row of a sheet
    not_read: set[str] = field(default_factory=set)  # sheets, by their folded names, said not to be read
    refusal: str = ""
    outcome: str = ""
    entries: int = 0
    rows: int = 0
    seconds: float = 0.0
    trouble: str = ""  # a crash, a hang: no answer at all


@dataclass(slots=True)
class Missing:
    """Words one reader sees and we do not hold, each as often as it is missing, with a look at where."""

    reader: str
    seen: int = 0
    words: Counter[str] = field(default_factory=Counter)
    around: dict[str, str] = field(default_factory=dict)
    is_counted: bool = True

    @property
    def count(self) -> int:
        return self.words.total()


LONGEST_LOOK = 90


def compare(reading: Reading, held: Held) -> Missing:
    ours = Counter(word for text in held.texts for word in words_of(text))
    missing = Missing(reading.reader)
    order: list[str] = []
    wanted: Counter[str] = Counter()
    where: dict[str, list[int]] = {}
    looks: dict[str, list[str]] = {}
    for piece in reading.pieces:
        found = words_of(piece.text)
        missing.seen += len(found)
        if piece.place is not None and piece.place[0] in held.not_read:
            continue
        if piece.is_figure and piece.place is not None and piece.place in held.places:
            if is_only_figures(held.places[piece.place]):
                for word in words_of(held.places[piece.place]):
                    ours[word] = max(0, ours[word] - 1)
            continue
        for word in found:
            where.setdefault(word, []).append(len(order))
            order.append(word)
        for word in set(found):
            looks.setdefault(word, []).append(piece.text)
        wanted.update(found)
    short = {word: count - max(0, ours[word]) for word, count in wanted.items() if count > max(0, ours[word])}
    if not short:
        return missing
    letters = _joined(held.texts)
    for word, count in short.items():
        if ours[word] <= 0 or reading.parts_freely:
            count = min(count, sum(not _stands_joined(at, order, letters) for at in where[word]))
        if count > 0:
            missing.words[word] = count
            missing.around[word] = _look(word, looks[word])
    return missing


def _joined(texts: Iterable[str]) -> str:
    return "".join(word for text in texts for word in words_of(text))


FEWEST_LETTERS, MOST_NEIGHBOURS = 8, 4


def _stands_joined(at: int, order: list[str], letters: str) -> bool:
    """Rule 4: with as many neighbours on each side as make it long enough to be told by."""
    for reach in range(1, MOST_NEIGHBOURS + 1):
        with_neighbours = "".join(order[max(0, at - reach) : at + reach + 1])
        if len(with_neighbours) >= FEWEST_LETTERS:
            return with_neighbours in letters
    return False


def _look(word: str, texts: list[str]) -> str:
    text = " ".join(folded(texts[-1]).split())
    at = max(0, text.find(word) - LONGEST_LOOK // 3)
    return text[at : at + LONGEST_LOOK]
