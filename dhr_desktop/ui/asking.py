"""The questions that need the system's own file choosers. Passed in, so that a test answers them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from dhr_desktop.system import folders


class Choosers:
    """Asks a person for a file or a folder; None when they think better of it."""

    _used: Path | None = None  # for as long as the program runs: a folder's name may name somebody

    def usual(self) -> Path:
        """Where what comes from others and goes to them is looked for first: the folder used last, or Documents."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        known = (self._used, Path(documents) if documents else None)
        return next((each for each in known if each is not None and each.is_dir()), Path.home())

    def _use(self, folder: Path) -> None:
        """The program's own folders are not where exports go."""
        if folder not in (folders.cases(), folders.backups(), folders.rescues()):
            self._used = folder

    def file_to_open(self, parent: QWidget, title: str, folder: Path, pattern: str) -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(parent, title, str(folder), pattern)
        return self._taken(chosen)

    def file_to_write(self, parent: QWidget, title: str, proposed: Path, pattern: str) -> Path | None:
        """The system's chooser asks before it gives back the name of a file that is there."""
        chosen, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), pattern)
        return self._taken(chosen)

    def folder(self, parent: QWidget, title: str, folder: Path) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(parent, title, str(folder))
        if chosen:
            self._use(Path(chosen))
        return Path(chosen) if chosen else None

    def _taken(self, chosen: str) -> Path | None:
        if chosen:
            self._use(Path(chosen).parent)
        return Path(chosen) if chosen else None
