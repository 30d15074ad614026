"""What the gate looks for in a part's words, and what it says of each thing it meets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dhr_desktop.people import patterns
from dhr_desktop.people.finding_names import NameFinder
from dhr_desktop.people.folding import fold, fold_name
from dhr_desktop.people.found import Found
from dhr_desktop.people.identifying import together_in
from dhr_desktop.people.roster import NAMED, PLACE, POSTCODE, TOKEN, WORKER
from dhr_desktop.people.words import DAYS, MONTHS, dictionary
from dhr_desktop.people.written_dates import dates_in, undoing_in

from .own_search import OwnSearch
from .parts import Part
from .scaffolding import is_ours

NAME, MISSPELT, MAYBE, NUMBER, BIRTH, UNREADABLE, PICTURE, DATE = (
    "a real name", "a name misspelt", "perhaps a name", "a number of the register", "a date of birth",
    "a part that could not be read", "a picture", "a full date",
)  # fmt: skip
UNDOING, TOGETHER = "could undo a coarse date", "small facts that tell together"
KINDS = frozenset(
    {NAME, MISSPELT, MAYBE, NUMBER, BIRTH, UNREADABLE, DATE, UNDOING, TOGETHER, PICTURE, patterns.BIRTH, patterns.EMAIL,
     patterns.PHONE, patterns.HEALTH, patterns.INSURANCE, patterns.POSTCODE, patterns.VEHICLE, patterns.REFERENCE,
     patterns.LINK, patterns.ACCOUNT}
)  # fmt: skip
"""Every kind of thing that is told of; it stands before the form where both are told."""
FOR_A_PERSON = frozenset({PICTURE, UNDOING, TOGETHER})
"""What a person has to look at and decide; it does not hold a file back."""
AROUND = 40
LONGEST_CONTEXT = 400
LEAST_REVERSED = 6
_SOFT_BREAK = re.compile(r"[-\u00ad]\s*\r?\n\s*")
_BLOCKING = frozenset(
    {patterns.BIRTH, patterns.EMAIL, patterns.PHONE, patterns.HEALTH, patterns.INSURANCE, patterns.POSTCODE,
     patterns.VEHICLE, patterns.REFERENCE, patterns.LINK, patterns.ACCOUNT}
)  # fmt: skip
_CODE = re.compile(
    r"(?:^|› )(?:attributes|script or style|bytes|strings|comments|name|note \w+|behind the picture|stream \d+)$"
)
"""Places that mostly hold ids, colours, measures and addresses of formats, which no person wrote."""
_BYTES = re.compile(r"(?:^|› )(?:bytes|stream \d+|behind the picture|between the parts)$")
LEAST_IN_BYTES = 5  # shorter letters meet by chance in packed data
_TOLD_IN_CODE = frozenset({patterns.EMAIL, patterns.ACCOUNT, patterns.HEALTH})
_FORMAT_LINKS = re.compile(
    r"https?://(?:schemas\.|www\.w3\.org|purl\.org|ns\.adobe\.com|www\.aiim\.org|docs\.oasis-open|openoffice\.org|relaxng|iptc\.org)",
    re.I,
)
_CAPITALISED = re.compile(r"(?<![\w-])(?<!\w['’])[A-Z][a-zà-öø-ÿ'’]+(?:-[A-Z][a-z]+)?(?![\w])")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that may not leave, where it stands and among which words."""

    place: str
    kind: str
    form: str
    context: str
    whose: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """What an "allow always" is about: the exact form."""
        return f"{self.kind}: {fold_name(self.form)}"

    def is_called(self, form: str) -> bool:
        """Whether somebody means it by this: the form alone, however it is written, or as it was told with its kind."""
        return fold_name(form) in (fold_name(self.form), fold_name(self.key))


class Gate:
    """Looks for one case's names. `allowed` are the exact forms the chair has let pass in this case."""

    def __init__(self, finder: NameFinder, *, allowed: Iterable[str] = (), days: frozenset[date] = frozenset()) -> None:
        self._finder = finder
        self._allowed = frozenset(map(fold_name, allowed))
        self._days = days  # of the case's events, where the edition may not say them
        places = [name for each in finder.roster.identities.values() if each.sort == PLACE for name in each.names]
        self._postcodes = {found[0].replace(" ", "").upper() for each in places for found in POSTCODE.finditer(each)}
        self._own = OwnSearch(
            [(id, name) for id, each in finder.roster.identities.items() if each.sort in (*NAMED, WORKER)
             for name in (*each.names, *each.nicknames)],
            finder.roster.organisations,
        )  # fmt: skip
        self._reversed = {
            name[::-1]: forms[0].who for name, forms in finder.roster.names.items() if len(name) >= LEAST_REVERSED
        }

    def look(self, parts: Iterable[Part]) -> Iterator[Hit]:
        """Everything met that has not been allowed; the same form at the same place is told once."""
        told: set[tuple[str, str, str]] = set()
        for part in parts:
            for hit in self._in_part(part):
                key = (hit.place, hit.key, hit.context)
                may_pass = fold_name(hit.key) in self._allowed or fold_name(hit.form) in self._allowed
                if not may_pass and key not in told:
                    told.add(key)
                    yield hit

    def _in_part(self, part: Part) -> Iterator[Hit]:
        if part.is_unreadable:
            yield Hit(part.place, UNREADABLE, part.place, "")
            return
        if part.is_picture:
            yield Hit(part.place, PICTURE, part.place, "")
        if not part.text or is_ours(part):
            return
        is_code = bool(_CODE.search(part.place))
        yield from self._in_text(part.text, part.place, is_code=is_code)
        yield from self._backwards(part.text, part.place)

    def _in_text(self, text: str, place: str, *, is_code: bool) -> Iterator[Hit]:
        for block in _blocks(text):
            yield from self._names_in(block, place, is_code=is_code)
            if _SOFT_BREAK.search(block):  # a name parted at the end of a line
                yield from self._names_in(_SOFT_BREAK.sub("", block), place, is_code=is_code)
            yield from self._dates_in(block, place, is_code=is_code)

    def _names_in(self, text: str, place: str, *, is_code: bool) -> Iterator[Hit]:
        met: list[tuple[int, int]] = []
        for found in self._finder.find(text):
            hit = self._weighed(found, text, place, is_code=is_code)
            if hit is not None:
                met.append((found.start, found.end))
                yield hit
        if is_code:
            return
        for start, end, who in self._own.find(text):
            if all(end <= first or last <= start for first, last in met):
                met.append((start, end))
                yield Hit(place, NAME, text[start:end], _context(text, start, end), (who,))

    def _weighed(self, found: Found, text: str, place: str, *, is_code: bool) -> Hit | None:
        form = text[found.start : found.end]
        if not found.who:
            if found.kind not in _BLOCKING:
                return None
            if is_code and found.kind not in _TOLD_IN_CODE and not self._is_registered_postcode(found.kind, form):
                return None
            if is_code and (_BYTES.search(place) or form.isdigit()):
                return None
            if found.kind == patterns.LINK and _FORMAT_LINKS.match(form):
                return None
            return Hit(place, found.kind, form, _context(text, found.start, found.end))
        if is_code and len(form) < LEAST_IN_BYTES and _BYTES.search(place):
            return None
        if is_code and (found.kind == "initials" or (not found.is_sure and not found.is_slip)):
            return None
        kind = NUMBER if found.kind == "number" else MISSPELT if found.is_slip else NAME if found.is_sure else MAYBE
        return Hit(place, kind, form, _context(text, found.start, found.end), found.who)

    def _is_registered_postcode(self, kind: str, form: str) -> bool:
        return kind == patterns.POSTCODE and form.replace(" ", "").upper() in self._postcodes

    def _dates_in(self, text: str, place: str, *, is_code: bool) -> Iterator[Hit]:
        births = self._finder.roster.births
        if not (births or self._days) or _BYTES.search(place):
            return
        for each in dates_in(text):
            form = text[each.start : each.end].strip()
            born = next((births[day] for day in each.could_be() if day in births), None)
            if born is not None:
                yield Hit(place, BIRTH, form, _context(text, each.start, each.end), (born,))
            elif not is_code and each.exact in self._days and not _is_a_bound(each.exact, form):
                yield Hit(place, DATE, form, _context(text, each.start, each.end))

    def _backwards(self, text: str, place: str) -> Iterator[Hit]:
        """Letters set right to left and turned about."""
        if not self._reversed:
            return
        for match in TOKEN.finditer(fold(text)):
            who = self._reversed.get(match[0])
            if who is not None and match[0] not in self._finder.roster.forms and match[0] not in dictionary():
                yield Hit(place, NAME, match[0], _context(fold(text), *match.span()), (who,))


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs: a name does not run over the end of one, and each is short enough to be looked at quickly."""
    if len(text) < 4000:
        yield text
        return
    at = 0
    while at < len(text):
        end = text.find("\n", min(at + 3000, len(text)))
        while 0 < end < at + 20_000 and text[end - 1] in "-\u00ad\r":  # a word may go on in the next line
            end = text.find("\n", end + 1)
        end = len(text) if end < 0 or end - at > 20_000 else end + 1
        end = min(end, at + 20_000) if end - at > 20_000 else end
        yield text[at:end]
        at = end if end >= len(text) else max(end - 60, at + 1) if text[end - 1 : end] != "\n" else end


def _context(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return " ".join(f"{before}[{text[start:end]}]{after}".split())


def _is_a_bound(day: date | None, form: str) -> bool:
    """ "2013-02-01" as the first day of a month, in a table for programs: it says no more than the month."""
    return day is not None and form == day.isoformat() and (day.day == 1 or (day + timedelta(days=1)).day == 1)


# ---- the second net ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unknown:
    """A capitalised word, an address or a worker nobody has vouched for."""

    form: str
    times: int
    context: str


def second_net(parts: Iterable[Part], known: frozenset[str]) -> list[Unknown]:
    """What looks like an address or a named worker, and capitalised words that are in no dictionary, vocabulary or
    register: names may be among them. For review, not to block.
    """
    counts: dict[str, int] = {}
    contexts: dict[str, str] = {}
    for part in _prose(parts):
        named = [each for each in patterns.named_in(part.text) if not _is_vouched_for(part.text, each, known)]
        for each in named:
            form = " ".join(part.text[each.start : each.end].split())
            counts[form] = counts.get(form, 0) + 1
            contexts.setdefault(form, _context(part.text, each.start, each.end))
        for match in _CAPITALISED.finditer(part.text):
            if any(each.start <= match.start() < each.end for each in named):
                continue
            form = match[0].removesuffix("'s").removesuffix("’s").rstrip("'’")
            folded = fold(form)
            if len(form) < 3 or folded in known or folded in MONTHS or folded in DAYS or folded in dictionary():
                continue
            if folded.endswith("s") and folded[:-1] in dictionary():
                continue
            counts[form] = counts.get(form, 0) + 1
            contexts.setdefault(form, _context(part.text, *match.span()))
    return [Unknown(form, times, contexts[form]) for form, times in sorted(counts.items(), key=lambda each: -each[1])]


def _is_vouched_for(text: str, match: patterns.Match, known: frozenset[str]) -> bool:
    words = [each for each in TOKEN.findall(fold(match.name or text[match.start : match.end])) if each.isalpha()]
    return all(each in known for each in words)


def undoing(parts: Iterable[Part]) -> Iterator[Hit]:
    """Words beside which a coarse date could be made exact again (R-ANON-5)."""
    for part in _prose(parts):
        for start, end in undoing_in(part.text):
            yield Hit(part.place, UNDOING, part.text[start:end], _context(part.text, start, end))


def together(parts: Iterable[Part], vouched_for: frozenset[str]) -> Iterator[Hit]:
    """Small facts near each other that could tell who somebody is (P5)."""
    for part in _prose(parts):
        for each in together_in(part.text, vouched_for):
            said = " ".join(part.text[each.start : each.end].split())
            yield Hit(part.place, TOGETHER, each.in_words(), said[:LONGEST_CONTEXT])


def _prose(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts that people wrote, each text once."""
    told: set[str] = set()
    for part in parts:
        is_prose = part.text and not _CODE.search(part.place) and not part.place.endswith("run by run")
        if is_prose and part.text not in told:
            told.add(part.text)
            yield part
