"""What can be done with the chosen entries: join, mark, tag, ask, put in order, put a date right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from dhr_desktop.core.changes import Change
from dhr_desktop.merge.matcher import SAME_EVENT
from dhr_desktop.operations.chronology import marking, ordering
from dhr_desktop.operations.events import corrections, joining
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.pieces import button, label
from dhr_desktop.ui.session import Session

from .reading import Reading

MARK, THEME, QUERY, DATE = range(4)
"""The lines that open beneath the verbs."""


class ChosenBar(QWidget):
    """The verbs stand in one line; one that needs words opens its own line beneath."""

    def __init__(self, session: Session, reading: Reading, chosen: Callable[[], list[int]]) -> None:
        super().__init__()
        self._session, self._reading, self._chosen = session, reading, chosen
        self._lines = QStackedWidget()
        self.mark_sort = _combo("Kind of mark")
        self.mark_title = _field("title", "Title of the mark")
        self.mark_text = _field("what it means, in your words", "Text of the mark")
        self.mark_theme = _combo("Theme of the mark")
        self.mark_term = _combo("Term of reference of the mark")
        self.theme = _combo("Theme")
        self.theme.setEditable(True)
        self.question = _field("the question to the agency", "Question to the agency")
        self.date = _field("as: late March 2013", "Read the date as")
        self.because = _field("because …", "Reason")
        self._made: dict[int, QWidget] = {}  # the lines that have been opened
        self._lines.hide()
        self._said = label("", "quiet", wraps=False)
        verbs = FlowLayout(self._said, spacing=6)
        self._verbs = [
            self._verb("Join", self.join, "Ctrl+J", "The chosen entries tell of one event"),
            self._verb("Mark…", lambda: self._open(MARK, self.mark_sort), "Ctrl+M", "A mark of the chair's"),
            self._verb("Theme…", lambda: self._open(THEME, self.theme), "Ctrl+T", "A theme of the codebook"),
            self._verb("Query…", lambda: self._open(QUERY, self.question), "Ctrl+Shift+Q", "A question to the agency"),
            self._verb("Date…", lambda: self._open(DATE, self.date), "Ctrl+D", "How the date is read; the words stay"),
            self._verb(
                "Earlier in its day", lambda: self.move_in_day(-1), "Alt+Up", "Before the entry above, on one day"
            ),
            self._verb(
                "Later in its day", lambda: self.move_in_day(1), "Alt+Down", "After the entry below, on one day"
            ),
        ]
        for each in self._verbs:
            verbs.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(verbs)
        column.addWidget(self._lines)
        reading.retold.connect(self._offer)

    def _line(self, at: int) -> QWidget:
        """Made when it is first opened."""
        if at not in self._made:
            line = QWidget()
            line.setObjectName("page")
            line.setLayout(FlowLayout(*self._controls(at), spacing=6))
            self._lines.addWidget(line)
            self._made[at] = line
        return self._made[at]

    def _controls(self, at: int) -> tuple[QWidget, ...]:
        if at == MARK:
            return (
                label("Mark as", wraps=False), self.mark_sort, self.mark_title, self.mark_text, self.mark_theme,
                self.mark_term, button("Add mark", self.add_mark, role="main"),
            )  # fmt: skip
        if at == THEME:
            return label("Theme", wraps=False), self.theme, button("Tag", self.add_theme, role="main")
        if at == QUERY:
            return label("Ask", wraps=False), self.question, button("Put query", self.add_query, role="main")
        set_date = button("Set date", self.correct, role="main")
        return label("Read the date", wraps=False), self.date, self.because, set_date

    def _verb(self, words: str, slot: Callable[[], object], key: str, tip: str) -> QWidget:
        made = button(words, slot, tip=f"{tip} ({key})")
        shortcut = QShortcut(QKeySequence(key), self.parentWidget() or self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)
        made.setProperty("shortcut", shortcut)
        self._shortcuts = [*getattr(self, "_shortcuts", []), shortcut]
        return made

    def listen_in(self, place: QWidget) -> None:
        """The keys work anywhere in the place, not only in this bar."""
        for shortcut in self._shortcuts:
            shortcut.setParent(place)

    # ---- following --------------------------------------------------------------------------------

    def tell_chosen(self) -> None:
        ids = self._chosen()
        chronology = self._reading.chronology
        words = f"{len(ids):,} chosen" if ids else "Nothing chosen"
        if len(ids) == 2 and chronology is not None:
            from dhr_desktop.operations.events.elapsed import elapsed

            one, other = chronology.find(ids[0]), chronology.find(ids[1])
            if one is not None and other is not None:
                words += f", {elapsed(one.when, other.when)} apart"
        self._said.setText(words)
        for each in self._verbs:
            each.setEnabled(bool(ids) and self._session.can_edit)

    def _offer(self) -> None:
        lists, chronology = self._reading.lists, self._reading.chronology
        _fill(self.mark_sort, [(each, each) for each in lists.marks])
        themes = (
            list(dict.fromkeys([*(e.title for e in chronology.themes.values()), *lists.themes])) if chronology else []
        )
        _fill(self.theme, [(each, each) for each in themes])
        _fill(self.mark_theme, [("no theme", ""), *((each, each) for each in themes)])
        terms = [(f"{e.number} {e.question}"[:60], id) for id, e in chronology.terms.items()] if chronology else []
        _fill(self.mark_term, [("no term of reference", 0), *terms])
        self.tell_chosen()

    def _open(self, at: int, first: QWidget) -> None:
        line = self._line(at)
        is_same = self._lines.isVisible() and self._lines.currentWidget() is line
        self._lines.setVisible(not is_same)
        self._lines.setCurrentWidget(line)
        if not is_same:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ---- doing ------------------------------------------------------------------------------------

    def _do(self, operation: Callable[[CaseFile, list[int]], Change], *typed: QLineEdit) -> None:
        """On what is chosen now; what was typed goes once it is kept."""
        ids = self._chosen()
        if not ids:
            self._session.told.emit("Choose one or more entries first.")
            return

        def settled(why_not: str) -> None:
            if not why_not:
                for each in typed:
                    each.clear()

        self._session.edit(lambda case: operation(case, ids), settled)

    def join(self) -> None:
        if len(self._chosen()) < 2:
            self._session.told.emit("Choose two entries or more: with Shift or Ctrl and the arrow keys or the mouse.")
            return
        because = self.because.text().strip()
        self._do(lambda case, ids: joining.decide(case, ids, SAME_EVENT, because), self.because)

    def add_mark(self) -> None:
        sort, title, text = self.mark_sort.currentText(), self.mark_title.text(), self.mark_text.text()
        theme, term = self.mark_theme.currentData(), self.mark_term.currentData()
        self._do(
            lambda case, ids: marking.mark(
                case, ids, sort, text, title=title, themes=(theme,) if theme else (), terms=(term,) if term else ()
            ),
            self.mark_title,
            self.mark_text,
        )

    def add_theme(self) -> None:
        theme = self.theme.currentText().strip()
        if not theme:
            self._session.told.emit("Choose a theme, or write a new one.")
            return
        self._do(lambda case, ids: marking.tag(case, ids, theme))

    def add_query(self) -> None:
        question = self.question.text()
        self._do(lambda case, ids: marking.ask(case, ids, question), self.question)

    def correct(self) -> None:
        wording, because = self.date.text(), self.because.text().strip()
        self._do(lambda case, ids: corrections.correct_date(case, ids[0], wording, because), self.date, self.because)

    def move_in_day(self, step_by: int) -> None:
        chronology = self._reading.chronology
        self._do(lambda case, ids: ordering.move_within_day(case, ids[0], step_by, chronology))


def _combo(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setMaximumWidth(made.fontMetrics().averageCharWidth() * 36)
    return made


def _fill(combo: QComboBox, options: list[tuple[str, object]]) -> None:
    """What is offered, with what was chosen still chosen."""
    if [combo.itemText(at) for at in range(combo.count())] == [words for words, _ in options]:
        return
    held = combo.currentText()
    combo.clear()
    for words, data in options:
        combo.addItem(words, data)
    combo.setCurrentIndex(max(combo.findText(held), 0))


def _field(hint: str, name: str) -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(hint)
    made.setAccessibleName(name)
    made.setMinimumWidth(made.fontMetrics().averageCharWidth() * 26)
    return made
