"""What a column of times says, as exactly as it says it; words that are more than a plain clock time stay beside the date's."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time, timedelta
from functools import lru_cache

from dhr_desktop.core.moments import Precision, When
from dhr_desktop.language.dates.clocks import bare_time
from dhr_desktop.language.dates.lexicon import bare_part_of_day
from dhr_desktop.language.dates.reader import (
    BY_GREENWICH,
    OK,
    WHICH_MIDNIGHT,
    Reading,
    days_by_greenwich,
    is_greenwich,
    is_summers_span,
)
from dhr_desktop.language.dates.tokens import normalised

from .pages import Cell

_COMPACT = re.compile(r"([01]?\d|2[0-3])([0-5]\d)")
_PLAIN = re.compile(r"\d{1,2}[:.]?\d\d(?: ?(?:-|–|to) ?\d{1,2}[:.]?\d\d)?")
_SHOWN = re.compile(r"\d{1,2}[:.]?\d\d(?::00)?")  # of a typed time the noughts are its format's, and nobody's words
_NOT_KNOWN = re.compile(
    r"[-–—?.]*|n/?[ak]|nil|none|(?:time )?(?:is )?(?:un|not )(?:known|recorded|stated|specified|given|available)|tbc",
    re.I,
)


@dataclass(frozen=True, slots=True)
class SaidTime:
    """A cell of a time column: the times or the part of the day it gives, and its words where they say more or could not be read."""

    start: time | None = None
    end: time | None = None
    is_approximate: bool = False
    part_of_day: str = ""
    words: str = ""
    is_read: bool = True
    is_midnight: bool = False  # by its name, which begins a day and ends one
    is_greenwich: bool = False  # by a Z behind it: in summer an hour behind the clock on the wall


NO_TIME = SaidTime()
_OF_A_DAY = (Precision.DAY, Precision.PART_OF_DAY, Precision.RELATIVE)


def said_time(cell: Cell | None) -> SaidTime:
    if cell is None or not cell.text.strip():
        return NO_TIME
    if cell.kind in ("time", "datetime"):
        return SaidTime(time.fromisoformat(cell.value[-5:]), words="" if _SHOWN.fullmatch(cell.text) else cell.text)
    if cell.kind == "length":  # minutes and seconds, or hours past a day: no time of day
        return SaidTime(words=cell.text, is_read=False)
    return _said(cell.text.strip())


@lru_cache(maxsize=4096)
def _said(text: str) -> SaidTime:
    words = normalised(text)
    if found := _COMPACT.fullmatch(words):
        return SaidTime(time(int(found[1]), int(found[2])))
    clock = bare_time(words)
    if clock is not None:
        kept = "" if _PLAIN.fullmatch(text) else text
        return SaidTime(
            clock.start, clock.end, clock.is_approximate, words=kept, is_midnight=clock.is_midnight,
            is_greenwich=is_greenwich(words.upper()),
        )  # fmt: skip
    if part := bare_part_of_day(words):
        return SaidTime(part_of_day=part, words=text)
    return SaidTime(words=text, is_read=bool(_NOT_KNOWN.fullmatch(text)))


def with_times(reading: Reading, start: SaidTime, end: SaidTime) -> Reading:
    """The date with the clock of its row. A part of the day is only taken where the date itself gives no time."""
    when = reading.when
    is_of_a_day = reading.status == OK and when.is_exact and when.precision in _OF_A_DAY
    if start.start is not None:
        until = start.end or (end.start if end.start != start.start else None)
        when = replace(
            when, time_from=start.start, time_to=until, part_of_day="",
            time_is_approximate=start.is_approximate or end.is_approximate,
            precision=Precision.MINUTE if is_of_a_day else when.precision,
        )  # fmt: skip
    elif start.part_of_day and when.time_from is None:
        precision = Precision.PART_OF_DAY if is_of_a_day else when.precision
        when = replace(when, part_of_day=start.part_of_day, precision=precision)
    else:
        return reading
    if reading.status == OK and (start.is_greenwich or end.is_greenwich):
        reading = _unless_summer(replace(reading, when=when), start, end)
        if reading.status != OK:
            return reading
    if is_of_a_day and start.is_midnight and when.time_to is None:
        return replace(reading, when=_through_the_night(when), why=reading.why or WHICH_MIDNIGHT)
    return replace(reading, when=when)


def _unless_summer(reading: Reading, start: SaidTime, end: SaidTime) -> Reading:
    """A time by Greenwich of a summer's day is asked, as it is where both stand in one cell."""
    when = reading.when
    at = start.start if start.is_greenwich else end.start
    days = days_by_greenwich(when.earliest, when.latest, at)
    if not days:
        return replace(reading, why=reading.why or BY_GREENWICH) if is_summers_span(when) else reading
    unread = replace(When.undated(when.wording), time_from=when.time_from, time_to=when.time_to)
    return Reading(unread, "ambiguous", days, BY_GREENWICH)


def _through_the_night(when: When) -> When:
    """Midnight on a day is its first moment or its last."""
    assert when.earliest is not None
    after = when.earliest + timedelta(days=1)
    mark = when.edtf.removeprefix(when.earliest.isoformat())
    edtf = f"{when.edtf}/{after.isoformat()}{mark}"
    return replace(when, edtf=edtf, latest=after, precision=Precision.RANGE)


def with_words(reading: Reading, start: SaidTime, end: SaidTime, end_cell: Cell | None) -> Reading:
    """The wording, with the words of the row's times that the clock does not say. Nothing that was written is dropped."""
    said = [start.words] if start.words else []
    if end.words or (end.start is not None and reading.when.time_to is None and end.start != reading.when.time_from):
        text = end_cell.text.strip() if end_cell else ""
        said.append(f"to {text}")
    if not said:
        return reading
    wording = reading.when.wording.strip()
    return replace(reading, when=replace(reading.when, wording=", ".join([wording, *said] if wording else said)))


__all__ = ["NO_TIME", "SaidTime", "said_time", "with_times", "with_words"]
