"""The door: date wording in, a reading out. What cannot be read safely says why, and is never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from dhr_desktop.core.moments import Certainty, Precision, When

from .clock import Clock, bare_time, take_clock, take_part_of_day
from .phrases import Setting, read_phrase
from .relative import is_relative, read_relative
from .rules import DateRules
from .spans import Ambiguous, Incomplete, NotRead, Span, Undated, day_span
from .words import marked, normalised

OK = "ok"
LONGEST = 160
_PLAIN = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d\d)")
_UNDATED = re.compile(
    r"|".join(
        (
            r"[\s.\-_?*~/]*", r"n\s?[/.\\]?\s?[kad]\.?", r"nil", r"none", r"null", r"unk\.?", r"un-?known(?: date)?", r"undated",
            r"(?:date |exact date |dates )?(?:is |was )?(?:not|un)[ -]?(?:known|recorded|stated|given|clear|specified|available|noted|dated|documented)",
            r"no date(?: (?:given|recorded|known|stated|available|on (?:file|record)))?", r"date (?:unknown|missing|illegible|unclear|n/?k|not known|unreadable|obscured|tbc|blank)",
            r"illegible(?: date)?", r"(?:to be|tb)\s?(?:c|confirmed|a|advised)", r"0{1,2}[/.\-]0{1,2}[/.\-](?:0000|00)", r"(?:ongoing|on-going|present|current|continuing|to date|now)",
            r"(?:various|multiple)(?: dates)?", r"\(?blank\)?", r"not known", r"dd[/.\-]mm[/.\-]yy(?:yy)?",
        )
    )
)  # fmt: skip
_NEEDS_MORE = re.compile(
    r"(?:on )?(?:a |the |one |this )?(?:W\d|later(?: on)?|earlier|soon after(?:wards)?|the time|overnight|weekend|hours later)"
)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_DIGITS_AND_LETTERS = re.compile(r"[\dlio|]{1,2}[/.\-\s][\dlio|]{1,2}[/.\-\s][\dlio|]{2,4}")
_NO_SEPARATOR = re.compile(
    r"(\d{2})[/.\-]?(\d{2})[/.\-]?(\d{4})|(\d{2})(\d{2})[/.\-](\d{2})|(\d{2})[/.\-](\d{2})(\d{2})|(\d{2})(\d{2})(\d{2})"
)
_INSIDE = re.compile(
    r"\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{2,4}|\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?M\d\d,?\s'?\d{2,4}|M\d\d\s\d{4}|\b(?:19|20)\d\d\b"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """`when` always holds the wording; it has days only where the status is ok."""

    when: When
    status: str = OK
    candidates: tuple[str, ...] = ()
    why: str = ""
    weekday_differs: bool = False


def read_date(wording: str, rules: DateRules, *, year: int | None = None, anchor: date | None = None) -> Reading:
    """How the conventions read these words under a year heading and after an entry dated `anchor`."""
    alone = _reading(wording, rules, None, None)
    if alone.status in ("incomplete", "undated") and (year is not None or anchor is not None):
        return _reading(wording, rules, year, anchor)
    return alone


@lru_cache(maxsize=32_768)
def _reading(wording: str, rules: DateRules, year: int | None, anchor: date | None) -> Reading:
    if len(wording) > LONGEST:
        return Reading(When.undated(wording), NotRead.status, (), "it is too long to be a date")
    try:
        span, clock = _read(wording, rules, Setting(rules, year, anchor))
        rules.check(span.edtf, span.earliest, span.latest)
    except NotRead as not_read:
        clock = _time_alone(wording)
        when = replace(When.undated(wording), time_from=clock.start, time_to=clock.end)
        return Reading(when, not_read.status, not_read.candidates, not_read.why)
    return Reading(_when(wording, span, clock))


def _time_alone(wording: str) -> Clock:
    return bare_time(normalised(wording)) or Clock()


def _read(wording: str, rules: DateRules, setting: Setting) -> tuple[Span, Clock]:
    if (found := _PLAIN.fullmatch(wording)) and int(found[1]) and int(found[3]):
        day, month = (int(found[3]), int(found[1])) if rules.is_month_first else (int(found[1]), int(found[3]))
        return day_span(rules.day(rules.year(found[4]), month, day)), Clock()
    text = normalised(wording)
    if not text.strip(" \"'") or text in ('"', "''", "'"):
        return _blank(text, setting)
    text = _unwrapped(text)
    if relative := _relative(marked(text), setting):
        return relative
    if _UNDATED.fullmatch(text):
        raise Undated(why="the words say there is no date")
    if _NEEDS_MORE.fullmatch(marked(text)):
        raise Incomplete(why="it says when only beside a date that is not given")
    if serial := _SERIAL.fullmatch(text):
        raise Ambiguous(_serial_day(int(serial[1]), rules), why="it looks like a spreadsheet's number for a day")
    if (clock := bare_time(text)) and clock.start:
        return _bare_time(clock, setting)
    return _dated(text, rules, setting)


def _blank(text: str, setting: Setting) -> tuple[Span, Clock]:
    if setting.anchor is None:
        raise Undated(why="the cell is blank") if not text else Incomplete(why="there is no date above to repeat")
    return replace(day_span(setting.anchor), is_derived=True), Clock()


def _unwrapped(text: str) -> str:
    text = re.sub(r"^(?:date|dated|date of (?:event|contact|incident)|d\.?o\.?e)\s?[:\-]\s?", "", text)
    text = text.strip(" ;,:")
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1 and text != "(?)":
        text = text[1:-1].strip()
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1].strip()
    return text.rstrip(".") if not re.search(r"\b[ap]\.m\.$", text) else text


def _relative(text: str, setting: Setting) -> tuple[Span, Clock] | None:
    if not is_relative(text):
        rest, clock = take_clock(text)
        if not clock.start or not is_relative(rest):
            return None
        text = rest
    else:
        clock = Clock()
    if setting.anchor is None:
        raise Incomplete(why="there is no date before it to count from")
    span = read_relative(text, setting.anchor)
    assert span is not None
    part = take_part_of_day(text)[1]
    return span, replace(clock, part_of_day=part)


def _bare_time(clock: Clock, setting: Setting) -> tuple[Span, Clock]:
    if setting.anchor is None:
        raise Incomplete(why="a time with no date")
    return replace(day_span(setting.anchor), is_derived=True), clock


def _dated(text: str, rules: DateRules, setting: Setting) -> tuple[Span, Clock]:
    """A whole date, perhaps with a time; tried without taking anything out first."""
    failure: NotRead | None = None
    for rest, clock in _without_times(text):
        try:
            return read_phrase(marked(rest), setting), clock
        except NotRead as not_read:
            if failure is None or (failure.status == NotRead.status and not_read.status != NotRead.status):
                failure = not_read
    assert failure is not None
    if failure.status == NotRead.status:
        raise _doubtful(text, rules, setting) from None
    raise failure


def _without_times(text: str) -> list[tuple[str, Clock]]:
    ways = [(text, Clock())]
    night = bool(re.search(r"night", text))
    rest, clock = take_clock(text)
    if clock.start:
        ways.append((f"{rest} NIGHT" if night and clock.start.hour == 0 else rest, clock))
    for base, taken in list(ways):
        without, part = take_part_of_day(base)
        if part:
            ways.append((f"{without} NIGHT" if part == "night" else without, replace(taken, part_of_day=part)))
    return ways


def _doubtful(text: str, rules: DateRules, setting: Setting) -> NotRead:
    """Not a date as it stands: perhaps one with a slip in it, perhaps words with a date inside."""
    if _DIGITS_AND_LETTERS.fullmatch(text) and re.search(r"\d", text):
        mended = text.translate(str.maketrans("li|o", "1110"))
        return Ambiguous(*_candidates(mended, setting), why="letters stand among the figures")
    if found := _NO_SEPARATOR.fullmatch(text):
        day, month, year = (each for each in found.groups() if each)
        return Ambiguous(*_candidates(f"{day}/{month}/{year}", setting), why="a separator is missing")
    inside = [found[0] for found in _INSIDE.finditer(marked(text))]
    candidates = [edtf for each in inside for edtf in _candidates(each, setting)]
    if candidates:
        return Ambiguous(*candidates, why="there is a date among other words")
    return NotRead(why="it is not a date")


def _candidates(text: str, setting: Setting) -> list[str]:
    try:
        span = read_phrase(marked(text), setting)
        setting.rules.check(span.edtf, span.earliest, span.latest)
    except NotRead as not_read:
        return list(not_read.candidates)
    return [span.edtf]


def _serial_day(serial: int, rules: DateRules) -> str:
    day = date(1899, 12, 30) + timedelta(days=serial)
    return day.isoformat() if date(1900, 1, 1) <= day <= rules.plausible_to else ""


_CERTAINTY = {
    "": Certainty.STATED, "~": Certainty.APPROXIMATE, "?": Certainty.QUERIED, "%": Certainty.APPROXIMATE_AND_QUERIED,
}  # fmt: skip


def _when(wording: str, span: Span, clock: Clock) -> When:
    precision = span.precision
    if span.is_derived and precision is Precision.DAY and not clock.start:
        precision = Precision.RELATIVE if wording.strip() else Precision.DAY
    if clock.start and span.earliest == span.latest:
        precision = Precision.MINUTE
    elif clock.part_of_day and precision is Precision.DAY:
        precision = Precision.PART_OF_DAY
    return When(
        wording=wording, edtf=span.edtf, earliest=span.earliest, latest=span.latest, precision=precision,
        certainty=_CERTAINTY[span.mark], time_from=clock.start, time_to=clock.end,
        time_is_approximate=clock.is_approximate, part_of_day=clock.part_of_day if not clock.start else "",
        is_derived=span.is_derived,
    )  # fmt: skip
