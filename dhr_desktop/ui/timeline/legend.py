"""What the shapes of the drawing mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel

from dhr_desktop.timeline.lanes import LOOK_WORDS, Look
from dhr_desktop.ui import theme

from .painting import draw_point


class Legend(QLabel):
    """What the shapes mean: one for each way a date can be known; in as many lines as the window is narrow."""

    def __init__(self) -> None:
        super().__init__()
        words = ", ".join(LOOK_WORDS.values())
        self.setAccessibleName(f"Shapes: {words}. Hollow or fading: known only within a span. Dotted: doubtful.")
        self._line = self.fontMetrics().height() + 6

    def _placed(self) -> list[tuple[Look, str, float, int]]:
        placed, x, row = [], 2.0, 0
        for look, words in LOOK_WORDS.items():
            wide = self.fontMetrics().horizontalAdvance(words) + 30
            if x > 2 and x + wide - 10 > self.width():
                x, row = 2.0, row + 1
            placed.append((look, words, x, row))
            x += wide
        return placed

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setFixedHeight(self._line * (self._placed()[-1][3] + 1))
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, quiet = QPainter(self), QColor(theme.current().quiet)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for look, words, x, row in self._placed():
            y = row * self._line
            draw_point(painter, QRectF(x, y + (self._line - 11) / 2, 11, 11), look, quiet, is_vague=False)
            painter.setPen(quiet)
            place = QRectF(x + 16, y, self.width(), self._line)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()
