"""Charts, threads and what hangs on no sheet: a workbook's words outside its cells, each where one can look for it."""

from __future__ import annotations

import itertools

import pytest

from dhr_desktop.intake.recognise import read

from . import hostile, making
from .test_spreadsheets import body, related

S = hostile.S
SHEET = hostile.sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>Date</t></is></c></row>')
ON_SHEET, ON_DRAWING = "xl/worksheets/_rels/sheet1.xml.rels", "xl/drawings/_rels/drawing1.xml.rels"
DRAWING = '<xdr:wsDr xmlns:xdr="d"/>'
SERIES = {
    "a name typed in": ("<c:tx><c:v>Calls</c:v></c:tx>", "Calls"),
    "a name of a cell": ("<c:tx><c:strRef><c:f>S!$A$1</c:f><c:strCache><c:pt><c:v>Calls</c:v></c:pt></c:strCache></c:strRef></c:tx>", "Calls"),
    "a label typed in": ("<c:cat><c:strLit><c:pt><c:v>March</c:v></c:pt></c:strLit></c:cat>", "March"),
    "a group of labels": ("<c:cat><c:multiLvlStrRef><c:multiLvlStrCache><c:lvl><c:pt><c:v>Spring</c:v></c:pt></c:lvl></c:multiLvlStrCache></c:multiLvlStrRef></c:cat>", "Spring"),
    "figures typed in": ("<c:val><c:numLit><c:pt><c:v>17</c:v></c:pt></c:numLit></c:val>", "17"),
    "figures of another workbook": ("<c:val><c:numRef><c:f>[1]S!$A$1</c:f><c:numCache><c:pt><c:v>17</c:v></c:pt></c:numCache></c:numRef></c:val>", "17"),
    "figures of a cell": ("<c:val><c:numRef><c:f>S!$A$1</c:f><c:numCache><c:pt><c:v>17</c:v></c:pt></c:numCache></c:numRef></c:val>", ""),
}  # fmt: skip


def chart(inside):
    return f'<c:chartSpace xmlns:c="c"><c:ser>{inside}</c:ser></c:chartSpace>'


def beside(parts):
    document = read(hostile.workbook(SHEET, more=parts), "x.xlsx")
    return [(aside.sort, aside.place, aside.text) for aside in document.asides], document.warnings


@pytest.mark.parametrize("sort", SERIES)
def test_a_chart_says_all_that_no_cell_says(sort):
    inside, said = SERIES[sort]
    found, _ = beside(
        {
            ON_SHEET: related(("drawing", "../drawings/drawing1.xml")),
            "xl/drawings/drawing1.xml": DRAWING,
            ON_DRAWING: related(("chart", "../charts/chart1.xml")),
            "xl/charts/chart1.xml": chart(inside),
        }
    )
    assert found == ([("chart", "S", said)] if said else [])


def test_two_charts_with_the_same_words_are_two():
    same = chart(SERIES["a name typed in"][0])
    found, _ = beside(
        {
            ON_SHEET: related(("drawing", "../drawings/drawing1.xml")),
            "xl/drawings/drawing1.xml": DRAWING,
            ON_DRAWING: related(("chart", "../charts/chart1.xml"), ("chart", "../charts/chart2.xml")),
            "xl/charts/chart1.xml": same,
            "xl/charts/chart2.xml": same,
        }
    )
    assert found == [("chart", "S", "Calls")] * 2


UNOWNED = {
    "a chart": ({"xl/charts/chart3.xml": chart(SERIES["a name typed in"][0])}, ["Calls"]),
    "a drawing": ({"xl/drawings/drawing3.xml": f'<xdr:wsDr xmlns:xdr="d" xmlns:a="a"><xdr:sp>{body("In a box")}</xdr:sp></xdr:wsDr>'}, ["In a box"]),
    "a comment": ({"xl/comments3.xml": f'<comments xmlns="{S}"><comment ref="A1"><text><t>Ask</t></text></comment></comments>'}, ["Ask"]),
}  # fmt: skip


@pytest.mark.parametrize(
    "sorts", [each for n in (1, 2, 3) for each in itertools.combinations(UNOWNED, n)], ids=", ".join
)
def test_what_hangs_on_no_sheet_is_shown_and_said(sorts):
    found, warnings = beside({name: part for sort in sorts for name, part in UNOWNED[sort][0].items()})
    assert sorted(text for _, _, text in found) == sorted(text for sort in sorts for text in UNOWNED[sort][1])
    assert all(place.startswith("(no sheet)") for _, place, _ in found)
    assert len(warnings) == ("a comment" in sorts) + bool({"a chart", "a drawing"} & set(sorts))
    assert all("belong to none of its sheets; Excel does not show them." in each for each in warnings)


def test_a_chart_of_a_drawing_that_hangs_on_no_sheet_is_told_once():
    parts = {
        "xl/drawings/drawing1.xml": DRAWING,
        ON_DRAWING: related(("chart", "../charts/chart1.xml")),
        "xl/charts/chart1.xml": chart(SERIES["a name typed in"][0]),
    }
    assert beside(parts)[0] == [("chart", "(no sheet)", "Calls")]


@pytest.mark.parametrize(
    ("copy", "is_kept"),
    [
        ("[Threaded comment]\n\nYour version of Excel allows you to read it.\n\nComment:\n    Is this right?", False),
        ("[Threadkommentar]\n\nIhre Version von Excel …\n\nKommentar:\n    Is this right?", False),
        ("[Threaded comment]\n\nComment:\n    Something else", True), ("Is this right?", True),
    ],
)  # fmt: skip
def test_only_a_true_copy_of_a_thread_is_left_out(copy, is_kept):
    found, _ = beside(
        {
            ON_SHEET: related(("threadedComment", "../t/t1.xml"), ("comments", "../comments1.xml")),
            "xl/t/t1.xml": '<t xmlns="x"><threadedComment ref="A1"><text>Is this  right?</text></threadedComment></t>',
            "xl/comments1.xml": f'<comments xmlns="{S}"><comment ref="A1"><text><t>{copy}</t></text></comment></comments>',
        }
    )
    assert [text for _, _, text in found] == ["Is this  right?", *([copy] if is_kept else [])]


# ---- OpenDocument ---------------------------------------------------------------------------------

OFFICE, TEXT, TABLE = (f"urn:oasis:names:tc:opendocument:xmlns:{each}:1.0" for each in ("office", "text", "table"))


def inner(kind, *rows, title="By year"):
    """A document inside a workbook: a chart with its own table, or a sheet or a text somebody put in."""
    made = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    return (
        f'<office:document-content xmlns:office="{OFFICE}" xmlns:text="{TEXT}" xmlns:table="{TABLE}"><office:body><office:{kind}>'
        f"<text:p>{title}</text:p><table:table>{made}</table:table></office:{kind}></office:body></office:document-content>"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "rows", "said"),
    [
        ("chart", [("Date", "Event")], "By year"),  # both stand in the sheet's cells
        ("chart", [("Date", "Calls"), ("Spring", "17")], "By year\nCalls\nSpring\n17"),
        ("spreadsheet", [("Date", "Calls")], "By year\nDate\nCalls"),
        ("text", [("Called", "Called")], "By year\nCalled\nCalled"),
    ],
)
def test_a_table_inside_an_object_is_shown_unless_the_sheet_shows_it(kind, rows, said):
    data = making.spreadsheet([("Date", "Event"), ("1/2/2012", "Seen")])
    document = read(hostile.with_part(data, "Object 1/content.xml", inner(kind, *rows)), "x.ods")
    assert [(aside.sort, aside.text) for aside in document.asides] == [
        ("chart" if kind == "chart" else "another document inside", said)
    ]
