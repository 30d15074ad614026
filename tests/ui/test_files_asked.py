"""What a waiting file shows below its tables, and its answers: every sheet's left-out rows, changes in order, names whole."""

from __future__ import annotations

import pytest

from dhr_desktop.core.agencies import Agency
from dhr_desktop.intake.pages import Cell, Document, Grid, GridRow
from dhr_desktop.operations.importing import accepting, submissions
from dhr_desktop.operations.importing.versions import Version
from dhr_desktop.ui.agencies.answers_line import AnswersLine
from dhr_desktop.ui.agencies.preview import Preview
from dhr_desktop.ui.agencies.version_changes import NOT_YET
from tests.builders import add, an_agency
from tests.operations.importing.test_revisions import HEADER, a_row, look

ROWS = [("14/02/2021", "Officers attended."), ("29th and 30th March 2021", "Referral."), ("1/5/2021", "Closed.")]
LONG = "Eastmere and Thornbeck Valley Community Healthcare National Health Service Foundation Trust"


def texts(listed):
    return [listed.item(at).text() for at in range(listed.count())]


def sheets(*named):
    grids = []
    for name, is_hidden, rows in named:
        lines = [GridRow(at, {b: Cell(text) for b, text in enumerate(row)}) for at, row in enumerate(rows, 1)]
        grids.append(Grid(name, lines, is_hidden=is_hidden))
    return Document("xlsx", grids)


@pytest.fixture
def police(case):
    return add(case, an_agency("Eastmere Police"))[0]


@pytest.fixture
def preview(qtbot):
    made = Preview()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def answers(qtbot):
    made = AnswersLine()
    qtbot.addWidget(made)
    return made


def test_left_out_lists_the_rows_of_every_sheet_and_goes_to_them(case, police, preview):
    document = sheets(
        ("Chronology", False, [("Date", "Event"), *ROWS]),
        ("Log", False, [("Prepared by the records team",)]),
        ("Hidden notes", True, [("Names of callers",), ("Quillifax",)]),
    )
    looked = submissions._understood(case, "Eastmere Police.xlsx", b"sheets", document, [])
    preview.show_file(looked)
    told = texts(preview._left_out)
    assert any(each.startswith("Log, row 1") for each in told)
    assert any(each.startswith("Hidden notes, hidden, row 2") for each in told)
    assert any("hidden sheets (Hidden notes)" in each for each in texts(preview.doubts))
    at = next(at for at, each in enumerate(told) if each.startswith("Hidden notes, hidden, row 2"))
    preview._go(preview._left_out.item(at))
    assert preview.table.found.name == "Hidden notes" and preview.left.currentIndex().row() == 1


def test_counts_are_told_anew_once_its_dates_are_split(case, police, answers):
    looked = look(case, "Eastmere Police.xlsx", ROWS, ("Date", "Event"))
    answers.show_file(looked, case.all(Agency), can_edit=True)
    assert answers.sentence.text().startswith("3 entries from 4 rows")
    split = submissions.look_again(case, looked, splits=submissions.can_be_split(looked))
    answers.show_file(split, case.all(Agency), can_edit=True)
    assert answers.sentence.text().startswith("4 entries from 4 rows") and "1 left out" in answers.sentence.text()


def test_changes_wait_for_the_sender_and_then_stand_in_the_order_of_the_file(case, police, preview):
    import random

    rng = random.Random(2)
    rows = [a_row(rng, at) for at in range(6)]
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows))
    fresh = [rows[0], a_row(rng, 90), *rows[1:5], [*rows[5][:7], "Otherwise.", *rows[5][8:]]]
    unsaid = look(case, "chronology.xlsx", fresh, HEADER)
    preview.show_file(unsaid)
    assert texts(preview.changes) == [NOT_YET]
    said = submissions.look_again(case, unsaid, agency=police.id)
    preview.show_file(said)
    told = [each for each in texts(preview.changes) if each.startswith("Row")]
    assert [each.split()[1].rstrip(",") for each in told] == ["3", "8"]


def test_a_version_that_is_asked_offers_both_answers_and_an_answered_one_the_other(case, police, answers):
    import random

    rng = random.Random(2)
    rows = [a_row(rng, at) for at in range(6)]
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows))
    looked = look(case, "Chronology of Eastmere Police.xlsx", rows[2:])
    answers.show_file(looked, case.all(Agency), can_edit=True)
    offered = [each for each, made in answers.versions.items() if made.isVisibleTo(answers)]
    assert offered == [Version.NEW_VERSION, Version.FURTHER_FILE]
    assert answers.sentence.text().startswith("May be a new version of Eastmere Police.xlsx: 4 rows unchanged")


def test_a_long_name_is_told_whole(case, answers):
    [trust] = add(case, an_agency(LONG))
    looked = submissions.look_again(case, look(case, "chronology.xlsx", ROWS, ("Date", "Event")), agency=trust.id)
    answers.show_file(looked, case.all(Agency), can_edit=True)
    assert answers.agency.toolTip() == LONG and answers.agency.currentText() == LONG
    assert answers.agency.view().minimumWidth() >= answers.agency.fontMetrics().horizontalAdvance(LONG)
