"""From what happened to what will be done: mark, lesson, recommendation, action; a missing link stands out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dhr_desktop.core.analysis import Action, Lesson, Mark, Recommendation
from dhr_desktop.core.changes import Change
from dhr_desktop.core.entries import Account
from dhr_desktop.core.errors import Refused
from dhr_desktop.storage.case_file import CaseFile

from .findings import MISSING, REJECTED, Analysis, Cell, Line

TAUGHT_BY = ("missed opportunity", "good practice")
ALL, BROKEN = "all", "broken chains only"
NO_LESSON, NO_RECOMMENDATION, NO_ACTION, NO_LEAD = "no lesson", "no recommendation", "no action", "no lead agency"


def chain(case: CaseFile, chosen: dict[str, str]) -> Analysis:
    lines = [
        line for line in _lines(case) if chosen.get("Show", ALL) == ALL or any(c.state == MISSING for c in line.cells)
    ]
    return Analysis(
        ("Found", "In the chair's words", "Lesson", "Recommendation", "Action", "Lead", "Target", "Status", "Missing"),
        (22, 44, 44, 44, 40, 22, 12, 14, 24), tuple(lines),
        "A lesson may end without a recommendation when its reason is given. Recommendations that no lesson leads to stand "
        "at the end.",
        {"Show": (ALL, BROKEN)},
    )  # fmt: skip


def _lines(case: CaseFile) -> list[Line]:
    lessons, recommendations, actions = case.all(Lesson), case.all(Recommendation), case.all(Action)
    events: dict[int, list[int]] = {}
    for account in case.all(Account):
        events.setdefault(account.event, []).append(account.entry)
    lines: list[Line] = []
    shown: set[int] = set()
    for mark in case.all(Mark):
        if mark.sort not in TAUGHT_BY or mark.state == REJECTED:
            continue
        taught = [each for each in lessons if mark.id in each.from_marks]
        for lesson in taught or [None]:  # type: ignore[list-item]
            lines += _below(mark, lesson, recommendations, actions, events, shown)
    orphans = [each for each in lessons if not each.from_marks]
    for lesson in orphans:
        lines += _below(None, lesson, recommendations, actions, events, shown)
    for recommendation in sorted(recommendations, key=lambda each: _sort(each.number)):
        if recommendation.id not in shown:
            lines += _of(None, None, recommendation, actions, events)
    return lines


def _below(
    mark: Mark | None, lesson: Lesson | None, recommendations: list[Recommendation], actions: list[Action],
    events: dict[int, list[int]], shown: set[int],
) -> list[Line]:  # fmt: skip
    led = [each for each in recommendations if lesson is not None and lesson.id in each.lessons]
    shown |= {each.id for each in led}
    lines: list[Line] = []
    for recommendation in sorted(led, key=lambda each: _sort(each.number)) or [None]:  # type: ignore[list-item]
        lines += _of(mark, lesson, recommendation, actions, events)
    return lines


def _of(
    mark: Mark | None, lesson: Lesson | None, recommendation: Recommendation | None, actions: list[Action],
    events: dict[int, list[int]],
) -> list[Line]:  # fmt: skip
    done = [each for each in actions if recommendation is not None and each.recommendation == recommendation.id]
    lines: list[Line] = []
    for action in done or [None]:  # type: ignore[list-item]
        lines.append(_line(mark, lesson, recommendation, action, events))
    return lines


def _line(
    mark: Mark | None, lesson: Lesson | None, recommendation: Recommendation | None, action: Action | None,
    events: dict[int, list[int]],
) -> Line:  # fmt: skip
    rows = tuple(row for id in mark.on for row in events.get(id, [id])) if mark else ()
    is_ended = lesson is not None and bool(lesson.none_because) and recommendation is None
    missing = []
    if lesson is None:
        missing.append(NO_LESSON)
    if recommendation is None and lesson is not None and not is_ended:
        missing.append(NO_RECOMMENDATION)
    if recommendation is not None and action is None:
        missing.append(NO_ACTION)
    if action is not None and not action.lead:
        missing.append(NO_LEAD)
    return Line(
        (
            Cell(mark.sort, rows, records=(mark,)) if mark else Cell("from no mark"),
            Cell(_told(mark.title, mark.text), rows) if mark else Cell(),
            _linked(lesson, f"{lesson.number} {lesson.text}".strip() if lesson else "", NO_LESSON),
            Cell(f"none, because {lesson.none_because}", records=(lesson,))
            if is_ended and lesson
            else _linked(recommendation, f"{recommendation.number} {recommendation.text}".strip() if recommendation else "",
                         NO_RECOMMENDATION if lesson else ""),
            _linked(action, action.text if action else "", NO_ACTION if recommendation else ""),
            Cell(action.lead or NO_LEAD, state="" if action.lead else MISSING) if action else Cell(),
            Cell(f"{action.target:%d/%m/%Y}" if action and action.target else ""),
            Cell(status_of(action) if action else ""), Cell(", ".join(missing), state=MISSING if missing else ""),
        )
    )  # fmt: skip


def _linked(record: Lesson | Recommendation | Action | None, words: str, missing: str) -> Cell:
    if record is not None:
        return Cell(words or "not written yet", records=(record,), state="" if words else MISSING)
    return Cell(missing, state=MISSING if missing else "")


def _told(title: str, text: str) -> str:
    return ": ".join(part for part in (title, " ".join(text.split())) if part) or "no words yet"


def _sort(number: str) -> tuple[object, ...]:
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in number.replace(".", " ").split())


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
        return "overdue"
    return action.status


# ---- adding a link --------------------------------------------------------------------------------


def add_lesson(case: CaseFile, marks: list[int], text: str = "") -> Change:
    """A lesson from one mark or several, numbered after the last."""
    for id in marks:
        if case.get(Mark, id) is None:
            raise Refused(f"There is no mark no. {id} in the case.")
    with case.step("Add a lesson") as step:
        step.add(
            Lesson(
                number=next_number([each.number for each in case.all(Lesson)]),
                text=text.strip(),
                from_marks=tuple(marks),
            )
        )
    return step.change


def add_recommendation(
    case: CaseFile, lessons: list[int], text: str = "", *, number: str = "", within: int = 0, agency: int = 0, aim: str = "",
    source: str = "", scope: str = "",
) -> Change:  # fmt: skip
    """A recommendation from lessons, or by itself; within another it takes the next sub-number."""
    for id in lessons:
        if case.get(Lesson, id) is None:
            raise Refused(f"There is no lesson no. {id} in the case.")
    held = case.all(Recommendation)
    if number and any(each.number == number for each in held):
        raise Refused(f"There is a recommendation {number} already. Give this one another number.")
    above = case.get(Recommendation, within) if within else None
    if within and above is None:
        raise Refused(f"There is no recommendation no. {within} in the case.")
    if not number:
        number = next_number([each.number for each in held if each.within == within], above.number if above else "")
    with case.step("Add a recommendation", f"Add recommendation {number}") as step:
        step.add(
            Recommendation(
                number=number, text=text.strip(), within=within, lessons=tuple(lessons), agency=agency, aim=aim, source=source, scope=scope
            )
        )  # fmt: skip
    return step.change


def add_action(case: CaseFile, recommendation: int, text: str = "", *, lead: str = "") -> Change:
    held = case.get(Recommendation, recommendation)
    if held is None:
        raise Refused(f"There is no recommendation no. {recommendation} in the case.")
    with case.step("Add an action", f"Add an action to recommendation {held.number}") as step:
        step.add(
            Action(
                recommendation=recommendation,
                text=text.strip(),
                lead=lead.strip(),
                scope=held.scope,
                status="not started",
            )
        )
    return step.change


def put_within(case: CaseFile, id: int, within: int) -> Change:
    """One recommendation becomes part of another; never of itself or of one of its own parts."""
    held, above = case.get(Recommendation, id), case.get(Recommendation, within)
    if held is None or (within and above is None):
        raise Refused("That recommendation is no longer in the case. Look at the list again.")
    walk = above
    while walk is not None:
        if walk.id == id:
            raise Refused(f"Recommendation {held.number} cannot be part of itself, nor of one of its own parts.")
        walk = case.get(Recommendation, walk.within) if walk.within else None
    number = next_number(
        [each.number for each in case.all(Recommendation) if each.within == within and each.id != id],
        above.number if above else "",
    )
    with case.step("Move a recommendation", f"Recommendation {held.number} becomes {number}") as step:
        step.put(replace(held, within=within, number=number))
    return step.change


def next_number(held: list[str], above: str = "") -> str:
    last = 0
    for number in held:
        tail = number.rsplit(".", 1)[-1]
        if tail.isdigit():
            last = max(last, int(tail))
    return f"{above}.{last + 1}" if above else str(last + 1)


def numbering_faults(case: CaseFile) -> list[str]:
    """Two of one number, a part of itself, no number at all: said, never put right behind the chair's back."""
    held = {each.id: each for each in case.all(Recommendation)}
    faults, seen = [], dict[str, int]()
    for each in held.values():
        if not each.number:
            faults.append(f"A recommendation has no number: {each.text[:60] or 'no words yet'}.")
        elif each.number in seen:
            faults.append(f"Two recommendations are numbered {each.number}. Give one of them another number.")
        seen.setdefault(each.number, each.id)
        walk, met = held.get(each.within), {each.id}
        while walk is not None and walk.id not in met:
            met.add(walk.id)
            walk = held.get(walk.within)
        if walk is not None:
            faults.append(
                f"Recommendation {each.number} is part of itself, by way of {walk.number}. Take it out of one."
            )
    return list(dict.fromkeys(faults))
