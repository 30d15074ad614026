"""Where the program keeps its own things, and where it reads what it ships."""

from __future__ import annotations

import os
import sys
from pathlib import Path

APP_FOLDER = "DHR Desktop"


def resources() -> Path:
    """The shipped data: beside the package from source, inside the bundle when frozen."""
    bundle = getattr(sys, "_MEIPASS", None)
    root = Path(bundle) if bundle else Path(__file__).resolve().parents[2]
    return root / "resources"


def templates() -> Path:
    return resources().parent / "templates"


def data_home() -> Path:
    """Local application data, which no sync client touches: cases, backups, preferences."""
    if chosen := os.environ.get("DHR_HOME"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData/Local")) / APP_FOLDER
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support" / APP_FOLDER
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "dhr-desktop"


def private_folder(path: Path) -> Path:
    """A folder that only its owner can read."""
    path.mkdir(parents=True, exist_ok=True)
    if os.name == "posix":
        path.chmod(0o700)
    return path


def cases() -> Path:
    return private_folder(data_home() / "cases")


def backups() -> Path:
    return private_folder(data_home() / "backups")


def rescues() -> Path:
    return private_folder(data_home() / "rescued")
