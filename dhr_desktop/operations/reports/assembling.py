"""A document as an edition prints it: headings, the chair's words and the filled blocks in order, numbered and resolved.

Window, checks and every file are made from this one reading, so that they cannot disagree about a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dhr_desktop.core.documents import Section
from dhr_desktop.operations.editions import PUBLICATION
from dhr_desktop.operations.presented import REDACTED, edition_of, real_of
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.writing.prose import Block, Figure, Paragraph, Place, See, Style, Table, Words, read

from .blocks import GLOSSARY, filled
from .drawing import Drawing
from .labels import in_letters
from .sections import Outlined, blocks_of, is_numbered, numbering, outline
from .shapes import BY_SECTIONS, RUNNING


class Made(StrEnum):
    HEADING = "heading"
    OWN = "own"  # the chair's words
    FILLED = "filled"  # from the registers


@dataclass(frozen=True, slots=True)
class Laid:
    """One block where it is printed: its number, how deep that counts, and the name it can be found by."""

    block: Block
    number: str = ""
    depth: int = 0
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """What one section holds of one make."""

    made: Made
    section: int
    title: str
    items: tuple[Laid, ...]
    name: str = ""  # of a filled block
    part: int = 0  # of the chair's words, where a block stands between them


@dataclass(frozen=True, slots=True)
class Target:
    """Where a reference leads, and what it reads."""

    bookmark: str
    words: str
    is_number: bool


@dataclass(slots=True)
class Assembled:
    document: str
    edition: str
    outline: list[Outlined]
    pieces: list[Piece]
    targets: dict[str, Target] = field(default_factory=dict)
    broken: list[tuple[int, str]] = field(default_factory=list)  # section, and the reference that leads nowhere

    def items(self) -> Iterator[tuple[Piece, Laid]]:
        for piece in self.pieces:
            for each in piece.items:
                yield piece, each

    def words(self) -> str:
        return "\n".join(words_of(each.block) for _, each in self.items())


def words_of(block: Block) -> str:
    """A block as it is read, without marks."""
    if isinstance(block, Paragraph):
        return block.words
    if isinstance(block, Table):
        rows = [
            "\t".join("".join(run.text for run in cell if isinstance(run, Words)) for cell in row) for row in block.rows
        ]
        return "\n".join(([block.caption] if block.caption else []) + rows)
    return f"{block.caption}\n{block.says}" if isinstance(block, Figure) else ""


def assemble(case: CaseFile, document: str) -> Assembled:
    """`case` as an edition shows it, or the case itself for the working edition."""
    d = Drawing(case, document)
    edition = edition_of(case)
    told = outline(case, document)
    real = {each.id: each for each in real_of(case).all(Section)}
    pieces = [piece for each in told for piece in _pieces(d, each, real[each.section.id], edition)]
    pieces = _with_glossary(d, pieces)
    numbered = list(_numbered(pieces, told, numbering(real_of(case), document)))
    made = Assembled(document, edition, told, numbered)
    made.targets = _targets(made)
    made.broken = [
        (piece.section, run.to)
        for piece, each in made.items() if isinstance(each.block, Paragraph)
        for run in each.block.runs if isinstance(run, See) and run.to not in made.targets
    ]  # fmt: skip
    return made


def _pieces(d: Drawing, each: Outlined, real: Section, edition: str) -> Iterator[Piece]:
    section = each.section
    printed = real.generated.split(";")[0] not in ("title-page", "contents")
    if printed:
        head = Paragraph((Words(section.heading),), Style.HEADING, each.level - 1)
        yield Piece(Made.HEADING, section.id, section.heading, (Laid(head, bookmark=section_bookmark(section.id)),))
    if edition in real.redacted_in:
        yield Piece(Made.OWN, section.id, section.heading, (Laid(Paragraph((Words(REDACTED),))),))
        return
    part, held = 0, list[Block]()
    for block in read(section.body):
        if not isinstance(block, Place):
            held.append(_redacted(block, edition))
            continue
        if held:
            yield _own(each, held, part)
        part, held = part + 1, []
        yield _filled(d, each, block.name)
    if held:
        yield _own(each, held, part)
    for name in blocks_of(replace(real, body=section.body)):
        yield _filled(d, each, name)


def section_bookmark(id: int) -> str:
    """In letters: figures behind the word REF would look like somebody's reference."""
    return f"section_{in_letters(id)}"


def _redacted(block: Block, edition: str) -> Block:
    """A paragraph that an edition may not print keeps its number (R-ANON-6)."""
    if isinstance(block, Paragraph) and edition in block.redacted_in:
        return Paragraph((Words(REDACTED),), block.style, block.level, block.name)
    return block


def _own(each: Outlined, blocks: Sequence[Block], part: int) -> Piece:
    return Piece(
        Made.OWN, each.section.id, each.section.heading, tuple(map(Laid, _deeper(blocks, each.level))), part=part
    )


def _filled(d: Drawing, each: Outlined, name: str) -> Piece:
    blocks = [Place(GLOSSARY)] if name == GLOSSARY else _deeper(_printed(d, name), each.level)
    return Piece(Made.FILLED, each.section.id, each.section.heading, tuple(map(Laid, blocks)), name)


def _printed(d: Drawing, name: str) -> list[Block]:
    """What is only said to the chair – that something is not there yet – is not published."""
    blocks = filled(d, name)
    if d.edition != PUBLICATION:
        return blocks
    return [each for each in blocks if not (isinstance(each, Paragraph) and each.style is Style.QUIET)]


def _deeper(blocks: Iterable[Block], level: int) -> list[Block]:
    """Headings within a section stand under its own."""
    return [
        replace(each, level=each.level + level) if isinstance(each, Paragraph) and each.style is Style.HEADING else each
        for each in blocks
    ]


def _with_glossary(d: Drawing, pieces: list[Piece]) -> list[Piece]:
    """Last, because it tells of what all the others say."""
    if not any(each.name == GLOSSARY for each in pieces):
        return pieces
    d.words_elsewhere = "\n".join(words_of(each.block) for piece in pieces for each in piece.items)
    items = tuple(map(Laid, _printed(d, GLOSSARY)))
    return [replace(each, items=items) if each.name == GLOSSARY else each for each in pieces]


# ---- numbers ------------------------------------------------------------------------------------------------


def _numbered(pieces: Iterable[Piece], told: Sequence[Outlined], how: str) -> Iterator[Piece]:
    """Headings by their place; paragraphs under the heading they stand in, or in one count.

    A heading that has others under it numbers those, and not the paragraphs before them: no number is given twice.
    """
    by_id = {each.section.id: each for each in told}
    parents = {each.section.within for each in told}
    count = 0
    counts: dict[int, int] = {}
    for piece in pieces:
        where = by_id[piece.section]
        items = []
        for each in piece.items:
            block = each.block
            if piece.made is Made.HEADING:
                each = replace(each, number=where.number, depth=where.level - 1)
            elif isinstance(block, Paragraph) and block.style is Style.PLAIN and block.runs and _counts(where, told):
                if how == RUNNING:
                    count += 1
                    each = replace(each, number=str(count))
                elif how == BY_SECTIONS and where.number and piece.section not in parents:
                    counts[piece.section] = counts.get(piece.section, 0) + 1
                    each = replace(each, number=f"{where.number}.{counts[piece.section]}", depth=where.level)
            if isinstance(block, Paragraph) and block.name:
                each = replace(each, bookmark=bookmark_of(block.name))
            items.append(each)
        yield replace(piece, items=tuple(items))


def _counts(where: Outlined, told: Sequence[Outlined]) -> bool:
    """Whether paragraphs here are numbered at all: not in what stands before the first chapter, nor in appendices."""
    by_id = {each.section.id: each.section for each in told}
    section: Section | None = where.section
    while section is not None:
        if not is_numbered(section):
            return False
        section = by_id.get(section.within)
    return True


def bookmark_of(name: str) -> str:
    return (
        "named_"
        + re.sub(
            r"[^A-Za-z_]",
            lambda each: "abcdefghij"[int(each[0])] if each[0].isascii() and each[0].isdigit() else "_",
            name,
        )[:30]
    )


_CALLED = re.compile(r"^((?:Recommendation|Lesson) [\w.]+)")


def _targets(made: Assembled) -> dict[str, Target]:
    told: dict[str, Target] = {}
    for piece, each in made.items():
        if piece.made is Made.HEADING:
            words = f"section {each.number}" if each.number else f"“{piece.title}”"
            told.setdefault(str(piece.section), Target(each.bookmark, words, bool(each.number)))
        elif isinstance(each.block, Paragraph) and each.block.name:
            called = _CALLED.match(each.block.words)
            words = called[1] if called else f"paragraph {each.number}" if each.number else f"“{each.block.words[:40]}”"
            told.setdefault(each.block.name, Target(each.bookmark, words, bool(each.number) and not called))
    return told
