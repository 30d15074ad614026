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
