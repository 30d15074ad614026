"""Views: filters the chair gave a name."""

from __future__ import annotations

from dataclasses import replace

from dhr_desktop.core.changes import Change
from dhr_desktop.core.documents import View
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.filters import Filter
from dhr_desktop.storage.case_file import CaseFile


def views(case: CaseFile) -> list[View]:
    return sorted(case.all(View), key=lambda each: each.title.casefold())


def save_view(case: CaseFile, title: str, wanted: Filter) -> Change:
    """Keep a filter under a name; one of the same name is replaced."""
    title = title.strip()
    if not title:
        raise Refused("Give the view a name.")
    held = named(case, title)
    with case.step("Save a view", f"Save the view “{title}”") as step:
        if held is None:
            step.add(View(title=title, filter=wanted.as_text()))
        else:
            step.put(replace(held, filter=wanted.as_text()))
    return step.change


def remove_view(case: CaseFile, title: str) -> Change:
    held = named(case, title)
    if held is None:
        raise Refused(f"There is no view called “{title}”.")
    with case.step("Remove a view", f"Remove the view “{held.title}”") as step:
        step.remove(View, held.id)
    return step.change


def named(case: CaseFile, title: str) -> View | None:
    wanted = title.strip().casefold()
    return next((each for each in case.all(View) if each.title.casefold() == wanted), None)


def filter_named(case: CaseFile, title: str) -> Filter:
    held = named(case, title)
    if held is None:
        known = ", ".join(each.title for each in views(case)) or "none yet"
        raise Refused(f"There is no view called “{title}”. The views are: {known}.")
    return Filter.from_text(held.filter)


def wanted_by(case: CaseFile, view: str, words: str) -> Filter:
    """The filter asked for at the command line: a saved view, words, or everything."""
    held = filter_named(case, view) if view else Filter()
    return replace(held, words=words) if words else held
