"""Delimited text in and out: a CSV file, or cells pasted from a spreadsheet.

Whatever comes in is a stranger's: it is decoded by rule, never guessed, and never run. Whatever goes
out cannot start a formula in the program that opens it.
"""

from __future__ import annotations

import csv
import errno
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dhr_desktop.core.errors import DiskFull, Refused, UnreadableTable, WriteFailed
from dhr_desktop.core.signs import clean
from dhr_desktop.storage.vault import refuse_if_open_here
from dhr_desktop.system import private_files

MAX_BYTES = 50 * 1024 * 1024
MAX_CELL = 32_767
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def read_bytes(path: Path) -> bytes:
    refuse_if_open_here(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableTable(f"{path.name} is larger than 50 MB. Split it, and import the parts.")
        return path.read_bytes()
    except OSError as problem:
        reason = problem.strerror or "it is not there"
        raise UnreadableTable(f"{path.name} could not be read ({reason}). Check the name and the folder.") from None


def decode(untrusted: bytes) -> str:
    """BOM, then the count of NULs, then strict UTF-8, then Windows-1252: right on every UK case tried."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
    ):  # fmt: skip
        if untrusted.startswith(mark):
            return untrusted.decode(encoding, "replace")
    start = untrusted[:4000]
    if start.count(0) > len(start) // 4:
        return untrusted.decode("utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be", "replace")
    try:
        return untrusted.decode("utf-8")
    except UnicodeDecodeError:
        return untrusted.decode("cp1252", "replace")


def rows_from(untrusted_text: str) -> list[list[str]]:
    """Cells from text with commas, semicolons or tabs between; blank rows are left out."""
    text = untrusted_text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    first = text.partition("\n")[0]
    mark = max(("\t", ",", ";"), key=first.count)
    csv.field_size_limit(MAX_CELL * 4)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=mark, strict=False))
    except csv.Error as problem:
        raise UnreadableTable(f"The table could not be read ({problem}). Save it again as CSV and try again.") from None
    return [[_unguarded(cell) for cell in row] for row in rows if any(cell.strip() for cell in row)]


def _unguarded(cell: str) -> str:
    """A cell we guarded on the way out comes back as it was."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a mark, so that spreadsheets read it right, and with no live formula in it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(clean(cell)) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def write_new(path: Path, data: bytes, *, overwrite: bool = False) -> None:
    """Whole or absent: written beside under another name, flushed, then named."""
    refuse_unless_free(path, overwrite=overwrite)
    with _told_plainly(path), private_files.writing(path) as file:
        file.write(data)


def refuse_unless_free(path: Path, *, overwrite: bool) -> None:
    if path.exists() and not overwrite:
        raise Refused(f"There is already a file called {path.name} there. Choose another name, or say to replace it.")
    refuse_if_open_here(path)
    if not path.parent.is_dir():
        raise Refused(f"There is no folder {path.parent.name} there. Make it first, or choose another.")


def write_hidden(beside: Path, path: Path, data: bytes) -> None:
    """The bytes of a file that is to be called `path`, under the name it has until it is whole."""
    with _told_plainly(path), private_files.writing_hidden(beside) as file:
        file.write(data)


def name_hidden(beside: Path, path: Path) -> None:
    with _told_plainly(path):
        beside.replace(path)


@contextmanager
def _told_plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        if problem.errno == errno.ENOSPC:
            raise DiskFull(
                f"The disk is full, so {path.name} was not written. Free some space and try again."
            ) from None
        raise WriteFailed(f"{path.name} could not be written ({problem.strerror}). Choose another folder.") from None
