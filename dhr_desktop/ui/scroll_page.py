"""A page that scrolls when it is longer than the window."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class ScrollPage(QScrollArea):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName(f"{name} page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def fresh_column(self, *, spacing: int = 10) -> QVBoxLayout:
        """An empty column to fill from the top; what the page showed before is dropped."""
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(spacing)
        self.setWidget(page)
        return column
