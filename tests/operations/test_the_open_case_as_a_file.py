"""The open case's own file, named where another file is asked for: refused, and its lock kept."""

import os
import shutil

import pytest

from dhr_desktop.core.errors import Refused
from dhr_desktop.core.people import Person
from dhr_desktop.files import tables
from dhr_desktop.operations.analysis import codebooks
from dhr_desktop.operations.chronology import panel_replies
from dhr_desktop.operations.importing import submissions
from dhr_desktop.operations.importing.files_given import files_given
from dhr_desktop.operations.names import departing, gating
from dhr_desktop.operations.queries import query_replies
from dhr_desktop.operations.report import word_back
from dhr_desktop.operations.report.checks import filed
from dhr_desktop.operations.review import registers
from tests.builders import add, an_agency

DOORS = {
    "agencies' files": lambda case, path: submissions.look_at(case, [path]),
    "a panel member's reply": panel_replies.take_reply,
    "a reply to a query sheet": query_replies.read_reply,
    "a codebook": codebooks.bring_in,
    "a register": lambda case, path: registers.import_csv(case, Person, path),
    "a file for the gate": lambda case, path: gating.check_file(case, path, "submission"),
    "which export it is": departing.which,
    "a report to check": filed.run_on_file,
    "an edited report": word_back.read_back,
    "a place to write to": lambda case, path: registers.export_csv(
        case, Person, path, overwrite=True, is_confirmed=True
    ),
    "a list to write": lambda case, path: tables.write_new(path, b"x", overwrite=True),
}


def locks_on(path):
    number = str(path.stat().st_ino)
    with open("/proc/locks") as held:
        return [line for line in held if line.split()[4] == str(os.getpid()) and line.split()[5].endswith(f":{number}")]


@pytest.mark.skipif(not os.path.exists("/proc/locks"), reason="locks cannot be asked for here: not proved")
@pytest.mark.parametrize("called", ["by its name", "by a link", "by a hard link"])
@pytest.mark.parametrize("door", DOORS)
def test_it_is_refused_at_every_door_and_its_lock_is_kept(case, tmp_path, door, called):
    add(case, an_agency())
    path = case.path
    if called != "by its name":
        path = tmp_path / ("other.docx" if door in ("a report to check", "an edited report") else "other.csv")
        (os.link if called == "by a hard link" else os.symlink)(case.path, path)
    before = locks_on(case.path)
    assert before, "nothing to lose"
    with pytest.raises(Refused if door != "a codebook" or called != "by its name" else Exception):
        DOORS[door](case, path)
    assert locks_on(case.path) == before
    add(case, an_agency("Another"))


def test_a_folder_that_holds_it_is_brought_in_without_it(case, tmp_path):
    os.link(case.path, tmp_path / "renamed.csv")
    (tmp_path / "Eastmere Police.csv").write_text("Date,Event\n14/02/2021,Attended.\n")
    assert [path.name for path in files_given([tmp_path]).to_read] == ["Eastmere Police.csv"]


def test_another_case_file_is_no_case_that_is_open(case, tmp_path):
    shutil.copyfile(case.path, tmp_path / "copy.csv")
    [looked] = submissions.look_at(case, [tmp_path / "copy.csv"])
    assert not looked.proposal.tables
