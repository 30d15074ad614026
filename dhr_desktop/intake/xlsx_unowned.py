"""What lies in a workbook and hangs on none of its sheets: comments and drawings of sheets that were deleted.

Excel shows none of it. The file says it all the same, so that it is shown beside the entries and named.
"""

from __future__ import annotations

import re

from .package import Package, relations
from .pages import Aside, Document
from .xlsx_beside import chart_asides, comments_of, drawing_asides

_COMMENTS = re.compile(r"(^|/)comments[^/]*\.xml$", re.I)
_DRAWINGS = re.compile(r"(^|/)drawings/[^/]*\.xml$", re.I)
_CHARTS = re.compile(r"(^|/)charts/chart[^/]*\.xml$", re.I)
NO_SHEET = "(no sheet)"


def unowned_asides(package: Package, document: Document) -> None:
    """Beside the rows, as if there were a sheet without a name."""
    reached = _reached(package, "")
    left = [part for part in package.names if part.casefold() not in reached]
    comments = [aside for part in left if _COMMENTS.search(part) for aside in comments_of(package.read(part), NO_SHEET)]
    drawings: list[Aside] = []
    for part in left:
        if _DRAWINGS.search(part):
            drawings += drawing_asides(package, part, NO_SHEET, document)
            reached |= _reached(package, part)
    for part in left:
        if _CHARTS.search(part) and part.casefold() not in reached:
            drawings += chart_asides(package, part, NO_SHEET)
    if comments:
        document.warnings.append("Comments in this file belong to none of its sheets; Excel does not show them.")
    if drawings:
        document.warnings.append("Drawings in this file belong to none of its sheets; Excel does not show them.")
    document.asides += comments + drawings


def _reached(package: Package, start: str) -> set[str]:
    """Every part that one leads to, and what those lead to."""
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        for _, target in relations(package, waiting.pop()).values():
            if target and target.casefold() not in reached and package.has(target):
                reached.add(target.casefold())
                waiting.append(target)
    return reached
