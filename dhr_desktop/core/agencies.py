"""The agencies asked, what each answered, and the files they sent, kept as they came."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .fields import Record, Shape, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency(Record):
    KIND: ClassVar[str] = "agencies"
    WORD: ClassVar[str] = "agency"
    TITLE: ClassVar[str] = "full_name"

    full_name: str = told("Agency")
    short_name: str = told("Short name")
    type: str = told("Type", Shape.CHOICE, offers="agencies")
    part_of: int = told("Service of", Shape.LINK, of="agencies", help="For one service of a larger trust.")
    former_names: tuple[str, ...] = told("Former and other names", Shape.LINES)
    contact: str = told("Contact")
    colour: str = told("Colour", listed=False)
    note: str = told("Note", Shape.TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(Record):
    """What an agency was asked for and what it answered. Not asked and none yet are answers too."""

    KIND: ClassVar[str] = "returns"
    WORD: ClassVar[str] = "return"
    TITLE: ClassVar[str] = "outcome"

    agency: int = told("Agency", Shape.LINK, of="agencies", owned=True)
    outcome: str = told("Return", Shape.CHOICE, offers="returns")
    asked: date | None = told("Asked", Shape.DAY)
    due: date | None = told("Due", Shape.DAY)
    chased: date | None = told("Chased", Shape.DAY)
    received: date | None = told("Received", Shape.DAY)
    version: str = told("Version")
    accepted: date | None = told("Accepted", Shape.DAY)
    author: str = told("IMR author")
    independence: str = told("Independence of the author", Shape.TEXT)
    methods: str = told("Methods", Shape.TEXT)
    panel_comments: str = told("Panel's comments", Shape.TEXT)
    note: str = told("Note", Shape.TEXT)


NOT_KEPT = ("refused", "ignored")


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Record):
    """One file an agency sent, one version of it. The bytes are kept beside it, by their hash."""

    KIND: ClassVar[str] = "submissions"
    IS_THEIRS: ClassVar[bool] = True
    WORD: ClassVar[str] = "submission"
    TITLE: ClassVar[str] = "file_name"

    agency: int = told("Agency", Shape.LINK, of="agencies")
    file_name: str = told("File")
    sha256: str = told("SHA-256", searched=False)
    size: int | None = told("Size", Shape.NUMBER)
    format: str = told("Format", searched=False)
    replaces: int = told("Replaces", Shape.LINK, of="submissions")
    imported_at: str = told("Imported at", searched=False)
    readers: str = told("Read with", searched=False, help="The programs and versions that read the file.")
    status: str = told("Status", Shape.CHOICE, offers="submission statuses", searched=False)
    report: str = told("Import report", Shape.TEXT)

    @property
    def is_kept(self) -> bool:
        """Others are named in the list, and nothing of them is in the case."""
        return self.status not in NOT_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTable(Record):
    """A table found in a submission, and which of its columns means what."""

    KIND: ClassVar[str] = "source_tables"
    IS_THEIRS: ClassVar[bool] = True
    WORD: ClassVar[str] = "table"
    TITLE: ClassVar[str] = "place"

    submission: int = told("Submission", Shape.LINK, of="submissions", owned=True)
    place: str = told("Sheet or table")
    headers: tuple[str, ...] = told("Headers", Shape.LINES)
    mapping: tuple[str, ...] = told("Fields", Shape.LINES, searched=False)
    is_hidden: bool = told("Hidden", Shape.FLAG)


_JOINED = re.compile(r"goes on from (?:row|paragraph) \d+")


def words_of_joined(what: str, number: int) -> str:
    """Why a row whose words belong to the entry of another row is no entry of its own."""
    return f"goes on from {what} {number}"


def is_left_out(exception: str) -> bool:
    """Whether a row's words stand in no entry: neither in its own nor in that of the row it goes on from."""
    return bool(exception) and not _JOINED.fullmatch(exception)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Record):
    """One row of a submission as it stood: either the source of an entry or a listed exception.

    The search finds the cells of a row that was left out or replaced; those of others are found in their entry.
    """

    KIND: ClassVar[str] = "source_rows"
    IS_THEIRS: ClassVar[bool] = True
    WORD: ClassVar[str] = "row"
    TITLE: ClassVar[str] = "number"

    table: int = told("Table", Shape.LINK, of="source_tables", owned=True)
    number: int | None = told("Row", Shape.NUMBER, searched=False)
    last_number: int | None = told("Last row", Shape.NUMBER)
    cells: tuple[str, ...] = told("Cells", Shape.LINES, searched=False)
    exception: str = told("Why it is not an entry", searched=False)
    entry: int = told(
        "Entry", Shape.LINK, of="entries", help="The entry it gave; of two versions of a file, both rows name it."
    )
    is_hidden: bool = told("Hidden", Shape.FLAG)

    @property
    def is_joined(self) -> bool:
        """Whether its words are in the entry of the row it goes on from."""
        return bool(_JOINED.fullmatch(self.exception))


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping(Record):
    """What a layout's headers were taken to mean, remembered for the next file of the same shape."""

    KIND: ClassVar[str] = "column_mappings"
    WORD: ClassVar[str] = "column mapping"
    TITLE: ClassVar[str] = "layout"

    agency: int = told("Agency", Shape.LINK, of="agencies")
    layout: str = told("Layout", searched=False)
    headers: tuple[str, ...] = told("Headers", Shape.LINES, searched=False)
    mapping: tuple[str, ...] = told("Fields", Shape.LINES, searched=False)
