"""A query sheet for one agency, with only its rows. Each carries a mark made from the case, query and entry."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.analysis import Query
from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.days_in_words import in_words
from dhr_desktop.core.documents import WORKING
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.operations.events.accounts import Accounts
from dhr_desktop.operations.names.departing import Sending, depart
from dhr_desktop.operations.names.editions import MARKING
from dhr_desktop.operations.names.presented import NOT_CHANGED_HERE, edition_of
from dhr_desktop.report.docx_writer import Block, Heading, Paragraph, Table, document
from dhr_desktop.report.xlsx_writer import Sheet, workbook
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system import private_files
from dhr_desktop.system.file_names import safe_name

COLUMNS = ("Reference", "Your date", "What your chronology says", "Our question", "Your answer")
WIDTHS = (20, 18, 60, 44, 60)
SHARES = (10, 10, 30, 22, 28)
FORMATS = (".xlsx", ".docx")
DAYS_TO_ANSWER = 21
PRODUCT = "Query sheet"
ASKS = (
    "Please write in the last column and send this file back. Leave the first column as it is: it puts your answer "
    "beside the right line. Rows may be left empty."
)


Key = tuple[int, int]  # a query and an entry


@dataclass(frozen=True, slots=True)
class Asked:
    """One row of a sheet: one question about one entry, or about none."""

    query: int
    entry: int
    when: str
    says: str
    question: str


def agencies_asked(case: CaseFile) -> list[Agency]:
    """Those with a query that is not answered."""
    waiting = {each.agency for each in case.all(Query) if _is_open(each)}
    return sorted((each for each in case.all(Agency) if each.id in waiting), key=lambda each: each.full_name.casefold())


def _is_open(query: Query) -> bool:
    return query.state in ("", "draft", "asked")


def rows_for(case: CaseFile, agency: int) -> list[Asked]:
    """Only this agency's rows: of an event, its own accounts."""
    told = Accounts(case)
    rows = []
    for query in case.all(Query):
        if query.agency != agency or not _is_open(query):
            continue
        entries = [case.get(Entry, id) for id in told.entries_of(query.about)]
        own = list(dict.fromkeys(each for each in entries if each is not None and each.agency == agency))
        for entry in own:
            rows.append(Asked(query.id, entry.id, entry.happened.words(), says_of(entry), query.question))
        if not own:
            rows.append(Asked(query.id, 0, "", "", query.question))
    return rows


def says_of(entry: Entry) -> str:
    return "\n".join(part for part in (entry.what_happened, entry.response) if part)


def write_sheet(
    case: CaseFile, agency: int, to: Path, *, due: date | None = None, overwrite: bool = False
) -> tuple[int, Change]:
    """The agency's sheet; its queries are asked from today and due when said, or in three weeks."""
    if edition_of(case) != WORKING:
        raise Refused(NOT_CHANGED_HERE)
    if to.suffix.lower() not in FORMATS:
        raise Refused(f"A query sheet is written as {' or '.join(FORMATS)}; give the file one of these endings.")
    held, rows = case.get(Agency, agency), rows_for(case, agency)
    if held is None or not rows:
        raise Refused("There is no open query to that agency. Put one in the Chronology first (Ctrl+Shift+Q).")
    today = case.clock.now().date()
    due = due or today + timedelta(days=DAYS_TO_ANSWER)
    data = _sheet(case, held, rows, due, to.suffix.lower())
    depart(case, to, data, PRODUCT, Sending(recipient=held.full_name), overwrite=overwrite)
    with case.step("Write a query sheet", f"Ask {held.name}: {counted(len(rows), 'row')}") as step:
        for query in case.all(Query):
            if query.agency == agency and _is_open(query):
                step.put(replace(query, state="asked", asked=query.asked or today, due=query.due or due))
        step.note(rows=len(rows), agency=agency)
    return len(rows), step.change


def write_sheets(case: CaseFile, folder: Path, *, due: date | None = None, ending: str = ".xlsx") -> list[Path]:
    """One for each agency that has an open query."""
    asked = agencies_asked(case)
    if not asked:
        raise Refused("There is no open query. Put one in the Chronology first (Ctrl+Shift+Q).")
    private_files.make_folder(folder)
    written: list[Path] = []
    for agency in asked:
        to = folder / f"{_free_name(agency, written)}{ending}"
        write_sheet(case, agency.id, to, due=due, overwrite=True)
        written.append(to)
    return written


def _free_name(agency: Agency, written: Sequence[Path]) -> str:
    """Two names may differ only in signs that no file name has: neither sheet may take the other's place."""
    whole = name = safe_name(f"Queries to {agency.name}")
    taken = {each.stem.casefold() for each in written}
    number = 2
    while name.casefold() in taken:
        name, number = f"{whole[:70]} {number}", number + 1
    return name


def _sheet(case: CaseFile, agency: Agency, rows: Sequence[Asked], due: date, ending: str) -> bytes:
    review = case.review
    title = f"Queries to {agency.full_name}"
    told = [
        f"{review.title or review.reference or 'A review'}. Please answer by {in_words(due)}.", ASKS,
        f"Review code: {code_of(case)}. {review.marking or MARKING}",
    ]  # fmt: skip
    lines = [(_mark(case, each), each.when, each.says, each.question, "") for each in rows]
    if ending == ".docx":
        blocks: list[Block] = [Heading(title), *(Paragraph(each) for each in told), Table(COLUMNS, SHARES, lines)]
        return document(title, review.marking or MARKING, title, blocks)
    return workbook(
        [Sheet("Queries", COLUMNS, WIDTHS, lines), Sheet("About", (title,), (100,), [(each,) for each in told])],
        review.marking or MARKING,
    )


def code_of(case: CaseFile) -> str:
    return hashlib.sha256(f"query sheets of {case.case_id}".encode()).hexdigest()[:8]


def _mark(case: CaseFile, asked: Asked) -> str:
    return f"Q{asked.query}-{asked.entry}-{check_of(case, asked.query, asked.entry)}"


def check_of(case: CaseFile, query: int, entry: int) -> str:
    """A mark that was typed over no longer fits, so an answer cannot slip to another row."""
    return hashlib.sha256(f"{case.case_id} {query} {entry}".encode()).hexdigest()[:8]
