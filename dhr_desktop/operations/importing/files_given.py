"""Which files are brought in of those that were named, and which of a folder are left alone, each by its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from dhr_desktop.core.errors import Refused
from dhr_desktop.storage.vault import is_open_here, refuse_if_open_here

from . import versions

_CASE_FILE = re.compile(
    r"\.dhr(?:-journal|-wal|-shm|-reply\.json|\.in-use)?\Z", re.I
)  # itself, and what stands beside it
_OF_THE_SYSTEM = (".ds_store", ".localized", ".directory")


class Alone(Enum):
    """Why a file of a folder is not read."""

    OURS = "a file of this program"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class FilesGiven:
    """The files to read, an earlier version before a later one; and those of the folders that are left alone."""

    to_read: tuple[Path, ...]
    left_alone: tuple[tuple[str, Alone], ...] = ()

    def in_words(self) -> str:
        """What was left alone, each by its name; empty where nothing was."""
        told = ", ".join(f"{name} ({why.value})" for name, why in self.left_alone)
        return f"In the folder and not read: {told}." if told else ""


def files_given(paths: Sequence[Path]) -> FilesGiven:
    """The files named, and those in the folders named."""
    found: list[Path] = []
    alone: list[tuple[str, Alone]] = []
    for path in paths:
        refuse_if_open_here(path)
        if path.is_dir():
            for each in sorted(path.rglob("*")):
                if each.is_file():
                    why = _left_alone(each)
                    if why is None:
                        found.append(each)
                    elif not _is_of_the_system(each.name):
                        alone.append((each.name, why))
        elif path.is_file():
            found.append(path)
        else:
            raise Refused(f"There is no file or folder {path.name} there. Check the name.")
    given = FilesGiven(tuple(sorted(found, key=versions.order_of)), tuple(alone))
    if not found:
        asked = "There is no file to bring in. Name the agencies' files, or a folder that holds them."
        raise Refused(f"{asked} {given.in_words()}".strip())
    return given


def _left_alone(path: Path) -> Alone | None:
    """By the ending alone: a name may speak of a case file. The open case is known whatever it is called."""
    if is_open_here(path) or _CASE_FILE.search(path.name):
        return Alone.OURS
    return Alone.HIDDEN if path.name.startswith(".") else None


def _is_of_the_system(name: str) -> bool:
    """What a system puts into every folder it shows, and beside every file it copies: no sender's file."""
    return name.casefold() in _OF_THE_SYSTEM or name.startswith("._")


__all__ = ["Alone", "FilesGiven", "files_given"]
