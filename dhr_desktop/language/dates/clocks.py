"""Times of day in a wording: found with where they stand, and kept apart from the date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from .tokens import MARK, NUMBER, WORD, Token, normalised, tokens_of
from .words import NUMBERS


@dataclass(frozen=True, slots=True)
class Clock:
    start: time | None = None
    end: time | None = None
    is_approximate: bool = False
    part_of_day: str = ""
    is_midnight: bool = False  # by its name alone, which begins a day and ends one; "00:00" begins it


@dataclass(frozen=True, slots=True)
class FoundClock:
    """`is_sure` where it can be nothing but a time: 10:30, 4pm, noon. 10.30 and 1645 could be figures of a date."""

    first: int
    end: int
    clock: Clock
    is_sure: bool


@dataclass(frozen=True, slots=True)
class _Hour:
    """One time as written: `half` is am, pm or what of the day stands behind it."""

    end: int
    hour: int
    minute: int
    half: str = ""
    is_sure: bool = False
    is_midnight: bool = False

    def at(self, half: str = "", *, is_end: bool = False) -> time | None:
        """24:00 ends its day: as an end it is midnight, as a time of that day it would be read a whole day too early."""
        half, hour = self.half or half, self.hour
        if half and hour > 12:
            half = ""
        if half == "pm" and hour < 12:
            hour += 12
        elif half == "am" and hour == 12:
            hour = 0
        elif half == "night":
            hour = 0 if hour == 12 else hour + 12 if 6 <= hour < 12 else hour
        if hour == 24 and self.minute == 0 and is_end:
            hour = 0
        return time(hour, self.minute) if 0 <= hour < 24 and 0 <= self.minute < 60 else None


_NAMED = {"midnight": 0, "noon": 12, "midday": 12}
_HOURS = frozenset({"hours", "hour", "hrs", "hr", "h", "hs"})
_ABOUT = frozenset({"approx", "approximately", "about", "around", "circa", "c", "ca", "roughly", "est"})
_LEADS = frozenset({"at", "@", "from", "between", "time", "timed"})
_JUST = frozenset({"just", "shortly", "soon"})
_TO = frozenset({"-", "to", "and", "until", "till", "til", "/"})
_PAST = {"half": 30, "quarter": 15}


def clocks_in(tokens: list[Token]) -> list[FoundClock]:
    """Every time of day, longest first where several begin at one place."""
    found: list[FoundClock] = []
    for first, token in enumerate(tokens):
        if token.kind == NUMBER or token.text in _NAMED or token.text in _PAST or token.text in NUMBERS:
            found += _from(tokens, first)
    return found


def _from(tokens: list[Token], first: int) -> Iterator[FoundClock]:
    one = _hour(tokens, first)
    if one is None:
        return
    begin, is_approximate, is_led = _led(tokens, first)
    if (two := _second(tokens, one)) is not None:
        start = one.at(two.half)
        end = two.at(is_end=True)
        if start and end and two.half and not one.half and start > end:
            start = one.at("am")  # 11 to 1 pm
        is_sure = one.is_sure or two.is_sure or (is_led and not _is_plain_figure(tokens, first))
        if start is not None and end is not None and (two.is_sure or one.is_sure == two.is_sure):
            yield FoundClock(begin, _trailed(tokens, two.end), Clock(start, end, is_approximate), is_sure)
    at = one.at()
    if at is None:
        return
    is_led = is_led and not (tokens[first].kind == NUMBER and one.end == first + 1 and len(tokens[first].text) < 4)
    if not one.is_sure and one.end == first + 1 and len(tokens[first].text) < 4:
        return  # a bare "7" is no time
    clock = Clock(at, None, is_approximate, is_midnight=one.is_midnight)
    yield FoundClock(begin, _trailed(tokens, one.end), clock, one.is_sure or is_led)


def _is_plain_figure(tokens: list[Token], first: int) -> bool:
    return len(tokens[first].text) < 3


def _led(tokens: list[Token], first: int) -> tuple[int, bool, bool]:
    """Where the words before a time begin; whether they say about, and whether they say it is a time."""
    at, is_about, is_led = first, False, False
    while at > 0:
        text = tokens[at - 1].text
        if (
            text in _ABOUT
            or (text == "." and at > 1 and tokens[at - 2].text in _ABOUT)
            or text == "~"
            or (text in ("before", "after") and at > 1 and tokens[at - 2].text in _JUST)
        ):
            is_about = True
        elif text in _LEADS:
            is_led = is_led or text in ("at", "@", "time", "timed")
        elif (
            not (text in _JUST and tokens[at].text in ("before", "after"))
            and not (text == ":" and at > 1 and tokens[at - 2].text in ("time", "timed"))
            and not (text in ("before", "after") and at > 1 and tokens[at - 2].text in _JUST)
        ):
            break
        at -= 1
    return at, is_about, is_led


def _trailed(tokens: list[Token], end: int) -> int:
    """Behind "on", "of" and a comma that only lead on to the date."""
    while end < len(tokens) and tokens[end].text in ("on", "of", ","):
        end += 1
    return end


def _second(tokens: list[Token], one: _Hour) -> _Hour | None:
    if one.end < len(tokens) - 1 and tokens[one.end].text in _TO:
        two = _hour(tokens, one.end + 1, is_second=True)
        if two is None or (tokens[one.end].text == "/" and not two.is_sure):
            return None
        if (
            one.end - 1 >= 0
            and not one.is_sure
            and one.minute == 0
            and len(tokens[one.end - 1].text) <= 2
            and (tokens[one.end - 2].text not in (":", ".") if one.end > 1 else True)
            and two.minute
            and not two.half
        ):
            return None  # "21 - 09:03": the figure before is a year or a day
        is_bare = two.end == one.end + 2 and len(tokens[one.end + 1].text) < 4 and not two.is_sure
        return None if is_bare else two
    return None


def _hour(tokens: list[Token], at: int, *, is_second: bool = False) -> _Hour | None:
    token = tokens[at]
    if token.text in _NAMED:
        return _Hour(at + 1, _NAMED[token.text], 0, "", True, token.text == "midnight")
    if token.text in _PAST or (token.text == "a" and at + 1 < len(tokens) and tokens[at + 1].text in _PAST):
        return _past(tokens, at + (token.text == "a"))
    if token.kind == WORD:
        return (
            _oclock(tokens, at, NUMBERS[token.text])
            if token.text in NUMBERS and token.text not in ("a", "an")
            else None
        )
    if token.kind != NUMBER or token.is_ordinal or token.value < 0:
        return None
    if not is_second and _touches(tokens, at):
        return None
    nearby = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if nearby in _NAMED and token.value in (12, 0):
        return _Hour(at + 2, _NAMED[nearby], 0, "", True, nearby == "midnight" and token.value == 12)
    if found := _oclock(tokens, at, token.value):
        return found
    return _with_minutes(tokens, at) or _compact(tokens, at) or _whole_hour(tokens, at)


def _with_minutes(tokens: list[Token], at: int) -> _Hour | None:
    """10:30, 10.30, 10h30; with seconds and their parts behind a colon."""
    if at + 2 >= len(tokens) or len(tokens[at].text) > 2 or tokens[at].value > 24:
        return None
    joint, minutes = tokens[at + 1], tokens[at + 2]
    if joint.text not in (":", ".", "h", ";") or minutes.kind != NUMBER or len(minutes.text) != 2 or minutes.is_ordinal:
        return None
    if minutes.value > 59:
        return None
    end, is_colon = at + 3, joint.text in (":", ";")
    if is_colon and end + 1 < len(tokens) and tokens[end].text == ":" and _is_two_figures(tokens, end + 1):
        end += 2
        if (
            end + 1 < len(tokens)
            and tokens[end].text == "."
            and tokens[end + 1].kind == NUMBER
            and not tokens[end + 1].is_spaced
        ):
            end += 2
    elif (
        end + 1 < len(tokens)
        and tokens[end].text == joint.text
        and not tokens[end].is_spaced
        and tokens[end + 1].kind == NUMBER
    ):
        return None  # 6.12.13 is a day
    if end < len(tokens) and tokens[end].text in ("/", "-") and not tokens[end].is_spaced and not is_colon:
        return None
    if end < len(tokens) and tokens[end].text == "z" and not tokens[end].is_spaced:
        end += 1
    end, half, is_sure = _behind(tokens, end)
    if half and tokens[at].value > 12:
        half = ""
    return _Hour(end, tokens[at].value, minutes.value, half, is_sure or is_colon or joint.text == "h")


def _touches(tokens: list[Token], at: int) -> bool:
    """A figure that goes on from one before it is no hour."""
    before = tokens[at - 1] if at else None
    return (
        before is not None and not tokens[at].is_spaced and before.kind == MARK and before.text in "/.:-" and at > 1
        and tokens[at - 2].kind == NUMBER and not before.is_spaced
    )  # fmt: skip


def _is_two_figures(tokens: list[Token], at: int) -> bool:
    return tokens[at].kind == NUMBER and len(tokens[at].text) == 2


def _compact(tokens: list[Token], at: int) -> _Hour | None:
    text = tokens[at].text
    if at and tokens[at - 1].month:
        return None  # May 2013
    if len(text) != 4 or int(text[:2]) > 24 or int(text[2:]) > 59:
        return None
    end, half, is_sure = _behind(tokens, at + 1)
    if half and int(text[:2]) > 12:
        return None  # "November 20, 2004 PM"
    return _Hour(end, int(text[:2]), int(text[2:]), half if int(text[:2]) <= 12 else "", is_sure)


def _whole_hour(tokens: list[Token], at: int) -> _Hour | None:
    if len(tokens[at].text) > 2 or not 0 <= tokens[at].value <= 24:
        return None
    end, half, is_sure = _behind(tokens, at + 1)
    is_hours = end > at + 1 and not half
    if is_hours and len(tokens[at].text) < 2:
        return None  # "3 hours" is a length
    if half and not 1 <= tokens[at].value <= 12:
        return None
    if is_hours and not (end < len(tokens) and tokens[end - 1].text in ("hrs", "hours", "h")):
        return None
    return _Hour(end, tokens[at].value, 0, half, is_sure and bool(half))


def _behind(tokens: list[Token], at: int) -> tuple[int, str, bool]:
    """What follows an hour: hrs, am, "in the evening"."""
    end, half, is_sure = at, "", False
    if end < len(tokens) and tokens[end].text in _HOURS:
        end, is_sure = end + 1, True
        if end < len(tokens) and tokens[end].text == "." and not tokens[end].is_spaced:
            end += 1
    text = tokens[end].text if end < len(tokens) else ""
    if text in ("am", "pm"):
        return _dotted(tokens, end + 1), text, True
    if text in ("a", "p") and _texts(tokens, end + 1, 2) == (".", "m"):
        return _dotted(tokens, end + 3), f"{text}m", True
    if text in ("a", "p") and _texts(tokens, end + 1, 1) == ("m",):
        return end + 2, f"{text}m", True
    for words, meant in _HALVES if text in _HALF_WORDS else ():
        if _texts(tokens, end, len(words)) == words:
            return end + len(words), meant, True
    return end, half, is_sure


_HALVES = (
    *(
        ((*lead.split(), name), meant)
        for lead in ("in the", "on the", "that", "of the", "the")
        for name, meant in (("morning", "am"), ("afternoon", "pm"), ("evening", "pm"))
    ),
    (("at", "night"), "night"),
    (("that", "night"), "night"),
)
_HALF_WORDS = frozenset(words[0] for words, _ in _HALVES)


def _dotted(tokens: list[Token], end: int) -> int:
    is_dot = end < len(tokens) and tokens[end].text == "." and not tokens[end].is_spaced
    return end + 1 if is_dot else end


def _texts(tokens: list[Token], at: int, count: int) -> tuple[str, ...]:
    return tuple(token.text for token in tokens[at : at + count])


def _oclock(tokens: list[Token], at: int, hour: int) -> _Hour | None:
    if at + 1 >= len(tokens) or not tokens[at + 1].text.startswith("o"):
        return None
    for words in (("o'clock",), ("o", "clock"), ("oclock",), ("o", "'", "clock")):
        if _texts(tokens, at + 1, len(words)) == words and 1 <= hour <= 12:
            end, half, _ = _behind(tokens, at + 1 + len(words))
            return _Hour(end, hour, 0, half, True)
    return None


def _past(tokens: list[Token], at: int) -> _Hour | None:
    """half past three, quarter to nine in the evening"""
    way = tokens[at + 1].text if at + 2 < len(tokens) else ""
    if way not in ("past", "to") or (tokens[at].text == "half" and way == "to"):
        return None
    named = tokens[at + 2]
    hour = named.value if named.kind == NUMBER else NUMBERS.get(named.text, 0)
    if not 1 <= hour <= 12:
        return None
    end, half, _ = _behind(tokens, at + 3)
    found = _oclock(tokens, at + 2, hour)
    if found:
        end, half = found.end, found.half
    minute = _PAST[tokens[at].text]
    return _Hour(end, hour - 1 if way == "to" else hour, 60 - minute if way == "to" else minute, half, True)


def says_est_behind_a_time(tokens: list[Token], latest_year: int) -> bool:
    """ "23:30 EST": estimated, or a time zone. Behind four figures that can be a year it is the year that is estimated."""
    behind = {at for at in range(1, len(tokens)) if tokens[at].text == "est"}
    if not behind:
        return False
    return any(
        found.end in behind
        and (found.is_sure or found.end - found.first > 1 or not 1900 <= tokens[found.first].value <= latest_year)
        for found in clocks_in(tokens)
    )


def bare_time(wording: str) -> Clock | None:
    """A text that is a time and nothing else: 23.45, 2345 hrs, 11pm."""
    tokens = tokens_of(normalised(wording))
    for found in clocks_in(tokens):
        rest = [token for token in (*tokens[: found.first], *tokens[found.end :]) if token.text not in (".", ",", "-")]
        is_figure = found.end - found.first == 1 and tokens[found.first].kind == NUMBER
        if not rest and not is_figure:
            return found.clock
    return None
