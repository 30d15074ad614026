"""Any text as every file can hold it: no sign that is none, no half of one, and no direction of writing left open.

One place for all formats: a title is a stranger's as soon as it was pasted, and what is not a sign ends a page in one
program and the whole file in another.
"""

from __future__ import annotations

import re

INSTEAD = "\ufffd"
_HALF = re.compile("[\ud800-\udfff]")
_NONE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_POP, _POP_ISOLATE = "\u202c", "\u2069"
_ISOLATES = "\u2066\u2067\u2068"


def in_whole_signs(text: str) -> str:
    """Half of a sign cannot be written to any file; the sign for "something stood here" takes its place.

    One comes from a broken paste, or from a terminal whose letters are not UTF-8. To refuse would lose the rest of
    what was typed with it.
    """
    return text if text.isascii() else _HALF.sub(INSTEAD, text)


def clean(text: str) -> str:
    """As it may stand in a document: control signs left out, and whatever turned the writing about turned back."""
    if text.isascii() and text.isprintable():
        return text
    return _closed(_NONE.sub("", in_whole_signs(text)))


def in_one_line(text: str) -> str:
    """For a title, or a line of a form: what has a line of its own may not begin another."""
    return " ".join(clean(text).split())


def _closed(text: str) -> str:
    """A title that turns the direction of writing would turn the words behind it too."""
    waiting: list[str] = []
    for sign in _DIRECTION.findall(text):
        if sign == _POP_ISOLATE:
            if _POP_ISOLATE in waiting:
                while waiting.pop() != _POP_ISOLATE:
                    pass
        elif sign == _POP:
            if waiting and waiting[-1] == _POP:
                waiting.pop()
        else:
            waiting.append(_POP_ISOLATE if sign in _ISOLATES else _POP)
    return text + "".join(reversed(waiting))
