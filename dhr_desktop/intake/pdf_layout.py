"""Cells and rows of a page, from where its words stand and where lines are drawn. Knows nothing of PDF."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from .headers import meaning

NEAR = 2.5  # points; what lies nearer than this is at one place
SHORTEST_LINE = 6.0
MOST_LINES = 20_000
_FOOT = re.compile(r"\s*(?:page\s+)?\d+(?:\s*(?:of|/)\s*\d+)?\s*|\s*page\b.{0,30}", re.I)
_LIKE_A_DATE = re.compile(
    r"\d{1,4}\s?[/.\-]\s?\w{1,9}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}|[A-Za-z]{3,9}[\s-]+\d{4}|\b(?:early|mid|late|about|circa|w/c)\b", re.I
)  # fmt: skip


@dataclass(slots=True)
class Piece:
    x: float
    y: float
    text: str
    size: float
    is_raised: bool = False  # "st" in small letters behind "21": it goes on from the piece before it


@dataclass(slots=True)
class Page:
    pieces: list[Piece] = field(default_factory=list)
    across: list[tuple[float, float, float]] = field(default_factory=list)  # y, from x, to x
    down: list[tuple[float, float, float]] = field(default_factory=list)  # x, from y, to y

    def add_line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        if len(self.across) + len(self.down) > MOST_LINES:
            return
        if abs(start[1] - end[1]) < NEAR and abs(start[0] - end[0]) > SHORTEST_LINE:
            self.across.append((start[1], min(start[0], end[0]), max(start[0], end[0])))
        elif abs(start[0] - end[0]) < NEAR and abs(start[1] - end[1]) > SHORTEST_LINE:
            self.down.append((start[0], min(start[1], end[1]), max(start[1], end[1])))

    def add_box(self, corner: tuple[float, float], opposite: tuple[float, float]) -> None:
        """The four sides; a box as thin as a line is one."""
        (left, low), (right, high) = corner, opposite
        for line in (
            ((left, low), (right, low)), ((left, high), (right, high)), ((left, low), (left, high)), ((right, low), (right, high)),
        ):  # fmt: skip
            self.add_line(*line)


def _places(values: Iterable[float]) -> list[float]:
    """Values that lie together as one."""
    found: list[float] = []
    for each in sorted(values):
        if not found or each - found[-1] > NEAR:
            found.append(each)
    return found


class Tables:
    """Takes one page after another. A table goes on over the page when its columns stand in the same places."""

    def __init__(self) -> None:
        self.tables: list[list[dict[int, str]]] = []
        self.outside: list[str] = []
        self._columns: list[float] = []
        self._is_ruled = False
        self._date = 0

    def take(self, page: Page) -> None:
        lined = _lined_regions(page)
        _settle_raised(page.pieces)
        rest = page.pieces
        parts: list[tuple[float, _Region | list[Piece]]] = []
        for region in lined:
            inside = [piece for piece in rest if region.holds(piece)]
            rest = [piece for piece in rest if not region.holds(piece)]
            region.pieces = inside
            parts.append((region.top, region))
        for line in _lines(rest):
            parts.append((line[0].y, line))
        for _, part in sorted(parts, key=lambda each: -each[0]):
            if isinstance(part, _Region):
                self._take_region(part)
            else:
                self._take_line(part)

    def _take_region(self, region: _Region) -> None:
        rows = region.rows()
        if not rows:
            return
        is_same = self._is_ruled and len(self._columns) == len(region.columns) and all(
            abs(one - other) < 3 * NEAR for one, other in zip(self._columns, region.columns, strict=True)
        )  # fmt: skip
        if not is_same:
            self.tables.append([])
        self._columns, self._is_ruled = region.columns, True
        self.tables[-1] += rows

    # ---- pages without lines ------------------------------------------------------------------

    def _take_line(self, line: list[Piece]) -> None:
        text = _joined(line, "\t")
        if _is_heading(line):
            self._columns, self._is_ruled = [piece.x for piece in line], False
            self._date = next((at for at, piece in enumerate(line) if meaning(piece.text) == "date_start"), 0)
            self.tables.append([{at: piece.text for at, piece in enumerate(line)}])
        elif self._is_ruled or not self._columns or _FOOT.fullmatch(text):
            self.outside.append(text)
        else:
            self._take_cells(line)

    def _take_cells(self, line: list[Piece]) -> None:
        cells: dict[int, list[Piece]] = {}
        for piece in line:
            column = max((at for at, x in enumerate(self._columns) if x <= piece.x + 4 * NEAR), default=0)
            cells.setdefault(column, []).append(piece)
        table = self.tables[-1]
        said = _joined(cells.get(self._date, []), " ")
        if len(table) == 1 or _LIKE_A_DATE.search(said):
            table.append({})
        for at, pieces in cells.items():
            words = _joined(pieces, " ")
            table[-1][at] = f"{table[-1][at]} {words}" if at in table[-1] else words


def _is_heading(line: list[Piece]) -> bool:
    found = {name for piece in line if len(piece.text) <= 60 and (name := meaning(piece.text))}
    has_date = bool(found & {"date_start", "date_recorded"})
    return (
        len(line) >= 2 and len(found) >= 2 and has_date and not any(re.search(r"\d{2}", piece.text) for piece in line)
    )


def _lines(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces that stand on one line, from left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: -each.y):
        if lines and abs(lines[-1][0].y - piece.y) < NEAR:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda each: each.x) for line in lines]


LONGEST_RAISED = 6  # letters: an ordinal's ending, a note's number
SMALL = 0.85  # of the size of the letters beside it


def _settle_raised(pieces: list[Piece]) -> None:
    """Small raised or lowered letters stand on the line of the piece that they begin behind, and belong to its word."""
    by_height = sorted(pieces, key=lambda each: each.y)
    heights = [each.y for each in by_height]
    tallest = max((each.size for each in pieces), default=0.0)
    moves: list[tuple[Piece, Piece]] = []
    for small in pieces:
        if len(small.text.strip()) > LONGEST_RAISED or small.size >= SMALL * tallest:
            continue
        near = by_height[bisect_left(heights, small.y - tallest) : bisect_right(heights, small.y + tallest)]
        bases = [each for each in near if _ends_before(each, small)]
        if bases:
            moves.append((small, max(bases, key=lambda each: each.x)))
    for small, base in moves:
        small.y, small.is_raised = base.y, True


def _ends_before(base: Piece, small: Piece) -> bool:
    """Whether the small piece begins about where the other ends, a little above or below its foot."""
    length = len(base.text.rstrip()) * base.size
    return (
        small.size <= SMALL * base.size
        and 0.12 * base.size < abs(small.y - base.y) < 0.6 * base.size
        and 0.25 * length <= small.x - base.x <= 0.8 * length + 0.3 * base.size
    )


def _joined(line: list[Piece], between: str) -> str:
    """The pieces of a line in a row. Where one begins right where the last ends, they are one word."""
    parts: list[str] = []
    end = None
    for piece in line:
        is_apart = end is not None and not piece.is_raised and piece.x > end + 0.2 * piece.size
        if end is not None and is_apart and not parts[-1].endswith(" "):
            parts.append(between if piece.x > end + 1.5 * piece.size else " ")
        parts.append(piece.text)
        end = piece.x + 0.42 * (piece.size or 10) * len(piece.text)
    return "".join(parts)


# ---- lines drawn round cells --------------------------------------------------------------------


@dataclass(slots=True)
class _Region:
    """Bands between drawn lines, with the lines down that cut them into cells."""

    edges: list[float]  # y, from the top
    columns: list[float]
    pieces: list[Piece] = field(default_factory=list)

    @property
    def top(self) -> float:
        return self.edges[0]

    def holds(self, piece: Piece) -> bool:
        return (
            self.edges[-1] - NEAR <= piece.y <= self.edges[0]
            and self.columns[0] - NEAR <= piece.x <= self.columns[-1] + NEAR
        )

    def rows(self) -> list[dict[int, str]]:
        bands: list[list[Piece]] = [[] for _ in self.edges[1:]]
        for piece in self.pieces:
            band = next((at for at, low in enumerate(self.edges[1:]) if piece.y >= low - NEAR / 2), len(bands) - 1)
            bands[band].append(piece)
        return [self._cells(band) for band in bands if band]

    def _cells(self, band: list[Piece]) -> dict[int, str]:
        cells: dict[int, list[Piece]] = {}
        for piece in band:
            column = max((at for at, x in enumerate(self.columns[:-1]) if x <= piece.x + NEAR), default=0)
            cells.setdefault(column, []).append(piece)
        return {at: " ".join(_joined(line, " ").strip() for line in _lines(pieces)) for at, pieces in cells.items()}


def _lined_regions(page: Page) -> list[_Region]:
    """Runs of bands that lie on one another and are cut by at least three lines down."""
    ys = sorted(_places(each[0] for each in page.across), reverse=True)
    regions: list[_Region] = []
    edges: list[float] = []
    columns: list[float] = []
    for high, low in itertools.pairwise(ys):
        middle = (high + low) / 2
        here = [x for x, start, end in page.down if start - NEAR <= middle <= end + NEAR]
        if len(_places(here)) >= 3:
            edges = edges or [high]
            edges.append(low)
            columns += here
        elif edges:
            regions.append(_Region(edges, _places(columns)))
            edges, columns = [], []
    if edges:
        regions.append(_Region(edges, _places(columns)))
    return regions
