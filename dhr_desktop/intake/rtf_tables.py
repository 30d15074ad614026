"""Where the words of a rich text stand: in a paragraph, or in a cell of a table within tables.

A cell ends with `\\cell` and a row with `\\row`; the row says where its cells end, so that rows with joined cells
keep their columns.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from .pages import MOST_CELLS, MOST_PARAGRAPHS, Cell, Document, Grid, GridRow, Refused, clean

DEEPEST_TABLE = 20
NEAR_TWIPS = 40


@dataclass(slots=True)
class _Definition:
    """What `\\trowd` and the words after it say of a row's cells."""

    left: int = 0
    ends: list[int] = field(default_factory=list)
    goes_on: list[str] = field(default_factory=list)  # per cell: "", "down" (begins a joined cell) or "up" (goes on)
    next_join: str = ""


@dataclass(slots=True)
class _Row:
    left: int
    ends: list[int]
    joins: list[str]
    cells: list[Cell]


@dataclass(slots=True)
class _Level:
    """One depth of tables: the table being filled, its row, and its cell."""

    lines: list[str] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    cells: list[Cell] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    definition: _Definition = field(default_factory=_Definition)
    grid: Grid | None = None


class Layout:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._paragraphs = Grid.of_paragraphs([])
        self._parts: list[str] = []
        self._marks: set[str] = set()
        self._depth = 0
        self._levels: dict[int, _Level] = {}
        self._count = self._tables = self._inner = self._cells = 0

    @property
    def is_in_table(self) -> bool:
        return self._depth > 0

    @property
    def place(self) -> str:
        level = self._levels.get(1)
        if self._depth and level is not None:
            name = level.grid.name if level.grid is not None else f"Table {self._tables + 1}"
            return f"{name} row {len(level.rows) + 1}"
        return f"paragraph {self._count + 1}"

    def text(self, text: str, *, is_struck: bool) -> None:
        self._parts.append(text)
        if is_struck and text.strip():
            self._marks.add("s")

    def end_paragraph(self) -> None:
        text, marks = "".join(self._parts), self._marks
        self._parts, self._marks = [], set()
        if self._depth:
            level = self._level(self._depth)
            level.lines.append(text)
            level.marks |= marks
            return
        if not text.strip() and 1 not in self._levels:
            self._count += 1
        else:
            self._end_tables(1)
            self._count += 1
            if words := clean(text):
                self._paragraphs.rows.append(GridRow(self._count, {0: Cell(words, marks="".join(sorted(marks)))}))
        if self._count > MOST_PARAGRAPHS:
            raise Refused("This document has more than 200,000 paragraphs. Ask for only the chronology.")

    def control(self, word: str, number: int | None) -> None:
        if word == "pard":
            self._depth = 0
        elif word == "intbl":
            self._depth = max(self._depth, 1)
        elif word == "itap":
            self._depth = min(max(number or 0, 0), DEEPEST_TABLE + 1)
            if self._depth > DEEPEST_TABLE:
                raise Refused(
                    "This document has tables within tables more than 20 deep. It was not read; ask for a plain table."
                )
        elif word == "cell":
            self._end_cell(1)
        elif word == "nestcell":
            self._end_cell(max(self._depth, 2))
        elif word == "row":
            self._end_row(1)
        elif word == "nestrow":
            self._end_row(max(self._depth, 2))
        else:
            self._define(word, number)

    def _define(self, word: str, number: int | None) -> None:
        if word not in ("trowd", "trleft", "cellx", "clvmgf", "clvmrg"):
            return
        level = self._level(max(self._depth, 1))
        if word == "trowd":
            level.definition = _Definition()
        elif word == "trleft":
            level.definition.left = number or 0
        elif word == "cellx":
            level.definition.ends.append(number or 0)
            level.definition.goes_on.append(level.definition.next_join)
            level.definition.next_join = ""
        else:
            level.definition.next_join = "down" if word == "clvmgf" else "up"

    def _level(self, depth: int) -> _Level:
        return self._levels.setdefault(depth, _Level())

    def _end_cell(self, depth: int) -> None:
        level = self._level(depth)
        for deeper in [each for each in self._levels if each > depth]:
            self._end_tables(deeper)
        level.lines.append("".join(self._parts))
        level.marks |= self._marks
        text = clean("\n".join(level.lines))
        level.cells.append(Cell(text, marks="".join(sorted(level.marks))))
        self._parts, self._marks, level.lines, level.marks = [], set(), [], set()
        self._cells += 1
        if self._cells > MOST_CELLS:
            raise Refused("This document has more than two million table cells. Ask for only the chronology.")

    def _end_row(self, depth: int) -> None:
        level = self._level(depth)
        if "".join(self._parts).strip() or any(line.strip() for line in level.lines):
            self._end_cell(depth)  # words behind the last cell's end
        if level.grid is None:
            self._tables += depth == 1
            level.grid = Grid(f"Table {self._tables}" if depth == 1 else self._name_inner(depth), [])
            self._document.grids.append(level.grid)
        definition = level.definition
        level.rows.append(_Row(definition.left, list(definition.ends), list(definition.goes_on), level.cells))
        level.cells = []

    def _name_inner(self, depth: int) -> str:
        self._inner += 1
        outer = self._tables + (1 not in self._levels or self._levels[1].grid is None)
        return f"Table {outer}, inner table {self._inner}"

    def _end_tables(self, depth: int) -> None:
        """The tables of this depth and below are over: their rows get the columns their edges say."""
        for each in sorted((held for held in self._levels if held >= depth), reverse=True):
            level = self._levels.pop(each)
            if level.cells or level.lines:
                self._levels[each] = level
                self._end_row(each)
                self._levels.pop(each)
            if level.grid is not None:
                level.grid.rows = _in_columns(level.rows)

    def end(self) -> None:
        if "".join(self._parts).strip():
            if self._depth:
                self._end_cell(self._depth)
            else:
                self.end_paragraph()
        self._end_tables(1)
        self._document.grids.append(self._paragraphs)


def _in_columns(rows: list[_Row]) -> list[GridRow]:
    edges = _edges(rows)
    found: list[GridRow] = []
    above: dict[int, Cell] = {}
    for number, row in enumerate(rows, 1):
        cells: dict[int, Cell] = {}
        fresh: dict[int, Cell] = {}
        left, last = row.left, -1
        for at, cell in enumerate(row.cells):
            column = _column(edges, left, at)
            if column in cells:
                column = last + 1
            last = max(last, column)
            left = row.ends[at] if at < len(row.ends) else left
            join = row.joins[at] if at < len(row.joins) else ""
            if join == "up" and not cell.text and column in above:
                fresh[column] = above[column]
                if above[column].text:
                    cells[column] = Cell(above[column].text, marks="d")
                continue
            if join:
                fresh[column] = cell
            if cell.text:
                cells[column] = cell
        above = fresh
        if cells:
            found.append(GridRow(number, cells))
    return found


def _edges(rows: list[_Row]) -> list[int]:
    """Where columns begin, from all rows; edges a hair apart are one."""
    if any(len(row.ends) < len(row.cells) for row in rows):
        return []  # a row does not say where its cells end: they are counted
    starts = sorted({row.left for row in rows} | {end for row in rows for end in row.ends[:-1]})
    edges: list[int] = []
    for each in starts:
        if not edges or each - edges[-1] > NEAR_TWIPS:
            edges.append(each)
    return edges


def _column(edges: list[int], left: int, counted: int) -> int:
    if not edges:
        return counted
    at = bisect_left(edges, left)
    return min((each for each in (at - 1, at) if 0 <= each < len(edges)), key=lambda each: abs(edges[each] - left))
