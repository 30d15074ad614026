"""The words of one section, and all that is put into them: evidence, references, what the registers know, drafts.

What the chair is trying to do here: write what the evidence supports, without leaving the sentence. One key each.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from dhr_desktop.core.changes import Change
from dhr_desktop.core.documents import Citation
from dhr_desktop.operations.report import citing, drafting
from dhr_desktop.operations.report.blocks.by_name import BLOCKS
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.pieces import button, label
from dhr_desktop.ui.session import Session

from .cite_line import CiteLine
from .prose_editor import ProseEditor


class WritingTab(QWidget):
    evidence_wanted = Signal(str, int)

    def __init__(self, session: Session, chosen_entry: Callable[[], int]) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._just_cited = 0
        self.editor = ProseEditor(session)
        self.editor.at_citation.connect(self._show_evidence)
        self.editor.dropped.connect(self._cite)
        self.cite_line = CiteLine(session, chosen_entry)
        self.cite_line.cited.connect(self._cite)
        self.strong = button("Strong", lambda: self.editor.surround("**"), tip="Ctrl+B")
        self.stressed = button("Stressed", lambda: self.editor.surround("*"), tip="Ctrl+I")
        self.head = button("Heading", lambda: self.editor.begin_line("## "), tip="Ctrl+1; a smaller one Ctrl+2")
        self.point = button("Point", lambda: self.editor.begin_line("- "), tip="Ctrl+Shift+L")
        self.note = button("Footnote", lambda: self.editor.insert("^[]"), tip="^[the note] where it belongs")
        self.cite = button(
            "Cite…", self.cite_line.open, role="main", tip="Put evidence behind this sentence (Ctrl+Shift+C)"
        )
        self.see = combo("Refer to", [], 9)
        self.see.activated.connect(self._refer)
        self.block = combo("Put in what the registers know", [], 11)
        self.block.addItem("From registers…", "")
        for kind in BLOCKS.values():
            self.block.addItem(kind.title, kind.name)
        self.block.activated.connect(self._put_block)
        self.episode = combo("Draft a key episode", [], 11)
        self.episode.activated.connect(self._draft)
        self.filled = label("", "quiet")
        self.tools: tuple[QWidget, ...] = (
            self.cite, self.strong, self.stressed, self.head, self.point, self.note, self.see, self.block, self.episode,
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addLayout(FlowLayout(*self.tools, spacing=6))
        column.addWidget(self.cite_line)
        column.addWidget(self.editor, 1)
        column.addWidget(self.filled)

    def cite_by_key(self, whole: QWidget) -> None:
        """Ctrl+Shift+C, wherever in the place the keys are."""
        shortcut = QShortcut(QKeySequence("Ctrl+Shift+C"), whole)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.cite_line.open)

    def offer(self, references: list[tuple[str, str]], episodes: tuple[tuple[int, str], ...]) -> None:
        """What can be referred to, as it is called and as it is kept; key episodes that can be drafted."""
        self.see.clear()
        self.see.addItem("Refer to…", "")
        for words, to in references:
            self.see.addItem(words, to)
        self.episode.clear()
        self.episode.addItem("Draft episode…", 0)
        for id, title in episodes:
            self.episode.addItem(title, id)
        self.episode.setVisible(bool(episodes))

    def say_filled(self, blocks: tuple[str, ...], because: str) -> None:
        """What stands behind the chair's words, and why the section is to be looked at again."""
        titles = ", ".join(BLOCKS[each].title for each in blocks)
        filled = f"Behind your words the registers fill: {titles}." if blocks else ""
        self.filled.setText(" ".join(filter(None, (filled, f"Look again: {because}." if because else ""))))
        self.filled.setVisible(bool(self.filled.text()))

    # ---- what is put in -------------------------------------------------------------------------------

    def _cite(self, ids: tuple[int, ...]) -> None:
        section, sentence = self.editor.section, self.editor.sentence()

        def operation(case: CaseFile) -> Change:
            change, kept = citing.cite(case, section, sentence, ids)
            self._just_cited = kept.id
            return change

        def settled(why_not: str) -> None:
            if not why_not and self.editor.section == section:
                self.editor.insert(f"[[c{self._just_cited}]]")
                self.editor.save_now()

        self._session.edit(operation, settled)

    def _show_evidence(self, citation: int) -> None:
        """What stands behind the sentence, at the side."""
        case = self._session.case
        held = case.get(Citation, citation) if case is not None else None
        found = case.find(held.of[0]) if case is not None and held is not None and held.of else None
        if found is not None:
            self.evidence_wanted.emit(found.KIND, found.id)

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
        mark, section = self.episode.itemData(at), self.editor.section
        self.episode.setCurrentIndex(0)
        if mark:
            self.editor.save_now()
            self._session.edit(lambda case: drafting.draft_episode(case, section, mark))


def combo(name: str, words: list[str], letters: int = 0) -> QComboBox:
    """As wide as its longest words, within reason, or as many letters as said."""
    made = QComboBox()
    made.setAccessibleName(name)
    made.addItems(words)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(letters or max(14, min(26, max((len(each) for each in words), default=20))))
    return made
