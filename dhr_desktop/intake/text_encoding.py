"""A text file's bytes as letters, line by line where one file was put together from several.

A file may be UTF-8 with lines pasted from an older program, or UTF-16 with a plain piece at its end. Each stretch
is read as what it is; whatever was not in the file's usual encoding, or could not be read, is said with its lines.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_LONG_PLAIN = re.compile(rb"[\t\r\n\x20-\x7e\x80-\xff]{24,}")
_WIDE_LOW_FIRST = re.compile(rb"(?:\xff\xfe)?(?:[\t\r\n\x20-\xff]\x00){6,}")
_WIDE_HIGH_FIRST = re.compile(rb"(?:\xfe\xff)?(?:\x00[\t\r\n\x20-\xff]){6,}")
_LINE_END = re.compile(r"\r\n|\r|\n")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UNREADABLE = "\ufffd"


@dataclass(slots=True)
class DecodedText:
    text: str
    encoding: str
    warnings: list[str] = field(default_factory=list)
    odd_lines: frozenset[int] = frozenset()  # of another encoding than most, or with letters that could not be read


def decode_text(data: bytes) -> DecodedText:
    """All of it as letters, with what was odd about it in sentences."""
    encoding = encoding_of(data)
    pieces = list(_pieces(data, encoding))
    decoded = DecodedText("", encoding)
    whole: list[str] = []
    strangers: list[tuple[int, int, str]] = []  # from, to, what it was read as
    at = 0
    for piece, its_encoding in pieces:
        text, windows_places = _decode_piece(piece, its_encoding)
        if its_encoding != encoding and not (its_encoding == "utf-8" and encoding == "utf-8-sig"):
            strangers.append((at, at + len(text), its_encoding))
        strangers += [(at + place, at + place + 1, "cp1252") for place in windows_places]
        whole.append(text)
        at += len(text)
    text = "".join(whole)
    if strangers:
        decoded.warnings += _say_strangers(text, strangers, encoding)
        numbers = LineNumbers(text)
        decoded.odd_lines = frozenset(numbers.in_spans([(start, end) for start, end, _ in strangers]))
    decoded.text = _without_marks(text, decoded)
    return decoded


def encoding_of(data: bytes) -> str:
    """The encoding of most of it: a mark, then NULs, then whether it holds UTF-8."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    head = data[:4096]
    low, high = head[::2].count(0), head[1::2].count(0)
    if low + high > len(head) // 4 and max(low, high) > 4 * min(low, high):
        return "utf-16-le" if high > low else "utf-16-be"
    if data.isascii():
        return "utf-8"
    return "utf-8" if _is_utf8(data) or _UTF8_LETTER.search(data) else "cp1252"


_MAINFRAME_LETTERS = frozenset((*range(0x81, 0x8A), *range(0x91, 0x9A), *range(0xA2, 0xAA), *range(0xC1, 0xCA), *range(0xD1, 0xDA),
                                *range(0xE2, 0xEA), *range(0xF0, 0xFA)))  # fmt: skip
_MAINFRAME_BLANK = 0x40


def is_of_a_mainframe(data: bytes) -> bool:
    """EBCDIC: its letters, figures and blanks are most of it, and elsewhere they are none."""
    if len(data) < 20 or data.count(b" ") * 20 > len(data):
        return False
    held = sum(byte in _MAINFRAME_LETTERS for byte in data)
    blanks = data.count(_MAINFRAME_BLANK)
    return held + blanks > 0.8 * len(data) and blanks * 50 > len(data) and not _is_utf8(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


# ---- stretches of another width -----------------------------------------------------------------


def _pieces(data: bytes, encoding: str) -> Iterator[tuple[bytes, str]]:
    """The file cut where letters of one byte and letters of two bytes meet."""
    if encoding == "utf-32":
        yield data, encoding
    elif encoding.startswith("utf-16"):
        yield from _narrow_pieces(data, encoding)
    elif b"\0" in data:
        yield from _wide_pieces(data, encoding)
    else:
        yield data, encoding


def _narrow_pieces(data: bytes, encoding: str) -> Iterator[tuple[bytes, str]]:
    """Plain stretches inside a file of two bytes a letter."""
    low_first = encoding == "utf-16-le" or data.startswith(codecs.BOM_UTF16_LE)
    at, name = 0, encoding
    later = "utf-16-le" if low_first else "utf-16-be"
    for found in _LONG_PLAIN.finditer(data):
        start, end = found.span()
        if low_first:
            end -= data[end : end + 1] == b"\0"  # the last byte is the first half of the next letter
        else:
            start += data[start - 1 : start] == b"\0"
        plain = data[start:end]
        if start < at or sum(byte < 0x80 for byte in plain) < 0.85 * len(plain):
            continue
        if start > at:
            yield data[at:start], name
            name = later
        yield plain, "utf-8" if _is_utf8(plain) or _UTF8_LETTER.search(plain) else "cp1252"
        at = end
    if at < len(data):
        yield data[at:], name


def _wide_pieces(data: bytes, encoding: str) -> Iterator[tuple[bytes, str]]:
    """Stretches of two bytes a letter inside a plain file; a few letters with no NUL do not end one."""
    spans: list[tuple[int, int, str]] = []
    for pattern, name in ((_WIDE_LOW_FIRST, "utf-16-le"), (_WIDE_HIGH_FIRST, "utf-16-be")):
        for found in pattern.finditer(data):
            spans.append((found.start(), found.end(), name))
    low_starts = {
        start for start, _, name in spans if name == "utf-16-le" and data[start : start + 1] in (b"\n", b"\r")
    }
    high_starts = {start for start, _, name in spans if name == "utf-16-be"}
    # the plain line's own end makes the letters after it look as if their low half stood first
    spans = sorted(each for each in spans if not (each[0] in low_starts and each[0] + 1 in high_starts))
    joined: list[tuple[int, int, str]] = []
    for start, end, name in spans:
        if joined and start < joined[-1][1]:
            continue
        gap = start - joined[-1][1] if joined else -1
        if (
            joined
            and joined[-1][2] == name
            and 0 < gap <= 12
            and gap % 2 == 0
            and not _is_plain(data[start - gap : start])
        ):
            joined[-1] = (joined[-1][0], end, name)
        else:
            joined.append((start, end, name))
    at = 0
    for start, end, name in joined:
        if start > at:
            yield data[at:start], encoding
        yield data[start:end], name
        at = end
    if at < len(data):
        yield data[at:], encoding


def _is_plain(piece: bytes) -> bool:
    return piece.isascii() and piece.decode("ascii").isprintable()


def _decode_piece(piece: bytes, encoding: str) -> tuple[str, list[int]]:
    """The letters, and the places of those that only Windows' code page explains."""
    if encoding not in ("utf-8", "utf-8-sig"):
        return piece.decode(encoding, "replace"), []
    try:
        return piece.decode(encoding), []
    except UnicodeDecodeError:
        pass
    if encoding == "utf-8-sig":
        piece = piece.removeprefix(codecs.BOM_UTF8)
    parts: list[str] = []
    places: list[int] = []
    length = 0
    for line in piece.splitlines(keepends=True):
        try:
            part = line.decode("utf-8")
        except UnicodeDecodeError:
            part = _decode_mixed(line)
            places.append(length)
        parts.append(part)
        length += len(part)
    return "".join(parts), places


def _decode_mixed(line: bytes) -> str:
    """Letter by letter where most of the line's letters are UTF-8; else they are so by accident, and none is."""
    letters = _UTF8_LETTER.findall(line)
    strays = sum(byte >= 0x80 for byte in line) - sum(map(len, letters))
    return line.decode("utf-8", _WINDOWS) if len(letters) >= strays else line.decode("cp1252", "replace")


def _as_windows(problem: UnicodeError) -> tuple[str, int]:
    """A byte that is no UTF-8 is the letter Windows' code page has for it."""
    assert isinstance(problem, UnicodeDecodeError)
    return problem.object[problem.start : problem.end].decode("cp1252", "replace"), problem.end


_WINDOWS = "letters of Windows' code page"
codecs.register_error(_WINDOWS, _as_windows)


# ---- what is said -------------------------------------------------------------------------------


def _say_strangers(text: str, strangers: list[tuple[int, int, str]], encoding: str) -> list[str]:
    by_encoding: dict[str, list[tuple[int, int]]] = {}
    for start, end, name in strangers:
        by_encoding.setdefault(name, []).append((start, end))
    lines = LineNumbers(text)
    return [
        f"This text is {encoding}, but {lines.of_spans(spans)} {name}: each was read as what it is. "
        "Check the accents, pounds and apostrophes there."
        for name, spans in by_encoding.items()
    ]


def _without_marks(text: str, decoded: DecodedText) -> str:
    """NULs and marks of byte order are no letters; letters that could not be read are said."""
    if UNREADABLE in text:
        lines = LineNumbers(text)
        places = lines.of_characters(text, UNREADABLE)
        found = (at for at, letter in enumerate(text) if letter == UNREADABLE)
        decoded.odd_lines |= frozenset(map(lines.of, found))
        decoded.warnings.append(
            f"Some letters could not be read and stand as {UNREADABLE}: {places}. Compare them with the agency's own copy."
        )
    if "\0" in text:
        places = LineNumbers(text).of_characters(text, "\0")
        decoded.warnings.append(f"Empty characters (NUL) stood in {places} and were left out.")
        text = text.replace("\0", "")
    if text.startswith("\ufeff"):
        text = text[1:]
    if "\ufeff" in text:
        places = LineNumbers(text).of_characters(text, "\ufeff")
        decoded.warnings.append(
            f"The mark that begins a file stands again in {places}: several files may have been put together in this one."
        )
        text = text.replace("\ufeff", "")
    return text


class LineNumbers:
    """Which line a place in a text is on, counted as an editor counts."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def of(self, place: int) -> int:
        return bisect_right(self._starts, place)

    def of_spans(self, spans: list[tuple[int, int]]) -> str:
        numbers = self.in_spans(spans)
        return f"{named_lines(numbers)} {'is' if len(numbers) == 1 else 'are'}"

    def in_spans(self, spans: list[tuple[int, int]]) -> set[int]:
        return {line for a, b in spans for line in range(self.of(a), self.of(max(a, b - 1)) + 1)}

    def of_characters(self, text: str, character: str) -> str:
        numbers: set[int] = set()
        at = text.find(character)
        while at >= 0:
            numbers.add(self.of(at))
            at = text.find(character, at + 1)
        return named_lines(numbers)


def named_lines(numbers: Iterable[int], most: int = 8) -> str:
    """line 4; lines 4, 9 and 12; lines 4, 5 … and 30 more"""
    ordered = sorted(set(numbers))
    if len(ordered) == 1:
        return f"line {ordered[0]:,}"
    shown = [f"{each:,}" for each in ordered[:most]]
    if len(ordered) > most:
        return f"lines {', '.join(shown)} and {len(ordered) - most:,} more"
    return f"lines {', '.join(shown[:-1])} and {shown[-1]}"
