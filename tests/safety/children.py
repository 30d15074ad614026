"""Starting, killing and judging the processes that work on a case."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest

from dhr_desktop.core.errors import DhrError
from dhr_desktop.operations.casefile import cases
from dhr_desktop.storage import vault
from dhr_desktop.storage.check import verify_case
from dhr_desktop.storage.vault import Key, recovery_code
from tests.builders import PASSPHRASE, a_case

ROOT = Path(__file__).parents[2]
STRACE = shutil.which("strace")


def can_trace() -> bool:
    if STRACE is None:
        return False
    return subprocess.run([STRACE, "-o", os.devnull, "true"], capture_output=True).returncode == 0


needs_strace = pytest.mark.skipif(not can_trace(), reason="strace is not here or may not trace: not proved")


DERIVE = vault.derive


@cache
def remembered(passphrase: str, salt: bytes) -> Key:
    """The key as the program derives it, once for each salt: the derivation is slow on purpose.

    Tests put this in the place of `vault.derive`, so it keeps the program's own at hand.
    """
    return DERIVE(passphrase, salt)


SALT = os.urandom(vault.SALT_BYTES)


def a_closed_case(folder: Path) -> tuple[Path, Key]:
    key = remembered(PASSPHRASE, SALT)
    case = a_case(folder, key=key)
    case.close()
    return case.path, key


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DHR_")}
    return {**kept, "DHR_HOME": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", **more}


def start(
    path: Path, key: Key, *, work: str = "edits", seed: int = 0, before: tuple[str, ...] = (), **more: str
) -> subprocess.Popen[str]:
    home = path.parent / "home"
    command = [*before, sys.executable, "-m", "tests.safety.child", work, str(path), recovery_code(key), str(seed)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(home, **more), cwd=ROOT
    )


def kill(process: subprocess.Popen[str]) -> str:
    process.send_signal(signal.SIGKILL)
    told, _ = process.communicate()
    return told


def last_ack(told: str) -> int:
    return max((int(line.split()[1]) for line in told.splitlines() if line.startswith("ack ")), default=0)


def faults_after(path: Path, told: str, passphrase: str = PASSPHRASE) -> list[str]:
    """What is wrong with a case after its process was killed: shut out, lost acknowledged edits, damage.

    It is opened as a chair opens it, by its passphrase: the raw key would pass by what a passphrase meets.
    """
    try:
        with patch.object(vault, "derive", remembered):
            case = cases.open_review(path, passphrase)
    except DhrError as problem:
        return [f"shut out: {problem}"]
    try:
        faults = list(verify_case(case).faults)
        if case.seal.seq < last_ack(told):
            faults.append(f"acknowledged line {last_ack(told)} is lost; the journal ends at {case.seal.seq}")
        return faults
    finally:
        case.close()


def cut_off(path: Path, key: Key, *, edits: int = 6) -> int:
    """Kill a process in mid-commit, after part of the change is already in the file; the last line acknowledged."""
    process = start(
        path, key, work="large", TEST_PRAGMAS="cache_size=10=10", DHR_FAULTPOINT=f"case.before commit:{edits}"
    )
    told, said = process.communicate()
    assert process.returncode == -signal.SIGKILL, said
    return last_ack(told)


def cutting(path: Path, nth: int) -> tuple[str, ...]:
    """Kill at the nth write to the case file itself: in the middle of putting a change into it."""
    inject = f"inject=pwrite64:signal=SIGKILL:when={nth}"
    return (str(STRACE), "-qq", "-o", os.devnull, "-P", str(path), "-e", inject)
