"""A cell that holds several days, and the entries it could be split into: one for each, with the agency's words whole.

Nothing is split unless it is asked for. The entries keep the same row, so that each can be traced to the cell.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dhr_desktop.core.moments import When
from dhr_desktop.language.dates.reader import OK, Reading

if TYPE_CHECKING:
    from .proposed import Proposal, ProposedEntry

MOST = 12
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def days_in(reading: Reading) -> tuple[str, ...]:
    """The days a cell names beside one another; of days of which only one can be meant, none."""
    if reading.status == OK:
        listed = reading.when.edtf
        days = tuple(listed[1:-1].split(",")) if listed.startswith("{") and listed.endswith("}") else ()
    else:
        days = reading.candidates if reading.holds_several else ()
    are_days = 2 <= len(days) <= MOST and all(_DAY.fullmatch(each) for each in days)
    return days if are_days and len(set(days)) == len(days) else ()


def offer(days: tuple[str, ...]) -> str:
    return f"The cell holds {len(days)} dates: it can be split into an entry for each."


def split_rows(proposal: Proposal, rows: Collection[tuple[str, int]]) -> None:
    """The entries of these rows, by table and number, as one entry for each day."""
    if not rows:
        return
    for table in proposal.tables:
        table.entries = [
            one
            for entry in table.entries
            for one in (_split(entry) if (table.found.name, entry.row.number) in rows and entry.days else [entry])
        ]
    if proposal.entries:
        proposal.sentence = proposal.summary()


def _split(entry: ProposedEntry) -> list[ProposedEntry]:
    when = entry.happened.when
    left = [each for each in entry.doubts if each != offer(entry.days) and not _is_of_date(each, entry)]
    return [
        replace(
            entry, doubts=list(left), days=(),
            happened=Reading(When.on(date.fromisoformat(day), when.time_from, wording=when.wording)),
        )
        for day in entry.days
    ]  # fmt: skip


def _is_of_date(doubt: str, entry: ProposedEntry) -> bool:
    """The doubt that told of the cell as one date is answered by splitting it."""
    return doubt in entry.date_doubts
