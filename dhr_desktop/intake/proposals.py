"""What a file would become: its entries with their dates read, every other row with its reason, every doubt in words."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import Enum

from dhr_desktop.core.counting import counted
from dhr_desktop.core.moments import Precision, When
from dhr_desktop.language.dates.reader import OK, Reading, read_date
from dhr_desktop.language.dates.relative import is_ditto
from dhr_desktop.language.dates.rules import DateRules
from dhr_desktop.language.dates.tokens import normalised

from .headers import FIELDS
from .pages import Aside, Cell, Document
from .paragraphs import find_paragraphs
from .preamble import About, read_preamble
from .several import parts_of
from .shown.formats import DATES
from .shown.worded import in_words
from .splitting import days_in, offer
from .tables import FoundRow, FoundTable, find_table
from .time_columns import SaidTime, said_time, with_times, with_words

LONGEST_NIL_RETURN = 300  # words: a letter; more than that may be an account that could not be read
IMPORT, NIL, NOTHING, REFUSED = "import", "nil", "nothing", "refused"


NO_DATE = When()  # one for all the rows that say nothing of when they were written


class DayOrder(Enum):
    """What the chair says of a column that only works month first."""

    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"


@dataclass(slots=True)
class ProposedEntry:
    row: FoundRow
    happened: Reading
    recorded: When
    fields: dict[str, str]
    others: tuple[str, ...]
    doubts: list[str] = field(default_factory=list)
    days: tuple[str, ...] = ()  # the days its cell names, where it can be split into an entry for each
    date_doubts: tuple[str, ...] = ()  # of the doubts, those about its date being unreadable as one


@dataclass(slots=True)
class ProposedTable:
    found: FoundTable
    entries: list[ProposedEntry] = field(default_factory=list)
    is_month_first: bool = False
    asks_day_order: bool = False  # only the month first works for the whole column, and nobody has said so


@dataclass(slots=True)
class Proposal:
    """A file as it would come in. Nothing of it is in the case until the chair accepts."""

    file_name: str
    outcome: str
    sentence: str
    format: str = ""
    readers: str = ""
    tables: list[ProposedTable] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    preamble: list[str] = field(default_factory=list)
    about: About = field(default_factory=About)

    @property
    def entries(self) -> list[ProposedEntry]:
        return [entry for table in self.tables for entry in table.entries]

    @property
    def row_count(self) -> int:
        return sum(len(table.found.rows) for table in self.tables)

    @property
    def doubtful(self) -> list[ProposedEntry]:
        return [entry for entry in self.entries if entry.doubts]


def refused(file_name: str, sentence: str) -> Proposal:
    return Proposal(file_name, REFUSED, sentence)


def propose(
    file_name: str,
    document: Document,
    rules: DateRules,
    mappings: dict[str, dict[int, str]] | None = None,
    day_order: DayOrder | None = None,
) -> Proposal:
    """Tables found, columns mapped, dates read. `mappings` and `day_order` are the chair's own answers."""
    rules = replace(rules, counts_from_1904=document.counts_from_1904)
    found = _found_tables(document, rules, mappings or {})
    tables = [_proposed(table, rules, day_order) for table in found]
    proposal = Proposal(
        file_name, IMPORT, "", document.format, document.readers, tables, document.asides, list(document.warnings)
    )
    proposal.preamble = _preamble(document, found)
    proposal.about = read_preamble(document, found, proposal.preamble)
    _judge(proposal, document)
    return proposal


def _found_tables(document: Document, rules: DateRules, mappings: dict[str, dict[int, str]]) -> list[FoundTable]:
    grids = [grid for grid in document.grids if not grid.is_paragraphs]
    parts = [part for grid in grids for part in parts_of(grid, rules)]
    tables = [find_table(part, rules, mappings.get(part.name)) for part in parts]
    has_entries = any(table.entries for table in tables)
    for grid in document.grids:
        if grid.is_paragraphs and grid.rows:
            paragraphs = find_paragraphs(grid, rules)
            if has_entries and len(paragraphs.entries) < 3:
                paragraphs = find_paragraphs(replace(grid, rows=[]), rules)
                paragraphs.rows = [
                    FoundRow(row.number, row.cells, "text outside the tables", row.is_hidden, row.number)
                    for row in grid.rows
                ]
            tables.append(paragraphs)
    return tables


# ---- whether it is a chronology at all ----------------------------------------------------------

_NIL = re.compile(
    r"\bnil return\b|\bno (?:contacts?|records?|information|involvement|trace|relevant)\b.*\b(?:with|of|held|relating|found|about|persons?|family|named)?"
    r"|\bnot known to\b|\bunknown to (?:this|the|our)\b|\bno (?:record|trace)s? (?:of|was|were|could)\b|\bhad no (?:contact|involvement|record)", re.I,
)  # fmt: skip


def _judge(proposal: Proposal, document: Document) -> None:
    if proposal.entries:
        proposal.sentence = _summary(proposal)
        hidden = [table.found.name for table in proposal.tables if table.found.is_hidden and table.entries]
        if hidden:
            proposal.warnings.append(
                f"Entries were found on hidden sheets ({', '.join(hidden)}): ask the agency whether they are meant."
            )
        return
    words = "\n".join(cell.text for grid in document.grids for row in grid.rows[:40] for cell in row.cells.values())
    if not words.strip():
        proposal.outcome, proposal.sentence = NOTHING, "The file has nothing in it. Ask the agency to send it again."
    elif found := _NIL.search(words[:5_000]):
        proposal.outcome, proposal.sentence = NIL, "The agency says it had no contact: a nil return."
        if _word_count(document) > LONGEST_NIL_RETURN:
            proposal.outcome, proposal.sentence = (
                NOTHING,
                (
                    f"It says “{' '.join(found[0].split())[:80]}”, but holds much more that was not read as entries: no column of dates was found. "
                    "Read it; ask the agency for a chronology if it is no nil return."
                ),
            )
    elif any(table.found.headers for table in proposal.tables):
        proposal.outcome = NOTHING  # a heading alone is no answer; only words are
        proposal.sentence = "There is a heading row and no entry under it. Is it a nil return? Ask the agency."
    else:
        proposal.outcome = NOTHING
        proposal.sentence = (
            "No table with a column of dates was found. Ask the agency for a chronology, one event a row with its date."
        )


def _word_count(document: Document) -> int:
    return sum(len(cell.text.split()) for grid in document.grids for row in grid.rows for cell in row.cells.values())


def _summary(proposal: Proposal) -> str:
    entries, rows = len(proposal.entries), proposal.row_count
    joined = sum(row.exception.startswith("goes on from") for table in proposal.tables for row in table.found.rows)
    left = rows - entries - joined
    parts = [f"{entries} {'entry' if entries == 1 else 'entries'} from {counted(rows, 'row')}"]
    if joined:
        parts.append(f"{joined} joined to the row above")
    if left:
        parts.append(f"{left} left out, each with its reason")
    if proposal.doubtful:
        parts.append(f"{len(proposal.doubtful)} with something to look at")
    return "; ".join(parts) + "."


def _preamble(document: Document, tables: list[FoundTable]) -> list[str]:
    """What stands above and around the tables: who sent it, about whom, and what the abbreviations mean."""
    said = [each.text for each in document.asides if each.sort == "header"]
    for table in tables:
        for row in table.rows:
            if row.exception and not row.exception.startswith("goes on"):
                said.append("\t".join(cell.text for _, cell in sorted(row.cells.items()) if cell.text))
    return [text for text in said if text][:200]


# ---- entries ------------------------------------------------------------------------------------


def _proposed(found: FoundTable, rules: DateRules, day_order: DayOrder | None = None) -> ProposedTable:
    table = ProposedTable(found)
    date_at = found.column("date_start")
    cells = [row.cells.get(date_at) for row in found.entries] if date_at is not None else []
    only_works_so = is_month_first([cell.text for cell in cells if cell and not cell.kind])
    table.asks_day_order = only_works_so and day_order is None
    table.is_month_first = only_works_so and day_order is not DayOrder.DAY_FIRST
    if table.is_month_first:
        rules = replace(rules, is_month_first=True)
    if has_dotted_days([cell.text for cell in cells if cell], rules):
        rules = replace(rules, has_dotted_days=True)
    if _have_bullets([cell.text for cell in cells if cell]):
        rules = replace(rules, has_bullets=True)
    swapped = _may_be_swapped([cell for cell in cells if cell])
    reader = _Dates(found, rules)
    continued = _continued_words(found)
    for row in found.entries:
        entry = reader.entry(row, continued.get(id(row), {}))
        cell = row.cells.get(date_at) if date_at is not None else None
        if table.asks_day_order and cell is not None and not cell.kind:
            entry.doubts.append(
                "The whole column only works with the month first, and was read so: check one against the agency."
            )
        if swapped and cell is not None and cell.kind:
            entry.doubts.append(
                "The spreadsheet may have swapped day and month in this cell: dates over the 12th stayed as text."
            )
        table.entries.append(entry)
    if found.column("agency") is None:  # several agencies in one table each keep their own order
        _doubt_order(table.entries)
    return table


def _doubt_order(entries: list[ProposedEntry]) -> None:
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
            if not any("last year's" in doubt for doubt in each.doubts):
                each.doubts.append("It stands out of order in the file: is its date right?")
        else:
            furthest = day


def is_month_first(texts: list[str]) -> bool:
    """Some second numbers above 12 and no first one: only month first works for the whole column."""
    pairs = []
    for text in texts:
        if found := re.match(r"\s*(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?\d{2,4}\b", text):
            pairs.append((int(found[1]), int(found[2])))
    works = [pair for pair in pairs if 1 <= pair[0] <= 12 and 1 <= pair[1] <= 31]
    return bool(pairs) and len(works) == len(pairs) and any(second > 12 for _, second in pairs)


def has_dotted_days(texts: list[str], rules: DateRules) -> bool:
    """Whether one of a column is plainly a day with dots, 28.11.12: then 1.5.10 beside it is no paragraph's number."""
    return any(
        re.fullmatch(r"\s*\d{1,2}\.\d{1,2}\.(?:\d\d|\d{4})\s*", text) and read_date(text, rules).status == OK
        for text in texts
    )


def _have_bullets(texts: list[str]) -> bool:
    """Whether most of a column begin with a dash, so that it is the mark of a list."""
    marked = sum(bool(re.match(r"\s*[-–—]\s", text)) for text in texts)
    return marked > 1 and 2 * marked > sum(bool(text.strip()) for text in texts)


def _may_be_swapped(cells: list[Cell]) -> bool:
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


def _continued_words(found: FoundTable) -> dict[int, dict[int, str]]:
    """For each entry's row, by its id, the words of the rows that go on from it, column by column."""
    joined: dict[int, dict[int, str]] = {}
    last: FoundRow | None = None
    for row in found.rows:
        if not row.exception:
            last = row
        elif row.exception.startswith("goes on from") and last is not None:
            columns = joined.setdefault(id(last), {})
            for at, cell in row.cells.items():
                at = 1 if found.is_paragraphs else at
                columns[at] = f"{columns[at]}\n{cell.text}" if at in columns else cell.text
    return joined


_TARGETS = {
    "seq": "sequence", "source_document": "source", "professional": "professional", "subject": "subject",
    "contact_type": "contact_type", "event": "what_happened", "response": "response", "seen": "seen", "voice": "voice",
    "risk": "risk", "impact": "impact", "good_practice": "good_practice", "problem": "problem", "missing": "missing",
    "comment": "agency_comment", "tor_ref": "term_wording", "entered_by": "entered_by", "agency": "agency",
}  # fmt: skip


_TIME_FIRST = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)\s?(?:hrs|hours)?\s?[–—:-]\s")


_NOTHING_ABOVE = "the row above has no date"


class _Dates:
    """Reads the rows of one table in order, each with the one before it as what relative wording leans on."""

    def __init__(self, found: FoundTable, rules: DateRules) -> None:
        self._found, self._rules = found, rules
        self._before: Reading | None = None
        self._is_above_undated = False  # the row above has no date: nothing can lean on an older one past it
        self._agency = ""
        self._newest: date | None = None

    def entry(self, row: FoundRow, continued: dict[int, str]) -> ProposedEntry:
        cell = self._cell(row, "date_start")
        start = self._repeated(cell, row) or self._from_cell(cell, row)
        happened = self._happened(start, row)
        fields: dict[str, str] = {}
        others: list[str] = []
        dated = {"date_start", "time_start", "date_end", "time_end", "date_recorded"}
        for at in sorted({*row.cells, *continued}):
            said = [row.cells[at].text] if at in row.cells else []
            text = "\n".join([*said, continued[at]] if at in continued else said)
            name = self._found.mapping.get(at, "")
            if name in _TARGETS:
                fields[_TARGETS[name]] = text
            elif name not in dated and text:
                others.append(f"{self._found.headers.get(at) or f'Column {at + 1}'}: {text}")
        is_taken_over = bool(self._agency) and not fields.get("agency", "").strip()
        self._agency = self._agency if is_taken_over else fields.get("agency", "")
        if self._agency:
            fields["agency"] = self._agency
        entry = ProposedEntry(row, happened, self._recorded(row, start), fields, tuple(others))
        entry.doubts += self._doubts(row, happened)
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
        at = self._found.column(name)
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
        return with_words(read, start, end, end_cell)

    def _time_before_words(self, row: FoundRow) -> time | None:
        """16:45 – Informed of …: a time that the words begin with."""
        cell = self._cell(row, "event")
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
        for name in ("time_start", "time_end"):
            if not (clock := said_time(self._cell(row, name))).is_read:
                doubts.append(f"The time “{clock.words}” could not be read.")
        if reading.weekday_differs:
            doubts.append("The day of the week does not match the date.")
        if row.is_hidden:
            doubts.append("The agency has hidden this row.")
        if any("s" in cell.marks for cell in row.cells.values()):
            doubts.append("Some of the words are struck through.")
        if any("p" in cell.marks for cell in row.cells.values()):
            doubts.append("The row was pieced together from a PDF: compare it with the page.")
        if any("h" in cell.marks for cell in row.cells.values()):
            doubts.append("Some of the words could not be seen in the file: white, tiny or hidden by their format.")
        if any("2" in cell.marks for cell in row.cells.values()):
            doubts.append("Two cells stood at one address; both are kept, a line each.")
        if any(cell.kind == "unfilled" for cell in row.cells.values()):
            doubts.append("A cell holds a formula whose result was never saved.")
        if not any(
            cell.text.strip() for at, cell in row.cells.items() if self._found.mapping.get(at) in ("event", "response")
        ):
            doubts.append("There are no words about what happened.")
        doubts += self._order_doubts(reading)
        return doubts

    def _order_doubts(self, reading: Reading) -> list[str]:
        """Out of order in the source, and an early January that carries last year's number."""
        day = reading.when.earliest
        if reading.status != OK or day is None or not reading.when.is_exact or reading.when.is_derived:
            return []
        newest, self._newest = self._newest, max(self._newest or day, day)
        if newest is None or day >= newest or self._found.name == "":
            return []
        if day.month == 1 and day.day <= 15 and newest.year == day.year and newest.month >= 11:
            return [
                f"The year may be last year's: early January {day.year} stands after {newest.day}/{newest.month}/{newest.year}."
            ]
        return []


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


__all__ = ["FIELDS", "Proposal", "propose"]
