"""Codebooks come and go as CSV and REFI-QDA; agencies' recommendations come in from their tables."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from dhr_desktop.core.analysis import Action, Recommendation, Theme
from dhr_desktop.core.errors import Refused, UnreadableTable
from dhr_desktop.operations.analysis import codebooks
from dhr_desktop.operations.analysis.every import tell
from dhr_desktop.operations.chronology import marking
from dhr_desktop.operations.importing import imr_recommendations
from tests.builders import add, an_agency, an_entry
from tests.intake import making, old_workbook


def titles(case):
    return [(each.codebook, each.group, each.title, each.meaning) for each in case.all(Theme)]


@pytest.mark.parametrize("name", list(codebooks.SHIPPED))
def test_each_codebook_that_comes_with_the_program_is_used_once(case, name):
    first = codebooks.adopt(case, name)
    assert len(first.ids) >= 8 and case.all(Theme)
    again = codebooks.adopt(case, name)
    assert again.ids == (), "what is here already is not taken twice"
    case.undo()
    assert case.all(Theme) == []


def test_the_homicide_timeline_has_its_eight_stages_and_the_regional_list_its_six_groups(case):
    codebooks.adopt(case, "Eight-stage homicide timeline")
    assert [each.title[0] for each in case.all(Theme)] == list("12345678")
    groups = {code.group for code in codebooks.offered(case, "Themes of published reviews") if "matrix" in code.group}
    assert len(groups) == 6


@pytest.mark.parametrize("ending", codebooks.FORMATS)
def test_a_codebook_goes_out_and_comes_back(case, tmp_path, ending):
    codebooks.adopt(case, "Coercive control")
    entry = add(case, an_entry())[0]
    marking.tag(case, [entry.id], 'Our own <theme> & "more"')
    to = tmp_path / f"Ours{ending}"
    assert codebooks.send_out(case, to) == len(case.all(Theme))
    before = {(each.title, each.meaning) for each in case.all(Theme)}
    while case.all(Theme):
        case.undo()
    codebooks.bring_in(case, to)
    assert {(each.title, each.meaning) for each in case.all(Theme)} == before
    if ending == ".qdc":
        root = ElementTree.fromstring(to.read_bytes())
        assert root.tag == "{urn:QDA-XML:codebook:1.0}CodeBook"
        codes = root.iter("{urn:QDA-XML:codebook:1.0}Code")
        assert all(
            each.get("guid") and each.get("name") and each.get("isCodable") in ("true", "false") for each in codes
        )


def test_a_codebook_of_another_program_is_read_with_its_groups(case, tmp_path):
    path = tmp_path / "Theirs.qdc"
    path.write_text(
        '<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>'
        '<Code guid="1" name="Barriers" isCodable="true"><Code guid="2" name="Fear" isCodable="true">'
        "<Description>Of him</Description></Code></Code><Code guid='3' name='Alone' isCodable='true'/></Codes></CodeBook>"
    )
    codebooks.bring_in(case, path)
    assert titles(case) == [("Theirs", "Barriers", "Fear", "Of him"), ("Theirs", "", "Alone", "")]


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("a.csv", "Colour,Size\nred,2\n", "no column called theme"),
        ("a.csv", "", "no column called theme"),
        ("a.csv", "theme\n", "holds no codes"),
        ("a.qdc", "not xml", "no REFI-QDA codebook"),
        ("a.qdc", '<!DOCTYPE x [<!ENTITY a "b">]><CodeBook/>', "no REFI-QDA codebook"),
        ("a.docx", "x", "is no codebook"),
    ],
)
def test_what_is_no_codebook_is_refused_in_a_sentence(case, tmp_path, name, text, sentence):
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises((Refused, UnreadableTable), match=sentence):
        codebooks.bring_in(case, path)
    assert case.all(Theme) == []


def test_themes_in_use_are_counted_with_their_entries(case):
    codebooks.adopt(case, "Coercive control")
    entry = add(case, an_entry())[0]
    marking.tag(case, [entry.id], "Isolation")
    line = next(each for each in tell(case, "codebooks").lines if each.cells[2].words == "Isolation")
    assert line.cells[4].words == "1" and line.cells[5].rows == (entry.id,)


# ---- an agency's recommendations --------------------------------------------------------------------

ROWS = [
    ("IMR of Eastmere Police, recommendations",),
    ("No", "Recommendation", "Action required", "Lead officer", "By when", "Expected outcome"),
    ("1", "Train all officers in coercive control.", "Training days", "Supt. Vex", "31/03/2027", "Officers know it"),
    ("2", "Review the referral form.", "", "", "spring 2027", ""),
    ("", "", "", "", "", ""),
]


@pytest.mark.parametrize("ending", [".xlsx", ".docx", ".xls"])
def test_an_agencys_table_comes_into_the_same_register(case, tmp_path, ending):
    (police,) = add(case, an_agency("Eastmere Police"))
    path = tmp_path / f"Eastmere Police IMR{ending}"
    if ending == ".xlsx":
        path.write_bytes(making.workbook(ROWS))
    elif ending == ".docx":
        path.write_bytes(making.document(making.table(ROWS[1:])))
    else:
        path.write_bytes(old_workbook.old_workbook([[cell or None for cell in row] for row in ROWS]))
    assert imr_recommendations.sender_of(case, path) == police.id
    fresh, already, _ = imr_recommendations.bring_in(case, path, police.id)
    assert (fresh, already) == (2, 0)
    one, _two = case.all(Recommendation)
    assert one.number == "Eastmere Police 1" and one.agency == police.id and one.aim == "Officers know it"
    assert one.source == f"Eastmere Police: {path.name}"
    action, other = case.all(Action)
    assert (action.text, action.lead, action.target) == ("Training days", "Supt. Vex", date(2027, 3, 31))
    assert other.target is None and other.milestones == "Target: spring 2027", "no day is made up"
    assert imr_recommendations.bring_in(case, path, police.id)[:2] == (0, 2)
    assert [line.cells[7].words for line in tell(case, "plan").lines] == ["not started", "not started"]


def test_a_file_of_nobody_or_without_recommendations_is_refused(case, tmp_path):
    (police,) = add(case, an_agency("Eastmere Police"))
    path = tmp_path / "table.csv"
    path.write_text("Date,Event\n1/1/2021,x\n")
    with pytest.raises(Refused, match="Whose recommendations table.csv holds is not clear"):
        imr_recommendations.sender_of(case, path)
    with pytest.raises(Refused, match="has no table with a column of recommendations"):
        imr_recommendations.bring_in(case, path, police.id)
    with pytest.raises(Refused, match="no agency no. 99"):
        imr_recommendations.bring_in(case, path, 99)
