"""The Report place: the outline with where each section stands, the words of one, how it will be printed.

What the chair is trying to do here: write what the evidence supports, beside it, and see what is still missing. One
click opens a section; what is typed is saved by itself; Ctrl+Shift+C puts evidence behind the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.documents import EDITIONS, WORKING, Section
from dhr_desktop.operations.names.presented import real_of
from dhr_desktop.operations.report import sections, shapes, states
from dhr_desktop.operations.report.reading import AtOnce, ReadReport, at_once, read_for_screen
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.low_windows import GivesWay
from dhr_desktop.ui.pieces import button, label
from dhr_desktop.ui.session import Session

from .back_tab import BackTab
from .checks_tab import ChecksTab
from .export_line import ExportLine
from .known import BEING_READ, NOT_BEGUN, UNREADABLE, Known, Stands
from .outline_side import OutlineSide
from .printed import Printed
from .writing_tab import WritingTab, combo

PAUSE_MS = 350
FOLLOWS_NOT = frozenset({"departures", "views", "backups"})


def _references(read: ReadReport) -> Iterator[tuple[str, str]]:
    """What can be referred to: as it is called, and as a text keeps it."""
    assert read.made is not None
    titles = {str(each.section): f"section {each.title}" for each in read.told}
    for to, target in read.made.targets.items():
        yield titles.get(to, target.words), to


class ReportPlace(QWidget):
    count_told = Signal(str)
    chosen = Signal(str, int)
    page_wanted = Signal(str, object)
    record_wanted = Signal(str, int)

    def __init__(self, session: Session, choosers: Choosers, chosen_entry: Callable[[], int]) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._told = ""
        self._known = Known()
        self.section = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.reread)
        self.document = combo("Document", [each.capitalize() for each in shapes.DOCUMENTS])
        self.document.activated.connect(lambda at: self._other_document())
        self.numbering = combo(
            "How it is numbered", ["1, 1.1 and paragraphs under them", "paragraphs in one count", "no numbers"]
        )
        self.numbering.activated.connect(self._number)
        self.shape = combo("Shape", [], 64)
        self.begin = button("Begin it", self._begin, role="main", tip="Every heading of the shape, empty")
        self._offered = ""
        self.lacking = label("", "quiet")
        self.export_line: ExportLine | None = None
        self.export = button(
            "Export…", lambda: self._toggle_export(choosers), tip="A document of this review, as a file"
        )
        self.outline = OutlineSide(self._edit)
        self.outline.turned_to.connect(self._choose)
        self.outline.added.connect(self._show_next)
        self.writing = WritingTab(session, chosen_entry)
        self.writing.evidence_wanted.connect(self.chosen)
        self.editor = self.writing.editor
        self.printed = Printed()
        self._editions = [each for each in EDITIONS if session.edition == WORKING or each != WORKING]
        self.printed_as = combo("Edition shown", [f"as in the {each} edition" for each in self._editions])
        self.printed_as.setCurrentIndex(self._editions.index(session.edition))
        self.printed_as.activated.connect(lambda at: self.reread())
        self.back = BackTab(session, choosers)
        self.checks = ChecksTab(session, choosers)
        self.checks.wanted.connect(self._go_to_finding)
        self._lay_out()
        self.writing.cite_by_key(self)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._read_section)
        session.changed.connect(self._on_change)
        session.closing.connect(self._forget)
        session.dropping.connect(self._forget)

    # ---- laying out ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.heading = QLineEdit()
        self.heading.setAccessibleName("Heading of this section")
        self.heading.setMinimumWidth(self.fontMetrics().averageCharWidth() * 34)
        self.heading.editingFinished.connect(self._rename)
        self._session.words_wanted.connect(self._rename)
        self.read_it = button(
            "I have read it",
            self._read_section,
            tip="With what stands behind it, as it now is; it says when anything of it changes (Ctrl+Return)",
        )
        printing = QWidget()
        printing.setObjectName("page")
        under = QVBoxLayout(printing)
        under.setContentsMargins(0, 8, 0, 0)
        under.addLayout(FlowLayout(self.printed_as, self.read_it, spacing=8))
        under.addWidget(self.printed, 1)
        self.tabs = QTabWidget()
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its row of tabs takes the keys
        self.tabs.tabBar().setAccessibleName("Written and printed")
        self.tabs.addTab(self.writing, "Written")
        self.tabs.addTab(printing, "As printed")
        self.tabs.addTab(self.checks, "Checks")
        self.tabs.addTab(self.back, "Back from Word")
        self.tabs.currentChanged.connect(self._turned_to)
        right = QWidget()
        right.setObjectName("page")
        text_column = QVBoxLayout(right)
        text_column.setContentsMargins(8, 0, 0, 0)
        text_column.setSpacing(6)
        text_column.addWidget(self.heading)
        text_column.addWidget(self.tabs, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.outline)
        self.splitter.addWidget(right)
        self.splitter.setSizes([340, 560])
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.not_begun = label("", "quiet")
        self._beginning = QWidget()
        line = QHBoxLayout(self._beginning)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.shape)
        line.addWidget(self.begin)
        line.addStretch(1)
        top = FlowLayout(label("Report", "title", wraps=False), self.document, self.numbering, self.export, spacing=8)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 14, 18, 12)
        self._column.setSpacing(8)
        for layout_or_widget in (top, self.lacking, self.not_begun, self._beginning):
            self._column.addLayout(layout_or_widget) if isinstance(
                layout_or_widget, FlowLayout
            ) else self._column.addWidget(layout_or_widget)
        self._column.addWidget(self.splitter, 1)
        self._empty = QWidget()
        self._column.addWidget(self._empty, 1)
        self._show_stands(Stands.NOT_KNOWN)

    def _toggle_export(self, choosers: Choosers) -> None:
        if self.export_line is None:
            self.export_line = ExportLine(self._session, choosers)
            self._column.insertWidget(1, self.export_line)
            self.export_line.hide()
            GivesWay(self, self.export_line, self.splitter)
        self.editor.save_now()
        self.export_line.setVisible(not self.export_line.isVisible())
        if self.export_line.isVisible():
            self.export_line.offer(self.document_name())

    @property
    def read(self) -> ReadReport | None:
        return self._known.read

    # ---- reading -------------------------------------------------------------------------------------

    def document_name(self) -> str:
        return shapes.DOCUMENTS[self.document.currentIndex()]

    def showEvent(self, event: object) -> None:
        self.reread()
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own event

    def hideEvent(self, event: object) -> None:
        self.editor.save_now()
        super().hideEvent(event)  # type: ignore[arg-type]  # Qt's own event

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and change.kinds - FOLLOWS_NOT:
            self._pause.start()

    def reread(self) -> None:
        document, printed_as = self.document_name(), self._editions[self.printed_as.currentIndex()]
        self._session.look(partial(at_once, document=document), self._show_at_once)
        self._session.ask(
            partial(read_for_screen, document=document, printed_as=printed_as), self._show, self._could_not_read
        )

    def _other_document(self) -> None:
        self.editor.save_now()
        self.section = 0
        self._known = Known()
        self._show_stands(Stands.NOT_KNOWN)
        self.reread()

    def _show_at_once(self, known: AtOnce) -> None:
        """The headings and the chair's words do not wait for what is made of the registers."""
        if known.document != self.document_name():
            return
        self._known.at_once = known
        if not known.is_begun:
            self._show_not_begun(known.document)
            return
        self._show_stands(Stands.BEGUN)
        told = self._known.told_at_once(known)
        if self.read is None:
            self.writing.offer([], ())
            self.lacking.setText(BEING_READ)
            self._tell(f"{counted(len(told), 'section')}, being read")
        if told != self._known.shown:
            self._show_outline(told)

    def _show_outline(self, told: tuple[states.Standing, ...]) -> None:
        is_there = any(each.section == self.section for each in told)
        wanted = self.section if is_there else (told[0].section if told else 0)
        self._known.shown = told
        self.outline.show_outline(told)
        self.outline.choose(wanted)

    def _show_not_begun(self, document: str) -> None:
        self._known.read, self._known.shown = None, ()
        self._show_stands(Stands.NOT_BEGUN)
        self._offer_shapes(document)
        self.editor.show_section(0, "")
        self._tell("")

    def _could_not_read(self) -> None:
        if self.read is None:
            self.lacking.setText(UNREADABLE)
            self._tell("")

    def _show(self, read: ReadReport) -> None:
        if read.document != self.document_name() or self._known.is_of_another_time(read):
            return
        if read.made is None:
            self._show_not_begun(read.document)
            return
        self._known.read = read
        self._show_stands(Stands.BEGUN)
        self.writing.offer(list(_references(read)), read.episodes)
        held = self._session.case
        if held is not None:
            how = sections.numbering(real_of(held), read.document)
            self.numbering.setCurrentIndex(shapes.NUMBERINGS.index(how))
        self.lacking.setText(f"Still lacking: {read.lacking}.")
        self._show_outline(read.told)
        counts = ", ".join(f"{number} {state}" for state, number in states.counted(read.told).items())
        self._tell(f"{counted(len(read.told), 'section')}: {counts}")

    def _tell(self, words: str) -> None:
        self._told = words
        self.tell_count()

    def tell_count(self) -> None:
        self.count_told.emit(self._told)

    def _show_stands(self, stands: Stands) -> None:
        can = self._session.can_edit
        parts: tuple[tuple[QWidget, tuple[Stands, ...]], ...] = (
            (self.splitter, (Stands.BEGUN,)), (self.numbering, (Stands.BEGUN,)),
            (self.lacking, (Stands.BEGUN, Stands.NOT_KNOWN)), (self._empty, (Stands.NOT_BEGUN, Stands.NOT_KNOWN)),
            (self.not_begun, (Stands.NOT_BEGUN,)), (self._beginning, (Stands.NOT_BEGUN,)),
        )  # fmt: skip
        for part, shown_at in parts:
            part.setVisible(stands in shown_at)
        if stands is Stands.NOT_KNOWN:
            self.lacking.setText(BEING_READ)
        for each in (*self.outline.verbs, *self.writing.tools, self.numbering, self.begin, self.heading, self.read_it):
            each.setEnabled(can)

    def _offer_shapes(self, document: str) -> None:
        self.not_begun.setText(NOT_BEGUN.format(document))
        if self._offered == document:
            return  # what the chair has chosen among them stays chosen
        self._offered = document
        self.shape.clear()
        for each in shapes.shipped().values():
            if each.document == document:
                self.shape.addItem(f"{each.title}: {each.says}", each.key)

    # ---- one section ---------------------------------------------------------------------------------

    def select(self, id: int) -> bool:
        self.outline.choose(id)
        return self.section == id

    def _show_next(self, id: int) -> None:
        self.section = id

    def _choose(self, id: int) -> None:
        standing = next((each for each in self._known.shown if each.section == id), None)
        if standing is None:
            return
        is_other = id != self.section
        self.section = id
        self.editor.show_section(id, self._body(id))
        if is_other or not self.heading.hasFocus():
            self.heading.setText(self._known.heading(id))
        self.writing.say_filled(self._known.filled(id), standing.because)
        if self.read is not None and self.read.printed is not None:
            self.printed.show_section(self.read.printed, id)

    def _body(self, id: int) -> str:
        """As the case has it now: what was read for the list may be older than the last save."""
        held = self._session.case.get(Section, id) if self._session.case is not None else None
        return held.body if held is not None else ""

    def _edit(self, operation: Callable[[CaseFile], Change]) -> None:
        self.editor.save_now()
        self._session.edit(operation)

    def _rename(self) -> None:
        section, words = self.section, self.heading.text()
        held = self._session.case.get(Section, section) if self._session.case is not None else None
        if held is not None and words.strip() and words.strip() != held.heading:
            self._edit(lambda case: sections.rename(case, section, words))

    def _read_section(self) -> None:
        section, read = self.section, self.read
        if read is None or read.made is None:
            return
        self.editor.save_now()
        work = partial(states.set_read, document=read.document, section=section)
        self._session.run_long("Marking the section as read", work, self._session.tell_change)

    # ---- the whole -----------------------------------------------------------------------------------

    def _begin(self) -> None:
        key = str(self.shape.currentData() or "")
        if key:
            self._session.edit(lambda case: sections.begin(case, shapes.shape(key)))

    def _number(self, at: int) -> None:
        document = self.document_name()
        self._edit(lambda case: sections.set_numbering(case, document, shapes.NUMBERINGS[at]))

    def _turned_to(self, at: int) -> None:
        self.editor.save_now()
        if self.tabs.widget(at) is self.checks:
            self.checks.follow()

    def _go_to_finding(self, kind: str, id: int) -> None:
        """A section is opened here; anything else where it is kept."""
        if kind == "sections" and self.select(id):
            self.tabs.setCurrentIndex(0)
            self.editor.setFocus()
        elif kind != "sections":
            self.record_wanted.emit(kind, id)

    def _forget(self) -> None:
        """Nothing of the case stays in what was shown or typed."""
        self._pause.stop()
        self._known = Known()
        self.outline.show_outline(())
        self.printed.clear()
        self.heading.clear()
        self.lacking.clear()
        self.writing.filled.clear()
