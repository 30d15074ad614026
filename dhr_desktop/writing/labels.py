"""The labels that the chair's words carry into Word and back: on the control, and on a bookmark around the same words.

A label holds numbers and a hash, never a word of the case. In letters, where figures could be taken for a reference.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from dhr_desktop.core.documents import EDITIONS
from dhr_desktop.writing.prose import Block, Paragraph

_LETTERS = "abcdefghij"
_TAG = re.compile(r"^own\.(\d+)\.(\d+)\.([0-9a-f]{12})\.(\w+)$")
_BOOKMARK = re.compile(r"^own_([a-j]+)_([a-j]+)_([a-p]{12})_([a-z])$")
_KEPT = re.compile(r"^kept_from_([a-z]+)_[a-j]+$")


@dataclass(frozen=True, slots=True)
class Own:
    """Which words of the chair's, what they were when they left, and in which edition."""

    section: int
    part: int
    digest: str
    edition: str

    @property
    def tag(self) -> str:
        return f"own.{self.section}.{self.part}.{self.digest}.{self.edition}"

    @property
    def bookmark(self) -> str:
        return (
            f"own_{in_letters(self.section)}_{in_letters(self.part)}_{_hex_in_letters(self.digest)}_{self.edition[0]}"
        )


def own_of(label: str) -> Own | None:
    """What a control's tag or a bookmark's name says."""
    if told := _TAG.match(label):
        return Own(int(told[1]), int(told[2]), told[3], told[4])
    if told := _BOOKMARK.match(label):
        edition = next((each for each in EDITIONS if each[0] == told[4]), "")
        return Own(from_letters(told[1]), from_letters(told[2]), _letters_in_hex(told[3]), edition)
    return None


def digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:12]


def in_letters(number: int) -> str:
    return "".join(_LETTERS[int(figure)] for figure in str(number))


def from_letters(letters: str) -> int:
    return int("".join(str(_LETTERS.index(each)) for each in letters))


def _hex_in_letters(digest: str) -> str:
    return "".join("abcdefghijklmnop"[int(each, 16)] for each in digest)


def _letters_in_hex(letters: str) -> str:
    return "".join(f"{ord(each) - ord('a'):x}" for each in letters)


def kept_from(block: Block, at: int) -> tuple[str, ...]:
    """A paragraph that some edition does not print carries that with it, so that it is not lost on the way."""
    if not isinstance(block, Paragraph):
        return ()
    return tuple(f"kept_from_{each}_{in_letters(at)}" for each in block.redacted_in)


def kept_from_of(bookmark: str) -> str:
    told = _KEPT.match(bookmark)
    return told[1] if told else ""
