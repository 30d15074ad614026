"""Suggested links, events and differences at the command line."""

from __future__ import annotations

from argparse import Namespace

from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.entries import Decision, Difference, Event
from dhr_desktop.core.errors import Refused
from dhr_desktop.operations.events import differing, joining, suggesting

from .opened import opened, told_progress
from .saying import Answer


def suggest(asked: Namespace) -> Answer:
    """Proposed events, surest first, with their reasons; joins nothing."""
    with opened(asked, read_only=True) as case:
        made = suggesting.run(case)
        told = suggesting.told(case, made, limit=asked.limit or None)
        number = len(suggesting.proposals(case, made))
    lines = []
    for at, each in enumerate(told, 1):
        lines += [
            f"{at}. {each['kind']}, {min(each['probability'], 0.99):.0%}",
            *(f"   {account}" for account in each["accounts"]),
        ]
        lines += [f"   for: {reason}" for reason in each["for"]] + [
            f"   against: {reason}" for reason in each["against"]
        ]
    lines.append(f"Shown: {len(told)} of {number} suggestions. Nothing was joined.")
    needs = [f"entry {id}: no suggestion can be made, {why}" for id, why in sorted(made.not_suggested.items())]
    return Answer(lines, {"suggestions": told, "number": number, "not_suggested": made.not_suggested}, needs)


def join(asked: Namespace) -> Answer:
    """Entries joined by number; or suggestions in bulk, for checking and for the brave."""
    with opened(asked) as case, told_progress() as progress:
        if asked.entries:
            change = joining.decide(case, asked.entries, asked.verdict, asked.because)
        elif asked.identical_rows:
            change = joining.join_identical(case, suggesting.run(case), progress)
        elif asked.accept_suggestions_above is not None:
            change = joining.join_above(case, suggesting.run(case), asked.accept_suggestions_above, progress)
        else:
            raise Refused("Name the entries to join, or --identical-rows, or --accept-suggestions-above.")
        events = case.count(Event)
        waiting = len(differing.open_differences(case))
    return _done(
        change,
        {"events": events, "open_differences": waiting},
        f"{counted(events, 'event')}; {waiting} differences open.",
    )


def _done(change: Change, facts: dict[str, int], more: str = "") -> Answer:
    return Answer([f"{change.name}. {more}".strip()], {"done": change.name, **facts})


def events(asked: Namespace) -> Answer:
    """Every event with its accounts; or one of them changed."""
    if asked.event:
        return _change_event(asked)
    with opened(asked, read_only=True) as case:
        found = case.all(Event)
        lines, told = [], []
        for each in found:
            accounts = joining.accounts_of(case, each.id)
            lines.append(f"{each.id}  {each.stands.words()}  {each.title}")
            lines += [f"      {words}" for words in suggesting.words_of(case, [one.entry for one in accounts])]
            told.append(
                {
                    "id": each.id,
                    "title": each.title,
                    "stands": each.stands.as_plain(),
                    "entries": [one.entry for one in accounts],
                }
            )
    return Answer([*lines, f"{counted(len(found), 'event')}."], {"events": told})


def _change_event(asked: Namespace) -> Answer:
    with opened(asked) as case:
        if asked.split:
            change = joining.split(case, asked.event, asked.because)
        elif asked.take_out:
            change = joining.take_out(case, asked.take_out, asked.because)
        elif asked.take_in:
            change = joining.move(case, asked.take_in, asked.event, asked.because)
        elif asked.lead:
            change = joining.set_lead(case, asked.lead)
        elif asked.date is not None:
            change = joining.settle_date(case, asked.event, asked.date, asked.because)
        else:
            raise Refused("Say what to do with the event: --split, --take-out, --take-in, --lead or --date.")
    return _done(change, {"event": asked.event})


def differences(asked: Namespace) -> Answer:
    if asked.difference:
        with opened(asked) as case:
            change = differing.set_state(case, asked.difference, asked.state, asked.because)
        return _done(change, {"difference": asked.difference})
    with opened(asked, read_only=True) as case:
        found = case.all(Difference)
        waiting = differing.open_differences(case)
    lines = [f"{each.id}  {each.state or 'open'}  {each.about}: {each.wording}" for each in found]
    told = [
        {"id": each.id, "event": each.event, "about": each.about, "state": each.state, "wording": each.wording}
        for each in found
    ]
    needs = [f"difference {each.id} about {each.about} is open" for each in waiting]
    return Answer([*lines, f"{len(found)} differences, {len(waiting)} open."], {"differences": told}, needs)


def decisions(asked: Namespace) -> Answer:
    with opened(asked, read_only=True) as case:
        found = suggesting.decisions(case, " ".join(asked.words))
        total = case.count(Decision)
    lines = [f"{each.at}  {each.by}  {each.verdict}: {each.words}" for each in found]
    told = [
        {
            "id": each.id,
            "at": each.at,
            "by": each.by,
            "verdict": each.verdict,
            "because": each.because,
            "entries": each.entries,
        }
        for each in found
    ]
    return Answer([*lines, f"Shown: {len(found)} of {total} decisions."], {"decisions": told})
