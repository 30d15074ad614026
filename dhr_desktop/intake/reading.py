"""Reading a stranger's file without opening it here: a process for each file, with one always waiting.

A worker that dies, hangs or grows is a file that could not be read; the next file is read by the next worker. One whose
copy has read a file well takes the next: it has looked at nothing itself.
"""

from __future__ import annotations

import itertools
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from .package import LARGEST_FILE
from .pages import Document, Refused, from_lines
from .recognise import REFUSALS
from .worker import CAN_COPY, DONE, GO

WALL_SECONDS = 30
LARGEST_ANSWER = 400 * 2**20
LOOK_SECONDS = 0.1
SECONDS_TO_END = 2  # once it has answered
TOO_MUCH = (
    "This file could not be read: it needed more memory or time than any chronology does. "
    "Ask the agency to save only the chronology as a new file."
)
TOO_SLOW = (
    "This file was not read within 30 seconds. If this laptop is busy with other things, bring the file in again when it is not; "
    "if not, ask the agency to save only the chronology as a new file."
)


class Stopped(Exception):
    """The chair pressed Cancel."""


class Readers:
    """Workers, one a file. Use as a context, so that the one that waits is not left behind."""

    def __init__(self) -> None:
        self._waiting: list[subprocess.Popen[bytes]] = []
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> Readers:
        self._keep_spare()
        return self

    def __exit__(self, *about: object) -> None:
        self._closed = True
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for each in waiting:
            _end(each)

    def _keep_spare(self) -> None:
        with self._lock:
            if not self._waiting and not self._closed:
                self._waiting.append(_start())

    def _worker(self) -> subprocess.Popen[bytes]:
        with self._lock:
            worker = self._waiting.pop() if self._waiting else None
        return worker if worker is not None else _start()

    def _take_back(self, worker: subprocess.Popen[bytes]) -> bool:
        with self._lock:
            if not self._closed:
                self._waiting.append(worker)
                return True
        return False

    def read(self, name: str, data: bytes, stopped: Callable[[], bool] = lambda: False) -> Document:
        """The document, or `Refused` with its sentence; `Stopped` within a moment of being asked to."""
        if len(data) > LARGEST_FILE:
            raise Refused(REFUSALS["large"])
        worker = self._worker()
        told: list[bytes] = []
        talk = threading.Thread(target=_talk, args=(worker, name, data, told), name="reader of a file", daemon=True)
        talk.start()
        if not CAN_COPY:
            self._keep_spare()
        until = time.monotonic() + WALL_SECONDS
        try:
            while talk.is_alive():
                talk.join(LOOK_SECONDS)
                if stopped():
                    raise Stopped
                if time.monotonic() > until:
                    raise Refused(TOO_SLOW)
        finally:
            is_well = CAN_COPY and not talk.is_alive() and bool(told) and _ended_well(worker)
            if not (is_well and self._take_back(worker)):
                _end(worker)
            talk.join()
        return _document(told)


def _start() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-I", "-X", "utf8", "-c", _BOOT]
    if getattr(sys, "frozen", False):
        command = [sys.executable, "--read-one-file"]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE if CAN_COPY else subprocess.DEVNULL,
        cwd=os.sep, env=_environment(), close_fds=True, bufsize=0,
    )  # fmt: skip


_ROOM = str(Path(__file__).resolve().parents[2])
_BOOT = f"import sys; sys.path[:0] = {[_ROOM]!r}; from dhr_desktop.intake.worker import main; main()"


def _environment() -> dict[str, str]:
    """Nothing of ours but what a process needs to start."""
    return {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG", "LC_ALL") if name in os.environ}


def _talk(worker: subprocess.Popen[bytes], name: str, data: bytes, told: list[bytes]) -> None:
    assert worker.stdin and worker.stdout
    written = name.encode("utf-8", "replace")[:4096]
    with suppress(OSError, ValueError):
        _send(worker.stdin, GO + struct.pack(">IQ", len(written), len(data)) + written)
        _send(worker.stdin, data)
    with suppress(OSError, ValueError, struct.error):
        size = struct.unpack(">Q", _taken(worker.stdout, 8))[0]
        if size <= LARGEST_ANSWER:
            answer = _taken(worker.stdout, size)
            if len(answer) == size:
                told.append(answer)


def _send(pipe: IO[bytes], data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[pipe.write(rest) :]


def _taken(pipe: IO[bytes], size: int) -> bytes:
    """As many bytes as were asked for, or fewer where the other end has gone."""
    taken = bytearray()
    while len(taken) < size and (part := pipe.read(min(size - len(taken), 2**20))):
        taken += part
    return bytes(taken)


def _ended_well(worker: subprocess.Popen[bytes]) -> bool:
    """Whether the copy that read the file has gone and left nothing in the pipe that the next would be taken to say."""
    assert worker.stdout and worker.stderr
    has_said, _, _ = select.select([worker.stderr], [], [], SECONDS_TO_END)
    if not has_said or worker.stderr.read(1) != DONE:
        return False
    left_over, _, _ = select.select([worker.stdout], [], [], 0)
    return not left_over


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.kill()
    for pipe in (worker.stdin, worker.stdout, worker.stderr):
        with suppress(OSError, ValueError):
            if pipe is not None:
                pipe.close()
    worker.wait()


def _document(told: list[bytes]) -> Document:
    """The answer, checked; anything else is a file that could not be read."""
    if not told:
        raise Refused(TOO_MUCH)
    try:
        pieces = _pieces(told[0])
        first = next(pieces)
        if first[0] == "refused":
            raise Refused(str(first[1])[:500])
        return from_lines(itertools.chain([first], pieces))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, StopIteration) as problem:
        raise Refused(TOO_MUCH) from problem


def _pieces(told: bytes) -> Iterator[list[Any]]:
    for line in told.split(b"\n"):
        yield json.loads(line)
