"""Days and times as a format shows them, in a workbook's calendar (1900, with its 29 February that never was, or 1904)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .codes import DAY, ELAPSED, FRACTION, HALF, HOUR, MINUTE, MONTH, SECOND, WEEKDAY, WELSH, YEAR, Section

LAST_SERIAL = 2_958_466  # the first of the year 10000
_DAY_SECONDS = 86_400
_NOISE_SECONDS = 0.001  # what adding times up in a workbook may be out by
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WELSH_MONTHS = (
    "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
)  # fmt: skip
_WELSH_DAYS = ("Dydd Llun", "Dydd Mawrth", "Dydd Mercher", "Dydd Iau", "Dydd Gwener", "Dydd Sadwrn", "Dydd Sul")
_WELSH_SHORT = ("Ion", "Chwef", "Maw", "Ebr", "Mai", "Meh", "Gorff", "Awst", "Medi", "Hyd", "Tach", "Rhag")
_WELSH_SHORT_DAYS = ("Llun", "Maw", "Mer", "Iau", "Gwe", "Sad", "Sul")


@dataclass(frozen=True, slots=True)
class Moment:
    """A serial number as its parts. `is_real` is False for the two days of the calendar that never were."""

    year: int
    month: int
    day: int
    weekday: int
    second_of_day: int
    fraction: int
    total_seconds: int
    is_real: bool = True

    @property
    def clock(self) -> tuple[int, int, int]:
        return self.second_of_day // 3600, self.second_of_day // 60 % 60, self.second_of_day % 60


def moment_of(serial: float, *, is_1904: bool = False, decimals: int = 0) -> Moment | None:
    """None where a spreadsheet shows no date either: below nought, or past the year 9999."""
    if not 0 <= serial < LAST_SERIAL:
        return None
    scale = int(10**decimals)
    exact = serial * _DAY_SECONDS
    ticks = int(exact * scale + 0.5 + 1e-6)
    if ticks % (_DAY_SECONDS * scale) == 0 and ticks / scale - exact > _NOISE_SECONDS:
        ticks -= 1  # the last moment of a day is not made the next day by rounding
    total, fraction = divmod(ticks, scale)
    whole, second = divmod(total, _DAY_SECONDS)
    whole += 1462 if is_1904 else 0
    if whole >= LAST_SERIAL:
        return None
    if whole in (0, 60):
        year, month, day = (1900, 1, 0) if whole == 0 else (1900, 2, 29)
        return Moment(year, month, day, (whole + 5) % 7, second, fraction, total, is_real=False)
    start = date(1899, 12, 30) if whole > 60 else date(1899, 12, 31)
    found = start + timedelta(days=whole)
    return Moment(found.year, found.month, found.day, (whole + 5) % 7, second, fraction, total)


def decimals_of(section: Section) -> int:
    return min(9, sum(len(text) for kind, text in section.pieces if kind == FRACTION))


def written(section: Section, moment: Moment) -> str:
    is_halved = HALF in section.kinds
    return "".join(_piece(kind, text, moment, is_halved, section.language) for kind, text in section.pieces)


def _piece(kind: str, text: str, moment: Moment, is_halved: bool, language: int) -> str:
    hour, minute, second = moment.clock
    if kind == YEAR:
        return _year(text, moment.year)
    if kind == MONTH:
        return _month(len(text), moment.month, language)
    if kind == DAY:
        return f"{moment.day:0{len(text)}}"
    if kind == WEEKDAY:
        return _weekday(len(text), moment.weekday, language)
    if kind == HOUR:
        return f"{(hour % 12 or 12) if is_halved else hour:0{min(2, len(text))}}"
    if kind == MINUTE:
        return f"{minute:0{len(text)}}"
    if kind == SECOND:
        return f"{second:0{min(2, len(text))}}"
    if kind == FRACTION:
        return f".{moment.fraction:0{len(text)}}"
    if kind == HALF:
        return ("P" if hour >= 12 else "A") + ("M" if "m" in text else "")
    if kind == ELAPSED:
        unit = {"h": 3600, "m": 60, "s": 1}[text[0]]
        return f"{moment.total_seconds // unit:0{min(9, len(text))}}"
    return text


def _year(text: str, year: int) -> str:
    if text.startswith("b"):  # the Buddhist count
        year += 543
    return f"{year % 100:02}" if len(text) <= 2 and not text.startswith("e") else f"{year:04}"


def _month(letters: int, month: int, language: int) -> str:
    if letters <= 2:
        return f"{month:0{letters}}"
    is_welsh = language == WELSH
    if letters == 3:
        return _WELSH_SHORT[month - 1] if is_welsh else _MONTHS[month - 1][:3]
    name = (_WELSH_MONTHS if is_welsh else _MONTHS)[month - 1]
    return name[0] if letters == 5 else name


def _weekday(letters: int, weekday: int, language: int) -> str:
    if letters == 3:
        return _WELSH_SHORT_DAYS[weekday] if language == WELSH else _DAYS[weekday][:3]
    return (_WELSH_DAYS if language == WELSH else _DAYS)[weekday]
