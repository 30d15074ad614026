"""On a low window two things may not fit above each other: while the one that matters is shown, the other is not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget


class GivesWay(QObject):
    """`gives` is put out of sight while `wants` is shown and the page is too low for both."""

    def __init__(self, page: QWidget, wants: QWidget, *gives: QWidget) -> None:
        super().__init__(page)
        self._page, self._wants, self._gives = page, wants, gives
        self._is_away = False
        self._instead = QWidget()  # takes the room that is left, so that what is shown stands together
        self._instead.hide()
        layout = page.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(self._instead, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._settle)
        page.installEventFilter(self)
        wants.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest):
            self._soon.start(0)  # when the sizes have settled
        return False

    def _settle(self) -> None:
        is_away = self._wants.isVisibleTo(self._page) and self._needed() > self._page.height()
        if is_away != self._is_away and (not is_away or self._gives[0].isVisibleTo(self._page)):
            self._is_away = is_away
            for each in self._gives:
                each.setVisible(not is_away)
            self._instead.setVisible(is_away)

    def _needed(self) -> int:
        layout = self._page.layout()
        if layout is None:
            return 0
        high = (
            layout.minimumHeightForWidth(self._page.width())
            if layout.hasHeightForWidth()
            else layout.minimumSize().height()
        )
        away = sum(each.minimumSizeHint().height() + layout.spacing() for each in self._gives) if self._is_away else 0
        return high + away
