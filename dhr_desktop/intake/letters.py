"""What the counts of a file count: letters and figures, so that spaces, line ends and marks cannot hide a loss."""

from __future__ import annotations


def letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def ascii_letters(text: str) -> int:
    """Those of ASCII alone, where a second count cannot know the others."""
    return sum(each.isascii() and each.isalnum() for each in text)
