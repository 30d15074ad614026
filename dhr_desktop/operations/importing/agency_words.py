"""A column that names the agency, when its rows are settled as an agency that is called otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from dhr_desktop.intake.proposed import Proposal, ProposedTable
from dhr_desktop.intake.senders import Sender


def keep_agency_words(proposal: Proposal, senders: Mapping[str, Sender]) -> None:
    """What a row calls its agency goes among the columns kept as they are, unless the agency is called just that.

    Done before a file is compared with its earlier version, so that both hold the same.
    """
    for table in proposal.tables:
        at = table.found.column("agency")
        if at is not None:
            _keep(table, at, senders)


def _keep(table: ProposedTable, at: int, senders: Mapping[str, Sender]) -> None:
    heading = table.found.headers.get(at) or "Agency"
    for entry in table.entries:
        cell = entry.row.cells.get(at)
        said = " ".join(cell.text.split()) if cell is not None else ""
        settled = senders.get(" ".join(entry.fields.get("agency", "").split()))
        kept = f"{heading}: {said}"
        if said and settled is not None and settled.name.casefold() != said.casefold() and kept not in entry.others:
            entry.others = (*entry.others, kept)
