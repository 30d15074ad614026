"""The columns of the chronology: what each is called, how wide it comes, and what it says of an entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dhr_desktop.operations.chronology.chronology import Chronology, Told


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    title: str
    letters: int
    words: Callable[[Told, Chronology], str]
    is_first_shown: bool = True


def _doubts(told: Told, chronology: Chronology) -> str:
    differs = ["An account of the same event differs."] if told.has_difference else []
    late = ["Recorded more than a week later."] if told.is_recorded_late else []
    return " ".join([*told.doubts, *differs, *late])


def _marks(told: Told, chronology: Chronology) -> str:
    joined = ""
    if told.event:
        others = len(chronology.events[told.event].entries) - 1 if told.event in chronology.events else 0
        joined = f"lead of {others + 1} accounts" if told.is_lead else f"account; {others} other"
    return "\n".join(part for part in (joined, told.mark_words) if part)


COLUMNS = (
    Column("order", "Order", 7, lambda told, case: ""),  # against the line above: the model knows it
    Column("when", "When", 19, lambda told, case: told.when.words()),
    Column("wording", "As written", 14, lambda told, case: told.entry.happened.wording),
    Column("agency", "Agency", 17, lambda told, case: told.agency),
    Column("source", "Source", 14, lambda told, case: told.entry.source, False),
    Column("person", "Person", 12, lambda told, case: told.entry.subject),
    Column("professional", "Professional", 14, lambda told, case: told.entry.professional, False),
    Column("type", "Type of contact", 15, lambda told, case: told.entry.contact_type, False),
    Column("what", "What happened", 52, lambda told, case: told.entry.what_happened),
    Column("response", "Response", 26, lambda told, case: told.entry.response),
    Column("comment", "Agency's comment", 24, lambda told, case: told.entry.agency_comment, False),
    Column("chair", "Chair's comment", 24, lambda told, case: told.entry.chair_comment, False),
    Column("marks", "Marks", 17, _marks),
    Column("doubts", "To look at", 24, _doubts),
    Column("ages", "Ages", 16, lambda told, case: case.ages(told.when), False),
    Column("risk", "Risk", 14, lambda told, case: told.entry.risk, False),
    Column("recorded", "Recorded", 18, lambda told, case: _day(told.entry.recorded.words()), False),
    Column("reported", "Reported", 18, lambda told, case: _day(told.entry.reported.words()), False),
    Column("file", "File", 20, lambda told, case: _file(told, case), False),
)
BY_NAME = {each.name: each for each in COLUMNS}


def _day(words: str) -> str:
    return "" if words == "undated" else words


def _file(told: Told, chronology: Chronology) -> str:
    held = chronology.files.get(told.entry.submission)
    return held.file_name if held else ""


def arranged(names: tuple[str, ...]) -> list[Column]:
    """The columns the chair has chosen, in that order; as they come where none was."""
    chosen = [BY_NAME[name] for name in names if name in BY_NAME]
    return chosen or [each for each in COLUMNS if each.is_first_shown]
