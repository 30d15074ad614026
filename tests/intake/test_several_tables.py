"""One sheet that holds several chronologies, one under another: each is read by its own heading."""

from __future__ import annotations

from datetime import date

import pytest

from dhr_desktop.intake.proposals import propose
from dhr_desktop.intake.recognise import read
from dhr_desktop.language.dates.rules import DateRules

from . import making

RULES = DateRules.for_review(date(2022, 4, 17), date(2024, 1, 1))
FIRST = [
    ("Date", "Time", "Event", "Outcome"),
    ("14/02/2021", "14:30", "Officers attended", "Advice"),
    ("15/02/2021", "", "Second call", "None"),
]
SECOND = [
    ("Ref", "Date of contact", "What happened", "Action taken"),
    ("7", "16/02/2021", "Seen at the surgery", "Referred"),
    ("8", "17/02/2021", "Did not attend", "Letter"),
]


def proposed(rows, **options):
    return propose("x.xlsx", read(making.workbook(rows, **options), "x.xlsx"), RULES)


@pytest.mark.parametrize("between", [[], [()], [(), ("Surgery records",), ()], [("Surgery records",)]], ids=str)
def test_a_second_table_is_read_by_its_own_heading(between):
    found = proposed([*FIRST, *between, *SECOND])
    assert [entry.happened.when.edtf for entry in found.entries] == [
        "2021-02-14",
        "2021-02-15",
        "2021-02-16",
        "2021-02-17",
    ]
    assert [entry.fields["what_happened"] for entry in found.entries][2:] == ["Seen at the surgery", "Did not attend"]
    assert [entry.fields.get("sequence") for entry in found.entries] == [None, None, "7", "8"]
    assert [table.found.name for table in found.tables] == ["Chronology", "Chronology, table 2"]
    assert not any(entry.doubts for entry in found.entries)


def test_no_row_is_in_two_tables_or_in_none():
    rows = [("A title",), *FIRST, (), ("Surgery records",), *SECOND, (), ("Signed",)]
    found = proposed(rows)
    numbers = [row.number for table in found.tables for row in table.found.rows]
    assert numbers == [at for at, row in enumerate(rows, 1) if row]


def test_the_same_heading_again_is_a_page_turned_and_no_new_table():
    found = proposed([*FIRST, FIRST[0], ("16/02/2021", "", "Third call", "None")])
    assert len(found.tables) == 1 and len(found.entries) == 3


def test_the_same_heading_in_other_columns_is_a_new_table():
    moved = [(None, *row) for row in FIRST]
    found = proposed([*FIRST, (), *moved])
    assert [entry.fields["what_happened"] for entry in found.entries] == ["Officers attended", "Second call"] * 2


def test_a_heading_with_no_date_below_it_starts_nothing():
    found = proposed(
        [
            *FIRST,
            ("Date", "", "Event not recorded", "Details with the practice"),
        ]
    )
    assert len(found.tables) == 1


def test_each_table_has_the_chairs_own_columns():
    document = read(making.workbook([*FIRST, (), *SECOND]), "x.xlsx")
    own = {"Chronology, table 2": {1: "date_recorded", 2: "event"}}
    tables = propose("x.xlsx", document, RULES, own).tables
    assert tables[1].found.mapping == own["Chronology, table 2"] and tables[0].found.mapping[0] == "date_start"


def test_a_word_table_of_two_halves():
    found = propose("x.docx", read(making.document(making.table([*FIRST, *SECOND])), "x.docx"), RULES)
    assert [entry.happened.when.edtf for entry in found.entries][2:] == ["2021-02-16", "2021-02-17"]
