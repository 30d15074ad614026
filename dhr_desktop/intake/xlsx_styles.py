"""How the cells of a workbook look, as far as it changes what they say: number format, font of signs, struck, unseen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .package import Package, attribute, local, tree, whole
from .shown.codes import GENERAL, taken_apart
from .shown.formats import code_of
from .symbols import is_symbol_font

SMALLEST_SEEN = 2.5  # points; letters as small as this are there to be overlooked
WHITE, BLACK = "FFFFFF", "000000"
INDEXED_COLOURS = {0: BLACK, 1: WHITE, 8: BLACK, 9: WHITE, 64: BLACK, 65: WHITE}
THEME_COLOURS = {0: WHITE, 1: BLACK}


@dataclass(frozen=True, slots=True)
class Style:
    """`marks` are those its cells carry: s struck through, h too white or too small to be seen."""

    code: str = GENERAL
    font: str = ""
    marks: str = ""
    is_wordy: bool = False  # its format adds to text, or hides it


@dataclass(slots=True)
class Font:
    name: str = ""
    size: float = 11
    colour: str = BLACK
    is_struck: bool = False

    def marks(self, background: str) -> str:
        is_unseen = self.colour == background or self.size <= SMALLEST_SEEN
        return ("s" if self.is_struck else "") + ("h" if is_unseen else "")


PLAIN = Style()


def style_of(code: str, font: Font, background: str = WHITE) -> Style:
    words = taken_apart(code).words
    is_wordy = words is not None and "".join(text for _, text in words.pieces).strip() != "@"
    return Style(code, font.name if is_symbol_font(font.name) else "", font.marks(background), is_wordy)


@dataclass(slots=True)
class _Table:
    codes: dict[int, str] = field(default_factory=dict)
    fonts: list[Font] = field(default_factory=list)
    fills: list[str] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)


def read_styles(package: Package, rels: dict[str, tuple[str, str]]) -> list[Style]:
    part = next((target for kind, target in rels.values() if kind == "styles"), "")
    if not part or not package.has(part):
        return []
    table = _Table()
    groups = {local(group): group for group in tree(package.read(part))}
    for each in groups.get("numFmts", ()):
        if (number := whole(attribute(each, "numFmtId"))) >= 0:
            table.codes[number] = attribute(each, "formatCode")
    table.fonts = [read_font(each) for each in groups.get("fonts", ())]
    table.fills = [_fill(each) for each in groups.get("fills", ())]
    for each in groups.get("cellXfs", ()):
        font = _at(table.fonts, attribute(each, "fontId"), Font())
        background = _at(table.fills, attribute(each, "fillId"), WHITE)
        code = code_of(whole(attribute(each, "numFmtId"), 0), table.codes)
        table.styles.append(style_of(code, font, background))
    return table.styles


def _at(held: list[Any], number: str, otherwise: Any) -> Any:
    return held[at] if 0 <= (at := whole(number)) < len(held) else otherwise


def read_font(element: Any) -> Font:
    """Of a cell style, or of one run of a rich text."""
    font = Font()
    for each in element:
        kind, value = local(each), attribute(each, "val")
        if kind in ("name", "rFont"):
            font.name = value
        elif kind == "strike":
            font.is_struck = value not in ("0", "false")
        elif kind == "color":
            font.colour = _colour(each)
        elif kind == "sz":
            font.size = _number(value, 11)
    return font


def _fill(element: Any) -> str:
    for pattern in element:
        if attribute(pattern, "patternType") == "solid":
            return next((_colour(each) for each in pattern if local(each) == "fgColor"), BLACK)
    return WHITE


def _colour(element: Any) -> str:
    """As six figures where that is plain, else by its own name; two that are alike are the same text."""
    tint = _number(attribute(element, "tint"), 0)
    ending = f" {tint}" if tint else ""
    if rgb := attribute(element, "rgb"):
        return rgb[-6:].upper() + ending
    for name, known in (("indexed", INDEXED_COLOURS), ("theme", THEME_COLOURS)):
        if value := attribute(element, name):
            return known.get(whole(value), f"{name} {value}") + ending
    return BLACK


def _number(text: str, otherwise: float) -> float:
    try:
        return float(text)
    except ValueError:
        return otherwise
