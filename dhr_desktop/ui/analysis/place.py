"""The Analysis place: what it means. Each page leads back to its entries."""

from __future__ import annotations

from dhr_desktop.core.case import BY_KIND
from dhr_desktop.operations.analyses.every import EVERY
from dhr_desktop.ui.pages_place import PageOf, PagesPlace
from dhr_desktop.ui.review.page_titles import ANALYSIS_PAGES

from .analysis_page import AnalysisPage
from .codebook_page import CodebookPage
from .linked_pages import ChainPage, EqualityPage
from .made_more import MarkPage, QueryPage
from .made_page import MadePage

MORE: dict[str, type[MadePage]] = {"marks": MarkPage, "queries": QueryPage}
WRITTEN: dict[str, type[AnalysisPage]] = {
    "chain": ChainPage, "equality": EqualityPage, "codebooks": CodebookPage,
}  # fmt: skip


class AnalysisPlace(PagesPlace):
    NAME = "Pages of the analysis"
    KINDS = {
        "lessons": "chain",
        "recommendations": "chain",
        "actions": "chain",
        "equality": "equality",
        "themes": "codebooks",
    }

    def _page_list(self) -> list[PageOf]:
        made = [self._made_page(kind) for kind in ANALYSIS_PAGES]
        return made + [self._analysis_page(name) for name in EVERY]

    def _made_page(self, kind: str) -> PageOf:
        title, advice = ANALYSIS_PAGES[kind]
        page = MORE.get(kind, MadePage)
        return PageOf(kind, title, lambda: page(self._session, BY_KIND[kind], title, advice, self._choosers))

    def _analysis_page(self, name: str) -> PageOf:
        kind = EVERY[name]
        page = WRITTEN.get(name, AnalysisPage)
        return PageOf(name, kind.title, lambda: page(self._session, kind, self._choosers))
