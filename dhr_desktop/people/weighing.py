"""How sure one naming is and whom it speaks of, as the words around it say: title, initial, forename, the sentence.

What the chair has said of an occurrence stands above what is read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .folding import fold
from .found import Answers, Found
from .roster import NAMED, TOKEN, Form, Roster, Sort, parts_of
from .senses import Sense, sense_of
from .slips import Slips, alike
from .words import DAYS, MONTHS, dictionary, forenames, role_words, surnames_too

_TITLE_BEFORE = re.compile(r"(?:^|(?<=[\s(\"'“‘/,;:–—-]))(?P<title>mrs|miss|mr|ms|mx|master|dr)\.?[ \u00a0]+$", re.I)
_OWN_TITLE = re.compile(r"(?P<title>mrs|miss|mr|ms|mx|master|dr)\.?[ \u00a0]+", re.I)
_TITLE_ENDS = frozenset("rsxRSX.")
_MALE, _FEMALE = frozenset({"mr", "master"}), frozenset({"mrs", "ms", "miss"})
_FORENAME_AFTER = re.compile(r",[ ]?(?P<name>[A-ZÀ-Þ][a-zà-ÿ]{2,})\b")
_NEXT_NAME = re.compile(r"^ (?P<name>[A-ZÀ-Þ][\w'’]+(?:-[A-ZÀ-Þ][\w'’]+)?)")
_INITIAL_BEFORE = re.compile(r"(?:^|(?<=[^\w']))(?:[A-Z]\.? ?){1,3}$")
_ROYAL = frozenset("prison coroner courts court government inspectorate revenue land treasury armed forces".split())
_OTHER_HALF = re.compile(r"[-‐‑]([^\W\d_]{2,})(?![\w-])")
_OWNED = re.compile(
    r" (?:own )?(?:mother|mum|father|dad|parents?|brothers?|sisters?|son|daughter|children|partner|husband|wife|gran|nan|"
    r"grand\w+|aunt|uncle|cousin|family|friends?|home|house|flat|address|door|room|phone|mobile|car|school|teacher|"
    r"social worker|solicitor|GP|key worker|keyworker|employer|landlord|behaviour|account|medication|birth)\b"
)
"""What stands behind a name whose apostrophe was forgotten."""
_AFTER_A_COLOUR = frozenset(
    "british irish european african caribbean other male female ethnic background man woman".split()
)
_TWO = frozenset("/&()")
_NAME_BEFORE = re.compile(r"(?:^|[^.\w] ?)[A-ZÀ-Þ][a-zà-ÿ]+ $")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)([ .\-]{1,2})$")


@dataclass(slots=True)
class _Meaning:
    """What the forms that fit one place say together; the same forms meet again and again."""

    who: tuple[int, ...]
    is_initials: bool
    is_word: bool
    is_guess: bool
    is_surname: bool
    is_forename: bool
    is_person: bool
    is_family: bool
    is_plural: bool
    is_whole: bool
    is_short: bool


class Weigher:
    """Weighs the namings of one roster."""

    def __init__(self, roster: Roster, slips: Slips) -> None:
        self.roster = roster
        self._slips = slips
        self._meanings: dict[int, tuple[list[Form], _Meaning]] = {}
        self._forenames: dict[int, set[str]] = {}

    def weigh(
        self, text: str, start: int, end: int, forms: list[Form], is_slip: bool, answers: Answers
    ) -> Found | None:
        for (begin, stop), answer in answers.items():
            if stop == end and begin <= start:  # asked with the title or initial before it
                return Found(begin, end, (answer,), "name", is_answered=True) if answer else None
        meaning = self._meaning(forms)
        found = self._weigh(text, start, end, meaning, is_slip)
        if found is not None:
            found.is_whole = meaning.is_whole and not is_slip and not found.is_other
            found.is_bare = meaning.is_surname or meaning.is_forename
            is_of_two = meaning.is_person and not found.is_bare and _is_of_two(text, found.start, found.end)
            found.is_short = meaning.is_short or is_of_two
            found.is_whole = found.is_whole and not is_of_two
        return found

    def _weigh(self, text: str, start: int, end: int, meaning: _Meaning, is_slip: bool) -> Found | None:
        if meaning.is_initials:
            return self._initials(text, start, end, meaning)
        if is_slip and self._is_chance(text[start:end], meaning):
            return None
        is_sure = not is_slip
        is_theirs = meaning.is_plural and _OWNED.match(text, end) is not None
        is_the = not meaning.is_forename and text[:start].rstrip().casefold().endswith("the")
        if meaning.is_plural and meaning.is_word and not (is_theirs or is_the):
            return None  # "Marks" over a column; "the Marks" are a family, and "Marks mother" is his
        if is_theirs and text[start : start + 1].isupper():
            return Found(start, end, meaning.who, "name", is_sure, is_slip)
        initial = self._initial_before(text, start, meaning) if meaning.is_person else start
        if initial < start:
            theirs = self._with_initial(meaning, text[initial:start])
            return Found(initial, end, theirs or meaning.who, "name", not is_slip, is_slip, is_other=not theirs)
        if meaning.is_word:
            sense = sense_of(text, start, end)
            if sense is Sense.WORD:
                return None
            is_sure = is_sure and sense is Sense.NAME
        who, begin = meaning.who, start
        if meaning.is_person:
            begin, title = _title_before(text, start)
            if title:
                return Found(begin, end, self.only_of_that_sex(who, title) or who, "name", not is_slip, is_slip)
            if meaning.is_surname:
                after = _FORENAME_AFTER.match(text, end)
                if after is not None and self._is_no_forename_of(who, after["name"], text[start:end]):
                    return Found(start, after.end(), who, "name", False, is_slip, is_other=True)
            if meaning.is_forename:
                other_end = self._other_surname(text, start, end, who)
                if other_end:
                    return Found(start, other_end, who, "name", False, is_slip, is_other=True)
        return Found(start, end, who, "name", is_sure, is_slip, meaning.is_guess, is_family=meaning.is_family)

    def _is_no_forename_of(self, who: tuple[int, ...], name: str, surname: str) -> bool:
        """ "GRANT, Alan", where no Grant of the register is an Alan."""
        folded = fold(name)
        is_a_name = folded in forenames() or (surname.isupper() and folded not in dictionary())
        return is_a_name and not any(
            alike(folded, each) or folded == each for id in who for each in self._forenames_of(id)
        )

    def _is_chance(self, written: str, meaning: _Meaning) -> bool:
        """Nearly a name, and no name: "JSON" is no Jason nobody registered, and "wellcome" a word misspelt."""
        if meaning.is_guess:
            return True
        return written.islower() and (meaning.is_word or self._slips.is_near_a_word(fold(written)))

    def _initial_before(self, text: str, start: int, meaning: _Meaning) -> int:
        """Where "G. O'Neill" begins: an initial of one who bears the surname stands before it."""
        if (
            not meaning.is_surname
            or text[start - 1 : start] not in (" ", ".")
            or not text[start - 3 : start].strip(" .")
        ):
            return start
        match = _INITIAL_BEFORE.search(text[max(0, start - 9) : start])
        if match is None:
            return start
        is_theirs = self._with_initial(meaning, match[0])
        return start - len(match[0]) if is_theirs or "." in match[0] else start

    def _with_initial(self, meaning: _Meaning, initial: str) -> tuple[int, ...]:
        """Of those who bear the surname, whose forename begins so."""
        letter = initial.strip()[:1].casefold()
        return tuple(id for id in meaning.who if any(each[:1] == letter for each in self._forenames_of(id)))

    def _meaning(self, forms: list[Form]) -> _Meaning:
        held = self._meanings.get(id(forms))
        if held is None or held[0] is not forms:
            held = self._meanings[id(forms)] = (forms, self._weighed(_surest(forms)))
        return held[1]

    def _weighed(self, forms: list[Form]) -> _Meaning:
        is_initials = all(form.sort is Sort.INITIALS for form in forms)
        forms = forms if is_initials else [form for form in forms if form.sort is not Sort.INITIALS]
        who = tuple(dict.fromkeys(form.who for form in forms))
        return _Meaning(
            who,
            is_initials,
            all(form.is_word for form in forms),
            all(form.is_guess for form in forms),
            all(form.sort is Sort.SURNAME for form in forms),
            all(form.sort is Sort.FORENAME for form in forms),
            self.roster.identities[who[0]].sort in NAMED,
            all(form.is_family for form in forms),
            all(form.is_plural for form in forms),
            all(form.sort in (Sort.WHOLE, Sort.EXACT) and not (form.is_short or form.is_middle) for form in forms),
            all(form.is_middle or form.is_short for form in forms),
        )

    def with_forename(self, text: str, found: Found, forms: list[Form]) -> Found:
        """ "Iain O'Neil": a forename before a surname is taken with it, misspelt or not; a stranger's makes it another."""
        meaning = self._meaning(forms)
        if found.is_other or not (meaning.is_surname or meaning.is_forename):
            return found
        match = _WORD_BEFORE.search(text[max(0, found.start - 30) : found.start])
        if match is None or not match[1][0].isupper() or len(match[1]) < 2:
            return found
        start, before = found.start - len(match[0]), fold(match[1])
        if meaning.is_forename:
            return self._with_another_s(text, found, match)
        near = tuple(id for id in found.who if any(alike(before, each) for each in self._forenames_of(id)))
        if near:
            is_theirs = any(before in self._forenames_of(id) for id in near)
            begin = _title_before(text, start)[0]
            return replace(found, start=begin, who=near, is_slip=found.is_slip or not is_theirs, is_bare=False)
        if match[2] == " " and self._can_be_a_forename(match[1], before):
            return replace(found, start=start, is_sure=False, is_other=True, is_bare=False)
        return found

    def _with_another_s(self, text: str, found: Found, before: re.Match[str]) -> Found:
        """ "Dale Josh": the forename of one before the forename of another is a third one's whole name."""
        theirs = {form.who for form in self.roster.forms.get(fold(before[1]), ()) if form.sort is Sort.FORENAME}
        if before[2] != " " or not theirs or not theirs.isdisjoint(found.who) or not text[found.start].isupper():
            return found
        return replace(found, start=found.start - len(before[0]), is_sure=False, is_other=True, is_bare=False)

    def with_other_half(self, text: str, found: Found) -> Found:
        """ "Willmott-Prnce": what is tied to a name by a hyphen and is no word goes with it."""
        match = _OTHER_HALF.match(text, found.end)
        half = fold(match[1]) if match else ""
        is_word = half in dictionary() and half not in surnames_too()
        if match is None or is_word or half in self.roster.forms or half in MONTHS:
            return found
        return replace(found, end=match.end(), is_sure=False)

    def _can_be_a_forename(self, written: str, folded: str) -> bool:
        """A known forename, or a capitalised word no dictionary holds; "MARAC Willmott" is nobody's name."""
        if folded in forenames() or any(form.sort is Sort.FORENAME for form in self.roster.forms.get(folded, ())):
            return True
        if folded in self.roster.joined or folded in self.roster.forms:
            return False
        if len(folded) < 3 or folded in dictionary() or folded in MONTHS or folded in DAYS or folded in role_words():
            return False
        return not written.isupper()

    def _forenames_of(self, id: int) -> set[str]:
        held = self._forenames.get(id)
        if held is None:
            names = self.roster.identities[id].names
            held = self._forenames[id] = {part for name in names for each in parts_of(name)[0] for part in each}
        return held

    def _initials(self, text: str, start: int, end: int, meaning: _Meaning) -> Found | None:
        """Initials without dots, as the register gives them: only in capitals, and not where all is in capitals."""
        letters = [each for each in text[start:end] if each.isalpha()]
        if not all(each.isupper() for each in letters) or is_royal(text, end):
            return None
        is_sure = len(letters) > 2 or "'" in fold(text[start:end])
        return Found(start, end, meaning.who, "initials", is_sure)

    def _other_surname(self, text: str, start: int, end: int, who: tuple[int, ...]) -> int:
        """Where "Grace" is followed by a surname nobody of that forename has, it is somebody else."""
        if not text[end + 1 : end + 2].isupper():
            return 0
        match = _NEXT_NAME.match(text[end : end + 40])
        if match is None:
            return 0
        first = fold(match["name"])
        if first.endswith("'s"):
            first = first[:-2]
        plain = "".join(TOKEN.findall(first))
        if plain in MONTHS or plain in DAYS or len(plain) < 3:
            return 0
        if plain in self.roster.forms:
            bearers = {
                form.who for form in self.roster.forms[plain] if form.tokens == (plain,) and form.sort is Sort.SURNAME
            }
            return end + 1 + len(match["name"]) if bearers and bearers.isdisjoint(who) else 0
        if plain in dictionary() and not (plain in surnames_too() and _can_end_a_name(text, end + match.end())):
            return 0
        if plain in forenames() or self._slips.of(plain) or (match["name"].isupper() and text[start:end].isupper()):
            return 0
        return end + 1 + len(match["name"]) - (2 if fold(match["name"]).endswith("'s") else 0)

    def only_of_that_sex(self, who: tuple[int, ...], title: str) -> tuple[int, ...]:
        """Of these, whom a title can stand before."""
        wanted = "male" if title in _MALE else "female" if title in _FEMALE else ""
        return tuple(id for id in who if not wanted or self.roster.sex_of(id) in ("", wanted))


def _can_end_a_name(text: str, end: int) -> bool:
    """ "Grace Young told", but not "Grace Young Carers" or "Mark White British"."""
    match = _NEXT_NAME.match(text[end : end + 40])
    word = text[end : end + 14].split(" ")[1:2]
    return match is None and not (word and word[0].rstrip(".,;").casefold() in _AFTER_A_COLOUR)


def is_royal(text: str, end: int) -> bool:
    return text[end : end + 16].strip(" .").split(" ")[0].casefold() in _ROYAL


def _surest(forms: list[Form]) -> list[Form]:
    """Of those that fit, the ones by a name of their own before those by a middle name or a guess."""
    own = [each for each in forms if not each.is_middle and not each.is_guess]
    return own or forms


def _is_of_two(text: str, start: int, end: int) -> bool:
    """ "Jade SHARPE/Tyler SHARPE" and "Jade Sharpe,Tyler Sharpe" are two people, and nobody is called Sharpe, Tyler there."""
    written = text[start:end]
    if not _TWO.isdisjoint(written):
        return True
    return "," in written and (
        _NAME_BEFORE.search(text[:start]) is not None or _NEXT_NAME.match(text[end : end + 40]) is not None
    )


def title_of(text: str, start: int) -> tuple[str, int]:
    """The title a naming begins with or stands behind, and where the name itself begins."""
    match = _OWN_TITLE.match(text, start)
    if match is not None:
        return match["title"].casefold(), match.end()
    return _title_before(text, start)[1], start


def _title_before(text: str, start: int) -> tuple[int, str]:
    if text[start - 1 : start] not in (" ", "\u00a0") or text[start - 2 : start - 1] not in _TITLE_ENDS:
        return start, ""
    match = _TITLE_BEFORE.search(text[max(0, start - 10) : start])
    if match is None:
        return start, ""
    return start - (len(text[max(0, start - 10) : start]) - match.start("title")), match["title"].casefold()
