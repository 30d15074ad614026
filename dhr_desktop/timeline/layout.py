"""A window laid over the timeline: what stands where, in pixels, for the screen and for every picture alike.

Whoever paints this adds colour and nothing else: no place, width or count is decided anywhere but here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .gaps import Gap
from .lanes import MOST_ROWS, Item, Joint, Lane, Look, Timeline, level_for
from .scale import DAY, Scale, Tick, minute_of, ticks

AXIS_PX = 34
BAND_PX = 18
RISK_PX = 22
COLLAPSED_PX = 12
LEAST_LANE_PX = 28
MOST_LANE_PX = 78
APART_PX = 22  # single entries nearer than this become one cluster
POINT_PX = 13
LEAST_SPAN_PX = 3
MOST_JOINTS = 400
LETTER_PX = 10.5
LABEL_PX = 96  # the room a lone entry needs on its right to have its words beside it
MOST_WITH_LABELS = 420  # marks in a window: with more, words would only hide them


@dataclass(frozen=True, slots=True)
class Drawn:
    """A point, a cluster or a span, where it stands."""

    x: float
    y: float
    width: float
    height: float
    lane: int
    look: Look
    items: tuple[Item, ...]
    is_span: bool
    fade: float = 0.0  # how many pixels at either end are drawn ever fainter
    label_px: float = 0.0  # the room for words on its right

    @property
    def count(self) -> int:
        return len(self.items)

    @property
    def is_vague(self) -> bool:
        return any(each.is_vague for each in self.items)

    def holds(self, x: float, y: float) -> bool:
        return self.x - 3 <= x <= self.x + max(self.width, 6) + 3 and self.y - 2 <= y <= self.y + self.height + 2


@dataclass(frozen=True, slots=True)
class Shade:
    """A gap of one lane."""

    x: float
    y: float
    width: float
    height: float
    lane: int
    words: str
    is_certain: bool


@dataclass(frozen=True, slots=True)
class LaneBox:
    y: float
    height: float
    lane: int


@dataclass(frozen=True, slots=True)
class Stripe:
    """A key episode, a risk or a sign: a stretch or a line with words."""

    x: float
    width: float
    words: str
    id: int = 0
    row: int = 0
    letter: str = ""
    is_death: bool = False
    is_confirmed: bool = True


@dataclass(slots=True)
class Layout:
    scale: Scale
    width: float
    height: float
    top: float  # where the lanes begin
    bottom: float  # where the lanes end
    ticks: list[tuple[float, Tick]]
    lanes: list[LaneBox]
    drawn: list[Drawn]
    shades: list[Shade] = field(default_factory=list)
    silences: list[Shade] = field(default_factory=list)  # when nobody at all wrote, on the axis
    bands: list[Stripe] = field(default_factory=list)
    risks: list[Stripe] = field(default_factory=list)
    risk_y: float = 0.0
    signs: list[Stripe] = field(default_factory=list)
    joints: list[tuple[float, float, float, Joint]] = field(default_factory=list)
    joints_left_out: int = 0
    outside: tuple[float, float] | None = None  # the x of the period under review's two ends

    def at(self, x: float, y: float) -> Drawn | None:
        """What stands under a point; the last drawn is on top."""
        return next((each for each in reversed(self.drawn) if each.holds(x, y)), None)


def lane_heights(timeline: Timeline, room: float) -> list[float]:
    """Every open lane as high as the room allows, within what can be read."""
    is_open = [not lane.is_collapsed for lane in timeline.lanes]
    left = room - COLLAPSED_PX * is_open.count(False)
    each = min(max(left / max(sum(is_open), 1), LEAST_LANE_PX), MOST_LANE_PX)
    return [each if one else COLLAPSED_PX for one in is_open]


def head_px(timeline: Timeline) -> float:
    """The height of what stands above the lanes."""
    return AXIS_PX + (BAND_PX if timeline.bands else 0) + (RISK_PX if timeline.risks else 0)


def full_height(timeline: Timeline, room: float) -> float:
    return head_px(timeline) + sum(lane_heights(timeline, room - head_px(timeline)))


def lay_out(timeline: Timeline, scale: Scale, height: float, *, scrolled: float = 0.0) -> Layout:
    """What a window so high shows of the timeline, at this scale, its lanes scrolled down so far."""
    top = head_px(timeline)
    boxes = _boxes(timeline, top, height, scrolled)
    layout = Layout(
        scale, scale.width, height, top, height,
        [(scale.x(each.minute), each) for each in ticks(scale)], boxes, [],
    )  # fmt: skip
    at = level_for(scale.per_px, APART_PX)
    for box in boxes:
        lane = timeline.lanes[box.lane]
        _lay_gaps(layout, lane, box)
        _lay_spans(layout, lane, box, at)
        _lay_clusters(layout, lane, box, at)
    layout.silences = [each for gap in timeline.everyone if (each := _shade(layout, gap, AXIS_PX - 5, 5, -1))]
    _give_labels_room(layout)
    _lay_above(layout, timeline)
    _lay_joints(layout, timeline, boxes)
    return layout


def _boxes(timeline: Timeline, top: float, height: float, scrolled: float) -> list[LaneBox]:
    boxes, y = [], top - scrolled
    for at, high in enumerate(lane_heights(timeline, height - top)):
        if y + high > top and y < height:
            boxes.append(LaneBox(y, high, at))
        y += high
    return boxes


def _lay_gaps(layout: Layout, lane: Lane, box: LaneBox) -> None:
    for gap in lane.gaps:
        shade = _shade(layout, gap, box.y, box.height, box.lane)
        if shade is not None:
            layout.shades.append(shade)


def _shade(layout: Layout, gap: Gap, y: float, height: float, lane: int) -> Shade | None:
    """From the day after the last contact may have been to the first day of the next."""
    scale = layout.scale
    x, end = scale.x(minute_of(gap.after) + DAY), scale.x(minute_of(gap.until))
    if end <= 0 or x >= layout.width or end - x < 2:
        return None
    x, end = max(x, -20), min(end, layout.width + 20)
    return Shade(x, y, end - x, height, lane, gap.in_words(), gap.is_certain)


def _lay_spans(layout: Layout, lane: Lane, box: LaneBox, at: int) -> None:
    if lane.is_collapsed:
        return
    scale = layout.scale
    row_px = max((box.height - POINT_PX - 8) / MOST_ROWS, 4.0)
    high = min(row_px - 1, 11)
    left, per_px, width = scale.left, scale.per_px, scale.width
    for span in lane.spans_within(at, left, scale.right):
        x = (span.start - left) / per_px
        wide = max((span.end - span.start) / per_px, LEAST_SPAN_PX)
        first = span.items[0]
        is_stated = first.look in (Look.DAY, Look.CLOCK) and not first.is_vague
        fade = 0.0 if is_stated else min(wide * 0.3, 60.0)
        if x < -40:
            wide, x = wide + x + 40, -40.0
        wide = min(wide, width + 80 - x)
        y = box.y + 3 + span.row * row_px
        layout.drawn.append(Drawn(x, y, wide, high, box.lane, first.look, span.items, True, fade))


def _lay_clusters(layout: Layout, lane: Lane, box: LaneBox, at: int) -> None:
    scale = layout.scale
    left, per_px = scale.left, scale.per_px
    drawn = layout.drawn
    lane_at = box.lane
    if lane.is_collapsed:
        y, high = box.y + 3, COLLAPSED_PX - 6.0
        for cluster in lane.clusters_within(at, left, scale.right):
            x = ((cluster.start + cluster.end) / 2 - left) / per_px
            drawn.append(Drawn(x - 2, y, 4, high, lane_at, cluster.items[0].look, cluster.items, False))
        for span in lane.spans_within(at, left, scale.right):
            x = max((span.start - left) / per_px, -20)
            end = min((span.end - left) / per_px, layout.width + 20)
            drawn.append(Drawn(x, y + 2, end - x, 2, lane_at, span.items[0].look, span.items, True))
        return
    y, high = box.y + box.height - POINT_PX - 3, float(POINT_PX)
    for cluster in lane.clusters_within(at, left, scale.right):
        items = cluster.items
        wide = high if len(items) == 1 else (18.0 if len(items) < 100 else 24.0 if len(items) < 1_000 else 32.0)
        x = ((cluster.start + cluster.end) / 2 - left) / per_px - wide / 2
        drawn.append(Drawn(x, y, wide, high, lane_at, items[0].look, items, False))


def _give_labels_room(layout: Layout) -> None:
    """A lone entry with nothing near on its right has its words beside it; in a crowd nobody has."""
    if len(layout.drawn) > MOST_WITH_LABELS:
        return
    lanes: dict[int, list[int]] = {}
    for at, each in enumerate(layout.drawn):
        lanes.setdefault(each.lane, []).append(at)
    for held in lanes.values():
        held.sort(key=lambda at: layout.drawn[at].x)
        for place, at in enumerate(held):
            each = layout.drawn[at]
            if each.count > 1 and not each.is_span:
                continue
            inside = has_words_inside(each)
            begins = each.x if inside else each.x + each.width
            following = layout.drawn[held[place + 1]].x if place + 1 < len(held) else layout.width
            room = (each.x + each.width if inside else following) - begins - 6
            if room >= LABEL_PX and not (each.is_span and _is_beside_another(layout, each, begins)):
                layout.drawn[at] = _with_label(each, room)


def _is_beside_another(layout: Layout, each: Drawn, begins: float) -> bool:
    """Whether another stretch of the lane runs where the words would stand."""
    return any(
        other is not each and other.lane == each.lane and other.is_span and other.x < begins + LABEL_PX
        and other.x + other.width > begins
        for other in layout.drawn
    )  # fmt: skip


def has_words_inside(each: Drawn) -> bool:
    """A stretch thinner than letters would strike its own words through."""
    return each.is_span and each.width >= LABEL_PX and each.height >= LETTER_PX


def _with_label(each: Drawn, room: float) -> Drawn:
    return Drawn(
        each.x, each.y, each.width, each.height, each.lane, each.look, each.items, each.is_span, each.fade, room
    )


def _lay_above(layout: Layout, timeline: Timeline) -> None:
    scale = layout.scale
    for band in timeline.bands:
        x, end = scale.x(band.start), scale.x(band.end)
        if end > 0 and x < layout.width:
            x, end = max(x, -20), min(end, layout.width + 20)
            layout.bands.append(Stripe(x, max(end - x, 2), band.title, band.id))
    layout.risk_y = AXIS_PX + (BAND_PX if timeline.bands else 0)
    layout.risks = _risks(layout, timeline)
    for sign in timeline.signs:
        x = scale.x(sign.minute)
        if -4 <= x <= layout.width + 4:
            layout.signs.append(Stripe(x, 0, sign.words, is_death=sign.is_death))
    first, last = timeline.scope
    if first or last:
        left = scale.x(minute_of(first)) if first else -1.0
        right = scale.x(minute_of(last) + DAY) if last else layout.width + 1
        layout.outside = (left, right)


def _risks(layout: Layout, timeline: Timeline) -> list[Stripe]:
    """Side by side while there is room; those that would cover each other stand as one with their number."""
    scale, found = layout.scale, []
    waiting: list[tuple[float, float, int, str, str, bool]] = []
    for risk in timeline.risks:
        x, end = scale.x(risk.start), scale.x(risk.end)
        if end < -20 or x > layout.width + 20:
            continue
        middle = (x + end) / 2
        if waiting and middle - waiting[0][0] < 18:
            waiting.append((middle, end - x, risk.id, risk.letter, risk.words, risk.is_confirmed))
        else:
            found += [_risk(waiting)] if waiting else []
            waiting = [(middle, end - x, risk.id, risk.letter, risk.words, risk.is_confirmed)]
    return found + ([_risk(waiting)] if waiting else [])


def _risk(held: Sequence[tuple[float, float, int, str, str, bool]]) -> Stripe:
    if len(held) == 1:
        middle, _, id, letter, words, is_confirmed = held[0]
        return Stripe(middle - 8, 16, words, id, letter=letter, is_confirmed=is_confirmed)
    words = "\n".join(each[4] for each in held[:12])
    is_confirmed = all(each[5] for each in held)
    return Stripe(held[0][0] - 8, 18, words, held[0][2], letter=str(len(held)), is_confirmed=is_confirmed)


def _lay_joints(layout: Layout, timeline: Timeline, boxes: Sequence[LaneBox]) -> None:
    """A line through the lanes that tell of one event; when there are too many to tell apart, how many."""
    middles = {box.lane: box.y + box.height - POINT_PX / 2 - 3 for box in boxes}
    scale = layout.scale
    seen = []
    for joint in timeline.joints:
        x = scale.x(joint.minute)
        if 0 <= x <= layout.width:
            ys = [middles[lane] for lane in joint.lanes if lane in middles]
            if len(ys) > 1:
                seen.append((x, min(ys), max(ys), joint))
    if len(seen) > MOST_JOINTS:
        layout.joints_left_out = len(seen)
    else:
        layout.joints = seen
