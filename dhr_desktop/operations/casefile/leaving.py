"""Export everything: a folder another program can rebuild the whole case from, without this one.

It holds every real name in the clear, so both doors warn before it is made.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dhr_desktop import __version__
from dhr_desktop.core.agencies import Submission
from dhr_desktop.core.documents import WORKING
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.progress import Progress
from dhr_desktop.files import tables
from dhr_desktop.operations.names.half_left import EVERYTHING, Certainty, Door, Leaving
from dhr_desktop.operations.names.presented import edition_of
from dhr_desktop.storage import dump
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.opening import open_with_key
from dhr_desktop.storage.schema import USER_VERSION
from dhr_desktop.storage.vault import Key, told_plainly
from dhr_desktop.system import private_files
from dhr_desktop.system.faultpoint import faultpoint
from dhr_desktop.system.file_names import safe_name

WARNING = (
    "This writes the whole case outside the encrypted file: every real name, every record and every agency's "
    "original. Keep the folder only on an encrypted drive, and destroy it when it has served."
)


ACTIONS = {
    Certainty.LEFT: "exported everything",
    Certainty.NOT_CERTAIN: "exported everything (not certain that it left)",
}
"""In the journal."""
MANIFEST = "manifest.json"
BESIDES = 2  # the manifest and the word on what is what: no hash of theirs stands in it


@dataclass(frozen=True, slots=True)
class Written:
    folder: Path
    files: int
    rows: int
    originals: int


def export_everything(case: CaseFile, folder: Path, progress: Progress | None = None) -> Written:
    """Every table as CSV and JSON, every original, the journal with its salts, and a manifest of hashes."""
    if edition_of(case) != WORKING:
        raise Refused("Everything can only leave with its real names. Go back to the working edition first.")
    return leave_with_everything(case, folder, lambda beside: _write_all(case, beside, progress or Progress()))


def leave_with_everything(case: CaseFile, folder: Path, write: Callable[[Path], Written]) -> Written:
    """Written under a hidden name by whoever is given, then named, then noted in the journal."""
    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        raise Refused(f"There is already something at {folder.name}. Choose a new or empty folder.")
    if not folder.parent.is_dir():
        raise Refused(f"There is no folder {folder.parent.name} there. Make it first, or choose another.")
    beside = private_files.leaving_name(folder)
    begun = Leaving(folder, beside, detail={"after": case.seal.seq})
    with DOOR.noted(case, [begun]) as are_written, told_plainly(folder):
        written = replace(write(beside), folder=folder)
        whole = replace(begun, sha256=_hash_of(beside), detail={**begun.detail, "files": written.files})
        are_written([whole])
        if folder.is_dir():
            folder.rmdir()
        beside.replace(folder)
        faultpoint("everything.named")
        _note_that_it_left(case, whole, Certainty.LEFT)
    return written


def write_everything_of(path: Path, key: Key, beside: Path) -> Written:
    """The same of a copy of a case, by another process than the one that holds the case and names what was written."""
    case = open_with_key(path, key, read_only=True)
    try:
        with told_plainly(beside):
            return _write_all(case, beside, Progress())
    finally:
        case.close()


def _note_that_it_left(case: CaseFile, leaving: Leaving, certainty: Certainty) -> None:
    case.note(ACTIONS[certainty], files=leaving.detail["files"], sha256=leaving.sha256)


def _hash_of(folder: Path) -> str:
    """Of the manifest, in which the hash of everything else stands."""
    return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()


def _is_noted(case: CaseFile, leaving: Leaving) -> bool:
    return any(line.action in ACTIONS.values() for line in case.lines(after=leaving.detail["after"]))


DOOR = Door(EVERYTHING, _note_that_it_left, _is_noted, _hash_of)


def _write_all(case: CaseFile, folder: Path, progress: Progress) -> Written:
    private_files.make_folder(folder)
    hashes: dict[str, str] = {}
    rows_written = 0
    listed = list(dump.tables(case, with_frame=True))
    for name, columns, rows in progress.over(listed, total=len(listed), words="Writing tables"):
        plain = [[_plain(value) for value in row] for row in rows]
        _put(folder, f"tables/{name}.json", _json({"columns": columns, "rows": plain}), hashes)
        words = [["" if value is None else str(value) for value in row] for row in plain]
        _put(folder, f"tables/{name}.csv", tables.csv_bytes([columns, *words]), hashes)
        rows_written += len(rows)
        faultpoint("everything.one table written")
    names = _original_names(case)
    count = 0
    for sha256, data in dump.originals(case):
        _put(folder, f"originals/{names.get(sha256, sha256[:16])}", data, hashes)
        count += 1
    about = {
        "program": f"DHR Desktop {__version__}", "format": USER_VERSION, "case_id": case.case_id,
        "seal": str(case.seal), "originals": names, "sha256": hashes,
    }  # fmt: skip
    private_files.write(folder / "README.txt", README.encode("utf-8"))
    private_files.write(folder / MANIFEST, _json(about))
    return Written(folder, len(hashes) + BESIDES, rows_written, count)


README = """Everything one DHR Desktop case file held, in the clear.

tables/      each table twice: JSON exactly as held, CSV for a spreadsheet (a leading ' guards a formula)
originals/   the agencies' files, byte for byte; manifest.json says which hash has which name
tables/journal.json and tables/journal_content.json are the audit chain: each line's hash is the SHA-256
of the hash before it and the line; each content_hash is the SHA-256 of salt and body (both in hex;
a body is zlib-compressed JSON, one change a line).
manifest.json holds the SHA-256 of every file here.
"""


def _put(folder: Path, name: str, data: bytes, hashes: dict[str, str]) -> None:
    path = folder / name
    private_files.make_folder(path.parent)
    private_files.write(path, data)
    hashes[name] = hashlib.sha256(data).hexdigest()


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=0).encode("utf-8")


def _original_names(case: CaseFile) -> dict[str, str]:
    """A safe, unique name for each original, as near the agency's own as is safe."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for submission in case.all(Submission):
        name = safe_name(submission.file_name)
        number = 2
        while name.lower() in taken:
            name = safe_name(f"{number} {submission.file_name}")
            number += 1
        taken.add(name.lower())
        names[submission.sha256] = name
    return names
