"""The few small widgets every screen is made of, each named for a screen reader as it is made."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QListWidget, QPushButton, QSizePolicy, QWidget


def label(words: str, role: str = "", *, wraps: bool = True) -> QLabel:
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)  # case content is shown, never interpreted
    made.setWordWrap(wraps)
    if role:
        made.setProperty("role", role)
    if role == "title":
        font = made.font()
        font.setPointSizeF(font.pointSizeF() * 1.45)
        font.setBold(True)
        made.setFont(font)
    return made


def button(words: str, slot: Callable[[], object], *, role: str = "", tip: str = "", name: str = "") -> QPushButton:
    made = QPushButton(words)
    made.clicked.connect(lambda: slot())
    made.setAccessibleName(name or words.rstrip("…"))
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if tip:
        made.setToolTip(tip)
        made.setAccessibleDescription(tip)
    return made


class _Menu(QListWidget):
    """Its lines are measured again when it is shown: before that they were measured without the theme's room."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.scheduleDelayedItemsLayout()


def menu(name: str, titles: list[str]) -> QListWidget:
    """A list of pages, as wide as its longest title at today's text size."""
    made = _Menu()
    made.setAccessibleName(name)
    made.addItems(titles)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFixedWidth(max(made.fontMetrics().horizontalAdvance(title) for title in titles) + 36)
    return made


def tick(words: str, slot: Callable[[bool], object] | None = None, *, on: bool = False) -> QCheckBox:
    made = QCheckBox(words)
    made.setChecked(on)
    made.setAccessibleName(words)
    if slot:
        made.toggled.connect(slot)
    return made


def set_state(widget: QWidget, name: str, value: str) -> None:
    """Set a property the stylesheet looks at, and have it looked at again."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


PRIVATE_MARKS = (
    # What clipboard histories and cloud clipboards look for, on Windows, macOS and KDE.
    ("ExcludeClipboardContentFromMonitorProcessing", b"1"),
    ("CanIncludeInClipboardHistory", b"\x00\x00\x00\x00"),
    ("CanUploadToCloudClipboard", b"\x00\x00\x00\x00"),
    ("org.nspasteboard.ConcealedType", b"1"),
    ("x-kde-passwordManagerHint", b"secret"),
)


def copy_privately(words: str, table: str = "") -> None:
    """Put words with real names on the clipboard, marked to stay out of its history and the cloud.

    `table` is the same as HTML, for a program that takes a table as one.
    """
    from PySide6.QtCore import QMimeData

    data = QMimeData()
    data.setText(words)
    if table:
        data.setHtml(table)
    for kind, value in PRIVATE_MARKS:
        data.setData(kind, value)
    data.setData(OURS, b"1")
    QGuiApplication.clipboard().setMimeData(data)


OURS = "application/x-dhr-desktop"


def clear_our_clipboard() -> None:
    """Take back what we put there; what other programs put there is not ours to clear."""
    clipboard = QGuiApplication.clipboard()
    data = clipboard.mimeData()
    if data is not None and data.hasFormat(OURS):
        clipboard.clear()
