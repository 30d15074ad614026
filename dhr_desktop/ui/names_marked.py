"""Real names marked as they are typed, where what is written is meant to be published.

They are masked when anything leaves; but a sentence reads better when it was written without them.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from shiboken6 import isValid

from dhr_desktop.core.documents import EDITIONS, PUBLICATION
from dhr_desktop.operations.names import naming
from dhr_desktop.people.found import Found
from dhr_desktop.storage.case_file import CaseFile

from . import theme
from .session import WORKING, Session

MEANT_FOR_PUBLICATION = {
    # what the report is made of: kind of record, and its fields
    "marks": ("title", "text"), "lessons": ("title", "text"), "recommendations": ("text", "aim", "outcome"),
    "actions": ("text", "milestones", "outcome"), "events": ("title", "note"), "terms": ("question",),
    "review": ("title", "scope_reason", "independence"), "sections": ("heading", "body"), "themes": ("meaning",),
    "entries": ("chair_comment",),
}  # fmt: skip
SAYS = "A real name stands here: {}. It is masked in every edition that leaves, as “{}”."


def is_meant_for_publication(kind: str, field: str) -> bool:
    return field in MEANT_FOR_PUBLICATION.get(kind, ())


def names_in(session: Session, text: str) -> list[Found]:
    """The names a text holds; none in a view that has masked them already."""
    case = session.held
    if case is None or session.edition != WORKING or not text:
        return []
    finder = naming.ready_finder(case)
    if finder is None:  # the register has changed: it is made ready beside the window, and the next key finds it
        session.look(make_ready, lambda ready: None)
        return []
    return [each for each in finder.find(text) if each.who and not each.is_guess]


def make_ready(case: CaseFile) -> None:
    """The register made ready to be looked for and hidden, beside the window's thread."""
    for edition in EDITIONS[1:]:
        naming.masker_of(case, edition)
    naming.finder_of(case)


def says_of(session: Session, text: str) -> str:
    """The first of them, and what will stand in its place."""
    found, case = names_in(session, text), session.held
    if not found or case is None:
        return ""
    masker, first = naming.ready_masker(case, PUBLICATION), found[0]
    instead = masker.called.get(first.who[0], "") if masker is not None else ""
    return SAYS.format(text[first.start : first.end], instead or "another name")


class NameMarker(QSyntaxHighlighter):
    """Underlines names in a text as it is typed."""

    def __init__(self, document: QTextDocument, session: Session) -> None:
        super().__init__(document)
        self._session = session

    def highlightBlock(self, text: str) -> None:
        if not isValid(self):
            return
        marked = QTextCharFormat()
        marked.setForeground(QColor(theme.current().bad))
        marked.setUnderlineColor(QColor(theme.current().bad))
        marked.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        marked.setFontUnderline(True)
        for each in names_in(self._session, text):
            self.setFormat(each.start, each.end - each.start, marked)
