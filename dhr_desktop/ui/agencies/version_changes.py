"""What a new version changes, a line for each field: the row, the column, what stood and what stands now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from dhr_desktop.operations.importing.looked_at import LookedAt, Question

PLACE = Qt.ItemDataRole.UserRole
MOST_LISTED = 2_000
NONE = "This is no new version of a file in the case."
NOT_YET = "Say who sent it: what it changes is compared with that agency's earlier file."
NOTHING = "Nothing: every row says what it said."


def show_changes(listed: QListWidget, looked: LookedAt) -> None:
    """In the order of the file. A click on a line goes to its row; what is withdrawn has none."""
    listed.clear()
    revision = looked.revision
    if revision is None:
        listed.addItem(NOT_YET if Question.WHO_SENT_IT in looked.questions else NONE)
        return
    if looked.is_version_asked:
        listed.addItem(f"If it is a new version of {revision.of.file_name}:")
    for change in revision.told[:MOST_LISTED]:
        item = QListWidgetItem(change.words[:1].upper() + change.words[1:])
        if change.row:
            item.setData(PLACE, (change.table, change.row))
        if change.difference:
            item.setToolTip(change.difference)
        listed.addItem(item)
    if len(revision.told) > MOST_LISTED:
        listed.addItem(f"… and {len(revision.told) - MOST_LISTED:,} more")
    if not revision.told:
        listed.addItem(NOTHING)
