"""The open case as an edition shows it: the same records with other names, coarser dates, and nothing to be changed.

Whoever reads this instead of the case – a place of the window, a writer of files – cannot show a real name, because
it never holds one. Texts are masked when they are asked for and not before, so that turning to another edition
costs what is on screen and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from dhr_desktop.core.agencies import Row
from dhr_desktop.core.analysis import Mark
from dhr_desktop.core.changes import Change, JournalLine, RecordChange
from dhr_desktop.core.documents import WORKING
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.fields import Record, Shape, fields_of
from dhr_desktop.core.moments import Coarseness, When
from dhr_desktop.core.review import Review
from dhr_desktop.people.masking import Masker
from dhr_desktop.storage.case_file import CaseFile

from .editions import Rule, rule
from .naming import masker_of
from .naming_rows import answers_by_place, rows_of

R = TypeVar("R", bound=Record)
FAMILY_ACCOUNT, REDACTION = "family account", "redaction"
REDACTED = "Redacted – sensitive information"
NOT_CHANGED_HERE = "Names are hidden in this view, so nothing is changed in it. Go back to the working edition first."
_CONSENTS = ("given", "given with limits")
_WORDS = (Shape.LINE, Shape.TEXT, Shape.CHOICE)
_STAYS = frozenset({"sequence", "date_status", "language", "agency_changed"})  # what a redaction leaves of an entry
_GONE = {
    # fields of the registers that only the working edition shows
    "people": ("aliases", "nicknames", "initials", "date_of_birth", "date_of_death", "note"),
    "professionals": ("aliases", "note"),
    "review": ("date_of_death",),
}
_CALLED = ("people", "professionals")


class Look:
    """How records are shown: the edition's masking with what the chair has answered and redacted."""

    def __init__(self, case: CaseFile, edition: str) -> None:
        self.rule = rule(case, edition)
        self.masker: Masker = masker_of(case, edition)
        self.answers = answers_by_place(case)
        self.rows = rows_of(case)
        self.death = case.review.date_of_death
        self.redacted = _redacted(case, edition)

    def shows_as(self, other: Look) -> bool:
        """Whether every record looks the same through both."""
        return self.masker is other.masker and (
            (self.rule, self.answers, self.rows, self.death, self.redacted)
            == (other.rule, other.answers, other.rows, other.death, other.redacted)
        )

    def words(self, record: Record, name: str, text: str) -> str:
        if not text:
            return text
        if isinstance(record, Entry):
            if record.id in self.redacted and name not in _STAYS:
                return REDACTED if name == "what_happened" else ""
            return self.masker.mask(text, self.answers.get((record.id, name)), self.rows.of(record))
        if isinstance(record, Row) and record.entry in self.redacted:
            return ""
        return self.masker.mask(text)

    def day(self, day: date | None) -> date | None:
        """The day of the death is not said outside (domain 12)."""
        return None if day is not None and day == self.death else day

    def when(self, when: When) -> When:
        shown = when.coarsened(self.rule.dates)
        if not shown.wording:
            return shown
        wording = self.masker.mask(shown.wording) if self.rule.dates is Coarseness.FULL else ""
        return shown if wording == shown.wording else replace(shown, wording=wording)


def _redacted(case: CaseFile, edition: str) -> frozenset[int]:
    marks = (
        each for each in case.all(Mark) if each.sort == REDACTION and (not each.editions or edition in each.editions)
    )
    return frozenset(id for each in marks for id in each.on)


def may_appear(mark: Mark, edition: str) -> bool:
    """Family's words only with their consent; any mark only in the editions it is meant for."""
    if mark.sort == REDACTION:
        return False
    if mark.editions and edition not in mark.editions:
        return False
    return mark.sort != FAMILY_ACCOUNT or mark.consent in _CONSENTS


# ---- records -------------------------------------------------------------------------------------------


@cache
def _shown_kind(kind: type[Record]) -> type[Record]:
    """The kind's own class with every field read through the look. It still is that kind."""
    told: dict[str, Any] = {"__slots__": ("_look", "_real"), "id": property(lambda self: self._real.id)}
    gone = _GONE.get(kind.KIND, ())
    for field in fields_of(kind):
        told[field.name] = property(_reader(kind, field.name, field.shape, is_gone=field.name in gone))
    told["__reduce__"] = _as_plain
    return type(f"Shown{kind.__name__}", (kind,), told)


def _as_plain(shown: Any) -> tuple[Any, ...]:
    """Sent to another process it is a record of its kind that holds what is shown, and nothing else."""
    kind = type(shown).__mro__[1]
    return _plain, (kind, {"id": shown.id, **{field.name: getattr(shown, field.name) for field in fields_of(kind)}})


def _plain(kind: type[Record], values: dict[str, Any]) -> Record:
    return kind(**values)


def _reader(kind: type[Record], name: str, shape: Shape, *, is_gone: bool) -> Callable[[Any], Any]:
    if is_gone:
        empty = () if shape is Shape.LINES else None if shape is Shape.DAY else ""
        return lambda self: empty
    if name == "real_name" and kind.KIND in _CALLED:
        return lambda self: self._look.masker.called.get(self._real.id, "")
    if name in ("pseudonym", "publication_pseudonym", "label"):
        return attrgetter(f"_real.{name}")
    if shape in _WORDS:
        return lambda self: self._look.words(self._real, name, getattr(self._real, name))
    if shape is Shape.LINES:
        return lambda self: tuple(
            filter(None, (self._look.words(self._real, name, each) for each in getattr(self._real, name)))
        )
    if shape is Shape.WHEN:
        return lambda self: self._look.when(getattr(self._real, name))
    if shape is Shape.DAY:
        return lambda self: self._look.day(getattr(self._real, name))
    return attrgetter(f"_real.{name}")


def shown_record(record: R, look: Look) -> R:
    """One record as the edition shows it."""
    kind = _shown_kind(type(record))  # type: ignore[arg-type]  # a class can be a key
    made = object.__new__(kind)
    _set_look(made, look)
    _set_real(made, record)
    return made  # type: ignore[return-value]  # a kind of the record's own kind


def _set_look(made: Any, look: Look) -> None:
    type(made).__dict__["_look"].__set__(made, look)


def _set_real(made: Any, record: Record) -> None:
    type(made).__dict__["_real"].__set__(made, record)


# ---- the case --------------------------------------------------------------------------------------------


class Presented(CaseFile):
    """The case in an edition that hides names. Reads as the case does; refuses every change."""

    real: CaseFile
    edition: Rule
    look: Look
    _seen: dict[str, tuple[list[Any], list[Any]]]

    def __init__(self, case: CaseFile, edition: str, look: Look | None = None) -> None:
        own = self.__dict__
        own["real"] = case
        own["look"] = look or Look(case, edition)
        own["edition"] = own["look"].rule
        own["_seen"] = {}
        own["read_only_because"] = NOT_CHANGED_HERE
        own["undo_name"] = own["redo_name"] = ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["real"], name)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{name} of a presented case is not set")

    # ---- reading ---------------------------------------------------------------------------------

    def all(self, kind: type[R]) -> list[R]:
        held = self.real.all(kind)
        seen = self._seen.get(kind.KIND)
        if seen is None or seen[0] is not held:
            shown = [shown_record(each, self.look) for each in self._appearing(held)]
            seen = self._seen[kind.KIND] = (held, shown)
        return seen[1]

    def _appearing(self, held: Iterable[R]) -> Iterator[R]:
        for each in held:
            if not isinstance(each, Mark) or may_appear(each, self.edition.name):
                yield each

    def get(self, kind: type[R], id: int) -> R | None:
        held = self.real.get(kind, id)
        if held is None or (isinstance(held, Mark) and not may_appear(held, self.edition.name)):
            return None
        return shown_record(held, self.look)

    def find(self, id: int) -> Record | None:
        held = next(self._appearing(filter(None, [self.real.find(id)])), None)
        return shown_record(held, self.look) if held is not None else None

    def search(self, words: str, limit: int = 50) -> list[Record]:
        return [shown_record(each, self.look) for each in self._appearing(self.real.search(words, limit))]

    @property
    def coarseness(self) -> Coarseness:  # type: ignore[override]  # the case's own is one for all
        return self.edition.dates

    @property
    def review(self) -> Review:
        return next(iter(self.all(Review)), Review())

    def count(self, kind: type[Record]) -> int:
        return self.real.count(kind)

    def read_ahead(self) -> None:
        """The case itself has been read already."""

    def original(self, sha256: str) -> bytes | None:
        raise Refused("The agency's own file holds real names. Go back to the working edition to open it.")

    # ---- what is only told in the working edition -------------------------------------------------

    def words_of(self, seq: int) -> str | None:
        words = self.real.words_of(seq)
        return self.look.masker.mask(words) if words else words

    def content(self, seq: int) -> Any:
        return None

    def history_of(self, id: int) -> list[tuple[JournalLine, RecordChange]]:
        return []

    # ---- changing: the record that something left is kept, nothing else ----------------------------

    def note(self, action: str, **detail: Any) -> None:
        self.real.note(action, **detail)

    @contextmanager
    def step(self, action: str, words: str = "", *, gesture: str = "", sort: str = "edit") -> Any:
        raise Refused(NOT_CHANGED_HERE)
        yield

    def undo(self) -> Change:
        raise Refused(NOT_CHANGED_HERE)

    redo = undo

    def erase_content(self, seqs: list[int], *, because: str) -> Change:
        raise Refused(NOT_CHANGED_HERE)

    def close(self, *, clean: bool = True) -> None:
        self.real.close(clean=clean)


def presented(case: CaseFile, edition: str) -> CaseFile:
    """The case as an edition shows it; the case itself for the working edition."""
    real = real_of(case)
    return real if edition == WORKING else Presented(real, edition)


def real_of(case: CaseFile) -> CaseFile:
    return case.real if isinstance(case, Presented) else case


def edition_of(case: CaseFile) -> str:
    return case.edition.name if isinstance(case, Presented) else WORKING
