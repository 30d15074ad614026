"""The vocabularies: the words that choice fields offer, added to, renamed or hidden in this case."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QVBoxLayout, QWidget

from dhr_desktop.core.changes import Change
from dhr_desktop.operations.reference import vocabularies
from dhr_desktop.operations.reference.vocabularies import Term
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.editable_table import EditableTable
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.pieces import button, label
from dhr_desktop.ui.session import Session

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("Term", "Group", "Meaning", "Offered", "Comes from")


class VocabularyModel(QAbstractTableModel):
    """A list's terms, then a blank line for one more."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.vocabulary = ""
        self._terms: list[Term] = []

    def show_list(self, vocabulary: str) -> None:
        self.beginResetModel()
        self.vocabulary = vocabulary
        case = self._session.case
        self._terms = vocabularies.terms(case, vocabulary, with_hidden=True) if case and vocabulary else []
        self.endResetModel()

    def term_at(self, row: int) -> Term | None:
        return self._terms[row] if 0 <= row < len(self._terms) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._terms) + (1 if self._session.can_edit else 0)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return COLUMNS[section]
        return str(section + 1) if section < len(self._terms) else "+"

    def data(self, index: Index, role: int = 0) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        term = self.term_at(index.row())
        if term is None:
            return ""
        origin = "this case" if not term.is_shipped else "changed here" if term.record else "shipped"
        words = (term.term, term.group, term.meaning, "hidden" if term.is_hidden else "yes", origin)[index.column()]
        return f"{COLUMNS[index.column()]}: {words}" if role == Qt.ItemDataRole.AccessibleTextRole else words

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == 0 and self._session.can_edit:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = 2) -> bool:
        words, term, name = str(value).strip(), self.term_at(index.row()), self.vocabulary
        if not words or (term and words == term.term):
            return False
        if term is None:
            return self._session.edit(lambda case: vocabularies.keep_term(case, name, words))
        return self._session.edit(lambda case: rename(case, name, term, words))


def rename(case: CaseFile, vocabulary: str, term: Term, words: str) -> Change:
    if not term.is_shipped:
        return vocabularies.change_own_term(case, term.record, term=words)
    return vocabularies.keep_term(
        case, vocabulary, words, group=term.group, meaning=term.meaning, instead_of=term.shipped_as
    )


def show_or_hide(case: CaseFile, vocabulary: str, term: Term) -> Change:
    if not term.is_shipped:
        return vocabularies.change_own_term(case, term.record, hidden=not term.is_hidden)
    return vocabularies.keep_term(
        case, vocabulary, term.term, group=term.group, meaning=term.meaning,
        instead_of=term.shipped_as, hidden=not term.is_hidden,
    )  # fmt: skip


class VocabularyPage(QWidget):
    def __init__(self, session: Session, choosers: Choosers) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._choosers = choosers
        self.model = VocabularyModel(session)
        self.table = EditableTable("Terms")
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        letters = self.table.fontMetrics().averageCharWidth()
        for at, width in enumerate((42, 30, 40, 10, 16)):
            self.table.setColumnWidth(at, width * letters)
        self.chooser = QComboBox()
        self.chooser.setAccessibleName("Vocabulary")
        self.chooser.addItems(vocabularies.names())
        self.chooser.currentTextChanged.connect(self.model.show_list)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(8)
        column.addWidget(label("Vocabularies", "title"))
        column.addWidget(
            label(
                "What choice fields offer. Rename a term in its cell, add one on the last line.",
                "quiet",
            )
        )
        editing = [
            button("Show or hide", self.show_or_hide),
            button("As shipped", self.restore, tip="Take back this case's change to the selected term"),
            button("Import CSV…", self.import_csv),
        ]
        everywhere = [
            button(
                "Use in every case",
                self.use_everywhere,
                tip="Keep this list's changes on this laptop, outside the case",
            ),
            button(
                "Shipped in every case", self.as_shipped_everywhere, tip="Forget this laptop's changes to this list"
            ),
        ]
        column.addLayout(FlowLayout(self.chooser, *editing, button("Export CSV…", self.export_csv), *everywhere))
        for each in editing:
            each.setEnabled(session.can_edit)
        column.addWidget(self.table, 1)
        session.changed.connect(self._on_change)
        self.model.show_list(self.chooser.currentText())

    def _on_change(self, change: Change) -> None:
        if "vocabulary_terms" in change.kinds:
            row = self.table.currentIndex().row()
            self.model.show_list(self.chooser.currentText())
            self.table.setCurrentIndex(self.model.index(max(row, 0), 0))

    def _chosen(self) -> Term | None:
        return self.model.term_at(self.table.currentIndex().row())

    def show_or_hide(self) -> None:
        if term := self._chosen():
            name = self.model.vocabulary
            self._session.edit(lambda case: show_or_hide(case, name, term))

    def restore(self) -> None:
        term = self._chosen()
        if term and term.record:
            self._session.edit(lambda case: vocabularies.remove_own(case, term.record))

    def use_everywhere(self) -> None:
        if self._session.case:
            changed = vocabularies.use_everywhere(self._session.case, self.model.vocabulary)
            self._session.told.emit(
                f"{changed} changes to {self.model.vocabulary} are offered in every case from now on."
            )

    def as_shipped_everywhere(self) -> None:
        vocabularies.as_shipped_everywhere(self.model.vocabulary)
        self.model.show_list(self.model.vocabulary)
        self._session.told.emit(f"{self.model.vocabulary} is as shipped again; what this case changed stays.")

    def import_csv(self) -> None:
        path = self._choosers.file_to_open(self, "Import a vocabulary", self._choosers.usual(), "CSV files (*.csv)")
        if path is None:
            return
        name = self.model.vocabulary

        def finished(taken: tuple[Change, int]) -> None:
            self._session.tell_change(taken[0])
            self._session.told.emit(f"{taken[1]} terms of {name} added or changed.")

        self._session.run_long(
            "Importing a vocabulary",
            partial(vocabularies.take_file, vocabulary=name, path=path),
            finished,
        )

    def export_csv(self) -> None:
        proposed = self._choosers.usual() / f"{self.model.vocabulary}.csv"
        path = self._choosers.file_to_write(self, "Export a vocabulary", proposed, "CSV files (*.csv)")
        if path is None:
            return
        name = self.model.vocabulary
        self._session.run_long(
            "Exporting a vocabulary",
            partial(vocabularies.write_file, vocabulary=name, path=path),
            lambda done: self._session.told.emit(f"{name} written to {path.name}."),
        )
