"""Files from agencies: looked at, shown beside what they would become, and accepted.

What the chair is trying to do here: drop twenty files at once, see at a glance which need a look, put
right an agency or a column, and accept the rest. One drop, one button; nothing is kept before it is pressed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dhr_desktop.background import shapes_of_work
from dhr_desktop.core.agencies import Agency, Submission
from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.intake.proposed import IMPORT
from dhr_desktop.operations.importing import accepting, answering, import_papers, originals, submissions, waiting
from dhr_desktop.operations.importing.files_given import FilesGiven
from dhr_desktop.operations.importing.kept_words import kept_words
from dhr_desktop.operations.importing.looked_at import LookedAt
from dhr_desktop.operations.importing.originals import Place
from dhr_desktop.operations.importing.versions import Version, VersionAnswer
from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.editable_table import list_table
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.models.read_table import Line, ReadTable
from dhr_desktop.ui.pieces import button, label
from dhr_desktop.ui.session import Session

from .answers_line import AnswersLine
from .answers_on_way import AnswersOnWay
from .preview import Preview
from .table_shown import TableShown, every_table

COLUMNS = ("File", "Agency", "What it is", "To look at")
OPENED_AT_ONCE = 400  # rows; a larger file is opened beside the window
WIDTHS = (28, 20, 40, 10)
_ENDINGS = "xlsx xlsm xlsb xls ods csv tsv txt docx docm dotx odt fodt rtf pdf"
KINDS = f"Files from agencies ({' '.join(f'*.{each}' for each in _ENDINGS.split())});;All files (*)"
BEING_READ = "being read again"
NOT_READ = "not read: it is read again when the case is opened next"
MOST_LINES = 6  # of files that wait, before their list is scrolled
EMPTY = (
    "Drop the agencies' files anywhere on this window, as many as you like: Excel, Word, OpenDocument, rich text, "
    "CSV, text or, as a best effort, PDF. "
    "Each is read and shown here; nothing is kept before you accept it."
)


class FilesPage(QWidget):
    chosen = Signal(str, int)
    count_told = Signal(str)

    def __init__(self, session: Session, choosers: Choosers) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session, self._choosers = session, choosers
        self.waiting: list[LookedAt] = []
        self._unread: list[waiting.FromBefore] = []  # they wait since the case was last open, and are being read again
        self._unread_words = BEING_READ
        self._original_asked: Place | None = None  # what the chair is looking at, or is about to, of a kept file
        self._on_way = AnswersOnWay(session, self._answered)
        self.queue = ReadTable(COLUMNS)
        self.table = list_table("Files waiting", self.queue, WIDTHS)
        self.kept = ReadTable(("File", "Agency", "Status", "Brought in"))
        self.kept_table = list_table("Files in the case", self.kept, (36, 30, 11, 24))
        self.answers = AnswersLine()
        self.agency, self.day_orders = self.answers.agency, self.answers.day_orders
        self.answers.agency_told.connect(lambda id: self._again(agency=id))
        self.answers.new_agency_told.connect(lambda name: self._again(new_agency=name))
        self.answers.typed.connect(self._take_typed_agency)
        self.answers.day_order_told.connect(lambda order: self._again(day_order=order))
        self.answers.version_told.connect(self._take_version)
        self.preview = Preview()
        self.preview.mapped.connect(self._map)
        self.preview.rows_named.connect(self._name_rows)
        self.preview.split.connect(lambda table, row: self._again(splits=frozenset({(table, row)})))
        self._lay_out()
        session.changed.connect(self._on_change)
        self.table.selectionModel().currentChanged.connect(lambda current, before: self._show_file(current.row()))
        self.kept_table.activated.connect(lambda index: self._open_chosen())
        self.kept_table.selectionModel().currentChanged.connect(lambda now, before: self._choose_kept(now.row()))
        self._show_queue()
        self._show_kept()
        session.look(waiting.from_before, self._take_up_again)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(8)
        column.addWidget(label("Files from agencies", "title"))
        self._accept = button("Accept this file", self.accept_one, tip="Keep its rows; Ctrl+Z takes them back")
        self._accept_all = button("Accept all", self.accept_all, role="main", tip="Keep every file that is waiting")
        self._put_aside = button("Put aside", self.put_aside, tip="Take it off this list; nothing of it is kept")
        self._adding = [
            button("Add files…", self.choose, tip="Or drop them anywhere on the window (Ctrl+O)"),
            button("Add a folder…", self.choose_folder),
            button("Paste", self.paste, tip="A table or text copied from an e-mail or Word"),
        ]
        blank = button("Blank chronology…", self.save_blank, tip="To send to agencies; a filled one comes in by itself")
        self._to_kept = button("Files in the case", self.show_kept, tip="Those kept before; what waits goes on waiting")
        deciding = (self._accept_all, self._accept, self._put_aside, self._to_kept)
        column.addLayout(FlowLayout(*self._adding, blank, *deciding))
        self._empty = label(EMPTY, "quiet")
        column.addWidget(self._empty)
        self._middle = QSplitter(Qt.Orientation.Vertical)
        self._middle.addWidget(self.table)
        self._middle.addWidget(self._looked_at())
        self._middle.setStretchFactor(1, 2)
        self._middle.setChildrenCollapsible(False)
        self._middle.splitterMoved.connect(self._was_parted)
        self._is_parted_by_hand = False
        self._kept_part = QWidget()
        kept = QVBoxLayout(self._kept_part)
        kept.setContentsMargins(0, 0, 0, 0)
        self._to_waiting = button("Back to those that wait", self.show_files, tip="The files that are not kept yet")
        row = FlowLayout(
            self._to_waiting,
            label("In the case", "heading", wraps=False),
            button("Open as it stood", self._open_chosen, tip="The chosen file, as its agency sent it (Enter)"),
            button("Save import reports…", self.save_reports, tip="What became of every row, a text for each file"),
        )
        kept.addLayout(row)
        kept.addWidget(self.kept_table, 1)
        self._stack = QStackedWidget()
        self._stack.setObjectName("page")
        self._stack.addWidget(self._kept_part)
        self._stack.addWidget(self._middle)
        self._stack.addWidget(self._original())
        column.addWidget(self._stack, 1)

    def _looked_at(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.answers)
        column.addWidget(self.preview, 1)
        return whole

    def _original(self) -> QWidget:
        """A file of the case, drawn as it stood."""
        self._original_part = QWidget()
        column = QVBoxLayout(self._original_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.addWidget(button("Back to the files", self.show_files, tip="Close this file"))
        self._original_name = label("", "heading", wraps=False)
        row.addWidget(self._original_name, 1)
        column.addLayout(row)
        self.original = Preview(is_kept=True)
        column.addWidget(self.original, 1)
        return self._original_part

    # ---- bringing in --------------------------------------------------------------------------

    def choose(self) -> None:
        path = self._choosers.file_to_open(self, "Bring in a file from an agency", self._choosers.usual(), KINDS)
        if path:
            self.take([path])

    def choose_folder(self) -> None:
        folder = self._choosers.folder(self, "Bring in a folder of files", self._choosers.usual())
        if folder:
            self.take([folder])

    def paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self._session.told.emit("There is nothing to paste. Copy a table or text first.")
            return
        self._session.run_long(
            "Reading what was pasted",
            partial(submissions.look_at_pasted, text=text),
            self._looked,
        )

    def save_blank(self) -> None:
        proposed = self._choosers.usual() / "Chronology.xlsx"
        path = self._choosers.file_to_write(self, "Blank chronology", proposed, "Excel (*.xlsx);;Word (*.docx)")
        if path:
            self._session.run_long(
                "Writing the blank chronology",
                partial(shapes_of_work.without_case, partial(import_papers.write_blank, path, overwrite=True)),
                lambda written: self._session.told.emit(f"{written.name} is ready to send."),
            )

    def save_reports(self) -> None:
        folder = self._choosers.folder(self, "Folder for the import reports", self._choosers.usual())
        if folder:
            self._session.run_long(
                "Writing the import reports",
                partial(import_papers.write_reports, folder=folder),
                lambda number: self._session.told.emit(f"{number} import reports written to {folder.name}."),
            )

    def take(self, paths: list[Path]) -> None:
        """Read files; they join those that wait."""
        if self._session.can_edit:
            self._session.run_long("Reading files", partial(submissions.look_at_given, paths=paths), self._read)

    def _read(self, read: tuple[list[LookedAt], FilesGiven]) -> None:
        looked, given = read
        self._looked(looked)
        if told := given.in_words():
            self._session.told.emit(told)

    def _looked(self, looked: list[LookedAt]) -> None:
        here = {each.sha256 for each in self.waiting}
        fresh = [each for each in looked if each.sha256 not in here or not each.data]
        first = len(self.waiting)
        self.waiting += fresh
        self._show_queue(first)
        self._keep_waiting()

    def _take_up_again(self, unread: list[waiting.FromBefore]) -> None:
        """What waited when the case was locked or closed waits again, and is in the list from the first."""
        if not unread or not self._session.can_edit:
            return
        self._unread, self._unread_words = unread, BEING_READ
        self._show_queue()
        task = self._session.run_long(
            f"Reading again {counted(len(unread), 'file')} waiting",
            partial(waiting.look_at_waiting, unread=unread), self._taken_up, self._could_not_take_up,
        )  # fmt: skip
        task.answer(task.cancelled, self._not_taken_up)

    def _could_not_take_up(self, problem: Exception) -> None:
        self._not_taken_up()
        self._session.problem.emit(problem)

    def _not_taken_up(self) -> None:
        self._unread_words = NOT_READ
        self._show_queue(max(self.table.currentIndex().row(), 0))

    def _taken_up(self, found: tuple[list[LookedAt], list[str]]) -> None:
        looked, gone = found
        self._unread = []
        self._looked(looked)
        if gone:
            self._session.told.emit(f"No longer where they were, and so not waiting: {', '.join(gone)}.")

    def _keep_waiting(self) -> None:
        files, unread = list(self.waiting), list(self._unread)
        self._session.put_down(lambda case: waiting.keep_waiting(case, files, unread))

    # ---- the queue ----------------------------------------------------------------------------

    def _show_queue(self, current: int = 0) -> None:
        lines = [_line(at, each) for at, each in enumerate(self.waiting)]
        lines += [
            Line((each.name, "", self._unread_words, ""), is_quiet=True, key=len(self.waiting) + at)
            for at, each in enumerate(self._unread)
        ]
        self.queue.show(lines)
        is_waiting = bool(lines)
        if self._original_asked is None:  # else what came meanwhile waits until the chair goes back to the files
            self._stack.setCurrentWidget(self._middle if is_waiting else self._kept_part)
            self._empty.setVisible(not is_waiting)
        self.answers.setVisible(bool(self.waiting))
        self.preview.setVisible(bool(self.waiting))
        for each in (self._accept, self._accept_all, self._put_aside):
            each.setEnabled(self._session.can_edit and bool(self.waiting))
        self._to_kept.setVisible(is_waiting)
        self._to_waiting.setVisible(is_waiting)
        for each in self._adding:
            each.setEnabled(self._session.can_edit)
        self._part()
        if self.waiting:
            self.table.setCurrentIndex(self.queue.index(min(current, len(self.waiting) - 1), 0))
        self.tell_count()

    def _was_parted(self) -> None:
        self._is_parted_by_hand = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._part()

    def _part(self) -> None:
        """The files that wait take the height of their lines and no more: what each would become needs the rest."""
        if self._is_parted_by_hand:
            return
        lines = max(3, min(self.queue.rowCount(), MOST_LINES))
        above = self.table.horizontalHeader().height() + lines * self.table.verticalHeader().defaultSectionSize() + 4
        self._middle.setSizes([above, max(self._middle.height() - above, 1)])

    def tell_count(self) -> None:
        entries = sum(each.gist.entry_count for each in self.waiting)
        case = self._session.case
        told = (
            f"{counted(len(self.waiting), 'file')} waiting with {counted(entries, 'entry', 'entries')}"
            if self.waiting
            else ""
        )
        if self._unread:
            told = "; ".join(
                filter(None, (told, f"{counted(len(self._unread), 'file')} waiting, {self._unread_words}"))
            )
        read = sum(each.is_kept for each in case.all(Submission)) if case else 0
        kept = f"{counted(read, 'file')} in the case" if case else ""
        self.count_told.emit("; ".join(part for part in (told, kept) if part))

    @property
    def current(self) -> LookedAt | None:
        row = self.table.currentIndex().row()
        return self.waiting[row] if 0 <= row < len(self.waiting) else None

    def _show_file(self, row: int) -> None:
        looked = self.waiting[row] if 0 <= row < len(self.waiting) else None
        if looked is None:
            return
        case = self._session.case
        agencies = case.all(Agency) if case else []
        self.answers.show_file(looked, agencies, can_edit=self._session.can_edit)
        self._accept.setEnabled(self._session.can_edit and looked.can_accept)
        for each in self.waiting:
            if each is not looked:
                each.found.fold()
        if looked.found.is_open or looked.gist.row_count <= OPENED_AT_ONCE:
            self._show_rows(looked)
        else:
            self.preview.setEnabled(False)  # what it shows is still the file before
            self._session.look(lambda case: every_table(looked), lambda gathered: self._show_rows(looked, gathered))

    def _show_rows(self, looked: LookedAt, gathered: Sequence[TableShown] | None = None) -> None:
        if looked is not self.current:
            return  # the chair has gone on meanwhile
        case = self._session.case
        names = sorted((each.full_name for each in case.all(Agency)), key=str.casefold) if case else []
        self.preview.setEnabled(True)
        self.preview.show_file(looked, names, gathered)

    def _take_typed_agency(self, typed: str) -> None:
        """A typed name is an answer once the field is left, as a chosen one is."""
        case, looked = self._session.case, self.current
        if case is None or looked is None or not typed or typed == looked.sender.name:
            return
        sender = answering.named(case, typed)
        self._again(agency=sender.agency or None, new_agency="" if sender.agency else sender.name)

    def _take_version(self, version: Version) -> None:
        """The answer is of the file that stands beside it now; of a later one it is asked again."""
        looked = self.current
        if looked is not None:
            of = looked.earlier.submission.id if looked.earlier is not None else 0
            self._again(version=VersionAnswer(version, of))

    def _name_rows(self, name: str, agency: str) -> None:
        """Whose the rows are that a column gives to a name."""
        case = self._session.case
        if case is not None:
            self._again(rows_of={name: answering.named(case, agency)})

    def _map(self, table: str, mapping: dict[int, str]) -> None:
        looked = self.current
        if looked is not None:

            def with_others(now: LookedAt) -> dict[str, Any]:
                told = {each.found.name: dict(each.found.mapping) for each in now.proposal.tables}
                return {"mappings": told | {table: mapping}}

            self._on_way.tell(looked, with_others)

    def _again(self, **told: Any) -> None:
        """The rows change at once under another agency or other columns: what is told is `look_again`'s."""
        looked = self.current
        if looked is not None:
            self._on_way.tell(looked, lambda now: told)

    def _answered(self, before: LookedAt, again: LookedAt) -> None:
        at = next((at for at, each in enumerate(self.waiting) if each is before), None)
        if at is not None:
            current = self.table.currentIndex().row()  # the chair may have gone on to another file
            self.waiting[at] = again
            self._show_queue(max(current, 0))
            self._keep_waiting()

    # ---- deciding -----------------------------------------------------------------------------

    def accept_one(self) -> None:
        if self.current is not None:
            self._on_way.keep_after([self.current], self._keep)

    def accept_all(self) -> None:
        self._on_way.keep_after(self.waiting, self._keep)

    def put_aside(self) -> None:
        aside = self.current
        if aside is not None:
            self.waiting = [each for each in self.waiting if each is not aside]
            self._show_queue()
            self._keep_waiting()
            self._session.told.emit(
                f"{aside.file_name} is off this list, and nothing of it is kept. Add it again if it is wanted."
            )

    def _keep(self, files: list[LookedAt]) -> None:
        files = [
            each for each in files if any(each is one for one in self.waiting)
        ]  # none that was put aside meanwhile
        typed = self.answers.written
        named = {at: typed for at, each in enumerate(files) if typed and each is self.current}

        self._session.run_long(
            "Keeping the files", partial(accepting.accept_and_ask, files=files, named=named), partial(self._kept, files)
        )

    def _kept(self, files: list[LookedAt], told: tuple[list[Change], list[LookedAt]]) -> None:
        changes, left = told
        waiting = {each.sha256: each for each in left}
        self.waiting = [
            waiting.get(each.sha256, each) if any(each is one for one in files) else each
            for each in self.waiting
            if not any(each is one for one in files) or each.sha256 in waiting
        ]
        self._show_queue()
        self._keep_waiting()
        if changes:  # told as one, so that every page reads again once
            kinds = frozenset().union(*(change.kinds for change in changes))
            ids = tuple(id for change in changes for id in change.ids)
            self._session.tell_change(replace(changes[-1], kinds=kinds, ids=ids))
        self._session.told.emit(kept_words([each for each in files if each.sha256 not in waiting], left))

    # ---- what is in the case ------------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        if "submissions" in change.kinds:
            self._show_kept()
            self.tell_count()

    def open_original(self, place: Place) -> None:
        """The file itself, at the row it was asked for."""

        def opened(looked: LookedAt) -> None:
            if self._original_asked is not place:
                return  # the chair has gone back, or on to another file
            self.original.setVisible(True)
            self._original_name.setText(f"{looked.file_name}, as {looked.sender.name or 'the agency'} sent it")
            self.original.show_file(looked)
            self.original.go_to(place.table, place.row)
            self.original.left.setFocus()

        def failed(problem: Exception) -> None:
            not_opened()
            self._session.problem.emit(problem)

        def not_opened() -> None:
            if self._original_asked is place:
                self.show_files()

        self._original_asked = place
        held = self._session.case.get(Submission, place.submission) if self._session.case is not None else None
        self._original_name.setText(f"{held.file_name if held is not None else 'The file'} is being opened …")
        self.original.setVisible(False)
        self._empty.hide()
        self._stack.setCurrentWidget(self._original_part)
        task = self._session.run_long(
            "Opening the agency's file",
            partial(originals.open_original, submission=place.submission),
            opened,
            failed,
        )
        task.answer(task.cancelled, not_opened)

    def show_kept(self) -> None:
        """What is in the case, while other files wait."""
        for each in (self._accept, self._accept_all, self._put_aside):
            each.setEnabled(False)  # they speak of files that are not on the page now
        self._stack.setCurrentWidget(self._kept_part)

    def show_files(self) -> None:
        self._original_asked = None
        self._show_queue(max(self.table.currentIndex().row(), 0))

    def _open_chosen(self) -> None:
        line = self.kept.line_at(self.kept_table.currentIndex().row())
        if line is not None:
            self.open_original(Place(line.key))

    def _show_kept(self) -> None:
        case = self._session.case
        names = {each.id: each.full_name for each in case.all(Agency)} if case else {}
        held = case.all(Submission) if case else []
        self.kept.show(
            [
                Line(
                    (each.file_name, names.get(each.agency, ""), each.status, _day_and_time(each.imported_at)),
                    why=each.report.partition("\n")[0],
                    is_quiet=each.status in ("replaced", "ignored"),
                    key=each.id,
                )
                for each in reversed(held)
            ]
        )

    def _choose_kept(self, row: int) -> None:
        line = self.kept.line_at(row)
        if line is not None:
            self.chosen.emit("submissions", line.key)

    def select(self, id: int) -> bool:
        row = self.kept.row_of(id)
        if row >= 0 and self.queue.rowCount():  # the files that wait stand where the list of the kept ones would
            self.open_original(Place(id))
        elif row >= 0:
            self.show_files()
            self.kept_table.setCurrentIndex(self.kept.index(row, 0))
        return row >= 0


def _line(at: int, looked: LookedAt) -> Line:
    needs = looked.need_count
    marked: tuple[int, ...] = (3,) if needs else ()
    if looked.gist.outcome != IMPORT or looked.already is not None:
        marked = (2, 3)
    words = looked.warnings[0] if looked.already is not None else looked.in_short()
    if looked.questions:
        marked = (1, *marked)
    why = "\n".join(looked.needs_begin()[:20])
    return Line((looked.file_name, _whose(looked), words, str(needs or "")), marked=marked, why=why, key=at)


def _whose(looked: LookedAt) -> str:
    if looked.sender.is_asked:
        return "Which?" if looked.questions else ""
    return looked.sender.name or "One for each row"


def _day_and_time(stamp: str) -> str:
    return f"{stamp[8:10]}/{stamp[5:7]}/{stamp[:4]} {stamp[11:16]} UTC"
