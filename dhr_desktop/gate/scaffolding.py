"""The program's own scaffolding, known by its hash: styles, scripts and links that are the same in every file it writes.

No person wrote in them. A family called Lane, Page or Grid is looked for everywhere else, and here too as soon as one
byte is other than ours.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache

from dhr_desktop.system.folders import resources

from .parts import Part

KEPT = "scaffolding.txt"
_NOT_PROSE = re.compile(
    r"(?:^|› )(?:attributes|script or style|packed \d+|comments)$|\.rels › |word/(?:styles|numbering|settings|fontTable|footer\d*)\.xml › "
    r"|xl/styles\.xml › |\[Content_Types\]\.xml › "
)


def may_be_ours(part: Part) -> bool:
    """Whether it is a place where no person writes; the words of a document are never passed over."""
    return bool(_NOT_PROSE.search(part.place))


def hash_of(part: Part) -> str:
    """By where it stands within its own file, and what it says."""
    place = " › ".join(part.place.split(" › ")[-2:])
    return hashlib.sha256(f"{place}\n{part.text}".encode()).hexdigest()


def is_ours(part: Part) -> bool:
    return may_be_ours(part) and hash_of(part) in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset((resources() / "gate" / KEPT).read_text("utf-8").split())
