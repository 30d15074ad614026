"""The Timeline place: the pattern of what happened, who was there and who was not, never more exact than known.

What the chair is trying to do here: see at one look where contacts crowd and where nobody was, go from
fifteen years to one night in a few turns of the wheel, and read whatever is under the cursor in the panel
beside. Wheel or + goes closer, arrows go from entry to entry, Enter is the same entry in the table.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollBar, QSlider, QStackedWidget, QVBoxLayout, QWidget

from dhr_desktop.core.counting import counted
from dhr_desktop.core.days_in_words import in_words
from dhr_desktop.merge.matcher import SAME_EVENT
from dhr_desktop.operations.chronology.chronology import Chronology
from dhr_desktop.operations.chronology.lanes_kept import keep_ways, ways_kept
from dhr_desktop.operations.chronology.timelines import By, Way, draw
from dhr_desktop.operations.events import joining
from dhr_desktop.operations.events.elapsed import elapsed
from dhr_desktop.timeline.lanes import Timeline
from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.chronology.filter_bar import NONE_FIT, RULES, FilterBar
from dhr_desktop.ui.chronology.reading import Reading
from dhr_desktop.ui.export_bar import OF_TIMELINE, ExportBar
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.low_windows import GivesWay
from dhr_desktop.ui.pieces import button, label, tick
from dhr_desktop.ui.session import Session

from .canvas import Canvas
from .legend import Legend
from .minimap import Minimap
from .speaking import learn_to_speak, say_chosen

GAPS = (
    ("Gaps of 30 days", 30), ("Gaps of 90 days", 90), ("Gaps of 6 months", 183), ("Gaps of a year", 365),
    ("No gaps", 1_000_000),
)  # fmt: skip
BYS = (("By agency", By.AGENCY), ("By person", By.PERSON), ("By theme", By.THEME))
SLIDER_PAUSE_MS = 60
LONGEST_SAID = 220
NO_ENTRIES = "No entries yet. Bring in the agencies' files (Ctrl+O), and they are drawn here."
NONE_DATED = "None of what the filter gives has a date: it is in the table, under Undated."


class TimelinePlace(QWidget):
    chosen = Signal(str, int)
    count_told = Signal(str)
    page_wanted = Signal(str, object)

    def __init__(self, session: Session, reading: Reading, choosers: Choosers) -> None:
        super().__init__()
        self.setObjectName("page")
        learn_to_speak()
        self._session, self._reading = session, reading
        self._told = ""
        self._is_drawing = self._is_stale = False
        self._waiting_for = self._joints_left_out = 0
        self.way = Way()
        self._ways: dict[By, Way] = {}
        self.canvas = Canvas(self._words)
        self.minimap = Minimap(self.canvas)
        self.lanes_bar = QScrollBar(Qt.Orientation.Vertical)
        self.lanes_bar.setAccessibleName("Lanes")
        self.by = _combo("Lanes", [words for words, _ in BYS])
        self.gaps = _combo("Gaps", [words for words, _ in GAPS])
        self.gaps.setCurrentIndex([days for _, days in GAPS].index(self.way.gap_days))
        self.as_at = tick("As at", self._as_at_ticked)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("As at: the day up to which is shown")
        self.slider.setMinimumWidth(self.fontMetrics().averageCharWidth() * 14)
        self.slider.setEnabled(False)
        self.rule = _combo("What as at goes by", list(RULES.values()))
        self.day = label("", wraps=False)
        self.filter = FilterBar(session, reading, self.as_at, self.slider, self.day, self.rule)
        self.join_button = button(
            "Join", self.join, name="Join what is chosen", tip="The chosen entries tell of one event (Ctrl+J)"
        )
        self.join_button.setEnabled(False)
        self.exports = ExportBar(
            session, choosers, lambda: reading.filter, lambda: self.way, lambda: self.canvas.scale, OF_TIMELINE
        )
        self.said = label("", "quiet")
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.empty = label("", "quiet")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SLIDER_PAUSE_MS)
        self._pause.timeout.connect(self._use_slider)
        self._lay_out()
        self._connect()
        session.look(ways_kept, self._take_up)

    def _lay_out(self) -> None:
        top = FlowLayout(label("Timeline", "title", wraps=False), self.by, self.gaps, spacing=8)
        for each in (
            button("Closer", lambda: self.canvas.zoom(0.6), tip="Look closer (+)"),
            button("Further", lambda: self.canvas.zoom(1 / 0.6), tip="Look from further away (−)"),
            button("All", self.canvas.fit, tip="From the first to the last (0)"),
            self.join_button,
            button(
                "Table",
                self._to_table,
                name="Show it in the table",
                tip="The same entry, in words (Ctrl+Shift+T, or Enter)",
            ),
            button("Export…", self.exports.toggle, tip="What is shown, as a file"),
        ):
            top.addWidget(each)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.canvas, 1)
        middle.addWidget(self.lanes_bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.exports)
        column.addWidget(self.filter)
        self._drawing, self._nothing, self._stack = QWidget(), QWidget(), QStackedWidget()
        drawing, nothing = QVBoxLayout(self._drawing), QVBoxLayout(self._nothing)
        for layout in (drawing, nothing):
            layout.setContentsMargins(0, 0, 0, 0)
        drawing.addLayout(middle, 1)
        for widget in (self.minimap, Legend(), self.said):
            drawing.addWidget(widget)
        nothing.addWidget(self.empty)
        nothing.addStretch(1)
        for page in (self._drawing, self._nothing):
            page.setObjectName("page")
            self._stack.addWidget(page)
        self._stack.setObjectName("page")
        column.addWidget(self._stack, 1)
        GivesWay(self, self.exports, self._stack)
        self.said.setMinimumHeight(self.fontMetrics().lineSpacing() * 2)

    def _connect(self) -> None:
        canvas, reading = self.canvas, self._reading
        canvas.entry_wanted.connect(self._choose)
        canvas.opened.connect(self._open)
        canvas.lane_toggled.connect(self._toggle_lane)
        canvas.lane_moved.connect(self._move_lane)
        canvas.window_moved.connect(self._follow_window)
        self.lanes_bar.valueChanged.connect(self._scrolled)
        self.by.activated.connect(self._way_changed)
        self.gaps.activated.connect(self._way_changed)
        self.rule.activated.connect(self._use_slider)
        self.slider.valueChanged.connect(self._slid)
        reading.retold.connect(self._retold)
        reading.chosen.connect(self._follow_choice)
        self._session.closing.connect(self._forget)
        self._session.dropping.connect(self._forget)
        for key, slot in (("Ctrl+Shift+T", self._to_table), ("Ctrl+J", self.join)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # ---- following --------------------------------------------------------------------------------

    def _forget(self) -> None:
        """Nothing of the case stays with what was painted, or told to a screen reader."""
        self.canvas.forget()
        self.minimap.show_timeline(Timeline([]))
        self.said.clear()

    def showEvent(self, event: Any) -> None:
        self._reading.wake(self)
        self._draw_again()
        super().showEvent(event)

    def _retold(self) -> None:
        if self.isVisible():
            self._draw_again()

    def _draw_again(self) -> None:
        """Laid out beside the window's thread; what changes meanwhile is drawn once more afterwards."""
        chronology, shown = self._reading.chronology, self._reading.shown
        if chronology is None or shown is None:
            return
        if self.way.by is By.PERSON and not chronology.knows_people:
            self._reading.ask_people()  # it is told anew when they are known
            return
        if self._is_drawing:
            self._is_stale = True
            return
        self._is_drawing, way, outside = True, self.way, self._reading.outside
        self._session.look(lambda case: draw(chronology, shown, way, outside), self._drawn)

    def _drawn(self, timeline: Timeline) -> None:
        self._is_drawing = False
        self.canvas.show_timeline(timeline)
        self.minimap.show_timeline(timeline)
        self._follow_filter()
        self._follow_window()
        shown = self._reading.shown
        total = shown.total if shown else 0
        self.empty.setText(NONE_DATED if timeline.undated else NONE_FIT if total else NO_ENTRIES)
        self._stack.setCurrentWidget(self._drawing if timeline.drawn else self._nothing)
        undrawn = f"; {timeline.undated:,} undated not drawn" if timeline.undated else ""
        self._told = f"{self._first_words()}{undrawn}" if shown else ""
        self.tell_count()
        if self._waiting_for:
            id, self._waiting_for = self._waiting_for, 0
            self.canvas.bring_into_view(id)
        if self._is_stale:
            self._is_stale = False
            self._draw_again()

    def _first_words(self) -> str:
        shown = self._reading.shown
        assert shown is not None
        return shown.in_words().replace(f"; {shown.undated:,} undated", "", 1)

    def tell_count(self) -> None:
        left_out = self._joints_left_out
        joints = f"; joined across lanes when you look closer: {counted(left_out, 'event')}" if left_out else ""
        self.count_told.emit(self._told + joints)

    def _follow_window(self) -> None:
        left_out = self.canvas.laid_out().joints_left_out
        if left_out != self._joints_left_out:
            self._joints_left_out = left_out
            self.tell_count()
        most = int(self.canvas.most_scrolled)
        self.lanes_bar.blockSignals(True)
        self.lanes_bar.setRange(0, most)
        self.lanes_bar.setPageStep(max(int(self.canvas.high), 1))
        self.lanes_bar.setValue(int(self.canvas.scrolled))
        self.lanes_bar.setVisible(most > 0)
        self.lanes_bar.blockSignals(False)

    def _scrolled(self, value: int) -> None:
        self.canvas.scroll_to(float(value))

    # ---- lanes ------------------------------------------------------------------------------------

    def _way_changed(self) -> None:
        by, gap_days = BYS[self.by.currentIndex()][1], GAPS[self.gaps.currentIndex()][1]
        self._use_way(replace(self.way if by is self.way.by else self._ways.get(by, Way(by)), gap_days=gap_days))

    def _toggle_lane(self, key: int) -> None:
        self._use_way(replace(self.way, collapsed=self.way.collapsed ^ {key}))

    def _move_lane(self, key: int, step: int) -> None:
        order = [lane.key for lane in self.canvas.timeline.lanes]
        at = order.index(key)
        order.insert(min(max(at + step, 0), len(order) - 1), order.pop(at))
        self._use_way(replace(self.way, order=tuple(order)))

    def _use_way(self, way: Way) -> None:
        """Drawn so, and kept in the case file: tomorrow the lanes stand as they were left."""
        self.way = self._ways[way.by] = way
        kept = dict(self._ways)
        self._session.put_down(lambda case: keep_ways(case, way.by, kept))
        self._draw_again()

    def _take_up(self, left: tuple[By, dict[By, Way]]) -> None:
        by, self._ways = left
        self.way = self._ways.get(by, Way(by))
        self.by.setCurrentIndex([each for _, each in BYS].index(by))
        days = [each for _, each in GAPS]
        self.gaps.setCurrentIndex(days.index(self.way.gap_days) if self.way.gap_days in days else 0)
        self._draw_again()

    # ---- as at ------------------------------------------------------------------------------------

    def _days(self) -> tuple[date, date] | None:
        chronology = self._reading.chronology
        if chronology is None:
            return None
        dated = [each.when for each in chronology.told if each.when.is_dated]
        first = min((each.earliest or each.latest for each in dated), default=None)  # type: ignore[type-var]
        last = max((each.latest or each.earliest for each in dated), default=None)  # type: ignore[type-var]
        return (first, last) if first and last else None

    def _as_at_ticked(self, on: bool) -> None:
        days = self._days()
        self.slider.setEnabled(on and days is not None)
        if days is None:
            return
        self.slider.blockSignals(True)
        self.slider.setRange(0, (days[1] - days[0]).days)
        if self._reading.filter.as_at is None:
            self.slider.setValue(self.slider.maximum())
        self.slider.blockSignals(False)
        self._use_slider()

    def _slid(self) -> None:
        self._say_day()
        self._pause.start()

    def _say_day(self) -> None:
        days = self._days()
        is_on = self.as_at.isChecked() and days is not None
        self.day.setText(in_words(days[0] + timedelta(days=self.slider.value())) if is_on and days else "")

    def _use_slider(self) -> None:
        days = self._days()
        rule = list(RULES)[self.rule.currentIndex()]
        if days is None:
            return
        day = days[0] + timedelta(days=self.slider.value()) if self.as_at.isChecked() else None
        self._say_day()
        self._reading.set_filter(replace(self._reading.filter, as_at=day, as_at_rule=rule))

    def _follow_filter(self) -> None:
        """The filter may have been set in the table or by a view."""
        wanted, days = self._reading.filter, self._days()
        for each in (self.as_at, self.slider, self.rule):
            each.blockSignals(True)
        self.as_at.setChecked(wanted.as_at is not None)
        self.slider.setEnabled(wanted.as_at is not None)
        self.rule.setCurrentIndex(list(RULES).index(wanted.as_at_rule))
        if days is not None and not self.slider.isSliderDown():
            self.slider.setRange(0, (days[1] - days[0]).days)
            self.slider.setValue(((wanted.as_at or days[1]) - days[0]).days)
        for each in (self.as_at, self.slider, self.rule):
            each.blockSignals(False)
        self._say_day()

    # ---- choosing ---------------------------------------------------------------------------------

    def _words(self, id: int) -> str:
        """An entry in one line: when, who, what."""
        chronology = self._reading.chronology
        told = chronology.find(id) if chronology is not None else None
        if told is None:
            return ""
        text = " ".join((told.entry.what_happened or told.entry.response).split())[:LONGEST_SAID]
        return f"{told.when.words()}, {told.agency or 'no agency'}: {text}"

    def _choose(self, id: int, adds: bool) -> None:
        held = self.canvas.chosen
        self.canvas.choose([*[each for each in held if each != id], id] if adds else [id])
        self._say_chosen()
        self.chosen.emit("entries", id)
        self._reading.choose(id)
        say_chosen(self.canvas)

    def _say_chosen(self) -> None:
        chronology: Chronology | None = self._reading.chronology
        told = [chronology.find(id) for id in self.canvas.chosen] if chronology is not None else []
        words = "\n".join(self._words(each.id) for each in told[-2:] if each is not None)
        if len(told) > 1 and told[-2] is not None and told[-1] is not None:
            words += f"\nBetween the two: {elapsed(told[-2].when, told[-1].when)}."
        if len(told) > 2:
            words = f"{len(told)} chosen; the last two:\n{words}"
        self.said.setText(words)
        self.join_button.setEnabled(len(told) > 1 and self._session.can_edit)

    def join(self) -> None:
        """What is chosen in the drawing becomes accounts of one event."""
        ids = list(self.canvas.chosen)
        if len(ids) < 2:
            self._session.told.emit("Choose two entries or more: with Ctrl or Shift and the mouse or the arrows.")
            return
        self._session.edit(lambda case: joining.decide(case, ids, SAME_EVENT))

    def _follow_choice(self, id: int) -> None:
        if id not in self.canvas.chosen:
            self.canvas.choose([id])
            self._say_chosen()
            self.canvas.bring_into_view(id)

    def show_entry(self, id: int) -> None:
        self._waiting_for = id
        self._reading.choose(id)
        self._follow_choice(id)

    def _open(self, id: int) -> None:
        self._reading.choose(id)
        self.page_wanted.emit("chronology", (id,))

    def _to_table(self) -> None:
        self.page_wanted.emit("chronology", tuple(self.canvas.chosen[-1:]))


def _combo(name: str, words: list[str]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.addItems(words)
    return made
