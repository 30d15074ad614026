"""While a large report is being read, its place shows what the records say at once, and says that it is being read."""

from __future__ import annotations

import random

import pytest

from dhr_desktop.core.documents import PUBLICATION, SUBMISSION, Section
from dhr_desktop.operations.report import reading, sections, shapes

from .test_report import report, wait_for

assert report


@pytest.fixture
def unread(monkeypatch, session):
    """Every reading that was asked for, and not answered yet."""
    asked, ask = [], session.ask

    def hold(question, answered, failed=lambda: None):
        is_reading = getattr(question, "func", None) is reading.read_for_screen
        asked.append(lambda: ask(question, answered, failed)) if is_reading else ask(question, answered, failed)

    monkeypatch.setattr(session, "ask", hold)
    return asked


def begin(session, shape, settle):
    session.edit(lambda case: sections.begin(case, shape))
    settle()


def headings(place):
    return [each.cells[0].strip() for each in place.outline.model.lines]


@pytest.mark.parametrize("seed", range(4))
def test_the_sections_are_there_before_the_report_is_read(qtbot, opened, report, session, settle, unread, seed):
    shape = random.Random(seed).choice([each for each in shapes.shipped().values() if each.document == shapes.OVERVIEW])
    begin(session, shape, settle)
    written = session.case.all(Section)[2].id
    session.edit(lambda case: sections.write(case, written, "The panel concludes."))
    settle()
    opened.remake_workspace()
    opened.workspace.places.go("Report")
    place = opened.workspace.places.report
    qtbot.waitUntil(lambda: place.outline.model.rowCount() > 5, timeout=5_000)
    assert headings(place) == [each.title for each in sections.outline(session.case, shapes.OVERVIEW)]
    assert not place.begin.isVisible() and not place.not_begun.isVisible()
    assert place.lacking.isVisible() and "is being read" in place.lacking.text()
    assert {each.cells[1] for each in place.outline.model.lines} == {"being read"}
    assert place.writing.see.currentText() == "Refer to…" and not place.writing.episode.isVisible()
    place.select(written)
    assert place.editor.toPlainText() == "The panel concludes." and place.heading.text()
    for begin_reading in list(unread):
        begin_reading()
    wait_for(qtbot, settle, lambda: place.read is not None)
    assert "being read" not in place.lacking.text() and place.section == written
    assert "being read" not in {each.cells[1] for each in place.outline.model.lines}


def test_nothing_is_offered_to_begin_before_it_is_known_that_nothing_is_begun(opened, report, session, settle, unread):
    settle()
    session.look = lambda question, answered: None
    opened.remake_workspace()
    place = opened.workspace.places.report
    opened.workspace.places.go("Report")
    assert not place.begin.isVisible() and "is being read" in place.lacking.text()
    del session.look
    place.reread()
    settle()
    assert place.begin.isVisible() and not place.lacking.isVisible() and place.shape.count()


def test_what_is_begun_is_shown_before_it_has_been_read(qtbot, report, session, settle, unread):
    settle()
    unread.clear()
    report.begin.click()
    qtbot.waitUntil(lambda: report.outline.model.rowCount() > 20, timeout=5_000)
    assert report.read is None and not report.begin.isVisible()


def test_a_report_that_cannot_be_read_says_so(report, session, settle, unread):
    begin(session, next(iter(shapes.shipped().values())), settle)
    report.reread()
    settle()
    report._could_not_read()
    assert "could not be read" in report.lacking.text() and headings(report)


@pytest.mark.parametrize("edition", [SUBMISSION, PUBLICATION])
def test_no_real_name_stands_in_a_heading_that_is_shown_at_once(
    qtbot, opened, report, session, settle, unread, edition
):
    begin(session, next(each for each in shapes.shipped().values() if each.document == shapes.OVERVIEW), settle)
    id = sections.outline(session.case, shapes.OVERVIEW)[1].section.id
    session.edit(lambda case: sections.rename(case, id, "What Rhoswen Tallowby wanted"))
    settle()
    session.show_edition(edition)
    opened.workspace.places.go("Report")
    place = opened.workspace.places.report
    qtbot.waitUntil(lambda: place.outline.model.rowCount() > 20, timeout=10_000)
    assert not any("Tallowby" in each for each in headings(place)) and any("Elin" in each for each in headings(place))
