"""Accounts side by side: each as its agency wrote it, with the words marked in which they differ."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from dhr_desktop.operations.events.side_by_side import Beside
from dhr_desktop.ui import theme
from dhr_desktop.ui.pieces import label

NARROWEST = 28  # letters a card is wide at the least
MOST_CARDS = 12


class Card(QFrame):
    chosen = Signal(int)

    def __init__(self, *, is_tickable: bool) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.entry = 0
        self.tick = QCheckBox()
        self.tick.setVisible(is_tickable)
        self._agency = label("", "heading")
        self._agency.setVisible(not is_tickable)
        self._when = label("", "heading")
        self._about = label("", "quiet")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.cursorPositionChanged.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(3)
        for each in (self.tick, self._agency, self._when, self._about):
            column.addWidget(each)
        column.addWidget(self.text, 1)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * NARROWEST)

    def _ask(self) -> None:
        if self.entry and self.text.hasFocus():
            self.chosen.emit(self.entry)

    def show_account(self, of: Beside, *, is_ticked: bool) -> None:
        self.entry = of.entry
        self.tick.setText(of.agency or "No agency")
        self.tick.setAccessibleName(f"Take in the account of {of.agency or 'no agency'}, {of.when}")
        self.tick.setToolTip(of.agency)
        self.tick.setChecked(is_ticked)
        self._agency.setText(of.agency or "No agency")
        self._when.setText(of.when)
        wording = f"as written: {' '.join(of.wording.split())}" if of.wording else ""
        self._about.setText("; ".join(part for part in (of.relation, wording, of.about) if part))
        self.text.setPlainText(of.text)
        self.text.setAccessibleName(f"Account of {of.agency or 'no agency'}")
        self.text.setExtraSelections([self._selection(start, end) for start, end in of.marked])

    def _selection(self, start: int, end: int) -> QTextEdit.ExtraSelection:
        """Coloured and underlined: the colour is never the only cue."""
        made = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(start)
        cursor.setPosition(min(end, len(self.text.toPlainText())), QTextCursor.MoveMode.KeepAnchor)
        shape = QTextCharFormat()
        shape.setBackground(QBrush(QColor(theme.current().warn_page)))
        shape.setForeground(QBrush(QColor(theme.current().warn)))
        shape.setFontUnderline(True)
        made.cursor, made.format = cursor, shape
        return made


class Cards(QScrollArea):
    """As many cards as there are accounts, made once and used again."""

    chosen = Signal(int)
    ticked = Signal()

    def __init__(self, name: str, *, are_tickable: bool = True) -> None:
        super().__init__()
        self._are_tickable = are_tickable
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("page")
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.setWidget(inside)
        self.cards: list[Card] = []
        self._more = label("", "quiet")
        self._row.addWidget(self._more)
        self._shown: list[Beside] = []

    def show_accounts(self, accounts: Sequence[Beside]) -> None:
        self._shown = list(accounts)
        self.setUpdatesEnabled(False)
        while len(self.cards) < min(len(accounts), MOST_CARDS):
            card = Card(is_tickable=self._are_tickable)
            card.chosen.connect(self.chosen)
            card.tick.toggled.connect(self._tell)
            self.cards.append(card)
            self._row.insertWidget(len(self.cards) - 1, card, 1)
        for at, card in enumerate(self.cards):
            is_used = at < len(accounts)
            if is_used:
                card.show_account(accounts[at], is_ticked=True)
            else:
                card.entry = 0
            card.setVisible(is_used)
        left = len(accounts) - MOST_CARDS
        self._more.setText(f"and {left} more, ticked" if left > 0 else "")
        self._more.setVisible(left > 0)
        self.setUpdatesEnabled(True)

    def _tell(self) -> None:
        self.ticked.emit()

    @property
    def taken(self) -> list[int]:
        """The entries whose account is ticked; those there is no card for are taken with the rest."""
        off = {card.entry for card in self.cards if card.entry and not card.tick.isChecked()}
        return [each.entry for each in self._shown if each.entry not in off]
