"""A place whose pages stand in a menu, made when first shown: Review and Agencies are two of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from dhr_desktop.core.case import BY_KIND

from .asking import Choosers
from .pieces import menu
from .review.page_titles import REGISTER_PAGES
from .review.register_page import RegisterPage
from .session import Session


@dataclass(frozen=True, slots=True)
class PageOf:
    name: str
    title: str
    make: Callable[[], QWidget]


class PagesPlace(QWidget):
    chosen = Signal(str, int)
    count_told = Signal(str)
    page_wanted = Signal(str, object)  # a page, perhaps of another place, and the records to go to

    NAME = ""
    KINDS: dict[str, str] = {}  # the page that shows a kind of record, where it is not called the same

    def __init__(self, session: Session, choosers: Choosers) -> None:
        super().__init__()
        self._session = session
        self._choosers = choosers
        self._pages = self._page_list()
        self._made: dict[str, QWidget] = {}
        self.menu = menu(self.NAME, [page.title for page in self._pages])
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
        raise NotImplementedError

    def _register_page(self, kind: str) -> PageOf:
        title, advice = REGISTER_PAGES[kind]
        return PageOf(kind, title, lambda: RegisterPage(self._session, BY_KIND[kind], title, advice, self._choosers))

    @property
    def titles(self) -> dict[str, str]:
        return {page.name: page.title for page in self._pages}

    def page(self, name: str) -> QWidget:
        """A page, made when it is first wanted."""
        if name not in self._made:
            made = next(page for page in self._pages if page.name == name).make()
            self._made[name] = made
            self.stack.addWidget(made)
            self._connect(made)
        return self._made[name]

    def _connect(self, page: QWidget) -> None:
        for signal, slot in (("chosen", self.chosen), ("count_told", self.count_told), ("wanted", self.page_wanted)):
            if hasattr(page, signal):
                getattr(page, signal).connect(slot)

    def _show(self, name: str) -> None:
        page = self.page(name)
        self.stack.setCurrentWidget(page)
        self.count_told.emit("")
        if hasattr(page, "tell_count"):
            page.tell_count()

    def go(self, name: str) -> None:
        self.menu.setCurrentRow([page.name for page in self._pages].index(name))

    def go_to(self, name: str, ids: tuple[int, ...]) -> None:
        """A page with the cursor in it, on the first of some records."""
        self.go(name)
        if ids:
            self.show_record(name, ids[0])
        page = self._made[name]
        target = getattr(page, "table", page)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_record(self, kind: str, id: int) -> bool:
        """Go to a record on the page that lists its kind; False when no page here does."""
        name = self.KINDS.get(kind, kind)
        if name not in self.titles:
            return False
        self.go(name)
        page = self._made[name]
        return bool(page.select(id)) if hasattr(page, "select") else True

    def current_name(self) -> str:
        """The page that is shown."""
        return self._pages[self.menu.currentRow()].name

    def current_register(self) -> RegisterPage | None:
        page = self.stack.currentWidget()
        return page if isinstance(page, RegisterPage) else None
