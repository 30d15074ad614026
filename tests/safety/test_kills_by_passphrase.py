"""N-C15: killed at any moment of any work, a case opens by its passphrase at both doors, with all that was saved.

The size of a release is chosen by an environment variable: SAFETY_KILLS=500.
"""

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.safety.children import ROOT, environment, faults_after, kill, last_ack, needs_strace
from tests.safety.deaths import DEATHS, a_dying, a_worked_case, death_of, dhr, in_mid_commit

KILLS = int(os.environ.get("SAFETY_KILLS", len(DEATHS)))
WINDOW_OPENINGS = max(2, KILLS // 25)
RECORD = os.environ.get("SAFETY_RECORD", "")  # each kill as it is judged, for a run that takes an hour


@pytest.fixture(scope="module")
def worked(tmp_path_factory):
    return a_worked_case(tmp_path_factory.mktemp("worked") / "case")


def opened_at_the_command_line(dying, told):
    """As a chair would look at it: the real program, its passphrase, and whether all of it is whole."""
    process = dhr(dying, "verify", dying.path, "--json")
    answer, said = process.communicate()
    if process.returncode != 0:
        return [f"shut out or not whole: {process.returncode} {said or answer}"]
    seq = int(json.loads(answer)["seal"].split(" ")[0].split("-")[0])
    return [f"line {last_ack(told)} is lost; the journal ends at {seq}"] if seq < last_ack(told) else []


def half_written(folder):
    """What was leaving is whole or absent, under the name it was to have."""
    return [
        f"{each.name} is half-written" for each in folder.glob("*.docx") if each.read_bytes()[-22:-18] != b"PK\x05\x06"
    ]


@needs_strace
@pytest.mark.slow
@pytest.mark.safety("N-C15", "C1", "C2")
def test_killed_at_work_it_opens_by_its_passphrase(tmp_path, worked, record_property):
    def one(number):
        death = death_of(number)
        dying = a_dying(tmp_path / f"{number}", number, worked)
        told = death(dying)
        was_open = dying.path.with_name("case.dhr-journal").exists()
        faults = half_written(dying.folder)
        if KILLS < 100 or number % 20 in (0, 4):
            faults += opened_at_the_command_line(dying, told)
        else:  # the release's many: what the command line asks for, in this process
            faults += faults_after(dying.path, told)
        if RECORD:
            with open(RECORD, "a") as file:
                file.write(f"{number} {death.__name__}, open: {was_open}, acknowledged: {last_ack(told)}, {faults}\n")
        shutil.rmtree(dying.folder)
        return death.__name__, faults, was_open

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(one, range(KILLS)))
    record_property("ran", KILLS)
    assert [answer for answer in answers if answer[1]] == []
    assert sum(was_open for *_, was_open in answers) > KILLS / 2, "the kills came when nothing was open"


@needs_strace
@pytest.mark.slow
@pytest.mark.safety("N-C15", "C2")
def test_killed_in_mid_commit_it_opens_by_its_passphrase_in_the_window(tmp_path, worked, record_property):
    for number in range(WINDOW_OPENINGS):
        dying = a_dying(tmp_path / f"{number}", number, worked)
        told = in_mid_commit(dying)
        command = [sys.executable, "-m", "tests.safety.window_child", "nothing", str(dying.path), "0"]
        window = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment(dying.home), cwd=ROOT)
        assert any(line.startswith("opened") for line in _said_until_opened(window)), dying.path
        kill(window)
        assert faults_after(dying.path, told) == []
        shutil.rmtree(dying.folder)
    record_property("ran", WINDOW_OPENINGS)


def _said_until_opened(window):
    for line in window.stdout:
        yield line
        if line.startswith(("opened", "problem")):
            return
