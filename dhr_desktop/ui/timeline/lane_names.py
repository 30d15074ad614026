"""The names at the left of the drawing: each lane's colour and code, its title, and how many it holds."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

from dhr_desktop.timeline.lanes import Timeline
from dhr_desktop.timeline.layout import LaneBox, Layout
from dhr_desktop.ui import theme

from .painting import TimelinePainter

LETTERS = 28
MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Looks:
    """What the names are painted for: where they have to be, and which of them the keyboard is at."""

    wide: int
    high: float
    scrolled: float
    lane_at: int
    has_focus: bool
    ratio: float


class LaneNames:
    """The names change only with the lanes: a frame of zooming finds them as they were."""

    def __init__(self, painter: TimelinePainter) -> None:
        self._painter = painter
        self.forget()

    def forget(self) -> None:
        self._picture, self._told = QPixmap(), ()  # type: tuple[QPixmap, tuple[object, ...]]

    def picture(self, timeline: Timeline, layout: Layout, font: QFont, looks: Looks) -> QPixmap:
        told = (id(timeline), looks, self._painter.dressed)
        if told != self._told:
            self._told = told
            self._picture = QPixmap(int(looks.wide * looks.ratio), int(looks.high * looks.ratio))
            self._picture.setDevicePixelRatio(looks.ratio)
            painter = QPainter(self._picture)
            painter.setFont(font)
            self._paint(painter, timeline, layout, looks)
            painter.end()
        return self._picture

    def _paint(self, painter: QPainter, timeline: Timeline, layout: Layout, looks: Looks) -> None:
        tokens = theme.current()
        painter.fillRect(QRectF(0, 0, looks.wide, looks.high), QColor(tokens.panel))
        painter.setClipRect(QRectF(0, layout.top, looks.wide, looks.high - layout.top))
        for box in layout.lanes:
            self._paint_name(painter, timeline, box, looks)
        painter.setClipping(False)
        painter.fillRect(QRectF(looks.wide - 1, 0, 1, looks.high), QColor(tokens.line))
        painter.setPen(QColor(tokens.quiet))
        if layout.risks:
            painter.drawText(QRectF(8, layout.risk_y, looks.wide - 12, 20), MIDDLE, "Risk as assessed")

    def _paint_name(self, painter: QPainter, timeline: Timeline, box: LaneBox, looks: Looks) -> None:
        tokens, lane = theme.current(), timeline.lanes[box.lane]
        area = QRectF(0, box.y, looks.wide - 1, box.height)
        if box.lane == looks.lane_at and looks.has_focus:
            painter.fillRect(area, QColor(tokens.chosen))
        painter.fillRect(QRectF(0, box.y + box.height - 1, looks.wide, 1), QColor(tokens.line))
        chip = QRectF(6, box.y + (box.height - min(18, box.height - 2)) / 2, 34, min(18, box.height - 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._painter.colour_of(lane))
        painter.drawRoundedRect(chip, 3, 3)
        if lane.is_collapsed:
            return
        plain = painter.font()
        small = QFont(plain)
        small.setPointSizeF(plain.pointSizeF() * 0.86)
        painter.setFont(small)
        painter.setPen(QColor("#10131a" if self._painter.is_dark else "#ffffff"))
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), lane.code)
        right = area.adjusted(46, 0, -6, 0)
        line = painter.fontMetrics().lineSpacing()
        has_count = box.height >= 2 * line + 4
        top = box.y + (box.height - (2 * line if has_count else line)) / 2
        title = painter.fontMetrics().elidedText(lane.title, Qt.TextElideMode.ElideRight, int(right.width()))
        painter.setPen(QColor(tokens.text))
        painter.drawText(QRectF(right.left(), top, right.width(), line), MIDDLE, title)
        if has_count:
            count = f"{len(lane.items):,}" + (f", {lane.undated:,} undated" if lane.undated else "")
            painter.setPen(QColor(tokens.quiet))
            painter.drawText(QRectF(right.left(), top + line, right.width(), line), MIDDLE, count)
        painter.setFont(plain)


def scale_in_words(layout: Layout, font: QFont, wide: int) -> str:
    """What stands in the corner over the names: how long the stretch in sight is."""
    return QFontMetricsF(font).elidedText(layout.scale.in_words(), Qt.TextElideMode.ElideRight, wide - 14)
