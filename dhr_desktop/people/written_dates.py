"""Exact days written out in a text, and how an edition that may not print them says them.

"on Thursday 14 March 2019" becomes "in March 2019", or "in mid-March 2019". A bare "the 4th" says no month and is left;
the chair is told of it, as of "the day after", which can undo what was made coarse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dhr_desktop.language.dates.prose import days_said

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_LEAD = re.compile(r"(?:\b(on|of|from|by|dated|since)[ \u00a0]+)?(?:the[ \u00a0]+)?$", re.I)
_LONGEST_LEAD = 16
_UNDOING = re.compile(
    r"\b(?:(?:the )?(?:day|night|morning|evening) (?:before|after)|the (?:following|next|previous) (?:day|morning|evening|night)|"
    r"(?:one|two|three|four|five|six|seven|\d{1,2}) days? (?:later|earlier|before|after)|same day|"
    r"(?:Christmas|Boxing|New Year's|Valentine's) (?:Day|Eve)|(?<![\d/])the \d{1,2}(?:st|nd|rd|th)\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    start: int
    end: int
    lead: str
    day: int
    month: int
    year: int | None
    is_short: bool = False  # the year in two figures: of a birth it may be a hundred years before
    before: tuple[int, ...] = ()  # other days of that month named with it: "3, 4 and 5 May"
    with_clock: int = 0  # where it ends with the time of day behind it: "in July 2009, 22:10" would be neither

    def could_be(self) -> tuple[date, ...]:
        """The days it may say."""
        said = [each for each in map(self._on, (*self.before, self.day)) if each is not None]
        earlier = [each.replace(year=each.year - 100) for each in said if self.is_short and each.day < 29]
        return (*said, *earlier)

    @property
    def exact(self) -> date | None:
        return self._on(self.day)

    def _on(self, day: int) -> date | None:
        try:
            return date(self.year, self.month, day) if self.year else None
        except ValueError:
            return None

    def coarsely(self, coarseness: str) -> str:
        """Without its day, as the edition has it."""
        if coarseness == "year":
            return f"{self._lead()}{self.year}" if self.year else f"{self._lead()}that year"
        parts = {_part(day) for day in (*self.before, self.day)} if coarseness == "part of month" else {""}
        part = parts.pop() if len(parts) == 1 else ""
        words = f"{part}{MONTH_NAMES[self.month - 1]}{f' {self.year}' if self.year else ''}"
        return f"{self._lead()}{words}"

    def _lead(self) -> str:
        lead = self.lead.strip()
        if lead.casefold() == "on":
            lead = "In" if lead == "On" else "in"
        return f"{lead} " if lead else ""


def _part(day: int) -> str:
    return "early " if day <= 10 else "mid-" if day <= 20 else "late "


def dates_in(text: str) -> Iterator[WrittenDate]:
    """Every day named with at least its month."""
    for said in days_said(text):
        found = _LEAD.search(text, max(0, said.start - _LONGEST_LEAD), said.start)
        start, lead = (found.start(), found[1] or "") if found else (said.start, "")
        yield WrittenDate(
            start, said.end, lead, said.day, said.month, said.year, said.is_short, said.days[:-1], said.with_clock
        )


def undoing_in(text: str) -> list[tuple[int, int]]:
    """Words from which a day could be worked out again beside another date."""
    return [match.span() for match in _UNDOING.finditer(text)]
