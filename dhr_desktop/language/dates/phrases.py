"""How a whole wording is read: what stands round a date is taken off, and every way of reading the rest is kept.

Clock, doubt, direction, part of the day and week may stand in any order round days, months and years. Where two readings
are left that differ, the wording is asked about; nothing here picks one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dhr_desktop.core.moments import Precision

from . import lexicon, relative, spans
from .clocks import Clock, FoundClock, clocks_in
from .lexicon import Effect
from .pieces import Pieces
from .rules import DateRules
from .series import SeriesFinder, meant
from .spans import Ambiguous, Incomplete, NotRead, Span
from .tokens import Token, rendered

MOST_TOKENS = 60
LONGEST_RELATIVE = 9


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds the wording."""

    rules: DateRules
    year: int | None = None
    anchor: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way of reading: the days, or why there are none; and the time of day beside it."""

    span: Span | None
    failure: NotRead | None = None
    clock: Clock = Clock()

    @property
    def meaning(self) -> tuple[object, ...]:
        held = (
            (self.span.edtf, self.span.earliest, self.span.latest)
            if self.span
            else ("", self.failure and self.failure.status)
        )
        return (*held, self.clock.start, self.clock.end)


def failed(why: NotRead) -> Outcome:
    return Outcome(None, why)


class Wording:
    """The tokens of one wording, and every reading of any stretch of them."""

    def __init__(self, tokens: list[Token], setting: Setting) -> None:
        self.tokens, self._setting = tokens, setting
        self._series = SeriesFinder(tokens, Pieces(tokens, setting.rules))
        self._known: dict[tuple[int, int, bool], list[Outcome]] = {}
        self._clocks = clocks_in(tokens)

    def outcomes(self) -> list[Outcome]:
        return _different(self._read(0, len(self.tokens), False)) or _different(self._without_clock_inside())

    def _without_clock_inside(self) -> list[Outcome]:
        """A sure time of day between the words of a date."""
        found: list[Outcome] = []
        for clock in self._clocks:
            if clock.is_sure and clock.first > 0 and clock.end < len(self.tokens):
                rest = Wording([*self.tokens[: clock.first], *self.tokens[clock.end :]], self._setting)
                found += [
                    each
                    for outcome in rest._read(0, len(rest.tokens), _is_midnight(clock))
                    if (each := _timed(outcome, clock))
                ]
        return found

    # ---- one stretch ------------------------------------------------------------------------

    def _read(self, first: int, end: int, is_night: bool) -> list[Outcome]:
        key = (first, end, is_night)
        if key not in self._known:
            self._known[key] = []
            self._known[key] = _different(self._readings(first, end, is_night)) if first < end else []
        return self._known[key]

    def _readings(self, first: int, end: int, is_night: bool) -> list[Outcome]:
        found = self._as_series(first, end, is_night)
        if any(each.span or (each.failure and each.failure.status != NotRead.status) for each in found):
            return found + self._year_as_a_time(first, end, is_night)
        ways = (self._timed, self._relative_to, self._answered, self._behind_part_of_day, self._behind_phrase,
                self._behind_weekday, self._before_phrase, self._before_part_of_day, self._before_clause)  # fmt: skip
        failures: list[Outcome] = []
        for way in ways:
            found = way(first, end, is_night)
            if any(each.span for each in found):
                return found
            failures = failures or found
        return failures

    def _as_series(self, first: int, end: int, is_night: bool) -> list[Outcome]:
        found: list[Outcome] = []
        for lead, series in self._series.between(first, end):
            try:
                span = meant(lead, series, self.tokens, self._setting.year, is_night=is_night)
            except NotRead as why:
                found.append(failed(why))
            else:
                found += [Outcome(span)] if span is not None else []
        return found

    def _year_as_a_time(self, first: int, end: int, is_night: bool) -> list[Outcome]:
        """ "1930, 12/03/2019" and "4 May 2019 - 2012": beside a whole day such figures may be the clock's."""
        edges = ((first, first + 1), (end - 1, end - 2)) if end - first > 2 else ()
        if not any(len(self.tokens[at].text) == 4 and self.tokens[by].text in (",", "-") for at, by in edges):
            return []
        timed = self._timed(first, end, is_night)
        return [each for each in timed if each.span and _is_one_day(each.span)]

    # ---- what stands before -----------------------------------------------------------------

    def _timed(self, first: int, end: int, is_night: bool) -> list[Outcome]:
        """A time of day at the beginning or at the end, and the rest."""
        found: list[Outcome] = []
        for clock in self._clocks:
            is_midnight = is_night or _is_midnight(clock)
            if clock.first == first and clock.end < end:
                rest = self._read(clock.end, end, is_midnight)
            elif clock.end == end and clock.first > first:
                rest = self._read(first, self._before_a_seam(first, clock.first), is_midnight)
            else:
                continue
            timed = [each for outcome in rest if (each := _timed(outcome, clock))]
            found += [each for each in timed if each.span or clock.is_sure]
        return found

    def _before_a_seam(self, first: int, end: int) -> int:
        """ "12/02/15 – 16:45": the dash only parts the two."""
        is_seam = end - 1 > first and self.tokens[end - 1].text in ("-", ",", ";", ":", "on", "t")
        return end - 1 if is_seam else end

    def _relative_to(self, first: int, end: int, is_night: bool) -> list[Outcome]:
        """Two weeks after 4 May 2013; the day before Christmas Day 2012."""
        for stop in range(min(first + LONGEST_RELATIVE, end - 1), first + 1, -1):
            if self.tokens[stop - 1].text not in ("before", "after", "following", "to", "than", "from", "of"):
                continue
            words = rendered(self.tokens, first, stop)
            told = relative.beside_a_date(words)
            if told is None:
                continue
            if found := [each for outcome in self._read(stop, end, False) if (each := _counted(told, outcome))]:
                return found
        return []

    def _answered(self, first: int, end: int, is_night: bool) -> list[Outcome]:
        """Relative wording with its answer behind it: "A year later (2004)". The answer is what is meant."""
        for stop in range(min(first + LONGEST_RELATIVE, end - 1), first, -1):
            is_seam = self.tokens[stop].text in (",", "-", ":", ";", "=")
            if not (is_seam or self.tokens[stop].is_parted) or not relative.is_relative(
                rendered(self.tokens, first, stop)
            ):
                continue
            if tuple(token.text for token in self.tokens[first:stop]) in lexicon.PREFIXES:
                continue  # "shortly after (Sat) 4 May" answers nothing
            found = self._read(stop + is_seam, end, is_night)
            if any(each.span for each in found):
                is_two = self.tokens[first].text == "following"  # "following Wednesday, 7 May": that day, or after it
                return found + (self._behind_phrase(first, end, is_night) if is_two else [])
        return []

    def _behind_part_of_day(self, first: int, end: int, is_night: bool) -> list[Outcome]:
        if (late := lexicon.late_on_at(self.tokens, first, end)) is not None:
            found = [each for each in self._read(late, end, is_night) if each.span and _is_one_day(each.span)]
            if found:
                return found
        part = lexicon.part_of_day_at(self.tokens, first, end)
        if part is None or part[0] >= end:
            return []
        return [
            each
            for outcome in self._read(part[0], end, is_night or part[1] == "night")
            if (each := _in_part(outcome, part[1]))
        ]

    def _behind_phrase(self, first: int, end: int, is_night: bool) -> list[Outcome]:
        for stop, effect in lexicon.prefixes_at(self.tokens, first, end):
            while (
                stop < end - 1
                and effect.kind != lexicon.DIRECTION
                and self.tokens[stop].text in (",", ":", ".", ";", "-")
                and (effect.kind != lexicon.NOTHING)
            ):
                stop += 1
            found = [each for outcome in self._read(stop, end, is_night) if (each := _acted(effect, outcome))]
            if found:
                return found
        return []

    def _behind_weekday(self, first: int, end: int, is_night: bool) -> list[Outcome]:
        """A weekday apart from its date: "Saturday evening, 4 May 2013"."""
        if not self.tokens[first].weekday:
            return []
        return [_on_weekday(each, self.tokens[first].weekday) for each in self._read(first + 1, end, is_night)]

    # ---- what stands behind -----------------------------------------------------------------

    def _before_phrase(self, first: int, end: int, is_night: bool) -> list[Outcome]:
        for begin, effect in lexicon.suffixes_at(self.tokens, first, end):
            stop = begin
            if effect.kind in (lexicon.UNKNOWN_DATE, lexicon.MARK, lexicon.NOTHING, lexicon.WEEK):
                while stop - 1 > first and self.tokens[stop - 1].text in (",", "-", ";", ":") and effect.value != "~?":
                    stop -= 1
            for place in dict.fromkeys((stop, begin)):
                found = [each for outcome in self._read(first, place, is_night) if (each := _acted(effect, outcome))]
                if found:
                    return found
        return []

    def _before_part_of_day(self, first: int, end: int, is_night: bool) -> list[Outcome]:
        for begin in range(max(first + 1, end - 6), end):
            part = lexicon.part_of_day_at(self.tokens, begin, end)
            if part is None or part[0] != end:
                continue
            stop = begin
            while stop - 1 > first and self.tokens[stop - 1].text in (",", "-", ";", ":"):
                stop -= 1
            found = [
                each
                for outcome in self._read(first, stop, is_night or part[1] == "night")
                if (each := _in_part(outcome, part[1]))
            ]
            if found:
                return found
        if self.tokens[end - 1].weekday and end - 1 > first:
            return [_on_weekday(each, self.tokens[end - 1].weekday) for each in self._read(first, end - 1, is_night)]
        return []

    def _before_clause(self, first: int, end: int, is_night: bool) -> list[Outcome]:
        """ "…, when Betty started school": a clause with no date of its own says nothing of when."""
        for begin in range(first + 1, end):
            if self.tokens[begin].text in lexicon.CLAUSES and not any(
                token.month or token.weekday or (len(token.text) == 4 and token.text.isdigit())
                for token in self.tokens[begin:end]
            ):
                stop = begin - (self.tokens[begin - 1].text in (",", ";", "-") and begin - 1 > first)
                return [each for each in self._read(first, stop, is_night) if each.span]
        return []


def _different(found: list[Outcome]) -> list[Outcome]:
    return list({each.meaning: each for each in found}.values())


def _is_midnight(clock: FoundClock) -> bool:
    return clock.clock.start is not None and clock.clock.start.hour == 0 and clock.clock.end is None


# ---- what each thing does -----------------------------------------------------------------------


def _is_one_day(span: Span) -> bool:
    return span.earliest is not None and span.earliest == span.latest


def _names_days(span: Span) -> bool:
    """Whether a time of day can stand beside it: a day, or days that are each named."""
    return len(re.findall(r"\d{4}-\??\d\d-\??\d\d", span.edtf)) > 0


def _timed(outcome: Outcome, found: FoundClock) -> Outcome | None:
    if outcome.clock.start is not None:
        return None
    if outcome.span is None:
        return replace(outcome, clock=found.clock)
    if not _names_days(outcome.span):
        return None
    return replace(outcome, clock=replace(found.clock, part_of_day=outcome.clock.part_of_day))


def _in_part(outcome: Outcome, part: str) -> Outcome | None:
    if outcome.span is not None and not _names_days(outcome.span):
        return None
    return replace(outcome, clock=replace(outcome.clock, part_of_day=outcome.clock.part_of_day or part))


def _on_weekday(outcome: Outcome, weekday: int) -> Outcome:
    span = outcome.span
    if span is None or not _is_one_day(span) or span.earliest is None or span.earliest.isoweekday() == weekday:
        return outcome
    return replace(outcome, span=span.doubted("?"))


def _counted(told: str, outcome: Outcome) -> Outcome | None:
    """So many days or months before or after a date that is given."""
    span = outcome.span
    if span is None:
        return outcome
    held = span.earliest if told.endswith(relative.EARLIER_WORDS) else span.latest
    if held is None or (not _is_one_day(span) and re.search(r"day|week|fortnight|night|hour|morning|evening", told)):
        return None
    counted = relative.read_relative(told, held)
    return (
        Outcome(counted.doubted(span.mark) if span.mark else counted, None, outcome.clock)
        if counted is not None
        else None
    )


def _acted(effect: Effect, outcome: Outcome) -> Outcome | None:
    if outcome.span is None:
        return outcome
    try:
        span = _ACTS[effect.kind](effect.value, outcome)
    except NotRead as why:
        return failed(why)
    return replace(outcome, span=span) if span is not None else None


def _directed(way: str, outcome: Outcome) -> Span | None:
    span = outcome.span
    assert span is not None
    if span.earliest is None or span.latest is None:
        return span
    if way in ("before", "after") and (outcome.clock.start or outcome.clock.part_of_day):
        raise Ambiguous(span.edtf, why="before or after a time of that day")
    ways = {"since": spans.since, "until": spans.until, "before": spans.before, "after": spans.after}
    return ways[way](span)


def _in_week(which: str, outcome: Outcome) -> Span | None:
    span = outcome.span
    assert span is not None
    if which == "weekend":
        return _weekend(span)
    if not _is_one_day(span):
        return None
    day = span.earliest
    assert day is not None
    if which == "of":
        monday = day - timedelta(days=day.isoweekday() - 1)
        return spans.days_span(monday, monday + timedelta(days=6), Precision.WEEK)
    length = int(which)
    first, last = (day, day + timedelta(days=length - 1)) if length > 0 else (day + timedelta(days=length + 1), day)
    return spans.days_span(first, last, Precision.WEEK).doubted(span.mark)


def _weekend(span: Span) -> Span | None:
    if span.earliest is None or span.latest is None or (span.latest - span.earliest).days > 2:
        return None
    saturday = span.earliest + timedelta(days=6 - span.earliest.isoweekday())
    if span.earliest.isoweekday() == 7:
        saturday = span.earliest - timedelta(days=1)
    return spans.days_span(saturday, saturday + timedelta(days=1))


def _without_exact_day(value: str, outcome: Outcome) -> Span | None:
    span = outcome.span
    assert span is not None
    if _is_one_day(span):
        raise Ambiguous(span.edtf, why="it gives a day and says that the day is not known")
    return span


def _unchanged(value: str, outcome: Outcome) -> Span | None:
    return outcome.span


def _doubted(mark: str, outcome: Outcome) -> Span | None:
    return outcome.span.doubted(mark) if outcome.span else None


_ACTS = {
    lexicon.NOTHING: _unchanged,
    lexicon.MARK: _doubted,
    lexicon.UNKNOWN_DATE: _without_exact_day,
    lexicon.DIRECTION: _directed,
    lexicon.WEEK: _in_week,
}

__all__ = ["Incomplete", "Outcome", "Setting", "Wording"]
