"""When something happened, as exactly as the agency could say.

One agency writes "14/03/2019", another "mid March 2019". A `When` keeps those words beside the
first and last day they allow, so that nothing is ever drawn, sorted or written more exactly than
it is known. Turning words into a `When` is intake's work; this page only says what one *is*.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum

from .days_in_words import (
    PARTS,
    in_words,
    last_day_of_month,
    listed_in_words,
    month_in_words,
    part_of_month,
    whole_unit_in_words,
)  # fmt: skip


class Precision(StrEnum):
    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part of day"
    DAY = "day"
    WEEK = "week"
    PART_OF_MONTH = "part of month"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"
    RANGE = "range"
    RELATIVE = "relative"
    NONE = "none"


class Certainty(StrEnum):
    STATED = "stated"
    APPROXIMATE = "approximate"
    QUERIED = "queried"
    APPROXIMATE_AND_QUERIED = "approximate and queried"

    @property
    def edtf_mark(self) -> str:
        return {"stated": "", "approximate": "~", "queried": "?", "approximate and queried": "%"}[self.value]


class Order(StrEnum):
    """Order has three answers; a caller that wants two has to say what it does with the third."""

    BEFORE = "before"
    AFTER = "after"
    CANNOT_BE_ORDERED = "cannot be ordered"


class Coarseness(StrEnum):
    """How exactly an edition may print a date."""

    FULL = "full"
    PART_OF_MONTH = "part of month"
    MONTH = "month and year"
    YEAR = "year"


PARTS_OF_DAY: dict[str, tuple[time, time]] = {
    "early hours": (time(0, 0), time(6, 0)),
    "morning": (time(6, 0), time(12, 0)),
    "afternoon": (time(12, 0), time(17, 0)),
    "mid-afternoon": (time(14, 0), time(16, 0)),
    "evening": (time(17, 0), time(22, 0)),
    "night": (time(0, 0), time(23, 59)),  # a night belongs to two days: it orders nothing
}


@dataclass(frozen=True, slots=True)
class When:
    """A moment, a day, or the span of days an agency's words allow.

    An end left open ("since May 2012") is None; a `When` with both ends None is undated.
    """

    wording: str = ""
    edtf: str = ""
    earliest: date | None = None
    latest: date | None = None
    precision: Precision = Precision.NONE
    certainty: Certainty = Certainty.STATED
    time_from: time | None = None
    time_to: time | None = None
    time_is_approximate: bool = False
    part_of_day: str = ""
    is_derived: bool = False

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError("a When cannot end before it starts")
        if self.part_of_day and self.part_of_day not in PARTS_OF_DAY:
            raise ValueError(f"no such part of the day: {self.part_of_day}")

    # ---- making one -------------------------------------------------------------------------

    @classmethod
    def undated(cls, wording: str = "") -> When:
        return cls(wording=wording)

    @classmethod
    def on(
        cls,
        day: date,
        at: time | None = None,
        *,
        wording: str = "",
        certainty: Certainty = Certainty.STATED,
        part_of_day: str = "",
    ) -> When:
        precision = Precision.MINUTE if at else Precision.PART_OF_DAY if part_of_day else Precision.DAY
        edtf = day.isoformat() + certainty.edtf_mark
        return cls(wording, edtf, day, day, precision, certainty, at, None, False, part_of_day)

    @classmethod
    def in_month(cls, year: int, month: int, *, wording: str = "") -> When:
        first = date(year, month, 1)
        last = last_day_of_month(year, month)
        return cls(wording, f"{year:04}-{month:02}", first, last, Precision.MONTH)

    @classmethod
    def in_part_of_month(cls, year: int, month: int, part: int, *, wording: str = "") -> When:
        """Early (0), mid (1) or late (2): days 1-10, 11-20, 21 to the last."""
        first = date(year, month, 1 + 10 * part)
        last = date(year, month, 10 + 10 * part) if part < 2 else last_day_of_month(year, month)
        edtf = f"{year:04}-{month:02}-{part}X~"
        return cls(wording, edtf, first, last, Precision.PART_OF_MONTH, Certainty.APPROXIMATE)

    @classmethod
    def in_season(cls, year: int, season: int, *, wording: str = "") -> When:
        """21 spring, 22 summer, 23 autumn, 24 winter (December to the end of the next February)."""
        month = {21: 3, 22: 6, 23: 9, 24: 12}[season]
        last = last_day_of_month(year + 1, 2) if season == 24 else last_day_of_month(year, month + 2)
        return cls(wording, f"{year:04}-{season}", date(year, month, 1), last, Precision.SEASON)

    @classmethod
    def in_quarter(cls, year: int, quarter: int, *, wording: str = "") -> When:
        month = 3 * quarter - 2
        last = last_day_of_month(year, month + 2)
        return cls(wording, f"{year:04}-{32 + quarter}", date(year, month, 1), last, Precision.QUARTER)

    @classmethod
    def in_year(cls, year: int, *, wording: str = "") -> When:
        return cls(wording, f"{year:04}", date(year, 1, 1), date(year, 12, 31), Precision.YEAR)

    @classmethod
    def in_week_of(cls, monday: date, *, wording: str = "") -> When:
        sunday = monday + timedelta(days=6)
        return cls(wording, f"{monday}/{sunday}", monday, sunday, Precision.WEEK)

    @classmethod
    def between(cls, first: date | None, last: date | None, *, wording: str = "") -> When:
        edtf = f"{first or '..'}/{last or '..'}"
        return cls(wording, edtf, first, last, Precision.RANGE)

    # ---- what it allows ---------------------------------------------------------------------

    @property
    def is_dated(self) -> bool:
        return self.earliest is not None or self.latest is not None

    @property
    def is_exact(self) -> bool:
        """Whether one day only is allowed. A queried day is still one day."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def days(self) -> int | None:
        """How many days are allowed; None when an end is open or there is no date."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1

    def allows(self, day: date) -> bool:
        if not self.is_dated:
            return False
        return (self.earliest or date.min) <= day <= (self.latest or date.max)

    def overlaps(self, other: When) -> bool:
        """Whether both could fall on one day. An undated moment is known to share no day."""
        if not self.is_dated or not other.is_dated:
            return False
        return (self.earliest or date.min) <= (other.latest or date.max) and (other.earliest or date.min) <= (
            self.latest or date.max
        )

    def within(self, other: When) -> bool:
        """Whether every day this allows is allowed by the other."""
        if not self.is_dated or not other.is_dated:
            return False
        return (other.earliest or date.min) <= (self.earliest or date.min) and (self.latest or date.max) <= (
            other.latest or date.max
        )

    def clock_span(self) -> tuple[time, time] | None:
        """The clock times allowed within the day, if the words narrow it at all."""
        if self.time_from is not None:
            return self.time_from, self.time_to or self.time_from
        return PARTS_OF_DAY.get(self.part_of_day)

    def order(self, other: When) -> Order:
        """Before, after, or cannot be ordered; clock times decide only within one exact day."""
        if not self.is_dated or not other.is_dated:
            return Order.CANNOT_BE_ORDERED
        if (self.latest or date.max) < (other.earliest or date.min):
            return Order.BEFORE
        if (other.latest or date.max) < (self.earliest or date.min):
            return Order.AFTER
        if self.is_exact and other.is_exact:
            return self._order_by_clock(other)
        return Order.CANNOT_BE_ORDERED

    def _order_by_clock(self, other: When) -> Order:
        mine, theirs = self.clock_span(), other.clock_span()
        if mine is None or theirs is None or self.time_is_approximate or other.time_is_approximate:
            return Order.CANNOT_BE_ORDERED
        if self.time_crosses_midnight or other.time_crosses_midnight:
            return Order.CANNOT_BE_ORDERED
        if mine[1] < theirs[0]:
            return Order.BEFORE
        if theirs[1] < mine[0]:
            return Order.AFTER
        return Order.CANNOT_BE_ORDERED

    @property
    def time_crosses_midnight(self) -> bool:
        """23:30 to 00:40 ends on the next day, which this day's clock cannot order."""
        return self.time_from is not None and self.time_to is not None and self.time_to < self.time_from

    def shelf_key(self) -> tuple[date, date, time]:
        """A stable place on a shelf, for listing only: it claims no order between overlapping dates."""
        span = self.clock_span()
        return (
            self.earliest or self.latest or date.max,
            self.latest or date.max,
            span[0] if span else time.min,
        )

    # ---- saying less ------------------------------------------------------------------------

    def coarsened(self, to: Coarseness) -> When:
        """The same moment said no more exactly than `to`. It never allows fewer days than before.

        The agency's wording goes, because it would give the exact day away.
        """
        if to is Coarseness.FULL or not self.is_dated:
            return self if to is Coarseness.FULL else When.undated()
        coarse = _widened(self.earliest, self.latest, to)
        return replace(coarse, wording="", is_derived=self.is_derived)

    @property
    def listed(self) -> tuple[str, ...]:
        """The days, months or years that are named beside one another, in EDTF; of a span, none."""
        is_listed = self.edtf[:1] + self.edtf[-1:] in ("{}", "[]")
        return tuple(each.rstrip("~?%") for each in self.edtf[1:-1].split(",")) if is_listed else ()

    def words(self) -> str:
        """What this allows, in words; the agency's own words are `wording`."""
        if not self.is_dated:
            return "undated"
        words = self._days_in_words()
        if clock := self._clock_in_words():
            words = f"{words}, {clock}"
        if (
            self.certainty in (Certainty.APPROXIMATE, Certainty.APPROXIMATE_AND_QUERIED)
            and self.precision is not Precision.PART_OF_MONTH
        ):
            words = f"about {words}"
        if self.certainty in (Certainty.QUERIED, Certainty.APPROXIMATE_AND_QUERIED):
            words = f"{words} (queried)"
        return words

    def _days_in_words(self) -> str:
        if self.earliest is None:
            assert self.latest is not None
            return f"until {self._end_in_words(self.latest)}"
        if self.latest is None:
            return f"from {self._end_in_words(self.earliest)}"
        if self.is_exact:
            return in_words(self.earliest)
        if said := listed_in_words(self.listed, "or" if self.edtf.startswith("[") else "and"):
            return said
        if whole := whole_unit_in_words(self.earliest, self.latest):
            return whole
        return f"{in_words(self.earliest)} to {in_words(self.latest)}"

    def _end_in_words(self, day: date) -> str:
        """The one end of an open span, no more exactly than it was said: "before 2009" names no day."""
        said = next((each for each in self.edtf.split("/") if each not in ("", "..")), "").rstrip("~?%")
        if len(said) == len("2009"):
            return str(day.year)
        if len(said) == len("2009-05"):
            return month_in_words(day)
        if said.endswith("X"):
            return f"{PARTS[part_of_month(day)]}{month_in_words(day)}"
        return in_words(day)

    def _clock_in_words(self) -> str:
        about = "about " if self.time_is_approximate else ""
        if self.time_from is not None:
            until = f" to {self.time_to:%H:%M}" if self.time_to else ""
            return f"{about}{self.time_from:%H:%M}{until}"
        return self.part_of_day

    # ---- leaving and coming back ------------------------------------------------------------

    def as_plain(self) -> dict[str, object]:
        """Plain values for storage and for other programs; only what is set."""
        plain: dict[str, object] = {}
        for name, value in (
            ("wording", self.wording),
            ("edtf", self.edtf),
            ("earliest", self.earliest and self.earliest.isoformat()),
            ("latest", self.latest and self.latest.isoformat()),
            ("precision", self.precision.value),
            ("certainty", self.certainty.value),
            ("time_from", self.time_from and f"{self.time_from:%H:%M}"),
            ("time_to", self.time_to and f"{self.time_to:%H:%M}"),
            ("time_is_approximate", self.time_is_approximate),
            ("part_of_day", self.part_of_day),
            ("is_derived", self.is_derived),
        ):
            if value:
                plain[name] = value
        return plain

    @classmethod
    def from_plain(cls, plain: dict[str, object]) -> When:
        def day(name: str) -> date | None:
            return date.fromisoformat(str(plain[name])) if plain.get(name) else None

        def clock(name: str) -> time | None:
            return time.fromisoformat(str(plain[name])) if plain.get(name) else None

        return cls(
            wording=str(plain.get("wording", "")),
            edtf=str(plain.get("edtf", "")),
            earliest=day("earliest"),
            latest=day("latest"),
            precision=Precision(str(plain.get("precision", "none"))),
            certainty=Certainty(str(plain.get("certainty", "stated"))),
            time_from=clock("time_from"),
            time_to=clock("time_to"),
            time_is_approximate=bool(plain.get("time_is_approximate", False)),
            part_of_day=str(plain.get("part_of_day", "")),
            is_derived=bool(plain.get("is_derived", False)),
        )


def _widened(earliest: date | None, latest: date | None, to: Coarseness) -> When:
    """The smallest run of whole parts of months, months or years that holds both ends."""
    first = _unit_start(earliest, to) if earliest else None
    last = _unit_end(latest, to) if latest else None
    if first is None or last is None:
        edtf = f"{_unit_in_edtf(first, to) if first else '..'}/{_unit_in_edtf(last, to) if last else '..'}"
        return replace(When.between(first, last), edtf=edtf)
    if _unit_end(first, to) == last:
        if to is Coarseness.YEAR:
            return When.in_year(first.year)
        if to is Coarseness.MONTH:
            return When.in_month(first.year, first.month)
        return When.in_part_of_month(first.year, first.month, part_of_month(first))
    return When.between(first, last)


def _unit_in_edtf(day: date, unit: Coarseness) -> str:
    if unit is Coarseness.YEAR:
        return f"{day.year:04}"
    month = f"{day.year:04}-{day.month:02}"
    return month if unit is Coarseness.MONTH else f"{month}-{part_of_month(day)}X~"


def _unit_start(day: date, unit: Coarseness) -> date:
    if unit is Coarseness.YEAR:
        return date(day.year, 1, 1)
    if unit is Coarseness.MONTH:
        return day.replace(day=1)
    return day.replace(day=1 + 10 * part_of_month(day))


def _unit_end(day: date, unit: Coarseness) -> date:
    if unit is Coarseness.YEAR:
        return date(day.year, 12, 31)
    if unit is Coarseness.MONTH or part_of_month(day) == 2:
        return last_day_of_month(day.year, day.month)
    return day.replace(day=10 + 10 * part_of_month(day))
