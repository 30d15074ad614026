"""The first screen, and the locked one.

What the chair is trying to do: get back into the review they were in. If a case is locked the
passphrase field has the focus and Enter opens it; otherwise open, begin, or look at the sample: one
gesture each. A new review needs a title, a place and a passphrase, all on this page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from dhr_desktop import __version__
from dhr_desktop.operations.casefile import passphrases
from dhr_desktop.system import folders, places
from dhr_desktop.system.file_names import safe_name

from .asking import Choosers
from .pieces import button, label, tick
from .scroll_page import ScrollPage
from .session import Session

CASE_FILES = "Case files (*.dhr)"


class WelcomePage(ScrollPage):
    def __init__(self, session: Session, choosers: Choosers) -> None:
        super().__init__("Welcome")
        self._session = session
        self._choosers = choosers
        self._path: Path | None = None
        self._restoring_to: Path | None = None
        holder = QWidget()
        holder.setObjectName("page")
        self._stack = QStackedLayout(holder)
        self.start_page, self.new_page, self.open_page = QWidget(), QWidget(), QWidget()
        self._built: set[QWidget] = set()  # the other two are made when first wanted: starting must be quick
        self._build_start()
        for page in (self.start_page, self.new_page, self.open_page):
            self._stack.addWidget(page)
        self.setWidget(holder)
        session.problem.connect(lambda problem: self._ready_again())

    def _column(self, page: QWidget) -> QVBoxLayout:
        """A column of a readable width in the middle of the page."""
        row = QHBoxLayout(page)
        inner = QWidget()
        inner.setMaximumWidth(640)
        inner.setMinimumWidth(420)
        row.addStretch(1)
        row.addWidget(inner, 4)
        row.addStretch(1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 40, 24, 24)
        column.setSpacing(10)
        return column

    # ---- the start ----------------------------------------------------------------------------

    def _build_start(self) -> None:
        column = self._column(self.start_page)
        column.addWidget(label("DHR Desktop", "title"))
        column.addWidget(
            label("The chair's instrument for a domestic homicide review. Nothing leaves this laptop.", "quiet")
        )
        column.addSpacing(14)
        self.first = button("New review", self.show_new, role="main")
        opening = button("Open a case file…", self.choose)
        looking = button("Look at the invented sample review", self.open_sample)
        restoring = button("Restore a backup…", self.choose_backup, tip="As a new case file; nothing is overwritten")
        for each in (self.first, opening, looking, restoring):
            column.addWidget(each)
        self._recent = QVBoxLayout()
        column.addSpacing(10)
        column.addLayout(self._recent)
        column.addStretch(1)
        column.addWidget(label(f"Version {__version__}", "quiet"))

    def show_start(self) -> None:
        while (item := self._recent.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        recent = self._session.preferences.recent
        if recent:
            self._recent.addWidget(label("Recent", "heading"))
        for number, path in enumerate(recent, 1):
            name = f"{Path(path).name}"
            link = button(
                name, partial(self.show_open, Path(path)), role="link", tip=path, name=f"Recent {number}: {name}"
            )
            self._recent.addWidget(link)
        self._show(self.start_page)
        self.first.setFocus()

    def _build(self, page: QWidget, build: Callable[[], None]) -> None:
        if page not in self._built:
            build()
            self._built.add(page)

    def _show(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)

    def choose(self) -> None:
        path = self._choosers.file_to_open(self, "Open a case file", folders.cases(), CASE_FILES)
        if path:
            self.show_open(path)

    def choose_backup(self) -> None:
        backup = self._choosers.file_to_open(self, "Restore a backup", folders.backups(), CASE_FILES)
        if backup is None:
            return
        proposed = folders.cases() / f"Restored {backup.stem[:9].lstrip('0') or backup.stem}.dhr"
        target = self._choosers.file_to_write(self, "Restore as a new case file", proposed, CASE_FILES)
        if target:
            self.show_open(backup)
            self._restoring_to = target
            self._open_title.setText("Restore a backup")
            self._open_about.setText(f"Its passphrase then opens the new case file {target.name}.")
            self.edit_anyway.hide()
            self.with_code.hide()

    def open_sample(self) -> None:
        self._session.open_sample()

    # ---- a new review -------------------------------------------------------------------------

    def _build_new(self) -> None:
        column = self._column(self.new_page)
        column.addWidget(label("New review", "title"))
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        self.title = self._line(grid, 0, "Title", "What the review is called; not a person's name")
        self.file_name = self._line(grid, 1, "File name", "A reference, as Review 2026-014; never a person's name")
        column.addLayout(grid)
        column.addWidget(
            label(
                "The file is kept in the program's own folder on this laptop, which no cloud service copies.", "quiet"
            )
        )
        self._folder = folders.cases()
        row = QHBoxLayout()
        self._folder_words = label(str(self._folder), "quiet")
        row.addWidget(self._folder_words, 1)
        row.addWidget(button("Another folder…", self._choose_folder))
        column.addLayout(row)
        grid = QGridLayout()
        self.new_passphrase = self._line(grid, 0, "Passphrase", "14 characters or more; four unrelated words do well")
        self.new_passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.again = self._line(grid, 1, "Passphrase again", "")
        self.again.setEchoMode(QLineEdit.EchoMode.Password)
        column.addLayout(grid)
        row = QHBoxLayout()
        self._show_new = tick("Show the passphrase", self._show_passphrases)
        row.addWidget(self._show_new)
        row.addWidget(button("Offer a passphrase", self._offer))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(
            label(
                "A lost passphrase cannot be recovered by anyone. Once inside, print a recovery sheet from Case file."
            )
        )
        self._why_not = label("", "bad")
        column.addWidget(self._why_not)
        row = QHBoxLayout()
        self.make = button("Begin the review", self.begin, role="main")
        row.addWidget(self.make)
        row.addWidget(button("Back", self.show_start))
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        for line in (self.title, self.file_name, self.new_passphrase, self.again):
            line.textChanged.connect(self._judge)
            line.returnPressed.connect(self.begin)

    @staticmethod
    def _line(grid: QGridLayout, row: int, name: str, hint: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setPlaceholderText(hint)
        words = label(name, wraps=False)
        words.setBuddy(line)
        grid.addWidget(words, row, 0)
        grid.addWidget(line, row, 1)
        return line

    def show_new(self) -> None:
        self._build(self.new_page, self._build_new)
        for line in (self.title, self.file_name, self.new_passphrase, self.again):
            line.clear()
        self._judge()
        self._why_not.setText("")
        self._show(self.new_page)
        self.title.setFocus()

    def _choose_folder(self) -> None:
        folder = self._choosers.folder(self, "Where to keep the case file", self._folder)
        if folder:
            self._folder = folder
            self._folder_words.setText(str(folder))
            self._judge()

    def _show_passphrases(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.new_passphrase.setEchoMode(mode)
        self.again.setEchoMode(mode)

    def _offer(self) -> None:
        offered = passphrases.offer()
        self._show_new.setChecked(True)
        self.new_passphrase.setText(offered)
        self.again.setText(offered)

    def _target(self) -> Path:
        name = safe_name(self.file_name.text().removesuffix(".dhr"))
        return self._folder / f"{name}.dhr"

    def _judge(self) -> str:
        """Why the review cannot begin yet, or ""."""
        title, name, passphrase = self.title.text().strip(), self.file_name.text().strip(), self.new_passphrase.text()
        why_not = ""
        if not title or not name or not passphrase:
            why_not = "A title, a file name and a passphrase are needed."
        elif reason := places.why_not_edit(self._target()):
            why_not = f"A case cannot be kept there, because {reason}. Choose another folder."
        elif reason := passphrases.judge(passphrase, case_names=(title, name)):
            why_not = reason
        elif self.again.text() != passphrase:
            why_not = "The two passphrases differ."
        self._why_not.setText(why_not if title or name or passphrase else "")
        self.make.setEnabled(not why_not)
        return why_not

    def begin(self) -> None:
        if not self._judge():
            self.make.setEnabled(False)
            self._session.begin(self._target(), self.new_passphrase.text(), title=self.title.text().strip())

    # ---- opening and unlocking ----------------------------------------------------------------

    def _build_open(self) -> None:
        column = self._column(self.open_page)
        self._open_title = label("", "title")
        column.addWidget(self._open_title)
        self._open_about = label("", "quiet")
        column.addWidget(self._open_about)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName("Passphrase of the case")
        self.passphrase.setPlaceholderText("Passphrase")
        self.passphrase.returnPressed.connect(self.unlock)
        column.addWidget(self.passphrase)
        row = QHBoxLayout()
        self.unlock_button = button("Open", self.unlock, role="main")
        row.addWidget(self.unlock_button)
        self._show_typed = tick("Show what is typed", self._show_what_is_typed)
        row.addWidget(self._show_typed)
        self.with_code = tick("Open with the recovery code", self._ask_for_code)
        row.addWidget(self.with_code)
        row.addStretch(1)
        column.addLayout(row)
        self.edit_anyway = tick("Edit it where it lies; the risk is understood and is written down")
        column.addWidget(self.edit_anyway)
        row = QHBoxLayout()
        row.addWidget(button("Another case", self.show_start))
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def show_open(self, path: Path, *, locked: bool = False) -> None:
        from dhr_desktop.operations.casefile import sample  # brings the database with it: not at the start

        self._build(self.open_page, self._build_open)
        self._path, self._restoring_to = path, None
        self.with_code.show()
        self._open_title.setText("Locked" if locked else f"Open {path.name}")
        reason = places.why_not_edit(path) if path.exists() else ""
        about = f"{path.name} is locked; its key has been dropped." if locked else f"In {path.parent}"
        if path == sample.usual_path():
            about = f"{about} This is the invented sample; its passphrase is: {sample.PASSPHRASE}"
        if reason:
            about = (
                f"It will open for reading only, because {reason}. Once open it can be copied to this laptop to edit."
            )
        self._open_about.setText(about)
        self.edit_anyway.setVisible(bool(reason) and "marked as read-only" not in reason)
        self.edit_anyway.setChecked(False)
        self.passphrase.clear()
        self.unlock_button.setEnabled(True)
        self._show(self.open_page)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_what_is_typed(self, shown: bool) -> None:
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def _ask_for_code(self, code: bool) -> None:
        self.passphrase.setPlaceholderText("Every group of the recovery code" if code else "Passphrase")

    def unlock(self) -> None:
        if self._path is None or not self.passphrase.text() or not self.unlock_button.isEnabled():
            return
        self.unlock_button.setEnabled(False)
        if self._restoring_to is not None:
            self._session.restore(self._path, self.passphrase.text(), self._restoring_to)
        elif self.with_code.isChecked():
            self._session.open_with_code(self._path, self.passphrase.text())
        else:
            self._session.open(self._path, self.passphrase.text(), edit_anyway=self.edit_anyway.isChecked())

    def _ready_again(self) -> None:
        if self.new_page in self._built:
            self._judge()
        if self.open_page in self._built:
            self.unlock_button.setEnabled(True)
            self.passphrase.selectAll()

    def forget_typed(self) -> None:
        """Passphrases do not stay in the widgets once they have served."""
        if self.new_page in self._built:
            for line in (self.title, self.file_name, self.new_passphrase, self.again):
                line.clear()
            self._show_new.setChecked(False)
        if self.open_page in self._built:
            self.passphrase.clear()
            self.with_code.setChecked(False)
            self._show_typed.setChecked(False)
