"""A picture as a few kinds of shape: what every writer of pictures can draw, and no more.

Places count from the top left, in points. A shape that fades is several boxes, each fainter than the one
before, so that no writer needs to know how to fade.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    opacity: float = 1.0
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    x: float
    y: float
    to_x: float
    to_y: float
    colour: str
    width: float = 1.0
    is_dashed: bool = False
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed shape through its corners."""

    points: tuple[tuple[float, float], ...]
    fill: str = ""
    stroke: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    x: float
    y: float
    radius: float
    fill: str = ""
    stroke: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, its baseline at y; never broken and never wider than what the layout gave it."""

    x: float
    y: float
    text: str
    size: float = 8.0
    colour: str = "#1b2330"
    is_bold: bool = False
    anchor: str = "start"


Shape = Box | Stroke | Outline | Round | Words


@dataclass(slots=True)
class Picture:
    width: float
    height: float
    title: str
    alternative: str
    shapes: list[Shape] = field(default_factory=list)
