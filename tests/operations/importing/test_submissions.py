"""Bringing files in: what is kept, what a new version does to it, and that everything can be taken back."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dhr_desktop.core.agencies import Agency, ColumnMapping, Return, Row, Submission
from dhr_desktop.core.entries import DateCorrection, Entry
from dhr_desktop.core.errors import Cancelled, Refused
from dhr_desktop.core.filters import Filter
from dhr_desktop.core.progress import Progress
from dhr_desktop.core.review import Review
from dhr_desktop.operations.casefile import sample
from dhr_desktop.operations.chronology import chronology_told, entry_lists
from dhr_desktop.operations.events import corrections
from dhr_desktop.operations.importing import accepting, import_papers, submissions
from dhr_desktop.operations.importing.replaced_rows import REPLACED
from dhr_desktop.operations.reference import vocabularies
from dhr_desktop.operations.review import registers
from dhr_desktop.storage import dump
from dhr_desktop.storage.check import verify_case
from tests.builders import add, an_agency
from tests.intake import making

HEADER = ("Date", "Event", "Outcome", "Beat code")
ROWS = [
    ("14/02/2021", "Officers attended Kiln Row after a call from a neighbour.", "Advice given.", "K4"),
    ("15/02/2021", "Review of the attendance; referral made to the specialist service.", "Closed.", ""),
    ("TBC", "Intelligence that he was seen near the school on two mornings.", "None.", ""),
]


def put(folder, name, rows=ROWS, header=HEADER):
    path = folder / name
    path.write_bytes(making.workbook([header, *rows]))
    return path


def bring_in(case, *paths, agency=None):
    changes = []
    for looked in submissions.look_at(case, list(paths)):
        if agency:
            looked = submissions.look_again(case, looked, agency=agency)
        changes.append(accepting.accept(case, submissions.as_now(case, looked)))
    return changes


@pytest.fixture
def police(case):
    return add(case, an_agency("Eastmere Police"))[0]


def test_every_agency_of_a_combined_file_has_answered(case, police, tmp_path):
    """Their entries stand in the chronology: nobody may read that their return is awaited."""
    rows = [
        ("14/02/2021", "Eastmere Police", "Seen."),
        ("15/02/2021", "Kiln Row Surgery", "Seen."),
        ("16/02/2021", "Kiln Row Surgery", "Seen."),
    ]
    bring_in(case, put(tmp_path, "combined.xlsx", rows, ("Date", "Agency", "Event")), agency=police.id)
    names = {each.id: each.full_name for each in case.all(Agency)}
    told = [(names[each.agency], each.outcome, each.received) for each in case.all(Return)]
    today = case.clock.now().date()
    assert told == [("Eastmere Police", "", today), ("Kiln Row Surgery", "", today)]


def test_a_file_comes_in_with_its_bytes_rows_entries_and_agency(case, police, tmp_path):
    path = put(tmp_path, "Eastmere Police chronology.xlsx")
    bring_in(case, path)
    sent = case.all(Submission)[0]
    assert (sent.agency, sent.status, sent.sha256) == (
        police.id,
        "imported",
        hashlib.sha256(path.read_bytes()).hexdigest(),
    )
    assert case.original(sent.sha256) == path.read_bytes()
    assert [entry.happened.edtf for entry in case.all(Entry)] == ["2021-02-14", "2021-02-15", ""]
    assert case.all(Entry)[2].date_status == "undated" and case.all(Entry)[2].happened.wording == "TBC"
    assert case.all(Entry)[0].other_columns == ("Beat code: K4",)
    rows = case.all(Row)
    assert len(rows) == 4 and rows[0].exception == "the heading row" and rows[1].entry == case.all(Entry)[0].id
    assert case.all(Entry)[0].row == rows[1].id
    assert case.all(Return)[0].received == case.clock.now().date()
    assert "4 rows = 3 entries + 1 others" in sent.report
    assert verify_case(case).is_whole


def test_looking_changes_nothing_and_undo_takes_a_whole_file_back(case, police, tmp_path):
    before = dump.records(case)
    looked = submissions.look_at(case, [put(tmp_path, "Eastmere Police.xlsx")])[0]
    assert dump.records(case) == before and looked.sender.agency == police.id and looked.sender.is_sure
    accepting.accept(case, looked)
    after = dump.records(case)
    case.undo()
    assert dump.records(case) == before
    case.redo()
    assert dump.records(case) == after


def test_the_same_file_adds_nothing_whatever_it_is_called(case, police, tmp_path):
    bring_in(case, put(tmp_path, "Eastmere Police.xlsx"))
    held = dump.records(case)
    (tmp_path / "again.xlsx").write_bytes((tmp_path / "Eastmere Police.xlsx").read_bytes())
    looked = submissions.look_at(case, [tmp_path / "again.xlsx"])[0]
    assert looked.already is not None and looked.needs == [
        "This file is in the case already, as Eastmere Police.xlsx; it adds nothing."
    ]
    with pytest.raises(Refused, match="adds nothing"):
        accepting.accept(case, looked)
    assert dump.records(case) == held


def test_two_names_for_one_file_in_one_drop_are_told(case, police, tmp_path):
    one = put(tmp_path, "Eastmere Police.xlsx")
    (tmp_path / "Eastmere Police copy.xlsx").write_bytes(one.read_bytes())
    looked = submissions.look_at(case, [tmp_path])
    assert "the same file as" in looked[1].warnings[0]


def test_a_new_version_keeps_what_was_decided_and_says_what_changed(case, police, tmp_path):
    bring_in(case, put(tmp_path, "Eastmere Police.xlsx"))
    first, second, third = case.all(Entry)
    registers.change(case, Entry, first.id, chair_comment="Who told the school?")
    corrections.correct_date(case, third.id, "March 2021", "the neighbour's statement")
    rows = [
        ("20/02/2021", "A wholly new contact about the children's school.", "Noted.", ""),  # added, above
        ROWS[0],  # unchanged, moved down
        (
            "15/02/2021",
            "Review of the attendance; referral made to the specialist service and to housing.",
            "Closed.",
            "",
        ),  # reworded
    ]  # the third is withdrawn
    looked = submissions.look_at(case, [put(tmp_path, "Eastmere Police REVISED v2.xlsx", rows)])[0]
    revision = looked.revision
    assert (len(revision.same), len(revision.changed), len(revision.added), len(revision.withdrawn)) == (1, 1, 1, 1)
    accepting.accept(case, looked)
    assert (
        case.get(Entry, first.id).chair_comment == "Who told the school?"
        and not case.get(Entry, first.id).agency_changed
    )
    assert (
        "What happened changed" in case.get(Entry, second.id).agency_changed
        and "housing" in case.get(Entry, second.id).what_happened
    )
    assert case.get(Entry, third.id).is_withdrawn and case.count(DateCorrection) == 1
    assert [each.status for each in case.all(Submission)] == ["replaced", "imported"]
    assert len(case.all(Entry)) == 4 and sum(row.entry == first.id for row in case.all(Row)) == 2
    assert verify_case(case).is_whole
    doubtful = chronology_told.tell(case).shown(Filter(doubtful=True)).told
    assert any("marks still hold" in doubt for line in doubtful for doubt in line.doubts)


def test_an_earlier_version_found_later_does_not_replace_the_newer(case, police, tmp_path):
    bring_in(case, put(tmp_path, "Eastmere Police REVISED v2.xlsx"))
    looked = submissions.look_at(case, [put(tmp_path, "Eastmere Police.xlsx", ROWS[:2])])[0]
    assert looked.revision is None


def test_a_re_dated_row_is_the_same_row_with_another_date(case, police, tmp_path):
    bring_in(case, put(tmp_path, "Eastmere Police.xlsx"))
    rows = [("16/02/2021", *ROWS[0][1:]), *ROWS[1:]]
    revision = submissions.look_at(case, [put(tmp_path, "Eastmere Police v2.xlsx", rows)])[0].revision
    assert [each.what for each in revision.changed] == [("Date",)] and len(revision.same) == 2


def test_weekly_contacts_in_the_same_words_are_not_taken_for_each_other(case, police, tmp_path):
    weekly = [
        (f"{day:02}/02/2021", "Routine home visit by the health visitor; all well.", "Next week.", "")
        for day in (1, 8, 15)
    ]
    bring_in(case, put(tmp_path, "Eastmere Police.xlsx", weekly))
    more = [*weekly, ("22/02/2021", "Routine home visit by the health visitor; all well.", "Next week.", "")]
    revision = submissions.look_at(case, [put(tmp_path, "Eastmere Police v2.xlsx", more)])[0].revision
    assert (len(revision.same), len(revision.added), len(revision.changed)) == (3, 1, 0)


def test_a_mapping_the_chair_makes_changes_the_rows_and_is_remembered(case, police, tmp_path):
    header = ("Day it was", "Stuff", "More")
    path = put(
        tmp_path, "Eastmere Police.xlsx", [("14/02/2021", "Officers attended Kiln Row.", "Then left.")] * 2, header
    )
    looked = submissions.look_at(case, [path])[0]
    again = submissions.look_again(
        case, looked, agency=police.id, mappings={"Chronology": {0: "date_start", 2: "event", 1: "response"}}
    )
    assert [entry.fields["what_happened"] for entry in again.proposal.entries] == ["Then left."] * 2
    header = ("Date", "Stuff", "More")
    looked = submissions.look_at(
        case, [put(tmp_path, "b.xlsx", [("14/02/2021", "Officers attended.", "Then left at once.")], header)]
    )[0]
    again = submissions.look_again(
        case, looked, agency=police.id, mappings={"Chronology": {0: "date_start", 2: "event", 1: "comment"}}
    )
    accepting.accept(case, again)
    assert case.count(ColumnMapping) == 1
    next_file = submissions.look_at(
        case, [put(tmp_path, "c.xlsx", [("1/3/2021", "x", "Seen at the surgery.")], header)]
    )[0]
    assert next_file.proposal.entries[0].fields == {"what_happened": "Seen at the surgery.", "agency_comment": "x"}


def test_a_column_that_names_the_agency_decides(case, tmp_path):
    rows = [
        ("Fennick Road Surgery", "1/2/2021", "Seen with a bruise."),
        ("", "2/2/2021", "Seen again."),
        ("Harrow Lane Practice", "3/2/2021", "New patient."),
    ]
    bring_in(case, put(tmp_path, "GP practices.xlsx", rows, ("Practice", "Date", "Consultation")))
    names = {each.id: each.full_name for each in case.all(Agency)}
    assert [names[entry.agency] for entry in case.all(Entry)] == [
        "Fennick Road Surgery",
        "Fennick Road Surgery",
        "Harrow Lane Practice",
    ]


def test_a_nil_return_and_a_refusal_are_kept_as_what_they_are(case, tmp_path):
    fire = add(case, an_agency("Eastmere Fire and Rescue Service"))[0]
    add(case, Return(agency=fire.id, outcome="none yet"))
    nil = tmp_path / "Eastmere Fire and Rescue nil return.docx"
    nil.write_bytes(
        making.document(
            making.paragraph("Nil return") + making.paragraph("This service had no contact with any of them.")
        )
    )
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4")
    bring_in(case, tmp_path)
    assert {(each.file_name, each.status) for each in case.all(Submission)} == {
        (nil.name, "nil return"),
        ("scan.pdf", "refused"),
    }
    assert case.all(Return)[0].outcome == "nil return"
    told = entry_lists.entry_lists(case)
    assert {each["source_file"]: each["status"] for each in told["files"]} == {nil.name: "nil", "scan.pdf": "reject"}
    assert any("PDF" in each["reason"] for each in told["rejected"])


def test_a_file_for_a_return_that_was_accepted_warns(case, police, tmp_path):
    bring_in(case, put(tmp_path, "Eastmere Police.xlsx"))
    held = case.all(Return)[0]
    registers.change(case, Return, held.id, accepted=date(2022, 1, 5))
    looked = submissions.look_at(
        case, [put(tmp_path, "Eastmere Police more.xlsx", [("1/4/2021", "Something else entirely.", "", "")])]
    )[0]
    assert "was accepted on 05/01/2022" in looked.warnings[0]


def test_cancelling_keeps_nothing_and_leaves_no_reader(case, tmp_path):
    for number in range(6):
        put(tmp_path, f"file {number}.xlsx", ROWS * 50)
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        submissions.look_at(case, [tmp_path], progress)
    assert case.count(Submission) == 0


def test_what_an_agency_wrote_is_not_changed_or_removed_by_hand(case, police, tmp_path):
    bring_in(case, put(tmp_path, "Eastmere Police.xlsx"))
    entry = case.all(Entry)[0]
    with pytest.raises(Refused, match="as the agency sent it"):
        registers.change(case, Entry, entry.id, what_happened="Something else")
    with pytest.raises(Refused, match="not removed line by line"):
        registers.remove(case, Entry, [entry.id])
    registers.change(case, Entry, entry.id, chair_comment="Ours")


def test_a_date_is_put_right_beside_the_agency_s_words(case, police, tmp_path):
    bring_in(case, put(tmp_path, "Eastmere Police.xlsx"))
    doubtful = case.all(Entry)[2]
    with pytest.raises(Refused, match="It could be 2013-04-13"):
        corrections.correct_date(case, doubtful.id, "04/13/2013", "")
    corrections.correct_date(case, doubtful.id, "mid March 2021", "the neighbour's statement")
    assert case.get(Entry, doubtful.id).happened.wording == "TBC"
    line = chronology_told.tell(case).find(doubtful.id)
    assert (line.when.words(), line.entry.happened.wording, line.doubts) == ("mid-March 2021", "TBC", ())
    assert (
        next(e for e in entry_lists.entry_lists(case)["entries"] if e["edtf"] == "2021-03-1X~")["date_status"] == "ok"
    )
    corrections.correct_date(case, doubtful.id, "", "")
    assert case.count(DateCorrection) == 0


def test_dates_outside_the_life_and_the_scope_are_told(case, police, tmp_path):
    held = case.review
    with case.step("Set") as step:
        step.put(replace(held, date_of_death=date(2021, 2, 14), scope_start=date(2021, 2, 1)))
    assert isinstance(case.review, Review)
    bring_in(
        case, put(tmp_path, "Eastmere Police.xlsx", [*ROWS[:2], ("1/1/2020", "An old matter between them.", "", "")])
    )
    told = {line.entry.happened.wording: line.doubts for line in chronology_told.tell(case).told}
    assert (
        told["14/02/2021"] == ()
        and "after the death" in told["15/02/2021"][0]
        and "outside the period" in told["01/01/2020" if "01/01/2020" in told else "1/1/2020"][0]
    )


def test_the_sample_comes_in_with_nothing_asked_but_what_is_doubtful(tmp_path):
    case = sample.create(tmp_path / "sample.dhr")
    looked = submissions.look_at(case, [sample.submissions_folder()])
    assert all(each.sender.is_sure for each in looked)
    for each in looked:
        accepting.accept(case, submissions.as_now(case, each))
    assert [(each.status) for each in case.all(Submission)].count("nil return") == 1
    rows, entries = case.all(Row), case.all(Entry)
    gave = [row for row in rows if row.exception != REPLACED]
    assert all(bool(row.entry) != bool(row.exception) for row in gave), "every row is an entry or has its reason"
    assert len(entries) == 44 and verify_case(case).is_whole
    case.close()


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_blank_chronology_filled_in_comes_back_with_no_questions(case, tmp_path, kind):
    add(case, an_agency("Eastmere Police"))
    blank = import_papers.write_blank(tmp_path / f"blank.{kind}")
    filled = tmp_path / f"returned.{kind}"
    if kind == "xlsx":
        import openpyxl

        book = openpyxl.load_workbook(blank)
        sheet = book["Chronology"]
        sheet["B1"] = "Eastmere Police"
        header = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "Date")
        for at, value in enumerate(
            (date(2021, 2, 14), "23:10", "CAD 1183", "PC 1", "V", "Call", "Officers attended.", "Advice."), 1
        ):
            sheet.cell(header + 1, at, value)
        book.save(filled)
    else:
        from docx import Document

        made = Document(str(blank))
        next(p for p in made.paragraphs if p.text.startswith("Agency:")).add_run("Eastmere Police")
        for cell, value in zip(
            made.tables[0].rows[1].cells,
            ("14/02/2021", "23:10", "CAD 1183", "PC 1", "V", "Call", "Officers attended.", "Advice."),
            strict=False,
        ):
            cell.text = value
        made.save(str(filled))
    looked = submissions.look_at(case, [filled])[0]
    assert (looked.sender.name, looked.sender.is_sure, looked.needs) == ("Eastmere Police", True, [])
    entry = looked.proposal.entries[0]
    assert (entry.happened.when.edtf, f"{entry.happened.when.time_from:%H:%M}") == ("2021-02-14", "23:10")
    assert entry.fields["source"] == "CAD 1183" and entry.fields["what_happened"] == "Officers attended."


def test_the_blank_chronologies_are_what_their_script_makes(monkeypatch):
    import importlib.util

    folder = Path(__file__).parents[3] / "templates/agency"
    spec = importlib.util.spec_from_file_location("make_templates", folder / "make_templates.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.workbook() == (folder / "chronology.xlsx").read_bytes()
    assert script.document() == (folder / "chronology.docx").read_bytes()


def test_entries_leave_as_json_and_as_csv(case, police, tmp_path):
    bring_in(case, put(tmp_path, "Eastmere Police.xlsx"))
    counts = entry_lists.write_entry_lists(case, tmp_path / "out.json")
    told = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert (
        counts
        == {name: len(rows) for name, rows in told.items()}
        == {"entries": 3, "rejected": 1, "pairs": 0, "files": 1}
    )
    assert told["entries"][0] | {"cluster_id": ""} == {
        "source_file": "Eastmere Police.xlsx", "source_sheet_or_table": "Chronology", "source_row": 2, "source_row_end": 2,
        "agency": "Eastmere Police", "edtf": "2021-02-14", "earliest": "2021-02-14", "latest": "2021-02-14", "time": "",
        "date_status": "ok", "cluster_id": "", "public_text": "",
    }  # fmt: skip
    entry_lists.write_entry_lists(case, tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "entries.csv",
        "rejected.csv",
        "pairs.csv",
        "files.csv",
    }


def test_text_pasted_from_an_e_mail_comes_in(case, police):
    text = "Date\tEvent\tOutcome\r\n14/02/2021\tOfficers attended.\tAdvice.\r\n15/02/2021\tSecond call.\tNone.\r\n"
    looked = submissions.look_at_text(case, "Pasted text.txt", text)
    assert len(looked.proposal.entries) == 2


def test_a_key_goes_to_the_glossary_and_an_author_to_the_return(case, police, tmp_path):
    def prepare(book, sheet):
        sheet.insert_rows(1)
        sheet["A1"], sheet["B1"] = "Author:", "Cerys Invented"
        key = book.create_sheet("Key")
        key.append(("QZX", "Quite Zealous Exchange"))

    path = tmp_path / "Eastmere Police.xlsx"
    path.write_bytes(making.workbook([HEADER, *ROWS], prepare=prepare))
    looked = submissions.look_at(case, [path])[0]
    assert any("QZX (Quite Zealous Exchange)" in each for each in looked.notes)
    accepting.accept(case, looked)
    assert vocabularies.terms(case, "glossary")[-1].meaning == "Quite Zealous Exchange"
    assert case.all(Return)[0].author == "Cerys Invented"
    again = submissions.look_at(case, [put(tmp_path, "other.xlsx", [("1/5/2021", "Something else.", "", "")])])[0]
    assert not submissions.new_abbreviations(case, again)


def test_import_reports_are_written_for_each_file(case, police, tmp_path):
    bring_in(case, put(tmp_path, "Eastmere Police.xlsx"))
    assert import_papers.write_reports(case, tmp_path / "reports") == 1
    text = next((tmp_path / "reports").iterdir()).read_text("utf-8")
    assert "4 rows = 3 entries + 1 others" in text and "row 1: the heading row" in text


def test_the_name_that_was_offered_answers_the_question_when_it_is_typed(case, tmp_path):
    add(case, an_agency("Eastmere Police", short_name="Police"))
    files = submissions.look_at(case, [put(tmp_path, "Brackwater Police.xlsx")])
    assert files[0].sender.is_asked and files[0].sender.name == "Brackwater Police"
    accepting.accept_all(case, files, named={0: "Brackwater Police"})
    names = {each.id: each.full_name for each in case.all(Agency)}
    assert {names[entry.agency] for entry in case.all(Entry)} == {"Brackwater Police"}


MORE = [(f"{day:02}/03/2021", f"Call number {day} to the house in Kiln Row.", "None.", "") for day in range(1, 8)]


@pytest.mark.parametrize("second", ["B.xlsx", "A REVISED v2.xlsx", "A v2.xlsx"])
def test_what_a_file_withdraws_from_one_kept_beside_it_is_shown_before_it_is_done(case, police, tmp_path, second):
    """Both are looked at while neither is in the case: only when the first is kept is the second its new version."""
    paths = [put(tmp_path, "A.xlsx", MORE), put(tmp_path, second, [*MORE[:4], ROWS[0]])]
    files = [submissions.look_again(case, each, agency=police.id) for each in submissions.look_at(case, paths)]
    changes, left = accepting.accept_and_ask(case, files=files)
    assert len(changes) == 1 and not any(each.is_withdrawn for each in case.all(Entry))
    (waits,) = left
    assert waits.file_name == second and waits.not_as_shown.version_of == "A.xlsx"
    assert (len(waits.revision.same), len(waits.revision.withdrawn)) == (4, 3)
    assert "A.xlsx was kept" in waits.needs[0]


def test_what_was_shown_again_is_kept_as_it_was_shown(case, police, tmp_path):
    paths = [put(tmp_path, "A.xlsx", MORE), put(tmp_path, "A v2.xlsx", [*MORE[:4], ROWS[0]])]
    files = [submissions.look_again(case, each, agency=police.id) for each in submissions.look_at(case, paths)]
    _, left = accepting.accept_and_ask(case, files=files)
    changes, left = accepting.accept_and_ask(case, files=left)
    assert (len(changes), left) == (1, []) and sum(each.is_withdrawn for each in case.all(Entry)) == 3


def test_a_version_whose_earlier_one_has_gone_is_shown_again(case, police, tmp_path):
    bring_in(case, put(tmp_path, "Eastmere Police.xlsx"))
    files = submissions.look_at(case, [put(tmp_path, "Eastmere Police v2.xlsx", ROWS[:2])])
    case.undo()
    changes, left = accepting.accept_and_ask(case, files=files)
    assert not changes and left[0].not_as_shown.version_of == "" and left[0].revision is None


def test_an_agency_typed_at_acceptance_shows_what_the_file_does_to_its_earlier_one(case, police, tmp_path):
    bring_in(case, put(tmp_path, "A.xlsx", MORE), agency=police.id)
    files = submissions.look_at(case, [put(tmp_path, "A v2.xlsx", MORE[:4])])
    assert files[0].sender.is_asked
    changes, left = accepting.accept_and_ask(case, files=files, named={0: "Eastmere Police"})
    assert not changes and left[0].sender.agency == police.id and len(left[0].revision.withdrawn) == 3
