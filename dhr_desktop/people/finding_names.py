"""Every place in a text where somebody or something of the register is named, and how sure that is.

A text is read once into tokens; most texts hold no token of any name and are done with there.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from itertools import pairwise

from . import patterns
from .folding import Origins, fold, has_figures, plain_words
from .found import Answers, Found
from .organisations import Organisations
from .roster import NUMBER, PLACE, TOKEN, Form, Roster, Sort
from .slips import Slips
from .titled import TITLES, Titled
from .weighing import Weigher, is_royal
from .words import dictionary

LEAST_JOINED = 7  # letters of a whole name run together, before it is looked for within a longer word
_ANY_FIGURES = re.compile(r"\d[\s().\-\d]{4,}\d")
_HYPHENS = ("-", "‐", "‑")
_SLIPPED = (Sort.WHOLE, Sort.SURNAME)
_DOTTED = re.compile(r"(?<![A-Za-z])[A-Z]\.(?: ?[A-Z]\.){1,3}|(?<![A-Za-z])[A-Z]\.[A-Z]\b")

Hit = tuple[int, list[Form], bool]
"""Where a form ends in the folded text, whose it may be, and whether it is a slip for it."""

Namesakes = tuple[Form, list[Form]]
"""A form of several tokens, and everybody's who has just that one; those that may be slipped in apart from the others."""

_FIGURES = re.compile(r"\d+")
_NEXT = re.compile(r"([ \n\r\t'\-.,_/()&]{0,3})([^\W\d_]+|\d+)")


class _Known(dict[str, str]):
    """Each token as itself if it tells of anything, else as nothing; weighed once, the first time it is met in any text."""

    def __init__(self, tells: Callable[[str], bool]) -> None:
        super().__init__()
        self._tells = tells

    def __missing__(self, token: str) -> str:
        told = self[token] = token if self._tells(token) else ""
        return told


class NameFinder:
    """Looks for a roster's names in texts. Made once for a roster; texts may be asked of it in any number."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self._slips = Slips(roster.names, roster.given())
        self._known = _Known(self._may_name)
        self._hot: set[str] = set()
        self._initials = {_rarest(letters) for letters in roster.dotted}
        self._weigher = Weigher(roster, self._slips)
        self._titled = Titled(roster, self._weigher)
        self._organisations = Organisations(roster.organisations)
        self._alone: dict[str, list[Form]] = {}
        self._longer: dict[str, dict[str, list[Namesakes]]] = {}
        self._merged: dict[tuple[int, int], list[Form]] = {}  # of lists that are kept as long as this is
        for first, forms in roster.forms.items():
            self._alone[first] = [form for form in forms if len(form.tokens) == 1]
            beyond = self._longer[first] = {}
            for form in forms:
                if len(form.tokens) > 1:
                    _put(beyond.setdefault(form.tokens[1], []), form)
        self._begin_in_figures = any(each.isdigit() for each in roster.forms)
        self._places = {id for id, each in roster.identities.items() if each.sort == PLACE}
        self._staff = {id for id, each in roster.identities.items() if each.sort == "professional"}

    # ---- the quick look -------------------------------------------------------------------------

    def _may_name(self, token: str) -> bool:
        """Whether it deserves a second look: a name, a slip for one, a letter of initials, a word of the patterns."""
        if token in self.roster.forms or self._slips.of(token) or self._holds(token):
            self._hot.add(token)
            return True
        return token in self._initials or token in TITLES or token in patterns.TELLING

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
        folded = fold(text)
        words, has_figures = self._words_of(folded)
        telling = set(map(self._known.__getitem__, words))
        telling.discard("")
        hot = telling & self._hot
        named = self._names(text, folded, hot, answers or {}) if hot else []
        if not telling.isdisjoint(self._initials):
            named += self._dotted(text, answers or {})
        if not telling.isdisjoint(TITLES):
            named += self._titled.find(text, answers or {})
        found = [
            Found(each.start, each.end, (), each.kind, instead=each.instead)
            for each in patterns.patterns_in(text, telling, has_figures)
        ]
        if self.roster.figures:
            named += self._numbers(text)
        if named:
            named = self._outside_organisations(text, folded, named)
            found = self._as_registered(found, named)
            workers = [each for each in found if each.kind == patterns.STAFF]
            named = [each for each in named if not any(_is_within(each, worker) for worker in workers)]
        found += named
        return _none_within_another(text, found) if len(found) > 1 else found

    def _outside_organisations(self, text: str, folded: str, named: list[Found]) -> list[Found]:
        """Without the surnames within an agency's own name; those within what only looks like a place say so.

        A whole name is still somebody's.
        """
        known = list(self._organisations.known(text, folded))
        if known:
            named = [
                each for each in named
                if each.is_answered or each.is_whole or not (each.is_bare or each.is_other) or not _holder(each, known)
            ]  # fmt: skip
        guessed = list(self._organisations.guessed(text, folded))
        for each in named if guessed else ():
            if not (each.is_answered or each.is_whole):
                each.within = _holder(each, guessed)
        return named

    def _words_of(self, folded: str) -> tuple[list[str], bool]:
        """The tokens that matter here, and whether there are figures: those alone matter only if a form begins so."""
        if not folded.isascii():
            words = TOKEN.findall(folded)
            return words, any(each[0].isdigit() for each in words)
        words, figures = plain_words(folded), has_figures(folded)
        if figures and self._begin_in_figures:
            words += _FIGURES.findall(folded)
        return words, figures

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

    def _names(self, text: str, folded: str, hot: set[str], answers: Answers) -> list[Found]:
        origins = Origins(text)
        written = text if origins.are_the_same else folded.upper()
        named: list[Found] = []
        done = 0
        for at, token in _places(folded, hot):
            if at < done:
                continue
            best = self._best_at(token, at + len(token), folded, written)
            if best is None:
                if self._holds(token):
                    named.append(self._run_together(token, at, origins))
                continue
            end, forms, is_slip = best
            found = self._weigher.weigh(text, origins.start(at), origins.end(end), forms, is_slip, answers)
            if found is not None:
                done = end
                found = self._weigher.with_forename(text, found, forms)
                named.append(
                    self._weigher.with_other_half(text, found) if text[found.end : found.end + 1] in _HYPHENS else found
                )
        return named

    def _best_at(self, first: str, end: int, folded: str, written: str) -> Hit | None:
        """The longest form that begins here, and everybody it may speak of; what is spelt right before slips."""
        exact = self._longest(first, end, folded, written)
        best: Hit | None = (exact[0], exact[1], exact[2]) if exact else None
        for name in self._slips.of(first):
            slipped = self._longest(name, end, folded, written)
            if slipped and (best is None or slipped[0] > best[0] or (slipped[0] == best[0] and _are_guesses(best[1]))):
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

    def _through(
        self, beyond: dict[str, list[Namesakes]], step: tuple[str, int], folded: str, written: str
    ) -> Hit | None:
        """The longest of the forms that go on with the next token, or with one it may be a slip for."""
        seconds = [step[0]] if step[0] in beyond else []
        is_capital = not written[step[1] - len(step[0])].islower()
        if len(step[0]) >= 4 and (is_capital or step[0] not in dictionary()):
            seconds += [each for each in beyond if self._slips.in_a_name(step[0], each)]
        best: Hit | None = None
        for second in seconds:
            for form, namesakes in beyond[second]:
                stop = step[1] if len(form.tokens) == 2 else self._rest_of(form, step[1], folded)
                if stop and (best is None or stop > best[0]):
                    best = (stop, namesakes, second != step[0])
                elif stop and best is not None and stop == best[0] and best[2] == (second != step[0]):
                    best = (stop, self._both(best[1], namesakes), best[2])
        return best

    def _both(self, some: list[Form], others: list[Form]) -> list[Form]:
        held = self._merged.get((id(some), id(others)))
        if held is None:
            held = self._merged[id(some), id(others)] = some + others
        return held

    def _rest_of(self, form: Form, end: int, folded: str) -> int:
        """Where the form ends if the rest of it stands here, or 0."""
        for at in range(2, len(form.tokens)):
            step = _step(folded, end, form.tokens[at - 1])
            if step is None or (step[0] != form.tokens[at] and not self._may_slip(step[0], form, at)):
                return 0
            end = step[1]
        return end

    def _may_slip(self, token: str, form: Form, at: int) -> bool:
        return form.sort in _SLIPPED and self._slips.in_a_name(token, form.tokens[at])

    def _dotted(self, text: str, answers: Answers) -> Iterator[Found]:
        """ "G.O." and "G. O'N.": dots speak for initials, but "H.M. Prison" is nobody's."""
        for match in _DOTTED.finditer(text):
            who = self.roster.dotted.get("".join(each for each in match[0] if each.isalpha()).casefold())
            if who is None or is_royal(text, match.end()):
                continue
            answer = answers.get(match.span())
            if answer is None:
                yield Found(*match.span(), tuple(dict.fromkeys(who)), "initials")
            elif answer:
                yield Found(*match.span(), (answer,), "initials", is_answered=True)

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


def _are_guesses(forms: list[Form]) -> bool:
    return all(form.is_guess for form in forms)


def _holder(found: Found, spans: list[tuple[int, int]]) -> tuple[int, int] | None:
    return next((span for span in spans if span[0] <= found.start and found.end <= span[1]), None)


def _is_within(one: Found, other: Found) -> bool:
    return other.start <= one.start and one.end <= other.end


def _rarest(letters: str) -> str:
    """The letter of a set of initials that seldom stands alone: "a", "i" and the "s" behind an apostrophe often do."""
    return next((each for each in letters if each not in "ais"), letters[0])


def _put(held: list[Namesakes], form: Form) -> None:
    """With the one before it, if they are met by the same letters; their order says who is likelier."""
    if held:
        last, namesakes = held[-1]
        if last.tokens == form.tokens and (last.sort in _SLIPPED) == (form.sort in _SLIPPED):
            namesakes.append(form)
            return
    held.append((form, [form]))


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


def _none_within_another(text: str, found: list[Found]) -> list[Found]:
    """The longest first; of two as long, the register's before a pattern. What one has beyond another is not let go."""
    in_order = sorted(found, key=_start)
    if all(before.end <= after.start for before, after in pairwise(in_order)):
        return in_order
    kept: list[Found] = []
    for each in sorted(found, key=lambda one: (-one.length, not one.who)):
        at = bisect_left(kept, each.end, key=_start) - 1
        is_over = False
        while at >= 0 and kept[at].end > each.start:
            is_over = True
            _part(each, kept[at])
            at -= 1
        if not is_over or _is_trimmed(text, each):
            insort(kept, each, key=_start)
    for before, after in pairwise(kept):
        after.start = max(after.start, before.end)
    return kept


def _start(found: Found) -> int:
    return found.start


def _part(less: Found, longer: Found) -> None:
    """What the shorter of two that overlap keeps, if anything: of a person, what is left of the name is nobody's surely."""
    if less.who and not longer.who:  # "Consultant Quill, Derrin": the consultant has the whole of it
        longer.start, longer.end = min(less.start, longer.start), max(less.end, longer.end)
    if not (less.who and longer.who) or (less.start >= longer.start and less.end <= longer.end):
        less.end = less.start
    elif less.start < longer.start:
        less.end, less.is_other = longer.start, True
    else:
        less.start, less.is_other = longer.end, True


def _is_trimmed(text: str, found: Found) -> bool:
    """Without what only parts it from its neighbour; whether anything is left."""
    while found.start < found.end and not text[found.start].isalnum():
        found.start += 1
    while found.start < found.end and not (text[found.end - 1].isalnum() or text[found.end - 1] == "."):
        found.end -= 1
    return found.start < found.end
