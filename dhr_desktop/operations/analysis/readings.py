"""What the chair's own registers say, laid side by side: key episodes, terms of reference, equality, differences."""

from __future__ import annotations

from collections.abc import Sequence

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.analysis import Equality, Lesson, Mark, Query
from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.entries import Difference, Entry, Event
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.people import VICTIM, Person
from dhr_desktop.core.review import Term
from dhr_desktop.operations.chronology.marking import KEY_EPISODE
from dhr_desktop.operations.events.accounts import Accounts
from dhr_desktop.operations.events.differing import OPEN
from dhr_desktop.operations.reference import vocabularies
from dhr_desktop.storage.case_file import CaseFile

from .codebooks import OWN, codes
from .findings import MISSING, REJECTED, Analysis, Cell, Line

OPPORTUNITY, PRACTICE = "missed opportunity", "good practice"


def is_open(difference: Difference) -> bool:
    return difference.state in ("", OPEN)


def _marks(case: CaseFile) -> list[Mark]:
    return [each for each in case.all(Mark) if each.state != REJECTED]


def _listed(marks: Sequence[Mark]) -> str:
    return "; ".join(each.title or " ".join(each.text.split())[:80] or each.sort for each in marks)


def _cell(told: Accounts, marks: Sequence[Mark]) -> Cell:
    if not marks:
        return Cell("none", state=MISSING)
    return Cell(_listed(marks), told.entries_of([id for each in marks for id in each.on]))


def episodes(case: CaseFile, chosen: dict[str, str]) -> Analysis:
    """Each key episode with what was missed in it, what was good, its questions and its lessons."""
    told = Accounts(case)
    marks = _marks(case)
    lessons = case.all(Lesson)
    lines = []
    for episode in (each for each in marks if each.sort == KEY_EPISODE):
        rows = set(told.entries_of(episode.on))
        inside = [
            each for each in marks
            if each.id != episode.id and (each.episode == episode.id or (each.on and set(told.entries_of(each.on)) <= rows))
        ]  # fmt: skip
        taught = [each for each in lessons if {episode.id, *(mark.id for mark in inside)} & set(each.from_marks)]
        asked = [each for each in case.all(Query) if rows & set(told.entries_of(each.about))]
        lines.append(
            Line(
                (
                    Cell(episode.title or "no title", tuple(rows), "" if episode.title else MISSING),
                    Cell(episode.span.words()), Cell(f"{len(rows):,}", tuple(rows)),
                    Cell("; ".join(each.question for each in asked) or "none"),
                    _cell(told, [each for each in inside if each.sort == OPPORTUNITY]),
                    _cell(told, [each for each in inside if each.sort == PRACTICE]),
                    Cell("; ".join(each.text for each in taught) or "none", state="" if taught else MISSING),
                )
            )
        )  # fmt: skip
    return Analysis(
        ("Key episode", "When", "Entries", "Questions", "Missed opportunities", "Good practice", "Lessons"),
        (34, 26, 10, 34, 44, 34, 44), tuple(lines),
        "A mark belongs to an episode when it says so, or when all it is on lies in it.", suggests=False,
    )  # fmt: skip


def terms(case: CaseFile, chosen: dict[str, str]) -> Analysis:
    """Each question of the review with what was found for it; one with nothing stands out."""
    told = Accounts(case)
    marks, lines = _marks(case), []
    for term in sorted(case.all(Term), key=lambda each: (_number(each.number), each.id)):
        found = [each for each in marks if term.id in each.terms]
        rows = told.entries_of([id for each in found for id in each.on])
        agencies = {each.agency for id in rows if (each := case.get(Entry, id)) is not None}
        only = _name(case, term.agency)
        lines.append(
            Line(
                (
                    Cell(term.number), Cell(term.question, rows), Cell(only or "all agencies"),
                    Cell(f"{len(found):,}", rows, "" if found else MISSING), Cell(_listed(found) or "nothing yet", rows),
                    Cell(f"{len(rows):,}", rows, "" if rows else MISSING), Cell(f"{len(agencies):,}"),
                )
            )
        )  # fmt: skip
    return Analysis(
        ("Number", "Term of reference", "For", "Findings", "What was found", "Entries", "Agencies"),
        (10, 60, 22, 10, 60, 10, 10), tuple(lines),
        "A finding is a mark that names the term. Its strength is in how many agencies, apart from one another, wrote of it.", suggests=False,
    )  # fmt: skip


def _number(text: str) -> tuple[object, ...]:
    return tuple((0, int(part)) if part.isdigit() else (1, part) for part in text.replace(".", " ").split())


def _name(case: CaseFile, agency: int) -> str:
    held = case.get(Agency, agency) if agency else None
    return held.name if held else ""


def equality(case: CaseFile, chosen: dict[str, str]) -> Analysis:
    """Nine characteristics and what reviews also ask for, of victim and perpetrator: known, relevant, with what effect."""
    told = Accounts(case)
    held = {(each.person, each.characteristic): each for each in case.all(Equality)}
    names = [
        each.term for listed in ("characteristics", "equality prompts") for each in vocabularies.terms(case, listed)
    ]  # fmt: skip
    people = [each for each in case.all(Person) if each.main_role]
    lines = []
    for person in sorted(people, key=lambda each: (each.main_role != VICTIM, each.id)):
        for name in [*names, *sorted({each for who, each in held if who == person.id} - set(names))]:
            record = held.get((person.id, name))
            rows = told.entries_of(record.evidence) if record else ()
            cells = [Cell(person.real_name or person.role), Cell(name, records=(record,) if record else ())]
            for text in (record.known, record.relevance, record.effect) if record else ("", "", ""):
                cells.append(Cell(text or "not said", rows, "" if text else MISSING))
            cells.append(Cell(f"{counted(len(rows), 'entry', 'entries')}", rows, "" if rows else MISSING))
            lines.append(Line(tuple(cells)))
    says = "“Not relevant” needs a reason too. After the nine characteristics stand what reviews also ask for. " + (
        "" if people else "Nobody in the register of people has the role of victim or perpetrator yet."
    )
    return Analysis(
        ("Person", "Characteristic", "What is known", "Relevance", "Effect on access to help", "Evidence"),
        (24, 26, 44, 40, 44, 14), tuple(lines), says.strip(), suggests=False,
    )  # fmt: skip


def codebooks(case: CaseFile, chosen: dict[str, str]) -> Analysis:
    """Every theme of this case, with the entries it was put on."""
    told = Accounts(case)
    on: dict[int, list[int]] = {}
    for mark in _marks(case):
        for id in mark.themes:
            on.setdefault(id, []).extend(mark.on)
    held = codes(case)
    books = list(dict.fromkeys(each.codebook or OWN for each, _ in held))
    wanted, lines = chosen.get("Codebook", "all"), []
    for theme, used in held:
        if wanted in ("all", theme.codebook or OWN):
            rows = told.entries_of(on.get(theme.id, ()))
            lines.append(
                Line(
                    (
                        Cell(theme.codebook or OWN, records=(theme,)), Cell(theme.group), Cell(theme.title, rows, records=(theme,)),
                        Cell(theme.meaning), Cell(f"{used:,}", rows), Cell(f"{len(rows):,}", rows),
                    )
                )
            )  # fmt: skip
    return Analysis(
        ("Codebook", "Group", "Theme", "Meaning", "Marks", "Entries"), (28, 34, 40, 50, 8, 8), tuple(lines),
        "A theme is put on entries in the Chronology (Ctrl+T)." if lines else "Use a codebook, or bring one in.",
        {"Codebook": ("all", *books)}, suggests=False,
    )  # fmt: skip


def begin_equality(case: CaseFile, person: str, characteristic: str) -> Change:
    """A place to write about one characteristic of one person."""
    held = next((each for each in case.all(Person) if person in (each.real_name, each.role)), None)
    if held is None:
        raise Refused(f"Nobody in the register of people is called {person}.")
    with case.step("Write about a characteristic", f"Write about {characteristic}") as step:
        step.add(Equality(person=held.id, characteristic=characteristic))
    return step.change


def differences(case: CaseFile, chosen: dict[str, str]) -> Analysis:
    """Differences between accounts of one event that nobody has dealt with."""
    show = chosen.get("Show", "open")
    lines = []
    for each in case.all(Difference):
        if show == "open" and not is_open(each):
            continue
        event = case.get(Event, each.event)
        lines.append(
            Line(
                (
                    Cell(event.title if event else ""), Cell(event.stands.words() if event else ""),
                    Cell(each.about, each.entries), Cell(each.wording, each.entries),
                    Cell(each.state or "open", each.entries, MISSING if is_open(each) else ""), Cell(each.because),
                )
            )
        )  # fmt: skip
    return Analysis(
        ("Event", "When", "About", "What differs", "State", "Reason"), (36, 24, 16, 60, 18, 40), tuple(lines), "",
        {"Show": ("open", "all")}, suggests=False,
    )  # fmt: skip
