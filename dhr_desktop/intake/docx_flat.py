"""Word documents that are one XML file: the parts of a package in a row, or Word 2003's own form."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from lxml import etree

from .docx import read_parts
from .docx_looks import Styles
from .docx_walk import Walk
from .package import DAMAGED, attribute, local, tree
from .pages import Document, Grid, Refused


def read_flat(data: bytes) -> Document:
    root = tree(data)
    if local(root) == "package":
        document = read_parts(_Flat(root))
        document.format = "word-xml"
        return document
    return _read_word_2003(root)


class _Flat:
    """The parts of a package that was saved as one XML file."""

    def __init__(self, root: Any) -> None:
        self._parts: dict[str, bytes] = {}
        for part in root:
            if local(part) == "part":
                name = attribute(part, "name").lstrip("/")
                self._parts[name] = _content(part)
        self._by_case = {name.casefold(): name for name in self._parts}

    @property
    def names(self) -> list[str]:
        return list(self._parts)

    @property
    def nested(self) -> list[str]:
        return [name for name in self._parts if name.lower().endswith((".docx", ".xlsx", ".zip"))]

    def has(self, name: str) -> bool:
        return name.lstrip("/").casefold() in self._by_case

    def read(self, name: str) -> bytes:
        held = self._by_case.get(name.lstrip("/").casefold())
        if held is None:
            raise Refused(DAMAGED)
        return self._parts[held]


def _content(part: Any) -> bytes:
    for held in part:
        if local(held) == "xmlData" and len(held):
            return bytes(etree.tostring(held[0]))
        if local(held) == "binaryData":
            try:
                return base64.b64decode(held.text or "")
            except (binascii.Error, ValueError):
                return b""
    return b""


def _read_word_2003(root: Any) -> Document:
    """One tree holds styles, body, notes, heads and feet."""
    document = Document("word-xml", [], readers="own reader of Word documents 2")
    styles = next((each for each in root if local(each) == "styles"), None)
    walk = Walk(document, Styles(styles))
    bodies = [each for each in root if local(each) == "body"]
    if not bodies:
        raise Refused(DAMAGED)
    document.grids.append(Grid.of_paragraphs([row for body in bodies for row in walk.body(body)]))
    walk.fields.tell(document)
    if any(local(each) in ("docSuppData", "binData") for each in root.iter()):
        document.warnings.append("This file has other files inside it; they were not opened.")
    return document
