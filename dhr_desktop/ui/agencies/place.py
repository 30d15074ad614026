"""The Agencies place: files brought in, the entries they gave, the agencies and what each has answered."""

from __future__ import annotations

from dhr_desktop.ui.pages_place import PageOf, PagesPlace
from dhr_desktop.ui.review.page_titles import AGENCY_PAGES, AGENCY_REGISTERS

from .entries_page import EntriesPage
from .files_page import FilesPage


class AgenciesPlace(PagesPlace):
    NAME = "Pages of the agencies"
    KINDS = {"submissions": "files", "source_rows": "entries"}

    def _page_list(self) -> list[PageOf]:
        return [
            PageOf("files", AGENCY_PAGES["files"], lambda: FilesPage(self._session, self._choosers)),
            PageOf("entries", AGENCY_PAGES["entries"], lambda: EntriesPage(self._session)),
            *(self._register_page(kind) for kind in AGENCY_REGISTERS),
        ]
