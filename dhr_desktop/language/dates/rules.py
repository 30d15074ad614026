"""What a review knows that reading its dates depends on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .spans import Ambiguous, Implausible, Impossible

LIVING_MEMORY = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class DateRules:
    """Two-digit years end five years after the death; nothing can be later than `plausible_to`."""

    latest_short_year: int
    plausible_to: date
    is_month_first: bool = False
    has_dotted_days: bool = False  # others beside it are plainly days with dots, so 1.5.10 is one too
    has_bullets: bool = False  # a dash before one is a mark, since most beside it have one
    counts_from_1904: bool = False  # what a workbook's number for a day is counted from

    @classmethod
    def for_review(cls, death: date | None, today: date, *, is_month_first: bool = False) -> DateRules:
        """With no death recorded yet, nothing can be later than today."""
        if death is None:
            return cls(today.year, date(today.year, 12, 31), is_month_first)
        last = max(min(today.year, death.year + 5), death.year)
        return cls(death.year + 5, date(last, 12, 31), is_month_first)

    def year(self, digits: str) -> int:
        """The year meant by two digits or four."""
        if len(digits) == 4:
            return int(digits)
        year = self.latest_short_year - self.latest_short_year % 100 + int(digits)
        return year if year <= self.latest_short_year else year - 100

    def day(self, year: int, month: int, day: int) -> date:
        """That day, or why there is none."""
        if day == 0 and 1 <= month <= 12:
            raise Ambiguous(f"{year:04}-{month:02}", why="the day is written as 00")
        try:
            return date(year, month, day)
        except ValueError:
            if month > 12 and 1 <= day <= 12 and month <= 31 and _exists(year, day, month):
                raise Ambiguous(f"{year:04}-{day:02}-{month:02}", why="only works month first") from None
            raise Impossible(why="there is no such day") from None

    def check(self, edtf: str, earliest: date | None, latest: date | None) -> None:
        """A real day may still be outside anything the review could mean."""
        end = earliest if latest is None else latest
        start = latest if earliest is None else earliest
        if end is None or start is None:
            return
        if (max(end, start) > self.plausible_to and start > self.plausible_to) or start < LIVING_MEMORY:
            raise Implausible(*self._likelier(edtf), why="after the review, or before living memory")

    def _likelier(self, edtf: str) -> list[str]:
        """The same date with two neighbouring digits of its year swapped, where that is plausible."""
        if not edtf[:4].isdigit():
            return []
        found = []
        for at in range(3):
            digits = edtf[:at] + edtf[at + 1] + edtf[at] + edtf[at + 2 : 4]
            if digits != edtf[:4] and LIVING_MEMORY.year <= int(digits) <= self.plausible_to.year:
                found.append(digits + edtf[4:])
        return found


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
