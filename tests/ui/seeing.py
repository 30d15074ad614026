"""An invented case for the Chronology and the Timeline at the window, and the few gestures their tests share."""

from __future__ import annotations

from PySide6.QtCore import Qt

from dhr_desktop.core.entries import Entry
from dhr_desktop.core.moments import When
from tests.builders import add, an_agency, an_entry, on


def fill(case):
    police, hospital = add(case, an_agency("Eastmere Police"), an_agency("Eastmere Hospital"))
    return add(
        case,
        an_entry("2013-03-14", "Officers attended; zephyrine at the door.", agency=police.id),
        an_entry("2013-03-14", "Bruise to left arm.", agency=hospital.id, recorded=on("2013-09-01")),
        an_entry("2013-03-20", "Letter sent.", agency=police.id),
        Entry(happened=When.in_month(2013, 5), what_happened="Seen in May.", agency=hospital.id),
        Entry(happened=When.undated("TBC"), what_happened="No date.", agency=police.id),
        an_entry("2014-06-01", "A year later.", agency=hospital.id),
    )


def press(qtbot, widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    """To the window, where shortcuts are looked up, with the cursor in this widget."""
    widget.window().activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    qtbot.keyClick(widget.window().windowHandle(), key, modifier)


def words(table, row, name):
    return table.model.index(row, table.model.column_of(name)).data()


def rows(table):
    return [table.model.row(at) for at in range(table.model.rowCount())]


def change():
    from dhr_desktop.core.changes import Change

    return Change("Added for a test", kinds=frozenset({"entries"}), ids=(1,))
