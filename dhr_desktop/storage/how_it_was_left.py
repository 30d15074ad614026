"""How the chair left the case: files that waited, lanes as they were put.

It lies in the case file, encrypted with the rest, but is no part of the review: no journal line tells
of it and Undo does not touch it. A file that is only read keeps nothing.
"""

from __future__ import annotations

import json
from typing import Any

from .case_file import CaseFile

_PREFIX = "desk."


def keep(case: CaseFile, name: str, value: Any) -> None:
    """Nothing is written where nothing changed."""
    if case.is_read_only or kept(case, name) == value:
        return
    case.note_down(_PREFIX + name, json.dumps(value))


def kept(case: CaseFile, name: str) -> Any:
    """What was kept under this name; None where nothing was."""
    held = case.noted(_PREFIX + name)
    return json.loads(held) if held is not None else None
