"""The window in another edition's names, names outside, the gate at the window, what has left."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QTableView, QTextEdit, QWidget

from dhr_desktop.core.analysis import Lesson
from dhr_desktop.core.documents import Check, Departure
from dhr_desktop.core.entries import Entry, Presence
from dhr_desktop.core.people import Person
from dhr_desktop.operations.names import name_questions, naming
from dhr_desktop.operations.report import citing, sections, shapes
from dhr_desktop.ui import screen_guard
from dhr_desktop.ui.place_names import PLACES
from tests.background import work
from tests.builders import PASSPHRASE, a_person, add, an_agency, an_entry
from tests.operations.names.naming_names import NAMES, fill, fold

SECRET = [fold(each) for each in NAMES if "2013" not in each and "1990" not in each]


@pytest.fixture
def named(qtbot, opened, session, settle):
    """The window over a case in which every text names somebody."""
    settle()
    fill(session.case)
    opened.remake_workspace()
    settle()
    return opened


def words_in(window):
    """Everything any widget of the window shows, says or holds."""
    for each in [window, *window.findChildren(QWidget)]:
        told = [each.toolTip(), each.accessibleName(), each.accessibleDescription(), each.windowTitle()]
        spoken = QAccessible.queryAccessibleInterface(each)
        if spoken is not None:
            told += [
                spoken.text(QAccessible.Text.Name),
                spoken.text(QAccessible.Text.Value),
                spoken.text(QAccessible.Text.Description),
            ]
        if isinstance(each, QLabel | QLineEdit):
            told.append(each.text())
        if isinstance(each, QPlainTextEdit | QTextEdit):
            told.append(each.toPlainText())
        if isinstance(each, QComboBox):
            told += [each.itemText(at) for at in range(each.count())]
        if isinstance(each, QTableView):
            told += list(cells(each.model()))
        if hasattr(each, "text") and callable(each.text):
            told.append(str(each.text()))
        yield from ((each, one) for one in told if one)


def cells(model: QAbstractItemModel):
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
                yield str(model.data(model.index(row, column), role) or "")


def seen(window):
    return {name for _, words in words_in(window) for name in SECRET if name in fold(words)}


def every_page(window, settle):
    places = window.workspace.places
    for place in PLACES:
        places.go(place)
        made = places.place(place)
        for at in range(made.menu.count()) if hasattr(made, "menu") and hasattr(made, "go") else (0,):
            if hasattr(made, "go"):
                made.menu.setCurrentRow(at)
            settle()
            yield place


@pytest.mark.safety("K3")
@pytest.mark.parametrize("edition", ["submission", "publication"])
def test_no_real_name_is_in_any_widget_of_any_place(qtbot, named, session, settle, edition):
    for _ in every_page(named, settle):
        pass
    assert len(seen(named)) > 5, "else this could not fail"
    session.show_edition(edition)
    settle()
    assert seen(named) == set()
    person = session.case.all(Person)[0]
    for place in every_page(named, settle):
        named.workspace.evidence.show_record("people", person.id)
        entry = session.case.all(Entry)[0]
        named.workspace.evidence.show_record("entries", entry.id)
        qtbot.wait(20)
        assert seen(named) == set(), place
    assert any("Elin" in words for _, words in words_in(named))


@pytest.mark.safety("K3")
@pytest.mark.parametrize("edition", ["submission", "publication"])
def test_no_real_name_is_in_any_tab_of_the_report(qtbot, named, session, settle, edition):
    """Written with names, cited with names, its evidence changed since, findings that quote it."""
    case = session.held
    sections.begin(case, shapes.shape("overview-2016"))
    told = [each.section for each in sections.outline(case, shapes.OVERVIEW)]
    held = next(each for each in told if each.heading.startswith("Background"))
    entry = case.all(Entry)[0]
    said = "Rhoswen Tallowby clearly said so."
    _, cited = citing.cite(case, held.id, said, [entry.id])
    sections.write(case, held.id, f"{said}[[c{cited.id}]]")
    with case.step("change") as step:
        step.put(replace(entry, what_happened="Rhoswen Tallowby said otherwise."))

    def every_tab():
        named.workspace.places.go("Report")
        settle()
        report = named.workspace.places.report
        qtbot.waitUntil(lambda: report.read is not None and report.select(held.id), timeout=10_000)
        for at in range(report.tabs.count()):
            report.tabs.setCurrentIndex(at)
            settle()
            for edition_shown in range(report.printed_as.count() if at == 1 else 0):
                report.printed_as.setCurrentIndex(edition_shown)
                report.reread()
                settle()
            qtbot.wait(50)
            yield report

    for _ in every_tab():
        pass
    qtbot.waitUntil(lambda: named.workspace.places.report.checks.result is not None, timeout=10_000)
    settle()
    assert seen(named), "else this could not fail"
    session.show_edition(edition)
    settle()
    for report in every_tab():
        assert seen(named) == set(), report.tabs.currentIndex()
    assert "needs refresh" in {each.state for each in report.read.told} and report.checks.result is None
    assert "real names" in report.checks.said.text()


def test_one_key_hides_every_name_and_shows_them_again(qtbot, named, session, settle):
    named.workspace.places.go("Chronology")
    settle()
    named.activateWindow()
    named.workspace.places.chronology.table.setFocus()
    qtbot.keyClick(named.windowHandle(), Qt.Key.Key_F8)
    assert session.edition == "submission" and not session.can_edit
    assert "pseudonyms" in named.status.edition.text() and "F8" in named.status.state.text()
    settle()
    assert "Elin told" in named.workspace.places.chronology.model.words_at(
        0, named.workspace.places.chronology.model.column_of("what")
    )
    qtbot.keyClick(named.windowHandle(), Qt.Key.Key_F8)
    settle()
    assert session.edition == "working" and session.can_edit and session.case is session.held


def test_the_place_the_entry_and_the_filter_are_the_same_after_turning(qtbot, named, session, settle):
    places = named.workspace.places
    places.go("Timeline")
    settle()
    agency = session.case.all(Entry)[0].agency
    places.reading.set_filter(replace(places.reading.filter, agencies=(agency,), words="Tallowby"))
    places.reading.choose(session.case.all(Entry)[2].id)
    named.workspace.shown_as.setCurrentIndex(2)
    named.workspace.shown_as.activated.emit(2)
    settle()
    reading = named.workspace.places.reading
    assert named.workspace.places.menu.currentItem().text() == "Timeline" and reading.filter.agencies == (agency,)
    assert reading.filter.words == "" and reading.current == session.case.all(Entry)[2].id


def test_the_screen_is_guarded_only_while_real_names_are_on_it(qtbot, named, session, settle, monkeypatch):
    told = []
    monkeypatch.setattr("dhr_desktop.ui.main_window.guard", lambda window, on: told.append(on))
    session.show_edition("submission")
    session.show_edition("working")
    settle()
    assert told == [False, True] and screen_guard.can_guard() in (True, False)


def test_a_window_locked_while_names_were_hidden_hides_them_when_it_is_unlocked(qtbot, named, session, settle):
    session.show_edition("submission")
    settle()
    with qtbot.waitSignal(session.closed, timeout=20_000):
        session.lock()
    with qtbot.waitSignal(session.opened, timeout=20_000):
        session.open(session.locked_path, PASSPHRASE)
    settle()
    assert session.edition == "submission" and session.case is not session.held and seen(named) == set()
    session.show_edition("working")
    settle()
    assert session.can_edit


def test_words_typed_just_before_turning_are_saved(qtbot, named, session, settle):
    entry = session.case.all(Entry)[0]
    named.workspace.places.go("Chronology")
    named.workspace.evidence.show_record("entries", entry.id)
    settle()
    field = next(
        each
        for each in named.workspace.evidence.findChildren(QPlainTextEdit)
        if each.accessibleName() == "Chair's comment"
    )
    field.setPlainText("Just typed")
    session.show_edition("submission")
    settle()
    assert session.held.get(Entry, entry.id).chair_comment == "Just typed"


# ---- names outside ----------------------------------------------------------------------------------------------


@pytest.fixture
def names(qtbot, named, session, settle):
    named.workspace.places.go("Review")
    named.workspace.places.review.go("names")
    settle()
    return named.workspace.places.review.page("names")


def test_a_pseudonym_is_chosen_offered_and_refused(qtbot, named, names, session, settle):
    derrin = next(each for each in session.case.all(Person) if each.role == "perpetrator")
    assert names.select(derrin.id) and names.pseudonym.text() == "Callum"
    names.offer.click()
    offered = names.pseudonym.text()
    assert offered and offered != "Callum"
    names.by.setText("The panel")
    names.choose()
    settle()
    held = session.case.get(Person, derrin.id)
    assert (held.pseudonym, held.pseudonym_choice) == (offered, "The panel")
    names.pseudonym.setText("Wrenna")
    with qtbot.waitSignal(session.problem, timeout=5_000):
        names.choose()
    assert session.case.get(Person, derrin.id).pseudonym == offered


def test_doubts_are_answered_from_the_list_one_or_all(qtbot, named, names, session, settle, monkeypatch):
    add(
        session.case,
        Person(real_name="May Underhay", sort="person", role="friend"),
        an_entry(words="Told by May."),
        an_entry(words="Rung by May too."),
    )
    names.reread()
    settle()
    names.tabs.setCurrentIndex(1)
    asked_here = []
    monkeypatch.setattr(name_questions, "masker_of", lambda *given: asked_here.append(given))
    at = next(at for at, each in enumerate(names.met.questions) if each.form == "May")
    names.asked.setCurrentIndex(names.asked_model.index(at, 0))
    names._show_doubt()
    assert [each.text() for each in names._candidates] == ["It is May Underhay"] and "Told by" in names.prints.text()
    assert asked_here == [], "no masker is made on the window's thread"
    monkeypatch.undo()
    before, kept = len(names.met.questions), len(session.case.all(Presence))
    names.everywhere.setChecked(True)
    names.word.click()
    settle()
    assert len(session.case.all(Presence)) == kept + 1 and len(names.met.questions) == before - 1
    names.all_neutral.click()
    settle()
    assert names.met.questions == () and not names.neutral.isEnabled()


def test_a_form_met_in_the_texts_is_taken_with_one_key(qtbot, named, names, session, settle):
    add(session.case, an_entry(words="Rhosven Tallowby rang."))
    names.reread()
    settle()
    names.tabs.setCurrentIndex(2)
    at = next(at for at, each in enumerate(names.met.proposals) if each.form == "Rhosven Tallowby")
    names.met_table.setCurrentIndex(names.met_model.index(at, 0))
    names.take.click()
    settle()
    assert "Rhosven Tallowby" in session.case.all(Person)[0].aliases


def test_facts_told_together_are_decided_from_the_list(qtbot, named, names, session, settle):
    (agency,) = add(session.case, an_agency("Norwick Police"))
    add(
        session.case,
        *(an_entry(words=f"A {job}, aged 71, called.", agency=agency.id) for job in ("falconer", "beekeeper")),
    )
    names.reread()
    settle()
    names.tabs.setCurrentWidget(names.together)
    assert names.tabs.tabText(3) == "Told together (2)" and not names.together.stand.isEnabled()
    names.together.reason.setText("He asked to be named")
    qtbot.keyPress(names.together.reason, Qt.Key.Key_Return)
    settle()
    assert [each.facts for each in names.together.passages] == ["an age (aged 71), a job (beekeeper)"]
    names.together.redact.click()
    settle()
    assert not names.together.passages and not names.together.redact.isEnabled()
    session.edit(lambda case: case.undo())
    settle()
    with qtbot.waitSignal(names.wanted) as shown:
        names.together.show_entry.click()
    assert shown.args[1] == (names.together.passages[0].entry,)


def test_a_titled_name_is_never_just_a_word(qtbot, named, names, session, settle):
    add(session.case, a_person("Wren Underhay", sex="male"), a_person("Tor Underhay", sex="male"))
    add(session.case, an_entry(words="Mr Underhay rang."))
    names.reread()
    settle()
    names.tabs.setCurrentIndex(1)
    at = next(at for at, each in enumerate(names.met.questions) if "Underhay" in each.form)
    names.asked.setCurrentIndex(names.asked_model.index(at, 0))
    assert not names.word.isEnabled() and len(names._candidates) == 2
    kept = len(session.case.all(Presence))
    names.answer(0)
    settle()
    assert len(session.case.all(Presence)) == kept


def test_an_export_shows_what_a_person_should_look_at(qtbot, named, session, settle, answers, tmp_path):
    add(session.case, an_entry("2013-03-14", "A falconer, aged 71, called."))
    settle()
    named.workspace.places.go("Chronology")
    settle()
    bar = named.workspace.places.chronology.exports
    bar.toggle()
    bar.what.setCurrentIndex(5)
    bar.sending.edition.setCurrentIndex(2)
    answers.next = [tmp_path / "c.xlsx"]
    bar.write.click()
    qtbot.waitUntil(lambda: bar.gate.isVisible(), timeout=20_000)
    assert (tmp_path / "c.xlsx").exists() and "1 place where small facts tell together" in bar.gate.said.text()
    assert not bar.gate.reason.text() and not bar.gate.chosen.isVisible()
    bar.gate.reason.setText("He asked to be named")
    bar.gate.always.click()
    settle()
    assert bar.gate.model.rowCount() == 0


def test_an_edition_is_settled_by_choosing(qtbot, named, names, session, settle):
    names.rule.which.setCurrentIndex(1)
    names.rule.which.activated.emit(1)
    names.rule.dates.setCurrentText("year")
    names.rule.dates.activated.emit(0)
    settle()
    session.show_edition("publication")
    assert session.case.all(Entry)[0].happened.words() == "2013"


def test_in_a_view_that_hides_names_the_page_shows_none(qtbot, named, names, session, settle):
    session.show_edition("submission")
    settle()
    page = named.workspace.places.review.page("names")
    assert not page.is_working and any("holds real names" in each.text() for each in page.findChildren(QLabel))


# ---- the gate at the window ---------------------------------------------------------------------------------------


@pytest.fixture
def leaking(monkeypatch):
    """A writer that was tampered with: it puts a name into every workbook."""
    from dhr_desktop.operations.chronology import chronology_exports

    monkeypatch.setattr(chronology_exports, "write_chronology", work.write_leaking_chronology)


def test_what_the_gate_meets_is_shown_and_passes_only_with_a_reason(
    qtbot, named, session, settle, answers, tmp_path, leaking
):
    named.workspace.places.go("Chronology")
    settle()
    bar = named.workspace.places.chronology.exports
    bar.toggle()
    bar.what.setCurrentIndex(5)
    bar.sending.edition.setCurrentIndex(2)
    assert "read back" in bar.says.text()
    answers.next = [tmp_path / "c.xlsx"]
    bar.write.click()
    qtbot.waitUntil(lambda: bar.gate.isVisible(), timeout=20_000)
    assert not (tmp_path / "c.xlsx").exists() and "1 real name" in bar.gate.said.text()
    assert "[Rhoswen Tallowby]" in bar.gate.model.line_at(0).cells[2]
    assert not bar.gate.chosen.isEnabled() and not bar.gate.all.isEnabled()
    bar.gate.reason.setText("the family asked for it")
    bar.gate.chosen.click()
    settle()
    assert (tmp_path / "c.xlsx").exists() and not bar.gate.isVisible()
    assert "family asked" in session.held.all(Departure)[-1].overridden


def test_a_form_can_be_let_pass_for_good_from_the_list(qtbot, named, session, settle, answers, tmp_path, leaking):
    named.workspace.places.go("Chronology")
    settle()
    bar = named.workspace.places.chronology.exports
    bar.toggle()
    bar.what.setCurrentIndex(5)
    bar.sending.edition.setCurrentIndex(1)
    answers.next = [tmp_path / "c.xlsx"]
    bar.write.click()
    qtbot.waitUntil(lambda: bar.gate.isVisible(), timeout=20_000)
    bar.gate.reason.setText("printed everywhere")
    bar.gate.always.click()
    settle()
    qtbot.waitUntil(lambda: (tmp_path / "c.xlsx").exists(), timeout=20_000)
    assert [each.finding for each in session.held.all(Check)] == ["a real name: rhoswen tallowby"]


def test_any_file_is_checked_and_named_from_what_has_left(qtbot, named, session, settle, answers, tmp_path):
    (tmp_path / "edited.txt").write_text("It was Rhoswen Tallowby of Brelworth.", "utf-8")
    named.workspace.places.go("Review")
    named.workspace.places.review.go("exports")
    settle()
    page = named.workspace.places.review.page("exports")
    answers.next = [tmp_path / "edited.txt"]
    page.check()
    qtbot.waitUntil(lambda: page.gate.isVisible(), timeout=20_000)
    assert "1 real name" in page.gate.said.text() and "Brelworth" in page.found.text()
    answers.next = [tmp_path / "edited.txt"]
    with qtbot.waitSignal(session.told, timeout=20_000) as told:
        page.which()
    assert "no export of this case" in told.args[0]


def test_an_analysis_goes_through_the_gate_too(qtbot, named, session, settle, answers, tmp_path):
    named.workspace.places.go("Analysis")
    named.workspace.places.analysis.go("handshakes")
    settle()
    page = named.workspace.places.analysis.page("handshakes")
    page.sending.edition.setCurrentIndex(2)
    answers.next = [tmp_path / "h.xlsx"]
    page.export()
    settle()
    assert (tmp_path / "h.xlsx").exists() and session.held.all(Departure)[-1].edition == "publication"


# ---- as it is typed -------------------------------------------------------------------------------------------------


def test_a_real_name_in_what_is_meant_for_publication_is_marked_as_it_is_typed(qtbot, named, session, settle):
    lesson = session.case.all(Lesson)[0]
    naming.masker_of(session.case, "publication")
    naming.finder_of(session.case)
    named.workspace.evidence.show_record("lessons", lesson.id)
    settle()
    field = next(
        each
        for each in named.workspace.evidence.findChildren(QPlainTextEdit)
        if "Tallowby" in each.toPlainText().title()
    )
    saved = field.parentWidget()
    field.setPlainText("Nothing to see")
    assert not saved._names.isVisible()
    field.setPlainText("Then Derrin came")
    assert "“Callum”" in saved._names.text() and saved._names.isVisible()
    formats = field.document().firstBlock().layout().formats()
    assert [(each.start, each.length) for each in formats] == [(5, 6)]
