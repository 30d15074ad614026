"""Backups: whole, checked, pruned by rule; restored beside, never over."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from dhr_desktop.core.errors import CaseDamaged, DhrError, Refused
from dhr_desktop.core.people import Person
from dhr_desktop.storage import backups, copies, dump
from dhr_desktop.storage.check import check_file, verify_case
from dhr_desktop.storage.opening import open_with_key
from dhr_desktop.storage.vault import side_file
from tests.builders import PLANTED, SetClock, a_case, a_person, add


def test_a_backup_is_the_case_as_it_stood(case):
    add(case, a_person("One"))
    taken = backups.take(case)
    add(case, a_person("Two"))
    copy = open_with_key(taken.path, case.key, read_only=True)
    assert [p.real_name for p in copy.all(Person)] == ["One"]
    copy.close()
    assert taken.path.read_bytes()[:16] == case.key.salt, "each backup repeats the salt"
    assert not [word for word in PLANTED if word.encode() in taken.path.read_bytes()]


def test_a_backup_is_due_after_an_edit_and_not_after_an_opening(case):
    backups.take(case)
    case.note("opened")
    assert not backups.is_due(case)
    add(case, a_person())
    assert backups.is_due(case)


def test_lines_wait_in_memory_until_a_backup_holds_them(case):
    add(case, a_person())
    assert case.unbacked
    backups.take(case)
    assert case.unbacked == []


def _many(tmp_path, spans):
    clock = SetClock(datetime(2026, 1, 1, 9, 0, tzinfo=UTC))
    case = a_case(tmp_path, clock=clock)
    for span in spans:
        if span < timedelta(0):
            clock.be_set(seconds=span.total_seconds())
        else:
            clock.pass_by(seconds=span.total_seconds())
        add(case, a_person())
        backups.take(case)
    kept = backups.backups_of(case.case_id)
    case.close()
    return kept


@pytest.mark.safety("D6")
def test_the_last_ten_a_day_for_a_fortnight_and_a_week_for_a_quarter_are_kept(tmp_path):
    kept = _many(tmp_path, [timedelta(days=1)] * 60)
    last = kept[-1].taken
    assert len([each for each in kept if each.taken >= last - timedelta(days=13)]) >= 14
    assert len(kept) <= 14 + 12 + 2
    weeks = {each.taken.strftime("%G-%V") for each in kept}
    assert len(weeks) >= 8


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(days=3650), timedelta(days=-3650)])
@pytest.mark.safety("D6", "C11")
def test_ten_are_kept_whatever_the_clock_says(tmp_path, jump):
    kept = _many(tmp_path, [timedelta(minutes=1)] * 8 + [jump] + [timedelta(minutes=1)] * 6)
    assert len(kept) >= 10
    assert [each.seal.seq for each in kept] == sorted(each.seal.seq for each in kept)


def test_a_backup_that_fails_its_check_never_gets_its_name(case):
    from dhr_desktop.storage.check import Verdict

    with pytest.raises(CaseDamaged, match="did not pass its check"):
        backups.take(case, check=lambda *a, **k: Verdict(("A page is damaged.",), ()))
    assert backups.backups_of(case.case_id) == []
    assert [path.name for path in backups.folder_for(case.case_id).iterdir()] == []


def test_a_half_made_backup_of_a_dead_process_is_cleared_away(case):
    left = backups.folder_for(case.case_id) / "making-999999999.new"
    left.write_bytes(b"half")
    backups.take(case)
    assert not left.exists()


@pytest.mark.safety("D8")
def test_restoring_makes_a_new_file_and_never_overwrites(case, tmp_path):
    add(case, a_person("One"))
    taken = backups.take(case)
    restored = copies.copy_to(taken.path, case.key, tmp_path / "restored.dhr", seal=taken.seal)
    opened = open_with_key(restored, case.key)
    assert dump.records(opened) == dump.records(case)
    opened.close()
    with pytest.raises(Refused, match="already a file"):
        copies.copy_to(taken.path, case.key, restored, seal=taken.seal)


@pytest.mark.safety("D8", "C10")
def test_a_name_with_a_stray_side_file_is_never_used(case, tmp_path):
    """A good file put beside such a one was seen to open with the stray's old content."""
    taken = backups.take(case)
    side_file(tmp_path / "restored.dhr").write_bytes(b"stray")
    with pytest.raises(Refused, match="left-over side file"):
        copies.copy_to(taken.path, case.key, tmp_path / "restored.dhr", seal=taken.seal)


def test_a_backup_whose_content_is_not_what_its_name_says_is_refused(case, tmp_path):
    first = backups.take(case)
    add(case, a_person())
    second = backups.take(case)
    os.replace(second.path, first.path)
    with pytest.raises(CaseDamaged, match="journal ends elsewhere"):
        copies.copy_to(first.path, case.key, tmp_path / "restored.dhr", seal=first.seal)
    assert not (tmp_path / "restored.dhr").exists()


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b"\0" * path.stat().st_size),
        lambda path: os.truncate(path, 4096),
        lambda path: (path.unlink(), path.write_bytes(b"another" * 5000)),
    ],
    ids=["removed", "zeroed", "truncated", "replaced"],
)
@pytest.mark.safety("C9")
def test_what_was_saved_is_rescued_when_the_file_is_harmed(tmp_path, harm):
    """C9: nothing acknowledged is lost, whichever way the file went."""
    case = a_case(tmp_path)
    add(case, *(a_person(f"Before {n}") for n in range(200)))
    backups.take(case)
    for number in range(20):
        add(case, a_person(f"After {number}"))
    case.undo()
    wanted = dump.records(case)
    harm(case.path)
    rescued = copies.rescue(case)
    assert check_file(rescued, case.key, seal=case.seal).is_whole
    case.close(clean=False)
    opened = open_with_key(rescued, case.key)
    assert dump.records(opened) == wanted
    assert verify_case(opened).is_whole
    add(opened, a_person("Going on"))
    opened.close()


def test_a_rescue_that_must_replay_gives_the_same_journal(tmp_path, monkeypatch):
    case = a_case(tmp_path)
    backups.take(case)
    add(case, a_person("After the backup"))
    seal, wanted = case.seal, dump.records(case)

    def refuse(*args, **kwargs):
        raise DhrError("the pages cannot be read")

    with monkeypatch.context() as patched:
        copying = backups.copy_whole
        calls = []

        def first_fails(*args):
            calls.append(1)
            return refuse() if len(calls) == 1 else copying(*args)

        patched.setattr(backups, "copy_whole", first_fails)
        rescued = copies.rescue(case)
    case.close()
    opened = open_with_key(rescued, case.key, read_only=True)
    assert opened.seal == seal and dump.records(opened) == wanted
    assert verify_case(opened).is_whole
    opened.close()


def test_two_backups_made_at_once_do_not_take_each_other_s_copy(case):
    """The timer's, and one asked for before bulk work: each on a thread of its own."""
    taken = []

    def check(beside, key, *, seal):
        if not taken:
            taken.append(None)
            backups.take(case)
        assert beside.exists(), "the copy that was to be checked is gone"
        return backups.check_file(beside, key, seal=seal)

    backups.take(case, check=check)
    assert backups.backups_of(case.case_id)
