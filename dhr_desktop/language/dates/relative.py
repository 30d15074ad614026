"""Wording that leans on another date: "the next day", "three weeks later", "ditto"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from dhr_desktop.core.days_in_words import last_day_of_month
from dhr_desktop.core.moments import Precision

from .spans import Span, day_span, days_span, month_span, year_span
from .words import NUMBER, number_of

EARLIER_WORDS = ("before", "earlier", "prior", "previously")

_LATER = r"(?:later|after(?:wards?| that| this)?|on|hence|following|subsequently|thereafter)"
_EARLIER = r"(?:before(?: that| this)?|earlier|previously|prior|ago|beforehand)"
_WAY = rf"(?:(?P<later>{_LATER})|(?P<earlier>{_EARLIER}))"
_DITTO = {
    '"',
    '""',
    "''",
    "'",
    "do",
    "do.",
    "ditto",
    "as above",
    "same",
    "same as above",
    "see above",
    '-"-',
    '- " -',
    "^",
    "idem",
}

Maker = Callable[[re.Match[str], date], Span]
_SHAPES: list[tuple[re.Pattern[str], Maker]] = []


def shape(pattern: str) -> Callable[[Maker], Maker]:
    def keep(maker: Maker) -> Maker:
        _SHAPES.append((re.compile(pattern), maker))
        return maker

    return keep


def is_ditto(text: str) -> bool:
    return text in _DITTO


def read_relative(text: str, anchor: date) -> Span | None:
    """The span these words mean beside the anchor; None when they are not relative."""
    if is_ditto(text):
        return _derived(day_span(anchor))
    for pattern, maker in _SHAPES:
        if found := pattern.fullmatch(text):
            return _derived(maker(found, anchor))
    return None


def is_relative(text: str) -> bool:
    return read_relative(text, date(2001, 3, 15)) is not None


def beside_a_date(words: str) -> str | None:
    """Relative wording that a date follows, as it would stand beside an anchor; None where it is none."""
    for written, plain in (
        (" prior to", " before"), (" earlier than", " earlier"), (" later than", " later"), (" following", " after"), (" from", " later"),
    ):  # fmt: skip
        if words.endswith(written):
            words = words.removesuffix(written) + plain
            break
    if words.startswith(("short", "soon", "just", "minutes", "some time", "sometime", "later", "earlier")):
        return None
    if not words.endswith((" before", " after", " earlier", " later")):
        return None
    return words if is_relative(words) else None


def _derived(span: Span) -> Span:
    return replace(span, is_derived=True)


def _days(days: float) -> timedelta:
    return timedelta(days=days)


def _shift_months(day: date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


@shape(r"(?:on |in )?(?:the |that |this )?(?:very )?(?:same |later (?:on )?(?:that |(?:the )?same )|later |that )"
       r"(?:day|date|night|evening|afternoon|morning)|today|that day|this day|(?:a )?short(?:ly)? (?:time |while )?(?:later|after(?:wards)?)"
       r"|the same|later on (?:that|the same) (?:day|night|evening|afternoon)|earlier (?:that|the same) (?:day|morning)"
       r"|(?:a few |several |some )?minutes later")  # fmt: skip
def _same_day(found: re.Match[str], anchor: date) -> Span:
    return day_span(anchor)


@shape(r"(?:on )?(?:the )?(?:very )?(?:next|following) (?:day|date|morning|afternoon|evening)|(?:the )?day after(?: that| this)?|tomorrow"
       r"|(?:the )?morning after")  # fmt: skip
def _next_day(found: re.Match[str], anchor: date) -> Span:
    return day_span(anchor + _days(1))


@shape(r"(?:on )?(?:the )?(?:previous|preceding|prior) (?:day|date|morning|afternoon|evening)"
       r"|(?:the )?(?:day|evening) (?:before|prior|previous)(?: that)?|yesterday")  # fmt: skip
def _day_before(found: re.Match[str], anchor: date) -> Span:
    return day_span(anchor - _days(1))


@shape(r"(?:the )?day after tomorrow")
def _two_days_later(found: re.Match[str], anchor: date) -> Span:
    return day_span(anchor + _days(2))


@shape(r"(?:the )?(?:day before yesterday)")
def _two_days_before(found: re.Match[str], anchor: date) -> Span:
    return day_span(anchor - _days(2))


@shape(r"(?:on |during )?(?:the )?(?:previous|preceding) night|(?:the )?night before|last night")
def _previous_night(found: re.Match[str], anchor: date) -> Span:
    return days_span(anchor - _days(1), anchor)


@shape(r"(?:on )?(?:the )?next working day|(?:the )?following working day|(?:one|a|1) working day later")
def _next_working_day(found: re.Match[str], anchor: date) -> Span:
    day = anchor + _days(1)
    while day.isoweekday() > 5:
        day += _days(1)
    return day_span(day)


@shape(rf"(?:(?:about|approximately|approx\.?|around|some|just over|exactly|only) )?(?P<n>{NUMBER}|24|48|72)(?: \(\d+\))? ?(?P<unit>hours?|hrs?|days?|nights?) {_WAY}"
       rf"|after (?P<n2>{NUMBER}) (?P<unit2>days?|nights?)")  # fmt: skip
def _some_days(found: re.Match[str], anchor: date) -> Span:
    number, unit = number_of(found["n"] or found["n2"]), found["unit"] or found["unit2"]
    days = number // 24 if unit[0] == "h" else number
    return day_span(anchor + _days(-days if found["earlier"] else days))


@shape(
    rf"(?:about |approximately |approx\.? |around |some )?(?:(?P<n>{NUMBER}) (?P<unit>weeks?|wks?|fortnights?)|a couple of (?P<couple>days|weeks)) {_WAY}"
)
def _some_weeks(found: re.Match[str], anchor: date) -> Span:
    if found["couple"]:
        days = 2 if found["couple"] == "days" else 14
    else:
        days = number_of(found["n"]) * (14 if found["unit"].startswith("f") else 7)
    return day_span(anchor + _days(-days if found["earlier"] else days), "~")


@shape(
    rf"(?:about |approximately |approx\.? |around |some )?(?:(?P<n>{NUMBER}) (?P<unit>months?|mths?|years?|yrs?)|a couple of (?P<couple>months|years)) {_WAY}"
)
def _some_months(found: re.Match[str], anchor: date) -> Span:
    unit = found["unit"] or found["couple"]
    number = 2 if found["couple"] else number_of(found["n"])
    months = number * (12 if unit[0] == "y" else 1)
    return month_span(*_shift_months(anchor, -months if found["earlier"] else months), "~")


_VAGUE = {
    "a few days": (2, 5), "some days": (2, 5), "few days": (2, 5), "within days": (1, 5), "days": (1, 5),
    "several days": (3, 7), "a few weeks": (14, 35), "few weeks": (14, 35), "some weeks": (14, 35),
}  # fmt: skip


@shape(rf"(?P<v>{'|'.join(sorted(_VAGUE, key=len, reverse=True))})(?: {_WAY})?")
def _vaguely_later(found: re.Match[str], anchor: date) -> Span:
    near, far = _VAGUE[found["v"]]
    if found["earlier"]:
        near, far = -far, -near
    first, last = anchor + _days(near), anchor + _days(far)
    return Span(f"{first}/{last}~", first, last, Precision.RANGE, "~")


@shape(r"(?:in |during )?(?:the )?(?P<which>following|next|previous|preceding|last|same|that) (?P<unit>week|month|year)"
       r"|(?:the )?(?P<unit2>week|month|year) (?P<which2>after|before|following|prior)")  # fmt: skip
def _whole_period(found: re.Match[str], anchor: date) -> Span:
    which, unit = found["which"] or found["which2"], found["unit"] or found["unit2"]
    step = {"same": 0, "that": 0, "following": 1, "next": 1, "after": 1}.get(which, -1)
    if unit == "week":
        monday = anchor - _days(anchor.isoweekday() - 1) + _days(7 * step)
        return days_span(monday, monday + _days(6), Precision.WEEK)
    if unit == "month":
        return month_span(*_shift_months(anchor, step))
    return year_span(anchor.year + step)


@shape(r"later (?:on )?(?:in )?(?:that|the same|the|this) (?P<unit>week|month|year)")
def _later_in_period(found: re.Match[str], anchor: date) -> Span:
    if found["unit"] == "week":
        last = anchor + _days(7 - anchor.isoweekday())
    elif found["unit"] == "month":
        last = last_day_of_month(anchor.year, anchor.month)
    else:
        last = date(anchor.year, 12, 31)
    return Span(f"{anchor}/{last}~", anchor, last, Precision.RANGE, "~")


@shape(r"earlier (?:on )?(?:in )?(?:that|the same|the|this) (?P<unit>week|month|year)")
def _earlier_in_period(found: re.Match[str], anchor: date) -> Span:
    if found["unit"] == "week":
        first = anchor - _days(anchor.isoweekday() - 1)
    else:
        first = anchor.replace(day=1) if found["unit"] == "month" else date(anchor.year, 1, 1)
    return Span(f"{first}~/{anchor}", first, anchor, Precision.RANGE, "~")


@shape(r"(?:on )?(?:the )?(?:following|next|subsequent) W(?P<d>\d)|(?:the )?W(?P<d2>\d) (?:after|following)(?: that)?")
def _next_weekday(found: re.Match[str], anchor: date) -> Span:
    ahead = (int(found["d"] or found["d2"]) - anchor.isoweekday() - 1) % 7 + 1
    return day_span(anchor + _days(ahead))


@shape(
    r"(?:on )?(?:the )?(?:previous|preceding|last) W(?P<d>\d)|(?:the )?W(?P<d2>\d) (?:before|prior|previous)(?: that)?"
)
def _last_weekday(found: re.Match[str], anchor: date) -> Span:
    back = (anchor.isoweekday() - int(found["d"] or found["d2"]) - 1) % 7 + 1
    return day_span(anchor - _days(back))


@shape(r"(?:over |at )?(?:the )?(?:following|next) weekend")
def _next_weekend(found: re.Match[str], anchor: date) -> Span:
    saturday = anchor + _days((6 - anchor.isoweekday() - 1) % 7 + 1)
    return days_span(saturday, saturday + _days(1))
