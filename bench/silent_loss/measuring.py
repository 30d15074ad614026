"""One file after another, each read in processes of its own: a reader that dies, hangs or grows is told and ends there."""

from __future__ import annotations

import faulthandler
import multiprocessing
import resource
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from . import agreeing, libraries, office, plain, rich_text, walk
from .placing import misplaced
from .words import Held, Missing, Reading, compare

SECONDS_OURS, SECONDS_THEIRS = 240, 60
MEMORY = 4 * 2**30
TRUE_END = (".", "?", ")")
_ZIPPED_WORD = {".docx", ".docm", ".dotx", ".dotm"}
_ZIPPED_SHEET = {".xlsx", ".xlsm", ".xltx"}
ENDINGS = {
    *_ZIPPED_WORD,
    *_ZIPPED_SHEET,
    ".xls",
    ".xlsb",
    ".ods",
    ".odt",
    ".rtf",
    ".csv",
    ".tsv",
    ".txt",
    ".pdf",
    ".htm",
    ".html",
}
Reader = Callable[[Path], Reading]


def readers_for(path: Path) -> list[Reader]:
    ending = path.suffix.lower()
    readers: list[Reader] = []
    if ending in (*_ZIPPED_SHEET, ".xls", ".xlsb", ".ods"):
        readers.append(libraries.by_calamine)
    if ending in _ZIPPED_SHEET:
        readers.append(libraries.by_openpyxl)
    if ending in _ZIPPED_WORD:
        readers.append(libraries.by_python_docx)
    if ending in (*_ZIPPED_SHEET, *_ZIPPED_WORD, ".ods", ".odt"):
        readers.append(walk.walk)
    if ending == ".rtf":
        readers.append(rich_text.by_groups)
    if ending in (".csv", ".tsv", ".txt"):
        readers.append(plain.by_lines)
    if ending in (".htm", ".html"):
        readers.append(plain.by_tags)
    if ending == ".pdf":
        readers.append(libraries.by_pdftotext)
    return readers


def files_under(folders: Sequence[Path]) -> list[Path]:
    found = [each for folder in folders for each in ([folder] if folder.is_file() else sorted(folder.rglob("*")))]
    return [path for path in found if path.is_file() and path.suffix.lower() in ENDINGS]


@dataclass(slots=True)
class Measured:
    """One file: what we made of it, and by reader what is missing. A file refused with a sentence misses nothing."""

    path: Path
    held: Held
    missing: list[Missing] = field(default_factory=list)
    misplaced: list[Missing] = field(default_factory=list)  # held, and not in what their own row became
    could_be_read_by: dict[str, int] = field(default_factory=dict)  # of a refused file: the reader, and its words
    troubles: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def lost(self) -> int:
        """Words lost: by the reader that misses most, since they see the same words."""
        return max((each.count for each in self.missing if each.is_counted), default=0)

    @property
    def moved(self) -> int:
        """Words in another row's entry: by the reader that tells of most."""
        return max((each.count for each in self.misplaced), default=0)

    @property
    def seen(self) -> int:
        return max((each.seen for each in self.missing), default=0)

    @property
    def is_raw(self) -> bool:
        """A refusal that is a library's text and not a sentence of ours."""
        said = self.held.refusal
        return bool(said) and (not said.endswith(TRUE_END) or "Error" in said or "Exception" in said or "0x" in said)


def measure(
    paths: Sequence[Path], *, quick: bool = False, at_a_time: int = 20, kept: Path | None = None
) -> Iterator[Measured]:
    """Every file measured; `quick` leaves LibreOffice out, which costs most; its conversions may be `kept` in a folder."""
    for at in range(0, len(paths), at_a_time):
        some = paths[at : at + at_a_time]
        shown = {} if quick or not office.is_here() else office.by_libreoffice(some, kept)
        for path, held in zip(some, _all_held(some), strict=True):
            started = time.perf_counter()
            readings = [_apart(reader, path) for reader in readers_for(path)]
            if path in shown:
                readings.append(shown[path])
            one = judged(path, held, readings)
            one.seconds = time.perf_counter() - started + held.seconds
            yield one


def judged(path: Path, held: Held, readings: Sequence[Reading]) -> Measured:
    one = Measured(path, held)
    for reading in agreeing.parted(readings):
        if reading.trouble:
            one.troubles[reading.reader] = reading.trouble
        if held.refusal:
            seen = compare(reading, Held()).seen
            if seen:
                one.could_be_read_by[reading.reader] = seen
        else:
            alike = [compare(each, held) for each in (reading, *reading.others)]
            one.missing.append(min(alike, key=lambda missing: missing.count))
            one.missing[-1].is_counted = reading.is_counted
            if held.of_rows and reading.is_counted:
                one.misplaced.append(misplaced(reading, held))
    return one


# ---- processes ----------------------------------------------------------------------------------


def _all_held(paths: Sequence[Path]) -> list[Held]:
    """All in one process, which is quick; when that gives no answer, each by itself to see which it was."""
    from . import ours

    answer = _run(ours.hold, paths, SECONDS_OURS * 2, None)
    if isinstance(answer, list):
        return answer
    if len(paths) > 1:
        return [held for path in paths for held in _all_held([path])]
    return [Held(trouble=str(answer))]


def _apart(reader: Reader, path: Path) -> Reading:
    answer = _run(reader, path, SECONDS_THEIRS, MEMORY)
    if isinstance(answer, Reading):
        return answer
    return Reading(reader.__name__.removeprefix("by_"), trouble=str(answer))


def _run(work: Callable[[Any], Any], path: Any, seconds: float, memory: int | None) -> Any:
    """What the work gives, or why it gave nothing, as a string."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(work, path, sender, seconds, memory))
    process.start()
    sender.close()
    try:
        if not receiver.poll(seconds + 10):
            return f"it hung: no answer after {seconds:.0f} seconds"
        return receiver.recv()
    except EOFError:
        process.join()
        return f"its process died ({process.exitcode})"
    finally:
        if process.is_alive():
            process.join(2)
        if process.is_alive():
            process.kill()
        process.join()
        receiver.close()


def _child(work: Callable[[Any], Any], path: Any, sender: Connection, seconds: float, memory: int | None) -> None:
    def too_long(*about: object) -> None:
        raise TimeoutError(f"no answer after {seconds:.0f} seconds")

    faulthandler.disable()
    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(int(seconds))
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        answer: Any = work(path)
    except BaseException as problem:  # whatever it is, it is this file's result
        answer = f"{type(problem).__name__}: {str(problem)[:200]}"
    signal.alarm(0)
    sender.send(answer)
    sender.close()
