"""Every place in a text where somebody or something of the register is named, and how sure that is.

A text is read once into tokens; most texts hold no token of any name and are done with there. What the chair has
said of an occurrence stands above what is read from the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from . import patterns
from .folding import Origins, fold
from .roster import NAMED, NUMBER, PLACE, TOKEN, Form, Identity, Roster, Sort, parts_of
from .senses import Sense, sense_of
from .slips import Slips, edits
from .words import DAYS, MONTHS, dictionary, forenames, short_names

_TITLE_BEFORE = re.compile(r"(?:^|(?<=[\s(\"'“‘/,;:–—-]))(?P<title>mrs|miss|mr|ms|mx|master|dr)\.?[ \u00a0]+$", re.I)
_TITLE_ENDS = frozenset("rsxRSX.")
LEAST_JOINED = 7  # letters of a whole name run together, before it is looked for within a longer word
_MALE, _FEMALE = frozenset({"mr", "master"}), frozenset({"mrs", "ms", "miss"})
_NEXT_NAME = re.compile(r"^ (?P<name>[A-ZÀ-Þ][\w'’]+(?:-[A-ZÀ-Þ][\w'’]+)?)")
_ANY_FIGURES = re.compile(r"\d[\s().\-\d]{4,}\d")
_MAYBE_DOTTED = re.compile(r"[A-Z]\. ?[A-Z]\b")
_DOTTED = re.compile(r"(?<![A-Za-z])[A-Z]\.(?: ?[A-Z]\.){1,3}|(?<![A-Za-z])[A-Z]\.[A-Z]\b")
_INITIAL_BEFORE = re.compile(r"(?:^|(?<=[^\w']))(?:[A-Z]\.? ?){1,3}$")
_ROYAL = frozenset("prison coroner courts court government inspectorate revenue land treasury armed forces".split())

_AS_IT_STANDS = Origins("")

Answers = Mapping[tuple[int, int], int]
"""What the chair said of an occurrence, by its place: a register's id, or 0 for just a word."""


@dataclass(slots=True)
class Found:
    """One naming, by its place in the text as written."""

    start: int
    end: int
    who: tuple[int, ...]  # whom it may speak of, the likeliest first; none for a pattern
    kind: str  # "name", "initials", or which pattern
    is_sure: bool = True
    is_slip: bool = False
    is_guess: bool = False
    is_other: bool = False  # a forename of the register before a surname that is not
    is_family: bool = False  # the surname of several: "the Willmotts"
    instead: str = ""  # for a pattern: what stands in its place

    @property
    def length(self) -> int:
        return self.end - self.start


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


Hit = tuple[int, list[Form], bool]
"""Where a form ends in the folded text, whose it may be, and whether it is a slip for it."""

_PLAIN_TOKEN = re.compile(r"[a-z]+|\d+")
_NEXT = re.compile(r"([ \n\r\t'\-.,_/()&]{0,3})([^\W\d_]+|\d+)")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)([ .\-]{1,2})$")


class NameFinder:
    """Looks for a roster's names in texts. Made once for a roster; texts may be asked of it in any number."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self._slips = Slips(roster.names)
        self._seen: set[str] = set()
        self._hot: set[str] = set()
        self._meanings: dict[tuple[int, ...], _Meaning] = {}
        self._alone: dict[str, list[Form]] = {}
        self._longer: dict[str, dict[str, list[Form]]] = {}
        for first, forms in roster.forms.items():
            self._alone[first] = [form for form in forms if len(form.tokens) == 1]
            beyond = self._longer[first] = {}
            for form in forms:
                if len(form.tokens) > 1:
                    beyond.setdefault(form.tokens[1], []).append(form)
        self._places = {id for id, each in roster.identities.items() if each.sort == PLACE}
        self._staff = {id for id, each in roster.identities.items() if each.sort == "professional"}

    # ---- the quick look -------------------------------------------------------------------------

    def _look_up(self, fresh: set[str]) -> None:
        """Each token is weighed once, the first time it is met in any text."""
        self._hot |= {each for each in fresh if each in self.roster.forms or self._slips.of(each) or self._holds(each)}
        self._seen |= fresh  # last: another thread must not take for weighed what is not yet known to be a name

    def _holds(self, token: str) -> bool:
        """Whether a long token has a whole name run together in it."""
        return len(token) >= LEAST_JOINED and token not in dictionary() and self._run_in(token) is not None

    def _run_in(self, token: str) -> int | None:
        for length in range(len(token), LEAST_JOINED - 1, -1):
            for at in range(len(token) - length + 1):
                who = self.roster.joined.get(token[at : at + length])
                if who is not None:
                    return who
        return None

    # ---- finding --------------------------------------------------------------------------------

    def find(self, text: str, answers: Answers | None = None) -> list[Found]:
        """Every naming, none within another, in the order of the text."""
        if text.isascii():
            folded = text.lower()
            words = set(_PLAIN_TOKEN.findall(folded))
        else:
            folded = fold(text)
            words = set(TOKEN.findall(folded))
        if not words <= self._seen:
            self._look_up(words - self._seen)
        hot = words & self._hot
        named = list(self._names(text, folded, hot, answers or {})) if hot else []
        if self.roster.dotted and _MAYBE_DOTTED.search(text):
            named += self._dotted(text, answers or {})
        found = [
            Found(each.start, each.end, (), each.kind, instead=each.instead)
            for each in patterns.patterns_in(text, words)
        ]
        if self.roster.figures:
            named += self._numbers(text)
        if found and named:
            found = self._as_registered(found, named)
        found += named
        return _none_within_another(found) if len(found) > 1 else found

    def _as_registered(self, found: list[Found], named: list[Found]) -> list[Found]:
        """A worker met by role and name, or an address, that the register holds goes by what the register calls it."""
        whole = []
        for each in found:
            is_address = each.kind == patterns.ADDRESS and each.instead == patterns.AN_ADDRESS
            held = self._staff if each.kind == patterns.STAFF else self._places if is_address else None
            inside = [
                one
                for one in named
                if held and one.who and one.who[0] in held and each.start <= one.start and one.end <= each.end
            ]
            whole.append(Found(each.start, each.end, inside[0].who, "name") if inside else each)
        return whole

    def _names(self, text: str, folded: str, hot: set[str], answers: Answers) -> Iterator[Found]:
        origins = _AS_IT_STANDS if text.isascii() else Origins(text)
        done = 0
        for at, token in _places(folded, hot):
            if at < done:
                continue
            best = self._best_at(token, at + len(token), folded, text if origins is _AS_IT_STANDS else folded.upper())
            if best is None:
                if self._holds(token):
                    yield self._run_together(token, at, origins)
                continue
            end, forms, is_slip = best
            found = self._weigh(text, origins.start(at), origins.end(end), forms, is_slip, answers)
            if found is not None:
                done = end
                yield self._with_forename(text, found, forms)

    def _best_at(self, first: str, end: int, folded: str, written: str) -> Hit | None:
        """The longest form that begins here, and everybody it may speak of; what is spelt right before slips."""
        exact = self._longest(first, end, folded, written)
        best: Hit | None = (exact[0], exact[1], exact[2]) if exact else None
        for name in self._slips.of(first):
            slipped = self._longest(name, end, folded, written)
            if slipped and (best is None or slipped[0] > best[0]):
                best = (slipped[0], slipped[1], True)
        return best

    def _longest(self, first: str, end: int, folded: str, written: str) -> Hit | None:
        beyond = self._longer.get(first)
        if beyond is None:
            return None
        if beyond:
            step = _step(folded, end, first)
            if step is not None:
                found = self._through(beyond, step, folded, written)
                if found is not None:
                    return found
        alone = self._alone[first]
        return (end, alone, False) if alone else None

    def _through(self, beyond: dict[str, list[Form]], step: tuple[str, int], folded: str, written: str) -> Hit | None:
        """The longest of the forms that go on with the next token, or with one it may be a slip for."""
        seconds = [step[0]] if step[0] in beyond else []
        is_capital = not written[step[1] - len(step[0])].islower()
        if len(step[0]) >= 4 and (is_capital or step[0] not in dictionary()):
            seconds += [each for each in beyond if self._slips.in_a_name(step[0], each)]
        best: Hit | None = None
        for second in seconds:
            for form in beyond[second]:
                stop = self._rest_of(form, step[1], folded)
                if stop and (best is None or stop > best[0]):
                    best = (stop, [form], second != step[0])
                elif stop and best is not None and stop == best[0] and best[2] == (second != step[0]):
                    best[1].append(form)
        return best

    def _rest_of(self, form: Form, end: int, folded: str) -> int:
        """Where the form ends if the rest of it stands here, or 0."""
        for at in range(2, len(form.tokens)):
            step = _step(folded, end, form.tokens[at - 1])
            if step is None or (step[0] != form.tokens[at] and not self._may_slip(step[0], form, at)):
                return 0
            end = step[1]
        return end

    def _may_slip(self, token: str, form: Form, at: int) -> bool:
        return form.sort in (Sort.WHOLE, Sort.SURNAME) and self._slips.in_a_name(token, form.tokens[at])

    # ---- weighing one -----------------------------------------------------------------------------

    def _weigh(
        self, text: str, start: int, end: int, forms: list[Form], is_slip: bool, answers: Answers
    ) -> Found | None:
        for (begin, stop), answer in answers.items():
            if stop == end and begin <= start:  # asked with the title or initial before it
                return Found(begin, end, (answer,), "name") if answer else None
        meaning = self._meaning(forms)
        if meaning.is_initials:
            return self._initials(text, start, end, meaning)
        if is_slip and (meaning.is_word or text[start:end].islower()):
            return None
        is_sure = not is_slip
        if meaning.is_family and meaning.is_word and not text[:start].rstrip().casefold().endswith("the"):
            return None  # "Marks" over a column; "the Marks" are a family
        initial = self._initial_before(text, start, meaning) if meaning.is_person else start
        if initial < start:
            return Found(initial, end, meaning.who, "name", not is_slip, is_slip)
        if meaning.is_word:
            sense = sense_of(text, start, end)
            if sense is Sense.WORD:
                return None
            is_sure = is_sure and sense is Sense.NAME
        who, begin = meaning.who, start
        if meaning.is_person:
            begin, title = _title_before(text, start)
            if title:
                return Found(begin, end, self._of_that_sex(who, title), "name", not is_slip, is_slip)
            if meaning.is_forename:
                other_end = self._other_surname(text, start, end)
                if other_end:
                    return Found(start, other_end, who, "name", False, is_slip, is_other=True)
        return Found(start, end, who, "name", is_sure, is_slip, meaning.is_guess, is_family=meaning.is_family)

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
        letter = match[0].strip()[:1].casefold()
        if any(each[:1] == letter for id in meaning.who for each in self._forenames(id)):
            return start - len(match[0])
        return start

    def _meaning(self, forms: list[Form]) -> _Meaning:
        key = tuple(map(id, forms))
        held = self._meanings.get(key)
        if held is None:
            held = self._meanings[key] = self._weighed(_surest(forms))
        return held

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
        )

    def _with_forename(self, text: str, found: Found, forms: list[Form]) -> Found:
        """ "Iain O'Neil": a forename before a surname is taken with it, misspelt or not; a stranger's makes it another."""
        if not self._meaning(forms).is_surname or found.is_other:
            return found
        match = _WORD_BEFORE.search(text[max(0, found.start - 30) : found.start])
        if match is None or not match[1][0].isupper() or len(match[1]) < 2:
            return found
        start, before = found.start - len(match[0]), fold(match[1])
        near = tuple(id for id in found.who if any(_alike(before, each) for each in self._forenames(id)))
        if near:
            return replace(found, start=_title_before(text, start)[0], who=near)
        if before in forenames() and before not in self.roster.forms and match[2] == " ":
            return replace(found, start=start, is_sure=False, is_other=True)
        return found

    def _forenames(self, id: int) -> set[str]:
        identity = self.roster.identities[id]
        return {part for name in identity.names for each in parts_of(name)[0] for part in each}

    def _initials(self, text: str, start: int, end: int, meaning: _Meaning) -> Found | None:
        """Initials without dots, as the register gives them: only in capitals, and not where all is in capitals."""
        letters = [each for each in text[start:end] if each.isalpha()]
        if not all(each.isupper() for each in letters) or _is_royal(text, end):
            return None
        is_sure = len(letters) > 2 or "'" in fold(text[start:end])
        return Found(start, end, meaning.who, "initials", is_sure)

    def _dotted(self, text: str, answers: Answers) -> Iterator[Found]:
        """ "G.O." and "G. O'N.": dots speak for initials, but "H.M. Prison" is nobody's."""
        for match in _DOTTED.finditer(text):
            who = self.roster.dotted.get("".join(each for each in match[0] if each.isalpha()).casefold())
            if who is None or _is_royal(text, match.end()):
                continue
            answer = answers.get(match.span())
            if answer is None:
                yield Found(*match.span(), tuple(dict.fromkeys(who)), "initials")
            elif answer:
                yield Found(*match.span(), (answer,), "initials")

    def _other_surname(self, text: str, start: int, end: int) -> int:
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
        if plain in dictionary() or plain in MONTHS or plain in DAYS or plain in self.roster.forms or len(plain) < 3:
            return 0
        if plain in forenames() or self._slips.of(plain) or (match["name"].isupper() and text[start:end].isupper()):
            return 0
        return end + 1 + len(match["name"]) - (2 if fold(match["name"]).endswith("'s") else 0)

    def _of_that_sex(self, who: tuple[int, ...], title: str) -> tuple[int, ...]:
        wanted = "male" if title in _MALE else "female" if title in _FEMALE else ""
        fitting = tuple(id for id in who if not wanted or sex_of(self.roster.identities[id]) in ("", wanted))
        return fitting or who

    def _run_together(self, token: str, at: int, origins: Origins) -> Found:
        who = self._run_in(token) or 0
        return Found(origins.start(at), origins.end(at + len(token)), (who,), "name")

    # ---- numbers of the register --------------------------------------------------------------------

    def _numbers(self, text: str) -> Iterator[Found]:
        for match in _ANY_FIGURES.finditer(text):
            figures = "".join(each for each in match[0] if each.isdigit())
            who = self.roster.figures.get(figures)
            if who is not None:
                start = match.start() - (text[match.start() - 1 : match.start()] == "+")
                yield Found(start, match.end(), (who,), NUMBER)


_SEXES = (
    ("female", ("mother", "daughter", "sister", "wife", "girlfriend", "aunt", "niece", "grandmother", "female", "woman")),
    ("male", ("father", "son", "brother", "husband", "boyfriend", "uncle", "nephew", "grandfather", "man")),
)  # fmt: skip


def sex_of(identity: Identity) -> str:
    """As the register says; else as the role's last word does; else as the forename does."""
    if identity.sex:
        folded = identity.sex.casefold()
        return "female" if folded[:1] in ("f", "w") else "male" if folded[:1] == "m" else ""
    words = re.findall(r"[a-z]+", identity.role.casefold().partition("'s ")[2] or identity.role.casefold())
    for sex, kin in _SEXES:
        if any(each in kin for each in words):
            return sex
    first = fold(identity.names[0]).split()[0] if identity.names and identity.names[0] else ""
    return {"m": "male", "f": "female"}.get(forenames().get(first, ""), "")


def _is_royal(text: str, end: int) -> bool:
    return text[end : end + 16].strip(" .").split(" ")[0].casefold() in _ROYAL


def _alike(written: str, forename: str) -> bool:
    """Iain for Ian, Karl for Carl, Kate for Katherine: near enough when the surname stands behind it."""
    if len(forename) < 3 or len(written) < 3:
        return False
    return edits(written, forename, 2) <= (1 if len(forename) < 6 else 2) or written in short_names().get(forename, ())


def _surest(forms: list[Form]) -> list[Form]:
    """Of those that fit, the ones by a name of their own before those by a middle name or a guess."""
    own = [each for each in forms if not each.is_middle and not each.is_guess]
    return own or forms


def _places(folded: str, hot: set[str]) -> list[tuple[int, str]]:
    """Where each of these tokens stands by itself, in order; of two at one place the longer."""
    found = []
    for token in hot:
        at, length = folded.find(token), len(token)
        is_letters = token[0].isalpha()
        while at >= 0:
            before, after = folded[at - 1 : at], folded[at + length : at + length + 1]
            if (
                (not (before.isalpha() or after.isalpha()))
                if is_letters
                else (not (before.isdigit() or after.isdigit()))
            ):
                found.append((at, token))
            at = folded.find(token, at + length)
    found.sort()
    return found


def _step(folded: str, end: int, before: str) -> tuple[str, int] | None:
    """The next token and where it ends, if what parts it may stand within a name: no full stop but after an initial."""
    match = _NEXT.match(folded, end)
    if match is None:
        return None
    gap = match[1]
    return (match[2], match.end()) if "." not in gap or len(before) <= 2 or gap == "." else None


def _title_before(text: str, start: int) -> tuple[int, str]:
    if text[start - 1 : start] not in (" ", "\u00a0") or text[start - 2 : start - 1] not in _TITLE_ENDS:
        return start, ""
    match = _TITLE_BEFORE.search(text[max(0, start - 10) : start])
    if match is None:
        return start, ""
    return start - (len(text[max(0, start - 10) : start]) - match.start("title")), match["title"].casefold()


def _none_within_another(found: list[Found]) -> list[Found]:
    """The longest first; of two as long, the register's before a pattern."""
    kept: list[Found] = []
    for each in sorted(found, key=lambda one: (-one.length, not one.who)):
        if all(each.end <= other.start or each.start >= other.end for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)
