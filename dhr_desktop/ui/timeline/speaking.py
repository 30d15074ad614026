"""The painted timeline for a screen reader: a list of lanes, each a list of its entries in the order of time.

A painted widget is one silent rectangle to it. Here every entry that is drawn is a child with a name, a
place on the screen and a state, made when it is asked for and kept while the drawing stays.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface

from dhr_desktop.core.counting import counted
from dhr_desktop.timeline.lanes import Timeline
from dhr_desktop.timeline.layout import head_px, lane_heights

from .canvas import Canvas

_installed = False


class _Face(QAccessibleInterface):
    """What all parts have in common: they belong to the canvas and have a name."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self.canvas = canvas

    def isValid(self) -> bool:
        return True

    def object(self) -> Any:
        return None

    def window(self) -> Any:
        return self.canvas.window().windowHandle()

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> Any:
        return None

    def indexOfChild(self, child: Any) -> int:
        return -1

    def childAt(self, x: int, y: int) -> Any:
        return None

    def focusChild(self) -> Any:
        return None

    def setText(self, which: QAccessible.Text, words: str) -> None:
        """Nothing here is written by a screen reader."""

    def relations(self, match: Any = None) -> Any:
        return []

    def state(self) -> QAccessible.State:
        return QAccessible.State()


class TimelineFace(_Face):
    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._lanes: list[LaneFace] = []
        self._of: Timeline | None = None

    def object(self) -> Any:
        return self.canvas

    def parent(self) -> Any:
        above = self.canvas.parentWidget()
        return QAccessible.queryAccessibleInterface(above) if above is not None else None

    def lanes(self) -> list[LaneFace]:
        timeline = self.canvas.timeline
        if self._of is not timeline:
            self._of = timeline
            self._lanes = [LaneFace(self, at) for at in range(len(timeline.lanes))]
        return self._lanes

    def forget(self) -> None:
        self._of, self._lanes = None, []

    def childCount(self) -> int:
        return len(self.lanes())

    def child(self, index: int) -> Any:
        held = self.lanes()
        return held[index] if 0 <= index < len(held) else None

    def indexOfChild(self, child: Any) -> int:
        return next((at for at, each in enumerate(self.lanes()) if each is child), -1)

    def childAt(self, x: int, y: int) -> Any:
        at = self.canvas.at(self.canvas.mapFromGlobal(QPoint(x, y)).toPointF())
        drawn = self.canvas.drawn_at(at)
        return self.lanes()[drawn.lane].entry(drawn.items[0].id) if drawn is not None else None

    def focusChild(self) -> Any:
        """The entry the arrows are on."""
        if not self.canvas.chosen or not self.canvas.hasFocus():
            return None
        return self.entry(self.canvas.chosen[-1])

    def entry(self, id: int) -> Any:
        return next((face for lane in self.lanes() if (face := lane.entry(id)) is not None), None)

    def text(self, which: QAccessible.Text) -> str:
        timeline = self.canvas.timeline
        if which is QAccessible.Text.Name:
            return self.canvas.accessibleName()
        if which is QAccessible.Text.Description:
            undated = f"; {timeline.undated:,} undated not drawn" if timeline.undated else ""
            drawn = f"{counted(len(timeline.lanes), 'lane')}, {counted(timeline.drawn, 'entry', 'entries')}"
            return f"{drawn}{undated}; {self.canvas.scale.in_words()}"
        return ""

    def rect(self) -> QRect:
        return QRect(self.canvas.mapToGlobal(QPoint(0, 0)), self.canvas.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List

    def state(self) -> QAccessible.State:
        made = QAccessible.State()
        made.focusable, made.focused = True, self.canvas.hasFocus()
        return made


class LaneFace(_Face):
    def __init__(self, whole: TimelineFace, at: int) -> None:
        super().__init__(whole.canvas)
        self._whole, self._at = whole, at
        self._lane = whole.canvas.timeline.lanes[at]
        self._entries: dict[int, EntryFace] = {}
        self._places = {each.id: place for place, each in enumerate(self._lane.items)}

    def parent(self) -> Any:
        return self._whole

    def childCount(self) -> int:
        return len(self._lane.items)

    def child(self, index: int) -> Any:
        if not 0 <= index < len(self._lane.items):
            return None
        return self.entry(self._lane.items[index].id)

    def indexOfChild(self, child: Any) -> int:
        return self._places.get(child.id, -1) if isinstance(child, EntryFace) else -1

    def entry(self, id: int) -> Any:
        place = self._places.get(id)
        if place is None:
            return None
        if id not in self._entries:
            self._entries[id] = EntryFace(self, self._at, id, place)
        return self._entries[id]

    def text(self, which: QAccessible.Text) -> str:
        return self.canvas.lane_words(self._at) if which is QAccessible.Text.Name else ""

    def rect(self) -> QRect:
        top = head_px(self.canvas.timeline)
        heights = lane_heights(self.canvas.timeline, self.canvas.high - top)
        y = top + sum(heights[: self._at]) - self.canvas.scrolled
        corner = self.canvas.mapToGlobal(self.canvas.in_widget(0, y))
        return QRect(corner.x(), corner.y(), self.canvas.width(), int(heights[self._at] * self.canvas.unit))

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List


class EntryFace(_Face):
    def __init__(self, lane: LaneFace, lane_at: int, id: int, place: int) -> None:
        super().__init__(lane.canvas)
        self._lane_face, self._lane_at, self._place = lane, lane_at, place
        self.id = id

    def parent(self) -> Any:
        return self._lane_face

    def text(self, which: QAccessible.Text) -> str:
        return self.canvas.words_of(self.id) if which is QAccessible.Text.Name else ""

    def rect(self) -> QRect:
        layout = self.canvas.laid_out()
        for each in layout.drawn:
            if each.lane == self._lane_at and any(item.id == self.id for item in each.items):
                unit = self.canvas.unit
                corner = self.canvas.mapToGlobal(self.canvas.in_widget(each.x + self.canvas.names_px, each.y))
                size = max(int(each.width * unit), 4), max(int(each.height * unit), 4)
                return QRect(corner.x(), corner.y(), *size)
        return QRect()

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        made = QAccessible.State()
        is_chosen = self.id in self.canvas.chosen
        made.selectable = made.focusable = True
        made.selected = is_chosen
        made.focused = is_chosen and self.canvas.hasFocus()
        made.offscreen = not self.rect().isValid()
        return made


def _factory(kind: str, of: QObject) -> Any:
    if isinstance(of, Canvas):
        if of.face is None:
            of.face = TimelineFace(of)
        return of.face
    return None


def learn_to_speak() -> None:
    """Once in a run: whatever canvas is asked for from now on has a face."""
    global _installed
    if not _installed:
        QAccessible.installFactory(_factory)
        _installed = True


def say_chosen(canvas: Canvas) -> None:
    """The screen reader follows the arrows to the entry they are on."""
    if QAccessible.isActive() and canvas.face is not None and canvas.chosen:
        at = canvas.face.entry(canvas.chosen[-1])
        if at is not None:
            QAccessible.updateAccessibility(QAccessibleEvent(at, QAccessible.Event.Focus))
