"""How an edition speaks, as three choices: names, dates, agencies; kept as they are made."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from dhr_desktop.core.documents import EDITIONS
from dhr_desktop.core.moments import Coarseness
from dhr_desktop.operations.names import editions
from dhr_desktop.ui.pieces import label
from dhr_desktop.ui.session import Session


class RuleLine:
    """How an edition speaks: which one, and three choices kept as they are made."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rules: tuple[editions.Rule, ...] = ()
        self.which = _combo("Edition to settle", ("As submitted", "As published"))
        self.names = _combo("Names in it", editions.NAME_STYLES)
        self.dates = _combo("Dates in it", tuple(each.value for each in Coarseness))
        self.agencies = _combo("Agencies in it", (editions.AS_THEY_ARE, editions.GENERAL))
        self.which.activated.connect(lambda at: self._show())
        for each in (self.names, self.dates, self.agencies):
            each.activated.connect(lambda at: self._keep())

    def widgets(self) -> tuple[QWidget, ...]:
        named = (("names", self.names), ("dates", self.dates), ("agencies", self.agencies))
        return self.which, *(_with_its_name(words, combo) for words, combo in named)

    def show(self, rules: tuple[editions.Rule, ...]) -> None:
        self._rules = rules
        self._show()

    def _show(self) -> None:
        if not self._rules:
            return
        rule = self._rules[self.which.currentIndex()]
        for combo, value in ((self.names, rule.names), (self.dates, rule.dates.value), (self.agencies, rule.agencies)):
            combo.setCurrentIndex(max(combo.findText(value), 0))
            combo.setEnabled(self._session.can_edit)

    def _keep(self) -> None:
        edition = EDITIONS[1 + self.which.currentIndex()]
        names, dates, agencies = self.names.currentText(), self.dates.currentText(), self.agencies.currentText()
        self._session.edit(lambda case: editions.set_rule(case, edition, names=names, dates=dates, agencies=agencies))


def _with_its_name(words: str, combo: QComboBox) -> QWidget:
    """The two wrap to the next line together."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    line.addWidget(label(words, "quiet", wraps=False))
    line.addWidget(combo)
    return made


def _combo(name: str, words: tuple[str, ...]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.addItems(list(words))
    return made
