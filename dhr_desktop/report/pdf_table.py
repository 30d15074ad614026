"""A table over many pages of a tagged PDF: its header on each, its rows broken where a page ends, nothing cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .letters import broken
from .pdf_writer import Page, Pdf, Tag
from .shapes import Box

SIZE, LEADING = 7.5, 9.6
PAD, MARGIN = 3.0, 28.0
INK, QUIET, LINE, PANEL = "#1b2330", "#556070", "#c9ced6", "#f4f5f7"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper, and what stands at the head and foot of every page of it."""

    width: float
    height: float
    head: str
    foot: str


class TableWriter:
    def __init__(self, pdf: Pdf, sheet: Sheet, columns: Sequence[str], shares: Sequence[float]) -> None:
        self._pdf, self._sheet, self._columns = pdf, sheet, columns
        room = sheet.width - 2 * MARGIN
        self._widths = [share * room / sum(shares) for share in shares]
        self._table = Tag("Table")
        self._page: Page | None = None
        self._y = 0.0

    def write(self, heading: str, notes: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A heading, what is to be said of the table, and its rows."""
        page = self._new_page(with_header=False)
        self._said(page, self._pdf.whole.add("H1"), heading, 13, is_bold=True)
        for note in notes:
            for line_at, line in enumerate(broken(note, 8.5, self._sheet.width - 2 * MARGIN)):
                self._said(page, self._pdf.whole.add("P") if not line_at else self._pdf.whole.children[-1], line, 8.5)
        self._y += 6
        self._pdf.whole.children.append(self._table)
        self._header(page, tag=self._table.add("TR"))
        for row in rows:
            self._row(row)

    def _said(self, page: Page, tag: Tag, words: str, size: float, *, is_bold: bool = False) -> None:
        page.begin(tag)
        page.words(MARGIN, self._y + size, words, size, INK, is_bold=is_bold)
        page.end()
        self._y += size * 1.45

    def _new_page(self, *, with_header: bool = True) -> Page:
        sheet = self._sheet
        self._page = page = self._pdf.page(sheet.width, sheet.height)
        page.begin(None)
        page.words(MARGIN, 20, sheet.head, 7.5, QUIET)
        page.words(MARGIN, sheet.height - 14, f"{sheet.foot}  ·  page {page.number + 1}", 7.5, QUIET)
        page.end()
        self._y = 30.0
        if with_header:
            self._header(page, tag=None)  # said once for a screen reader, seen on every page
        return page

    def _header(self, page: Page, *, tag: Tag | None) -> None:
        x, high = MARGIN, LEADING + 2 * PAD
        page.begin(None)
        page.shape(Box(MARGIN, self._y, sum(self._widths), high, fill=PANEL))
        page.end()
        for words, width in zip(self._columns, self._widths, strict=True):
            page.begin(tag.add("TH", scope="Column") if tag is not None else None)
            page.words(x + PAD, self._y + PAD + SIZE, words, SIZE, INK, is_bold=True)
            page.end()
            x += width
        self._y += high

    def _row(self, cells: Sequence[str]) -> None:
        """A row that does not fit goes on on the next page, in the same cells."""
        lines = [broken(cell, SIZE, width - 2 * PAD) for cell, width in zip(cells, self._widths, strict=True)]
        row = self._table.add("TR")
        tags = [row.add("TD") for _ in cells]
        page = self._page
        assert page is not None
        done, most = 0, max((len(each) for each in lines), default=1) or 1
        while done < most:
            room = int((self._sheet.height - 30 - self._y - 2 * PAD) // LEADING)
            if room < min(most - done, 3):
                page = self._new_page()
                continue
            taken = min(room, most - done)
            self._part(page, tags, lines, done, taken)
            done += taken

    def _part(self, page: Page, tags: list[Tag], lines: list[list[str]], first: int, taken: int) -> None:
        x = MARGIN
        for tag, cell, width in zip(tags, lines, self._widths, strict=True):
            shown = cell[first : first + taken]
            page.begin(tag)
            for at, line in enumerate(shown):
                page.words(x + PAD, self._y + PAD + SIZE + at * LEADING, line, SIZE)
            page.end()
            x += width
        self._y += taken * LEADING + 2 * PAD
        page.begin(None)
        page.line(MARGIN, self._y, MARGIN + sum(self._widths), self._y, LINE, 0.4)
        page.end()
