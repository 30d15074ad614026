"""Ticks and crosses that are letters of a font."""

from __future__ import annotations

import pytest

from dhr_desktop.intake.symbols import as_drawn, is_symbol_font

ANSWERS = [
    ("Wingdings", "ü", "✓"),
    ("Wingdings", "û", "✗"),
    ("Wingdings", "\uf0fc", "✓"),
    ("WINGDINGS ", "\uf0fb", "✗"),
    ("Wingdings", "þ", "☑"),
    ("Wingdings", "ý", "☒"),
    ("Wingdings", "o", "☐"),
    ("Wingdings", "\uf0a8", "☐"),
    ("Wingdings 2", "P", "✓"),
    ("Wingdings 2", "O", "✗"),
    ("Wingdings 2", "R", "☑"),
    ("Wingdings 2", "\uf054", "☒"),
    ("Webdings", "a", "✔"),
    ("Webdings", "r", "✗"),
    ("Symbol", "\uf0d6", "√"),
    ("Symbol", "m", "μ"),
    ("ZapfDingbats", "4", "✔"),
    ("Wingdings", "\u0178", "•"),  # place 9F, as Windows' code page writes it
]


@pytest.mark.parametrize(("font", "letter", "sign"), ANSWERS)
def test_a_letter_of_a_sign_font_reads_as_what_it_draws(font, letter, sign):
    assert is_symbol_font(font) and as_drawn(letter, font) == sign


def test_other_fonts_and_letters_without_a_sign_stay_as_they_are():
    assert not is_symbol_font("Calibri") and as_drawn("für P", "Calibri") == "für P"
    assert as_drawn("Not seen Z", "Wingdings 2").startswith("N")
    assert as_drawn("\uf0ff", "Webdings") == "\ufffd"


@pytest.mark.parametrize("font", ["Symbol", "Wingdings"])
def test_words_in_a_font_of_their_own_are_not_drawn_in_the_cells(font):
    """A bullet in the cell's font of signs, then words in Arial: only the bullet is a sign."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles import Font

    from dhr_desktop.intake.recognise import read

    from . import making

    def prepare(book, sheet):
        sheet["A1"] = CellRichText("·", TextBlock(InlineFont(rFont="Arial"), "To open the list"))
        sheet["A1"].font = Font(name=font)

    cells = read(making.workbook([["x"]], prepare=prepare), "x.xlsx").grids[0].rows[0].cells
    assert cells[0].text == f"{as_drawn('·', font)}To open the list"
