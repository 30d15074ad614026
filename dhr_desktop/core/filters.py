"""Which entries are wanted: the one filter that table, timeline and exports share, and that a view keeps by name.

A date that is only known to lie within a span may be wanted and may not: whatever *could* fall in the
period asked for is shown. An undated entry can never be said to, so a period leaves it out and says so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from dhr_desktop.core.counting import counted

from .days_in_words import in_words


class AsAt(StrEnum):
    """What "as at" hides: by when it happened, when its agency knew of it, or when it was written down."""

    HAPPENED = "happened"
    KNOWN = "known to the agency"
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True)
class Filter:
    """Every part that is set must hold; within one part any of its choices will do."""

    words: str = ""
    agencies: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    first: date | None = None
    last: date | None = None
    precisions: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    themes: tuple[int, ...] = ()
    marks: tuple[str, ...] = ()
    terms: tuple[int, ...] = ()
    files: tuple[int, ...] = ()
    entries: tuple[int, ...] = ()  # only these: what a figure or a list led to
    has_difference: bool = False
    recorded_late: bool = False
    doubtful: bool = False
    undated: bool = False
    without_withdrawn: bool = False
    as_at: date | None = None
    as_at_rule: AsAt = AsAt.HAPPENED

    @property
    def is_empty(self) -> bool:
        return self == Filter()

    # ---- leaving and coming back ----------------------------------------------------------------

    def as_text(self) -> str:
        plain = {each.name: getattr(self, each.name) for each in fields(self)}
        set_parts = {name: _plain(value) for name, value in plain.items() if value != getattr(Filter(), name)}
        return json.dumps(set_parts, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> Filter:
        """What was kept; a part that this version does not know is left out."""
        try:
            kept = json.loads(text or "{}")
        except ValueError:
            return cls()
        if not isinstance(kept, dict):
            return cls()
        known = {each.name for each in fields(cls)}
        return cls(**{name: _from_plain(name, value) for name, value in kept.items() if name in known})

    # ---- in words -------------------------------------------------------------------------------

    def in_words(self, names: Mapping[int, str]) -> str:
        """What is asked for, as an export states it; `names` says what a record's number is called."""
        told = [f"“{self.words}” in any field"] if self.words else []
        for label, ids in (
            ("agency", self.agencies), ("person", self.people), ("theme", self.themes),
            ("term of reference", self.terms), ("file", self.files),
        ):  # fmt: skip
            if ids:
                told.append(f"{label}: {' or '.join(names.get(id, f'no. {id}') for id in ids)}")
        for label, choices in (("precision", self.precisions), ("type of contact", self.types), ("mark", self.marks)):
            if choices:
                told.append(f"{label}: {' or '.join(choices)}")
        if self.entries:
            told.append(f"{counted(len(self.entries), 'entry', 'entries')} chosen")
        told += self._period_in_words()
        for is_set, words in (
            (self.has_difference, "accounts that differ"), (self.recorded_late, "recorded late"),
            (self.doubtful, "needing a look"), (self.undated, "undated"), (self.without_withdrawn, "not withdrawn"),
        ):  # fmt: skip
            if is_set:
                told.append(words)
        return "; ".join(told) or "every entry"

    def _period_in_words(self) -> list[str]:
        told = []
        if self.first and self.last:
            told.append(f"could fall between {in_words(self.first)} and {in_words(self.last)}")
        elif self.first:
            told.append(f"could fall on {in_words(self.first)} or after")
        elif self.last:
            told.append(f"could fall on {in_words(self.last)} or before")
        if self.as_at:
            told.append(f"as at {in_words(self.as_at)}, by when it {_RULES[self.as_at_rule]}")
        return told


_RULES = {
    AsAt.HAPPENED: "happened",
    AsAt.KNOWN: "was known to the agency",
    AsAt.RECORDED: "was recorded",
}
_DAYS = ("first", "last", "as_at")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value


def _from_plain(name: str, value: Any) -> Any:
    if name in _DAYS:
        return date.fromisoformat(value)
    if name == "as_at_rule":
        return AsAt(value)
    return tuple(value) if isinstance(value, list) else value
