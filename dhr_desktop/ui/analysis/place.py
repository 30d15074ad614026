"""The Analysis place: what it means. Each page leads back to its entries."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from dhr_desktop.core.case import BY_KIND
from dhr_desktop.operations.analyses.every import EVERY
from dhr_desktop.operations.ground import forget, read_some
from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.pages_place import PageOf, PagesPlace
from dhr_desktop.ui.review.page_titles import ANALYSIS_PAGES
from dhr_desktop.ui.session import Session

from .analysis_page import AnalysisPage
from .codebook_page import CodebookPage
from .linked_pages import ChainPage, EqualityPage
from .made_more import MarkPage, QueryPage
from .made_page import MadePage

MORE: dict[str, type[MadePage]] = {"marks": MarkPage, "queries": QueryPage}
WRITTEN: dict[str, type[AnalysisPage]] = {
    "chain": ChainPage, "equality": EqualityPage, "codebooks": CodebookPage,
}  # fmt: skip

AT_A_TIME, PAUSE_MS = 200, 120


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

    def __init__(self, session: Session, choosers: Choosers) -> None:
        super().__init__(session, choosers)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._read_ahead)
        session.closing.connect(self._forget)
        self._pause.start()

    def _read_ahead(self) -> None:
        """A little at a time, between whatever else is asked of the case."""
        if self._session.runner.is_busy:
            self._pause.start()
        else:
            self._session.ask(lambda case: read_some(case, AT_A_TIME), self._has_read)

    def _has_read(self, left: int) -> None:
        if left:
            self._pause.start()

    def _forget(self) -> None:
        self._pause.stop()
        if self._session.case is not None:
            forget(self._session.case)

    def _made_page(self, kind: str) -> PageOf:
        title, advice = ANALYSIS_PAGES[kind]
        page = MORE.get(kind, MadePage)
        return PageOf(kind, title, lambda: page(self._session, BY_KIND[kind], title, advice, self._choosers))

    def _analysis_page(self, name: str) -> PageOf:
        kind = EVERY[name]
        page = WRITTEN.get(name, AnalysisPage)
        return PageOf(name, kind.title, lambda: page(self._session, kind, self._choosers))
