"""The register of names as masking and gate use it: who is in it, what each is called, what is still wrong with it."""

from __future__ import annotations

import re
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.documents import Edition
from dhr_desktop.core.entries import Entry, Presence
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.fields import Record
from dhr_desktop.core.people import Person, Professional
from dhr_desktop.people import pseudonyms
from dhr_desktop.people.certain import Asked
from dhr_desktop.people.finding_names import NameFinder
from dhr_desktop.people.folding import fold, fold_name
from dhr_desktop.people.masking import Masker, usual_name
from dhr_desktop.people.roster import (
    NAMED,
    PERSON,
    PROFESSIONAL,
    Identity,
    Roster,
    clashes,
    parts_of,
)
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.keeping import unwatched

from .editions import DESIGNATIONS, GENERAL, LETTERS, Rule, rule
from .identities import identity_of
from .names_in_texts import strangers_met, workers_met
from .naming_rows import settled

LEAST_CHANCE = 5  # longer names are not spelt by chance

OFFERED = "Offered by the program"
"""Who chose a pseudonym that nobody has chosen yet."""


@dataclass(slots=True)
class _Kept:
    """What was made for a state of the registers."""

    of: tuple[Any, ...]
    finder: NameFinder | None = None
    maskers: dict[tuple[str, str, str], Masker] = field(default_factory=dict)
    words: tuple[dict[str, str], dict[str, int]] | None = None
    presences: list[Presence] | None = None
    settled: dict[Asked, int] = field(default_factory=dict)


_kept: weakref.WeakKeyDictionary[CaseFile, _Kept] = weakref.WeakKeyDictionary()


def identities(case: CaseFile) -> list[Identity]:
    """Everybody and everything of the registers that has a name to keep in."""
    told = [identity_of(each) for each in case.all(Person) if each.real_name.strip()]
    told += [
        Identity(each.id, PROFESSIONAL, (each.real_name, *each.aliases), called=each.label, role=each.role)
        for each in case.all(Professional) if each.real_name.strip()
    ]  # fmt: skip
    return told


def _state(case: CaseFile) -> _Kept:
    now = (case.all(Person), case.all(Professional), case.all(Agency), case.all(Edition), case.all(Entry))
    whole = unwatched(case)
    kept = _kept.get(whole)
    if kept is None or any(one is not other for one, other in zip(kept.of, now, strict=True)):
        kept = _kept[whole] = _Kept(now)
    return kept


def finder_of(case: CaseFile) -> NameFinder:
    """Looks for the register's names; made anew when the registers change."""
    kept = _state(case)
    if kept.finder is None:
        kept.finder = NameFinder(roster_of(case))
    return kept.finder


def ready_finder(case: CaseFile) -> NameFinder | None:
    """The finder if it has been made for the register as it stands: the window's own thread makes none."""
    return _state(case).finder


def ready_masker(case: CaseFile, edition: str) -> Masker | None:
    return next((each for key, each in _state(case).maskers.items() if key[0] == edition), None)


def everybody(case: CaseFile) -> list[Identity]:
    """The register, and workers the texts name by their role."""
    held = identities(case)
    return held + workers_met(case, held)


def roster_of(case: CaseFile, *more: Identity) -> Roster:
    """Everybody, beside whom else the texts name and what the agencies are called."""
    held = everybody(case)
    agencies = [name for each in case.all(Agency) for name in (each.full_name, *each.former_names) if name.strip()]
    return Roster.of([*held, *more], others=strangers_met(case, held), agencies=agencies)


def masker_of(case: CaseFile, edition: str) -> Masker:
    """An edition's way with text."""
    wanted = rule(case, edition)
    kept = _state(case)
    said = _settled(case, kept)
    key = (wanted.name, wanted.names, f"{wanted.dates.value}/{wanted.agencies}")
    masker = kept.maskers.get(key)
    if masker is None:
        general = _general_agencies(case) if wanted.agencies == GENERAL else {}
        finder = NameFinder(roster_of(case, *general.values())) if general else finder_of(case)
        called = {each.id: each.called for each in everybody(case) if each.id < 0} | called_in(case, wanted)
        called |= {id: each.called for id, each in general.items()}
        masker = kept.maskers[key] = Masker(finder, called, wanted.dates.value, said)
    elif masker.settled is not said:
        masker = kept.maskers[key] = Masker(masker.finder, masker.called, masker.dates, said)
    return masker


def _settled(case: CaseFile, kept: _Kept) -> dict[Asked, int]:
    """What the chair has said of forms; the very same as before while it says the same."""
    presences = case.all(Presence)
    if kept.presences is not presences:
        now = settled(case)
        kept.presences, kept.settled = presences, now if now != kept.settled else kept.settled
    return kept.settled


def _general_agencies(case: CaseFile) -> dict[int, Identity]:
    """ "A mental health trust" for the agency's own name."""
    told = {}
    for each in case.all(Agency):
        names = tuple(name for name in (each.full_name, each.short_name, *each.former_names) if name.strip())
        if names:
            kind = each.type.strip() or "agency"
            article = "an" if kind[:1].casefold() in "aeiou" else "a"
            told[each.id] = Identity(
                each.id, "organisation", names, called=f"{article} {kind[:1].casefold()}{kind[1:]}"
            )
    return told


def called_in(case: CaseFile, wanted: Rule) -> dict[int, str]:
    """What each is called in an edition."""
    held = identities(case)
    people = [each for each in held if each.sort == PERSON]
    told = {each.id: _own(case, each, wanted) for each in held}
    if wanted.names in (DESIGNATIONS, LETTERS):
        told |= pseudonyms.designations(people, wanted.names)
    usual = pseudonyms.designations([each for each in people if not told[each.id]], DESIGNATIONS)
    labels = {each.id: each.called for each in held if each.sort == PROFESSIONAL}
    usual |= pseudonyms.role_labels([each for each in held if each.sort == PROFESSIONAL], labels)
    by_id = {each.id: each for each in held}
    return {id: words or usual.get(id) or usual_name(by_id[id]) for id, words in told.items()}


def _own(case: CaseFile, identity: Identity, wanted: Rule) -> str:
    """The pseudonym chosen for this edition, unless it may not be used."""
    person = case.get(Person, identity.id)
    name = person.pseudonym_in(wanted.name).name if person is not None else identity.called
    return "" if name and problem_with(case, identity, name) else name


def spells_a_name(case: CaseFile) -> Callable[[bytes], bool] | None:
    """Whether packed bytes happen to spell a short name of the register: a search would find it there."""
    real = getattr(case, "real", case)
    short = [each for each in finder_of(real).roster.names if 2 < len(each) <= LEAST_CHANCE and each.isascii()]
    if not short:
        return None
    spelt = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(short)})(?![a-z0-9])")

    def is_spelt(packed: bytes) -> bool:
        ways = (packed.decode("latin-1"), packed.decode("utf-8", "ignore"), *_wide(packed))
        return any(spelt.search(fold(each)) for each in ways)

    return is_spelt


def _wide(packed: bytes) -> tuple[str, str]:
    return packed.decode("utf-16-le", "ignore"), packed[1:].decode("utf-16-le", "ignore")


# ---- pseudonyms ---------------------------------------------------------------------------------------


def taken(case: CaseFile) -> dict[str, int]:
    """Every pseudonym in use, folded, and whose it is."""
    told: dict[str, int] = {}
    for each in case.all(Person):
        if each.sort in ("", PERSON):
            for name in (each.pseudonym, each.publication_pseudonym):
                if name.strip():
                    told.setdefault(fold_name(name), each.id)
    return told


def problem_with(case: CaseFile, identity: Identity, pseudonym: str) -> str:
    """Why somebody may not be called this; "" if they may."""
    real, in_use = _taken_words(case)
    return pseudonyms.why_not(pseudonym, identity, real, in_use)


def _taken_words(case: CaseFile) -> tuple[dict[str, str], dict[str, int]]:
    """What nobody may be called: every word of a real name, and every pseudonym; gathered once for a register."""
    kept = _state(case)
    if kept.words is None:
        kept.words = pseudonyms.forbidden(identities(case)), taken(case)
    return kept.words


def choose(case: CaseFile, id: int, pseudonym: str, *, because: str = "", for_publication: bool = False) -> Change:
    """Give somebody a pseudonym. One that is a real name in the case, or another's, is refused."""
    person = case.get(Person, id)
    if person is None:
        raise Refused("That person is no longer in the register. Look at the list again.")
    pseudonym = " ".join(pseudonym.split())
    if pseudonym and (problem := problem_with(case, identity_of(person), pseudonym)):
        raise Refused(problem)
    wanted = (
        replace(person, publication_pseudonym=pseudonym) if for_publication else replace(person, pseudonym=pseudonym)
    )
    with case.step("Choose a pseudonym", f"Call {person.real_name} “{pseudonym}”") as step:
        step.put(replace(wanted, pseudonym_choice=because or person.pseudonym_choice))
    return step.change


def offers(case: CaseFile, id: int, number: int = 8, skip: int = 0) -> list[str]:
    """Neutral names for somebody, that nobody in the case has."""
    return pseudonyms.offered(identities(case), taken(case), number, skip)


def fill(case: CaseFile) -> Change:
    """A pseudonym for every person, and a label for every professional, who has none. One step, one Undo."""
    held = identities(case)
    without = [each for each in case.all(Person) if each.sort in ("", PERSON) and each.real_name and not each.pseudonym]
    names = pseudonyms.offered(held, taken(case), len(without))
    if len(names) < len(without):
        raise Refused("There are not enough neutral names left to offer. Choose some by hand.")
    labels = labels_to_keep(case)
    if not without and not labels:
        return Change("Everybody has a pseudonym or a label")
    with case.step(
        "Fill in pseudonyms",
        f"Fill in {counted(len(without) + len(labels), 'pseudonym or label', 'pseudonyms and labels')}",
    ) as step:
        for person, name in zip(without, names, strict=False):
            step.put(replace(person, pseudonym=name, pseudonym_choice=OFFERED))
        for each in case.all(Professional):
            if each.id in labels:
                step.put(replace(each, label=labels[each.id]))
    return step.change


def labels_to_keep(case: CaseFile) -> dict[int, str]:
    """What every professional without a label of their own is called meanwhile."""
    kept = {each.id: each.label for each in case.all(Professional)}
    return pseudonyms.role_labels([each for each in identities(case) if each.sort == PROFESSIONAL], kept)


# ---- what is wrong with the register --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something about the register that a person must look at, in a sentence."""

    id: int
    words: str


def troubles(case: CaseFile) -> list[Trouble]:
    held = identities(case)
    by_id = {each.id: each for each in held}
    found = []
    for each in held:
        person = case.get(Person, each.id)
        names = (each.called,) if person is None else (person.pseudonym, person.publication_pseudonym)
        for name in dict.fromkeys(name for name in names if name.strip()):
            if problem := problem_with(case, each, name):
                found.append(Trouble(each.id, f"{each.names[0]}: {problem}"))
        if each.sort == PERSON and not any(name.strip() for name in names):
            found.append(
                Trouble(each.id, f"{each.names[0]} has no pseudonym; “{_meanwhile(each)}” stands in its place.")
            )
    found += _same_names(held, by_id)
    found += _agencies_names(case, held)
    return found


def _meanwhile(identity: Identity) -> str:
    return next(iter(pseudonyms.designations([identity], DESIGNATIONS).values()))


def _same_names(held: Sequence[Identity], by_id: dict[int, Identity]) -> list[Trouble]:
    """Two with one full name cannot be told apart by any text."""
    found, told = [], set()
    for tokens, ids in clashes([each for each in held if each.sort in NAMED]).items():
        pair = tuple(sorted(ids))
        is_whole = len(tokens) > 1 and all(_is_whole(by_id[id], tokens) for id in ids)
        if is_whole and pair not in told:
            told.add(pair)
            who = " and ".join(f"{by_id[id].names[0]} ({by_id[id].role or by_id[id].sort})" for id in pair)
            found.append(Trouble(pair[0], f"{who} are written alike, so each naming of them is asked about."))
    return found


def _is_whole(identity: Identity, tokens: tuple[str, ...]) -> bool:
    return any(
        "".join(tokens) == "".join(part for each in (*parts_of(name)[0], parts_of(name)[1]) for part in each)
        for name in identity.names
    )


def _agencies_names(case: CaseFile, held: Sequence[Identity]) -> list[Trouble]:
    names = {
        fold_name(name): each.name
        for each in case.all(Agency) for name in (each.full_name, each.short_name) if name.strip()
    }  # fmt: skip
    found = []
    for each in held:
        for name in (*each.names, *each.nicknames, *each.initials):
            if agency := names.get(fold_name(name)):
                words = f"“{name}”, held for {each.names[0]}, is also the agency {agency}"
                found.append(Trouble(each.id, f"{words}: every naming of the agency is hidden too."))
    return found


# ---- what the register's own table and a CSV may set -----------------------------------------------------

CALLED_BY = ("pseudonym", "publication_pseudonym")


def refuse_pseudonyms(
    case: CaseFile, kind: type[Record], id: int, values: Mapping[str, Any], fresh: Record | None = None
) -> None:
    """R-ANON-4, whichever way a pseudonym is typed."""
    if kind is not Person or not any(values.get(name) for name in CALLED_BY):
        return
    person = fresh if isinstance(fresh, Person) else case.get(Person, id)
    if person is None:
        return
    real_name = str(values.get("real_name") or person.real_name)
    for name in CALLED_BY:
        if values.get(name) and (
            problem := problem_with(case, identity_of(replace(person, real_name=real_name)), values[name])
        ):
            raise Refused(problem)


def without_forbidden(case: CaseFile, kind: type[Record], rows: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """Blanks each pseudonym of a table that may not be used, and says so; the people themselves are kept."""
    if kind is not Person:
        return ()
    held = identities(case)
    ids = {_key_of(each): each.id for each in held}
    fresh = []
    for at, row in enumerate(rows, 1):
        identity = identity_of(Person(**row))
        fresh.append(replace(identity, id=ids.setdefault(_key_of(identity), -at)))  # a row twice is one person
    coming = {each.id for each in fresh}
    real = pseudonyms.forbidden([*(each for each in held if each.id not in coming), *fresh])
    in_use = taken(case)
    said = []
    for row, identity in zip(rows, fresh, strict=True):
        for name in CALLED_BY:
            wanted = row.get(name, "")
            if not wanted:
                continue
            problem = pseudonyms.why_not(wanted, identity, real, in_use)
            if problem:
                row[name] = ""
                said.append(f"{identity.names[0]}: {problem} No pseudonym was taken for now.")
            elif identity.sort == PERSON:
                in_use.setdefault(fold_name(wanted), identity.id)
    return tuple(dict.fromkeys(said))


def _key_of(identity: Identity) -> tuple[str, str]:
    return identity.sort, fold_name(identity.names[0]) if identity.names else ""
