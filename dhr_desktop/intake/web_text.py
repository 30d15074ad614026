"""Words of a web page: its paragraphs and its tables. Nothing it names is fetched, nothing in it is run."""

from __future__ import annotations

from html.parser import HTMLParser

from .pages import MOST_CELLS, Cell, Document, Grid, GridRow, Refused, clean

_BLOCKS = {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "hr",
           "dt", "dd", "pre", "blockquote", "caption", "title", "body", "html"}  # fmt: skip
_SILENT = {"script", "style", "template"}


def read_web_text(text: str) -> Document:
    parser = _Page()
    parser.feed(text)
    parser.close()
    return parser.document()


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line: list[str] = []
        self._tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []  # tables not yet ended, the innermost last
        self._cells: list[list[str]] = []
        self._silent = self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._end_line()
            self._tables.append([])
            self._open.append(self._tables[-1])
        elif tag == "tr" and self._open:
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open:
            self._count += 1
            if self._count > MOST_CELLS:
                raise Refused("This document has more than two million table cells. Ask for only the chronology.")
            if not self._open[-1]:
                self._open[-1].append([])
            self._cells.append([])
        elif tag in _BLOCKS:
            self._end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in ("td", "th") and self._cells and self._open and self._open[-1]:
            self._open[-1][-1].append(clean("".join(self._cells.pop())))
        elif tag == "table" and self._open:
            self._open.pop()
        elif tag in _BLOCKS:
            self._end_line()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        (self._cells[-1] if self._cells else self._line).append(data)

    def _end_line(self) -> None:
        if self._cells:
            self._cells[-1].append("\n")
        elif text := clean(" ".join("".join(self._line).split())):
            self._lines.append(text)
        if not self._cells:
            self._line = []

    def document(self) -> Document:
        while self._cells:  # cells that were never ended
            self._line.append("\n" + "".join(self._cells.pop()))
        self._end_line()
        grids = [
            Grid(
                f"Table {at}",
                [
                    GridRow(number, {column: Cell(text) for column, text in enumerate(row) if text})
                    for number, row in enumerate(table, 1)
                    if any(row)
                ],
            )
            for at, table in enumerate(self._tables, 1)
        ]
        rows = [GridRow(number, {0: Cell(line)}) for number, line in enumerate(self._lines, 1)]
        return Document("html", [*grids, Grid.of_paragraphs(rows)], readers="own reader of web text 1")
