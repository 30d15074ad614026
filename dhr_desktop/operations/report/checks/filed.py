"""A report's Word file held against the points: what the file says stands in for what is written here.

A draft says which words belong to which section by its labels. A published file has none; it is read by its headings,
and its words are taken as they stand, for they are what would leave.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dhr_desktop.core.changes import Change
from dhr_desktop.core.documents import PUBLICATION, Section
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.fields import Record
from dhr_desktop.core.progress import Progress
from dhr_desktop.intake.edited_docx import read_edited
from dhr_desktop.intake.pages import Refused as NotOpened
from dhr_desktop.operations.names.presented import Presented, R, presented, real_of, shown_record
from dhr_desktop.operations.report import word_back
from dhr_desktop.operations.report.assembling import Made, assemble, words_of
from dhr_desktop.operations.report.sections import PLAIN, Outlined, is_numbered, outline, root
from dhr_desktop.operations.report.shapes import DOCUMENTS
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.vault import refuse_if_open_here
from dhr_desktop.writing.prose import Block, Paragraph, Style, Table, written

from .every import Result, run
from .findings import Looking

FEWEST_HEADINGS = 3
"""Fewer than these of the outline's headings, and it is some other document."""
NOT_OURS = 10**9
"""Beyond this a section's number is its place in a file: the review has no such section."""
APART = 10  # between the places of two sections there is room for one that prints no heading
OWN_INDEX = "evidence index"
NOT_CHANGED = "What a file says is looked at, not changed. Take its words in with dhr word first."


@dataclass(frozen=True, slots=True)
class Filed:
    """A file as a report of this review, and how it was read."""

    case: CaseFile
    shown: CaseFile | None
    how: str


class AsFiled(CaseFile):
    """The case with the sections of a file in place of its own. Reads as the case does; refuses every change."""

    real: CaseFile

    def __init__(self, case: CaseFile, sections: Sequence[Section]) -> None:
        own = self.__dict__
        own["real"] = case
        own["_sections"] = list(sections)
        own["read_only_because"] = NOT_CHANGED

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["real"], name)

    def all(self, kind: type[R]) -> list[R]:
        return self.__dict__["_sections"] if kind is Section else self.real.all(kind)

    def get(self, kind: type[R], id: int) -> R | None:
        if kind is not Section:
            return self.real.get(kind, id)
        return next((each for each in self.all(kind) if each.id == id), None)

    def find(self, id: int) -> Record | None:
        return self.get(Section, id) or self.real.find(id)

    @contextmanager
    def step(self, action: str, words: str = "", *, gesture: str = "", sort: str = "edit") -> Any:
        raise Refused(NOT_CHANGED)
        yield

    def note(self, action: str, **detail: Any) -> None:
        raise Refused(NOT_CHANGED)

    def undo(self) -> Change:
        raise Refused(NOT_CHANGED)

    redo = undo


class AsPrinted(Presented):
    """An edition whose report is in its own words already: a name that stands in the file must not be masked away."""

    def __init__(self, case: CaseFile, edition: str, document: str) -> None:
        super().__init__(case, edition)
        self.__dict__["_document"] = document

    def all(self, kind: type[R]) -> list[R]:
        return [self._as_printed(each) for each in self.real.all(kind)] if kind is Section else super().all(kind)

    def get(self, kind: type[R], id: int) -> R | None:
        held = self.real.get(kind, id) if kind is Section else None
        return self._as_printed(held) if held is not None else super().get(kind, id)

    def _as_printed(self, section: R) -> R:
        is_filed = isinstance(section, Section) and section.document == self.__dict__["_document"]
        return section if is_filed else shown_record(section, self.look)


def run_on_file(case: CaseFile, path: Path, progress: Progress | None = None) -> tuple[str, Result] | None:
    """How the file was read and what was found; nothing when it is no report of this review."""
    refuse_if_open_here(path)
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise Refused(f"{path.name} could not be read ({problem.strerror}). Check the name and the folder.") from None
    filed = read_filed(case, path.name, data)
    return (filed.how, run(filed.case, progress, Looking(filed.case, filed.shown))) if filed is not None else None


def read_filed(case: CaseFile, name: str, data: bytes) -> Filed | None:
    real = real_of(case)
    try:
        back = word_back.read_back_bytes(real, name, data)
    except Refused:
        return _by_headings(real, data)
    bodies = {each.section: each.after for each in back.changed}
    sections = [replace(each, body=bodies.get(each.id, each.body)) for each in real.all(Section)]
    return Filed(AsFiled(real, sections), None, f"a draft of the {back.document}; {back.in_words()}")


# ---- a file without labels ------------------------------------------------------------------------------------


def _by_headings(case: CaseFile, data: bytes) -> Filed | None:
    try:
        flow = read_edited(data, {}, {}).flow
    except NotOpened:
        return None
    said = [_folded(block) for depth, block in flow if depth]
    document = max(DOCUMENTS, key=lambda each: len(_headings(case, each) & set(said)))
    met = _headings(case, document) & set(said)
    held = root(case, document)
    if held is None or len(met) < FEWEST_HEADINGS:
        return None
    sections = _sections(held, flow, outline(case, document), _filled(case, document))
    others = [each for each in case.all(Section) if each.document != document]
    as_filed = AsFiled(case, [*others, held, *sections])
    strange = sum(each.id > NOT_OURS for each in sections)
    how = f"the {document}, read by its headings: {len(sections) - strange} sections of the outline, {strange} others"
    return Filed(as_filed, AsPrinted(as_filed, PUBLICATION, document), how)


def _headings(case: CaseFile, document: str) -> set[str]:
    return {" ".join(each.section.heading.casefold().split()) for each in outline(case, document)}


def _folded(block: Block) -> str:
    return " ".join(block.words.casefold().split()) if isinstance(block, Paragraph) else ""


def _filled(case: CaseFile, document: str) -> dict[int, dict[str, list[str]]]:
    """What the registers would fill under each heading if it were published now, block by block."""
    told: dict[int, dict[str, list[str]]] = {}
    for piece in assemble(presented(case, PUBLICATION), document).pieces:
        if piece.made is Made.FILLED:
            held = told.setdefault(piece.section, {}).setdefault(piece.name, [])
            held += filter(None, (_flat(each.block) for each in piece.items))
    return told


def _flat(block: Block) -> str:
    """Without a caption, whose number is Word's own."""
    return "".join(words_of(replace(block, caption="") if isinstance(block, Table) else block).split())


def _sections(
    first: Section,
    flow: Sequence[tuple[int, Block]],
    told: Sequence[Outlined],
    filled: Mapping[int, Mapping[str, list[str]]],
) -> list[Section]:
    """Each heading of the outline begins its section; one it does not know is the section's own, or a new one."""
    free = {each.section.id: each for each in told}
    made: list[Section] = []
    bodies: dict[int, list[Block]] = {}
    above = [first.id]
    for depth, block in flow:
        known = next((each for each in free.values() if depth and _is_headed(each, block)), None)
        if known is None and (not depth or (made and depth > len(above) - 1)):
            if made:
                bodies[made[-1].id].append(_within(block, depth, len(above) - 1))
            continue
        if known is None and _folded(block) == OWN_INDEX:
            break
        level = known.level if known is not None else depth
        above = above[: max(1, level)]
        section = _begun(first, known, block, above[-1], (len(made) + 1) * APART)
        if known is not None:
            del free[known.section.id]
        made.append(section)
        bodies[section.id] = []
        above.append(section.id)
    return [*_unprinted(made, told), *(_told(each, bodies[each.id], filled.get(each.id, {})) for each in made)]


def _unprinted(made: Sequence[Section], told: Sequence[Outlined]) -> Iterator[Section]:
    """The title page and the contents have no heading in a file: they are where they were."""
    places = {each.id: each.place or 0 for each in made}
    last = 0
    for each in told:
        last = places.get(each.section.id, last)
        if {"title-page", "contents"} & set(each.section.generated.split(";")):
            yield replace(each.section, place=last + 1)


def _told(section: Section, blocks: Sequence[Block], filled: Mapping[str, list[str]]) -> Section:
    """A block that stands in the file as the registers fill it is theirs; every other word is the chair's."""
    said = {_flat(each) for each in blocks}
    theirs = {name: texts for name, texts in filled.items() if said.issuperset(texts)}
    not_own = {text for texts in theirs.values() for text in texts}
    own = written([each for each in blocks if _flat(each) not in not_own])
    return replace(section, body=own, generated=";".join([*theirs, *filter(None, [section.generated])]))


def _is_headed(each: Outlined, block: Block) -> bool:
    return " ".join(each.section.heading.casefold().split()) == _folded(block)


def _begun(first: Section, known: Outlined | None, block: Block, within: int, at: int) -> Section:
    if known is not None:
        generated = "" if is_numbered(known.section) else PLAIN
        return replace(known.section, within=within, place=at, generated=generated)
    heading = block.words if isinstance(block, Paragraph) else ""
    return Section(id=NOT_OURS + at, document=first.document, within=within, place=at, heading=heading)


def _within(block: Block, depth: int, level: int) -> Block:
    if not depth or not isinstance(block, Paragraph):
        return block
    return replace(block, style=Style.HEADING, level=max(0, min(2, depth - 1 - level)))
