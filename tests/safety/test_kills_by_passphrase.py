"""N-C15: killed at any moment of any work, a case opens by its passphrase at both doors, with all that was saved.

The size of a release is chosen by an environment variable: SAFETY_KILLS=500.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.builders import PASSPHRASE
from tests.safety.children import (
    ROOT,
    a_closed_case,
    cutting,
    environment,
    faults_after,
    kill,
    last_ack,
    needs_strace,
    start,
)

KILLS = int(os.environ.get("SAFETY_KILLS", "12"))
WINDOW_OPENINGS = max(2, KILLS // 25)
RECORD = os.environ.get("SAFETY_RECORD", "")  # each kill as it is judged, for a run that takes an hour
SMALL_CACHE = "cache_size=10=10"
ROWS = 400


def dhr(*asked, home, before=()):
    return subprocess.Popen(
        [*before, sys.executable, "-m", "dhr_desktop", *map(str, asked)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(home), cwd=ROOT,
    )  # fmt: skip


def in_mid_commit(path, key, rng, folder):
    process = start(path, key, work="large", seed=rng.randrange(99), before=cutting(path, rng.randint(5, 400)))
    return process.communicate()[0]


def with_a_small_cache(path, key, rng, folder):
    process = start(path, key, work="large", seed=rng.randrange(99), TEST_PRAGMAS=SMALL_CACHE)
    process.stdout.readline()
    time.sleep(rng.uniform(0, 0.5))
    return kill(process)


def many_small_edits(path, key, rng, folder):
    process = start(path, key, seed=rng.randrange(99), TEST_PRAGMAS=SMALL_CACHE)
    process.stdout.readline()
    time.sleep(rng.uniform(0, 0.4))
    return kill(process)


def importing_at_the_command_line(path, key, rng, folder):
    file = folder / "Eastmere Police.csv"
    rows = (f"{1 + n % 28:02}/{1 + n % 12:02}/2021,Call number {n} was attended.,Advice." for n in range(ROWS))
    file.write_text("Date,Event,Outcome\n" + "\n".join(rows) + "\n")
    process = dhr(
        "import", path, file, "--accept", "--passphrase-file", folder / "secret.txt", home=folder / "home",
        before=cutting(path, rng.randint(1, 250)),
    )  # fmt: skip
    process.communicate()
    return ""


WORKS = (in_mid_commit, with_a_small_cache, importing_at_the_command_line, many_small_edits)


def opened_at_the_command_line(path, folder, told):
    """As a chair would look at it: the real program, its passphrase, and whether all of it is whole."""
    process = dhr("verify", path, "--json", "--passphrase-file", folder / "secret.txt", home=folder / "home")
    answer, said = process.communicate()
    if process.returncode != 0:
        return [f"shut out or not whole: {process.returncode} {said or answer}"]
    seq = int(json.loads(answer)["seal"].split(" ")[0].split("-")[0])
    return [f"line {last_ack(told)} is lost; the journal ends at {seq}"] if seq < last_ack(told) else []


@needs_strace
@pytest.mark.slow
@pytest.mark.safety("N-C15", "C1")
def test_killed_at_work_it_opens_by_its_passphrase_at_the_command_line(tmp_path, record_property):
    def one(number):
        rng, work = random.Random(number), WORKS[number % len(WORKS)]
        folder = tmp_path / f"{number}-{work.__name__}"
        folder.mkdir()
        (folder / "secret.txt").write_text(PASSPHRASE)
        path, key = a_closed_case(folder)
        told = work(path, key, rng, folder)
        was_open = (folder / "case.dhr-journal").exists()
        if KILLS < 100 or number % 10 < len(WORKS):
            faults = opened_at_the_command_line(path, folder, told)
        else:  # the release's many: what the command line asks for, in this process
            faults = faults_after(path, told)
        if RECORD:
            with open(RECORD, "a") as file:
                file.write(f"{number} {work.__name__} {was_open} {faults}\n")
        shutil.rmtree(folder)
        return work.__name__, faults, was_open

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(one, range(KILLS)))
    record_property("ran", KILLS)
    assert [answer for answer in answers if answer[1]] == []
    assert sum(was_open for *_, was_open in answers) > KILLS / 2, "the kills came when nothing was open"


@needs_strace
@pytest.mark.slow
@pytest.mark.safety("N-C15", "C2")
def test_killed_in_mid_commit_it_opens_by_its_passphrase_in_the_window(tmp_path, record_property):
    for number in range(WINDOW_OPENINGS):
        folder = tmp_path / str(number)
        folder.mkdir()
        path, key = a_closed_case(folder)
        told = in_mid_commit(path, key, random.Random(number), folder)
        command = [sys.executable, "-m", "tests.safety.window_child", "nothing", str(path), "0"]
        window = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=environment(folder / "home"), cwd=ROOT
        )  # fmt: skip
        assert any(line.startswith("opened") for line in _said_until_opened(window)), path
        kill(window)
        assert faults_after(path, told) == []
    record_property("ran", WINDOW_OPENINGS)


def _said_until_opened(window):
    for line in window.stdout:
        yield line
        if line.startswith(("opened", "problem")):
            return
