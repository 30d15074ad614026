"""An agency's own recommendations, from the table in its IMR, into the same register as the review's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.analysis import Action, Recommendation
from dhr_desktop.core.changes import Change
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.fields import Unreadable, read_day
from dhr_desktop.files.strangers_file import read_strange
from dhr_desktop.storage.case_file import CaseFile

_HEADINGS = {
    "recommendation": ("recommendation", "recommendations", "recommended"),
    "number": ("no", "no.", "number", "ref", "reference", "#", "rec no", "rec no."),
    "scope": ("scope", "scope of recommendation"),
    "action": ("action", "actions", "action to take", "action required", "what we will do", "proposed action"),
    "lead": ("lead", "lead agency", "lead officer", "owner", "responsible", "who", "person responsible", "by whom"),
    "milestones": ("milestone", "key milestone", "key milestones", "progress"),
    "target": ("target date", "target", "by when", "due", "due date", "timescale", "deadline", "completion date"),
    "outcome": ("outcome", "expected outcome", "aim", "desired outcome", "evidence", "impact", "success criteria"),
}
_NUMBERED = re.compile(r"^(?:recommendation\s+)?(\d+(?:\.\d+)*)[.):]?\s+(?=\S)", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"^(?:recommendation\s+|r)?(\d+(?:\.\d+)*)\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the agency's table."""

    number: str
    text: str
    scope: str = ""
    action: str = ""
    lead: str = ""
    milestones: str = ""
    target: str = ""
    outcome: str = ""


def bring_in(case: CaseFile, path: Path, agency: int) -> tuple[int, int, Change]:
    """How many came in and how many were here already; each under the agency, with where it came from."""
    held = case.get(Agency, agency)
    if held is None:
        raise Refused(f"There is no agency no. {agency} in the case.")
    told = list(_told(path))
    if not told:
        raise Refused(
            f"{path.name} has no table with a column of recommendations. Its heading must say “Recommendation”."
        )
    here = {(each.agency, _plain(each.text)) for each in case.all(Recommendation)}
    fresh = [each for each in told if (agency, _plain(each.text)) not in here]
    if not fresh:
        return 0, len(told), Change("No recommendation in it is new")
    with case.step("Bring in recommendations", f"Bring in {len(fresh)} recommendations of {held.name}") as step:
        for each in fresh:
            kept = step.add(
                Recommendation(
                    number=f"{held.short_name or held.full_name} {each.number}".strip(), text=each.text, agency=agency,
                    aim=each.outcome, scope=each.scope or "local", source=f"{held.name}: {path.name}",
                )
            )  # fmt: skip
            if each.action or each.lead or each.target or each.milestones:
                step.add(_action(kept, each))
        step.note(recommendations=len(fresh))
    return len(fresh), len(told) - len(fresh), step.change


def bring_in_from(case: CaseFile, path: Path) -> tuple[int, int, Change]:
    """From the agency that the file's name speaks of."""
    return bring_in(case, path, sender_of(case, path))


def sender_of(case: CaseFile, path: Path) -> int:
    """The agency of the register that the file's name speaks of; asked for where it speaks of none or of two."""
    name = _plain(path.stem.replace("_", " "))
    called = {each.id: (each.full_name, each.short_name, *each.former_names) for each in case.all(Agency)}
    found = [id for id, names in called.items() if any(len(one) > 2 and _plain(one) in name for one in names)]
    if len(found) != 1:
        raise Refused(
            f"Whose recommendations {path.name} holds is not clear. Put the agency's name, as in the register, "
            "into the file's name."
        )
    return found[0]


def _action(recommendation: Recommendation, told: Told) -> Action:
    """A target that is not one day is kept in words among the milestones: no day is made up for it."""
    target, milestones = None, told.milestones
    if told.target:
        try:
            target = read_day(told.target)
        except Unreadable:
            milestones = f"{milestones}\nTarget: {told.target}".strip()
    return Action(
        recommendation=recommendation.id, text=told.action, lead=told.lead, scope=recommendation.scope,
        milestones=milestones, target=target, status="not started",
    )  # fmt: skip


def _told(path: Path) -> Iterator[Told]:
    read = read_strange(path)
    for grid in read.grids:
        columns: dict[str, int] = {}
        count = 0
        for row in grid.rows:
            texts = {at: cell.text.strip() for at, cell in row.cells.items() if "d" not in cell.marks}
            if (found := _columns(texts)) is not None:
                columns = found
                continue
            text = texts.get(columns.get("recommendation", -1), "")
            if not columns or not text:
                continue
            count += 1
            yield _line(columns, texts, text, count)


def _columns(texts: dict[int, str]) -> dict[str, int] | None:
    """A line of headings: one that says recommendation and is short enough to be one."""
    found: dict[str, int] = {}
    for at, text in texts.items():
        plain = " ".join(text.split()).casefold().rstrip(":")
        for name, headings in _HEADINGS.items():
            if (
                name not in found
                and len(plain) < 60
                and any(plain == heading or (len(heading) > 5 and plain.startswith(heading)) for heading in headings)
            ):
                found[name] = at
                break
    return found if "recommendation" in found and len(found) > 1 else None


def _line(columns: dict[str, int], texts: dict[int, str], text: str, count: int) -> Told:
    def cell(name: str) -> str:
        return texts.get(columns[name], "") if name in columns else ""

    number = cell("number")
    if (inside := _NUMBERED.match(text)) is not None and not number:
        number, text = inside[1], text[inside.end() :]
    bare = _BARE_NUMBER.match(number)
    return Told(
        bare[1] if bare else number or str(count), text, cell("scope"), cell("action"), cell("lead"),
        cell("milestones"), cell("target"), cell("outcome"),
    )  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
