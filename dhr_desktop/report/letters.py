"""How wide words are in the font that pictures and pages are set in, and where a line must break.

The font travels with the drawing library, so that a page looks the same on every machine. What it has no
letter for is shown as an empty box and kept, as text, beneath it.
"""

from __future__ import annotations

import importlib.util
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

FALLBACK = "\ufffd"


@lru_cache(maxsize=2)
def font_file(*, is_bold: bool = False) -> Path:
    """Found without importing the library that it comes with, which takes a while and leaves a folder behind."""
    found = importlib.util.find_spec("matplotlib")
    assert found is not None and found.origin is not None
    name = "DejaVuSans-Bold.ttf" if is_bold else "DejaVuSans.ttf"
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf" / name


@lru_cache(maxsize=2)
def _measures(*, is_bold: bool) -> tuple[dict[int, int], int]:
    """The advance of each letter, and how many units an em has."""
    from fontTools.ttLib import TTFont

    font: Any
    with TTFont(font_file(is_bold=is_bold)) as font:
        names, widths = font.getBestCmap(), font["hmtx"].metrics
        return {code: widths[name][0] for code, name in names.items()}, font["head"].unitsPerEm


def width_of(text: str, size: float, *, is_bold: bool = False) -> float:
    widths, em = _measures(is_bold=is_bold)
    box = widths.get(0x25A1, em // 2)
    return sum(widths.get(ord(letter), box) for letter in text) * size / em


def cut(text: str, size: float, room: float, *, is_bold: bool = False) -> str:
    """As much of one line as there is room for, with an ellipsis where it was cut."""
    if width_of(text, size, is_bold=is_bold) <= room:
        return text
    room -= width_of("…", size, is_bold=is_bold)
    kept = text
    while kept and width_of(kept, size, is_bold=is_bold) > room:
        kept = kept[: max(int(len(kept) * 0.8), len(kept) - 8, 0)] if len(kept) > 40 else kept[:-1]
    return f"{kept.rstrip()}…" if kept else ""


def broken(text: str, size: float, room: float) -> list[str]:
    """The lines of a text in so much room: at its own breaks, then between words, then within a long one."""
    widths, em = _measures(is_bold=False)
    box, share = widths.get(0x25A1, em // 2), size / em
    space = widths[32] * share
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line: list[str] = []
        used = 0.0
        for word in paragraph.split():
            wide = sum(widths.get(ord(letter), box) for letter in word) * share
            while wide > room:
                if line:
                    lines.append(" ".join(line))
                    line, used = [], 0.0
                at = _fitting(word, room, widths, box, share)
                lines.append(word[:at])
                word = word[at:]
                wide = sum(widths.get(ord(letter), box) for letter in word) * share
            if line and used + space + wide > room:
                lines.append(" ".join(line))
                line, used = [], 0.0
            used += wide + (space if line else 0.0)
            if word:
                line.append(word)
        lines.append(" ".join(line))
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _fitting(word: str, room: float, widths: dict[int, int], box: int, share: float) -> int:
    used = 0.0
    for at, letter in enumerate(word):
        used += widths.get(ord(letter), box) * share
        if used > room:
            return max(at, 1)
    return len(word)


_HIDDEN = {"Cf", "Cc", "Cs", "Co", "Cn"}


def visible(text: str) -> str:
    """A line in the order its letters are seen, without those that are never seen.

    Right-to-left letters are turned about within their run; they are not joined as a hand would join them.
    """
    if text.isascii() and text.isprintable():
        return text
    shown = [letter for letter in text if unicodedata.category(letter) not in _HIDDEN]
    made: list[str] = []
    run: list[str] = []
    for letter in shown:
        if unicodedata.bidirectional(letter) in ("R", "AL") or (run and letter == " "):
            run.append(letter)
        else:
            made += reversed(run)
            run = []
            made.append(letter)
    return "".join([*made, *reversed(run)])
