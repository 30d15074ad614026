"""Where the review stands: every figure the Review place shows, and where each one leads."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from dhr_desktop.core.agencies import Agency, Return
from dhr_desktop.core.analysis import Mark, Query
from dhr_desktop.core.counting import counted
from dhr_desktop.core.entries import Account, Entry, Event
from dhr_desktop.core.people import Person
from dhr_desktop.core.review import FamilyContact, PanelMember, Term
from dhr_desktop.operations.analysis.chain import broken_chains
from dhr_desktop.operations.chronology.chronology import SET_ASIDE
from dhr_desktop.operations.events.differing import open_differences
from dhr_desktop.operations.queries.query_replies import TO_BE_PLACED
from dhr_desktop.operations.reference.timescales import State, standings
from dhr_desktop.storage.case_file import CaseFile


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of where things stand; `leads_to` is the page, `ids` the records behind the number."""

    words: str
    leads_to: str
    ids: tuple[int, ...] = ()
    needs_someone: bool = False


def figures(case: CaseFile, today: date) -> list[Figure]:
    """In the order of the work. Only what this case can already say; nothing is shown as a bare zero."""
    return [
        *_clock(case, today), *_returns(case, today), *_entries(case), *_meaning(case, today), *_registers(case),
    ]  # fmt: skip


def _clock(case: CaseFile, today: date) -> list[Figure]:
    found = []
    standing = standings(case, today)
    overdue = [each for each in standing if each.state is State.OVERDUE]
    unexplained = [each for each in standing if each.needs_reason]
    done = [each for each in standing if each.state in (State.DONE, State.DONE_LATE)]
    found.append(Figure(f"{len(done)} of {len(standing)} process dates recorded", "dates"))
    if overdue:
        worst = max(overdue, key=lambda each: each.days_late)
        words = (
            f"{counted(len(overdue), 'step')} overdue; longest: {worst.rule.label}, {counted(worst.days_late, 'day')}"
        )
        found.append(Figure(words, "dates", needs_someone=True))
    if unexplained:
        words = f"{counted(len(unexplained), 'late step')} with no reason given"
        found.append(Figure(words, "dates", needs_someone=True))
    return found


def _returns(case: CaseFile, today: date) -> list[Figure]:
    agencies, returns = case.all(Agency), case.all(Return)
    if not agencies:
        return [Figure("No agencies in the register yet", "agencies", needs_someone=True)]
    asked = {each.agency for each in returns if each.outcome != "not asked"}
    found = [Figure(f"{counted(len(agencies), 'agency', 'agencies')}, {len(asked)} asked", "agencies")]
    counts = Counter(each.outcome for each in returns)
    if counts:
        listed = ", ".join(f"{number} {outcome or 'received'}" for outcome, number in sorted(counts.items()))
        found.append(Figure(f"Returns: {listed}", "returns"))
    late = [e for e in returns if e.due and e.due < today and not e.received and e.outcome in ("none yet", "")]
    if late:
        words = f"{counted(len(late), 'return')} past the date due and not received"
        found.append(Figure(words, "returns", tuple(each.id for each in late), True))
    silent = [each.id for each in agencies if each.id not in {r.agency for r in returns}]
    if silent:
        words = f"{counted(len(silent), 'agency', 'agencies')} with no return recorded, not even “none yet”"
        found.append(Figure(words, "agencies", tuple(silent), True))
    return found


def _entries(case: CaseFile) -> list[Figure]:
    """What came in, what was joined, and where accounts differ."""
    total = case.count(Entry)
    if not total:
        return []
    undated = sum(not each.happened.is_dated for each in case.all(Entry))
    found = [Figure(f"{counted(total, 'entry', 'entries')}, {undated} undated", "entries")]
    if doubtful := [
        each.id for each in case.all(Entry) if each.date_status not in ("", "ok") and not each.is_withdrawn
    ]:
        words = f"{counted(len(doubtful), 'entry', 'entries')} whose date could not be read for certain"
        found.append(Figure(words, "entries", tuple(doubtful), needs_someone=True))
    events, accounts = case.count(Event), case.count(Account)
    found.append(Figure(f"{counted(events, 'event')} with {counted(accounts, 'account')} joined", "events"))
    if waiting := open_differences(case):
        where = dict.fromkeys(each.event for each in waiting)
        words = f"{counted(len(waiting), 'difference')} between accounts open"
        found.append(Figure(words, "events", tuple(where), needs_someone=True))
    return found


def _meaning(case: CaseFile, today: date) -> list[Figure]:
    """What was asked and not answered, what no finding answers, and where the chain to action breaks off."""
    found = []
    queries = case.all(Query)
    out = [each for each in queries if each.state == "asked"]
    if out:
        late = sum(each.due is not None and each.due < today for each in out)
        words = f"{counted(len(out), 'query', 'queries')} out" + (f", {late} past the day due" if late else "")
        found.append(Figure(words, "queries", tuple(each.id for each in out), needs_someone=bool(late)))
    if loose := [each.id for each in queries if each.state == TO_BE_PLACED]:
        words = f"{counted(len(loose), 'answer')} of agencies to be put on a row"
        found.append(Figure(words, "queries", tuple(loose), needs_someone=True))
    marks = [each for each in case.all(Mark) if each.state != SET_ASIDE]
    answered = {term for each in marks for term in each.terms}
    empty = [each.id for each in case.all(Term) if each.id not in answered]
    if marks and empty:
        words = f"{counted(len(empty), 'term')} of reference with no finding"
        found.append(Figure(words, "coverage", needs_someone=True))
    if broken := broken_chains(case):
        words = f"{counted(broken, 'chain')} from finding to action broken off"
        found.append(Figure(words, "chain", needs_someone=True))
    return found


def _registers(case: CaseFile) -> list[Figure]:
    review = case.review
    found = [Figure(f"{counted(case.count(Person), 'name')} in the register of people", "people")]
    panel = case.all(PanelMember)
    if not any(each.is_specialist for each in panel):
        found.append(Figure("No panel member is marked as a domestic abuse specialist", "panel", needs_someone=True))
    if not review.independence.strip():
        found.append(Figure("The author's independence statement is empty", "review", needs_someone=True))
    if not (review.scope_start and review.scope_end):
        found.append(Figure("The period under review is not set", "review", needs_someone=True))
    if not case.count(Term):
        found.append(Figure("No terms of reference yet", "terms", needs_someone=True))
    if not case.count(FamilyContact):
        found.append(Figure("No contact with family or friends recorded", "family", needs_someone=True))
    return found
