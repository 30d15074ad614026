"""The Review place: its pages in the order of the work, made when first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from dhr_desktop.core.case import BY_KIND
from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.pieces import menu
from dhr_desktop.ui.session import Session

from .dates_page import DatesPage
from .details_page import DetailsPage
from .overview_page import OverviewPage
from .page_titles import FIRST_PAGES, LAST_PAGES, REGISTER_PAGES
from .register_page import RegisterPage
from .vocabulary_page import VocabularyPage


@dataclass(frozen=True, slots=True)
class PageOf:
    name: str
    title: str
    make: Callable[[], QWidget]


class ReviewPlace(QWidget):
    chosen = Signal(str, int)
    count_told = Signal(str)

    def __init__(self, session: Session, choosers: Choosers) -> None:
        super().__init__()
        self._session = session
        self._choosers = choosers
        self._pages = self._page_list()
        self._made: dict[str, QWidget] = {}
        self.menu = menu("Pages of the review", [page.title for page in self._pages])
        self.stack = QStackedWidget()
        self.stack.setObjectName("page")
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 8, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.menu)
        row.addWidget(self.stack, 1)
        self.menu.currentRowChanged.connect(lambda at: self._show(self._pages[at].name))
        self.menu.setCurrentRow(0)

    def _page_list(self) -> list[PageOf]:
        first = [
            PageOf("overview", FIRST_PAGES["overview"], lambda: OverviewPage(self._session)),
            PageOf("review", FIRST_PAGES["review"], lambda: DetailsPage(self._session)),
            PageOf("dates", FIRST_PAGES["dates"], lambda: DatesPage(self._session)),
        ]
        registers = [
            PageOf(kind, title, lambda kind=kind: self._register(kind))  # type: ignore[misc]  # bound now
            for kind, (title, _) in REGISTER_PAGES.items()
        ]
        return [*first, *registers, PageOf("vocabularies", LAST_PAGES["vocabularies"], self._vocabulary)]

    def _register(self, kind: str) -> RegisterPage:
        title, advice = REGISTER_PAGES[kind]
        return RegisterPage(self._session, BY_KIND[kind], title, advice, self._choosers)

    def _vocabulary(self) -> VocabularyPage:
        return VocabularyPage(self._session, self._choosers)

    @property
    def titles(self) -> dict[str, str]:
        return {page.name: page.title for page in self._pages}

    def page(self, name: str) -> QWidget:
        """A page, made when it is first wanted."""
        if name not in self._made:
            made = next(page for page in self._pages if page.name == name).make()
            self._made[name] = made
            self.stack.addWidget(made)
            if isinstance(made, (RegisterPage, DatesPage)):
                made.chosen.connect(self.chosen)
            if isinstance(made, RegisterPage):
                made.count_told.connect(self.count_told)
            if isinstance(made, OverviewPage):
                made.wanted.connect(self._follow_figure)
        return self._made[name]

    def _show(self, name: str) -> None:
        page = self.page(name)
        self.stack.setCurrentWidget(page)
        if isinstance(page, RegisterPage):
            page.tell_count()
        else:
            self.count_told.emit("")

    def go(self, name: str) -> None:
        self.menu.setCurrentRow([page.name for page in self._pages].index(name))

    def _follow_figure(self, name: str, ids: tuple[int, ...]) -> None:
        self.go(name)
        if ids:
            self.show_record(name, ids[0])
        self._focus(name)

    def _focus(self, name: str) -> None:
        page = self._made[name]
        target = page.table if isinstance(page, (RegisterPage, DatesPage)) else page
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_record(self, kind: str, id: int) -> bool:
        """Go to a record on the page that lists its kind; False when no page here does."""
        name = {"milestones": "dates", "vocabulary_terms": "vocabularies"}.get(kind, kind)
        if name not in self.titles:
            return False
        self.go(name)
        page = self._made[name]
        return page.select(id) if isinstance(page, RegisterPage) else True

    def current_register(self) -> RegisterPage | None:
        page = self.stack.currentWidget()
        return page if isinstance(page, RegisterPage) else None
