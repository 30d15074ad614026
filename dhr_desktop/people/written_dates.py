"""Exact days written out in a text, and how an edition that may not print them says them.

"on Thursday 14 March 2019" becomes "in March 2019", or "in mid-March 2019". A bare "the 4th" says no month and is left;
the chair is told of it, as of "the day after", which can undo what was made coarse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_NUMBERS = {name[:3].casefold(): at for at, name in enumerate(MONTH_NAMES, 1)}
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)"
_LEAD = rf"(?P<lead>\b(?:on|On|of|from|From|by|dated|since|Since)[ \u00a0]+)?(?:the[ \u00a0]+)?(?:{_WEEKDAY}\.?,?[ \u00a0]+)?(?:the[ \u00a0]+)?"
_DATE = re.compile(
    _LEAD
    + rf"(?:(?<![\d/.\-])(?P<d1>\d{{1,2}})(?P<mark>[/.\-])(?P<m1>\d{{1,2}})(?:(?P=mark)(?P<y1>\d{{4}}|\d{{2}}))?(?![\d/\-])(?!\.\d)"
    rf"|(?<![\d\-])(?P<y2>\d{{4}})-(?P<m2>\d\d)-(?P<d2>\d\d)(?!\d)"
    rf"|(?<![\d/])(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?[ \u00a0\-]+(?:of[ \u00a0]+)?(?P<m3>{_MONTH})\b\.?,?(?:[ \u00a0\-]+(?P<y3>\d{{4}}(?![\d:/])|'?\d{{2}}(?![\d:/]|\.\d)))?"
    rf"|\b(?P<m4>{_MONTH})\.?[ \u00a0]+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?[ \u00a0]+(?P<y4>\d{{4}}))?(?![\d:/]))"
)
_CLOCK = re.compile(
    r",?[ \u00a0]+(?:(?:at|around|about|approximately|approx\.?)[ \u00a0]+){0,2}(?:\d{1,2}[:.]\d\d(?!\d)|\d{4}(?=[ \u00a0]?h(?:ou)?rs\b)|\d{1,2}(?=[ap]m\b))"
    r"(?:[ \u00a0]?(?:h(?:ou)?rs|[ap]m|h)\b)?(?:[ \u00a0](?:to|until|-|–)[ \u00a0]\d{1,2}[:.]\d\d(?!\d))?"
)
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
    with_clock: int = 0  # where it ends with the time of day behind it: "in July 2009, 22:10" would be neither

    def could_be(self) -> tuple[date, ...]:
        """The days it may say."""
        if self.exact is None:
            return ()
        return (
            (self.exact, self.exact.replace(year=self.exact.year - 100))
            if self.is_short and self.day < 29
            else (self.exact,)
        )

    @property
    def exact(self) -> date | None:
        try:
            return date(self.year, self.month, self.day) if self.year else None
        except ValueError:
            return None

    def coarsely(self, coarseness: str) -> str:
        """Without its day, as the edition has it."""
        if coarseness == "year":
            return f"{self._lead()}{self.year}" if self.year else f"{self._lead()}that year"
        part = (
            ""
            if coarseness != "part of month"
            else "early "
            if self.day <= 10
            else "mid-"
            if self.day <= 20
            else "late "
        )
        words = f"{part}{MONTH_NAMES[self.month - 1]}{f' {self.year}' if self.year else ''}"
        return f"{self._lead()}{words}"

    def _lead(self) -> str:
        lead = self.lead.strip()
        if lead.casefold() == "on":
            lead = "In" if lead == "On" else "in"
        return f"{lead} " if lead else ""


def dates_in(text: str) -> Iterator[WrittenDate]:
    """Every day named with at least its month."""
    if not any(each.isdigit() for each in text):
        return
    for match in _DATE.finditer(text):
        which = next(each for each in "1234" if match[f"d{each}"])
        month = match[f"m{which}"]
        number = int(month) if month.isdigit() else _NUMBERS.get(month[:3].casefold(), 0)
        day, year = int(match[f"d{which}"]), _year(match[f"y{which}"])
        is_plain = which == "1" and match["y1"] is None
        if not 1 <= number <= 12 or not 1 <= day <= 31 or (is_plain and match["mark"] != "/"):
            continue
        if is_plain and re.match(
            r"\s*(?:on|units?|per|hours?|hrs|days?|weeks?|sessions?|in|%)\b", text[match.end() : match.end() + 12]
        ):
            continue  # "3/7 days", "9/12 sessions" are counts
        lead = match["lead"] or ""
        is_short = len((match[f"y{which}"] or "").strip("'")) == 2
        clock = _CLOCK.match(text, match.end())
        with_clock = clock.end() if clock else match.end()
        yield WrittenDate(match.start(), match.end(), lead, day, number, year, is_short, with_clock)


def _year(written: str | None) -> int | None:
    if not written:
        return None
    figures = written.strip("'")
    return int(figures) if len(figures) == 4 else 2000 + int(figures) if int(figures) < 70 else 1900 + int(figures)


def undoing_in(text: str) -> list[tuple[int, int]]:
    """Words from which a day could be worked out again beside another date."""
    return [match.span() for match in _UNDOING.finditer(text)]
