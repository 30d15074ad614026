"""A field that saves itself: on leaving it, a second after the last key, and while typing goes on.

There is no Save button. A field whose saving failed says so in red, keeps what was typed, and is
tried again until it is saved.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from dhr_desktop.core.changes import Change
from dhr_desktop.core.fields import Field, Record, Shape, Unreadable
from dhr_desktop.operations.review import registers
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system.faultpoint import faultpoint

from .names_marked import NameMarker, is_meant_for_publication, says_of
from .offers import offers_for
from .pieces import label, set_state
from .session import Session

AFTER_LAST_KEY_MS = 1_000
WHILE_TYPING_MS = 1_500  # at most two seconds of typing may be lost: half a second is left for the saving

Commit = Callable[[CaseFile, dict[str, Any], str], Change]
"""Given the case, the values and the gesture they belong to, makes the change."""


class SavedField(QWidget):
    """One editor for one field of one record."""

    typed_unreadable = Signal(str)

    def __init__(self, session: Session, field: Field, commit: Commit, kind: str = "") -> None:
        super().__init__()
        self._session = session
        self._is_for_publication = is_meant_for_publication(kind, field.name)
        self.field = field
        self._commit = commit
        self._gesture = ""
        self._is_dirty = False
        self._waiting: str | None = None  # the words that wait in the session for a disk that takes them
        self._why_not = label("", "bad")
        self._why_not.hide()
        self._offered: list[str] = []
        self.editor = self._make_editor()
        self._offer()
        self.editor.setAccessibleName(field.label)
        if field.help:
            self.editor.setToolTip(field.help)
            self.editor.setAccessibleDescription(field.help)
        self.editor.installEventFilter(self)
        self.setFocusProxy(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.editor)
        column.addWidget(self._why_not)
        self._names = label("", "warn")
        self._names.hide()
        column.addWidget(self._names)
        if self._is_for_publication and isinstance(self.editor, QPlainTextEdit):
            self._marker = NameMarker(self.editor.document(), session)
        self._pause = self._timer(AFTER_LAST_KEY_MS)
        self._steady = self._timer(WHILE_TYPING_MS)
        session.save_failed.connect(self._follow_session)
        session.save_recovered.connect(self._follow_session)
        session.save_recovered.connect(self.save_now)
        session.words_wanted.connect(self.save_last_word)
        self._follow_session()

    def _fit_height(self) -> None:
        """A long text is as tall as its lines, from three to twelve; then it scrolls."""
        text = self.editor
        if isinstance(text, QPlainTextEdit):
            lines = max(3, min(12, round(text.document().size().height())))
            text.setFixedHeight(lines * text.fontMetrics().lineSpacing() + 18)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _timer(self, ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(self.save_now)
        return timer

    def _make_editor(self) -> QWidget:
        if self.field.shape is Shape.FLAG:
            box = QCheckBox(self.field.label)
            box.toggled.connect(self._typed)
            return box
        if self.field.shape is Shape.TEXT:
            text = QPlainTextEdit()
            text.setTabChangesFocus(True)
            text.textChanged.connect(self._typed)
            text.textChanged.connect(self._fit_height)
            return text
        if self.field.shape in (Shape.CHOICE, Shape.LINK):
            combo = QComboBox()
            combo.setEditable(True)
            combo.editTextChanged.connect(self._typed)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(8)
            line_edit = combo.lineEdit()
            assert line_edit is not None
            line_edit.installEventFilter(self)
            line_edit.setAccessibleName(self.field.label)
            return combo
        line = QLineEdit()
        line.textEdited.connect(self._typed)
        if self.field.shape is Shape.DAY:
            line.setPlaceholderText("day/month/year")
        if self.field.shape in (Shape.LINES, Shape.LINKS) and not _is_chosen_elsewhere(self.field):
            line.setPlaceholderText("several, with ; between")
        return line

    def _offer(self) -> None:
        """What may be chosen here now; a register may have grown since the field was made."""
        if self.field.shape in (Shape.FLAG, Shape.TEXT):
            return
        offered = offers_for(self._session.case, self.field)
        if offered == self._offered:
            return
        self._offered = offered
        if isinstance(self.editor, QComboBox):
            self.editor.blockSignals(True)
            self.editor.clear()
            self.editor.addItems(offered)
            self.editor.blockSignals(False)
        elif isinstance(self.editor, QLineEdit):
            self.editor.setCompleter(QCompleter(offered, self.editor))

    # ---- showing ------------------------------------------------------------------------------

    def turn_to(self, record: Record, commit: Commit) -> None:
        """Serve another record: what is typed here belongs to the last one and is sent to be saved."""
        self.save_last_word()
        self._commit = commit
        self._gesture, self._is_dirty, self._waiting = "", False, None
        self._pause.stop()
        self._steady.stop()
        self._offer()
        self._follow_session()
        self.show_record(record)

    def show_record(self, record: Record) -> None:
        """Show what is held, unless something typed here is still to be saved."""
        if self._is_dirty or self._session.case is None:
            return
        words = registers.cell(self._session.case, record, self.field)
        if words != self.words():
            self._set_words(words)
        self._say_names()
        self._show_trouble("")

    def words(self) -> str:
        editor = self.editor
        if isinstance(editor, QCheckBox):
            return "yes" if editor.isChecked() else ""
        if isinstance(editor, QPlainTextEdit):
            return editor.toPlainText()
        if isinstance(editor, QComboBox):
            return editor.currentText()
        assert isinstance(editor, QLineEdit)
        return editor.text()

    def _set_words(self, words: str) -> None:
        editor = self.editor
        editor.blockSignals(True)
        if isinstance(editor, QCheckBox):
            editor.setChecked(words == "yes")
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(words)
        elif isinstance(editor, QComboBox):
            editor.setCurrentText(words)
        elif isinstance(editor, QLineEdit):
            editor.setText(words)
            editor.setCursorPosition(0)
        editor.blockSignals(False)
        self._fit_height()

    def _follow_session(self) -> None:
        """While an edit is not saved no other is taken; the failed field itself stays open to typing."""
        allowed = self._session.can_edit or (self._session.is_failing and self._is_dirty)
        allowed = allowed and not _is_chosen_elsewhere(self.field)
        editor = self.editor
        if isinstance(editor, (QLineEdit, QPlainTextEdit)):
            editor.setReadOnly(not allowed)
        else:
            editor.setEnabled(allowed)

    # ---- saving -------------------------------------------------------------------------------

    def _say_names(self) -> None:
        """A real name in what is meant for publication is said as it is typed."""
        if self._is_for_publication:
            words = says_of(self._session, self.words())
            self._names.setText(words)
            self._names.setVisible(bool(words))

    def _typed(self) -> None:
        self._say_names()
        if not self._is_dirty:
            self._is_dirty = True
            self._gesture = self._gesture or secrets.token_hex(4)
        self._pause.start()
        if not self._steady.isActive():
            self._steady.start()
        if self.field.shape is Shape.FLAG:
            self.save_now()

    def save_last_word(self) -> None:
        """What is typed, on its way off the screen: even while saving fails it is sent, to be tried with the rest."""
        self.save_now(is_last_word=True)

    def save_now(self, *, is_last_word: bool = False) -> None:
        self._pause.stop()
        self._steady.stop()
        case = self._session.case
        if not self._is_dirty or case is None:
            return
        if self._session.is_failing and (not is_last_word or self.words() == self._waiting):
            return
        faultpoint("window.field about to save")
        words = self.words()
        try:
            value = registers.read_cell(case, self.field, words)
        except Unreadable as problem:
            why_not = f"{self.field.label}: {problem}. It is not saved."
            if why_not != self._why_not.text():
                self._session.told.emit(why_not)  # said in the bar too: the field may be on its way off the screen
            self._show_trouble(why_not)
            return
        gesture = self._gesture
        self._is_dirty = False

        def write(case: CaseFile) -> Change:
            return commit(case, {self.field.name: value}, gesture)

        def settled(why_not: str) -> None:
            if not isValid(self) or self._commit is not commit:
                return  # another record is on show by now; the session still sees to the saving
            self._is_dirty = self._is_dirty or bool(why_not)
            self._waiting = words if why_not and self._session.still_waits(write) else None
            self._show_trouble(why_not)

        commit = self._commit  # bound now: the form may show another record before the writer comes to this
        if not self._session.edit(write, settled, is_last_word=is_last_word):
            self._is_dirty = True

    def _show_trouble(self, why_not: str) -> None:
        self._why_not.setText(why_not)
        self._why_not.setVisible(bool(why_not))
        set_state(self.editor, "state", "failed" if why_not else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.save_last_word()
            self._gesture = ""
        return super().eventFilter(watched, event)


def _is_chosen_elsewhere(field: Field) -> bool:
    """What may point at anything is chosen where that stands, and only shown here."""
    return field.shape in (Shape.LINK, Shape.LINKS) and not field.of
