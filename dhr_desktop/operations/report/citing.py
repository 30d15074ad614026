"""What stands behind a sentence, and whether it still says what it said when the sentence was written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dhr_desktop.core.analysis import Knowledge, Mark, RiskAssessment
from dhr_desktop.core.changes import Change
from dhr_desktop.core.documents import Citation, Section
from dhr_desktop.core.entries import Account, DateCorrection, Entry, Event
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.fields import Record
from dhr_desktop.core.moments import When
from dhr_desktop.core.review import FamilyContact
from dhr_desktop.operations.events.accounts import Accounts
from dhr_desktop.storage.case_file import CaseFile

CITABLE = (Entry, Event, Mark, FamilyContact, Knowledge, RiskAssessment)
GONE, WITHDRAWN, REDATED, CHANGED = (
    "is gone",
    "was withdrawn by its agency",
    "has another date now",
    "has other words now",
)


@dataclass(frozen=True, slots=True)
class Stale:
    """A citation whose evidence is not what it was."""

    citation: Citation
    of: int
    why: str

    def in_words(self) -> str:
        return f"no. {self.of}, cited behind “{self.citation.sentence[:80]}”, {self.why}"


def cite(case: CaseFile, section: int, sentence: str, of: Sequence[int]) -> tuple[Change, Citation]:
    """Put evidence behind a sentence. The mark that stands in the text is [[c…]] with the number that comes back."""
    held = case.get(Section, section)
    if held is None:
        raise Refused("That section is no longer in the document. Look at the outline again.")
    ids = tuple(dict.fromkeys(of))
    found = [_found(case, id) for id in ids]
    if not found:
        raise Refused("Choose the entries, events or marks that stand behind the sentence first.")
    seen = _seen(case, found)
    with case.step("Cite", f"Put {len(ids)} behind a sentence of “{held.heading}”") as step:
        kept = step.add(Citation(section=section, sentence=sentence[:500], of=ids, seen_as=seen))
    return step.change, kept


def _found(case: CaseFile, id: int) -> Record:
    record = case.find(id)
    if not isinstance(record, CITABLE):
        raise Refused(f"No. {id} is nothing that can stand behind a sentence. Choose entries, events or marks.")
    return record


def read_again(case: CaseFile, citation: Citation) -> Citation:
    """The evidence was read as it is now, and the sentence stands; what is gone cannot be read, and stays gone."""
    seen = json.loads(citation.seen_as) if citation.seen_as else {}
    found = [record for record in map(case.find, citation.of) if record is not None]
    return replace(citation, seen_as=json.dumps(seen | seen_now(case, found), sort_keys=True))


def seen_now(case: CaseFile, found: Sequence[Record]) -> dict[str, dict[str, str]]:
    """What a later look is compared with, by record."""
    sight = Sight(case)
    return {str(each.id): sight.of(each) for each in found}


def _seen(case: CaseFile, found: Sequence[Record]) -> str:
    return json.dumps(seen_now(case, found), sort_keys=True)


class Sight:
    """What evidence says now; what it leans on is looked up once, and what a record says is worked out once."""

    def __init__(self, case: CaseFile) -> None:
        self._told: dict[int, tuple[Record, dict[str, str]]] = {}
        self._accounts: dict[int, list[int]] = {}
        for each in case.all(Account):
            self._accounts.setdefault(each.event, []).append(each.entry)
        self._corrected = {
            each.entry: each.stands for each in case.all(DateCorrection) if each.field in ("", "happened")
        }

    def of(self, record: Record) -> dict[str, str]:
        """Hashes, so that no words are kept twice."""
        held = self._told.get(record.id)
        if held is None or held[0] is not record:
            held = self._told[record.id] = (record, self._tell(record))
        return held[1]

    def _tell(self, record: Record) -> dict[str, str]:
        words, date = _words(record), repr(self._corrected.get(record.id) or _date(record))
        if isinstance(record, Event):
            words = f"{words} {sorted(self._accounts.get(record.id, []))}"
        told = {"words": _digest(words), "date": _digest(date)}
        if isinstance(record, Entry) and record.is_withdrawn:
            told["withdrawn"] = "yes"
        return told


def _words(record: Record) -> str:
    if isinstance(record, Entry):
        return "\x1f".join((record.what_happened, record.response, record.source, record.voice, record.risk))
    if isinstance(record, Event):
        return record.title
    if isinstance(record, Mark):
        return f"{record.sort}\x1f{record.title}\x1f{record.text}\x1f{record.on}"
    if isinstance(record, FamilyContact):
        return f"{record.response}\x1f{record.comments}"
    return str(getattr(record, record.TITLE, ""))


def _date(record: Record) -> When | None:
    if isinstance(record, Entry):
        return record.happened
    if isinstance(record, Event):
        return record.stands
    return record.span if isinstance(record, Mark) else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def stale(case: CaseFile, among: Iterable[Citation] | None = None, sight: Sight | None = None) -> list[Stale]:
    """Every citation whose evidence changed, was re-dated, withdrawn or taken away since its sentence was written."""
    told = []
    sight = sight or Sight(case)
    for citation in case.all(Citation) if among is None else among:
        seen = json.loads(citation.seen_as) if citation.seen_as else {}
        for id in {int(each) for each in seen} | set(citation.of):
            why = _why(case, id, seen.get(str(id), {}), sight)
            if why:
                told.append(Stale(citation, id, why))
    return told


def _why(case: CaseFile, id: int, seen: dict[str, str], sight: Sight) -> str:
    record = case.find(id)
    if record is None:
        return GONE
    now = sight.of(record)
    if now.get("withdrawn") and not seen.get("withdrawn"):
        return WITHDRAWN
    if seen and now["date"] != seen["date"]:
        return REDATED
    if seen and now["words"] != seen["words"]:
        return CHANGED
    return ""


def rows_behind(case: CaseFile, of: Sequence[int], accounts: Accounts | None = None) -> tuple[int, ...]:
    """The agencies' rows that evidence comes down to: of a mark, those it stands on."""
    wider = [one for id in of for one in (_on(case.find(id)) or (id,))]
    rows = (accounts or Accounts(case)).entries_of(wider)
    return tuple(id for id in rows if isinstance(case.find(id), Entry))


def _on(record: Record | None) -> tuple[int, ...]:
    if isinstance(record, Mark):
        return record.on
    if isinstance(record, Knowledge):
        return record.about
    return record.entries if isinstance(record, RiskAssessment) else ()
