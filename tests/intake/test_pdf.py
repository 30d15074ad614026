"""PDFs as a best effort: rows pieced together from where words stand, every one of them to be looked at."""

from __future__ import annotations

import random
from datetime import date

import pytest

from dhr_desktop.intake import pdf_layout
from dhr_desktop.intake.pages import Refused
from dhr_desktop.intake.proposals import propose
from dhr_desktop.intake.recognise import read
from dhr_desktop.language.dates.rules import DateRules

from . import making
from .test_other_documents import asides, counted_whole, said

RULES = DateRules(2020, date(2026, 1, 1))
HEAD = ("Date", "Event", "Outcome")


@pytest.mark.parametrize("ruled", [True, False])
def test_every_row_of_a_pdf_is_to_be_looked_at(ruled):
    pages = [[HEAD, ("1/2/2012", "Seen", ""), ("", "at home", "")], [HEAD, ("3/4/2012", "Called", "None")]]
    document = read(making.printed(pages, ruled=ruled), "x.pdf")
    assert said(document, "keeps no rows") and counted_whole(document)
    entries = propose("x.pdf", document, RULES).entries
    assert [entry.happened.when.edtf for entry in entries] == ["2012-02-01", "2012-04-03"]
    assert all(any("compare it with the page" in doubt for doubt in entry.doubts) for entry in entries)


def test_a_page_without_text_is_named_and_a_scan_is_refused():
    document = read(making.printed([[HEAD, ("1/2/2012", "Seen", "x")], None, None]), "x.pdf")
    assert said(document, "Pages 2, 3 have no text to read")
    with pytest.raises(Refused, match=r"pictures of pages.*Word or Excel file"):
        read(making.printed([None]), "scan.pdf")


def test_comments_and_answers_on_a_pages_form_stand_beside_its_rows():
    notes = (
        b"/Annots[<</Subtype/Text/Contents(Check with A)>><</Subtype/Widget/T(Seen alone)/V(Yes)>><</Subtype/Widget/T(b)/V/Off>>"
        b"<</Subtype/Link/Contents(no)>>]/MediaBox"
    )
    document = read(making.printed([[HEAD, ("1/2/2012", "Seen", "x")]]).replace(b"/MediaBox", notes), "x.pdf")
    assert asides(document, "comment") == ["Check with A"] and asides(document, "form field") == ["Seen alone: Yes"]
    assert counted_whole(document)


def a_form(options, answer, kept="x"):
    listed = b"/Annots[<</Subtype/Widget/FT/Ch/T(Risk)/V%s/Opt[%s]>>]/MediaBox" % (answer, options)
    return asides(
        read(making.printed([[HEAD, (kept, "Seen", "x")]]).replace(b"/MediaBox", listed), "x.pdf"), "form field"
    )


@pytest.mark.parametrize(
    ("options", "answer", "said"),
    [
        (b"[(1)(Standard)][(2)(Medium)][(3)(High)]", b"(3)", "Risk: High (not chosen: Standard, Medium)"),
        (b"(Standard)(Medium)(High)", b"(High)", "Risk: High (not chosen: Standard, Medium)"),
        (b"[(1)(Standard)][(2)(Medium)]", b"[(1)(2)]", "Risk: Standard, Medium"),
        (b"[(1)(Standard)]", b"(written in)", "Risk: written in (not chosen: Standard)"),
    ],
)
def test_a_choice_on_a_form_is_told_in_the_words_it_shows(options, answer, said):
    assert a_form(options, answer) == [said]


ORDINALS = [
    (f"{day}", ending)
    for day, ending in zip(
        (1, 2, 3, 4, 11, 21, 22, 23, 30), ("st", "nd", "rd", "th", "th", "st", "nd", "rd", "th"), strict=True
    )
]


@pytest.mark.parametrize(("day", "ending"), ORDINALS)
@pytest.mark.parametrize("rise", [2.6, 3.6, 5.0, -1.6])
@pytest.mark.parametrize("before", ["", "Seen on the "])
def test_raised_letters_stay_on_their_word(day, ending, rise, before):
    """As word processors print "21st": the ending in small letters, above the line."""
    size, page = 11.0, pdf_layout.Page()
    for at, line in enumerate(("first line", f"{before}{day}", "last line")):
        page.pieces.append(pdf_layout.Piece(60, 700 - 13 * at, line, size))
    behind = 60 + 0.5 * size * len(f"{before}{day}")
    page.pieces.append(pdf_layout.Piece(behind, 687 + rise, ending, 0.58 * size))
    page.pieces.append(pdf_layout.Piece(behind + 6, 687, " March 2019", size))
    random.Random(int(day)).shuffle(page.pieces)
    tables = pdf_layout.Tables()
    tables.take(page)
    assert tables.outside == ["first line", f"{before}{day}{ending} March 2019", "last line"]


def test_small_letters_elsewhere_keep_their_line():
    """A note under a line, and a small heading over it, are no part of its words."""
    page = pdf_layout.Page(
        [
            pdf_layout.Piece(60, 700, "Note", 6),
            pdf_layout.Piece(60, 690, "A line of words", 11),
            pdf_layout.Piece(60, 681, "1 note", 7),
        ]
    )
    tables = pdf_layout.Tables()
    tables.take(page)
    assert tables.outside == ["Note", "A line of words", "1 note"]
