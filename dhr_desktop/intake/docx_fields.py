"""Word's fields: their results are text; some would fetch from elsewhere, and some are answers of a form."""

from __future__ import annotations

from typing import Any

from .package import attribute, local, whole
from .pages import Aside, Document, clean
from .symbols import EMPTY_BOX, TICKED_BOX

FETCHING = (
    "INCLUDETEXT",
    "INCLUDEPICTURE",
    "INCLUDE",
    "IMPORT",
    "DDE",
    "DDEAUTO",
    "LINK",
    "DATABASE",
    "RD",
    "MACROBUTTON",
)


class Fields:
    """Follows the instructions of fields, which may be spread over many runs, and keeps the kinds that would fetch."""

    def __init__(self) -> None:
        self._open: list[list[str]] = []
        self.fetching: dict[str, int] = {}
        self._formulas: list[str] = []

    def take(self, mark: str) -> None:
        if mark == "begin" and len(self._open) < 100:
            self._open.append([])
        elif mark in ("separate", "end") and self._open:
            self.say("".join(self._open[-1]))
            self._open[-1] = []
            if mark == "end":
                self._open.pop()

    def words(self, text: str) -> None:
        if self._open:
            self._open[-1].append(text)
        else:
            self.say(text)

    def say(self, instruction: str) -> None:
        kind = instruction.strip().split(" ")[0].upper().strip('"\\')
        if kind == "EQ" and (words := clean(instruction.strip()[2:])):
            self._formulas.append(words)  # old Word wrote ruby and boxed letters so
        if kind in FETCHING:
            self.fetching[kind] = self.fetching.get(kind, 0) + 1

    def tell(self, document: Document) -> None:
        """What was met, beside the rows and in a sentence."""
        document.asides += [Aside("words in a formula field", "", text) for text in self._formulas]
        if self.fetching:
            named = ", ".join(
                f"{kind} × {count}" if count > 1 else kind for kind, count in sorted(self.fetching.items())
            )
            document.warnings.append(
                f"This file holds fields that would fetch or run something else ({named}); that was not done."
            )


def form_answer(field_mark: Any) -> str:
    """What was answered in an old form's box or list, which Word keeps outside the text."""
    for data in field_mark:
        if local(data) != "ffData":
            continue
        for each in data:
            if local(each) == "checkBox":
                return _ticked(each)
            if local(each) == "ddList":
                return _chosen(each)
    return ""


def _ticked(box: Any) -> str:
    values = {local(each): attribute(each, "val") not in ("0", "false", "off") for each in box}
    return TICKED_BOX if values.get("checked", values.get("default", False)) else EMPTY_BOX


def _chosen(choices: Any) -> str:
    words = [attribute(each, "val") for each in choices if local(each) == "listEntry"]
    number = next((attribute(each, "val") for each in choices if local(each) == "result"), "0")
    at = max(0, whole(number)) if len(number) < 4 else 0
    return words[at] if at < len(words) else ""
