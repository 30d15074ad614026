"""What stands around the tables, read for the registers: the author, the period covered, the abbreviations explained."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .pages import Document
from .tables import FoundTable

_AUTHOR = re.compile(
    r"^(?:imr |report |chronology )?(?:author|completed by|prepared by|compiled by|reviewer)(?: name)?\s*[:\t]\s*(.{3,80})$",
    re.I,
)
_PERIOD = re.compile(
    r"^(?:period(?: (?:covered|under review))?|scope|timeframe|dates? (?:covered|reviewed))\s*[:\t]\s*(.{4,120})$", re.I
)
_KEY_TITLE = re.compile(r"\b(?:key|abbreviations?|glossary|acronyms?)\b", re.I)
_EXPLAINED = re.compile(
    r"^([A-Z][A-Za-z0-9&/.\-]{1,9})\s*(?:=|:|\t|–|—|\s-\s|\sis\s|\sstands for\s)\s*([A-Za-z][^\n]{3,90})$"
)


@dataclass(frozen=True, slots=True)
class About:
    author: str = ""
    period: str = ""
    abbreviations: tuple[tuple[str, str], ...] = ()


def read_preamble(document: Document, tables: Sequence[FoundTable], said: Sequence[str]) -> About:
    author = next((found[1].strip() for text in said if (found := _AUTHOR.match(text.strip()))), "")
    period = next((found[1].strip() for text in said if (found := _PERIOD.match(text.strip()))), "")
    return About(_plain(author), _plain(period), tuple(_abbreviations(tables).items()))


def _plain(text: str) -> str:
    return " ".join(text.replace("\t", " ").split()).strip(" .")


def _abbreviations(tables: Sequence[FoundTable]) -> dict[str, str]:
    """Short forms explained: under a heading that says so, or on a sheet that is called a key."""
    found: dict[str, str] = {}
    for table in tables:
        is_key = bool(_KEY_TITLE.search(table.name))
        for row in table.rows:
            if not row.exception or row.goes_on_from:
                is_key = is_key and bool(_KEY_TITLE.search(table.name))
                continue
            cells = [cell.text.strip() for _, cell in sorted(row.cells.items()) if cell.text.strip()]
            if len(cells) == 1 and len(cells[0]) < 40 and _KEY_TITLE.search(cells[0]):
                is_key = True
            elif is_key:
                found.update(_explained("\t".join(cells[:2])))
    return found


def _explained(text: str) -> dict[str, str]:
    pairs = {}
    for part in re.split(r"\n|;\s|,\s(?=[A-Z]{2,9}\s?[=:–-])", text):
        explained = _EXPLAINED.match(part.strip())
        if explained and sum(each.isupper() for each in explained[1]) >= 2:
            pairs[explained[1].rstrip(".")] = explained[2].strip(" .")
    return pairs
