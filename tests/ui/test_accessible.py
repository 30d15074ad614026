"""X1-X4: every focusable control is named once, can be reached by keyboard, and is large enough."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from dhr_desktop.ui import theme
from dhr_desktop.ui.main_window import PLACES

INNER = ("qt_spinbox_lineedit",)


def controls(root):
    """Everything on show that can take the focus."""
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            inside = isinstance(widget.parent(), QComboBox) or widget.objectName() in INNER
            if not inside:
                yield widget


def name_of(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def pages(window):
    """Every page of the open window, one after another."""
    places = window.workspace.places
    for place in PLACES:
        places.go(place)
        paged = {"Review": places.review, "Agencies": places.agencies, "Analysis": places.analysis}.get(place)
        if paged is not None:
            for at in range(paged.menu.count()):
                paged.menu.setCurrentRow(at)
                page = paged.stack.currentWidget()
                if hasattr(page, "model"):
                    page.table.setCurrentIndex(page.model.index(0, 0))
                yield f"{place}/{paged.menu.item(at).text()}"
        else:
            if place == "History":
                places.history.table.setCurrentIndex(places.history.model.index(0, 0))
            yield place


@pytest.mark.safety("X1")
def test_every_control_on_every_page_has_a_name_of_its_own(sampled, qtbot):
    seen = 0
    for page in pages(sampled):
        qtbot.wait(1)
        names = [(name_of(each), type(each).__name__) for each in controls(sampled)]
        assert all(name for name, _ in names), (page, [kind for name, kind in names if not name])
        in_form = [name for name, _ in names]
        twice = {name for name in in_form if in_form.count(name) > 1}
        assert not twice, (page, twice)
        seen += len(names)
    assert seen > 300


WELCOME = {
    "start": lambda welcome: welcome.show_start(),
    "new": lambda welcome: welcome.show_new(),
    "open": lambda welcome: welcome.show_open(Path("An invented review.dhr")),
    "unlock": lambda welcome: welcome.show_open(Path("An invented review.dhr"), locked=True),
}


@pytest.mark.safety("X1")
@pytest.mark.parametrize("screen", WELCOME)
def test_the_first_screens_too(window, qtbot, screen):
    WELCOME[screen](window.welcome)
    names = [name_of(each) for each in controls(window)]
    assert names and all(names) and len(set(names)) == len(names)


@pytest.mark.safety("X2")
@pytest.mark.parametrize("screen", WELCOME)
def test_every_control_of_the_first_screens_is_reached_by_tab(window, qtbot, screen):
    WELCOME[screen](window.welcome)
    window.activateWindow()
    wanted = set(controls(window))
    next(iter(controls(window))).setFocus()
    reached = set()
    for _ in range(2 * len(wanted) + 5):
        reached.add(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert not wanted - reached


@pytest.mark.safety("X2")
def test_every_control_can_be_reached_by_tab_and_left_again(sampled, qtbot):
    sampled.activateWindow()
    for page in pages(sampled):
        qtbot.wait(1)
        wanted = set(controls(sampled))
        reached = set()
        first = next(iter(controls(sampled)))
        first.setFocus()
        for _ in range(3 * len(wanted) + 10):
            focused = QApplication.focusWidget()
            if focused is not None:
                reached.add(focused if focused in wanted else focused.focusProxy() or focused)
                if isinstance(focused.parent(), QComboBox):
                    reached.add(focused.parent())
            sampled.focusNextPrevChild(True)
        missed = [(type(each).__name__, name_of(each)) for each in wanted - reached]
        assert not missed, (page, missed)


@pytest.mark.safety("X4")
def test_targets_are_large_enough(sampled, qtbot):
    for page in pages(sampled):
        qtbot.wait(1)
        for each in controls(sampled):
            if isinstance(each, (QAbstractButton, QLineEdit, QComboBox)):
                assert each.height() >= 24 and each.width() >= 24, (page, name_of(each), each.size())


@pytest.mark.safety("X4")
def test_no_button_s_words_are_cut_at_twice_the_text_size(sampled, qtbot, settle):
    settle()
    sampled.resize(1280, 720)
    theme.apply(QApplication.instance(), "light", 200)
    sampled.remake_workspace()
    try:
        for page in pages(sampled):
            qtbot.wait(5)
            for each in sampled.findChildren(QAbstractButton):
                if each.isVisible() and each.text():
                    needed = each.fontMetrics().horizontalAdvance(each.text())
                    assert each.width() >= needed, (page, each.text(), each.width(), needed)
            for each in (sampled.workspace.places.menu, sampled.workspace.places.review.menu):
                assert each.sizeHintForColumn(0) <= each.viewport().width() or not each.isVisible(), page
    finally:
        theme.apply(QApplication.instance(), "light", 100)


def test_a_painted_hint_is_not_the_only_sign(sampled, qtbot):
    """What needs someone has a mark and words, not a colour alone."""
    page = sampled.workspace.places.review.page("overview")
    marked = [each.text() for each in page.widget().findChildren(QAbstractButton) if each.text().startswith("!")]
    assert marked
