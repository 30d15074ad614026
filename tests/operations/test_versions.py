"""A new version or a further file: told by its name, or asked where rows alone say so and something would be lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from dhr_desktop.core.agencies import Agency, ColumnMapping, Row
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.intake.pages import Cell, Document, Grid, GridRow
from dhr_desktop.intake.proposed import DayOrder
from dhr_desktop.intake.senders import told
from dhr_desktop.operations.importing import accepting, answering, kept_words, submissions, versions, waiting
from dhr_desktop.operations.importing.column_memory import day_order_of
from dhr_desktop.operations.importing.looked_at import Question
from dhr_desktop.operations.importing.originals import place_of
from dhr_desktop.operations.importing.versions import Version, VersionAnswer
from dhr_desktop.operations.review.history import title_of
from tests.builders import add, an_agency
from tests.operations.importing.test_revisions import COLUMNS, a_row, look, other_cell


@pytest.fixture
def police(case):
    return add(case, an_agency("Eastmere Police"))[0]


@pytest.fixture
def rows():
    rng = random.Random(11)
    return [a_row(rng, at) for at in range(10)]


def kept(case):
    return [each for each in case.all(Entry) if not each.is_withdrawn]


@pytest.mark.parametrize("gone", range(1, 4))
def test_a_file_that_is_a_version_only_by_its_rows_is_asked_before_it_withdraws_any(case, police, rows, gone):
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows))
    looked = look(case, "Chronology of Eastmere Police.xlsx", rows[gone:])
    assert looked.questions == (Question.VERSION,) and len(looked.revision.withdrawn) == gone
    assert any("new version of Eastmere Police.xlsx, or a further file" in each for each in looked.needs)
    with pytest.raises(Refused, match="new version or a further file"):
        accepting.accept(case, looked)
    changes, left = accepting.accept_and_ask(case, files=[looked])
    assert not changes and left[0].questions == (Question.VERSION,) and len(kept(case)) == 10
    as_version = submissions.look_again(
        case, looked, version=VersionAnswer(Version.NEW_VERSION, looked.earlier.submission.id)
    )
    assert not as_version.questions
    accepting.accept(case, submissions.as_now(case, as_version))
    assert len(kept(case)) == 10 - gone
    case.undo()
    further = submissions.look_again(
        case, looked, version=VersionAnswer(Version.FURTHER_FILE, looked.earlier.submission.id)
    )
    assert not further.questions and further.revision is None
    accepting.accept(case, submissions.as_now(case, further))
    assert len(kept(case)) == 20 - gone and not any(each.is_withdrawn for each in case.all(Entry))


def test_a_file_that_holds_all_rows_of_an_earlier_one_and_more_is_its_version_and_says_so(case, police, rows):
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows[:6]))
    looked = look(case, "Chronology of Eastmere Police.xlsx", rows)
    assert not looked.questions and (len(looked.revision.same), len(looked.revision.added)) == (6, 4)
    assert any("new version" in each for each in looked.notes)
    accepting.accept(case, looked)
    assert len(kept(case)) == 10


@pytest.mark.parametrize("seed", range(5))
def test_made_up_files_of_other_names_withdraw_and_overwrite_nothing_unasked(case, police, rows, seed):
    rng = random.Random(seed)
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows))
    fresh = [other_cell(rng, row, rng.choice([c for c in COLUMNS if c])) if rng.random() < 0.4 else row for row in rows]
    fresh = [*rng.sample(fresh, rng.randint(6, 10)), a_row(rng, 700)]
    looked = look(case, "Chronology of Eastmere Police.xlsx", fresh)
    if looked.revision is not None and not looked.questions:
        assert not looked.revision.withdrawn and len(looked.revision.changed) <= 2
    elif looked.revision is not None:
        assert looked.questions == (Question.VERSION,)


def test_a_file_of_the_same_name_that_shares_only_some_rows_is_asked(case, police, rows):
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows))
    rng = random.Random(12)
    other = [rows[0], *(a_row(rng, at) for at in range(600, 609))]
    looked = look(case, "Eastmere Police.xlsx", other)
    assert looked.questions == (Question.VERSION,) and len(looked.revision.withdrawn) == 9


MARKS = ["v2", "version 3", "final", "FINAL v2", "_revised", "amended", "updated", "(1)", " (2)", "(1) final", "_v2"]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("shared", [1, 2, 4])
def test_no_mark_in_a_name_withdraws_most_of_a_file_unasked(case, police, rows, mark, shared):
    accepting.accept(case, look(case, "Eastmere Police chronology.xlsx", rows))
    other = [*rows[:shared], *(a_row(random.Random(12), at) for at in range(600, 608))]
    looked = look(case, f"Eastmere Police chronology {mark}.xlsx", other)
    looked = submissions.look_again(case, looked, agency=police.id)
    assert looked.questions == (Question.VERSION,) and len(looked.revision.withdrawn) == 10 - shared
    changes, left = accepting.accept_and_ask(case, files=[looked])
    assert not changes and len(left) == 1 and len(kept(case)) == 10


@pytest.mark.parametrize("mark", MARKS)
def test_a_marked_name_is_a_version_where_its_rows_say_so_too(case, police, rows, mark):
    accepting.accept(case, look(case, "Eastmere Police chronology.xlsx", rows))
    looked = look(case, f"Eastmere Police chronology {mark}.xlsx", rows[3:])
    looked = submissions.look_again(case, looked, agency=police.id)
    assert not looked.questions and len(looked.revision.withdrawn) == 3


@pytest.mark.parametrize("number", range(1, 12))
def test_a_number_that_a_computer_put_behind_a_name_is_no_version(number):
    assert versions.version_of(f"Chronology ({number}).xlsx") == 0
    assert versions.base_name(f"Chronology({number}).xlsx") == "chronology"
    assert versions.base_name("Chronology (2014).xlsx") != "chronology"
    assert versions.order_of(Path("Chronology.xlsx")) < versions.order_of(Path(f"Chronology ({number}).xlsx"))


SPLIT = [("14/02/2021", "Officers attended."), ("29th and 30th March 2021", "Referral made."), ("1/5/2021", "Closed."),
         ("2/5/2021", "Opened again."), ("3/5/2021", "Visited.")]  # fmt: skip


@pytest.mark.parametrize("of", ["by its name", "by its rows"])
def test_rows_that_were_split_before_are_whole_in_a_further_file_and_under_another_agency(case, police, of):
    header = ("Date", "Event")
    [housing] = add(case, an_agency("Larkfield Housing"))
    looked = look(case, "Eastmere Police.xlsx", SPLIT, header)
    accepting.accept(case, submissions.look_again(case, looked, splits=submissions.can_be_split(looked)))
    name = "Eastmere Police v2.xlsx" if of == "by its name" else "Eastmere Police, the log.xlsx"
    new = look(case, name, SPLIT[:-1], header)
    assert len(new.proposal.entries) == 5 and new.earlier is not None
    said = VersionAnswer(Version.FURTHER_FILE, new.earlier.submission.id)
    for further in (
        submissions.look_again(case, new, version=said),
        submissions.look_again(case, new, agency=housing.id),
        submissions.as_now(case, submissions.look_again(case, new, version=said)),
    ):
        assert len(further.proposal.entries) == 4 and len(submissions.can_be_split(further)) == 1, further
    told = submissions.look_again(case, new, version=said, splits=submissions.can_be_split(further))
    assert len(told.proposal.entries) == 5, "the chair splits it"
    version = submissions.look_again(case, new, version=VersionAnswer(Version.NEW_VERSION, said.of))
    assert len(version.proposal.entries) == 5 and len(version.revision.same) == 5


def test_an_answer_to_one_file_is_none_to_another(case, police, rows):
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows))
    looked = look(case, "Chronology of Eastmere Police.xlsx", rows[2:])
    answered = submissions.look_again(case, looked, version=VersionAnswer(Version.FURTHER_FILE, 999_999))
    assert answered.questions == (Question.VERSION,)


def test_answers_by_name_hold_for_whatever_it_is_like(case, police, rows):
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows))
    looked = look(case, "Chronology of Eastmere Police.xlsx", rows[2:])
    answers = answering.Answers(versions={looked.file_name: Version.FURTHER_FILE})
    assert not answering.answered(case, [looked], answers)[0].questions
    nothing_like_it = look(case, "Chronology of Eastmere Police.xlsx", [a_row(random.Random(77), 1)])
    answers = answering.Answers(versions={nothing_like_it.file_name: Version.FURTHER_FILE})
    assert not answering.answered(case, [nothing_like_it], answers)[0].questions


def test_the_answer_waits_with_the_file(case, police, rows, tmp_path):
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows))
    looked = look(case, "Chronology of Eastmere Police.xlsx", rows[2:])
    told_so = submissions.look_again(case, looked, version=VersionAnswer(Version.FURTHER_FILE, 7))
    assert waiting._kept(told_so)["version"] == ["further file", 7]


def test_changes_are_told_in_the_order_of_the_file(case, police, rows):
    rng = random.Random(3)
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows))
    fresh = [rows[0], a_row(rng, 300), *rows[1:8], a_row(rng, 301), other_cell(rng, rows[9], 7)]
    fresh[3] = other_cell(rng, fresh[3], 6)
    revision = look(case, "Eastmere Police v2.xlsx", fresh).revision
    told_rows = [each.row for each in revision.told]
    assert told_rows == [3, 5, 11, 12, 0] and revision.told[-1].words.startswith("withdrawn")


# ---- what was told of earlier files ---------------------------------------------------------------


def test_undo_takes_back_what_was_said_of_an_agency_s_dates(case, police):
    looked = look(case, "Eastmere Police.xlsx", [("02/14/2020", "One."), ("03/01/2020", "Two.")], ("Date", "Event"))
    looked = submissions.look_again(case, looked, day_order=DayOrder.MONTH_FIRST)
    accepting.accept(case, looked)
    assert day_order_of(case, police.id) is DayOrder.MONTH_FIRST
    case.undo()
    assert day_order_of(case, police.id) is None and not case.all(ColumnMapping)


def test_what_a_file_calls_its_agency_is_asked_once(case):
    [hospital] = add(case, an_agency("Weston General Hospital"))

    def of(title, day):
        lines = [GridRow(1, {0: Cell("Agency"), 1: Cell(title)}), GridRow(3, {0: Cell("Date"), 1: Cell("Event")})]
        lines += [GridRow(4, {0: Cell(day), 1: Cell(f"Seen at the ward on {day}.")})]
        return submissions._understood(
            case, "chronology.xlsx", repr((title, day)).encode(), Document("xlsx", [Grid("Sheet1", lines)]), []
        )

    first = of("Weston Hospital", "1/2/2020")
    assert first.questions == (Question.WHO_SENT_IT,) and first.calls_itself == "Weston Hospital"
    accepting.accept(case, submissions.look_again(case, first, agency=hospital.id))
    assert case.get(Agency, hospital.id).former_names == ("Weston Hospital",)
    again = of("Weston Hospital", "3/4/2020")
    assert not again.questions and again.sender.agency == hospital.id
    case.undo()
    assert case.get(Agency, hospital.id).former_names == ()


def test_what_was_answered_of_a_row_s_agency_stands_above_an_agency_called_so(case, police):
    [school] = add(case, an_agency("Larkfield School"))
    header, rows = ("Date", "Agency", "Event"), [
        ("1/2/2020", "Larkfield School", "Seen at the gate."), ("2/2/2020", "Eastmere Police", "Call taken."),
    ]  # fmt: skip
    looked = look(case, "Combined.xlsx", rows, header)
    answered = submissions.look_again(case, looked, rows_of={"Larkfield School": told(police.id, "Eastmere Police")})
    accepting.accept(case, answered)
    assert {each.agency for each in case.all(Entry)} == {police.id} and school.id


# ---- what is said when files were kept ------------------------------------------------------------


def test_a_file_that_could_not_be_read_is_not_counted_with_those_kept(case, police, rows):
    read = look(case, "Eastmere Police.xlsx", rows)
    unread = submissions._understood(case, "b.doc", b"nothing", "It could not be read.", [])
    said = kept_words.kept_words([read, unread], [])
    assert said.startswith("1 file kept with 10 entries; 1 file that could not be read noted as refused.")


def test_nothing_kept_says_which_answer_is_missing(case, rows):
    asked = look(case, "chronology.xlsx", rows)
    said = kept_words.kept_words([], [asked])
    assert said == "Nothing was kept. 1 file not kept: chronology.xlsx waits for an answer: which agency sent it."


# ---- folded ---------------------------------------------------------------------------------------


def test_what_is_folded_is_the_same_when_it_is_opened(case, police, rows):
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows))
    looked = look(case, "Eastmere Police v2.xlsx", [*rows[1:], other_cell(random.Random(1), rows[0], 6)])
    before = (looked.needs, looked.gist, looked.revision.lines(), looked.questions, looked.in_short())
    looked.found.fold()
    assert not looked.found.is_open and looked.gist == before[1] and looked.questions == before[3]
    assert looked.in_short() == before[4] and not looked.found.is_open, "a list is shown without opening any"
    assert (looked.needs, looked.gist, looked.revision.lines()) == before[:3]
    accepting.accept(case, looked)
    assert len(kept(case)) == 10


# ---- found again ----------------------------------------------------------------------------------


def test_the_words_of_a_row_that_was_left_out_are_found_with_their_file_and_row(case, police, rows):
    noted = ["Note: the ledger Quillifax was not searched."]
    looked = look(case, "Eastmere Police.xlsx", [*rows, noted])
    accepting.accept(case, looked)
    (found,) = case.search("quillifax")
    assert isinstance(found, Row) and found.exception and "Quillifax" in title_of(case, found)
    assert place_of(case, Row.KIND, found.id).row == 12
    words = rows[0][6].split()
    assert not any(isinstance(each, Row) for each in case.search(f"{words[0]} {words[1]} {words[2]}"))
