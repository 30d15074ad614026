"""A chronology that was told with real names, as an edition shows it: each entry masked when it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import overload

from dhr_desktop.core.agencies import Agency, Submission
from dhr_desktop.core.analysis import Mark, Theme
from dhr_desktop.core.moments import Coarseness
from dhr_desktop.core.people import Person
from dhr_desktop.core.review import Term
from dhr_desktop.operations.names.presented import Look, Presented, R, may_appear, shown_record
from dhr_desktop.storage.case_file import CaseFile

from .chronology import Chronology, Held, Told


class _ShownTold(Told):
    """One entry of a chronology that was told already, each part masked when it is looked at."""

    __slots__ = ("_look", "_real")
    _look: Look
    _real: Told

    entry = property(lambda self: shown_record(self._real.entry, self._look))
    when = property(lambda self: self._look.when(self._real.when))
    agency = property(lambda self: self._look.masker.mask(self._real.agency))
    marks = property(
        lambda self: tuple(
            shown_record(each, self._look) for each in self._real.marks if may_appear(each, self._look.rule.name)
        )
    )
    comments = property(lambda self: tuple(shown_record(each, self._look) for each in self._real.comments))
    doubts = property(lambda self: tuple(map(self._look.masker.mask, self._real.doubts)))
    event = property(attrgetter("_real.event"))
    relation = property(attrgetter("_real.relation"))
    is_lead = property(attrgetter("_real.is_lead"))
    has_difference = property(attrgetter("_real.has_difference"))
    folded = property(attrgetter("_real.folded"))
    key = property(attrgetter("_real.key"))
    id = property(attrgetter("_real.entry.id"))


class _ShownList(Sequence[Told]):
    """The entries of a chronology as the edition shows them, each made when it is first looked at."""

    def __init__(self, real: Sequence[Told], look: Look) -> None:
        self._real, self._look = real, look
        self._made: dict[int, Told] = {}

    def __len__(self) -> int:
        return len(self._real)

    @overload
    def __getitem__(self, at: int) -> Told: ...
    @overload
    def __getitem__(self, at: slice) -> list[Told]: ...
    def __getitem__(self, at: int | slice) -> Told | list[Told]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        held = self._made.get(at)
        if held is None:
            held = self._made[at] = self._make(self._real[at])
        return held

    def _make(self, real: Told) -> Told:
        made = object.__new__(_ShownTold)
        _look_at(made, self._look)
        _tell_of(made, real)
        return made


_look_at, _tell_of = _ShownTold.__dict__["_look"].__set__, _ShownTold.__dict__["_real"].__set__


def shown_chronology(known: Chronology, case: CaseFile) -> Chronology:
    """A chronology that was read with real names, as the edition shows it: at once, and masked as it is looked at."""
    assert isinstance(case, Presented)
    look = case.look
    people = {id: each for id, each in _by_id(case, Person).items() if id in known.people}
    return Chronology(
        _ShownList(known.told, look), case.review, _by_id(case, Agency), people,
        _by_id(case, Theme), _by_id(case, Term), _by_id(case, Submission),
        {id: Held(shown_record(each.event, look), each.entries) for id, each in known.events.items()},
        case.all(Mark), case.coarseness is not Coarseness.FULL,
        _place=known._place,
        _types={look.masker.mask(name): count for name, count in known.types().items()},
        _submissions=known.submissions(), _with_person=known._with_person, _read_of=known._read_of,
        _read_people=known._read_people,
    )  # fmt: skip


def _by_id(case: CaseFile, kind: type[R]) -> dict[int, R]:
    return {each.id: each for each in case.all(kind)}
