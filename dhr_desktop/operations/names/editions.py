"""The editions a review is read and sent in: whose names, how exact the dates, which marking; what pages say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dhr_desktop.core.changes import Change
from dhr_desktop.core.days_in_words import in_words
from dhr_desktop.core.documents import EDITIONS, PUBLICATION, SUBMISSION, WORKING, Edition
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.moments import Coarseness
from dhr_desktop.report.timeline_picture import About
from dhr_desktop.storage.case_file import CaseFile

REAL, PSEUDONYMS, DESIGNATIONS, LETTERS = "real names", "pseudonyms", "designations", "letters and numbers"
NAME_STYLES = (PSEUDONYMS, DESIGNATIONS, LETTERS)
AS_THEY_ARE, GENERAL = "real names", "general"
MARKING = "OFFICIAL-SENSITIVE"


@dataclass(frozen=True, slots=True)
class Rule:
    """How an edition speaks."""

    name: str
    names: str
    dates: Coarseness
    agencies: str
    marking: str

    @property
    def hides_names(self) -> bool:
        return self.name != WORKING

    def in_words(self) -> str:
        if self.name == WORKING:
            return "Working edition: real names and full dates. Not for publication"
        dates = "full dates" if self.dates is Coarseness.FULL else f"dates by {self.dates.value}"
        agencies = "agencies by their names" if self.agencies != GENERAL else "agencies in general words"
        return f"{self.name.capitalize()} edition: {self.names} for names, {dates}, {agencies}"


_USUAL = {
    WORKING: Rule(WORKING, REAL, Coarseness.FULL, AS_THEY_ARE, MARKING),
    SUBMISSION: Rule(SUBMISSION, PSEUDONYMS, Coarseness.FULL, AS_THEY_ARE, MARKING),
    PUBLICATION: Rule(PUBLICATION, PSEUDONYMS, Coarseness.MONTH, AS_THEY_ARE, ""),
}


def rule(case: CaseFile, edition: str) -> Rule:
    """As the case has it, or as is usual."""
    usual = _USUAL.get(edition)
    if usual is None:
        raise Refused(f"There is no {edition} edition. It can be written as: {', '.join(EDITIONS)}.")
    held = next((each for each in case.all(Edition) if each.title == edition), None)
    marking = case.review.marking or usual.marking if edition != PUBLICATION else ""
    if held is None or edition == WORKING:
        return replace(usual, marking=marking)
    dates = Coarseness(held.dates) if held.dates in set(Coarseness) else usual.dates
    names = held.names if held.names in NAME_STYLES else usual.names
    return Rule(edition, names, dates, held.agencies or usual.agencies, marking)


def set_rule(case: CaseFile, edition: str, *, names: str = "", dates: str = "", agencies: str = "") -> Change:
    """Settle how an edition speaks. What is left blank stays as it is."""
    now = rule(case, edition)
    if not now.hides_names:
        raise Refused("The working edition always has real names and full dates.")
    for given, allowed, what in (
        (names, NAME_STYLES, "names"), (dates, tuple(each.value for each in Coarseness), "dates"),
        (agencies, (AS_THEY_ARE, GENERAL), "agencies"),
    ):  # fmt: skip
        if given and given not in allowed:
            raise Refused(f"An edition's {what} are one of: {', '.join(allowed)}.")
    held = next((each for each in case.all(Edition) if each.title == edition), None)
    wanted = Edition(
        id=held.id if held else 0, title=edition, names=names or now.names, dates=dates or now.dates.value,
        agencies=agencies or now.agencies,
    )  # fmt: skip
    with case.step("Settle an edition", f"Settle the {edition} edition") as step:
        if held is None:
            step.add(wanted)
        else:
            step.put(wanted)
    return step.change


# ---- what a page says of itself ----------------------------------------------------------------------


def about_of(case: CaseFile, what: str, shown: str, filtered: str, edition: str) -> About:
    """The same lines for anything that is written."""
    review = case.review
    title = f"{what}: {review.title or review.reference or 'a review without a title'}"
    told = rule(case, edition)
    return About(
        title=title,
        shown=shown,
        filter=filtered,
        edition=told.in_words(),
        marking=told.marking,
        made=f"Made {in_words(case.clock.now().date())}",
    )


def titles(editions: Sequence[str] = EDITIONS) -> list[str]:
    return [f"{each.capitalize()} edition" for each in editions]
