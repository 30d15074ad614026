"""A layout made visible: colour and line, and nothing decided about where anything stands.

What is drawn a thousand times in a frame is a small picture made once; what is drawn a few times is drawn.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QLinearGradient, QPainter, QPen, QPixmap, QPolygonF

from dhr_desktop.timeline.colours import colour
from dhr_desktop.timeline.lanes import Lane, Look, Timeline
from dhr_desktop.timeline.layout import AXIS_PX, BAND_PX, POINT_PX, RISK_PX, Drawn, Layout, has_words_inside
from dhr_desktop.ui import theme

RISK_ORDER = {"V": "bad", "H": "bad", "M": "warn"}
MOST_PICTURES = 4_000
FADE_PX = 48
ARROW_PX = 22


class TimelinePainter:
    """Pictures of points and clusters are kept for one look of the window and one size of its text."""

    def __init__(self) -> None:
        self._pictures: dict[tuple[object, ...], QPixmap] = {}
        self._faded: dict[tuple[int, int, bool], QPixmap] = {}
        self._inks: dict[int, QColor] = {}
        self._tokens = theme.current()
        self._dressed: tuple[str, str, float] = ("", "", 0.0)

    def dress(self, font: QFont, ratio: float) -> None:
        now = (theme.current().name, font.toString(), ratio)
        if now != self._dressed:
            self._pictures.clear()
            self._faded.clear()
            self._inks.clear()
            self._dressed = now
            self._tokens = theme.current()
            self._small = QFont(font)
            self._small.setPointSizeF(font.pointSizeF() * 0.86)
            self._metrics = QFontMetricsF(self._small)
            self._ratio = ratio

    @property
    def dressed(self) -> tuple[str, str, float]:
        """What the pictures were made for: another look, and they are made anew."""
        return self._dressed

    @property
    def is_dark(self) -> bool:
        return self._tokens.name != "light"

    def colour_of(self, lane: Lane) -> QColor:
        held = self._inks.get(lane.colour)
        if held is None:
            held = self._inks[lane.colour] = QColor(colour(lane.colour, is_dark=self.is_dark))
        return held

    # ---- one frame --------------------------------------------------------------------------------

    def paint(
        self, painter: QPainter, layout: Layout, timeline: Timeline, chosen: set[int], words: Callable[[int], str]
    ) -> None:
        tokens = self._tokens
        area = QRectF(0, 0, layout.width, layout.height)
        painter.fillRect(area, QColor(tokens.page))
        painter.setFont(self._small)
        painter.save()
        painter.setClipRect(QRectF(0, layout.top, layout.width, layout.height - layout.top))
        self._ground(painter, layout)
        self._shades(painter, layout)
        self._joints(painter, layout)
        self._entries(painter, layout, timeline, chosen)
        self._labels(painter, layout, words)
        painter.restore()
        self._above(painter, layout, timeline)

    def _ground(self, painter: QPainter, layout: Layout) -> None:
        """Lanes, the lines of the axis through them, the bands of key episodes, and what is out of scope."""
        tokens = self._tokens
        line = QColor(tokens.line)
        panel = QColor(tokens.panel)
        for box in layout.lanes:
            if box.lane % 2:
                painter.fillRect(QRectF(0, box.y, layout.width, box.height), panel)
        if layout.outside is not None:
            dim = QColor(tokens.quiet)
            dim.setAlpha(26)
            left, right = layout.outside
            high = layout.bottom - layout.top
            if left > 0:
                painter.fillRect(QRectF(0, layout.top, min(left, layout.width), high), dim)
            if right < layout.width:
                painter.fillRect(QRectF(max(right, 0), layout.top, layout.width - max(right, 0), high), dim)
        accent = QColor(tokens.accent)
        accent.setAlpha(34)
        for band in layout.bands:
            painter.fillRect(QRectF(band.x, layout.top, band.width, layout.bottom - layout.top), accent)
        faint = QColor(line)
        faint.setAlpha(110)
        for x, tick in layout.ticks:
            painter.fillRect(
                QRectF(round(x), layout.top, 1, layout.bottom - layout.top), line if tick.is_major else faint
            )

    def _shades(self, painter: QPainter, layout: Layout) -> None:
        """Gaps are hatched, so that they are told from the ground without colour; less so where one is doubtful."""
        tint = QColor(self._tokens.warn)
        tint.setAlpha(46)
        for shade in layout.shades:
            pattern = Qt.BrushStyle.BDiagPattern if shade.is_certain else Qt.BrushStyle.Dense7Pattern
            painter.fillRect(QRectF(shade.x, shade.y + 2, shade.width, shade.height - 4), QBrush(tint, pattern))

    def _joints(self, painter: QPainter, layout: Layout) -> None:
        pen = QPen(QColor(self._tokens.text))
        pen.setWidthF(1.2)
        painter.setPen(pen)
        for x, top, bottom, _ in layout.joints:
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))

    def _entries(self, painter: QPainter, layout: Layout, timeline: Timeline, chosen: set[int]) -> None:
        lanes = timeline.lanes
        draw, picture = painter.drawPixmap, self._picture
        ringed: list[Drawn] = []
        for each in layout.drawn:
            items = each.items
            if chosen and any(item.id in chosen for item in items):
                ringed.append(each)
            if each.is_span:
                self._span(painter, each, lanes[each.lane])
            elif lanes[each.lane].is_collapsed:
                painter.fillRect(QRectF(each.x, each.y, each.width, each.height), self.colour_of(lanes[each.lane]))
            else:
                lane = lanes[each.lane]
                draw(QPointF(each.x, each.y), picture(each, lane))
        self._rings(painter, ringed)

    def _rings(self, painter: QPainter, ringed: list[Drawn]) -> None:
        pen = QPen(QColor(self._tokens.accent))
        pen.setWidthF(2.5)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for each in ringed:
            painter.drawRoundedRect(QRectF(each.x - 3, each.y - 3, each.width + 6, each.height + 6), 5, 5)

    def _span(self, painter: QPainter, each: Drawn, lane: Lane) -> None:
        """A stretch: solid where its ends are stated, fading where the words only allow it, dashed when doubtful."""
        area = QRectF(each.x, each.y, each.width, each.height)
        if each.fade:
            most = 150 if each.look is not Look.YEAR else 90
            fade = min(each.fade, each.width / 2)
            left, right = self._fades(lane, most)
            whole = QRectF(0, 0, FADE_PX, 1)
            painter.drawPixmap(QRectF(each.x, each.y, fade, each.height), left, whole)
            painter.drawPixmap(QRectF(each.x + each.width - fade, each.y, fade, each.height), right, whole)
            fill = QColor(self.colour_of(lane))
            fill.setAlpha(most)
            painter.fillRect(QRectF(each.x + fade, each.y, each.width - 2 * fade, each.height), fill)
        else:
            painter.fillRect(area, self.colour_of(lane))
        if each.look in (Look.UNTIL, Look.SINCE):
            draw_arrow(painter, area, each.look, self.colour_of(lane))
        if each.look is Look.RANGE:  # ends that an agency gave stand as brackets
            line = self.colour_of(lane)
            painter.fillRect(QRectF(each.x, each.y, 2, each.height), line)
            painter.fillRect(QRectF(each.x + each.width - 2, each.y, 2, each.height), line)
        if each.is_vague:
            pen = QPen(QColor(self._tokens.text), 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area)
        if each.count > 1 and each.width > 26 and each.height >= 9:
            painter.setPen(QColor(self._tokens.text))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), f"×{each.count}")

    def _fades(self, lane: Lane, most: int) -> tuple[QPixmap, QPixmap]:
        """A strip that grows fainter, made once for a colour and stretched to where it is wanted."""
        for is_left in (True, False):
            if (lane.colour, most, is_left) not in self._faded:
                made = QPixmap(FADE_PX, 1)
                made.fill(Qt.GlobalColor.transparent)
                fill, clear = QColor(self.colour_of(lane)), QColor(self.colour_of(lane))
                fill.setAlpha(most)
                clear.setAlpha(20)
                faded = QLinearGradient(0, 0, FADE_PX, 0)
                faded.setColorAt(0, clear if is_left else fill)
                faded.setColorAt(1, fill if is_left else clear)
                strip = QPainter(made)
                strip.fillRect(made.rect(), QBrush(faded))
                strip.end()
                self._faded[lane.colour, most, is_left] = made
        return self._faded[lane.colour, most, True], self._faded[lane.colour, most, False]

    def _labels(self, painter: QPainter, layout: Layout, words: Callable[[int], str]) -> None:
        painter.setPen(QColor(self._tokens.text))
        for each in layout.drawn:
            if each.label_px:
                x = each.x + 4 if has_words_inside(each) else each.x + each.width + 4
                told = self._metrics.elidedText(words(each.items[0].id), Qt.TextElideMode.ElideRight, each.label_px)
                high = self._metrics.height()
                y = each.y + (each.height - high) / 2
                painter.drawText(QRectF(x, y, each.label_px, high), int(Qt.AlignmentFlag.AlignVCenter), told)

    # ---- above the lanes --------------------------------------------------------------------------

    def _above(self, painter: QPainter, layout: Layout, timeline: Timeline) -> None:
        tokens = self._tokens
        painter.fillRect(QRectF(0, 0, layout.width, layout.top), QColor(tokens.panel))
        painter.setPen(QColor(tokens.text))
        last_end = -10.0
        for x, tick in layout.ticks:
            wide = self._metrics.horizontalAdvance(tick.words)
            if x > last_end + 6 or tick.is_major:
                painter.setFont(_bold(self._small) if tick.is_major else self._small)
                painter.drawText(QPointF(x + 4, AXIS_PX - 8), tick.words)
                last_end = x + 4 + wide
            painter.fillRect(QRectF(round(x), AXIS_PX - 6, 1, 6), QColor(tokens.quiet))
        painter.setFont(self._small)
        tint = QColor(tokens.warn)
        tint.setAlpha(110)
        for silence in layout.silences:
            painter.fillRect(QRectF(silence.x, silence.y, silence.width, silence.height), tint)
        self._bands(painter, layout)
        self._risks(painter, layout)
        self._signs(painter, layout)
        painter.fillRect(QRectF(0, layout.top - 1, layout.width, 1), QColor(tokens.line))

    def _bands(self, painter: QPainter, layout: Layout) -> None:
        tokens = self._tokens
        for band in layout.bands:
            area = QRectF(
                max(band.x, 0), AXIS_PX, max(min(band.x + band.width, layout.width) - max(band.x, 0), 3), BAND_PX - 2
            )
            painter.fillRect(area, QColor(tokens.chosen))
            painter.fillRect(QRectF(area.left(), area.top(), 3, area.height()), QColor(tokens.accent))
            painter.setPen(QColor(tokens.on_chosen))
            told = self._metrics.elidedText(band.words, Qt.TextElideMode.ElideRight, area.width() - 10)
            if area.width() > 30:
                painter.drawText(area.adjusted(7, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), told)

    def _risks(self, painter: QPainter, layout: Layout) -> None:
        """High, medium, standard: by letter first, colour second; what nobody confirmed has no ground."""
        tokens = self._tokens
        for risk in layout.risks:
            role = RISK_ORDER.get(risk.letter, "text")
            ink = QColor(getattr(tokens, role))
            area = QRectF(risk.x, layout.risk_y + 2, risk.width, RISK_PX - 5)
            painter.setPen(QPen(ink, 1.2))
            painter.setBrush(QBrush(ink) if risk.is_confirmed else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 3, 3)
            painter.setPen(QColor(tokens.page) if risk.is_confirmed else ink)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), risk.letter)

    def _signs(self, painter: QPainter, layout: Layout) -> None:
        """Lines through everything, their words as long as nothing stands in their way."""
        tokens = self._tokens
        taken = -10.0
        for sign in sorted(layout.signs, key=lambda each: (not each.is_death, each.x)):
            ink = QColor(tokens.bad if sign.is_death else tokens.quiet)
            painter.setPen(
                QPen(ink, 2 if sign.is_death else 1, Qt.PenStyle.SolidLine if sign.is_death else Qt.PenStyle.DashLine)
            )
            painter.drawLine(QPointF(sign.x, 0), QPointF(sign.x, layout.bottom))
            wide = self._metrics.horizontalAdvance(sign.words)
            x = min(sign.x + 4, layout.width - wide - 4)
            if sign.is_death or x > taken:
                painter.setPen(ink)
                painter.drawText(QPointF(x, 11), sign.words)
                taken = max(taken, x + wide + 8)

    # ---- pictures ---------------------------------------------------------------------------------

    def _picture(self, each: Drawn, lane: Lane) -> QPixmap:
        count = len(each.items)
        key = (lane.colour, count, each.width) if count > 1 else (lane.colour, each.look, each.items[0].is_vague)
        held = self._pictures.get(key)
        if held is None:
            if len(self._pictures) > MOST_PICTURES:
                self._pictures.clear()
            held = self._pictures[key] = self._draw_picture(each, lane)
        return held

    def _draw_picture(self, each: Drawn, lane: Lane) -> QPixmap:
        wide, high = int(each.width) + 1, POINT_PX + 1
        made = QPixmap(round(wide * self._ratio), round(high * self._ratio))
        made.setDevicePixelRatio(self._ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self.colour_of(lane)
        if each.count > 1:
            self._draw_cluster(painter, each, ink)
        else:
            draw_point(painter, QRectF(1, 1, POINT_PX - 2, POINT_PX - 2), each.look, ink, is_vague=each.is_vague)
        painter.end()
        return made

    def _draw_cluster(self, painter: QPainter, each: Drawn, ink: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(0.5, 0.5, each.width - 1, POINT_PX - 1), 4, 4)
        painter.setPen(QColor("#10131a" if self.is_dark else "#ffffff"))
        font = QFont(self._small)
        font.setPixelSize(10)
        font.setBold(True)
        painter.setFont(font)
        words = str(each.count) if each.count < 10_000 else f"{each.count // 1000}k"
        painter.drawText(QRectF(0, 0, each.width, POINT_PX), int(Qt.AlignmentFlag.AlignCenter), words)


def draw_point(painter: QPainter, area: QRectF, look: Look, ink: QColor, *, is_vague: bool) -> None:
    """One entry far off: a shape for each way a date can be known, hollow when it is not one day."""
    is_day = look in (Look.CLOCK, Look.DAY, Look.PART_OF_DAY)
    pen = QPen(ink, 1.6)
    if is_vague:
        pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.setBrush(QBrush(ink) if is_day and not is_vague else Qt.BrushStyle.NoBrush)
    middle, half = area.center(), area.width() / 2
    if look is Look.CLOCK:
        painter.drawEllipse(area.adjusted(1, 1, -1, -1))
    elif look is Look.DAY:
        painter.drawRect(area.adjusted(1.5, 1.5, -1.5, -1.5))
    elif look is Look.PART_OF_DAY:
        painter.drawPie(area.adjusted(1, 1, -1, -1), 90 * 16, 180 * 16)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(area.adjusted(1, 1, -1, -1))
    elif look in (Look.WEEK, Look.MONTH):
        painter.drawPolygon(_polygon(middle, ((0, -half), (half, 0), (0, half), (-half, 0))))
        if look is Look.WEEK:
            painter.drawPoint(middle)
    elif look is Look.SEASON:
        painter.drawPolygon(_polygon(middle, ((0, -half), (half, half * 0.8), (-half, half * 0.8))))
    elif look is Look.YEAR:
        painter.drawPolygon(
            _polygon(
                middle,
                ((-half, 0), (-half / 2, -half), (half / 2, -half), (half, 0), (half / 2, half), (-half / 2, half)),
            )
        )
    elif look in (Look.UNTIL, Look.SINCE):
        edge = area.right() if look is Look.UNTIL else area.left()
        painter.drawLine(QPointF(edge, area.top()), QPointF(edge, area.bottom()))
        draw_arrow(painter, QRectF(edge, area.top(), 0, area.height()), look, ink, half * 2 - 1)
    else:
        painter.drawLine(QPointF(area.left(), area.top()), QPointF(area.left(), area.bottom()))
        painter.drawLine(QPointF(area.right(), area.top()), QPointF(area.right(), area.bottom()))
        painter.drawLine(QPointF(area.left(), middle.y()), QPointF(area.right(), middle.y()))


def draw_arrow(painter: QPainter, area: QRectF, look: Look, ink: QColor, length: float = ARROW_PX) -> None:
    """It goes on, nobody says how far: an arrow away from the day that is known."""
    way = -1 if look is Look.UNTIL else 1
    begin = QPointF(area.left() if way < 0 else area.right(), area.center().y())
    tip = QPointF(begin.x() + way * length, begin.y())
    painter.setPen(QPen(ink, 1.6))
    painter.drawLine(begin, tip)
    for side in (-3, 3):
        painter.drawLine(tip, QPointF(tip.x() - way * 4, tip.y() + side))


def _polygon(middle: QPointF, points: tuple[tuple[float, float], ...]) -> QPolygonF:
    return QPolygonF([QPointF(middle.x() + x, middle.y() + y) for x, y in points])


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setBold(True)
    return made
