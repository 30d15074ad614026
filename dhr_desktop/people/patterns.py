"""What identifies without being in any register: numbers, addresses, and workers named by their role.

Each pattern has a cheap first look, because most texts hold none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .words import DAYS, MONTHS, dictionary, forenames, roles

BIRTH, STAFF, ADDRESS, EMAIL, PHONE, HEALTH, INSURANCE, POSTCODE, VEHICLE, REFERENCE, LINK, ACCOUNT = (
    "date of birth", "practitioner", "address", "e-mail address", "telephone number", "NHS number",
    "National Insurance number", "postcode", "vehicle mark", "reference", "link", "user folder or account",
)  # fmt: skip


AN_ADDRESS = "[address]"


@dataclass(frozen=True, slots=True)
class Match:
    start: int
    end: int
    kind: str
    instead: str
    name: str = ""  # of a worker: the name without role and number


_NUMERIC_DATE = r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{4}-\d\d-\d\d"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_WRITTEN_DATE = rf"\d{{1,2}}(?:st|nd|rd|th)?[ \-](?:of )?{_MONTH}\.?,?[ \-](?:\d{{4}}|\d{{2}})|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
_BIRTH = re.compile(
    rf"\b(?:d\.?\s?o\.?\s?b\.?|date of birth|born(?: on)?|birth ?date|DoB)(?: (?:is|was|given|recorded|noted|shown|held|stated|listed))?(?: (?:as|to be|on))?[\s:=(\-]{{0,4}}(?P<date>{_NUMERIC_DATE}|{_WRITTEN_DATE}|\d{{6}}\b|\d{{8}}\b)",
    re.I,
)
_EMAIL = re.compile(r"[\w.+'’\-]+@[\w\-]+(?:\.[\w\-]+)*")
_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>\"]+")
_ACCOUNT = re.compile(r"(?:[A-Za-z]:\\Users\\|/home/|/Users/)[^\s\\/<>\"]+", re.I)
_DATE_IN_FIGURES = re.compile(r"\d{4}-\d\d-\d\d|\d\d?/\d\d?/\d")
_PHONE = re.compile(r"(?<![\w/:])(?:(?:\+|00)44[\s\-]?\(?0?\)?[\s\-]?|\(?0)(?:\d[\s\-()]{0,2}){9,10}(?![\w/])")
_HEALTH = re.compile(r"(?<![\w/])\d{3}[ \-]?\d{3}[ \-]?\d{4}(?![\w/])")
_INSURANCE = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b", re.I
)
_POSTCODE = re.compile(r"\b(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[a-z]{1,2}\d[a-z\d]? ?\d(?![a-z]?[cikmov])[a-z]{2})\b")
"""Written small, no letter at its end can be of "am" or "pm"."""
_VEHICLE = re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b")
_OLD_VEHICLE = re.compile(
    r"\b(?:car|van|vehicle|motorcycle|reg(?:istration)?|plate|VRM|index|driving|drove)\b[^.;\n]{0,30}?\b(?P<mark>[A-HJ-NPR-TV-Y]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Y])\b"
)
"""As they were before 2001: only behind a word for what bears them."""
_REFERENCE_WORDS = (
    r"CAD|CRIS|URN|PNC(?:ID)?|CRN|CCN|NICHE|MERLIN|ViSOR|VISOR|Crime(?: (?:ref(?:erence)?|no|number))?|OIC ref|Log|"
    r"Incident (?:no|number|ref(?:erence)?)|Police ref(?:erence)?|Case (?:ref(?:erence)?|no|number)|"
    r"Hospital (?:no|number)|MRN|NHS(?: (?:no|number))?|Ref(?:erence)?(?: (?:no|number))?|Prison(?:er)? (?:no|number)|STORM|UPRN|LAS ref"
)
_REFERENCE = re.compile(
    rf"\b(?:{_REFERENCE_WORDS})\b[.:#\s]{{0,3}}(?P<number>(?=[A-Za-z]{{0,4}}[/\-]?\d)[A-Za-z\d]+(?:[/\-][A-Za-z\d]+)*(?: \d{{1,2}}/\d{{1,2}}/\d{{2,4}})?)",
    re.I,
)
_BARE_REFERENCE = re.compile(
    r"(?<![\w/.\-])(?:\d{5,9}/\d{2}|\d{2}[A-Z]{2}/\d{3,6}/\d{2}|\d{2}/\d{4,7}[A-Z])(?![\w/\-])"
)
_STREET_TYPES = (
    r"Road|Rd|Street|St|Avenue|Ave|Lane|Close|Court|Drive|Way|Crescent|Grove|Terrace|Gardens|Hill|Walk|Mews|Row|Square|"
    r"Green|Parade|Rise|Place|View|Gate|Wharf|Broadway|Park"
)
_CAPITAL = r"[A-Z][a-z'’\-]+\b"
_ADDRESS = re.compile(
    rf"\b(?:(?:Flat|Apartment|Apt|Unit|Room)\s+\w{{1,4}},?\s+)?(?:(?:{_CAPITAL} ){{1,3}}(?:Lodge|House|Court|Heights|Mansions|Tower),?\s+)?"
    rf"\d{{1,4}}[A-Za-z]?,?\s+(?:{_CAPITAL}\s+){{1,3}}(?:{_STREET_TYPES})\b(?:,\s+{_CAPITAL}(?:\s+{_CAPITAL})?)?"
    rf"(?:,?\s+[A-Z]{{1,2}}\d[A-Z\d]?\s?\d[A-Z]{{2}})?"
)
_FLAT = re.compile(
    rf"\b(?:Flat|Apartment|Apt)\s+\w{{1,4}},?\s+(?:\d{{1,4}}\s+)?(?:{_CAPITAL}\s+){{0,3}}(?:Lodge|House|Court|Heights|Mansions|Tower|{_STREET_TYPES})\b"
    rf"(?:,\s+{_CAPITAL}(?:\s+{_CAPITAL})?)?(?:,?\s+[A-Z]{{1,2}}\d[A-Z\d]?\s?\d[A-Z]{{2}})?"
)
_PREMISES = re.compile(
    rf"\b(?:St\.? )?(?:{_CAPITAL} ){{1,3}}(?:(?P<kind>(?:C of E |CE |RC )?(?:Primary|Infant|Junior|Secondary|Nursery|High)(?: School| Academy)?|Academy|Lodge|[Hh]ostel|[Hh]otel|[Rr]efuge|Surgery|Medical (?:Centre|Practice)|Approved Premises|(?:Care|Nursing|Residential|Children['’]s) Home))\b(?: [Hh]ostel| [Hh]otel)?(?:,\s+{_CAPITAL}(?![\w]))?"
)
_PREMISES_WORDS = frozenset(
    "primary infant junior secondary nursery high academy lodge hostel hotel refuge surgery medical premises home".split()
)
_PREMISES_SAID = (
    ("approved premises", "approved premises"), (" home", "a care home"), ("hostel", "a hostel"), ("hotel", "a hotel"), ("refuge", "a refuge"), ("lodge", "an address"),
    ("surgery", "a GP surgery"), ("medical", "a GP surgery"), ("nursery", "a nursery"),
)  # fmt: skip

ROLES = roles()
_BADGE = r"\d{2,6}[A-Z]{0,3}"
_NAME = r"(?:[A-Z]\.? ?(?:[A-Z]\.? ?)?)?[A-Z][\w’']+(?:-[A-Z][\w’']+)?"
_STAFF = re.compile(
    rf"\b(?P<role>{'|'.join(sorted(map(re.escape, ROLES), key=len, reverse=True))})\d{{0,2}}\b\.?:? (?:(?P<badge>{_BADGE})\b ?)?"
    rf"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?(?P<name>(?:[A-Z]\.? ?){{0,2}}[A-Z][\w’']+(?:-[A-Z][\w’']+)?(?: [A-Z][\w’']+(?:-[A-Z][\w’']+)?)?)?"
    rf"(?: (?P<after>{_BADGE})\b)?"
)
_STRONG = frozenset("PC PCSO DC DS DI DCI TDC Sgt PS Insp Dr Prof Professor Cllr".split())
_NO_NAME = frozenset(
    "team service services unit surgery practice office manager contact visit report referral assessment appointment "
    "support worker meeting review section nurse officer duty line hub centre department clinic ward group conference "
    "letter records record notes and or to for the of at in on was is said told who had with from call called attended "
    "informed advised police social health housing no not also mental community adult children".split()
)


_RUN = re.compile(r"\d[\w/.\-:]*")
_PLAIN_RUN = re.compile(
    r"(?:\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{2,4})?|(?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th)?|\d{1,2}[:.]\d\d(?:am|pm|hrs|h)?|\d{1,2}(?:am|pm)|"
    r"\d{4}-\d\d-\d\d)[.\-:/]?"
)
_PAIRS = re.compile(r"\d\d \d\d \d\d")
_BIRTH_WORDS = frozenset({"born", "birth", "dob", "birthdate"})
_STREET_HEADS = frozenset({*_STREET_TYPES.casefold().split("|"), "flat", "apartment"})
_ROLE_WORDS = frozenset(each.split()[0].casefold() for each in ROLES)
TELLING = frozenset({*_BIRTH_WORDS, "o", *_STREET_HEADS, *_PREMISES_WORDS, *_ROLE_WORDS})
"""Words without which a text holds nothing of the kinds that are known by a word."""


def patterns_in(text: str, words: set[str], has_figures: bool) -> list[Match]:
    """Everything of these kinds that a text holds; one may lie within another.

    `words` are the telling ones among its words, in small letters.
    """
    found: list[Match] = []
    if has_figures:
        found += _with_figures(text, words)
    if "@" in text:
        found += [Match(*each.span(), EMAIL, "[e-mail address]") for each in _EMAIL.finditer(text)]
    if "://" in text or "www." in text:
        found += [Match(*each.span(), LINK, "[link]") for each in _LINK.finditer(text)]
    if "\\" in text or "home/" in text or "Users/" in text:
        found += [Match(*each.span(), ACCOUNT, "[folder]") for each in _ACCOUNT.finditer(text)]
    if not words:
        return found
    if not words.isdisjoint(_PREMISES_WORDS):
        found += premises_in(text)
    roles = words & _ROLE_WORDS
    if roles and any(each.capitalize() in text or each.upper() in text for each in roles):
        found += staff_in(text)
    return found


def _with_figures(text: str, words: set[str]) -> Iterator[Match]:
    """What has a number in it; most texts have only plain dates and times."""
    if not words.isdisjoint(_BIRTH_WORDS) or "o" in words:
        yield from (Match(*each.span("date"), BIRTH, "[date of birth]") for each in _BIRTH.finditer(text))
    runs = list(_RUN.finditer(text))
    is_plain = all(_PLAIN_RUN.fullmatch(each[0]) and not text[each.start() - 1].isalpha() for each in runs)
    if not is_plain or (len(runs) > 2 and _PAIRS.search(text)):
        yield from _long_numbers(text)
    if not words.isdisjoint(_STREET_HEADS):
        yield from _addresses(text)


def _long_numbers(text: str) -> Iterator[Match]:
    for found in _REFERENCE.finditer(text):
        if sum(each.isdigit() for each in found["number"]) >= 3:
            yield Match(*found.span(), REFERENCE, "[reference]")
    for found in _PHONE.finditer(text):
        if not _DATE_IN_FIGURES.search(found[0]):
            yield Match(found.start(), found.start() + len(found[0].rstrip(" -(")), PHONE, "[telephone number]")
    for found in _HEALTH.finditer(text):
        if is_health_number(found[0]) or " " in found[0].strip():
            yield Match(*found.span(), HEALTH, "[NHS number]")
    yield from (Match(*each.span(), INSURANCE, "[National Insurance number]") for each in _INSURANCE.finditer(text))
    yield from (Match(*each.span(), POSTCODE, "[postcode]") for each in _POSTCODE.finditer(text))
    yield from (Match(*each.span(), VEHICLE, "[vehicle]") for each in _VEHICLE.finditer(text))
    yield from (Match(*each.span("mark"), VEHICLE, "[vehicle]") for each in _OLD_VEHICLE.finditer(text))
    yield from (Match(*each.span(), REFERENCE, "[reference]") for each in _BARE_REFERENCE.finditer(text))


def named_in(text: str) -> Iterator[Match]:
    """Addresses, schools and the like by name, and workers by role and name: what is read by its shape alone."""
    yield from _addresses(text)
    yield from premises_in(text)
    yield from (each for each in staff_in(text) if each.name)


def is_health_number(written: str) -> bool:
    """By its check digit; the range kept for tests is taken for one too."""
    figures = [int(each) for each in written if each.isdigit()]
    if len(figures) != 10:
        return False
    check = 11 - sum(figure * weight for figure, weight in zip(figures, range(10, 1, -1), strict=False)) % 11
    return (0 if check == 11 else check) == figures[9] or figures[:3] == [9, 9, 9]


def _addresses(text: str) -> Iterator[Match]:
    for pattern in (_ADDRESS, _FLAT):
        for found in pattern.finditer(text):
            yield Match(*found.span(), ADDRESS, AN_ADDRESS)


def premises_in(text: str) -> Iterator[Match]:
    """Named schools, hostels, hotels and surgeries: general outside, whether a register holds them or not."""
    for found in _PREMISES.finditer(text):
        first = found[0].split()[0]
        start = found.start()
        if first.casefold() in ("the", "a", "an", "at", "in", "from", "to"):
            start += len(first) + 1
        folded = found["kind"].casefold()
        said = next((words for head, words in _PREMISES_SAID if head in found[0].casefold()), "")
        yield Match(start, found.end(), ADDRESS, said or ("a school" if folded else "[place]"))


def staff_in(text: str) -> Iterator[Match]:
    """A role with a name or a number behind it."""
    for found in _STAFF.finditer(text):
        name, end = found["name"] or "", found.end()
        if name and not _is_name(found["role"], name):
            name, end = _first_only(found["role"], name), 0
            if name:
                end = found.start("name") + len(name)
            elif found["badge"]:
                end = found.end("badge")
        if not name and not found["badge"] and not found["after"]:
            continue
        if not end:
            continue
        yield Match(found.start(), end, STAFF, ROLES[found["role"]], name)


def _is_name(role: str, name: str) -> bool:
    """Whether every word behind a role can be a name's."""
    words = [each.strip(".’'") for each in name.split()]
    whole = [each for each in words if len(each) > 1]
    if not whole or any(each.casefold() in _NO_NAME or each.casefold() in MONTHS | DAYS for each in whole):
        return False
    has_initial = len(words) > len(whole)
    first = whole[0].casefold()
    if has_initial or role in _STRONG or first in forenames():
        return True
    return first not in dictionary()


def _first_only(role: str, name: str) -> str:
    """ "PC Blythe Attended": the first word behind the role, where it alone can be the name."""
    first = name.split()[0]
    return first if len(first) > 2 and first != name and _is_name(role, first) else ""
