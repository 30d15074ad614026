"""C9, D12: a file harmed while it is open is noticed before anything counts as saved, and rescued whole."""

import os
import shutil
import statistics
import time
from pathlib import Path

import pytest

from dhr_desktop.cli.main import main
from dhr_desktop.core.errors import CaseFileGone
from dhr_desktop.core.people import Person
from dhr_desktop.operations.casefile import cases
from dhr_desktop.storage import backups, case_file, dump, how_it_was_left, vault
from dhr_desktop.storage.check import verify_case
from dhr_desktop.storage.opening import open_with_key
from tests.builders import PASSPHRASE, a_case, a_person, add


def cut_in_half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 // 4096 * 4096)


def cut_by_a_page(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 4096)


def cut_to_nothing(path: Path) -> None:
    os.truncate(path, 0)


def zero_all(path: Path) -> None:
    _overwrite(path, 0, path.stat().st_size)


def zero_the_middle(path: Path) -> None:
    _overwrite(path, path.stat().st_size // 2, 4096)


def remove(path: Path) -> None:
    path.unlink()


def replace(path: Path) -> None:
    other = path.with_name("other")
    shutil.copyfile(path, other)
    other.replace(path)


def _overwrite(path: Path, at: int, size: int) -> None:
    with path.open("rb+") as file:
        file.seek(at)
        file.write(bytes(size))
    os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns + 1_000_000))  # a coarse clock must not hide it


HARMS = [cut_in_half, cut_by_a_page, cut_to_nothing, zero_all, zero_the_middle, remove, replace]


@pytest.fixture(params=["just read", "just opened"])
def held(request, tmp_path):
    """A case with a backup and changes since: an original and an erased line among them."""
    case = a_case(tmp_path)
    add(case, *(a_person(f"Before {n}", note="words " * 100) for n in range(100)))
    case.close()
    case = open_with_key(case.path, case.key)
    backups.take(case)
    with case.step("Keep a file") as step:
        step.keep_original(case_file.journal.content_hash(b"", b"bytes"), b"bytes")
        step.add(Person(real_name="With a file"))
    case.erase_content([case.seal.seq], because="asked")
    add(case, a_person("After the backup"))
    if request.param == "just read":
        case.read_ahead()
    yield case
    case.close(clean=False)


def rescued_whole(case, wanted):
    done = cases.rescue(case)
    opened = open_with_key(done.path, case.key)
    try:
        assert verify_case(opened).faults == ()
        assert opened.original(case_file.journal.content_hash(b"", b"bytes")) == b"bytes"
        assert dump.records(opened) == wanted
        return opened.all(Person)[-1].real_name
    finally:
        opened.close()


@pytest.mark.safety("C9", "D12")
@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_harm_between_two_changes_is_noticed_before_the_second_is_saved(held, harm):
    saved_at, wanted = held.saved_at, dump.records(held)
    seal = held.seal
    harm(held.path)
    with pytest.raises(CaseFileGone) as told:
        add(held, a_person("Too late"))
    assert not told.value.holds_last_change and held.saved_at == saved_at and held.seal == seal
    with pytest.raises(CaseFileGone):
        held.refuse_if_gone()
    assert rescued_whole(held, wanted) == "After the backup"


@pytest.mark.safety("C9", "D12")
@pytest.mark.parametrize("moment", ["case.step begun", "case.before commit", "case.after commit"])
@pytest.mark.parametrize("harm", [cut_in_half, cut_to_nothing, remove, replace], ids=lambda harm: harm.__name__)
def test_harm_in_mid_change_is_noticed_before_it_counts_as_saved(held, harm, moment, monkeypatch):
    wanted, saved_at = dump.records(held), held.saved_at

    def at(name):
        if name == moment:
            monkeypatch.setattr(case_file, "faultpoint", lambda name: None)
            harm(held.path)

    monkeypatch.setattr(case_file, "faultpoint", at)
    with pytest.raises(CaseFileGone) as told:
        add(held, a_person("In between"))
    assert held.saved_at == saved_at
    assert told.value.holds_last_change == (moment == "case.after commit")
    if told.value.holds_last_change:
        wanted = dump.records(held)
    rescued_whole(held, wanted)


@pytest.mark.safety("D12")
def test_the_edit_under_way_is_kept_in_the_rescue_copy(held):
    cut_in_half(held.path)
    done = cases.rescue(held, [lambda case: add(case, a_person("Typed last"))])
    assert done.lost == 0
    opened = open_with_key(done.path, held.key)
    assert opened.all(Person)[-1].real_name == "Typed last"
    opened.close()


@pytest.mark.safety("D12")
def test_a_file_only_touched_is_not_held_to_be_harmed(held):
    os.utime(held.path)
    add(held, a_person("Goes on"))
    held.refuse_if_gone()


@pytest.mark.safety("D12")
def test_harm_with_no_edit_after_it_is_told_on_closing(held):
    wanted = dump.records(held)
    cut_in_half(held.path)
    told = cases.close(held)
    assert "was cut short" in told and "new case file: " in told
    opened = open_with_key(Path(told.split("new case file: ")[1].split(". It opens")[0]), held.key)
    assert dump.records(opened) == wanted
    opened.close()


@pytest.mark.safety("D12")
def test_the_command_line_rescues_too(tmp_path, monkeypatch, capsys):
    case = a_case(tmp_path, key=vault.derive(PASSPHRASE, vault.new_salt()))
    add(case, a_person("Ada Tallowby"))
    case.close()
    (tmp_path / "secret.txt").write_text(PASSPHRASE)
    real = case_file.CaseFile.undo

    def undo(self):
        cut_in_half(self.path)
        return real(self)

    monkeypatch.setattr(case_file.CaseFile, "undo", undo)
    assert main(["undo", str(case.path), "--passphrase-file", str(tmp_path / "secret.txt")]) == 2
    said = capsys.readouterr().err
    assert "was cut short" in said and "make it again" in said
    opened = open_with_key(Path(said.split("new case file: ")[1].split(". It opens")[0]), case.key)
    assert opened.all(Person)[0].real_name == "Ada Tallowby"
    opened.close()


def test_looking_costs_next_to_nothing(held):
    times = []
    for _ in range(300):
        started = time.perf_counter()
        held.refuse_if_gone()
        times.append(time.perf_counter() - started)
    assert statistics.median(times) < 0.000_1


@pytest.mark.safety("D12")
def test_what_is_put_down_beside_the_records_is_no_writing_of_another(held, monkeypatch):
    how_it_was_left.keep(held, "lanes", {"by": "agency"})
    monkeypatch.setattr(type(held), "_fault_in_pages", lambda case: pytest.fail("the whole file was read"))
    add(held, a_person("Goes on"))
    cut_in_half(held.path)
    with pytest.raises(CaseFileGone):
        how_it_was_left.keep(held, "lanes", {"by": "person"})
