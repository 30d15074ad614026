"""Everything a case file can hold, in one list, so that no room has its own idea of it."""

from __future__ import annotations

from .agencies import Agency, ColumnMapping, Return, Row, SourceTable, Submission
from .analysis import (
    Action,
    Equality,
    Handshake,
    Knowledge,
    Lesson,
    Mark,
    Query,
    Recommendation,
    RiskAssessment,
    Theme,
)
from .documents import (
    Check,
    Citation,
    Departure,
    Edition,
    LetterPoint,
    Pack,
    PanelComment,
    Section,
    View,
    VocabularyTerm,
)
from .entries import Account, DateCorrection, Decision, Difference, Entry, Event, Presence
from .fields import Field, Record, Shape, fields_of
from .people import Person, Professional
from .review import (
    Dissemination,
    FamilyContact,
    Meeting,
    Milestone,
    PanelMember,
    ParallelProcess,
    Review,
    Term,
)

RECORDS: tuple[type[Record], ...] = (
    Review, Milestone, Term, Meeting, PanelMember, FamilyContact, ParallelProcess, Dissemination,
    Person, Professional,
    Agency, Return, Submission, SourceTable, Row, ColumnMapping,
    Entry, DateCorrection, Presence, Event, Account, Decision, Difference,
    Mark, Theme, RiskAssessment, Knowledge, Handshake, Equality, Query, Lesson, Recommendation, Action,
    Edition, Section, Citation, Check, Pack, LetterPoint, Departure, View, PanelComment, VocabularyTerm,
)  # fmt: skip

KINDS: tuple[str, ...] = tuple(each.KIND for each in RECORDS)

BY_KIND: dict[str, type[Record]] = {each.KIND: each for each in RECORDS}

REGISTERS: tuple[type[Record], ...] = (
    Person, Agency, Return, Professional, PanelMember, Meeting, FamilyContact, ParallelProcess,
    Dissemination, Term, LetterPoint,
)  # fmt: skip
"""The lists a chair fills in by hand: each has a page, a CSV and a paste."""


def links_to(kind: str) -> tuple[tuple[type[Record], Field], ...]:
    """Every field of every record that may point at a record of this kind."""
    return tuple(
        (record, field)
        for record in RECORDS
        for field in fields_of(record)
        if field.shape in (Shape.LINK, Shape.LINKS) and field.of in ("", kind)
    )
