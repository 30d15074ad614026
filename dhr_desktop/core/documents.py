"""What a document says: editions, sections, the citations behind them, and what has left the program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .fields import Record, Shape, told

WORKING, SUBMISSION, PUBLICATION = "working", "submission", "publication"
EDITIONS = (WORKING, SUBMISSION, PUBLICATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Record):
    """How names, dates and markings appear in what leaves the program."""

    KIND: ClassVar[str] = "editions"
    WORD: ClassVar[str] = "edition"
    TITLE: ClassVar[str] = "title"

    title: str = told("Edition")
    names: str = told("Names", Shape.CHOICE, offers="name styles", searched=False)
    dates: str = told("Dates", Shape.CHOICE, offers="coarseness", searched=False)
    agencies: str = told("Agencies", searched=False)
    marking: str = told("Marking")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Record):
    KIND: ClassVar[str] = "sections"
    WORD: ClassVar[str] = "section"
    TITLE: ClassVar[str] = "heading"

    document: str = told("Document", Shape.CHOICE, offers="documents", searched=False)
    within: int = told("Within", Shape.LINK, of="sections")
    place: int | None = told("Place", Shape.NUMBER)
    heading: str = told("Heading")
    body: str = told("Text", Shape.TEXT)
    generated: str = told("Generated block", searched=False)
    state: str = told("State", Shape.CHOICE, offers="section states", searched=False)
    redacted_in: tuple[str, ...] = told("Redacted in", Shape.LINES, searched=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Record):
    """A sentence's evidence, with what the evidence said when the sentence was written."""

    KIND: ClassVar[str] = "citations"
    WORD: ClassVar[str] = "citation"
    TITLE: ClassVar[str] = "sentence"

    section: int = told("Section", Shape.LINK, of="sections", owned=True)
    sentence: str = told("Sentence", searched=False)
    of: tuple[int, ...] = told("Evidence", Shape.LINKS)
    seen_as: str = told("Evidence as it then stood", searched=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Record):
    """A finding of a check that a person accepted, and why."""

    KIND: ClassVar[str] = "checks"
    WORD: ClassVar[str] = "check"
    TITLE: ClassVar[str] = "point"

    point: str = told("Point")
    place: str = told("Place")
    finding: str = told("Finding", Shape.TEXT)
    accepted_because: str = told("Accepted because", Shape.TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack(Record):
    KIND: ClassVar[str] = "packs"
    WORD: ClassVar[str] = "pack"
    TITLE: ClassVar[str] = "title"

    title: str = told("Pack")
    edition: str = told("Edition", Shape.CHOICE, offers="editions")
    made: date | None = told("Made", Shape.DAY)
    manifest: str = told("Manifest", Shape.TEXT, searched=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPoint(Record):
    """One point of the Home Office's letter, as a task."""

    KIND: ClassVar[str] = "letter_points"
    WORD: ClassVar[str] = "letter point"
    TITLE: ClassVar[str] = "point"

    point: str = told("Point", Shape.TEXT)
    changed: str = told("Paragraph changed", Shape.TEXT)
    done: date | None = told("Done", Shape.DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure(Record):
    """One file that left the program: what, to whom, and its hash."""

    KIND: ClassVar[str] = "departures"
    WORD: ClassVar[str] = "export"
    TITLE: ClassVar[str] = "product"

    product: str = told("What")
    edition: str = told("Edition", Shape.CHOICE, offers="editions")
    recipient: str = told("Recipient")
    copy: str = told("Copy")
    marking: str = told("Marking")
    left_at: str = told("When", searched=False)
    sha256: str = told("SHA-256", searched=False)
    overridden: str = told("Passed the gate because", Shape.TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Record):
    """A filter with a name."""

    KIND: ClassVar[str] = "views"
    WORD: ClassVar[str] = "view"
    TITLE: ClassVar[str] = "title"

    title: str = told("View")
    filter: str = told("Filter", Shape.TEXT, searched=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelComment(Record):
    KIND: ClassVar[str] = "panel_comments"
    WORD: ClassVar[str] = "panel comment"
    TITLE: ClassVar[str] = "text"

    on: tuple[int, ...] = told("On", Shape.LINKS)
    author: str = told("Author")
    written: str = told("Written", searched=False)
    text: str = told("Comment", Shape.TEXT)

    def in_words(self) -> str:
        """Who wrote it, when, and what: always together, wherever it is shown."""
        day = self.written[:10]
        on = f", {day[8:]}/{day[5:7]}/{day[:4]}" if len(day) == 10 and day[4] == day[7] == "-" else ""
        return f"{self.author or 'A panel member'}{on}: {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyTerm(Record):
    """A word the chair added to, renamed in or hid from a vocabulary, in this case."""

    KIND: ClassVar[str] = "vocabulary_terms"
    WORD: ClassVar[str] = "vocabulary term"
    TITLE: ClassVar[str] = "term"

    vocabulary: str = told("Vocabulary", searched=False)
    group: str = told("Group")
    term: str = told("Term")
    meaning: str = told("Meaning", Shape.TEXT)
    replaces: str = told("Instead of", help="The shipped term this one renames or hides.")
    is_hidden: bool = told("Hidden", Shape.FLAG)
