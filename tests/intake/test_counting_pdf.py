"""The second count of a PDF works out by itself which letters are drawn, whatever font, form and way of writing."""

from __future__ import annotations

import random

import pytest

from dhr_desktop.intake import pdf
from dhr_desktop.intake.counting_pdf import Unknown, count_page
from dhr_desktop.intake.recognise import read

from . import making
from .test_other_documents import said

PLAIN = {"/Subtype": "/Type1", "/Encoding": "/WinAnsiEncoding"}


class Stream(dict):
    """A stream of a file, as the library hands it on."""

    def __init__(self, data, **about):
        super().__init__({f"/{name}": value for name, value in about.items()})
        self.data = data

    def get_data(self):
        return self.data


def table(body, width=1):
    low, high = "00" * width, "FF" * width
    return Stream(f"1 begincodespacerange <{low}> <{high}> endcodespacerange {body}".encode())


def counted(content, font=None, **forms):
    resources = {"/Font": {"/F": font or PLAIN}, "/XObject": {f"/{name}": form for name, form in forms.items()}}
    return count_page(content if isinstance(content, bytes) else content.encode("cp1252"), resources, lambda each: each)


@pytest.mark.parametrize(
    ("content", "count"),
    [
        ("BT /F 10 Tf (Seen at 4) Tj ET", 7), ("BT /F 10 Tf [(Se) -20 (en) 300 (at)] TJ ET", 6), ("/F 1 Tf <5365656E> Tj", 4),
        ("/F 1 Tf <5365 656E 2> Tj", 4), ("/F 1 Tf (a\\(b\\)c) Tj", 3), ("/F 1 Tf (a(b)c) Tj", 3), ("/F 1 Tf (\\141\\142\\0539) Tj", 3),
        ("/F 1 Tf (one) ' (two) ' 1 2 (six) \"", 9), ("/F 1 Tf (kept) Tj % (a remark) Tj\n(too) Tj", 7), ("/F 1 Tf (line\\\nend) Tj", 7),
        ("/F 1 Tf BI /W 1 ID (not text) Tj EI (text) Tj", 4), ("/F 1 Tf (said) 12 Td (never shown)", 0), ("(£5 café) pop /F 1 Tf (£5 café) Tj", 5),
        ("q /F 1 Tf (in) Tj Q q /F 1 Tf (it) Tj Q", 4), ("/F 1 Tf <</MCID 0>> BDC (marked) Tj EMC", 6),
    ],
)  # fmt: skip
def test_every_way_of_drawing_letters_is_counted(content, count):
    assert counted(content) == count


@pytest.mark.parametrize("depth", [1, 3, 12])
def test_what_a_form_draws_is_counted_where_it_is_drawn(depth):
    form = Stream(b"/F 1 Tf (inside) Tj", Subtype="/Form")
    for _ in range(depth - 1):
        form = Stream(b"/X Do", Subtype="/Form", Resources={"/XObject": {"/X": form}, "/Font": {"/F": PLAIN}})
    form["/Resources"] = {
        **form.get("/Resources", {}),
        "/Font": {"/F": PLAIN},
        **({"/XObject": form["/Resources"]["/XObject"]} if depth > 1 else {}),
    }
    assert counted("/F 1 Tf (out) Tj /X Do /X Do", X=form) == 3 + 6 * 2
    assert counted("/X Do", X=Stream(b"(a picture)", Subtype="/Image")) == 0


FONTS = {
    "one byte by a table": ({"/Subtype": "/TrueType", "/ToUnicode": table("1 beginbfchar <01> <0041> <02> <002E> <03> <00660069> endbfchar")}, "<010203>", 3),
    "one byte by a table of two": ({"/Subtype": "/Type1", "/ToUnicode": table("1 beginbfchar <0041> <0061> endbfchar", 2)}, "(AA)", 2),
    "two bytes by a range": ({"/Subtype": "/Type0", "/ToUnicode": table("1 beginbfrange <0001> <0003> <0061> endbfrange", 2)}, "<000100020003>", 3),
    "two bytes by a list": ({"/Subtype": "/Type0", "/ToUnicode": table("1 beginbfrange <0001> <0003> [<0061> <0020> <0063>] endbfrange", 2)}, "<000100020003>", 2),
    "names of glyphs": ({"/Subtype": "/Type1", "/Encoding": {"/Differences": [1, "/A", "/eacute", "/period", "/uni0416", "/five.alt", "/space"]}}, "<010203040506>", 4),
    "its own of a Macintosh": ({"/Subtype": "/Type1", "/Encoding": "/MacRomanEncoding"}, "<8E8F2E>", 2),
}  # fmt: skip


@pytest.mark.parametrize("sort", FONTS)
def test_a_fonts_own_table_says_what_is_a_letter(sort):
    font, shown, count = FONTS[sort]
    assert counted(f"/F 1 Tf {shown} Tj", font) == count


@pytest.mark.parametrize("font", [{"/Subtype": "/Type0"}, {"/Subtype": "/Type0", "/ToUnicode": table("", 2)}])
def test_a_font_that_brings_no_table_is_not_guessed(font):
    with pytest.raises(Unknown):
        counted("/F 1 Tf <0001> Tj", font)


ROWS = [("Date", "Event", "Outcome"), ("1/2/2012", "Seen at home", "Advice"), ("3/4/2012", "Called", "None")]


@pytest.mark.safety("I6")
@pytest.mark.parametrize("seed", range(8))
def test_words_that_the_library_does_not_give_are_missed(seed, monkeypatch):
    """The count is no child of the reading: whichever pieces of text the library keeps to itself, it says so."""
    data = making.printed([ROWS])
    assert not said(read(data, "x.pdf"), "second count")
    whole, dice = pdf._take, random.Random(seed)

    def short(source, page):
        whole(source, page)
        page.pieces.pop(dice.randrange(len(page.pieces)))

    monkeypatch.setattr(pdf, "_take", short)
    assert said(read(data, "x.pdf"), "second count found")


def test_a_page_that_breaks_off_costs_no_other():
    data = making.printed([ROWS, ROWS, ROWS])
    at = data.index(b"endstream", data.index(b"endstream") + 5)  # the second page's instructions
    broken = data[: at - 40] + b"[ (cut) " + b"<<<<" + b" " * 28 + data[at:]
    document = read(broken, "x.pdf")
    assert said(document, "Page 2 could not be followed to the end") and said(document, "keeps no rows")
    words = [cell.text for grid in document.grids for row in grid.rows for cell in row.cells.values()]
    assert words.count("Seen at home") >= 2
