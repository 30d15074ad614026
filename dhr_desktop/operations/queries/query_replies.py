"""The reply to a query sheet, put back onto the rows it is about.

A reply may be reordered, partly deleted or typed over: an answer goes back only where its mark is whole and what
stands beside it is still that row's, or where what stands beside it was sent exactly once. What cannot be placed for
certain is kept as a query of its own, for the chair to place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from dhr_desktop.core.analysis import Query
from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.files.strangers_file import read_strange
from dhr_desktop.operations.events.accounts import Accounts
from dhr_desktop.storage.case_file import CaseFile

from .query_sheets import COLUMNS, Asked, Key, check_of, code_of, says_of

TO_BE_PLACED = "to be placed"
_MARK = re.compile(r"\bQ([0-9]{1,15})-([0-9]{1,15})-([0-9a-f]{8})\b", re.IGNORECASE)
_CODE = re.compile(r"Review code:\s*([0-9a-f]{8})", re.IGNORECASE)


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
            told.append(f"{counted(self.empty, 'row')} without an answer")
        if self.unplaced:
            told.append(f"{len(self.unplaced)} kept under Queries, to be placed by you")
        return "; ".join(told) + "."


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
        if found[3].lower() == check_of(case, *key) and key in known:
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
    told = Accounts(case)
    for query in case.all(Query):
        if query.state == TO_BE_PLACED:
            continue
        own = []
        for id in told.entries_of(query.about):
            entry = case.get(Entry, id)
            if entry is not None and entry.agency == query.agency:
                own.append(entry)
        for entry in own:
            yield Asked(query.id, entry.id, entry.happened.words(), says_of(entry), query.question)
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
    read = read_strange(path)
    words = [cell.text for grid in read.grids for row in grid.rows for cell in row.cells.values()]
    words += [each.text for each in read.asides]
    code = next((found[1].lower() for each in words if (found := _CODE.search(each))), "")
    if code and code != code_of(case):
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
