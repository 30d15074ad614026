"""Editing in the cell: a line to type in, with the offered values beneath it where there are any."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dhr_desktop.ui.models.record_table import RecordTableModel
from dhr_desktop.ui.offers import offers_for

Index = QModelIndex | QPersistentModelIndex


class CellEditor(QStyledItemDelegate):
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, RecordTableModel)
        field = model.fields[index.column()]
        offered = offers_for(model.case, field)
        if model.is_choice(index.column()):
            box = QComboBox(parent)
            box.setEditable(True)
            box.addItems(offered)
            box.setAccessibleName(field.label)
            completer = box.completer()
            assert completer is not None
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            return box
        line = QLineEdit(parent)
        line.setAccessibleName(field.label)
        if offered:
            line.setCompleter(QCompleter(offered, line))
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        words = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentText(words)
            line = editor.lineEdit()
            assert line is not None
            line.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(words)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())
