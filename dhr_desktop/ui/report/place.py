"""The Report place: the outline with where each section stands, the words of one, how it will be printed.

What the chair is trying to do here: write what the evidence supports, beside it, and see what is still missing. One
click opens a section; what is typed is saved by itself; Ctrl+Shift+C puts evidence behind the sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from dhr_desktop.core.analysis import Mark
from dhr_desktop.core.changes import Change
from dhr_desktop.core.documents import Citation, Section
from dhr_desktop.operations.editions import EDITIONS
from dhr_desktop.operations.marking import KEY_EPISODE
from dhr_desktop.operations.presented import edition_of, presented, real_of
from dhr_desktop.operations.reports import citing, drafting, sections, shapes, states
from dhr_desktop.operations.reports.assembling import Assembled, assemble
from dhr_desktop.operations.reports.blocks import BLOCKS
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.editable_table import list_table
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.models.read_table import Line, ReadTable
from dhr_desktop.ui.pieces import button, label
from dhr_desktop.ui.session import Session

from .back_tab import BackTab
from .checks_tab import ChecksTab
from .cite_line import CiteLine
from .export_line import ExportLine
from .printed import Printed
from .prose_editor import ProseEditor

COLUMNS, WIDTHS = ("Section", "State"), (40, 14)
PAUSE_MS = 350
NOT_BEGUN = (
    "The {} has not been begun. Choose a shape: its headings come in the order of the guidance, and under each the "
    "registers fill what they know. Every heading can be changed."
)
NO_SECTIONS = "Nothing here yet. Choose a shape beside this and begin."
FOLLOWS_NOT = frozenset({"departures", "views", "backups"})


@dataclass(frozen=True, slots=True)
class _Read:
    """What the place shows, read beside the window's thread."""

    document: str
    made: Assembled | None
    printed: Assembled | None
    told: tuple[states.Standing, ...]
    lacking: str
    blocks: dict[int, tuple[str, ...]]
    episodes: tuple[tuple[int, str], ...]


def _read(case: CaseFile, document: str, printed_as: str) -> _Read:
    if sections.root(real_of(case), document) is None:
        return _Read(document, None, None, (), "", {}, ())
    made = assemble(case, document)
    printed = made if printed_as == edition_of(case) else assemble(presented(case, printed_as), document)
    stale = citing.stale(real_of(case))
    real = {each.id: each for each in real_of(case).all(Section)}
    blocks = {
        each.section.id: tuple(one for one in real[each.section.id].generated.split(";") if one in BLOCKS)
        for each in made.outline
    }
    episodes = tuple(
        (each.id, each.title or f"Key episode {each.id}") for each in case.all(Mark) if each.sort == KEY_EPISODE
    )
    return _Read(
        document,
        made,
        printed,
        tuple(states.standings(case, made, stale)),
        states.lacks(case, made, stale).in_words(),
        blocks,
        episodes,
    )


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
        self.read: _Read | None = None
        self.section = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.reread)
        self.document = _combo("Document", [each.capitalize() for each in shapes.DOCUMENTS])
        self.document.activated.connect(lambda at: self._other_document())
        self.numbering = _combo(
            "How it is numbered", ["1, 1.1 and paragraphs under them", "paragraphs in one count", "no numbers"]
        )
        self.numbering.activated.connect(self._number)
        self.shape = _combo("Shape", [])
        self.begin = button("Begin it", self._begin, role="main", tip="Every heading of the shape, empty")
        self.lacking = label("", "quiet")
        self.export_line: ExportLine | None = None
        self.export = button(
            "Export…", lambda: self._toggle_export(choosers), tip="A document of this review, as a file"
        )
        self.model = ReadTable(COLUMNS)
        self.table = list_table("Sections", self.model, WIDTHS, NO_SECTIONS)
        self.table.selectionModel().currentChanged.connect(lambda now, before: self._choose(now.row()))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.editor = ProseEditor(session)
        self.cite_line = CiteLine(session, chosen_entry)
        self.cite_line.cited.connect(self._cite)
        self.editor.at_citation.connect(self._show_evidence)
        self.printed = Printed()
        self.printed_as = _combo("Edition shown", [f"as in the {each} edition" for each in EDITIONS])
        self.printed_as.activated.connect(lambda at: self.reread())
        self.back = BackTab(session, choosers)
        self.checks = ChecksTab(session, choosers)
        self.checks.wanted.connect(self._go_to_finding)
        self._lay_out()
        for key, slot in (("Ctrl+Shift+C", self.cite_line.open), ("Ctrl+Return", self._read_section)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        session.changed.connect(self._on_change)
        session.closing.connect(self._forget)
        session.dropping.connect(self._forget)

    # ---- laying out ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.heading = QLineEdit()
        self.heading.setAccessibleName("Heading of this section")
        self.heading.setMinimumWidth(self.fontMetrics().averageCharWidth() * 34)
        self.heading.editingFinished.connect(self._rename)
        self.add = button("Add a section", self._add, tip="Behind the chosen one")
        self.verbs = [
            self.add, button("Up", lambda: self._move(-1), tip="Before the one above (Alt+Up)"),
            button("Down", lambda: self._move(1), tip="Behind the one below (Alt+Down)"),
            button("In", lambda: self._shift(1), tip="Within the section before it"), button("Out", lambda: self._shift(-1)),
            button("Remove", self._remove, tip="With its words; Undo brings it back"),
        ]  # fmt: skip
        for key, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda by=by: self._move(by))
        self.strong = button("Strong", lambda: self.editor.surround("**"), tip="Ctrl+B")
        self.stressed = button("Stressed", lambda: self.editor.surround("*"), tip="Ctrl+I")
        self.head = button("Heading", lambda: self.editor.begin_line("## "), tip="Ctrl+1; a smaller one Ctrl+2")
        self.point = button("Point", lambda: self.editor.begin_line("- "), tip="Ctrl+Shift+L")
        self.note = button("Footnote", lambda: self.editor.insert("^[]"), tip="^[the note] where it belongs")
        self.cite = button(
            "Cite…", self.cite_line.open, role="main", tip="Put evidence behind this sentence (Ctrl+Shift+C)"
        )
        self.see = _combo("Refer to", [])
        self.see.activated.connect(self._refer)
        self.block = _combo("Put in what the registers know", [])
        self.block.addItem("Put in from the registers…", "")
        for kind in BLOCKS.values():
            self.block.addItem(kind.title, kind.name)
        self.block.activated.connect(self._put_block)
        self.episode = _combo("Draft a key episode", [])
        self.episode.activated.connect(self._draft)
        self.read_it = button(
            "I have read it", self._read_section, tip="It says when anything in it changes (Ctrl+Return)"
        )
        self.filled = label("", "quiet")
        writing = QWidget()
        writing.setObjectName("page")
        column = QVBoxLayout(writing)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        self.tools: tuple[QWidget, ...] = (
            self.cite, self.strong, self.stressed, self.head, self.point, self.note, self.see, self.block, self.episode,
        )  # fmt: skip
        column.addLayout(FlowLayout(*self.tools, spacing=6))
        column.addWidget(self.cite_line)
        column.addWidget(self.editor, 1)
        column.addWidget(self.filled)
        printing = QWidget()
        printing.setObjectName("page")
        under = QVBoxLayout(printing)
        under.setContentsMargins(0, 8, 0, 0)
        under.addLayout(FlowLayout(self.printed_as, self.read_it, spacing=8))
        under.addWidget(self.printed, 1)
        self.tabs = QTabWidget()
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its row of tabs takes the keys
        self.tabs.tabBar().setAccessibleName("Written and printed")
        self.tabs.addTab(writing, "Written")
        self.tabs.addTab(printing, "As printed")
        self.tabs.addTab(self.checks, "Checks")
        self.tabs.addTab(self.back, "Back from Word")
        self.tabs.currentChanged.connect(self._turned_to)
        left = QWidget()
        left.setObjectName("page")
        list_column = QVBoxLayout(left)
        list_column.setContentsMargins(0, 0, 8, 0)
        list_column.setSpacing(6)
        list_column.addWidget(self.table, 1)
        list_column.addLayout(FlowLayout(*self.verbs, spacing=4))
        right = QWidget()
        right.setObjectName("page")
        text_column = QVBoxLayout(right)
        text_column.setContentsMargins(8, 0, 0, 0)
        text_column.setSpacing(6)
        text_column.addWidget(self.heading)
        text_column.addWidget(self.tabs, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
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
        self._show_begun(False)

    def _toggle_export(self, choosers: Choosers) -> None:
        if self.export_line is None:
            self.export_line = ExportLine(self._session, choosers)
            self._column.insertWidget(1, self.export_line)
            self.export_line.hide()
        self.editor.save_now()
        self.export_line.setVisible(not self.export_line.isVisible())
        if self.export_line.isVisible():
            self.export_line.offer(self.document_name())

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
        document, printed_as = self.document_name(), EDITIONS[self.printed_as.currentIndex()]
        self._session.ask(lambda case: _read(case, document, printed_as), self._show)

    def _other_document(self) -> None:
        self.editor.save_now()
        self.section = 0
        self.reread()

    def _show(self, read: _Read) -> None:
        if read.document != self.document_name():
            return
        self.read = read
        self._show_begun(read.made is not None)
        if read.made is None:
            self._offer_shapes(read.document)
            self.editor.show_section(0, "")
            self._tell("")
            return
        rows = [
            Line((f"{'    ' * (each.level - 1)}{each.title}", each.state), marked=(1,) if each.because else (), why=each.because, key=each.section)
            for each in read.told
        ]  # fmt: skip
        wanted = (
            self.section
            if any(each.section == self.section for each in read.told)
            else (read.told[0].section if read.told else 0)
        )
        self.model.show(rows)
        self._offer_references(read)
        held = self._session.case
        if held is not None:
            how = sections.numbering(real_of(held), read.document)
            self.numbering.setCurrentIndex(shapes.NUMBERINGS.index(how))
        self.lacking.setText(f"Still lacking: {read.lacking}.")
        self._choose_section(wanted)
        counts = ", ".join(f"{number} {state}" for state, number in states.counted(read.told).items())
        self._tell(f"{len(read.told)} sections: {counts}")

    def _tell(self, words: str) -> None:
        self._told = words
        self.tell_count()

    def tell_count(self) -> None:
        self.count_told.emit(self._told)

    def _show_begun(self, is_begun: bool) -> None:
        can = self._session.can_edit
        begun: tuple[QWidget, ...] = (self.splitter, self.lacking, self.numbering)
        not_begun: tuple[QWidget, ...] = (self.not_begun, self._beginning, self._empty)
        for part in begun:
            part.setVisible(is_begun)
        for part in not_begun:
            part.setVisible(not is_begun)
        for each in (*self.verbs, *self.tools, self.numbering, self.begin, self.heading, self.read_it):
            each.setEnabled(can)

    def _offer_shapes(self, document: str) -> None:
        self.not_begun.setText(NOT_BEGUN.format(document))
        self.shape.clear()
        for each in shapes.shipped().values():
            if each.document == document:
                self.shape.addItem(f"{each.title}: {each.says}", each.key)

    def _offer_references(self, read: _Read) -> None:
        assert read.made is not None
        self.see.clear()
        self.see.addItem("Refer to…", "")
        for to, target in read.made.targets.items():
            section = next((each for each in read.told if str(each.section) == to), None)
            self.see.addItem(f"section {section.title}" if section else target.words, to)
        self.episode.clear()
        self.episode.addItem("Draft a key episode…", 0)
        for id, title in read.episodes:
            self.episode.addItem(title, id)
        self.episode.setVisible(bool(read.episodes))

    # ---- one section ---------------------------------------------------------------------------------

    def _choose_section(self, id: int) -> None:
        row = self.model.row_of(id)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
            self._choose(row)

    def select(self, id: int) -> bool:
        self._choose_section(id)
        return self.section == id

    def _choose(self, row: int) -> None:
        line = self.model.line_at(row)
        read = self.read
        if line is None or read is None or read.made is None:
            return
        is_other = line.key != self.section
        self.section = line.key
        self.editor.show_section(line.key, self._body(line.key))
        standing = next(each for each in read.told if each.section == line.key)
        if is_other or not self.heading.hasFocus():
            self.heading.setText(
                next(each.section.heading for each in read.made.outline if each.section.id == line.key)
            )
        blocks = read.blocks.get(line.key, ())
        filled = (
            f"Behind your words the registers fill: {', '.join(BLOCKS[each].title for each in blocks)}."
            if blocks
            else ""
        )
        self.filled.setText(
            " ".join(filter(None, (filled, f"Look again: {standing.because}." if standing.because else "")))
        )
        self.filled.setVisible(bool(self.filled.text()))
        if read.printed is not None:
            self.printed.show_section(read.printed, line.key)

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

    def _add(self) -> None:
        section = self.section

        def operation(case: CaseFile) -> Change:
            change, added = sections.add_after(case, section, "New section")
            self.section = added.id
            return change

        self._edit(operation)

    def _move(self, by: int) -> None:
        section = self.section
        self._edit(lambda case: sections.move(case, section, by))

    def _shift(self, by: int) -> None:
        section = self.section
        self._edit(lambda case: sections.shift(case, section, by))

    def _remove(self) -> None:
        section = self.section
        self._edit(lambda case: sections.remove(case, section))

    def _read_section(self) -> None:
        section, read = self.section, self.read
        if read is None or read.made is None:
            return
        document = read.document
        self._edit(lambda case: states.set_checked(case, assemble(case, document), section))

    # ---- the whole -----------------------------------------------------------------------------------

    def _begin(self) -> None:
        key = str(self.shape.currentData() or "")
        if key:
            self._session.edit(lambda case: sections.begin(case, shapes.shape(key)))

    def _number(self, at: int) -> None:
        document = self.document_name()
        self._edit(lambda case: sections.set_numbering(case, document, shapes.NUMBERINGS[at]))

    # ---- what is put into the words ---------------------------------------------------------------------

    def _cite(self, ids: tuple[int, ...]) -> None:
        section, sentence = self.section, self.editor.sentence()

        def operation(case: CaseFile) -> Change:
            change, kept = citing.cite(case, section, sentence, ids)
            self._just_cited = kept.id
            return change

        def settled(why_not: str) -> None:
            if not why_not and self.section == section:
                self.editor.insert(f"[[c{self._just_cited}]]")
                self.editor.save_now()

        self._just_cited = 0
        self._session.edit(operation, settled)

    def _show_evidence(self, citation: int) -> None:
        """What stands behind the sentence, at the side."""
        case = self._session.case
        held = case.get(Citation, citation) if case is not None else None
        found = case.find(held.of[0]) if case is not None and held is not None and held.of else None
        if found is not None:
            self.chosen.emit(found.KIND, found.id)

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

    def _refer(self, at: int) -> None:
        to = self.see.itemData(at)
        self.see.setCurrentIndex(0)
        if to:
            self.editor.insert(f"{{see:{to}}}")

    def _put_block(self, at: int) -> None:
        name = self.block.itemData(at)
        self.block.setCurrentIndex(0)
        if name:
            self.editor.insert_alone(f"{{{{{name}}}}}")
            self.editor.save_now()

    def _draft(self, at: int) -> None:
        mark, section = self.episode.itemData(at), self.section
        self.episode.setCurrentIndex(0)
        if mark:
            self._edit(lambda case: drafting.draft_episode(case, section, mark))

    def _forget(self) -> None:
        """Nothing of the case stays in what was shown or typed."""
        self._pause.stop()
        self.read = None
        self.model.show([])
        self.printed.clear()
        self.heading.clear()
        self.lacking.clear()
        self.filled.clear()


def _combo(name: str, words: list[str]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.addItems(words)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(max(14, min(26, max((len(each) for each in words), default=20))))
    return made
