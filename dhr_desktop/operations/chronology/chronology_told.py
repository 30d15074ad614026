"""The chronology told from the case: what is held of every entry, in one order, all that did not change kept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from dhr_desktop.core.agencies import Agency, Submission
from dhr_desktop.core.analysis import Mark, Theme
from dhr_desktop.core.documents import PanelComment
from dhr_desktop.core.entries import Account, DateCorrection, Difference, Entry, Event
from dhr_desktop.core.moments import Coarseness, Order, When
from dhr_desktop.core.people import Person
from dhr_desktop.core.review import Term
from dhr_desktop.operations.events.differing import OPEN
from dhr_desktop.operations.events.doubts import Doubts
from dhr_desktop.operations.events.elapsed import minutes
from dhr_desktop.operations.names.persons_in import depends_on, entries_with
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system.turns import give_way, sorted_in_turns

from .chronology import NEVER, PEOPLE_SORTS, SET_ASIDE, Chronology, Held, Told


def tell(case: CaseFile, before: Chronology | None = None) -> Chronology:
    """The chronology as it now stands; what did not change since `before` is kept as it was."""
    review = case.review
    agencies = {each.id: each for each in case.all(Agency)}
    people = {each.id: each for each in case.all(Person) if each.sort in PEOPLE_SORTS}
    accounts = {each.entry: each for each in case.all(Account)}
    marks = [each for each in case.all(Mark) if each.state != SET_ASIDE]
    facts = _Facts(
        {each.entry: each.stands for each in case.all(DateCorrection) if each.field in ("", "happened")},
        accounts,
        _on_entries(marks, accounts),
        _on_entries(case.all(PanelComment), accounts),
        {id for each in case.all(Difference) if each.state == OPEN for id in each.entries},
        {id: each.short_name or each.full_name for id, each in agencies.items()},
        Doubts(case),
    )
    is_as_before = before is not None and before.review == review and before.people == people
    kept = {each.entry.id: each for each in before.told} if before is not None and is_as_before else {}
    told = []
    for entry in case.all(Entry):
        give_way()
        told.append(facts.told(entry, kept.get(entry.id)))
    ordered = _in_order(told)
    read_of = depends_on(case)
    was_read_of = before._read_of if before is not None else ()
    is_read = bool(was_read_of) and all(one is other for one, other in zip(was_read_of, read_of, strict=True))
    with_person = dict(before._with_person) if before is not None and is_read else {}
    made = Chronology(
        ordered, review, agencies, people,
        {each.id: each for each in case.all(Theme)}, {each.id: each for each in case.all(Term)},
        {each.id: each for each in case.all(Submission)}, _events(case, ordered, accounts), marks,
        case.coarseness is not Coarseness.FULL, _with_person=with_person, _read_of=read_of,
        _read_people=partial(entries_with, case),
    )  # fmt: skip
    made.types()  # counted here, beside the window's thread, for the window asks at once
    made.submissions()
    return made


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is held about entries, looked up once for all of them."""

    corrected: dict[int, When]
    accounts: dict[int, Account]
    marks: dict[int, tuple[Mark, ...]]
    comments: dict[int, tuple[PanelComment, ...]]
    differing: set[int]
    agencies: dict[int, str]
    doubts: Doubts

    def told(self, entry: Entry, before: Told | None) -> Told:
        id = entry.id
        when = self.corrected.get(id, entry.happened)
        account = self.accounts.get(id)
        marks, comments = self.marks.get(id, ()), self.comments.get(id, ())
        agency = self.agencies.get(entry.agency, "")
        event, relation = (account.event, account.relation) if account else (0, "")
        is_lead = account is not None and account.is_lead
        differs = id in self.differing
        if (
            before is not None
            and before.entry is entry
            and before.when is when
            and (before.event, before.relation, before.is_lead, before.has_difference, before.agency)
            == (event, relation, is_lead, differs, agency)
            and before.marks == marks
            and before.comments == comments
        ):
            return before
        doubts = tuple(self.doubts.of(entry, is_corrected=id in self.corrected))
        folded = _folded(entry, when, agency, marks, comments)
        key = _key(entry, when)
        return Told(
            entry, when, agency, marks, event, relation, is_lead, differs, doubts, comments, folded, key
        )  # fmt: skip


def _folded(entry: Entry, when: When, agency: str, marks: Sequence[Mark], comments: Sequence[PanelComment]) -> str:
    parts = [
        when.words(), entry.happened.wording, agency, entry.source, entry.professional, entry.subject,
        entry.contact_type, entry.what_happened, entry.response, entry.voice, entry.risk, entry.agency_comment,
        entry.chair_comment, *entry.other_columns,
    ]  # fmt: skip
    for mark in marks:
        parts += (mark.sort, mark.title, mark.text)
    for comment in comments:
        parts += (comment.author, comment.text)
    return "\n".join(part for part in parts if part).casefold()


def _on_entries(records: Sequence[Mark] | Sequence[PanelComment], accounts: dict[int, Account]) -> dict[int, tuple]:  # type: ignore[type-arg]
    """What is on each entry: put on the entry itself, or on the event it tells of."""
    of_event: dict[int, list[int]] = defaultdict(list)
    for account in accounts.values():
        of_event[account.event].append(account.entry)
    found: dict[int, list[object]] = defaultdict(list)
    for record in records:
        for id in dict.fromkeys(each for target in record.on for each in of_event.get(target, [target])):
            found[id].append(record)
    return {id: tuple(each) for id, each in found.items()}


_NO_TIME = -1


def _key(entry: Entry, when: When) -> tuple[int, int, int, int, tuple[int, str], int]:
    """By the first possible day; on it coarse dates before exact ones; then time, the chair's order, the agency's."""
    first = when.earliest or when.latest
    clock = when.clock_span()
    return (
        first.toordinal() if first else NEVER,
        1 if when.is_exact else 0,
        minutes(clock[0]) if clock else _NO_TIME,
        entry.order_in_day or 0,
        _natural(entry.sequence),
        entry.id,
    )


def _natural(sequence: str) -> tuple[int, str]:
    number = re.match(r"\d{1,9}", sequence)
    return (int(number.group()) if number else 0, sequence)


def _in_order(told: list[Told]) -> list[Told]:
    """By key; a day the chair has put in order keeps that order where no clock forbids it."""
    by_key = list(sorted_in_turns(told, lambda each: each.key))
    if not any(each.entry.order_in_day for each in told):
        return by_key
    ordered: list[Told] = []
    for (_, is_exact), group in groupby(by_key, lambda each: each.key[:2]):
        day = list(group)
        ordered += order_within_day(day) if is_exact and any(each.entry.order_in_day for each in day) else day
    return ordered


def order_within_day(day: list[Told]) -> list[Told]:
    """The chair's order, with each of the others before the first that a clock says came later."""
    numbered = sorted((each for each in day if each.entry.order_in_day), key=lambda each: each.entry.order_in_day or 0)
    for each in day:
        if not each.entry.order_in_day:
            sooner = (at for at, held in enumerate(numbered) if each.when.order(held.when) is Order.BEFORE)
            numbered.insert(next(sooner, len(numbered)), each)
    return numbered


def _events(case: CaseFile, ordered: list[Told], accounts: dict[int, Account]) -> dict[int, Held]:
    entries: dict[int, list[int]] = defaultdict(list)
    for each in ordered:
        if each.event:
            entries[each.event].append(each.entry.id)
    return {each.id: Held(each, tuple(entries.get(each.id, ()))) for each in case.all(Event)}
