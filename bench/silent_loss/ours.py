"""What we hold of a file: brought in as a chair brings it in, into a case of its own, and read out of that case again.

The parser's own account is not asked. Of a file that comes in, what counts are its entries, the rows listed with a
reason, and what the import report says was found beside the rows. A row that gave an entry does not count by itself:
its words have to be in the entry. A file without a chronology is not kept; of it, what counts is what the preview lists.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

from bench.answers import as_answered
from dhr_desktop.core.agencies import Agency, Row, SourceTable, Submission
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.moments import When
from dhr_desktop.intake.pages import LONGEST_CELL, REST_OF_CELL
from dhr_desktop.intake.proposed import IMPORT, REFUSED, Proposal
from dhr_desktop.operations.importing import accepting, submissions
from dhr_desktop.operations.importing.import_papers import report_of
from dhr_desktop.operations.importing.looked_at import LookedAt
from dhr_desktop.storage.case_file import CaseFile
from tests.builders import a_case

from .words import Held, sheet_key

_PART_OF_A_SHEET = re.compile(r", table \d+$")
_NOT_READ = re.compile(r"“(.*)”: this sheet is .* was not read\.")
_QUOTED = re.compile(r"“([^”]*)”")
_OURS = {*Entry.OURS, "date_status", "language"}


def hold(paths: Sequence[Path]) -> list[Held]:
    """What we hold of each file, each in a case of its own; they are looked at together, as a folder is."""
    with _a_case() as case:
        looked = {each.path: each for each in submissions.look_at(case, paths)}
    return [_held(looked[path]) for path in paths]


@contextmanager
def _a_case() -> Iterator[CaseFile]:
    with tempfile.TemporaryDirectory() as folder:
        case = a_case(Path(folder))
        try:
            yield case
        finally:
            case.close()


def _held(looked: LookedAt) -> Held:
    started = time.perf_counter()
    held = Held(outcome=looked.proposal.outcome, rows=looked.proposal.row_count)
    if looked.proposal.outcome == REFUSED:
        held.refusal = looked.proposal.sentence
        return held
    _hold_cells(held, looked.proposal)
    report = report_of(looked)
    _hold_notes(held, looked.proposal, report)
    if looked.proposal.outcome == IMPORT:
        with _a_case() as case:
            accepting.accept(case, as_answered(case, looked))
            _hold_case(held, case)
    else:
        _hold_preview(held, looked.proposal)
    _make_whole(
        held, [each.text for each in looked.proposal.asides if each.sort == REST_OF_CELL and each.text in report]
    )
    held.seconds = time.perf_counter() - started
    return held


def _hold_cells(held: Held, proposal: Proposal) -> None:
    """Which cells hold anything with us: only asked of figures, which programs show in different forms."""
    for table in proposal.tables:
        sheet = sheet_key(table.found.name)
        for row in table.found.rows:
            for at, cell in row.cells.items():
                if cell.text or cell.kind:
                    held.places[sheet, row.number, at] = cell.text


def _hold_notes(held: Held, proposal: Proposal, report: str) -> None:
    """What the report says in full; a note it cuts is not held."""
    said = [aside for aside in proposal.asides if aside.text in report and aside.sort != REST_OF_CELL]
    held.texts += [f"{aside.place} {aside.text}" for aside in said]
    held.not_read = {sheet_key(found[1]) for each in proposal.warnings if (found := _NOT_READ.fullmatch(each))}
    held.texts += [quoted for warning in proposal.warnings for quoted in _QUOTED.findall(warning)]


def _make_whole(held: Held, rests: list[str]) -> None:
    """A cell that was cut, with the rest that stands beside the rows: the cut may go through a word."""
    for at, text in enumerate(held.texts):
        if rests and text.endswith("…") and len(text) > LONGEST_CELL - 501:
            held.texts[at] = text[:-1] + rests.pop(0)
    held.texts += rests


def _hold_case(held: Held, case: CaseFile) -> None:
    held.texts += [table.place for table in case.all(SourceTable)]
    held.texts += [agency.full_name for agency in case.all(Agency)]
    held.texts += [text for row in case.all(Row) if _is_listed(row) for text in row.cells]
    entries = {entry.id: list(_texts(entry)) for entry in case.all(Entry)}
    held.entries = len(entries)
    held.texts += [text for texts in entries.values() for text in texts]
    held.texts += _named_in_rows(case)
    _hold_rows(held, case, entries)
    assert len(case.all(Submission)) == 1


def _named_in_rows(case: CaseFile) -> Iterator[str]:
    """Where a column says whose each row is, every entry of the table says it by its agency."""
    has_agency = {table.id for table in case.all(SourceTable) if "agency" in table.mapping}
    of_such = {row.id for row in case.all(Row) if row.table in has_agency}
    yield from (case.get(Agency, each.agency).full_name for each in case.all(Entry) if each.row in of_such)


def _hold_rows(held: Held, case: CaseFile, entries: dict[int, list[str]]) -> None:
    """What each row became: its entries, the entry it goes on from, or itself in the list of rows that are none."""
    tables = {table.id: sheet_key(_PART_OF_A_SHEET.sub("", table.place)) for table in case.all(SourceTable)}
    of_row: dict[int, list[str]] = {}
    for entry in case.all(Entry):
        of_row.setdefault(entry.row, []).extend([*entries[entry.id], case.get(Agency, entry.agency).full_name])
    last: dict[int, list[str]] = {}
    for row in case.all(Row):
        texts = last.get(row.table, []) if row.is_joined else of_row.get(row.id, list(row.cells))
        if not row.exception:
            last[row.table] = texts
        for number in range(row.number or 0, (row.last_number or row.number or 0) + 1):
            held.of_rows.setdefault((tables[row.table], number), []).extend(texts)


def _hold_preview(held: Held, proposal: Proposal) -> None:
    for table in proposal.tables:
        held.texts.append(table.found.name)
        held.texts += [cell.text for row in table.found.rows for cell in row.cells.values()]


def _is_listed(row: Row) -> bool:
    """A row that goes on from the one above is told to be in that entry: there its words are looked for."""
    return bool(row.exception) and not row.is_joined


def _texts(entry: Entry) -> Iterable[str]:
    for each in fields(entry):
        value = getattr(entry, each.name)
        if each.name in _OURS:
            continue
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from value
        elif isinstance(value, When):
            yield value.wording
            yield " ".join(f"{clock:%H %M}" for clock in (value.time_from, value.time_to) if clock)
