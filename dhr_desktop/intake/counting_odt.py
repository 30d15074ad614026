"""The second count of an OpenDocument text: its own walk with expat over the paragraphs of text, heads and feet."""

from __future__ import annotations

from xml.parsers import expat

from .letters import letters
from .package import Package, whole

_NOT_TEXT = {"note-citation", "binary-data", "creator", "date", "date-string", "creator-initials", "sender-initials", "title", "desc",
             "forms", "object", "event-listeners"}  # fmt: skip
MOST_REPEATS = 2_000
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
        self._times = [1]  # how often what stands here is repeated, by a row's and a cell's own word

    def count(self, data: bytes) -> int:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._refuse
        parser.Parse(data, True)
        return self._total

    def _text(self, text: str) -> None:
        if text.isspace():
            return
        path = set(self._path)
        if path & {"p", "h"} and path & _WHERE and not path & _NOT_TEXT:
            self._total += letters(text) * self._times[-1]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name.rpartition(":")[2])
        held = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        times = whole(held.get("number-rows-repeated") or held.get("number-columns-repeated") or "", 1)
        self._times.append(self._times[-1] * min(max(1, times), MOST_REPEATS))

    def _end(self, name: str) -> None:
        self._path.pop()
        self._times.pop()

    @staticmethod
    def _refuse(*about: object) -> None:
        raise ValueError("an entity")
