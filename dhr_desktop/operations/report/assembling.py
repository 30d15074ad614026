"""A document as an edition prints it: headings, the chair's words and the filled blocks in order, numbered and resolved.

Window, checks and every file are made from this one reading, so that they cannot disagree about a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dhr_desktop.core.documents import PUBLICATION, Section
from dhr_desktop.operations.names.presented import REDACTED, edition_of, real_of
from dhr_desktop.operations.report.blocks.by_name import GLOSSARY, filled
from dhr_desktop.operations.report.blocks.drawing import Drawing
from dhr_desktop.operations.report.blocks.drawn_blocks import abbreviations_met, in_alphabet
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.keeping import Kept
from dhr_desktop.writing.labels import in_letters
from dhr_desktop.writing.prose import Block, Figure, Paragraph, Place, See, Style, Table, Words, read

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


def assemble(case: CaseFile, document: str, kept: Kept | None = None) -> Assembled:
    """`case` as an edition shows it, or the case itself for the working edition.

    With `kept`, whatever was made before and still stands is not made again: a section that is saved is read, put
    among the others and numbered; a block is filled again when a kind of record changed that it was filled from.
    """
    kept = kept or Kept()
    edition = edition_of(case)
    told = outline(case, document)
    real = {each.id: each for each in real_of(case).all(Section)}
    pieces: list[Piece] = []
    for each in told:
        for at, part in enumerate(_parts(case, each, real[each.section.id], edition, kept)):
            pieces.append(part if isinstance(part, Piece) else _filled(case, document, each, part.name, at, kept))
    pieces = _with_glossary(case, document, told, pieces, kept)
    numbered = _numbered(pieces, told, numbering(real_of(case), document), document, kept)
    made = Assembled(document, edition, told, numbered)
    targets: dict[str, Target] = {}
    for at, piece in enumerate(numbered):
        for name, target in kept.value((document, at, "targets"), lambda: tuple(_targets(piece)), piece):  # noqa: B023
            targets.setdefault(name, target)
    made.targets = targets
    made.broken = [
        (piece.section, to)
        for at, piece in enumerate(numbered)
        for to in kept.value((document, at, "references"), lambda: tuple(_references(piece)), piece)  # noqa: B023
        if to not in targets
    ]
    return made


def _references(piece: Piece) -> Iterator[str]:
    for each in piece.items:
        for run in each.block.runs if isinstance(each.block, Paragraph) else ():
            if isinstance(run, See):
                yield run.to


def _parts(case: CaseFile, each: Outlined, real: Section, edition: str, kept: Kept) -> tuple[Piece | Place, ...]:
    """A section's heading, the chair's words, and where its blocks stand: read again when the section changed."""
    heading, body, level = each.section.heading, each.section.body, each.level

    def make() -> tuple[Piece | Place, ...]:
        return tuple(_read_section(each, real, edition))

    return kept.value(("section", real.id), make, real, heading, body, level)


def _read_section(each: Outlined, real: Section, edition: str) -> Iterator[Piece | Place]:
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
        yield block
    if held:
        yield _own(each, held, part)
    yield from map(Place, blocks_of(replace(real, body=section.body)))


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


def _filled(case: CaseFile, document: str, each: Outlined, name: str, at: int, kept: Kept) -> Piece:
    section, title, level = each.section.id, each.section.heading, each.level
    if name == GLOSSARY:
        return Piece(Made.FILLED, section, title, (Laid(Place(GLOSSARY)),), name)
    blocks = kept.value((document, name), lambda: tuple(_printed(Drawing(case, document, kept), name)))

    def make() -> Piece:
        return Piece(Made.FILLED, section, title, tuple(map(Laid, _deeper(blocks, level))), name)

    return kept.value((document, section, at, name), make, blocks, title, level)


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


def _with_glossary(
    case: CaseFile, document: str, told: Sequence[Outlined], pieces: list[Piece], kept: Kept
) -> list[Piece]:
    """Last, because it tells of what all the others say."""
    if not any(each.name == GLOSSARY for each in pieces):
        return pieces
    met: set[str] = set()
    for at, piece in enumerate(pieces):
        met |= kept.value((document, at, "abbreviations"), lambda: abbreviations_met(words_in(piece)), piece)  # noqa: B023
    used = in_alphabet(met)

    def make() -> tuple[Laid, ...]:
        return tuple(map(Laid, _printed(Drawing(case, document, kept, used), GLOSSARY)))

    items = kept.value((document, GLOSSARY), make, "\n".join(used))
    return [
        kept.value((document, at, GLOSSARY), lambda: replace(each, items=items), items, each.section, each.title)  # noqa: B023
        if each.name == GLOSSARY
        else each
        for at, each in enumerate(pieces)
    ]


def words_in(piece: Piece) -> str:
    return "\n".join(words_of(each.block) for each in piece.items)


# ---- numbers ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Numbers:
    """How the paragraphs of a piece are numbered: from which number on, with what before it, how deep."""

    before: str = ""
    first: int = 0  # 0 for no numbers
    depth: int = 0


def _numbered(pieces: Sequence[Piece], told: Sequence[Outlined], how: str, document: str, kept: Kept) -> list[Piece]:
    """Headings by their place; paragraphs under the heading they stand in, or in one count.

    A heading that has others under it numbers those, and not the paragraphs before them: no number is given twice.
    """
    by_id = {each.section.id: each for each in told}
    parents = {each.section.within for each in told}
    counting = {each.section.id for each in told if _counts(each, by_id)}
    counts: dict[int, int] = {}
    done: list[Piece] = []
    for at, piece in enumerate(pieces):
        where = by_id[piece.section]
        if piece.made is Made.HEADING:
            before, first, depth = where.number, 0, where.level - 1
        elif piece.section not in counting:
            before, first, depth = "", 0, 0
        elif how == RUNNING:
            before, first, depth = "", counts.get(0, 0) + 1, 0
        elif how == BY_SECTIONS and where.number and piece.section not in parents:
            before, first, depth = f"{where.number}.", counts.get(piece.section, 0) + 1, where.level
        else:
            before, first, depth = "", 0, 0
        key = 0 if how == RUNNING else piece.section

        def make(piece: Piece = piece, numbers: _Numbers = _Numbers(before, first, depth)) -> tuple[Piece, int]:
            return _with_numbers(piece, numbers)

        made, count = kept.value((document, at, "numbered"), make, piece, before, first, depth)
        if count:
            counts[key] = count
        done.append(made)
    return done


def _with_numbers(piece: Piece, numbers: _Numbers) -> tuple[Piece, int]:
    """A piece with its numbers, and the last that was given."""
    count = numbers.first - 1
    items = []
    for each in piece.items:
        block = each.block
        if piece.made is Made.HEADING:
            each = replace(each, number=numbers.before, depth=numbers.depth)
        elif numbers.first and isinstance(block, Paragraph) and block.style is Style.PLAIN and block.runs:
            count += 1
            each = replace(each, number=f"{numbers.before}{count}", depth=numbers.depth)
        if isinstance(block, Paragraph) and block.name:
            each = replace(each, bookmark=bookmark_of(block.name))
        items.append(each)
    return replace(piece, items=tuple(items)), max(count, 0)


def _counts(where: Outlined, by_id: Mapping[int, Outlined]) -> bool:
    """Whether paragraphs here are numbered at all: not in what stands before the first chapter, nor in appendices."""
    held: Outlined | None = where
    while held is not None:
        if not is_numbered(held.section):
            return False
        held = by_id.get(held.section.within)
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


def _targets(piece: Piece) -> Iterator[tuple[str, Target]]:
    for each in piece.items:
        if piece.made is Made.HEADING:
            words = f"section {each.number}" if each.number else f"“{piece.title}”"
            yield str(piece.section), Target(each.bookmark, words, bool(each.number))
        elif isinstance(each.block, Paragraph) and each.block.name:
            called = _CALLED.match(each.block.words)
            words = called[1] if called else f"paragraph {each.number}" if each.number else f"“{each.block.words[:40]}”"
            yield each.block.name, Target(each.bookmark, words, bool(each.number) and not called)
