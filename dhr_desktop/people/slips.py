"""Slips of the pen: a token one letter away from a registered name, or two where the name is long; and a forename's other spelling."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from string import ascii_lowercase

from .words import MONTHS, dictionary, forenames, short_names

LEAST_SQUEEZED = 5
LEAST_VARIED = 3
ONE_EDIT, TWO_EDITS = 5, 9  # letters a name has before one or two wrong ones are thought of


class Slips:
    """Which names a token may be meant for; each token is looked up once."""

    def __init__(self, names: Iterable[str], given: Iterable[str] = ()) -> None:
        self._names = {each for each in names if len(each) >= ONE_EDIT and each.isalpha()}
        self._by_piece: dict[str, set[str]] = {}
        for name in self._names:
            for piece in self._pieces(name):
                self._by_piece.setdefault(piece, set()).add(name)
        self._known: dict[str, tuple[str, ...]] = {}
        self._squeezed: dict[str, list[str]] = {}
        for name in self._names:
            self._squeezed.setdefault(squeezed(name), []).append(name)
        self._sounds: dict[str, list[str]] = {}
        for name in given:
            if len(name) >= LEAST_VARIED:
                self._sounds.setdefault(_sound(name), []).append(name)
        self._pairs: dict[tuple[str, str], bool] = {}
        self._near_words: dict[str, bool] = {}

    @staticmethod
    def _pieces(name: str) -> set[str]:
        """The name with up to two letters left out: two words an edit apart share one of these."""
        once = {name[:at] + name[at + 1 :] for at in range(len(name))}
        found = {name, *once}
        if len(name) >= TWO_EDITS - 2:
            for each in once:
                found |= {each[:at] + each[at + 1 :] for at in range(len(each))}
        return found

    def of(self, token: str) -> tuple[str, ...]:
        """The names this token may be a slip for; none for a word, a month or another forename."""
        held = self._known.get(token)
        if held is None:
            held = self._known[token] = self._look_up(token)
        return held

    def in_a_name(self, token: str, name: str) -> bool:
        """Whether it may be a slip for a name when the rest of that name stands beside it: words and forenames too."""
        key = (token, name)
        held = self._pairs.get(key)
        if held is None:
            close = len(name) >= 4 and token[:1] == name[:1] and token.isalpha() and edits(token, name, 1) <= 1
            held = self._pairs[key] = is_slip(token, name) or (close and token != name)
        return held

    def is_near_a_word(self, token: str) -> bool:
        """Whether a letter more, less or other makes it an ordinary word: then it is one misspelt, and no name."""
        held = self._near_words.get(token)
        if held is None:
            cuts = [(token[:at], token[at:]) for at in range(len(token) + 1)]
            shorter = (left + right[1:] for left, right in cuts if right)
            turned = (left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1)
            other = (left + each + right[1:] for left, right in cuts if right for each in ascii_lowercase)
            longer = (left + each + right for left, right in cuts for each in ascii_lowercase)
            held = any(each in dictionary() for each in chain(shorter, turned, other, longer))
            self._near_words[token] = held
        return held

    def _look_up(self, token: str) -> tuple[str, ...]:
        if len(token) < LEAST_VARIED or token in self._names or token in dictionary() or token in MONTHS:
            return ()
        if token in forenames():
            return tuple(each for each in self._sounds.get(_sound(token), ()) if each != token)
        if len(token) < ONE_EDIT - 1 or not token.isalpha():
            return ()
        if token.endswith("s") and (token[:-1] in dictionary() or token[:-1] in self._names):
            return ()
        near: set[str] = {each for each in self._squeezed.get(squeezed(token), ()) if len(token) >= LEAST_SQUEEZED}
        for piece in self._pieces(token):
            near |= self._by_piece.get(piece, set())
        return tuple(sorted(each for each in near if is_slip(token, each)))


def _sound(forename: str) -> str:
    """What Mark and Marc, Ann and Anne, Callum and Calum, Sarah and Sara, Stephen and Steven have in common."""
    plain = forename.replace("ph", "v").replace("h", "").replace("c", "k").replace("y", "i").replace("z", "s")
    return squeezed(plain[:-1] if plain.endswith("e") and len(plain) > LEAST_VARIED else plain)


def is_slip(token: str, name: str) -> bool:
    """One edit (a letter more, less, other, or two changed about) for five letters, two for nine."""
    if len(name) >= ONE_EDIT and len(token) >= LEAST_SQUEEZED and squeezed(token) == squeezed(name) and token != name:
        return True  # Wilmot, Willmott: letters doubled or not
    allowed = 2 if len(name) >= TWO_EDITS else 1 if len(name) >= ONE_EDIT else 0
    if token == name or abs(len(token) - len(name)) > allowed:
        return False
    if allowed == 1 and token[0] != name[0] and token[-1] != name[-1]:
        return False  # one wrong letter leaves one of its ends as it is
    return edits(token, name, allowed) <= allowed


def squeezed(word: str) -> str:
    """Without its doubled letters."""
    return "".join(letter for at, letter in enumerate(word) if not at or letter != word[at - 1])


def edits(one: str, other: str, most: int) -> int:
    """How many letters differ, counting two changed about as one; counted no further than is asked."""
    above_that: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        here = [row]
        for at, against in enumerate(other, 1):
            cost = min(above[at] + 1, here[at - 1] + 1, above[at - 1] + (letter != against))
            if row > 1 and at > 1 and letter == other[at - 2] and one[row - 2] == against:
                cost = min(cost, above_that[at - 2] + 1)
            here.append(cost)
        if min(here) > most:
            return most + 1
        above_that, above = above, here
    return above[-1]


def alike(written: str, forename: str) -> bool:
    """Iain for Ian, Karl for Carl, Kate for Katherine: near enough when the surname stands behind it, and no stranger."""
    if len(forename) < 3 or len(written) < 3:
        return False
    return edits(written, forename, 2) <= (1 if len(forename) < 6 else 2) or written in short_names().get(forename, ())
