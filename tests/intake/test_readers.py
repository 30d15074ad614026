"""What each reader gives, with nothing lost and nothing made up."""

from __future__ import annotations

import json
from datetime import date, datetime, time

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from dhr_desktop.intake.pages import Refused, from_lines, to_lines
from dhr_desktop.intake.recognise import read

from . import making

HEADER = ("Date", "Time", "Event", "Outcome")


def texts(grid):
    return [[row.cells[at].text for at in sorted(row.cells)] for row in grid.rows]


def test_a_workbook_comes_in_with_its_dates_times_and_row_numbers():
    data = making.workbook(
        [
            HEADER,
            (date(2021, 2, 14), time(23, 10), "Officers attended.", None),
            (),
            (datetime(2021, 3, 1, 9, 5), None, "Call", 3),
        ]
    )
    grid = read(data, "police.xlsx").grids[0]
    assert [row.number for row in grid.rows] == [1, 2, 4]
    assert [(cell.kind, cell.value) for cell in grid.rows[1].cells.values()][:2] == [
        ("date", "2021-02-14"),
        ("time", "23:10"),
    ]
    assert grid.rows[2].cells[0].value == "2021-03-01T09:05" and grid.rows[2].cells[3].text == "3"


def test_what_other_readers_drop_is_found_and_named():
    def prepare(book, sheet):
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet["C2"].comment = Comment("Check this with the officer", "Author")
        sheet["C3"].font = Font(strike=True)
        sheet["D3"] = "=1+1"
        sheet.merge_cells("A3:A4")
        book.create_sheet("Lookups").sheet_state = "hidden"

    document = read(
        making.workbook(
            [HEADER, *[(date(2021, 1, day), "", f"Event {day}", "") for day in (1, 2, 3)]], prepare=prepare
        ),
        "x.xlsx",
    )
    first, second = document.grids
    assert first.rows[1].is_hidden and not first.rows[2].is_hidden
    assert first.hidden_columns == [1] and first.merges == [(3, 0, 4, 0)] and second.is_hidden
    assert [(aside.sort, aside.place, "Check this" in aside.text) for aside in document.asides] == [
        ("comment", "Chronology C2", True)
    ]
    assert first.rows[2].cells[3].kind == "unfilled"
    assert any("result was never saved" in each for each in document.warnings)


def test_a_workbook_of_the_1904_calendar_gives_the_same_days():
    def prepare(book, sheet):
        book.epoch = CALENDAR_MAC_1904

    data = making.workbook([HEADER, (date(2012, 3, 14), None, "x", None)], prepare=prepare)
    assert read(data, "x.xlsx").grids[0].rows[1].cells[0].value == "2012-03-14"


def test_a_word_table_is_read_as_if_its_changes_were_accepted():
    changed = "<w:p><w:ins><w:r><w:t>10th January 2014</w:t></w:r></w:ins><w:del><w:r><w:delText>9th January 2014</w:delText></w:r></w:del></w:p>"
    gone = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:del><w:r><w:delText>1 May 2014</w:delText></w:r></w:del></w:p></w:tc></w:tr>"
    body = making.table([("Date", "Record"), (changed, "Referred.")]).replace("</w:tbl>", gone + "</w:tbl>")
    document = read(making.document(body), "school.docx")
    assert texts(document.grids[0]) == [["Date", "Record"], ["10th January 2014", "Referred."], []]
    assert document.grids[0].rows[2].is_deleted
    assert {(aside.sort, aside.text) for aside in document.asides} >= {("deleted text", "9th January 2014")}


def test_boxes_controls_fields_and_hidden_words_are_found():
    control = "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>in a control</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    field = "<w:p><w:fldSimple><w:r><w:t>in a field</w:t></w:r></w:fldSimple><w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r></w:p>"
    box = "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    struck = "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>struck</w:t></w:r></w:p>"
    document = read(making.document(control + field + box + struck), "x.docx")
    assert texts(document.grids[-1]) == [["in a control"], ["in a field"], ["struck"]]
    assert document.grids[-1].rows[-1].cells[0].marks == "s"
    assert {(aside.sort, aside.text) for aside in document.asides} == {
        ("hidden text", "unseen"),
        ("text box", "in a box"),
    }


def test_merged_cells_and_spans_keep_their_columns():
    rows = (
        "<w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr><w:p><w:r><w:t>7 July 2014</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>wide</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>third</w:t></w:r></w:p></w:tc></w:tr>"
    )
    grid = read(making.document(f"<w:tbl>{rows}</w:tbl>"), "x.docx").grids[0]
    assert (grid.rows[1].cells[0].text, grid.rows[1].cells[0].marks) == ("7 July 2014", "d")
    assert {at: cell.text for at, cell in grid.rows[2].cells.items()} == {0: "wide", 2: "third"}


def test_an_opendocument_sheet_does_not_grow_with_its_repeats():
    extra = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    grid = read(making.spreadsheet([("Date", "Event"), ("1/2/2012", "Seen")], extra=extra), "x.ods").grids[0]
    assert texts(grid) == [["Date", "Event"], ["1/2/2012", "Seen"]]


@pytest.mark.parametrize(
    ("encoding", "named"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252"), ("utf-16", "utf-16")]
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_text_in_any_encoding_and_with_any_separator(encoding, named, separator):
    lines = [
        "Chronology of contact",
        separator.join(("Date", "Event", "Cost")),
        separator.join(("1/2/2012", "Zoë’s café – seen", "£40")),
    ]
    document = read("\r\n".join(lines).encode(encoding), "x.csv")
    assert texts(document.grids[0])[-1] == ["1/2/2012", "Zoë’s café – seen", "£40"]
    assert named in document.warnings[0]
    assert document.grids[0].rows[-1].number == 3


def test_what_crosses_the_pipe_comes_back_the_same():
    document = read(making.workbook([HEADER, (date(2021, 2, 14), time(1, 2), "a", 4)]), "x.xlsx")
    assert from_lines(json.loads(json.dumps(list(to_lines(document))))) == document


REFUSED = {
    "pdf": (b"%PDF-1.4 ...", "PDF", "Word or Excel file"),
    "empty": (b"", "empty", "again"),
    "nothing": (b"\0\0\0  ", "empty", "again"),
    "html": (b"<html><table><tr><td>x</td></tr></table></html>", "web page", ".xlsx"),
    "xml": (b"<?xml version='1.0'?><Workbook/>", "XML", ".xlsx"),
    "random": (bytes(range(1, 200)) * 50, "not a kind", ".docx"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old .doc", ".docx"),
    "protected": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password", "without"),
    "message": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__properties_version1.0".encode("utf-16-le"),
        "e-mail",
        "attachment",
    ),
    "zip": (making.package({"a.txt": "x"}), "archive", "one by one"),
    "xlsb": (making.package({"xl/workbook.bin": "x"}), "damaged", "again"),
    "odg": (
        making.package({"mimetype": "application/vnd.oasis.opendocument.graphics", "content.xml": "<x/>"}),
        "OpenDocument drawing",
        ".docx",
    ),
    "slides": (making.package({"ppt/presentation.xml": "<x/>"}), "presentation", "Word or Excel"),
    "cut": (making.workbook([HEADER])[:400], "damaged", "again"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "picture", "typed"),
}


@pytest.mark.safety("I1", "I14")
@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_is_not_taken_says_why_and_what_to_do(kind):
    data, why, what_to_do = REFUSED[kind]
    with pytest.raises(Refused) as refused:
        read(data, f"from an agency.{kind}")
    said = str(refused.value)
    assert why in said and what_to_do in said and said.endswith(".") and "Error" not in said


def test_a_web_page_called_xls_is_named_as_what_it_is():
    with pytest.raises(Refused, match="named .xls"):
        read(b"<html><table></table></html>", "export.xls")


def test_a_document_is_told_by_what_it_holds_and_not_by_its_name():
    assert read(making.workbook([HEADER]), "chronology.docx").format == "xlsx"
