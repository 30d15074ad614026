"""The documents as files: report, summary, terms of reference, action plan, evidence index. Each leaves through the one door."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dhr_desktop.core.agencies import Row, SourceTable, Submission
from dhr_desktop.core.counting import counted
from dhr_desktop.core.documents import PUBLICATION, WORKING, Citation, Section
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.files import tables
from dhr_desktop.intake.pages import Refused as NotOpened
from dhr_desktop.operations.names.departing import AS_IT_IS, Sending, depart, signed
from dhr_desktop.operations.names.editions import about_of
from dhr_desktop.operations.names.presented import presented, real_of
from dhr_desktop.operations.report.blocks.drawing import Drawing, begun, heading, para, table
from dhr_desktop.operations.report.blocks.finding_blocks import PLAN_COLUMNS, action_plan, plan_rows
from dhr_desktop.operations.report.blocks.register_blocks import label_of
from dhr_desktop.report.prose_docx import Close, Item, Open, Paper, Put, Refers, report
from dhr_desktop.report.word_template import Template, read_template
from dhr_desktop.report.xlsx_writer import Sheet, workbook
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system.folders import templates
from dhr_desktop.writing.labels import Own, digest, kept_from
from dhr_desktop.writing.prose import Block, Evidence, Landing, Paragraph, Style, Table, Words

from .assembling import Assembled, Made, Piece, assemble
from .citing import rows_behind
from .sections import as_shape, root
from .shapes import OVERVIEW, SUMMARY, outline_text

FRONT = frozenset({"title-page", "contents"})
WIDE_BLOCKS = frozenset({"action-plan", "chronology-table"})
PLAN, EVIDENCE = "action plan", "evidence index"
DOCX, XLSX = ".docx", ".xlsx"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, in figures."""

    document: str
    sections: int
    paragraphs: int
    citations: int
    broken: tuple[str, ...]

    def in_words(self) -> str:
        words = f"{begun(self.document)}: {counted(self.sections, 'section')}, {counted(self.paragraphs, 'paragraph')}, {counted(self.citations, 'citation')}"
        return f"{words}; references that lead nowhere: {', '.join(self.broken)}" if self.broken else words


class NotBegun(Refused):
    """There is no outline to write."""

    by_command = "dhr outline CASE.dhr --begin SHAPE"


def write_document(
    case: CaseFile, document: str, to: Path, *, sending: Sending = AS_IT_IS, overwrite: bool = False, template: bytes = b"",
) -> Written:  # fmt: skip
    """The overview report, the executive summary or the terms of reference, as Word opens it."""
    _needs(to, DOCX)
    if root(real_of(case), document) is None:
        raise NotBegun(f"The {document} has not been begun. Choose a shape for it first: Report.")
    case = presented(case, sending.edition)
    made = assemble(case, document)
    data, written = document_bytes(case, made, sending, template)
    depart(
        case,
        to,
        data,
        begun(document),
        sending,
        overwrite=overwrite,
        sections=written.sections,
        citations=written.citations,
    )
    return written


def _needs(to: Path, *endings: str) -> None:
    if to.suffix.lower() not in endings:
        raise Refused(f"This is written as {' or '.join(endings)}; give the file that ending.")


def document_bytes(case: CaseFile, made: Assembled, sending: Sending, template: bytes = b"") -> tuple[bytes, Written]:
    items = list(_items(case, made))
    if made.edition == WORKING:
        items += [Put(each) for each in _index(case, made)]
    data = report(replace(_paper(case, made.document, sending, made), template=template_of(template)), items)
    paragraphs = sum(isinstance(each.block, Paragraph) and bool(each.number) for _, each in made.items())
    cited = [each for each in real_of(case).all(Citation) if each.section in {piece.section for piece in made.pieces}]
    broken = tuple(dict.fromkeys(to for _, to in made.broken))
    return data, Written(made.document, len(made.outline), paragraphs, len(cited), broken)


def _paper(
    case: CaseFile, document: str, sending: Sending, made: Assembled | None = None, *, is_wide: bool = False
) -> Paper:
    """Head: the marking. Foot: what it is, which version and copy. A published one says only what it is."""
    review = case.review
    told = signed(case, about_of(case, begun(document), "", "", sending.edition), sending)
    title = f"{label_of(review)}: {document}{f' – {review.title}' if review.title else ''}"
    foot = (
        f"{label_of(review)}: {document}"
        if sending.edition == PUBLICATION
        else f"{begun(document)}, {sending.edition} edition. {told.made}"
    )
    targets = made.targets if made is not None else {}
    refers = {name: Refers(each.bookmark, each.words, each.is_number) for name, each in targets.items()}
    return Paper(title, told.marking, foot, refers, shows_evidence=sending.edition == WORKING, is_wide=is_wide)


def template_of(data: bytes) -> Template | None:
    """A partnership's look; none for the program's own."""
    if not data:
        return None
    try:
        return read_template(data)
    except NotOpened as problem:
        told = str(problem).partition(" Ask the agency")[0]
        raise Refused(
            f"The Word template cannot be used. {told} Save it again from Word, or go on without it."
        ) from None


def write_house_style(to: Path, *, overwrite: bool = False) -> None:
    """The program's own styles as a Word file, to restyle and give back as a template. It holds nothing of a case."""
    _needs(to, DOCX)
    tables.write_new(to, (templates() / "report" / "house.docx").read_bytes(), overwrite=overwrite)


def _items(case: CaseFile, made: Assembled) -> Iterator[Item]:
    """Every piece, on pages turned where a table needs the room."""
    own = {piece.section for piece in made.pieces if piece.made is Made.OWN}
    wide = {piece.section for piece in made.pieces if piece.name in WIDE_BLOCKS}
    bodies = {each.id: each.body for each in real_of(case).all(Section)}
    is_wide = False
    for piece in made.pieces:
        if (piece.section in wide) != is_wide:
            is_wide = piece.section in wide
            yield Put(Paragraph(style=Style.WIDE if is_wide else Style.UPRIGHT))
        yield from _piece(case, made, piece, bodies, has_own=piece.section in own)
    if is_wide:
        yield Put(Paragraph(style=Style.UPRIGHT))


def _piece(case: CaseFile, made: Assembled, piece: Piece, bodies: dict[int, str], *, has_own: bool) -> Iterator[Item]:
    """In a draft what the chair wrote can be told from what was filled; a published document has no controls in it."""
    has_controls = made.edition != PUBLICATION
    puts = [
        Put(each.block, each.number, each.depth, each.bookmark, kept_from(each.block, at) if has_controls else ())
        for at, each in enumerate(piece.items)
    ]
    if not has_controls or piece.name in FRONT:
        yield from puts
    elif piece.made is Made.HEADING:
        yield from puts
        if not has_own and not _is_front(case, piece.section):  # a place to write in Word
            yield _own(made.edition, piece, bodies)
            yield Close()
    else:
        is_filled = piece.made is Made.FILLED
        tag = f"filled.{piece.section}.{piece.name}"
        yield Open(tag, piece.title, is_locked=True) if is_filled else _own(made.edition, piece, bodies)
        yield from puts
        yield Close()


def _own(edition: str, piece: Piece, bodies: dict[int, str]) -> Open:
    what = Own(piece.section, piece.part, digest(bodies[piece.section]), edition)
    return Open(what.tag, piece.title, bookmark=what.bookmark)


def _is_front(case: CaseFile, section: int) -> bool:
    held = real_of(case).get(Section, section)
    return held is not None and held.generated.split(";")[0] in FRONT


# ---- evidence -----------------------------------------------------------------------------------------------


def _index(case: CaseFile, made: Assembled) -> list[Block]:
    """Behind a working draft: every citation and every row that anything in it stands on."""
    d = Drawing(case)
    citations = _cited(case, made)
    rows = list(dict.fromkeys(id for each in citations for id in rows_behind(case, each.of, d.accounts)))
    rows += [id for id in _evidence_in(made) if id not in set(rows)]
    if not rows and not citations:
        return []
    blocks: list[Block] = [Paragraph(style=Style.BREAK), heading("Evidence index")]
    if citations:
        sections = {each.section.id: each.title for each in made.outline}
        told = [(f"c{each.id}", sections.get(each.section, ""), each.sentence, ", ".join(map(str, rows_behind(case, each.of, d.accounts))) or "its own words")
                for each in citations]  # fmt: skip
        blocks.append(table(("Citation", "Section", "Sentence", "Entries"), told, "Citations", (2, 4, 8, 3)))
    blocks.append(table(INDEX_COLUMNS, list(index_rows(d, rows)), "Entries cited", INDEX_SHARES))
    return [_findable(each) if isinstance(each, Table) else each for each in blocks]


def _findable(told: Table) -> Table:
    """The first cell of each line is where the marks in the text lead."""
    rows = []
    for at, row in enumerate(told.rows):
        name = "".join(run.text for run in row[0] if isinstance(run, Words))
        landing = Landing(name if name.startswith("c") else f"e{name}")
        rows.append((((landing, *row[0]) if at else row[0]), *row[1:]))
    return replace(told, rows=tuple(rows))


INDEX_COLUMNS = ("Entry", "Agency", "When", "File, table and row", "In the agency's words")
INDEX_SHARES = (2, 4, 3, 4, 9)


def index_rows(d: Drawing, ids: list[int]) -> Iterator[tuple[str, ...]]:
    """Where each entry stands in what its agency sent."""
    for id in ids:
        entry = d.case.get(Entry, id)
        if entry is None:
            yield str(id), "", "", "", "This entry is no longer in the case."
            continue
        when = d.told[id].when.words() if id in d.told else ""
        yield str(id), d.agency(entry.agency), when, source_of(d.case, entry), " ".join(entry.what_happened.split())


def source_of(case: CaseFile, entry: Entry) -> str:
    row = case.get(Row, entry.row) if entry.row else None
    kept = case.get(SourceTable, row.table) if row is not None else None
    file = case.get(Submission, entry.submission) if entry.submission else None
    parts = [
        file.file_name if file else "",
        kept.place if kept else "",
        f"row {row.number}" if row is not None and row.number else "",
    ]
    return ", ".join(filter(None, parts)) or "written by hand"


def _cited(case: CaseFile, made: Assembled) -> list[Citation]:
    held = {each.section.id for each in made.outline}
    return [each for each in case.all(Citation) if each.section in held]


def _evidence_in(made: Assembled) -> Iterator[int]:
    told: set[int] = set()
    for _, each in made.items():
        for run in each.block.runs if isinstance(each.block, Paragraph) else ():
            for id in run.ids if isinstance(run, Evidence) else ():
                if id not in told:
                    told.add(id)
                    yield id


def write_evidence(case: CaseFile, to: Path, *, sending: Sending = AS_IT_IS, overwrite: bool = False) -> int:
    """Every cited entry with file, table and row, and every citation: for the chair and the panel."""
    _needs(to, DOCX, XLSX)
    case = presented(case, sending.edition)
    d = Drawing(case)
    documents = [assemble(case, each) for each in (OVERVIEW, SUMMARY) if root(real_of(case), each) is not None]
    citations = [each for made in documents for each in _cited(case, made)]
    rows = list(
        dict.fromkeys(
            [
                *(id for each in citations for id in rows_behind(case, each.of, d.accounts)),
                *(id for made in documents for id in _evidence_in(made)),
            ]
        )
    )
    sections = {each.section.id: each.title for made in documents for each in made.outline}
    told = [
        (
            f"c{each.id}",
            sections.get(each.section, ""),
            each.sentence,
            ", ".join(map(str, rows_behind(case, each.of, d.accounts))),
        )
        for each in citations
    ]
    index = list(index_rows(d, rows))
    if to.suffix.lower() == XLSX:
        marking = about_of(case, EVIDENCE, "", "", sending.edition).marking
        data = workbook(
            [
                Sheet("Entries", INDEX_COLUMNS, (8, 28, 20, 40, 90), index),
                Sheet("Citations", ("Citation", "Section", "Sentence", "Entries"), (10, 30, 90, 24), told),
            ],
            marking,
        )
    else:
        blocks: list[Block] = [heading("Evidence index")]
        blocks.append(
            table(("Citation", "Section", "Sentence", "Entries"), told, "Citations", (2, 4, 8, 3))
            if told
            else para("No sentence has a citation yet.")
        )
        blocks.append(
            table(INDEX_COLUMNS, index, "Entries cited", INDEX_SHARES) if index else para("No entry is cited yet.")
        )
        data = report(_paper(case, EVIDENCE, sending, is_wide=True), [Put(each) for each in blocks])
    depart(case, to, data, begun(EVIDENCE), sending, overwrite=overwrite, entries=len(rows), citations=len(citations))
    return len(rows)


# ---- the plan -----------------------------------------------------------------------------------------------


def write_plan(case: CaseFile, to: Path, *, sending: Sending = AS_IT_IS, overwrite: bool = False) -> int:
    """The action plan in its seven columns, as a document or a workbook."""
    _needs(to, DOCX, XLSX)
    case = presented(case, sending.edition)
    d = Drawing(case)
    rows = plan_rows(d)
    if to.suffix.lower() == XLSX:
        marking = about_of(case, PLAN, "", "", sending.edition).marking
        data = workbook([Sheet("Action plan", PLAN_COLUMNS, (50, 20, 44, 26, 36, 16, 36), rows)], marking)
    else:
        data = report(
            _paper(case, PLAN, sending, is_wide=True),
            [Put(heading("Action plan")), *(Put(each) for each in action_plan(d))],
        )
    depart(case, to, data, begun(PLAN), sending, overwrite=overwrite, rows=len(rows))
    return len(rows)


def write_outline(case: CaseFile, document: str, to: Path, title: str = "") -> None:
    """A document's headings and blocks, to begin others from. It holds none of its words."""
    text = outline_text(as_shape(case, document, title))
    depart(case, to, text.encode(), "Outline", AS_IT_IS)
