"""The door of this room: a value and its format give the words that were seen, and no more of a date than they show.

A day is only a day where day, month and year are all seen. "Mar-13" is a month whatever day the workbook stores,
"3-Mar" has no year, and a time that the format leaves out was not seen by anybody.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from functools import lru_cache

from dhr_desktop.intake.pages import Cell

from . import moments, numbers, worded
from .codes import (
    ALL,
    BUILT_IN,
    DAY,
    ELAPSED,
    ERA,
    FRACTION,
    GENERAL,
    HOUR,
    MINUTE,
    MONTH,
    SECOND,
    WORDS,
    YEAR,
    Code,
    Section,
    taken_apart,
)  # fmt: skip

DATES = frozenset(("date", "datetime", "month", "year", "no year", "worded"))  # kinds that hold a date, or part of one
_COMPARE = {
    "<": operator.lt, ">": operator.gt, "=": operator.eq, "<=": operator.le, ">=": operator.ge, "<>": operator.ne,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """`kind` and `value` are those of a `Cell`; a text that is empty was hidden by its format."""

    text: str
    kind: str = ""
    value: str = ""


def code_of(number: int, custom: dict[int, str]) -> str:
    """The format code of a cell style; what is not known shows a number as it is."""
    return custom[number] if number in custom else BUILT_IN.get(number, GENERAL)


@lru_cache(maxsize=65_536)
def shown_number(value: float, code: str, is_1904: bool = False) -> Shown:
    form = taken_apart(code)
    if form.is_general or value != value or value in (float("inf"), float("-inf")):
        return Shown(numbers.general(value) if abs(value) < float("inf") else str(value), "number")
    section, has_own_sign = _section(form, value)
    if section is None:
        return Shown(numbers.general(value), "number")  # a spreadsheet shows ##### for it
    if section.is_date:
        return _date(section, value, is_1904)
    text = numbers.written(section, abs(value)).strip()
    if value < 0 and not has_own_sign and any(each.isdigit() and each != "0" for each in text):
        text = f"-{text}"
    return Shown(text, "number")


def shown_words(text: str, code: str) -> str:
    """Text goes through a format too: "Log "@ writes Log in front of it, and ;;; hides it."""
    form = taken_apart(code)
    if form.words is None:
        return text
    return "".join(text if kind in (WORDS, ALL) else held for kind, held in form.words.pieces)


def number_cell(value: float, raw: str, code: str, marks: str = "", *, is_1904: bool = False) -> Cell:
    """The cell as it was seen. What its format hides is kept, and marked as hidden."""
    shown = shown_number(value, code, is_1904)
    if not shown.text.strip():
        return Cell(numbers.general(value), "number", "", marks + "h")
    if shown.kind != "number":
        return Cell(shown.text, shown.kind, shown.value, marks if shown.kind else marks + "n")
    return Cell(shown.text, "number", raw if raw != shown.text else "", marks)


def word_cell(text: str, code: str, marks: str = "") -> Cell:
    shown = shown_words(text, code)
    if text and not shown.strip():
        return Cell(text, marks=marks + "h")
    return Cell(shown, marks=marks)


# ---- which section, and what it shows of a date -------------------------------------------------


def _section(form: Code, value: float) -> tuple[Section | None, bool]:
    """The section for a number, and whether it stands for the sign as well."""
    sections = form.numbers
    if any(each.condition for each in sections):
        return _by_condition(sections, value)
    if value < 0 and len(sections) >= 2:
        return sections[1], True
    if value == 0 and len(sections) >= 3:
        return sections[2], False
    return sections[0], False


def _by_condition(sections: tuple[Section, ...], value: float) -> tuple[Section | None, bool]:
    for at, each in enumerate(sections):
        if each.condition is None:
            is_last = at == len(sections) - 1
            if is_last or (at == 0 and value > 0) or (at == 1 and value < 0):
                return each, at > 0 and value < 0 and len(sections) > 2 and not is_last
            continue
        sign, limit = each.condition
        if _COMPARE[sign](value, limit):
            return each, value < 0 and sign in ("<", "<=") and limit <= 0
    return None, False


def _date(section: Section, value: float, is_1904: bool) -> Shown:
    moment = moments.moment_of(value, is_1904=is_1904, decimals=moments.decimals_of(section))
    if moment is None:
        return Shown(numbers.general(value), "number")
    kind, exact = _exactly(section, moment, value) if moment.is_real or not _shows_day(section) else ("", "")
    text = moments.written(section, moment).strip()
    if kind and not worded.is_plain(section):
        return Shown(text, *worded.among_words(section, kind, exact))
    return Shown(text, kind, exact)


def _shows_day(section: Section) -> bool:
    return bool(section.kinds & {YEAR, MONTH, DAY})


def _exactly(section: Section, moment: moments.Moment, value: float) -> tuple[str, str]:
    """The kind of cell and its value, from what is seen of it and nothing else."""
    kinds = section.kinds
    if ERA in kinds or any(kind == YEAR and text.startswith("b") for kind, text in section.pieces):
        return "", ""
    hour, minute, _ = moment.clock
    clock = f"{hour:02}:{minute:02}" if {HOUR, MINUTE} <= kinds else ""
    year, month = f"{moment.year:04}", f"{moment.month:02}"
    if {YEAR, MONTH, DAY} <= kinds:
        day = f"{year}-{month}-{moment.day:02}"
        return ("datetime", f"{day}T{clock}") if clock and moment.second_of_day else ("date", day)
    if DAY in kinds:
        return ("no year", f"{month}-{moment.day:02}") if MONTH in kinds and YEAR not in kinds else ("", "")
    if MONTH in kinds:
        return ("month", f"{year}-{month}") if YEAR in kinds else ("no year", month)
    if YEAR in kinds:
        return "year", year
    return _time(section, moment, value, clock)


def _time(section: Section, moment: moments.Moment, value: float, clock: str) -> tuple[str, str]:
    """Only a time is seen: one of the day, or a length of time ([h]:mm past a day, minutes and seconds alone)."""
    kinds = section.kinds
    if ELAPSED in kinds:
        hour, minute, _ = moment.clock
        is_clock = (
            MINUTE in kinds
            and value < 1
            and any(text.startswith("h") for kind, text in section.pieces if kind == ELAPSED)
        )
        return ("time", f"{hour:02}:{minute:02}") if is_clock else ("length", "")
    if clock:
        return "time", clock
    return ("length", "") if kinds & {MINUTE, SECOND, FRACTION} and HOUR not in kinds else ("", "")
