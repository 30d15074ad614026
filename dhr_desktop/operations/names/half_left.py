"""What was just leaving when the program ended: noted before, so that no file leaves without its entry.

A file takes its name in one act, and the entry in the register of exports is another. Between the two the program
may be killed: by a Cancel that would not wait, by the system, by a power cut. So what is about to leave is noted down
in the case first, with the hidden name it is written under. Whoever next opens the case, or writes out, looks: where
the hidden file is still there it never left, and it goes. Where it is gone and what was to leave lies at its place, it
left, and is entered now; where it is gone and something else or nothing lies there, somebody may have moved it since,
and it is entered as not certain. What cannot be looked at now stays noted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from dhr_desktop.core.documents import Departure
from dhr_desktop.core.errors import DhrError
from dhr_desktop.storage import how_it_was_left
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system import private_files
from dhr_desktop.system.faultpoint import faultpoint

FILES, EVERYTHING = "leaving", "leaving everything"
NAMES = (FILES, EVERYTHING)
"""Under which the two ways out note what is leaving."""


class Phase(StrEnum):
    WRITING = "writing"  # under the hidden name, perhaps in part
    NAMING = "naming"  # whole; a hidden file that is gone now has the name it was written for


class Certainty(StrEnum):
    LEFT = "left"
    NOT_CERTAIN = "not certain"  # its hidden file is gone, and it does not lie at its place


@dataclass(frozen=True, slots=True)
class Leaving:
    """One file, or a folder with everything, on its way out."""

    to: Path
    beside: Path
    departure: Departure | None = None  # None: everything, in a folder
    passed: int = 0
    detail: dict[str, Any] = field(default_factory=dict)
    sha256: str = ""  # known before it is named


Noted = tuple[Phase, Leaving]

Enter = Callable[[CaseFile, Leaving, Certainty], object]
"""Writes the entry of one that has left, or may have."""


@dataclass(frozen=True, slots=True)
class Door:
    """One way out, with its own note: two of them may be open at once."""

    noted_as: str
    enter: Enter
    is_entered: Callable[[CaseFile, Leaving], bool]
    hash_of: Callable[[Path], str]  # of what lies at the place

    @contextmanager
    def noted(self, case: CaseFile, leaving: Sequence[Leaving]) -> Iterator[Callable[[Sequence[Leaving]], None]]:
        """Around writing, naming and entering. What it gives is called when all is written, before the first is named,
        with what is known of them by then.

        After an error what has its name is entered all the same, and nothing hidden stays.
        """
        self.settle(case)
        later = self._held(case)  # of an earlier end, and still not to be looked at
        own = [(Phase.WRITING, each) for each in leaving]
        self._note(case, [*later, *own])

        def are_written(whole: Sequence[Leaving]) -> None:
            nonlocal own
            named = [(Phase.NAMING, each) for each in whole]
            self._note(case, [*later, *named])
            own = named
            faultpoint("export.written")

        try:
            faultpoint("export.noted")
            yield are_written
        except BaseException:
            with suppress(DhrError):  # the first trouble is told; what cannot be entered now is at the next opening
                self._settle(case, [*later, *own])
            raise
        self._note(case, later)

    def settle(self, case: CaseFile) -> list[Path]:
        """What an earlier end left: entered where it has left, removed where it has not. What was entered now."""
        held = self._held(case)
        return self._settle(case, held) if held and not case.is_read_only else []

    def still_noted(self, case: CaseFile) -> list[Path]:
        """What could not be looked at yet: on a drive that is not here, or locked by another program."""
        return [each.to for _, each in self._held(case)]

    def _held(self, case: CaseFile) -> list[Noted]:
        held = how_it_was_left.kept(case, self.noted_as) or {"files": []}
        return [(Phase(each["phase"]), _from_plain(each)) for each in held["files"]]

    def _settle(self, case: CaseFile, noted: Sequence[Noted]) -> list[Path]:
        entered: list[Path] = []
        later: list[Noted] = []
        for phase, each in noted:
            try:
                if not each.to.parent.is_dir():
                    later.append((phase, each))  # on a drive that is not here now
                elif phase is Phase.WRITING or each.beside.exists():
                    private_files.remove_hidden(each.beside)
                elif not self.is_entered(case, each):
                    self.enter(case, each, self._certainty(each))
                    entered.append(each.to)
            except OSError:
                later.append((phase, each))  # it is there and cannot be looked at now
        self._note(case, later)
        return entered

    def _certainty(self, leaving: Leaving) -> Certainty:
        if not leaving.to.exists():
            return Certainty.NOT_CERTAIN
        try:
            is_it = self.hash_of(leaving.to) == leaving.sha256
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            is_it = False  # something else lies there
        return Certainty.LEFT if is_it else Certainty.NOT_CERTAIN

    def _note(self, case: CaseFile, noted: Sequence[Noted]) -> None:
        plain = {"files": [_plain(phase, each) for phase, each in noted]} if noted else None
        how_it_was_left.keep(case, self.noted_as, plain)


def _plain(phase: Phase, leaving: Leaving) -> dict[str, Any]:
    departure = asdict(leaving.departure) if leaving.departure is not None else None
    detail = json.loads(json.dumps(leaving.detail, default=str))
    return {
        "phase": phase, "to": str(leaving.to), "beside": str(leaving.beside), "departure": departure,
        "passed": leaving.passed, "detail": detail, "sha256": leaving.sha256,
    }  # fmt: skip


def _from_plain(held: dict[str, Any]) -> Leaving:
    departure = Departure(**held["departure"]) if held["departure"] is not None else None
    return Leaving(Path(held["to"]), Path(held["beside"]), departure, held["passed"], held["detail"], held["sha256"])
