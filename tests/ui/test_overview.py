"""Where it stands is counted beside the window's thread, and only while somebody looks."""

from __future__ import annotations

import threading

import pytest

from dhr_desktop.core.people import Person
from dhr_desktop.core.review import Review
from dhr_desktop.operations.review import registers, where_it_stands

from .test_locking import all_text, register


@pytest.fixture
def counted(monkeypatch):
    """On which thread the figures were counted, each time."""
    on, figures = [], where_it_stands.figures

    def count(*asked):
        on.append(threading.current_thread().name)
        return figures(*asked)

    monkeypatch.setattr(where_it_stands, "figures", count)
    return on


def rename(session, title):
    session.edit(lambda case: registers.change(case, Review, case.review.id, title=title))


def test_what_is_typed_elsewhere_does_not_count_the_case_anew(qtbot, opened, session, settle, counted):
    register(opened, "people")
    settle()
    counted.clear()
    for at in range(3):
        session.edit(lambda case, at=at: registers.add(case, Person(real_name=f"Invented {at}"))[0])
    rename(session, "Renamed meanwhile")
    settle()
    assert counted == []
    opened.workspace.places.review.go("overview")
    qtbot.waitUntil(lambda: "Renamed meanwhile" in all_text(opened.workspace.places.review.page("overview")))
    settle()
    assert counted and "MainThread" not in counted


def test_while_it_is_looked_at_it_follows_every_change(qtbot, opened, session, settle, counted):
    opened.workspace.places.go("Review")
    opened.workspace.places.review.go("overview")
    settle()
    page = opened.workspace.places.review.page("overview")
    assert page.isVisible()
    rename(session, "Renamed before one's eyes")
    qtbot.waitUntil(lambda: any("before one's eyes" in each for each in all_text(page).splitlines()))
    assert "MainThread" not in counted
