"""What a workbook says outside its cells: comments, text boxes, diagrams, charts, headers and footers, prompts.

None of it becomes an entry by itself. All of it is shown beside the entries, so that nothing is silently less.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from .package import Package, attribute, elements, local, relations, tree
from .pages import Aside, Document, Refused, clean
from .symbols import as_drawn

_HEADER_CODE = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f+\-]{6}|&[0-9]{1,3}|&[LCRPNDTAFZGBIUESXYOH]', re.I)
_NOT_WORDS = re.compile(r"\[\w+\]|\bpage\b|\bof\b", re.I)
_SECTION = re.compile(r"&[LCR]", re.I)
_FIELDS = {
    "&P": "[page]",
    "&N": "[pages]",
    "&D": "[date]",
    "&T": "[time]",
    "&A": "[sheet]",
    "&F": "[file]",
    "&Z": "[folder]",
}
_MOST_TEXTS = 5_000  # of one drawing; a chronology's has a few


BinaryComments = Callable[[bytes, str], Iterator[Aside]]


def sheet_asides(
    package: Package,
    part: str,
    name: str,
    document: Document,
    people: dict[str, str],
    binary_comments: BinaryComments | None = None,
) -> None:
    """Everything that hangs on one sheet by a relationship. In a binary workbook the plain comments are records."""
    found: list[Aside] = []
    rels = list(relations(package, part).values())
    threaded: dict[str, list[str]] = {}
    for kind, target in rels:
        if kind == "threadedComment" and package.has(target):
            found += _threaded(package, target, name, people, threaded)
    for kind, target in rels:
        if kind == "external image":
            document.warnings.append(f"{name}: a picture lies on another computer; it was not fetched.")
        if not package.has(target):
            continue
        if kind == "comments":
            comments = (binary_comments or comments_of)(package.read(target), name)
            found += (aside for aside in comments if not _is_copy(aside, threaded))
        elif kind == "drawing":
            found += drawing_asides(package, target, name, document)
    for kind, target in rels:
        if kind == "vmlDrawing" and package.has(target):
            known = {aside.text for aside in found}
            found += (aside for aside in _old_drawing(package, target, name, document) if aside.text not in known)
    document.asides += found


def _is_copy(aside: Aside, threaded: dict[str, list[str]]) -> bool:
    """A threaded comment is kept a second time for old programs, after a line in the language of whose Excel it was.

    One that does not say what was said in the thread is kept.
    """
    told = " ".join(aside.text.split())
    return aside.place in threaded and told.startswith("[") and all(text in told for text in threaded[aside.place])


def comments_of(part: bytes, name: str) -> Iterator[Aside]:
    for each in elements(part, ("comment",)):
        text = clean("".join(_texts(each)))
        if text:
            yield Aside("comment", f"{name} {attribute(each, 'ref')}", text)


def _threaded(
    package: Package, part: str, name: str, people: dict[str, str], threaded: dict[str, list[str]]
) -> Iterator[Aside]:
    for each in elements(package.read(part), ("threadedComment",)):
        text = clean("".join(child.text or "" for child in each if local(child) == "text"))
        who = people.get(attribute(each, "personId"), "")
        place = f"{name} {attribute(each, 'ref')}"
        threaded.setdefault(place, []).append(" ".join(text.split()))
        yield Aside("comment", place, f"{who}: {text}" if who else text)


def people_of(package: Package, rels: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Who wrote threaded comments, by the number they are known by."""
    return {
        attribute(each, "id"): clean(attribute(each, "displayName"))
        for kind, target in rels.values() if kind == "person" and package.has(target)
        for each in elements(package.read(target), ("person",))
    }  # fmt: skip


# ---- drawings -----------------------------------------------------------------------------------


def drawing_asides(package: Package, part: str, name: str, document: Document) -> list[Aside]:
    """Text boxes, shapes and WordArt; pictures by their description; charts and diagrams, each in a part of its own."""
    root = tree(package.read(part))
    found = [Aside("text box", name, text) for text in _bodies(root)]
    for each in root.iter():
        if local(each) == "pic" and not _is_fallback(each):
            about = next((child for child in each.iter() if local(child) == "cNvPr"), None)
            said = "" if about is None else attribute(about, "descr") or attribute(about, "title")
            found.append(Aside("picture", name, clean(said) or "a picture; what it shows was not read"))
    for kind, target in relations(package, part).values():
        if kind == "external image":
            document.warnings.append(f"{name}: a picture lies on another computer; it was not fetched.")
        if not package.has(target):
            continue
        if kind == "diagramData":
            found += (Aside("diagram", name, text) for text in _bodies(tree(package.read(target)), "t"))
        elif kind in ("chart", "chartEx"):
            found += chart_asides(package, target, name)
        elif kind == "chartUserShapes":
            found += drawing_asides(package, target, name, document)
    return found[:_MOST_TEXTS]


def _bodies(root: Any, body: str = "txBody") -> list[str]:
    """The text of each shape, a paragraph a line; what stands in a fallback is the same shape again."""
    found = []
    for each in root.iter():
        if local(each) == body and len(each) and not _is_fallback(each):
            found.append(clean("\n".join(_paragraph(child) for child in each if local(child) == "p")))
    return [text for text in found if text]


def _paragraph(element: Any) -> str:
    parts = []
    for each in element:
        if local(each) in ("r", "fld"):
            font = next((attribute(child, "typeface") for child in each.iter() if local(child) in ("sym", "latin")), "")
            parts += [as_drawn(child.text or "", font) for child in each if local(child) == "t"]
        elif local(each) == "br":
            parts.append("\n")
    return "".join(parts)


def _is_fallback(element: Any) -> bool:
    return any(local(above) == "Fallback" for above in element.iterancestors())


def chart_asides(package: Package, part: str, name: str) -> list[Aside]:
    """Titles, names and labels, each once; figures only where no cell of this workbook holds them."""
    root = tree(package.read(part))
    lines = _bodies(root, "rich")
    said = (each for each in root.iter() if local(each) in ("v", "pt") and each.text and not _is_of_cells(each))
    lines += [clean(each.text) for each in said]
    lines = list(dict.fromkeys(line for line in lines if line))[:_MOST_TEXTS]
    found = [Aside("chart", name, clean("\n".join(lines)))] if lines else []
    for kind, target in relations(package, part).values():
        if kind == "chartUserShapes" and package.has(target):
            found += [Aside("text box", name, text) for text in _bodies(tree(package.read(target)))]
    return found


def _is_of_cells(element: Any) -> bool:
    """A figure kept of a cell of this workbook; those of another workbook the chart alone still holds."""
    for above in element.iterancestors():
        if local(above) in ("numCache", "numDim"):
            beside = [child.text or "" for each in (above, above.getparent()) for child in each if local(child) == "f"]
            return not any("[" in formula for formula in beside)
    return False


def _old_drawing(package: Package, part: str, name: str, document: Document) -> list[Aside]:
    """Buttons and boxes of the older kind; the boxes of comments are not read twice."""
    try:
        root = tree(package.read(part))
    except Refused:
        document.warnings.append(
            f"{name}: a drawing of an older kind could not be read; look for text boxes in the file."
        )
        return []
    found = []
    for shape in root.iter():
        if local(shape) not in ("shape", "rect", "roundrect", "oval", "line"):
            continue
        kind = next((attribute(each, "ObjectType") for each in shape if local(each) == "ClientData"), "")
        box = next((each for each in shape if local(each) == "textbox"), None)
        word_art = [attribute(each, "string") for each in shape.iter() if local(each) == "textpath"]
        text = "\n".join(word_art) if box is None else " ".join("".join(box.itertext()).split())
        if kind != "Note" and clean(text):
            found.append(Aside("text box", name, clean(text)))
    return found


# ---- the page, and prompts ----------------------------------------------------------------------


def header_asides(element: Any, name: str) -> list[Aside]:
    """The words printed above and below each page; the codes between them are how they look."""
    found: list[Aside] = []
    for each in element:
        sort = "header" if local(each).endswith("Header") else "footer"
        text = header_words(each.text or "")
        if text and not any(aside.text == text and aside.sort == sort for aside in found):
            found.append(Aside(sort, name, text))
    return found


def header_words(coded: str) -> str:
    """ "&L&"Arial"&10Police&RPage &P" is "Police" and "Page [page]"; what is only a page number says nothing."""
    sections = []
    for section in _SECTION.split(coded.replace("&&", "\0")):
        words = _HEADER_CODE.sub(lambda code: _FIELDS.get(code[0].upper(), ""), section).replace("\0", "&")
        if re.search(r"\w", _NOT_WORDS.sub("", words)):
            sections.append(clean(words))
    return "\n".join(sections)


def prompt_aside(element: Any, name: str) -> Aside | None:
    """What a cell asks when it is chosen: the agency reads it while it fills the cell in."""
    said = [attribute(element, each) for each in ("promptTitle", "prompt", "errorTitle", "error")]
    text = clean("\n".join(each for each in said if each))
    return Aside("prompt", f"{name} {attribute(element, 'sqref')[:60]}".strip(), text) if text else None


def _texts(element: Any) -> Iterator[str]:
    for each in element.iter():
        if local(each) == "t" and not any(local(above) == "rPh" for above in each.iterancestors()):
            yield each.text or ""
