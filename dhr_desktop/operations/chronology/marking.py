"""The chair's marks, themes and queries on entries and events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.analysis import Mark, Query, Theme
from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.entries import Entry, Event
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.moments import When
from dhr_desktop.core.review import Term
from dhr_desktop.operations.reference import vocabularies
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.step import Step

KEY_EPISODE = "key episode"
THEMED = "theme"


def mark(
    case: CaseFile, on: Sequence[int], sort: str, text: str = "", *, title: str = "", themes: Sequence[str] = (),
    terms: Sequence[int] = (),
) -> Change:  # fmt: skip
    """One mark on some entries or events, with the chair's words and the themes and terms it speaks to."""
    ids = _marked(case, on)
    if not sort.strip():
        raise Refused("Say what kind of mark it is.")
    for term in terms:
        if case.get(Term, term) is None:
            raise Refused(f"There is no term of reference no. {term} in the case.")
    with case.step(f"Mark as {sort}", f"Mark {len(ids)} as {sort}") as step:
        span = _span(case, ids) if sort == KEY_EPISODE else When.undated()
        step.add(
            Mark(
                sort=sort.strip(), title=title.strip(), text=text.strip(), on=tuple(ids), span=span,
                themes=tuple(_theme(case, step, each) for each in themes), terms=tuple(terms), state="draft",
            )
        )  # fmt: skip
    return step.change


def mark_span(
    case: CaseFile, sort: str, text: str = "", *, title: str = "", first: date | None = None, last: date | None = None,
    agencies: Sequence[int] = (),
) -> Change:  # fmt: skip
    """A mark on a stretch of time or on an absence: on no entry."""
    if first and last and last < first:
        raise Refused("The span ends before it begins.")
    with case.step("Mark a span", f"Mark a span as {sort}" if sort else "Mark a span") as step:
        step.add(
            Mark(
                sort=sort.strip(), title=title.strip(), text=text.strip(), agencies=tuple(agencies), state="draft",
                span=When.between(first, last) if first or last else When.undated(),
            )
        )  # fmt: skip
    return step.change


def tag(case: CaseFile, on: Sequence[int], theme: str) -> Change:
    """A theme on some entries or events, with nothing more said yet."""
    return mark(case, on, THEMED, title=theme, themes=(theme,))


def ask(case: CaseFile, on: Sequence[int], question: str) -> Change:
    """A question about some entries, one query to each agency that wrote them."""
    if not question.strip():
        raise Refused("Write the question.")
    ids = _marked(case, on)
    by_agency: dict[int, list[int]] = {}
    for id in ids:
        entry = case.get(Entry, id)
        if entry is not None:
            by_agency.setdefault(entry.agency, []).append(id)
    if not by_agency:
        raise Refused("Choose the entries the question is about.")
    with case.step("Put a query", f"Put a query on {counted(len(ids), 'entry', 'entries')}") as step:
        for agency, about in by_agency.items():
            name = held.name if (held := case.get(Agency, agency)) else ""
            step.add(Query(agency=agency, question=question.strip(), about=tuple(about), state="draft"))
            step.add(Mark(sort="query", title=name, text=question.strip(), on=tuple(about), state="draft"))
    return step.change


def _marked(case: CaseFile, on: Sequence[int]) -> list[int]:
    ids = list(dict.fromkeys(on))
    if not ids:
        raise Refused("Choose what to mark first.")
    for id in ids:
        if case.get(Entry, id) is None and case.get(Event, id) is None:
            raise Refused(f"There is no entry or event no. {id} in the case. Look at the list again.")
    return ids


def _span(case: CaseFile, ids: Sequence[int]) -> When:
    """From the first to the last day that the marked could have fallen on."""
    held = [case.get(Entry, id) for id in ids]
    whens = [each.happened for each in held if each is not None] + [
        each.stands for id in ids if (each := case.get(Event, id)) is not None
    ]
    first = min((each.earliest for each in whens if each.earliest), default=None)
    last = max((each.latest for each in whens if each.latest), default=None)
    return When.between(first, last) if first or last else When.undated()


def _theme(case: CaseFile, step: Step, title: str) -> int:
    """The theme of this name, kept as a record when it is first used."""
    title = title.strip()
    held = next((each for each in case.all(Theme) if each.title.casefold() == title.casefold()), None)
    if held is not None:
        return held.id
    shipped = next((each for each in vocabularies.terms(case, "themes") if each.term == title), None)
    return step.add(Theme(title=title, group=shipped.group if shipped else "")).id
