"""What a re-sent row says that the entry does not: every field, and every column of the agency's own, old beside new.

Nothing is left out of the comparison: a field that is not compared would keep its old words in the case while the
agency believes it has put them right.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dhr_desktop.core.entries import Entry
from dhr_desktop.core.fields import fields_of
from dhr_desktop.core.moments import When
from dhr_desktop.intake.proposed import ProposedEntry

AGENCY, HAPPENED, RECORDED = "agency", "happened", "recorded"
TEXTS = (
    "sequence", "source", "professional", "subject", "contact_type", "what_happened", "response", "seen", "voice",
    "risk", "impact", "good_practice", "problem", "missing", "agency_comment", "term_wording", "entered_by",
)  # fmt: skip
"""The entry's fields that hold an agency's words as one column gave them."""
_LABELS = {field.name: field.label for field in fields_of(Entry)}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field or column that reads otherwise now. `field` is "" for a column of the agency's own."""

    field: str
    label: str
    before: str
    after: str

    def in_words(self) -> str:
        return f"{self.label}: {_quoted(self.before)} → {_quoted(self.after)}"

    def difference(self) -> str:
        """The words taken out in [-brackets-], those put in {+braces+}, as long texts are told apart."""
        old, new = re.findall(r"\S+|\n", self.before), re.findall(r"\S+|\n", self.after)
        told: list[str] = []
        for sort, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if sort == "equal":
                told.append(" ".join(old[a:b]))
                continue
            told += [f"[-{' '.join(old[a:b])}-]"] if b > a else []
            told += [f"{{+{' '.join(new[c:d])}+}}"] if d > c else []
        return " ".join(told)


def _quoted(text: str) -> str:
    return f"“{text}”" if text.strip() else "nothing"


def changes(before: Entry, after: ProposedEntry, agency: tuple[str, str] = ("", "")) -> tuple[FieldChange, ...]:
    """Every difference. `agency` names whose the row was and is, where a column says so."""
    told = []
    when = after.happened.when
    if when_key(before.happened, before.date_status) != when_key(when, after.happened.status):
        told.append(FieldChange(HAPPENED, "Date", _when_words(before.happened), _when_words(when)))
    if agency[0] != agency[1]:
        told.append(FieldChange(AGENCY, "Agency", *agency))
    for name in TEXTS:
        old, new = getattr(before, name), after.fields.get(name, "")
        if plain(old) != plain(new):
            told.append(FieldChange(name, _LABELS[name], old, new))
    if when_key(before.recorded) != when_key(after.recorded):
        told.append(FieldChange(RECORDED, "Date recorded", _when_words(before.recorded), _when_words(after.recorded)))
    return (*told, *_own_columns(before.other_columns, after.others))


def plain(text: str) -> str:
    """Words as they are compared: only the breaks and spaces between them are alike."""
    return " ".join(text.split())


def when_key(when: When, status: str = "") -> tuple[object, ...]:
    """All that a date tells: its days, its clock, its wording, and whether it could be read."""
    return (
        when.edtf, when.time_from, when.time_to, when.part_of_day, when.time_is_approximate, plain(when.wording),
        status if status != "ok" else "",
    )  # fmt: skip


def _when_words(when: When) -> str:
    read = when.words() if when.edtf else ""
    wording = plain(when.wording)
    return f"{wording} ({read})" if wording and read and wording != read else wording or read


def _own_columns(before: Sequence[str], after: Sequence[str]) -> list[FieldChange]:
    """Columns of the agency's own, by their header; two of one header in their order."""
    old, new = _by_header(before), _by_header(after)
    return [
        FieldChange("", header, old.get((header, at), ""), new.get((header, at), ""))
        for header, at in dict.fromkeys((*old, *new))
        if plain(old.get((header, at), "")) != plain(new.get((header, at), ""))
    ]


def _by_header(columns: Sequence[str]) -> dict[tuple[str, int], str]:
    told: dict[tuple[str, int], str] = {}
    for column in columns:
        header, _, text = column.partition(": ")
        told[header, sum(known == header for known, _ in told)] = text
    return told
