"""What it means: the chair's marks, and the chain from evidence to action."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .fields import Record, Shape, told
from .moments import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(Record):
    """The chair's own judgement on entries, events, a span, or an absence; always the chair's, never found."""

    KIND: ClassVar[str] = "marks"
    WORD: ClassVar[str] = "mark"
    TITLE: ClassVar[str] = "title"

    sort: str = told("Mark", Shape.CHOICE, offers="marks")
    title: str = told("Title")
    text: str = told("Text", Shape.TEXT)
    span: When = told("Span", Shape.WHEN)
    on: tuple[int, ...] = told("On", Shape.LINKS)
    terms: tuple[int, ...] = told("Terms of reference", Shape.LINKS, of="terms")
    themes: tuple[int, ...] = told("Themes", Shape.LINKS, of="themes")
    people: tuple[int, ...] = told("People", Shape.LINKS, of="people")
    agencies: tuple[int, ...] = told("Agencies", Shape.LINKS, of="agencies")
    known_by: str = told("Known at the time by whom", Shape.TEXT)
    episode: int = told("Within key episode", Shape.LINK, of="marks")
    consent: str = told("Consent", Shape.CHOICE, offers="consents", searched=False)
    editions: tuple[str, ...] = told("Editions it may appear in", Shape.LINES, offers="editions", searched=False)
    state: str = told("State", Shape.CHOICE, offers="mark states", searched=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme(Record):
    KIND: ClassVar[str] = "themes"
    WORD: ClassVar[str] = "theme"
    TITLE: ClassVar[str] = "title"

    title: str = told("Theme")
    codebook: str = told("Codebook")
    group: str = told("Group")
    meaning: str = told("Meaning", Shape.TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskAssessment(Record):
    KIND: ClassVar[str] = "risk_assessments"
    WORD: ClassVar[str] = "risk assessment"
    TITLE: ClassVar[str] = "tool"

    tool: str = told("Tool", Shape.CHOICE, offers="risk_tools")
    level: str = told("Level")
    score: str = told("Score")
    made: When = told("When", Shape.WHEN)
    agency: int = told("By agency", Shape.LINK, of="agencies")
    of_person: int = told("Of", Shape.LINK, of="people")
    entries: tuple[int, ...] = told("Entries", Shape.LINKS, of="entries")
    state: str = told("State", Shape.CHOICE, offers="suggestion states", searched=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge(Record):
    """That an agency knew a fact, from when, and by what evidence."""

    KIND: ClassVar[str] = "knowledge"
    WORD: ClassVar[str] = "who knew"
    TITLE: ClassVar[str] = "fact"

    fact: str = told("Fact", Shape.TEXT)
    agency: int = told("Agency", Shape.LINK, of="agencies")
    first_known: When = told("First known", Shape.WHEN)
    could_have_known: When = told("Could have known", Shape.WHEN)
    about: tuple[int, ...] = told("Evidence", Shape.LINKS)
    state: str = told("State", Shape.CHOICE, offers="suggestion states", searched=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handshake(Record):
    """A referral, notice or invitation from one agency to another, as each side tells it."""

    KIND: ClassVar[str] = "handshakes"
    WORD: ClassVar[str] = "referral"
    TITLE: ClassVar[str] = "topic"

    sort: str = told("Kind", Shape.CHOICE, offers="handshakes")
    topic: str = told("Topic")
    sender: int = told("From", Shape.LINK, of="agencies")
    receiver: int = told("To", Shape.LINK, of="agencies")
    sent: When = told("Sent", Shape.WHEN)
    received: When = told("Received", Shape.WHEN)
    sent_in: tuple[int, ...] = told("Sent, by", Shape.LINKS, of="entries")
    received_in: tuple[int, ...] = told("Received, by", Shape.LINKS, of="entries")
    state: str = told("State", Shape.CHOICE, offers="suggestion states", searched=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Equality(Record):
    """What is known of one protected characteristic of one person, and what it meant."""

    KIND: ClassVar[str] = "equality"
    WORD: ClassVar[str] = "characteristic"
    TITLE: ClassVar[str] = "characteristic"

    person: int = told("Person", Shape.LINK, of="people", owned=True)
    characteristic: str = told("Characteristic", Shape.CHOICE, offers="characteristics")
    known: str = told("What is known", Shape.TEXT)
    relevance: str = told("Relevance", Shape.TEXT)
    effect: str = told("Effect on access to help", Shape.TEXT)
    evidence: tuple[int, ...] = told("Evidence", Shape.LINKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query(Record):
    KIND: ClassVar[str] = "queries"
    WORD: ClassVar[str] = "query"
    TITLE: ClassVar[str] = "question"

    agency: int = told("Agency", Shape.LINK, of="agencies")
    question: str = told("Question", Shape.TEXT)
    about: tuple[int, ...] = told("About", Shape.LINKS)
    asked: date | None = told("Asked", Shape.DAY)
    due: date | None = told("Due", Shape.DAY)
    answered: date | None = told("Answered", Shape.DAY)
    answer: str = told("Answer", Shape.TEXT)
    state: str = told("State", Shape.CHOICE, offers="query states", searched=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Record):
    KIND: ClassVar[str] = "lessons"
    WORD: ClassVar[str] = "lesson"
    TITLE: ClassVar[str] = "text"

    number: str = told("Number")
    text: str = told("Lesson", Shape.TEXT)
    from_marks: tuple[int, ...] = told("From", Shape.LINKS, of="marks")
    none_because: str = told("No recommendation because", Shape.TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Record):
    KIND: ClassVar[str] = "recommendations"
    WORD: ClassVar[str] = "recommendation"
    TITLE: ClassVar[str] = "text"

    number: str = told("Number")
    text: str = told("Recommendation", Shape.TEXT)
    within: int = told("Part of", Shape.LINK, of="recommendations")
    lessons: tuple[int, ...] = told("From lessons", Shape.LINKS, of="lessons")
    aim: str = told("Aim or expected outcome", Shape.TEXT)
    agency: int = told("Single agency", Shape.LINK, of="agencies")
    scope: str = told("Scope", Shape.CHOICE, offers="scopes")
    source: str = told("Where it came from")


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Record):
    """One line of the action plan: the seven columns."""

    KIND: ClassVar[str] = "actions"
    WORD: ClassVar[str] = "action"
    TITLE: ClassVar[str] = "text"

    recommendation: int = told("Recommendation", Shape.LINK, of="recommendations")
    scope: str = told("Scope of recommendation", Shape.CHOICE, offers="scopes")
    text: str = told("Action to take", Shape.TEXT)
    lead: str = told("Lead agency")
    milestones: str = told("Key milestones", Shape.TEXT)
    target: date | None = told("Target date", Shape.DAY)
    completed: date | None = told("Date of completion", Shape.DAY)
    outcome: str = told("Outcome", Shape.TEXT)
    status: str = told("Status", Shape.CHOICE, offers="action statuses", searched=False)
