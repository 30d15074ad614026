"""The timeline as a picture: what the layout placed, with its lanes' names, its key and what it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dhr_desktop.timeline.colours import colour
from dhr_desktop.timeline.lanes import LOOK_WORDS, Lane, Look, Timeline
from dhr_desktop.timeline.layout import (
    AXIS_PX,
    BAND_PX,
    COLLAPSED_PX,
    LEAST_LANE_PX,
    RISK_PX,
    Drawn,
    Layout,
    has_words_inside,
    head_px,
    lay_out,
)
from dhr_desktop.timeline.scale import Scale

from .letters import cut, width_of
from .shapes import Box, Outline, Picture, Round, Shape, Stroke, Words

NAMES_PT = 150.0
TITLE_PT = 46.0
KEY_PT = 34.0
MARGIN_PT = 24.0
INK, QUIET, LINE, PANEL, WARN, BAD, ACCENT = (
    "#1b2330", "#556070", "#c9ced6", "#f4f5f7", "#7a4b00", "#a3221d", "#1f5fa8"
)  # fmt: skip
FADES = 6


@dataclass(frozen=True, slots=True)
class About:
    """What every page says of itself."""

    title: str
    shown: str
    filter: str
    edition: str
    marking: str
    made: str

    def in_one_line(self) -> str:
        """Edition, marking and when it was made; what is published has no marking."""
        return ". ".join(part for part in (self.edition, self.marking, self.made) if part) + "."

    def head(self) -> str:
        return "  ·  ".join(part for part in (self.marking, self.title) if part)


def lanes_room(height: float) -> float:
    return height - 2 * MARGIN_PT - TITLE_PT - KEY_PT


def lanes_fitting(timeline: Timeline, height: float) -> int:
    """How many lanes a page so high can show, each as high as it must be to be read."""
    return max(int((lanes_room(height) - head_px(timeline)) // LEAST_LANE_PX), 1)


def draw_page(
    timeline: Timeline,
    scale: Scale,
    size: tuple[float, float],
    words: Callable[[int], str],
    about: About,
    page: str = "",
) -> Picture:
    """One page of it: the scale says which stretch of time, the timeline which lanes."""
    width, height = size
    room = width - 2 * MARGIN_PT - NAMES_PT
    layout = lay_out(timeline, scale.resized(room), lanes_room(height))
    picture = Picture(width, height, about.title, _in_words(timeline, scale, about))
    shapes = picture.shapes
    shapes.append(Box(0, 0, width, height, fill="#ffffff"))
    span = scale.in_words(coarse=timeline.is_coarse)
    shapes += _title(about, span, page, width)
    at = (MARGIN_PT + NAMES_PT, MARGIN_PT + TITLE_PT)
    used = min(layout.height, max((box.y + box.height for box in layout.lanes), default=layout.top))
    shapes += [_moved(each, *at) for each in _body(layout, timeline, words, used)]
    shapes += _names(layout, timeline)
    shapes += _key(about, width, height)
    return picture


def _in_words(timeline: Timeline, scale: Scale, about: About) -> str:
    lanes = ", ".join(f"{lane.title}: {len(lane.items)}" for lane in timeline.lanes)
    span = scale.in_words(coarse=timeline.is_coarse)
    return (
        f"Timeline from {span}. {about.shown}. Filter: {about.filter}. Entries in each lane: {lanes}. "
        "Every entry is in the table that goes with this picture."
    )


def _title(about: About, span: str, page: str, width: float) -> Iterable[Shape]:
    room = width - 2 * MARGIN_PT
    head = f"{about.title}  –  {span}"
    yield Words(MARGIN_PT, MARGIN_PT + 12, cut(head, 13, room - 160, is_bold=True), 13, INK, True)
    marking = "  ·  ".join(part for part in (about.marking, page) if part)
    yield Words(width - MARGIN_PT, MARGIN_PT + 12, marking, 8.5, BAD, True, "end")
    told = f"{about.shown}.  Only: {about.filter}." if about.filter != "every entry" else f"{about.shown}."
    yield Words(MARGIN_PT, MARGIN_PT + 26, cut(told, 8.5, room), 8.5, QUIET)
    yield Words(MARGIN_PT, MARGIN_PT + 37, cut(f"{about.edition}. {about.made}.", 8.5, room), 8.5, QUIET)


def _key(about: About, width: float, height: float) -> Iterable[Shape]:
    """What the shapes mean, at the foot of every page."""
    y = height - MARGIN_PT - 14
    x = MARGIN_PT
    for look, words in LOOK_WORDS.items():
        yield from _point(x, y - 8, 9, look, QUIET, is_vague=False)
        yield Words(x + 13, y, words, 7.5, QUIET)
        x += width_of(words, 7.5) + 28
    told = (
        "Fading: known only to lie within. Dotted: approximate or queried. Hatched: no contact; on the axis: by "
        "anybody. Line: accounts of one event."
    )
    yield Words(MARGIN_PT, y + 13, told, 7.5, QUIET)


def _names(layout: Layout, timeline: Timeline) -> Iterable[Shape]:
    x, down = MARGIN_PT, MARGIN_PT + TITLE_PT
    for box in layout.lanes:
        lane = timeline.lanes[box.lane]
        y = down + box.y
        if y < down + layout.top - 0.5:
            continue
        yield Stroke(x, y + box.height, x + NAMES_PT, y + box.height, LINE, 0.5)
        if box.height <= COLLAPSED_PX:
            yield Box(x, y + 2, 24, box.height - 4, fill=colour(lane.colour))
            continue
        middle = y + box.height / 2
        yield Box(x, middle - 7, 26, 14, fill=colour(lane.colour))
        yield Words(x + 13, middle + 3, lane.code, 7.5, "#ffffff", True, "middle")
        count = f"{len(lane.items):,}" + (f" + {lane.undated} undated" if lane.undated else "")
        yield Words(x + 31, middle - 1, cut(lane.title, 8, NAMES_PT - 36), 8, INK)
        yield Words(x + 31, middle + 9, count, 7, QUIET)


def _body(layout: Layout, timeline: Timeline, words: Callable[[int], str], bottom: float) -> Iterable[Shape]:
    width = layout.width
    for box in layout.lanes:
        if box.lane % 2:
            yield Box(0, box.y, width, box.height, fill=PANEL)
    if layout.outside is not None:
        left, right = layout.outside
        if left > 0:
            yield Box(0, layout.top, min(left, width), bottom - layout.top, fill=QUIET, opacity=0.1)
        if right < width:
            yield Box(max(right, 0), layout.top, width - max(right, 0), bottom - layout.top, fill=QUIET, opacity=0.1)
    for band in layout.bands:
        x, wide = _within(band.x, band.width, width)
        yield Box(x, layout.top, wide, bottom - layout.top, fill=ACCENT, opacity=0.13)
    for x, tick in layout.ticks:
        if 0 <= x <= width:
            yield Stroke(x, AXIS_PX - 6, x, bottom, LINE, 0.8 if tick.is_major else 0.4)
    yield from _shades(layout)
    for x, top, low, _ in layout.joints:
        yield Stroke(x, top, x, low, INK, 0.8)
    for each in layout.drawn:
        yield from _entry(each, timeline.lanes[each.lane], width)
    yield from _labels(layout, words)
    yield from _above(layout, bottom)


def _shades(layout: Layout) -> Iterable[Shape]:
    """Hatched, so that a gap is told from the ground in black and white too."""
    for shade in layout.shades:
        x, wide = _within(shade.x, shade.width, layout.width)
        top, low = shade.y + 3, shade.y + shade.height - 3
        step = 7.0 if shade.is_certain else 18.0
        at = x + step
        while at < x + wide:
            yield Stroke(at, top, max(at - (low - top) / 2, x), low, WARN, 0.4, opacity=0.45)
            at += step


def _entry(each: Drawn, lane: Lane, width: float) -> Iterable[Shape]:
    ink = colour(lane.colour)
    if each.x > width or each.x + each.width < 0:
        return
    if each.is_span:
        yield from _span(each, ink, width)
    elif each.count == 1 and each.height > 7:
        yield from _point(each.x, each.y, each.height - 1, each.look, ink, is_vague=each.is_vague)
    else:
        yield Box(each.x, each.y, each.width, each.height, fill=ink)
        if each.height > 7:
            yield Words(each.x + each.width / 2, each.y + 9.5, str(each.count), 7.5, "#ffffff", True, "middle")


def _span(each: Drawn, ink: str, width: float) -> Iterable[Shape]:
    x, wide = _within(each.x, each.width, width)
    if not each.fade:
        yield Box(x, each.y, wide, each.height, fill=ink)
    else:
        most = 0.6 if each.look is not Look.YEAR else 0.38
        fade = min(each.fade, wide / 2)
        step = fade / FADES
        for at in range(FADES):
            faint = most * (at + 0.5) / FADES
            yield Box(x + at * step, each.y, step, each.height, fill=ink, opacity=faint)
            yield Box(x + wide - (at + 1) * step, each.y, step, each.height, fill=ink, opacity=faint)
        yield Box(x + fade, each.y, max(wide - 2 * fade, 0), each.height, fill=ink, opacity=most)
    if each.look in (Look.UNTIL, Look.SINCE):
        yield from _arrow(x if each.look is Look.UNTIL else x + wide, each.y + each.height / 2, 20, each.look, ink)
    if each.look is Look.RANGE:
        yield Box(each.x, each.y, 1.5, each.height, fill=ink)
        yield Box(each.x + each.width - 1.5, each.y, 1.5, each.height, fill=ink)
    if each.is_vague:
        yield Box(x, each.y, wide, each.height, stroke=INK, is_dashed=True)
    if each.count > 1 and wide > 26 and each.height >= 8:
        yield Words(x + wide / 2, each.y + each.height - 1.5, f"×{each.count}", 7, INK, True, "middle")


def _point(x: float, y: float, size: float, look: Look, ink: str, *, is_vague: bool) -> Iterable[Shape]:
    middle, half = (x + size / 2, y + size / 2), size / 2 - 0.5
    fill = "" if is_vague else ink
    cx, cy = middle
    if look is Look.CLOCK:
        yield Round(cx, cy, half, fill, ink)
    elif look is Look.DAY:
        yield Box(cx - half, cy - half, half * 2, half * 2, fill, ink, is_dashed=is_vague)
    elif look is Look.PART_OF_DAY:
        yield Round(cx, cy, half, "", ink)
        yield Box(cx - half, cy - half / 2, half, half, fill or ink)
    elif look in (Look.WEEK, Look.MONTH):
        yield Outline(((cx, cy - half), (cx + half, cy), (cx, cy + half), (cx - half, cy)), "", ink)
        if look is Look.WEEK:
            yield Round(cx, cy, 1, ink)
    elif look is Look.SEASON:
        yield Outline(((cx, cy - half), (cx + half, cy + half), (cx - half, cy + half)), "", ink)
    elif look is Look.YEAR:
        points = ((-1, 0), (-0.5, -1), (0.5, -1), (1, 0), (0.5, 1), (-0.5, 1))
        yield Outline(tuple((cx + a * half, cy + b * half) for a, b in points), "", ink)
    elif look in (Look.UNTIL, Look.SINCE):
        edge = cx + half if look is Look.UNTIL else cx - half
        yield Stroke(edge, cy - half, edge, cy + half, ink, 1.2)
        yield from _arrow(edge, cy, half * 2 - 1, look, ink)
    else:
        for side in (-half, half):
            yield Stroke(cx + side, cy - half, cx + side, cy + half, ink, 1.2)
        yield Stroke(cx - half, cy, cx + half, cy, ink, 1.2)


def _arrow(x: float, y: float, length: float, look: Look, ink: str) -> Iterable[Shape]:
    """Away from the day that is known, as far as nobody says."""
    way = -1 if look is Look.UNTIL else 1
    tip = x + way * length
    yield Stroke(x, y, tip, y, ink, 1.2)
    for side in (-2.5, 2.5):
        yield Stroke(tip, y, tip - way * 3.5, y + side, ink, 1.2)


def _labels(layout: Layout, words: Callable[[int], str]) -> Iterable[Shape]:
    for each in layout.drawn:
        if each.label_px:
            x = each.x + 3 if has_words_inside(each) else each.x + each.width + 3
            room = min(each.label_px, layout.width - x)
            told = cut(words(each.items[0].id), 7.5, room)
            yield Words(x, each.y + each.height / 2 + 2.6, told, 7.5, INK)


def _above(layout: Layout, bottom: float) -> Iterable[Shape]:
    width, last = layout.width, -10.0
    for silence in layout.silences:
        x, wide = _within(silence.x, silence.width, width)
        yield Box(x, silence.y, wide, silence.height, fill=WARN, opacity=0.35)
    for x, tick in layout.ticks:
        wide = width_of(tick.words, 8, is_bold=tick.is_major)
        if x > last + 4 and x >= 0 and x + wide + 3 <= width:
            yield Words(x + 3, AXIS_PX - 8, tick.words, 8, INK, tick.is_major)
            last = x + 3 + wide
    for band in layout.bands:
        x, wide = _within(band.x, band.width, width)
        yield Box(x, AXIS_PX, max(wide, 3), BAND_PX - 3, fill="#dbe8f7", stroke=ACCENT)
        yield Words(x + 4, AXIS_PX + 10.5, cut(band.words, 8, wide - 8), 8, "#12283f", True)
    for risk in layout.risks:
        ink = BAD if risk.letter in "VH" else WARN if risk.letter == "M" else INK
        yield Box(risk.x, layout.risk_y + 2, risk.width, RISK_PX - 6, ink if risk.is_confirmed else "", ink)
        paper = "#ffffff" if risk.is_confirmed else ink
        yield Words(risk.x + risk.width / 2, layout.risk_y + 13.5, risk.letter, 8, paper, True, "middle")
    taken = -10.0
    for sign in sorted(layout.signs, key=lambda each: (not each.is_death, each.x)):
        ink = BAD if sign.is_death else QUIET
        yield Stroke(sign.x, 0, sign.x, bottom, ink, 1.6 if sign.is_death else 0.8, not sign.is_death)
        wide = width_of(sign.words, 8)
        x = min(sign.x + 3, width - wide - 2)
        if sign.is_death or x > taken:
            yield Words(x, 9, sign.words, 8, ink)
            taken = max(taken, x + wide + 8)


def _within(x: float, wide: float, width: float) -> tuple[float, float]:
    """The part of a stretch that is on the page."""
    left = max(x, 0.0)
    return left, max(min(x + wide, width) - left, 0.0)


def _moved(shape: Shape, right: float, down: float) -> Shape:
    if isinstance(shape, Stroke):
        return Stroke(
            shape.x + right, shape.y + down, shape.to_x + right, shape.to_y + down, shape.colour, shape.width,
            shape.is_dashed, shape.opacity,
        )  # fmt: skip
    if isinstance(shape, Outline):
        return Outline(tuple((x + right, y + down) for x, y in shape.points), shape.fill, shape.stroke)
    if isinstance(shape, Box):
        return Box(
            shape.x + right, shape.y + down, shape.width, shape.height, shape.fill, shape.stroke, shape.opacity,
            shape.is_dashed,
        )  # fmt: skip
    if isinstance(shape, Round):
        return Round(shape.x + right, shape.y + down, shape.radius, shape.fill, shape.stroke)
    return Words(
        shape.x + right, shape.y + down, shape.text, shape.size, shape.colour, shape.is_bold, shape.anchor
    )  # fmt: skip


def lanes_of_pages(timeline: Timeline, height: float) -> list[Timeline]:
    """As many timelines as pages are needed for every lane to be read; what stands above is on each."""
    most = lanes_fitting(timeline, height)
    parts = [timeline.lanes[at : at + most] for at in range(0, len(timeline.lanes), most)] or [[]]
    made = []
    for first, lanes in zip(range(0, max(len(timeline.lanes), 1), most), parts, strict=True):
        joints = [each for each in timeline.joints if sum(first <= at < first + most for at in each.lanes) > 1]
        moved = [
            type(each)(each.event, each.minute, tuple(at - first for at in each.lanes if first <= at < first + most))
            for each in joints
        ]
        made.append(
            Timeline(
                lanes,
                timeline.bands,
                timeline.signs,
                timeline.risks,
                moved,
                timeline.everyone,
                timeline.scope,
                timeline.drawn,
                timeline.undated,
            )
        )
    return made
