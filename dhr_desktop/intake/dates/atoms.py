"""The smallest things that are a date: a day, a month, a part of one, a season, a year, a named day.

An atom may lack its month or year; whoever joins atoms fills that in from a neighbour or a heading.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dhr_desktop.core.moments import Precision

from .named_days import easter, is_named_day, may_day_bank_holiday, named_day, nth_weekday, spring_bank_holiday
from .rules import DateRules
from .spans import (
    Ambiguous,
    Impossible,
    Incomplete,
    Span,
    day_span,
    days_span,
    month_span,
    months_span,
    part_span,
    quarter_span,
    season_span,
    year_span,
    years_span,
)
from .words import ORDINALS


@dataclass(frozen=True, slots=True)
class Atom:
    """`make(year, month)` is asked only once what is missing is known."""

    kind: str  # day, month, part, year, season, decade, span
    make: Callable[[int, int], Span]
    year: int | None = None
    month: int | None = None
    day: int | None = None
    needs_year: bool = False
    needs_month: bool = False
    weekday: int = 0

    def span(self, year: int | None = None, month: int | None = None) -> Span:
        year, month = self.year or year, self.month or month
        if (self.needs_year and not year) or (self.needs_month and not month):
            raise Incomplete(why="the year is missing" if not year else "the month is missing")
        made = self.make(year or 0, month or 0)
        is_one_day = made.earliest is not None and made.earliest == made.latest
        if self.weekday and is_one_day and made.earliest.isoweekday() != self.weekday:  # type: ignore[union-attr]  # a day
            return made.doubted("?")
        return made


Maker = Callable[[re.Match[str], DateRules], Atom | None]
_SHAPES: list[tuple[re.Pattern[str], Maker]] = []

_D = r"(?P<d>\d{1,2})\s?(?:st|nd|rd|th)?(?!\d)"
_M = r"M(?P<m>\d\d)"
_Y = r"'?(?P<y>\d{4}|\d\d)"
_SEP = r"[\s\-./,_]*(?:\bof\b)?(?:\s?\bthe\b)?\s*"
_IN = r"(?:\s|,|of|in|the|month|year|\bfor\b|-)*\s?"
_NTH = "first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th"
_EARLY = r"early|earlier|beginning|beg(?:inning)?\.?|start|begin"
_MID = r"mid|middle|mid-part"
_LATE = r"late|later|end|latter part|tail end|close"


def shape(pattern: str) -> Callable[[Maker], Maker]:
    def keep(maker: Maker) -> Maker:
        _SHAPES.append((re.compile(pattern), maker))
        return maker

    return keep


def read_atom(text: str, rules: DateRules) -> Atom | None:
    """The atom these words are, all of them; None when they are none."""
    text = text.strip(" ,;")
    bare, weekday = _without_weekday(text)
    for pattern, maker in _SHAPES:
        found = pattern.fullmatch(bare)
        if found and (atom := maker(found, rules)):
            return replace(atom, weekday=weekday)
    return None


def _without_weekday(text: str) -> tuple[str, int]:
    if found := re.fullmatch(r"W(\d)\s?(?:[,\-]|,? the)?\s?(?=\d|M)(.+)", text):
        return found[2].strip(), int(found[1])
    if found := re.fullmatch(r"(.*\d)\s?[,(]?\s?W(\d)\)?", text):
        return found[1].strip(), int(found[2])
    return text, 0


# ---- days ---------------------------------------------------------------------------------------


def _day(rules: DateRules, day: int, month: int | None, year: int | None) -> Atom:
    def make(a_year: int, a_month: int) -> Span:
        return day_span(rules.day(a_year, a_month, day))

    return Atom("day", make, year, month, day, needs_year=True, needs_month=True)


@shape(_D + _SEP + _M + _SEP + _Y)
def _day_month_year(found: re.Match[str], rules: DateRules) -> Atom:
    return _day(rules, int(found["d"]), int(found["m"]), rules.year(found["y"]))


@shape(_M + _SEP + _D + r"\s?,?\s(?P<y>\d{4})" + r"|M(?P<m2>\d\d)[-./](?P<d2>\d{1,2})[-./](?P<y2>\d{4}|\d\d)")
def _month_day_year(found: re.Match[str], rules: DateRules) -> Atom:
    month, day, year = (found[name] or found[f"{name}2"] for name in ("m", "d", "y"))
    return _day(rules, int(day), int(month), rules.year(year))


@shape(r"(?P<y>\d{4})[\s\-./]" + r"M(?P<m>\d\d)[\s\-./](?P<d>\d{1,2})(?:st|nd|rd|th)?")
def _year_month_day(found: re.Match[str], rules: DateRules) -> Atom:
    return _day(rules, int(found["d"]), int(found["m"]), int(found["y"]))


@shape(_D + r"[\s\-/.]*(?:of\s)?(?:the\s)?" + _M)
def _day_and_month(found: re.Match[str], rules: DateRules) -> Atom:
    return _day(rules, int(found["d"]), int(found["m"]), None)


@shape(_M + r"\s(?:the\s)?(?P<d>\d{1,2})(?:st|nd|rd|th)|M(?P<m2>\d\d)\s(?P<d2>\d)")
def _month_and_day(found: re.Match[str], rules: DateRules) -> Atom:
    return _day(rules, int(found["d"] or found["d2"]), int(found["m"] or found["m2"]), None)


@shape(r"(?:the )?" + _D)
def _day_alone(found: re.Match[str], rules: DateRules) -> Atom | None:
    return _day(rules, int(found["d"]), None, None) if int(found["d"]) <= 31 else None


@shape(r"(?P<d>\d{1,2})\s?[/.\-_,]\s?(?P<m>\d{1,2})\s?[/.\-_,]\s?'?(?P<y>\d{4}|\d\d)"
       r"|(?P<d2>\d{1,2}) (?P<m2>\d{1,2}) (?P<y2>\d{4}|\d\d)")  # fmt: skip
def _numbers(found: re.Match[str], rules: DateRules) -> Atom:
    first, second = int(found["d"] or found["d2"]), int(found["m"] or found["m2"])
    year = rules.year(found["y"] or found["y2"])
    if rules.is_month_first:
        first, second = second, first
    return _day(rules, first, second, year)


@shape(r"(?P<y>\d{4})\s?[-/. ]\s?(?P<m>\d{1,2})\s?[-/. ]\s?(?P<d>\d{1,2})")
def _year_first(found: re.Match[str], rules: DateRules) -> Atom:
    return _day(rules, int(found["d"]), int(found["m"]), int(found["y"]))


@shape(r"\d{8}")
def _eight_digits(found: re.Match[str], rules: DateRules) -> Atom | None:
    """12052013, or 20130512 where only that makes sense."""
    digits = found[0]
    as_day_first = (int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    as_year_first = (int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    readings = [each for each in (as_day_first, as_year_first) if 1900 <= each[0] <= 2100 and 1 <= each[1] <= 12]
    if not readings:
        return None
    if len(readings) == 2 and readings[0] != readings[1]:
        raise Ambiguous(*(f"{y:04}-{m:02}-{d:02}" for y, m, d in readings))
    year, month, day = readings[0]
    return _day(rules, day, month, year)


@shape(r"(?P<d>\d{1,2})\s?[/.]\s?(?P<m>\d{1,2})")
def _day_slash_month(found: re.Match[str], rules: DateRules) -> Atom | None:
    day, month = int(found["d"]), int(found["m"])
    return _day(rules, day, month, None) if 1 <= day <= 31 and 1 <= month <= 12 else None


@shape(r"(?:xx?|\?\??|--?|unk(?:nown)?|n/?k|\*\*|__)\s?[/.\-\s]\s?(?P<m>\d{1,2})\s?[/.\-\s]\s?(?P<y>\d{4}|\d\d)")
def _unknown_day(found: re.Match[str], rules: DateRules) -> Atom | None:
    month, year = int(found["m"]), rules.year(found["y"])
    if not 1 <= month <= 12:
        raise Impossible(why="there is no such month")
    return _month_of(month, year)


@shape(r"(?:xx|\?\?|--|unk(?:nown)?|n/?k)\s?[/.\-\s]\s?" + _M + r"\s?[/.\-\s]\s?" + _Y)
def _unknown_day_of(found: re.Match[str], rules: DateRules) -> Atom:
    return _month_of(int(found["m"]), rules.year(found["y"]))


@shape(r"(?:xx|\?\?|--|unk)[/.\-](?:xx|\?\?|--|unk)[/.\-](?P<y>\d{4})")
def _unknown_day_and_month(found: re.Match[str], rules: DateRules) -> Atom:
    return _year_of(int(found["y"]))


# ---- months and their parts ---------------------------------------------------------------------


def _month_of(month: int, year: int | None) -> Atom:
    return Atom("month", lambda y, m: month_span(y, m), year, month, needs_year=True)


def _year_of(year: int) -> Atom:
    return Atom("year", lambda y, m: year_span(y), year)


@shape(r"(?:the )?(?:whole )?(?:month of )?" + _M + r"[\s\-./,]*(?:of\s?)?" + _Y)
def _month_and_year(found: re.Match[str], rules: DateRules) -> Atom:
    return _month_of(int(found["m"]), rules.year(found["y"]))


@shape(r"(?:the )?(?:month of )?" + _M)
def _month_alone(found: re.Match[str], rules: DateRules) -> Atom:
    return _month_of(int(found["m"]), None)


@shape(r"(?P<y>\d{4})[\s\-/.]M(?P<m>\d\d)|(?P<m2>\d{1,2})\s?[/\-.]\s?(?P<y2>\d{4})")
def _month_in_numbers(found: re.Match[str], rules: DateRules) -> Atom:
    month = int(found["m"] or found["m2"])
    if not 1 <= month <= 12:
        raise Impossible(why="there is no such month")
    return _month_of(month, int(found["y"] or found["y2"]))


@shape(
    rf"(?:the )?(?:(?P<early>{_EARLY})|(?P<mid>{_MID})|(?P<late>{_LATE}))\.?(?: part)?(?:[\s\-]|of|in|the|month)*"
    rf"{_M}(?:[\s\-,.]*(?:of )?{_Y})?"
)
def _part_of_month(found: re.Match[str], rules: DateRules) -> Atom:
    part = 0 if found["early"] else 1 if found["mid"] else 2
    year = rules.year(found["y"]) if found["y"] else None
    return Atom("part", lambda y, m: part_span(y, m, part), year, int(found["m"]), needs_year=True)


@shape(
    rf"(?:the )?(?P<from>{_EARLY}|{_MID}|{_LATE})(?:-| to |-to-)(?P<to>{_MID}|{_LATE})[\s\-]*(?:of |in )?"
    rf"{_M}(?:[\s\-,.]*{_Y})?"
)
def _parts_of_month(found: re.Match[str], rules: DateRules) -> Atom:
    first = 0 if re.fullmatch(_EARLY, found["from"]) else 1
    last = 1 if re.fullmatch(_MID, found["to"]) else 2

    def make(year: int, month: int) -> Span:
        left, right = part_span(year, month, first), part_span(year, month, last)
        return Span(f"{left.edtf}/{right.edtf}", left.earliest, right.latest, Precision.RANGE, "~")

    year = rules.year(found["y"]) if found["y"] else None
    return Atom("span", make, year, int(found["m"]), needs_year=True)


# ---- years and their parts ----------------------------------------------------------------------


@shape(r"(?:the )?(?:whole )?(?:year (?:of )?)?(?P<y>\d{4})|'(?P<s>\d\d)")
def _whole_year(found: re.Match[str], rules: DateRules) -> Atom | None:
    year = int(found["y"]) if found["y"] else rules.year(found["s"])
    return _year_of(year) if 1000 <= year <= 2999 else None


@shape(r"(?:the )?(?:(?P<edge>beginning|beg\.?|start|begin|end|close)|(?P<part>early|mid|middle|late|later|latter part))"
       r"\.?(?: part)?(?:[\s\-]|of|in|the|year)*(?P<y>\d{4})")  # fmt: skip
def _part_of_year(found: re.Match[str], rules: DateRules) -> Atom:
    year = int(found["y"])
    if edge := found["edge"]:
        month = 12 if edge in ("end", "close") else 1
        return Atom("span", lambda y, m: month_span(y, month, "~"), year)
    first = 1 if found["part"] == "early" else 5 if found["part"].startswith("mid") else 9
    return Atom("span", lambda y, m: months_span(y, first, y, first + 3, "~"), year)


@shape(r"(?:the )?(?P<half>first|1st|second|2nd|latter|early|later) half" + _IN + r"(?P<y>\d{4})")
def _half_year(found: re.Match[str], rules: DateRules) -> Atom:
    first = 1 if found["half"] in ("first", "1st", "early") else 7
    return Atom("span", lambda y, m: months_span(y, first, y, first + 5), int(found["y"]))


@shape(r"(?P<a>\d{4})\s?(?P<sep>[-/])\s?(?P<b>\d{2}|\d{4})")
def _pair_of_years(found: re.Match[str], rules: DateRules) -> Atom | None:
    """2010/11 and 2012-13 are years; 2010-11 could be a November; 2013-04 is an April."""
    first, second = int(found["a"]), int(found["b"])
    if not 1850 <= first <= 2199:
        return None
    if len(found["b"]) == 4:
        return Atom("span", lambda y, m: years_span(first, second), first) if second > first else None
    last = first - first % 100 + second
    is_next = second == (first + 1) % 100
    if is_next and second == 0:
        last += 100
    years = Atom("span", lambda y, m: years_span(first, last), first)
    if is_next:
        if found["sep"] == "-" and 1 <= second <= 12:
            raise Ambiguous(f"{first:04}-{second:02}", f"{first}/{last}", why="a month, or a pair of years")
        return years
    if 1 <= second <= 12:
        if last > first and found["sep"] == "/" and second > 9:
            raise Ambiguous(f"{first:04}-{second:02}", f"{first}/{last}", why="a month, or a pair of years")
        return _month_of(second, first)
    return years if last > first else None


@shape(r"(?:the )?(?:(?P<part>early|mid|middle|late)[\s\-]+(?:of )?(?:the )?)?'?(?P<d>\d{3}|\d)0'?s")
def _decade(found: re.Match[str], rules: DateRules) -> Atom:
    tens = int(found["d"]) if len(found["d"]) == 3 else rules.year(found["d"] + "0") // 10
    decade, part = 10 * tens, found["part"]
    if not part:
        span = Span(f"{tens}X", date(decade, 1, 1), date(decade + 9, 12, 31), Precision.RANGE)
        return Atom("decade", lambda y, m: span, decade)
    first, last = {"early": (0, 3), "mid": (4, 6), "middle": (4, 6), "late": (7, 9)}[part]
    return Atom("decade", lambda y, m: years_span(decade + first, decade + last, "~"), decade)


# ---- seasons, quarters, terms -------------------------------------------------------------------

_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_YEARS = r"(?P<y>\d{4}|'?\d\d)(?:\s?[-/]\s?(?P<y2>\d{4}|\d\d))?"


def _year(found: re.Match[str], rules: DateRules) -> int | None:
    return rules.year(found["y"].strip("'")) if found["y"] else None


@shape(rf"(?:the )?(?:(?P<part>early|start of|beginning of|mid|middle of|late|end of)[\s\-]+)?(?:the )?"
       rf"(?P<s>spring|summer|autumn|fall|winter)(?:time)?(?:[\s,]+(?:of |in )?{_YEARS})?")  # fmt: skip
def _season(found: re.Match[str], rules: DateRules) -> Atom:
    season, part = _SEASONS[found["s"]], found["part"]
    first = {21: 3, 22: 6, 23: 9, 24: 12}[season]

    def make(year: int, month: int) -> Span:
        if not part:
            return season_span(year, season)
        at = (
            first + {"e": 0, "m": 1, "l": 2}["e" if part[0] in "sb" or part == "early" else part[0]]
            if part != "end of"
            else first + 2
        )
        return month_span(year + (at > 12), (at - 1) % 12 + 1, "~")

    return Atom("season", make, _year(found, rules), needs_year=True)


@shape(rf"(?:the )?(?:q(?:tr|uarter)?\.?\s?(?P<q>[1-4])|(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|last) "
       rf"(?:quarter|qtr))[\s,]*(?:of |in )?{_YEARS}")  # fmt: skip
def _quarter(found: re.Match[str], rules: DateRules) -> Atom:
    names = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}
    quarter = int(found["q"]) if found["q"] else names[found["nth"]]
    if found["y2"]:  # a financial year's quarters begin in April

        def financial(year: int, month: int) -> Span:
            return quarter_span(year, quarter + 1) if quarter < 4 else quarter_span(year + 1, 1)

        return Atom("span", financial, _year(found, rules))
    return Atom("span", lambda y, m: quarter_span(y, quarter), _year(found, rules))


@shape(r"(?P<y>\d{4})\s?[-/ ]?\s?q(?:tr|uarter)?\.?\s?(?P<q>[1-4])")
def _year_and_quarter(found: re.Match[str], rules: DateRules) -> Atom:
    quarter = int(found["q"])
    return Atom("span", lambda y, m: quarter_span(y, quarter), int(found["y"]))


_KINDS_OF_YEAR = {
    "f": ((4, 1), (3, 31)), "t": ((4, 6), (4, 5)), "s": ((9, 1), (8, 31)), "a": ((9, 1), (8, 31)),
}  # fmt: skip


@shape(rf"(?:the )?(?P<k>f(?:inancial)?[\s/]?y(?:ear)?|tax year|school year|academic year)[\s:]*(?:of |in )?{_YEARS}"
       r"|(?P<y3>\d{4}|\d\d)\s?[-/]\s?(?P<y4>\d{4}|\d\d)\s(?P<k2>financial year|tax year|school year|academic year)")  # fmt: skip
def _year_of_accounts(found: re.Match[str], rules: DateRules) -> Atom | None:
    kind = (found["k"] or found["k2"])[0]
    year = _year(found, rules) or rules.year(found["y3"])
    if not (found["y2"] or found["y4"]):
        return None  # one year alone could be the one it starts in or ends in
    start, end = _KINDS_OF_YEAR[kind]
    return Atom("span", lambda y, m: days_span(date(y, *start), date(y + 1, *end)), year)


_TERMS = {"autumn": (9, 12), "michaelmas": (9, 12), "spring": (1, 3), "lent": (1, 3), "summer": (4, 7)}


@shape(
    rf"(?:the )?(?:school )?(?P<t>autumn|spring|summer|michaelmas|lent) (?:school )?term(?:[\s,]+(?:of |in )?{_YEARS})?"
)
def _term(found: re.Match[str], rules: DateRules) -> Atom:
    first, last = _TERMS[found["t"]]
    year = _year(found, rules)
    if year and found["y2"] and first < 9:
        year += 1  # the spring term of 2012/13 is in 2013
    return Atom("span", lambda y, m: months_span(y, first, y, last, "~"), year, needs_year=True)


@shape(rf"(?:the )?(?:school )?(?:(?:M(?P<m>\d\d)|(?P<t>autumn|spring|summer)) )?(?:school )?half[\s-]?term"
       rf"(?: holidays?| break| week)?(?:[\s,]+(?:in |of )?(?:M(?P<m2>\d\d)[\s,]*)?(?:{_YEARS})?)?")  # fmt: skip
def _half_term(found: re.Match[str], rules: DateRules) -> Atom:
    month = int(found["m"] or found["m2"] or {"autumn": 10, "spring": 2, "summer": 5}.get(found["t"] or "", 0))
    return Atom(
        "span", lambda y, m: month_span(y, m, "~"), _year(found, rules), month or None,
        needs_year=True, needs_month=True,
    )  # fmt: skip


@shape(rf"(?:the )?(?:school )?summer holidays?(?:[\s,]+(?:in |of )?{_YEARS})?")
def _summer_holidays(found: re.Match[str], rules: DateRules) -> Atom:
    return Atom("span", lambda y, m: months_span(y, 7, y, 8, "~"), _year(found, rules), needs_year=True)


# ---- named days ---------------------------------------------------------------------------------

_SPAN_YEAR = r"(?:[\s,]+(?:of |in )?'?(?P<y>\d{4}|\d\d))?"


@shape(rf"(?:the )?(?P<name>[a-z][a-z'. -]+?|M05 day(?: bank holiday)?(?: W1| monday)?|(?:[a-z ]*)M\d\d bank holiday(?: W1)?"
       rf"|(?:[a-z' ]*)W\d)(?: itself)?{_SPAN_YEAR}")  # fmt: skip
def _named(found: re.Match[str], rules: DateRules) -> Atom | None:
    name = _plain(found["name"])
    if not is_named_day(name):
        return None

    def make(year: int, month: int) -> Span:
        day = named_day(name, year)
        assert day is not None
        return day_span(day)

    return Atom("day", make, rules.year(found["y"]) if found["y"] else None, needs_year=True)


def _plain(marked: str) -> str:
    from .words import MONTH_NAMES, WEEKDAY_NAMES

    text = re.sub(r"M(\d\d)", lambda each: MONTH_NAMES[int(each[1]) - 1], marked)
    return re.sub(r"W(\d)", lambda each: WEEKDAY_NAMES[int(each[1]) - 1], text)


@shape(rf"(?:the )?(?P<c>christmas|xmas|x-mas)(?: ?time)?(?P<p>(?: holidays?)?(?: period| season|and new year| and new year"
       rf"|/new year)?){_SPAN_YEAR}")  # fmt: skip
def _christmas(found: re.Match[str], rules: DateRules) -> Atom:
    year = rules.year(found["y"]) if found["y"] else None
    if found["p"].strip():
        return Atom("span", lambda y, m: days_span(date(y, 12, 24), date(y + 1, 1, 1), mark="~"), year, needs_year=True)
    return Atom("span", lambda y, m: days_span(date(y, 12, 24), date(y, 12, 26), mark="~"), year, needs_year=True)


@shape(rf"(?:the )?new year(?:'?s)?(?: period)?{_SPAN_YEAR}")
def _new_year(found: re.Match[str], rules: DateRules) -> Atom:
    year = rules.year(found["y"]) if found["y"] else None
    return Atom("span", lambda y, m: days_span(date(y - 1, 12, 31), date(y, 1, 1), mark="~"), year, needs_year=True)


@shape(rf"(?:the )?easter(?: time)?(?P<w> (?:bank holiday )?weekend)?{_SPAN_YEAR}")
def _easter_days(found: re.Match[str], rules: DateRules) -> Atom:
    mark = "" if found["w"] else "~"

    def make(year: int, month: int) -> Span:
        sunday = easter(year)
        return days_span(sunday - timedelta(days=2), sunday + timedelta(days=1), mark=mark)

    return Atom("span", make, rules.year(found["y"]) if found["y"] else None, needs_year=True)


@shape(
    r"(?:the )?(?:M05 bank holiday(?: W1)?|bank holiday(?: W1)?,? (?:in )?M05)(?:[\s,]+(?:of |in )?(?P<y>\d{4}|\d\d))?"
)
def _bank_holiday_in_may(found: re.Match[str], rules: DateRules) -> Atom:
    if not found["y"]:
        raise Incomplete(why="the year is missing")
    year = rules.year(found["y"])
    days = may_day_bank_holiday(year), spring_bank_holiday(year)
    raise Ambiguous(*(day.isoformat() for day in days if day.month == 5), why="May has two bank holidays")


@shape(r"(?:the )?bank holiday(?: W1)?,? (?:in )?M08" + _SPAN_YEAR)
def _bank_holiday_in_august(found: re.Match[str], rules: DateRules) -> Atom:
    year = rules.year(found["y"]) if found["y"] else None
    return Atom("day", lambda y, m: day_span(nth_weekday(y, 8, 1, -1)), year, needs_year=True)


# ---- weeks --------------------------------------------------------------------------------------


@shape(rf"(?:the )?(?P<n>{_NTH}) (?:week|wk)" + _IN + _M + r"(?:[\s,]*" + _Y + ")?")
def _week_of_month(found: re.Match[str], rules: DateRules) -> Atom:
    nth = _nth(found["n"])

    def make(year: int, month: int) -> Span:
        end = month_span(year, month).latest
        assert end
        if nth == -1:
            return days_span(end - timedelta(days=6), end, Precision.WEEK)
        first = date(year, month, 1) + timedelta(days=7 * (nth - 1))
        return days_span(first, min(first + timedelta(days=6), end), Precision.WEEK)

    return Atom("span", make, rules.year(found["y"]) if found["y"] else None, int(found["m"]), needs_year=True)


@shape(rf"(?:the )?(?P<n>{_NTH}) W(?P<w>\d)" + _IN + _M + r"(?:[\s,]*" + _Y + ")?")
def _weekday_of_month(found: re.Match[str], rules: DateRules) -> Atom:
    nth, weekday = _nth(found["n"]), int(found["w"])

    def make(year: int, month: int) -> Span:
        try:
            return day_span(nth_weekday(year, month, weekday, nth))
        except ValueError:
            raise Impossible(why="that month has no such weekday") from None

    return Atom("day", make, rules.year(found["y"]) if found["y"] else None, int(found["m"]), needs_year=True)


def _nth(word: str) -> int:
    return -1 if word == "last" else int(word[0]) if word[0].isdigit() else ORDINALS[word]
