"""OpenDocument texts, packed or flat: paragraphs and tables, and what stands beside them, by our own walk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .odt_looks import Looks
from .package import DAMAGED, Package, attribute, local, tree, whole
from .pages import MOST_CELLS, MOST_PARAGRAPHS, Aside, Cell, Document, Grid, GridRow, Refused, clean
from .symbols import as_drawn

DEEPEST_TABLE = 20
MOST_REPEATS = 2_000
_SKIP = {"note-citation", "binary-data", "creator", "date", "date-string", "creator-initials", "sender-initials", "forms", "sequence-decls",
         "variable-decls", "user-field-decls", "soft-page-break", "object", "event-listeners", "ruby-text"}  # fmt: skip
_OUTSIDE = "This file asks for something from another computer; that was not done."


def read_odt(data: bytes) -> Document:
    package = Package(data)
    roots = [tree(package.read(name)) for name in ("content.xml", "styles.xml") if package.has(name)]
    if not package.has("content.xml"):
        raise Refused(DAMAGED)
    document = _read(roots, "odt")
    inside = sorted(name for name in package.names if name.startswith("Object ") and name.endswith("content.xml"))
    for name in inside:
        words = " ".join(_words_of(tree(package.read(name))))
        if words := clean(words):
            document.asides.append(Aside("embedded object", name.partition("/")[0], words))
    if any(name.startswith(("Basic/", "Scripts/")) for name in package.names):
        document.warnings.append("This file carries macros; they were not run.")
    document.warnings[:0] = package.notes
    return document


def read_flat_odt(data: bytes) -> Document:
    return _read([tree(data)], "fodt")


def _read(roots: list[Any], form: str) -> Document:
    document = Document(form, [], readers="own reader of OpenDocument texts 1")
    bodies = [each for root in roots for each in root.iter() if local(each) == "text" and _is_body(each)]
    if not bodies:
        raise Refused(DAMAGED)
    walk = _Walk(document, Looks(roots))
    document.grids.append(Grid.of_paragraphs([row for body in bodies for row in walk.body(body)]))
    for root in roots:
        for master in root.iter():
            if local(master) == "master-page" and not _is_embedded(master):
                for each in master:
                    kind = local(each).partition("-")[0]
                    if kind in ("header", "footer"):
                        walk.note(each, kind, f"{kind} of {attribute(master, 'name')}")
        for each in root.iter():
            if local(each) == "object" and (words := clean(" ".join(_words_of(each)))):
                document.asides.append(Aside("embedded object", "", words))
    if any(_is_fetched(each) for root in roots for each in root.iter()):
        document.warnings.append(_OUTSIDE)
    if any(local(each) in ("object", "object-ole") for root in roots for each in root.iter()):
        document.warnings.append("This file has other files inside it; they were not opened.")
    return document


def _is_body(element: Any) -> bool:
    parent = element.getparent()
    return parent is not None and local(parent) == "body"


def _is_embedded(element: Any) -> bool:
    return any(local(each) == "object" for each in element.iterancestors())


def _is_fetched(element: Any) -> bool:
    """A linked section, picture or program; a link that is only shown is none."""
    if local(element) in ("section-source", "image", "object", "dde-source", "dde-connection-decl", "plugin"):
        target = attribute(element, "href")
        return "://" in target or target.startswith(("/", "\\", "file:", "../")) or local(element).startswith("dde")
    return False


def _words_of(root: Any) -> list[str]:
    texts = (" ".join(each.itertext()) for each in root.iter() if local(each) in ("p", "h"))
    return [text for text in texts if text.strip()]


class _Walk:
    def __init__(self, document: Document, looks: Looks) -> None:
        self._document, self._looks = document, looks
        self._paragraph = self._tables = self._cells = 0
        self._place = ""

    # ---- blocks -------------------------------------------------------------------------------

    def body(self, body: Any) -> list[GridRow]:
        paragraphs: list[GridRow] = []
        self._blocks(body, paragraphs)
        return paragraphs

    def note(self, note: Any, sort: str, place: str) -> None:
        held, self._place = self._place, place
        parts: list[str] = []
        self._flat(note, parts, set())
        self._place = held
        if text := clean("\n".join(parts)):
            self._document.asides.append(Aside(sort, place, text))

    def _blocks(self, parent: Any, paragraphs: list[GridRow]) -> None:
        for child in parent:
            kind = local(child)
            if kind in ("p", "h"):
                self._paragraph += 1
                if self._paragraph > MOST_PARAGRAPHS:
                    raise Refused("This document has more than 200,000 paragraphs. Ask for only the chronology.")
                self._place = f"paragraph {self._paragraph}"
                marks: set[str] = set()
                text = clean(self._text(child, marks))
                if text:
                    paragraphs.append(GridRow(self._paragraph, {0: Cell(text, marks="".join(sorted(marks)))}))
            elif kind == "table":
                self._tables += 1
                self._table(child, f"Table {self._tables}", 1)
            elif not self._beside(child, kind):
                self._blocks(child, paragraphs)

    def _beside(self, child: Any, kind: str) -> bool:
        """Whether the element stands beside the text, and was kept there."""
        if kind == "tracked-changes":
            for change in child.iter():
                if local(change) == "deletion":
                    self._document.counts["deleted runs"] = self._document.counts.get("deleted runs", 0) + 1
                    self._aside("deleted text", "\n".join(self._plain(change)))
        elif kind == "annotation":
            self._aside("comment", "\n".join(self._plain(child)))
        elif kind == "note":
            sort = attribute(child, "note-class") or "footnote"
            place, number = self._place, sum(each.sort == sort for each in self._document.asides) + 1
            self.note(child, sort, f"{sort} {number}")
            self._place = place
        elif kind == "text-box":
            self._box(child)
        elif kind in ("title", "desc"):
            self._aside("picture's description", child.text or "")
        elif kind not in _SKIP:
            return False
        return True

    def _box(self, box: Any) -> None:
        place = self._place
        parts: list[str] = []
        inner: list[Any] = []
        self._cell_blocks(box, parts, set(), inner)
        self._place = place
        self._aside("text box", "\n".join(parts))
        for table in inner:
            self._tables += 1
            self._table(table, f"Table {self._tables}", 1)
        self._place = place

    def _plain(self, parent: Any) -> list[str]:
        return [self._text(each, set()) for each in parent.iter() if local(each) in ("p", "h")]

    def _flat(self, parent: Any, parts: list[str], marks: set[str]) -> None:
        for child in parent:
            kind = local(child)
            if kind in ("p", "h"):
                parts.append(self._text(child, marks))
            elif kind == "table-row":
                cells: list[str] = []
                for cell in child:
                    inner: list[str] = []
                    self._flat(cell, inner, marks)
                    cells.append("\n".join(inner))
                parts.append(" | ".join(each for each in cells if each.strip()))
            elif not self._beside(child, kind):
                self._flat(child, parts, marks)

    # ---- tables -------------------------------------------------------------------------------

    def _table(self, table: Any, name: str, depth: int) -> None:
        if depth > DEEPEST_TABLE:
            raise Refused(
                "This document has tables within tables more than 20 deep. It was not read; ask for a plain table."
            )
        grid = Grid(name, [])
        self._document.grids.append(grid)
        above: dict[int, tuple[Cell, int]] = {}
        inner: list[Any] = []
        number = 0
        for row in _rows_of(table):
            repeats = _repeats(row, "number-rows-repeated")
            number += 1
            self._place = f"{name} row {number}"
            cells = self._row(row, above, inner)
            hidden = attribute(row, "visibility") in ("collapse", "filter")
            times = repeats if cells else 1
            self._count_cells(len(cells) * (times - 1))
            for at in range(number, number + times):
                if cells:
                    grid.rows.append(GridRow(at, dict(cells), hidden))
            number += repeats - 1
        for at, each in enumerate(inner, 1):
            self._table(each, f"{name}, inner table {at}", depth + 1)

    def _row(self, row: Any, above: dict[int, tuple[Cell, int]], inner: list[Any]) -> dict[int, Cell]:
        cells: dict[int, Cell] = {}
        column = 0
        for each in row:
            kind = local(each)
            if kind not in ("table-cell", "covered-table-cell"):
                continue
            cell = self._cell(each, inner)
            for at in range(column, column + _repeats(each, "number-columns-repeated")):
                if cell is not None:
                    cells[at] = cell
                elif kind == "covered-table-cell" and at in above:
                    cells[at] = Cell(above[at][0].text, marks="d")
                column += 1
            self._count_cells(_repeats(each, "number-columns-repeated"))
            spanned = _repeats(each, "number-rows-spanned")
            if cell is not None and spanned > 1:
                above[column - 1] = (cell, spanned)
        for at, (held, left) in list(above.items()):
            above[at] = (held, left - 1)
            if left <= 1:
                del above[at]
        return cells

    def _count_cells(self, more: int) -> None:
        self._cells += more
        if self._cells > MOST_CELLS:
            raise Refused("This document has more than two million table cells. Ask for only the chronology.")

    def _cell(self, element: Any, inner: list[Any]) -> Cell | None:
        marks: set[str] = set()
        parts: list[str] = []
        self._cell_blocks(element, parts, marks, inner)
        text = clean("\n".join(parts))
        return Cell(text, marks="".join(sorted(marks))) if text else None

    def _cell_blocks(self, parent: Any, parts: list[str], marks: set[str], inner: list[Any]) -> None:
        for child in parent:
            kind = local(child)
            if kind in ("p", "h"):
                parts.append(self._text(child, marks))
            elif kind == "table":
                inner.append(child)
            elif not self._beside(child, kind):
                self._cell_blocks(child, parts, marks, inner)

    # ---- the text of a paragraph --------------------------------------------------------------

    def _text(self, paragraph: Any, marks: set[str]) -> str:
        parts: list[str] = []
        self._inline(paragraph, self._looks.of(attribute(paragraph, "style-name")), marks, parts)
        return "".join(parts)

    def _inline(self, element: Any, style: dict[str, str], marks: set[str], parts: list[str]) -> None:
        self._say(element.text, style, marks, parts)
        for child in element:
            kind = local(child)
            if kind == "s":
                count = attribute(child, "c")
                parts.append(" " * (max(1, whole(count)) if len(count) < 4 else 1))
            elif kind == "tab":
                parts.append("\t")
            elif kind == "line-break":
                parts.append("\n")
            elif kind in ("hidden-text", "hidden-paragraph"):
                self._aside("hidden text", "".join(child.itertext()))
            elif kind == "ruby":
                self._ruby(child, style, marks, parts)
            elif kind == "table":
                flat: list[str] = []
                self._flat(child, flat, marks)
                parts.append("\n".join(flat))
            elif kind in ("p", "h") or (kind and not self._beside(child, kind)):
                if kind in ("p", "h") and parts:
                    parts.append("\n")
                self._inline(child, self._looks.of(attribute(child, "style-name"), style), marks, parts)
            self._say(child.tail, style, marks, parts)

    def _ruby(self, ruby: Any, style: dict[str, str], marks: set[str], parts: list[str]) -> None:
        for each in ruby:
            if local(each) == "ruby-base":
                self._inline(each, style, marks, parts)
            elif local(each) == "ruby-text" and "".join(each.itertext()).strip():
                parts.append(f"({''.join(each.itertext())})")

    def _say(self, text: str | None, style: dict[str, str], marks: set[str], parts: list[str]) -> None:
        if not text:
            return
        text = " ".join(text.split("\n")) if "\n" in text else text
        if font := self._looks.sign_font(style):
            drawn = as_drawn(text, font)
            fewer = sum(map(str.isalnum, text)) - sum(map(str.isalnum, drawn))
            self._document.counts["signs"] = self._document.counts.get("signs", 0) + fewer
            text = drawn
        if not text.strip():
            parts.append(text)
            return
        if self._looks.is_hidden(style):
            self._aside("hidden text", text)
            return
        if self._looks.is_struck(style):
            marks.add("s")
        if self._looks.is_white(style):
            self._aside("white text", text)
        if self._looks.is_tiny(style):
            self._aside("tiny text", text)
        parts.append(text)

    def _aside(self, sort: str, text: str) -> None:
        if text := clean(text):
            self._document.asides.append(Aside(sort, self._place, text))


def _rows_of(parent: Any) -> Iterator[Any]:
    """The rows of a table, through what only groups them; those of tables inside are not its own."""
    for child in parent:
        kind = local(child)
        if kind == "table-row":
            yield child
        elif kind in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows_of(child)


def _repeats(element: Any, name: str) -> int:
    value = attribute(element, name)
    return min(max(1, whole(value)), MOST_REPEATS)
