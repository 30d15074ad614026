"""A laptop whose power is cut: replays what a traced process did to its files, up to any moment.

Writes not yet flushed are kept, dropped or torn at 512 bytes, each by chance. Flushing a file also
makes its own creation last, as journalling file systems do; removals and renames last only once their
folder is flushed, and on some systems (`folder_flushes=False`) not even then: a random prefix lasts.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
CALL = re.compile(r"^(?:\d+\s+)?(\w+)\((.*)\)\s+= (-?\d+)")


@dataclass
class Act:
    """One thing the process did: "write", "flush", "truncate", "create", "remove", "folder", "ack"."""

    what: str
    name: str = ""
    offset: int = 0
    data: bytes = b""
    number: int = 0


@dataclass
class File:
    lasting: bytearray = field(default_factory=bytearray)
    pending: list[Act] = field(default_factory=list)


def unescaped(words: str) -> bytes:
    return bytes(int(pair, 16) for pair in re.findall(r"\\x([0-9a-f]{2})", words))


def read_trace(trace: Path, folder: Path) -> list[Act]:
    """The acts on files in one folder, in order, from strace -xx -y output."""
    acts: list[Act] = []
    for line in trace.read_text("utf-8", "replace").splitlines():
        found = CALL.match(line)
        if found and int(found[3]) >= 0:
            act = _act(found[1], found[2], int(found[3]), folder)
            if act:
                acts.append(act)
    return acts


def _act(call: str, arguments: str, result: int, folder: Path) -> Act | None:
    quoted = re.findall(r'"((?:\\x[0-9a-f]{2})*)"', arguments)
    at = re.match(r"\d+<([^>]*)>", arguments)
    path = unescaped(at[1]).decode() if at and "\\x" in at[1] else at[1] if at else ""
    if call == "write" and arguments.startswith("1<") and quoted:
        told = unescaped(quoted[0]).decode()
        return Act("ack", number=int(told.split()[1])) if told.startswith("ack ") else None
    if call == "openat" and quoted and "O_CREAT" in arguments:
        path = unescaped(quoted[0]).decode()
        return Act("create", Path(path).name) if Path(path).parent == folder else None
    if call in ("unlink", "unlinkat") and quoted:
        path = unescaped(quoted[-1]).decode()
        return Act("remove", Path(path).name) if Path(path).parent == folder else None
    if not path:
        return None
    if call in ("fsync", "fdatasync") and Path(path) == folder:
        return Act("folder")
    if Path(path).parent != folder:
        return None
    name = Path(path).name
    if call == "pwrite64":
        return Act("write", name, int(arguments.rsplit(",", 1)[1]), unescaped(quoted[0])[:result])
    if call in ("fsync", "fdatasync"):
        return Act("flush", name)
    if call == "ftruncate":
        return Act("truncate", name, int(arguments.rsplit(",", 1)[1]))
    return None


class Disk:
    """Files as they would be found after the power comes back."""

    def __init__(self, start: dict[str, bytes], *, folder_flushes: bool) -> None:
        self.files = {name: File(bytearray(data)) for name, data in start.items()}
        self.folder: list[tuple[Act, File]] = []
        self.removed: dict[str, File] = {}
        self.folder_flushes = folder_flushes

    def do(self, act: Act) -> None:
        if act.what == "create" and act.name not in self.files:
            self.files[act.name] = File()
            self.folder.append((act, self.files[act.name]))
        elif act.what in ("write", "truncate") and act.name in self.files:
            self.files[act.name].pending.append(act)
        elif act.what == "flush" and act.name in self.files:
            file = self.files[act.name]
            for each in file.pending:
                _apply(file.lasting, each)
            file.pending.clear()
            self.folder = [
                (done, which) for done, which in self.folder if not (done.what == "create" and done.name == act.name)
            ]
        elif act.what == "remove" and act.name in self.files:
            self.folder.append((act, self.files.pop(act.name)))
        elif act.what == "folder" and self.folder_flushes:
            self.folder.clear()

    def after_the_cut(self, rng: random.Random) -> dict[str, bytes]:
        found = {name: _torn(file, rng) for name, file in self.files.items()}
        lost = self.folder[rng.randint(0, len(self.folder)) :]  # a random prefix of the folder's changes lasts
        for act, file in reversed(lost):
            if act.what == "create":
                found.pop(act.name, None)
            else:
                found[act.name] = _torn(file, rng)
        return found


def _torn(file: File, rng: random.Random) -> bytes:
    data = bytearray(file.lasting)
    for act in file.pending:
        fate = rng.random()
        if fate < 0.45:
            _apply(data, act)
        elif fate < 0.75 and act.what == "write":
            cut = rng.randrange(0, len(act.data) + 1, SECTOR) if len(act.data) >= SECTOR else 0
            _apply(data, Act("write", act.name, act.offset, act.data[:cut]))
    return bytes(data)


def _apply(data: bytearray, act: Act) -> None:
    if act.what == "truncate":
        del data[act.offset :]
        data.extend(b"\0" * (act.offset - len(data)))
        return
    if len(data) < act.offset:
        data.extend(b"\0" * (act.offset - len(data)))
    data[act.offset : act.offset + len(act.data)] = act.data
