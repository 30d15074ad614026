"""How a cell of the chronology is painted: the agency's colour beside its code, hits marked, headings across."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dhr_desktop.timeline.colours import colour
from dhr_desktop.ui import theme

from .model import ChronologyModel, Heading

Index = QModelIndex | QPersistentModelIndex
PAD_PX = 6
MOST_HITS = 40
SHORT = 60
MARKED = ("doubts", "when")  # the columns that show that an entry needs a look


class CellPainter(QStyledItemDelegate):
    def __init__(self, view: QAbstractItemView, model: ChronologyModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self.terms: list[str] = []
        self.codes: dict[int, tuple[str, int]] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Asked of the model directly: by Qt's roles, each cell would be asked for eight times in every frame."""
        row, column = index.row(), index.column()
        held = self._model.row(row)
        if isinstance(held, Heading):
            self._paint_heading(painter, option, held.words)
            return
        if held is None:
            return
        name = self._model.columns[column].name
        tokens = theme.current()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_marked = bool(held.doubts) and name in MARKED
        ink = tokens.warn if is_marked else tokens.quiet if held.entry.is_withdrawn else tokens.text
        if is_chosen:
            painter.fillRect(option.rect, QColor(tokens.chosen))
            ink = tokens.on_chosen
        elif is_marked:
            painter.fillRect(option.rect, QColor(tokens.warn_page))
        self._paint_lines(painter, option.rect)
        area = option.rect.adjusted(PAD_PX, 3, -PAD_PX, -2)
        if name == "agency":
            area = self._paint_agency(painter, option, area, held.entry.agency)
        elif column == 0 and self._model.is_beneath_event(row):
            bar = QRect(option.rect.left(), option.rect.top(), 3, option.rect.height())
            painter.fillRect(bar, QColor(tokens.accent))
        words = self._model.words_at(row, column)
        if words:
            self._paint_words(painter, option, area, words, QColor(ink))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, 24)  # rows are as high as the chair says

    def _paint_lines(self, painter: QPainter, area: QRect) -> None:
        line = QColor(theme.current().line)
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), line)
        painter.fillRect(QRect(area.right(), area.top(), 1, area.height()), line)

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, words: str) -> None:
        """Right across the table: each of its cells paints the whole line, and is clipped to what is asked for."""
        tokens = theme.current()
        row = QRect(0, option.rect.top(), self._view.viewport().width(), option.rect.height())
        painter.save()
        painter.fillRect(row, QColor(tokens.panel))
        painter.fillRect(QRect(0, row.bottom(), row.width(), 1), QColor(tokens.line))
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.fillRect(row, QColor(tokens.chosen))
        if words:
            font = QFont(option.font)
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(QColor(tokens.on_chosen if is_chosen else tokens.text))
            area = row.adjusted(PAD_PX, 0, -PAD_PX, 0)
            told = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), told)
        painter.restore()

    def _paint_agency(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, agency: int) -> QRect:
        code, number = self.codes.get(agency, ("–", 0))
        is_dark = theme.current().name != "light"
        metrics = option.fontMetrics
        chip = QRect(area.left(), area.top(), max(metrics.horizontalAdvance(code) + 10, 30), metrics.height() + 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour(number, is_dark=is_dark)))
        painter.drawRoundedRect(QRectF(chip), 3, 3)
        painter.setPen(QColor("#10131a" if is_dark else "#ffffff"))
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), code)
        painter.restore()
        if area.height() >= 2 * metrics.lineSpacing() + chip.height():
            return area.adjusted(0, chip.height() + 1, 0, 0)  # its name beneath, with the whole width
        return area.adjusted(chip.width() + 6, 0, 0, 0)

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, words: str, ink: QColor
    ) -> None:
        """As many lines as the row holds, the last one cut with an ellipsis, with what was looked for marked."""
        hits = self._hits(words) if self.terms else []
        painter.setPen(ink)
        is_short = not hits and len(words) < SHORT and "\n" not in words
        if is_short and option.fontMetrics.horizontalAdvance(words) <= area.width():
            painter.setFont(option.font)  # one line: nothing is to be laid out
            painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), words)
            return
        painter.save()
        layout = QTextLayout(words.replace("\n", "\u2028"), option.font)
        way = QTextOption()
        way.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(way)
        if hits:
            layout.setFormats(hits)
        high = option.fontMetrics.lineSpacing()
        layout.beginLayout()
        y = 0
        while y + high <= max(area.height(), high):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(area.width())
            line.setPosition(QPointF(0, y))
            y += high
        more = layout.createLine() if y + high > area.height() else None
        is_cut = more is not None and more.isValid()
        if more is not None and is_cut:
            more.setLineWidth(area.width())
            more.setPosition(QPointF(0, 100_000))  # off the cell: only whether there is more was wanted
        layout.endLayout()
        painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        layout.draw(painter, QPointF(area.topLeft()))
        if is_cut:
            painter.drawText(
                area.adjusted(0, 0, 4, 0), int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom), "…"
            )
        painter.restore()

    def _hits(self, words: str) -> list[QTextLayout.FormatRange]:
        """Marked by colour and by a line beneath."""
        tokens, folded = theme.current(), words.casefold()
        if len(folded) != len(words):
            folded = words.lower()
        if len(folded) != len(words):
            return []  # a letter that folds into two: a hit could be marked in the wrong place
        made: list[QTextLayout.FormatRange] = []
        for term in self.terms:
            at = folded.find(term)
            while at >= 0 and len(made) < MOST_HITS:
                shape = QTextCharFormat()
                shape.setBackground(QColor(tokens.warn_page))
                shape.setForeground(QColor(tokens.warn))
                shape.setFontUnderline(True)
                hit = QTextLayout.FormatRange()
                hit.start, hit.length, hit.format = at, len(term), shape
                made.append(hit)
                at = folded.find(term, at + len(term))
        return made
