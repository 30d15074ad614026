"""What stands beside a name and tells who is meant, or who cannot be: a role, a kinship, an age, a sex.

"nurse Karen" is no aunt, "Karim Stone (his father)" is not the son, and "Ms O'Neill, 23 F" is not seven years old.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .words import roles

_BEFORE = re.compile(r"(?P<word>[A-Za-z][\w'’/&-]*)\.?(?P<gap>[ \u00a0]?[:,–-]?[ \u00a0]|[:/(]) ?$")
_ROLE_HEADS = frozenset(
    "nurse worker officer visitor manager doctor teacher midwife solicitor counsellor consultant psychiatrist psychologist "
    "therapist paramedic constable sergeant inspector detective judge magistrate coroner chaplain keyworker caseworker "
    "practitioner adviser advisor advocate coordinator co-ordinator supervisor receptionist clerk matron registrar surgeon "
    "dentist pharmacist lecturer headteacher tutor mentor warden councillor physio physiotherapist interpreter radiographer "
    "superintendent professor sw hv gp pc dr doctor dc cpn idva".split()
)  # fmt: skip
_ROLES = frozenset(each.casefold() for each in roles() if each != "Sister")
_NO_ROLES = frozenset(
    "MARAC DASH NHS DV DA DVA ASB ED AE CCTV DNA RE VIC SUSP LAC CP MASH CAF MAPPA IOPC CPS MG TC T/C V/C H/V O/V HX PT PTS "
    "FAO CC TO OF IN AND OR THE BUT MR MRS MS MISS DOB ID UK UN GBH ABH NFA DVPO DVPN VIW IP OIC OK AM PM".split()
)  # fmt: skip
_CAPITALS = re.compile(r"[A-Z]{2,5}")
_KINSHIPS = (
    "father", "mother", "dad", "mum", "son", "daughter", "brother", "sister", "uncle", "aunt", "aunty", "auntie", "cousin",
    "nephew", "niece", "grandfather", "grandmother", "grandson", "granddaughter", "grandad", "gran", "nan", "stepfather",
    "stepmother", "stepson", "stepdaughter", "half-brother", "half-sister", "twin",
)  # fmt: skip
_SAME_KIN = {"dad": "father", "mum": "mother", "aunty": "aunt", "auntie": "aunt", "gran": "grandmother", "nan": "grandmother",
             "grandad": "grandfather"}  # fmt: skip
_KIN = rf"(?:{'|'.join(_KINSHIPS)})"
_KIN_BEFORE = re.compile(rf"\b(?P<kin>{_KIN})(?: |, | \(|: )(?:(?:Mr|Mrs|Ms|Miss)\.? )?$", re.I)
_KIN_AFTER = re.compile(rf"^,?\s?\(?(?:who is |being )?(?:his|her|their) (?:\w+ )?(?P<kin>{_KIN})\b", re.I)
_INITIAL = re.compile(r"(?:^|[\s(/])([A-Z])\. ?$")
_SEX = r"(?P<letter>[MF])\b|(?P<word>male|female|man|woman|boy|girl)\b"
_AGE_AFTER = re.compile(
    rf"^[\s,;(]{{0,3}}(?:(?P<cue>aged?:? ?)?(?P<age>\d{{1,3}}) ?(?P<unit>(?:yrs?|years?|y/?o|y\.o)\b[ .-]?(?:old|o)?\b)?[\s,/]{{0,2}}(?:{_SEX})?(?P<end>\))?)"
)
_SEX_AFTER = re.compile(r"^[\s,;]{0,2}\(?(?:(?P<letter>[MF])\)|(?P<word>male|female)\b)")
_AGE_BEFORE = re.compile(
    r"(?P<age>\d{1,3})[ -]?(?:yrs?|years?|y/?o|y\.o)\b[ .-]?(?:old)?[ ,]{0,2}(?P<word>male|female|man|woman|boy|girl|son|daughter)?[ ,]{0,2}$",
    re.I,
)
_FEMALE = frozenset("f female woman girl daughter".split())
_AROUND = 48
_A_WORD = 26  # letters before a name in which a role or a kinship stands
_A_FIGURE = re.compile(r"\d")
_KIN_PARTS = (
    "ther",
    "dad",
    "mum",
    "son",
    "daughter",
    "sister",
    "uncle",
    "aunt",
    "cousin",
    "nephew",
    "niece",
    "gran",
    "nan",
    "twin",
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What was read beside one name; the words that said it are part of what is asked."""

    role: str = ""
    kin: str = ""
    initial: str = ""  # before a forename, which then is somebody's surname: "Mrs V. May"
    age: int | None = None
    sex: str = ""

    @property
    def in_words(self) -> str:
        return " ".join(
            filter(None, (self.role, self.kin, self.initial, "" if self.age is None else str(self.age), self.sex))
        )


NOTHING = Beside()


def beside(text: str, start: int, end: int, *, has_forename: bool) -> Beside:
    """What stands before and behind a name as written."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    age, sex = _age_and_sex(before, after)
    initial = _INITIAL.search(before[-5:]) if before[-3:].endswith((". ", ".")) else None
    role = _role(before, text[start:end], has_forename=has_forename)
    return Beside(role, _kin(before, after), initial[1] if initial is not None else "", age, sex)


def _role(before: str, name: str, *, has_forename: bool) -> str:
    match = _BEFORE.search(before[-_A_WORD:])
    if match is None or (match["gap"].startswith(",") and not has_forename):
        return ""
    word = match["word"]
    folded = word.casefold()
    if "," in match["gap"]:
        return ""
    if folded in _ROLE_HEADS or folded in _ROLES:
        return word
    if not has_forename or name.isupper() or word in _NO_ROLES or not _CAPITALS.fullmatch(word):
        return ""
    letters = [each for each in before if each.isalpha()]
    is_all_capitals = len(letters) > 12 and sum(each.isupper() for each in letters) > 0.8 * len(letters)
    return "" if is_all_capitals else word


def _kin(before: str, after: str) -> str:
    match = None
    if any(each in before[-_A_WORD:].casefold() for each in _KIN_PARTS):
        match = _KIN_BEFORE.search(before[-_A_WORD:])
    match = match or _KIN_AFTER.match(after)
    if match is None:
        return ""
    kin = match["kin"].casefold()
    return _SAME_KIN.get(kin, kin)


def _age_and_sex(before: str, after: str) -> tuple[int | None, str]:
    match = _AGE_AFTER.match(after) if _A_FIGURE.search(after[:12]) else None
    if match is not None:
        sex = match["letter"] or match["word"] or ""
        in_brackets = match["end"] and after.lstrip(" ,").startswith("(")
        if match["cue"] or match["unit"] or sex or in_brackets:
            return int(match["age"]), _as_sex(sex)
    match = _AGE_BEFORE.search(before) if _A_FIGURE.search(before) else None
    if match is not None:
        return int(match["age"]), _as_sex(match["word"] or "")
    match = _SEX_AFTER.match(after)
    return None, _as_sex(match["letter"] or match["word"]) if match is not None else ""


def _as_sex(word: str) -> str:
    return "" if not word else "female" if word.casefold() in _FEMALE else "male"
