"""Everybody and everything that has a real name here and another outside, with each form it may be written in.

A form is a run of tokens: letters together or figures together. "O'Neill" is o + neill, "UB99 4HG" is ub + 99 + 4 + hg;
what may stand between two tokens of one form is looked at when it is met in a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from .folding import fold_name
from .sexes import sex_said
from .words import forenames as forenames_known
from .words import is_word, role_words, short_names

TOKEN = re.compile(r"[^\W\d_]+|\d+")
PERSON, PROFESSIONAL, PLACE, ORGANISATION, NUMBER = "person", "professional", "place", "organisation", "number"
WORKER = "worker"  # met in the texts by a role, and in no register
NAMED = (PERSON, PROFESSIONAL)
TITLES = frozenset("mr mrs ms miss mx master sir lady dame rev revd dr doctor prof professor".split())
_SMALL = frozenset("the a an of and de la le van von der den di da el al bin ibn".split())
_STREET = frozenset(
    "road rd street st avenue ave lane close court ct drive way place crescent grove terrace gardens hill walk mews "
    "row square green parade rise park view yard gate wharf broadway estate house lodge flat flats".split()
)
LEAST_ALONE = 2  # letters a name has before it is looked for by itself; initials are looked for as initials


DOTTED = "."
"""Stands behind the letters of initials that are only looked for with dots between them."""


class Sort(IntEnum):
    """What kind of form it is: the surest last."""

    INITIALS = 1
    FORENAME = 2
    SURNAME = 3
    EXACT = 4
    WHOLE = 5


Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """One entry of the register as a text may name it."""

    id: int
    sort: str
    names: tuple[str, ...]  # the real name first
    nicknames: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    called: str = ""  # what it is called in the edition
    role: str = ""
    sex: str = ""
    born: date | None = None


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody the texts name by forename and surname, who is in no register; folded, and in which agency's rows."""

    forename: str
    surname: str
    agency: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    tokens: Tokens
    sort: Sort
    who: int  # the identity's id
    is_word: bool = False  # it is an ordinary word too: only its place in a sentence can tell
    is_family: bool = False  # "the Willmotts": nobody of them by name
    is_plural: bool = False  # with an s behind it, which may also be "Marks mother" without its apostrophe
    is_middle: bool = False  # by a middle name: whoever has it as a first name is meant before
    is_guess: bool = False  # a short name the register does not hold: told of, never put in another's place
    is_short: bool = (
        False  # a whole name with a short forename, or a surname's initial, that the register does not hold
    )


@dataclass(slots=True)
class Roster:
    """Every form, found by its first token."""

    identities: dict[int, Identity]
    forms: dict[str, list[Form]] = field(default_factory=dict)
    names: dict[str, list[Form]] = field(default_factory=dict)  # single tokens of names, for slips of the pen
    joined: dict[str, int] = field(default_factory=dict)  # whole names without a gap: "janesmith"
    figures: dict[str, int] = field(default_factory=dict)  # numbers by their figures alone
    dotted: dict[str, list[int]] = field(default_factory=dict)  # initials with dots between, by their letters
    births: dict[date, int] = field(default_factory=dict)
    birth_years: set[str] = field(default_factory=set)  # as they may end a date
    others: set[str] = field(default_factory=set)  # surnames that the texts give to somebody nobody registered
    others_there: dict[str, set[int]] = field(default_factory=dict)  # forenames of such, and in whose rows they stand
    _sexes: dict[int, str] = field(default_factory=dict)
    organisations: tuple[str, ...] = ()  # names of agencies: a person's name within one is nobody's

    @classmethod
    def of(
        cls, identities: Iterable[Identity], *, others: Iterable[Stranger] = (), agencies: Iterable[str] = ()
    ) -> Roster:
        roster = cls({each.id: each for each in identities}, organisations=tuple(agencies))
        for stranger in others:
            roster.others.add(stranger.surname)
            roster.others_there.setdefault(stranger.forename, set()).add(stranger.agency)
        for identity in roster.identities.values():
            for form in forms_of(identity):
                roster._add(form)
            for each in _run_together(identity) if identity.sort == PERSON else ():
                roster.joined.setdefault(each, identity.id)
            if identity.born:
                roster.births.setdefault(identity.born, identity.id)
                roster.birth_years |= {
                    f"{identity.born:%Y}",
                    f"{identity.born:/%y}",
                    f"{identity.born:.%y}",
                    f"{identity.born: %y}",
                    f"{identity.born:-%y}",
                }
        for held in roster.forms.values():
            held.sort(key=lambda each: (-len(each.tokens), -each.sort))
        return roster

    def sex_of(self, id: int) -> str:
        held = self._sexes.get(id)
        if held is None:
            identity = self.identities[id]
            held = self._sexes[id] = sex_said(identity.sex, identity.role)
        return held

    def given(self) -> set[str]:
        """Every forename and nickname, as single words."""
        people = [each for each in self.identities.values() if each.sort in NAMED]
        first = {token for each in people for name in each.names for part in parts_of(name)[0] for token in part}
        short = {fold_name(name) for each in people for name in each.nicknames}
        return first | {each for each in short if each.isalpha()}

    def _add(self, form: Form) -> None:
        if not form.tokens:
            return
        if form.tokens[-1] == DOTTED:
            self.dotted.setdefault(form.tokens[0], []).append(form.who)
            return
        held = self.forms.setdefault(form.tokens[0], [])
        same = next((each for each in held if each.tokens == form.tokens and each.who == form.who), None)
        if same is not None and not (same.is_guess or same.is_middle or same.is_short):
            return
        if same is not None:
            held.remove(same)
        held.append(form)
        identity = self.identities[form.who]
        if identity.sort in NAMED:
            for token in form.tokens:
                if len(token) >= 3 and token not in TITLES:
                    self.names.setdefault(token, []).append(form)
            if form.sort is Sort.WHOLE and len(form.tokens) > 1:
                self.joined.setdefault("".join(form.tokens), form.who)
        if identity.sort == NUMBER:
            figures = "".join(each for each in form.tokens if each.isdigit())
            if len(figures) >= 6:
                for way in number_ways(figures):
                    self.figures.setdefault(way, form.who)


def number_ways(figures: str) -> set[str]:
    """A telephone number with and without the country before it; any other number as it is."""
    ways = {figures}
    if figures.startswith("44") and len(figures) == 12:
        ways.add("0" + figures[2:])
    elif figures.startswith("0") and len(figures) == 11:
        ways.add("44" + figures[1:])
    return ways


def forms_of(identity: Identity) -> Iterator[Form]:
    """Every way a register's entry may be written."""
    if identity.sort in NAMED:
        yield from _of_person(identity)
    elif identity.sort == WORKER:
        yield from _of_worker(identity)
    elif identity.sort == PLACE:
        yield from _of_place(identity)
    else:
        for name in identity.names:
            yield from _exact(identity, name)


# ---- people ----------------------------------------------------------------------------------------


_WITH_DOTS = re.compile(r"[A-Z](?:[.'’] ?[A-Z]){1,3}\.?|[A-Z]{1,2}['’][A-Z]")


def are_initials(form: str, real_name: str) -> bool:
    """Whether an alias is somebody's initials: "G.O.", "GO'N", or "MDW" for Mark Dean Willmott."""
    form = form.strip()
    if _WITH_DOTS.fullmatch(form):
        return True
    forenames, surname = parts_of(real_name)
    own = "".join(each[0][:1] for each in forenames) + (surname[0][:1] if surname else "")
    return form.isupper() and len(form) >= 2 and form.casefold() in (own, own[:1] + own[-1:])


_IN_BRACKETS = re.compile(r"\([^)]*\)")
_BADGE = re.compile(r"\w*\d\w*")


def parts_of(name: str) -> tuple[list[Tokens], Tokens]:
    """Forenames and surname of a name, each as tokens; a surname set first by a comma is put last."""
    folded = _BADGE.sub(" ", _IN_BRACKETS.sub(" ", fold_name(name)))
    if "," in folded:
        last, _, rest = folded.partition(",")
        folded = f"{rest.strip()} {last.strip()}"
    words: list[Tokens] = [tuple(TOKEN.findall(each)) for each in folded.split()]
    words = [each for each in words if each]
    while len(words) > 1 and (words[0][0] in TITLES or words[0][0] in role_words()):
        words.pop(0)
    if len(words) <= 1:
        return [], (words[0] if words else ())
    at = len(words) - 1
    while at > 1 and words[at - 1][0] in _SMALL:  # van der Berg is one surname
        at -= 1
    return words[:at], tuple(token for word in words[at:] for token in word)


def _of_person(identity: Identity) -> Iterator[Form]:
    for name in identity.names:
        forenames, surname = parts_of(name)
        if not surname:
            continue
        yield from _badges(identity, name)
        if not forenames:
            yield from _alone(identity, surname, Sort.FORENAME if identity.sort == PERSON else Sort.SURNAME)
            continue
        yield from _full(identity, forenames, surname)
        yield from _alone(identity, surname, Sort.SURNAME)
        for half in _halves(name, surname):
            yield Form((*forenames[0], *half), Sort.WHOLE, identity.id)
            yield Form((*half, *forenames[0]), Sort.WHOLE, identity.id)
            yield from _alone(identity, half, Sort.SURNAME)
        if len("".join(forenames[0])) > 1:
            yield from _alone(identity, forenames[0], Sort.FORENAME)
            if identity.sort == PERSON:
                for short in _shortened(forenames[0]):
                    yield Form((short,), Sort.FORENAME, identity.id, True, is_guess=True)
    for name in identity.nicknames:
        tokens = tuple(TOKEN.findall(fold_name(name)))
        if len(tokens) > 1 and len(parts_of(name)[0]) >= 1:
            yield Form(tokens, Sort.WHOLE, identity.id)
        elif tokens:
            yield from _alone(identity, tokens, Sort.FORENAME)
    for each in (*identity.initials, *_initials(identity)):
        tokens = tuple(TOKEN.findall(fold_name(each)))
        letters = "".join(tokens)
        if len(letters) >= 2:
            yield from _with_apostrophe(identity, each)
            if each in identity.initials:
                yield Form((letters,), Sort.INITIALS, identity.id, True)
            yield Form((letters, DOTTED), Sort.INITIALS, identity.id, True)


def _badges(identity: Identity, name: str) -> Iterator[Form]:
    """A worker's number, as it stands in the register beside the name."""
    for badge in _BADGE.findall(fold_name(name)):
        tokens = tuple(TOKEN.findall(badge))
        if len(badge) >= 4:
            yield Form(tokens, Sort.EXACT, identity.id)


def _run_together(identity: Identity) -> Iterator[str]:
    """As accounts are named, or two forenames written as one: mwillmott, graceann."""
    for name in identity.names:
        forenames, surname = parts_of(name)
        if forenames and surname:
            yield forenames[0][0][:1] + "".join(surname)
        if len(forenames) > 1 and min(len("".join(each)) for each in forenames[:2]) > 1:
            yield "".join(token for each in forenames[:2] for token in each)


def _of_worker(identity: Identity) -> Iterator[Form]:
    """The whole name, and the surname alone where it can be nothing else."""
    forenames, surname = parts_of(identity.names[0])
    if forenames:
        for ending in _written(surname):
            flat = tuple(token for part in forenames for token in part)
            yield Form((*flat, *ending), Sort.WHOLE, identity.id)
            yield Form((*ending, *flat), Sort.WHOLE, identity.id)
    last = "".join(surname)
    if len(last) >= 4 and not is_word(last) and last not in forenames_known():
        yield Form(surname, Sort.SURNAME, identity.id, is_middle=True)  # a registered person's name goes before


def _full(identity: Identity, forenames: list[Tokens], surname: Tokens) -> Iterator[Form]:
    firsts: list[list[Tokens]] = [[forenames[0]]]
    if len(forenames) > 1:
        firsts.append(list(forenames))
        firsts.append([forenames[0], *((each[0][:1],) for each in forenames[1:])])
    for nickname in identity.nicknames:
        tokens = tuple(TOKEN.findall(fold_name(nickname)))
        if tokens:
            firsts.append([tokens])
    initials = tuple(each[0][:1] for each in forenames)
    yield Form((*forenames[0], surname[0][:1]), Sort.WHOLE, identity.id, is_short=True)  # "Rhoswen T."
    for ending in _written(surname):
        for short in _shortened(forenames[0]):
            yield Form((short, *ending), Sort.WHOLE, identity.id, is_short=True)
            yield Form((*ending, short), Sort.WHOLE, identity.id, is_short=True)
        for first in firsts:
            flat = tuple(token for part in first for token in part)
            yield Form((*flat, *ending), Sort.WHOLE, identity.id)
            yield Form((*ending, *flat), Sort.WHOLE, identity.id)
        for middle in forenames[1:]:
            if len(middle[0]) > 1:
                yield Form((*middle, *ending), Sort.WHOLE, identity.id, is_middle=True)
        yield Form(
            (*ending, initials[0]), Sort.WHOLE, identity.id, is_short=True
        )  # an initial before the surname is looked for there
        if len(initials) > 1:
            yield Form((*ending, *initials), Sort.WHOLE, identity.id, is_short=True)


def _written(name: Tokens) -> set[Tokens]:
    """A name of several tokens apart and together: o + neill, oneill."""
    return {name, ("".join(name),)} if len(name) > 1 else {name}


def _alone(identity: Identity, name: Tokens, sort: Sort) -> Iterator[Form]:
    for tokens in _written(name):
        if len("".join(tokens)) < LEAST_ALONE:
            continue
        doubtful = (len(tokens) == 1 and is_word(tokens[0])) or len("".join(tokens)) <= 2
        yield Form(tokens, sort, identity.id, doubtful)
        if len(tokens[-1]) > 2 and not tokens[-1].endswith("s"):  # the Willmotts
            plural = (*tokens[:-1], tokens[-1] + "s")
            is_family = sort is Sort.SURNAME and identity.sort == PERSON
            is_also_a_word = is_word("".join(plural))  # "Marks", "Hopes": far oftener words
            yield Form(plural, sort, identity.id, is_also_a_word, is_family=is_family, is_plural=True)


def _halves(name: str, surname: Tokens) -> list[Tokens]:
    """Each half of a hyphened surname; not of one with an apostrophe."""
    last = fold_name(name).split()[-1] if fold_name(name) else ""
    if "-" not in last:
        return []
    return [tuple(TOKEN.findall(half)) for half in last.split("-") if len(half) > 2]


def _shortened(forename: Tokens) -> tuple[str, ...]:
    return short_names().get(forename[0], ()) if len(forename) == 1 else ()


def _with_apostrophe(identity: Identity, initials: str) -> Iterator[Form]:
    """ "GO'N" for somebody called O'Neill."""
    for name in identity.names:
        forenames, surname = parts_of(name)
        if forenames and len(surname) > 1 and len(surname[0]) == 1:
            yield Form((forenames[0][0][:1] + surname[0], surname[1][:1]), Sort.INITIALS, identity.id)


def _initials(identity: Identity) -> list[str]:
    """The first letters of the real name, where the register says none."""
    if identity.sort != PERSON or identity.initials or not identity.names:
        return []
    forenames, surname = parts_of(identity.names[0])
    if not forenames or not surname:
        return []
    letters = [each[0][:1] for each in forenames]
    return [f"{letters[0]}.{surname[0][:1]}."] + ([".".join((*letters, surname[0][:1]))] if len(letters) > 1 else [])


# ---- places, organisations, numbers ----------------------------------------------------------------


def _exact(identity: Identity, name: str) -> Iterator[Form]:
    tokens = tuple(TOKEN.findall(fold_name(name)))
    if not tokens:
        return
    is_one_word = len(tokens) == 1 and tokens[0].isalpha() and is_word(tokens[0])
    yield Form(tokens, Sort.EXACT, identity.id, is_one_word)
    yield from (Form(each, Sort.EXACT, identity.id) for each in _without_apostrophe(tokens))


def _without_apostrophe(tokens: Tokens) -> list[Tokens]:
    """ "St Agathas" for "St Agatha's"."""
    found = []
    for at in range(1, len(tokens)):
        if tokens[at] == "s":
            found.append((*tokens[: at - 1], tokens[at - 1] + "s", *tokens[at + 1 :]))
    return found


def _of_place(identity: Identity) -> Iterator[Form]:
    """An address whole, without its postcode, its street with and without the number, and the postcode alone."""
    for name in identity.names:
        yield from _exact(identity, name)
        postcode = POSTCODE.search(name)
        bare = POSTCODE.sub("", name).strip(" ,")
        if postcode:
            yield Form(tuple(TOKEN.findall(fold_name(postcode[0]))), Sort.EXACT, identity.id)
            if bare:
                yield from _exact(identity, bare)
        pieces = [each.strip() for each in bare.split(",") if each.strip()]
        for piece in pieces[:-1] if len(pieces) > 1 else pieces:
            yield from _piece_of_place(identity, piece)


def _piece_of_place(identity: Identity, piece: str) -> Iterator[Form]:
    tokens = TOKEN.findall(fold_name(piece))
    words = [each for each in tokens if each.isalpha()]
    if len(tokens) >= 2 and len(words) >= 2:
        yield from _exact(identity, piece)
        while tokens and (tokens[0].isdigit() or tokens[0] in ("flat", "unit", "room", "apartment")):
            tokens.pop(0)
        if len(tokens) >= 2 and tokens[-1] in _STREET:
            yield Form(tuple(tokens), Sort.EXACT, identity.id)


POSTCODE = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\b")


def clashes(identities: Sequence[Identity]) -> dict[Tokens, list[int]]:
    """Forms that speak of more than one entry of the register."""
    held: dict[Tokens, list[int]] = {}
    for identity in identities:
        for tokens in {form.tokens for form in forms_of(identity) if form.sort is not Sort.INITIALS}:
            held.setdefault(tokens, []).append(identity.id)
    return {tokens: ids for tokens, ids in held.items() if len(ids) > 1}
