"""Whether a file is a chronology, a nil return, or holds nothing that can come in; and what to ask of it."""

from __future__ import annotations

import re

from .pages import Document
from .proposed import NIL, NOTHING, Proposal

LONGEST_NIL_RETURN = 300  # words: a letter; more than that may be an account that could not be read

_NIL = re.compile(
    r"\bnil return\b|\bno (?:contacts?|records?|information|involvement|trace|relevant)\b.*\b(?:with|of|held|relating|found|about|persons?|family|named)?"
    r"|\bnot known to\b|\bunknown to (?:this|the|our)\b|\bno (?:record|trace)s? (?:of|was|were|could)\b|\bhad no (?:contact|involvement|record)", re.I,
)  # fmt: skip


def judge(proposal: Proposal, document: Document) -> None:
    if proposal.entries:
        proposal.sentence = proposal.summary()
        hidden = [table.found.name for table in proposal.tables if table.found.is_hidden and table.entries]
        if hidden:
            proposal.warnings.append(
                f"Entries were found on hidden sheets ({', '.join(hidden)}): ask the agency whether they are meant."
            )
        hidden = [
            table.found.name
            for table in proposal.tables
            if table.found.is_hidden and not table.entries and table.found.rows
        ]
        if hidden:
            proposal.warnings.append(
                f"No column of dates was found on hidden sheets ({', '.join(hidden)}), so nothing of them comes in: "
                "read them under Left out, and ask the agency whether they are meant."
            )
        return
    words = "\n".join(cell.text for grid in document.grids for row in grid.rows[:40] for cell in row.cells.values())
    if not words.strip():
        proposal.outcome, proposal.sentence = NOTHING, "The file has nothing in it. Ask the agency to send it again."
    elif found := _NIL.search(words[:5_000]):
        proposal.outcome, proposal.sentence = NIL, "The agency says it had no contact: a nil return."
        if _word_count(document) > LONGEST_NIL_RETURN:
            proposal.outcome, proposal.sentence = (
                NOTHING,
                (
                    f"It says “{' '.join(found[0].split())[:80]}”, but holds much more that was not read as entries: no column of dates was found. "
                    "Read it; ask the agency for a chronology if it is no nil return."
                ),
            )
    elif any(table.found.headers for table in proposal.tables):
        proposal.outcome = NOTHING  # a heading alone is no answer; only words are
        proposal.sentence = "There is a heading row and no entry under it. Is it a nil return? Ask the agency."
    else:
        proposal.outcome = NOTHING
        proposal.sentence = (
            "No table with a column of dates was found. Ask the agency for a chronology, one event a row with its date."
        )


def _word_count(document: Document) -> int:
    return sum(len(cell.text.split()) for grid in document.grids for row in grid.rows for cell in row.cells.values())
