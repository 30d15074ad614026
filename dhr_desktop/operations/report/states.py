"""Where each section of a document stands, and what the whole still lacks, in figures that lead somewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dhr_desktop.core.changes import Change
from dhr_desktop.core.documents import Check, Citation, Section
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.review import Term
from dhr_desktop.operations.analysis.readings import OPPORTUNITY
from dhr_desktop.operations.report.blocks.drawing import Drawing, number
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.keeping import Kept
from dhr_desktop.writing.prose import Evidence, Paragraph, Style

from .assembling import Assembled, Made, Piece, assemble, words_of
from .citing import Stale, read_again, rows_behind, stale

EMPTY, DRAFTED, GENERATED, REFRESH, CHECKED = "empty", "drafted", "generated", "needs refresh", "checked"
UNREAD = "being read"
"""Where it stands is not known yet: the document is being made."""
MANY = {"missed opportunity": "missed opportunities"}
READ = "section read"
"""The point of a kept Check: the chair read this section as it then was."""


@dataclass(frozen=True, slots=True)
class Standing:
    section: int
    title: str
    level: int
    state: str
    because: str = ""  # why it needs to be looked at again


def standings(
    case: CaseFile, made: Assembled, stale_ones: Sequence[Stale] | None = None, kept: Kept | None = None
) -> list[Standing]:
    """Every section of a document, as the working edition has it."""
    kept = kept or Kept()
    pieces = _by_section(made)
    changed: dict[int, list[str]] = {}
    for one in stale(case) if stale_ones is None else stale_ones:
        changed.setdefault(one.citation.section, []).append(one.in_words())
    read = {each.place: each.finding for each in case.all(Check) if each.point == READ}
    told = []
    for each in made.outline:
        held = pieces[each.section.id]
        state, now = kept.value(
            (made.document, each.section.id, "state"),
            lambda: (_state(held), _digest(held)),  # noqa: B023  # called at once
            *held,
        )
        because = "; ".join(changed.get(each.section.id, ()))
        as_read = read.get(str(each.section.id))
        if because:
            state = REFRESH
        elif as_read is not None:
            state = CHECKED if as_read == now else REFRESH
            because = "" if state == CHECKED else "what it says is not what you read"
        told.append(Standing(each.section.id, each.title, each.level, state, because))
    return told


def _by_section(made: Assembled) -> dict[int, list[Piece]]:
    """Every section of the outline with what is made of it, if anything."""
    pieces: dict[int, list[Piece]] = {each.section.id: [] for each in made.outline}
    for piece in made.pieces:
        if piece.section in pieces:
            pieces[piece.section].append(piece)
    return pieces


def _state(pieces: Sequence[Piece]) -> str:
    if any(each.made is Made.OWN and each.items for each in pieces):
        return DRAFTED
    for piece in pieces:
        if piece.made is Made.FILLED and any(not _is_quiet(each.block) for each in piece.items):
            return GENERATED
    return EMPTY


def _is_quiet(block: object) -> bool:
    return isinstance(block, Paragraph) and block.style in (Style.QUIET, Style.HEADING)


def _digest(pieces: Sequence[Piece]) -> str:
    words = "\n".join(words_of(each.block) for piece in pieces for each in piece.items)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def set_read(case: CaseFile, document: str, section: int) -> Change:
    """As `set_checked`, of the document as it now stands."""
    return set_checked(case, assemble(case, document), section)


def set_checked(case: CaseFile, made: Assembled, section: int, *, is_checked: bool = True) -> Change:
    """The chair has read a section and what stands behind it; if anything of that changes, it says so."""
    held = case.get(Section, section)
    if held is None:
        raise Refused("That section is no longer in the document. Look at the outline again.")
    now = _digest([each for each in made.pieces if each.section == section])
    before = next((each for each in case.all(Check) if each.point == READ and each.place == str(section)), None)
    words = f"{'Mark' if is_checked else 'Unmark'} “{held.heading}” as read"
    with case.step("Mark a section as read", words) as step:
        if before is not None and is_checked:
            step.put(replace(before, finding=now))
        elif before is not None:
            step.remove(Check, before.id)
        elif is_checked:
            step.add(Check(point=READ, place=str(section), finding=now, accepted_because="read"))
        for citation in step.linked(Citation, "section", section) if is_checked else ():
            again = read_again(case, citation)
            if again != citation:
                step.put(again)
    return step.change


# ---- what the whole lacks -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lacks:
    """Ids of what to look at; each is a figure on screen and a place to go."""

    stale: tuple[int, ...]  # sections
    on_one_row: tuple[int, ...]  # sections whose citations come down to one row
    findings_on_one_row: tuple[int, ...]  # marks
    not_discussed: tuple[int, ...]  # missed opportunities that no sentence stands on
    unanswered: tuple[int, ...]  # terms of reference
    broken: tuple[int, ...]  # sections with a reference that leads nowhere
    empty: tuple[int, ...] = ()  # sections in which nothing stands yet

    def in_words(self) -> str:
        told = (
            (self.stale, "section", "whose evidence changed"), (self.on_one_row, "section", "on one row"),
            (self.findings_on_one_row, "finding", "on one row"), (self.not_discussed, "missed opportunity", "not discussed"),
            (self.unanswered, "term", "unanswered"), (self.broken, "section", "with a broken reference"),
            (self.empty, "section", "with nothing in them" if len(self.empty) > 1 else "with nothing in it"),
        )  # fmt: skip
        counts = [f"{number(len(ids), what, MANY.get(what, ''))} {words}" for ids, what, words in told if ids]
        return ", ".join(counts) or "nothing is missing that can be counted"


def lacks(
    case: CaseFile, made: Assembled, stale_ones: Sequence[Stale] | None = None, kept: Kept | None = None
) -> Lacks:
    kept = kept or Kept()
    d = Drawing(case, made.document, kept)
    stale_ones = stale(case) if stale_ones is None else stale_ones
    ours = {each.section.id for each in made.outline}
    behind: dict[int, set[int]] = {}
    cited: set[int] = set()
    for citation in case.all(Citation):
        if citation.section in ours:
            rows = rows_behind(case, citation.of, d.accounts)
            behind.setdefault(citation.section, set()).update(rows)
            cited.update(citation.of, rows)
    for at, piece in enumerate(made.pieces):
        cited |= kept.value((made.document, at, "evidence"), lambda: _evidence_in(piece), piece)  # noqa: B023
    marks = d.marks
    rows_of = {each.id: d.accounts.entries_of(each.on) for each in marks}
    return Lacks(
        tuple(dict.fromkeys(each.citation.section for each in stale_ones if each.citation.section in ours)),
        tuple(id for id, rows in behind.items() if len(rows) == 1),
        tuple(each.id for each in marks if each.text and len(rows_of[each.id]) == 1),
        tuple(each.id for each in marks if each.sort == OPPORTUNITY and each.id not in cited and cited.isdisjoint(rows_of[each.id])),
        tuple(each.id for each in case.all(Term) if not any(each.id in mark.terms for mark in marks)),
        tuple(dict.fromkeys(section for section, _ in made.broken)),
        tuple(id for id, held in _by_section(made).items() if _state(held) == EMPTY),
    )  # fmt: skip


def _evidence_in(piece: Piece) -> frozenset[int]:
    return frozenset(
        id
        for each in piece.items if isinstance(each.block, Paragraph)
        for run in each.block.runs if isinstance(run, Evidence)
        for id in run.ids
    )  # fmt: skip


def counted(told: Sequence[Standing]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for each in told:
        counts[each.state] = counts.get(each.state, 0) + 1
    return counts
