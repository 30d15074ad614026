"""A query sheet for one agency, with only its rows, and its reply put back onto the same rows.

Every row carries a mark made from the case, the query and the entry. A reply may be reordered, partly deleted or typed
over: an answer goes back only where its mark is whole, or where everything beside it is what we sent and stands once.
What cannot be placed for certain is kept as a query of its own, to be placed by the chair.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.analysis import Query
from dhr_desktop.core.changes import Change
from dhr_desktop.core.entries import Account, Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.moments import in_words
from dhr_desktop.intake import pages, reading
from dhr_desktop.report.docx_writer import Block, Heading, Paragraph, Table, document
from dhr_desktop.report.xlsx_writer import Sheet, workbook
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system.file_names import safe_name

from . import tables

COLUMNS = ("Reference", "Your date", "What your chronology says", "Our question", "Your answer")
WIDTHS = (20, 18, 60, 44, 60)
SHARES = (10, 10, 30, 22, 28)
FORMATS = (".xlsx", ".docx")
TO_BE_PLACED = "to be placed"
DAYS_TO_ANSWER = 21
ASKS = (
    "Please write in the last column and send this file back. Leave the first column as it is: it puts your answer "
    "beside the right line. Rows may be left empty."
)
_MARK = re.compile(r"\bQ(\d+)-(\d+)-([0-9a-f]{8})\b", re.IGNORECASE)
_CODE = re.compile(r"Review code:\s*([0-9a-f]{8})", re.IGNORECASE)


Key = tuple[int, int]  # a query and an entry


@dataclass(frozen=True, slots=True)
class Asked:
    """One row of a sheet: one question about one entry, or about none."""

    query: int
    entry: int
    when: str
    says: str
    question: str


@dataclass(slots=True)
class Placed:
    """What became of a reply, in numbers that add up."""

    answered: int = 0
    empty: int = 0
    already: int = 0
    unplaced: list[str] = field(default_factory=list)  # each with its reason

    def in_words(self) -> str:
        told = [f"{self.answered} answers put on their rows"]
        if self.already:
            told.append(f"{self.already} were there already")
        if self.empty:
            told.append(f"{self.empty} rows without an answer")
        if self.unplaced:
            told.append(f"{len(self.unplaced)} kept under Queries, to be placed by you")
        return "; ".join(told) + "."


# ---- out ------------------------------------------------------------------------------------------


def agencies_asked(case: CaseFile) -> list[Agency]:
    """Those with a query that is not answered."""
    waiting = {each.agency for each in case.all(Query) if _is_open(each)}
    return sorted((each for each in case.all(Agency) if each.id in waiting), key=lambda each: each.full_name.casefold())


def _is_open(query: Query) -> bool:
    return query.state in ("", "draft", "asked")


def rows_for(case: CaseFile, agency: int) -> list[Asked]:
    """Only this agency's rows: of an event, its own accounts."""
    accounts: dict[int, list[int]] = {}
    for account in case.all(Account):
        accounts.setdefault(account.event, []).append(account.entry)
    rows = []
    for query in case.all(Query):
        if query.agency != agency or not _is_open(query):
            continue
        entries = [case.get(Entry, id) for on in query.about for id in accounts.get(on, [on])]
        own = list(dict.fromkeys(each for each in entries if each is not None and each.agency == agency))
        for entry in own:
            rows.append(Asked(query.id, entry.id, entry.happened.words(), _says(entry), query.question))
        if not own:
            rows.append(Asked(query.id, 0, "", "", query.question))
    return rows


def _says(entry: Entry) -> str:
    return "\n".join(part for part in (entry.what_happened, entry.response) if part)


def write_sheet(
    case: CaseFile, agency: int, to: Path, *, due: date | None = None, overwrite: bool = False
) -> tuple[int, Change]:
    """The agency's sheet; its queries are asked from today and due when said, or in three weeks."""
    if to.suffix.lower() not in FORMATS:
        raise Refused(f"A query sheet is written as {' or '.join(FORMATS)}; give the file one of these endings.")
    held, rows = case.get(Agency, agency), rows_for(case, agency)
    if held is None or not rows:
        raise Refused("There is no open query to that agency. Put one in the Chronology first (Ctrl+Shift+Q).")
    today = case.clock.now().date()
    due = due or today + timedelta(days=DAYS_TO_ANSWER)
    data = _sheet(case, held, rows, due, to.suffix.lower())
    tables.write_new(to, data, overwrite=overwrite)
    with case.step("Write a query sheet", f"Ask {held.name}: {len(rows)} rows") as step:
        for query in case.all(Query):
            if query.agency == agency and _is_open(query):
                step.put(replace(query, state="asked", asked=query.asked or today, due=query.due or due))
        step.note(rows=len(rows), agency=agency, sha256=hashlib.sha256(data).hexdigest())
    return len(rows), step.change


def write_sheets(case: CaseFile, folder: Path, *, due: date | None = None, ending: str = ".xlsx") -> list[Path]:
    """One for each agency that has an open query."""
    asked = agencies_asked(case)
    if not asked:
        raise Refused("There is no open query. Put one in the Chronology first (Ctrl+Shift+Q).")
    folder.mkdir(mode=0o700, exist_ok=True)
    written = []
    for agency in asked:
        to = folder / f"{safe_name(f'Queries to {agency.name}')}{ending}"
        write_sheet(case, agency.id, to, due=due, overwrite=True)
        written.append(to)
    return written


def _sheet(case: CaseFile, agency: Agency, rows: Sequence[Asked], due: date, ending: str) -> bytes:
    review = case.review
    title = f"Queries to {agency.full_name}"
    told = [
        f"{review.title or review.reference or 'A review'}. Please answer by {in_words(due)}.", ASKS,
        f"Review code: {_code(case)}. {review.marking or 'OFFICIAL – SENSITIVE'}",
    ]  # fmt: skip
    lines = [(_mark(case, each), each.when, each.says, each.question, "") for each in rows]
    if ending == ".docx":
        blocks: list[Block] = [Heading(title), *(Paragraph(each) for each in told), Table(COLUMNS, SHARES, lines)]
        return document(title, review.marking or "OFFICIAL – SENSITIVE", title, blocks)
    return workbook(
        [Sheet("Queries", COLUMNS, WIDTHS, lines), Sheet("About", (title,), (100,), [(each,) for each in told])]
    )


def _code(case: CaseFile) -> str:
    return hashlib.sha256(f"query sheets of {case.case_id}".encode()).hexdigest()[:8]


def _mark(case: CaseFile, asked: Asked) -> str:
    return f"Q{asked.query}-{asked.entry}-{_check(case, asked.query, asked.entry)}"


def _check(case: CaseFile, query: int, entry: int) -> str:
    """A mark that was typed over no longer fits, so an answer cannot slip to another row."""
    return hashlib.sha256(f"{case.case_id} {query} {entry}".encode()).hexdigest()[:8]


# ---- and back -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    cells: tuple[str, ...]
    answer: str
    mark: str


def read_reply(case: CaseFile, path: Path) -> tuple[Placed, Change]:
    """One step: answers on their rows, the rest as queries to be placed; the same file twice adds nothing."""
    lines = list(_lines(case, path))
    if not lines:
        raise Refused(f"{path.name} is not a reply to a query sheet: it has no column “{COLUMNS[4]}”.")
    placed, answers = Placed(), dict[Key, str]()
    loose: list[tuple[str, str, int]] = []
    known = {(each.query, each.entry): each for each in _every_row(case)}
    alone = Counter(_beside(each.when, each.says, each.question) for each in known.values())
    by_text = {_beside(each.when, each.says, each.question): key for key, each in known.items()}
    for line in lines:
        if not line.answer.strip():
            placed.empty += 1
            continue
        key, why = _home(case, line, known, alone, by_text)
        if key is None:
            loose.append((line.answer, f"{why} Its row says: {' | '.join(line.cells)}", _agency_of(case, line, known)))
        elif key in answers and answers[key] != line.answer.strip():
            loose.append(
                (line.answer, f"There were two different answers for {_named(known[key])}.", _owner(case, key))
            )
        else:
            answers[key] = line.answer.strip()
    return _keep(case, path, placed, answers, loose, known)


def _home(
    case: CaseFile,
    line: _Line,
    known: dict[Key, Asked],
    alone: Counter[str],
    by_text: dict[str, Key],
) -> tuple[Key | None, str]:
    """The one row an answer belongs to, or why none is certain."""
    text = next((each for each in _texts(line) if alone.get(each) == 1), None)
    found = _MARK.search(line.mark)
    if found is not None:
        key = (int(found[1]), int(found[2]))
        if found[3].lower() == _check(case, *key) and key in known:
            if _speaks_of(line, known[key]):
                return key, ""
            return None, "Its reference is one row's and its words are not."
    if text is not None:
        return by_text[text], ""
    return None, "Its reference was changed or is missing, and its words do not stand once in what was sent."


def _speaks_of(line: _Line, asked: Asked) -> bool:
    """Whether what stands beside the reference is still that row's: a reference may have been moved to another."""
    beside = [" ".join(cell.split()).casefold() for cell in line.cells[1:4]]
    sent = [" ".join(cell.split()).casefold() for cell in (asked.when, asked.says, asked.question)]
    when, says, question = (cell == wanted for cell, wanted in zip(beside, sent, strict=True))
    if not any(beside):
        return True  # only the references and the answers came back
    return says or (when and question)


def _texts(line: _Line) -> Iterator[str]:
    if len(line.cells) >= 4:
        yield _beside(*line.cells[1:4])


def _beside(when: str, says: str, question: str) -> str:
    return " | ".join(" ".join(each.split()).casefold() for each in (when, says, question))


def _every_row(case: CaseFile) -> Iterator[Asked]:
    """Every row any sheet of this case can have held, answered ones and withdrawn entries too."""
    accounts: dict[int, list[int]] = {}
    for account in case.all(Account):
        accounts.setdefault(account.event, []).append(account.entry)
    for query in case.all(Query):
        if query.state == TO_BE_PLACED:
            continue
        own = []
        for id in dict.fromkeys(id for on in query.about for id in accounts.get(on, [on])):
            entry = case.get(Entry, id)
            if entry is not None and entry.agency == query.agency:
                own.append(entry)
        for entry in own:
            yield Asked(query.id, entry.id, entry.happened.words(), _says(entry), query.question)
        if not own:
            yield Asked(query.id, 0, "", "", query.question)


def _keep(
    case: CaseFile, path: Path, placed: Placed, answers: dict[Key, str], loose: list[tuple[str, str, int]],
    known: dict[Key, Asked],
) -> tuple[Placed, Change]:  # fmt: skip
    by_query: dict[int, list[tuple[int, str]]] = {}
    for (query, entry), answer in answers.items():
        by_query.setdefault(query, []).append((entry, answer))
    today = case.clock.now().date()
    held = {(each.question, each.answer) for each in case.all(Query) if each.state == TO_BE_PLACED}
    changed: list[Query] = []
    fresh: list[Query] = []
    for id, given in by_query.items():
        asked = case.get(Query, id)
        assert asked is not None
        text, added = _with_answers(asked, given, known)
        placed.answered += added
        placed.already += len(given) - added
        if added:
            changed.append(replace(asked, answer=text, answered=asked.answered or today, state="answered"))
    for answer, why, agency in loose:
        question = f"An answer in {path.name} that could not be placed. {why}"
        if (question, answer) in held:
            placed.already += 1
            continue
        placed.unplaced.append(why)
        fresh.append(Query(agency=agency, question=question, answer=answer, answered=today, state=TO_BE_PLACED))
    if not changed and not fresh:
        return placed, Change("Nothing in the reply is new")
    with case.step("Bring in a reply", f"Bring in the reply {path.name}") as step:
        for answered in changed:
            step.put(answered)
        for unplaced in fresh:
            step.add(unplaced)
        step.note(answered=placed.answered, unplaced=len(placed.unplaced))
    return placed, step.change


def _with_answers(query: Query, given: list[tuple[int, str]], known: dict[Key, Asked]) -> tuple[str, int]:
    """What the query has as its answer, with these added; each says of which entry it is where there are several."""
    has_several = sum(key[0] == query.id for key in known) > 1
    text, fresh = query.answer, 0
    for entry, answer in given:
        told = f"[{_named(known[query.id, entry])}] {answer}" if has_several else answer
        if told in text:
            continue
        text = f"{text}\n{told}".strip()
        fresh += 1
    return text, fresh


def _named(asked: Asked) -> str:
    return f"entry {asked.entry}, {asked.when}" if asked.entry else "no entry"


def _owner(case: CaseFile, key: Key) -> int:
    query = case.get(Query, key[0])
    return query.agency if query else 0


def _agency_of(case: CaseFile, line: _Line, known: dict[Key, Asked]) -> int:
    """Whose reply it most likely is, so that the chair finds it; nothing hangs on it."""
    found = _MARK.search(line.mark)
    query = case.get(Query, int(found[1])) if found else None
    return query.agency if query else 0


def _lines(case: CaseFile, path: Path) -> Iterator[_Line]:
    """The rows of the reply, read as any stranger's file is."""
    untrusted = tables.read_bytes(path)
    try:
        with reading.Readers() as readers:
            read = readers.read(path.name, untrusted)
    except pages.Refused as refusal:
        raise Refused(str(refusal)) from refusal
    words = [cell.text for grid in read.grids for row in grid.rows for cell in row.cells.values()]
    words += [each.text for each in read.asides]
    code = next((found[1].lower() for each in words if (found := _CODE.search(each))), "")
    if code and code != _code(case):
        raise Refused(f"{path.name} answers the queries of another review. Nothing of it was taken: open that review.")
    for grid in read.grids:
        has_marks = any(_MARK.search(cell.text) for row in grid.rows for cell in row.cells.values())
        # where somebody deleted the line of headings, the columns are taken as we sent them
        header = {name.casefold(): at for at, name in enumerate(COLUMNS)} if has_marks else dict[str, int]()
        for row in grid.rows:
            texts = {at: cell.text for at, cell in row.cells.items()}
            names = {" ".join(text.split()).casefold(): at for at, text in texts.items()}
            if COLUMNS[4].casefold() in names:
                header = names
                continue
            if header:
                yield _line(header, texts)


def _line(header: dict[str, int], texts: dict[int, str]) -> _Line:
    cells = tuple(texts.get(header.get(name.casefold(), -1), "") for name in COLUMNS[:4])
    mark = next((text for text in (cells[0], *texts.values()) if _MARK.search(text)), "")
    return _Line(cells, texts.get(header[COLUMNS[4].casefold()], ""), mark)
