"""A changed passphrase and an older format: a new file beside, checked, then swapped."""

from unittest.mock import patch

import pytest

from dhr_desktop.core.errors import Refused, WrongPassphrase
from dhr_desktop.core.people import Person
from dhr_desktop.operations.casefile import cases
from dhr_desktop.storage import dump, replacing, vault
from dhr_desktop.storage.check import Verdict
from dhr_desktop.storage.opening import create_case, open_case, open_with_key
from dhr_desktop.system import places
from tests.builders import PASSPHRASE, a_case, a_person, add
from tests.safety.children import a_closed_case, remembered


@pytest.mark.safety("F7")
def test_a_changed_passphrase_opens_the_same_case_and_the_old_one_no_longer(tmp_path):
    from dhr_desktop.core.review import Review

    case = create_case(tmp_path / "case.dhr", PASSPHRASE, Review(title="An invented review"))
    add(case, a_person("One"))
    before, old_salt = dump.records(case), case.key.salt
    changed = replacing.change_passphrase(case, "another invented passphrase")
    assert dump.records(changed) == before
    assert changed.key.salt != old_salt
    assert changed.lines()[0].action == "passphrase changed"
    changed.close()
    assert [path.name for path in tmp_path.iterdir()] == ["case.dhr"]
    with pytest.raises(WrongPassphrase):
        open_case(tmp_path / "case.dhr", PASSPHRASE)
    opened = open_case(tmp_path / "case.dhr", "another invented passphrase")
    assert dump.records(opened) == before
    opened.close()


@pytest.mark.safety("F7")
def test_when_the_new_file_does_not_pass_the_old_one_stays(tmp_path, monkeypatch):
    case = a_case(tmp_path)
    add(case, a_person("One"))
    monkeypatch.setattr(replacing, "check_file", lambda *a, **k: Verdict(("A page is damaged.",), ()))
    with pytest.raises(Exception, match="the old one stays"):
        replacing.change_passphrase(case, "another invented passphrase")
    assert case.count(Person) == 1
    add(case, a_person("Two"))
    case.close()
    assert [path.name for path in tmp_path.iterdir()] == ["case.dhr"]


def _add_a_column(connection):
    connection.execute("ALTER TABLE people ADD COLUMN invented_column TEXT NOT NULL DEFAULT ''")


def _fail(connection):
    connection.execute("ALTER TABLE people ADD COLUMN invented_column TEXT NOT NULL DEFAULT ''")
    raise RuntimeError("half-way")


@pytest.mark.safety("F9")
def test_an_older_file_is_converted_on_a_copy_that_replaces_it(tmp_path):
    case = a_case(tmp_path)
    add(case, a_person("One"))
    case.close()
    assert replacing.needs_migration(case.path, case.key, target=1001)
    replacing.migrate(case.path, case.key, migrations={1000: _add_a_column}, target=1001)
    connection = vault.connect(case.path, case.key)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 1001
    assert connection.execute("SELECT real_name, invented_column FROM people").fetchall() == [("One", "")]
    vault.close(connection, clean=True)
    assert [path.name for path in tmp_path.iterdir()] == ["case.dhr"]


def test_a_conversion_that_fails_leaves_the_file_as_it_was(tmp_path):
    case = a_case(tmp_path)
    case.close()
    before = case.path.read_bytes()
    with pytest.raises(RuntimeError):
        replacing.migrate(case.path, case.key, migrations={1000: _fail}, target=1001)
    assert case.path.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["case.dhr"]
    open_with_key(case.path, case.key).close()


def test_today_s_files_need_no_conversion(tmp_path):
    case = a_case(tmp_path)
    case.close()
    assert not replacing.needs_migration(case.path, case.key)


def test_what_a_killed_change_left_is_cleared_at_the_next_opening_and_nothing_else(tmp_path):
    import os
    import subprocess

    path, _ = a_closed_case(tmp_path)
    with patch.object(vault, "derive", remembered):
        gone = subprocess.Popen(["true"])
        gone.wait()
        left = [f".case.dhr.{gone.pid}.new", f".case.dhr.{gone.pid}.new-journal", f".case.dhr.{os.getpid()}.new"]
        kept = [f".case.dhr.{os.getppid()}.new", f".other.dhr.{gone.pid}.new", ".case.dhr.x.new", f"case.dhr.{gone.pid}.new",
                f".case.dhr.{gone.pid}.newer"]  # fmt: skip
        for name in (*left, *kept):
            (tmp_path / name).write_bytes(b"x")
        cases.open_review(path, PASSPHRASE, read_only=True).close()
        assert all((tmp_path / name).exists() for name in (*left, *kept)), "a reader writes nothing"
        cases.open_review(path, PASSPHRASE).close()
    assert [name for name in left if (tmp_path / name).exists()] == []
    assert [name for name in kept if not (tmp_path / name).exists()] == []


@pytest.mark.parametrize("how", ["in a place that is only read", "to be read only"])
def test_an_older_format_is_not_converted_where_nothing_may_be_written(tmp_path, how):
    path, _ = a_closed_case(tmp_path)
    with patch.object(vault, "derive", remembered):
        before = path.read_bytes(), sorted(each.name for each in tmp_path.iterdir())
        reason = "it is on a memory stick" if how.startswith("in a place") else ""
        with (
            patch.object(replacing, "needs_migration", lambda *_: True),
            patch.object(places, "why_not_edit", lambda _: reason),
            pytest.raises(Refused, match="older format"),
        ):
            cases.open_review(path, PASSPHRASE, read_only=not reason)
    assert before == (path.read_bytes(), sorted(each.name for each in tmp_path.iterdir()))
