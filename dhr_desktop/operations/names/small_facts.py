"""Small facts in the agencies' texts that could tell who somebody is although no name stands there (safety P5).

The texts are read as the edition shows them, so that only what would go out is listed. A person decides of each:
it may stand, for a reason that is kept; or the entry is left out of that edition with its number kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from dhr_desktop.core.analysis import Mark
from dhr_desktop.core.changes import Change
from dhr_desktop.core.documents import PUBLICATION
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.progress import Progress
from dhr_desktop.gate.looking import TOGETHER, Hit
from dhr_desktop.people.identifying import RARE, together_in
from dhr_desktop.storage.case_file import CaseFile

from .gating import allow_always, allowed, vouched_for
from .names_met import FIELDS
from .presented import REDACTION, presented, real_of


@dataclass(frozen=True, slots=True)
class Passage:
    """One or two sentences of an entry in which such facts meet, as the edition would print them."""

    entry: int
    words: str
    facts: str
    rare: int  # how many of the rarer kinds

    @property
    def key(self) -> str:
        return Hit("", TOGETHER, self.facts, "").key


def passages(case: CaseFile, edition: str = PUBLICATION, progress: Progress | None = None) -> list[Passage]:
    """Every one not yet decided, those with the rarest facts first."""
    shown = presented(case, edition)
    settled, vouched = allowed(case), vouched_for(case)
    found = []
    entries = shown.all(Entry)
    for entry in (progress or Progress()).over(entries, total=len(entries), words="Reading what stands together"):
        for name in FIELDS:
            text = getattr(entry, name)
            for each in together_in(text, vouched) if text else ():
                rare = sum(kind in RARE for kind, _ in each.facts)
                words = " ".join(text[each.start : each.end].split())
                found.append(Passage(entry.id, words, each.in_words(), rare))
    found = [each for each in found if each.key not in settled]
    found.sort(key=lambda each: (-each.rare, each.entry))
    return found


def let_stand(case: CaseFile, passage: Passage, because: str) -> Change:
    """It stays as it is; the gate does not tell of it again."""
    return allow_always(case, passage.key, because)


def redact(case: CaseFile, passage: Passage, edition: str = PUBLICATION) -> Change:
    """The entry keeps its number and loses its words in that edition."""
    real = real_of(case)
    if real.get(Entry, passage.entry) is None:
        raise Refused("That entry is no longer in the case. Look at the list again.")
    with real.step("Redact an entry", f"Redact an entry as in the {edition} edition") as step:
        step.add(Mark(on=(passage.entry,), sort=REDACTION, editions=(edition,), title="Small facts told together"))
    return step.change
