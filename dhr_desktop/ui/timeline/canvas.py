"""The drawing itself: one painted widget with its lanes' names, a window over the whole of time.

The arrows go from entry to entry, as the eye does; the wheel, a pinch and + and − go closer; what is
painted is also there for a screen reader, entry by entry (see speaking.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from dhr_desktop.timeline.lanes import Item, Timeline
from dhr_desktop.timeline.layout import Drawn, LaneBox, Layout, full_height, head_px, lane_heights, lay_out
from dhr_desktop.timeline.scale import Scale
from dhr_desktop.ui import theme

from .lane_names import LETTERS, LaneNames, Looks, scale_in_words
from .painting import TimelinePainter
from .tips import lane_in_words, tip_in_drawing
from .walking import Stop, Walk

WHEEL_STEP = 0.8
KEY_STEP = 0.6
PAN_SHARE = 0.15
DRAG_PX = 4


class Canvas(QWidget):
    entry_wanted = Signal(int, bool)  # an entry, and whether it is added to what is chosen
    window_moved = Signal()
    lane_toggled = Signal(int)
    lane_moved = Signal(int, int)  # a lane's key and how many places down
    opened = Signal(int)  # an entry to be seen in the table
    menu_wanted = Signal(object)

    def __init__(self, words: Callable[[int], str]) -> None:
        super().__init__()
        self.setAccessibleName("Timeline")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(160)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self._words = words
        self.face: Any = None  # what a screen reader is told; see speaking.py
        self.timeline = Timeline([])
        self.scale = Scale(0, 1, 100)
        self.layout_now: Layout | None = None
        self.scrolled = 0.0
        self.chosen: list[int] = []
        self.lane_at = 0
        self._painter = TimelinePainter()
        self._pressed: QPointF | None = None
        self._held: tuple[Scale, float] | None = None
        self._dragged_lane: int | None = None
        self._walk = Walk(self.timeline)
        self._is_fitted = False
        self.names_px = 0
        self._names = LaneNames(self._painter)

    # ---- what is shown ------------------------------------------------------------------------------

    def show_timeline(self, timeline: Timeline) -> None:
        """A new drawing; the window over it stays where it was, once it has been somewhere."""
        self.timeline = timeline
        self._walk = Walk(timeline)
        self.lane_at = min(self.lane_at, max(len(timeline.lanes) - 1, 0))
        if not self._is_fitted:
            self.fit()
        self._changed()

    def forget(self) -> None:
        """The case is being closed."""
        self.chosen = []
        if self.face is not None:
            self.face.forget()
        self._names.forget()
        self.show_timeline(Timeline([]))

    def fit(self) -> None:
        """Everything that is drawn, from end to end."""
        bounds = self.timeline.bounds()
        if bounds is not None and self.wide > self.names_px + 50:
            self.scale = Scale.fitting(*bounds, self._room())
            self._is_fitted = True
        self._changed()

    def fit_items(self, items: list[Item]) -> None:
        """Close enough that these stand apart."""
        if items:
            first, last = min(each.start for each in items), max(each.end for each in items)
            self.scale = Scale.fitting(first, max(last, first + 60), self._room())
            self._changed()

    def zoom(self, factor: float, at_x: float | None = None) -> None:
        self.scale = self.scale.zoomed(factor, self._middle_x() if at_x is None else at_x)
        self._changed()

    def _middle_x(self) -> float:
        """What the chair is at: the chosen entry where it is in sight, else the middle."""
        item = self.item_of(self.chosen[-1]) if self.chosen else None
        x = self.scale.x(item.middle) if item is not None else -1.0
        return x if 0 <= x <= self._room() else self._room() / 2

    def pan(self, px: float) -> None:
        self.scale = self.scale.moved(px)
        self._changed()

    def look_at(self, minute: float) -> None:
        self.scale = self.scale.centred(minute)
        self._changed()

    def scroll_to(self, y: float) -> None:
        self.scrolled = min(max(y, 0.0), self.most_scrolled)
        self._changed()

    @property
    def most_scrolled(self) -> float:
        return max(full_height(self.timeline, self.high) - self.high, 0.0)

    def choose(self, ids: list[int]) -> None:
        self.chosen = ids
        self.update()

    def bring_into_view(self, id: int) -> None:
        item = self.item_of(id)
        if item is not None:
            x = self.scale.x(item.middle)
            if not 20 <= x <= self._room() - 20:
                self.look_at(item.middle)

    def item_of(self, id: int) -> Item | None:
        return next((each for lane in self.timeline.lanes for each in lane.items if each.id == id), None)

    def words_of(self, id: int) -> str:
        return self._words(id)

    # The drawing is laid out at the size of the system's text and then made larger as a whole: lanes, shapes and
    # words grow together. `wide`, `high` and every place are in those units.

    @property
    def unit(self) -> float:
        app = QGuiApplication.instance()
        base = app.property("system_point_size") if app is not None else None
        return max(self.font().pointSizeF() / base, 0.5) if base else 1.0

    @property
    def wide(self) -> float:
        return self.width() / self.unit

    @property
    def high(self) -> float:
        return self.height() / self.unit

    def at(self, point: QPointF) -> QPointF:
        """A place in the widget as a place in the drawing."""
        return point / self.unit

    def in_widget(self, x: float, y: float) -> QPoint:
        return QPoint(int(x * self.unit), int(y * self.unit))

    @property
    def plain_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() / self.unit)
        return font

    def _room(self) -> float:
        return max(self.wide - self.names_px, 10)

    def _changed(self) -> None:
        self.scrolled = min(self.scrolled, self.most_scrolled)
        self.layout_now = None
        self.update()
        self.window_moved.emit()

    def laid_out(self) -> Layout:
        if self.layout_now is None:
            self.layout_now = lay_out(self.timeline, self.scale, self.high, scrolled=self.scrolled)
        return self.layout_now

    # ---- painting -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        letters = QFontMetricsF(self.plain_font).averageCharWidth()
        self.names_px = min(int(letters * LETTERS), int(max(self.wide // 4, 60)))
        self.scale = self.scale.resized(self._room())
        if not self._is_fitted:
            self.fit()
        self._changed()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.scale(self.unit, self.unit)
        painter.setFont(self.plain_font)
        self._painter.dress(self.plain_font, self.devicePixelRatioF() * self.unit)
        layout = self.laid_out()
        painter.save()
        painter.translate(self.names_px, 0)
        painter.setClipRect(QRectF(0, 0, layout.width, layout.height))
        self._painter.paint(painter, layout, self.timeline, set(self.chosen), self._words)
        painter.restore()
        looks = Looks(
            self.names_px, self.high, self.scrolled, self.lane_at, self.hasFocus(), self.devicePixelRatioF() * self.unit
        )  # fmt: skip
        painter.drawPixmap(0, 0, self._names.picture(self.timeline, layout, self.plain_font, looks))
        painter.setPen(QColor(theme.current().quiet))
        stretch = scale_in_words(layout, self.plain_font, self.names_px)
        painter.drawText(QRectF(8, 0, self.names_px - 12, 34), int(Qt.AlignmentFlag.AlignVCenter), stretch)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(theme.current().accent))
            painter.drawRect(QRectF(0, 0, self.wide - 1, self.high - 1))
        painter.end()

    # ---- what is under the mouse --------------------------------------------------------------------

    def _lane_under(self, y: float) -> LaneBox | None:
        return next((box for box in self.laid_out().lanes if box.y <= y < box.y + box.height), None)

    def drawn_at(self, at: QPointF) -> Drawn | None:
        layout = self.laid_out()
        if at.x() < self.names_px or at.y() < layout.top:
            return None
        return layout.at(at.x() - self.names_px, at.y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = self.at(event.position())
            self._held = (self.scale, self.scrolled)
            box = self._lane_under(self.at(event.position()).y())
            is_name = self.at(event.position()).x() < self.names_px and box is not None
            self._dragged_lane = box.lane if is_name and box is not None else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or self._held is None:
            self._tell_tip(event)
            return
        gone = self.at(event.position()) - self._pressed
        if self._dragged_lane is None and gone.manhattanLength() > DRAG_PX:
            scale, scrolled = self._held
            self.scale = scale.moved(-gone.x())
            self.scrolled = min(max(scrolled - gone.y(), 0), self.most_scrolled)
            self._changed()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        gone = self.at(event.position()) - self._pressed
        lane, self._pressed, self._held, self._dragged_lane = self._dragged_lane, None, None, None
        if lane is not None:
            self._drop_lane(lane, self.at(event.position()).y())
        elif gone.manhattanLength() <= DRAG_PX:
            self._click(event)

    def _drop_lane(self, lane: int, y: float) -> None:
        box = self._lane_under(y)
        if box is not None and box.lane == lane:
            self.lane_at = lane
            self.lane_toggled.emit(self.timeline.lanes[lane].key)
        elif box is not None:
            self.lane_moved.emit(self.timeline.lanes[lane].key, box.lane - lane)

    def _click(self, event: QMouseEvent) -> None:
        drawn = self.drawn_at(self.at(event.position()))
        if drawn is None:
            return
        self.lane_at = drawn.lane
        if drawn.count > 1 and not drawn.is_span:
            self.fit_items(list(drawn.items))
        else:
            adds = bool(event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))
            self.entry_wanted.emit(self._next_among(drawn), adds)

    def _next_among(self, drawn: Drawn) -> int:
        """Clicked again, a stretch that several share gives the next of them."""
        ids = [each.id for each in drawn.items]
        held = next((id for id in self.chosen if id in ids), 0)
        return ids[(ids.index(held) + 1) % len(ids)] if held else ids[0]

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        drawn = self.drawn_at(self.at(event.position()))
        if drawn is not None and (drawn.count == 1 or drawn.is_span):
            self.opened.emit(drawn.items[0].id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Over the names it scrolls the lanes; over time it goes closer, or sideways with Shift."""
        steps = event.angleDelta()
        modifiers = event.modifiers()
        if self.at(event.position()).x() < self.names_px or modifiers & Qt.KeyboardModifier.AltModifier:
            self.scroll_to(self.scrolled - (steps.y() or steps.x()) / 2)
        elif steps.x() or modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.pan(-(steps.x() or steps.y()))
        else:
            self.zoom(WHEEL_STEP ** (steps.y() / 120), self.at(event.position()).x() - self.names_px)
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom(1 / (1 + event.value()), self.at(event.position()).x() - self.names_px)
            return True
        if event.type() == QEvent.Type.Gesture:
            pinch: Any = event.gesture(Qt.GestureType.PinchGesture)  # type: ignore[attr-defined]  # a gesture event
            if pinch is not None:
                at = self.at(self.mapFromGlobal(pinch.centerPoint().toPoint()).toPointF())
                self.zoom(1 / max(pinch.scaleFactor(), 0.05), at.x() - self.names_px)
                return True
        return super().event(event)

    def _tell_tip(self, event: QMouseEvent) -> None:
        at = self.at(event.position())
        if at.x() < self.names_px:
            box = self._lane_under(at.y())
            words = self.lane_words(box.lane) if box is not None else ""
        else:
            over = QPointF(at.x() - self.names_px, at.y())
            words = tip_in_drawing(self.laid_out(), self.drawn_at(at), over, self._words)
        QToolTip.showText(event.globalPosition().toPoint(), words, self) if words else QToolTip.hideText()

    def lane_words(self, at: int) -> str:
        return lane_in_words(self.timeline.lanes[at])

    # ---- the keyboard -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        adds = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(KEY_STEP)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom(1 / KEY_STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.pan((-1 if key == Qt.Key.Key_PageUp else 1) * self._room() * 0.8)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = -1 if key == Qt.Key.Key_Left else 1
            self.pan(step * self._room() * PAN_SHARE) if control else self.step_entry(step, adds=adds)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = -1 if key == Qt.Key.Key_Up else 1
            self._move_lane(step) if control else self.step_lane(step)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.step_to_end(first=key == Qt.Key.Key_Home)
        elif key == Qt.Key.Key_Space and self.timeline.lanes:
            self.lane_toggled.emit(self.timeline.lanes[self.lane_at].key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen:
            self.opened.emit(self.chosen[0])
        else:
            super().keyPressEvent(event)

    def step_entry(self, step: int, *, adds: bool = False) -> None:
        chosen = self.chosen[-1] if self.chosen else 0
        self._go_to(self._walk.next_in_time(chosen, self.scale.minute(self._room() / 2), step), adds=adds)

    def step_lane(self, step: int) -> None:
        item = self.item_of(self.chosen[-1]) if self.chosen else None
        minute = item.middle if item is not None else self.scale.minute(self._room() / 2)
        self._go_to(self._walk.next_lane(self.lane_at, minute, step))

    def step_to_end(self, *, first: bool) -> None:
        self._go_to(self._walk.end(first=first))

    def _go_to(self, stop: Stop | None, *, adds: bool = False) -> None:
        if stop is None:
            return
        self.lane_at = stop.lane
        if not 20 <= self.scale.x(stop.middle) <= self._room() - 20:
            self.look_at(stop.middle)
        self._scroll_lane_into_view()
        self.entry_wanted.emit(stop.id, adds)
        self.update()

    def _scroll_lane_into_view(self) -> None:
        top = head_px(self.timeline)
        heights = lane_heights(self.timeline, self.high - top)
        y = sum(heights[: self.lane_at])
        if y < self.scrolled:
            self.scroll_to(y)
        elif y + heights[self.lane_at] > self.scrolled + self.high - top:
            self.scroll_to(y + heights[self.lane_at] - (self.high - top))

    def _move_lane(self, step: int) -> None:
        if self.timeline.lanes and 0 <= self.lane_at + step < len(self.timeline.lanes):
            key = self.timeline.lanes[self.lane_at].key
            self.lane_at += step
            self.lane_moved.emit(key, step)

    def focusInEvent(self, event: Any) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: Any) -> None:
        self.update()
        super().focusOutEvent(event)
