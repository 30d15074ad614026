"""Who is named in each text, as far as the texts themselves and the register of people say.

One agency writes "Ms Tallowby", another "Rhoswen", a third "TALLOWBY, Rhoswen" or "R.T.". Full names met anywhere in
the case, and the register's, are the people; a part of a name speaks of each person it could be, the more often
named the more likely. Nothing here decides who somebody is: it is only used to say that two entries name alike.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from dhr_desktop.system.folders import resources

from .lexicon import lexicon, stem

_LETTER = "A-Za-zÀ-ÖØ-öø-ÿ"
_TITLES = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f", "mx": ""}
_WORK = frozenset(
    "dr doctor pc dc ds ps sgt insp di dci sw cpn hv nurse sister consultant prof professor cllr judge officer worker "
    "manager headteacher teacher hpo om idva paramedic midwife registrar psychologist rmn gp ewo csw amhp".split()
)
_RUN = re.compile(
    rf"(?:\b(?P<title>(?i:{'|'.join([*_TITLES, *sorted(_WORK, key=len, reverse=True)])}))\b\.? )?(?P<names>(?:[A-ZÀ-Ö](?:[{_LETTER}'’]+(?:-[{_LETTER}]+)*|\.)(?:, | |(?<=\.))?)+)"
)
_INITIALS = re.compile(r"\b([A-Z])\.? ?([A-Z])\.(?![A-Za-z])|\b([A-Z])\.([A-Z])\b")
_SMALL_WORD = re.compile(rf"(?<![{_LETTER}'’])[a-zà-öø-ÿ]+")
_PART = re.compile(rf"[{_LETTER}'’]+(?:-[{_LETTER}]+)*")
_PLACES = frozenset(
    "road street lane avenue close way walk drive house lodge terrace gardens crescent place square row mews villas hotel park "
    "surgery school hospital clinic centre".split()
)
_HOUSE_NUMBER = re.compile(r"\d[a-zA-Z]? $")
_VOWELS = frozenset("aeiouyàèéêëíîïòóôöùúûüŵŷ")
_CLOSE = 5  # letters a surname has before a slip of one is taken for it


def plain(name: str) -> str:
    """A name as it is compared: no marks, no capitals."""
    return re.sub(r"[^a-zà-öø-ÿ]", "", name.casefold())


@cache
def forenames() -> dict[str, str]:
    with (resources() / "matching" / "forenames.csv").open(encoding="utf-8", newline="") as file:
        return {row["forename"]: row["gender"] for row in csv.DictReader(file)}


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the register with every name held for them."""

    names: tuple[str, ...]
    role: str = ""


@dataclass(slots=True)
class Mention:
    """One run of names in a text: a forename, a surname, or both; with the gender of its title."""

    forename: str = ""
    surname: str = ""
    initials: str = ""
    gender: str = ""


@dataclass(slots=True)
class People:
    """Everybody named in a case; ids are only this reading's own."""

    people: dict[tuple[str, str], int] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    counts: Counter[int] = field(default_factory=Counter)
    by_forename: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_surname: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    genders: dict[int, str] = field(default_factory=dict)
    surnames: Counter[str] = field(default_factory=Counter)
    spellings: dict[str, str] = field(default_factory=dict)
    roles: dict[str, int] = field(default_factory=dict)
    words: frozenset[str] = frozenset()  # the stems of all names, which say nothing of what happened

    def add(self, forename: str, surname: str, times: int = 1) -> int:
        key = (self._forename(forename, surname), self.spelling(surname))
        id = self.people.get(key)
        if id is None:
            id = self.people[key] = len(self.names)
            self.names.append(f"{key[0].title()} {surname.title()}".strip())
            self.by_forename[key[0]].append(id)
            self.by_surname[key[1]].append(id)
            self.genders[id] = forenames().get(key[0], "")
        self.counts[id] += times
        return id

    def forename_of(self, id: int) -> str:
        return next((forename for forename in self.names[id].lower().split(" ")[:-1]), "")

    def spelling(self, surname: str) -> str:
        """The commonest spelling among those a slip apart."""
        return self.spellings.get(surname, surname)

    def _forename(self, forename: str, surname: str) -> str:
        """ "Rosie" is the Rose already met with this surname, and "Rose" the Rosie."""
        held = [self.names[id] for id in self.by_surname.get(self.spelling(surname), ())]
        for each in held:
            known = plain(each.split(" ")[0])
            if is_short_for(forename, known) or _is_letter_more(forename, known):
                return known
        return forename

    def of(self, mention: Mention, here: Iterable[int]) -> dict[int, float]:
        """Each person this could be, and how likely; whoever is named in full in the same text first."""
        found = self._candidates(mention)
        if not found:
            return {}
        named = [id for id in here if id in found]
        if named:
            return {named[0]: 1.0}
        total = sum(self.counts[id] for id in found)
        return {id: self.counts[id] / total for id in found if self.counts[id] / total >= 0.1} if total else {}

    def _candidates(self, mention: Mention) -> list[int]:
        if mention.initials:
            return [
                id
                for (forename, surname), id in self.people.items()
                if forename[:1] + surname[:1] == mention.initials and self.counts[id] >= 3
            ]
        forename, surname = mention.forename, self.spelling(mention.surname)
        if forename and surname:
            id = self.people.get((self._forename(forename, surname), surname))
            return [id] if id is not None else []
        if surname:
            found = self.by_surname.get(surname, [])
            fitting = [id for id in found if not mention.gender or self.genders[id] in ("", mention.gender)]
            return fitting or found
        found = [
            id for known, ids in self.by_forename.items() if known == forename or is_short_for(forename, known)
            for id in ids
        ]  # fmt: skip
        return found


def is_short_for(one: str, other: str) -> bool:
    """Grace and Gracie, Mark and Marky, Ann and Anne: one is the other with another end."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    stem = short.rstrip("eiy")
    return (
        len(stem) >= 3 and long.startswith(stem) and len(long) - len(stem) <= 2 and long[len(stem) :].strip("eiy") == ""
    )


def _is_letter_more(one: str, other: str) -> bool:
    """Alan and Allan, Jason and Jayson; not Jane and Jade, who may be sisters."""
    return min(len(one), len(other)) >= 4 and len(one) != len(other) and _slip_apart(one, other)


def _slip_apart(one: str, other: str) -> bool:
    """Whether one letter more, less or other turns one into the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = 0
    while at < len(short) and short[at] == long[at]:
        at += 1
    return short[at + 1 :] == long[at + 1 :] if len(short) == len(long) else short[at:] == long[at + 1 :]


Runs = list[tuple[str, list[str], bool]]


def runs(text: str) -> Runs:
    """Each run of capitalised names: its title, its parts, and whether the surname stands first."""
    found = []
    for match in _RUN.finditer(text):
        names = match["names"]
        parts = [plain(each) for each in _PART.findall(names)]
        title = plain(match["title"] or "")
        while parts and (parts[0] in _TITLES or parts[0] in _WORK):
            title = parts.pop(0)
        parts = [each for each in parts if each]
        if parts and not _is_address(parts, text, match.start()):
            found.append((title, parts, "," in names))
    return found


def _is_address(parts: list[str], text: str, begins: int) -> bool:
    """Frost Road is nobody, though somebody is called Frost; nor is 4 Hope Street."""
    if _PLACES.isdisjoint(parts[1:]):
        return False
    return parts[0] not in forenames() or _HOUSE_NUMBER.search(text, max(0, begins - 6), begins) is not None


def _surname(parts: list[str]) -> str:
    """The last of a run, unless a middle name and an abbreviation stand after it."""
    return parts[2] if len(parts) > 2 and parts[1] in forenames() else parts[1]


def gather(
    texts: Sequence[str],
    register: Sequence[Known],
    found: Sequence[Runs] | None = None,
    people: People | None = None,
) -> People:
    """Everybody the register and the texts name in full; a surname's slips are one surname.

    People met before keep their numbers, and those of the new texts are put behind them.
    """
    people = people or People()
    full, titled = _named_in_full(texts, found or [runs(text) for text in texts])
    for known in register:
        for name in known.names:
            parts = [plain(each) for each in _PART.findall(name)]
            if len(parts) >= 2:
                full[parts[0], parts[-1]] += 5
    for (_, surname), times in [*full.items(), *titled.items()]:
        people.surnames[surname] += times
    _join_slips(people)
    for (forename, surname), times in sorted(full.items(), key=lambda each: (-each[1], each[0])):
        people.add(forename, surname, times)
    for (gender, surname), times in sorted(titled.items()):
        if people.spelling(surname) not in people.by_surname:  # somebody only ever called Ms So-and-so
            id = people.add("", surname, times)
            people.genders[id] = gender
    _know_register(people, register)
    people.words = frozenset(stem(part) for key in people.people for part in key if part)
    return people


Counts = Counter[tuple[str, str]]


def _named_in_full(texts: Sequence[str], found: Sequence[Runs]) -> tuple[Counts, Counts]:
    """Forename and surname of all whom the texts name in full; and gender and surname of those called by title."""
    given = forenames()
    full: Counts = Counter()
    titled: Counts = Counter()
    unlisted: Counts = Counter()  # two capitalised words, the first no forename of the list
    for named in found:
        for title, parts, is_turned in named:
            if title in _WORK:
                continue
            if title in _TITLES and parts[0] not in given:
                titled[_TITLES[title], parts[0]] += 1
            elif is_turned and len(parts) >= 2:
                (full if parts[1] in given else unlisted)[parts[1], parts[0]] += 1
            elif len(parts) >= 2 and parts[0] in given:
                if _VOWELS.intersection(_surname(parts)):  # "April CCG" is nobody
                    full[parts[0], _surname(parts)] += 1
            elif len(parts) >= 2:
                unlisted[parts[0], parts[1]] += 1
    if unlisted:
        _take_unlisted(texts, full, titled, unlisted)
    return full, titled


def _take_unlisted(texts: Sequence[str], full: Counts, titled: Counts, unlisted: Counts) -> None:
    """Names that no list holds: two words never written small, met twice or with a surname that is known."""
    small = {word for text in texts for word in _SMALL_WORD.findall(text)}
    book = lexicon()
    surnames = {surname for _, surname in [*full, *titled]}
    for (first, second), times in unlisted.items():
        if any(book.is_of_the_field(stem(each)) or not _VOWELS.intersection(each) for each in (first, second)):
            continue  # "MAPPA Jason" and "Elmhurst Approved" are nobody
        if (first in surnames and second in forenames()) or (second, first) in full:  # the surname first, no comma
            full[second, first] += times
            continue
        if first not in small and second not in small and (times > 1 or second in surnames):
            full[first, second] += times


def _join_slips(people: People) -> None:
    common = [name for name, _ in people.surnames.most_common(400) if len(name) >= _CLOSE]
    for at, name in enumerate(common):
        for better in common[:at]:
            if people.spelling(better) == better and _slip_apart(name, better):
                people.spellings[name] = better
                break


def _know_register(people: People, register: Sequence[Known]) -> None:
    """Every alias of a person speaks of that person, besides whoever else bears it."""
    for known in register:
        ids = []
        for name in known.names:
            parts = [plain(each) for each in _PART.findall(name)]
            if len(parts) >= 2:
                ids.append(people.add(parts[0], parts[-1], 0))
        if not ids:
            continue
        main = ids[0]
        for name in known.names:
            parts = [plain(each) for each in _PART.findall(name)]
            if len(parts) == 1 and main not in people.by_forename[parts[0]]:
                people.by_forename[parts[0]].append(main)
            elif len(parts) >= 2:
                key = (parts[0], people.spelling(parts[-1]))
                people.people[key] = main
        if known.role:
            people.roles[known.role] = main


def named_in(text: str, people: People, found_runs: Runs | None = None) -> dict[int, float]:
    """The people a text may speak of, each as likely as its likeliest mention."""
    mentions: list[Mention] = []
    for title, parts, is_turned in runs(text) if found_runs is None else found_runs:
        if title in _WORK:
            continue
        mentions.append(_mention(title, parts, is_turned, people))
    for match in _INITIALS.finditer(text):
        letters = "".join(each for each in match.groups() if each).lower()
        mentions.append(Mention(initials=letters))
    found: dict[int, float] = {}
    here: list[int] = []
    for whole in (True, False):
        for each in mentions:
            if bool(each.forename and each.surname) is not whole:
                continue
            for id, likely in people.of(each, here).items():
                found[id] = max(found.get(id, 0.0), likely)
                if whole:
                    here.append(id)
    return found


def _mention(title: str, parts: list[str], is_turned: bool, people: People) -> Mention:
    gender = _TITLES.get(title, "")
    if is_turned and len(parts) >= 2 and (people.spelling(parts[0]) in people.by_surname):
        return Mention(parts[1], parts[0], gender=gender)
    if (len(parts) >= 2 and title not in _TITLES) or (parts[0] in forenames() and len(parts) >= 2):
        surname = next((each for each in parts[1:] if people.spelling(each) in people.by_surname), "")
        if surname and (parts[0] in forenames() or parts[0] in people.by_forename):
            return Mention(parts[0], surname, gender=gender)
    for each in parts:
        if title in _TITLES or (people.spelling(each) in people.by_surname and each not in people.by_forename):
            return Mention(surname=each, gender=gender)
        if each in people.by_forename or each in forenames():
            return Mention(forename=each, gender=gender)
    return Mention(surname=parts[-1], gender=gender)


def without_names(text: str, people: People) -> str:
    """A text without its names and titles, so that Miss Ward is no missing person and no ward."""

    def blank(match: re.Match[str]) -> str:
        word = plain(match[0])
        is_name = word in people.by_forename or people.spelling(word) in people.by_surname
        return " " if is_name or word in _TITLES else match[0]

    return _RUN.sub(lambda run: _PART.sub(blank, run[0]), text)


def names_like_words(people: People, is_word: Callable[[str], bool]) -> frozenset[str]:
    """Parts of names, and titles, that are also words of the field."""
    parts = {part for key in people.people for part in key if part} | set(_TITLES)
    return frozenset(part for part in parts if is_word(stem(part)))


def is_named_among(found: Runs, names: frozenset[str]) -> bool:
    return any(title in names or not names.isdisjoint(parts) for title, parts, _ in found)
