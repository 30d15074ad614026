"""The evidence panel: always the same, showing whatever is selected, where it is used and how it came to be.

What the chair is trying to do here: read or mend one record without leaving the list, and ask of
anything "who wrote that, when, and what was it before?" One selection, no other gesture.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dhr_desktop.core.case import BY_KIND
from dhr_desktop.core.changes import Change
from dhr_desktop.core.fields import Record
from dhr_desktop.operations.report.citing import CITABLE
from dhr_desktop.operations.review.history import Story, story_of, title_of
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.ui.carried import Handle

from .pieces import label
from .record_form import RecordForm
from .session import Session

NEWEST_SHOWN = 30
LONGEST_USED_LIST = 100
NOTHING_SELECTED = "Select a line in a list to see all of it here, to change it, and to see what was done to it."
READING = "Reading it when the work in hand allows …"


class EvidencePanel(QFrame):
    wanted = Signal(str, int)  # the kind and id of a record to go to
    original_wanted = Signal(str, int)  # the kind and id of what is to be seen in the agency's file

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("evidence")
        self.setAccessibleName("Evidence")
        self._session = session
        self._kind: type[Record] | None = None
        self._id = 0
        self._forms: dict[type[Record], RecordForm] = {}
        self._title = label("", "title")
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._number = Handle("Number of the record", self._citable)
        self._story = StoryView()
        self._story.wanted.connect(self.wanted)
        self._story.original.clicked.connect(self._ask_original)
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(14, 14, 14, 14)
        self._column.setSpacing(8)
        for each in (self._title, self._number, self._story):
            self._column.addWidget(each)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self.show_nothing()
        session.changed.connect(self._on_change)

    @property
    def shown(self) -> tuple[str, int]:
        """The kind and id of the record on show; "" and 0 when there is none."""
        return (self._kind.KIND, self._id) if self._kind else ("", 0)

    def _citable(self) -> int:
        return self._id if self._kind in CITABLE else 0

    @property
    def form(self) -> RecordForm | None:
        """The form on show: one for each kind, made when it is first wanted, turned to each record in turn."""
        return self._forms.get(self._kind) if self._kind else None

    def show_nothing(self) -> None:
        self._put_away()
        self._kind, self._id = None, 0
        self._title.setText("Nothing is selected")
        self._number.setText(NOTHING_SELECTED)
        self._story.hide()

    def show_record(self, kind: str, id: int) -> None:
        case = self._session.case
        record = case.get(BY_KIND[kind], id) if case else None
        if case is None or record is None:
            self.show_nothing()
        elif self._id != id:
            self._show(case, record)

    def _show(self, case: CaseFile, record: Record) -> None:
        self._put_away()
        self._kind, self._id = type(record), record.id
        self._title.setText(title_of(case, record))
        self._number.setText(f"{record.WORD}, no. {record.id}")
        form = self.form
        if form is None:
            form = self._forms[self._kind] = RecordForm(self._session, record)
            self._column.insertWidget(self._column.indexOf(self._story), form)
        else:
            form.turn_to(record)
        form.show()
        self._story.show()
        self._scroll.verticalScrollBar().setValue(0)
        self._story.show_nothing()
        self._ask_story(record)

    def _put_away(self) -> None:
        """What was typed is saved before the form gives way."""
        if self.form is not None:
            self.form.save_now()
            self.form.hide()

    def _ask_story(self, record: Record) -> None:
        """Where it is used and what was done to it are read from the file, which may be busy: the window is not."""

        def answered(story: Story) -> None:
            if self._id == record.id:
                self._story.show_story(story)

        self._session.look(
            lambda case: story_of(case, record, most_users=LONGEST_USED_LIST, most_done=NEWEST_SHOWN), answered
        )

    def _ask_original(self) -> None:
        self.original_wanted.emit(*self.shown)

    def _on_change(self, change: Change) -> None:
        case = self._session.case
        if case is None or self._kind is None:
            return
        if self.form:
            self.form.on_change(change)
        if self._id in change.ids:
            record = case.get(self._kind, self._id)
            if record is None:
                self.show_nothing()
            else:
                self._title.setText(title_of(case, record))
                self._ask_story(record)


class StoryView(QWidget):
    """Where a record is used and what was done to it, once the file has been asked."""

    wanted = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._used_in = label("", "heading")
        self._users = _list("Where this is used")
        self._users.setMaximumHeight(150)
        self._users.itemActivated.connect(lambda item: self.wanted.emit(*item.data(Qt.ItemDataRole.UserRole)))
        self._source = label("", "quiet")
        self._as_it_stood = QFormLayout()
        self._as_it_stood.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._as_it_stood.setVerticalSpacing(6)
        self.original = QPushButton("See it in the agency's file")
        self.original.setAutoDefault(False)
        self._doubts = label("", "warn")
        self._doubts.hide()
        self._said = label("What panel members wrote on it", "heading")
        self._comments = label("")
        self._comments.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._done = _list("History of this record")
        self._done.setMinimumHeight(140)
        for each in (self._doubts, self._said, self._comments, self._source):
            column.addWidget(each)
        column.addLayout(self._as_it_stood)
        column.addWidget(self.original)
        for under in (self._used_in, self._users, label("What was done to it", "heading"), self._done):
            column.addWidget(under)

    def _draw_source(self, source: str, cells: tuple[tuple[str, str], ...]) -> None:
        """The agency's own row, cell by cell under its own headers."""
        while self._as_it_stood.rowCount():
            self._as_it_stood.removeRow(0)
        self._source.setText(f"As it stands in {source}" if source else "")
        self._source.setVisible(bool(source))
        self.original.setVisible(bool(source))
        for header, text in cells:
            written = label(text)
            written.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._as_it_stood.addRow(label(header, "quiet"), written)

    def _show_comments(self, comments: tuple[str, ...]) -> None:
        self._comments.setText("\n\n".join(comments))
        for each in (self._said, self._comments):
            each.setVisible(bool(comments))

    def show_nothing(self) -> None:
        self._draw_source("", ())
        self._show_comments(())
        self._doubts.hide()
        self._used_in.hide()
        self._users.hide()
        self._done.clear()
        self._done.addItem(READING)

    def show_story(self, story: Story) -> None:
        self._draw_source(story.source, story.as_it_stood)
        self._doubts.setText("\n".join(story.doubts))
        self._doubts.setVisible(bool(story.doubts))
        self._show_comments(story.comments)
        self._used_in.setText(f"Used in {story.used_in:,}")
        self._used_in.setVisible(story.used_in > 0)
        self._users.setVisible(story.used_in > 0)
        self._users.clear()
        for kind, id, words in story.users:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, (kind, id))
            self._users.addItem(item)
        self._done.clear()
        self._done.addItems(list(story.done))
        if story.done_in_all > len(story.done):
            earlier = story.done_in_all - len(story.done)
            self._done.addItem(f"… and {earlier:,} earlier changes, in the case file's history")


def _list(name: str) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(name)
    made.setWordWrap(True)
    return made
