"""What is written is its owner's only, and whole or absent, whatever the system's usual leave is."""

import os

import pytest

from dhr_desktop.core.people import Person
from dhr_desktop.operations.casefile import cases, leaving
from dhr_desktop.operations.review import registers
from dhr_desktop.storage import backups
from dhr_desktop.system import logs, private_files
from dhr_desktop.system.preferences import Preferences, save_preferences
from tests.builders import a_case, a_person, add

posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows has no such marks; a user's folders are closed")


@posix_only
def test_nothing_the_program_writes_can_be_read_by_another_account(tmp_path, a_home_of_its_own):
    usual = os.umask(0)
    try:
        case = a_case(tmp_path)
        add(case, a_person())
        backups.take(case)
        registers.export_csv(case, Person, tmp_path / "people.csv", is_confirmed=True)
        leaving.export_everything(case, tmp_path / "everything")
        save_preferences(Preferences(remember_recent=True))
        cases._count_failure(case.path)
        logs.start_log()
        logs.note("a.code")
        logs.stop_log()
        open_to_others = [
            str(path)
            for folder in (tmp_path, a_home_of_its_own)
            for path in folder.rglob("*")
            if path.stat().st_mode & 0o077
        ]
        assert open_to_others == []
        assert len(list(tmp_path.rglob("*"))) > 20, "little was written"
        case.close()
    finally:
        os.umask(usual)


@posix_only
def test_an_older_log_is_closed_to_others_too(a_home_of_its_own):
    (a_home_of_its_own / "logs").mkdir()
    (a_home_of_its_own / "logs/dhr.log").touch(0o644)
    logs.start_log()
    logs.stop_log()
    assert (a_home_of_its_own / "logs/dhr.log").stat().st_mode & 0o077 == 0


def test_what_fails_half_way_leaves_nothing(tmp_path):
    (tmp_path / "kept.txt").write_text("as it was")
    with pytest.raises(ValueError, match="half way"), private_files.writing(tmp_path / "kept.txt") as file:
        file.write(b"half")
        raise ValueError("half way")
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
    assert (tmp_path / "kept.txt").read_text() == "as it was"
