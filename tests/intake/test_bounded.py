"""Files that hold far more of something than any agency's does: read or refused in a moment, each with a true sentence."""

from __future__ import annotations

import io
import random
import time
import zipfile

import pytest

from dhr_desktop.intake import recognise, worker
from dhr_desktop.intake.pages import Refused
from dhr_desktop.intake.recognise import read

from . import hostile, making
from .test_other_documents import counted_whole, said
from .test_spreadsheets import S

SECONDS = 10 / 2  # of the processor: half of what a reader may use


def rtf(*parts):
    return b"{\\rtf1 " + b"".join(parts) + b"}"


def cells_at(addresses):
    made = "".join(
        f'<c r="{at}" t="inlineStr"><is><t>word {number}</t></is></c>' for number, at in enumerate(addresses)
    )
    return hostile.workbook(hostile.sheet(f'<row r="1">{made}</row>'))


MANY = 20_000
HEAVY = {
    "cells at one address": ("x.xlsx", lambda: cells_at(["A1"] * MANY)),
    "cells at some addresses": ("x.xlsx", lambda: cells_at(["A1", "B1", "C1"] * (MANY // 3))),
    "tables in tables": ("x.rtf", lambda: rtf(*(b"\\pard\\intbl\\itap%d x\\nestcell" % (1 + at % 20) for at in range(MANY)), b"\\row")),
    "rows in tables in tables": ("x.rtf", lambda: rtf(*(b"\\pard\\intbl\\itap%d x\\nestcell{\\*\\nesttableprops\\trowd\\cellx20\\nestrow}" % (1 + at % 20) for at in range(MANY)), b"\\row")),
    "tables without an end": ("x.rtf", lambda: rtf(*(b"\\pard\\intbl\\itap%d x\\nestcell" % at for at in range(MANY)), b"\\row")),
    "cells of one row": ("x.rtf", lambda: rtf(b"\\trowd", *(b"\\cellx%d" % at for at in range(MANY)), *(b"\\intbl x\\cell" for _ in range(MANY)), b"\\row")),
    "edges apart": ("x.rtf", lambda: rtf(*(b"\\trowd\\cellx%d\\intbl x\\cell\\row " % (at * 50) for at in range(MANY)))),
}  # fmt: skip


@pytest.mark.safety("I8")
@pytest.mark.parametrize("kind", HEAVY)
def test_what_is_heavy_is_read_or_refused_in_time(kind):
    name, make = HEAVY[kind]
    data = make()
    started = time.process_time()
    try:
        read(data, name)
    except Refused as refusal:
        assert str(refusal).endswith(".") and "could not be followed" not in str(refusal)
    assert time.process_time() - started < SECONDS


def test_up_to_two_hundred_cells_at_one_address_are_all_kept():
    document = read(cells_at(["A1"] * 150), "x.xlsx")
    assert document.grids[0].rows[0].cells[0].text.split("\n") == [f"word {at}" for at in range(150)]


# ---- numbers no number is -------------------------------------------------------------------------

ODD = ("9" * 5_000, "²", "٣", "-1", "", "1e3", "0x10", "99999999999")
PLACES = {
    "hidden columns from": '<worksheet xmlns="{S}"><cols><col min="{n}" max="3" hidden="1"/></cols><sheetData>{row}</sheetData></worksheet>',
    "hidden columns to": '<worksheet xmlns="{S}"><cols><col min="2" max="{n}" hidden="1"/></cols><sheetData>{row}</sheetData></worksheet>',
    "a row's number": '<worksheet xmlns="{S}"><sheetData><row r="{n}"><c t="inlineStr"><is><t>kept</t></is></c></row></sheetData></worksheet>',
    "a cell's look": '<worksheet xmlns="{S}"><sheetData><row r="1"><c r="A1" s="{n}" t="inlineStr"><is><t>kept</t></is></c></row></sheetData></worksheet>',
    "a shared text": '<worksheet xmlns="{S}"><sheetData><row r="1"><c r="A1" t="s"><v>{n}</v></c></row></sheetData></worksheet>',
}  # fmt: skip
ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>kept</t></is></c></row>'


@pytest.mark.parametrize("number", ODD, ids=lambda each: each[:12] or "nothing")
@pytest.mark.parametrize("place", PLACES)
def test_a_number_that_is_none_ends_in_a_reading_or_a_sentence(place, number):
    sheet = PLACES[place].replace("{S}", S).replace("{n}", number).replace("{row}", ROW)
    try:
        document = read(hostile.workbook(sheet), "x.xlsx")
    except Refused as refusal:
        assert str(refusal) in (recognise.DAMAGED,) and place in ("a row's number", "a shared text")
    else:
        grid = document.grids[0]
        assert [row.cells[0].text for row in grid.rows] == (["kept"] if place != "a shared text" else [])
        assert len(grid.hidden_columns) <= 501


@pytest.mark.parametrize("number", ODD, ids=lambda each: each[:12] or "nothing")
def test_a_span_that_is_no_number_ends_in_a_reading_or_a_sentence(number):
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{number}"/></w:tcPr>{making.paragraph("kept")}</w:tc>'
    try:
        document = read(making.document(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"), "x.docx")
    except Refused as refusal:
        assert "spans more than 64 columns" in str(refusal)
    else:
        assert document.grids[0].rows[0].cells[0].text == "kept"


def test_a_fault_of_the_reader_is_not_said_to_be_the_files(monkeypatch):
    def broken(data, name):
        raise ZeroDivisionError("invented")

    monkeypatch.setattr(recognise, "read", broken)
    assert b"could not be followed" in worker.answer("x.xlsx", b"x") and b"invented" not in worker.answer(
        "x.xlsx", b"x"
    )


# ---- repeats --------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 2, 7, 2_000])
@pytest.mark.parametrize("columns", [1, 3])
def test_repeated_rows_and_cells_of_a_text_are_counted_as_often_as_they_are_read(rows, columns):
    cell = f'<table:table-cell table:number-columns-repeated="{columns}"><text:p>Called 12</text:p></table:table-cell>'
    table = f'<table:table><table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row></table:table>'
    document = read(making.text_document(table), "x.odt")
    assert sum(len(row.cells) for row in document.grids[0].rows) == rows * columns
    assert counted_whole(document)


def test_the_mark_of_a_source_in_a_text_is_read():
    document = read(
        making.text_document("<text:p>Seen<text:bibliography-mark>[Log 7]</text:bibliography-mark> at home</text:p>"),
        "x.odt",
    )
    assert document.grids[-1].rows[0].cells[0].text == "Seen[Log 7] at home" and counted_whole(document)


@pytest.mark.parametrize(
    ("first", "is_1904", "is_said"),
    [("1899-12-30", False, False), ("1904-01-01", True, False), ("1900-01-01", False, True)],
)
def test_which_day_a_workbook_counts_from_is_told(first, is_1904, is_said):
    data = making.spreadsheet([("Date", "Event"), ("1/2/2012", "Seen")])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("content.xml").decode()
    settings = f'<table:calculation-settings><table:null-date table:date-value="{first}"/></table:calculation-settings>'
    at = content.index(">", content.index("<office:spreadsheet")) + 1
    document = read(hostile.with_part(data, "content.xml", content[:at] + settings + content[at:]), "x.ods")
    assert document.counts_from_1904 is is_1904 and said(document, "counts its days from") is is_said


# ---- refusals that are true -----------------------------------------------------------------------

LINES = "Date,Event\r\n1/2/2012,Called the police from home\r\n3/4/2012,Came to the clinic with a neighbour\r\n"
RUSSIAN = "Дата,Событие\n1/2/2012,Позвонила в полицию из дома\n3/4/2012,Пришла в клинику\n"
GREEK = "Ημερομηνία,Γεγονός\n1/2/2012,Κάλεσε την αστυνομία στο σπίτι\n"


@pytest.mark.parametrize("table", ["cp037", "cp500", "cp1140", "cp273", "cp1026"])
@pytest.mark.parametrize("text", [LINES, LINES * 30, LINES.replace(",", "|")])
def test_a_text_of_a_mainframe_is_named(table, text):
    with pytest.raises(Refused, match=r"mainframe \(EBCDIC\)"):
        read(text.encode(table), "x.csv")


@pytest.mark.parametrize(
    ("text", "table"),
    [
        *((RUSSIAN, each) for each in ("cp866", "cp1251", "koi8_r", "iso8859_5", "mac_cyrillic")),
        (GREEK, "cp1253"),
        (GREEK, "iso8859_7"),
        (GREEK, "cp737"),
    ],
)
def test_a_text_in_another_alphabets_table_is_said_to_be_wrong(text, table):
    assert said(read(text.encode(table), "x.csv"), "table of another alphabet")
    assert not said(read(text.encode("utf-8"), "x.csv"), "table of another alphabet")


@pytest.mark.parametrize(
    "text",
    [
        LINES,
        "Dyddiad,Digwyddiad\n1/2/2012,Gwelwyd hi gartref â'i chŵn\n",
        "Data,Zdarzenie\n1/2/2012,Zgłosiła się żółta źrebica\n",
    ],
)
def test_a_text_in_its_own_table_is_not(text):
    for table in ("utf-8", "utf-16"):
        assert not said(read(text.encode(table), "x.csv"), "table of another alphabet")


@pytest.mark.parametrize("name", ["Review.dhr", "Review 2026-014.DHR"])
def test_a_case_given_as_an_agencys_file_is_named(name):
    data = random.Random(name).randbytes(16_384)
    with pytest.raises(Refused, match="a case of this program, not an agency's file"):
        read(data, name)
    with pytest.raises(Refused, match="not a kind of file the program can read"):
        read(data, "x.bin")
