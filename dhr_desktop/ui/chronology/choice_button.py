"""A button that opens a short list to tick several things in, and says what is ticked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

MOST_ROWS = 14
LONGEST = 26
CLOSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class ChoiceButton(QToolButton):
    """`chosen` gives the keys ticked; none ticked means that any will do."""

    ticked = Signal()

    def __init__(self, name: str, nothing: str) -> None:
        super().__init__()
        self._name, self._nothing = name, nothing
        self._options: list[tuple[object, str]] = []
        self._is_filling = False
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 18)
        self._popup = QFrame(self, Qt.WindowType.Popup)
        self._popup.setAccessibleName(name)
        self._list = QListWidget()
        self._list.setAccessibleName(name)
        self._list.itemChanged.connect(self._tell)
        self._list.installEventFilter(self)
        column = QVBoxLayout(self._popup)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._list)
        self.clicked.connect(self._open)
        self._say()

    def offer(self, options: Sequence[tuple[object, str]]) -> None:
        """What can be ticked, each with its words; what was ticked stays ticked where it is still there."""
        if list(options) == self._options:
            return
        held = set(self.chosen)
        self._options = list(options)
        self._is_filling = True
        self._list.clear()
        for key, words in self._options:
            item = QListWidgetItem(words)
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if key in held else Qt.CheckState.Unchecked)
            self._list.addItem(item)
        self._is_filling = False
        self._say()

    @property
    def chosen(self) -> tuple[object, ...]:
        return tuple(key for at, (key, _) in enumerate(self._options) if self._is_ticked(at))

    def choose(self, keys: Sequence[object]) -> None:
        """Tick these and nothing else, telling nobody."""
        self._is_filling = True
        for at, (key, _) in enumerate(self._options):
            self._list.item(at).setCheckState(Qt.CheckState.Checked if key in keys else Qt.CheckState.Unchecked)
        self._is_filling = False
        self._say()

    def _is_ticked(self, at: int) -> bool:
        item = self._list.item(at)
        return item is not None and item.checkState() is Qt.CheckState.Checked

    def _tell(self) -> None:
        if not self._is_filling:
            self._say()
            self.ticked.emit()

    def _say(self) -> None:
        words = [words for at, (_, words) in enumerate(self._options) if self._is_ticked(at)]
        told = ", ".join(words) if words else self._nothing
        self.setText((told if len(told) <= LONGEST else f"{told[: LONGEST - 1]}…") + "  ▾")
        self.setAccessibleName(f"{self._name}: {told}")
        self.setToolTip("\n".join(words) or self._nothing)
        self.setEnabled(bool(self._options))

    def _open(self) -> None:
        rows = min(max(self._list.count(), 1), MOST_ROWS)
        high = rows * (self.fontMetrics().height() + 12) + 8
        wide = max(self.width(), self._list.sizeHintForColumn(0) + 40)
        self._popup.resize(min(wide, 520), high)
        self._popup.move(self.mapToGlobal(self.rect().bottomLeft()))
        self._popup.show()
        self._list.setFocus()
        if self._list.currentRow() < 0:
            self._list.setCurrentRow(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter closes as Esc does; the space bar ticks."""
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_key and event.key() in CLOSING:  # type: ignore[attr-defined]  # a key event has one
            self._popup.hide()
            self.setFocus()
            return True
        return super().eventFilter(watched, event)


def labelled(words: str, field: QWidget) -> QWidget:
    """A field under its name."""
    from dhr_desktop.ui.pieces import label

    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    name = label(words, "quiet", wraps=False)
    name.setBuddy(field)
    column.addWidget(name)
    column.addWidget(field)
    return made
