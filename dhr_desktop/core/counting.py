"""A number with what it counts: "1 entry", "2,345 entries"."""

from __future__ import annotations


def counted(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
