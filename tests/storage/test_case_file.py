"""One edit, one transaction, one journal line; read, searched, undone, and closed whole."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest

from dhr_desktop.core.agencies import Agency, Return
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import (
    CaseFileGone,
    CaseInUse,
    CaseIsReadOnly,
    CaseTooNew,
    DiskFull,
    Refused,
    WriteFailed,
)
from dhr_desktop.core.people import Person
from dhr_desktop.core.review import FamilyContact, Meeting, PanelMember
from dhr_desktop.storage import dump, holder, vault
from dhr_desktop.storage.check import verify_case
from dhr_desktop.storage.opening import open_with_key
from dhr_desktop.storage.vault import recovery_code
from tests.builders import SetClock, a_case, a_person, add, an_agency, an_entry, reopened


def test_what_is_added_is_there_after_reopening(tmp_path):
    case = a_case(tmp_path)
    (person,) = add(case, a_person(aliases=("Rosie", "R. T."), pseudonym="Elin"))
    case = reopened(case)
    assert case.get(Person, person.id) == person
    case.close()


def test_ids_are_never_used_twice_even_after_undo(case):
    (first,) = add(case, a_person("One"))
    case.undo()
    (second,) = add(case, a_person("Two"))
    assert second.id > first.id


def test_one_step_is_one_journal_line(case):
    before = case.seal.seq
    with case.step("Add two people") as step:
        step.add(a_person("One"))
        step.add(a_person("Two"))
    assert case.seal.seq == before + 1
    assert step.change.kinds == {"people"} and len(step.change.ids) == 2


def test_a_step_that_changes_nothing_writes_nothing(case):
    (person,) = add(case, a_person())
    before = case.seal
    with case.step("Change person") as step:
        step.put(person)
    assert step.change.did_nothing and case.seal == before


def test_a_step_that_fails_leaves_nothing_behind(case):
    before, seal = dump.records(case), case.seal
    with pytest.raises(ZeroDivisionError), case.step("Fail half-way") as step:
        step.add(a_person())
        raise ZeroDivisionError
    assert dump.records(case) == before and case.seal == seal
    add(case, a_person("After"))
    assert [p.real_name for p in case.all(Person)] == ["After"]


def test_a_step_inside_a_step_is_a_defect(case):
    with pytest.raises(AssertionError), case.step("Outer") as step:
        step.add(a_person())
        with case.step("Inner"):
            pass


def test_lists_follow_what_was_committed(case):
    assert case.all(Person) == []
    (person,) = add(case, a_person("Before"))
    with case.step("Rename") as step:
        step.put(replace(person, real_name="After"))
    assert [p.real_name for p in case.all(Person)] == ["After"]
    with case.step("Remove") as step:
        step.remove(Person, person.id)
    assert case.all(Person) == [] and case.count(Person) == 0 and case.find(person.id) is None


def test_removing_takes_what_has_no_meaning_alone_and_unlinks_the_rest(case):
    agency, other = add(case, an_agency("Eastmere Police"), an_agency("Lantern"))
    owned, entry = add(case, Return(agency=agency.id), an_entry(agency=agency.id))
    member, second = add(case, PanelMember(full_name="A"), PanelMember(full_name="B"))
    (meeting,) = add(case, Meeting(purpose="panel meeting", attended=(member.id, second.id)))
    with case.step("Remove") as step:
        step.remove(Agency, agency.id)
        step.remove(PanelMember, member.id)
    assert case.get(Return, owned.id) is None
    assert case.get(Entry, entry.id).agency == 0
    assert case.get(Meeting, meeting.id).attended == (second.id,)
    case.undo()
    assert case.get(Return, owned.id).agency == agency.id
    assert case.get(Entry, entry.id) == entry
    assert case.get(Meeting, meeting.id) == meeting
    assert other in case.all(Agency)


def test_a_link_to_nothing_is_refused_when_the_step_ends(case):
    with pytest.raises(WriteFailed), case.step("Link to nothing") as step:
        step.add(Return(agency=9999))
    assert case.count(Return) == 0


def test_changing_what_is_gone_is_refused_in_a_sentence(case):
    with pytest.raises(Refused, match="no longer in the case"), case.step("Change") as step:
        step.put(a_person(id=777))


# ---- undo -----------------------------------------------------------------------------------------


def test_undo_and_redo_by_name_across_a_restart(tmp_path):
    case = a_case(tmp_path)
    with case.step("Add person", "Add person “One”") as step:
        step.add(a_person("One"))
    case = reopened(case)
    assert case.undo_name == "Add person “One”"
    case.undo()
    assert case.all(Person) == []
    case = reopened(case)
    assert case.redo_name == "Add person “One”"
    case.redo()
    assert [p.real_name for p in case.all(Person)] == ["One"]
    case.close()


def test_the_commits_of_one_stay_in_a_field_are_one_undo(case):
    (person,) = add(case, a_person("Start"))
    for words in ("S", "Se", "See"):
        with case.step("Change note", gesture="stay-1") as step:
            step.put(replace(case.get(Person, person.id), note=words))
    case.undo()
    assert case.get(Person, person.id).note == ""
    case.redo()
    assert case.get(Person, person.id).note == "See"


def test_a_new_edit_after_undo_ends_what_could_be_redone(case):
    add(case, a_person("One"))
    case.undo()
    add(case, a_person("Two"))
    assert case.redo_name == ""
    with pytest.raises(Refused, match="nothing to redo"):
        case.redo()


def test_the_review_itself_cannot_be_undone(tmp_path):
    case = reopened(a_case(tmp_path))
    with pytest.raises(Refused, match="nothing to undo"):
        case.undo()
    case.close()


def test_undoing_is_itself_written_down(case):
    add(case, a_person())
    case.undo()
    assert [line.sort for line in case.lines()][:2] == ["undo", "edit"]
    assert verify_case(case).is_whole


def test_a_record_tells_its_whole_history(case):
    (person,) = add(case, a_person("One", role="parent"))
    with case.step("Change role") as step:
        step.put(replace(person, role="victim"))
    case.undo()
    told = [(line.sort, change.before, change.after) for line, change in case.history_of(person.id)]
    assert [sort for sort, _, _ in told] == ["undo", "edit", "edit"]
    assert told[1][1:] == ({"role": "parent"}, {"role": "victim"})


# ---- search ---------------------------------------------------------------------------------------


def test_every_word_typed_so_far_must_begin_some_word(case):
    add(case, a_person("Rhoswen Tallowby", note="lives by the kiln"), a_person("Maud Tallowby"))
    assert {p.real_name for p in case.search("tallow")} == {"Maud Tallowby", "Rhoswen Tallowby"}
    assert [p.real_name for p in case.search("tallow kil")] == ["Rhoswen Tallowby"]
    assert case.search("nothing like it") == [] and case.search("  ") == []


def test_search_follows_edits_undo_and_removal(case):
    (person,) = add(case, a_person("Before"))
    with case.step("Rename") as step:
        step.put(replace(person, real_name="Afterwards"))
    assert case.search("before") == [] and len(case.search("afterw")) == 1
    case.undo()
    assert len(case.search("before")) == 1
    with case.step("Remove") as step:
        step.remove(Person, person.id)
    assert case.search("before") == []
    assert verify_case(case).is_whole


@pytest.mark.parametrize("typed", ['"', "'", "a*b", "NEAR(", "x AND", "-", "(", "people:", 'O"Neill', "^", "\x00"])
def test_what_is_typed_is_never_a_query(case, typed):
    add(case, a_person("O'Neill"))
    case.search(typed)


def test_accents_do_not_hide_a_name(case):
    add(case, a_person("Siân Llŷn"))
    assert case.search("sian llyn")


# ---- versions, places, second windows --------------------------------------------------------------


def _set_version(case, number):
    with case.reading() as connection:
        connection.execute(f"PRAGMA user_version = {number}")
    case.close()


def test_a_newer_file_is_refused_in_a_sentence(tmp_path):
    case = a_case(tmp_path)
    _set_version(case, 2000)
    before = case.path.read_bytes()
    with pytest.raises(CaseTooNew, match="newer version of DHR Desktop"):
        open_with_key(case.path, case.key)
    assert case.path.read_bytes()[:16] == before[:16]


def test_a_slightly_newer_file_is_only_read(tmp_path):
    case = a_case(tmp_path)
    _set_version(case, 1001)
    opened = open_with_key(case.path, case.key)
    try:
        assert opened.read_only_because == "a newer version of the program wrote it"
        with pytest.raises(CaseIsReadOnly, match="newer version"):
            add(opened, a_person())
    finally:
        opened.close()


def test_a_database_of_another_program_is_refused(tmp_path):
    case = a_case(tmp_path)
    with case.reading() as connection:
        connection.execute("PRAGMA application_id = 1")
    case.close()
    with pytest.raises(Exception, match="not a case file of this program"):
        open_with_key(case.path, case.key)


@pytest.mark.safety("C8", "D10")
def test_a_file_marked_read_only_opens_for_reading(tmp_path):
    case = a_case(tmp_path)
    case.close()
    case.path.chmod(0o400)
    opened = open_with_key(case.path, case.key)
    assert opened.read_only_because == "the file is marked as read-only"
    assert opened.review.title == "An invented review"
    with pytest.raises(CaseIsReadOnly, match="Copy to this laptop and edit"):
        add(opened, a_person())
    opened.close()


@pytest.mark.parametrize("folder", ["OneDrive - Council", "Dropbox", "Google Drive", "iCloud Drive"])
@pytest.mark.safety("D10")
def test_a_folder_a_cloud_service_copies_is_only_read_from(tmp_path, folder):
    case = a_case(tmp_path)
    case.close()
    watched = tmp_path / folder
    watched.mkdir()
    moved = case.path.rename(watched / "case.dhr")
    opened = open_with_key(moved, case.key)
    assert "cloud service" in opened.read_only_because
    opened.close()
    opened = open_with_key(moved, case.key, edit_anyway=True)
    assert not opened.is_read_only
    assert opened.lines()[0].detail == '{"edited_despite": true}'
    opened.close()


def test_a_case_is_not_begun_in_such_a_folder(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    with pytest.raises(Refused, match="cloud service"):
        a_case(tmp_path / "Dropbox")


@pytest.mark.safety("D11", "C10")
def test_a_second_opening_is_refused_with_who_and_since_when(tmp_path):
    case = a_case(tmp_path, clock=SetClock())
    case.refuse_if_gone()
    assert vault.salt_of(case.path) == case.key.salt  # to open the file for that, and close it, would lose the lock
    add(case, a_person("Looked at again"))
    script = (
        "import sys; from pathlib import Path; from dhr_desktop.storage import opening, vault\n"
        "key = vault.key_from_recovery_code(sys.argv[2])\n"
        "try: opening.open_with_key(Path(sys.argv[1]), key)\n"
        "except Exception as problem: print(type(problem).__name__, problem)"
    )
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", script, str(case.path), recovery_code(case.key)], capture_output=True, text=True
    )
    assert time.monotonic() - started < 5
    assert done.stdout.startswith("CaseInUse case.dhr is already open:")
    assert "since 09:00 UTC on 2026-03-02" in done.stdout
    add(case, a_person("Undisturbed"))
    case.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case.dhr"]


@pytest.mark.safety("C10")
def test_a_stale_note_of_who_has_it_blocks_nothing(tmp_path):
    case = a_case(tmp_path)
    case.close()
    (tmp_path / "case.dhr.in-use").write_text('{"who": "someone", "process": 1, "since": "2020-01-01T09:00"}')
    opened = open_with_key(case.path, case.key)
    assert not opened.is_read_only
    assert "since 09:00 UTC on 2020-01-01" not in holder.who_has(case.path), "the note now names this opening"
    opened.close()
    assert not (tmp_path / "case.dhr.in-use").exists()


# ---- the file underneath ---------------------------------------------------------------------------


@pytest.mark.safety("F1")
def test_a_clean_close_leaves_one_file(tmp_path):
    case = a_case(tmp_path)
    add(case, a_person())
    case.close()
    assert [path.name for path in tmp_path.iterdir()] == ["case.dhr"]


@pytest.mark.parametrize(
    "harm, words",
    [
        (lambda path: path.unlink(), "no longer there"),
        (lambda path: path.rename(path.with_name("moved.dhr")), "no longer there"),
        (lambda path: path.write_bytes(b"\0" * path.stat().st_size), "overwritten"),
        (lambda path: os.truncate(path, 8192), "cut short"),
        (lambda path: (path.rename(path.with_name("x")), path.write_bytes(b"another file" * 900)), "replaced"),
    ],
    ids=["removed", "moved", "zeroed", "truncated", "replaced"],
)
@pytest.mark.safety("C9")
def test_harm_to_the_file_while_it_is_open_is_noticed(tmp_path, harm, words):
    case = a_case(tmp_path)
    case.refuse_if_gone()
    harm(case.path)
    with pytest.raises(CaseFileGone, match=words):
        case.refuse_if_gone()
    case.close(clean=False)


def test_a_full_disk_keeps_what_was_saved_and_goes_on_when_there_is_room(tmp_path):
    import resource
    import signal

    case = a_case(tmp_path)
    add(case, a_person("Before"))
    case.close()
    case = open_with_key(case.path, case.key)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (case.path.stat().st_size + 2000, hard))
        with pytest.raises((DiskFull, WriteFailed), match="is not saved"):
            add(case, an_entry(words="many words " * 9000))
        assert [p.real_name for p in case.all(Person)] == ["Before"]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    add(case, a_person("After"))
    assert verify_case(case).is_whole
    case.close()


@pytest.mark.safety("C11")
def test_a_clock_that_is_set_is_recorded_and_changes_no_order(tmp_path):
    clock = SetClock()
    case = a_case(tmp_path, clock=clock)
    clock.pass_by(minutes=5)
    add(case, a_person("One"))
    assert "clock" not in case.lines()[0].detail
    clock.be_set(days=-1)
    add(case, a_person("Two"))
    assert '"clock_stepped_seconds": -86400' in case.lines()[0].detail
    clock.be_set(days=3650)
    add(case, a_person("Three"))
    assert [line.seq for line in case.lines()] == sorted((line.seq for line in case.lines()), reverse=True)
    assert verify_case(case).is_whole
    case.close()


def test_a_name_that_is_taken_is_not_overwritten(tmp_path):
    (tmp_path / "case.dhr").write_text("mine")
    with pytest.raises(Refused, match="already a file called case.dhr"):
        a_case(tmp_path)
    (tmp_path / "other.dhr-journal").write_text("left over")
    with pytest.raises(Refused, match="left-over side file"):
        a_case(tmp_path, name="other")
    assert (tmp_path / "case.dhr").read_text() == "mine"


@pytest.mark.safety("C8")
def test_odd_names_work(tmp_path):
    for name in ("Adolygiad tŷ", "Przegląd żółty", "مراجعة", "a" * 200):
        case = a_case(tmp_path, name=name)
        add(case, a_person())
        assert reopened_count(case) == 1


def reopened_count(case) -> int:
    case = reopened(case)
    try:
        return case.count(Person)
    finally:
        case.close()


def test_family_contacts_and_people_are_kept_apart(case):
    (person,) = add(case, a_person("Maud Tallowby"))
    (contact,) = add(case, FamilyContact(who="Mother", person=person.id))
    with case.step("Remove") as step:
        step.remove(Person, person.id)
    assert case.get(FamilyContact, contact.id).person == 0


@pytest.mark.safety("C8")
def test_a_folder_that_allows_no_writing(tmp_path):
    case = a_case(tmp_path)
    case.close()
    tmp_path.chmod(0o500)
    try:
        opened = open_with_key(case.path, case.key)
        assert opened.read_only_because == "its folder does not allow writing"
        opened.close()
        with pytest.raises(Refused, match="does not allow writing"):
            a_case(tmp_path, name="another")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.safety("C8")
def test_a_very_long_path_works(tmp_path):
    deep = tmp_path
    for _ in range(3):
        deep = deep / ("a folder with a rather long name " * 3).strip()
    deep.mkdir(parents=True)
    assert len(str(deep)) > 240
    case = a_case(deep)
    add(case, a_person())
    assert reopened_count(case) == 1


@pytest.mark.safety("C10")
def test_a_window_and_a_command_line_at_once(tmp_path):
    """Within one process too: the second is refused and the first goes on."""
    case = a_case(tmp_path)
    with pytest.raises(CaseInUse):
        open_with_key(case.path, case.key)
    add(case, a_person("Undisturbed"))
    assert reopened_count(case) == 1


needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="a second user needs root to be made: not proved"
)

AS_ANOTHER_USER = """
import os, sys
from pathlib import Path
from dhr_desktop.storage import opening, vault
key = vault.key_from_recovery_code(sys.argv[2])
opening.open_with_key(Path(sys.argv[3]), key).close()  # what is loaded late is loaded: the other may not read it
os.setgid(65534)
os.setuid(65534)
try:
    opening.open_with_key(Path(sys.argv[1]), key).close()
    print("opened")
except Exception as problem:
    print(type(problem).__name__, problem)
"""


@pytest.fixture
def folder_of_all():
    """A folder that every user may write to, under none that is closed to them."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


def _opened_by_another(case, tmp_path) -> str:
    other = a_case(tmp_path, key=case.key)
    other.close()
    done = subprocess.run(
        [sys.executable, "-c", AS_ANOTHER_USER, str(case.path), recovery_code(case.key), str(other.path)],
        capture_output=True, text=True,
    )  # fmt: skip
    other.path.unlink()
    assert not done.stderr, done.stderr
    return done.stdout


@needs_root
@pytest.mark.safety("C10", "D11")
def test_a_second_user_is_refused_while_the_first_works_and_let_in_after(folder_of_all, tmp_path):
    case = a_case(folder_of_all)
    case.path.chmod(0o666)
    said = _opened_by_another(case, tmp_path)
    assert said.startswith("CaseInUse case.dhr is already open"), said
    add(case, a_person("Undisturbed"))
    case.close()
    assert _opened_by_another(case, tmp_path) == "opened\n"
    assert reopened_count(case) == 1


@needs_root
@pytest.mark.safety("C10")
def test_a_case_is_closed_to_every_other_user_of_the_laptop(folder_of_all, tmp_path):
    case = a_case(folder_of_all)
    case.close()
    assert _opened_by_another(case, tmp_path) == (
        "DhrError case.dhr belongs to another user of this laptop. Ask them to open it, or for a copy of your own.\n"
    )
    assert reopened_count(case) == 0


def test_a_network_drive_or_a_stick_is_only_read_from(tmp_path, monkeypatch):
    from dhr_desktop.system import places

    monkeypatch.setattr(places, "_mounted_as", lambda path: "cifs")
    assert "network drive" in places.why_not_edit(tmp_path / "x.dhr")
    monkeypatch.setattr(places, "_mounted_as", lambda path: "unheard-of")
    assert places.why_not_edit(tmp_path / "x.dhr") == "", "an unknown file system counts as local"
    monkeypatch.setattr(places, "_on_removable", lambda path: True)
    assert "removable drive" in places.why_not_edit(tmp_path / "x.dhr")


def test_little_space_is_noticed(tmp_path, monkeypatch):
    import shutil

    from dhr_desktop.system import places

    (tmp_path / "x.dhr").write_bytes(b"x")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(1000, 600, 400 * 2**20))
    assert places.too_little_space(tmp_path / "x.dhr")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(1000, 600, 900 * 2**20))
    assert not places.too_little_space(tmp_path / "x.dhr")


def test_a_commit_the_disk_took_and_reported_as_failed_counts_as_saved(case):
    """Told as failed it would be tried again, and made twice; and a rescue from the backup would lack its line."""
    from dhr_desktop.storage.vault import SqlError

    class Lying:
        """The database, except that its next COMMIT is done and then said to have failed."""

        def __init__(self, real):
            self.real = real

        def __getattr__(self, name):
            return getattr(self.real, name)

        def execute(self, statement, *values):
            answer = self.real.execute(statement, *values)
            if statement == "COMMIT":
                raise SqlError("disk I/O error")
            return answer

    case.all(Person)
    real, case._connection = case._connection, Lying(case._connection)
    add(case, a_person("Taken all the same"))
    case._connection = real
    assert case.unbacked[-1].line.seq == case.seal.seq
    assert [p.real_name for p in case.all(Person)] == ["Taken all the same"]
    add(case, a_person("Next"))
    assert case.count(Person) == 2 and verify_case(case).is_whole
    case.undo()
    case.undo()
    assert case.count(Person) == 0
