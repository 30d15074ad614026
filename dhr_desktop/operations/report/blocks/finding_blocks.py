"""Blocks that tell what was found and what follows: chronology, episodes, terms answered, lessons, recommendations, plan.

Every sentence here is an agency's own account or the chair's own words, with the rows behind it. Nothing is inferred.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from dhr_desktop.core.analysis import Action, Equality, Knowledge, Lesson, Mark, Recommendation
from dhr_desktop.core.people import VICTIM, Person
from dhr_desktop.operations.analysis.chain import sort_key
from dhr_desktop.operations.analysis.every import EVERY, tell
from dhr_desktop.operations.analysis.readings import OPPORTUNITY, PRACTICE
from dhr_desktop.operations.chronology.chronology import Told
from dhr_desktop.operations.chronology.marking import KEY_EPISODE
from dhr_desktop.operations.reference.vocabularies import terms as vocabulary
from dhr_desktop.writing.prose import Block, Paragraph, Style

from .drawing import Drawing, begun, dated, day, heading, listed, number, para, paragraphs, quiet, sentence, table
from .register_blocks import asked, terms_of

TOLD_BY_MARKS = (KEY_EPISODE, OPPORTUNITY, PRACTICE, "turning point", "harm")
CONFIRMED = "confirmed"


# ---- the chronology -----------------------------------------------------------------------------------------


def chronology_episodes(d: Drawing) -> Iterator[Block]:
    """Key episode by key episode: the chair's words, then what each account says, in order."""
    episodes = [each for each in d.marks if each.sort == KEY_EPISODE]
    if not episodes:
        yield quiet(
            "No key episode is marked yet. Mark entries as a key episode in the Chronology, and they are told here."
        )
        return
    order = {id: at for at, id in enumerate(d.told)}
    first = {each.id: min((order[id] for id in d.rows(each.on)), default=len(order)) for each in episodes}
    for each in sorted(episodes, key=lambda one: (first[one.id], one.id)):
        yield heading(each.title or "A key episode")
        yield from paragraphs(each.text)
        yield from told_entries(d, d.rows(each.on))
        for within in (one for one in d.marks if one.episode == each.id and one.text):
            yield from paragraphs(f"{begun(within.sort)}: {within.text}", *d.rows(within.on))


def told_entries(d: Drawing, ids: Sequence[int], *, with_agency: bool = True) -> Iterator[Block]:
    """Entries as prose: one paragraph an event, its lead account first, the others named."""
    told: set[int] = set()
    for id in ids:
        each = d.told[id]
        if id in told:
            continue
        kin = [one for one in ids if each.event and d.told[one].event == each.event] or [id]
        told.update(kin)
        lead = next((d.told[one] for one in kin if d.told[one].is_lead), each)
        yield para(_account(d, lead, with_agency=with_agency) + _also(d, lead, kin), *kin)


def _account(d: Drawing, told: Told, *, with_agency: bool) -> str:
    words = sentence(told.entry.what_happened)
    response = f" {sentence(told.entry.response)}" if told.entry.response else ""
    when = dated(told.when)
    if with_agency:
        return f"{when}, {d.agency(told.entry.agency) or 'an agency'} recorded: {words}{response}"
    return f"{when}: {words}{response}"


def _also(d: Drawing, lead: Told, kin: Sequence[int]) -> str:
    others = dict.fromkeys(
        d.agency(d.told[id].entry.agency) for id in kin if d.told[id].entry.agency != lead.entry.agency
    )
    return f" It is also recorded by {listed(list(others))}." if others else ""


def chronology_by_agency(d: Drawing) -> Iterator[Block]:
    """Each agency's contacts in date order: those the chair marked, or all where nothing is marked."""
    yield from _under_agencies(d, lambda ids: told_entries(d, ids, with_agency=False))


def agency_narratives(d: Drawing) -> Iterator[Block]:
    """One running account for each agency."""

    def account(ids: list[int]) -> Iterator[Block]:
        yield para(" ".join(_account(d, d.told[id], with_agency=False) for id in ids), *ids)

    yield from _under_agencies(d, account)


def _under_agencies(d: Drawing, tell: Callable[[list[int]], Iterable[Block]]) -> Iterator[Block]:
    chosen = _chosen(d)
    if not chosen:
        yield quiet("There is no entry in the case yet.")
    for agency, ids in _by_agency(d, chosen).items():
        yield heading(d.agency(agency) or "No agency")
        yield from tell(ids)


def _chosen(d: Drawing) -> list[int]:
    marked = {id for each in d.marks if each.sort in TOLD_BY_MARKS for id in d.rows(each.on)}
    return [id for id, told in d.told.items() if (id in marked or not marked) and not told.entry.is_withdrawn]


def _by_agency(d: Drawing, ids: Iterable[int]) -> dict[int, list[int]]:
    told: dict[int, list[int]] = {}
    for id in ids:
        told.setdefault(d.told[id].entry.agency, []).append(id)
    order = {id: at for at, id in enumerate(d.agencies)}
    return dict(sorted(told.items(), key=lambda each: order.get(each[0], len(order))))


def chronology_table(d: Drawing) -> Iterator[Block]:
    rows = [(each.when.words(), d.agency(each.entry.agency), " ".join((each.entry.what_happened or each.entry.response).split()))
            for each in (d.told[id] for id in _chosen(d))]  # fmt: skip
    if rows:
        yield table(("When", "Agency", "What happened"), rows, "Chronology", (3, 4, 9))
    else:
        yield quiet("There is no entry in the case yet.")


def known_by_agency(d: Drawing) -> Iterator[Block]:
    """What each agency knew, as confirmed; and how much it recorded, and when."""
    if not d.agencies:
        yield quiet("No agency is in the register yet.")
        return
    facts = [each for each in d.case.all(Knowledge) if each.state == CONFIRMED]
    held = _by_agency(d, d.told)
    for id in d.agencies:
        ids = held.get(id, [])
        known = [each for each in facts if each.agency == id]
        if not ids and not known:
            continue
        yield heading(d.agency(id))
        dates = [d.told[one].when for one in ids if d.told[one].is_dated]
        span = f", the first dated {dates[0].words()} and the last {dates[-1].words()}" if len(dates) > 1 else ""
        yield para(f"{d.agency(id)} recorded {number(len(ids), 'entry', 'entries')}{span}.")
        for fact in known:
            yield para(
                f"It knew: {sentence(fact.fact)} First known: {fact.first_known.words()}.",
                *d.rows(fact.about),
                style=Style.POINT,
            )


# ---- what was found ------------------------------------------------------------------------------------------


def terms_answered(d: Drawing) -> Iterator[Block]:
    """Each term of reference with the chair's findings that speak to it."""
    held = terms_of(d)
    if not held:
        yield quiet("No term of reference is recorded yet.")
    for each in held:
        yield heading(asked(each))
        found = [mark for mark in d.marks if each.id in mark.terms and (mark.text or mark.title)]
        for mark in found:
            yield from _finding(d, mark)
        if not found:
            yield quiet("No finding answers this yet.")


def _finding(d: Drawing, mark: Mark) -> Iterator[Block]:
    words = ": ".join(filter(None, (mark.title, mark.text)))
    yield from paragraphs(words, *d.rows(mark.on))
    if mark.known_by:
        yield para(f"Known at the time by: {sentence(mark.known_by)}")


def missed_opportunities(d: Drawing) -> Iterator[Block]:
    yield from _of_sort(d, OPPORTUNITY, "Missed opportunities", "No missed opportunity is marked yet.")


def good_practice(d: Drawing) -> Iterator[Block]:
    yield from _of_sort(d, PRACTICE, "Good practice", "No good practice is marked yet. If none was found, say so here.")


def _of_sort(d: Drawing, sort: str, words: str, none: str) -> Iterator[Block]:
    found = [each for each in d.marks if each.sort == sort]
    yield heading(words)
    if not found:
        yield quiet(none)
    for each in found:
        yield from _finding(d, each)


def themes(d: Drawing) -> Iterator[Block]:
    told = d.chronology.themes
    by_theme = {id: [each for each in d.marks if id in each.themes and (each.text or each.title)] for id in told}
    for id, found in sorted(by_theme.items(), key=lambda each: told[each[0]].title.casefold()):
        if found:
            yield heading(told[id].title)
            for each in found:
                yield from _finding(d, each)
    if not any(by_theme.values()):
        yield quiet("No finding bears a theme yet.")


def equality(d: Drawing) -> Iterator[Block]:
    """Nine characteristics of victim and perpetrator; what is not recorded says so."""
    held = {(each.person, each.characteristic): each for each in d.case.all(Equality)}
    people = [each for each in d.case.all(Person) if each.main_role]
    if not people:
        yield quiet("Nobody in the register of people has the role of victim or perpetrator yet.")
    names = [each.term for each in vocabulary(d.case, "characteristics")]
    for person in sorted(people, key=lambda each: (each.main_role != VICTIM, each.id)):
        extra = sorted({name for who, name in held if who == person.id} - set(names))
        rows = []
        for name in [*names, *extra]:
            record = held.get((person.id, name))
            told = (record.known, record.relevance, record.effect) if record else ("", "", "")
            rows.append((begun(name), *(each or "Not recorded" for each in told)))
        columns = ("Characteristic", "What is known", "Relevance", "Effect on access to help")
        yield table(columns, rows, f"Protected characteristics: {person.real_name or person.role}", (3, 4, 4, 4))


# ---- what follows --------------------------------------------------------------------------------------------


def in_order(found: Iterable[Recommendation]) -> list[Recommendation]:
    return sorted(found, key=lambda each: (sort_key(each.number), each.id))


def _lessons(d: Drawing) -> list[Lesson]:
    return sorted(d.case.all(Lesson), key=lambda each: (sort_key(each.number), each.id))


def lessons(d: Drawing) -> Iterator[Block]:
    held = _lessons(d)
    if not held:
        yield quiet("No lesson is recorded yet.")
    for each in held:
        yield _lesson(d, each)


def _lesson(d: Drawing, lesson: Lesson, *, has_number: bool = True) -> Block:
    marks = {each.id: each for each in d.marks}
    rows = d.rows(id for one in lesson.from_marks if one in marks for id in marks[one].on)
    called = lesson.number if has_number else ""
    words = f"Lesson {called}: {lesson.text}" if called else lesson.text
    return para(sentence(words), *rows, name=f"lesson-{_plain(called)}" if called else "")


def learning_points(d: Drawing) -> Iterator[Block]:
    """Each lesson with the recommendations that follow from it under it, and what is expected of them."""
    held = _lessons(d)
    if not held:
        yield quiet("No lesson is recorded yet.")
    for at, each in enumerate(held, 1):
        yield heading(f"Learning point {each.number or at}")
        yield _lesson(d, each, has_number=False)
        led = in_order(one for one in d.case.all(Recommendation) if each.id in one.lessons)
        for one in led:
            yield _recommendation(d, one)
            if one.aim:
                yield para(f"Expected outcome: {sentence(one.aim)}")
        if not led:
            yield (
                para(f"No recommendation follows, because {sentence(each.none_because)}")
                if each.none_because
                else quiet("No recommendation follows from this yet.")
            )


def recommendation_words(each: Recommendation) -> str:
    """The same in every document, letter by letter."""
    return f"Recommendation {each.number}: {each.text.strip()}" if each.number else each.text.strip()


def _recommendation(d: Drawing, each: Recommendation) -> Paragraph:
    return para(recommendation_words(each), name=f"rec-{_plain(each.number)}" if each.number else "")


def _plain(numbered: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in numbered.casefold())


def recommendations(d: Drawing) -> Iterator[Block]:
    yield from _recommendations(d, in_order(d.case.all(Recommendation)))


def recommendations_with_aims(d: Drawing) -> Iterator[Block]:
    yield from _recommendations(
        d, in_order(each for each in d.case.all(Recommendation) if not each.agency), with_aim=True
    )


def recommendations_multi(d: Drawing) -> Iterator[Block]:
    held = in_order(each for each in d.case.all(Recommendation) if not each.agency)
    yield heading("Multi-agency recommendations")
    yield from _recommendations(d, held)


def recommendations_single(d: Drawing) -> Iterator[Block]:
    held = in_order(each for each in d.case.all(Recommendation) if each.agency)
    yield heading("Single-agency recommendations")
    if not held:
        yield quiet("No single-agency recommendation is recorded.")
    for id in dict.fromkeys(each.agency for each in held):
        yield heading(d.agency(id) or "An agency", 1)
        yield from (_recommendation(d, each) for each in held if each.agency == id)


def _recommendations(d: Drawing, held: list[Recommendation], *, with_aim: bool = False) -> Iterator[Block]:
    if not held:
        yield quiet("No recommendation is recorded yet.")
    for each in held:
        yield _recommendation(d, each)
        if with_aim:
            yield para(f"Aim: {sentence(each.aim)}") if each.aim else quiet("Its aim is not recorded yet.")


PLAN_COLUMNS = (
    "Recommendation", "Scope of recommendation (i.e. local or regional)", "Action to take", "Lead Agency",
    "Key milestones achieved in enacting recommendation", "Target Date", "Date of completion and outcome",
)  # fmt: skip
PLAN_SHARES = (5, 2, 5, 3, 4, 2, 4)


def plan_rows(d: Drawing) -> list[tuple[str, ...]]:
    actions: dict[int, list[Action]] = {}
    for action in d.case.all(Action):
        actions.setdefault(action.recommendation, []).append(action)
    rows: list[tuple[str, ...]] = []
    for each in in_order(d.case.all(Recommendation)):
        words = recommendation_words(each)
        for one in actions.get(each.id, []):
            done = ": ".join(filter(None, (day(one.completed), one.outcome)))
            rows.append((words, one.scope or each.scope, one.text, one.lead, one.milestones, day(one.target), done))
        if each.id not in actions:
            rows.append((words, each.scope, "", d.agency(each.agency), "", "", ""))
    return rows


def action_plan(d: Drawing) -> Iterator[Block]:
    rows = plan_rows(d)
    if rows:
        yield table(PLAN_COLUMNS, rows, "Action plan", PLAN_SHARES)
    else:
        yield quiet("No recommendation is recorded yet, so there is no plan.")


# ---- analyses -------------------------------------------------------------------------------------------------


def analysis(d: Drawing, name: str) -> Iterator[Block]:
    """A table of the Analysis place, as it now stands; what is only suggested is not printed."""
    if name not in EVERY:
        yield quiet(f"There is no analysis “{name}”. There are: {', '.join(EVERY)}.")
        return
    told = tell(d.case, name).for_a_page()
    rows = [
        tuple("" if cell.state in ("suggested", "rejected") else cell.words for cell in line.cells)
        for line in told.lines
    ]
    kept = [row for row in rows if any(row[1:])] or [row for row in rows if any(row)]
    if kept:
        yield table(told.columns, kept, EVERY[name].title, told.widths)
    else:
        yield quiet(f"{EVERY[name].title}: nothing is confirmed yet.")
    suggested = sum(cell.state == "suggested" for line in told.lines for cell in line.cells)
    if suggested and d.edition == "working":
        yield quiet(f"Only suggested, and not printed: {number(suggested, 'cell')}. Confirm in Analysis what stands.")
