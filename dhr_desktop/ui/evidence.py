"""The evidence panel: always the same, showing whatever is selected, where it is used and how it came to be.

What the chair is trying to do here: read or mend one record without leaving the list, and ask of
anything "who wrote that, when, and what was it before?" One selection, no other gesture.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from dhr_desktop.core.changes import Change
from dhr_desktop.core.fields import Record
from dhr_desktop.operations.history import history_in_words, title_of, used_by
from dhr_desktop.storage.case_file import CaseFile

from .pieces import label
from .record_form import RecordForm
from .session import Session

NEWEST_SHOWN = 30
LONGEST_USED_LIST = 100


class EvidencePanel(QFrame):
    wanted = Signal(str, int)  # the kind and id of a record to go to

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("evidence")
        self.setAccessibleName("Evidence")
        self._session = session
        self._kind: type[Record] | None = None
        self._id = 0
        self._form: RecordForm | None = None
        self._history: QListWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._scroll)
        self.show_nothing()
        session.changed.connect(self._on_change)

    @property
    def shown(self) -> tuple[str, int]:
        """The kind and id of the record on show; "" and 0 when there is none."""
        return (self._kind.KIND, self._id) if self._kind else ("", 0)

    def show_nothing(self) -> None:
        self._kind, self._id, self._form, self._history = None, 0, None, None
        page, column = self._page()
        column.addWidget(label("Nothing is selected", "heading"))
        column.addWidget(
            label(
                "Select a line in a list to see all of it here, to change it, and to see what was done to it.", "quiet"
            )
        )
        column.addStretch(1)
        self._scroll.setWidget(page)

    def show_record(self, kind: str, id: int) -> None:
        case = self._session.case
        record = case.find(id) if case else None
        if case is None or record is None:
            self.show_nothing()
            return
        if self._id == id:
            return
        if self._form is not None:
            self._form.save_now()
        self._kind, self._id = type(record), id
        page, column = self._page()
        self._title = label(title_of(case, record), "title")
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._title)
        column.addWidget(label(f"{record.WORD}, no. {record.id}", "quiet"))
        self._form = RecordForm(self._session, record)
        column.addWidget(self._form)
        self._add_used_in(column, case, record)
        self._add_history(column, case, record)
        column.addStretch(1)
        self._scroll.setWidget(page)

    @staticmethod
    def _page() -> tuple[QWidget, QVBoxLayout]:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(8)
        return page, column

    def _add_used_in(self, column: QVBoxLayout, case: CaseFile, record: Record) -> None:
        users = [user for user in used_by(case, record) if user.id != record.id]
        if not users:
            return
        column.addWidget(_heading(f"Used in {len(users)}"))
        listed = QListWidget()
        listed.setAccessibleName("Where this is used")
        listed.setWordWrap(True)
        for user in users[:LONGEST_USED_LIST]:
            item = QListWidgetItem(f"{user.WORD}: {title_of(case, user)}")
            item.setData(Qt.ItemDataRole.UserRole, (user.KIND, user.id))
            listed.addItem(item)
        listed.itemActivated.connect(lambda item: self.wanted.emit(*item.data(Qt.ItemDataRole.UserRole)))
        listed.setMaximumHeight(150)
        column.addWidget(listed)

    def _add_history(self, column: QVBoxLayout, case: CaseFile, record: Record) -> None:
        column.addWidget(_heading("What was done to it"))
        self._history = QListWidget()
        self._history.setAccessibleName("History of this record")
        self._history.setWordWrap(True)
        self._history.setMinimumHeight(140)
        column.addWidget(self._history)
        self._fill_history(case, record)

    def _fill_history(self, case: CaseFile, record: Record) -> None:
        if self._history is None:
            return
        self._history.clear()
        told = case.history_of(record.id)
        for line, change in told[:NEWEST_SHOWN]:
            self._history.addItem(history_in_words(type(record), line, change))
        if len(told) > NEWEST_SHOWN:
            self._history.addItem(f"… and {len(told) - NEWEST_SHOWN} earlier changes, in the case file's history")

    def _on_change(self, change: Change) -> None:
        case = self._session.case
        if case is None or self._kind is None:
            return
        if self._form:
            self._form.on_change(change)
        if self._id in change.ids:
            record = case.get(self._kind, self._id)
            if record is None:
                self.show_nothing()
            else:
                self._title.setText(title_of(case, record))
                self._fill_history(case, record)


def _heading(words: str) -> QLabel:
    return label(words, "heading")
