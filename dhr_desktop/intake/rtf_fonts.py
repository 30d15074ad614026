"""The fonts of a rich text, which say what its bytes are as letters."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from .symbols import is_symbol_font

_CHARSETS = {
    0: "cp1252", 1: "", 2: "latin-1", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp437",
}  # fmt: skip
_WORDS = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


@dataclass(slots=True)
class Font:
    name: str = ""
    encoding: str = ""


def code_page_of(number: int) -> str:
    """Python's name of a Windows code page, "" when there is none."""
    name = {65001: "utf-8", 10000: "mac_roman"}.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return ""
    return name


class Fonts:
    def __init__(self) -> None:
        self.default = 0
        self._code_page = "cp1252"
        self._fonts: dict[int, Font] = {}
        self._entry = Font()

    def set_code_page(self, word: str, number: int | None) -> None:
        self._code_page = (code_page_of(number or 0) if word == "ansicpg" else _WORDS[word]) or self._code_page

    def control(self, word: str, number: int | None) -> None:
        """One word of the table of fonts."""
        if word == "f":
            self._entry = self._fonts.setdefault(number or 0, Font())
        elif word == "fcharset":
            self._entry.encoding = _CHARSETS.get(number or 0, "")
        elif word == "cpg":
            self._entry.encoding = code_page_of(number or 0) or self._entry.encoding

    def text(self, text: str) -> None:
        name = text.split(";")[0].strip()
        if name and not self._entry.name:
            self._entry.name = name
        if ";" in text:
            self.end_entry()

    def end_entry(self) -> None:
        self._entry = Font()

    def decode(self, data: bytes, font: int) -> str:
        held = self._fonts.get(font)
        encoding = (held.encoding if held else "") or self._code_page
        return data.decode(encoding, "replace")

    def sign_font(self, font: int) -> str:
        """The name of a font that draws signs; "" for one that draws letters."""
        held = self._fonts.get(font)
        return held.name if held is not None and is_symbol_font(held.name) else ""
