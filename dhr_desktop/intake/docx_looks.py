"""What a run of Word text looks like: hidden, white, tiny, struck through, or in a font that draws signs.

A run takes its look from the document's defaults, its paragraph's style, its own style and what it says itself,
each style on top of the one it is based on. A reader that looks only at the run misses text hidden by a style.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from .package import attribute, local, whole
from .symbols import is_symbol_font

TINIEST_HALF_POINTS = 4
DEEPEST_STYLE = 20
_WHITE_THEMES = {"background1", "light1", "bg1", "lt1"}


@dataclass(frozen=True, slots=True)
class Look:
    is_hidden: bool = False
    is_struck: bool = False
    is_white: bool = False
    is_tiny: bool = False
    is_shaded: bool = False  # something dark may stand behind it
    sign_font: str = ""

    @property
    def is_plain(self) -> bool:
        return self == PLAIN


PLAIN = Look()
_TOGGLES = {"vanish": "is_hidden", "specVanish": "is_hidden", "strike": "is_struck", "dstrike": "is_struck"}


def changed_by(look: Look, properties: Any) -> Look:
    """The look with a run's or a style's own properties on top."""
    changes: dict[str, Any] = {}
    for each in properties:
        kind = local(each)
        if kind in _TOGGLES:
            changes[_TOGGLES[kind]] = _is_on(each) or changes.get(_TOGGLES[kind], False)
        elif kind == "color":
            changes["is_white"] = _is_white(each)
        elif kind == "sz":
            value = attribute(each, "val")
            changes["is_tiny"] = 0 <= whole(value) <= TINIEST_HALF_POINTS
        elif kind in ("shd", "highlight"):
            changes["is_shaded"] = is_dark(each)
        elif kind == "rFonts":
            named = next((font for name in ("ascii", "hAnsi") if (font := attribute(each, name))), "")
            if named:
                changes["sign_font"] = named if is_symbol_font(named) else ""
    return replace(look, **changes) if changes else look


def _is_on(element: Any) -> bool:
    return attribute(element, "val") not in ("0", "false", "off")


def _is_white(colour: Any) -> bool:
    if attribute(colour, "themeColor") in _WHITE_THEMES:
        return not (attribute(colour, "themeShade") or attribute(colour, "themeTint"))
    value = attribute(colour, "val")
    try:
        return len(value) == 6 and all(int(value[at : at + 2], 16) >= 0xF0 for at in (0, 2, 4))
    except ValueError:
        return False


def is_dark(shading: Any) -> bool:
    """Whether white letters could be read on it."""
    if local(shading) == "highlight":
        return attribute(shading, "val") not in ("", "none", "white")
    if attribute(shading, "themeFill") and attribute(shading, "themeFill") not in _WHITE_THEMES:
        return True
    fill = attribute(shading, "fill").lower()
    if fill not in ("", "auto", "ffffff"):
        return True
    return attribute(shading, "val") not in ("", "clear", "nil") and attribute(shading, "color").lower() not in (
        "",
        "auto",
        "ffffff",
    )


class Styles:
    """The styles of a document by name, each resolved once."""

    def __init__(self, root: Any | None) -> None:
        self._elements: dict[str, Any] = {}
        self._looks: dict[str, Look] = {}
        self._shaded_tables: set[str] = set()
        self.default = PLAIN
        self._default_paragraph = ""
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        for each in root:
            if local(each) == "docDefaults":
                for properties in each.iter():
                    if local(properties) == "rPr":
                        self.default = changed_by(self.default, properties)
            elif local(each) == "style":
                name = attribute(each, "styleId")
                self._elements[name] = each
                if attribute(each, "type") == "paragraph" and attribute(each, "default") in ("1", "true", "on"):
                    self._default_paragraph = name
                if attribute(each, "type") == "table" and any(local(a) == "shd" and is_dark(a) for a in each.iter()):
                    self._shaded_tables.add(name)

    def paragraph(self, name: str) -> Look:
        return self._chain(name or self._default_paragraph, self.default)

    def run(self, name: str, under: Look) -> Look:
        return self._chain(name, under) if name else under

    def shades_table(self, name: str) -> bool:
        return name in self._shaded_tables or self._based_on(name) in self._shaded_tables

    def _chain(self, name: str, under: Look) -> Look:
        if under is self.default and name in self._looks:
            return self._looks[name]
        chain: list[Any] = []
        at = name
        while at in self._elements and len(chain) < DEEPEST_STYLE:
            chain.append(self._elements[at])
            at = self._based_on(at)
        look = under
        for style in reversed(chain):
            for part in style:
                if local(part) == "rPr":
                    look = changed_by(look, part)
                elif local(part) == "pPr":
                    look = changed_by(look, [each for each in part if local(each) == "shd"])
        if under is self.default:
            self._looks[name] = look
        return look

    def _based_on(self, name: str) -> str:
        style = self._elements.get(name)
        if style is None:
            return ""
        return next((attribute(each, "val") for each in style if local(each) == "basedOn"), "")
