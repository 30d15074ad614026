"""How a record came to be as it is, and where it is used: the two questions the evidence panel answers."""

from __future__ import annotations

from dataclasses import dataclass

from dhr_desktop.core.agencies import Agency, Return, Row, SourceTable, Submission
from dhr_desktop.core.case import links_to
from dhr_desktop.core.changes import JournalLine, RecordChange
from dhr_desktop.core.days_in_words import in_words
from dhr_desktop.core.documents import PanelComment
from dhr_desktop.core.entries import Account, Difference, Entry, Event
from dhr_desktop.core.fields import Record, Shape, field_named, to_words
from dhr_desktop.core.review import FamilyContact, Meeting, Milestone
from dhr_desktop.operations.events.doubts import doubts_of
from dhr_desktop.operations.reference import timescales
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.rows import from_column


def title_of(case: CaseFile, record: Record) -> str:
    """What a list calls a record: its name, and where that is only a key or a kind, what it stands for."""
    if isinstance(record, Milestone):
        return timescales.label_of(case, record.step)
    if isinstance(record, Return):
        agency = case.get(Agency, record.agency)
        return f"{agency.name if agency else 'No agency'}: {record.outcome}"
    if isinstance(record, Entry):
        sent_by = case.get(Agency, record.agency)
        return f"{record.happened.words()}: {sent_by.name if sent_by else 'no agency'}"
    if isinstance(record, Row):
        table = case.get(SourceTable, record.table)
        sent = case.get(Submission, table.submission) if table else None
        words = " ".join(text for text in record.cells if text)
        return f"{sent.file_name if sent else 'no file'}, row {record.number}: {words}"
    if isinstance(record, Account):
        event, entry = case.get(Event, record.event), case.get(Entry, record.entry)
        told = f" ({title_of(case, entry)})" if entry else ""
        return f"{record.relation} “{event.title if event else ''}”{told}"
    if isinstance(record, Difference):
        return f"{record.about}, {record.state or 'open'}"
    if isinstance(record, (FamilyContact, Meeting)):
        day = record.approached if isinstance(record, FamilyContact) else record.held
        return f"{record.name}, {in_words(day)}" if day else record.name
    return record.name


def used_by(case: CaseFile, record: Record) -> list[Record]:
    """Every record that points at this one; the agencies' rows, which point only at their table, left out."""
    users: dict[int, Record] = {}
    for kind, field in links_to(record.KIND):
        if kind is not Row:
            name, id = field.name, record.id
            is_among = field.shape is Shape.LINKS
            for each in case.all(kind):
                value = getattr(each, name)
                if value == id or (is_among and id in value):
                    users[each.id] = each
    users.pop(record.id, None)
    return list(users.values())


@dataclass(frozen=True, slots=True)
class Story:
    """What the evidence panel tells of a record: the first of what uses it, and the newest done to it."""

    users: tuple[tuple[str, int, str], ...]  # kind, id and words of each
    used_in: int
    done: tuple[str, ...]
    done_in_all: int
    source: str = ""  # file, table and row, where an agency wrote it
    as_it_stood: tuple[tuple[str, str], ...] = ()  # each header of the agency's row with its cell
    doubts: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()  # what panel members wrote on it: who, when and what


def story_of(case: CaseFile, record: Record, *, most_users: int = 100, most_done: int = 30) -> Story:
    users = used_by(case, record)
    told = case.history_of(record.id)
    source, as_it_stood = _as_it_stood(case, record) if isinstance(record, Entry) else ("", ())
    if isinstance(record, Submission):
        source, as_it_stood = record.file_name, (("Import report", record.report),)
    return Story(
        users=tuple((each.KIND, each.id, f"{each.WORD}: {title_of(case, each)}") for each in users[:most_users]),
        used_in=len(users),
        done=tuple(history_in_words(type(record), line, change) for line, change in told[:most_done]),
        done_in_all=len(told),
        source=source,
        as_it_stood=as_it_stood,
        doubts=tuple(doubts_of(case, record)) if isinstance(record, Entry) else (),
        comments=tuple(each.in_words() for each in case.all(PanelComment) if record.id in each.on),
    )


def _as_it_stood(case: CaseFile, entry: Entry) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The agency's own row behind an entry: where it is, and each cell under its header."""
    row = case.find(entry.row) if entry.row else None
    table = case.get(SourceTable, row.table) if isinstance(row, Row) else None
    if not isinstance(row, Row) or table is None:
        return "", ()
    sent = case.get(Submission, table.submission)
    number = f"row {row.number}" if row.last_number in (None, row.number) else f"rows {row.number} to {row.last_number}"
    place = ", ".join(part for part in (sent.file_name if sent else "", table.place, number) if part)
    headers = (*table.headers, *[""] * len(row.cells))
    cells = tuple((headers[at] or f"Column {at + 1}", text) for at, text in enumerate(row.cells) if text)
    return place, cells


def newest_steps(case: CaseFile, limit: int, wanted: str = "") -> list[tuple[JournalLine, str]]:
    """The newest lines of the journal with their words, all those among them that hold every word wanted."""
    terms = wanted.casefold().split()
    found = []
    for line in case.lines(limit=limit):
        said = case.words_of(line.seq)
        words = f"{line.action} (content erased)" if said is None else said
        whole = f"{line.utc} {line.account} {words}".casefold()
        if all(term in whole for term in terms):
            found.append((line, words))
    return found


def history_in_words(kind: type[Record], line: JournalLine, change: RecordChange) -> str:
    """ "21/11/2026 14:03 by cerys: Role was “parent”, now “victim”"."""
    at = f"{line.utc[8:10]}/{line.utc[5:7]}/{line.utc[:4]} {line.utc[11:16]} UTC by {line.account}"
    verb = {"undo": "Undone: ", "redo": "Done again: "}.get(line.sort, "")
    if not change.kind:
        return f"{at}: content erased"
    if change.before is None:
        return f"{at}: {verb}added"
    if change.after is None:
        return f"{at}: {verb}removed"
    parts = []
    for name, after in change.after.items():
        field = field_named(kind, name)
        was, now = (_value(field.shape, value) for value in (change.before[name], after))
        parts.append(f"{field.label} was “{was}”, now “{now}”")
    return f"{at}: {verb}{'; '.join(parts)}"


def _value(shape: Shape, held: object) -> str:
    if shape in (Shape.LINK, Shape.LINKS):
        return f"no. {held}" if held else ""
    words = to_words(shape, from_column(shape, held))
    return words if len(words) <= 80 else words[:79] + "…"
