"""The words of an OpenDocument cell, with signs as they are drawn."""

from __future__ import annotations

from typing import Any

from .ods_styles import Styles
from .package import attribute, local, whole
from .pages import clean
from .symbols import as_drawn
from .xlsx_styles import Style


def words(element: Any, style: Style, styles: Styles) -> tuple[str, str, str]:
    """As they are stored, as they are seen, and the marks of their runs."""
    if not len(element):
        return "", "", ""
    stored = clean("\n".join(paragraphs(element)))
    marks: set[str] = set()
    seen = stored
    if style.font or any(local(each) == "span" for each in element.iter()):
        seen = clean("\n".join(paragraphs(element, style.font, styles, marks)))
    return stored, seen, "".join(sorted(marks))


def paragraphs(element: Any, font: str = "", styles: Styles | None = None, marks: set[str] | None = None) -> list[str]:
    """The paragraphs of a cell; those of its comment and of a box that lies on it are not its own."""
    found = []
    for child in element:
        if local(child) == "p":
            found.append(_spaced(child, font, styles, marks))
        elif local(child) in ("list", "list-item", "section"):
            found += paragraphs(child, font, styles, marks)
    return found


def _spaced(element: Any, font: str, styles: Styles | None, marks: set[str] | None) -> str:
    parts = [as_drawn(element.text or "", font)]
    for child in element:
        kind = local(child)
        if kind == "s":
            count = attribute(child, "c")
            parts.append(" " * (max(1, whole(count)) if len(count) < 4 else 1))
        elif kind == "tab":
            parts.append("\t")
        elif kind == "line-break":
            parts.append("\n")
        elif kind not in ("annotation", "note", "frame", "custom-shape"):
            own = styles.span(attribute(child, "style-name")) if styles and kind == "span" else None
            if own and marks is not None and "".join(child.itertext()).strip():
                marks.update(own.marks)
            parts.append(_spaced(child, (own.font if own else "") or font, styles, marks))
        parts.append(as_drawn(child.tail or "", font))
    return "".join(parts)
