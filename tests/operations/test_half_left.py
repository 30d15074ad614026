"""No file leaves without its entry, and nothing half-written stays, wherever the program is ended."""

import errno
import os
import subprocess
import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from dhr_desktop.cli.opened import opened
from dhr_desktop.core.documents import Departure
from dhr_desktop.core.errors import DiskFull, WriteFailed
from dhr_desktop.files import tables
from dhr_desktop.operations.casefile import cases, leaving
from dhr_desktop.operations.names import departing, half_left
from dhr_desktop.operations.names.departing import AS_IT_IS, depart, depart_many
from dhr_desktop.storage import how_it_was_left, vault
from dhr_desktop.system import private_files
from tests.builders import PASSPHRASE, a_case
from tests.safety.children import ROOT, a_closed_case, environment, remembered

POINTS = (
    "export.noted", "export.written", "export.named", "everything.named",
    *(f"case.{when} commit:{turn}" for when in ("before", "after") for turn in (2, 3)),
)  # fmt: skip

CHILD = """
import sys
from pathlib import Path
from dhr_desktop.operations.casefile import leaving
from dhr_desktop.operations.names import departing
from dhr_desktop.storage import opening, vault
what, folder = sys.argv[1], Path(sys.argv[2])
case = opening.open_with_key(folder / "case.dhr", vault.key_from_recovery_code(sys.argv[3]))
if what == "one":
    departing.depart(case, folder / "out/list.csv", b"words", "A list", departing.AS_IT_IS)
elif what == "three":
    files = [(folder / f"out/{n}.csv", b"words %d" % n) for n in range(3)]
    departing.depart_many(case, files, "Lists", departing.AS_IT_IS)
else:
    leaving.export_everything(case, folder / "out/everything")
print("lived", case.seal.seq)
"""


def die_at(point, what, folder, key):
    command = [sys.executable, "-c", CHILD, what, str(folder), vault.recovery_code(key)]
    home = environment(folder / "home", DHR_FAULTPOINT=point)
    return subprocess.run(command, env=home, cwd=ROOT, capture_output=True, text=True)


@pytest.mark.slow
@pytest.mark.safety("A6", "C3")
@pytest.mark.parametrize("what", ["one", "three", "everything"])
def test_killed_anywhere_what_has_left_is_entered_at_the_next_opening_and_nothing_hidden_stays(
    tmp_path, what, record_property
):
    reached = 0
    for point in POINTS:
        folder = tmp_path / point.replace(" ", "-").replace(":", "-")
        (folder / "out").mkdir(parents=True)
        path, key = a_closed_case(folder)
        died = die_at(point, what, folder, key)
        if died.returncode == 0:
            continue  # this way out does not come by there, or not so often
        assert died.returncode == -9, died.stderr
        reached += 1
        with patch.object(vault, "derive", remembered):
            case = cases.open_review(path, PASSPHRASE)
        there = sorted(each.name for each in (folder / "out").iterdir())
        assert not any(name.startswith(".") for name in there), (point, there)
        if what == "everything":
            lines = [each for each in case.lines() if each.action == "exported everything"]
            assert len(lines) == len(there), point
        else:
            entered = case.all(Departure)
            assert len(entered) == len(there), (point, there)
            assert all("words" in each.read_text() for each in (folder / "out").iterdir())
        assert not any(how_it_was_left.kept(case, name) for name in half_left.NAMES)
        case.close()
    record_property("ran", reached)
    assert reached >= 5


def files_in(folder):
    return sorted(each.name for each in folder.iterdir() if not each.name.startswith("case"))


def failing(monkeypatch, times, error):
    """The naming of the file after that many is refused by the system."""
    name, left = Path.replace, [times]

    def replaced(path, target):
        if private_files.is_hidden_name(path.name):
            left[0] -= 1
            if left[0] < 0:
                raise OSError(error, os.strerror(error))
        return name(path, target)

    monkeypatch.setattr(Path, "replace", replaced)


@pytest.mark.safety("A6")
def test_of_several_files_those_that_got_their_name_before_a_trouble_are_entered(tmp_path, monkeypatch):
    case = a_case(tmp_path)
    failing(monkeypatch, 1, errno.EACCES)
    with pytest.raises(WriteFailed, match=r"1\.csv could not be written"):
        depart_many(case, [(tmp_path / f"{n}.csv", b"words") for n in range(3)], "Lists", AS_IT_IS)
    assert files_in(tmp_path) == ["0.csv"]
    assert [each.product for each in case.all(Departure)] == ["Lists: 0.csv"]
    assert how_it_was_left.kept(case, half_left.FILES) is None
    case.close()


@pytest.mark.safety("A6")
def test_nothing_leaves_where_the_case_cannot_note_it(tmp_path, monkeypatch):
    case = a_case(tmp_path)

    def full(case, name, value):
        raise DiskFull("The disk is full, so the last change is not saved.")

    monkeypatch.setattr(how_it_was_left, "keep", full)
    with pytest.raises(DiskFull):
        depart(case, tmp_path / "list.csv", b"words", "A list", AS_IT_IS)
    assert files_in(tmp_path) == [] and case.all(Departure) == []
    case.close()


@pytest.mark.safety("A6")
def test_a_file_whose_entry_is_not_taken_is_entered_at_the_next_opening(tmp_path, monkeypatch):
    path, _ = a_closed_case(tmp_path)
    case = cases.open_review(path, PASSPHRASE)

    def full(case, leaving, certainty):
        raise DiskFull("The disk is full, so the last change is not saved.")

    monkeypatch.setattr(departing, "_entered", full)
    monkeypatch.setattr(departing, "DOOR", replace(departing.DOOR, enter=full))
    with pytest.raises(DiskFull):
        depart(case, tmp_path / "list.csv", b"words", "A list", AS_IT_IS)
    monkeypatch.undo()
    case.close()
    case = cases.open_review(path, PASSPHRASE)
    assert [each.product for each in case.all(Departure)] == ["A list"]
    case.close()


@pytest.mark.safety("A6")
def test_what_lies_on_a_drive_that_is_not_here_is_looked_at_when_it_is_here_again(tmp_path):
    case = a_case(tmp_path)
    drive = tmp_path / "drive"
    drive.mkdir()
    to = drive / "list.csv"
    departure = Departure(product="A list", left_at="2026-03-02T09:00:00+00:00", sha256="0" * 64)
    door = departing.DOOR
    door._note(case, [(half_left.Phase.NAMING, half_left.Leaving(to, private_files.leaving_name(to), departure))])
    drive.rename(tmp_path / "away")
    assert departing.settle(case) == [] and case.all(Departure) == []
    depart(case, tmp_path / "another.csv", b"words", "Another", AS_IT_IS)  # its own note keeps the earlier one
    assert "list.csv" in cases.still_leaving(case)
    (tmp_path / "away").rename(drive)
    assert departing.settle(case) == ["list.csv"]
    assert departing.settle(case) == [] and len(case.all(Departure)) == 2 and cases.still_leaving(case) == ""
    case.close()


def test_only_what_carries_a_hidden_name_of_ours_is_ever_removed(tmp_path):
    for name in ("list.csv", ".list.new", ".0123456789ab.new.docx", ".0123456789AB.new", ".0123.leaving"):
        (tmp_path / name).write_text("somebody's own")
        private_files.remove_hidden(tmp_path / name)
        (tmp_path / f"folder {name}").mkdir()
        private_files.remove_hidden(tmp_path / f"folder {name}")
    assert len(files_in(tmp_path)) == 10


def test_what_a_killed_process_left_hidden_is_gone_at_the_next_writing_beside_it(tmp_path):
    old, young = tmp_path / ".0123456789ab.new", tmp_path / ".ba9876543210.new"
    for each in (old, young):
        each.write_text("half")
    os.utime(old, (0, 0))
    tables.write_new(tmp_path / "list.csv", b"words")
    assert files_in(tmp_path) == [young.name, "list.csv"]


def test_everything_that_fails_leaves_nothing_hidden_and_no_note(tmp_path, monkeypatch):
    case = a_case(tmp_path)
    monkeypatch.setattr(leaving.dump, "originals", lambda case: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        leaving.export_everything(case, tmp_path / "everything")
    assert files_in(tmp_path) == [] and how_it_was_left.kept(case, half_left.EVERYTHING) is None
    case.close()


def as_killed(tmp_path, what, point="export.named"):
    """The folder files were to leave into, and the case, as a kill left them."""
    (tmp_path / "out").mkdir()
    path, key = a_closed_case(tmp_path)
    assert die_at(point, what, tmp_path, key).returncode == -9
    return tmp_path / "out", path


def opened_again(path):
    with patch.object(vault, "derive", remembered):
        return cases.open_review(path, PASSPHRASE)


def changed(out, how):
    """What became of the folder between the kill and the next opening."""
    for number, each in enumerate(sorted(out.iterdir())):
        if how == "moved":
            each.rename(out.parent / f"safe {number}")
        elif how == "written over":
            is_folder = each.is_dir()
            each.rename(out.parent / f"safe {number}")
            (each / "something else" if is_folder else each).parent.mkdir(exist_ok=True)
            (each / "something else" if is_folder else each).write_text("another's")
        elif how == "a file of the other sort":
            is_folder = each.is_dir()
            each.rename(out.parent / f"safe {number}")
            each.write_text("a file") if is_folder else each.mkdir()


@pytest.mark.safety("A6", "C3")
@pytest.mark.parametrize("how", ["left", "moved", "written over", "a file of the other sort"])
@pytest.mark.parametrize("what", ["one", "three", "everything"])
def test_what_left_and_does_not_lie_at_its_place_any_more_is_entered_as_not_certain(tmp_path, what, how):
    out, path = as_killed(tmp_path, what, "everything.named" if what == "everything" else "export.named")
    number = len(list(out.iterdir()))
    changed(out, how)
    case = opened_again(path)
    if what == "everything":
        noted = [each.action for each in case.lines() if each.action in leaving.ACTIONS.values()]
        assert noted == [
            leaving.ACTIONS[half_left.Certainty.LEFT if how == "left" else half_left.Certainty.NOT_CERTAIN]
        ]
    else:
        products = [each.product for each in case.all(Departure)]
        assert len(products) == number
        assert all((departing.NOT_CERTAIN in each) == (how != "left") for each in products)
    assert cases.still_leaving(case) == ""
    case.close()
    case = opened_again(path)  # and never a second time
    assert len(case.all(Departure)) == (0 if what == "everything" else number)
    case.close()


@pytest.mark.safety("A6", "C3")
@pytest.mark.parametrize("what", ["one", "three"])
def test_what_never_left_is_never_entered_though_other_files_are_written_beside_it_later(tmp_path, what):
    out, path = as_killed(tmp_path, what, "export.written")
    for each in out.iterdir():
        os.utime(each, (0, 0))
    tables.write_new(out / "another's.txt", b"words")
    case = opened_again(path)
    assert case.all(Departure) == [] and [each.name for each in out.iterdir()] == ["another's.txt"]
    case.close()


@pytest.mark.safety("A6")
@pytest.mark.parametrize("noted_as", half_left.NAMES)
@pytest.mark.parametrize("trouble", [OSError("a lock"), ValueError("x"), DiskFull("full"), KeyError("files"), "a note"])
def test_no_trouble_with_what_was_leaving_stops_a_case_from_opening_or_closing(
    tmp_path, monkeypatch, noted_as, trouble
):
    what = "everything" if noted_as == half_left.EVERYTHING else "one"
    _, path = as_killed(tmp_path, what, "everything.named" if what == "everything" else "export.named")
    module = leaving if what == "everything" else departing

    def fails(*asked):
        raise trouble

    if trouble == "a note":
        monkeypatch.setattr(half_left, "_from_plain", lambda held: half_left.Leaving(**held["unknown"]))
    else:
        monkeypatch.setattr(module, "DOOR", replace(module.DOOR, hash_of=fails, is_entered=fails))
    case = opened_again(path)
    assert "was just leaving" in cases.still_leaving(case)
    assert "could not" not in cases.close(case)
    monkeypatch.undo()
    case = opened_again(path)
    assert cases.still_leaving(case) == ""
    assert len(case.all(Departure)) == (what == "one")
    case.close()


class Nothing:
    def in_words(self):
        return "nothing to write"


def test_an_export_that_wrote_nothing_is_not_told_of_as_the_one_before_it(tmp_path):
    case = a_case(tmp_path)
    depart(case, tmp_path / "list.csv", b"words", "A list", AS_IT_IS)
    assert departing.with_what_left(lambda case: Nothing(), case) == ("nothing to write", [])
    case.close()


def away_on_a_drive(tmp_path):
    """A case in which a file is noted as leaving to a drive that is not here."""
    path, _ = a_closed_case(tmp_path)
    case = opened_again(path)
    to = tmp_path / "drive" / "list.csv"
    departure = Departure(product="A list", left_at="2026-03-02T09:00:00+00:00", sha256="0" * 64)
    one = half_left.Leaving(to, private_files.leaving_name(to), departure)
    departing.DOOR._note(case, [(half_left.Phase.NAMING, one)])
    case.close()
    return path


@pytest.mark.safety("A6")
def test_the_command_line_says_what_could_not_be_looked_at(tmp_path, capsys):
    path = away_on_a_drive(tmp_path)
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE)
    with (
        patch.object(vault, "derive", remembered),
        opened(Namespace(case=str(path), recovery_code_file=None, passphrase_file=str(secret))),
    ):
        pass
    assert "list.csv was just leaving" in capsys.readouterr().err
