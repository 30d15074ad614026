"""Words that a format writes round a date: "before 6 May 2013" was seen, and no bare 6 May 2013."""

from __future__ import annotations

import re
from datetime import date

from dhr_desktop.core.days_in_words import MONTHS

from .codes import FRACTION, OF_DATES, Section

_PARTS_THE_DATE = re.compile(
    r"[\s/.,:;\\\-\u2010-\u2015]*(?:(?:st|nd|rd|th|of|at|t|z|h|hrs?|hours)(?=\W|$)[\s/.,:;\-]*)*", re.I
)


def is_plain(section: Section) -> bool:
    """Whether nothing but the marks and endings of a written date stands in the format."""
    before, inside, behind = _round_the_date(section)
    return all(_PARTS_THE_DATE.fullmatch(text) for text in (before, *inside, behind))


def among_words(section: Section, kind: str, exact: str) -> tuple[str, str]:
    """The kind and value of a date among words: the same words, with the date written so that it can be read one way.

    Where words stand inside the date itself, only what was shown can say what is meant.
    """
    before, inside, behind = _round_the_date(section)
    if kind in ("time", "length") or not all(_PARTS_THE_DATE.fullmatch(text) for text in inside):
        return "", ""
    return "worded", f"{before}{in_words(kind, exact)}{behind}".strip()


def in_words(kind: str, exact: str) -> str:
    """A date, or what of it was seen, with its month by name: 2013-03 alone could be a pair of years."""
    if kind == "datetime":
        day, _, clock = exact.partition("T")
        return f"{in_words('date', day)} {clock}"
    if kind == "date":
        found = date.fromisoformat(exact)
        return f"{found.day} {MONTHS[found.month - 1]} {found.year}"
    if kind == "no year":
        month, _, day = exact.partition("-")
        return f"{int(day)} {MONTHS[int(month) - 1]}" if day else MONTHS[int(month) - 1]
    year, _, month = exact.partition("-")
    return f"{MONTHS[int(month) - 1]} {year}" if month else year


def _round_the_date(section: Section) -> tuple[str, list[str], str]:
    """The format's own words: before the date, between its parts, and behind it."""
    of_the_date = [at for at, (kind, _) in enumerate(section.pieces) if kind in OF_DATES or kind == FRACTION]
    first, last = of_the_date[0], of_the_date[-1]
    runs, run = [], ""
    for kind, text in section.pieces[first : last + 1]:
        if kind in OF_DATES or kind == FRACTION:
            runs.append(run)
            run = ""
        else:
            run += text
    before = "".join(text for _, text in section.pieces[:first])
    return before, runs, "".join(text for _, text in section.pieces[last + 1 :])
