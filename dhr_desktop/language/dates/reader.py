"""The door: date wording in, a reading out. What cannot be read safely says why, and is never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import lru_cache

from dhr_desktop.core.moments import Certainty, Precision, When

from .clocks import Clock, bare_time, clocks_in, says_est_behind_a_time
from .phrases import Outcome, Setting, Wording
from .prose import days_inside
from .relative import is_relative, read_relative
from .rules import DateRules
from .spans import Ambiguous, Implausible, Incomplete, NotRead, SeveralDays, Span, Undated, day_span, days_span
from .tokens import Token, normalised, rendered, tokens_of

OK = "ok"
LONGEST = 160
LONGEST_WINTER = 160  # days from one summer's end to the next one's begin, and some
_PLAIN = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d\d)")
_TWO_SIGNS = re.compile(r"(0?[1-9]|1[0-2])(?:-(0?[1-9]|1[0-2])/|/(0?[1-9]|1[0-2])-)(\d{4})")
_PARAGRAPH_NUMBER = re.compile(r"[1-9]\.[1-9]\.[1-9]\d?")
_MISSING = (
    r"(?:not|un)[ -]?(?:known|recorded|stated|given|clear|specified|available|noted|dated|documented|confirmed)|n\s?[/.\\]?\s?k\.?|"
    r"missing|illegible|unreadable|obscured|tbc|blank|unsure|uncertain|incomplete"
)
_UNDATED = re.compile(
    r"|".join(
        (
            r"[\s.\-_?*~/]*", r"n\s?[/.\\]?\s?[kad]\.?", r"nil", r"none", r"null", r"unk\.?", r"un-?known(?: date)?", r"undated",
            rf"(?:the )?(?:exact |precise |specific |actual )?(?:dates?|days?|when|dates? and times?)?(?: of (?:event|incident|contact|entry))?"
            rf"\s?(?:is |was |are |:|-)?\s?(?:{_MISSING})",
            r"no (?:exact |specific )?dates?(?: (?:given|recorded|known|stated|available|supplied|provided|noted|entered|on (?:file|record)))?",
            r"illegible(?: date)?", r"(?:date )?(?:to be|tb)\s?(?:c|confirmed|a|advised)", r"0{1,2}[/.\-]0{1,2}[/.\-](?:0000|00)",
            r"(?:ongoing|on-going|present|current|continuing|to date|now|throughout)", r"(?:various|multiple|several)(?: dates?)?", r"\(?blank\)?",
            r"dd[/.\-]mm[/.\-]yy(?:yy)?", r"no date", r"date",
        )
    )
)  # fmt: skip
_NEEDS_MORE = re.compile(
    r"(?:on )?(?:a |the |one |this |that )?(?:W\d|later(?: on)?|earlier|soon after(?:wards)?|the time|overnight|weekend|hours later|"
    r"(?:early |late )?(?:morning|afternoon|evening|night)|early hours|weeks? (?:later|before)|afterwards|recently)"
)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_SLIPS = str.maketrans("liıo|", "11101")
_DIGITS_AND_LETTERS = re.compile(r"[\dlio|]{1,2}[/.\-\s][\dlio|]{1,2}[/.\-\s][\dlio|]{2,4}")
_NO_SEPARATOR = re.compile(
    r"(\d{2})[/.\-]?(\d{2})[/.\-]?(\d{4})|(\d{2})(\d{2})[/.\-](\d{2})|(\d{2})[/.\-](\d{2})(\d{2})|(\d{2})(\d{2})(\d{2})"
)
_LABEL = re.compile(r"^(?:date|dated|date of (?:event|contact|incident|entry)|d\.?o\.?e)\s?[:\-]\s?")
_NOTE = re.compile(
    r"\s?(?:\[(?:note\s?)?\w{1,2}\]|[(\[](?:(?:please )?(?:see|ref|refer to|as per|cf\.?|per)? ?(?:also )?(?:the )?(?:foot|end)?(?:notes?|comments?|fn\.?|appendix|annex|page|p\.)"
    r"(?: (?:below|above|overleaf|attached|at end))?\.? ?(?:no\.? ?)?[\da-z]{0,3}|see (?:below|above|overleaf|attached))[)\]])\s*$"
)
_NUMBERED = re.compile(r"(?<=\d{4})\s?\(\d{1,2}\)$")
_SIGN = re.compile(r"[<>≤≥=≈±→←]|(?<!\+)\+\Z|\A\+")  # before, after, about or a mark of somebody's own: never dropped
_DOTS = re.compile(r"\A\.\.+(?![./])|(?<![./])\.\.+\Z")  # something goes on, or was left out
_DASH = re.compile(r"\A-(?![-/.])|(?<!-)-\Z")  # one by itself: "--/07/2012" is a day nobody knows
_QUOTED = re.compile(r"'(?=\d{1,2}([/.\-])\d{1,2}\1\d)")  # the mark with which a spreadsheet keeps a date as text
_ELSEWHERE = re.compile(
    r"(?:\dt\d\d:\d\d(?::\d\d(?:\.\d+)?)?|\b\d\d:\d\d:\d\d(?:\.\d+)?)\s?[+-]\d\d:?\d\d\s*\Z", re.I
)  # 2016-06-12T23:30:00-05:00
_GREENWICH = re.compile(r"\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?Z\b", re.I)
_OR = frozenset({"or", "either", "alternatively"})
BY_GREENWICH = "its Z says Greenwich time, an hour behind the clocks of that summer"
WHICH_MIDNIGHT = "midnight begins a day and ends one: it is not said which is meant"
_QUERIED = re.compile(
    r"(?P<q1>\?)?(?P<d>\d{1,2})(?:st|nd|rd|th)?(?P<q2>\?)?(?P<s>[/.\-\s])(?P<q3>\?)?(?P<m>\d{1,2}|M\d\d)(?P<q4>\?)?(?P=s)(?P<q5>\?)?"
    r"'?(?P<y>\d{4}|\d\d)(?P<q6>\?)?"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """`when` always holds the wording; it has days only where the status is ok."""

    when: When
    status: str = OK
    candidates: tuple[str, ...] = ()
    why: str = ""
    weekday_differs: bool = False
    holds_several: bool = False  # the candidates stand beside one another in the words; they are no choice


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
        clock = bare_time(wording) or Clock()
        when = replace(When.undated(wording), time_from=clock.start, time_to=clock.end)
        holds_several = isinstance(not_read, SeveralDays)
        return Reading(when, not_read.status, not_read.candidates, not_read.why, holds_several=holds_several)
    if clock.is_midnight and span.earliest is not None and span.earliest == span.latest:
        both = days_span(span.earliest, span.earliest + timedelta(days=1)).doubted(span.mark)
        return Reading(_when(wording, replace(both, is_derived=span.is_derived), clock), why=WHICH_MIDNIGHT)
    when = _when(wording, span, clock)
    return Reading(when, why=BY_GREENWICH if is_greenwich(wording) and is_summers_span(when) else "")


def _read(wording: str, rules: DateRules, setting: Setting) -> tuple[Span, Clock]:
    if (found := _PLAIN.fullmatch(wording)) and int(found[1]) and int(found[3]):
        return _plain(found, rules), Clock()
    text = normalised(wording)
    if not text.strip(" \"'") or text in ('"', "''", "'"):
        return _blank(text, setting)
    has_dots = bool(_DOTS.search(text))
    text = _QUOTED.sub("", _unwrapped(text), count=1) if text.startswith("'") else _unwrapped(text)
    tokens = tokens_of(text)
    if has_dots:
        raise SeveralDays(
            *(span.edtf for span in days_inside(tokens, setting)), why="it is not certain what its row of dots means"
        )
    if _ELSEWHERE.search(wording):
        raise Ambiguous(
            *(span.edtf for span in days_inside(tokens, setting)), why="its time is told by the clock of another place"
        )
    if says_est_behind_a_time(tokens, rules.plausible_to.year):
        raise Ambiguous(
            *_days_among(tokens, setting),
            why="“est” behind a time can say that it is estimated, or name the clock of another place",
        )
    if found := _TWO_SIGNS.fullmatch(text):
        _refuse_two_signs(found, rules)
    if _DASH.search(text):
        return _dashed(text, setting)
    if relative := _relative(tokens, setting):
        return relative
    if _UNDATED.fullmatch(text):
        raise Undated(why="the words say there is no date")
    if _NEEDS_MORE.fullmatch(rendered(tokens, 0, len(tokens))):
        raise Incomplete(why="it says when only beside a date that is not given")
    if serial := _SERIAL.fullmatch(text):
        raise Ambiguous(_serial_day(int(serial[1]), rules), why="it looks like a spreadsheet's number for a day")
    if parts := _queried_parts(tokens, rules):
        return parts, Clock()
    span, clock = _chosen(tokens, text, setting)
    if is_greenwich(wording):
        _refuse_summer(span, clock)
    return _unless_numbered(text, span, rules), clock


def _refuse_two_signs(found: re.Match[str], rules: DateRules) -> None:
    """04-05/2013 is a day with a slip in it, or April to May."""
    first, second, year = int(found[1]), int(found[2] or found[3]), int(found[4])
    day = rules.day(year, first, second) if rules.is_month_first else rules.day(year, second, first)
    months = [f"{year:04}-{first:02}/{year:04}-{second:02}"] if first < second else []
    raise Ambiguous(day.isoformat(), *months, why="its two signs differ: a day, or one month to another")


def _dashed(text: str, setting: Setting) -> tuple[Span, Clock]:
    """A dash on both sides is an ornament. On one side it is a mark before or behind a day, or means until it, or from it on."""
    inner = text.strip("- ")
    span, clock = _read(inner, setting.rules, setting) if inner else _blank("", setting)
    is_before = text.startswith("-")
    if text[0] == text[-1] or not inner or (is_before and setting.rules.has_bullets):
        return span, clock
    open_span = f"../{span.edtf}" if is_before else f"{span.edtf}/.."
    told = [span.edtf, *([open_span] if "/" not in span.edtf else [])]
    raise Ambiguous(
        *told,
        why="the dash before it can be a mark or mean until"
        if is_before
        else "the dash behind it can mean that it went on",
    )


def is_greenwich(wording: str) -> bool:
    """Whether a Z behind its time says whose clock it is."""
    return bool(_GREENWICH.search(wording))


def days_by_greenwich(first: date | None, last: date | None, at: time | None) -> tuple[str, ...]:
    """The days a time by Greenwich can be of, where its day was one of summer.

    In winter Greenwich's clock is the clock on the wall. In summer that was an hour ahead, unless a program wrote Z
    out of habit.
    """
    if at is None or first is None or first != last or not _is_summer(first):
        return ()
    later = first + timedelta(days=1) if at.hour == 23 else first
    return tuple(dict.fromkeys((first.isoformat(), later.isoformat())))


def is_summers_span(when: When) -> bool:
    """Several days, one of them of summer, and a time: that its Z may be an hour behind is told."""
    first, last = when.earliest, when.latest
    if when.time_from is None or first is None or last is None or first == last:
        return False
    return _is_summer(first) or _is_summer(last) or (last - first).days > LONGEST_WINTER


def _refuse_summer(span: Span, clock: Clock) -> None:
    if found := days_by_greenwich(span.earliest, span.latest, clock.start):
        raise Ambiguous(*found, why=BY_GREENWICH)


def _is_summer(day: date) -> bool:
    return _last_sunday(day.year, 3) <= day <= _last_sunday(day.year, 10)


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=last.isoweekday() % 7)


def _plain(found: re.Match[str], rules: DateRules) -> Span:
    day, month = (int(found[3]), int(found[1])) if rules.is_month_first else (int(found[1]), int(found[3]))
    return _unless_numbered(found[0], day_span(rules.day(rules.year(found[4]), month, day)), rules)


def _unless_numbered(text: str, span: Span, rules: DateRules) -> Span:
    """1.5.10 alone is a day or the number of a paragraph; beside others in its column it is known."""
    if not rules.has_dotted_days and _PARAGRAPH_NUMBER.fullmatch(text):
        raise Ambiguous(span.edtf, why="it could be the number of a paragraph")
    return span


def _blank(text: str, setting: Setting) -> tuple[Span, Clock]:
    if setting.anchor is None:
        raise Undated(why="the cell is blank") if not text else Incomplete(why="there is no date above to repeat")
    return replace(day_span(setting.anchor), is_derived=True), Clock()


def _unwrapped(text: str) -> str:
    text = _LABEL.sub("", text)
    text = _NUMBERED.sub("", _NOTE.sub("", text)).strip(" ;,:")
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1 and text != "(?)":
        text = text[1:-1].strip()
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1].strip()
    return text.rstrip(".") if not text.endswith("/..") and not re.search(r"\b[a-z]\.[a-z]\.$", text) else text


def _relative(tokens: list[Token], setting: Setting) -> tuple[Span, Clock] | None:
    """Wording that leans on the entry before, perhaps with a time of day: "same day, 2.30pm"."""
    whole, clock = rendered(tokens, 0, len(tokens)), Clock()
    if not is_relative(whole):
        timed = _relative_with_clock(tokens)
        if timed is None:
            return None
        whole, clock = timed
    if setting.anchor is None:
        raise Incomplete(why="there is no date before it to count from")
    span = read_relative(whole, setting.anchor)
    assert span is not None
    return span, replace(clock, part_of_day=_part_said(whole))


def _part_said(words: str) -> str:
    found = re.search(r"morning|afternoon|evening|night", words)
    return found[0] if found else ""


def _relative_with_clock(tokens: list[Token]) -> tuple[str, Clock] | None:
    for found in clocks_in(tokens):
        if not found.is_sure and found.end - found.first < 2:
            continue
        for first, end in ((0, found.first), (found.end, len(tokens))):
            if (first == 0 and found.end != len(tokens)) or (first and found.first):
                continue
            words = rendered(tokens, first, end).strip(" ,-;:")
            if words and is_relative(words):
                return words, found.clock
    return None


def _queried_parts(tokens: list[Token], rules: DateRules) -> Span | None:
    """12?/3/12: the question mark stands beside one part and marks that part."""
    if sum(token.text == "?" for token in tokens) == 0 or len(tokens) > 12:
        return None
    found = _QUERIED.fullmatch(rendered(tokens, 0, len(tokens)))
    if not found or not any(found[f"q{at}"] for at in range(2, 6)):
        return None
    month = int(found["m"].lstrip("M"))
    held = rules.day(rules.year(found["y"]), month, int(found["d"]))
    signs = (
        "?" if found["q5"] or found["q6"] else "",
        "?" if found["q3"] or found["q4"] else "",
        "?" if found["q1"] or found["q2"] else "",
    )
    edtf = f"{signs[0]}{held.year:04}-{signs[1]}{held.month:02}-{signs[2]}{held.day:02}"
    return Span(edtf, held, held, Precision.DAY, "?")


# ---- choosing among readings --------------------------------------------------------------------


def _chosen(tokens: list[Token], text: str, setting: Setting) -> tuple[Span, Clock]:
    """The one reading there is; where there are two, neither."""
    outcomes = Wording(tokens, setting).outcomes() if len(tokens) <= 60 else []
    bare = bare_time(text)
    if bare is not None and bare.start is not None:
        outcomes = [each for each in outcomes if each.span] + [_at_time(bare, setting)]
    read = [each for each in outcomes if each.span is not None]
    if len(read) == 1 or (read and len({each.meaning for each in read}) == 1):
        held = read[0]
        assert held.span is not None
        return held.span, held.clock
    if read:
        raise Ambiguous(*(each.span.edtf for each in read if each.span), why="it can be read in more than one way")
    raise _why_not([each.failure for each in outcomes if each.failure], tokens, text, setting)


def _at_time(clock: Clock, setting: Setting) -> Outcome:
    if setting.anchor is None:
        return Outcome(None, Incomplete(why="a time with no date"))
    return Outcome(replace(day_span(setting.anchor), is_derived=True), None, clock)


def _why_not(failures: list[NotRead], tokens: list[Token], text: str, setting: Setting) -> NotRead:
    told = [each for each in failures if each.status != NotRead.status]
    if told:
        candidates = [one for each in told for one in each.candidates]
        first = next((each for each in told if each.status == Ambiguous.status), told[0])
        return type(first)(*candidates, why=first.why)
    if len(text) > 4 and _DIGITS_AND_LETTERS.fullmatch(text) and re.search(r"\d", text):
        return Ambiguous(*_candidates(text.translate(_SLIPS), setting), why="letters stand among the figures")
    if found := _NO_SEPARATOR.fullmatch(text):
        day, month, year = (each for each in found.groups() if each)
        return Ambiguous(*_candidates(f"{day}/{month}/{year}", setting), why="a separator is missing")
    inside = _days_among(tokens, setting)
    if inside and (sign := _SIGN.search(text)):
        return Ambiguous(*inside, why=f"it is not certain what the sign {sign[0]} means")
    if inside:
        is_choice = any(token.text in _OR for token in tokens)
        return (Ambiguous if is_choice else SeveralDays)(*inside, why="there is a date among other words")
    return NotRead(why="it is not a date")


def _days_among(tokens: list[Token], setting: Setting) -> list[str]:
    return [span.edtf for span in days_inside(tokens, setting) if _is_plausible(span, setting.rules)]


def _candidates(text: str, setting: Setting) -> list[str]:
    """What a mended wording would say, where that is one thing."""
    read = {each.span for each in Wording(tokens_of(normalised(text)), setting).outcomes() if each.span}
    return [span.edtf for span in read if len(read) == 1 and _is_plausible(span, setting.rules)]


def _is_plausible(span: Span, rules: DateRules) -> bool:
    try:
        rules.check(span.edtf, span.earliest, span.latest)
    except Implausible:
        return False
    return True


def _serial_day(serial: int, rules: DateRules) -> str:
    first = date(1904, 1, 1) if rules.counts_from_1904 else date(1899, 12, 30)
    day = first + timedelta(days=serial)
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
