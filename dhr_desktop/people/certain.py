"""Whom a name certainly means; and where that is not certain, why not, so that a person can be asked.

A name is replaced by somebody's only where no other reading is left: the full name as the register has it, or a form that
one person alone can bear, with title, sex, age and role agreeing. Everything else stays neutral and is a question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from .beside import Beside, beside
from .folding import fold, fold_name
from .found import Found, Row
from .roster import NAMED, NUMBER, ORGANISATION, PERSON, PLACE, TOKEN, Identity, Roster, parts_of
from .weighing import title_of

ADULT = 13  # younger, nobody is called Mr, Mrs or Ms
AWAY = 1  # years by which a stated age may be out
_ADULTS = frozenset({"mr", "mrs", "ms", "dr"})
_MALE, _FEMALE = frozenset({"mr", "master"}), frozenset({"mrs", "ms", "miss"})
_CERTAIN_SORTS = frozenset({PLACE, ORGANISATION, NUMBER})


class Why(Enum):
    """Why a name is not put under anybody's other name."""

    SEVERAL = "several people of the register have this name"
    WORD = "it may be just a word"
    SPELLING = "it is spelt otherwise than in the register"
    SHORT = "it is a short form, a middle name or initials that the register does not hold"
    STRANGER = "somebody of this name is in no register"
    ROLE = "it stands beside a role, so it may be a professional"
    PLACE = "it stands within what looks like the name of a place or an organisation"
    DIFFERS = "title, sex, age or kinship do not agree with the register"


WORD, NEUTRAL = 0, -1
"""Answers that name nobody: it is just a word, or it is to stay neutral."""

Asked = tuple[str, int, int]
"""What is asked once: a form as it is compared, in the rows of one agency that are about one person."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Whom one naming means: an id, or 0 and why that is not certain."""

    who: int
    why: Why | None = None
    could_be: tuple[int, ...] = ()
    form: str = ""  # as it is asked: with the words beside it that bear on it

    @property
    def is_certain(self) -> bool:
        return self.why is None


def asked_of(form: str, row: Row) -> Asked:
    return form, row.agency, row.about


class Judge:
    """Reads the namings of one roster."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._given: dict[int, frozenset[str]] = {}

    def read(self, found: Found, text: str, row: Row, settled: Mapping[Asked, int]) -> Reading:
        if found.is_answered:
            return Reading(found.who[0])
        identities = self._roster.identities
        if all(identities[id].sort in _CERTAIN_SORTS for id in found.who) and len(found.who) == 1:
            return Reading(found.who[0])
        title, at = title_of(text, found.start)
        form = text[at : found.end]
        said = beside(text, found.start, found.end, has_forename=not found.is_bare or self._is_forename(found, form))
        agreeing = tuple(id for id in found.who if self._agrees(identities[id], title, said, row, found))
        why = self._why(found, form, agreeing, said, row)
        if why is None:
            return Reading(agreeing[0])
        within = f"in {fold_name(text[slice(*found.within)])}" if found.within is not None else ""
        asked = " ".join(filter(None, (said.in_words, title, fold_name(form).removesuffix("'s"), within)))
        answer = settled.get(asked_of(asked, row))
        if answer is not None and answer > 0 and answer in identities:
            if self._contradicts(identities[answer], title, said, row):
                return Reading(0, Why.DIFFERS, found.who, asked)
            return Reading(answer)
        return Reading(0, why, agreeing or found.who, asked)

    def _why(self, found: Found, form: str, agreeing: tuple[int, ...], said: Beside, row: Row) -> Why | None:
        if found.within is not None:
            return Why.PLACE
        if found.is_other or (said.initial and found.is_bare and form[:1] != said.initial):
            return Why.STRANGER
        if not agreeing:
            return Why.ROLE if said.role else Why.DIFFERS
        if found.is_slip:
            return Why.SPELLING
        are_initials = found.kind == "initials"
        if found.is_guess or found.is_short or (are_initials and not self._holds(agreeing, form)):
            return Why.SHORT
        if not found.is_sure and not are_initials:  # in capitals, and held by the register
            return Why.WORD
        if len(agreeing) > 1:
            return Why.SEVERAL
        if found.is_bare and self._is_borne_by_others(form, row):
            return Why.STRANGER
        return None

    def _is_forename(self, found: Found, form: str) -> bool:
        words = TOKEN.findall(fold(form))
        return any(not self._given_of(id).isdisjoint(words) for id in found.who)

    def _given_of(self, id: int) -> frozenset[str]:
        held = self._given.get(id)
        if held is None:
            names = self._roster.identities[id].names
            held = self._given[id] = frozenset(token for name in names for each in parts_of(name)[0] for token in each)
        return held

    def _holds(self, who: tuple[int, ...], form: str) -> bool:
        """Whether the register itself has these initials."""
        letters = "".join(TOKEN.findall(fold(form)))
        return any(
            letters == "".join(TOKEN.findall(fold(each))) for id in who for each in self._roster.identities[id].initials
        )

    def _is_borne_by_others(self, form: str, row: Row) -> bool:
        """A surname anywhere in the case; a forename in the rows of the agency that names the other."""
        folded = fold(form).removesuffix("'s")
        words = TOKEN.findall(folded)
        words.append("".join(words))
        if not self._roster.others.isdisjoint(words):
            return True
        there = set().union(*(self._roster.others_there.get(each, ()) for each in words))
        return bool(there) and (not row.agency or row.agency in there)

    # ---- what agrees ------------------------------------------------------------------------------

    def _agrees(self, identity: Identity, title: str, said: Beside, row: Row, found: Found) -> bool:
        """Whether nothing beside the name speaks against it; a stated age must be known to fit where the name is not whole."""
        if identity.sort not in NAMED:
            return identity.sort != PERSON or not said.role
        if self._contradicts(identity, title, said, row):
            return False
        if identity.sort == PERSON and said.age is not None and not found.is_whole:
            return identity.born is not None and row.day is not None
        return True

    def _contradicts(self, identity: Identity, title: str, said: Beside, row: Row) -> bool:
        if said.role:
            return identity.sort == PERSON
        if said.kin and said.kin not in identity.role.casefold():
            return True
        sex = self._roster.sex_of(identity.id)
        wanted = "male" if title in _MALE else "female" if title in _FEMALE else said.sex
        if (sex and wanted and sex != wanted) or (sex and said.sex and sex != said.sex):
            return True
        age = _age_on(identity.born, row.day)
        if age is None:
            return False
        return (said.age is not None and abs(age - said.age) > AWAY) or (title in _ADULTS and age < ADULT)


def _age_on(born: date | None, day: date | None) -> int | None:
    if born is None or day is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
