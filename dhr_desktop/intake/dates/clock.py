"""Times of day in date wording: taken out, and kept apart from the date."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time

from .words import NUMBER, number_of


@dataclass(frozen=True, slots=True)
class Clock:
    start: time | None = None
    end: time | None = None
    is_approximate: bool = False
    part_of_day: str = ""


_ABOUT = r"(?P<about>(?:at )?(?:approx(?:imately)?\.?|about|around|circa|c\.?|roughly|just (?:before|after)) )?"
_HOURS = r"\s?(?:hours|hour|hrs?|h)\b\.?"
_TWELVE = r"(?P<{0}h>0?[1-9]|1[0-2])(?:\s?[:.]\s?(?P<{0}m>[0-5]\d))?(?::[0-5]\d)?"
_TWENTY_FOUR = (
    r"(?P<{0}h>[01]?\d|2[0-4])\s?[:.]\s?(?P<{0}m>[0-5]\d)(?:(?<=:\d\d):[0-5]\d(?:\.\d+)?)?"  # 6.12.13 is a day
)
_COMPACT = r"(?P<{0}h>[01]\d|2[0-4])(?P<{0}m>[0-5]\d)"
_AMPM = r"\s?(?P<{0}p>a\.?m\b\.?|p\.?m\b\.?|(?:in the |o'clock in the )?(?:morning|afternoon|evening)|at night)"
_TO = r"\s?(?:-|to|and|until|till)\s?"
_LEAD = r"(?:@|\bat|,|\bfrom|\bbetween)?\s?"
_TRAIL = r"(?:\s?(?:on|of|,)\b)?"


def _shapes() -> list[re.Pattern[str]]:
    two = (
        _TWELVE.format("a") + r"(?:" + _AMPM.format("a") + r")?" + _TO + _TWELVE.format("b") + _AMPM.format("b"),
        _TWENTY_FOUR.format("a") + r"(?:" + _HOURS + r")?" + _TO + _TWENTY_FOUR.format("b") + r"(?:" + _HOURS + r")?",
        _COMPACT.format("a") + r"(?:" + _HOURS + r")?" + _TO + _COMPACT.format("b") + _HOURS,
        r"@\s?" + _COMPACT.format("a") + _TO + _COMPACT.format("b"),
    )
    one = (
        _TWELVE.format("a") + _AMPM.format("a"),
        r"(?P<words>half past|quarter past|quarter to|a quarter past|a quarter to) (?P<ah>" + NUMBER + r")(?:"
        + _AMPM.format("a") + r")?",
        r"(?P<ah>" + NUMBER + r") o'? ?clock(?:" + _AMPM.format("a") + r")?",
        _TWENTY_FOUR.format("a") + _HOURS,
        _COMPACT.format("a") + _HOURS,
        r"(?:@|\bat)\s?" + _COMPACT.format("a"),
        r"(?<=\d[t ])" + _TWENTY_FOUR.format("a") + r"z?",
        r"(?P<named>midnight|noon|midday)",
    )  # fmt: skip
    return [
        re.compile(rf"(?<![\d/.:\-]){_LEAD}{_ABOUT}{_LEAD}(?:{shape})(?![\d/:]|\.\d){_TRAIL}") for shape in (*two, *one)
    ]


_SHAPES = _shapes()
_BARE = re.compile(_TWENTY_FOUR.format("a") + r"(?:z)?")
_NAMED = {"midnight": time(0, 0), "noon": time(12, 0), "midday": time(12, 0)}
_DOTTED_BEFORE_ON = re.compile(rf"^{_ABOUT}{_TWENTY_FOUR.format('a')}(?: on |, ?)(?=.*\d)")
_AFTER_A_DATE = re.compile(
    r"(?<=[/.\-]\d\d[ ,])\s?(?:@|at)?\s?"
    + _TWENTY_FOUR.format("d")
    + r"$|(?<=[/.\-]\d\d )"
    + _COMPACT.format("e")
    + r"$"
    + r"|(?<=\d{4}[ ,])\s?(?:@|at)?\s?"
    + _TWENTY_FOUR.format("a")
    + r"$|(?<=\d{4} )"
    + _COMPACT.format("c")
    + r"$"
)
_COLON = re.compile(
    rf"(?<![\d:]){_LEAD}{_ABOUT}{_LEAD}(?P<ah>[01]?\d|2[0-4]):(?P<am>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?z?(?![\d:]){_TRAIL}"
)

_PARTS = (
    ("early hours", r"(?:in )?(?:the )?(?:early|small) hours(?: of (?:the )?(?:morning(?: of)?)?)?"),
    ("mid-afternoon", r"(?:in )?(?:the )?mid-? ?afternoon(?: of)?"),
    ("morning", r"(?:in |on |during )?(?:the )?(?:early |late |mid-? ?)?morning(?: of)?|\ba\.?m\b\.?"),
    ("afternoon", r"(?:in |on |during )?(?:the )?(?:early |late )?afternoon(?: of)?|\bp\.?m\b\.?"),
    ("evening", r"(?:in |on |during )?(?:the )?(?:early |late )?evening(?: of)?"),
    (
        "night",
        r"overnight(?: (?:on|of))?|(?:at |on |during )?(?:the )?(?:late )?night(?: of)?(?: the)?|(?:late )?at night",
    ),
)


def take_clock(text: str) -> tuple[str, Clock]:
    """The text without its time of day, and the time. The first shape that fits is taken, once."""
    for shape in (_DOTTED_BEFORE_ON, *_SHAPES, _COLON, _AFTER_A_DATE):
        found = shape.search(text)
        if found and (clock := _clock(found)):
            return _without(text, found), clock
    return text, Clock()


def bare_time(text: str) -> Clock | None:
    """A text that is a time and nothing else: 23.45, 2345 hrs, 11pm."""
    if found := _BARE.fullmatch(text):
        return _clock(found)
    rest, clock = take_clock(text)
    return clock if clock.start and not rest.strip(" .,-") else None


def take_part_of_day(text: str) -> tuple[str, str]:
    for name, pattern in _PARTS:
        found = re.search(rf"(?:^|[ ,(])(?:{pattern})(?=$|[ ,):])", text)
        if found and not re.search(r"bonfire night|guy fawkes night|halloween night|fireworks? night", text):
            return _without(text, found), name
    return text, ""


def _without(text: str, found: re.Match[str]) -> str:
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    rest = re.sub(r"\(\s*\)|(?<!\S)[()](?!\S)", "", rest)
    return re.sub(r"\s+", " ", rest).strip(" ,")


def _clock(found: re.Match[str]) -> Clock | None:
    held = found.groupdict()
    clock = Clock(is_approximate=bool(held.get("about")))
    if held.get("named"):
        return replace(clock, start=_NAMED[held["named"]])
    for name in "cde":
        if held.get(f"{name}h"):
            return replace(clock, start=_time(held[f"{name}h"], held[f"{name}m"], ""))
    later = held.get("bp") or ""
    start = _time(held["ah"], held.get("am"), held.get("ap") or later, held.get("words") or "")
    if start is None:
        return None
    end = _time(held["bh"], held.get("bm"), later) if held.get("bh") else None
    if end and later and not held.get("ap") and start > end:
        start = _time(held["ah"], held.get("am"), "am")  # 11 to 1 pm
    return replace(clock, start=start, end=end)


def _time(hour_words: str, minutes: str | None, half: str, words: str = "") -> time | None:
    hour, minute = number_of(hour_words), int(minutes or 0)
    if words:
        minute = {"half past": 30, "quarter past": 15, "quarter to": 45}[words.removeprefix("a ")]
        hour -= words.endswith("to")
    is_late = half[:1] == "p" or "afternoon" in half or "evening" in half or (half == "at night" and hour >= 6)
    if half and hour > 12:
        is_late = False
    if is_late and hour < 12:
        hour += 12
    elif half and not is_late and hour == 12:
        hour = 0
    if hour == 24 and minute == 0:
        hour = 0
    return time(hour, minute) if 0 <= hour < 24 and 0 <= minute < 60 else None
