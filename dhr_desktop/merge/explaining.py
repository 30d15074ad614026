"""The reasons of a suggestion, in words a chair can check: the terms of the very sum that made the score."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dhr_desktop.core.counting import counted
from dhr_desktop.core.days_in_words import in_words

from .evidence import CLOCKS, DAYS, EVIDENCE, VAGUE, Weigher, families_of, in_order, kinds_in_words
from .lexicon import lexicon
from .naming import plain
from .scorer import Weights
from .scoring import Pair
from .telling import Reading, Telling

SMALLEST = 0.25  # a term smaller than this is not worth a chair's reading
TURNED = "with day and month exchanged, one's date is the other's"  # told however little it weighs: a date may be wrong
_CLOCK = {
    "clock_quarter": "their times are within twenty minutes",
    "clock_hour": "their times are about an hour apart",
    "clock_hours": "their times are some hours apart",
    "clock_apart": "their times of day are far apart",
}


@dataclass(frozen=True, slots=True)
class Reason:
    words: str
    weight: float  # what it adds to the log odds; below nothing it speaks against


class Explainer:
    def __init__(self, reading: Reading, compared: list[Telling], by: Weights) -> None:
        self._reading, self._compared, self._by = reading, compared, by
        self._weigher = Weigher(reading, compared)

    def reasons(self, pair: Pair) -> list[Reason]:
        """For and against, the heaviest first."""
        told = [
            Reason(words, weight)
            for words, weight in self.terms(pair).items()
            if abs(weight) >= SMALLEST or words == TURNED
        ]
        return sorted(told, key=lambda each: -abs(each.weight))

    def terms(self, pair: Pair) -> dict[str, float]:
        """Every term of the sum that can be told, by its words."""
        a, b = in_order(self._compared[pair.one], self._compared[pair.other])
        x = self._weigher.weigh(a, b)
        scale = self._by.second[1]
        found: dict[str, float] = {}
        for at, name in enumerate(EVIDENCE):
            if x[at]:
                words = self._words(name, a, b)
                found[words] = found.get(words, 0.0) + x[at] * self._by.each[at] * scale
        found.update(self._round(pair))
        found.pop("", None)
        return found

    def _round(self, pair: Pair) -> dict[str, float]:
        found = {}
        rival = self._by.second[2] * (pair.rival + 4.0)  # told from where there is no rival at all
        support = self._by.second[3] * pair.support
        if pair.rival > -1.0:
            found["another entry of the same agency fits as well"] = rival
        if pair.through >= 0 and pair.support > 4.0:
            third = self._compared[pair.through]
            found[f"a third account fits both ({_day(third)})"] = support
        return found

    def _words(self, name: str, a: Telling, b: Telling) -> str:
        maker: Callable[[Telling, Telling], str] | None = getattr(self, f"_say_{name}", None)
        if maker is not None:
            return maker(a, b)
        if name in DAYS or name in VAGUE:
            return _days(name, a, b)
        return _CLOCK[name] if name in CLOCKS else ""

    # ---- one sentence for each piece of evidence -----------------------------------------------

    def _say_people(self, a: Telling, b: Telling) -> str:
        both = sorted(a.people.keys() & b.people.keys(), key=lambda id: -self._reading.people_weight.get(id, 0.0))
        return f"both speak of {_listed([self._spelled(id, a.text + b.text) for id in both[:3]])}"

    def _spelled(self, person: int, text: str) -> str:
        """A name as the texts spell it."""
        parts = self._reading.people.names[person].split(" ")
        spelled = {plain(each): each for each in re.findall(r"[^\W\d_][\w'\u2019-]*", text)}
        found = [spelled.get(plain(part), part) for part in parts]
        return " ".join(each if not each.isupper() else each.title() for each in found)

    def _say_people_apart(self, a: Telling, b: Telling) -> str:
        return "they name different people"

    def _say_own_name(self, a: Telling, b: Telling) -> str:
        return "one calls the other's agency by its name"

    def _say_names_each_other(self, a: Telling, b: Telling) -> str:
        return "each speaks of the other's agency"

    def _say_families(self, a: Telling, b: Telling) -> str:
        weights, words = self._reading.family_weight, lexicon().family_words
        both = sorted((a.families & b.families) - families_of(a.concepts & b.concepts), key=lambda each: -weights[each])
        return f"both have to do with {_listed([words[each] for each in both[:3]])}"

    def _say_no_families(self, a: Telling, b: Telling) -> str:
        return "they tell of different sorts of thing"

    def _say_turned_day(self, a: Telling, b: Telling) -> str:
        return TURNED

    def _say_same_vague(self, a: Telling, b: Telling) -> str:
        return "both give the same days and no nearer"

    def _say_as_near_most(self, a: Telling, b: Telling) -> str:
        return "other entries of these agencies lie as near in time"

    _say_as_near_least = _say_as_near_most

    def _say_same_forename(self, a: Telling, b: Telling) -> str:
        both = _listed(sorted(each.title() for each in a.forenames & b.forenames))
        return f"both name {both}, by different surnames"

    def _say_concepts(self, a: Telling, b: Telling) -> str:
        weights, words = self._reading.concept_weight, lexicon().concept_words
        both = sorted(a.concepts & b.concepts, key=lambda each: -weights[each])
        return f"both tell of {_listed([words[each] for each in both[:4]])}"

    _say_concept_cosine = _say_concepts

    def _say_no_concepts(self, a: Telling, b: Telling) -> str:
        return "they tell of different things"

    def _say_words(self, a: Telling, b: Telling) -> str:
        weights = self._reading.word_weight
        both = sorted(a.words & b.words, key=lambda each: -weights[each])
        whole: dict[str, str] = {}
        for each in re.findall(r"[a-z][a-z']+", b.text.lower().replace("\u2019", "'")):
            for part in lexicon().stems(each):
                whole.setdefault(part, each)
        return f"they share the words {_listed([whole.get(each, each) for each in both[:5]])}"

    def _say_numbers(self, a: Telling, b: Telling) -> str:
        both = sorted(a.numbers & b.numbers, key=lambda each: self._reading.number_count[each])
        return f"both give the reference {both[0].upper()}"

    def _say_hears_soon(self, a: Telling, b: Telling) -> str:
        return "the later one tells of hearing about something, within three days"

    def _say_hears_late(self, a: Telling, b: Telling) -> str:
        return "the later one tells of hearing about something, within a month"

    def _say_hears_named(self, a: Telling, b: Telling) -> str:
        return "one says who it heard from, and that is the other's agency"

    def _say_sent_named(self, a: Telling, b: Telling) -> str:
        return "one says whom it told, and that is the other's agency"

    def _say_names_earlier(self, a: Telling, b: Telling) -> str:
        return f"the later one speaks of {kinds_in_words(b.names_kinds & a.agency_kinds)}"

    def _say_names_later(self, a: Telling, b: Telling) -> str:
        return f"the earlier one speaks of {kinds_in_words(a.names_kinds & b.agency_kinds)}"

    def _say_not_told(self, a: Telling, b: Telling) -> str:
        return "their days differ, and neither says it was told"

    _say_not_told_late = _say_not_told

    def _say_named_date(self, a: Telling, b: Telling) -> str:
        return "one names the other's date"

    def _say_other_date(self, a: Telling, b: Telling) -> str:
        return "one names a date that is not the other's"

    def _say_named_day(self, a: Telling, b: Telling) -> str:
        return "the weekday or “last night” one speaks of is the other's day"

    def _say_other_day(self, a: Telling, b: Telling) -> str:
        return "the weekday or “last night” one speaks of is not the other's day"

    def _say_crowd(self, a: Telling, b: Telling) -> str:
        return "many entries fall in these days, so that two may meet by chance"

    _say_crowd_close = _say_crowd


def _days(name: str, a: Telling, b: Telling) -> str:
    if name == "undated":
        return "one of them has no date"
    assert a.first is not None and a.last is not None and b.first is not None and b.last is not None
    gap = max(b.first - a.last, a.first - b.last, 0)
    if name == "same_day":
        return f"both are dated {_day(a)}"
    if name in DAYS:
        return f"they are {counted(gap, 'day')} apart"
    guessed = "".join(
        f"; one date is no day as it is written and was taken as {_day(each)}" for each in (a, b) if each.is_guessed
    )
    if gap:
        return f"the days they allow are {gap} apart at the least{guessed}"
    return f"the days they allow overlap{guessed}"


def _day(telling: Telling) -> str:
    if telling.first is None or telling.last is None:
        return "undated"
    first, last = date.fromordinal(telling.first), date.fromordinal(telling.last)
    return in_words(first) if first == last else f"{in_words(first)} to {in_words(last)}"


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
