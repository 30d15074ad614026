"""A changed passphrase and an older format: a new file beside, checked, then swapped."""

import pytest

from dhr_desktop.core.errors import WrongPassphrase
from dhr_desktop.core.people import Person
from dhr_desktop.storage import dump, replacing, vault
from dhr_desktop.storage.check import Verdict
from dhr_desktop.storage.opening import create_case, open_case, open_with_key
from tests.builders import PASSPHRASE, a_case, a_person, add


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
