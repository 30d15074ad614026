"""Starting, killing and judging the processes that work on a case."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.check import verify_case
from dhr_desktop.storage.opening import open_with_key
from dhr_desktop.storage.vault import Key, recovery_code
from tests.builders import a_case, a_key

ROOT = Path(__file__).parents[2]
STRACE = shutil.which("strace")


def can_trace() -> bool:
    if STRACE is None:
        return False
    return subprocess.run([STRACE, "-o", os.devnull, "true"], capture_output=True).returncode == 0


needs_strace = pytest.mark.skipif(not can_trace(), reason="strace is not here or may not trace: not proved")


def a_closed_case(folder: Path) -> tuple[Path, Key]:
    key = a_key()
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


def faults_after(path: Path, key: Key, told: str) -> list[str]:
    """What is wrong with a case after its process was killed: lost acknowledged edits, damage."""
    case: CaseFile = open_with_key(path, key)
    try:
        faults = list(verify_case(case).faults)
        if case.seal.seq < last_ack(told):
            faults.append(f"acknowledged line {last_ack(told)} is lost; the journal ends at {case.seal.seq}")
        return faults
    finally:
        case.close()
