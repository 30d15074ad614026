"""How the program looks and behaves on this laptop. Nothing here is in the case file."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QSpinBox, QWidget

from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.pieces import button, label, tick
from dhr_desktop.ui.scroll_page import ScrollPage
from dhr_desktop.ui.session import Session

THEMES = {"Follow the system": "system", "Light": "light", "Dark": "dark", "High contrast": "contrast"}


class SettingsPage(ScrollPage):
    def __init__(self, session: Session, choosers: Choosers) -> None:
        super().__init__("Settings")
        self._session = session
        self._choosers = choosers
        preferences = session.preferences
        column = self.fresh_column(spacing=12)
        column.addWidget(label("Settings", "title"))
        column.addWidget(label("For this laptop, in every case.", "quiet"))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        form.setVerticalSpacing(10)
        column.addLayout(form)

        self.theme = QComboBox()
        self.theme.addItems(list(THEMES))
        self.theme.setAccessibleName("Colours")
        self.theme.setCurrentText(next(name for name, value in THEMES.items() if value == preferences.theme))
        self.theme.currentTextChanged.connect(lambda name: session.prefer(theme=THEMES[name]))
        form.addRow("Colours", self.theme)

        self.text_size = QSpinBox()
        self.text_size.setRange(80, 200)
        self.text_size.setSingleStep(10)
        self.text_size.setSuffix(" %")
        self.text_size.setAccessibleName("Text size")
        self.text_size.setValue(preferences.text_percent)
        self.text_size.setKeyboardTracking(False)
        self.text_size.valueChanged.connect(lambda percent: session.prefer(text_percent=percent))
        form.addRow("Text size", self.text_size)

        self.lock_after = QSpinBox()
        self.lock_after.setRange(1, 60)
        self.lock_after.setSuffix(" minutes")
        self.lock_after.setAccessibleName("Lock after")
        self.lock_after.setValue(preferences.lock_after_minutes)
        self.lock_after.setKeyboardTracking(False)
        self.lock_after.valueChanged.connect(lambda minutes: session.prefer(lock_after_minutes=minutes))
        form.addRow("Lock after", self.lock_after)

        self.recent = tick(
            "Remember the names of recent case files",
            lambda on: session.prefer(remember_recent=on),
            on=preferences.remember_recent,
        )
        form.addRow("", self.recent)

        self._folder = label(preferences.second_backup_folder or "none", wraps=False)
        row = QHBoxLayout()
        row.addWidget(self._folder)
        row.addWidget(button("Choose a second backup folder…", self._choose_folder))
        row.addWidget(button("No second backup folder", lambda: self._set_folder("")))
        holder = QWidget()
        holder.setLayout(row)
        form.addRow("Second backup folder", holder)
        column.addWidget(label(_screen_capture_words(), "quiet"))
        column.addStretch(1)

    def _choose_folder(self) -> None:
        folder = self._choosers.folder(self, "Second backup folder", self._choosers.usual())
        if folder:
            self._set_folder(str(folder))

    def _set_folder(self, folder: str) -> None:
        self._session.prefer(second_backup_folder=folder, second_backup_reached="")
        self._folder.setText(folder or "none")


def _screen_capture_words() -> str:
    from dhr_desktop.ui.screen_guard import can_guard

    if can_guard():
        return "While a case is open, this window asks the system to be left out of screen captures."
    return "This system has no way for a window to be left out of screen captures; take care when sharing your screen."
