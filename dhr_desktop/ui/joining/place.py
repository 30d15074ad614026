"""The Joining place: what may be one event, the events there are, and what was decided."""

from __future__ import annotations

from dhr_desktop.ui.pages_place import PageOf, PagesPlace
from dhr_desktop.ui.review.page_titles import JOINING_PAGES

from .decisions_page import DecisionsPage
from .events_page import EventsPage
from .suggestions_page import SuggestionsPage


class JoiningPlace(PagesPlace):
    NAME = "Pages of joining"
    KINDS = {"accounts": "events", "differences": "events"}

    def _page_list(self) -> list[PageOf]:
        return [
            PageOf("suggestions", JOINING_PAGES["suggestions"], lambda: SuggestionsPage(self._session)),
            PageOf("events", JOINING_PAGES["events"], lambda: EventsPage(self._session)),
            PageOf("decisions", JOINING_PAGES["decisions"], lambda: DecisionsPage(self._session)),
        ]
