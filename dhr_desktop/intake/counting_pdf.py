"""The second count of a PDF: the letters its pages draw, by our own walk through their drawing instructions.

The library opens the file and unpacks its streams. Which letters an instruction draws is worked out here, from the
table each font brings along, and owes nothing to the library's reading of text or to where words were put together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from .letters import letters

DEEPEST_FORM = 12
_TOKEN = re.compile(rb"%[^\r\n]*|<<|>>|<([0-9A-Fa-f\s]*)>|\(|/([^\s()<>\[\]{}/%]*)|[\[\]{})>]|([^\s()<>\[\]{}/%]+)")
_PAREN = re.compile(rb"\\(?:[0-7]{1,3}|\r\n|.)|[()]", re.S)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.S)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_IMAGE_ENDS = re.compile(rb"\sEI(?=\s|\Z)")
_SHOWS = {b"Tj", b"TJ", b"'", b'"'}


class Unknown(ValueError):
    """A font that brings no table: what it draws cannot be told."""


def count_page(content: bytes, resources: Any, get: Callable[[Any], Any]) -> int:
    """Letters and figures that one page draws; `get` follows a reference of the file."""
    return _Walk(get).count(content, resources, 0)


class _Walk:
    def __init__(self, get: Callable[[Any], Any]) -> None:
        self._get = get
        self._fonts: dict[int, _Font] = {}

    def count(self, content: bytes, resources: Any, depth: int) -> int:
        total, font = 0, b""
        texts, names, kept = list[bytes](), list[bytes](), list[bytes]()
        for kind, value in _instructions(content):
            if kind != "operator":
                (texts if kind == "string" else names).append(value)
                continue
            if value in _SHOWS:
                table = self._font(resources, font)
                total += sum(table.count(each) for each in texts)
            elif value == b"Tf" and names:
                font = names[-1]
            elif value == b"q":
                kept.append(font)
            elif value == b"Q" and kept:
                font = kept.pop()
            elif value == b"Do" and names and depth < DEEPEST_FORM:
                total += self._form(resources, names[-1], depth)
            texts, names = [], []
        return total

    def _held(self, resources: Any, sort: str, name: bytes) -> Any:
        group = self._get(self._get(resources or {}).get(sort)) or {}
        return self._get(group.get("/" + name.decode("latin-1")))

    def _form(self, resources: Any, name: bytes, depth: int) -> int:
        form = self._held(resources, "/XObject", name)
        if form is None or form.get("/Subtype") != "/Form":
            return 0
        return self.count(form.get_data(), self._get(form.get("/Resources")) or resources, depth + 1)

    def _font(self, resources: Any, name: bytes) -> _Font:
        about = self._held(resources, "/Font", name)
        if about is None:
            raise Unknown("no such font")
        if id(about) not in self._fonts:
            self._fonts[id(about)] = _Font(about, self._get)
        return self._fonts[id(about)]


# ---- instructions -------------------------------------------------------------------------------


def _instructions(content: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while found := _TOKEN.search(content, at):
        at = found.end()
        token = found[0]
        if token == b"(":
            text, at = _string(content, at)
            yield "string", text
        elif found[1] is not None:
            figures = re.sub(rb"\s", b"", found[1])
            yield "string", bytes.fromhex((figures + b"0" * (len(figures) % 2)).decode())
        elif found[2] is not None:
            yield "name", re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes.fromhex(code[1].decode()), found[2])
        elif token == b"ID":
            end = _IMAGE_ENDS.search(content, at)
            at = end.end() if end else len(content)
        elif found[3] is not None and not re.fullmatch(rb"[-+.\d]+", token):
            yield "operator", token


def _string(content: bytes, at: int) -> tuple[bytes, int]:
    depth, start = 1, at
    while found := _PAREN.search(content, at):
        at = found.end()
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if depth == 0:
            break
    return _ESCAPED.sub(lambda each: _unescaped(each[1]), content[start : at - 1]), at


def _unescaped(code: bytes) -> bytes:
    if code[:1].isdigit() and code[:1] < b"8":
        return bytes([int(code, 8) % 256])
    return _PLAIN.get(code, code)


# ---- what a font's codes are --------------------------------------------------------------------

_MAPS = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.S)
_HEX = rb"<\s*([0-9A-Fa-f\s]*)>"
_PAIR, _RANGE = (
    re.compile(_HEX + rb"\s*" + _HEX),
    re.compile(_HEX + rb"\s*" + _HEX + rb"\s*(?:" + _HEX + rb"|\[([^\]]*)\])"),
)
_ENCODINGS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_LETTER_NAME = re.compile(
    r"[A-Za-z](?:acute|grave|circumflex|dieresis|tilde|ring|cedilla|caron|macron|breve|ogonek|slash|dotaccent|hungarumlaut|commaaccent)?"
)
_LETTERS = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ae", "AE", "oe", "OE", "germandbls", "eth", "Eth",
            "thorn", "Thorn", "dotlessi", "fi", "fl", "ff", "ffi", "ffl", "mu", "ordfeminine", "ordmasculine", "lslash", "Lslash", "onesuperior",
            "twosuperior", "threesuperior", "onequarter", "onehalf", "threequarters"}  # fmt: skip
LARGEST_RANGE = 65_536


class _Font:
    def __init__(self, about: Any, get: Callable[[Any], Any]) -> None:
        self._is_wide = about.get("/Subtype") == "/Type0"
        self._widths = [2] if self._is_wide else [1]
        self._said: dict[bytes, int] = {}
        self._has_table = False
        table = get(about.get("/ToUnicode"))
        if table is not None and hasattr(table, "get_data"):
            self._read_table(table.get_data())
        self._simple = (
            [0] * 256 if self._is_wide else _simple(get(about.get("/Encoding")), get, str(about.get("/BaseFont", "")))
        )

    def count(self, text: bytes) -> int:
        if self._is_wide and not self._has_table:
            raise Unknown("a font without a table")
        total, at = 0, 0
        while at < len(text):
            for width in self._widths:
                code = text[at : at + width]
                if code in self._said:
                    total += self._said[code]
                    break
            else:
                width = self._widths[-1]
                if not self._is_wide:
                    total += self._simple[text[at]]
            at += width
        return total

    def _read_table(self, data: bytes) -> None:
        widths: set[int] = set()
        for kind, held in _MAPS.findall(data):
            if kind == b"codespacerange":
                widths |= {len(_hex(low)) for low, _ in _PAIR.findall(held)}
            elif kind == b"bfchar":
                for code, said in _PAIR.findall(held):
                    self._said[self._code(_hex(code))] = letters(_text(said))
            else:
                self._read_ranges(held)
        self._has_table = bool(self._said)
        if self._is_wide:
            self._widths = sorted(width for width in widths if 0 < width <= 4) or self._widths

    def _read_ranges(self, held: bytes) -> None:
        for low, high, first, listed in _RANGE.findall(held):
            start, end, width = int(low or b"0", 16), int(high or b"0", 16), len(_hex(low))
            said = [_text(each) for each in re.findall(_HEX, listed)] if listed else []
            base = _text(first)
            for code in range(start, min(end, start + LARGEST_RANGE) + 1):
                if listed:
                    text = said[code - start] if code - start < len(said) else ""
                else:
                    text = base[:-1] + chr(min(ord(base[-1]) + code - start, 0x10FFFF)) if base else ""
                self._said[self._code(code.to_bytes(max(width, 1), "big"))] = letters(text)

    def _code(self, code: bytes) -> bytes:
        """A small font's codes are one byte each, however its table writes them."""
        return code if self._is_wide else code[-1:]


def _hex(figures: bytes) -> bytes:
    plain = re.sub(rb"\s", b"", figures).decode()
    return bytes.fromhex(plain + "0" * (len(plain) % 2))


def _text(figures: bytes) -> str:
    return _hex(figures).decode("utf-16-be", "ignore")


def _simple(encoding: Any, get: Callable[[Any], Any], base_font: str) -> list[int]:
    """How many letters each of a small font's codes is. Where it says nothing, its plain letters are everybody's."""
    named = encoding if isinstance(encoding, str) else get(encoding.get("/BaseEncoding")) if encoding else None
    table = _ENCODINGS.get(str(named), "cp1252")
    counts = [letters(bytes([code]).decode(table, "ignore")) for code in range(256)]
    if encoding is None or isinstance(encoding, str):
        return counts
    code = 0
    for each in get(encoding.get("/Differences")) or []:
        if isinstance(each, int):
            code = int(each)
        elif 0 <= code < 256:
            counts[code] = _by_name(str(each).removeprefix("/"))
            code += 1
    return counts


def _by_name(name: str) -> int:
    stem = name.partition(".")[0]
    if found := re.fullmatch(r"(?:uni|u)([0-9A-Fa-f]{4,6})", stem):
        return letters(chr(int(found[1], 16) % 0x110000))
    return int(stem in _LETTERS or bool(_LETTER_NAME.fullmatch(stem)))


__all__ = ["Unknown", "count_page"]
