"""The life of a case file, as both doors live it."""

import os
import re
from dataclasses import replace
from datetime import date

import pytest

from dhr_desktop.core.errors import CaseDamaged, Refused, WrongPassphrase
from dhr_desktop.core.people import Person
from dhr_desktop.operations.casefile import cases, sample
from dhr_desktop.operations.review import where_it_stands
from dhr_desktop.storage import backups
from dhr_desktop.system.preferences import load_preferences, save_preferences
from tests.builders import PASSPHRASE, a_person, add, an_agency


@pytest.fixture
def begun(tmp_path):
    case = cases.begin(tmp_path / "Review 2026-014.dhr", PASSPHRASE, title="An invented review")
    yield case
    case.close()


def test_a_review_begins_with_its_guidance_its_marking_and_a_backup(begun):
    assert begun.review.label == "DHR" and begun.review.marking == "OFFICIAL-SENSITIVE"
    assert "section 9" in begun.review.legal_basis
    assert len(cases.kept_backups(begun)) == 1


def test_a_weak_passphrase_begins_nothing(tmp_path):
    with pytest.raises(Refused, match="too short"):
        cases.begin(tmp_path / "x.dhr", "short", title="x")
    assert list(tmp_path.iterdir()) == []


def test_wrong_tries_are_recorded_at_the_next_opening_and_slow_down(begun):
    path, tries = begun.path, cases.Tries()
    begun.close()
    for _ in range(7):
        with pytest.raises(WrongPassphrase):
            cases.open_review(path, "not this one at all", tries=tries)
    assert tries.delay() == 4.0
    case = cases.open_review(path, PASSPHRASE, tries=tries)
    assert tries.delay() == 0.0
    told = next(line for line in case.lines() if line.action == "failed openings")
    assert told.detail == '{"tries": 7}'
    case.close()


@pytest.mark.safety("F8")
def test_damage_is_told_from_a_wrong_passphrase_by_a_backup(begun):
    path = begun.path
    add(begun, a_person())
    cases.close(begun)
    data = bytearray(path.read_bytes())
    data[200] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(CaseDamaged, match="this passphrase opens its backup"):
        cases.open_review(path, PASSPHRASE)
    with pytest.raises(WrongPassphrase, match="wrong, or the file is damaged"):
        cases.open_review(path, "some other passphrase")


def test_closing_backs_up_what_was_changed(begun):
    add(begun, a_person())
    assert cases.close(begun) == ""
    assert len(backups.backups_of(begun.case_id)) == 2


def test_a_second_folder_gets_a_copy_and_is_missed_after_a_week(begun, tmp_path):
    second = tmp_path / "stick"
    second.mkdir()
    save_preferences(replace(load_preferences(), second_backup_folder=str(second)))
    assert cases.back_up(begun, today=date(2026, 3, 2)).second == ""
    assert len(backups.backups_of(begun.case_id, second)) == 1
    os.rename(second, tmp_path / "gone")
    assert cases.back_up(begun, today=date(2026, 3, 6)).second == ""
    assert "not been reached for 8 days" in cases.back_up(begun, today=date(2026, 3, 10)).second


def test_a_backup_is_restored_as_a_new_case(begun, tmp_path):
    add(begun, a_person("One"))
    taken = cases.back_up(begun).backup
    add(begun, a_person("Two"))
    restored = cases.restore(taken.path, PASSPHRASE, tmp_path / "restored.dhr")
    case = cases.open_review(restored, PASSPHRASE)
    assert [p.real_name for p in case.all(Person)] == ["One"]
    assert "restored from a backup" in [line.action for line in case.lines()]
    case.close()
    assert begun.count(Person) == 2


def test_the_recovery_sheet_opens_the_case_without_its_passphrase(begun):
    sheet = cases.recovery_sheet(begun)
    begun.close()
    rows = [line.split() for line in sheet.splitlines() if re.match(r" +\d+   [0-9A-Z]", line)]
    code = " ".join(group for row in rows for group in row[1:])
    case = cases.open_with_recovery_code(begun.path, code)
    assert case.lines()[0].action == "unlocked with the recovery code"
    case.close()


def test_a_changed_passphrase_keeps_the_old_file_as_a_backup(begun):
    changed = cases.change_passphrase(begun, "another invented passphrase")
    assert "passphrase changed" in [line.action for line in changed.lines()]
    changed.close()
    old = backups.backups_of(changed.case_id)[-1]
    case = cases.open_review(cases.restore(old.path, PASSPHRASE, begun.path.with_name("old.dhr")), PASSPHRASE)
    case.close()


def test_a_copy_of_a_case_that_may_only_be_read(begun, tmp_path):
    begun.close()
    watched = tmp_path / "OneDrive"
    watched.mkdir()
    moved = begun.path.rename(watched / "c.dhr")
    case = cases.open_review(moved, PASSPHRASE)
    copy = cases.copy_of(case, cases.place_for_copy(case))
    case.close()
    mine = cases.open_review(copy, PASSPHRASE)
    assert not mine.is_read_only
    mine.close()


def test_the_proof_says_what_was_looked_at_and_finds_an_old_seal(begun):
    old = str(begun.seal)
    add(begun, a_person())
    proof = cases.prove(begun, old_seal=old)
    assert proof.verdict.is_whole and proof.records == 2
    with pytest.raises(Refused, match="is not a seal"):
        cases.prove(begun, old_seal="nonsense")
    assert not cases.prove(begun, old_seal="3-00000000000000000000").verdict.is_whole


def test_where_it_stands_names_what_is_missing(begun):
    told = {figure.words: figure for figure in where_it_stands.figures(begun, date(2026, 3, 2))}
    for words in (
        "No agencies in the register yet", "No panel member is marked as a domestic abuse specialist",
        "The author's independence statement is empty", "No terms of reference yet",
    ):  # fmt: skip
        assert told[words].needs_someone
    add(begun, an_agency())
    told = [figure.words for figure in where_it_stands.figures(begun, date(2026, 3, 2))]
    assert "1 agency with no return recorded, not even “none yet”" in told


def test_the_sample_is_said_to_be_invented_and_is_whole(tmp_path):
    case = sample.create(tmp_path / "s.dhr")
    assert case.review.is_invented and "invented" in case.review.title
    assert cases.prove(case).verdict.is_whole
    assert len(list(sample.submissions_folder().iterdir())) == 12
    case.close()


def test_the_sample_s_submissions_are_what_the_script_writes_and_say_they_are_invented():
    import importlib.util

    path = sample.submissions_folder().parent / "make_submissions.py"
    spec = importlib.util.spec_from_file_location("make_submissions", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, data in module.files().items():
        held = (sample.submissions_folder() / name).read_bytes()
        assert _parts(held) == _parts(data), name
        whole = b"".join(_parts(held).values())
        assert b"INVENTED SAMPLE" in whole.replace(b"\x00", b"").upper(), name


def _parts(data):
    import io
    import zipfile

    if not data.startswith(b"PK"):
        return {"": data}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_after_a_crash_the_whole_check_comes_before_any_edit(begun):
    import shutil

    from dhr_desktop.storage import vault

    add(begun, a_person())
    path, copy = begun.path, begun.path.with_name("crashed.dhr")
    shutil.copy(path, copy)
    shutil.copy(vault.side_file(path), vault.side_file(copy))
    case = cases.open_review(copy, PASSPHRASE)
    assert case.count(Person) == 1
    case.close()
    shutil.copy(vault.side_file(path), vault.side_file(copy))
    key = vault.derive(PASSPHRASE, vault.salt_of(copy))
    connection = vault.connect(copy, key)
    connection.execute("DELETE FROM people")
    connection.close()
    with pytest.raises(CaseDamaged, match="was not closed properly last time and is damaged"):
        cases.open_review(copy, PASSPHRASE)


def test_many_rows_at_once_are_preceded_by_a_backup(begun):
    from dhr_desktop.operations.review import registers

    add(begun, a_person("Before"))
    kept = len(cases.kept_backups(begun))
    registers.paste(begun, Person, "Real name\n" + "\n".join(f"Person {n}" for n in range(12)))
    assert len(cases.kept_backups(begun)) == kept + 1
    registers.remove(begun, Person, [person.id for person in begun.all(Person)])
    assert len(cases.kept_backups(begun)) == kept + 2


def test_the_certificate_says_what_was_looked_at_and_carries_the_seal(begun):
    proof = cases.prove(begun)
    words = cases.certificate(begun, proof)
    assert str(begun.seal) in words and "journal chain" in words and "Whole: nothing wrong was found." in words
