"""Colours for agencies that can be told apart, each beside a code: the colour is never the only sign.

Twelve hues in two strengths, dark enough for white letters on light paper and light enough for dark ones
on a dark screen; the thirteenth agency shares the first one's hue and not its code.
"""

from __future__ import annotations

from functools import lru_cache

ON_LIGHT = (
    "#1f5fa8", "#a3461b", "#1f6b3a", "#7d2f8c", "#8a5a00", "#0e6a73",
    "#a32754", "#4b4fb0", "#5d6b12", "#6b4a3a", "#2f5b66", "#8c3030",
)  # fmt: skip
ON_DARK = (
    "#8ab8f0", "#f2a37e", "#86d3a0", "#dca0ea", "#f0c265", "#74d3dd",
    "#f59ab9", "#b3b6ff", "#c7d76f", "#d8b3a0", "#a3cdd8", "#f5a3a3",
)  # fmt: skip


def colour(number: int, *, is_dark: bool = False) -> str:
    held = ON_DARK if is_dark else ON_LIGHT
    return held[number % len(held)]


def codes(names: list[str]) -> list[str]:
    """Two or three letters for each name, no two alike: the second cue beside the colour."""
    return list(_codes(tuple(names)))


@lru_cache(maxsize=8)
def _codes(names: tuple[str, ...]) -> list[str]:
    taken: set[str] = set()
    made = []
    for name in names:
        code = next(each for each in _tries(name) if each not in taken)
        taken.add(code)
        made.append(code)
    return made


def _tries(name: str) -> list[str]:
    words = [word for word in "".join(c if c.isalnum() else " " for c in name).split() if word]
    letters = "".join(words).upper() or "?"
    initials = "".join(word[0] for word in words).upper()
    tries = [initials[:3]] if len(initials) >= 2 else []
    if letters and len(letters) <= 4:
        tries.insert(0, letters)
    tries += [letters[:2]]
    tries += [letters[0] + letters[at] for at in range(2, len(letters))]
    return tries + [f"{letters[0]}{number}" for number in range(2, 1_000)]
