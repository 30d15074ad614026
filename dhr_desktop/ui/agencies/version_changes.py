"""What a new version changes, a line for each field: the row, the column, what stood and what stands now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from dhr_desktop.operations.revisions import Revision

MOST_LISTED = 2_000
NONE = "This is no new version of a file in the case."
NOTHING = "Nothing: every row says what it said."


def show_changes(listed: QListWidget, revision: Revision | None) -> None:
    """A click on a line goes to the row; what is withdrawn has none."""
    listed.clear()
    if revision is None:
        listed.addItem(NONE)
        return
    rows = [each.after.row.number for each in revision.changed for _ in each.changes]
    differences = [one.difference() for each in revision.changed for one in each.changes]
    rows += [each.row.number for each in revision.added]
    for at, line in enumerate(revision.lines()[:MOST_LISTED]):
        item = QListWidgetItem(line[:1].upper() + line[1:])
        if at < len(rows):
            item.setData(Qt.ItemDataRole.UserRole, rows[at])
        if at < len(differences):
            item.setToolTip(differences[at])
        listed.addItem(item)
    if not listed.count():
        listed.addItem(NOTHING)
