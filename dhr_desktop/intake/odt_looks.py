"""What OpenDocument text looks like: a style's properties on top of those of the style it comes from."""

from __future__ import annotations

from typing import Any

from .package import attribute, local
from .symbols import is_symbol_font

DEEPEST_STYLE = 20
_KEPT = {"display", "color", "background-color", "font-size", "text-line-through-style", "text-line-through-type", "font-name",
         "font-family"}  # fmt: skip


class Looks:
    def __init__(self, roots: list[Any]) -> None:
        self._own: dict[str, tuple[str, dict[str, str]]] = {}
        self._resolved: dict[str, dict[str, str]] = {}
        self._families: dict[str, str] = {}
        for root in roots:
            for each in root.iter():
                if local(each) == "style":
                    self._own.setdefault(
                        attribute(each, "name"), (attribute(each, "parent-style-name"), _properties(each))
                    )
                elif local(each) == "font-face":
                    self._families[attribute(each, "name")] = attribute(each, "font-family").strip("'\"")

    def of(self, name: str, under: dict[str, str] | None = None) -> dict[str, str]:
        own = self._whole(name)
        if not under:
            return own
        return {**under, **own} if own else under

    def _whole(self, name: str) -> dict[str, str]:
        if name not in self._resolved:
            chain: list[dict[str, str]] = []
            at = name
            while at in self._own and len(chain) < DEEPEST_STYLE:
                parent, properties = self._own[at]
                chain.append(properties)
                at = parent
            self._resolved[name] = {key: value for each in reversed(chain) for key, value in each.items()}
        return self._resolved[name]

    @staticmethod
    def is_hidden(style: dict[str, str]) -> bool:
        return style.get("display") == "none"

    @staticmethod
    def is_struck(style: dict[str, str]) -> bool:
        return any(style.get(f"text-line-through-{each}", "none") != "none" for each in ("style", "type"))

    @staticmethod
    def is_white(style: dict[str, str]) -> bool:
        ground = style.get("background-color", "transparent")
        return style.get("color", "").lower() in ("#ffffff", "#fefefe") and ground in ("transparent", "#ffffff")

    @staticmethod
    def is_tiny(style: dict[str, str]) -> bool:
        size = style.get("font-size", "")
        try:
            return size.endswith("pt") and float(size[:-2]) <= 2
        except ValueError:
            return False

    def sign_font(self, style: dict[str, str]) -> str:
        named = style.get("font-name", "")
        for each in (self._families.get(named, ""), named, style.get("font-family", "").strip("'\"")):
            if each and is_symbol_font(each):
                return each
        return ""


def _properties(style: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in style:
        if local(each) in ("text-properties", "paragraph-properties"):
            for key, value in each.attrib.items():
                name = key.rpartition("}")[2]
                if name in _KEPT:
                    found[name] = str(value)
    return found
