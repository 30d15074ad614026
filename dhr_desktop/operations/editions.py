"""What a file that leaves the program says of itself: which edition, which marking, what it shows and leaves out."""

from __future__ import annotations

from dataclasses import replace

from dhr_desktop.core.errors import Refused
from dhr_desktop.core.filters import Filter
from dhr_desktop.core.moments import in_words
from dhr_desktop.report.timeline_picture import About
from dhr_desktop.storage.case_file import CaseFile

from .chronology import Chronology, Shown
from .views import filter_named

WORKING = "working"
EDITIONS = (WORKING,)  # those that can be written; the others need every name masked first
_WORDS = {WORKING: "Working edition: real names and full dates. Not for publication"}


def about(case: CaseFile, chronology: Chronology, shown: Shown, what: str, edition: str) -> About:
    """The lines that stand on every page."""
    filtered = shown.filter.in_words(chronology.names())
    return about_of(case, what, left_out(shown, what), filtered, edition)


def about_of(case: CaseFile, what: str, shown: str, filtered: str, edition: str) -> About:
    """The same lines for anything that is written."""
    if edition not in EDITIONS:
        raise Refused(f"There is no {edition} edition of this yet. It can be written as: {', '.join(EDITIONS)}.")
    review = case.review
    title = f"{what}: {review.title or review.reference or 'a review without a title'}"
    return About(
        title=title,
        shown=shown,
        filter=filtered,
        edition=_WORDS[edition],
        marking=review.marking or "OFFICIAL – SENSITIVE (no marking set in the review)",
        made=f"Made {in_words(case.clock.now().date())}",
    )


def left_out(shown: Shown, what: str) -> str:
    """As on screen; a drawing also says how many of them have no date to be drawn by."""
    words = shown.in_words()
    if what == "Timeline" and shown.undated:
        words = words.replace(f"; {shown.undated:,} undated", f"; {shown.undated:,} undated not drawn", 1)
    return words


def wanted_by(case: CaseFile, view: str, words: str) -> Filter:
    """The filter asked for at the command line: a saved view, words, or everything."""
    held = filter_named(case, view) if view else Filter()
    return replace(held, words=words) if words else held
