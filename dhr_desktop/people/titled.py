"""A title before hardly a name: "Mr W", "Ms O'N", or a short surname one letter wrong, as in "Mr Pyke" for Pike.

Without the title none of these could be told from chance; with it somebody is meant, and the chair is asked whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .folding import fold
from .found import Answers, Found
from .roster import PERSON, Roster, parts_of
from .slips import ONE_EDIT, edits
from .weighing import Weigher
from .words import dictionary

TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx"})
_TITLED = re.compile(
    r"\b(?P<title>Mr|Mrs|Ms|Miss|Mx)\.?[ \u00a0](?P<name>[A-Z](?:['’‘][A-Z])?(?![\w'’‘-])|[A-Z][A-Za-z]{2,4}(?![\w-]))"
)
SHORT = ONE_EDIT - 1  # letters of a surname that is too short to be looked for misspelt by itself


class Titled:
    def __init__(self, roster: Roster, weigher: Weigher) -> None:
        self._roster, self._weigher = roster, weigher
        self._by_initial: dict[str, list[int]] = {}
        self._short: dict[str, list[int]] = {}
        self._called = {fold(each.called) for each in roster.identities.values()}
        for identity in roster.identities.values():
            for surname in {parts_of(name)[1] for name in identity.names} if identity.sort == PERSON else ():
                self._put(surname, identity.id)

    def _put(self, surname: tuple[str, ...], id: int) -> None:
        whole = "".join(surname)
        if not whole:
            return
        initials = {whole[0]} | (
            {f"{surname[0]}'{surname[1][0]}"} if len(surname) > 1 and len(surname[0]) == 1 else set()
        )
        for each in initials:
            self._by_initial.setdefault(each, []).append(id)
        if len(whole) == SHORT:
            self._short.setdefault(whole, []).append(id)

    def find(self, text: str, answers: Answers) -> Iterator[Found]:
        for match in _TITLED.finditer(text):
            name = fold(match["name"])
            is_letter = len(name) == 1 or "'" in name
            bearers = self._by_initial.get(name, []) if is_letter else self._misspelt(name)
            who = self._weigher.only_of_that_sex(tuple(dict.fromkeys(bearers)), match["title"].casefold())
            if not who or fold(match[0]) in self._called:
                continue
            answer = answers.get(match.span())
            if answer is None:
                yield Found(*match.span(), who, "initials" if is_letter else "name", False, not is_letter, is_bare=True)
            elif answer:
                yield Found(*match.span(), (answer,), "name", is_answered=True)

    def _misspelt(self, name: str) -> list[int]:
        if name in self._roster.forms or name in dictionary():
            return []
        near = (each for each in self._short if each[0] == name[0] and edits(name, each, 1) == 1)
        return [id for each in near for id in self._short[each]]
