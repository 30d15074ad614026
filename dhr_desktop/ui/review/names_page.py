"""What everybody is called outside: pseudonyms, doubtful words, and names met in the texts that no register holds.

What the chair is trying to do here: make sure that nobody's name gets out, and that the family's choice stands. Four
lists, most urgent first; one key each: take an offered name, say "just a word", take a form into the register.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.people import Person
from dhr_desktop.operations.names import name_questions, names_met, naming, small_facts
from dhr_desktop.operations.names.name_questions import Question
from dhr_desktop.operations.names.names_read import Read, Row, read_names
from dhr_desktop.people.certain import NEUTRAL, WORD
from dhr_desktop.ui.editable_table import EditableTable, list_table
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.models.read_table import Line, ReadTable
from dhr_desktop.ui.pieces import button, label, tick
from dhr_desktop.ui.session import WORKING, Session

from .edition_rule_line import RuleLine
from .together_tab import TogetherTab

ADVICE = (
    "Everything that leaves as submitted or as published goes by these names. Give each person one the family can live "
    "with. A name that is not certain stands as a neutral word, and no file leaves as submitted or published until you "
    "have said whose it is or left it neutral. Take in what the agencies' words name and no register holds."
)
HIDDEN = "This page holds real names. Go back to the working edition (F8) to see it."
CALLED = ("Real name", "Role", "As submitted", "As published", "Chosen by", "To look at")
ASKED = ("Form", "Times", "In whose rows", "Among these words", "Could be", "Why it is asked")
MET = ("As written", "Times", "Why it is proposed", "Would be", "Among these words")
FOLLOWS = frozenset({"people", "professionals", "agencies", "editions", "presences", "entries", "marks", "checks"})
OFFERED = 12
NOBODY = "Nobody is in the registers yet. Fill in People and names, or import a list of people there."
NOTHING_ASKED = "Every name in the texts is certain, answered, or left neutral on purpose."
NOTHING_MET = "The texts name nobody the registers do not hold, as far as can be read."


class NamesPage(QWidget):
    chosen = Signal(str, int)
    count_told = Signal(str)
    wanted = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._told = ""
        self._held: Read | None = None
        self.met = names_met.Met((), ())
        self._candidates: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(8)
        column.addWidget(label("Names outside", "title"))
        self.is_working = session.edition == WORKING
        column.addWidget(label(ADVICE if self.is_working else HIDDEN, "quiet"))
        self.tabs = QTabWidget()
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its row of tabs takes the keys
        self.tabs.tabBar().setAccessibleName("The four lists")
        if not self.is_working:
            column.addStretch(1)
            return
        self.rule = RuleLine(session)
        column.addLayout(FlowLayout(*self.rule.widgets(), spacing=8))
        column.addWidget(self.tabs, 1)
        self.tabs.addTab(self._called_tab(), "Called")
        self.tabs.addTab(self._asked_tab(), "Asked")
        self.tabs.addTab(self._met_tab(), "Met in the texts")
        self.together = TogetherTab(session)
        self.together.wanted.connect(self.wanted)
        self.tabs.addTab(self.together, "Told together")
        session.changed.connect(self._on_change)

    # ---- the three lists --------------------------------------------------------------------------

    def _called_tab(self) -> QWidget:
        self.called_model = ReadTable(CALLED)
        self.table = list_table("What everybody is called", self.called_model, (26, 26, 20, 20, 24, 60), NOBODY)
        self.pseudonym = QLineEdit()
        self.pseudonym.setPlaceholderText("pseudonym")
        self.pseudonym.setAccessibleName("Pseudonym of the chosen person")
        self.pseudonym.setMinimumWidth(self.fontMetrics().averageCharWidth() * 22)
        self.pseudonym.returnPressed.connect(self.choose)
        self.by = QLineEdit()
        self.by.setPlaceholderText("who chose it")
        self.by.setAccessibleName("Who chose it")
        self.for_publication = QComboBox()
        self.for_publication.setAccessibleName("Where the pseudonym stands")
        self.for_publication.addItems(["in every edition", "only as published"])
        self.offer = button("Offer another", self._offer, tip="A neutral name that nobody in the case has")
        self.fill = button(
            "Fill in all that are missing", self._fill, tip="Names, and labels for professionals; one Undo"
        )
        self._skip = 0
        self.table.selectionModel().currentChanged.connect(lambda now, before: self._show_person())
        return _tab(
            self.table,
            (
                self.pseudonym,
                self.offer,
                self.by,
                self.for_publication,
                button("Choose it", self.choose, role="main"),
                self.fill,
            ),
        )

    def _asked_tab(self) -> QWidget:
        self.asked_model = ReadTable(ASKED)
        self.asked = list_table("Names to settle", self.asked_model, (22, 8, 30, 60, 30, 40), NOTHING_ASKED)
        self.word = button("Just a word", lambda: self.answer(WORD), tip="It is nobody's name (W)")
        self.neutral = button("Leave it neutral", lambda: self.answer(NEUTRAL), tip="It stays a neutral word (N)")
        self.all_neutral = button(
            "Leave all neutral", self._leave_all, tip="Whatever is still asked stays a neutral word; one Undo"
        )
        self.prints = label("", "quiet")
        self.everywhere = tick("in every agency's rows")
        self.may_be = QWidget()
        self._may_be = FlowLayout(spacing=8)
        self.may_be.setLayout(self._may_be)
        self.asked.selectionModel().currentChanged.connect(lambda now, before: self._show_doubt())
        for key, slot in (
            ("W", lambda: self.answer(WORD)), ("N", lambda: self.answer(NEUTRAL)), ("Return", self._show_entry),
        ):  # fmt: skip
            self._key(self.asked, key, slot)
        line = (
            self.everywhere,
            self.neutral,
            self.word,
            button("Show the entries", self._show_entry),
            self.all_neutral,
        )
        return _tab(self.asked, line, self.may_be, self.prints)

    def _met_tab(self) -> QWidget:
        self.met_model = ReadTable(MET)
        self.met_table = list_table("Names met in the texts", self.met_model, (34, 9, 46, 30, 60), NOTHING_MET)
        self.take = button("Take it into the register", self._take, role="main", tip="As it says under Would be (T)")
        self.take_as_person = button("As another person", lambda: self._take("person"))
        self._key(self.met_table, "T", self._take)
        return _tab(self.met_table, (self.take, self.take_as_person, button("Show the entries", self._show_entries)))

    def _key(self, table: EditableTable, key: str, slot: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(slot)

    # ---- following ----------------------------------------------------------------------------------

    def showEvent(self, event: Any) -> None:
        if self.is_working:
            self.reread()
        super().showEvent(event)

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and change.kinds & FOLLOWS:
            self.reread()

    def reread(self) -> None:
        self._session.ask(read_names, self._show)

    def _show(self, read: tuple[Read, names_met.Met, list[small_facts.Passage]]) -> None:
        self._held, self.met, passages = read
        self.together.show_passages(passages)
        self.tabs.setTabText(3, f"Told together ({len(passages):,})")
        held = self._held
        kept = [table.currentIndex().row() for table in (self.table, self.asked, self.met_table)]
        chosen = self._person_id()
        self.called_model.show(
            [Line(row.cells, key=row.id, marked=(5,) if row.trouble else (), why=row.trouble) for row in held.rows]
        )
        self.asked_model.show([self._asked_line(at, each) for at, each in enumerate(self.met.questions)])
        self.met_model.show([self._met_line(at, each) for at, each in enumerate(self.met.proposals)])
        self.rule.show(held.rules)
        self.tabs.setTabText(1, f"Asked ({len(self.met.questions):,})")
        self.tabs.setTabText(2, f"Met in the texts ({len(self.met.proposals):,})")
        troubles = sum(bool(row.trouble) for row in held.rows)
        asked = counted(len(self.met.questions), "form")
        self._told = f"{counted(len(held.rows), 'name')}, {troubles} to look at; {asked} to settle"
        self.tell_count()
        row = self.called_model.row_of(chosen) if chosen else kept[0]
        for table, at in ((self.table, row), (self.asked, kept[1]), (self.met_table, kept[2])):
            count = table.model().rowCount()
            if count:
                table.setCurrentIndex(table.model().index(min(max(at, 0), count - 1), 0))
        self._show_person()
        self._show_doubt()
        for each in (self.take, self.take_as_person):
            each.setEnabled(bool(self.met.proposals) and self._session.can_edit)

    def tell_count(self) -> None:
        self.count_told.emit(self._told)

    def _asked_line(self, at: int, question: Question) -> Line:
        names, case = self._held.names if self._held else {}, self._session.case
        could = ", ".join(names[id] for id in question.could_be if id in names) or "nobody of the register"
        whose = question.whose_rows(case) if case is not None else ""
        cells = (question.form, f"{question.times:,}", whose, question.in_context(), could, question.why.value)
        return Line(cells, key=at)

    def _met_line(self, at: int, proposal: names_met.Proposal) -> Line:
        names = self._held.names if self._held else {}
        would = (
            f"{proposal.sort} of {names.get(proposal.of, '')}"
            if proposal.sort in names_met.OF_SOMEBODY
            else proposal.sort
        )
        return Line((proposal.form, str(proposal.times), proposal.because, would, proposal.context), key=at)

    # ---- called ---------------------------------------------------------------------------------------

    def _person_id(self) -> int:
        line = self.called_model.line_at(self.table.currentIndex().row())
        return line.key if line else 0

    def _row(self) -> Row | None:
        id = self._person_id()
        return next((row for row in self._held.rows if row.id == id), None) if self._held else None

    def select(self, id: int) -> bool:
        row = self.called_model.row_of(id) if self.is_working else -1
        if row >= 0:
            self.table.setCurrentIndex(self.called_model.index(row, 0))
        return row >= 0

    def _show_person(self) -> None:
        row, case = self._row(), self._session.case
        self._skip = 0
        can = row is not None and row.is_person and self._session.can_edit
        for each in (self.pseudonym, self.offer, self.by, self.for_publication):
            each.setEnabled(can)
        self.fill.setEnabled(self._session.can_edit)
        person = case.get(Person, row.id) if row is not None and case is not None else None
        self.pseudonym.setText(person.pseudonym if person else "")
        self.by.setText(person.pseudonym_choice if person else "")
        if person is not None and case is not None and can:
            self.pseudonym.setCompleter(QCompleter(naming.offers(case, person.id, OFFERED), self.pseudonym))
        if row is not None:
            self.chosen.emit("people" if person is not None else "professionals", row.id)

    def _offer(self) -> None:
        row, case = self._row(), self._session.case
        if row is not None and case is not None:
            offered = naming.offers(case, row.id, 1, self._skip)
            self._skip += 1
            self.pseudonym.setText(offered[0] if offered else "")
            self.pseudonym.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self) -> None:
        row = self._row()
        if row is None:
            return
        name, by, published = self.pseudonym.text(), self.by.text().strip(), self.for_publication.currentIndex() == 1
        self._session.edit(lambda case: naming.choose(case, row.id, name, because=by, for_publication=published))

    def _fill(self) -> None:
        self._session.edit(naming.fill)

    # ---- asked ----------------------------------------------------------------------------------------

    def question(self) -> Question | None:
        at = self.asked.currentIndex().row()
        return self.met.questions[at] if 0 <= at < len(self.met.questions) else None

    def _show_doubt(self) -> None:
        question = self.question()
        can = question is not None and self._session.can_edit
        self.word.setEnabled(can and question is not None and question.could_be_a_word)
        self.neutral.setEnabled(can)
        self.all_neutral.setEnabled(can)
        for each in self._candidates:
            self._may_be.removeWidget(each)
            each.deleteLater()
        self._candidates = []
        at = self.asked.currentIndex().row()
        told = self._held.choices[at] if question is not None and self._held is not None else ()
        likely = [each for each in told if question is not None and each.answer in question.could_be]
        self.prints.setText(
            "\n".join(f"{each.words}: {each.prints}" for each in told if each in likely or each.answer < 1)
        )
        for choice in likely:
            made = button(f"It is {choice.words}", partial(self.answer, choice.answer), tip=choice.prints)
            made.setEnabled(can)
            self._candidates.append(made)
            self._may_be.addWidget(made)
            made.show()

    def answer(self, said: int) -> None:
        question = self.question()
        if question is None or (said == WORD and not question.could_be_a_word):
            return
        meant = [question]
        if self.everywhere.isChecked():
            meant = name_questions.of_form(self.met.questions, question.asked)
            self.everywhere.setChecked(False)
        self._session.edit(lambda case: name_questions.answer(case, meant, said))

    def _leave_all(self) -> None:
        every = self.met.questions
        if every:
            self._session.edit(lambda case: name_questions.answer(case, every, NEUTRAL))

    def _show_entry(self) -> None:
        question = self.question()
        if question is not None and question.entries:
            self.wanted.emit("entries", tuple(question.entries))

    # ---- met -------------------------------------------------------------------------------------------

    def proposal(self) -> names_met.Proposal | None:
        at = self.met_table.currentIndex().row()
        return self.met.proposals[at] if 0 <= at < len(self.met.proposals) else None

    def _take(self, as_other: str = "") -> None:
        proposal = self.proposal()
        if proposal is not None:
            self._session.edit(lambda case: names_met.take(case, proposal, as_other=as_other))

    def _show_entries(self) -> None:
        proposal = self.proposal()
        if proposal is not None:
            self.wanted.emit("entries", tuple(proposal.entries))


def _tab(table: QWidget, line: tuple[QWidget, ...], *below: QWidget) -> QWidget:
    made = QWidget()
    made.setObjectName("page")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 8, 0, 0)
    column.setSpacing(8)
    column.addWidget(table, 1)
    column.addLayout(FlowLayout(*line, spacing=8))
    for each in below:
        column.addWidget(each)
    return made
