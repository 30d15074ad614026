"""What an agency's name says: the words that are its own, and the words that any agency of its sort could carry.

"Police", "hospital" or "housing" tell what sort of body wrote a file and never which one. Only the words that
are left when those are taken out tell two police forces apart, and a file is never given to an agency without them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

_SORTS: dict[str, str] = {
    "police": "police constabulary constable force csi",
    "ambulance": "ambulance paramedic paramedics 999 111",
    "hospital": "hospital hospitals infirmary acute ed a&e teaching maternity midwifery emergency",
    "urgent care": "urgent",
    "gp": "gp gps surgery surgeries practice practices medical doctor doctors dr primarycare",
    "mental health": "mental psychiatric psychiatry psychology camhs cmht iapt",
    "community": "community district-nursing visiting visitor visitors",
    "children": "children childrens child csc early family families",
    "adults": "adult adults asc",
    "women": "women womens woman",
    "housing": "housing homes landlord homeless homelessness tenancy tenancies estates",
    "probation": "probation crc rehabilitation offender",
    "prison": "prison prisons hmp hmpps custody",
    "school": "school schools academy college nursery primary secondary infant infants junior juniors high",
    "education": "education university",
    "fire": "fire rescue",
    "drugs": "drug drugs alcohol substance misuse recovery addiction addictions",
    "abuse": "domestic abuse violence idva idvas isva refuge advocacy advocate marac womensaid",
    "sexual": "sexual",
    "youth": "youth yot yos",
    "commissioner": "ccg ccgs icb commissioning commissioner commissioners clinical",
    "court": "court courts cps prosecution crown legal",
    "dentist": "dental dentist pharmacy optician",
    "people": "victim victims perpetrator perpetrators",
}  # fmt: skip
_SORT_OF = {word: sort for sort, words in _SORTS.items() for word in words.split()}
_COUNCIL = frozenset(
    [
        "council",
        "borough",
        "county",
        "city",
        "district",
        "metropolitan",
        "authority",
        "local",
        "unitary",
        "town",
        "parish",
        "royal",
        "regional",
    ]
)
"""What sort of council; no sort of agency in itself."""
_PLACED = frozenset(
    [
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "upper",
        "lower",
        "general",
        "st",
        "saint",
        "mid",
        "inner",
        "outer",
    ]
)
_FILLERS = frozenset(
    ["the", "of", "and", "for", "in", "at", "by", "to", "a", "an", "nhs", "trust", "foundation", "ft", "service", "services", "team", "teams", "department", "dept", "unit", "limited", "ltd", "plc", "cic", "llp", "group", "organisation", "organization", "agency", "agencies", "provider", "providers", "partnership", "division", "directorate", "centre", "center", "clinic", "clinics", "social", "care", "health", "healthcare", "support", "all", "combined", "joint", "integrated", "our", "out", "hours", "company", "society", "office"]
)  # fmt: skip
_EMPTY = frozenset(["limited", "ltd", "plc", "cic", "llp", "our", "all"])
"""Fillers that say nothing; every other one tells the kind of body: "Weston Trust" and "Weston Group" may be two."""
_ONE_FORM = {"services": "service", "teams": "team", "dept": "department", "center": "centre", "clinics": "clinic",
             "organization": "organisation", "agencies": "agency", "providers": "provider", "ft": "foundation"}  # fmt: skip
_OWNERS = frozenset(("nhs", "trust", "foundation"))
"""Who runs a hospital, which its name in daily use leaves out."""
_SERVICES = frozenset(("police", "ambulance", "probation", "prison", "fire"))
"""One body to a place, so that "Eastmere Probation" is the Probation Service."""
_JOINING = frozenset(["the", "of", "and", "for", "in", "at", "by", "to", "a", "an"])
_NUMBERED = frozenset(("gp", "school", "people"))
"""A review calls these by number, "General practice 2": there the number is what tells one from another."""
_ONE_WORD = (
    (r"women['’]?s aid", "womensaid"),
    (r"children['’]s", "childrens"),
    (r"primary care", "primarycare"),
    (r"a ?(?:&|and) ?e\b", "a&e"),
    (r"district nurs\w+", "district-nursing"),
    (r"metropolitan police", "metropolitanforce police"),
)  # fmt: skip
ORGANISED = re.compile(
    r"\b(?:police|constabulary|trust|services?|council|borough|surgery|practice|hospitals?|infirmary|school|academy|college|nursery|"
    r"team|association|centre|clinic|probation|prison|hmp|housing|homes|authority|ccg|icb|ambulance|brigade|unit|department|"
    r"healthcare|agency|care|health|refuge|idva|support|charity|aid|premises|home|education|court|cafcass)\b", re.I,
)  # fmt: skip
"""A word that the name of a body, and hardly that of a person or a place, holds."""


class Likeness(Enum):
    """How one name stands to another."""

    SAME = "the same words"
    COULD_BE = "one could be short for the other"
    SORT_ONLY = "only the sort of agency agrees"
    DIFFERENT = "another agency"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A name taken apart: words of its own, and words of its sort (with where it lies and its numbers)."""

    own: frozenset[str]
    of_sort: frozenset[str]
    initials: frozenset[str] = field(default=frozenset(), compare=False)
    kind: frozenset[str] = field(default=frozenset(), compare=False)  # of body: trust, group, health centre
    words: tuple[str, ...] = field(default=(), compare=False)

    @property
    def sorts(self) -> frozenset[str]:
        return frozenset(_sort_of(word) for word in self.of_sort) - {""}

    @property
    def is_generic(self) -> bool:
        """Nothing in it tells one agency of its sort from another."""
        return not self.own

    @property
    def is_bare(self) -> bool:
        """Nothing in it tells what sort or kind of body: a place, or a name alone."""
        return self.of_sort <= _PLACED and not self.kind

    @property
    def is_empty(self) -> bool:
        return not self.own and not self.of_sort


def _sort_of(word: str) -> str:
    return _SORT_OF.get(word, "")


@lru_cache(maxsize=16_384)
def spoken_name(name: str) -> Spoken:
    """The name's words by what they tell."""
    text = name.casefold().replace("’", "'")
    for pattern, one in _ONE_WORD:
        text = re.sub(pattern, one, text)
    text = re.sub(r"'s?\b", lambda found: "s" if found[0] == "'s" else "", text)
    words = [_folded(word) for word in re.findall(r"[^\W_]+(?:[&\-][^\W_]+)*", text)]
    words = [part for word in words for part in ([word] if word in _SORT_OF else word.split("-"))]
    of_sort = {
        each for each in words
        if each in _SORT_OF or each in _COUNCIL or each in _PLACED or each.isdigit() or (len(each) == 1 and each != "a")
    }  # fmt: skip
    if {_sort_of(each) for each in of_sort} & _NUMBERED:
        of_sort = {each for each in of_sort if not each.isdigit()}
    own = {each for each in words if each not in of_sort and each not in _FILLERS}
    return Spoken(frozenset(own), frozenset(of_sort), _initials(words), _kind(words, of_sort), tuple(words))


def _kind(words: list[str], of_sort: set[str]) -> frozenset[str]:
    """The words that tell the kind of body, but for those that its sort says already."""
    kind = {_ONE_FORM.get(each, each) for each in words if each in _FILLERS and each not in _EMPTY | _JOINING}
    if {_sort_of(each) for each in of_sort} & _SERVICES:
        kind.discard("service")
    if "council" in of_sort:
        kind.discard("department")
    return frozenset(kind)


def _initials(words: list[str]) -> frozenset[str]:
    """The short forms its words may have, of two letters and more."""
    ways = (
        words,
        [each for each in words if each not in _JOINING],
        [each for each in words if each not in {*_JOINING, "nhs"}],
    )
    return frozenset(short for way in ways if len(short := "".join(word[0] for word in way)) >= 2)


def _folded(word: str) -> str:
    """Surgeries and surgery are one word."""
    alone = {"hospitals": "hospital", "surgeries": "surgery", "schools": "school", "practices": "practice", "gps": "gp",
             "prisons": "prison", "ccgs": "ccg", "child": "childrens", "children": "childrens", "woman": "womens",
             "women": "womens", "adults": "adult", "drugs": "drug", "families": "family"}  # fmt: skip
    return alone.get(word, word)


def likeness(said: Spoken, known: Spoken) -> Likeness:
    """What a name in a file says of an agency's name in the register."""
    if said.is_empty or known.is_empty:
        return Likeness.DIFFERENT
    if said == known:
        if not said.own:
            return Likeness.SORT_ONLY
        return Likeness.SAME if said.kind == known.kind or leaves_out_the_owner(said, known) else Likeness.COULD_BE
    if _is_misspelt(said, known):
        return Likeness.COULD_BE
    if not said.own or not known.own:
        return _by_sort(said, known)
    if _agree_on_sort(said, known) and (
        said.own <= known.own or known.own <= said.own or _are_slips(said.own, known.own)
    ):
        return Likeness.COULD_BE
    return Likeness.COULD_BE if _are_initials(said, known) else Likeness.DIFFERENT


def _by_sort(said: Spoken, known: Spoken) -> Likeness:
    """One of the two has no word of its own: is all that it says true of the other?"""
    generic, other = (said, known) if not said.own else (known, said)
    sorts = generic.sorts - {"people"}
    tells = sorts <= other.sorts if sorts else bool(generic.of_sort & other.of_sort & _COUNCIL)
    return Likeness.SORT_ONLY if tells and _agree_on_sort(said, known) else Likeness.DIFFERENT


def _agree_on_sort(said: Spoken, known: Spoken) -> bool:
    """Neither says a sort, a side or a number that the other speaks against."""
    only_said = {_sort_of(each) or each for each in said.of_sort - known.of_sort} - known.sorts - _COUNCIL
    only_known = {_sort_of(each) or each for each in known.of_sort - said.of_sort} - said.sorts - _COUNCIL
    return not only_said or not only_known


def _are_slips(one: frozenset[str], other: frozenset[str]) -> bool:
    """Each word of the shorter is a word of the longer, cut short or one letter wrong."""
    few, many = sorted((one, other), key=len)
    return all(any(_is_slip(word, each) for each in many) for word in few)


def _is_slip(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short == long or (len(short) >= 3 and long.startswith(short)):
        return True
    if len(short) < 5 or len(long) - len(short) > 1:
        return False
    from dhr_desktop.language.dates.words import _distance

    return _distance(short, long) <= 1


def _is_misspelt(said: Spoken, known: Spoken) -> bool:
    """ "Victim Suport" for Victim Support: word for word the same, but for a letter."""
    pairs = list(zip(said.words, known.words, strict=False))
    return len(said.words) == len(known.words) and all(
        one == other or (min(len(one), len(other)) >= 5 and _is_slip(one, other)) for one, other in pairs
    )


def is_of_another_kind(said: Spoken, known: Spoken) -> bool:
    """One place, and a word of the sort or kind of body that the other lacks: an NHS trust beside the police."""
    return said.own == known.own and not (said.kind <= known.kind and said.of_sort <= known.of_sort)


def leaves_out_the_owner(said: Spoken, known: Spoken) -> bool:
    """ "St Osric's Hospital" for St Osric's Hospital NHS Trust: all its words, but for who runs it."""
    left_out = known.kind - said.kind
    return bool(said == known and said.sorts and left_out) and said.kind <= known.kind and left_out <= _OWNERS


def _are_initials(said: Spoken, known: Spoken) -> bool:
    """ "EPS" for Eastmere Police Service: initials, which several bodies may share."""
    return any(len(one.own) == 1 and bool(one.own & other.initials) for one, other in ((said, known), (known, said)))


def short_names(names: list[str]) -> dict[str, str]:
    """For names of several services of one body, what tells each apart."""
    words = {name: re.findall(r"\S+", name) for name in names}
    common = set.intersection(*({each.casefold() for each in of} for of in words.values())) if len(words) > 1 else set()
    told = {}
    for name, of in words.items():
        rest = " ".join(word for word in of if word.casefold() not in common).strip(" -–,()")
        told[name] = rest or name
    return told
