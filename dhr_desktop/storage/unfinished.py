"""A case whose last change was cut off by a crash, lying where nothing may be written beside it.

SQLite keeps the pages as they were in a side file until a change is whole. A writer's opening puts
them back by itself. A reader's cannot, and to read the file without them would be to read half a
change. So the pair, file and side file, is copied to a private folder of this program, made whole
there and read there; the place it came from is not touched.
"""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from dhr_desktop.core.errors import CaseInUse, DhrError
from dhr_desktop.system import folders
from dhr_desktop.system.processes import is_running

TRIES = 3


def copy_pair(path: Path, side_file: Path) -> Path:
    """Both files, under their own names, in a new private folder; the copy of the case is returned."""
    folder = _new_folder()
    copy = folder / path.name
    try:
        for _ in range(TRIES):
            before = _looks(path, side_file)
            shutil.copyfile(path, copy)  # into a folder that only its owner can enter
            shutil.copyfile(side_file, folder / side_file.name)
            if _looks(path, side_file) == before:
                return copy
    except OSError as problem:
        forget(copy)
        raise DhrError(
            f"{path.name} was not closed properly, and the file {side_file.name} beside it, which holds the rest of "
            f"the case, cannot be read ({problem.strerror}). Check that you may read both, and open the case again."
        ) from problem
    forget(copy)
    raise CaseInUse(f"{path.name} is being written by another program. Wait until it has finished, and open it again.")


def forget(copy: Path) -> None:
    shutil.rmtree(copy.parent, ignore_errors=True)


def _looks(*paths: Path) -> list[tuple[int, int, int]]:
    """What would differ if one of the files were written while it is copied."""
    return [(about.st_ino, about.st_size, about.st_mtime_ns) for about in (path.stat() for path in paths)]


def _new_folder() -> Path:
    home = folders.private_folder(folders.data_home() / "reading")
    for left_over in home.iterdir():
        process = left_over.name.partition("-")[0]
        if not (process.isdecimal() and is_running(int(process))):
            shutil.rmtree(left_over, ignore_errors=True)
    return folders.private_folder(home / f"{os.getpid()}-{secrets.token_hex(4)}")
