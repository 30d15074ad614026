"""What a page that shows the chronology says of itself: what stands on it, by which filter, in which edition."""

from __future__ import annotations

from dhr_desktop.operations.names.editions import about_of
from dhr_desktop.report.timeline_picture import About
from dhr_desktop.storage.case_file import CaseFile

from .chronology import Chronology, Shown


def about(case: CaseFile, chronology: Chronology, shown: Shown, what: str, edition: str) -> About:
    """The lines that stand on every page."""
    filtered = shown.filter.in_words(chronology.names())
    return about_of(case, what, left_out(shown, what), filtered, edition)


def left_out(shown: Shown, what: str) -> str:
    """As on screen; a drawing also says how many of them have no date to be drawn by."""
    words = shown.in_words()
    if what == "Timeline" and shown.undated:
        words = words.replace(f"; {shown.undated:,} undated", f"; {shown.undated:,} undated not drawn", 1)
    return words
