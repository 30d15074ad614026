"""PDFs with a text layer, as a best effort: a PDF keeps no rows, only where each word and each line stands.

Cells are told from the lines drawn round them; where none are drawn, columns are told from the heading and rows from
the dates. Every row is marked to be looked at, a page with no text is named, and a PDF of pictures is refused.
"""

from __future__ import annotations

import io
import logging
from typing import Any

from .pages import Aside, Cell, Document, Grid, GridRow, Refused, clean
from .pdf_layout import Page, Piece, Tables

MOST_PAGES = 500
PIECED_TOGETHER = "p"
SCANNED = (
    "There is no text in this PDF to read: its pages are pictures of pages (a scan) or blank. Ask the agency for the Word or Excel file it "
    "was made from, or for a PDF saved from that program."
)
UNREADABLE = "This PDF could not be followed. Ask the agency for the Word or Excel file it was made from."
LOCKED = "This PDF is protected by a password. Ask the agency for a copy without one, or for the Word or Excel file."
_BEST_EFFORT = (
    "This is a PDF, which keeps no rows: they were pieced together from where the words stand on the page. Look at every "
    "row beside the page, or ask the agency for the Word or Excel file."
)


def read_pdf(data: bytes) -> Document:
    document = Document("pdf", [], readers="pypdf, rows pieced together 1")
    sources = pages_of(data)
    pages, broken = [], []
    for number, source in enumerate(sources, 1):
        page = Page()
        try:
            _take(source, page)
            document.asides += _guarded(lambda source=source, number=number: _notes_on(source, number))
        except Refused:
            broken.append(number)
        pages.append(page)
    if len(broken) == len(pages):
        raise Refused(UNREADABLE)
    empty = [number for number, page in enumerate(pages, 1) if not page.pieces and number not in broken]
    if len(empty) == len(pages) and not document.asides:
        raise Refused(SCANNED)
    document.warnings.append(_BEST_EFFORT)
    if empty:
        has = "has" if len(empty) == 1 else "have"
        document.warnings.append(
            f"{_named(empty)} {has} no text to read, perhaps only a picture: nothing of it was read."
        )
    if broken:
        document.warnings.append(
            f"{_named(broken)} could not be followed to the end: what is drawn there was read in part or not at all. Compare with the "
            "file, or ask the agency for the Word or Excel file."
        )
    tables = Tables()
    for page in pages:
        tables.take(page)
    for number, table in enumerate(tables.tables, 1):
        rows = [_row(at, cells) for at, cells in enumerate(table, 1)]
        document.grids.append(Grid(f"Table {number}", [row for row in rows if row.cells]))
    outside = [_row(at, {0: text}) for at, text in enumerate(tables.outside, 1)]
    document.grids.append(Grid.of_paragraphs([row for row in outside if row.cells]))
    return document


def _notes_on(page: Any, number: int) -> list[Aside]:
    """Comments and the answers of form fields, which stand on a page and not in its text."""
    found = []
    for reference in page.get("/Annots") or []:
        note = reference.get_object()
        parent = note["/Parent"].get_object() if "/Parent" in note else note
        kind = note.get("/Subtype")
        answer = note.get("/V", parent.get("/V")) if kind == "/Widget" else None
        if answer is not None and (text := _answer(answer, note.get("/Opt", parent.get("/Opt")))):
            name = clean(str(note.get("/T", parent.get("/T", ""))))
            found.append(Aside("form field", f"page {number}", f"{name}: {text}"))
        elif kind not in ("/Widget", "/Link") and (text := clean(str(note.get("/Contents", "")))):
            found.append(Aside("comment", f"page {number}", text))
    return found


def _answer(answer: Any, options: Any) -> str:
    """What the form shows as chosen, which a list may keep under another name; the others it offers are told too."""
    chosen = [str(each) for each in (answer if isinstance(answer, list) else [answer])]
    text = clean(", ".join(chosen))
    if text == "/Off" or not text:
        return ""
    if not isinstance(options, list):
        return text.removeprefix("/")
    shown = {
        str(one[0]): str(one[-1]) for each in options for one in [each if isinstance(each, list) else [each]] if one
    }
    others = [said for kept, said in shown.items() if kept not in chosen and said not in chosen]
    told = ", ".join(shown.get(each, each) for each in chosen)
    return clean(f"{told} (not chosen: {', '.join(others)})" if others else told)


def _row(number: int, cells: dict[int, str]) -> GridRow:
    return GridRow(
        number, {at: Cell(text, marks=PIECED_TOGETHER) for at, held in sorted(cells.items()) if (text := clean(held))}
    )


def _named(numbers: list[int]) -> str:
    named = ", ".join(map(str, numbers[:20])) + (f" and {len(numbers) - 20} more" if len(numbers) > 20 else "")
    return f"Page {named}" if len(numbers) == 1 else f"Pages {named}"


def drawn_on(page: Any) -> tuple[bytes, Any]:
    """A page's drawing instructions, and what they name: the ground of the second count."""
    content = _guarded(page.get_contents)
    return (b"" if content is None else _guarded(content.get_data)), held(page.get("/Resources"))


def held(reference: Any) -> Any:
    """What a reference leads to."""
    return reference.get_object() if hasattr(reference, "get_object") else reference


def pages_of(data: bytes) -> list[Any]:
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity, and quotes the text

    def opened() -> list[Any]:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused(LOCKED)
        if len(reader.pages) > MOST_PAGES:
            raise Refused("This PDF has more than 500 pages. Ask for only the chronology.")
        return list(reader.pages)

    found: list[Any] = _guarded(opened)
    return found


def _guarded(work: Any) -> Any:
    """The library's own troubles have no common parent; each is a PDF that could not be followed."""
    try:
        return work()
    except (Refused, MemoryError):
        raise
    except Exception as problem:
        raise Refused(UNREADABLE) from problem


def _take(source: Any, page: Page) -> None:
    """The pieces of text of a page and the lines drawn on it, each where it stands; what came before a fault is kept."""
    path = _Path(page)

    def take_text(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            x, y = _placed(tm[4], tm[5], cm)
            page.pieces.append(Piece(x, y, text, abs(size * (tm[3] or tm[1] or 1) * (cm[3] or cm[1] or 1))))

    def take_line(operator: bytes, operands: list[Any], cm: list[float], tm: list[float]) -> None:
        path.take(operator, operands, cm)

    _guarded(lambda: source.extract_text(visitor_text=take_text, visitor_operand_before=take_line))


class _Path:
    """Lines are drawn when they are painted; those that only say where to cut are no lines of a table."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._at = (0.0, 0.0)
        self._lines: list[tuple[tuple[float, float], tuple[float, float]]] = []
        self._boxes: list[tuple[tuple[float, float], tuple[float, float]]] = []

    def take(self, operator: bytes, operands: list[Any], cm: list[float]) -> None:
        if operator == b"re" and len(operands) >= 4:
            left, low, width, height = (float(each) for each in operands[:4])
            self._boxes.append((_placed(left, low, cm), _placed(left + width, low + height, cm)))
        elif operator in (b"m", b"l") and len(operands) >= 2:
            to = _placed(float(operands[0]), float(operands[1]), cm)
            if operator == b"l":
                self._lines.append((self._at, to))
            self._at = to
        elif operator in _PAINTS or operator == b"n":
            if operator != b"n":
                for line in self._lines:
                    self._page.add_line(*line)
                for box in self._boxes:
                    self._page.add_box(*box)
            self._lines, self._boxes = [], []


_PAINTS = (b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")


def _placed(x: float, y: float, cm: list[float]) -> tuple[float, float]:
    return cm[0] * x + cm[2] * y + cm[4], cm[1] * x + cm[3] * y + cm[5]
