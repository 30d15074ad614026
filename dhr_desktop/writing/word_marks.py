"""What a Word file of ours carries so that it can be read back: how its headings are numbered, a broken reference."""

from __future__ import annotations

BROKEN = "[{}: a reference that leads nowhere]"


SECTIONS, RUNNING, BULLETS = 1, 2, 3  # numbering instances; lists of their own count from here on
