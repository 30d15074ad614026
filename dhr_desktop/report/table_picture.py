"""A table of figures as a picture for a document: counts shaded by how many, what is only suggested said to be so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .letters import broken, cut
from .shapes import Box, Picture, Shape, Stroke, Words
from .timeline_picture import About

SIZE, LINE, PAD, MARGIN, TOP = 7.5, 10.0, 4.0, 24.0, 64.0
MOST_LINES, MOST_BROKEN = 60, 3
INK, QUIET, RULE, HEAD, SUGGESTED, MISSING = "#1b2330", "#5b6472", "#c9d0da", "#eef1f5", "#fff4d6", "#fde8e6"
_NUMBER = re.compile(r"^(\d[\d,]*)(?: to (\d[\d,]*))?\b")


@dataclass(frozen=True, slots=True)
class PicturedCell:
    words: str
    state: str = ""


def draw_table(
    about: About, says: str, columns: Sequence[str], widths: Sequence[int], lines: Sequence[Sequence[PicturedCell]],
    width: float,
) -> Picture:  # fmt: skip
    """As wide as was asked; what is beyond the longest that can be read in a picture is said to be in the table."""
    room = width - 2 * MARGIN
    share = room / sum(widths)
    places = [MARGIN + share * sum(widths[:at]) for at in range(len(widths) + 1)]
    shown = lines[:MOST_LINES]
    most = max((_least(cell.words) for line in shown for cell in line[1:]), default=0)
    shapes: list[Shape] = []
    y = TOP
    y = _row(shapes, [PicturedCell(each) for each in columns], places, y, 0, is_head=True)
    for line in shown:
        y = _row(shapes, line, places, y, most, is_head=False)
    foot = [
        f"{len(lines) - MOST_LINES:,} more lines are in the table." if len(lines) > MOST_LINES else "", says,
        "Yellow: suggested by the program and not confirmed. Red: nothing was found.",
        about.in_one_line(),
    ]  # fmt: skip
    y += 12
    for words in foot:
        for part in broken(words, SIZE, room) if words else []:
            shapes.append(Words(MARGIN, y, part, SIZE, QUIET))
            y += LINE
    head = [
        Words(MARGIN, 26, cut(about.title, 12, room, is_bold=True), 12, INK, is_bold=True),
        Words(MARGIN, 42, cut(about.shown, SIZE + 1, room), SIZE + 1, QUIET),
        Words(MARGIN, 54, cut(about.filter, SIZE + 1, room), SIZE + 1, QUIET),
    ]
    alternative = f"{about.title}. {about.shown}. {says}"
    return Picture(width, y + MARGIN / 2, about.title, alternative, [*head, *shapes])


def _row(
    shapes: list[Shape], cells: Sequence[PicturedCell], places: Sequence[float], y: float, most: int, *, is_head: bool
) -> float:
    told = [
        broken(cell.words, SIZE, places[at + 1] - places[at] - 2 * PAD)[:MOST_BROKEN] if cell.words else []
        for at, cell in enumerate(cells)
    ]
    height = max((len(each) for each in told), default=1) * LINE + PAD
    height = max(height, LINE + PAD)
    shapes += _grounds(cells, places, y, height, most, is_head=is_head)
    for at, parts in enumerate(told):
        for line, part in enumerate(parts):
            baseline = y + PAD / 2 + LINE * (line + 0.8)
            shapes.append(Words(places[at] + PAD, baseline, part, SIZE, INK, is_bold=is_head))
    shapes.append(Stroke(places[0], y + height, places[-1], y + height, RULE, 0.5))
    return y + height


def _grounds(
    cells: Sequence[PicturedCell], places: Sequence[float], y: float, height: float, most: int, *, is_head: bool
) -> Iterable[Shape]:
    for at, cell in enumerate(cells):
        area = (places[at], y, places[at + 1] - places[at], height)
        number = _least(cell.words) if at else 0
        if is_head:
            yield Box(*area, fill=HEAD)
        elif number and most:
            yield Box(*area, fill=_shade(number / most))
        elif cell.state == "missing":
            yield Box(*area, fill=MISSING)
        elif cell.state == "suggested":
            yield Box(*area, fill=SUGGESTED)


def _shade(share: float) -> str:
    """From almost white to a blue that black still reads on."""
    paper, ink = (255, 255, 255), (47, 109, 181)
    mixed = (round(a + (b - a) * (0.08 + 0.45 * share)) for a, b in zip(paper, ink, strict=True))
    return "#" + "".join(f"{each:02x}" for each in mixed)


def _least(words: str) -> int:
    """A count, or the least of two; a date is none."""
    match = _NUMBER.match(words)
    if match is None or (match.end() < len(words) and not words[match.end() :].startswith(" (")):
        return 0
    return int(match[1].replace(",", ""))
