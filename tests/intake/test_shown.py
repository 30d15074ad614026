"""What a cell showed: number formats written out, and no more of a date than they show."""

from __future__ import annotations

import csv
import random
import subprocess
from datetime import date

import openpyxl
import pytest

from dhr_desktop.intake.pages import Cell, Document, Grid, GridRow
from dhr_desktop.intake.proposals import propose
from dhr_desktop.intake.shown.codes import BUILT_IN
from dhr_desktop.intake.shown.formats import number_cell, shown_number, shown_words, word_cell
from dhr_desktop.language.dates.reader import read_date
from dhr_desktop.language.dates.rules import DateRules
from tests.judges import needs_libreoffice

RULES = DateRules.for_review(date(2015, 4, 17), date(2024, 1, 1))
DAY = 41347  # 14 March 2013
SHOWN = [
    # a date, and what is left of it in the format
    ("dd/mm/yyyy", DAY, "14/03/2013", "date", "2013-03-14"),
    ("dd/mm/yyyy", DAY + 0.99999, "14/03/2013", "date", "2013-03-14"),
    ("dd/mm/yyyy", DAY + 0.999999, "14/03/2013", "date", "2013-03-14"),
    ("d/m/yy", DAY, "14/3/13", "date", "2013-03-14"),
    ("dddd d mmmm yyyy", DAY, "Thursday 14 March 2013", "date", "2013-03-14"),
    ("[$-809]dd mmmm yyyy;@", DAY, "14 March 2013", "date", "2013-03-14"),
    ("[$-452]dd mmmm yyyy", DAY, "14 Mawrth 2013", "date", "2013-03-14"),
    ("[$-F800]dddd, mmmm dd, yyyy", DAY, "14 March 2013", "date", "2013-03-14"),
    ("mmm-yy", DAY, "Mar-13", "month", "2013-03"),
    ("mmmm yyyy", DAY, "March 2013", "month", "2013-03"),
    ("mm/yyyy", DAY, "03/2013", "month", "2013-03"),
    ("mmm yyyy hh:mm", DAY, "Mar 2013 00:00", "month", "2013-03"),
    ("yyyy", DAY, "2013", "year", "2013"),
    ('"Year "yyyy', DAY, "Year 2013", "worded", "Year 2013"),
    ("d-mmm", DAY, "14-Mar", "no year", "03-14"),
    ("dd/mm", DAY, "14/03", "no year", "03-14"),
    ("mmmm", DAY, "March", "no year", "03"),
    ("dddd", DAY, "Thursday", "", ""),
    ("dd yyyy", DAY, "14 2013", "", ""),
    # times
    ("dd/mm/yyyy hh:mm", DAY + 0.38, "14/03/2013 09:07", "datetime", "2013-03-14T09:07"),
    ("dd/mm/yyyy hh:mm", DAY, "14/03/2013 00:00", "date", "2013-03-14"),
    ("d/m/yyyy h:mm AM/PM", DAY + 0.75, "14/3/2013 6:00 PM", "datetime", "2013-03-14T18:00"),
    ("hh:mm", DAY + 0.38, "09:07", "time", "09:07"),
    ("hh:mm", 0.38, "09:07", "time", "09:07"),
    ("hh:mm:ss.000", 0.3800001, "09:07:12.009", "time", "09:07"),
    ("h:mm AM/PM", 0, "12:00 AM", "time", "00:00"),
    ("[h]:mm", 0.5, "12:00", "time", "12:00"),
    ("[h]:mm", 1.5, "36:00", "length", ""),
    ("[mm]:ss", 0.5, "720:00", "length", ""),
    ("mm:ss", 0.5, "00:00", "length", ""),
    ("[$-F400]h:mm:ss AM/PM", 0.75, "18:00:00", "time", "18:00"),
    # days that never were, and what no date can be
    ("dd/mm/yyyy", 60, "29/02/1900", "", ""),
    ("dd/mm/yyyy", 0, "00/01/1900", "", ""),
    ("dd/mm/yyyy", -5, "-5", "number", ""),
    ("dd/mm/yyyy", 7e9, "7000000000", "number", ""),
    # numbers
    ("General", 7700900123456, "7700900123456", "number", ""),
    ("General", 0.1 + 0.2, "0.3", "number", ""),
    ("000000", 412, "000412", "number", ""),
    ('"Log "0', 412, "Log 412", "number", ""),
    ('"Log "0000', 12, "Log 0012", "number", ""),
    ("0%", 0.5, "50%", "number", ""),
    ("0.0%", 0.125, "12.5%", "number", ""),
    ("#,##0", 1234567, "1,234,567", "number", ""),
    ("£#,##0.00", 12.5, "£12.50", "number", ""),
    ("[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00", -12.5, "-£12.50", "number", ""),
    ('_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', 1234.5, "1,234.50", "number", ""),
    ("00-00-00", 123456, "12-34-56", "number", ""),
    ("000 000 0000", 9434765919, "943 476 5919", "number", ""),
    ("# ?/?", 2.5, "2 1/2", "number", ""),
    ("0.00E+00", 12345, "1.23E+04", "number", ""),
    ("0.0,", 1234, "1.2", "number", ""),
    ('0;"minus "0;"none"', -3, "minus 3", "number", ""),
    ('0;"minus "0;"none"', 0, "none", "number", ""),
    ('[=1]"Yes";[=0]"No";0', 1, "Yes", "number", ""),
    ('[=1]"Yes";[=0]"No";0', 0, "No", "number", ""),
    ('[>=100]"high "0;0', 120, "high 120", "number", ""),
    ("@", 12, "12", "number", ""),
]


@pytest.mark.parametrize(("code", "value", "text", "kind", "exact"), SHOWN)
def test_a_format_shows_this_and_no_more(code, value, text, kind, exact):
    shown = shown_number(float(value), code)
    assert (shown.text, shown.kind, shown.value) == (text, kind, exact)


WORDS_ROUND = [
    "before {}",
    "after {}",
    "week of {}",
    "c. {}",
    "about {}",
    "{}?",
    "{}(approx)",
    "{} onwards",
    "early {}",
    "until {}",
    "> {}",
    "{}+",
    "not {}",
]
DATE_CODES = {"dd/mm/yyyy": "14 March 2013", "d mmm yyyy": "14 March 2013", "m/d/yy": "14 March 2013", "mmmm yyyy": "March 2013", "yyyy": "2013"}  # fmt: skip


@pytest.mark.parametrize("code", DATE_CODES)
@pytest.mark.parametrize("words", WORDS_ROUND)
def test_words_that_a_format_shows_round_a_date_are_read_like_words(code, words):
    before, behind = words.split("{}")
    styled = (f'"{before}"' if before else "") + code + (f'"{behind}"' if behind else "")
    cell = number_cell(float(DAY), str(DAY), styled)
    assert cell.kind == "worded"
    assert cell.text == words.format(number_cell(float(DAY), str(DAY), code).text)
    read = read_cell(cell)
    said = read_date(words.format(DATE_CODES[code]), RULES)
    assert (read.status, read.when.edtf, read.candidates) == (said.status, said.when.edtf, said.candidates)
    assert read.when.wording == cell.text
    assert (read.status, read.when.edtf) != ("ok", read_date(DATE_CODES[code], RULES).when.edtf)


@pytest.mark.parametrize(
    "code", ['dd/mm/yyyy hh:mm"hrs"', 'd"th of "mmmm yyyy', "[$-F800]dddd, mmmm dd, yyyy", "yyyy-mm-dd\\Thh:mm"]
)
def test_the_marks_of_a_written_date_are_no_words_round_it(code):
    assert number_cell(DAY + 0.38, "", code).kind in ("date", "datetime")


def test_words_inside_a_date_are_left_to_the_reader_of_words():
    assert number_cell(DAY, "", 'd" or so of "mmmm yyyy').kind == ""
    assert number_cell(DAY + 0.38, "", '"about "hh:mm').kind == ""
    assert read_cell(number_cell(DAY, "", 'yyyy"/14"')).when.edtf == "2013/2014"


@pytest.mark.parametrize("serial", [1, 31, 59, 60])
@pytest.mark.parametrize("code", ["dd/mm/yyyy", "d mmm yyyy hh:mm", "mmm yyyy", "yyyy", '"before "d mmm yyyy'])
def test_a_small_number_shown_as_a_day_of_1900_is_asked(serial, code):
    assert read_cell(number_cell(float(serial), "", code)).status != "ok"


def read_cell(cell):
    grid = Grid(
        "Sheet1", [GridRow(1, {0: Cell("Date"), 1: Cell("Event")}), GridRow(2, {0: cell, 1: Cell("A visit was made.")})]
    )
    document = Document("xlsx", [grid])
    return propose("x.xlsx", document, RULES).entries[0].happened


def test_the_1904_calendar_shows_the_same_days():
    assert shown_number(float(DAY - 1462), "mmm-yy", True).value == "2013-03"
    assert shown_number(0.0, "dd/mm/yyyy", True).value == "1904-01-01"


def test_the_formats_that_follow_the_computer_are_british():
    assert shown_number(DAY + 0.5, BUILT_IN[14]).text == "14/03/2013"
    assert shown_number(DAY + 0.5, BUILT_IN[22]).text == "14/03/2013 12:00"


def test_text_goes_through_its_format_too():
    assert shown_words("12", '"Log "@') == "Log 12" and shown_words("12", "0.00") == "12"
    assert word_cell("kept", ";;;").text == "kept" and "h" in word_cell("kept", ";;;").marks


@pytest.mark.parametrize("code", [";;;", '""', ";;", "_-"])
def test_what_a_format_hides_is_kept_and_marked(code):
    cell = number_cell(41347.0, "41347", code)
    assert cell.text == "41347" and "h" in cell.marks


def test_any_row_of_letters_is_a_format_that_shows_something_in_no_time():
    chance = random.Random(20_261_129)
    pieces = [
        *'0#?.,%/;:- "\\_*[]@EeyYmdhsbgGaApP+-$<>=19',
        "General",
        "AM/PM",
        "[h]",
        "[$-809]",
        "mmm",
        "yy",
        "E+",
        "[>5]",
    ]
    values = [0.0, 1.0, -3.5, 41347.5, 1e300, -1e-9, 2958465.9, 60.0, 1e16, float("nan"), float("inf"), 5e-324]
    for _ in range(4_000):
        code = "".join(chance.choice(pieces) for _ in range(chance.randint(1, 14)))
        value = chance.choice(values)
        cell = number_cell(value, str(value), code)
        assert cell.text and len(cell.text) < 2_000, code
        shown_words("words", code)


GENERATED = [
    code for code, *_ in SHOWN
    if not code.startswith(("[$-F", "[$-452", "hh:mm:ss.000")) and code != '"Log "@'
]  # fmt: skip
VALUES = [61, 1234, 36526, 36831.25, 41347, 41347.5, 44286.75, 45000.0078125, 0.38, 12, 0.75]


@needs_libreoffice
def test_an_independent_program_shows_the_same(tmp_path):
    """Days after February 1900, where its calendar and Excel's are one; rounded to what both round alike."""
    book = openpyxl.Workbook()
    sheet = book.active
    codes = list(dict.fromkeys(GENERATED))
    for down, value in enumerate(VALUES, 1):
        for across, code in enumerate(codes, 1):
            cell = sheet.cell(down, across, value)
            cell.number_format = code
    book.save(tmp_path / "formats.xlsx")
    own = f"-env:UserInstallation=file://{tmp_path}/profile"
    made = "csv:Text - txt - csv (StarCalc):9,34,76,1,,2057,false,true"
    subprocess.run(
        ["soffice", own, "--headless", "--convert-to", made, "--outdir", str(tmp_path), str(tmp_path / "formats.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    rows = list(csv.reader((tmp_path / "formats.csv").read_text("utf-8").splitlines(), delimiter="\t"))
    compared = 0
    for value, row in zip(VALUES, rows, strict=True):
        for code, theirs in zip(codes, row, strict=True):
            if value < 61 and shown_number(float(value), code).kind not in ("number", "time", "length"):
                continue
            ours = shown_number(float(value), code).text
            assert " ".join(ours.split()) == " ".join(theirs.split()), (code, value)
            compared += 1
    assert compared > 350
