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
    sources = _pages(data)
    pages = [_page(each) for each in sources]
    for number, source in enumerate(sources, 1):
        document.asides += _guarded(lambda source=source, number=number: _notes_on(source, number))
    empty = [number for number, page in enumerate(pages, 1) if not page.pieces]
    if len(empty) == len(pages) and not document.asides:
        raise Refused(SCANNED)
    document.warnings.append(_BEST_EFFORT)
    if empty:
        named = ", ".join(map(str, empty[:20])) + (f" and {len(empty) - 20} more" if len(empty) > 20 else "")
        which = f"Page {named} has" if len(empty) == 1 else f"Pages {named} have"
        document.warnings.append(f"{which} no text to read, perhaps only a picture: nothing of it was read.")
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


def text_of_pages(data: bytes) -> str:
    """All words in the order the file draws them, for the second count."""
    return "\n".join(_guarded(lambda each=each: each.extract_text()) for each in _pages(data))


def _pages(data: bytes) -> list[Any]:
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


def _page(source: Any) -> Page:
    """The pieces of text of a page and the lines drawn on it, each where it stands."""
    page = Page()
    path = _Path(page)

    def take_text(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            x, y = _placed(tm[4], tm[5], cm)
            page.pieces.append(Piece(x, y, text, abs(size * (tm[3] or tm[1] or 1) * (cm[3] or cm[1] or 1))))

    def take_line(operator: bytes, operands: list[Any], cm: list[float], tm: list[float]) -> None:
        path.take(operator, operands, cm)

    _guarded(lambda: source.extract_text(visitor_text=take_text, visitor_operand_before=take_line))
    return page


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
