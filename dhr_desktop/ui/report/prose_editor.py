"""The chair's words of one section: plain and fast, marks shown as what they do, saved while typing goes on.

Never more than two seconds of typing may be lost; a saving that failed is tried again and the words stay.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeySequence,
    QShortcut,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit
from shiboken6 import isValid

from dhr_desktop.core.changes import Change
from dhr_desktop.operations.report import sections
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.ui import theme
from dhr_desktop.ui.carried import carried_in
from dhr_desktop.ui.names_marked import NameMarker
from dhr_desktop.ui.saved_field import AFTER_LAST_KEY_MS, WHILE_TYPING_MS
from dhr_desktop.ui.session import Session
from dhr_desktop.writing.prose import end_of_sentence, sentence_before

_MARKS = re.compile(
    r"\*\*\*[^*\n]+\*\*\*|\*\*[^*\n]+\*\*|\*[^*\s][^*\n]*\*|\^\[[^\]\n]*\]|\[\[[ce][\d,]+\]\]|\{[^{}\n]+\}|\{\{[^{}\n]+\}\}"
)
_CITED = re.compile(r"\[\[c(\d+)\]\]")
_HEADING = re.compile(r"^#{2,4} ")
_LINE_MARK = re.compile(r"^(#{2,4} |\s*- |\s*\d{1,3}[.)] |> )")


class ProseMarker(NameMarker):
    """Names underlined as everywhere; marks quiet, and what they mark as it will look."""

    def highlightBlock(self, text: str) -> None:
        if not isValid(self):
            return
        tokens = theme.current()
        quiet = QTextCharFormat()
        quiet.setForeground(QColor(tokens.quiet))
        if heading := _HEADING.match(text):
            bold = QTextCharFormat()
            bold.setFontWeight(QFont.Weight.Bold)
            self.setFormat(0, len(text), bold)
            self.setFormat(0, heading.end(), quiet)
        for match in _MARKS.finditer(text):
            look = QTextCharFormat()
            said = match[0]
            if said.startswith("*"):
                stars = len(said) - len(said.lstrip("*"))
                look.setFontWeight(QFont.Weight.Bold if stars > 1 else QFont.Weight.Normal)
                look.setFontItalic(stars != 2)
                self.setFormat(match.start(), len(said), look)
            else:
                look.setForeground(QColor(tokens.accent if said.startswith("[[") else tokens.quiet))
                self.setFormat(match.start(), len(said), look)
        super().highlightBlock(text)


@dataclass(frozen=True, slots=True, eq=False)
class _Saving:
    """Words on their way into the case."""

    section: int
    body: str


class ProseEditor(QPlainTextEdit):
    saved = Signal()
    at_citation = Signal(int)  # the cursor stands in or behind one
    dropped = Signal(object)  # records that were dropped on a sentence, behind which the cursor now stands

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.section = 0
        self._kept = ""  # the words as the case has them
        self._gesture = ""
        self._is_loading = False
        self._pending: list[_Saving] = []  # the case may not have their words yet
        self.setAccessibleName("The words of this section")
        self.setTabChangesFocus(True)
        self.setPlaceholderText(
            "Write here. Type ## before a heading, - before a point; Ctrl+B strong, Ctrl+I stressed."
        )
        self.marker: QSyntaxHighlighter = ProseMarker(self.document(), session)
        self._pause, self._steady = self._timer(AFTER_LAST_KEY_MS), self._timer(WHILE_TYPING_MS)
        self.textChanged.connect(self._typed)
        self.cursorPositionChanged.connect(self._look_for_citation)
        session.save_recovered.connect(self.save_now)
        session.words_wanted.connect(self.save_last_word)
        for key, slot in (
            ("Ctrl+B", lambda: self.surround("**")), ("Ctrl+I", lambda: self.surround("*")), ("Ctrl+1", lambda: self.begin_line("## ")),
            ("Ctrl+2", lambda: self.begin_line("### ")), ("Ctrl+Shift+L", lambda: self.begin_line("- ")),
        ):  # fmt: skip
            self._key(key, slot)

    def _timer(self, ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(self.save_now)
        return timer

    def _key(self, key: str, slot: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(slot)

    # ---- loading and saving ---------------------------------------------------------------------------

    def show_section(self, section: int, body: str) -> None:
        """Another section's words, or the same ones as the case now has them; what is being typed is not disturbed."""
        pending = self._pending_of(section)
        if pending is not None:
            body = pending
        if section == self.section and (pending is not None or self.is_dirty or body == self.toPlainText()):
            return
        self.save_last_word()
        self._is_loading = True
        at = self.textCursor().position() if section == self.section else 0
        self.section, self._kept, self._gesture = section, body, ""
        self.setPlainText(body)
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(body)))
        self.setTextCursor(cursor)
        self._is_loading = False
        self.setReadOnly(not section or not self._session.can_edit)

    def _pending_of(self, section: int) -> str | None:
        """The words of a section that are on their way, the latest; None where all are in the case."""
        return next((each.body for each in reversed(self._pending) if each.section == section), None)

    @property
    def is_dirty(self) -> bool:
        return bool(self.section) and self.toPlainText() != self._kept

    def _typed(self) -> None:
        if self._is_loading or not self.section:
            return
        self._pause.start()
        if not self._steady.isActive():
            self._steady.start()

    def save_last_word(self) -> None:
        """What is typed, on its way off the screen: even while saving fails it is sent, to be tried with the rest."""
        self.save_now(is_last_word=True)

    def save_now(self, *, is_last_word: bool = False) -> None:
        self._pause.stop()
        self._steady.stop()
        case = self._session.case
        if not self.is_dirty or case is None or case.is_read_only:
            return
        if self._session.is_failing and not is_last_word:
            return
        self._gesture = self._gesture or secrets.token_hex(8)
        section, body, gesture, before = self.section, self.toPlainText(), self._gesture, self._kept
        saving = _Saving(section, body)
        self._kept = body
        self._pending.append(saving)

        def write(case: CaseFile) -> Change:
            return sections.write(case, section, body, gesture=gesture)

        def settled(why_not: str) -> None:
            if why_not and self._session.still_waits(write):
                return  # it is tried again, and told of again
            self._pending.remove(saving)
            if why_not and self.section == section and self._kept == body:
                self._kept = before  # refused: it is dirty still
            self.saved.emit()

        if not self._session.edit(write, settled, is_last_word=is_last_word):
            self._pending.remove(saving)
            self._kept = before

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.save_last_word()
        self._gesture = ""  # coming back is another step for Undo
        super().focusOutEvent(event)

    def _look_for_citation(self) -> None:
        cursor = self.textCursor()
        at, line = cursor.positionInBlock(), cursor.block().text()
        for match in _CITED.finditer(line):
            if match.start() <= at <= match.end():
                self.at_citation.emit(int(match[1]))
                return

    # ---- records dropped on a sentence ------------------------------------------------------------------

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(carried_in(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        ids = carried_in(source)
        if not ids:
            super().insertFromMimeData(source)
            return
        cursor = self.textCursor()
        cursor.setPosition(end_of_sentence(self.toPlainText(), cursor.position()))
        self.setTextCursor(cursor)
        self.dropped.emit(ids)

    # ---- marks ------------------------------------------------------------------------------------------

    def surround(self, mark: str) -> None:
        """The chosen words, or where the cursor is, between two marks; once more takes them away."""
        cursor = self.textCursor()
        words = cursor.selectedText()
        if "\u2029" in words:
            return  # a mark does not run over a paragraph's end
        if words.startswith(mark) and words.endswith(mark) and len(words) > 2 * len(mark):
            cursor.insertText(words[len(mark) : -len(mark)])
            return
        cursor.insertText(f"{mark}{words}{mark}")
        if not words:
            cursor.setPosition(cursor.position() - len(mark))
            self.setTextCursor(cursor)

    def begin_line(self, mark: str) -> None:
        """Every chosen line with this mark before it; once more takes it away."""
        cursor = self.textCursor()
        first, last = sorted((cursor.anchor(), cursor.position()))
        block, end = self.document().findBlock(first), self.document().findBlock(last).blockNumber()
        cursor.beginEditBlock()
        while block.isValid() and block.blockNumber() <= end:
            held = _LINE_MARK.match(block.text())
            line = QTextCursor(block)
            if held:
                line.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, held.end())
            line.insertText("" if held and held[0].strip() == mark.strip() else mark)
            block = block.next()
        cursor.endEditBlock()

    def insert(self, words: str) -> None:
        """Where the cursor is."""
        self.textCursor().insertText(words)
        self.setFocus()

    def insert_alone(self, words: str) -> None:
        """In a line of its own behind the paragraph the cursor is in."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertText(f"\n\n{words}\n\n" if cursor.position() else f"{words}\n\n")
        self.setTextCursor(cursor)
        self.setFocus()

    def sentence(self) -> str:
        """The sentence the cursor is in, or stands behind."""
        cursor = self.textCursor()
        return cursor.selectedText().replace("\u2029", " ") or sentence_before(self.toPlainText(), cursor.position())
