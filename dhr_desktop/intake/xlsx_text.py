"""The texts of a workbook: shared strings and their runs, with signs as they are drawn and codes as they are read."""

from __future__ import annotations

import re
from typing import Any

from .package import Package, attribute, elements, local
from .pages import clean
from .symbols import as_drawn
from .xlsx_styles import Font, read_font

_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Text(str):
    """The text of a cell as it is stored; `runs` only where a part of it is in a font of its own."""

    marks = ""
    has_guide = False
    runs: tuple[tuple[str, str], ...] = ()

    def drawn(self, font: str) -> str:
        """What is seen when the cell's own font is this one ("" unless it draws signs)."""
        if not font and not self.runs:
            return self
        runs = self.runs or ((str(self), ""),)
        return clean("".join(as_drawn(text, own or font) for text, own in runs))


def text_of(item: Any) -> Text:
    """The text of a string and its runs, without the phonetic guide."""
    if len(item) == 1 and local(item[0]) == "t":  # nearly every one
        return Text(clean(decoded(item[0].text or "")))
    parts: list[tuple[str, Font | None]] = []
    has_guide = False
    for child in item:
        kind = local(child)
        if kind == "t":
            parts.append((decoded(child.text or ""), None))
        elif kind == "r":
            font = next((read_font(each) for each in child if local(each) == "rPr"), None)
            parts += [(decoded(each.text or ""), font) for each in child if local(each) == "t"]
        elif kind == "rPh":
            has_guide = True
    text = Text(clean("".join(said for said, _ in parts)))
    text.has_guide = has_guide
    fonts = [font for said, font in parts if font is not None and said.strip()]
    if fonts:
        text.marks = "".join(sorted({mark for font in fonts for mark in font.marks("FFFFFF")}))
        if any(font.name for font in fonts):  # a run with a font of its own is not drawn in the cell's
            text.runs = tuple((said, font.name if font else "") for said, font in parts)
    return text


def decoded(text: str) -> str:
    """Excel writes a letter that XML cannot hold as _x0007_; a real "_x" is written _x005F_x."""
    return _CODE.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


def shared_strings(package: Package, rels: dict[str, tuple[str, str]]) -> list[Text]:
    part = next((target for kind, target in rels.values() if kind == "sharedStrings"), "")
    if not part or not package.has(part):
        return []
    return [text_of(item) for item in elements(package.read(part), ("si",))]


def is_on(element: Any, name: str) -> bool:
    return attribute(element, name) in ("1", "true", "on")
