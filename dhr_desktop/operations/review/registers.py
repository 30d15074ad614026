"""The registers of a review: add, change and remove by hand, by paste and by CSV."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.case import BY_KIND, REGISTERS
from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.documents import WORKING
from dhr_desktop.core.errors import Refused, UnreadableTable
from dhr_desktop.core.fields import (
    EMPTY,
    Field,
    Record,
    Shape,
    Unreadable,
    field_named,
    fields_of,
    from_words,
    listed_fields,
    to_words,
)
from dhr_desktop.core.people import Person, Professional
from dhr_desktop.files import tables
from dhr_desktop.operations.names import naming
from dhr_desktop.operations.names.departing import Sending, depart
from dhr_desktop.operations.names.presented import edition_of
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system.faultpoint import faultpoint

R = TypeVar("R", bound=Record)


MANY = 10
"""Rows at once, or lines removed at once, before which a backup is taken."""

USUAL: dict[str, dict[str, Any]] = {"people": {"sort": "person"}, "returns": {"outcome": "none yet"}}
"""What a field is taken to be when a row or a form leaves it blank."""


def register_named(name: str) -> type[Record]:
    """The register a person means by a name: people, panel, meetings, …"""
    for kind in REGISTERS:
        if name.lower() in (kind.KIND, kind.WORD):
            return kind
    raise Refused(f"There is no register called {name}. The registers are: {', '.join(k.KIND for k in REGISTERS)}.")


# ---- by hand --------------------------------------------------------------------------------------


def add(case: CaseFile, record: R) -> tuple[Change, R]:
    record = _with_usual(record)
    naming.refuse_pseudonyms(
        case, type(record), 0, {name: getattr(record, name, "") for name in naming.CALLED_BY}, record
    )
    with case.step(f"Add {record.WORD}", f"Add {record.WORD} “{_short(record.name)}”") as step:
        kept = step.add(record)
    return step.change, kept


def _with_usual(record: R) -> R:
    usual = USUAL.get(record.KIND, {})
    return replace(record, **{name: value for name, value in usual.items() if not getattr(record, name)})


def change(case: CaseFile, kind: type[Record], id: int, *, gesture: str = "", **values: Any) -> Change:
    """Change one or more fields of a record. Commits of one stay in a field share a gesture."""
    labels = ", ".join(field_named(kind, name).label.lower() for name in values)
    if kind.IS_THEIRS and not set(values) <= set(kind.OURS):
        raise Refused(f"{labels.capitalize()} of {kind.WORD} is as the agency sent it, and stays so.")
    if kind.IS_DECIDED and not set(values) <= set(kind.OURS):
        raise Refused(f"{labels.capitalize()} of {kind.WORD} is decided in the Joining place, not typed.")
    naming.refuse_pseudonyms(case, kind, id, values)
    with case.step(f"Change {kind.WORD}", "", gesture=gesture) as step:
        held = step.get(kind, id)
        step.words = f"Change {labels} of {kind.WORD} “{_short(held.name)}”"
        step.put(replace(held, **values))
    return step.change


def change_in_words(case: CaseFile, kind: type[Record], id: int, name: str, words: str, *, gesture: str = "") -> Change:
    """Change one field from what was typed in its cell."""
    return change(case, kind, id, gesture=gesture, **{name: read_cell(case, field_named(kind, name), words)})


def remove(case: CaseFile, kind: type[Record], ids: Sequence[int]) -> Change:
    """Remove records, with whatever has no meaning without them; one step, one Undo."""
    if kind.IS_THEIRS:
        raise Refused("What an agency sent is not removed line by line. Undo the import that brought it in.")
    named = case.get(kind, ids[0]) if len(ids) == 1 else None
    what = f"{kind.WORD} “{_short(named.name)}”" if named else f"{len(ids)} of {kind.KIND}"
    if len(ids) >= MANY:
        case.back_up_if_due()
    with case.step(f"Remove {kind.WORD}", f"Remove {what}") as step:
        for id in ids:
            step.remove(kind, id)
            faultpoint("register.one removed")
    return step.change


def _short(name: str) -> str:
    return name if len(name) <= 40 else name[:39] + "…"


# ---- cells ----------------------------------------------------------------------------------------


def cell(case: CaseFile, record: Record, field: Field) -> str:
    """A field as its table cell shows it; links show the name of what they point at."""
    value = getattr(record, field.name)
    if field.shape is Shape.LINK:
        return _name_of(case, field, value) if value else ""
    if field.shape is Shape.LINKS:
        return "; ".join(filter(None, (_name_of(case, field, each) for each in value)))
    return to_words(field.shape, value)


def _name_of(case: CaseFile, field: Field, id: int) -> str:
    found = case.get(BY_KIND[field.of], id) if field.of else case.find(id)
    return found.name if found else ""


def read_cell(case: CaseFile, field: Field, words: str) -> Any:
    """What was typed, as the field's value. Raises Unreadable, with the reason, rather than guess."""
    if len(words) > tables.MAX_CELL:
        raise Unreadable(f"the text is longer than {tables.MAX_CELL:,} characters")
    if field.shape is Shape.LINK:
        return _linked(case, field, words.strip()) if words.strip() else 0
    if field.shape is Shape.LINKS:
        return tuple(_linked(case, field, part.strip()) for part in words.split(";") if part.strip())
    return from_words(field.shape, words)


def _linked(case: CaseFile, field: Field, name: str) -> int:
    if not field.of:
        raise Unreadable("what it is on is chosen in the Chronology, not typed")
    wanted = name.casefold()
    kind = BY_KIND[field.of]
    fitting = [each.id for each in case.all(kind) if wanted in _names(each)]
    if len(fitting) == 1:
        return fitting[0]
    many = "more than one" if fitting else "no"
    raise Unreadable(f"there is {many} {kind.WORD} called “{name}” in the register")


def _names(record: Record) -> set[str]:
    names = {record.name.casefold()}
    if isinstance(record, Agency):
        names |= {record.short_name.casefold(), *(name.casefold() for name in record.former_names)}
    if isinstance(record, Person):
        names |= {record.pseudonym.casefold(), *(alias.form.casefold() for alias in record.other_forms())}
    return names - {""}


# ---- tables in ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a pasted or imported table, row by row accounted for."""

    change: Change
    added: int
    changed: int
    unchanged: int
    left_out_columns: tuple[str, ...]
    said: tuple[str, ...] = ()  # pseudonyms that could not be taken, and why

    def in_words(self) -> str:
        words = f"{self.added} added, {self.changed} changed, {self.unchanged} already there"
        if self.left_out_columns:
            words += f"; columns left out: {', '.join(self.left_out_columns)}"
        return words


def import_csv(case: CaseFile, kind: type[Record], path: Path) -> TakenIn:
    """Read a CSV into a register. Importing it twice adds nothing."""
    rows = tables.rows_from(tables.decode(tables.read_bytes(path)))
    return take_table(case, kind, rows, called=path.name)


def paste(case: CaseFile, kind: type[Record], untrusted_text: str) -> TakenIn:
    """Cells copied from a spreadsheet: with a header row, or in the register's own column order."""
    rows = tables.rows_from(untrusted_text)
    if not rows:
        raise UnreadableTable("There is nothing to paste. Copy some cells first.")
    if not any(_plain(header) in _headers(kind) for header in rows[0]):
        rows.insert(0, [field.label for field in listed_fields(kind)][: max(map(len, rows))])
    return take_table(case, kind, rows, called="What was pasted")


def take_table(case: CaseFile, kind: type[Record], rows: list[list[str]], *, called: str) -> TakenIn:
    """Rows under headers into a register, in one step; a row that cannot be read stops them all."""
    columns, left_out = _columns(kind, rows, called)
    wanted = _read_rows(case, kind, columns, rows, called)
    said = naming.without_forbidden(case, kind, wanted)
    if len(wanted) >= MANY:
        case.back_up_if_due()
    held = {_key(each): each for each in case.all(kind)}
    added = changed = unchanged = 0
    with case.step(f"Import {kind.KIND}", f"Import {_rows(len(wanted))} into {kind.KIND}") as step:
        for values in wanted:
            fresh = _with_usual(kind(**values))
            before = held.get(_key(fresh))
            if before is None:
                held[_key(fresh)] = step.add(fresh)
                added += 1
                faultpoint("register.one row imported")
                continue
            given = {name: value for name, value in values.items() if value != EMPTY[field_named(kind, name).shape]}
            after = replace(before, **given)
            held[_key(fresh)] = step.put(after)
            changed += after != before
            unchanged += after == before
    return TakenIn(step.change, added, changed, unchanged, left_out, said)


def _rows(number: int) -> str:
    return counted(number, "row")


def _columns(kind: type[Record], rows: list[list[str]], called: str) -> tuple[dict[int, Field], tuple[str, ...]]:
    known = _headers(kind)
    headers = rows[0] if rows else []
    columns = {at: known[_plain(header)] for at, header in enumerate(headers) if _plain(header) in known}
    labels = ", ".join(field.label for field in listed_fields(kind))
    if not columns:
        raise UnreadableTable(
            f"{called} has none of the columns of this register. Its first row should name some of: {labels}."
        )
    title = field_named(kind, kind.TITLE)
    if title not in columns.values():
        raise UnreadableTable(f"{called} has no column “{title.label}”, so its rows cannot be told apart. Add it.")
    left_out = tuple(h for at, h in enumerate(headers) if at not in columns and h.strip())
    return columns, left_out


def _headers(kind: type[Record]) -> dict[str, Field]:
    known: dict[str, Field] = {}
    for field in fields_of(kind):
        for header in (field.label, field.name):
            known.setdefault(_plain(header), field)
    return known


def _plain(header: str) -> str:
    """Case, spaces and punctuation ignored: "Real name", "real_name" and "REAL NAME" are one header."""
    return re.sub(r"[^a-z0-9]", "", header.casefold())


def _read_rows(
    case: CaseFile, kind: type[Record], columns: dict[int, Field], rows: list[list[str]], called: str
) -> list[dict[str, Any]]:
    wanted, problems = [], []
    for number, row in enumerate(rows[1:], start=2):
        values = {}
        for at, field in columns.items():
            try:
                values[field.name] = read_cell(case, field, row[at] if at < len(row) else "")
            except Unreadable as problem:
                problems.append(f"row {number}, {field.label}: {problem}")
        wanted.append(values)
    if problems:
        more = f" (and {len(problems) - 5} more)" if len(problems) > 5 else ""
        raise UnreadableTable(f"{called} was not taken in: {'; '.join(problems[:5])}{more}. Mend these and try again.")
    return wanted


def _key(record: Record) -> tuple[Any, ...]:
    """What makes two rows of a table the same record."""
    key: tuple[Any, ...] = (getattr(record, record.TITLE) if record.TITLE else "",)
    for name in ("agency", "sort", "number", "held", "approached"):
        if any(field.name == name for field in fields_of(type(record))):
            key += (getattr(record, name),)
    return tuple(part.casefold() if isinstance(part, str) else part for part in key)


# ---- tables out -----------------------------------------------------------------------------------


def as_rows(case: CaseFile, kind: type[Record], ids: Sequence[int] | None = None) -> list[list[str]]:
    """A register, or some of its records, as rows of words under their labels."""
    fields = listed_fields(kind)
    records = case.all(kind)
    if ids is not None:
        records = [each for each in records if each.id in set(ids)]
    return [[field.label for field in fields], *([cell(case, each, field) for field in fields] for each in records)]


KEY_OF_NAMES = (Person, Professional)
KEY_WARNING = (
    "This register is the key from every pseudonym to its real name. Outside the case file, whoever finds it can undo "
    "what the report hides."
)


def export_csv(
    case: CaseFile, kind: type[Record], path: Path, *, overwrite: bool = False, is_confirmed: bool = False
) -> int:
    """A register as CSV. The one that says who is who leaves only when that was confirmed by itself (safety P1)."""
    if kind in KEY_OF_NAMES and not is_confirmed and edition_of(case) == WORKING:
        raise Refused(f"{KEY_WARNING} Confirm that it is to be written.")
    rows = as_rows(case, kind)
    sending = Sending(edition_of(case))
    depart(
        case, path, tables.csv_bytes(rows), f"Register: {kind.KIND}", sending, overwrite=overwrite, rows=len(rows) - 1
    )
    return len(rows) - 1
