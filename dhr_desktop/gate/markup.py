"""The words of XML and HTML: as a reader sees them with runs joined, as they lie with runs apart, and what no reader sees.

Well-formed XML is read by expat, which is quick; anything else by the standard library's HTML reader, which takes any
markup, broken or not. Neither follows or expands anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Protocol
from xml.parsers import expat

_BREAKS = frozenset(
    "p si is td th tr li div title tc comment txbxcontent option caption figcaption dd dt c v row br tab cr creator "
    "lastmodifiedby subject description keywords category lpwstr lpstr company manager text tspan h1 h2 h3 h4 h5 h6 table "
    "section article header footer summary details button label t_break hyperlink_end".split()
)
_UNSEEN = frozenset({"script", "style"})
_HTML = re.compile(r"\s*(?:\ufeff)?\s*<(?:!doctype html|html)", re.I)
_DECLARED = re.compile(rb"\s*(?:\xef\xbb\xbf)?<\?xml[^>]*\?>")  # what it says of its encoding no longer holds
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_START = re.compile(r"\s*(?:\ufeff)?\s*<[!?A-Za-z]")


def is_markup(text: str) -> bool:
    return bool(_START.match(text[:400]))


def texts_of(text: str) -> Iterator[tuple[str, str]]:
    """Where, and the words."""
    reader = _read(text)
    joined = "".join(reader.joined)
    yield "text", joined
    apart = " ".join(reader.apart)
    if apart.split() != joined.split():
        yield "text, run by run", apart
    attributes = "\n".join(dict.fromkeys(reader.attributes))
    if attributes:
        yield "attributes", attributes
        if "%" in attributes:
            yield "attributes", unquote(attributes)
    if reader.comments:
        yield "comments", "\n".join(reader.comments)
    for code in reader.unseen:
        yield "script or style", code
        if "\\u" in code:
            yield "script or style", re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), code)


class _Heard(Protocol):
    """What was read of a markup, by kind."""

    joined: list[str]
    apart: list[str]
    attributes: list[str]
    comments: list[str]
    unseen: list[str]


class _NotPlainXml(Exception):
    """It declares something, or is HTML: the other reader takes it."""


def _read(text: str) -> _Heard:
    if not _HTML.match(text[:400]):
        try:
            return _XmlReader(text)
        except (expat.ExpatError, _NotPlainXml):
            pass
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader


class _XmlReader:
    """The same, of well-formed XML."""

    def __init__(self, text: str) -> None:
        self.joined: list[str] = []
        self.apart: list[str] = []
        self.attributes: list[str] = []
        self.comments: list[str] = []
        self.unseen: list[str] = []
        self._breaks: dict[str, bool] = {}
        self._inside = 0
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartElementHandler = self._starts
        parser.EndElementHandler = self._ends
        parser.CharacterDataHandler = self._says
        parser.CommentHandler = self.comments.append
        parser.ProcessingInstructionHandler = lambda target, data: self.comments.append(f"{target} {data}")
        parser.StartDoctypeDeclHandler = self._refuse
        body = text.encode("utf-8", "replace")
        declared = _DECLARED.match(body)
        parser.Parse(body[declared.end() :] if declared else body, True)
        if declared:
            self.comments.append(declared[0].decode("utf-8"))

    def _refuse(self, *told: object) -> None:
        raise _NotPlainXml

    def _is_break(self, tag: str) -> bool:
        known = self._breaks.get(tag)
        if known is None:
            known = self._breaks[tag] = tag.rpartition(":")[2].casefold() in _BREAKS
        return known

    def _starts(self, tag: str, attributes: list[str]) -> None:
        if attributes:
            self.attributes += attributes[1::2]
        if self._is_break(tag):
            self.joined.append("\n")
        if tag.casefold() in _UNSEEN:
            self._inside += 1

    def _ends(self, tag: str) -> None:
        if self._is_break(tag):
            self.joined.append("\n")
        if tag.casefold() in _UNSEEN:
            self._inside -= 1

    def _says(self, data: str) -> None:
        if self._inside:
            self.unseen.append(data)
        else:
            self.joined.append(data)
            self.apart.append(data)


def unquote(text: str) -> str:
    """ "%20" and the like as the letters they stand for."""
    return _PERCENT.sub(lambda match: bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace"), text)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.joined: list[str] = []
        self.apart: list[str] = []
        self.attributes: list[str] = []
        self.comments: list[str] = []
        self.unseen: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [value for _, value in attrs if value]
        self._break(tag)
        if tag in _UNSEEN:
            self._inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [value for _, value in attrs if value]
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def _break(self, tag: str) -> None:
        if tag.rpartition(":")[2] in _BREAKS:
            self.joined.append("\n")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.unseen.append(data)
        else:
            self.joined.append(data)
            self.apart.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_pi(self, data: str) -> None:
        self.comments.append(data)

    def handle_decl(self, decl: str) -> None:
        self.comments.append(decl)

    def unknown_decl(self, data: str) -> None:
        self.joined.append(data.removeprefix("CDATA["))
