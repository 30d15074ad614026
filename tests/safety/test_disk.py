"""C6, C7, C12, C13: a full disk, failing I/O, flipped bytes, and files carried elsewhere."""

import random
import resource
import shutil
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from dhr_desktop.core.errors import DhrError
from dhr_desktop.core.people import Person
from dhr_desktop.storage import backups, vault
from dhr_desktop.storage.check import check, verify_case
from dhr_desktop.storage.opening import open_with_key
from tests.builders import a_case, a_person, add
from tests.safety.children import a_closed_case, faults_after, kill, needs_strace, start

FULL_VALUES = 100
STEP = 64 * 1024
ERRORS = 200
FLIPS = 1_000


@pytest.mark.slow
@pytest.mark.safety("C6", "D4")
def test_a_disk_full_at_any_byte_loses_nothing_and_recovers(tmp_path, record_property):
    case = a_case(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    refused = 0
    for value in range(FULL_VALUES):
        limit = case.path.stat().st_size - STEP + value * (2 * STEP // FULL_VALUES)
        acked = [person.id for person in case.all(Person)]
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        try:
            for _ in range(3):
                try:
                    acked.append(add(case, a_person("Typed", note="words " * 8_000))[0].id)
                except DhrError as problem:
                    refused += 1
                    assert "is not saved" in str(problem)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert [person.id for person in case.all(Person)] == acked
        acked.append(add(case, a_person("After there is room"))[0].id)
        assert verify_case(case).is_whole
        with case.step("Make room again") as step:
            for id in acked:
                step.remove(Person, id)
    case.close()
    record_property("ran", FULL_VALUES)
    assert refused > FULL_VALUES // 2


@pytest.mark.slow
@needs_strace
@pytest.mark.safety("C6")
def test_no_space_left_is_said_in_its_own_sentence(tmp_path):
    path, key = a_closed_case(tmp_path)
    process = start(path, key, work="12", before=_failing(path, "pwrite64", "ENOSPC", "40+"))
    told, _ = process.communicate()
    assert "refused DiskFull The disk is full, so the last change is not saved." in told
    assert faults_after(path, told) == []


def _failing(path, call, error, when, log="/dev/null"):
    both = ("-P", str(path), "-P", str(vault.side_file(path)))
    return ("strace", "-f", *both, "-o", str(log), "-e", f"inject={call}:error={error}:when={when}")


def _spread(call, values, of):
    """So many different n, over all the calls of one run: opening, working, tidying up and closing."""
    return [(call, 1 + n * of // values) for n in range(values)]


@pytest.mark.slow
@needs_strace
@pytest.mark.safety("C7")
def test_an_error_on_any_write_flush_or_read_corrupts_nothing_and_is_said(tmp_path, record_property):
    values = _spread("pwrite64", ERRORS // 2, 900) + _spread("pread64", ERRORS // 4, 120)
    values += _spread("fsync", ERRORS - len(values), 80)

    def one(value):
        call, when = value
        folder = tmp_path / f"{call}-{when}"
        folder.mkdir()
        path, key = a_closed_case(folder)
        log = folder / "strace.log"
        process = start(path, key, work="20", seed=3, before=_failing(path, call, "EIO", when, log))
        told, sentence = process.communicate()
        met = "INJECTED" in log.read_text()
        faults = faults_after(path, told)
        shutil.rmtree(folder)
        went_well = told.count("ack ") == 21 and "closed" in told  # SQLite read it again by itself
        said = "refused " in told or "dhr_desktop.core.errors." in sentence
        return value, met, faults, said or went_well

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(one, values))
    record_property("ran", len(set(values)))
    assert len(set(values)) == ERRORS
    assert [answer for answer in answers if answer[2]] == [], "something was lost or damaged"
    assert [value for value, met, _, _ in answers if not met] == [], "the error was never met"
    assert [value for value, _, _, said in answers if not said] == [], (
        "an edit was neither kept nor refused in a sentence"
    )


@pytest.mark.slow
@pytest.mark.safety("C12")
def test_any_flipped_byte_is_noticed(tmp_path, record_property):
    case = a_case(tmp_path)
    add(case, *(a_person(f"Person {n}", note="words " * 50) for n in range(100)))
    with case.step("Leave free pages behind") as step:
        for person in case.all(Person)[10:90]:
            step.remove(Person, person.id)
    case.close()
    whole, rng, unnoticed = case.path.read_bytes(), random.Random(12), []
    target = tmp_path / "flipped.dhr"
    for _ in range(FLIPS):
        at = rng.randrange(len(whole))
        data = bytearray(whole)
        data[at] ^= 1 << rng.randrange(8)
        target.write_bytes(data)
        if _passes_for_good(target, case.key):
            unnoticed.append(at)
    record_property("ran", FLIPS)
    assert unnoticed == []


def _passes_for_good(path, key) -> bool:
    """Whether someone with the right passphrase would be shown this file as whole."""
    if vault.salt_of(path) != key.salt:
        return False  # another salt derives another key: the passphrase no longer opens it
    try:
        connection = vault.connect(path, key, read_only=True)
    except DhrError:
        return False
    try:
        return check(connection).is_whole
    finally:
        connection.close()


@pytest.mark.safety("C13", "F1")
def test_the_file_alone_after_a_clean_close_is_the_whole_case(tmp_path):
    case = a_case(tmp_path)
    add(case, *(a_person(f"Person {n}") for n in range(50)))
    case.close()
    (tmp_path / "elsewhere").mkdir()
    moved = shutil.copy(case.path, tmp_path / "elsewhere/other.dhr")
    opened = open_with_key(type(case.path)(moved), case.key)
    assert opened.count(Person) == 50
    opened.close()


@pytest.mark.slow
@pytest.mark.safety("C13")
def test_file_and_side_file_as_a_kill_left_them_can_be_carried_elsewhere(tmp_path, record_property):
    import time

    for number in range(10):
        folder = tmp_path / str(number)
        folder.mkdir()
        path, key = a_closed_case(folder)
        process = start(path, key, seed=number)
        process.stdout.readline()
        time.sleep(0.05 + number / 50)
        told = kill(process)
        away = folder / "away"
        away.mkdir()
        for each in (path, vault.side_file(path)):
            if each.exists():
                each.rename(away / each.name)
        assert faults_after(away / path.name, told) == []
    record_property("ran", 10)


@pytest.mark.safety("C12", "F8")
def test_a_damaged_case_has_a_backup_to_offer(tmp_path):
    case = a_case(tmp_path)
    add(case, a_person())
    taken = backups.take(case)
    case.close()
    data = bytearray(case.path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    case.path.write_bytes(data)
    assert backups.folders_of(case.path) == [taken.path.parent]
