"""The filter over table and timeline: words as they are typed, and everything else one click away.

What the chair is trying to do here: get from two thousand entries to the forty that matter, see what that
left out, and come back to it tomorrow by name. Typing filters; “Filters” opens the rest; one key clears.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from dhr_desktop.core.fields import Unreadable, read_day
from dhr_desktop.core.filters import AsAt, Filter
from dhr_desktop.core.moments import Precision
from dhr_desktop.operations.chronology import views
from dhr_desktop.operations.chronology.chronology import Chronology
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.pieces import button, label, set_state, tick
from dhr_desktop.ui.session import Session

from .choice_button import ChoiceButton, labelled
from .reading import Reading

PAUSE_MS = 40
ALL = "Every entry"
MOST_TYPES = 200
FLAGS = (
    ("has_difference", "Accounts differ"), ("recorded_late", "Recorded late"), ("doubtful", "Needs a look"),
    ("undated", "Undated only"), ("without_withdrawn", "Without withdrawn"),
)  # fmt: skip
NONE_FIT = "No entry fits this filter. Clear it with Ctrl+Shift+F."
RULES = {
    AsAt.HAPPENED: "had happened", AsAt.KNOWN: "its agency knew", AsAt.RECORDED: "was written down"
}  # fmt: skip


class FilterBar(QWidget):
    def __init__(self, session: Session, reading: Reading, *more: QWidget) -> None:
        """`more` stands in the same line: what only one of the two places asks."""
        super().__init__()
        self._session, self._reading = session, reading
        self._is_following = False
        self.words = QLineEdit()
        self.words.setPlaceholderText("Find in every entry (Ctrl+F)")
        self.words.setAccessibleName("Find in every entry")
        self.words.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._use)
        self.words.textEdited.connect(lambda: self._pause.start())
        self.words.returnPressed.connect(self._use)
        self.more = button("Filters", self._toggle, tip="Agency, person, period and the rest")
        self.more.setCheckable(True)
        self.views = QComboBox()
        self.views.setAccessibleName("Saved views")
        self.views.setMinimumWidth(self.fontMetrics().averageCharWidth() * 19)
        self.views.activated.connect(self._take_view)
        self.clear = button("Clear", self._clear, tip="Show every entry again (Ctrl+Shift+F)")
        self.panel: FilterPanel | None = None  # made when it is first opened: most of the time it is not
        self.said = label("", "quiet")
        self.words.setMinimumWidth(self.fontMetrics().averageCharWidth() * 20)
        bar = FlowLayout(self.words, self.more, self.clear, self.views, *more, spacing=8)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(bar)
        column.addWidget(self.said)
        for key, slot in (("Ctrl+F", self.start), ("Ctrl+Shift+F", self._clear)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(slot)
        reading.retold.connect(self._follow)
        session.closing.connect(self._forget)
        session.dropping.connect(self._forget)
        self._follow()

    def start(self) -> None:
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def _forget(self) -> None:
        """Nothing of the case stays in what was offered or typed."""
        self._pause.stop()
        self.words.clear()
        self.said.clear()
        self.views.clear()
        if self.panel is not None:
            self.panel.forget()

    def _toggle(self) -> None:
        if self.panel is None:
            self.panel = self._made_panel()
        self.panel.setVisible(self.more.isChecked())
        self._follow()

    def _made_panel(self) -> FilterPanel:
        made = FilterPanel(self._use)
        self.name = QLineEdit()
        self.name.setPlaceholderText("name of a new view")
        self.name.setAccessibleName("Name of a new view")
        self.name.setMaximumWidth(self.fontMetrics().averageCharWidth() * 22)
        self.name.returnPressed.connect(self._save_view)
        self.save = button("Save view", self._save_view, tip="Keep this filter under the name beside it")
        self.remove = button("Remove view", self._remove_view)
        made.add(self.name, self.save, self.remove)
        self._column.insertWidget(1, made)
        return made

    # ---- asking -----------------------------------------------------------------------------------

    def _use(self) -> None:
        if not self._is_following:
            self._pause.stop()
            asked = replace(self._reading.filter, words=self.words.text().strip())
            self._reading.set_filter(self.panel.asked(asked) if self.panel is not None else asked)

    def _clear(self) -> None:
        self.words.clear()
        self._reading.set_filter(Filter())

    # ---- following --------------------------------------------------------------------------------

    def showEvent(self, event: Any) -> None:
        self._follow()
        super().showEvent(event)

    def _follow(self) -> None:
        """What is shown was asked for here, or in the other place that has this filter."""
        chronology, wanted = self._reading.chronology, self._reading.filter
        if chronology is None or not self.isVisible():
            return
        self._is_following = True
        if self.words.text().strip() != wanted.words:
            self.words.setText(wanted.words)
        if self.panel is not None:
            self.panel.follow(chronology, wanted)
            self.save.setEnabled(not wanted.is_empty and self._session.can_edit)
        self._follow_views()
        self._is_following = False
        told = "" if wanted.is_empty else f"Only: {wanted.in_words(chronology.names())}"
        self.said.setText(told)
        self.said.setVisible(bool(told))
        self.clear.setEnabled(not wanted.is_empty)

    def _follow_views(self) -> None:
        text, held = self._reading.filter.as_text(), self._reading.lists.views
        names = [ALL, *(each.title for each in held)]
        if [self.views.itemText(at) for at in range(self.views.count())] != names:
            self.views.clear()
            self.views.addItems(names)
        at = next((at for at, each in enumerate(held, 1) if each.filter == text), 0 if text == "{}" else -1)
        self.views.setCurrentIndex(at)
        if self.panel is not None:
            self.remove.setEnabled(at > 0 and self._session.can_edit)

    # ---- views ------------------------------------------------------------------------------------

    def _take_view(self, at: int) -> None:
        held = self._reading.lists.views
        self._reading.set_filter(Filter.from_text(held[at - 1].filter) if 0 < at <= len(held) else Filter())

    def _save_view(self) -> None:
        title, wanted = self.name.text().strip(), self._reading.filter
        if not title:
            self._session.told.emit("Write a name for the view first.")
            self.name.setFocus()
            return
        self.name.clear()
        self._session.edit(lambda case: views.save_view(case, title, wanted))

    def _remove_view(self) -> None:
        title = self.views.currentText()
        self._session.edit(lambda case: views.remove_view(case, title))


class FilterPanel(QFrame):
    """Everything a filter can ask for besides words."""

    def __init__(self, used: Any) -> None:
        super().__init__()
        self.setObjectName("page")
        self._offered: Chronology | None = None
        self.agencies = ChoiceButton("Agency", "any agency")
        self.people = ChoiceButton("Person", "anybody")
        self.precisions = ChoiceButton("How exactly dated", "any precision")
        self.types = ChoiceButton("Type of contact", "any type")
        self.themes = ChoiceButton("Theme", "any theme")
        self.marks = ChoiceButton("Mark", "any mark or none")
        self.terms = ChoiceButton("Term of reference", "any term")
        self.files = ChoiceButton("File", "any file")
        self.first, self.last = _day("From"), _day("To")
        self.as_at = _day("As at")
        self.rule = QComboBox()
        self.rule.setAccessibleName("What as at goes by")
        for rule, words in RULES.items():
            self.rule.addItem(words, rule)
        self.flags = {name: tick(words, lambda on: used()) for name, words in FLAGS}
        for each in self._choices().values():
            each.ticked.connect(used)
        for field in (self.first, self.last, self.as_at):
            field.editingFinished.connect(used)
        self.rule.activated.connect(lambda at: used())
        flow = FlowLayout(spacing=10)
        fields: tuple[tuple[str, QWidget], ...] = (
            ("Agency", self.agencies), ("Person", self.people), ("From", self.first), ("To", self.last),
            ("Dated to the", self.precisions), ("Type of contact", self.types), ("Theme", self.themes),
            ("Mark", self.marks), ("Term of reference", self.terms), ("File", self.files),
            ("As at", self.as_at), ("what", self.rule),
        )  # fmt: skip
        for words, one in fields:
            flow.addWidget(labelled(words, one))
        for each_tick in self.flags.values():
            flow.addWidget(each_tick)
        self._flow = flow
        self.setLayout(flow)

    def add(self, *fields: QWidget) -> None:
        for each in fields:
            self._flow.addWidget(each)

    def _choices(self) -> dict[str, ChoiceButton]:
        return {
            "agencies": self.agencies, "people": self.people, "precisions": self.precisions, "types": self.types,
            "themes": self.themes, "marks": self.marks, "terms": self.terms, "files": self.files,
        }  # fmt: skip

    def asked(self, held: Filter) -> Filter:
        if not self.isVisible():
            return held  # it shows nothing that could have been changed
        parts: dict[str, Any] = {name: each.chosen for name, each in self._choices().items()}
        parts |= {name: each.isChecked() for name, each in self.flags.items()}
        for name, field in (("first", self.first), ("last", self.last), ("as_at", self.as_at)):
            parts[name] = _day_in(field)
        return replace(held, **parts, as_at_rule=self.rule.currentData())

    def follow(self, chronology: Chronology, wanted: Filter) -> None:
        self._offer(chronology)
        for name, each in self._choices().items():
            each.choose(getattr(wanted, name))
        for name, each_tick in self.flags.items():
            each_tick.setChecked(getattr(wanted, name))
        for day, field in ((wanted.first, self.first), (wanted.last, self.last), (wanted.as_at, self.as_at)):
            if not field.hasFocus():
                field.setText(f"{day:%d/%m/%Y}" if day else "")
                set_state(field, "state", "")
        self.rule.setCurrentIndex(list(RULES).index(wanted.as_at_rule))

    def forget(self) -> None:
        self._offered = None
        for each in self._choices().values():
            each.offer([])

    def _offer(self, chronology: Chronology) -> None:
        """Counted once for a chronology, not at every key."""
        if chronology is self._offered:
            return
        self._offered = chronology
        submissions, types = chronology.submissions(), chronology.types()
        common = sorted(sorted(types, key=lambda each: -types[each])[:MOST_TYPES])
        held = {mark.sort for mark in chronology.marks if mark.sort}
        self.agencies.offer(
            _sorted((id, each.short_name or each.full_name) for id, each in chronology.agencies.items())
        )
        self.people.offer(_sorted((id, each.real_name or each.role) for id, each in chronology.people.items()))
        self.precisions.offer([(each.value, each.value) for each in Precision if each is not Precision.NONE])
        self.types.offer([(each, each) for each in common if each])
        self.themes.offer(_sorted((id, each.title) for id, each in chronology.themes.items()))
        self.marks.offer([(each, each) for each in sorted(held)])
        self.terms.offer([(id, f"{each.number} {each.question}"[:70]) for id, each in chronology.terms.items()])
        self.files.offer(_sorted((id, each.file_name) for id, each in chronology.files.items() if id in submissions))


def _sorted(options: Any) -> list[tuple[object, str]]:
    return sorted(((key, words) for key, words in options if words), key=lambda each: each[1].casefold())


def _day(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText("day/month/year")
    made.setAccessibleName(f"{name}, day month year")
    made.setMaximumWidth(made.fontMetrics().averageCharWidth() * 16)
    return made


def _day_in(field: QLineEdit) -> Any:
    """The day typed; one that is none is marked and asks for nothing."""
    try:
        day = read_day(field.text().strip()) if field.text().strip() else None
    except Unreadable as problem:
        set_state(field, "state", "failed")
        field.setToolTip(str(problem))
        return None
    set_state(field, "state", "")
    field.setToolTip("")
    return day
