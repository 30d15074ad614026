"""Every command once: its name, its key, when it can be used and what it does.

The menu of keys, the buttons and the search box all read this list, so a command cannot be in one and
missing from another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    run: Callable[[], object]
    key: str = ""
    is_enabled: Callable[[], bool] = lambda: True
    says: Callable[[], str] | None = None  # a name that changes, as Undo's does

    @property
    def words(self) -> str:
        return self.says() if self.says else self.name

    @property
    def key_words(self) -> str:
        return QKeySequence(self.key).toString(QKeySequence.SequenceFormat.NativeText)


def fitting(commands: list[Command], typed: str) -> list[Command]:
    """The usable commands in whose name every typed word begins some word, in their own order."""
    wanted = typed.casefold().split()
    found = []
    for command in commands:
        words = command.words.casefold().replace("…", "").split()
        if command.is_enabled() and all(any(word.startswith(each) for word in words) for each in wanted):
            found.append(command)
    return found
