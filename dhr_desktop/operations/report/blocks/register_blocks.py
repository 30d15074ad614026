"""Blocks that say what the registers of the review hold: people, agencies, panel, dates, family, recipients."""

from __future__ import annotations

from collections.abc import Iterator

from dhr_desktop.core.agencies import Return, Submission
from dhr_desktop.core.entries import Entry, Event
from dhr_desktop.core.people import MAIN_ROLES, VICTIM, Person
from dhr_desktop.core.review import Dissemination, FamilyContact, Meeting, PanelMember, ParallelProcess, Review, Term
from dhr_desktop.operations.analysis.chain import sort_key
from dhr_desktop.operations.names.naming import OFFERED
from dhr_desktop.operations.reference.timescales import guidance, paragraph
from dhr_desktop.writing.prose import Block, Paragraph, Style

from .drawing import Drawing, begun, day, listed, number, para, paragraphs, points, quiet, sentence, table

LABELS = {
    "DHR": "Domestic Homicide Review", "DARDR": "Domestic Abuse Related Death Review", "SUSR": "Single Unified Safeguarding Review",
}  # fmt: skip
NOT_ASKED, NONE_YET, CAME, RECEIVED = "not asked", "none yet", "chronology", "received"
UNRECORDED, CAME_UNRECORDED = "no return recorded", "entries, and no return recorded"
"""Of these the register of returns says nothing: nobody may read that they were asked, nor that they owe an answer."""
KINDS = (
    # what an agency answered, and how a report says it
    ("IMR", "individual management review", "An individual management review"),
    ("information report", "information report", "An information report"),
    (CAME, "chronology alone", "A chronology of its contacts"),
    ("nil return", "nil return", "A nil return: it holds no relevant records"),
    ("records not found", "answer that records could not be found", "Records could not be found"),
    ("declined", "refusal to contribute", "It declined to contribute"),
    (RECEIVED, "return of a kind not recorded", "A return; of what kind is not recorded"),
    (NONE_YET, "return still awaited", "Its return is awaited"),
)
UNASKED = {
    NOT_ASKED: "Not asked", UNRECORDED: "No return is recorded",
    CAME_UNRECORDED: "Entries in the chronology; no return is recorded",
}  # fmt: skip
LEGAL_BASES = {
    "domestic homicide review": "Section 9 of the Domestic Violence, Crime and Victims Act 2004 (domestic homicide review).",
    "child safeguarding practice review": "Sections 16E and 16F of the Children Act 2004 (child safeguarding practice review; for deaths before 2018, serious case review).",
    "safeguarding adults review": "Section 44 of the Care Act 2014 (safeguarding adults review).",
    "MAPPA serious case review": "Section 325 of the Criminal Justice Act 2003 and the MAPPA guidance (MAPPA serious case review).",
    "mental health homicide review": "NHS England's framework for independent investigations (mental health homicide review).",
    "single unified safeguarding review": "The Single Unified Safeguarding Review statutory guidance for Wales.",
}


def label_of(review: Review) -> str:
    return LABELS.get(review.label, review.label or LABELS["DHR"])


def title_page(d: Drawing) -> Iterator[Block]:
    review = d.case.review
    if review.partnership:
        yield Paragraph(para(review.partnership).runs, Style.SUBTITLE)
    yield Paragraph(para(label_of(review)).runs, Style.SUBTITLE)
    yield Paragraph(para(begun(d.document or "overview report")).runs, Style.TITLE)
    died = [each.real_name for each in d.case.all(Person) if each.main_role == VICTIM]
    month = d.month_of_death()
    if died:
        yield Paragraph(para(begun(f"{listed(died)}{f', who died in {month}' if month else ''}")).runs, Style.SUBTITLE)
    author = review.author or review.chair
    if author:
        yield Paragraph(para(f"Author: {author}").runs, Style.SUBTITLE)
    if d.edition != "publication":
        yield quiet(f"Draft, {day(d.today)}. Not for publication.")
    yield Paragraph(style=Style.BREAK)


def contents(d: Drawing) -> Iterator[Block]:
    yield Paragraph(style=Style.CONTENTS)
    yield Paragraph(style=Style.BREAK)


def pseudonym_key(d: Drawing) -> Iterator[Block]:
    people = [each for each in d.case.all(Person) if each.sort in ("", "person") and each.real_name]
    if not people:
        yield quiet("Nobody is in the register of people yet.")
        return
    rows = []
    for each in sorted(people, key=lambda one: (_rank(one), one.id)):
        age = d.age(each)
        tells_age = age is not None and bool(each.main_role)
        rows.append(
            (each.real_name, begun(each.relationship or each.role or "not said"), str(age) if tells_age else "")
        )
    yield table(
        ("Called here", "Who they are", "Age at the time of the death"), rows, "The people in this review", (3, 5, 3)
    )


def _rank(person: Person) -> int:
    return MAIN_ROLES.index(person.main_role) if person.main_role else len(MAIN_ROLES)


def confidentiality(d: Drawing) -> Iterator[Block]:
    main = [each for each in d.case.all(Person) if each.main_role and each.real_name]
    for each in sorted(main, key=_rank):
        age = d.age(each)
        facts = [f"was {age} years old at the time of the death" if age is not None else ""]
        facts.append(f"was {each.sex}" if each.sex in ("female", "male") else "")
        facts.append(f"of {each.ethnicity} ethnicity" if each.ethnicity else "")
        said = listed(facts)
        yield para(
            f"{begun(each.real_name)} ({each.role}) {said}."
            if said
            else f"{begun(each.real_name)} was the {each.role}."
        )
    chosen = [each for each in d.case.all(Person) if each.pseudonym and each.pseudonym_choice not in ("", OFFERED)]
    if chosen and d.edition != "working":
        told = [f"{each.real_name}: {each.pseudonym_choice}" for each in chosen]
        yield para(f"Who chose the names used here: {'; '.join(told)}.")
    if not main:
        yield quiet("Nobody in the register of people has the role of victim or perpetrator yet.")


def timescales(d: Drawing) -> Iterator[Block]:
    words = paragraph(d.case, d.today)
    yield para(words) if words else quiet("No date of the review's own process is recorded yet.")


def legal_basis(d: Drawing) -> Iterator[Block]:
    review = d.case.review
    words = review.legal_basis or guidance(review.guidance).legal_basis
    if words:
        yield from paragraphs(words)
    else:
        yield quiet("The legal basis is not recorded yet.")


def legal_bases(d: Drawing) -> Iterator[Block]:
    """Each regime that one review serves, with its own basis."""
    regimes = d.case.review.regimes
    if not regimes:
        yield quiet("No regime is recorded yet that this review serves.")
        return
    yield para(f"This review serves {number(len(regimes), 'regime')}. It is held under:")
    yield from points(LEGAL_BASES.get(each, f"{begun(each)}.") for each in regimes)


def purposes(d: Drawing) -> Iterator[Block]:
    held = guidance(d.case.review.guidance).purposes
    if held:
        yield para("The purposes of the review are to:")
        yield from points(held)


def scope(d: Drawing) -> Iterator[Block]:
    review = d.case.review
    first, last = (day(each, is_coarse=d.is_coarse) for each in (review.scope_start, review.scope_end))
    if not last and d.month_of_death() and review.scope_start:
        last = d.month_of_death()  # the day itself is not said outside
    if not first:
        yield quiet("The period under review is not recorded yet.")
        return
    yield para(f"The review looks at the period from {first} to {last or 'a day not settled yet'}.")
    if review.scope_reason:
        yield para(f"The period was chosen for this reason: {sentence(review.scope_reason)}")


def terms_of(d: Drawing) -> list[Term]:
    return sorted(d.case.all(Term), key=lambda each: (sort_key(each.number), each.id))


def asked(term: Term) -> str:
    """A bare number before a question would be read as the number of a section or of a list."""
    number = f"Term {term.number}" if term.number[:1].isdigit() else term.number
    return f"{number}: {term.question}" if number else term.question


def terms(d: Drawing) -> Iterator[Block]:
    held = terms_of(d)
    if not held:
        yield quiet("No term of reference is recorded yet.")
    for each in held:
        only = f" (for {d.agency(each.agency)})" if each.agency else ""
        yield para(
            f"{asked(each)}{only}",
            style=Style.POINT,
            name=f"term-{each.number}" if each.number.isalnum() else "",
        )


def enquiries(d: Drawing) -> Iterator[Block]:
    held = [each for each in terms_of(d) if not each.agency]
    yield from points(map(asked, held))
    if not held:
        yield quiet("No key line of enquiry is recorded yet.")


def agency_questions(d: Drawing) -> Iterator[Block]:
    held = [each for each in terms_of(d) if each.agency]
    for id in dict.fromkeys(each.agency for each in held):
        yield para(f"{d.agency(id)} was also asked:")
        yield from points(asked(each) for each in held if each.agency == id)
    if not held:
        yield para("No agency was asked a question of its own.")


# ---- agencies ----------------------------------------------------------------------------------------------


def outcomes(d: Drawing) -> dict[int, str]:
    """Every agency of the register with what it answered; the last return of each counts.

    Of one whose entries stand in the chronology nobody may read that it has not answered.
    """
    told = dict.fromkeys(d.agencies, UNRECORDED)
    for each in sorted(d.case.all(Return), key=lambda one: one.id):
        if each.agency in told and (each.outcome or told[each.agency] == UNRECORDED):
            told[each.agency] = each.outcome or (RECEIVED if each.received else NONE_YET)
    wrote = {each.entry.agency for each in d.chronology.told}
    came = {NONE_YET: CAME, RECEIVED: CAME, UNRECORDED: CAME_UNRECORDED}
    return {id: came.get(outcome, outcome) if id in wrote else outcome for id, outcome in told.items()}


def asked_of(held: dict[int, str]) -> dict[int, str]:
    """Those of which the register of returns says that they were asked."""
    return {id: outcome for id, outcome in held.items() if outcome not in UNASKED}


def contributors(d: Drawing) -> Iterator[Block]:
    held = outcomes(d)
    if not held:
        yield quiet("No agency is in the register yet.")
        return
    yield para(returns_counted(held))
    returns = {each.agency: each for each in d.case.all(Return)}
    rows = []
    for id, outcome in held.items():
        kept = returns.get(id)
        said = next((words for kind, _, words in KINDS if kind == outcome), UNASKED.get(outcome) or begun(outcome))
        rows.append((d.agency(id), said, kept.independence if kept is not None else ""))
    yield table(("Agency", "Contribution", "Independence of the author"), rows, "Contributors to the review", (4, 4, 4))


def returns_counted(held: dict[int, str]) -> str:
    """The sum in a sentence: whatever kinds there are, they add up to the whole."""
    asked = asked_of(held)
    parts = [
        number(sum(outcome == kind for outcome in asked.values()), words, _many(words))
        for kind, words, _ in KINDS if any(outcome == kind for outcome in asked.values())
    ]  # fmt: skip
    known = {kind for kind, _, _ in KINDS}
    others = sum(outcome not in known for outcome in asked.values())
    parts += [number(others, "other answer")] if others else []
    told = [f"{_agencies(len(asked))} {_was(len(asked))} asked for records{': ' if parts else ''}{listed(parts)}."]
    if left := sum(outcome == NOT_ASKED for outcome in held.values()):
        told.append(f"{_agencies(left)} in the register {_was(left)} not asked.")
    told.append(_unrecorded(held))
    return " ".join(filter(None, told))


def _unrecorded(held: dict[int, str]) -> str:
    """Whether they were asked is not known: it is said, with those whose entries are here all the same."""
    entered = sum(outcome == CAME_UNRECORDED for outcome in held.values())
    count = entered + sum(outcome == UNRECORDED for outcome in held.values())
    if not count:
        return ""
    here = f"; entries of {number(entered, 'agency', 'agencies')} among them stand in the chronology" if entered else ""
    return f"Of {number(count, 'agency', 'agencies')} in the register no return is recorded{here}."


def _agencies(count: int) -> str:
    return begun(number(count, "agency", "agencies"))


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _many(words: str) -> str:
    return {
        "return still awaited": "returns still awaited", "return of a kind not recorded": "returns of a kind not recorded",
        "chronology alone": "chronologies alone", "refusal to contribute": "refusals to contribute",
        "answer that records could not be found": "answers that records could not be found",
    }.get(words, f"{words}s")  # fmt: skip


def returns_lists(d: Drawing) -> Iterator[Block]:
    """Agencies in a list for each kind of return, as some summaries print them."""
    held = outcomes(d)
    if not held:
        yield quiet("No agency is in the register yet.")
        return
    yield para(returns_counted(held))
    for kind, words, _ in KINDS:
        ids = [id for id, outcome in held.items() if outcome == kind]
        if ids:
            yield para(f"{begun(_many(words) if len(ids) > 1 else words)}:")
            yield from points(d.agency(id) for id in ids)
    for kind, words in UNASKED.items():
        ids = [id for id, outcome in held.items() if outcome == kind]
        if ids:
            yield para(f"{words}:")
            yield from points(d.agency(id) for id in ids)


def agencies_asked(d: Drawing) -> Iterator[Block]:
    asked = asked_of(outcomes(d))
    if not asked:
        yield quiet("No agency is recorded as asked yet." if d.agencies else "No agency is in the register yet.")
    yield from points(d.agency(id) for id in asked)


def methodology(d: Drawing) -> Iterator[Block]:
    asked = len(asked_of(outcomes(d)))
    joined = (
        "Accounts of one event by several agencies were joined, and each account was kept as its agency wrote it."
        if d.case.count(Event)
        else "Each entry was kept as its agency wrote it."
    )
    files, entries = sum(each.is_kept for each in d.case.all(Submission)), d.case.count(Entry)
    met = [each for each in d.case.all(Meeting) if each.held]
    yield para(
        f"{_agencies(asked)} {_was(asked)} asked for a chronology. "
        f"{begun(number(files, 'file'))} came in and gave {number(entries, 'entry', 'entries')}, which were put together into one "
        f"chronology. {joined}"
    )
    if met:
        yield para(f"{begun(number(len(met), 'meeting'))} {'was' if len(met) == 1 else 'were'} held for the review.")


# ---- panel, family, and the rest ---------------------------------------------------------------------------


def panel(d: Drawing) -> Iterator[Block]:
    members = d.case.all(PanelMember)
    if not members:
        yield quiet("No panel member is in the register yet.")
        return
    rows = [
        (each.full_name, each.job_title, d.agency(each.agency) or each.organisation, each.expertise) for each in members
    ]
    yield table(("Name", "Job title", "Agency", "Expertise"), rows, "The review panel", (3, 4, 4, 3))
    met = sorted(
        (each for each in d.case.all(Meeting) if each.held and each.purpose == "panel meeting"),
        key=lambda each: str(each.held),
    )
    if met:
        days = listed([day(each.held, is_coarse=d.is_coarse) for each in met])
        yield para(f"The panel met {'once' if len(met) == 1 else number(len(met), 'time')}: {days}.")
    else:
        yield quiet("No panel meeting is recorded yet.")
    if any(each.is_specialist for each in members):
        names = listed([each.full_name for each in members if each.is_specialist])
        yield para(f"Domestic abuse expertise was on the panel: {names}.")


def author(d: Drawing) -> Iterator[Block]:
    review = d.case.review
    if review.chair:
        same = not review.author or review.author == review.chair
        yield para(f"The independent chair{' and author of this report' if same else ''} is {review.chair}.")
        if not same:
            yield para(f"The author of this report is {review.author}.")
    else:
        yield quiet("The chair is not recorded yet.")
    if review.independence:
        yield from paragraphs(review.independence)
    else:
        yield quiet("The statement of independence is not written yet.")


def family(d: Drawing) -> Iterator[Block]:
    held = sorted(d.case.all(FamilyContact), key=lambda each: (str(each.approached or "9"), each.id))
    if not held:
        yield quiet("No approach to family, friends or others who knew them is recorded yet.")
    for each in held:
        who = f"{each.who} ({each.relationship})" if each.relationship else each.who
        first = f"{begun(who)} was approached"
        first += (
            f" in {day(each.approached, is_coarse=True)}"
            if each.approached and d.is_coarse
            else f" on {day(each.approached)}"
            if each.approached
            else ""
        )
        first += f" by {each.means}" if each.means else ""
        first += f" by {each.by_whom}" if each.by_whom else ""
        told = [sentence(first)]
        if each.advocate:
            told.append(
                "No advocate was wished for." if each.advocate == "none wished" else f"Advocacy: {each.advocate}."
            )
        told.append(f"Response: {sentence(each.response)}" if each.response else "")
        told.append("The terms of reference were shared." if each.terms_shared else "")
        if each.draft_shared:
            when = f"in {day(each.draft_shared, is_coarse=True)}" if d.is_coarse else f"on {day(each.draft_shared)}"
            told.append(f"The draft report was shared {when}.")
        told.append(f"Comments: {sentence(each.comments)}" if each.comments else "")
        told.append(f"What changed as a result: {sentence(each.changes)}" if each.changes else "")
        yield para(" ".join(filter(None, told)))


def parallel(d: Drawing) -> Iterator[Block]:
    held = [each for each in d.case.all(ParallelProcess) if each.process]
    if not held:
        yield quiet("No parallel process is recorded. If there were none, say so here.")
        return
    rows = []
    for each in held:
        dates = " to ".join(
            filter(None, (day(each.started, is_coarse=d.is_coarse), day(each.ended, is_coarse=d.is_coarse)))
        )
        rows.append((begun(each.process), begun(each.status), dates, each.effect))
    yield table(("Process", "Status", "Dates", "Effect on this review"), rows, "Parallel processes", (4, 2, 3, 5))


def dissemination(d: Drawing) -> Iterator[Block]:
    held = [each for each in d.case.all(Dissemination) if each.recipient or each.organisation]
    if not held:
        yield quiet("No recipient is recorded yet.")
        return
    yield para("This report is given to:")
    yield from points(", ".join(filter(None, (each.recipient, each.organisation))) for each in held)
