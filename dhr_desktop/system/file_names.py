"""File names made from strangers' words, safe on every system."""

from __future__ import annotations

import re

RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}


def safe_name(untrusted: str) -> str:
    """Letters, figures, space, dot, dash, underscore; no reserved name; at most 80 signs."""
    kept = re.sub(r"[^A-Za-z0-9 ._-]", "_", untrusted).strip(" .")[-80:].lstrip(" .") or "file"
    return f"_{kept}" if kept.split(".")[0].strip().lower() in RESERVED else kept
