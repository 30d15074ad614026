"""What a file asks, and the chair's answers: who sent it, how its dates read, whether it is a version of another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dhr_desktop.core.agencies import Agency
from dhr_desktop.intake.proposed import DayOrder
from dhr_desktop.operations.importing.looked_at import LookedAt, Question
from dhr_desktop.operations.importing.versions import Version
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.pieces import button, label

NEW = "A new agency: "
_VERSION_TIPS = {
    Version.NEW_VERSION: "What its agency changed is shown below; rows it no longer holds are withdrawn",
    Version.FURTHER_FILE: "All its rows are added, and no entry of an earlier file changes",
}


class AnswersLine(QWidget):
    agency_told = Signal(int)
    new_agency_told = Signal(str)
    typed = Signal(str)
    day_order_told = Signal(object)
    version_told = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.agency = QComboBox()
        self.agency.setAccessibleName("Agency that sent the file")
        self.agency.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.agency.setMinimumContentsLength(20)
        self.agency.setEditable(True)
        self.agency.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.agency.activated.connect(lambda at: self._tell_chosen())
        self.agency.currentTextChanged.connect(self.agency.setToolTip)
        self.agency.setCompleter(None)  # type: ignore[arg-type]  # "Eastmere" never becomes "Eastmere Police" unasked
        if (line := self.agency.lineEdit()) is not None:
            line.setPlaceholderText("Who sent it?")
            line.editingFinished.connect(lambda: self.typed.emit(self.written))
        self.sentence = label("")
        self.day_orders = {each: self._day_order(each) for each in DayOrder}
        self.versions = {each: self._version(each) for each in Version}
        self._lay_out()

    def _day_order(self, order: DayOrder) -> QWidget:
        """An answer for a file whose dates only work month first; it is kept for the agency's next one."""
        tip = "How this file's dates are to be read; its agency's next file is read so as well"
        return button(f"Dates are {order.value}", lambda: self.day_order_told.emit(order), tip=tip)

    def _version(self, version: Version) -> QWidget:
        return button(f"It is a {version.value}", lambda: self.version_told.emit(version), tip=_VERSION_TIPS[version])

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        name = QLabel("Sent by")
        name.setBuddy(self.agency)
        row.addWidget(name)
        row.addWidget(self.agency, 2)
        row.addWidget(self.sentence, 3)
        column.addLayout(row)
        self._answers = QWidget()
        self._answers.setLayout(FlowLayout(*self.versions.values(), *self.day_orders.values()))
        column.addWidget(self._answers)

    @property
    def written(self) -> str:
        """The agency as it stands in the field."""
        return self.agency.currentText().strip().removeprefix(NEW)

    def show_file(self, looked: LookedAt, agencies: Sequence[Agency], *, can_edit: bool) -> None:
        self.sentence.setText(looked.in_short())
        self._offer_agencies(looked, agencies)
        self.agency.setEnabled(looked.can_accept and can_edit)
        for each in self.day_orders.values():
            each.setVisible(Question.DAY_ORDER in looked.questions)
        is_like = looked.earlier is not None and looked.can_accept
        is_asked = Question.VERSION in looked.questions
        is_version = bool(looked.gist.revision_of) and not is_asked
        self.versions[Version.NEW_VERSION].setVisible(is_asked or (is_like and not is_version))
        self.versions[Version.FURTHER_FILE].setVisible(is_asked or (is_like and is_version))
        shown = [*self.day_orders.values(), *self.versions.values()]
        self._answers.setVisible(any(each.isVisibleTo(self._answers) for each in shown))
        for each in shown:
            each.setEnabled(can_edit)

    def _offer_agencies(self, looked: LookedAt, agencies: Sequence[Agency]) -> None:
        """Where it is asked nothing stands chosen: those it could be come first, then a new one, then the others."""
        sender = looked.sender
        self.agency.blockSignals(True)
        self.agency.clear()
        offered = {each.agency for each in sender.candidates}
        for known in sender.candidates:
            self._add(known.names[0], known.agency)
        if sender.is_asked and sender.name:
            self._add(f"{NEW}{sender.name}", sender.name)
        if self.agency.count():
            self.agency.insertSeparator(self.agency.count())
        for each in sorted(agencies, key=lambda one: one.full_name.casefold()):
            if each.id not in offered:
                self._add(each.full_name, each.id)
        self.agency.setCurrentIndex(-1)
        self.agency.setCurrentText("" if sender.is_asked else sender.name)
        self.agency.setToolTip(self.agency.currentText())
        if (typed := self.agency.lineEdit()) is not None:
            typed.setCursorPosition(0)
        view = self.agency.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + 24)  # the list shows names whole, however narrow the field
        self.agency.blockSignals(False)

    def _add(self, name: str, data: int | str) -> None:
        self.agency.addItem(name, data)
        self.agency.setItemData(self.agency.count() - 1, name, Qt.ItemDataRole.ToolTipRole)

    def _tell_chosen(self) -> None:
        chosen = self.agency.currentData()
        if isinstance(chosen, int) and chosen:
            self.agency_told.emit(chosen)
        elif isinstance(chosen, str) and chosen:
            self.new_agency_told.emit(chosen)
