"""Dates in running text: the longest stretches that are one, with where they stand.

Prose has its own traps, and they stand here together: counts ("3/7 days"), clocks, scores, numbers of paragraphs, and
the words that are a month, a weekday or an ordinal only beside a figure (may, march, sun, second).
"""

from __future__ import annotations

from .phrases import Setting
from .pieces import Pieces
from .series import SeriesFinder
from .spans import NotRead, Span
from .tokens import Token


def days_inside(tokens: list[Token], setting: Setting) -> list[Span]:
    """Every date with at least its year among these words, left to right."""
    series = SeriesFinder(tokens, Pieces(tokens, setting.rules))
    found: list[Span] = []
    at = 0
    while at < len(tokens):
        items = [item for item in series.items_at(at) if not item.atom.lacks_year and not item.atom.lacks_month]
        best = max(items, key=lambda item: item.end, default=None)
        if best is None:
            at += 1
            continue
        try:
            span = best.atom.span().doubted(best.mark)
            found.append(span)
        except NotRead:
            pass  # no such day: it is no candidate
        at = best.end
    return found
