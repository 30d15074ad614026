"""The words of XML and HTML: as a reader sees them with runs joined, as they lie with runs apart, and what no reader sees.

Read with the standard library's HTML reader, which takes any markup, broken or not, and follows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_BREAKS = frozenset(
    "p si is td th tr li div title tc comment txbxcontent option caption figcaption dd dt c v row br tab cr creator "
    "lastmodifiedby subject description keywords category lpwstr lpstr company manager text tspan h1 h2 h3 h4 h5 h6 table "
    "section article header footer summary details button label t_break hyperlink_end".split()
)
_UNSEEN = frozenset({"script", "style"})
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_START = re.compile(r"\s*(?:\ufeff)?\s*<[!?A-Za-z]")


def is_markup(text: str) -> bool:
    return bool(_START.match(text[:400]))


def texts_of(text: str) -> Iterator[tuple[str, str]]:
    """Where, and the words."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
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
    if reader.unseen:
        code = "\n".join(reader.unseen)
        yield "script or style", code
        if "\\u" in code:
            yield "script or style", re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), code)


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
