"""Finding the chronology in a file, whatever stands around it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dhr_desktop.intake import tables
from dhr_desktop.intake.headers import mapping_of, meaning
from dhr_desktop.intake.proposals import propose
from dhr_desktop.intake.recognise import read
from dhr_desktop.language.dates.rules import DateRules
from dhr_desktop.system.folders import resources

from . import making

RULES = DateRules.for_review(date(2022, 4, 17), date(2024, 1, 1))
LAYOUTS = [
    each for each in json.loads((resources() / "vocab/chronology_layouts.json").read_text("utf-8")) if each["headers"]
]


def proposed(rows, **options):
    return propose("x.xlsx", read(making.workbook(rows, **options), "x.xlsx"), RULES)


def kinds(proposal):
    return [(row.number, row.exception) for row in proposal.tables[0].found.rows]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["source"][:50])
def test_every_known_layout_is_recognised(layout):
    """Its header row is found, and so is its date; a layout's first word for what happened is too."""
    headers = [header for header in layout["headers"] if not header.startswith("(")]
    mapping = mapping_of(dict(enumerate(headers)))
    assert {"date_start", "date_recorded"} & set(mapping.values()), headers
    words = ["14/02/2021", *[f"Words of column {at} about a contact" for at in range(1, len(headers))]]
    at = next(column for column, field in mapping.items() if field in ("date_start", "date_recorded"))
    words[0], words[at] = words[at], "14/02/2021"
    found = proposed([("Title of the agency's chronology",), (), headers, words, words])
    assert len(found.entries) == 2, kinds(found)


HEADERS = {
    "Dyddiad": "date_start", "EVENT_DT": "date_start", "ContactDateTime": "date_start", "When": "date_start", "Dte": "date_start",
    "Date recorded": "date_recorded", "Date reported": "date_recorded", "Amser": "time_start", "EVENT_TM": "time_start",
    "Digwyddiad": "event", "CASE_NOTE": "event", "Details of contact / incident": "event", "What happened": "event",
    "Oucome": "response", "DISPOSITION": "response", "Response/Action taken": "response", "Comments / Anaylsis": "comment",
    "USER_NOTE": "comment", "Was the victim seen?": "seen", "Ffynhonnell": "source_document", "Call sign": "professional",
    "KLOE": "tor_ref", "DASH": "risk", "Print Name and Signature": "entered_by", "End Date": "date_end", "Date of birth": "",
    "Favourite colour": "", "Internal ref (do not disclose)": "", "Department": "",
}  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
def test_a_header_means_its_field(header):
    assert meaning(header) == HEADERS[header]


def test_everything_around_the_table_is_left_out_with_its_reason():
    def prepare(book, sheet):
        sheet.merge_cells("A6:C6")

    found = proposed([
        ("CONFIDENTIAL", None, None), ("Agency:", "Eastmere Police", None), (), ("Date", "Event", "Outcome"),
        ("dd/mm/yyyy", "Brief facts only", "State what was decided"), ("2021", None, None), ("14 Feb", "Officers attended.", "Advice given."),
        ("Date", "Event", "Outcome"), (None, "They left before midnight.", None), ("15 Feb", "Second call.", "None."), (),
        (None, "Total entries: 2", None), ("Completed by the author of the review.", None, None),
    ], prepare=prepare)  # fmt: skip
    reasons = dict(kinds(found))
    assert [number for number, why in reasons.items() if not why] == [7, 10]
    assert reasons[1] == reasons[2] == tables.TITLE and reasons[4] == tables.HEADER and reasons[5] == tables.GUIDANCE
    assert (
        reasons[6] == tables.HEADING
        and reasons[8] == tables.REPEATED_HEADER
        and reasons[12] == reasons[13] == tables.NOTE
    )
    assert [entry.happened.when.edtf for entry in found.entries] == ["2021-02-14", "2021-02-15"]


def test_words_that_ran_over_a_page_join_the_row_above():
    found = proposed(
        [
            ("Date", "Event", "Outcome"),
            ("1/2/2021", "She said he would", "x"),
            (None, "come back that night.", None),
            ("2/2/2021", "y", "z"),
        ]
    )
    assert kinds(found)[2] == (3, "goes on from row 2")
    assert found.entries[0].fields["what_happened"] == "She said he would\ncome back that night."
    assert found.entries[0].row.last_number == 3


def test_a_blank_or_ditto_date_is_the_date_above_and_says_it_is_derived():
    found = proposed([("Date", "Event", "Outcome"), ("mid March 2021", "a", "x"), (None, "b", "y"), ('"', "c", "z")])
    assert [entry.happened.when.edtf for entry in found.entries] == ["2021-03-1X~"] * 3
    assert [entry.happened.when.is_derived for entry in found.entries] == [False, True, True]


def test_relative_words_lean_on_the_entry_before():
    found = proposed(
        [("Date", "Event"), ("31/12/2020", "a happened"), ("next day", "b happened"), ("two weeks later", "c happened")]
    )
    assert [entry.happened.when.edtf for entry in found.entries] == ["2020-12-31", "2021-01-01", "2021-01-15~"]


NO_DAY = {
    "impossible": "31/02/2014", "incomplete": "6th of May", "ambiguous": "04/13/2013", "unknown": "unknown", "no date": "see the log",
    "implausible": "06/05/2103", "a day without its month": "the 6th",
}  # fmt: skip
LEANING = [
    "same day",
    "ditto",
    '"',
    "as above",
    "later that day",
    "next day",
    "two weeks later",
    "the following Monday",
    "",
]


@pytest.mark.parametrize("above", NO_DAY)
@pytest.mark.parametrize("words", LEANING, ids=lambda words: words or "blank")
def test_a_row_that_leans_on_one_without_a_date_has_none_until_a_date_comes(above, words):
    days = ["21/03/2013", NO_DAY[above], words, words, "22/04/2013", words]
    rows = [(day, f"Log {at}", f"Event {at} happened.") for at, day in enumerate(days)]
    entries = proposed([("Date", "Source", "Event"), *rows]).entries
    assert len(entries) == 6
    for entry in entries[1:4]:
        assert entry.happened.status != "ok" and entry.happened.when.earliest is None
        assert entry.happened.when.edtf == "" and entry.doubts
    for entry in entries[2:4]:
        assert any("the row above has no date" in doubt for doubt in entry.doubts), entry.doubts
        assert entry.happened.when.wording == words
    assert entries[5].happened.status == "ok" and entries[5].happened.when.earliest >= date(2013, 4, 22)


def test_words_under_an_open_span_do_not_take_an_older_day():
    days = ["01/03/2013", "until 05/05/2013", "same day", "next day"]
    entries = proposed([("Date", "Event"), *((day, f"Event {at} of it") for at, day in enumerate(days))]).entries
    assert all(entry.happened.when.earliest is None for entry in entries[1:])
    assert entries[3].happened.status == "incomplete"


def test_a_month_first_column_is_read_so_and_every_row_of_it_is_to_be_looked_at():
    found = proposed([("Date", "Event"), ("02/08/2021", "a happened"), ("02/24/2021", "b happened")])
    assert [entry.happened.when.edtf for entry in found.entries] == ["2021-02-08", "2021-02-24"]
    assert all(any("month first" in doubt for doubt in entry.doubts) for entry in found.entries)


def test_mixed_day_first_and_month_first_in_one_column_asks():
    found = proposed(
        [("Date", "Event"), ("13/02/2021", "a happened"), ("02/24/2021", "b happened"), ("03/04/2021", "c happened")]
    )
    assert [entry.happened.status for entry in found.entries] == ["ok", "ambiguous", "ok"]
    assert found.entries[1].happened.candidates == ("2021-02-24",)


def test_cells_the_spreadsheet_may_have_swapped_are_doubted():
    rows = [
        ("Date", "Event"),
        *[(date(2021, month, 3), "typed") for month in (1, 2, 4)],
        ("13/05/2021", "text"),
        ("25/06/2021", "text"),
    ]
    found = proposed(rows)
    assert [any("swapped" in doubt for doubt in entry.doubts) for entry in found.entries] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_an_early_january_after_december_may_be_the_year_before():
    found = proposed([("Date", "Event"), ("20/12/2021", "a happened"), ("04/01/2021", "b happened")])
    assert any("last year's" in doubt for doubt in found.entries[1].doubts)


def test_a_table_with_no_header_is_told_by_what_it_holds():
    found = proposed(
        [
            ("1/2/2021", "23:10", "Officers attended and spoke to both."),
            ("3/2/2021", "01:20", "Second call, no trace of him."),
        ]
    )
    assert found.tables[0].found.is_guessed
    assert [(e.happened.when.edtf, f"{e.happened.when.time_from:%H:%M}") for e in found.entries] == [
        ("2021-02-01", "23:10"),
        ("2021-02-03", "01:20"),
    ]


def test_unmapped_columns_keep_their_own_names():
    found = proposed([("Date", "Event", "Beat code"), ("1/2/2021", "Officers attended.", "K4")])
    assert found.entries[0].others == ("Beat code: K4",)


def test_dated_paragraphs_are_a_chronology():
    paragraphs = ["Narrative chronology", "2021", "14/02/2021: Officers attended.", "They took a statement.", "Later the same day: He was arrested.",
                  "12 March 2021 – Closed.", "End of chronology."]  # fmt: skip
    found = propose("x.docx", read(making.document("".join(map(making.paragraph, paragraphs))), "x.docx"), RULES)
    assert [entry.happened.when.edtf for entry in found.entries] == ["2021-02-14", "2021-02-14", "2021-03-12"]
    assert found.entries[0].fields["what_happened"] == "Officers attended.\nThey took a statement."
    assert [row.exception for row in found.tables[0].found.rows if row.exception][-1] == tables.NOTE


BAD = {
    "no table": ([("A letter about the case.",), ("It says nothing dated.",)], "nothing", "column of dates"),
    "no dates": ([("Name", "Colour"), ("Anna", "red"), ("Ben", "blue")], "nothing", "column of dates"),
    "headers only": ([("Date", "Event", "Outcome")], "nothing", "no entry under it"),
    "nothing at all": ([], "nothing", "nothing in it"),
    "nil": ([("Nil return",), ("We had no contact with any of the persons named.",)], "nil", "nil return"),
    "much that is no nil return": (
        [("Account of the practice",), ("There was no contact with the family that year.",)]
        + [(f"Visit {at}", "The nurse saw her and wrote to the duty team about it.") for at in range(40)],
        "nothing",
        "not read as entries",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_with_no_entries_says_what_it_is_and_what_to_do(kind):
    rows, outcome, words = BAD[kind]
    found = proposed(rows)
    assert found.outcome == outcome and words in found.sentence


def test_a_hidden_sheet_is_never_silently_in():
    def prepare(book, sheet):
        hidden = book.create_sheet("Working")
        hidden.sheet_state = "hidden"
        for row in (("Date", "Event"), ("1/2/2021", "Officers attended.")):
            hidden.append(row)

    found = proposed([("Read me",)], prepare=prepare)
    assert len(found.entries) == 1 and any("hidden sheets (Working)" in each for each in found.warnings)


def test_wide_and_long_cells_come_in():
    wide = ["Date", "Event", *[f"Column {at}" for at in range(198)]]
    found = proposed([wide, ["1/2/2021", "x" * 32_767, *["y"] * 198]])
    assert len(found.entries[0].others) == 198 and len(found.entries[0].fields["what_happened"]) == 32_767


def test_the_rows_always_add_up():
    found = proposed([("Title",), ("Date", "Event"), ("1/2/2021", "a happened"), ("", "went on"), ("Total", "2")])
    table = found.tables[0]
    assert len(table.found.rows) == len(table.entries) + sum(bool(row.exception) for row in table.found.rows) == 5


def test_a_row_out_of_order_in_a_table_that_runs_in_time_is_told():
    days = ["1/1/2021", "2/2/2021", "3/3/2021", "4/4/2012", "5/5/2021", "6/6/2021", "7/7/2021", "8/8/2021"]
    found = proposed([("Date", "Event"), *[(day, f"Contact of {day} at home") for day in days]])
    doubted = [entry.row.number for entry in found.entries if any("out of order" in doubt for doubt in entry.doubts)]
    assert doubted == [5]
    backwards = proposed(
        [("Date", "Event"), *[(day, "A contact at home") for day in reversed(days) if day != "4/4/2012"]]
    )
    assert not backwards.doubtful


def test_the_key_the_author_and_the_period_are_read_for_the_registers():
    def prepare(book, sheet):
        key = book.create_sheet("Abbreviations")
        for row in (
            ("HV", "Health Visitor"),
            ("MARAC", "Multi-Agency Risk Assessment Conference"),
            ("notes", "nothing"),
        ):
            key.append(row)

    found = proposed([("IMR author:", "Cerys Invented"), ("Period covered:", "2019 to 2022"), ("Date", "Event"), ("1/2/2021", "HV visited the home.")],
                     prepare=prepare)  # fmt: skip
    assert found.about.author == "Cerys Invented" and found.about.period == "2019 to 2022"
    assert dict(found.about.abbreviations) == {
        "HV": "Health Visitor",
        "MARAC": "Multi-Agency Risk Assessment Conference",
    }


def test_a_row_that_names_no_agency_says_whose_it_was_taken_to_be():
    rows = [
        ("Date", "Agency", "Event"),
        ("12/3/2019", "Eastmere Police", "Seen"),
        ("13/3/2019", "", "Called"),
        ("14/3/2019", "GP", "Rang"),
    ]
    entries = propose("x.xlsx", read(making.workbook(rows), "x.xlsx"), RULES).entries
    assert [entry.fields["agency"] for entry in entries] == ["Eastmere Police", "Eastmere Police", "GP"]
    assert ["No agency is named" in " ".join(entry.doubts) for entry in entries] == [False, True, False]
