"""The Review place: its pages in the order of the work."""

from __future__ import annotations

from dhr_desktop.ui.pages_place import PageOf, PagesPlace

from .dates_page import DatesPage
from .details_page import DetailsPage
from .exports_page import ExportsPage
from .names_page import NamesPage
from .overview_page import OverviewPage
from .page_titles import FIRST_PAGES, LAST_PAGES, REVIEW_REGISTERS
from .vocabulary_page import VocabularyPage


class ReviewPlace(PagesPlace):
    NAME = "Pages of the review"
    KINDS = {"milestones": "dates", "vocabulary_terms": "vocabularies", "departures": "exports"}

    def _page_list(self) -> list[PageOf]:
        return [
            PageOf("overview", FIRST_PAGES["overview"], lambda: OverviewPage(self._session)),
            PageOf("review", FIRST_PAGES["review"], lambda: DetailsPage(self._session)),
            PageOf("dates", FIRST_PAGES["dates"], lambda: DatesPage(self._session)),
            *(self._register_page(kind) for kind in REVIEW_REGISTERS),
            PageOf("names", LAST_PAGES["names"], lambda: NamesPage(self._session)),
            PageOf("exports", LAST_PAGES["exports"], lambda: ExportsPage(self._session, self._choosers)),
            PageOf("vocabularies", LAST_PAGES["vocabularies"], lambda: VocabularyPage(self._session, self._choosers)),
        ]
