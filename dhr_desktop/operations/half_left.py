"""What was just leaving when the program ended: noted before, so that no file leaves without its entry.

A file takes its name in one act, and the entry in the register of exports is another. Between the two the program
may be killed: by a Cancel that would not wait, by the system, by a power cut. So what is about to leave is noted down
in the case first, with the hidden name it is written under. Whoever next opens the case, or writes out, looks: where
the hidden file is gone the file has its name, and is entered now; where it is still there it never left, and it goes.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from dhr_desktop.core.documents import Departure
from dhr_desktop.core.errors import DhrError
from dhr_desktop.storage import desk
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system import private_files
from dhr_desktop.system.faultpoint import faultpoint

FILES, EVERYTHING = "leaving", "leaving everything"
NAMES = (FILES, EVERYTHING)
"""Under which the two ways out note what is leaving."""


class Phase(StrEnum):
    WRITING = "writing"  # under the hidden name, perhaps in part
    NAMING = "naming"  # whole; a hidden file that is gone now has the name it was written for


@dataclass(frozen=True, slots=True)
class Leaving:
    """One file, or a folder with everything, on its way out."""

    to: Path
    beside: Path
    departure: Departure | None = None  # None: everything, in a folder
    passed: int = 0
    detail: dict[str, Any] = field(default_factory=dict)


Enter = Callable[[CaseFile, Leaving], object]
"""Writes the entry of one that has left."""


@dataclass(frozen=True, slots=True)
class Door:
    """One way out, with its own note: two of them may be open at once."""

    noted_as: str
    enter: Enter
    is_entered: Callable[[CaseFile, Leaving], bool]

    @contextmanager
    def noted(self, case: CaseFile, leaving: Sequence[Leaving]) -> Iterator[Callable[[], None]]:
        """Around writing, naming and entering. What it gives is called when all is written, before the first is named.

        After an error what has its name is entered all the same, and nothing hidden stays.
        """
        self.settle(case)
        self._note(case, Phase.WRITING, leaving)
        phase = Phase.WRITING

        def are_written() -> None:
            nonlocal phase
            self._note(case, Phase.NAMING, leaving)
            phase = Phase.NAMING
            faultpoint("export.written")

        try:
            faultpoint("export.noted")
            yield are_written
        except BaseException:
            with suppress(DhrError):  # the first trouble is told; what cannot be entered now is at the next opening
                self._settle(case, phase, leaving)
            raise
        self._note(case, phase, ())

    def settle(self, case: CaseFile) -> list[Path]:
        """What an earlier end left: entered where it has left, removed where it has not. What was entered now."""
        held = desk.kept(case, self.noted_as)
        if not held or case.is_read_only:
            return []
        return self._settle(case, Phase(held["phase"]), [_from_plain(each) for each in held["files"]])

    def _settle(self, case: CaseFile, phase: Phase, leaving: Sequence[Leaving]) -> list[Path]:
        entered, later = [], []
        for each in leaving:
            if not each.to.parent.is_dir():
                later.append(each)  # on a drive that is not here now
            elif phase is Phase.WRITING or each.beside.exists():
                remove(each.beside)
            elif not self.is_entered(case, each):
                self.enter(case, each)
                entered.append(each.to)
        self._note(case, phase, later)
        return entered

    def _note(self, case: CaseFile, phase: Phase, leaving: Sequence[Leaving]) -> None:
        plain = {"phase": phase, "files": [_plain(each) for each in leaving]} if leaving else None
        desk.keep(case, self.noted_as, plain)


def remove(beside: Path) -> None:
    """Only what carries a hidden name of ours."""
    if private_files.is_hidden_name(beside.name):
        with suppress(OSError):
            shutil.rmtree(beside) if beside.is_dir() else beside.unlink(missing_ok=True)


def _plain(leaving: Leaving) -> dict[str, Any]:
    departure = asdict(leaving.departure) if leaving.departure is not None else None
    detail = json.loads(json.dumps(leaving.detail, default=str))
    return {
        "to": str(leaving.to), "beside": str(leaving.beside), "departure": departure, "passed": leaving.passed,
        "detail": detail,
    }  # fmt: skip


def _from_plain(held: dict[str, Any]) -> Leaving:
    departure = Departure(**held["departure"]) if held["departure"] is not None else None
    return Leaving(Path(held["to"]), Path(held["beside"]), departure, held["passed"], held["detail"])
