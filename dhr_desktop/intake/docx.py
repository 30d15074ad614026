"""Word documents by our own walk over their XML: no account of tracked changes, boxes or notes is lost.

Read as if every tracked change were accepted: insertions in, deletions out but counted and shown. Parts beside
the body are found by what they hold as well as by who points at them, so that an odd name loses nothing.
"""

from __future__ import annotations

import re
from typing import Any

from .docx_chunks import Chunks
from .docx_looks import Styles
from .docx_walk import Walk
from .package import DAMAGED, Package, Parts, attribute, local, refuse_outside, relations, tree
from .pages import Aside, Document, Grid, Refused, clean

_SORTS = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment", "hdr": "header", "ftr": "footer"}
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(\w+)[\s>/]")
_MARKUP = re.compile(r"\.(?:xml|rels)$", re.I)
TEMPLATE = "This file asks Word to load a template from another computer; that was not done."


def read_docx(data: bytes) -> Document:
    package = Package(data)
    document = read_parts(package)
    document.warnings[:0] = package.notes
    return document


def read_parts(package: Parts, depth: int = 0) -> Document:
    roots = _roots(package)
    part = _main_part(package, roots)
    document = Document("docx", [], readers="own reader of Word documents 2")
    styles = Styles(_part_of_kind(package, part, "styles", "styles", roots))
    chunks = Chunks(package, part, document, depth)
    walk = Walk(document, styles, chunks.read)
    chunks.numbering = walk.next_paragraph, walk.next_table
    bodies = [each for each in tree(package.read(part)) if local(each) == "body"]
    if not bodies:
        raise Refused(DAMAGED)
    document.grids.append(Grid.of_paragraphs([row for body in bodies for row in walk.body(body)]))
    _notes(package, part, roots, walk)
    _pictures_of_words(package, roots, document)
    walk.fields.tell(document)
    _outside(package, document)
    return document


def _roots(package: Parts) -> dict[str, str]:
    """The name of each part's root element; a part that asks for things outside the file ends the reading."""
    roots = {}
    for name in package.names:
        if _MARKUP.search(name):
            data = package.read(name)
            refuse_outside(data)
            found = _ROOT.search(
                data if data[:2] not in (b"\xff\xfe", b"\xfe\xff") else data.decode("utf-16", "ignore").encode()
            )
            roots[name] = found[1].decode() if found else ""
    return roots


def _main_part(package: Parts, roots: dict[str, str]) -> str:
    for kind, target in relations(package, "").values():
        if kind == "officeDocument" and package.has(target):
            return target
    if package.has("word/document.xml"):
        return "word/document.xml"
    named = [name for name, root in roots.items() if root == "document"]
    if not named:
        raise Refused(DAMAGED)
    return named[0]


def _part_of_kind(package: Parts, part: str, kind: str, root: str, roots: dict[str, str]) -> Any | None:
    for its_kind, target in relations(package, part).values():
        if its_kind == kind and package.has(target):
            return tree(package.read(target))
    name = next((name for name, its_root in roots.items() if its_root == root), "")
    return tree(package.read(name)) if name else None


# ---- beside the body ----------------------------------------------------------------------------


def _notes(package: Parts, main: str, roots: dict[str, str], walk: Walk) -> None:
    """Footnotes, endnotes, comments, headers and footers, each once, whoever points at them."""
    numbers: dict[str, int] = {}
    for name, root in roots.items():
        is_other_body = (
            root in ("document", "glossaryDocument") and name.lstrip("/").casefold() != main.lstrip("/").casefold()
        )
        if root not in _SORTS and not is_other_body:
            continue
        held = tree(package.read(name))
        if is_other_body:
            walk.note(held, "building block" if root == "glossaryDocument" else "unused text", name)
            continue
        sort = _SORTS[root]
        for note in [held] if root in ("hdr", "ftr") else list(held):
            numbers[sort] = numbers.get(sort, 0) + 1
            walk.note(note, sort, f"{sort} {numbers[sort]}")


def _pictures_of_words(package: Parts, roots: dict[str, str], document: Document) -> None:
    """SmartArt and charts: their words stand in parts of their own."""
    for name, root in roots.items():
        if root == "dataModel":
            words = _paragraphs_of(tree(package.read(name)))
            sort = "SmartArt"
        elif root == "chartSpace":
            held = tree(package.read(name))
            words = _paragraphs_of(held) + _chart_words(held)
            sort = "chart"
        else:
            continue
        if text := clean("\n".join(dict.fromkeys(words))):
            document.asides.append(Aside(sort, name.rpartition("/")[2], text))


def _paragraphs_of(root: Any) -> list[str]:
    texts = [
        "".join(t.text or "" for t in each.iter() if local(t) == "t") for each in root.iter() if local(each) == "p"
    ]
    return [text for text in texts if text.strip()]


def _chart_words(root: Any) -> list[str]:
    """The names of series and categories, and the values, as the chart shows them."""
    words = []
    for each in root.iter():
        if local(each) in ("strCache", "strRef", "tx", "strDim", "txData", "multiLvlStrCache"):
            words += [v.text.strip() for v in each.iter() if local(v) in ("v", "pt") and v.text and v.text.strip()]
        elif local(each) in ("numCache", "numDim"):
            words += [_as_shown(v.text) for v in each.iter() if local(v) in ("v", "pt") and v.text and v.text.strip()]
    return words


def _as_shown(number: str) -> str:
    """4.4, where the file holds 4.4000000000000004."""
    try:
        return f"{float(number):.12g}"
    except ValueError:
        return number.strip()


# ---- what the file would fetch, run or carry ----------------------------------------------------

_OUTSIDE = {
    "attachedTemplate": TEMPLATE,
    "image": "This file asks for a picture from another place; that was not done.",
    "oleObject": "This file is linked to another file; that was not fetched.",
    "aFChunk": "This file asks for text from another file; that was not fetched.",
    "subDocument": "This file is made of other files that were not sent with it: ask the agency for one whole document.",
}


def _outside(package: Parts, document: Document) -> None:
    said: list[str] = []
    for name in package.names:
        if not name.lower().endswith(".rels"):
            continue
        for each in tree(package.read(name)):
            kind = attribute(each, "Type").rpartition("/")[2]
            if attribute(each, "TargetMode") == "External" and kind != "hyperlink":
                said.append(
                    _OUTSIDE.get(kind, "This file asks for something from another computer; that was not done.")
                )
    if any("vbaproject" in name.lower() for name in package.names):
        said.append("This file carries macros; they were not run.")
    inside = sorted({*package.nested, *(name for name in package.names if "/embeddings/" in name.lower())})
    if inside:
        named = ", ".join(each.rpartition("/")[2] for each in inside[:6])
        more = f" and {len(inside) - 6} more" if len(inside) > 6 else ""
        said.append(f"This file has other files inside it; they were not opened: {named}{more}.")
    document.warnings += dict.fromkeys(said)
