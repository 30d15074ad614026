"""Rich text: its paragraphs and tables, by a small reader of our own. Nothing it names is fetched, nothing in it is run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from .docx_fields import Fields
from .letters import ascii_letters
from .pages import Aside, Document, Refused, clean
from .rtf_fonts import Fonts
from .rtf_tables import Layout
from .symbols import as_drawn

DEEPEST_GROUP = 2_000
_TOKEN = re.compile(rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\(.)|([{}])|([^\\{}]+)", re.S)
_OF_SHAPES = re.compile(rb"\{\\sn (gtextUNICODE|wzDescription)\}\s*\{\\sv ([^{}]+)\}")
_NUMBERED = re.compile(r"\\u(-?\d{1,6}) ?(?:\\'[0-9a-fA-F]{2}|[^\\])?")
_SIGNS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_SKIPPED = {
    "stylesheet", "info", "pict", "listtext", "pntext", "nonesttables", "nonshppict", "shprslt", "mmathPict", "xe", "tc", "rxe",
    "sp", "objdata", "filetbl", "revtbl", "listtable", "listoverridetable", "generator", "pnseclvl", "bkmkstart", "bkmkend", "template",
    "private", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc",
}  # fmt: skip
_READ_THOUGH_STARRED = {"shpinst", "do", "moMath", "moMathPara", "nesttableprops", "ud"}
_ASIDES = {
    "footnote": "footnote", "annotation": "comment", "header": "header", "headerl": "header", "headerr": "header",
    "headerf": "header", "footer": "footer", "footerl": "footer", "footerr": "footer", "footerf": "footer", "shptxt": "text box",
    "dptxbxtext": "text box",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Look:
    """What a group hands down to the groups inside it."""

    destination: str = ""  # "", skip, fonts, field, or the sort of an aside
    font: int = -1
    fallback_letters: int = 1
    is_hidden: bool = False
    is_deleted: bool = False
    is_struck: bool = False
    is_tiny: bool = False
    colour: int = 0
    ground: int = 0


@dataclass(slots=True)
class _Aside:
    sort: str
    place: str
    parts: list[str] = field(default_factory=list)


def read_rtf(data: bytes) -> Document:
    reader = _Reader(data)
    reader.read()
    return reader.document


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self.document = Document("rtf", [], readers="own reader of rich text 1")
        self._layout = Layout(self.document)
        self._fonts = Fonts()
        self._fields = Fields()
        self._look = _Look()
        self._stack: list[tuple[_Look, int]] = []
        self._asides: list[_Aside] = []  # those the walk is in, the innermost last
        self._bytes = bytearray()  # of one font, not yet letters
        self._high = 0  # the first half of a letter outside the basic plane
        self._to_skip = 0  # what stands for a letter in programs that do not know it
        self._colours: list[tuple[int, int, int]] = []
        self._is_starred = False
        self._instruction: list[str] = []
        self._unseen: dict[str, list[str]] = {}
        self._others_inside = 0

    def read(self) -> None:
        at = 0
        while (found := _TOKEN.match(self._data, at)) is not None:
            at = found.end()
            word, number, code, sign, brace, text = found.groups()
            if word:
                at = self._control(word.decode("ascii"), int(number) if number else None, at)
            elif code:
                self._byte(bytes([int(code, 16)]))
            elif text:
                self._byte(text.replace(b"\r", b"").replace(b"\n", b""))
            elif brace == b"{":
                self._open()
            elif brace == b"}":
                self._close()
                if not self._stack:
                    break  # what follows the last brace is no part of the document
            elif sign:
                self._sign(sign)
        while self._stack:  # braces that never close: what was read stays
            self._close()
            self._say_once(
                "This rich text ends before it should: its last words may be missing. Compare it with the agency's own copy."
            )
        self._flush()
        self._end_unseen()
        self._layout.end()
        self._finish()

    def _say_once(self, sentence: str) -> None:
        if sentence not in self.document.warnings:
            self.document.warnings.append(sentence)

    def _finish(self) -> None:
        for name, found in dict.fromkeys(_OF_SHAPES.findall(self._data)):
            words = clean(_NUMBERED.sub(lambda each: chr(int(each[1]) % 65_536), found.decode("cp1252", "replace")))
            self.document.asides.append(
                Aside("WordArt" if name == b"gtextUNICODE" else "picture's description", "", words)
            )
        self._fields.tell(self.document)
        if self._others_inside:
            self.document.warnings.append(
                f"This file has other files inside it; they were not opened: {self._others_inside} embedded or linked."
            )

    # ---- groups -------------------------------------------------------------------------------

    def _open(self) -> None:
        self._flush()
        if len(self._stack) >= DEEPEST_GROUP:
            raise Refused("This rich text has groups more than 2,000 deep. It was not read; ask for a Word document.")
        self._stack.append((self._look, len(self._asides)))
        self._is_starred = False
        self._to_skip = 0

    def _close(self) -> None:
        self._flush()
        if not self._stack:
            return
        if self._look.destination == "fonts":
            self._fonts.end_entry()
        before, asides = self._stack.pop()
        if self._look.destination == "field" and before.destination != "field":
            self._fields.say("".join(self._instruction))
            self._instruction = []
        while len(self._asides) > asides:
            self._end_aside()
        if (before.is_hidden, before.is_deleted) != (self._look.is_hidden, self._look.is_deleted):
            self._end_unseen()
        self._look = before
        self._is_starred = False
        self._to_skip = 0

    def _end_aside(self) -> None:
        self._end_unseen()
        held = self._asides.pop()
        if text := clean("".join(held.parts)):
            self.document.asides.append(Aside(held.sort, held.place, text))

    def _end_unseen(self) -> None:
        """Words that were hidden, deleted, white or tiny, together as far as they stood together."""
        for sort, parts in self._unseen.items():
            if text := clean("".join(parts)):
                self.document.asides.append(Aside(sort, self._layout.place, text))
        self._unseen = {}

    # ---- control words ------------------------------------------------------------------------

    def _control(self, word: str, number: int | None, at: int) -> int:
        if word == "bin":
            return at + max(0, number or 0)
        if word == "u":
            self._letter(number or 0)
            return at
        if self._to_skip:
            self._to_skip -= 1
            return at
        self._flush()
        is_on = number != 0
        if self._starts_destination(word):
            return at
        if self._look.destination in ("skip", "fonts", "colours"):
            self._of_tables(word, number)
        elif word in _SIGNS:
            self._text(_SIGNS[word])
        elif word in ("par", "sect", "page", "column"):
            self._paragraph()
        elif word == "plain":
            self._change(font=self._fonts.default, is_hidden=False, is_struck=False, is_tiny=False, colour=0, ground=0)
        elif word == "v":
            self._change(is_hidden=is_on)
        elif word in ("deleted", "strike", "striked"):
            self._change(**{"is_deleted" if word == "deleted" else "is_struck": is_on})
        elif word == "f":
            self._change(font=number or 0)
        elif word == "fs":
            self._change(is_tiny=number is not None and number <= 4)
        elif word == "cf":
            self._change(colour=number or 0)
        elif word in ("chcbpat", "highlight", "cb"):
            self._change(ground=number or 0)
        elif word == "uc":
            self._change(fallback_letters=max(0, min(number if number is not None else 1, 50)))
        elif not self._asides or word not in ("cell", "row", "nestcell", "nestrow"):
            self._of_document(word, number)
        else:
            self._asides[-1].parts.append("\n" if word.endswith("row") else " | ")
        return at

    def _change(self, **changes: object) -> None:
        look = replace(self._look, **changes)  # type: ignore[arg-type]  # each name is a field of the look
        if (look.is_hidden, look.is_deleted) != (self._look.is_hidden, self._look.is_deleted):
            self._end_unseen()
        self._look = look

    def _of_document(self, word: str, number: int | None) -> None:
        if word in ("ansicpg", "ansi", "mac", "pc", "pca"):
            self._fonts.set_code_page(word, number)
        elif word == "deff":
            self._fonts.default = number or 0
            self._change(font=number or 0)
        elif word == "object":
            self._others_inside += 1
        else:
            self._layout.control(word, number)

    def _of_tables(self, word: str, number: int | None) -> None:
        if self._look.destination == "fonts":
            self._fonts.control(word, number)
        elif self._look.destination == "colours" and word in ("red", "green", "blue"):
            self._colours[-1] = tuple(  # type: ignore[assignment]  # three parts, as before
                (number or 0) if name == word else held
                for name, held in zip(("red", "green", "blue"), self._colours[-1], strict=True)
            )

    def _starts_destination(self, word: str) -> bool:
        """Whether the word says what the group it stands in holds."""
        starred, self._is_starred = self._is_starred, False
        if self._look.destination == "skip":
            return False
        if word == "ud":
            self._change(destination="")
        elif word == "fonttbl":
            self._change(destination="fonts")
        elif word == "colortbl":
            self._change(destination="colours")
            self._colours = [(0, 0, 0)]
        elif word == "fldinst":
            self._change(destination="field")
        elif word == "upr":  # the same words twice: those in the newer letters follow
            self._change(destination="upr")
        elif word in _ASIDES:
            self._end_unseen()
            self._asides.append(_Aside(_ASIDES[word], self._layout.place))
            self._change(destination="")
        elif word in _SKIPPED or (starred and word not in _READ_THOUGH_STARRED):
            if word == "template":
                self._say_once("This file asks Word to load a template from another computer; that was not done.")
            self._change(destination="skip")
        else:
            return False
        return True

    # ---- letters ------------------------------------------------------------------------------

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._is_starred = True
        elif sign in (b"\r", b"\n"):
            self._flush()
            self._paragraph()
        elif sign == b"~":
            self._byte_or_text("\xa0")
        elif sign == b"_":
            self._byte_or_text("-")
        elif sign in b"\\{}":
            self._byte(sign)

    def _byte_or_text(self, text: str) -> None:
        if self._to_skip:
            self._to_skip -= 1
            return
        self._flush()
        self._text(text)

    def _byte(self, data: bytes) -> None:
        if self._to_skip and data:
            skipped = min(self._to_skip, len(data))
            self._to_skip -= skipped
            data = data[skipped:]
        self._bytes += data

    def _flush(self) -> None:
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        if self._look.destination == "fonts":
            self._fonts.text(data.decode("latin-1"))
        elif self._look.destination == "colours":
            self._colours += [(0, 0, 0)] * data.count(b";")
        elif self._look.destination not in ("skip", "upr"):
            self._text(self._fonts.decode(data, self._look.font))

    def _letter(self, number: int) -> None:
        """A letter by its number; what follows it for older programs is passed over."""
        self._flush()
        code = number % 65_536
        self._to_skip = self._look.fallback_letters
        if 0xD800 <= code < 0xDC00:
            self._high = code
            return
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((self._high - 0xD800) << 10) + (code - 0xDC00) if self._high else 0xFFFD
        self._high = 0
        if self._look.destination not in ("skip", "fonts", "colours", "upr"):
            self._text(chr(code))

    def _text(self, text: str) -> None:
        look = self._look
        if look.destination in ("skip", "fonts", "colours", "upr"):
            return
        if look.destination == "field":
            self._instruction.append(text)
            return
        if name := self._fonts.sign_font(look.font):
            drawn = as_drawn(text, name)
            fewer = ascii_letters(text) - ascii_letters(drawn)
            self.document.counts["signs"] = self.document.counts.get("signs", 0) + fewer
            text = drawn
        if look.is_deleted or look.is_hidden:
            self._unseen.setdefault("deleted text" if look.is_deleted else "hidden text", []).append(text)
            return
        if text.strip() and self._is_white(look):
            self._unseen.setdefault("white text", []).append(text)
        if text.strip() and look.is_tiny:
            self._unseen.setdefault("tiny text", []).append(text)
        if self._asides:
            self._asides[-1].parts.append(text)
        else:
            self._layout.text(text, is_struck=look.is_struck)

    def _is_white(self, look: _Look) -> bool:
        has_white = 0 < look.colour < len(self._colours) and all(each >= 240 for each in self._colours[look.colour])
        return has_white and not look.ground and not self._layout.is_in_table

    def _paragraph(self) -> None:
        if self._look.destination in ("skip", "fonts", "colours", "upr", "field"):
            return
        if self._asides:
            self._asides[-1].parts.append("\n")
            return
        self._end_unseen()
        self._layout.end_paragraph()
