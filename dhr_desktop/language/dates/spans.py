"""What a reading is made of: a span of days with its EDTF, and the ways a reading can fail.

A failure is an answer: it says why the date needs a person, and what the readings could be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dhr_desktop.core.days_in_words import last_day_of_month
from dhr_desktop.core.moments import Precision


class NotRead(Exception):
    """Why no date was read; `candidates` are readings a person may choose from."""

    status = "not_a_date"

    def __init__(self, *candidates: str, why: str = "") -> None:
        super().__init__(why or self.status)
        self.candidates = tuple(dict.fromkeys(each for each in candidates if each))
        self.why = why


class Undated(NotRead):
    status = "undated"


class Incomplete(NotRead):
    status = "incomplete"


class Ambiguous(NotRead):
    status = "ambiguous"


class SeveralDays(Ambiguous):
    """Not a choice between readings: days that stand beside one another in the words, each of which may be meant."""


class Impossible(NotRead):
    status = "impossible"


class Implausible(NotRead):
    status = "implausible"


@dataclass(frozen=True, slots=True)
class Span:
    """Days allowed, with their EDTF. `mark` is doubt: ~ about, ? queried, % both."""

    edtf: str
    earliest: date | None
    latest: date | None
    precision: Precision
    mark: str = ""
    is_derived: bool = False

    def doubted(self, mark: str) -> Span:
        """Doubt added to the whole; it never widens the days."""
        if not mark:
            return self
        both = "".join(sorted(set(self.mark.replace("%", "?~") + mark.replace("%", "?~"))))
        whole = {"": "", "?": "?", "~": "~", "?~": "%"}[both]
        return replace(self, edtf=_marked(self.edtf, whole), mark=whole)


def _marked(edtf: str, mark: str) -> str:
    if edtf[:1] in "[{":
        inner = ",".join(_marked(part, mark) for part in edtf[1:-1].split(","))
        return f"{edtf[0]}{inner}{edtf[-1]}"
    if "/" in edtf:
        ends = edtf.split("/")
        return "/".join(end if end == ".." else _marked(end, mark) for end in ends)
    return edtf.rstrip("?~%") + mark


def day_span(day: date, mark: str = "") -> Span:
    return Span(day.isoformat() + mark, day, day, Precision.DAY, mark)


def days_span(first: date, last: date, precision: Precision = Precision.RANGE, mark: str = "") -> Span:
    """Whole days from one to another, each end with its doubt."""
    if first == last:
        return day_span(first, mark)
    return Span(f"{first}{mark}/{last}{mark}", first, last, precision, mark)


def month_span(year: int, month: int, mark: str = "") -> Span:
    edtf = f"{year:04}-{month:02}{mark}"
    return Span(edtf, date(year, month, 1), last_day_of_month(year, month), Precision.MONTH, mark)


def part_span(year: int, month: int, part: int) -> Span:
    """Early (0), middle (1) or late (2) in a month."""
    first = date(year, month, 1 + 10 * part)
    last = date(year, month, 10 + 10 * part) if part < 2 else last_day_of_month(year, month)
    return Span(f"{year:04}-{month:02}-{part}X~", first, last, Precision.PART_OF_MONTH, "~")


def months_span(year: int, first: int, last_year: int, last: int, mark: str = "") -> Span:
    """Whole months, written as months."""
    if (year, first) == (last_year, last):
        return month_span(year, first, mark)
    edtf = f"{year:04}-{first:02}{mark}/{last_year:04}-{last:02}{mark}"
    return Span(edtf, date(year, first, 1), last_day_of_month(last_year, last), Precision.RANGE, mark)


def year_span(year: int, mark: str = "") -> Span:
    return Span(f"{year:04}{mark}", date(year, 1, 1), date(year, 12, 31), Precision.YEAR, mark)


def years_span(first: int, last: int, mark: str = "") -> Span:
    if first == last:
        return year_span(first, mark)
    edtf = f"{first:04}{mark}/{last:04}{mark}"
    return Span(edtf, date(first, 1, 1), date(last, 12, 31), Precision.RANGE, mark)


def season_span(year: int, season: int) -> Span:
    month = {21: 3, 22: 6, 23: 9, 24: 12}[season]
    last = last_day_of_month(year + 1, 2) if season == 24 else last_day_of_month(year, month + 2)
    return Span(f"{year:04}-{season}", date(year, month, 1), last, Precision.SEASON)


def quarter_span(year: int, quarter: int) -> Span:
    first = 3 * quarter - 2
    edtf = f"{year:04}-{32 + quarter}"
    return Span(edtf, date(year, first, 1), last_day_of_month(year, first + 2), Precision.QUARTER)


def joined(left: Span, right: Span) -> Span:
    """From the one to the other."""
    if left.earliest and right.latest and left.earliest > right.latest:
        raise Ambiguous(f"{left.edtf}/{right.edtf}", why="the end comes before the start")
    mark = left.mark if left.mark == right.mark else ""
    if "/" in left.edtf or "/" in right.edtf:
        assert left.earliest and right.latest
        return replace(days_span(left.earliest, right.latest), mark=mark)
    return Span(f"{left.edtf}/{right.edtf}", left.earliest, right.latest, Precision.RANGE, mark)


def listed(spans: list[Span], brackets: str) -> Span:
    """All of them {}, or one of them []."""
    earliest = min((each.earliest for each in spans if each.earliest), default=None)
    latest = max((each.latest for each in spans if each.latest), default=None)
    inner = ",".join(each.edtf.replace("/", "..") for each in spans)
    mark = spans[0].mark if len({each.mark for each in spans}) == 1 else ""
    return Span(f"{brackets[0]}{inner}{brackets[1]}", earliest, latest, Precision.RANGE, mark)


def since(span: Span) -> Span:
    start = span.edtf.split("/")[0]
    return replace(span, edtf=f"{start}/..", latest=None, precision=Precision.RANGE)


def until(span: Span) -> Span:
    end = span.edtf.split("/")[-1]
    return replace(span, edtf=f"../{end}", earliest=None, precision=Precision.RANGE)


def before(span: Span) -> Span:
    """Up to the unit before this one: the day, the month or the year."""
    assert span.earliest
    day = span.earliest - timedelta(days=1)
    unit = {Precision.YEAR: f"{day.year:04}", Precision.MONTH: f"{day.year:04}-{day.month:02}"}
    edtf = unit.get(span.precision, day.isoformat())
    mark = span.mark if span.precision in unit or span.precision is Precision.DAY else ""
    return Span(f"../{edtf}{mark}", None, day, Precision.RANGE, mark)


def after(span: Span) -> Span:
    assert span.latest
    day = span.latest + timedelta(days=1)
    unit = {Precision.YEAR: f"{day.year:04}", Precision.MONTH: f"{day.year:04}-{day.month:02}"}
    edtf = unit.get(span.precision, day.isoformat())
    mark = span.mark if span.precision in unit or span.precision is Precision.DAY else ""
    return Span(f"{edtf}{mark}/..", day, None, Precision.RANGE, mark)
