"""The process that reads one file from a stranger and then ends: bytes in by pipe, JSON out, nothing else.

python -m dhr_desktop.intake.worker        reads a name and bytes from standard input

It cannot open a socket, start a process or write a file, and it is limited in memory and time; whatever
happens in it, the program that started it goes on. Where a process can be copied as it stands, one that has its
readers loaded waits and never looks at a file itself: each file is read by a copy of it, which then ends.
"""

from __future__ import annotations

import gc
import json
import os
import struct
import sys
from collections.abc import Iterable
from typing import Any, BinaryIO

from dhr_desktop.system import windows_job

CPU_SECONDS = 10
MEMORY_BYTES = 500 * 2**20
_FORBIDDEN = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.remove", "os.rename", "os.mkdir", "os.rmdir",
    "os.link", "os.symlink", "os.truncate", "os.chmod", "shutil.", "webbrowser.", "ftplib.", "urllib.", "ctypes.dlopen", "winreg.",
)  # fmt: skip


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        writes = (isinstance(mode, str) and any(each in mode for each in "wax+")) or (
            isinstance(flags, int) and flags & 3
        )
        if writes:
            raise PermissionError("a reader writes no file")
    elif event.startswith(_FORBIDDEN):
        raise PermissionError("a reader does nothing but read")


def limit() -> None:
    """What the system can hold this process to; where it cannot, the parent's clock still does."""
    if sys.platform == "win32":
        windows_job.hold_to(MEMORY_BYTES, CPU_SECONDS)
        return
    import resource

    for what, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_NOFILE, 32), (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_DATA, MEMORY_BYTES), (resource.RLIMIT_AS, 3 * MEMORY_BYTES),
    ):  # fmt: skip
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue  # a system without this limit
    _no_new_privileges()


def _no_new_privileges() -> None:
    if sys.platform != "linux":
        return
    import ctypes

    PR_SET_NO_NEW_PRIVS = 38
    ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def _taken(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise SystemExit(0)  # the parent went away
    return data


NOT_FOLLOWED = (
    "This file is built in a way that could not be followed, though nothing says that it is damaged. "
    "Open it in Word or Excel and save it as a new file, or ask the agency to."
)


_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # made once: a row is little to it


def answer(name: str, data: bytes) -> bytes:
    from .pages import Refused, to_lines
    from .recognise import read

    pieces: Iterable[list[Any]]
    try:
        pieces = to_lines(read(data, name))
    except Refused as refusal:
        pieces = [["refused", str(refusal)]]
    except MemoryError:
        raise  # the parent says that it needed too much
    except Exception:  # noqa: BLE001 - a fault of ours: the file is not said to be damaged, or to need too much
        pieces = [["refused", NOT_FOLLOWED]]
    return "\n".join(map(_as_json, pieces)).encode("utf-8", "replace")


GO, DONE = b"\x01", b"\x02"
CAN_COPY = sys.platform == "linux"
"""Elsewhere a copied process is not safe (macOS) or not to be had (Windows): there each file has a fresh one."""


def main() -> None:
    """Reads a file whenever it is told to go. That a copy ended well is said by another way than its answer."""
    from . import docx, docx_flat, ods, odt, plain_text, recognise, rtf, xls, xlsx  # noqa: F401 - loaded before the bytes come
    from .xls import ready

    ready()
    if CAN_COPY:
        import ctypes  # which each copy asks: loaded once, not in every one
        import resource  # noqa: F401

        ctypes.CDLL(None)
    gc.freeze()
    while os.read(0, 1) == GO:
        if CAN_COPY:
            copy = os.fork()
            if copy:
                _, ended = os.waitpid(copy, 0)
                if ended:
                    return
                os.write(2, DONE)
                continue
            _end_with_its_parent()
            os.dup2(0, 2)  # which takes no words: only the one that looks at no file says that all is well
            read_one()
            os._exit(0)  # what it holds needs no taking apart: to do so costs a third as much as reading did
        read_one()
        return


def _end_with_its_parent() -> None:
    import ctypes
    import signal

    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def read_one() -> None:
    limit()
    sys.addaudithook(_guard)
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    name_length, data_length = struct.unpack(">IQ", _taken(stdin, 12))
    name = _taken(stdin, name_length).decode("utf-8", "replace")
    told = answer(name, _taken(stdin, data_length))
    stdout.write(struct.pack(">Q", len(told)))
    stdout.write(told)
    stdout.flush()


if __name__ == "__main__":
    main()
