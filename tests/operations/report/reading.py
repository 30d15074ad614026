"""What a Word file says, read by code that shares nothing with the writer."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body(data):
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        return ElementTree.fromstring(held.read("word/document.xml")).find(f"{W}body")


def paragraphs(data):
    """Every paragraph as (style, words), tables' cells included, in order."""
    for each in body(data).iter(f"{W}p"):
        style = each.find(f"{W}pPr/{W}pStyle")
        words = "".join(node.text or "" for node in each.iter(f"{W}t"))
        yield (style.get(f"{W}val") if style is not None else "", words)


def words(data):
    return "\n".join(text for _, text in paragraphs(data))


def headings(data):
    return [text for style, text in paragraphs(data) if style.startswith("Heading")]


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        return held.read(name).decode(errors="ignore")


def names(data):
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        return held.namelist()
