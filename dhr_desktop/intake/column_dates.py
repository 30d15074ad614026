"""What a whole column of dates tells of each: month first, days with dots, cells that were swapped, rows out of order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from dhr_desktop.language.dates.reader import OK, read_date
from dhr_desktop.language.dates.rules import DateRules

from .pages import Cell
from .proposed import ProposedEntry


def doubt_order(entries: Sequence[ProposedEntry]) -> None:
    """In a table that runs in time, forward or back, a row that does not is told."""
    exact = [each for each in entries if each.happened.status == OK and each.happened.when.is_exact]
    days = [each.happened.when.earliest for each in exact]
    steps = [
        (after - before).days for before, after in itertools.pairwise(days) if before and after and after != before
    ]
    if len(steps) < 5:
        return
    forward = sum(step > 0 for step in steps)
    if max(forward, len(steps) - forward) < 0.75 * len(steps):
        return  # it is in no order of time at all
    sign = 1 if forward * 2 >= len(steps) else -1
    furthest = days[0]
    for each, day in zip(exact[1:], days[1:], strict=True):
        assert day and furthest
        if (day - furthest).days * sign < 0:
            if not each.may_be_of_last_year:
                each.doubts.append("It stands out of order in the file: is its date right?")
        else:
            furthest = day


def is_month_first(texts: Sequence[str]) -> bool:
    """Some second numbers above 12 and no first one: only month first works for the whole column."""
    pairs = []
    for text in texts:
        if found := re.match(r"\s*(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?\d{2,4}\b", text):
            pairs.append((int(found[1]), int(found[2])))
    works = [pair for pair in pairs if 1 <= pair[0] <= 12 and 1 <= pair[1] <= 31]
    return bool(pairs) and len(works) == len(pairs) and any(second > 12 for _, second in pairs)


def has_dotted_days(texts: Sequence[str], rules: DateRules) -> bool:
    """Whether one of a column is plainly a day with dots, 28.11.12: then 1.5.10 beside it is no paragraph's number."""
    return any(
        re.fullmatch(r"\s*\d{1,2}\.\d{1,2}\.(?:\d\d|\d{4})\s*", text) and read_date(text, rules).status == OK
        for text in texts
    )


def have_bullets(texts: Sequence[str]) -> bool:
    """Whether most of a column begin with a dash, so that it is the mark of a list."""
    marked = sum(bool(re.match(r"\s*[-–—]\s", text)) for text in texts)
    return marked > 1 and 2 * marked > sum(bool(text.strip()) for text in texts)


def may_be_swapped(cells: Sequence[Cell]) -> bool:
    """Real date cells all with days to 12, beside text dates all with days above: the mark of a wrong setting."""
    typed = [cell for cell in cells if cell.kind in ("date", "datetime")]
    said = [
        found
        for cell in cells
        if not cell.kind and (found := re.match(r"(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{2,4}", cell.text))
    ]
    return (
        len(typed) >= 3 and len(said) >= 2 and all(int(cell.value[8:10]) <= 12 for cell in typed)
        and all(int(found[1]) > 12 for found in said)
    )  # fmt: skip
