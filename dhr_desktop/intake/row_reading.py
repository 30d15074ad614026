"""One row of a table as an entry: its fields, when it happened and was recorded, and what a person should look at."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time

from dhr_desktop.core.moments import Precision, When
from dhr_desktop.language.dates.reader import OK, Reading, read_date
from dhr_desktop.language.dates.relative import is_ditto
from dhr_desktop.language.dates.rules import DateRules
from dhr_desktop.language.dates.tokens import normalised

from .pages import Cell
from .proposed import ProposedEntry
from .shown.formats import DATES
from .shown.worded import in_words
from .splitting import days_in, offer
from .tables import FoundRow, FoundTable
from .time_columns import SaidTime, said_time, with_times, with_words

NO_DATE = When()  # one for all the rows that say nothing of when they were written
_TARGETS = {
    "seq": "sequence", "source_document": "source", "professional": "professional", "subject": "subject",
    "contact_type": "contact_type", "event": "what_happened", "response": "response", "seen": "seen", "voice": "voice",
    "risk": "risk", "impact": "impact", "good_practice": "good_practice", "problem": "problem", "missing": "missing",
    "comment": "agency_comment", "tor_ref": "term_wording", "entered_by": "entered_by", "agency": "agency",
}  # fmt: skip


_DATED = ("date_start", "time_start", "date_end", "time_end", "date_recorded")
_TIME_FIRST = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)\s?(?:hrs|hours)?\s?[–—:-]\s")


_MARKED = {
    "s": "Some of the words are struck through.",
    "p": "The row was pieced together from a PDF: compare it with the page.",
    "h": "Some of the words could not be seen in the file: white, tiny or hidden by their format.",
    "q": "A quotation mark is opened in this row and never closed as it should be: compare it with the file.",
    "l": "A cell of this row runs over lines that look like rows of their own: compare it with the file.",
    "e": "Letters of this row are of another encoding than the file: check its accents, pounds and apostrophes.",
    "o": "The columns of this row are parted by another sign than those of the others: compare it with the file.",
    "2": "Two cells stood at one address; both are kept, a line each.",
}
_ENDS_ON_ANOTHER = "another day stands with the time at which it ends"
_TIME_ALONE = "its cell shows a time alone, and may hold another day than the row above"
_NOTHING_ABOVE = "the row above has no date"


class RowReader:
    """Reads the rows of one table in order, each with the one before it as what relative wording leans on."""

    def __init__(self, found: FoundTable, rules: DateRules) -> None:
        self._found, self._rules = found, rules
        self._before: Reading | None = None
        self._is_above_undated = False  # the row above has no date: nothing can lean on an older one past it
        self._agency = ""
        self._newest: date | None = None
        self._column = {name: found.column(name) for name in _DATED}
        self._words = [at for at, name in found.mapping.items() if name in ("event", "response")]
        self._event = found.column("event")

    def entry(self, row: FoundRow, continued: dict[int, str]) -> ProposedEntry:
        cell = self._cell(row, "date_start")
        start = self._repeated(cell, row) or self._from_cell(cell, row)
        happened = self._happened(start, row)
        fields: dict[str, str] = {}
        others: list[str] = []
        for at in sorted({*row.cells, *continued}):
            said = [row.cells[at].text] if at in row.cells else []
            text = "\n".join([*said, continued[at]] if at in continued else said)
            name = self._found.mapping.get(at, "")
            if name in _TARGETS:
                fields[_TARGETS[name]] = text
            elif name not in _DATED and text:
                others.append(f"{self._found.headers.get(at) or f'Column {at + 1}'}: {text}")
        is_taken_over = bool(self._agency) and not fields.get("agency", "").strip()
        self._agency = self._agency if is_taken_over else fields.get("agency", "")
        if self._agency:
            fields["agency"] = self._agency
        entry = ProposedEntry(row, happened, self._recorded(row, start), fields, tuple(others))
        entry.doubts += self._doubts(row, happened)
        if (words := self._of_last_year(happened)) is not None:
            entry.may_be_of_last_year = True
            entry.doubts.append(words)
        if is_taken_over:
            entry.doubts.append(f"No agency is named in this row: it was taken to be the one above, {self._agency}.")
        if days := days_in(happened):
            entry.days = days
            entry.date_doubts = tuple(each for each in entry.doubts[:1] if happened.status != OK)
            entry.doubts.append(offer(days))
        is_dated = happened.status == OK and bool(happened.when.earliest or happened.when.latest)
        self._before, self._is_above_undated = (happened, False) if is_dated else (None, True)
        return entry

    # ---- when it happened ---------------------------------------------------------------------

    def _happened(self, start: Reading, row: FoundRow) -> Reading:
        end = self._cell(row, "date_end")
        if end is not None and end.text.strip():
            start = self._with_end(start, self._beside(end, row, start), end.text.strip())
        return self._with_times(start, row)

    def _beside(self, cell: Cell, row: FoundRow, start: Reading) -> Reading:
        """Another date of the row: "same day" there means the day on which this row begins, and not the row above."""
        if is_ditto(normalised(cell.text)):
            return Reading(When.undated(cell.text), "incomplete", (), "it repeats a cell above")
        day = start.when.earliest if start.status == OK and start.when.is_exact else None
        return self._from_cell(cell, row, leans_on=day, is_beside=True)

    def _cell(self, row: FoundRow, name: str) -> Cell | None:
        at = self._column[name]
        return row.cells.get(at) if at is not None else None

    def _repeated(self, cell: Cell | None, row: FoundRow) -> Reading | None:
        """A blank or ditto cell under a date is the date above, however exact that was."""
        is_blank = cell is None or not cell.text.strip()
        if not is_blank and (cell is None or not is_ditto(normalised(cell.text))):
            return None
        before = self._before
        if before is None and self._is_above_undated:
            wording = cell.text if cell else ""
            return Reading(When.undated(wording), "undated" if is_blank else "incomplete", (), _NOTHING_ABOVE)
        if before is None:
            return None if not is_blank else Reading(When.undated(""), "undated", (), "the cell is blank")
        when = replace(before.when, wording=cell.text if cell else "", is_derived=True, time_from=None, time_to=None,
                       time_is_approximate=False, part_of_day="")  # fmt: skip
        if when.precision in (Precision.MINUTE, Precision.PART_OF_DAY):
            when = replace(when, precision=Precision.DAY)
        return Reading(when)

    def _from_cell(
        self, cell: Cell | None, row: FoundRow, *, leans_on: date | None = None, is_beside: bool = False
    ) -> Reading:
        if cell is None:
            return Reading(When.undated(""), "undated", (), "the cell is blank")
        if cell.kind in ("date", "datetime"):
            return _unless_a_small_number(_typed(cell, self._rules))
        if cell.kind in DATES:
            return _unless_a_small_number(_typed_in_part(cell, self._rules, row.year))
        above = self._before.when if self._before and not is_beside else None
        if cell.kind == "time" and above is not None and above.is_exact:
            at = replace(When.undated(cell.text), time_from=time.fromisoformat(cell.value[-5:]))
            return Reading(at, "incomplete", (above.edtf,), _TIME_ALONE)
        day = above.earliest if above and above.is_exact else leans_on
        reading = read_date(cell.text, self._rules, year=row.year, anchor=day)
        if is_beside:
            return reading
        if "n" in cell.marks:  # a number that its format shows in words
            return _unless_a_small_number(reading)
        if reading.status == "incomplete" and self._is_above_undated and self._leans_on_the_row_above(cell, row):
            return replace(reading, why=_NOTHING_ABOVE)
        return reading

    def _leans_on_the_row_above(self, cell: Cell, row: FoundRow) -> bool:
        return read_date(cell.text, self._rules, year=row.year, anchor=self._rules.plausible_to).status != "incomplete"

    @staticmethod
    def _with_end(start: Reading, end: Reading, said: str) -> Reading:
        """The span from one to the other, where both are known; the words of the end are kept either way."""
        first, last = start.when, end.when
        wording = f"{first.wording} to {last.wording or said}" if first.wording else f"to {last.wording or said}"
        if last.edtf == first.edtf and last.wording == first.wording:
            return start
        told = replace(start, when=replace(first, wording=wording))
        if start.status == OK and end.status not in (OK, "undated"):
            return replace(told, why=start.why or f"its end, “{last.wording or said}”, could not be read")
        if start.status != OK or end.status != OK or first.earliest is None or last.latest is None:
            return told
        if last.edtf == first.edtf:
            return told
        if last.latest < first.earliest:
            return replace(told, why="the end date comes before the start")
        edtf = f"{first.edtf.split('/')[0]}/{last.edtf.split('/')[-1]}"
        when = replace(first, wording=wording, edtf=edtf, latest=last.latest, precision=Precision.RANGE)
        return replace(start, when=when)

    def _with_times(self, reading: Reading, row: FoundRow) -> Reading:
        start, end_cell = said_time(self._cell(row, "time_start")), self._cell(row, "time_end")
        end = said_time(end_cell)
        if start.start is None and not start.part_of_day and reading.when.time_from is None:
            from_words = self._time_before_words(row)
            read = with_times(reading, SaidTime(from_words) if from_words else start, end)
        else:
            read = with_times(reading, start, end)
        return with_words(self._against_its_times(read, row), start, end, end_cell)

    def _against_its_times(self, reading: Reading, row: FoundRow) -> Reading:
        """A cell of times that holds a whole day: where the date is another one, it is asked which is meant."""
        when = reading.when
        begins, ends = (self._day_under(self._cell(row, name), row) for name in ("time_start", "time_end"))
        if begins is not None and not (reading.status == OK and when.earliest == when.latest == begins):
            said = (when.edtf,) if reading.status == OK else reading.candidates
            unread = replace(When.undated(when.wording), time_from=when.time_from, time_to=when.time_to)
            days = tuple(dict.fromkeys((*filter(None, said), begins.isoformat())))
            return Reading(unread, "ambiguous", days, "another day stands with its time")
        if ends is not None and reading.status == OK and when.latest != ends:
            return replace(reading, when=replace(when, time_to=None), why=reading.why or _ENDS_ON_ANOTHER)
        return reading

    def _day_under(self, cell: Cell | None, row: FoundRow) -> date | None:
        if cell is None or not cell.text.strip():
            return None
        if cell.kind in ("date", "datetime"):
            day = date.fromisoformat(cell.value[:10])
            return day if day >= _FIRST_SURE_DAY else None
        if cell.kind:
            return None
        read = read_date(cell.text, self._rules, year=row.year)
        is_day = read.status == OK and read.when.is_exact and not read.when.is_derived
        return read.when.earliest if is_day else None

    def _time_before_words(self, row: FoundRow) -> time | None:
        """16:45 – Informed of …: a time that the words begin with."""
        cell = row.cells.get(self._event) if self._event is not None else None
        found = _TIME_FIRST.match(cell.text) if cell else None
        return time(int(found[1]), int(found[2])) if found else None

    def _recorded(self, row: FoundRow, start: Reading) -> When:
        cell = self._cell(row, "date_recorded")
        if cell is None or not cell.text.strip():
            return NO_DATE
        return self._beside(cell, row, start).when

    # ---- doubts -------------------------------------------------------------------------------

    def _doubts(self, row: FoundRow, reading: Reading) -> list[str]:
        doubts = []
        if reading.status != OK:
            said = f"“{reading.when.wording}”" if reading.when.wording.strip() else "blank"
            doubts.append(f"The date {said} could not be read: {reading.why or reading.status.replace('_', ' ')}.")
            if reading.candidates:
                doubts[-1] += f" It could be {' or '.join(reading.candidates)}."
        elif reading.why:
            doubts.append(f"{reading.why[0].upper()}{reading.why[1:]}.")
        last = reading.when.latest
        if last is not None and last.year + 100 <= self._rules.plausible_to.year:
            doubts.append(f"It is of {last.year}: is {last.year + 100} meant?")
        for name in ("time_start", "time_end"):
            if not (clock := said_time(self._cell(row, name))).is_read:
                doubts.append(f"The time “{clock.words}” could not be read.")
        if reading.weekday_differs:
            doubts.append("The day of the week does not match the date.")
        if row.is_hidden:
            doubts.append("The agency has hidden this row.")
        if marks := "".join([cell.marks for cell in row.cells.values()]):
            doubts += [words for mark, words in _MARKED.items() if mark in marks]
        if "unfilled" in [cell.kind for cell in row.cells.values()]:
            doubts.append("A cell holds a formula whose result was never saved.")
        if not "".join([row.cells[at].text for at in self._words if at in row.cells]).strip():
            doubts.append("There are no words about what happened.")
        return doubts

    def _of_last_year(self, reading: Reading) -> str | None:
        """An early January that stands after the end of the year whose number it carries."""
        day = reading.when.earliest
        if reading.status != OK or day is None or not reading.when.is_exact or reading.when.is_derived:
            return None
        newest, self._newest = self._newest, max(self._newest or day, day)
        if newest is None or day >= newest or self._found.name == "":
            return None
        if day.month == 1 and day.day <= 15 and newest.year == day.year and newest.month >= 11:
            return f"The year may be last year's: early January {day.year} stands after {newest.day}/{newest.month}/{newest.year}."
        return None


_FIRST_SURE_DAY = date(
    1900, 3, 1
)  # spreadsheets differ over the days before it: a small number that is shown as a date


def _unless_a_small_number(reading: Reading) -> Reading:
    when = reading.when
    day = when.earliest or when.latest
    if reading.status != OK or day is None or day >= _FIRST_SURE_DAY:
        return reading
    return Reading(When.undated(when.wording), "implausible", (), "after the review, or before living memory")


def _typed(cell: Cell, rules: DateRules) -> Reading:
    """A cell the spreadsheet itself holds as a date."""
    day = date.fromisoformat(cell.value[:10])
    at = time.fromisoformat(cell.value[11:16]) if "T" in cell.value else None
    reading = read_date(day.isoformat(), rules)
    if reading.status != OK:
        return replace(reading, when=replace(reading.when, wording=cell.text))
    return Reading(When.on(day, at, wording=cell.text))


def _typed_in_part(cell: Cell, rules: DateRules, year: int | None) -> Reading:
    """A cell that shows a part of its date, or words round it: no more is read than was seen, in the words shown."""
    said = cell.value if cell.kind == "worded" else in_words(cell.kind, cell.value)
    reading = read_date(said, rules, year=year if cell.kind in ("worded", "no year") else None)
    return replace(reading, when=replace(reading.when, wording=cell.text))
