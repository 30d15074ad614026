"""The whole of time in a strip under the drawing, with the window that is looked through."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from dhr_desktop.timeline.lanes import Timeline
from dhr_desktop.timeline.scale import Scale
from dhr_desktop.ui import theme

from .canvas import PAN_SHARE, Canvas


class Minimap(QWidget):
    """The whole of time in a strip, with the window over it; dragged, or moved with the arrows."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self.setAccessibleName("The whole timeline in small")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(46)
        self._canvas = canvas
        self._bars: list[int] = []
        self._bounds: tuple[int, int] | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.update)
        canvas.window_moved.connect(self._moved)

    def show_timeline(self, timeline: Timeline) -> None:
        self._bounds = timeline.bounds()
        self._bars = []
        self.update()

    def _moved(self) -> None:
        if not self._later.isActive():
            self._later.start(15)

    @property
    def _left(self) -> float:
        """Where time begins, beneath the lanes' names."""
        return self._canvas.names_px * self._canvas.unit

    def _scale(self) -> Scale | None:
        width = max(self.width() - self._left, 10.0)
        return None if self._bounds is None else Scale.fitting(*self._bounds, width)

    def _count(self, scale: Scale) -> list[int]:
        if len(self._bars) != int(scale.width // 3) + 1:
            self._bars = [0] * (int(scale.width // 3) + 1)
            for lane in self._canvas.timeline.lanes:
                for each in lane.items:
                    at = int(scale.x((each.start + each.end) / 2) // 3)
                    if 0 <= at < len(self._bars):
                        self._bars[at] += 1
        return self._bars

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), theme.current()
        painter.fillRect(self.rect(), QColor(tokens.panel))
        scale = self._scale()
        left = self._left
        if scale is not None:
            bars = self._count(scale)
            most = max(bars, default=0) or 1
            high = self.height() - 16
            ink = QColor(tokens.quiet)
            for at, count in enumerate(bars):
                if count:
                    tall = max(high * (count / most) ** 0.5, 2)
                    painter.fillRect(QRectF(left + at * 3, self.height() - tall, 2, tall), ink)
            window = self._canvas.scale
            x, end = scale.x(window.left), scale.x(window.right)
            frame = QRectF(left + max(x, 0), 0, max(min(end, scale.width) - max(x, 0), 3), self.height() - 1)
            accent = QColor(tokens.accent)
            painter.setPen(accent)
            accent.setAlpha(40)
            painter.fillRect(frame, accent)
            painter.drawRect(frame)
        painter.setPen(QColor(tokens.accent if self.hasFocus() else tokens.line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position().x())

    def _go(self, x: float) -> None:
        scale = self._scale()
        if scale is not None:
            self._canvas.look_at(scale.minute(x - self._left))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._canvas.pan(step * self._canvas.scale.width * PAN_SHARE)
        else:
            super().keyPressEvent(event)
