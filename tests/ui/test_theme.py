"""Every pair of colours that carries words keeps 4.5 : 1; every mark that carries meaning keeps 3 : 1."""

import pytest
from PySide6.QtWidgets import QApplication

from dhr_desktop.ui import theme
from dhr_desktop.ui.theme import CONTRAST, DARK, LIGHT, contrast

WORDS = [
    ("text", "page"), ("text", "panel"), ("text", "raised"), ("quiet", "page"), ("quiet", "panel"), ("quiet", "raised"),
    ("accent", "page"), ("accent", "raised"), ("on_accent", "accent"), ("on_chosen", "chosen"), ("warn", "warn_page"),
    ("bad", "bad_page"), ("bad", "page"), ("bad", "panel"), ("good", "page"),
]  # fmt: skip


@pytest.mark.parametrize("tokens", [LIGHT, DARK, CONTRAST], ids=lambda t: t.name)
@pytest.mark.parametrize("words, page", WORDS)
@pytest.mark.safety("X3")
def test_words_can_be_read(tokens, words, page):
    assert contrast(getattr(tokens, words), getattr(tokens, page)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK, CONTRAST], ids=lambda t: t.name)
@pytest.mark.parametrize("page", ["page", "panel", "raised"])
@pytest.mark.safety("X3")
def test_where_the_focus_is_can_be_seen(tokens, page):
    assert contrast(tokens.accent, getattr(tokens, page)) >= 3


def test_the_system_is_followed_unless_told_otherwise(qapp, monkeypatch):
    monkeypatch.setattr(theme, "_system_is_dark", lambda: True)
    monkeypatch.setattr(theme, "_system_wants_contrast", lambda: False)
    assert theme.tokens_for("system") is DARK
    assert theme.tokens_for("light") is LIGHT
    monkeypatch.setattr(theme, "_system_wants_contrast", lambda: True)
    assert theme.tokens_for("system") is CONTRAST
    assert theme.tokens_for("contrast") is CONTRAST


def test_text_grows_from_the_system_s_own_size_and_comes_back(qapp):
    theme.apply(qapp, "light", 100)
    base = QApplication.font().pointSizeF()
    theme.apply(qapp, "light", 200)
    assert QApplication.font().pointSizeF() == pytest.approx(2 * base)
    theme.apply(qapp, "light", 100)
    assert QApplication.font().pointSizeF() == pytest.approx(base)
