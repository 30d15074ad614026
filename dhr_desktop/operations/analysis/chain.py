"""From what happened to what will be done: mark, lesson, recommendation, action; a missing link stands out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dhr_desktop.core.analysis import Action, Lesson, Mark, Recommendation
from dhr_desktop.operations.events.accounts import Accounts
from dhr_desktop.storage.case_file import CaseFile

from .findings import MISSING, REJECTED, Analysis, Cell, Line
from .links import numbering_faults

TAUGHT_BY = ("missed opportunity", "good practice")
ALL, BROKEN = "all", "broken chains only"
OVERDUE = "overdue"
NO_LESSON, NO_RECOMMENDATION, NO_ACTION, NO_LEAD = "no lesson", "no recommendation", "no action", "no lead agency"


def chain(case: CaseFile, chosen: dict[str, str]) -> Analysis:
    lines = [_line(case, each) for each in _Walk(case).chains()]
    if chosen.get("Show", ALL) == BROKEN:
        lines = [line for line in lines if any(cell.state == MISSING for cell in line.cells)]
    faults = " ".join(numbering_faults(case))
    return Analysis(
        ("Missing", "Found", "In the chair's words", "Lesson", "Recommendation", "Action", "Lead", "Target", "Status"),
        (20, 20, 36, 36, 36, 32, 20, 12, 14), tuple(lines),
        f"{faults} A lesson may end without a recommendation when its reason is given. Recommendations that no lesson leads "
        "to stand at the end.".strip(),
        {"Show": (ALL, BROKEN)}, suggests=False,
    )  # fmt: skip


def broken_chains(case: CaseFile) -> int:
    """How many ways from a finding break off before an action with a lead."""
    return sum(bool(each.missing) for each in _Walk(case).chains())


@dataclass(frozen=True, slots=True)
class _Chain:
    """One way from a mark to an action, as far as it goes."""

    rows: tuple[int, ...] = ()
    mark: Mark | None = None
    lesson: Lesson | None = None
    recommendation: Recommendation | None = None
    action: Action | None = None

    @property
    def is_ended(self) -> bool:
        """Whether the chair said why the lesson leads to no recommendation."""
        return self.lesson is not None and bool(self.lesson.none_because) and self.recommendation is None

    @property
    def missing(self) -> list[str]:
        found = []
        if self.lesson is None and self.mark is not None:
            found.append(NO_LESSON)
        if self.lesson is not None and self.recommendation is None and not self.is_ended:
            found.append(NO_RECOMMENDATION)
        if self.recommendation is not None and self.action is None:
            found.append(NO_ACTION)
        if self.action is not None and not self.action.lead:
            found.append(NO_LEAD)
        return found


class _Walk:
    """Every way from what was found to what will be done, those that begin in the middle too."""

    def __init__(self, case: CaseFile) -> None:
        self._lessons = case.all(Lesson)
        self._recommendations = sorted(case.all(Recommendation), key=lambda each: (sort_key(each.number), each.id))
        self._actions = case.all(Action)
        self._marks = [each for each in case.all(Mark) if each.sort in TAUGHT_BY and each.state != REJECTED]
        self._told = Accounts(case)
        self._led_to: set[int] = set()

    def chains(self) -> Iterator[_Chain]:
        for mark in self._marks:
            rows = self._told.entries_of(mark.on)
            taught = [each for each in self._lessons if mark.id in each.from_marks]
            for lesson in taught:
                yield from self._from_lesson(lesson, mark, rows)
            if not taught:
                yield _Chain(rows, mark)
        known = {each.id for each in self._marks}
        for lesson in self._lessons:
            if not known & set(lesson.from_marks):
                yield from self._from_lesson(lesson, None, ())
        for recommendation in self._recommendations:
            if recommendation.id not in self._led_to:
                yield from self._from_recommendation(recommendation, None, None, ())

    def _from_lesson(self, lesson: Lesson, mark: Mark | None, rows: tuple[int, ...]) -> Iterator[_Chain]:
        led = [each for each in self._recommendations if lesson.id in each.lessons]
        for each in led:
            self._led_to.add(each.id)
            yield from self._from_recommendation(each, lesson, mark, rows)
        if not led:
            yield _Chain(rows, mark, lesson)

    def _from_recommendation(
        self, recommendation: Recommendation, lesson: Lesson | None, mark: Mark | None, rows: tuple[int, ...]
    ) -> Iterator[_Chain]:
        done = [each for each in self._actions if each.recommendation == recommendation.id]
        for action in done:
            yield _Chain(rows, mark, lesson, recommendation, action)
        if not done:
            yield _Chain(rows, mark, lesson, recommendation)


def _line(case: CaseFile, told: _Chain) -> Line:
    mark, lesson, recommendation, action = told.mark, told.lesson, told.recommendation, told.action
    today, missing = case.clock.now().date(), told.missing
    return Line(
        (
            Cell(", ".join(missing), state=MISSING if missing else ""),
            Cell(mark.sort, told.rows, records=(mark,)) if mark else Cell("from no mark"),
            Cell(_told(mark.title, mark.text), told.rows) if mark else Cell(),
            _linked(lesson, f"{lesson.number} {lesson.text}".strip() if lesson else "", NO_LESSON if mark else ""),
            Cell(f"none, because {lesson.none_because}", records=(lesson,)) if told.is_ended and lesson
            else _linked(recommendation, _numbered(recommendation), NO_RECOMMENDATION if lesson else ""),
            _linked(action, action.text if action else "", NO_ACTION if recommendation else ""),
            Cell(action.lead or NO_LEAD, state="" if action.lead else MISSING) if action else Cell(),
            Cell(f"{action.target:%d/%m/%Y}" if action and action.target else ""),
            Cell(status_of(action, today) if action else ""),
        )
    )  # fmt: skip


def _numbered(recommendation: Recommendation | None) -> str:
    return f"{recommendation.number} {recommendation.text}".strip() if recommendation else ""


def _told(title: str, text: str) -> str:
    return ": ".join(part for part in (title, " ".join(text.split())) if part) or "no words yet"


def sort_key(number: str) -> tuple[object, ...]:
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in number.replace(".", " ").split())


def plan(case: CaseFile, chosen: dict[str, str]) -> Analysis:
    """The action plan in its seven columns, with what stands still."""
    today = case.clock.now().date()
    actions: dict[int, list[Action]] = {}
    for action in case.all(Action):
        actions.setdefault(action.recommendation, []).append(action)
    wanted, lines = chosen.get("Status", ALL), []
    for each in sorted(case.all(Recommendation), key=lambda one: (bool(one.agency), sort_key(one.number), one.id)):
        for action in actions.get(each.id) or [None]:  # type: ignore[list-item]
            status = status_of(action, today) if action else NO_ACTION
            if wanted not in (ALL, status):
                continue
            lines.append(
                Line(
                    (
                        Cell(f"{each.number} {each.text}".strip(), records=(each,)),
                        Cell(each.scope or "not said", state="" if each.scope else MISSING),
                        _linked(action, action.text if action else "", NO_ACTION),
                        Cell((action.lead if action else "") or NO_LEAD, state="" if action and action.lead else MISSING),
                        Cell(action.milestones if action else ""), Cell(f"{action.target:%d/%m/%Y}" if action and action.target else ""),
                        Cell(_completed(action)), Cell(status, state=MISSING if status in (NO_ACTION, OVERDUE) else ""),
                    )
                )
            )  # fmt: skip
    faults = " ".join(numbering_faults(case))
    return Analysis(
        ("Recommendation", "Scope of recommendation", "Action to take", "Lead Agency",
         "Key milestones achieved in enacting recommendation", "Target Date", "Date of completion and outcome", "Status"),
        (44, 18, 40, 24, 34, 12, 30, 14), tuple(lines), faults or "Overdue: its target date has gone by and it is not done.",
        {"Status": (ALL, NO_ACTION, "not started", "under way", OVERDUE, "done", "not to be done")}, suggests=False,
    )  # fmt: skip


def _completed(action: Action | None) -> str:
    if action is None:
        return ""
    day = f"{action.completed:%d/%m/%Y}" if action.completed else ""
    return ": ".join(part for part in (day, action.outcome) if part)


def _linked(record: Lesson | Recommendation | Action | None, words: str, missing: str) -> Cell:
    if record is not None:
        return Cell(words or "not written yet", records=(record,), state="" if words else MISSING)
    return Cell(missing, state=MISSING if missing else "")


def status_of(action: Action, today: date | None = None) -> str:
    """As it was told; an action past its day that is not done says so."""
    if action.completed:
        return "done"
    if (
        today is not None
        and action.target
        and action.target < today
        and action.status not in ("done", "not to be done")
    ):
        return OVERDUE
    return action.status
