"""Making the links of the chain: a lesson from a mark, a recommendation from a lesson, an action from that."""

from __future__ import annotations

from dhr_desktop.core.analysis import Action, Lesson, Mark, Recommendation
from dhr_desktop.core.changes import Change
from dhr_desktop.core.errors import Refused
from dhr_desktop.storage.case_file import CaseFile


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
    case: CaseFile, lessons: list[int], text: str = "", *, number: str = "", within: int = 0, agency: int = 0,
    aim: str = "",
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
                number=number, text=text.strip(), within=within, lessons=tuple(lessons), agency=agency, aim=aim
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
