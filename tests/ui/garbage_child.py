"""Pages that are rings of widgets, dropped while a thread makes thousands of objects: who takes them apart?

python -m tests.ui.garbage_child        prints the threads' names; without the window's collector Qt ends the process
"""

from __future__ import annotations

import os
import threading

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QStringListModel, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QVBoxLayout, QWidget

from dhr_desktop.ui.tasks import TaskRunner

PAGES = 30
by: set[str] = set()


class Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.own_ring = self
        self.timer = QTimer(self)
        self.timer.start(10)
        column = QVBoxLayout(self)
        self.line, self.table, self.model = QLineEdit(), QTableView(), QStringListModel(["a"] * 50)
        self.table.setModel(self.model)
        column.addWidget(self.line)
        column.addWidget(self.table)
        self.show()

    def __del__(self) -> None:
        by.add(threading.current_thread().name)


def make_objects() -> None:
    for _ in range(30):
        made = [[] for _ in range(20_000)]  # type: ignore[var-annotated]
        del made


def main() -> None:
    app = QApplication(["dhr"])
    runner = TaskRunner()
    for _ in range(PAGES):
        page = Page()
        page.line.setFocus()
        app.processEvents()
        page.hide()
        del page
        thread = threading.Thread(target=make_objects, name="another thread")
        thread.start()
        app.processEvents()
        thread.join()
    runner.garbage.everything_soon()
    for _ in range(100):
        if by:
            break
        QTest.qWait(50)
    runner.stop()
    print(sorted(by))


if __name__ == "__main__":
    main()
