"""What the counts of a file count: letters and figures, so that spaces, line ends and marks cannot hide a loss."""

from __future__ import annotations

_NO_LETTERS = bytes(each for each in range(128) if not chr(each).isalnum())


def letters(text: str) -> int:
    if text.isascii():  # most texts, and twenty times as fast
        return len(text.encode("ascii").translate(None, _NO_LETTERS))
    return sum(map(str.isalnum, text))


def ascii_letters(text: str) -> int:
    """Those of ASCII alone, where a second count cannot know the others."""
    return sum(each.isascii() and each.isalnum() for each in text)
