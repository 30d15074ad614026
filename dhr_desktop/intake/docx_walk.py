"""A walk over the XML of Word text: paragraphs, tables and runs, with everything that stands in none of them.

What the walk does not know it looks through, so that no wrapper some program invents can swallow words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .docx_fields import Fields, form_answer
from .docx_looks import PLAIN, Look, Styles, changed_by, is_dark
from .letters import letters
from .package import attribute, local, whole
from .pages import MOST_CELLS, MOST_PARAGRAPHS, Aside, Cell, Document, Grid, GridRow, Refused, clean
from .symbols import as_drawn

DEEPEST_TABLE = 20
WIDEST_SPAN = 64
DEEPEST_BOX = 12
_GONE = {"del", "moveFrom"}
_DRAWN = {"pict", "drawing", "object"}
_NOTES = {"footnote": "footnote", "endnote": "endnote", "annotation": "comment", "hdr": "header", "ftr": "footer"}
_SKIP = {
    "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "customXmlPr", "smartTagPr", "proofErr",
    "bookmarkStart", "bookmarkEnd", "footnoteReference", "endnoteReference", "commentReference", "lastRenderedPageBreak",
    "fldData", "ffData", "rubyPr", "binData", "instrText", "delInstrText",
}  # fmt: skip


class Walk:
    def __init__(
        self, document: Document, styles: Styles, chunk: Callable[[str, list[GridRow]], None] | None = None
    ) -> None:
        self._document, self._styles, self._chunk = document, styles, chunk
        self._tables = self._cells = self._paragraph = self._boxes_deep = 0
        self._place = ""
        self._under: Look = styles.default  # the look of the paragraph the walk is in
        self._is_on_dark = False  # the cell or table behind the letters is dark
        self.fields = Fields()

    # ---- blocks -------------------------------------------------------------------------------

    def body(self, body: Any) -> list[GridRow]:
        paragraphs: list[GridRow] = []
        self._blocks(body, paragraphs)
        return paragraphs

    def note(self, note: Any, sort: str, place: str) -> None:
        """A footnote, comment, header or footer: its words beside the rows, what is in its tables too."""
        self._place = place
        parts: list[str] = []
        self._flat_blocks(note, parts)
        if text := clean("\n".join(parts)):
            self._document.asides.append(Aside(sort, place, text))

    def next_paragraph(self) -> int:
        self._paragraph += 1
        if self._paragraph > MOST_PARAGRAPHS:
            raise Refused("This document has more than 200,000 paragraphs. Ask for only the chronology.")
        return self._paragraph

    def next_table(self) -> str:
        self._tables += 1
        return f"Table {self._tables}"

    def _blocks(self, parent: Any, paragraphs: list[GridRow]) -> None:
        for child in parent:
            kind = local(child)
            if kind in ("p", "r"):
                number = self.next_paragraph()
                self._place = f"paragraph {number}"
                marks: set[str] = set()
                text = clean(self.text(child, marks) if kind == "p" else "".join(self._run(child, marks)))
                if text:
                    paragraphs.append(GridRow(number, {0: Cell(text, marks="".join(sorted(marks)))}))
            elif kind == "tbl":
                self._table(child, self.next_table(), 1)
            elif kind == "altChunk":
                if self._chunk is not None:
                    self._chunk(attribute(child, "id"), paragraphs)
            else:
                self._otherwise(child, kind, lambda inner: self._blocks(inner, paragraphs))

    def _otherwise(self, child: Any, kind: str, go_on: Callable[[Any], None]) -> None:
        """What is neither a paragraph nor a table, a run nor its text."""
        if kind in _GONE:
            self._note_deleted(child)
        elif kind == "AlternateContent":
            go_on(self._branch(child))
        elif kind == "sectPr":
            for each in child:
                if local(each) in ("hdr", "ftr") and len(each):
                    self._aside_note(each, _NOTES[local(each)])
        elif kind in _DRAWN:
            self._drawn(child)
        elif kind not in _SKIP and len(child):
            go_on(child)

    def _flat_blocks(self, parent: Any, parts: list[str], marks: set[str] | None = None) -> None:
        """Paragraphs and tables as lines of text, for what becomes one note."""
        for child in parent:
            kind = local(child)
            if kind == "p":
                parts.append(self.text(child, marks))
            elif kind == "tr":
                cells: list[str] = []
                for cell in _children(child, "tc"):
                    inner: list[str] = []
                    self._flat_blocks(cell, inner, marks)
                    cells.append("\n".join(inner))
                parts.append(" | ".join(each for each in cells if each.strip()))
            elif kind == "r":
                parts.append("".join(self._run(child, set() if marks is None else marks)))
            else:
                self._otherwise(child, kind, lambda inner: self._flat_blocks(inner, parts, marks))

    def _aside_note(self, note: Any, sort: str) -> None:
        place, under = self._place, self._under
        self.note(note, sort, place)
        self._place, self._under = place, under

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
        was_on_dark = self._is_on_dark
        table_is_dark = was_on_dark or self._shades(table)
        for number, row in enumerate(_children(table, "tr"), 1):
            self._place = f"{name} row {number}"
            self._is_on_dark = table_is_dark
            grid.rows.append(self._row(row, number, above, inner))
        self._is_on_dark = was_on_dark
        for at, each in enumerate(inner, 1):
            self._table(each, f"{name}, inner table {at}", depth + 1)
        grid.rows = [row for row in grid.rows if row.cells or row.is_deleted]

    def _shades(self, table: Any) -> bool:
        for each in table:
            if local(each) == "tblPr":
                return any(
                    (local(a) == "shd" and is_dark(a))
                    or (local(a) == "tblStyle" and self._styles.shades_table(attribute(a, "val")))
                    for a in each
                )
        return False

    def _row(self, row: Any, number: int, above: dict[int, Cell], inner: list[Any]) -> GridRow:
        is_deleted, is_hidden, column = _row_changes(row)
        cells: dict[int, Cell] = {}
        fresh: dict[int, Cell] = {}
        for element in _children(row, "tc"):
            span, merge = _cell_shape(element)
            cell = self._cell(element, inner)
            if merge == "continue" and cell is None:
                if column in above:
                    fresh[column] = above[column]
                    cells[column] = Cell(above[column].text, marks="d")
            else:
                if merge:
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
            text = " | ".join(cell.text for cell in cells.values() if "d" not in cell.marks)
            self._document.asides.append(Aside("deleted row", self._place, text))
            return GridRow(number, {}, is_deleted=True)
        return GridRow(number, {at: cell for at, cell in cells.items() if cell.text}, is_hidden)

    def _cell(self, element: Any, inner: list[Any]) -> Cell | None:
        marks: set[str] = set()
        parts: list[str] = []
        was_on_dark = self._is_on_dark
        for each in element:
            if local(each) == "tcPr":
                self._is_on_dark = was_on_dark or any(local(a) == "shd" and is_dark(a) for a in each)
        self._cell_blocks(element, parts, marks, inner)
        self._is_on_dark = was_on_dark
        text = clean("\n".join(parts))
        return Cell(text, marks="".join(sorted(marks))) if text else None

    def _cell_blocks(self, parent: Any, parts: list[str], marks: set[str], inner: list[Any]) -> None:
        for child in parent:
            kind = local(child)
            if kind == "p":
                parts.append(self.text(child, marks))
            elif kind == "tbl":
                inner.append(child)
            elif kind == "altChunk":
                if self._chunk is not None:
                    rows: list[GridRow] = []
                    self._chunk(attribute(child, "id"), rows)
                    parts.extend(row.cells[0].text for row in rows)
            elif kind == "r":
                parts.append("".join(self._run(child, marks)))
            else:
                self._otherwise(child, kind, lambda held: self._cell_blocks(held, parts, marks, inner))

    # ---- the text of a paragraph --------------------------------------------------------------

    def text(self, paragraph: Any, marks: set[str] | None = None) -> str:
        under = self._under
        self._under = self._paragraph_look(paragraph)
        parts = self._inline(paragraph, set() if marks is None else marks)
        self._under = under
        return "".join(parts)

    def _paragraph_look(self, paragraph: Any) -> Look:
        look = self._styles.paragraph("")
        for each in paragraph:
            if local(each) == "pPr":
                for about in each:
                    if local(about) == "pStyle":
                        look = self._styles.paragraph(attribute(about, "val"))
                    elif local(about) == "shd":
                        look = changed_by(look, [about])
                break
        return look

    def _inline(self, parent: Any, marks: set[str]) -> list[str]:
        parts: list[str] = []
        for child in parent:
            kind = local(child)
            if kind == "r":
                parts.extend(self._run(child, marks))
            elif kind == "t":
                parts.append(child.text or "")
            elif kind == "fldSimple":
                self.fields.say(attribute(child, "instr"))
                parts.extend(self._inline(child, marks))
            elif kind in ("oMath", "oMathPara"):
                parts.extend([each.text or "" for each in child.iter() if local(each) == "t"])
            elif kind == "p":  # a paragraph inside what only wraps text
                parts.extend(["\n", self.text(child, marks)])
            elif kind == "tbl":
                flat: list[str] = []
                self._flat_blocks([child], flat, marks)
                parts.extend(["\n", "\n".join(flat)])
            else:
                self._otherwise(child, kind, lambda inner: parts.extend(self._inline(inner, marks)))
        return parts

    def _run(self, run: Any, marks: set[str]) -> list[str]:
        look = self._look_of(run)
        if look is PLAIN or look.is_plain:
            return self._run_parts(run, marks, "")
        parts = self._run_parts(run, marks, look.sign_font)
        words = clean("".join(parts))
        if not words:
            return parts
        if look.is_hidden:
            self._document.asides.append(Aside("hidden text", self._place, words))
            return []
        if look.is_struck:
            marks.add("s")
        if look.is_white and not look.is_shaded and not self._is_on_dark:
            self._document.asides.append(Aside("white text", self._place, words))
        if look.is_tiny:
            self._document.asides.append(Aside("tiny text", self._place, words))
        return parts

    def _look_of(self, run: Any) -> Look:
        look = self._under
        for each in run:
            if local(each) == "rPr":
                named = next((attribute(a, "val") for a in each if local(a) == "rStyle"), "")
                return changed_by(self._styles.run(named, look), each) if len(each) else look
        return look

    def _run_parts(self, run: Any, marks: set[str], sign_font: str) -> list[str]:
        parts: list[str] = []
        for each in run:
            kind = local(each)
            if kind == "t":
                parts.append(self._drawn_as(each.text or "", sign_font))
            elif kind in ("tab", "ptab"):
                parts.append("\t")
            elif kind in ("br", "cr"):
                parts.append("\n")
            elif kind == "noBreakHyphen":
                parts.append("-")
            elif kind == "sym":
                parts.append(self._sign(each))
            elif kind == "fldChar":
                parts.append(self._field(each))
            elif kind == "instrText":
                self.fields.words(each.text or "")
            elif kind == "ruby":
                parts += self._ruby(each, marks)
            elif kind == "delText":
                self._note_deleted(each)
            elif kind in _NOTES:
                self._aside_note(each, _NOTES[kind])
            elif kind == "AlternateContent":
                parts += self._run_parts(self._branch(each), marks, sign_font)
            elif kind in _DRAWN:
                self._drawn(each)
            elif kind not in _SKIP and len(each):
                parts += self._inline(each, marks)
        return parts

    def _drawn_as(self, text: str, sign_font: str) -> str:
        if not sign_font:
            return text
        drawn = as_drawn(text, sign_font)
        self._count_signs(letters(text) - letters(drawn))
        return drawn

    def _sign(self, element: Any) -> str:
        try:
            code = int(attribute(element, "char"), 16)
            sign = as_drawn(chr(code), attribute(element, "font"))
        except (ValueError, OverflowError):
            sign = "\ufffd"
        if "\ue000" <= sign <= "\uf8ff":
            sign = as_drawn(sign, "Wingdings")  # no font named: a box is a box
        self._count_signs(-letters(sign))
        return sign

    def _count_signs(self, fewer: int) -> None:
        """Letters of the file that are drawn as signs, for the sum of the second count."""
        if fewer:
            self._document.counts["signs"] = self._document.counts.get("signs", 0) + fewer

    def _field(self, element: Any) -> str:
        self.fields.take(attribute(element, "fldCharType"))
        answer = form_answer(element)
        self._count_signs(-letters(answer))
        return answer

    def _ruby(self, ruby: Any, marks: set[str]) -> list[str]:
        """The words, and how they are to be spoken in brackets behind them."""
        base = [part for each in ruby if local(each) == "rubyBase" for part in self._inline(each, marks)]
        spoken = [part for each in ruby if local(each) == "rt" for part in self._inline(each, marks)]
        return [*base, *(("(", *spoken, ")") if "".join(spoken).strip() else ())]

    # ---- boxes and drawings -------------------------------------------------------------------

    def _branch(self, element: Any) -> Any:
        """One form of what a file holds in two: the newer, or the older where the newer says nothing."""
        choices = [each for each in element if local(each) == "Choice"]
        fallback = next((each for each in element if local(each) == "Fallback"), None)
        best = next((each for each in choices if _says_something(each)), None)
        if best is None:
            best = fallback if fallback is not None else (choices[0] if choices else [])
        elif fallback is not None:
            said = {_bare(text) for text in _texts(best)}
            other = " ".join(text for text in _texts(fallback) if _bare(text) and _bare(text) not in said)
            whole = "".join(map(_bare, _texts(best)))
            if other and _bare(other) not in whole:
                self._document.asides.append(Aside("other form of a drawing", self._place, clean(other)))
        return best

    def _drawn(self, element: Any) -> None:
        """The words of a drawing: each box, each WordArt, each label, and what describes a picture."""
        self._boxes_deep += 1
        if self._boxes_deep > DEEPEST_BOX:
            raise Refused("This document has drawings within drawings more than 12 deep. It was not read.")
        labels: list[str] = []
        for each in self._shapes(element):
            kind = local(each)
            if kind == "txbxContent":
                self._box(each)
            elif kind == "textpath":
                self._aside("WordArt", attribute(each, "string"))
            elif kind in ("docPr", "cNvPr", "shape"):
                described = attribute(each, "descr") or (attribute(each, "alt") if kind == "shape" else "")
                if described and described not in [a.text for a in self._document.asides[-3:]]:
                    self._aside("picture's description", described)
            elif kind == "t":
                labels.append(each.text or "")
        self._aside("drawing", "\n".join(labels))
        self._boxes_deep -= 1

    def _shapes(self, element: Any) -> Iterator[Any]:
        """Everything in a drawing, down to its boxes and not into them."""
        for child in element:
            kind = local(child)
            if kind == "AlternateContent":
                yield from self._shapes(self._branch(child))
                continue
            yield child
            if kind not in ("txbxContent", "t"):
                yield from self._shapes(child)

    def _box(self, box: Any) -> None:
        place, under, was_on_dark = self._place, self._under, self._is_on_dark
        self._is_on_dark = True  # a box has a ground of its own
        parts: list[str] = []
        inner: list[Any] = []
        self._cell_blocks(box, parts, set(), inner)
        self._place = place
        self._aside("text box", "\n".join(parts))
        for table in inner:
            self._table(table, self.next_table(), 1)
        self._place, self._under, self._is_on_dark = place, under, was_on_dark

    def _aside(self, sort: str, text: str) -> None:
        if text := clean(text):
            self._document.asides.append(Aside(sort, self._place, text))

    def _note_deleted(self, element: Any) -> None:
        text = clean("".join(each.text or "" for each in element.iter() if local(each) in ("delText", "t")))
        self._document.counts["deleted runs"] = self._document.counts.get("deleted runs", 0) + 1
        if text:
            self._document.asides.append(Aside("deleted text", self._place, text))


def _texts(element: Any) -> list[str]:
    return [each.text or "" for each in element.iter() if local(each) in ("t", "delText") and each.text]


def _says_something(branch: Any) -> bool:
    return any(local(each) in ("t", "delText", "tbl", "sym", "textpath", "fldChar") for each in branch.iter())


def _bare(text: str) -> str:
    return "".join(each for each in text if each.isalnum())


def _children(parent: Any, name: str) -> list[Any]:
    """Children of one name, looking through what only wraps them."""
    found = []
    for child in parent:
        kind = local(child)
        if kind == name:
            found.append(child)
        elif kind == "AlternateContent":
            choice = next((each for each in child if local(each) == "Choice" and _says_something(each)), None)
            found += _children(choice if choice is not None else child, name)
        elif kind not in _SKIP and kind not in _GONE and kind != "p" and kind not in ("tr", "tc", "tbl"):
            found += _children(child, name)
    return found


def _row_changes(row: Any) -> tuple[bool, bool, int]:
    """Whether the row is a tracked deletion, whether it is hidden, and how many columns it starts in."""
    for each in row:
        if local(each) == "trPr":
            before = next((attribute(a, "val") for a in each if local(a) == "gridBefore"), "")
            deleted = any(local(a) == "del" for a in each)
            hidden = any(local(a) == "hidden" and attribute(a, "val") not in ("0", "false", "off") for a in each)
            return deleted, hidden, min(max(0, whole(before)), WIDEST_SPAN)
    return False, False, 0


def _cell_shape(element: Any) -> tuple[int, str]:
    """How many columns the cell spans, and whether it goes on from the one above."""
    span, merge = 1, ""
    for each in element:
        if local(each) != "tcPr":
            continue
        for about in each:
            if local(about) == "gridSpan":
                value = attribute(about, "val")
                span = max(1, whole(value, WIDEST_SPAN + 1 if value.isdecimal() else 1))
            elif local(about) in ("vMerge", "vmerge"):
                merge = attribute(about, "val") or "continue"
    if span > WIDEST_SPAN:
        raise Refused(
            "This document has a table cell that spans more than 64 columns. It was not read; ask for a plain table."
        )
    return span, merge
