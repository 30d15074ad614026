"""The entries as lines to read: when, who, what, and what wants looking at."""

from __future__ import annotations

from dataclasses import dataclass

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.entries import DateCorrection, Entry
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system.turns import give_way, sorted_in_turns

from .doubts import Doubts


@dataclass(frozen=True, slots=True)
class EntryLine:
    id: int
    when: str
    wording: str
    agency: str
    person: str
    words: str
    response: str
    doubts: tuple[str, ...]
    is_withdrawn: bool


def entry_lines(case: CaseFile, wanted: str = "", *, only_doubtful: bool = False) -> tuple[list[EntryLine], int]:
    """Entries that hold every word wanted, by their first possible day, undated last; and how many there are in all."""
    entries = case.all(Entry)
    corrected = {each.entry: each.stands for each in case.all(DateCorrection)}
    names = {each.id: each.short_name or each.full_name for each in case.all(Agency)}
    doubts, terms = Doubts(case), wanted.casefold().split()
    found = []
    for entry in sorted_in_turns(entries, lambda each: (corrected.get(each.id, each.happened).shelf_key(), each.id)):
        give_way()
        when = corrected.get(entry.id, entry.happened)
        told = tuple(doubts.of(entry, is_corrected=entry.id in corrected))
        if only_doubtful and not told:
            continue
        line = EntryLine(
            id=entry.id,
            when=when.words(),
            wording=entry.happened.wording,
            agency=names.get(entry.agency, ""),
            person=entry.subject,
            words=entry.what_happened,
            response=entry.response,
            doubts=told,
            is_withdrawn=entry.is_withdrawn,
        )
        whole = f"{line.when} {line.wording} {line.agency} {line.person} {line.words} {line.response}".casefold()
        if all(term in whole for term in terms):
            found.append(line)
    return found, len(entries)
