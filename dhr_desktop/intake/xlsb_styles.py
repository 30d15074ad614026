"""How the cells of a binary workbook look, from its styles part: number formats, fonts of signs, struck and unseen text."""

from __future__ import annotations

from struct import unpack_from

from .biff12 import records, wide_string
from .package import Package
from .shown.formats import code_of
from .xlsx_styles import BLACK, INDEXED_COLOURS, THEME_COLOURS, WHITE, Font, Style, style_of

FONT, FORMAT, FILL, CELL_STYLE = 43, 44, 45, 47
BEGIN_CELL_STYLES, END_CELL_STYLES = 617, 618
SOLID = 1
STRUCK = 0x0008


class Styles:
    """The styles cells name by number, and the fonts that runs of a text name."""

    def __init__(self) -> None:
        self.styles: list[Style] = []
        self.fonts: list[Font] = []


def read_styles(package: Package, rels: dict[str, tuple[str, str]]) -> Styles:
    found = Styles()
    part = next((target for kind, target in rels.values() if kind == "styles"), "")
    if not part or not package.has(part):
        return found
    codes: dict[int, str] = {}
    fills: list[str] = []
    is_of_cells = False
    for kind, content in records(package.read(part)):
        if kind == FORMAT:
            codes[unpack_from("<H", content)[0]] = wide_string(content, 2)[0]
        elif kind == FONT:
            found.fonts.append(_font(content))
        elif kind == FILL:
            fills.append(_colour(content, 4, WHITE) if unpack_from("<I", content)[0] == SOLID else WHITE)
        elif kind in (BEGIN_CELL_STYLES, END_CELL_STYLES):
            is_of_cells = kind == BEGIN_CELL_STYLES
        elif kind == CELL_STYLE and is_of_cells:
            number, font, fill = unpack_from("<HHH", content, 2)
            look = found.fonts[font] if font < len(found.fonts) else Font()
            background = fills[fill] if fill < len(fills) else WHITE
            found.styles.append(style_of(code_of(number, codes), look, background))
    return found


def _font(content: bytes) -> Font:
    height, flags = unpack_from("<HH", content)
    name, _ = wide_string(content, 21)
    return Font(name, height / 20 if height else 11, _colour(content, 12, BLACK), bool(flags & STRUCK))


def _colour(content: bytes, at: int, otherwise: str) -> str:
    """As the styles of an .xlsx name it: six figures where that is plain, else a name of its own."""
    kind, index, tint, red, green, blue = unpack_from("<BBhBBB", content, at)
    ending = f" {tint}" if tint else ""
    kind >>= 1
    if kind == 1:
        return INDEXED_COLOURS.get(index, f"indexed {index}") + ending
    if kind == 2:
        return f"{red:02X}{green:02X}{blue:02X}{ending}"
    if kind == 3:
        return THEME_COLOURS.get(index, f"theme {index}") + ending
    return otherwise
