"""All the points, run over the review as it stands; what a person accepted with a reason is set apart, not lost."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from dhr_desktop.core.changes import Change
from dhr_desktop.core.documents import Check
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.progress import Progress
from dhr_desktop.operations.names.presented import real_of
from dhr_desktop.operations.reference import vocabularies
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system.folders import resources

from . import action_checks, document_checks, exploring_checks, process_checks, wording_checks
from .findings import Finding, Looking

ERROR, WARNING, INFO = "error", "warning", "info"
SEVERITIES = (ERROR, WARNING, INFO)
POINT = "point: "
"""Before a point's name in a kept Check."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing reviews are sent back for."""

    name: str
    why: str
    severity: str
    evidence: str


@cache
def points() -> dict[str, Point]:
    with (resources() / "vocab" / "qa_points.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["point"]: Point(row["point"], row["why"], row["severity"], row["evidence"]) for row in rows}


CHECKS: dict[str, Callable[[Looking], Iterator[Finding]]] = {
    **document_checks.CHECKS, **exploring_checks.CHECKS, **process_checks.CHECKS, **action_checks.CHECKS, **wording_checks.CHECKS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """What was found, what a person accepted, and how much was looked for."""

    findings: tuple[Finding, ...]
    accepted: tuple[tuple[Finding, str], ...]
    looked_for: int

    def of(self, severity: str) -> list[Finding]:
        held = points()
        return [each for each in self.findings if held[each.point].severity == severity]

    def in_words(self) -> str:
        counts = ", ".join(
            f"{len(self.of(each))} {each}s" if each != INFO else f"{len(self.of(each))} for information"
            for each in SEVERITIES
        )
        accepted = f"; {len(self.accepted)} accepted with a reason" if self.accepted else ""
        return f"{self.looked_for} points looked for: {counts}{accepted}"


def run(case: CaseFile, progress: Progress | None = None, looking: Looking | None = None) -> Result:
    """Every point once, the gravest first; over the review's own report, or over what else is being looked at."""
    real = real_of(case)
    looking = looking or Looking(real)
    accepted = {
        (each.point, each.finding): each.accepted_because for each in real.all(Check) if each.point.startswith(POINT)
    }
    found: list[Finding] = []
    set_apart: list[tuple[Finding, str]] = []
    order = sorted(points().values(), key=lambda each: SEVERITIES.index(each.severity))
    for point in (progress or Progress()).over(order, total=len(order), words="Looking through the points"):
        told: set[str] = set()
        for each in CHECKS[point.name](looking):
            if each.key in told:
                continue
            told.add(each.key)
            because = accepted.get((f"{POINT}{each.point}", each.key))
            if because is None:
                found.append(each)
            else:
                set_apart.append((each, because))
    return Result(tuple(found), tuple(set_apart), len(order))


def accept(case: CaseFile, finding: Finding, because: str) -> Change:
    """It stands as it is, for a reason that is kept."""
    if not because.strip():
        raise Refused("Give the reason why it may stand; it is kept with the case.")
    with case.step("Accept a finding", f"Accept a finding: {finding.point}") as step:
        step.add(
            Check(
                point=f"{POINT}{finding.point}",
                place=finding.place,
                finding=finding.key,
                accepted_because=because.strip(),
            )
        )
    return step.change


def misspelt(finding: Finding) -> str:
    """The word that stands in no dictionary, if that is what was found."""
    held = re.search(r"\[([^\[\]]+)\]", finding.words)
    return (
        held[1]
        if finding.point == wording_checks.SPELLING and held and finding.reason.startswith("In no dictionary")
        else ""
    )


def learn(case: CaseFile, word: str) -> Change:
    """A word this case spells right: kept in its dictionary, under Vocabularies."""
    if not word.strip():
        raise Refused("There is no word to keep.")
    return vocabularies.keep_term(case, wording_checks.DICTIONARY, word.strip().casefold())


def take_back(case: CaseFile, finding: Finding) -> Change:
    """Look for it again."""
    held = next(
        (each for each in case.all(Check) if each.point == f"{POINT}{finding.point}" and each.finding == finding.key),
        None,
    )
    if held is None:
        raise Refused("That is not among what was accepted.")
    with case.step("Look for a finding again", f"Look again for: {finding.point}") as step:
        step.remove(Check, held.id)
    return step.change
