"""Events and their accounts: joined, split, moved and settled by the chair, each in one step that can be undone.

An account is never changed or removed by any of this: only what we hold about it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.entries import Account, Decision, Entry, Event
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.progress import Progress
from dhr_desktop.language.dates.reader import OK, read_date
from dhr_desktop.language.dates.rules import DateRules
from dhr_desktop.merge.matcher import HEARS, LATER, ROW_TWICE, SAME_EVENT, Suggestions, kinds_among
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.step import Step
from dhr_desktop.system.clock import stamp
from dhr_desktop.system.faultpoint import faultpoint

from . import suggesting
from .date_that_stands import stands_of
from .settling import RELATIONS, settle_event

DIFFERENT = suggesting.APART
VERDICTS = (SAME_EVENT, ROW_TWICE, HEARS, DIFFERENT, LATER)
ALL_RELATIONS = {**RELATIONS, LATER: "later disclosure"}
MANY = 10
LONGEST_TITLE = 80


# ---- deciding -------------------------------------------------------------------------------------


def decide(
    case: CaseFile, entries: Sequence[int], verdict: str, because: str = "", *, matcher: str = "", lead: int = 0
) -> Change:
    """What the chair says of some entries: joined, held apart, or put off; written down with who and when."""
    if verdict not in VERDICTS:
        raise Refused(f"“{verdict}” is not a decision. It is one of: {', '.join(VERDICTS)}.")
    ids = _known(case, entries)
    if verdict in RELATIONS:
        words = (
            f"Join {counted(len(ids), 'account')}"
            if verdict == SAME_EVENT
            else f"Join {counted(len(ids), 'account')}: {verdict}"
        )
    else:
        words = (
            f"Hold {counted(len(ids), 'account')} apart"
            if verdict == DIFFERENT
            else f"Put {counted(len(ids), 'account')} off"
        )
    with case.step(words, words) as step:
        if verdict in RELATIONS:
            _join(case, step, ids, verdict, lead)
        _write_down(case, step, ids, verdict, because, matcher)
    return step.change


def _known(case: CaseFile, entries: Sequence[int]) -> list[int]:
    ids = list(dict.fromkeys(entries))
    missing = [id for id in ids if case.get(Entry, id) is None]
    if missing:
        raise Refused(f"There is no entry no. {missing[0]} in the case. Look at the list again.")
    if len(ids) < 2:
        raise Refused("Choose two entries or more.")
    return ids


def _write_down(case: CaseFile, step: Step, ids: list[int], verdict: str, because: str, matcher: str) -> None:
    step.add(
        Decision(
            verdict=verdict, entries=tuple(sorted(ids)), because=because, decided_by=case.account,
            decided_at=stamp(case.clock.now()), matcher=matcher,
        )
    )  # fmt: skip


def accounts_of(case: CaseFile, event: int) -> list[Account]:
    return [each for each in case.all(Account) if each.event == event]


def account_of(case: CaseFile, entry: int) -> Account | None:
    return next((each for each in case.all(Account) if each.entry == entry), None)


def _join(case: CaseFile, step: Step, ids: list[int], verdict: str, lead: int = 0) -> None:
    """These entries, and whatever is joined with them already, become accounts of one event."""
    held = {id: account for id in ids for account in step.linked(Account, "entry", id)}
    events = list(dict.fromkeys(account.event for account in held.values()))
    event = step.get(Event, events[0]) if events else step.add(Event(title=_title(case, lead or ids[0])))
    for other in events[1:]:
        for each in step.linked(Account, "event", other):
            step.put(replace(each, event=event.id, is_lead=False))
        step.repoint(Event, other, event.id)
        step.remove(Event, other)
    faultpoint("joining.events made one")
    relations = _relations(case, step, ids, verdict, is_new=not events)
    for id in ids:
        if id not in held:
            step.add(Account(event=event.id, entry=id, relation=relations[id]))
    settle_event(case, step, event.id, lead)


def _relations(case: CaseFile, step: Step, ids: list[int], verdict: str, *, is_new: bool) -> dict[int, str]:
    """How each tells of the event: the earliest was there, a later one may have been told, a copy is the row twice."""
    told = {id: RELATIONS.get(verdict, RELATIONS[SAME_EVENT]) for id in ids}
    if verdict == SAME_EVENT:
        kinds = kinds_among(suggesting.sources_of(case, ids), suggesting.register_of(case))
        told = {id: ALL_RELATIONS[kinds[id]] for id in ids}
    elif is_new:
        first = (
            ids[0]
            if verdict == ROW_TWICE
            else min(ids, key=lambda id: stands_of(step, step.get(Entry, id)).shelf_key())
        )
        told[first] = RELATIONS[SAME_EVENT]
    return told


def _title(case: CaseFile, entry: int) -> str:
    held = case.get(Entry, entry)
    words = " ".join(held.what_happened.split()) if held else ""
    return words if len(words) <= LONGEST_TITLE else words[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def take_back(case: CaseFile, decision: int) -> Change:
    """A decision undone at any time: what it joined is parted, unless another decision joins it too."""
    held = case.get(Decision, decision)
    if held is None:
        raise Refused("That decision is no longer in the case. Look at the list again.")
    others = [each for each in case.all(Decision) if each.id != decision and each.verdict in RELATIONS]
    with case.step(
        "Take back decision",
        f"Take back the decision “{held.verdict}” on {counted(len(held.entries), 'entry', 'entries')}",
    ) as step:
        step.remove(Decision, decision)
        if held.verdict in RELATIONS:
            kept = {id for each in others if set(each.entries) & set(held.entries) for id in each.entries}
            events = set()
            for id in held.entries:
                for account in step.linked(Account, "entry", id):
                    events.add(account.event)
                    if id not in kept:
                        step.remove(Account, account.id)
            for event in sorted(events):
                if len(step.linked(Account, "event", event)) < 2:
                    step.remove(Event, event)
                else:
                    settle_event(case, step, event)
    return step.change


# ---- one event changed ----------------------------------------------------------------------------


def _event(case: CaseFile, id: int) -> Event:
    held = case.get(Event, id)
    if held is None:
        raise Refused("That event is no longer in the case. Look at the list again.")
    return held


def split(case: CaseFile, event: int, because: str = "") -> Change:
    """Every account on its own again, and said to be so: the matcher does not put them together anew."""
    held = _event(case, event)
    ids = [each.entry for each in accounts_of(case, event)]
    with case.step("Split event", f"Split “{held.title}” into its {counted(len(ids), 'account')}") as step:
        step.remove(Event, event)
        if len(ids) > 1:
            _write_down(case, step, ids, DIFFERENT, because, "")
    return step.change


def take_out(case: CaseFile, entry: int, because: str = "") -> Change:
    """One account out of its event, and held apart from the rest."""
    account = account_of(case, entry)
    if account is None:
        raise Refused("That entry is not an account of an event.")
    event = _event(case, account.event)
    rest = [each.entry for each in accounts_of(case, event.id) if each.entry != entry]
    with case.step("Take out account", f"Take an account out of “{event.title}”") as step:
        step.remove(Account, account.id)
        for other in rest:
            _write_down(case, step, [entry, other], DIFFERENT, because, "")
        if len(rest) < 2:
            step.remove(Event, event.id)
        else:
            settle_event(case, step, event.id)
    return step.change


def move(case: CaseFile, entry: int, event: int, because: str = "") -> Change:
    """One account from its event to another."""
    account, target = account_of(case, entry), _event(case, event)
    if account is not None and account.event == event:
        raise Refused("That account is in this event already.")
    with case.step("Move account", f"Move an account to “{target.title}”") as step:
        if account is None:
            step.add(Account(event=event, entry=entry, relation=RELATIONS[SAME_EVENT]))
        else:
            left = [each for each in accounts_of(case, account.event) if each.id != account.id]
            step.put(replace(account, event=event, is_lead=False))
            for each in left:
                _write_down(case, step, [entry, each.entry], DIFFERENT, because, "")
            if len(left) < 2:
                step.remove(Event, account.event)
            else:
                settle_event(case, step, account.event)
        _write_down(case, step, [entry, *(each.entry for each in accounts_of(case, event))], SAME_EVENT, because, "")
        settle_event(case, step, target.id)
    return step.change


def set_lead(case: CaseFile, entry: int) -> Change:
    account = account_of(case, entry)
    if account is None:
        raise Refused("That entry is not an account of an event.")
    event = _event(case, account.event)
    with case.step("Set lead account", f"Let another account lead “{event.title}”") as step:
        for each in accounts_of(case, event.id):
            step.put(replace(each, is_lead=each.entry == entry))
    return step.change


def set_relation(case: CaseFile, entry: int, relation: str) -> Change:
    """How one account tells of its event."""
    account = account_of(case, entry)
    if account is None:
        raise Refused("That entry is not an account of an event.")
    event = _event(case, account.event)
    with case.step("Change account", f"Say how an account tells of “{event.title}”: {relation}") as step:
        step.put(replace(account, relation=relation))
        settle_event(case, step, event.id)
    return step.change


def settle_date(case: CaseFile, event: int, wording: str, because: str) -> Change:
    """The date that stands, with its reason; with no words the most exact account's stands again."""
    held = _event(case, event)
    if not wording.strip():
        with case.step("Settle date", f"Let the most exact account date “{held.title}”") as step:
            step.put(replace(held, date_reason=""))
            settle_event(case, step, held.id)
        return step.change
    if not because.strip():
        raise Refused("Say why this date stands: it is not simply the most exact.")
    reading = read_date(wording, DateRules.for_review(case.review.date_of_death, case.clock.now().date()))
    if reading.status != OK:
        raise Refused(f"“{wording}” is not read as a date: {reading.why or reading.status}.")
    with case.step("Settle date", f"Let {reading.when.words()} stand for “{held.title}”") as step:
        step.put(replace(held, stands=reading.when, date_reason=because.strip()))
    return step.change


# ---- many at once ---------------------------------------------------------------------------------


def identical_rows(case: CaseFile, made: Suggestions) -> list[tuple[int, ...]]:
    """Groups of one agency's rows in the very same words for the same days: all that may be taken in bulk."""
    together: dict[int, int] = {each.entry: each.event for each in case.all(Account)}
    leader: dict[int, int] = {}
    for link in suggesting.open_links(case, made):
        if link.is_same_words and link.is_sure and link.pair is None:
            one, other = sorted((leader.get(link.one, link.one), leader.get(link.other, link.other)))
            for id in [link.one, link.other, *(id for id, top in leader.items() if top == other)]:
                leader[id] = one
    groups: dict[int, list[int]] = {}
    for id, top in leader.items():
        groups.setdefault(top, []).append(id)
    return [
        tuple(sorted(each)) for each in groups.values() if len({together.get(id, -id) for id in each}) > 1
    ]  # fmt: skip


def identical_in_words(case: CaseFile) -> list[str]:
    """Of the last look: each group of identical rows, its entries a line each."""
    groups = identical_rows(case, suggesting.last_run(case))
    return ["\n".join(suggesting.words_of(case, each)) for each in groups]


def join_identical_now(case: CaseFile, progress: Progress | None = None) -> Change:
    return join_identical(case, suggesting.last_run(case, progress), progress)


def join_identical(case: CaseFile, made: Suggestions, progress: Progress | None = None) -> Change:
    """Every such group at once, in one step that Undo takes back whole."""
    groups = identical_rows(case, made)
    if not groups:
        raise Refused("No agency has the same row twice that is not joined already.")
    return _join_many(
        case, [(each, ROW_TWICE) for each in groups], f"Join {len(groups)} groups of identical rows", made, progress
    )


def join_above(case: CaseFile, made: Suggestions, least: float, progress: Progress | None = None) -> Change:
    """Every proposal at least so sure: for checking and for the brave, and journalled as such."""
    if not 0.5 <= least <= 1.0:
        raise Refused("Name a probability from 0.5 to 1: what is less likely than not is never joined in bulk.")
    wanted = [
        (each.entries, each.kind)
        for each in made.proposals(suggesting.joined(case), suggesting.held_apart(case), least=min(least, 0.9999))
        if each.is_event and each.probability >= least
    ]
    if not wanted:
        raise Refused(f"There is no suggestion of {least:g} or more that is not decided.")
    return _join_many(case, wanted, f"Join {len(wanted)} suggestions of {least:g} or more, unseen", made, progress)


def _join_many(
    case: CaseFile, groups: list[tuple[tuple[int, ...], str]], words: str, made: Suggestions, progress: Progress | None
) -> Change:
    progress = progress or Progress()
    if len(groups) > MANY:
        case.back_up_if_due()
    with case.step("Join in bulk", words) as step:
        for done, (entries, verdict) in enumerate(groups):
            progress.tell(done, len(groups), "Joining")
            _join(case, step, list(entries), verdict)
            _write_down(case, step, list(entries), verdict, words, made.by.version)
        step.note(groups=len(groups))
    return step.change
