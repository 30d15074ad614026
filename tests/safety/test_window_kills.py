"""C2: the real window killed mid-typing, -import, -export, -backup, -conversion and -passphrase change."""

import random
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from dhr_desktop.core.agencies import Submission
from dhr_desktop.core.entries import Entry
from dhr_desktop.storage import vault
from dhr_desktop.storage.check import check_file
from dhr_desktop.storage.opening import open_with_key
from tests.background.work import ROWS_IN_A_FILE
from tests.builders import PASSPHRASE
from tests.safety.child import NEW_PASSPHRASE
from tests.safety.children import ROOT, a_closed_case, environment, faults_after, kill, last_ack, remembered

KILLS = 50
LONGEST = 300
WORKS = ("typing", "importing", "exporting", "backing", "rekeying", "converting")


def _start(work, path, number, **more):
    command = [sys.executable, "-m", "tests.safety.window_child", work, str(path), str(number)]
    home = path.parent / "home"
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment(home, **more), cwd=ROOT
    )


def _until(process, words):
    for line in process.stdout:
        if line.startswith(words):
            return
    raise AssertionError(f"the window never said {words}")


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.safety("C2", "D4")
def test_the_window_killed_at_work_loses_nothing_acknowledged(tmp_path, record_property):
    def one(number):
        work = WORKS[number % len(WORKS)]
        folder = tmp_path / f"{number}-{work}"
        folder.mkdir()
        path, key = a_closed_case(folder)
        process = _start(work, path, number, TEST_PRAGMAS="cache_size=10=10" if number % 2 else "")
        _until(process, "opened")
        wait = random.Random(number).uniform(0.1, 1.2) if work != "typing" else random.Random(number).uniform(2.2, 3.4)
        time.sleep(wait)
        killed_at = time.monotonic()
        told = kill(process)
        faults = _faults(work, path, key, told, folder, killed_at)
        shutil.rmtree(folder)
        return work, faults, last_ack(told)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(one, range(KILLS)))
    record_property("ran", KILLS)
    assert [answer for answer in answers if answer[1]] == []
    assert any(acked for work, _, acked in answers if work == "typing"), "nothing typed was ever saved"


def _faults(work, path, key, told, folder, killed_at):
    faults = faults_after(path, told, PASSPHRASE if vault.salt_of(path) == key.salt else NEW_PASSPHRASE)
    now = _key_for(path, key)
    faults += [line for line in told.splitlines() if line.startswith("problem")]
    if work == "typing":
        faults += _typing_lost(path, now, told, killed_at)
    for everything in folder.glob("everything-*"):
        if not (everything / "manifest.json").exists():
            faults.append("an export is there in part")
    for older in folder.glob("older-*.dhr"):
        faults += check_file(older, now).faults
    for backup in (folder / "home/backups").rglob("0*.dhr"):
        faults += check_file(backup, _key_for(backup, key)).faults
    return faults


def _key_for(path, key):
    """The first key, or the changed passphrase's own for this file's salt."""
    return remembered(PASSPHRASE if vault.salt_of(path) == key.salt else NEW_PASSPHRASE, vault.salt_of(path))


def _typing_lost(path, key, told, killed_at):
    """No key pressed more than two seconds before the kill may be gone."""
    case = open_with_key(path, key, read_only=True)
    kept = case.review.scope_reason.split()
    case.close()
    typed = {int(n): float(at) for n, at in re.findall(r"typed (\d+) ([\d.]+)", told)}
    missing = [n for n, at in typed.items() if str(n) not in kept and at < killed_at - 2.0]
    return [f"{len(missing)} keys typed over two seconds before the kill are lost"] if missing else []


@pytest.mark.slow
@pytest.mark.safety("C3")
def test_the_window_s_own_fault_point_loses_only_what_was_being_typed(tmp_path):
    path, _ = a_closed_case(tmp_path)
    process = _start("typing", path, 0, DHR_FAULTPOINT="window.field about to save:2")
    told, _ = process.communicate(timeout=60)
    assert process.returncode == -9
    assert faults_after(path, told) == []


IN_THE_WINDOW = (
    "step.original kept:2", "step.source_rows written:2", "step.entries written:2", "case.journal line written:6",
    "case.before commit:6", "case.after commit:6",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.safety("C3")
@pytest.mark.parametrize("point", IN_THE_WINDOW)
def test_the_window_killed_while_it_keeps_what_the_helper_made_has_all_of_a_file_or_nothing(tmp_path, point):
    path, key = a_closed_case(tmp_path)
    process = _start("accepting", path, 0, DHR_FAULTPOINT=point)
    try:
        told, _ = process.communicate(timeout=LONGEST)
    finally:
        process.kill()
    assert process.returncode == -signal.SIGKILL, "the point was never reached in the window"
    assert faults_after(path, told) == []
    _each_file_is_whole(path, key, at_least=0)


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.safety("C3")
@pytest.mark.parametrize("point", ["import.file kept", "import.rows kept"])
def test_a_helper_killed_at_work_leaves_the_window_alive_and_nothing_half_kept(tmp_path, point):
    path, key = a_closed_case(tmp_path)
    process = _start("accepting", path, 0, DHR_FAULTPOINT_IN_HELPER=f"{point}:2")
    _until(process, "problem DhrError The work was interrupted")
    _until(process, "ack")  # the next helper keeps the next file
    told = kill(process)
    assert faults_after(path, told) == []
    _each_file_is_whole(path, key, at_least=2)


def _each_file_is_whole(path, key, at_least):
    case = open_with_key(path, key, read_only=True)
    files, entries = case.all(Submission), case.all(Entry)
    case.close()
    assert len(files) >= at_least
    for each in files:
        of_it = [entry for entry in entries if entry.submission == each.id]
        assert len(of_it) == ROWS_IN_A_FILE, each.file_name
