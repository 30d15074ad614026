"""The outline of each document and the chair's words in it. One section is one record; the document is the first of them.

A section's own words are kept as `writing/prose.py` reads them. What the registers fill is never kept: it is made
anew whenever the document is shown or written, so that filling it again cannot touch a letter of the chair's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dhr_desktop.core.changes import Change
from dhr_desktop.core.documents import Citation, Section
from dhr_desktop.core.errors import Refused
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.step import Step
from dhr_desktop.writing import prose

from .shapes import BY_SECTIONS, DOCUMENTS, NUMBERINGS, Part, Shape, shipped

DEEPEST = 3
PLAIN = "unnumbered"
"""Stands among a section's blocks where its heading has no number."""


@dataclass(frozen=True, slots=True)
class Outlined:
    """One section where it stands."""

    section: Section
    level: int
    number: str  # as it is printed before the heading, "" for none

    @property
    def title(self) -> str:
        return f"{self.number} {self.section.heading}".strip()


def root(case: CaseFile, document: str) -> Section | None:
    """The record that stands for the whole document, if it has been begun."""
    return next((each for each in case.all(Section) if each.document == document and not each.within), None)


def begun(case: CaseFile) -> list[str]:
    return [each for each in DOCUMENTS if root(case, each) is not None]


def numbering(case: CaseFile, document: str) -> str:
    held = root(case, document)
    said = held.state if held is not None else ""
    return said if said in NUMBERINGS else BY_SECTIONS


def begin(case: CaseFile, of: Shape) -> Change:
    """Every heading of a shape, empty, with the blocks the registers fill."""
    if root(case, of.document) is not None:
        raise Refused(f"There is {_a(of.document)} already. Change its outline, or remove it first.")
    with case.step("Begin a document", f"Begin the {of.document}: {of.title}") as step:
        held = step.add(Section(document=of.document, heading=of.title, generated=of.key, state=of.numbering, place=0))
        parents = [held.id]
        for place, part in enumerate(of.sections, 1):
            level = max(1, part.level)
            parents = parents[:level] if len(parents) >= level else parents
            added = step.add(_section(of.document, part, parents[-1], place))
            parents.append(added.id)
    return step.change


def _a(document: str) -> str:
    return f"an {document}" if document[0] in "aeiou" else f"a {document}"


def _section(document: str, part: Part, within: int, place: int) -> Section:
    blocks = list(part.blocks) if part.numbered else [*part.blocks, PLAIN]
    return Section(document=document, within=within, place=place, heading=part.heading, generated=";".join(blocks))


def forget(case: CaseFile, document: str) -> Change:
    """The whole document away, its citations with it. Undo brings it back."""
    held = _begun_root(case, document)
    with case.step("Remove a document", f"Remove the {document}") as step:
        for each in [*(one.section for one in outline(case, document)), held]:
            step.remove(Section, each.id)
    return step.change


def _begun_root(case: CaseFile, document: str) -> Section:
    held = root(case, document)
    if held is None:
        raise Refused(f"The {document} has not been begun. Choose a shape for it first.")
    return held


# ---- the outline ------------------------------------------------------------------------------------------


def outline(case: CaseFile, document: str) -> list[Outlined]:
    """Every section in its order, with its level and its number."""
    first = root(case, document)
    if first is None:
        return []
    under: dict[int, list[Section]] = {}
    for each in case.all(Section):
        if each.document == document and each.within:
            under.setdefault(each.within, []).append(each)
    told: list[Outlined] = []
    has_numbers = numbering(case, document) == BY_SECTIONS

    def walk(parent: int, level: int, above: str) -> None:
        count = 0
        for each in sorted(under.get(parent, ()), key=lambda one: (one.place or 0, one.id)):
            number = ""
            if has_numbers and is_numbered(each) and (above or level == 1):
                count += 1
                number = f"{above}{count}"
            told.append(Outlined(each, level, number))
            walk(each.id, level + 1, f"{number}." if number else "")

    walk(first.id, 1, "")
    return told


def is_numbered(section: Section) -> bool:
    return PLAIN not in section.generated.split(";")


def blocks_of(section: Section) -> list[str]:
    """The blocks that stand under a heading, those placed within its words left out."""
    placed = set(prose.places_in(section.body))
    return [each for each in section.generated.split(";") if each and each != PLAIN and each not in placed]


def shape_of(case: CaseFile, document: str) -> Shape | None:
    """The shape a document was begun in, if it ships."""
    held = root(case, document)
    return shipped().get(held.generated) if held is not None else None


def as_shape(case: CaseFile, document: str, title: str) -> Shape:
    """A document's outline as a shape, to begin others from: headings and blocks, no words."""
    first = _begun_root(case, document)
    known = shape_of(case, document)
    parts = []
    for each in outline(case, document):
        part = known.part(each.section.heading) if known else None
        blocks = tuple(one for one in each.section.generated.split(";") if one and one != PLAIN)
        parts.append(
            Part(
                each.section.heading, each.level, bool(part and part.required), part.help if part else "", blocks,
                is_numbered(each.section),
            )
        )  # fmt: skip
    return Shape(
        first.generated or "own", title or first.heading, document, "", numbering(case, document), tuple(parts)
    )


# ---- changing it --------------------------------------------------------------------------------------------


def _held(case: CaseFile, id: int) -> Section:
    section = case.get(Section, id)
    if section is None:
        raise Refused("That section is no longer in the document. Look at the outline again.")
    return section


def write(case: CaseFile, id: int, body: str, *, gesture: str = "") -> Change:
    """The chair's words of one section. Citations that no longer stand in them are taken away with them."""
    section = _held(case, id)
    cited = set(prose.cited_in(body))
    with case.step("Write", f"Write in “{section.heading}”", gesture=gesture) as step:
        step.put(replace(section, body=body, state=""))
        for each in step.linked(Citation, "section", id):
            if each.id not in cited:
                step.remove(Citation, each.id)
    return step.change


def rename(case: CaseFile, id: int, heading: str) -> Change:
    section = _held(case, id)
    heading = " ".join(heading.split())
    if not heading:
        raise Refused("A section needs a heading.")
    with case.step("Rename a section", f"Rename “{section.heading}” to “{heading}”") as step:
        step.put(replace(section, heading=heading))
    return step.change


def fill_with(case: CaseFile, id: int, blocks: Sequence[str], *, is_numbered: bool = True) -> Change:
    """Which blocks the registers fill under a heading."""
    section = _held(case, id)
    wanted = ";".join([*blocks, *([] if is_numbered else [PLAIN])])
    with case.step("Change a section's blocks", f"Change what fills “{section.heading}”") as step:
        step.put(replace(section, generated=wanted))
    return step.change


def add_after(case: CaseFile, id: int, heading: str, *, under: bool = False) -> tuple[Change, Section]:
    """A new section behind one, or as the last within it."""
    before = _held(case, id)
    heading = " ".join(heading.split()) or "New section"
    if before.within == 0:
        under = True
    with case.step("Add a section", f"Add the section “{heading}”") as step:
        within = before.id if under else before.within
        kin = _kin(step, before.document, within)
        at = len(kin) if under else kin.index(next(each for each in kin if each.id == before.id)) + 1
        added = step.add(Section(document=before.document, within=within, heading=heading, place=0))
        _number(step, [*kin[:at], added, *kin[at:]])
    return step.change, added


def _kin(step: Step, document: str, within: int) -> list[Section]:
    held = [each for each in step.linked(Section, "within", within) if each.document == document]
    return sorted(held, key=lambda each: (each.place or 0, each.id))


def _number(step: Step, kin: Sequence[Section]) -> None:
    for place, each in enumerate(kin, 1):
        if each.place != place:
            step.put(replace(each, place=place))


def move(case: CaseFile, id: int, by: int) -> Change:
    """Up or down among the sections it stands with."""
    section = _held(case, id)
    with case.step("Move a section", f"Move “{section.heading}” {'up' if by < 0 else 'down'}") as step:
        kin = _kin(step, section.document, section.within)
        at = next(at for at, each in enumerate(kin) if each.id == id)
        to = max(0, min(len(kin) - 1, at + by))
        kin.insert(to, kin.pop(at))
        _number(step, kin)
    return step.change


def shift(case: CaseFile, id: int, by: int) -> Change:
    """Deeper, into the section before it; or out, behind the one it stands in. Where that cannot be, it stays."""
    section = _held(case, id)
    with case.step("Move a section", f"Move “{section.heading}” {'in' if by > 0 else 'out'}") as step:
        if by > 0:
            _move_in(case, step, section)
        else:
            _move_out(case, step, section)
    return step.change


def _move_in(case: CaseFile, step: Step, section: Section) -> None:
    kin = _kin(step, section.document, section.within)
    at = next(at for at, each in enumerate(kin) if each.id == section.id)
    level = next((one.level for one in outline(case, section.document) if one.section.id == section.id), 1)
    if at and level < DEEPEST:
        place = len(_kin(step, section.document, kin[at - 1].id)) + 1
        step.put(replace(section, within=kin[at - 1].id, place=place))


def _move_out(case: CaseFile, step: Step, section: Section) -> None:
    parent = case.get(Section, section.within)
    if parent is None or not parent.within:
        return
    kin = _kin(step, section.document, parent.within)
    at = next(at for at, each in enumerate(kin) if each.id == parent.id) + 1
    moved = replace(section, within=parent.within)
    step.put(moved)
    _number(step, [*kin[:at], moved, *kin[at:]])


def remove(case: CaseFile, id: int) -> Change:
    """A section and what stands within it, its citations with it. One Undo."""
    section = _held(case, id)
    if not section.within:
        raise Refused("That is the document itself. Remove the whole document instead.")
    with case.step("Remove a section", f"Remove the section “{section.heading}”") as step:
        _remove(step, section)
    return step.change


def _remove(step: Step, section: Section) -> None:
    for each in step.linked(Section, "within", section.id):
        _remove(step, each)
    step.remove(Section, section.id)


def set_numbering(case: CaseFile, document: str, how: str) -> Change:
    if how not in NUMBERINGS:
        raise Refused(f"A document is numbered by: {', '.join(NUMBERINGS)}.")
    held = _begun_root(case, document)
    with case.step("Change the numbering", f"Number the {document}: {how}") as step:
        step.put(replace(held, state=how))
    return step.change
