"""One document as the Report place shows it: assembled, as it will be printed, where each section stands, what is lacking.

A save of one section must not make a hundred pages again. So whoever shows a document keeps one `ReportReading`, and
with it everything that was made and still stands. It asks the case for records and for nothing else, so it reads a
copy of them in another process as well as the open case.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

from dhr_desktop.core.analysis import Mark
from dhr_desktop.core.documents import WORKING, Citation, Section
from dhr_desktop.operations.chronology.marking import KEY_EPISODE
from dhr_desktop.operations.names.presented import Look, Presented, edition_of, real_of
from dhr_desktop.operations.report.blocks.by_name import BLOCKS
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.keeping import Kept, Watched

from . import citing, sections, states
from .assembling import Assembled, assemble


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What the place shows of a document."""

    document: str
    made: Assembled | None
    printed: Assembled | None
    told: tuple[states.Standing, ...]
    lacking: str
    blocks: dict[int, tuple[str, ...]]
    episodes: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class AtOnce:
    """What the records alone say of a document: its headings in their order. Nothing has to be made for it."""

    document: str
    is_begun: bool
    outline: tuple[sections.Outlined, ...] = ()
    numbering: str = ""
    blocks: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def told(self) -> tuple[states.Standing, ...]:
        return tuple(states.Standing(each.section.id, each.title, each.level, states.UNREAD) for each in self.outline)


def at_once(case: CaseFile, document: str) -> AtOnce:
    real = real_of(case)
    if sections.root(real, document) is None:
        return AtOnce(document, False)
    outline = tuple(sections.outline(case, document))
    blocks = {each.section.id: _blocks(real, each.section.id) for each in outline}
    return AtOnce(document, True, outline, sections.numbering(real, document), blocks)


@dataclass(slots=True)
class _Edition:
    """The case in one edition, with what was made from it."""

    case: CaseFile
    kept: Kept


class ReportReading:
    """Reads a document again and again, and makes again only what a change touched."""

    def __init__(self) -> None:
        self._watched: Watched | None = None
        self._kept = Kept()
        self._editions: dict[str, _Edition] = {}

    def read(self, case: CaseFile, document: str, printed_as: str) -> ReadReport:
        """`case` as it is on screen; `printed_as` the edition the printed side shows."""
        if sections.root(real_of(case), document) is None:
            return ReadReport(document, None, None, (), "", {}, ())
        on_screen = edition_of(case)
        shown = self._in(case, on_screen)
        made = assemble(shown.case, document, shown.kept)
        hides = on_screen != WORKING and printed_as == WORKING  # a shared screen shows no real name, whatever is chosen
        printed = made
        if not hides and printed_as != on_screen:
            other = self._in(case, printed_as)
            printed = assemble(other.case, document, other.kept)
        real = real_of(shown.case)
        sight = self._kept.value("evidence", lambda: citing.Sight(real))
        stale = [_as_shown(shown.case, each) for each in citing.stale(real, sight=sight)]
        return ReadReport(
            document, made, printed,
            tuple(states.standings(shown.case, made, stale, shown.kept)),
            states.lacks(shown.case, made, stale, shown.kept).in_words(),
            {each.section.id: _blocks(real, each.section.id) for each in made.outline},
            tuple(
                (each.id, each.title or f"Key episode {each.id}")
                for each in shown.case.all(Mark) if each.sort == KEY_EPISODE
            ),
        )  # fmt: skip

    @property
    def made_again(self) -> int:
        """How many parts were made since it was begun: what a test and a measure look at."""
        return self._kept.made_again + sum(each.kept.made_again for each in self._editions.values())

    def _in(self, case: CaseFile, edition: str) -> _Edition:
        real = real_of(case)
        if self._watched is None:
            self._watched = Watched(real)
            self._kept = Kept(self._watched)
        self._watched.look_at(real)
        held = self._editions.get(edition)
        if edition == WORKING:
            held = held or _Edition(self._watched, Kept(self._watched))
        else:
            look = self._look(self._watched, edition)
            if held is None or not isinstance(held.case, Presented) or held.case.look is not look:
                held = _Edition(Presented(self._watched, edition, look), Kept(self._watched))
        self._editions[edition] = held
        return held

    def _look(self, watched: Watched, edition: str) -> Look:
        """How an edition shows records: the one before, for as long as a new one would show them alike."""
        name = ("look", edition)
        before = self._kept.before(name)

        def make() -> Look:
            fresh = Look(watched, edition)
            return before if before is not None and before.shows_as(fresh) else fresh

        return self._kept.value(name, make)


_readings: WeakKeyDictionary[CaseFile, ReportReading] = WeakKeyDictionary()


def read_for_screen(case: CaseFile, document: str, printed_as: str) -> ReadReport:
    """Asked again and again in the process that holds the records: what was made stays there until it changes."""
    return _readings.setdefault(real_of(case), ReportReading()).read(case, document, printed_as)


def _blocks(real: CaseFile, section: int) -> tuple[str, ...]:
    held = real.get(Section, section)
    return tuple(each for each in held.generated.split(";") if each in BLOCKS) if held is not None else ()


def _as_shown(case: CaseFile, stale: citing.Stale) -> citing.Stale:
    """Its sentence as the edition on screen has it."""
    return replace(stale, citation=case.get(Citation, stale.citation.id) or stale.citation)
