"""Who sent a file: certain, likely, or asked; never chosen between two that it could be.

What a file says of itself stands above its name. A word that any police force or hospital carries is never
enough. Where two agencies could be meant, or the file and its name say different things, the chair is asked, with
those it could be and a new agency to choose from. How earlier files of the same columns were taken is no evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from .agency_names import (
    Likeness,
    Spoken,
    is_of_another_kind,
    leaves_out_the_owner,
    likeness,
    spoken_name,
)
from .pages import Document
from .self_said import People, Place, Sign, is_a_body_s, signs_of, without_people
from .tables import FoundTable

MOST_CANDIDATES = 8


class Standing(Enum):
    """How sure it is who sent a file."""

    TOLD = "told"  # the chair named it
    CERTAIN = "certain"
    LIKELY = "likely"  # a new agency that is no other of the case, or each row names its own
    ASKED = "asked"


class Why(Enum):
    """What the answer, or the question, stands on."""

    TOLD = "you said so"
    LABEL = Place.LABEL.value
    TITLE = Place.TITLE.value
    SHEET = Place.SHEET.value
    FILE_NAME = Place.FILE_NAME.value
    EACH_ROW = "each row names its own agency"
    NOTHING = "nothing in the file or its name says who sent it"
    SORT_ONLY = "it says only what sort of agency it is, which others of that sort could say too"
    COULD_BE = "the name it gives is not quite one in the register"
    SEVERAL = "it names more than one agency"
    NAME_AND_CONTENT = "the file says one agency and its name another"
    SERVICE = "it names a body, and its name one service of it"


@dataclass(frozen=True, slots=True)
class Known:
    """An agency of the case and everything it is called."""

    agency: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sender:
    """An agency of the case by its id, or a new one by its name; where it is asked, what it could be.

    `agency` is 0 while it is asked, so that nothing can be kept under a guess; `name` is then what a new agency
    would be called.
    """

    agency: int
    name: str
    standing: Standing
    why: Why
    candidates: tuple[Known, ...] = ()
    is_said_inside: bool = False  # the name stands in the file, and not only in what the file is called

    @property
    def is_told(self) -> bool:
        return self.standing is Standing.TOLD

    @property
    def is_asked(self) -> bool:
        return self.standing is Standing.ASKED

    @property
    def is_sure(self) -> bool:
        return self.standing in (Standing.TOLD, Standing.CERTAIN)

    @property
    def because(self) -> str:
        return self.why.value

    @property
    def offers(self) -> tuple[str, ...]:
        """The names to choose from: those it could be."""
        return tuple(each.names[0] for each in self.candidates)

    def question(self) -> str:
        """What to ask, in words."""
        choices = [*self.offers, f"a new agency, “{self.name}”" if self.name else "a new agency"]
        listed = ", ".join(choices[:-1]) + f" or {choices[-1]}" if len(choices) > 1 else choices[0]
        return f"Which agency sent it? {self.because[:1].upper()}{self.because[1:]}. It could be {listed}."


def told(agency: int, name: str) -> Sender:
    """The chair's own answer."""
    return Sender(agency, name, Standing.TOLD, Why.TOLD)


def propose_sender(
    file_name: str,
    known: Sequence[Known],
    document: Document | None = None,
    tables: Sequence[FoundTable] = (),
    people: People | None = None,
) -> Sender:
    """Who sent a file, by all that it and its name say."""
    people = _without_agencies(people or People(), known)
    signs = signs_of(file_name, document, tables, people)
    if all_rows_name_theirs(tables):
        return Sender(0, "", Standing.LIKELY, Why.EACH_ROW)
    weighed = [_weigh(sign, known) for sign in signs]
    titles = [each.name for each in signs if each.place is Place.TITLE]
    return _decide([each for each in weighed if each.says_something], titles)


def sender_of_name(name: str, known: Sequence[Known], people: People | None = None) -> Sender:
    """Whose a row is by the name in its agency column."""
    plain = without_people(name, _without_agencies(people or People(), known)) or name
    weighed = _weigh(Sign(plain, Place.LABEL), known)
    return _decide([weighed] if weighed.says_something else [])


def all_rows_name_theirs(tables: Sequence[FoundTable]) -> bool:
    """A file whose rows name several agencies, none left without: it has no one sender."""
    names: set[str] = set()
    for table in tables:
        column, before = table.column("agency"), ""
        for row in table.entries:
            cell = row.cells.get(column) if column is not None else None
            before = " ".join(cell.text.split()) if cell is not None and cell.text.strip() else before
            if not before:
                return False
            names.add(before.casefold())
    return len(names) > 1


def _without_agencies(people: People, known: Sequence[Known]) -> People:
    """A word that an agency of the case is called by is the agency's, whoever else bears it."""
    taken = {word for each in known for name in each.names for word in spoken_name(name).own}
    return People(people.named - taken, people.titled - taken)


# ---- one sign -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Weighed:
    sign: Sign
    same: tuple[Known, ...]
    could_be: tuple[Known, ...]
    sort_only: tuple[Known, ...]
    is_full_name: bool  # the very words of a full name in the register

    @property
    def is_generic(self) -> bool:
        return spoken_name(self.sign.name).is_generic

    @property
    def says_something(self) -> bool:
        """A title that is like no agency's name, and has no word of an agency's sort, is only a title."""
        if self.sign.place in (Place.LABEL, Place.FILE_NAME) or self.same or self.could_be or self.sort_only:
            return True
        spoken = spoken_name(self.sign.name)
        return bool(spoken.sorts or "council" in spoken.of_sort) and bool(spoken.own)


def _weigh(sign: Sign, known: Sequence[Known]) -> _Weighed:
    said = spoken_name(sign.name)
    found: dict[Likeness, list[Known]] = {each: [] for each in Likeness}
    for each in known:
        best = min((likeness(said, spoken_name(name)) for name in each.names), key=list(Likeness).index)
        found[best].append(each)
    is_short = said.is_bare or not any(_is_whole_name(said, each) for each in found[Likeness.SAME])
    if is_short and any(_bears(each, said.own) for each in found[Likeness.COULD_BE]):
        found[Likeness.COULD_BE] += found.pop(Likeness.SAME)
        found[Likeness.SAME] = []
    is_full_name = any(_plain(each.names[0]) == _plain(sign.name) for each in found[Likeness.SORT_ONLY])
    return _Weighed(
        sign,
        tuple(found[Likeness.SAME]),
        tuple(found[Likeness.COULD_BE]),
        tuple(found[Likeness.SORT_ONLY]),
        is_full_name,
    )


def _is_whole_name(said: Spoken, known: Known) -> bool:
    names = [spoken_name(name) for name in known.names]
    return any(likeness(said, name) is Likeness.SAME and not leaves_out_the_owner(said, name) for name in names)


def _bears(known: Known, words: frozenset[str]) -> bool:
    """Whether an agency's name holds these words too: a place's name is then not one agency's."""
    return bool(words) and any(words <= spoken_name(name).own for name in known.names)


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())


# ---- all of them --------------------------------------------------------------------------------


def _decide(weighed: Sequence[_Weighed], titles: Sequence[str] = ()) -> Sender:
    inside = [each for each in weighed if each.sign.place is not Place.FILE_NAME]
    outside = [each for each in weighed if each.sign.place is Place.FILE_NAME]
    labels = [each for each in inside if each.sign.place is Place.LABEL]
    said = _telling(labels) or _telling(inside)
    if not said:
        return _by_file_name(outside, inside, titles)
    answer = _answer(said)
    if any(each.sign.place is not Place.LABEL and each.same and not _agree(each, said) for each in inside):
        return _asked(answer.name, Why.SEVERAL, [*said, *inside])
    if others := [each for each in _telling(inside) if _names_another(each, answer, said)]:
        return _asked(others[0].sign.name, Why.SEVERAL, [*said, *others])
    against = [each for each in outside if _speaks_against(each, said)]
    if against:
        return _asked(answer.name or said[0].sign.name, Why.NAME_AND_CONTENT, [*said, *against])
    return _of_a_service(answer, said, outside)


def _names_another(sign: _Weighed, answer: Sender, said: Sequence[_Weighed]) -> bool:
    """A body's name above the rows that is not the answer's: near its name it may be another, and is asked.

    Where a label or a title gives the answer's full name, a longer form of that name is only more words of it; a sheet's
    name or a short form is not so strong.
    """
    mine, full = spoken_name(sign.sign.name), spoken_name(answer.name)
    if not answer.agency or any(each.agency == answer.agency for each in sign.same):
        return False
    if mine.own == full.own and not mine.is_bare:
        return not (mine.of_sort <= full.of_sort and mine.kind <= full.kind)
    if not mine.sorts:
        return False
    is_named_in_full = any(
        each.sign.place in (Place.LABEL, Place.TITLE) and likeness(spoken_name(each.sign.name), full) is Likeness.SAME
        for each in said
    )
    if not is_named_in_full:
        return True
    return bool(mine.sorts & full.sorts) and likeness(mine, full) is Likeness.DIFFERENT


def _by_file_name(outside: Sequence[_Weighed], inside: Sequence[_Weighed], titles: Sequence[str]) -> Sender:
    """What the file's name says where nothing inside tells; initials of a title that are nearly its own are asked."""
    answer = _answer(_telling(outside) or [*inside, *outside])
    near = [title for title in titles for each in outside if _are_near_initials(title, each.sign.name)]
    return _asked(near[0], Why.NAME_AND_CONTENT, outside) if answer.agency and near else answer


def _are_near_initials(one: str, other: str) -> bool:
    """ "SYP" and "WYP": two bodies' initials, one letter apart."""
    are_short = all(each.isalpha() and each.isupper() and 2 < len(each) < 7 for each in (one, other))
    return are_short and len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _speaks_against(outside: _Weighed, said: Sequence[_Weighed]) -> bool:
    """A file's name that names another body, or only its sort, and a sort that the file does not tell of."""
    if _any_could_carry(outside.sign.name):
        return False
    if not outside.is_generic:
        names_a_body = bool(outside.same or outside.could_be) or is_a_body_s(outside.sign.name)
        return names_a_body and not _agree(outside, said)
    mine = spoken_name(outside.sign.name).sorts
    theirs = [spoken_name(each.sign.name) for each in said]
    theirs += [spoken_name(name) for each in said for one in each.same for name in one.names]
    return bool(mine) and any(each.sorts for each in theirs) and not any(mine & each.sorts for each in theirs)


def _telling(weighed: Sequence[_Weighed]) -> list[_Weighed]:
    """Those with a word that tells one agency from another."""
    return [each for each in weighed if not each.is_generic]


def _agree(one: _Weighed, others: Sequence[_Weighed]) -> bool:
    """Whether a sign can tell of the agency that the others tell of."""
    if not one.same and not any(each.same for each in others):
        spoken = spoken_name(one.sign.name)
        return any(_can_mean(spoken, spoken_name(each.sign.name)) for each in others)
    theirs = {agency for each in others for agency in _meant(each)}
    return bool(_meant(one) & theirs)


def _meant(sign: _Weighed) -> set[int]:
    """The agencies that a sign can tell of: what is more than a place tells of none that is another kind of body."""
    said = spoken_name(sign.sign.name)
    could = [each for each in sign.could_be if any(_can_mean(said, spoken_name(name)) for name in each.names)]
    return {each.agency for each in sign.same or could}


def _can_mean(said: Spoken, known: Spoken) -> bool:
    return likeness(said, known) is not Likeness.DIFFERENT and not is_of_another_kind(said, known)


def _answer(weighed: Sequence[_Weighed]) -> Sender:
    """What signs of one strength say together."""
    if not weighed:
        return Sender(0, "", Standing.ASKED, Why.NOTHING)
    same = {each.agency: each for one in weighed for each in one.same}
    first = next((each for each in weighed if each.same), weighed[0])
    new = [each for each in weighed if not each.same and not each.could_be and not each.is_generic]
    if len(same) == 1 and not (new and first.sign.place is not Place.LABEL and _are_others(new, first)):
        agency = next(iter(same.values()))
        return Sender(agency.agency, agency.names[0], Standing.CERTAIN, Why[first.sign.place.name])
    if same:
        return _asked("" if len(same) > 1 else new[0].sign.name, Why.SEVERAL, weighed)
    return _not_in_the_register(weighed)


def _are_others(new: Sequence[_Weighed], first: _Weighed) -> bool:
    """Names beside a known one that are a body's own: a second sender, not more words of the title."""
    return any(spoken_name(each.sign.name).sorts for each in new if each.sign.name != first.sign.name)


def _not_in_the_register(weighed: Sequence[_Weighed]) -> Sender:
    first = weighed[0]
    if any(each.could_be for each in weighed):
        return _asked(first.sign.name, Why.COULD_BE, weighed)
    names = {spoken_name(each.sign.name) for each in weighed if not each.is_generic}
    if len(names) > 1 and first.sign.place is not Place.FILE_NAME and _several_bodies(weighed):
        return _asked(first.sign.name, Why.SEVERAL, weighed)
    if first.is_generic and first.sort_only:
        if first.is_full_name and len(first.sort_only) == 1:
            agency = first.sort_only[0]
            return Sender(agency.agency, agency.names[0], Standing.LIKELY, Why[first.sign.place.name])
        return _asked(first.sign.name, Why.SORT_ONLY, weighed)
    if any(each.sort_only for each in weighed):
        return _asked(first.sign.name, Why.COULD_BE, weighed)
    if first.sign.place is Place.LABEL and _any_could_carry(first.sign.name):
        return _asked(first.sign.name, Why.SORT_ONLY, weighed)
    if not first.sign.name or (first.sign.place is Place.FILE_NAME and not is_a_body_s(first.sign.name)):
        return Sender(0, "", Standing.ASKED, Why.NOTHING)
    return Sender(0, first.sign.name, Standing.LIKELY, Why[first.sign.place.name])


def _any_could_carry(name: str) -> bool:
    """ "NHS" and "EP": words of any body, or two letters, that name none."""
    spoken = spoken_name(name)
    return spoken.is_empty or (spoken.is_bare and all(len(each) < 3 for each in spoken.own))


def _several_bodies(weighed: Sequence[_Weighed]) -> bool:
    spoken = [spoken_name(each.sign.name) for each in weighed if spoken_name(each.sign.name).sorts]
    return any(likeness(one, other) is Likeness.DIFFERENT for one in spoken for other in spoken)


def _asked(name: str, why: Why, weighed: Sequence[_Weighed]) -> Sender:
    """Asked, with every agency that a sign could mean, by the surest way it could."""
    found: dict[int, Known] = {}
    for each in weighed:
        for one in each.same or each.could_be or each.sort_only:
            found.setdefault(one.agency, one)
    offered = tuple(found.values())[:MOST_CANDIDATES]
    is_one_of_them = any(_plain(name) == _plain(each) for one in offered for each in one.names)
    fresh = next((e.sign.name for e in weighed if not e.same and not e.is_generic), "") if is_one_of_them else name
    return Sender(0, fresh, Standing.ASKED, why, offered, _is_inside(fresh, weighed))


def _is_inside(name: str, weighed: Sequence[_Weighed]) -> bool:
    return any(each.sign.name == name and each.sign.place is not Place.FILE_NAME for each in weighed)


def _of_a_service(answer: Sender, said: Sequence[_Weighed], outside: Sequence[_Weighed]) -> Sender:
    """ "Thornbeck Council" inside, and "Housing" in the file's name: one of several services of one body."""
    body = spoken_name(said[0].sign.name)
    service = next((each for each in outside if each.is_generic and spoken_name(each.sign.name).sorts), None)
    if body.sorts or service is None:
        return answer
    name = f"{said[0].sign.name} – {service.sign.name}"
    candidates = _asked(name, Why.SERVICE, [*said, service]).candidates
    its_own = [each for each in candidates if set(spoken_name(each.names[0]).own) & body.own] or list(candidates)
    exact = [each for each in its_own if likeness(spoken_name(name), spoken_name(each.names[0])) is Likeness.SAME]
    if len(exact) == 1:
        return Sender(exact[0].agency, exact[0].names[0], Standing.CERTAIN, Why.LABEL)
    return Sender(0, name, Standing.ASKED, Why.SERVICE, tuple(its_own))
