"""Word documents by our own walk over their XML: no account of tracked changes, boxes or notes is lost.

Read as if every tracked change were accepted: insertions in, deletions out but counted and shown.
"""

from __future__ import annotations

from typing import Any

from .package import DAMAGED, Package, attribute, local, relations, tree
from .pages import MOST_CELLS, MOST_PARAGRAPHS, Aside, Cell, Document, Grid, GridRow, Refused, clean

DEEPEST_TABLE = 20
WIDEST_SPAN = 64
_LOOK_THROUGH = {"ins", "moveTo", "smartTag", "hyperlink", "fldSimple", "customXml", "sdt", "sdtContent", "dir", "bdo"}
_SKIP = {"del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr"}


def read_docx(data: bytes) -> Document:
    package = Package(data)
    part = next(
        (target for kind, target in relations(package, "").values() if kind == "officeDocument"), "word/document.xml"
    )
    if not package.has(part):
        raise Refused(DAMAGED)
    document = Document("docx", [], readers="own reader of Word documents 1")
    body = next((each for each in tree(package.read(part)) if local(each) == "body"), None)
    if body is None:
        raise Refused(DAMAGED)
    _Walk(document).body(body)
    _other_parts(package, part, document)
    return document


def _other_parts(package: Package, part: str, document: Document) -> None:
    sorts = {
        "footnotes": "footnote",
        "endnotes": "endnote",
        "comments": "comment",
        "header": "header",
        "footer": "footer",
    }
    for kind, target in relations(package, part).values():
        if kind in sorts and package.has(target):
            for each in _notes(tree(package.read(target)), kind):
                document.asides.append(Aside(sorts[kind], "", each))
        elif kind == "external attachedTemplate":
            document.warnings.append("This file asks Word to load a template from another computer; that was not done.")
        elif kind.startswith("external") and kind != "external hyperlink":
            document.warnings.append("This file asks for something from another computer; that was not done.")
    if any("vbaProject" in name for name in package.names):
        document.warnings.append("This file carries macros; they were not run.")
    if package.nested or any("/embeddings/" in name for name in package.names):
        document.warnings.append("This file has other files inside it; they were not opened.")


def _notes(root: Any, kind: str) -> list[str]:
    notes = list(root) if kind in ("footnotes", "endnotes", "comments") else [root]
    texts = [
        clean("\n".join(_Walk(Document("", [])).text(each) for each in note.iter() if local(each) == "p"))
        for note in notes
    ]
    return [text for text in texts if text]


class _Walk:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._tables = self._cells = self._paragraph = 0
        self._deleted = 0
        self._place = ""

    # ---- the body -----------------------------------------------------------------------------

    def body(self, body: Any) -> None:
        paragraphs: list[GridRow] = []
        self._blocks(body, paragraphs)
        self._document.grids.append(Grid("Paragraphs", paragraphs))
        if self._deleted:
            self._document.counts["deleted runs"] = self._deleted

    def _blocks(self, parent: Any, paragraphs: list[GridRow]) -> None:
        for child in parent:
            kind = local(child)
            if kind == "p":
                self._paragraph += 1
                if self._paragraph > MOST_PARAGRAPHS:
                    raise Refused("This document has more than 200,000 paragraphs. Ask for only the chronology.")
                self._place = f"paragraph {self._paragraph}"
                marks: set[str] = set()
                text = clean(self.text(child, marks))
                if text:
                    paragraphs.append(GridRow(self._paragraph, {0: Cell(text, marks="".join(sorted(marks)))}))
            elif kind == "tbl":
                self._tables += 1
                self._table(child, f"Table {self._tables}", 1)
            elif kind in _LOOK_THROUGH:
                self._blocks(child, paragraphs)
            elif kind in ("del", "moveFrom"):
                self._note_deleted(child)

    # ---- tables -------------------------------------------------------------------------------

    def _table(self, table: Any, name: str, depth: int) -> None:
        if depth > DEEPEST_TABLE:
            raise Refused(
                "This document has tables within tables more than 20 deep. It was not read; ask for a plain table."
            )
        grid = Grid(name, [])
        self._document.grids.append(grid)
        above: dict[int, Cell] = {}
        inner: list[Any] = []
        for number, row in enumerate(_children(table, "tr"), 1):
            self._place = f"{name} row {number}"
            grid.rows.append(self._row(row, number, above, inner))
        for at, each in enumerate(inner, 1):
            self._table(each, f"{name}, inner table {at}", depth + 1)
        grid.rows = [row for row in grid.rows if row.cells or row.is_deleted]

    def _row(self, row: Any, number: int, above: dict[int, Cell], inner: list[Any]) -> GridRow:
        is_deleted, column = _row_changes(row)
        cells: dict[int, Cell] = {}
        fresh: dict[int, Cell] = {}
        for element in _children(row, "tc"):
            span, merge = _cell_shape(element)
            if merge == "continue":
                if column in above:
                    fresh[column] = above[column]
                    cells[column] = Cell(above[column].text, marks="d")
            else:
                cell = self._cell(element, inner)
                if merge == "restart":
                    fresh[column] = cell or Cell("")
                if cell is not None:
                    cells[column] = cell
            column += span
            self._cells += 1
            if self._cells > MOST_CELLS:
                raise Refused("This document has more than two million table cells. Ask for only the chronology.")
        above.clear()
        above.update(fresh)
        if is_deleted:
            text = " | ".join(cell.text for cell in cells.values())
            self._document.asides.append(Aside("deleted row", self._place, text))
            return GridRow(number, {}, is_deleted=True)
        return GridRow(number, {at: cell for at, cell in cells.items() if cell.text})

    def _cell(self, element: Any, inner: list[Any]) -> Cell | None:
        marks: set[str] = set()
        parts: list[str] = []
        self._cell_blocks(element, parts, marks, inner)
        text = clean("\n".join(parts))
        return Cell(text, marks="".join(sorted(marks))) if text else None

    def _cell_blocks(self, parent: Any, parts: list[str], marks: set[str], inner: list[Any]) -> None:
        for child in parent:
            kind = local(child)
            if kind == "p":
                parts.append(self.text(child, marks))
            elif kind == "tbl":
                inner.append(child)
            elif kind in _LOOK_THROUGH:
                self._cell_blocks(child, parts, marks, inner)
            elif kind in ("del", "moveFrom"):
                self._note_deleted(child)

    # ---- the text of a paragraph --------------------------------------------------------------

    def text(self, parent: Any, marks: set[str] | None = None) -> str:
        marks = set() if marks is None else marks
        return "".join(self._inline(parent, marks))

    def _inline(self, parent: Any, marks: set[str]) -> list[str]:
        parts: list[str] = []
        for child in parent:
            kind = local(child)
            if kind == "r":
                parts += self._run(child, marks)
            elif kind in _LOOK_THROUGH:
                parts += self._inline(child, marks)
            elif kind in ("del", "moveFrom"):
                self._note_deleted(child)
            elif kind in ("AlternateContent", "pict", "drawing", "object"):
                self._boxes(child)
            elif kind in ("oMath", "oMathPara"):
                parts += [each.text or "" for each in child.iter() if local(each) == "t"]
        return parts

    def _run(self, run: Any, marks: set[str]) -> list[str]:
        look = next((each for each in run if local(each) == "rPr"), None)
        if look is not None and _is_on(look, "vanish"):
            hidden = "".join(each.text or "" for each in run if local(each) == "t")
            if hidden.strip():
                self._document.asides.append(Aside("hidden text", self._place, clean(hidden)))
            return []
        parts: list[str] = []
        for each in run:
            kind = local(each)
            if kind == "t":
                parts.append(each.text or "")
            elif kind in ("tab", "ptab"):
                parts.append("\t")
            elif kind == "ruby":
                parts += [part for base in each if local(base) == "rubyBase" for part in self._inline(base, marks)]
            elif kind in ("br", "cr"):
                parts.append("\n")
            elif kind == "noBreakHyphen":
                parts.append("-")
            elif kind == "sym":
                parts.append(_symbol(each))
            elif kind in ("AlternateContent", "pict", "drawing", "object"):
                self._boxes(each)
            elif kind == "delText":
                self._deleted += 1
        if look is not None and (_is_on(look, "strike") or _is_on(look, "dstrike")) and "".join(parts).strip():
            marks.add("s")
        return parts

    def _boxes(self, element: Any) -> None:
        """A text box stands once, and not again as its own fallback."""
        if local(element) == "AlternateContent":
            element = next((each for each in element if local(each) == "Choice"), element)
        for box in element.iter():
            if local(box) == "txbxContent":
                text = clean("\n".join(self.text(each) for each in box.iter() if local(each) == "p"))
                if text:
                    self._document.asides.append(Aside("text box", self._place, text))

    def _note_deleted(self, element: Any) -> None:
        text = clean("".join(each.text or "" for each in element.iter() if local(each) in ("delText", "t")))
        self._deleted += 1
        if text:
            self._document.asides.append(Aside("deleted text", self._place, text))


def _children(parent: Any, name: str) -> list[Any]:
    """Children of one name, looking through what only wraps them."""
    found = []
    for child in parent:
        if local(child) == name:
            found.append(child)
        elif local(child) in _LOOK_THROUGH:
            found += _children(child, name)
    return found


def _row_changes(row: Any) -> tuple[bool, int]:
    """Whether the row is a tracked deletion, and how many columns it starts in."""
    for each in row:
        if local(each) == "trPr":
            before = next((attribute(a, "val") for a in each if local(a) == "gridBefore"), "")
            deleted = any(local(a) == "del" for a in each)
            return deleted, min(int(before), WIDEST_SPAN) if before.isdigit() else 0
    return False, 0


def _cell_shape(element: Any) -> tuple[int, str]:
    """How many columns the cell spans, and whether it goes on from the one above."""
    span, merge = 1, ""
    for each in element:
        if local(each) != "tcPr":
            continue
        for about in each:
            if local(about) == "gridSpan" and attribute(about, "val").isdigit():
                value = attribute(about, "val")
                span = max(1, int(value)) if len(value) < 6 else WIDEST_SPAN + 1
            elif local(about) == "vMerge":
                merge = attribute(about, "val") or "continue"
    if span > WIDEST_SPAN:
        raise Refused(
            "This document has a table cell that spans more than 64 columns. It was not read; ask for a plain table."
        )
    return span, merge


def _is_on(look: Any, name: str) -> bool:
    return any(local(each) == name and attribute(each, "val") not in ("0", "false", "off") for each in look)


def _symbol(element: Any) -> str:
    code = attribute(element, "char")
    try:
        number = int(code, 16)
    except ValueError:
        return "\ufffd"
    return chr(number) if 0x20 <= number < 0xE000 else "\u2610" if number in (0xF0A8, 0xF06F) else "\ufffd"
