"""The second count of an OpenDocument text: its own walk with expat over the paragraphs of text, heads and feet."""

from __future__ import annotations

from xml.parsers import expat

from .letters import letters
from .package import Package

_NOT_TEXT = {"note-citation", "binary-data", "creator", "date", "date-string", "creator-initials", "sender-initials", "title", "desc",
             "forms", "object", "bibliography-mark", "event-listeners"}  # fmt: skip
_WHERE = {"text", "master-styles"}


def count_odt(data: bytes) -> int:
    package = Package(data)
    return sum(count_flat_odt(package.read(name)) for name in ("content.xml", "styles.xml") if package.has(name))


def count_flat_odt(data: bytes) -> int:
    return _Letters().count(data)


class _Letters:
    def __init__(self) -> None:
        self._total = 0
        self._path: list[str] = []

    def count(self, data: bytes) -> int:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda name, attributes: self._path.append(name.rpartition(":")[2])
        parser.EndElementHandler = lambda name: self._path.pop()
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._refuse
        parser.Parse(data, True)
        return self._total

    def _text(self, text: str) -> None:
        if text.isspace():
            return
        path = set(self._path)
        if path & {"p", "h"} and path & _WHERE and not path & _NOT_TEXT:
            self._total += letters(text)

    @staticmethod
    def _refuse(*about: object) -> None:
        raise ValueError("an entity")
