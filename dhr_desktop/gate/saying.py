"""What the gate met, in a chair's words: how many of what, and where in a file a person would look for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhr_desktop.core.counting import counted
from dhr_desktop.people import patterns

from .looking import BIRTH, DATE, MAYBE, MISSPELT, NAME, NUMBER, PICTURE, TOGETHER, UNDOING, UNREADABLE, Hit

_ONE_AND_MANY = {
    NAME: ("real name", ""), MISSPELT: ("misspelt name", ""), DATE: ("full date", ""), PICTURE: ("picture", ""),
    MAYBE: ("word that may be a name", "words that may be names"), NUMBER: ("number of the register", "numbers of the register"),
    BIRTH: ("date of birth", "dates of birth"), UNREADABLE: ("part that could not be read", "parts that could not be read"),
    UNDOING: ("place that could undo a coarse date", "places that could undo a coarse date"),
    TOGETHER: ("place where small facts tell together", "places where small facts tell together"),
    patterns.ADDRESS: ("address", "addresses"), patterns.EMAIL: ("e-mail address", "e-mail addresses"),
    patterns.ACCOUNT: ("user folder or account", "user folders or accounts"),
}  # fmt: skip

_PARTS = (
    # what stands inside office files, and what a person calls it; nothing for what goes without saying
    (r"word/document\.xml|content\.xml|xl/sharedStrings\.xml", "the text"),
    (r"word/comments\w*\.xml|xl/comments\d*\.xml|xl/threadedComments/.*", "the comments"),
    (r"word/footnotes\.xml", "the footnotes"), (r"word/endnotes\.xml", "the endnotes"),
    (r"word/header(\d*)\.xml", r"header \1"), (r"word/footer(\d*)\.xml", r"footer \1"),
    (r"word/(?:styles|numbering|settings|fontTable|webSettings)\.xml|styles\.xml|settings\.xml", "the styles and settings"),
    (r"word/glossary/.*", "the building blocks"), (r"word/people\.xml", "the list of those who edited it"),
    (r"docProps/.*|meta\.xml", "the file's properties"), (r"customXml/.*", "hidden data"),
    (r"(?:.*/)?_rels/.*", "the links"), (r"xl/worksheets/sheet(\d+)\.xml", r"sheet \1"), (r"xl/workbook\.xml", "the names of the sheets"),
    (r"(?:.*/)?media/([^/]+)|Pictures/([^/]+)", "a picture"), (r"(?:.*/)?embeddings/([^/]+)", "an embedded file"),
    (r"(?:.*/)?charts?/.*", "a chart"), (r"(?:.*/)?drawings?/.*", "a drawing"),
    (r"text(?:, run by run)?|unpacked", ""), (r"attributes", "behind the words"), (r"strings|stream \d+", "the inside of the file"),
    (r"note (?:\w+)", "a note in the picture"), (r"packed \d+", "something packed into it"), (r"escaped", "written in codes"),
    (r"name", "its name"),
)  # fmt: skip
_KNOWN = tuple((re.compile(pattern), words) for pattern, words in _PARTS)


def in_number(hits: Sequence[Hit]) -> str:
    """ "3 real names and 1 telephone number"."""
    counts: dict[str, int] = {}
    for hit in hits:
        counts[hit.kind] = counts.get(hit.kind, 0) + 1
    words = [counted(number, *_ONE_AND_MANY.get(kind, (kind, ""))) for kind, number in counts.items()]
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def where(place: str) -> str:
    """Where a person looks for it: "word/footnotes.xml › text" is the footnotes."""
    said = [_part(each) for each in place.split(" › ")]
    return ", ".join(each for each in said if each) or "the text"


def _part(name: str) -> str:
    for pattern, words in _KNOWN:
        match = pattern.fullmatch(name)
        if match is not None:
            return match.expand(words).strip()
    return name
