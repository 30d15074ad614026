"""An Entry is what one agency wrote; an Event is what we hold to have happened.

The two never mix: an entry's words are the agency's for ever, and an event only points at them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .fields import Record, Shape, told
from .moments import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Record):
    """What one agency wrote about one contact. Happened, reported and recorded are three dates."""

    KIND: ClassVar[str] = "entries"
    IS_THEIRS: ClassVar[bool] = True
    OURS: ClassVar[tuple[str, ...]] = ("chair_comment", "order_in_day", "agency_changed")
    WORD: ClassVar[str] = "entry"
    TITLE: ClassVar[str] = "what_happened"

    row: int = told("Row", Shape.LINK, of="source_rows")
    submission: int = told("Submission", Shape.LINK, of="submissions")
    agency: int = told("Agency", Shape.LINK, of="agencies")
    sequence: str = told("Sequence", searched=False)
    happened: When = told("When", Shape.WHEN)
    reported: When = told("Reported", Shape.WHEN)
    recorded: When = told("Recorded", Shape.WHEN)
    date_status: str = told("Date status", searched=False)
    source: str = told("Source")
    professional: str = told("Professional")
    subject: str = told("Person")
    contact_type: str = told("Type of contact")
    what_happened: str = told("What happened", Shape.TEXT)
    response: str = told("Response", Shape.TEXT)
    seen: str = told("Seen")
    voice: str = told("Wishes and feelings", Shape.TEXT)
    risk: str = told("Risk")
    impact: str = told("Impact", Shape.TEXT)
    good_practice: str = told("Agency's note of good practice", Shape.TEXT)
    problem: str = told("Agency's note of a problem", Shape.TEXT)
    missing: str = told("Missing information", Shape.TEXT)
    agency_comment: str = told("Agency's comment", Shape.TEXT)
    chair_comment: str = told("Chair's comment", Shape.TEXT)
    term_wording: str = told("Term of reference, as written")
    entered_by: str = told("Entered by")
    other_columns: tuple[str, ...] = told("Other columns", Shape.LINES, help="Each as Header: text.")
    order_in_day: int | None = told("Place within the day", Shape.NUMBER)
    agency_changed: str = told(
        "Changed by the agency", searched=False, help="What a re-sent file changed; clear it when its marks still hold."
    )
    is_withdrawn: bool = told("Withdrawn by the agency", Shape.FLAG)
    language: str = told("Language", searched=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCorrection(Record):
    """The chair's reading of an entry's date, beside the program's; the agency's words stay."""

    KIND: ClassVar[str] = "date_corrections"
    WORD: ClassVar[str] = "date correction"
    TITLE: ClassVar[str] = "because"

    entry: int = told("Entry", Shape.LINK, of="entries", owned=True)
    field: str = told("Which date", searched=False)
    stands: When = told("Date that stands", Shape.WHEN)
    because: str = told("Reason", Shape.TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence(Record):
    """What the chair said of a name: in one place, or of a form in the rows of an agency that are about somebody."""

    KIND: ClassVar[str] = "presences"
    WORD: ClassVar[str] = "person in an entry"
    TITLE: ClassVar[str] = "form"

    entry: int = told("Entry", Shape.LINK, of="entries", owned=True)
    person: int = told("Person", Shape.LINK, of="people", owned=True)
    part: str = told("Part", searched=False)
    form: str = told("As written", searched=False)
    field: str = told("Where", searched=False)
    starts: int | None = told("From character", Shape.NUMBER)
    ends: int | None = told("To character", Shape.NUMBER)
    agency: int = told("In whose rows", Shape.LINK, of="agencies", owned=True)
    about: int = told("Rows about whom", Shape.LINK, of="people", owned=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """What we hold to have happened. Its accounts are entries, verbatim."""

    KIND: ClassVar[str] = "events"
    IS_DECIDED: ClassVar[bool] = True
    OURS: ClassVar[tuple[str, ...]] = ("title", "place", "note")
    WORD: ClassVar[str] = "event"
    TITLE: ClassVar[str] = "title"

    title: str = told("Event")
    stands: When = told("Date that stands", Shape.WHEN)
    date_reason: str = told("Why this date", Shape.TEXT)
    place: str = told("Place")
    note: str = told("Note", Shape.TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account(Record):
    """That an entry is one account of an event."""

    KIND: ClassVar[str] = "accounts"
    IS_DECIDED: ClassVar[bool] = True
    WORD: ClassVar[str] = "account"
    TITLE: ClassVar[str] = "relation"

    event: int = told("Event", Shape.LINK, of="events", owned=True)
    entry: int = told("Entry", Shape.LINK, of="entries", owned=True)
    relation: str = told("How it tells of it", Shape.CHOICE, offers="relations", searched=False)
    is_lead: bool = told("Lead account", Shape.FLAG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """What the chair decided about entries, with the reason. Never inferred again, never overruled."""

    KIND: ClassVar[str] = "decisions"
    IS_DECIDED: ClassVar[bool] = True
    OURS: ClassVar[tuple[str, ...]] = ("because",)
    WORD: ClassVar[str] = "decision"
    TITLE: ClassVar[str] = "verdict"

    verdict: str = told("Decision", Shape.CHOICE, offers="verdicts")
    entries: tuple[int, ...] = told("Entries", Shape.LINKS, of="entries")
    because: str = told("Reason", Shape.TEXT)
    decided_by: str = told("By")
    decided_at: str = told("At", searched=False)
    matcher: str = told("Suggested by", searched=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference(Record):
    """A contradiction between accounts of one event: a finding, resolved with a reason or left visible."""

    KIND: ClassVar[str] = "differences"
    IS_DECIDED: ClassVar[bool] = True
    OURS: ClassVar[tuple[str, ...]] = ("because",)
    WORD: ClassVar[str] = "difference"
    TITLE: ClassVar[str] = "about"

    event: int = told("Event", Shape.LINK, of="events", owned=True)
    about: str = told("About", Shape.CHOICE, offers="differences")
    entries: tuple[int, ...] = told("Accounts", Shape.LINKS, of="entries")
    wording: str = told("What differs", Shape.TEXT)
    state: str = told("State", Shape.CHOICE, offers="difference states", searched=False)
    because: str = told("Reason", Shape.TEXT)
