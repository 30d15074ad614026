"""The styles of an OpenDocument sheet: what of a date its cells show, which letters are signs, what cannot be seen."""

from __future__ import annotations

from typing import Any

from .package import Package, attribute, local, tree, whole
from .shown.codes import GENERAL
from .xlsx_styles import PLAIN, Font, Style, style_of

STYLE_ELEMENTS = (
    "style", "number-style", "percentage-style", "currency-style", "date-style", "time-style", "text-style", "boolean-style", "font-face",
)  # fmt: skip
_OF_DATES = {
    "day": ("d", "dd"), "year": ("yy", "yyyy"), "hours": ("h", "hh"), "minutes": ("m", "mm"), "seconds": ("s", "ss"),
    "day-of-week": ("ddd", "dddd"), "am-pm": ("AM/PM", "AM/PM"),
}  # fmt: skip
_WHITE, _BLACK = "FFFFFF", "000000"


class Styles:
    """Filled while the styles go by; asked when the cells come."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._faces: dict[str, str] = {}
        self._held: dict[str, dict[str, str]] = {}
        self._made: dict[str, Style] = {}
        self.hidden_tables: set[str] = set()
        self.has_signs = False

    def read_part(self, package: Package) -> None:
        if package.has("styles.xml"):
            for each in tree(package.read("styles.xml")).iter():
                if local(each) in STYLE_ELEMENTS:
                    self.take(each)

    def take(self, element: Any) -> None:
        kind, name = local(element), attribute(element, "name")
        if kind == "font-face":
            self._faces[name] = attribute(element, "font-family").strip("'\"")
        elif kind == "style":
            self._style(element, name)
        elif name:
            self._codes[name] = _code(element)

    def _style(self, element: Any, name: str) -> None:
        held = {"parent": attribute(element, "parent-style-name"), "data": attribute(element, "data-style-name")}
        for each in element:
            if local(each) == "table-properties" and attribute(each, "display") == "false":
                self.hidden_tables.add(name)
            for key in (
                "font-name",
                "color",
                "font-size",
                "text-line-through-style",
                "background-color",
                "font-family",
                "display",
            ):
                if value := attribute(each, key):
                    held[key] = value
        self._held[f"{attribute(element, 'family')} {name}"] = held

    def _asked(self, family: str, name: str, key: str) -> str:
        for _ in range(10):  # parents of parents
            held = self._held.get(f"{family} {name}")
            if held is None:
                return ""
            if found := held.get(key):
                return found
            name = held["parent"]
        return ""

    def cell(self, name: str) -> Style:
        if not name:
            return PLAIN
        if name not in self._made:
            data = self._asked("table-cell", name, "data")
            self._made[name] = style_of(
                self._codes.get(data, GENERAL),
                self._font("table-cell", name),
                self._colour("table-cell", name, "background-color", _WHITE),
            )
        return self._made[name]

    def span(self, name: str) -> Style:
        key = f"span {name}"
        if key not in self._made:
            self._made[key] = style_of(GENERAL, self._font("text", name), _WHITE)
        return self._made[key]

    def _font(self, family: str, name: str) -> Font:
        face = self._asked(family, name, "font-name")
        size = self._asked(family, name, "font-size")
        struck = self._asked(family, name, "text-line-through-style")
        return Font(
            self._faces.get(face, face) or self._asked(family, name, "font-family").strip("'\""),
            float(size[:-2]) if size.endswith("pt") and size[:-2].replace(".", "", 1).isdigit() else 11,
            self._colour(family, name, "color", _BLACK),
            bool(struck) and struck != "none",
        )

    def _colour(self, family: str, name: str, key: str, otherwise: str) -> str:
        found = self._asked(family, name, key)
        return found[1:].upper() if found.startswith("#") and len(found) == 7 else otherwise


def _code(element: Any) -> str:
    """A data style as a number format code, so that one room knows what is shown."""
    kind = local(element)
    if kind == "text-style":
        return "".join(_quoted(each) if local(each) == "text" else "@" for each in element) or "@"
    if kind == "boolean-style":
        return GENERAL
    is_open = attribute(element, "truncate-on-overflow") == "false"
    return "".join(_piece(each, is_open) for each in element) or ";;;"


def _piece(element: Any, is_open: bool) -> str:
    kind, is_long = local(element), attribute(element, "style") == "long"
    if kind == "month":
        if attribute(element, "textual") == "true":
            return "mmmm" if is_long else "mmm"
        return "mm" if is_long else "m"
    if kind == "hours" and is_open:
        return "[hh]" if is_long else "[h]"
    if kind in _OF_DATES:
        ending = (
            "." + "0" * _count(element, "decimal-places")
            if kind == "seconds" and _count(element, "decimal-places")
            else ""
        )
        return _OF_DATES[kind][is_long] + ending
    if kind in ("text", "currency-symbol"):
        return "%" if element.text == "%" else _quoted(element)
    if kind in ("number", "scientific-number"):
        return _figures(element)
    return '"' + kind + '"' if kind in ("quarter", "week-of-year", "era") else ""


def _figures(element: Any) -> str:
    whole = "0" * _count(element, "min-integer-digits") or "#"
    if attribute(element, "grouping") == "true":
        whole = "#," + whole.rjust(3, "#")
    places = _count(element, "decimal-places")
    exponent = (
        "E+" + "0" * max(1, _count(element, "min-exponent-digits")) if local(element) == "scientific-number" else ""
    )
    if not places and not attribute(element, "decimal-places") and not exponent and len(whole) == 1:
        return GENERAL
    return whole + ("." + "0" * places if places else "") + exponent


def _count(element: Any, name: str) -> int:
    value = attribute(element, name)
    return min(30, max(0, whole(value)))


def _quoted(element: Any) -> str:
    text = (element.text or "").replace('"', "")
    return f'"{text}"' if text else ""
