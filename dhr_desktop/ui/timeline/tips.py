"""What the mouse is over, in words: an entry or several, a lane, a mark above, a gap."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF

from dhr_desktop.timeline.lanes import Lane
from dhr_desktop.timeline.layout import Drawn, Layout

MOST_TOLD = 6
LONGEST_TOLD = 160
RULER_PX = 34
SILENCE_PX = 20


def tip_in_drawing(layout: Layout, drawn: Drawn | None, at: QPointF, words: Callable[[int], str]) -> str:
    """Over time; `at` counts from where the names end."""
    x, y = at.x(), at.y()
    if drawn is not None:
        return _tip_of(drawn, words)
    if y >= layout.top:
        shades = (e.words for e in layout.shades if e.x <= x <= e.x + e.width and e.y <= y <= e.y + e.height)
        return next(shades, "")
    for each in layout.silences:
        if each.x <= x <= each.x + each.width and SILENCE_PX < y <= RULER_PX:
            return f"By anybody: {each.words}"
    above = [*layout.risks, *layout.bands] if y > RULER_PX else layout.signs
    return "\n".join(each.words for each in above if each.x - 3 <= x <= each.x + each.width + 3)


def lane_in_words(lane: Lane) -> str:
    undated = f"; {lane.undated:,} undated not drawn" if lane.undated else ""
    gaps = f"; {len(lane.gaps)} gaps" if lane.gaps else ""
    return f"{lane.title}: {len(lane.items):,} entries{undated}{gaps}"


def _tip_of(drawn: Drawn, words: Callable[[int], str]) -> str:
    shown = [words(each.id) for each in drawn.items[:MOST_TOLD]]
    more = f"\n… and {drawn.count - MOST_TOLD:,} more" if drawn.count > MOST_TOLD else ""
    head = f"{drawn.count:,} entries; click to look closer\n" if drawn.count > 1 and not drawn.is_span else ""
    return head + "\n".join(each[:LONGEST_TOLD] for each in shown) + more
