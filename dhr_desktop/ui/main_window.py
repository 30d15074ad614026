"""Arranges the panes and nothing else: places left, evidence right, search on top, state at the bottom."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from .actions import Command
from .asking import Choosers
from .focus_kept import FocusKept
from .message_bar import MessageBar
from .pieces import clear_our_clipboard
from .place_names import PLACES
from .review import page_titles
from .screen_guard import guard
from .session import WORKING, Session
from .status_line import StatusLine
from .welcome import WelcomePage

if TYPE_CHECKING:
    from dhr_desktop.operations.chronology.chronology import Chronology

    from .casefile.file_page import FilePage
    from .workspace import Where, Workspace


REMAKE_AGAIN_MS = 200


class MainWindow(QMainWindow):
    def __init__(self, session: Session, choosers: Choosers | None = None) -> None:
        super().__init__()
        self.session = session
        self.choosers = choosers or Choosers()
        self.setWindowTitle("DHR Desktop")
        self.resize(1280, 800)
        self.setAcceptDrops(True)
        self.message = MessageBar()
        self.status = StatusLine(session, self.message)
        self._focus = FocusKept(self)
        self.welcome = WelcomePage(session, self.choosers)
        self.workspace: Workspace | None = None
        self._working_chronology: Chronology | None = None  # while another edition is on screen
        self._middle = QStackedWidget()
        self._middle.addWidget(self.welcome)
        self._left_at: tuple[Path, Where] | None = None  # while a case is locked
        self._blank = QWidget()  # what is shown while a case is being closed: nothing of it
        self._middle.addWidget(self._blank)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(whole)
        self._commands = self._command_list()
        for command in self._commands:
            if command.key:
                QShortcut(QKeySequence(command.key), self, lambda c=command: c.run() if c.is_enabled() else None)
        self._connect()
        self.welcome.show_start()

    def _connect(self) -> None:
        session = self.session
        session.opened.connect(self._show_opened)
        session.closing.connect(clear_our_clipboard)
        session.closing.connect(self._remember_place)
        session.closing.connect(lambda: self._middle.setCurrentWidget(self._blank))
        session.closed.connect(self._show_welcome)
        session.runner.started.connect(self.message.has_begun)
        session.told.connect(self.message.tell)
        session.warned.connect(self.message.warn)
        session.problem.connect(self.message.tell_problem)
        session.edition_changed.connect(self._switch_edition)
        session.file_lost.connect(self._tell_rescued)
        session.save_failed.connect(lambda words: self.message.warn(words))
        session.save_recovered.connect(self.message.put_away)

    # ---- what is in the middle ------------------------------------------------------------------

    def _remember_place(self) -> None:
        """Where the chair was, in numbers and titles of pages: nothing that was typed or read is kept."""
        held = self.session.held
        if self.workspace is not None and held is not None:
            where = self.workspace.where()
            self._left_at = (held.path, replace(where, filter=type(where.filter)()))

    def _show_opened(self) -> None:
        """A case that was locked is unlocked where it was left."""
        left, held = self._left_at, self.session.held
        self._left_at = None
        self._show_workspace()
        if left is not None and held is not None and held.path == left[0] and self.workspace is not None:
            self.workspace.go_back_to(left[1])

    def _show_workspace(self, seed: Chronology | None = None, where: Where | None = None) -> None:
        self.welcome.forget_typed()
        self.message.put_away()
        self._drop_workspace()
        from .workspace import Workspace  # brings the database and every page with it: not at the start

        self.workspace = Workspace(self.session, self.choosers, self._commands, self, seed, where)
        self.workspace.places.count_told.connect(self.status.tell_count)
        self._middle.addWidget(self.workspace)
        self._middle.setCurrentWidget(self.workspace)
        if where is None:
            self.workspace.places.review.menu.setFocus()
        self.status.follow_case()
        guard(self, on=self.session.edition == WORKING)  # a shared screen may show what hides every name (K3)
        case = self.session.case
        if case is not None and where is None:
            from .names_marked import make_ready

            self.session.look(make_ready, lambda ready: None)  # turning to another edition need not wait for it then
        if case is not None and case.read_only_because and self.session.edition == WORKING:
            self.message.warn(
                f"Open for reading only, because {case.read_only_because}.",
                ("Copy to this laptop and edit", self._copy_and_edit),
            )

    def _copy_and_edit(self) -> None:
        from dhr_desktop.operations.casefile import cases

        case = self.session.case
        if case is None:
            return
        target = self.choosers.file_to_write(
            self, "Copy to this laptop", cases.place_for_copy(case), "Case files (*.dhr)"
        )
        if target is None:
            return

        def copied(path: Path) -> None:
            self.session.close(lambda: self.welcome.show_open(path))

        self.session.on_file("Copying the case", lambda case, progress: cases.copy_of(case, target, progress), copied)

    def _show_welcome(self, locked: bool) -> None:
        self._drop_workspace()
        self._working_chronology = None
        self._middle.setCurrentWidget(self.welcome)
        self.status.follow_case()
        guard(self, on=False)
        if not locked:
            self._left_at = None
        if locked and self.session.locked_path is not None:
            self.welcome.show_open(self.session.locked_path, locked=True)
        else:
            self.welcome.show_start()

    def _tell_rescued(self, words: str, path: Path) -> None:
        def open_it() -> None:
            self.message.put_away()
            self.welcome.show_open(path)

        self.message.warn(words, ("Open it", open_it))

    def _drop_workspace(self) -> None:
        """Every widget, model and typed word of the case goes with it."""
        if self.workspace is not None:
            self.session.dropping.emit()
            self._middle.removeWidget(self.workspace)
            self.workspace.search.results.deleteLater()
            self.workspace.deleteLater()
            self.workspace = None

    # ---- commands -----------------------------------------------------------------------------

    def _command_list(self) -> list[Command]:
        session = self.session

        def is_open() -> bool:
            return session.case is not None

        def can_edit() -> bool:
            return session.can_edit

        def undo_words() -> str:
            return f"Undo {session.case.undo_name}".strip() if session.case else "Undo"

        def redo_words() -> str:
            return f"Redo {session.case.redo_name}".strip() if session.case else "Redo"

        commands = [
            Command("Search", self._search, "Ctrl+K", is_open),
            Command("Undo", session.undo, "Ctrl+Z", lambda: can_edit() and bool(session.step_to("undo")), undo_words),
            Command(
                "Redo",
                session.redo,
                "Ctrl+Shift+Z",
                lambda: can_edit() and bool(session.step_to("redo")),
                redo_words,
            ),
            Command("Bring in files", self._bring_in, "Ctrl+O", can_edit),
            Command("New line in this register", self._new_line, "Ctrl+N", can_edit),
            Command("Tell when it was saved", self.status.flash, "Ctrl+S", is_open),
            Command("Lock", session.lock, "Ctrl+L", is_open),
            Command("Close the case", session.close, "Ctrl+W", is_open),
            Command("Back up now", lambda: self._file_page().back_up(), "", can_edit),
            Command("Check the case file", lambda: self._file_page().prove(), "", is_open),
            Command("Presentation view: hide every name, or show them again", self._present, "F8", is_open),
            Command("Show the working edition: real names", lambda: session.show_edition(WORKING), "", is_open),
            Command("Show the submission edition", lambda: session.show_edition("submission"), "", is_open),
            Command("Show the publication edition", lambda: session.show_edition("publication"), "", is_open),
            Command("Larger text", lambda: self._text_size(10), "Ctrl++"),
            Command("Smaller text", lambda: self._text_size(-10), "Ctrl+-"),
            Command("Leave the program", self.close, "Ctrl+Q"),
        ]
        for number, place in enumerate(PLACES, 1):
            commands.append(Command(f"Go to {place}", partial(self._go, place), f"Alt+{number % 10}", is_open))
        for name, (_, title) in page_titles.titles().items():
            commands.append(Command(f"Go to {title}", partial(self._go_to_page, name), "", is_open))
        return commands

    def _present(self) -> None:
        """One key for a shared screen: pseudonyms on it, or real names again."""
        self.session.show_edition("submission" if self.session.edition == WORKING else WORKING)

    def _search(self) -> None:
        if self.workspace:
            self.workspace.search.start()

    def _go(self, place: str) -> None:
        if self.workspace:
            self.workspace.places.go(place)

    def _go_to_page(self, name: str) -> None:
        if self.workspace:
            self.workspace.places.go_to(name)

    def _bring_in(self) -> None:
        if self.workspace:
            self.workspace.places.go_to("files")
            page = self.workspace.places.agencies.page("files")
            page.choose()  # type: ignore[attr-defined]  # the page of files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.workspace and self.session.can_edit and _dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _dropped(event.mimeData())
        if self.workspace and paths:
            event.acceptProposedAction()
            self.workspace.take_files(paths)

    def _file_page(self) -> FilePage:
        assert self.workspace is not None
        self.workspace.places.go("Case file")
        return self.workspace.places.file

    def _new_line(self) -> None:
        page = self.workspace.places.current_register() if self.workspace else None
        if page:
            page.start_new()

    def remake_workspace(self) -> None:
        """Widths and heights follow the text: after its size changes the pages are made anew."""
        if self.session.runner.is_busy:
            QTimer.singleShot(REMAKE_AGAIN_MS, self.remake_workspace)  # what is running still has a page to tell
        elif self.workspace is not None:
            self._show_workspace(self._seed(), self.workspace.where())

    def _switch_edition(self, edition: str) -> None:
        """Every place made anew from what the edition shows; nothing of the other stays on screen."""
        if self.workspace is None:
            return
        where, reading = self.workspace.where(), self.workspace.places.reading
        if self._working_chronology is None or edition != WORKING:
            self._working_chronology = self._working_chronology or reading.chronology
        if edition != WORKING:
            where = replace(where, filter=replace(where.filter, words=""))  # what was typed may be a name
            clear_our_clipboard()
        self._show_workspace(self._seed(), where)
        self.message.put_away()

    def _seed(self) -> Chronology | None:
        """The chronology as it was last read, in the names of the edition on screen."""
        known, case = self._working_chronology, self.session.case
        if self.session.edition == WORKING:
            self._working_chronology = None
            return known
        if known is None or case is None:
            return None
        from dhr_desktop.operations.chronology.shown_in_edition import shown_chronology

        return shown_chronology(known, case)

    def _text_size(self, step: int) -> None:
        percent = max(80, min(200, self.session.preferences.text_percent + step))
        self.session.prefer(text_percent=percent)

    # ---- going --------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.session.case is None:
            clear_our_clipboard()
            event.accept()
            return
        event.ignore()  # the case is backed up and closed first; then the window goes
        self.session.close(lambda: QTimer.singleShot(0, self.close))


def _dropped(data: QMimeData) -> list[Path]:
    """Files and folders on this machine; a web address is nothing to us."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
