"""What a name means, asked once for a form in the rows of one agency about one person; and what the chair answered.

A name that is not certain stands as a neutral word until it is answered. Publication and submission wait for every
question, for each changes a printed word; leaving one neutral on purpose is an answer too.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as listed
from typing import Any

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.analysis import (
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
from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.documents import SUBMISSION, LetterPoint, PanelComment, Section
from dhr_desktop.core.entries import Entry, Event, Presence
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.fields import Record, Shape, fields_of
from dhr_desktop.core.people import Person
from dhr_desktop.core.progress import Progress
from dhr_desktop.core.review import FamilyContact, ParallelProcess, Term
from dhr_desktop.people import masking
from dhr_desktop.people.certain import NEUTRAL, WORD, Why
from dhr_desktop.people.folding import fold
from dhr_desktop.people.found import NOWHERE, Row
from dhr_desktop.people.masking import Masker
from dhr_desktop.people.roster import PERSON, TITLES
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.keeping import unwatched

from .naming import identities, masker_of
from .naming_rows import IN_ROWS, Part, answers_by_place, key_of, lapsed_of, rows_of

WRITTEN = (
    Term, FamilyContact, ParallelProcess, Event, Mark, Theme, RiskAssessment, Knowledge, Handshake, Equality, Query,
    Lesson, Recommendation, Action, Section, LetterPoint, PanelComment,
)  # fmt: skip
"""What the review itself wrote, beside the agencies' entries."""
_WORDS = (Shape.LINE, Shape.TEXT, Shape.LINES)
_NO_PROSE = frozenset({"sequence", "date_status", "language", "agency_changed", "editions", "redacted_in"})
AROUND = 60


@dataclass(slots=True)
class Question:
    """A form that is not certain to mean anybody, where it was first met, and how often it stands there."""

    asked: str
    agency: int
    about: int
    why: Why
    could_be: tuple[int, ...]
    record: int
    field: str
    start: int
    end: int
    form: str
    before: str
    after: str
    entry: int = 0  # the entry it was first met in; 0 for what the review wrote itself
    times: int = 1
    entries: list[int] = listed(default_factory=list)

    @property
    def could_be_a_word(self) -> bool:
        """ "Will" could; "Mr Willmott", of whom there are two, is a name whoever he is."""
        return fold(self.form).partition(" ")[0].strip(".") not in TITLES

    def in_context(self) -> str:
        return f"…{self.before}[{self.form}]{self.after}…"

    def whose_rows(self, case: CaseFile) -> str:
        agency, person = case.get(Agency, self.agency), case.get(Person, self.about)
        rows = (
            f"{agency.name}'s rows"
            if agency is not None
            else "rows of no agency"
            if self.entry
            else "the review's words"
        )
        return f"{rows} about {person.real_name}" if person is not None else rows

    def in_words(self, case: CaseFile) -> str:
        """In whose rows it is asked, and why."""
        return f"“{self.form}” in {self.whose_rows(case)}, {counted(self.times, 'time')}: {self.why.value}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question, and what the sentence would read with it."""

    answer: int
    words: str
    prints: str


@dataclass(slots=True)
class _Asked:
    of: tuple[Any, ...]
    questions: tuple[Question, ...]


_kept: weakref.WeakKeyDictionary[CaseFile, _Asked] = weakref.WeakKeyDictionary()


def questions(case: CaseFile, progress: Progress | None = None) -> tuple[Question, ...]:
    """Everything that is asked now, what stands oftenest first; read again only when something of it changed."""
    masker = masker_of(case, SUBMISSION)
    now = (masker, case.all(Presence), *(case.all(kind) for kind in WRITTEN))
    whole = unwatched(case)
    kept = _kept.get(whole)
    if kept is None or any(one is not other for one, other in zip(kept.of, now, strict=True)):
        kept = _kept[whole] = _Asked(now, _read(case, masker, progress or Progress()))
    return kept.questions


def _read(case: CaseFile, masker: Masker, progress: Progress) -> tuple[Question, ...]:
    held: dict[tuple[str, int, int], Question] = {}
    rows, answers = rows_of(case), answers_by_place(case)
    entries = case.all(Entry)
    for entry in progress.over(entries, total=len(entries), words="Reading the entries for names"):
        row = rows.of(entry)
        for name, text in _texts(entry):
            for each in masker.questions(text, row, answers.get((entry.id, name))):
                _put(held, each, row, entry, name, text)
    for record in _written(case):
        for name, text in _texts(record):
            for each in masker.questions(text):
                _put(held, each, NOWHERE, record, name, text)
    return tuple(sorted(held.values(), key=lambda each: (-each.times, each.asked, each.agency, each.about)))


def _written(case: CaseFile) -> Iterator[Record]:
    for kind in WRITTEN:
        yield from case.all(kind)


def _texts(record: Record) -> Iterator[tuple[str, str]]:
    for each in fields_of(type(record)):
        if each.shape in _WORDS and each.name not in _NO_PROSE and not each.offers:
            value = getattr(record, each.name)
            for text in (value,) if isinstance(value, str) else value:
                if text:
                    yield each.name, text


def _put(
    held: dict[tuple[str, int, int], Question], met: masking.Question, row: Row, record: Record, name: str, text: str
) -> None:
    key = (met.asked, row.agency, row.about)
    kept = held.get(key)
    if kept is None:
        could_be = tuple(sorted(met.could_be, key=lambda id: id != row.about))  # whom the row is about is offered first
        before = " ".join(text[max(0, met.start - AROUND) : met.start].split("\n"))
        after = " ".join(text[met.end : met.end + AROUND].split("\n"))
        entry = record.id if isinstance(record, Entry) else 0
        kept = held[key] = Question(
            *key, met.why, could_be, record.id, name, met.start, met.end, met.form, before, after, entry, 0
        )
    kept.times += 1
    if isinstance(record, Entry) and (not kept.entries or kept.entries[-1] != record.id):
        kept.entries.append(record.id)


# ---- answers ------------------------------------------------------------------------------------------


def choices(case: CaseFile, question: Question) -> list[Choice]:
    """Every answer, the likeliest first, with the words that would stand in its place."""
    return choices_of(case, [question])[0]


def choices_of(case: CaseFile, asked: Sequence[Question]) -> list[list[Choice]]:
    called = masker_of(case, SUBMISSION).called
    people = {each.id: each.names[0] for each in identities(case) if each.sort == PERSON}
    return [_choices(each, people, called) for each in asked]


def _choices(question: Question, people: Mapping[int, str], called: Mapping[int, str]) -> list[Choice]:
    offered = [id for id in question.could_be if id in people]
    offered += [id for id in people if id not in offered]
    told = [Choice(id, people[id], _printed(question, called.get(id, masking.NAME))) for id in offered]
    told.append(Choice(NEUTRAL, "leave it neutral", _printed(question, masking.NAME)))
    if question.could_be_a_word:
        told.append(Choice(WORD, "just a word", _printed(question, question.form)))
    return told


def _printed(question: Question, instead: str) -> str:
    return " ".join(f"…{question.before}{instead}{question.after}…".split())


def answer(case: CaseFile, asked: Sequence[Question], said: int) -> Change:
    """What the chair says of forms in their rows: somebody of the register, just a word, or neutral on purpose."""
    if said > 0 and case.get(Person, said) is None:
        raise Refused("That person is no longer in the register.")
    part = {WORD: Part.WORD_IN_ROWS, NEUTRAL: Part.NEUTRAL_IN_ROWS}.get(said, Part.NAME_IN_ROWS)
    if part is Part.WORD_IN_ROWS and (name := next((each for each in asked if not each.could_be_a_word), None)):
        raise Refused(f"“{name.form}” begins with a title, so it is somebody's name. Say whose, or leave it neutral.")
    if not asked:
        return Change("Nothing is asked")
    for each in asked:
        _refuse_if_gone(case, each)
    what = f"“{asked[0].form}”" if len({each.asked for each in asked}) == 1 else counted(len(asked), "form")
    with case.step("Answer about a name", f"{what} is {_said(case, said)}") as step:
        again = {(each.asked, each.agency, each.about) for each in asked}
        for kept in lapsed(case):
            if key_of(kept) in again:
                step.remove(Presence, kept.id)
        for each in asked:
            step.add(
                Presence(
                    entry=each.entry, person=max(said, 0), part=part.value, form=each.asked, field=each.field,
                    agency=each.agency, about=each.about,
                )
            )  # fmt: skip
    return step.change


def _refuse_if_gone(case: CaseFile, question: Question) -> None:
    record = case.find(question.record)
    texts = [text for name, text in _texts(record) if name == question.field] if record is not None else []
    if not any(text[question.start : question.end] == question.form for text in texts):
        raise Refused("Those words are no longer there. Look at the list again.")


def _said(case: CaseFile, said: int) -> str:
    person = case.get(Person, said) if said > 0 else None
    return person.real_name if person is not None else "just a word" if said == WORD else "left neutral"


def answer_here(case: CaseFile, question: Question, said: int) -> Change:
    """The same of the one place it was first met at, and of no other."""
    if not question.entry:
        raise Refused("What the review wrote itself is asked as a whole. Write the name out where it stands instead.")
    _refuse_if_gone(case, question)
    part = Part.NAME_HERE if said > 0 else Part.WORD_HERE
    with case.step("Answer about a name", f"“{question.form}” in one place is {_said(case, said)}") as step:
        step.add(
            Presence(
                entry=question.entry, person=max(said, 0), part=part.value, form=question.form, field=question.field,
                starts=question.start, ends=question.end,
            )
        )  # fmt: skip
    return step.change


def of_form(asked: Iterable[Question], form: str) -> list[Question]:
    """The same form in whoever's rows."""
    return [each for each in asked if each.asked == form]


def take_back(case: CaseFile, kept: int) -> Change:
    """Ask again what was answered."""
    held = case.get(Presence, kept)
    if held is None or held.part not in IN_ROWS:
        raise Refused("There is no such answer. Look at the list again.")
    with case.step("Ask about a name again", f"Ask about “{held.form}” again") as step:
        step.remove(Presence, kept)
    return step.change


def answered(case: CaseFile) -> list[Presence]:
    return [each for each in case.all(Presence) if each.part in IN_ROWS]


def lapsed(case: CaseFile) -> list[Presence]:
    """Answers that are asked again, because the entry they were given at now stands in other rows."""
    return lapsed_of(case, answered(case))
