"""What the program remembers between runs: looks and habits, and no case's name unless asked to."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from . import private_files
from .folders import data_home, private_folder


@dataclass(frozen=True, slots=True)
class Preferences:
    theme: str = "system"  # system, light, dark or contrast
    text_percent: int = 100
    lock_after_minutes: int = 10
    remember_recent: bool = False
    recent: tuple[str, ...] = ()
    second_backup_folder: str = ""
    chronology_columns: tuple[str, ...] = ()  # as the chair has arranged them; none: as they come
    chronology_lines: int = 3  # of text in a row
    second_backup_reached: str = ""  # the last day it was reached, for the seven-day reminder

    def remembering(self, case_path: str) -> Preferences:
        """With this case first among the recent ones - if remembering is switched on at all."""
        if not self.remember_recent:
            return replace(self, recent=())
        return replace(self, recent=(case_path, *(p for p in self.recent if p != case_path))[:8])


def _path() -> Path:
    return private_folder(data_home()) / "preferences.json"


def load_preferences() -> Preferences:
    """The kept preferences; whatever cannot be read is as if never set."""
    try:
        kept = json.loads(_path().read_text("utf-8"))
    except (OSError, ValueError):
        return Preferences()
    if not isinstance(kept, dict):
        return Preferences()
    known = {each.name: type(each.default) for each in fields(Preferences)}
    fitting = {
        name: tuple(map(str, value)) if isinstance(value, list) else value
        for name, value in kept.items()
        if name in known
    }
    kept_well = {name: value for name, value in fitting.items() if isinstance(value, known[name])}
    return Preferences(**kept_well)  # type: ignore[arg-type]  # each value has just been checked


def save_preferences(preferences: Preferences) -> None:
    private_files.write(_path(), json.dumps(asdict(preferences), indent=1).encode("utf-8", "surrogatepass"))
