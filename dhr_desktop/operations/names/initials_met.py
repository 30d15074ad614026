"""Initials in capitals that nobody registered: "MW said" may be somebody, or an abbreviation nobody has explained.

They are proposed to the chair and never put in anybody's place by themselves; with dots between them they are known for
initials and hidden already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhr_desktop.core.agencies import Agency
from dhr_desktop.operations.reference import vocabularies
from dhr_desktop.people.folding import fold
from dhr_desktop.people.patterns import ROLES
from dhr_desktop.people.roster import PERSON, TOKEN, Identity, parts_of
from dhr_desktop.storage.case_file import CaseFile

_CAPITALS = re.compile(r"(?<![\w.'’&/-])[A-Z]{2,4}(?![\w'’&/-]|\.\w)")


class Initials:
    """Whose initials letters may be, in one case; none that stand for something else there."""

    def __init__(self, case: CaseFile, identities: list[Identity]) -> None:
        taken = {each for identity in identities for each in _registered(identity)} | _explained(case)
        self._of: dict[str, list[Identity]] = {}
        for identity in identities:
            for letters in _letters(identity) - taken:
                self._of.setdefault(letters, []).append(identity)

    def find(self, text: str) -> Iterator[tuple[int, int, list[Identity]]]:
        """Where such letters stand, and whose they may be; a text all in capitals has nothing to go by."""
        if not self._of or text.isupper():
            return
        for match in _CAPITALS.finditer(text):
            of = self._of.get(match[0].casefold())
            if of:
                yield *match.span(), of


def _letters(identity: Identity) -> set[str]:
    """MW, and MDW for Mark Dean Wellcott."""
    if identity.sort != PERSON or not identity.names:
        return set()
    forenames, surname = parts_of(identity.names[0])
    if not forenames or not surname:
        return set()
    every = "".join(each[0][:1] for each in (*forenames, surname))
    return {every[0] + every[-1], every} if len(every) <= 4 else {every[0] + every[-1]}


def _registered(identity: Identity) -> Iterator[str]:
    for each in identity.initials:
        yield "".join(TOKEN.findall(fold(each)))


def _explained(case: CaseFile) -> set[str]:
    """Abbreviations that mean something else: of the glossary, of roles, of agencies."""
    told = [each.term for each in vocabularies.terms(case, "glossary")] + list(ROLES)
    told += [each.short_name for each in case.all(Agency)]
    return {fold(each) for each in told}
