"""Text as an edition may print it: every registered name under its other name, numbers out, dates as coarse as it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dhr_desktop.core.people import main_role

from .certain import WORD, Asked, Judge, Why, asked_of
from .finding_names import NameFinder
from .found import NOWHERE, Answers, Found, Row
from .roster import NUMBER, PROFESSIONAL, WORKER, Identity
from .written_dates import dates_in

FULL = "full"
NAME, NUMBERED, OF_WORK = "[name]", "[number]", "a professional"
"""What stands where nobody, or nobody certain, may be named."""
_STARTS = (".", "!", "?", "\n", ":", "•", "\u2022")
KEPT = 60_000  # texts remembered as they were masked


@dataclass(frozen=True, slots=True)
class Question:
    """One naming that is not certain, where it stands in its text, and as it is asked."""

    start: int
    end: int
    form: str
    asked: str
    why: Why
    could_be: tuple[int, ...]


@dataclass(slots=True)
class Masker:
    """One edition's way with text. What it made of a text is remembered, so that a screen may ask again and again."""

    finder: NameFinder
    called: Mapping[int, str]
    dates: str = FULL
    settled: Mapping[Asked, int] = field(default_factory=dict)
    """What the chair has said a form means in the rows of an agency about somebody."""
    _made: dict[str, str] = field(default_factory=dict)
    """By the row a text stands in, and the text, in one string: nothing here for Python to look through when it clears up."""
    _judge: Judge = field(init=False)

    def __post_init__(self) -> None:
        self._judge = Judge(self.finder.roster)

    def mask(self, text: str, answers: Answers | None = None, row: Row = NOWHERE) -> str:
        """A text with every name and number in it under another, or under a neutral word where it is not certain whose."""
        if not text:
            return text
        if answers:
            return self._with_others(text, self.finder.find(text, answers), row)
        key = text if row is NOWHERE else f"{row.agency} {row.about} {row.day}\n{text}"
        made = self._made.get(key)
        return self._make(text, row, key) if made is None else made

    def _make(self, text: str, row: Row, key: str) -> str:
        if len(self._made) > KEPT:
            self._made.clear()
        made = self._made[key] = self._with_others(text, self.finder.find(text), row)
        return made

    def questions(self, text: str, row: Row = NOWHERE, answers: Answers | None = None) -> list[Question]:
        """The namings of a text that stay neutral and that nobody has been asked about yet."""
        return self.questions_among(self.finder.find(text, answers), text, row)

    def questions_among(self, found: list[Found], text: str, row: Row = NOWHERE) -> list[Question]:
        asked = []
        for each in found:
            if not each.who or each.is_family:
                continue
            reading = self._judge.read(each, text, row, self.settled)
            if reading.why is not None and asked_of(reading.form, row) not in self.settled:
                form = text[each.start : each.end]
                asked.append(Question(each.start, each.end, form, reading.form, reading.why, reading.could_be))
        return asked

    def _with_others(self, text: str, found: list[Found], row: Row) -> str:
        """The text with what stands in each name's place."""
        pieces = [(each.start, each.end, self._instead(each, text, row)) for each in found]
        if self.dates != FULL or self.finder.roster.birth_years:
            pieces = self._with_dates(text, pieces)
        if not pieces:
            return text
        made: list[str] = []
        at = 0
        for start, end, instead in sorted(pieces):
            if start < at:
                continue
            made += (text[at:start], _begun(instead, text, start))
            at = end
        made.append(text[at:])
        return "".join(made)

    def _instead(self, found: Found, text: str, row: Row) -> str:
        if not found.who:
            return found.instead
        if found.is_family:
            return "family"
        reading = self._judge.read(found, text, row, self.settled)
        if reading.who:
            return self.called.get(reading.who) or self._neutral((reading.who,))
        if self.settled.get(asked_of(reading.form, row)) == WORD:
            return text[found.start : found.end]
        return self._neutral(reading.could_be)

    def _neutral(self, could_be: tuple[int, ...]) -> str:
        sorts = {self.finder.roster.identities[id].sort for id in could_be}
        if sorts == {NUMBER}:
            return NUMBERED
        return OF_WORK if sorts and sorts <= {PROFESSIONAL, WORKER} else NAME

    def _with_dates(self, text: str, pieces: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        births = self.finder.roster.births
        if self.dates == FULL and not any(year in text for year in self.finder.roster.birth_years):
            return pieces
        taken = sorted(pieces)
        more = []
        for each in dates_in(text):
            if any(start < each.end and each.start < end for start, end, _ in taken):
                continue
            if any(day in births for day in each.could_be()):
                lead = f"{each.lead.strip()} " if each.lead else ""
                more.append((each.start, each.end, f"{lead}[date of birth]"))
            elif self.dates != FULL:
                is_free = not any(start < each.with_clock and each.end <= start for start, _, _ in taken)
                more.append((each.start, each.with_clock if is_free else each.end, each.coarsely(self.dates)))
        return pieces + more


def _begun(instead: str, text: str, start: int) -> str:
    """With a capital where a sentence begins."""
    before = text[:start].rstrip(" ")
    if instead[:1].islower() and not text[start : start + 1].islower() and (not before or before.endswith(_STARTS)):
        return instead[:1].upper() + instead[1:]
    return instead


def usual_name(identity: Identity, number: int = 0) -> str:
    """What somebody is called for whom no pseudonym is chosen."""
    role = identity.role.strip()
    if main := main_role(role):
        return f"the {main.capitalize()}"
    if identity.sort == "person":
        words = role[:1].upper() + role[1:] if role else "Person"
        return f"{words} {number}" if number else words
    return {"place": "[address]", "organisation": "[an organisation]", "number": "[number]"}.get(identity.sort, role)
