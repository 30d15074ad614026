"""What was made from the case, kept until what it was made from is no longer as it was.

Nobody writes down by hand what a table or a sentence was made from: that would be forgotten the first time somebody
adds a line. Whatever is made is made from a `Watched` case, which notes each kind of record that was asked for. The
list of a kind is the same list until one of its records changes, so looking whether something still stands costs a
glance at a few lists, however many records are in them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

from dhr_desktop.core.agencies import Row
from dhr_desktop.core.case import BY_KIND
from dhr_desktop.core.changes import Seal
from dhr_desktop.core.fields import Record
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system.clock import Clock

T = TypeVar("T")
R = TypeVar("R", bound=Record)
ANYTHING, TODAY, _FILE = "anything", "today", "file:"
_NEVER_CHANGES = frozenset({"path", "key", "case_id", "read_only_because"})
_SMALL = (str, int, date, Seal)
ONLY_READ = "What is watched is only read."
Seen = dict[str, object]
"""What was asked for, and what it was: the list of a kind, the day, the journal's last line."""


class Watched(CaseFile):
    """Reads as the case does, and notes what it was asked for. Changes nothing."""

    unwatched: CaseFile
    _open: list[Seen]

    def __init__(self, case: CaseFile) -> None:
        self.__dict__.update(unwatched=case, _open=[])

    def __getattr__(self, name: str) -> Any:
        """Whatever has no reader of its own below may depend on anything: it stands for one state of the case only."""
        held = getattr(self.__dict__["unwatched"], name)
        if name not in _NEVER_CHANGES:
            self._note(ANYTHING)
        return held

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{name} of a watched case is not set")

    def look_at(self, case: CaseFile) -> None:
        """Read another copy of the records from now on; what is the same list in both still stands."""
        self.__dict__["unwatched"] = case

    # ---- what was asked for ----------------------------------------------------------------------------

    @contextmanager
    def noting(self) -> Any:
        """Everything that is asked for within, and what it was when it was first asked for."""
        seen: Seen = {}
        self._open.append(seen)
        try:
            yield seen
        finally:
            self._open.pop()
            self.add(seen)

    def add(self, seen: Seen) -> None:
        """What is being made stands on all this too."""
        if self._open:
            for name, was in seen.items():
                self._open[-1].setdefault(name, was)

    def stands(self, seen: Seen) -> bool:
        return all(_is_same(was, self._now(name)) for name, was in seen.items())

    def _note(self, name: str) -> object:
        now = self._now(name)
        if self._open:
            self._open[-1].setdefault(name, now)
        return now

    def _now(self, name: str) -> object:
        if name == TODAY:
            return self.unwatched.clock.now().date()
        if name == ANYTHING:
            return self.unwatched.seal
        if name.startswith(_FILE):
            return _state_of(Path(name.removeprefix(_FILE)))
        return self.unwatched.all(BY_KIND[name])

    def note_file(self, path: Path) -> None:
        """A file of this laptop's, outside the case: it stands for as long as it is the same file."""
        self._note(f"{_FILE}{path}")

    def _note_kind(self, kind: type[Record]) -> None:
        """The agencies' rows are not brought into memory to look whether they changed."""
        self._note(ANYTHING if kind is Row else kind.KIND)

    # ---- reading ---------------------------------------------------------------------------------------

    def all(self, kind: type[R]) -> list[R]:
        if kind is Row:
            self._note(ANYTHING)
            return self.unwatched.all(kind)
        return cast(list[R], self._note(kind.KIND))

    def get(self, kind: type[R], id: int) -> R | None:
        self._note_kind(kind)
        return self.unwatched.get(kind, id)

    def count(self, kind: type[Record]) -> int:
        self._note_kind(kind)
        return self.unwatched.count(kind)

    def find(self, id: int) -> Record | None:
        """An id is never used twice, so a record that is found changes with its kind; one that is not may come back."""
        found = self.unwatched.find(id)
        if not self._open:
            return found
        if found is None:
            self._note(ANYTHING)
            return None
        self._note_kind(type(found))
        return self.unwatched.find(id)

    @property
    def clock(self) -> Clock:  # type: ignore[override]  # asked for what day it is
        self._note(TODAY)
        return self.unwatched.clock

    # ---- never changing --------------------------------------------------------------------------------

    def step(self, action: str, words: str = "", *, gesture: str = "", sort: str = "edit") -> Any:
        raise AssertionError(ONLY_READ)

    def note(self, action: str, **detail: Any) -> None:
        raise AssertionError(ONLY_READ)

    def undo(self) -> Any:
        raise AssertionError(ONLY_READ)

    redo = undo

    def close(self, *, clean: bool = True) -> None:
        raise AssertionError(ONLY_READ)


def _is_same(was: object, now: object) -> bool:
    """The same list; or an equal day, line, number or word. Long things are not compared letter by letter."""
    return was is now or (isinstance(was, _SMALL) and was == now)


def _state_of(path: Path) -> str:
    try:
        about = path.stat()
    except OSError:
        return "not there"
    return f"{about.st_ino} {about.st_size} {about.st_mtime_ns}"


def note_file(case: CaseFile, path: Path) -> None:
    """Said by whoever reads a file of this laptop's for a case, whichever way the case is read."""
    inner = getattr(case, "real", case)
    if isinstance(inner, Watched):
        inner.note_file(path)


def unwatched(case: CaseFile) -> CaseFile:
    """The case itself, to keep by it what is looked up by whoever reads."""
    return case.unwatched if isinstance(case, Watched) else case


@dataclass(slots=True)
class _Held:
    value: Any
    parts: tuple[object, ...]
    seen: Seen


@dataclass
class Kept:
    """Values by name, each made again when its parts are others or the case is not what it was made from.

    Without a watched case it is a memory for one making: everything in it stands for as long as it lives.
    """

    watched: Watched | None = None
    _held: dict[Hashable, _Held] = field(default_factory=dict, repr=False)
    made_again: int = 0
    """How many values were made: what a test or a measure looks at."""

    def value(self, name: Hashable, make: Callable[[], T], *parts: object) -> T:
        """What `make` makes of the case and of these parts."""
        held = self._held.get(name)
        if held is None or not self._stands(held, parts):
            held = self._held[name] = self._made(make, parts)
        elif self.watched is not None:
            self.watched.add(held.seen)
        return cast(T, held.value)

    def before(self, name: Hashable) -> Any:
        """What was last made under a name, whether or not it still stands."""
        held = self._held.get(name)
        return held.value if held is not None else None

    def _stands(self, held: _Held, parts: tuple[object, ...]) -> bool:
        if len(held.parts) != len(parts) or not all(map(_is_same, held.parts, parts)):
            return False
        return self.watched is None or self.watched.stands(held.seen)

    def _made(self, make: Callable[[], Any], parts: tuple[object, ...]) -> _Held:
        self.made_again += 1
        if self.watched is None:
            return _Held(make(), parts, {})
        with self.watched.noting() as seen:
            value = make()
        return _Held(value, parts, seen)
