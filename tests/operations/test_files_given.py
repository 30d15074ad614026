"""The files of a folder: every one is read, or named with why not."""

from __future__ import annotations

import pytest

from dhr_desktop.core.errors import Refused
from dhr_desktop.operations.importing.files_given import Alone, files_given

SENT = [
    "Panel.dhr notes.txt", "Trust response (Smith.dhr 2014).csv", "About review.dhr.csv", "dhr.csv", "x.dhr.docx",
    "Eastmere.dhrx", "Comments.dhr-reply.csv",
]  # fmt: skip
OURS = [
    "Review.dhr",
    "REVIEW.DHR",
    "Review.dhr-journal",
    "Review before conversion 1.dhr",
    "A.dhr-wal",
    "B.dhr-reply.json",
    "C.dhr.in-use",
]


@pytest.mark.parametrize("name", SENT)
def test_a_name_that_speaks_of_a_case_file_is_a_senders_own(tmp_path, name):
    (tmp_path / name).write_text("Date,Event\n14/02/2021,Attended.\n")
    assert [each.name for each in files_given([tmp_path]).to_read] == [name]


@pytest.mark.parametrize("name", [*OURS, ".hidden.csv"])
def test_what_is_left_alone_is_named(tmp_path, name):
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / name).write_text("x")
    with pytest.raises(Refused, match="not read"):
        files_given([tmp_path])
    (tmp_path / "a.csv").write_text("x")
    given = files_given([tmp_path])
    assert [each.name for each in given.to_read] == ["a.csv"]
    assert given.left_alone == ((name, Alone.HIDDEN if name.startswith(".") else Alone.OURS),)
    assert name in given.in_words()


@pytest.mark.parametrize("name", [".DS_Store", "._Eastmere Police.xlsx"])
def test_what_a_system_puts_into_every_folder_is_not_told(tmp_path, name):
    for each in (name, "a.csv"):
        (tmp_path / each).write_text("x")
    given = files_given([tmp_path])
    assert len(given.to_read) == 1 and not given.in_words()
