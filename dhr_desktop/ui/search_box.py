"""One box that finds everything: records by any word in them, and commands by name (Ctrl+K)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from dhr_desktop.operations.review.history import title_of

from .actions import Command, fitting
from .session import Session

if TYPE_CHECKING:
    from dhr_desktop.storage.case_file import CaseFile

PAUSE_MS = 60
MOST_RECORDS = 40
MOST_COMMANDS = 12
SEARCHING = "Searching …"


Found = tuple[str, int, str]
"""The kind, id and words of a record."""


def _found(case: CaseFile, typed: str) -> list[Found]:
    records = case.search(typed, MOST_RECORDS)
    return [(each.KIND, each.id, f"{title_of(case, each)[:120]}  –  {each.WORD}") for each in records]


class SearchBox(QLineEdit):
    """Type, go down the list with the arrows, Enter goes there; Esc leaves everything as it was."""

    wanted = Signal(str, int)

    def __init__(self, session: Session, commands: Callable[[], list[Command]], window: QWidget) -> None:
        super().__init__()
        self._session = session
        self._commands = commands
        self._is_entered = False
        self.setPlaceholderText("Search everything, or run a command (Ctrl+K)")
        self.setAccessibleName("Search everything or run a command")
        self.results = QListWidget(window)
        self.results.setObjectName("results")
        self.results.setAccessibleName("What was found")
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.hide()
        self.results.itemClicked.connect(self._go)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.textEdited.connect(lambda: self._pause.start())
        self.installEventFilter(self)

    def start(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self.look()

    def look(self) -> None:
        """Commands at once; records when the file has answered, which a long operation may hold up."""
        typed = self.text().strip()
        self._is_entered = False
        self._show(typed, [], is_asking=bool(typed) and self._session.case is not None)
        if typed:
            self._session.look(lambda case: _found(case, typed), lambda found: self._answered(typed, found))

    def _answered(self, typed: str, found: list[Found]) -> None:
        if typed != self.text().strip() or not self.results.isVisible():
            return
        current = self.results.currentItem()
        chosen = current.data(Qt.ItemDataRole.UserRole) if current else None
        self._show(typed, found)
        for row in range(self.results.count()):
            if chosen is not None and self.results.item(row).data(Qt.ItemDataRole.UserRole) is chosen:
                self.results.setCurrentRow(row)
        if self._is_entered:
            self._go(self.results.currentItem())

    def _show(self, typed: str, found: list[Found], *, is_asking: bool = False) -> None:
        self.results.clear()
        if is_asking:
            self._add_note(SEARCHING)
        for kind, id, words in found:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, (kind, id))
            self.results.addItem(item)
        for command in fitting(self._commands(), typed)[:MOST_COMMANDS]:
            item = QListWidgetItem(f"{command.words}  –  {command.key_words or 'command'}")
            item.setData(Qt.ItemDataRole.UserRole, command)
            self.results.addItem(item)
        if not self.results.count():
            self._add_note("Nothing found")
        self.results.setCurrentRow(0)
        self._place()

    def _add_note(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.results.addItem(item)

    def _place(self) -> None:
        window = self.results.parentWidget()
        assert window is not None
        corner = self.mapTo(window, QPoint(0, self.height() + 2))
        rows = min(self.results.count(), 14)
        height = rows * (self.fontMetrics().height() + 11) + 10
        self.results.setGeometry(corner.x(), corner.y(), max(self.width(), 420), height)
        self.results.raise_()
        self.results.show()

    def leave(self) -> None:
        self.results.hide()
        self.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._key(event.key()):
            return True
        if event.type() == QEvent.Type.FocusOut:
            self.results.hide()
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            self.leave()
            return True
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.results.isVisible():
            step = 1 if key == Qt.Key.Key_Down else -1
            self.results.setCurrentRow(max(0, min(self.results.count() - 1, self.results.currentRow() + step)))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self._pause.stop()
                self.look()
            item = self.results.currentItem()
            if item and item.text() == SEARCHING:
                self._is_entered = True  # it goes to the first thing found, as if the answer had been there
            elif item:
                self._go(item)
            return True
        return False

    def _go(self, item: QListWidgetItem) -> None:
        target = item.data(Qt.ItemDataRole.UserRole)
        self.leave()
        if isinstance(target, Command):
            target.run()
        elif target:
            self.wanted.emit(*target)
