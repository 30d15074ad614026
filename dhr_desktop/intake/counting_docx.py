"""The second count of a Word document: its own walk with expat over every part that holds words."""

from __future__ import annotations

import html
import posixpath
import re
from xml.parsers import expat

from .counting_text import count_text
from .letters import letters
from .package import Package

_COUNTED_ROOTS = {"document", "footnotes", "endnotes", "comments", "hdr", "ftr", "glossaryDocument", "wordDocument"}
_CHUNK = re.compile(r'<[^>]*?/aFChunk"[^>]*>')
_TARGET = re.compile(r'\bTarget="([^"]+)"')


def count_docx(data: bytes) -> int:
    """Letters and figures of body, notes, headers and what the body takes in; two forms of one drawing count once."""
    total = 0
    package = Package(data)
    for name in package.names:
        if name.lower().endswith(".xml"):
            total += count_word_part(package.read(name))
    for name in package.names:
        if name.lower().endswith(".rels"):
            total += sum(_count_chunk(package, target) for target in _chunks(package.read(name), name))
    return total


def count_flat_word(data: bytes) -> int:
    """One XML file: each part's own root stands somewhere in it."""
    return _Words(is_flat=True).count(data)


def count_word_part(data: bytes) -> int:
    counter = _Words()
    return counter.count(data)


def _chunks(rels: bytes, name: str) -> list[str]:
    folder = posixpath.dirname(posixpath.dirname(name))
    found = []
    for each in _CHUNK.findall(rels.decode("utf-8", "replace")):
        target = _TARGET.search(each)
        if target and "External" not in each:
            found.append(posixpath.normpath(posixpath.join("/" + folder, target[1])).lstrip("/"))
    return found


def _count_chunk(package: Package, target: str) -> int:
    """What stands in a file the document takes in; one that the reader names as not read counts nothing."""
    if not package.has(target):
        return 0
    data = package.read(target)
    start = data[:512].lower()
    if data.startswith(b"PK"):
        return count_docx(data)
    if start.lstrip().startswith((b"{\\rtf", b"mime-version")) or b"content-type:" in start:
        return 0
    return count_web_text(data) if b"<" in data else count_text(data)


def count_web_text(data: bytes) -> int:
    text = data.decode("utf-8", "replace") if b"\0" not in data else data.decode("utf-16", "replace")
    text = re.sub(r"(?is)<!--.*?-->|<(script|style|template)\b.*?</\1\s*>|<[^>]*>", " ", text)
    return letters(html.unescape(text))


class _Words:
    """One part. Each drawing kept in two forms is counted as the form that says something first."""

    def __init__(self, is_flat: bool = False) -> None:
        self._is_flat = is_flat
        self._path: list[str] = []
        self._totals = [0]  # one for the part, and one for each choice the walk is in
        self._choices: list[list[tuple[bool, int]]] = []
        self._is_counted = False

    def count(self, data: bytes) -> int:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._refuse
        parser.Parse(data, True)
        return self._totals[0]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if not self._path or (self._is_flat and self._path[-1] == "xmlData"):
            self._is_counted = name in _COUNTED_ROOTS
        self._path.append(name)
        if name == "AlternateContent":
            self._choices.append([])
        elif name in ("Choice", "Fallback") and self._choices:
            self._totals.append(0)

    def _end(self, name: str) -> None:
        name = self._path.pop()
        if name in ("Choice", "Fallback") and self._choices:
            self._choices[-1].append((name == "Choice", self._totals.pop()))
        elif name == "AlternateContent" and self._choices:
            forms = self._choices.pop()
            chosen = next((total for is_choice, total in forms if is_choice and total), 0)
            self._totals[-1] += chosen or next((total for is_choice, total in forms if not is_choice), 0)

    def _text(self, text: str) -> None:
        if self._is_counted and self._path[-1] in ("t", "delText"):
            self._totals[-1] += letters(text)

    @staticmethod
    def _refuse(*about: object) -> None:
        raise ValueError("an entity")
