"""The Agencies place: files brought in, the agencies and what each has answered."""

from __future__ import annotations

from dhr_desktop.ui.pages_place import PageOf, PagesPlace
from dhr_desktop.ui.review.page_titles import AGENCY_PAGES, AGENCY_REGISTERS

from .files_page import FilesPage


class AgenciesPlace(PagesPlace):
    NAME = "Pages of the agencies"
    KINDS = {"submissions": "files"}

    def _page_list(self) -> list[PageOf]:
        return [
            PageOf("files", AGENCY_PAGES["files"], lambda: FilesPage(self._session, self._choosers)),
            *(self._register_page(kind) for kind in AGENCY_REGISTERS),
        ]
