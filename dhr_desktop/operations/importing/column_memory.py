"""What the columns of a layout mean, as the chair once told: the next file of its shape asks nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dhr_desktop.core.agencies import ColumnMapping
from dhr_desktop.intake.headers import spoken
from dhr_desktop.intake.pages import Document
from dhr_desktop.intake.proposals import propose
from dhr_desktop.intake.proposed import DayOrder, Proposal
from dhr_desktop.language.dates.rules import DateRules
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.step import Step


def rules_for(case: CaseFile) -> DateRules:
    return DateRules.for_review(case.review.date_of_death, case.clock.now().date())


def _layout(headers: Sequence[str]) -> str:
    return " | ".join(spoken(header) for header in headers)


def remembered(case: CaseFile, document: Document) -> dict[str, dict[int, str]]:
    """The chair's own mapping for tables whose headers were met before."""
    known = {each.layout: each for each in case.all(ColumnMapping) if each.headers}
    if not known:
        return {}
    mappings = {}
    for table in propose("", document, rules_for(case)).tables:
        headers = table.found.headers
        row = [headers.get(at, "") for at in range(max(headers, default=-1) + 1)]
        if headers and (held := known.get(_layout(row))):
            mappings[table.found.name] = {at: name for at, name in enumerate(held.mapping) if name}
    return mappings


def remember(case: CaseFile, step: Step, proposal: Proposal, agency: int) -> None:
    """Every layout that was accepted, so that the next file of its shape asks nothing."""
    known = {each.layout: each for each in case.all(ColumnMapping) if each.headers}
    for table in proposal.tables:
        headers, mapping = table.found.headers, table.found.mapping
        if not headers or not table.entries:
            continue
        width = max(*headers, *mapping) + 1
        row = tuple(headers.get(at, "") for at in range(width))
        fields = tuple(mapping.get(at, "") for at in range(width))
        held = known.get(_layout(row))
        if held is None:
            known[_layout(row)] = step.add(
                ColumnMapping(agency=agency, layout=_layout(row), headers=row, mapping=fields)
            )
        elif held.mapping != fields:
            step.put(replace(held, mapping=fields))


# ---- month first --------------------------------------------------------------------------------

_DAY_ORDER = "day order"
"""The layout under which it is kept: that of no file, for it has no headers."""


def day_order_of(case: CaseFile, agency: int) -> DayOrder | None:
    """What the chair said of this agency's dates, when a file of it was last asked about."""
    held = _held_order(case, agency) if agency else None
    return DayOrder(held.mapping[0]) if held is not None else None


def remember_day_order(case: CaseFile, step: Step, agency: int, order: DayOrder) -> None:
    """With the file it was said of, so that Undo takes both back."""
    held = _held_order(case, agency)
    if held is None:
        step.add(ColumnMapping(agency=agency, layout=_DAY_ORDER, mapping=(order.value,)))
    elif held.mapping != (order.value,):
        step.put(replace(held, mapping=(order.value,)))


def _held_order(case: CaseFile, agency: int) -> ColumnMapping | None:
    kept = (each for each in case.all(ColumnMapping) if each.layout == _DAY_ORDER and not each.headers)
    return next((each for each in kept if each.agency == agency), None)
