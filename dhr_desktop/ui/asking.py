"""The questions that need the system's own file choosers. Passed in, so that a test answers them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


class Choosers:
    """Asks a person for a file or a folder; None when they think better of it."""

    def file_to_open(self, parent: QWidget, title: str, folder: Path, pattern: str) -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(parent, title, str(folder), pattern)
        return Path(chosen) if chosen else None

    def file_to_write(self, parent: QWidget, title: str, proposed: Path, pattern: str) -> Path | None:
        """The system's chooser asks before it gives back the name of a file that is there."""
        chosen, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), pattern)
        return Path(chosen) if chosen else None

    def folder(self, parent: QWidget, title: str, folder: Path) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(parent, title, str(folder))
        return Path(chosen) if chosen else None
