"""What an OpenDocument sheet says outside its cells: boxes, charts, headers and footers, changes, prompts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .ods_text import paragraphs
from .package import Package, attribute, local, tree
from .pages import Aside, Document, clean

_FIELDS = (
    "sheet-name",
    "page-number",
    "page-count",
    "date",
    "time",
    "title",
    "file-name",
    "author-name",
    "creation-date",
)
_EMPTY_WORDS = {"", "page", "page of", "seite", "/", "page /"}


def drawn_texts(element: Any, *, with_itself: bool = False) -> Iterator[tuple[str, str]]:
    """Of each box or shape its paragraphs; of each picture its description."""
    held = [element] if with_itself else list(element)
    for each in held:
        if not isinstance(each.tag, str):
            continue
        lines = [line for one in each.iter() for line in paragraphs(one) if local(one) != "annotation"]
        if text := clean("\n".join(lines)):
            yield "text box", text
        said = [one.text or "" for one in each.iter() if local(one) in ("desc", "title")]
        has_picture = any(local(one) == "image" for one in each.iter())
        if any(said) or (has_picture and not any(local(one) == "object" for one in each.iter())):
            yield "picture", clean("\n".join(said)) or "a picture; what it shows was not read"


def changed_texts(element: Any) -> Iterator[str]:
    """What stood in cells before they were changed or deleted, as tracked changes keep it."""
    for each in element.iter():
        if local(each) == "change-track-table-cell":
            text = clean("\n".join(paragraphs(each))) or attribute(each, "value") or attribute(each, "date-value")
            if text:
                yield text


def prompt_texts(element: Any) -> Iterator[str]:
    for each in element:
        if local(each) in ("help-message", "error-message"):
            text = clean("\n".join([attribute(each, "title"), *paragraphs(each)]))
            if text:
                yield text


def page_asides(package: Package) -> list[Aside]:
    """The words printed above and below each page; page numbers and the names of sheets say nothing of their own."""
    if not package.has("styles.xml"):
        return []
    found: list[Aside] = []
    for each in tree(package.read("styles.xml")).iter():
        kind = local(each)
        if (
            not kind.startswith(("header", "footer"))
            or kind.endswith(("style", "properties"))
            or attribute(each, "display") == "false"
        ):
            continue
        text = clean("\n".join(line for line in (_own_words(one) for one in each.iter() if local(one) == "p") if line))
        aside = Aside("header" if kind.startswith("header") else "footer", "", text)
        if text.casefold() not in _EMPTY_WORDS and any(letter.isalnum() for letter in text) and aside not in found:
            found.append(aside)
    return found


def _own_words(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        if local(child) not in _FIELDS:
            parts.append(_own_words(child))
        parts.append(child.tail or "")
    return "".join(parts)


def object_asides(package: Package, document: Document) -> list[Aside]:
    """Charts, and sheets and texts put into a sheet: small documents of their own. A chart's table says cells again, often."""
    found = []
    shown: set[str] | None = None
    for name in package.names:
        if not name.endswith("/content.xml") or name.count("/") != 1:
            continue
        if shown is None:
            cells = (cell for grid in document.grids for row in grid.rows for cell in row.cells.values())
            shown = {said for cell in cells for said in (cell.text, cell.value)}
        root = tree(package.read(name))
        is_chart = any(local(each) == "chart" for each in root.iter())
        lines = [
            clean("".join(each.itertext()))
            for each in root.iter()
            if local(each) == "p" and _says_more(each, shown, is_chart)
        ]
        text = "\n".join(line for line in (dict.fromkeys(lines) if is_chart else lines) if line)
        if text:
            found.append(Aside("chart" if is_chart else "another document inside", "", text))
    return found


def _says_more(element: Any, shown: set[str], is_chart: bool) -> bool:
    """Whether it is more than a chart's copy of what a cell shows."""
    if not is_chart or not any(local(above) in ("table-cell", "table") for above in element.iterancestors()):
        return True
    value = attribute(element.getparent(), "value")
    return not {clean("".join(element.itertext())), value.removesuffix(".0") or "\0"} & shown
