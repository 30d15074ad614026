"""What a check finds, and all that checks look at, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from dhr_desktop.core.documents import PUBLICATION, Section
from dhr_desktop.gate.looking import Hit
from dhr_desktop.gate.parts import Part
from dhr_desktop.operations.names.gating import gate_for
from dhr_desktop.operations.names.presented import presented
from dhr_desktop.operations.report.assembling import Assembled, Made, assemble, words_of
from dhr_desktop.operations.report.blocks.drawing import Drawing
from dhr_desktop.operations.report.sections import root
from dhr_desktop.operations.report.shapes import OVERVIEW, SUMMARY
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.writing.prose import Paragraph, Style, plain_words, read

AROUND = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: where, in which words, and why. `to` is the record to go to, 0 for none."""

    point: str
    place: str
    words: str
    reason: str
    to: int = 0

    @property
    def key(self) -> str:
        """What an "accepted with reason" is about."""
        return f"{self.place}: {self.words}"[:300]


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of the document that is read: its section, whose it is, and its words."""

    section: int
    title: str
    is_own: bool
    block: str  # the name of a filled block
    words: str


class Looking:
    """The case, and its documents as they would be published, each assembled once."""

    def __init__(self, case: CaseFile, shown: CaseFile | None = None) -> None:
        self.case = case
        self.shown = shown or presented(case, PUBLICATION)
        self.shows_evidence = shown is None  # what has been published has no citations any more

    @cached_property
    def d(self) -> Drawing:
        return Drawing(self.case)

    def document(self, name: str) -> Assembled | None:
        return {OVERVIEW: self.report, SUMMARY: self.summary}.get(name)

    @cached_property
    def report(self) -> Assembled | None:
        return assemble(self.shown, OVERVIEW) if root(self.case, OVERVIEW) is not None else None

    @cached_property
    def summary(self) -> Assembled | None:
        return assemble(self.shown, SUMMARY) if root(self.case, SUMMARY) is not None else None

    @cached_property
    def pieces(self) -> list[Told]:
        """Everything the report and the summary print, in order."""
        return [*self._told(self.report), *self._told(self.summary)]

    @cached_property
    def in_report(self) -> list[Told]:
        return list(self._told(self.report))

    def _told(self, made: Assembled | None) -> Iterator[Told]:
        if made is None:
            return
        titles = {each.section.id: each.title for each in made.outline}
        for piece in made.pieces:
            words = "\n".join(filter(None, (words_of(each.block) for each in piece.items)))
            if words and piece.made is not Made.HEADING:
                yield Told(
                    piece.section, titles.get(piece.section, piece.title), piece.made is Made.OWN, piece.name, words
                )

    @cached_property
    def own(self) -> list[Told]:
        """The chair's words alone, as the chair wrote them: names and dates as they stand there."""
        told = []
        for each in self.case.all(Section):
            if each.within and each.body.strip():
                told.append(Told(each.id, each.heading, True, "", plain_words(each.body)))
        return told

    def stretches(self, section: int) -> Iterator[str]:
        """The chair's words under a heading, from one heading within it to the next."""
        held = self.case.get(Section, section)
        told: list[str] = []
        for block in read(held.body) if held is not None else ():
            if isinstance(block, Paragraph) and block.style is Style.HEADING:
                yield "\n".join(told)
                told = []
            else:
                told.append(words_of(block))
        yield "\n".join(told)

    def under(self, *headings: str, of: Iterable[Told] | None = None) -> str:
        """All that is said under the headings that begin so, and within them."""
        ids = self.ids_under(headings)
        return "\n".join(each.words for each in (self.pieces if of is None else of) if each.section in ids)

    def ids_under(self, headings: tuple[str, ...]) -> set[int]:
        ids: set[int] = set()
        for made in (self.report, self.summary):
            deepest = 0
            for each in made.outline if made is not None else ():
                if deepest and each.level <= deepest:
                    deepest = 0
                if not deepest and each.section.heading.casefold().startswith(
                    tuple(one.casefold() for one in headings)
                ):
                    deepest = each.level
                if deepest:
                    ids.add(each.section.id)
        return ids

    def has_heading(self, *headings: str) -> bool:
        return bool(self.ids_under(headings))

    @cached_property
    def hits(self) -> list[tuple[Told, Hit]]:
        """What the gate would meet in the words as they would be published."""
        gate = gate_for(self.case, PUBLICATION)
        return [(each, hit) for each in self.pieces for hit in gate.look([Part(each.title, each.words)])]

    def search(self, pattern: re.Pattern[str], pieces: Iterable[Told]) -> Iterator[tuple[Told, re.Match[str]]]:
        for each in pieces:
            for match in pattern.finditer(each.words):
                yield each, match


def around(words: str, start: int, end: int) -> str:
    return " ".join(f"{words[max(0, start - AROUND) : start]}[{words[start:end]}]{words[end : end + AROUND]}".split())
