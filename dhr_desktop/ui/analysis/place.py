"""The Analysis place: what it means. Each page leads back to its entries."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from dhr_desktop.core.case import BY_KIND
from dhr_desktop.core.changes import Change
from dhr_desktop.operations.analysis.names import TITLES
from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.pages_place import PageOf, PagesPlace
from dhr_desktop.ui.review.page_titles import ANALYSIS_PAGES
from dhr_desktop.ui.session import Session

AT_A_TIME, PAUSE_MS = 200, 120


class AnalysisPlace(PagesPlace):
    NAME = "Pages of the analysis"
    KINDS = {
        "lessons": "chain", "recommendations": "chain", "actions": "chain", "equality": "equality",
        "themes": "codebooks",
    }  # fmt: skip

    def __init__(self, session: Session, choosers: Choosers) -> None:
        super().__init__(session, choosers)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._read_ahead)
        session.closing.connect(self._forget)
        session.changed.connect(self._on_change)
        self._pause.start()

    # ---- what entries say is read before it is asked for ------------------------------------------------

    def _on_change(self, change: Change) -> None:
        if "entries" in change.kinds:
            self._pause.start()

    def _read_ahead(self) -> None:
        """A little at a time, between whatever else is asked of the case."""
        if self._session.runner.is_busy:
            self._pause.start()
        else:
            from dhr_desktop.operations.analysis.entries_read import read_some

            self._session.ask(partial(read_some, most=AT_A_TIME), self._has_read)

    def _has_read(self, left: int) -> None:
        if left:
            self._pause.start()

    def _forget(self) -> None:
        self._pause.stop()

    # ---- the pages, loaded when they are first wanted: a case opens without them --------------------------

    def _page_list(self) -> list[PageOf]:
        made = [PageOf(kind, title, self._maker_of_list(kind)) for kind, (title, _) in ANALYSIS_PAGES.items()]
        return made + [PageOf(name, title, self._maker_of_analysis(name)) for name, (title, _) in TITLES.items()]

    def _maker_of_list(self, kind: str) -> Callable[[], QWidget]:
        def make() -> QWidget:
            from .made_more import MarkPage, QueryPage
            from .made_page import MadePage

            title, advice = ANALYSIS_PAGES[kind]
            page = {"marks": MarkPage, "queries": QueryPage}.get(kind, MadePage)
            return page(self._session, BY_KIND[kind], title, advice, self._choosers)

        return make

    def _maker_of_analysis(self, name: str) -> Callable[[], QWidget]:
        def make() -> QWidget:
            from dhr_desktop.operations.analysis.every import EVERY

            from .analysis_page import AnalysisPage
            from .codebook_page import CodebookPage
            from .linked_pages import ChainPage, EqualityPage

            written = {"chain": ChainPage, "equality": EqualityPage, "codebooks": CodebookPage}
            return written.get(name, AnalysisPage)(self._session, EVERY[name], self._choosers)

        return make
