"""The review itself: what kind it is, what it covers, and what was asked of it and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .fields import Record, Shape, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Record):
    """The one review a case file is about. There is exactly one of these in a file."""

    KIND: ClassVar[str] = "review"
    WORD: ClassVar[str] = "review"
    TITLE: ClassVar[str] = "title"

    title: str = told("Title", help="What the review is called on its cover. Avoid real names.")
    reference: str = told("Reference", help="The partnership's own reference, as Review 2026-014.")
    label: str = told("Label", Shape.CHOICE, offers="labels", help="Printed everywhere: DHR, DARDR or your own.")
    case_types: tuple[str, ...] = told("Case type", Shape.LINES, offers="case types")
    regimes: tuple[str, ...] = told("Regimes served", Shape.LINES, offers="regimes")
    guidance: str = told("Guidance followed", Shape.CHOICE, offers="guidance")
    legal_basis: str = told("Legal basis", Shape.TEXT)
    nation: str = told("Nation", Shape.CHOICE, offers="nations")
    partnership: str = told("Community Safety Partnership")
    region: str = told("Region", Shape.CHOICE, offers="regions")
    date_of_death: date | None = told("Date of death", Shape.DAY)
    scope_start: date | None = told("Scope from", Shape.DAY)
    scope_end: date | None = told("Scope to", Shape.DAY)
    scope_reason: str = told("Reason for the scope", Shape.TEXT)
    chair: str = told("Independent chair")
    author: str = told("Report author", help="Leave blank if the chair is the author.")
    independence: str = told("Independence statement", Shape.TEXT)
    marking: str = told("Marking", help="Head and foot of working and submission copies.")
    retention_until: date | None = told("Keep until", Shape.DAY, help="No default is claimed; set what was agreed.")
    is_invented: bool = told("Wholly invented", Shape.FLAG, listed=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Record):
    """A date of the review's own process, with what was due and why it was late."""

    KIND: ClassVar[str] = "milestones"
    WORD: ClassVar[str] = "process date"
    TITLE: ClassVar[str] = "step"

    step: str = told("Step", listed=False)
    happened: date | None = told("Date", Shape.DAY)
    due: date | None = told("Due (if set by hand)", Shape.DAY)
    reason_late: str = told("Reason for lateness", Shape.TEXT)
    not_needed: bool = told("Not needed", Shape.FLAG)
    note: str = told("Note", Shape.TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Record):
    """A term of reference: a question the review must answer."""

    KIND: ClassVar[str] = "terms"
    WORD: ClassVar[str] = "term of reference"
    TITLE: ClassVar[str] = "question"

    number: str = told("Number")
    question: str = told("Question", Shape.TEXT)
    agency: int = told("Only for agency", Shape.LINK, of="agencies")
    is_enquiry: bool = told("Key line of enquiry", Shape.FLAG)
    source: str = told("Where it came from")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Record):
    KIND: ClassVar[str] = "meetings"
    WORD: ClassVar[str] = "meeting"
    TITLE: ClassVar[str] = "purpose"

    held: date | None = told("Date", Shape.DAY)
    purpose: str = told("Meeting", Shape.CHOICE, offers="meetings")
    place: str = told("Place or means")
    attended: tuple[int, ...] = told("Panel members present", Shape.LINKS, of="panel")
    others: str = told("Others present")
    apologies: str = told("Apologies")
    decisions: str = told("Decisions", Shape.TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelMember(Record):
    KIND: ClassVar[str] = "panel"
    WORD: ClassVar[str] = "panel member"
    TITLE: ClassVar[str] = "full_name"

    full_name: str = told("Name")
    job_title: str = told("Job title")
    agency: int = told("Agency", Shape.LINK, of="agencies")
    organisation: str = told("Organisation, if not an agency of the review")
    is_specialist: bool = told("Domestic abuse specialist", Shape.FLAG)
    expertise: str = told("Expertise")
    note: str = told("Note", Shape.TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyContact(Record):
    """One approach to, or word from, family or friends. Never mixed with what agencies wrote."""

    KIND: ClassVar[str] = "family"
    WORD: ClassVar[str] = "family contact"
    TITLE: ClassVar[str] = "who"

    who: str = told("Who")
    person: int = told("Person in the register", Shape.LINK, of="people")
    relationship: str = told("Relationship", Shape.CHOICE, offers="relationships")
    approached: date | None = told("Date", Shape.DAY)
    means: str = told("How", Shape.CHOICE, offers="means of contact")
    by_whom: str = told("By whom")
    advocate: str = told("Advocate", Shape.CHOICE, offers="advocates")
    response: str = told("Response", Shape.TEXT)
    terms_shared: bool = told("Terms shared", Shape.FLAG)
    draft_shared: date | None = told("Draft shared on", Shape.DAY)
    comments: str = told("Comments made", Shape.TEXT)
    changes: str = told("What changed as a result", Shape.TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParallelProcess(Record):
    KIND: ClassVar[str] = "parallel"
    WORD: ClassVar[str] = "parallel process"
    TITLE: ClassVar[str] = "process"

    process: str = told("Process", Shape.CHOICE, offers="parallel processes")
    reference: str = told("Reference")
    status: str = told("Status", Shape.CHOICE, offers="process statuses")
    contact: str = told("Contact")
    started: date | None = told("Started", Shape.DAY)
    ended: date | None = told("Ended", Shape.DAY)
    effect: str = told("Effect on the review", Shape.TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissemination(Record):
    KIND: ClassVar[str] = "dissemination"
    WORD: ClassVar[str] = "recipient"
    TITLE: ClassVar[str] = "recipient"

    recipient: str = told("Recipient")
    organisation: str = told("Organisation")
    edition: str = told("Edition", Shape.CHOICE, offers="editions")
    sent: date | None = told("Sent", Shape.DAY)
    means: str = told("How")
    note: str = told("Note", Shape.TEXT)
