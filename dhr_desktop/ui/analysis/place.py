"""The Analysis place: marks, queries and the panel's comments, each leading back to its entries."""

from __future__ import annotations

from dhr_desktop.core.case import BY_KIND
from dhr_desktop.ui.pages_place import PageOf, PagesPlace
from dhr_desktop.ui.review.page_titles import ANALYSIS_PAGES

from .made_page import MadePage


class AnalysisPlace(PagesPlace):
    NAME = "Pages of the analysis"

    def _page_list(self) -> list[PageOf]:
        return [self._made_page(kind) for kind in ANALYSIS_PAGES]

    def _made_page(self, kind: str) -> PageOf:
        title, advice = ANALYSIS_PAGES[kind]
        return PageOf(kind, title, lambda: MadePage(self._session, BY_KIND[kind], title, advice))
