"""Points on the way from accounts to action: differences settled, terms answered, recommendations that can be done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhr_desktop.core.analysis import Action, Lesson, Recommendation
from dhr_desktop.core.entries import Difference
from dhr_desktop.core.review import Term
from dhr_desktop.operations.analysis.chain import broken_chains
from dhr_desktop.operations.analysis.readings import OPPORTUNITY, PRACTICE
from dhr_desktop.operations.reference.timescales import standings

from .findings import Finding, Looking

Found = Iterator[Finding]
_VAGUE = re.compile(r"\b(?:consider|explore|raise awareness|ensure|review|promote|encourage|continue to)\b", re.I)
_MEASURED = re.compile(
    r"\b(?:\d+|by (?:january|february|march|april|may|june|july|august|september|october|november|december)|within|audit|sample|each|every|per cent|%|quarter|annual|twice)\b",
    re.I,
)
_NOT_A_DATE = re.compile(r"\b(?:ongoing|on-going|tbc|tbd|asap|in due course)\b", re.I)


def recommendations_together(c: Looking) -> Found:
    words = c.under("Recommendations", of=c.in_report)
    for each in c.shown.all(Recommendation):
        if c.report is not None and each.text.strip() and each.text.strip() not in words:
            yield Finding(
                TOGETHER,
                "Recommendations",
                each.text[:120],
                "It is not in the Recommendations section of the report.",
                each.id,
            )


def conflicts(c: Looking) -> Found:
    for each in c.case.all(Difference):
        if each.state in ("", "open"):
            yield Finding(
                CONFLICTS,
                "Differences",
                each.wording[:120],
                "Agencies' accounts differ and nothing is decided.",
                each.event,
            )


def unanswered(c: Looking) -> Found:
    answered = {id for each in c.d.marks for id in each.terms}
    for each in c.case.all(Term):
        if each.id not in answered:
            yield Finding(
                UNANSWERED,
                "Terms of reference",
                f"{each.number} {each.question}"[:120],
                "No finding answers it.",
                each.id,
            )


def chains(c: Looking) -> Found:
    lessons = c.case.all(Lesson)
    taught = {id for each in lessons for id in each.from_marks}
    led = {id for each in c.case.all(Recommendation) for id in each.lessons}
    for mark in c.d.marks:
        if mark.sort == OPPORTUNITY and mark.id not in taught:
            yield Finding(
                CHAIN, "Analysis: chain", (mark.title or mark.text)[:120], "No lesson is drawn from it.", mark.id
            )
    for lesson in lessons:
        if lesson.id not in led and not lesson.none_because:
            yield Finding(
                CHAIN,
                "Analysis: chain",
                lesson.text[:120],
                "No recommendation follows, and why not is not said.",
                lesson.id,
            )
    broken = broken_chains(c.case)
    if broken and not lessons:
        yield Finding(CHAIN, "Analysis: chain", f"{broken}", "Ways from a finding that break off.")


def good_practice(c: Looking) -> Found:
    if not any(each.sort == PRACTICE for each in c.d.marks) and not re.search(
        r"good practice", " ".join(each.words for each in c.own), re.I
    ):
        yield Finding(
            PRACTICE_POINT, "Analysis", "", "No good practice is marked, and it is not said that none was found."
        )


def vague(c: Looking) -> Found:
    for each in c.case.all(Recommendation):
        if _VAGUE.search(each.text) and not _MEASURED.search(each.text):
            yield Finding(VAGUE, "Recommendations", each.text[:120], "A vague verb and no measure.", each.id)


def plan_complete(c: Looking) -> Found:
    planned = {each.recommendation for each in c.case.all(Action)}
    if not c.case.all(Recommendation):
        yield Finding(PLAN, "Action plan", "", "There is no recommendation yet.")
    for each in c.case.all(Recommendation):
        if each.id not in planned:
            yield Finding(PLAN, "Action plan", each.text[:120], "No action is planned.", each.id)
    for action in c.case.all(Action):
        missing = [
            name
            for name, value in (
                ("action", action.text),
                ("lead agency", action.lead),
                ("target date", action.target),
                ("scope", action.scope),
            )
            if not value
        ]
        if missing:
            yield Finding(PLAN, "Action plan", action.text[:120], f"Empty: {', '.join(missing)}.", action.id)


def targets(c: Looking) -> Found:
    for each in c.case.all(Action):
        if each.target is None or (each.target < c.d.today and not each.completed):
            yield Finding(
                TARGET,
                "Action plan",
                each.text[:120],
                "Its target date is missing, or has gone by and it is not done.",
                each.id,
            )
        elif _NOT_A_DATE.search(f"{each.milestones} {each.outcome}"):
            yield Finding(TARGET, "Action plan", each.milestones[:120], "“Ongoing” is no date.", each.id)


def completion(c: Looking) -> Found:
    for each in c.case.all(Action):
        if each.completed and not each.outcome.strip():
            yield Finding(
                COMPLETION, "Action plan", each.text[:120], "Completed, and what came of it is not said.", each.id
            )


def national(c: Looking) -> Found:
    for each in c.case.all(Recommendation):
        if each.scope == "national" and not re.search(
            r"\b(?:Home Office|Department|Ministry|NHS England|College of Policing|government|Commissioner|Secretary of State|Ofsted|Council)\b",
            each.text,
        ):
            yield Finding(
                NATIONAL, "Recommendations", each.text[:120], "National, and no department or body is named.", each.id
            )


def early_learning(c: Looking) -> Found:
    is_late = any(each.days_late for each in standings(c.case, c.d.today))
    if (
        is_late
        and not any(each.none_because for each in c.case.all(Lesson))
        and not re.search(
            r"early learning|already (?:been )?(?:acted|addressed|changed)",
            " ".join(each.words for each in c.own),
            re.I,
        )
    ):
        yield Finding(
            EARLY, "Lessons", "", "The review ran over its time, and no lesson is marked as acted on already."
        )


TOGETHER = "Single-agency and multi-agency recommendations are split"
CONFLICTS = "Conflicting accounts not settled"
UNANSWERED = "Key line of enquiry not answered"
CHAIN = "Missed opportunity with no lesson, lesson with no recommendation"
PRACTICE_POINT = "Good practice not recorded"
VAGUE = "Recommendations vague"
PLAN = "Action plan missing, empty or not up to date"
TARGET = "Target date missing, past or 'ongoing'"
COMPLETION = "Completion without outcome"
NATIONAL = "National recommendation not addressed to a named body"
EARLY = "Early learning not recorded"

CHECKS = {
    TOGETHER: recommendations_together, CONFLICTS: conflicts, UNANSWERED: unanswered, CHAIN: chains, PRACTICE_POINT: good_practice, VAGUE: vague, PLAN: plan_complete, TARGET: targets, COMPLETION: completion, NATIONAL: national, EARLY: early_learning,
}  # fmt: skip
