"""Rows that a column gives to an agency: what the column says is kept where the agency is called otherwise."""

from __future__ import annotations

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.entries import Entry
from dhr_desktop.operations.importing import accepting, submissions
from tests.builders import add
from tests.intake import making

ROWS = [
    ("Date", "Organisation", "Event"), ("14/02/2021", "EP", "Officers attended"), ("15/02/2021", "Eastmere Police", "A call"),
    ("16/02/2021", "eastmere  police", "A visit"),
]  # fmt: skip


def looked_at(case, folder, rows=ROWS, name="Eastmere Police chronology.xlsx"):
    path = folder / name
    path.write_bytes(making.workbook(rows))
    return submissions.look_at(case, [path])[0]


def test_a_short_name_in_the_column_is_kept_beside_the_agency_it_was_taken_for(case, tmp_path):
    add(case, Agency(full_name="Eastmere Police", short_name="EP"))
    accepting.accept(case, looked_at(case, tmp_path))
    assert [each.other_columns for each in case.all(Entry)] == [("Organisation: EP",), (), ()]
    assert len(case.all(Agency)) == 1


def test_the_same_words_in_the_next_version_are_no_change(case, tmp_path):
    (agency,) = add(case, Agency(full_name="Eastmere Police", short_name="EP"))

    def sent(rows, name):
        return submissions.look_again(case, looked_at(case, tmp_path, rows, name), agency=agency.id)

    accepting.accept(case, sent(ROWS, "Chronology v1.xlsx"))
    again = sent([*ROWS, ("17/02/2021", "EP", "A letter")], "Chronology v2.xlsx")
    assert again.revision is not None and not again.revision.changed and len(again.revision.same) == 3
