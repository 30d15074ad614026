"""The statutory clock: what was due when, what is late, and whether anyone has said why."""

from __future__ import annotations

import json
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.days_in_words import in_words
from dhr_desktop.core.review import Milestone
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system.folders import resources


@dataclass(frozen=True, slots=True)
class Rule:
    """A step of the process as one guidance edition has it."""

    key: str
    label: str
    months: int
    days: int
    after: str

    def due_from(self, start: date) -> date:
        return add_months(start, self.months) + timedelta(days=self.days)

    @property
    def has_limit(self) -> bool:
        return bool(self.months or self.days)


@dataclass(frozen=True, slots=True)
class Guidance:
    version: str
    title: str
    label: str
    legal_basis: str
    purposes: tuple[str, ...]
    rules: tuple[Rule, ...]
    note: str


class State(StrEnum):
    DONE = "done"
    DONE_LATE = "done late"
    OVERDUE = "overdue"
    DUE = "due"
    OPEN = "no date yet"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one step of the process stands today."""

    rule: Rule
    milestone: Milestone
    due: date | None
    state: State
    days_late: int

    @property
    def needs_reason(self) -> bool:
        return self.days_late > 0 and not self.milestone.reason_late.strip()


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day: one month after 31 January is 28 February."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@lru_cache(maxsize=8)
def guidance(version: str) -> Guidance:
    """A guidance edition's data; an unknown one is read as local practice, which claims no limits."""
    path = resources() / "guidance" / f"{version.replace(' ', '-')}.json"
    if not version or not path.is_file():
        path = resources() / "guidance" / "local.json"
    held = json.loads(path.read_text("utf-8"))
    return Guidance(
        held["version"],
        held["title"],
        held["label"],
        held["legal_basis"],
        tuple(held["purposes"]),
        tuple(_rule(each) for each in held["steps"]),
        held["note"],
    )


def _rule(held: dict[str, Any]) -> Rule:
    limit = held["limit"] or {}
    return Rule(held["key"], held["label"], limit.get("months", 0), limit.get("days", 0), held["after"] or "")


def standings(case: CaseFile, today: date) -> list[Standing]:
    """Every step in the guidance's order, then any the chair added by hand."""
    held = {each.step: each for each in case.all(Milestone)}
    rules = list(guidance(case.review.guidance).rules)
    known = {rule.key for rule in rules}
    rules += [Rule(key, key, 0, 0, "") for key in held if key not in known]
    return [_standing(rule, held, today) for rule in rules]


def _standing(rule: Rule, held: dict[str, Milestone], today: date) -> Standing:
    milestone = held.get(rule.key) or Milestone(step=rule.key)
    due = milestone.due
    start = held.get(rule.after)
    if due is None and rule.has_limit and start and start.happened:
        due = rule.due_from(start.happened)
    if milestone.not_needed:
        return Standing(rule, milestone, due, State.NOT_NEEDED, 0)
    if milestone.happened:
        late = max(0, (milestone.happened - due).days) if due else 0
        return Standing(rule, milestone, due, State.DONE_LATE if late else State.DONE, late)
    if due is None:
        return Standing(rule, milestone, None, State.OPEN, 0)
    late = max(0, (today - due).days)
    return Standing(rule, milestone, due, State.OVERDUE if late else State.DUE, late)


def label_of(case: CaseFile, key: str) -> str:
    """A step's label in the guidance followed; a step of another guidance keeps its key."""
    return next((rule.label for rule in guidance(case.review.guidance).rules if rule.key == key), key)


def set_milestone(case: CaseFile, key: str, *, gesture: str = "", **values: Any) -> Change:
    """Set one or more fields of a process date, making its record if there is none yet."""
    held = next((each for each in case.all(Milestone) if each.step == key), None)
    label = label_of(case, key)
    with case.step("Set a process date", f"Set the date: {label}", gesture=gesture) as step:
        if held:
            step.put(replace(held, **values))
        else:
            step.add(Milestone(step=key, **values))
    return step.change


def paragraph(case: CaseFile, today: date) -> str:
    """The Timescales paragraph, from the dates and the reasons alone; nothing is said that is not held."""
    sentences = []
    for standing in standings(case, today):
        happened = standing.milestone.happened
        if happened is None:
            continue
        sentence = f"{standing.rule.label}: {in_words(happened)}"
        if standing.days_late:
            sentence += f", {_days(standing.days_late)} after it was due ({in_words(standing.due or happened)})"
        sentences.append(sentence + ".")
        if standing.days_late and standing.milestone.reason_late.strip():
            sentences.append(f"The reason was: {standing.milestone.reason_late.strip().rstrip('.')}.")
    overdue = [each for each in standings(case, today) if each.state is State.OVERDUE]
    for standing in overdue:
        assert standing.due is not None
        sentences.append(f"{standing.rule.label} was due on {in_words(standing.due)} and has not yet happened.")
        if standing.milestone.reason_late.strip():
            sentences.append(f"The reason is: {standing.milestone.reason_late.strip().rstrip('.')}.")
    return " ".join(sentences)


def _days(number: int) -> str:
    return counted(number, "day")
