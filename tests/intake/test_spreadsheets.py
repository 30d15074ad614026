"""Spreadsheets as their agencies saw them: dates no sharper than shown, nothing silently less, refusals that are true."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from dhr_desktop.intake.pages import Refused, from_lines, to_lines
from dhr_desktop.intake.proposals import propose
from dhr_desktop.intake.recognise import read
from dhr_desktop.language.dates.rules import DateRules

from . import hostile, making
from .old_workbook import ARIAL, STRUCK, WHITE, WINGDINGS, old_workbook, page_header, text_box

RULES = DateRules(2020, date(2026, 1, 1))
HEADER = ("Date", "Event", "Reference")
DAY = 41347  # 14 March 2013
# What a cell that stores 14 March 2013 shows, and what may be read of it: its EDTF, or the status that asks.
IN_PART = {
    "mmm-yy": ("Mar-13", "2013-03"), "mmmm yyyy": ("March 2013", "2013-03"), "mm/yy": ("03/13", "2013-03"), "yyyy": ("2013", "2013"),
    "d-mmm": ("14-Mar", "incomplete"), "dd/mm": ("14/03", "incomplete"), "mmmm": ("March", "incomplete"),
    "dd/mm/yyyy": ("14/03/2013", "2013-03-14"), "dd mmmm yyyy": ("14 March 2013", "2013-03-14"),
}  # fmt: skip


def proposed(data, name="agency.xlsx"):
    return propose(name, read(data, name), RULES)


def looks(**of_cells):
    """Prepares cells of an openpyxl sheet: A2=format code, or a function of the cell."""

    def prepare(book, sheet):
        for place, look in of_cells.items():
            if callable(look):
                look(sheet[place])
            else:
                sheet[place].number_format = look

    return prepare


def said(entry):
    when = entry.happened.when
    return when.wording, when.edtf or entry.happened.status


@pytest.mark.safety("N-I15")
@pytest.mark.parametrize("code", IN_PART)
def test_a_date_is_no_sharper_than_its_cell_in_xlsx(code):
    rows = [HEADER, (DAY, "Seen at home by the nurse", "a"), (date(2014, 5, 6), "Called the police", "b")]
    entry = proposed(making.workbook(rows, prepare=looks(A2=code))).entries[0]
    assert said(entry) == IN_PART[code]


@pytest.mark.safety("N-I15")
@pytest.mark.parametrize("code", IN_PART)
def test_a_date_is_no_sharper_than_its_cell_in_xls(code):
    rows = [HEADER, ((DAY, 1), "Seen at home by the nurse", "a"), ((DAY + 90, 2), "Called the police", "b")]
    data = old_workbook(rows, styles=[("General", ARIAL), (code, ARIAL), (14, ARIAL)])
    entries = proposed(data, "agency.xls").entries
    assert said(entries[0]) == IN_PART[code] and said(entries[1]) == ("12/06/2013", "2013-06-12")


ODF_PARTS = {
    "d": "<number:day/>", "dd": "<number:day number:style='long'/>", "mm": "<number:month number:style='long'/>",
    "mmm": "<number:month number:textual='true'/>", "mmmm": "<number:month number:style='long' number:textual='true'/>",
    "yy": "<number:year/>", "yyyy": "<number:year number:style='long'/>",
}  # fmt: skip


def open_document(code, shown, cells=""):
    style = "".join(
        ODF_PARTS.get(piece, f"<number:text>{piece}</number:text>") for piece in re.findall(r"[a-z]+|[^a-z]+", code)
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for name, long in (("office", "office"), ("table", "table"), ("text", "text"), ("number", "datastyle"), ("style", "style"),
                           ("draw", "drawing"))
    )  # fmt: skip
    cell = f'<table:table-cell table:style-name="ce1" office:value-type="date" office:date-value="2013-03-14"><text:p>{shown}</text:p></table:table-cell>'

    def row(*texts):
        return "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
        )

    content = (
        f"<office:document-content {spaces}><office:automatic-styles><number:date-style style:name='N1'>{style}</number:date-style>"
        "<style:style style:name='ce1' style:family='table-cell' style:data-style-name='N1'/>"
        "<style:style style:name='ta2' style:family='table'><style:table-properties table:display='false'/></style:style>"
        "</office:automatic-styles><office:body><office:spreadsheet><table:table table:name='Contacts'>"
        f"<table:table-row>{row(*HEADER)}</table:table-row><table:table-row>{cell}{row('Seen at home by the nurse', 'a')}</table:table-row>"
        f"<table:table-row>{row('6/5/2014', 'Called the police', 'b')}</table:table-row>{cells}</table:table>"
        "<table:table table:name='Spare' table:style-name='ta2'><table:table-row><table:table-cell/></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return making.package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


@pytest.mark.safety("N-I15")
@pytest.mark.parametrize("code", IN_PART)
@pytest.mark.parametrize("writes_words", [True, False])
def test_a_date_is_no_sharper_than_its_cell_in_ods(code, writes_words):
    shown = IN_PART[code][0] if writes_words else ""
    assert said(proposed(open_document(code, shown), "agency.ods").entries[0]) == IN_PART[code]


@pytest.mark.safety("N-I15")
def test_a_day_without_a_year_takes_the_year_it_stands_under():
    rows = [
        HEADER,
        ("2013",),
        (DAY - 365, "Seen at home by the nurse", "a"),
        (date(2014, 5, 6), "Called the police", "b"),
    ]
    entry = proposed(making.workbook(rows, prepare=looks(A3="d-mmm"))).entries[0]
    assert said(entry) == ("14-Mar", "2013-03-14")


@pytest.mark.safety("N-I15")
def test_numbers_are_as_they_were_shown():
    rows = [
        HEADER,
        (date(2013, 3, 14), "Attended the surgery", 412),
        (date(2013, 3, 15), "Attended again", 0.5),
        (date(2013, 3, 16), "x", 7),
    ]
    data = making.workbook(rows, prepare=looks(C2='"Log "000000', C3="0%", C4='"Log "0'))
    cells = [row.cells[2].text for row in read(data, "x.xlsx").grids[0].rows]
    assert cells == ["Reference", "Log 000412", "50%", "Log 7"]


@pytest.mark.safety("N-I15")
def test_a_time_is_kept_where_it_shows_and_never_made_up():
    rows = [
        ("Date", "Time", "Event"),
        (datetime(2013, 3, 14, 9, 5), 1.5, "Seen at home"),
        (datetime(2013, 3, 15, 9, 5), time(9, 5), "Called"),
    ]
    entries = proposed(
        making.workbook(rows, prepare=looks(A2="dd/mm/yyyy", B2="[h]:mm", A3="dd/mm/yyyy hh:mm"))
    ).entries
    assert [str(entry.happened.when.time_from) for entry in entries] == ["None", "09:05:00"]
    assert [entry.happened.when.wording for entry in entries] == ["14/03/2013, 36:00", "15/03/2013 09:05"]


# ---- nothing silently less ------------------------------------------------------------------------

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
R, RELATION, S = hostile.R, hostile.RELATION, hostile.S


def related(*links):
    listed = "".join(
        f'<Relationship Id="r{at}" Type="{R}/{kind}" Target="{to}"/>' for at, (kind, to) in enumerate(links)
    )
    return f'<Relationships xmlns="{RELATION}">{listed}</Relationships>'


def body(*paragraphs, tag="xdr:txBody"):
    lines = "".join(f"<a:p><a:r><a:t>{each}</a:t></a:r></a:p>" for each in paragraphs)
    return f"<{tag}>{lines}</{tag}>"


def drawn():
    """A sheet with a box in a group, WordArt with its fallback, a picture, a diagram, a chart, and all that hangs on it."""
    drawing = (
        f'<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="{A}" xmlns:mc="{MC}"><xdr:grpSp><xdr:sp>{body("Box in a group", "second line")}</xdr:sp></xdr:grpSp>'
        f"<mc:AlternateContent><mc:Choice><xdr:sp>{body('Word art')}</xdr:sp></mc:Choice>"
        f"<mc:Fallback><xdr:sp>{body('Word art')}</xdr:sp></mc:Fallback></mc:AlternateContent>"
        '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="1" name="p" descr="A photograph of the door"/></xdr:nvPicPr></xdr:pic></xdr:wsDr>'
    )
    chart = (
        f'<c:chartSpace xmlns:c="c" xmlns:a="{A}"><c:title><c:tx>{body("Contacts by year", tag="c:rich")}</c:tx></c:title>'
        "<c:strCache><c:pt><c:v>Police</c:v></c:pt></c:strCache></c:chartSpace>"
    )
    sheet = (
        f'<worksheet xmlns="{S}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Date</t></is></c></row></sheetData>'
        '<dataValidations><dataValidation sqref="A2:A9" prompt="Give the day first"/></dataValidations>'
        '<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;12Eastmere Police&amp;RPage &amp;P</oddHeader><oddFooter>&amp;CRestricted</oddFooter></headerFooter></worksheet>'
    )
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": related(
            ("drawing", "../drawings/drawing1.xml"), ("threadedComment", "../threadedComments/threadedComment1.xml"),
            ("comments", "../comments1.xml"), ("vmlDrawing", "../drawings/vmlDrawing1.vml")),
        "xl/drawings/drawing1.xml": drawing,
        "xl/drawings/_rels/drawing1.xml.rels": related(("diagramData", "../diagrams/data1.xml"), ("chart", "../charts/chart1.xml")),
        "xl/diagrams/data1.xml": f'<dgm:dataModel xmlns:dgm="d" xmlns:a="{A}"><dgm:pt>{body("Step in a diagram", tag="dgm:t")}</dgm:pt></dgm:dataModel>',
        "xl/charts/chart1.xml": chart,
        "xl/threadedComments/threadedComment1.xml": '<t xmlns="x"><threadedComment ref="A1" personId="{P}"><text>Is this right?</text></threadedComment></t>',
        "xl/comments1.xml": f'<comments xmlns="{S}"><comment ref="A1"><text><t>[Threaded comment] Your version reads it so: Is this right?</t></text></comment>'
                            '<comment ref="B1"><text><t>An old note</t></text></comment></comments>',
        "xl/drawings/vmlDrawing1.vml": '<xml xmlns:v="v" xmlns:x="x"><v:shape><v:textbox><div>Box of an older kind</div></v:textbox><x:ClientData ObjectType="Button"/></v:shape>'
                                       '<v:shape><v:textbox><div>An old note</div></v:textbox><x:ClientData ObjectType="Note"/></v:shape></xml>',
    }  # fmt: skip
    return hostile.workbook(sheet, more=more)


@pytest.mark.safety("I7")
def test_what_stands_beside_the_cells_is_shown_beside_the_entries():
    document = read(drawn(), "x.xlsx")
    assert {(aside.sort, aside.text) for aside in document.asides} == {
        ("text box", "Box in a group\nsecond line"), ("text box", "Word art"), ("picture", "A photograph of the door"),
        ("diagram", "Step in a diagram"), ("chart", "Contacts by year\nPolice"), ("comment", "Is this right?"), ("comment", "An old note"),
        ("text box", "Box of an older kind"), ("prompt", "Give the day first"), ("header", "Eastmere Police"), ("footer", "Restricted"),
    }  # fmt: skip
    assert len(document.asides) == 11


@pytest.mark.safety("I7")
def test_an_old_workbook_s_boxes_and_headers_are_read_too():
    data = old_workbook(
        [["Date", "Event"]], beside=page_header("&LEastmere Police&RPage &P") + text_box("Said in a box")
    )
    assert {(aside.sort, aside.text) for aside in read(data, "x.xls").asides} == {
        ("header", "Eastmere Police"),
        ("text box", "Said in a box"),
    }


def row(number, *cells):
    made = "".join(f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>' for place, text in cells)
    return f'<row r="{number}">{made}</row>'


@pytest.mark.safety("I6")
@pytest.mark.parametrize(
    "rows", [row(1, ("A1", "first"), ("A1", "second")), row(1, ("A1", "first")) + row(1, ("A1", "second"))]
)
def test_two_cells_at_one_address_are_both_kept_and_said(rows):
    document = read(hostile.workbook(hostile.sheet(rows)), "x.xlsx")
    assert [cell.text for cell in document.grids[0].rows[0].cells.values()] == ["first\nsecond"]
    assert document.warnings == ["S: an address with two cells (A1); both were kept: compare them with the file."]


def test_a_sheet_that_is_listed_and_not_there_is_named():
    listed = f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet name="S" sheetId="1" r:id="r1"/><sheet name="Contacts 2014" sheetId="2" r:id="r9"/></sheets></workbook>'
    document = read(
        hostile.with_part(hostile.workbook(hostile.sheet(row(1, ("A1", "x")))), hostile.BOOK, listed), "x.xlsx"
    )
    assert [
        each for each in document.warnings if "Contacts 2014: this sheet is listed in the file and is not in it" in each
    ]


def test_a_sheet_that_no_list_names_is_offered_like_a_hidden_one():
    data = hostile.with_part(
        hostile.workbook(hostile.sheet(row(1, ("A1", "x")))),
        "xl/worksheets/sheet7.xml",
        hostile.sheet(row(1, ("A1", "unseen"))),
    )
    document = read(data, "x.xlsx")
    assert document.grids[1].is_hidden and document.grids[1].rows[0].cells[0].text == "unseen"
    assert any("does not list it" in each for each in document.warnings) and not any(
        "second count" in each for each in document.warnings
    )


UNSEEN = {
    "white": lambda cell: setattr(cell, "font", Font(color="FFFFFFFF")),
    "tiny": lambda cell: setattr(cell, "font", Font(size=1)),
    "hidden by its format": lambda cell: setattr(cell, "number_format", ";;;"),
    "dark on dark": lambda cell: (setattr(cell, "font", Font(color="FF112233")), setattr(cell, "fill", PatternFill("solid", fgColor="FF112233"))),
}  # fmt: skip


@pytest.mark.safety("I7")
@pytest.mark.parametrize("how", UNSEEN)
def test_what_cannot_be_seen_is_read_and_named(how):
    rows = [
        HEADER,
        (date(2013, 3, 14), "Seen at home by the nurse", "a"),
        (date(2013, 3, 15), "Called the police", "b"),
    ]
    found = proposed(making.workbook(rows, prepare=looks(B2=UNSEEN[how])))
    assert found.entries[0].fields["what_happened"] == "Seen at home by the nurse"
    assert any("could not be seen" in doubt for doubt in found.entries[0].doubts) and not found.entries[1].doubts
    assert any(
        "could not be seen in the file: white, tiny or hidden by its format (B2)" in each for each in found.warnings
    )


def test_white_on_a_dark_ground_is_seen():
    def prepare(book, sheet):
        sheet["A1"].font, sheet["A1"].fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF003366")

    assert not read(making.workbook([HEADER], prepare=prepare), "x.xlsx").warnings


def test_an_old_workbook_s_unseen_and_struck_words_are_marked():
    data = old_workbook(
        [[("unseen", 1), ("struck", 2)]], styles=[("General", ARIAL), ("General", WHITE), ("General", STRUCK)]
    )
    cells = read(data, "x.xls").grids[0].rows[0].cells
    assert (cells[0].marks, cells[1].marks) == ("h", "s")


@pytest.mark.safety("I7")
def test_ticks_and_crosses_are_read_as_they_are_drawn():
    shared = f'<sst xmlns="{S}"><si><r><t>Seen </t></r><r><rPr><rFont val="Wingdings"/></rPr><t>û</t></r></si></sst>'
    run = hostile.workbook(hostile.sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), shared=shared)
    styled = making.workbook([("ü", "ü")], prepare=looks(A1=lambda cell: setattr(cell, "font", Font(name="Wingdings"))))
    old = old_workbook([[("ü", 1), "ü"]], styles=[("General", ARIAL), ("General", WINGDINGS)])
    assert [cell.text for cell in read(run, "x.xlsx").grids[0].rows[0].cells.values()] == ["Seen ✗"]
    for document in (read(styled, "x.xlsx"), read(old, "x.xls")):
        assert [cell.text for cell in document.grids[0].rows[0].cells.values()] == ["✓", "ü"]
        assert not document.warnings


FETCHES = {
    "a program": ({"xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{S}"><ddeLink ddeService="cmd"/></externalLink>'}, "DDE"),
    "a workbook": ({"xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{S}"><externalBook/></externalLink>'}, "links to other workbooks"),
    "a connection": ({"xl/connections.xml": "<connections/>"}, "data connection"),
    "a macro": ({"xl/vbaProject.bin": b"\xd0"}, "macros"),
    "a pivot's copy": ({"xl/pivotCache/pivotCacheRecords1.xml": "<x/>"}, "pivot table"),
}  # fmt: skip


@pytest.mark.safety("I7")
@pytest.mark.parametrize("kind", FETCHES)
def test_what_a_workbook_would_fetch_is_named(kind):
    parts, words = FETCHES[kind]
    assert any(
        words in each
        for each in read(hostile.workbook(hostile.sheet(row(1, ("A1", "x"))), more=parts), "x.xlsx").warnings
    )


def test_a_formula_that_asks_another_computer_is_named():
    cell = '<row r="1"><c r="A1" t="str"><f>WEBSERVICE("http://127.0.0.1:9")</f><v>x</v></c></row>'
    assert any("WEBSERVICE" in each for each in read(hostile.workbook(hostile.sheet(cell)), "x.xlsx").warnings)


def test_codes_for_letters_and_guides_to_saying_them():
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>a_x0041_b_x005F_x0042_</t><rPh sb="0" eb="1"><t>guide</t></rPh></is></c></row>'
    document = read(hostile.workbook(hostile.sheet(cell)), "x.xlsx")
    assert document.grids[0].rows[0].cells[0].text == "aAb_x0042_" and "guide" in document.warnings[0]
    assert not any("second count" in each for each in document.warnings)


@pytest.mark.safety("I6")
def test_repeated_rows_and_cells_come_in_and_too_many_are_said():
    few = '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2"><text:p>again</text:p></table:table-cell></table:table-row>'
    document = read(making.spreadsheet([("Date", "Event")], extra=few), "x.ods")
    assert [[cell.text for cell in each.cells.values()] for each in document.grids[0].rows[1:]] == [
        ["again", "again"]
    ] * 3
    assert not document.warnings
    many = read(making.spreadsheet([("Date", "Event")], extra=few.replace('"3"', '"5000"')), "x.ods")
    assert "5,000 times; 2,000 are read" in many.warnings[0]


def test_an_open_sheet_s_boxes_comments_changes_and_hidden_sheets():
    cells = (
        '<table:table-row><table:table-cell office:value-type="string"><draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame>'
        "<office:annotation><text:p>Check this</text:p></office:annotation><text:p>Kept</text:p></table:table-cell></table:table-row>"
        "<table:shapes><draw:custom-shape><text:p>On the sheet</text:p></draw:custom-shape></table:shapes>"
    )
    document = read(open_document("yyyy", "2013", cells), "x.ods")
    assert {(aside.sort, aside.text) for aside in document.asides} == {
        ("text box", "In a box"), ("comment", "Check this"), ("text box", "On the sheet"),
    }  # fmt: skip
    assert [grid.is_hidden for grid in document.grids] == [False, True]
    assert not document.warnings


# ---- refusals are true ----------------------------------------------------------------------------


def test_a_workbook_that_holds_a_word_document_is_a_workbook():
    data = old_workbook([["Date", "Event"]], more_streams=["WordDocument"])
    assert read(data, "x.xls").grids[0].rows[0].cells[1].text == "Event"


def renamed(data, change):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as held, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in held.namelist():
            about = zipfile.ZipInfo("x")
            about.filename = change(part)
            made.writestr(about, held.read(part))
    return out.getvalue()


BOOK = making.workbook([HEADER, (date(2013, 3, 14), "Seen at home by the nurse", "a")])


@pytest.mark.parametrize(
    "change", [lambda name: f"/{name}", lambda name: name.replace("/", "\\"), lambda name: "\\" + name, str.upper]
)
def test_a_part_s_name_may_start_oddly(change):
    document = read(renamed(BOOK, change), "x.xlsx")
    assert len(document.grids[0].rows) == 2 and not document.warnings


def cut_list(data):
    return data[: data.find(b"PK\x01\x02") + 10]


def no_list(data):
    return data[: data.find(b"PK\x01\x02")]


def wrong_sizes(data, only=""):
    """In the list, of every part or of one."""
    made = bytearray(data)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        if data.startswith(only.encode(), at + 46):
            struct.pack_into("<II", made, at + 20, 7, 10)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(made)


def streamed(data):
    """Each part with its sizes behind it, as a program writes that cannot go back; and the list cut off."""

    class OneWay(io.RawIOBase):
        def __init__(self):
            super().__init__()
            self.held = bytearray()

        def writable(self):
            return True

        def write(self, block):
            self.held += block
            return len(block)

    out = OneWay()
    with zipfile.ZipFile(io.BytesIO(data)) as held, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in held.namelist():
            made.writestr(part, held.read(part))
    return cut_list(bytes(out.held))


@pytest.mark.parametrize("spoil", [cut_list, no_list, wrong_sizes, streamed])
def test_a_package_whose_parts_are_whole_is_repaired_and_says_so(spoil):
    document = read(spoil(BOOK), "x.xlsx")
    assert len(document.grids[0].rows) == 2 and "was repaired" in document.warnings[0]


@pytest.mark.parametrize("at", [0.3, 0.5, 0.8])
def test_half_a_package_is_not_taken_for_a_whole_one(at):
    whole = no_list(BOOK)
    with pytest.raises(Refused, match="damaged"):
        read(whole[: int(len(whole) * at)], "x.xlsx")
    spoiled = bytearray(whole)
    spoiled[int(len(whole) * at)] ^= 0xFF
    with pytest.raises(Refused):
        read(bytes(spoiled), "x.xlsx")


@pytest.mark.safety("I5")
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp037"])
@pytest.mark.parametrize("part", [hostile.SHEET, hostile.BOOK, "xl/sharedStrings.xml"])
def test_a_doctype_is_refused_in_whatever_letters_it_is_written(encoding, part):
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
    with pytest.raises(Refused):
        read(hostile.with_part(hostile.SHARED_BOOK, part, text.encode(encoding)), "x.xlsx")


def test_a_sheet_in_wide_letters_is_read_and_counted():
    text = '<?xml version="1.0" encoding="utf-16"?>' + hostile.sheet(row(1, ("A1", "Zoë")))
    document = read(hostile.with_part(hostile.SHARED_BOOK, hostile.SHEET, text.encode("utf-16")), "x.xlsx")
    assert document.grids[0].rows[0].cells[0].text == "Zoë" and document.counts["counted"] == 1


def test_a_comment_stays_with_its_cell():
    def prepare(book, sheet):
        sheet["B1"].comment = Comment("Check this", "Author")

    assert [aside.place for aside in read(making.workbook([HEADER], prepare=prepare), "x.xlsx").asides] == [
        "Chronology B1"
    ]


@pytest.mark.parametrize("title", ["Paragraphs", "Table 1"])
def test_what_a_sheet_is_called_does_not_change_how_it_is_read(title):
    rows = [("Date", "What happened", "Who"), ("12/03/2019", "Seen", "GP"), ("13/03/2019", "Rang", "Nurse")]
    proposal = propose("x.xlsx", from_lines(to_lines(read(making.workbook(rows, title=title), "x.xlsx"))), RULES)
    assert [entry.fields["what_happened"] for entry in proposal.entries] == ["Seen", "Rang"]


@pytest.mark.parametrize("code", [";;;", "@", "General", "0"])
@pytest.mark.parametrize("day", [date(2013, 5, 6), date(2009, 5, 5), date(2001, 1, 1)])
@pytest.mark.parametrize("epoch", [CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900], ids=["1904", "1900"])
def test_a_day_that_shows_only_its_number_is_offered_as_its_workbook_counts(code, day, epoch):
    book = openpyxl.Workbook()
    book.epoch = epoch
    book.active.append(["Date", "Event"])
    for at in range(2, 5):
        book.active.append([day, f"Visit {at} was made."])
        book.active.cell(at, 1).number_format = code
    held = io.BytesIO()
    book.save(held)
    document = from_lines(json.loads(json.dumps(line)) for line in to_lines(read(held.getvalue(), "x.xlsx")))
    entries = propose(
        "x.xlsx", document, DateRules(2020, date(2017, 12, 31)), {"Sheet": {0: "date_start", 1: "event"}}
    ).entries
    assert [entry.happened.candidates for entry in entries] == [(day.isoformat(),)] * 3


def test_comments_of_a_sheet_that_is_gone_are_kept_and_said():
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    left = f'<comments xmlns="{space}"><commentList><comment ref="B3"><text><t>Left behind</t></text></comment></commentList></comments>'
    with zipfile.ZipFile(io.BytesIO(making.workbook([("Date", "Event")]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document = read(making.package({**parts, "xl/comments7.xml": left}), "x.xlsx")
    assert [(aside.sort, aside.place, aside.text) for aside in document.asides] == [
        ("comment", "(no sheet) B3", "Left behind")
    ]
    assert any("none of its sheets" in warning for warning in document.warnings)
