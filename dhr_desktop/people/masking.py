"""Text as an edition may print it: every registered name under its other name, numbers out, dates as coarse as it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dhr_desktop.core.people import MAIN_ROLES, main_role

from .finding_names import NameFinder
from .folding import fold
from .found import Answers, Found
from .roster import NUMBER, TOKEN, Identity
from .written_dates import dates_in

FULL = "full"
_STARTS = (".", "!", "?", "\n", ":", "•", "\u2022")
KEPT = 60_000  # texts remembered as they were masked


@dataclass(frozen=True, slots=True)
class Masked:
    text: str
    doubts: tuple[Found, ...]


@dataclass(slots=True)
class Masker:
    """One edition's way with text. What it made of a text is remembered, so that a screen may ask again and again."""

    finder: NameFinder
    called: Mapping[int, str]
    dates: str = FULL
    _made: dict[int, dict[str, str]] = field(default_factory=dict)
    """By whom a text is about, and the text: nothing here for Python to look through when it clears up."""
    _kept: int = 0

    def mask(self, text: str, answers: Answers | None = None, about: int = 0) -> str:
        """A text with every name and number in it under another; `about` is whom it is about, if that is known."""
        if not text:
            return text
        if answers:
            return self._with_others(text, self.finder.find(text, answers), about)
        held = self._made.get(about)
        made = held.get(text) if held else None
        return self._make(text, about) if made is None else made

    def _make(self, text: str, about: int) -> str:
        if self._kept > KEPT:
            self._made.clear()
            self._kept = 0
        self._kept += 1
        made = self._with_others(text, self.finder.find(text), about)
        self._made.setdefault(about, {})[text] = made
        return made

    def look(self, text: str, answers: Answers | None = None, about: int = 0) -> Masked:
        """The same, with what could not be told for certain."""
        found = self.finder.find(text, answers)
        return Masked(self._with_others(text, found, about), self.doubts_among(found))

    def doubts_among(self, found: list[Found]) -> tuple[Found, ...]:
        """Those of a text's namings that a person has to settle."""
        return tuple(each for each in found if each.who and self._is_doubtful(each, found))

    def _with_others(self, text: str, found: list[Found], about: int) -> str:
        """The text with what stands in each name's place."""
        pieces = [
            (each.start, each.end, self._instead(each, found, text, about)) for each in found if not each.is_guess
        ]
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

    def _is_doubtful(self, found: Found, all_found: list[Found]) -> bool:
        """Whether the sentence does not say that it is a name, or not whose."""
        if not found.is_sure or found.is_guess:
            return True
        if len(found.who) == 1 or found.is_family:
            return False
        return not any(len(other.who) == 1 and other.who[0] in found.who for other in all_found if other is not found)

    def _instead(self, found: Found, all_found: list[Found], text: str, about: int) -> str:
        if not found.who:
            return found.instead
        if found.is_other:
            return "another person"
        if found.is_family:
            return "family"
        who = self._likeliest(found, all_found, text, about)
        identity = self.finder.roster.identities[who]
        called = self.called.get(who, "")
        return called or ("[number]" if identity.sort == NUMBER else "[name]")

    def _likeliest(self, found: Found, all_found: list[Found], text: str, about: int) -> int:
        """Of several who bear the name: whoever the same text names otherwise, then whom it is about, then the two."""
        if len(found.who) == 1:
            return found.who[0]
        for other in all_found:
            if other is not found and len(other.who) == 1 and other.who[0] in found.who:
                return other.who[0]
        if about in found.who:
            return about
        identities = self.finder.roster.identities
        written = {each for each in TOKEN.findall(fold(text[found.start : found.end])) if len(each) > 2}
        own = [id for id in found.who if written & set(TOKEN.findall(fold(identities[id].names[0])))]
        likely = own or list(found.who)  # by the real name before whoever has it as another name
        for role in MAIN_ROLES:
            for id in likely:
                if main_role(identities[id].role) == role:
                    return id
        return likely[0]

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
