"""What the agencies' texts name that the register does not hold yet: forms to propose, each once.

Nothing here changes the register by itself. What a form means where it stands is asked in `name_questions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dhr_desktop.core.changes import Change
from dhr_desktop.core.documents import SUBMISSION
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.people import Person, Professional
from dhr_desktop.core.progress import Progress
from dhr_desktop.people.folding import fold_name
from dhr_desktop.people.found import Found
from dhr_desktop.people.masking import Masker
from dhr_desktop.people.patterns import ADDRESS, ROLES, STAFF
from dhr_desktop.people.roster import Identity
from dhr_desktop.storage.case_file import CaseFile

from .initials_met import Initials
from .name_questions import Question, questions
from .naming import identities, masker_of

FIELDS = (
    "what_happened",
    "response",
    "agency_comment",
    "voice",
    "risk",
    "impact",
    "good_practice",
    "problem",
    "missing",
)
AROUND = 45
ALIAS, NICKNAME, INITIALS, NEW_PERSON, WORKER_MET, PLACE = (
    "alias", "nickname", "initials", "person", "professional", "place",
)  # fmt: skip
OF_SOMEBODY = frozenset({ALIAS, NICKNAME, INITIALS})
"""What is another form of somebody's name."""


@dataclass(slots=True)
class Proposal:
    """A form met in the texts that is not in the register, and what it may be."""

    sort: str
    form: str
    of: int  # the person it may be another form of, or 0
    because: str
    times: int = 0
    entries: list[int] = field(default_factory=list)
    context: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Met:
    questions: tuple[Question, ...]
    proposals: tuple[Proposal, ...]


def met(case: CaseFile, progress: Progress | None = None) -> Met:
    """What is asked of the register's names, and what is proposed for it."""
    return Met(questions(case, progress), proposals(case, progress))


def proposals(case: CaseFile, progress: Progress | None = None) -> tuple[Proposal, ...]:
    """Every text read once."""
    masker = masker_of(case, SUBMISSION)
    held: dict[tuple[str, str, int], Proposal] = {}
    entries = case.all(Entry)
    initials = Initials(case, identities(case))
    for entry in (progress or Progress()).over(entries, total=len(entries), words="Reading the entries for names"):
        for name in FIELDS:
            text = getattr(entry, name)
            if text:
                for found in masker.finder.find(text):
                    fresh = _proposal(text[found.start : found.end].strip(), found, masker)
                    if fresh is not None:
                        _keep(held, fresh, entry, text, found.start, found.end)
                for start, end, of in initials.find(text):
                    _keep(held, _initials_proposal(text[start:end], of), entry, text, start, end)
    return tuple(sorted(held.values(), key=lambda each: (-each.times, each.form.casefold())))


def _keep(
    held: dict[tuple[str, str, int], Proposal], fresh: Proposal, entry: Entry, text: str, start: int, end: int
) -> None:
    """Each form is proposed once, with how often it was met and where."""
    kept = held.setdefault((fresh.sort, fold_name(fresh.form), fresh.of), fresh)
    kept.times += 1
    if entry.id not in kept.entries:
        kept.entries.append(entry.id)
    if not kept.context:
        kept.context = " ".join(text[max(0, start - AROUND) : end + AROUND].split())


def _initials_proposal(form: str, of: Sequence[Identity]) -> Proposal:
    whose = " or ".join(each.names[0] for each in of[:3])
    return Proposal(INITIALS, form, of[0].id, f"the initials of {whose}, or an abbreviation nobody has explained")


def _proposal(form: str, found: Found, masker: Masker) -> Proposal | None:
    names = {id: each.names[0] for id, each in masker.finder.roster.identities.items()}
    if found.kind == STAFF:
        role = next((each for each in sorted(ROLES, key=len, reverse=True) if form.startswith(each)), "")
        return Proposal(WORKER_MET, form, 0, "named with a role, and not in the register", role=role)
    if found.kind == ADDRESS:
        return Proposal(PLACE, form, 0, "written like an address or a named place")
    if not found.who:
        return None
    of = found.who[0]
    if found.is_other:
        return Proposal(NEW_PERSON, form, of, f"shares a name with {names[of]}, and is somebody else or another form")
    if found.is_slip:
        return Proposal(ALIAS, form, of, f"one or two letters from a name of {names[of]}")
    if found.is_guess:
        return Proposal(NICKNAME, form, of, f"a usual short form of {names[of]}")
    return None


def take(case: CaseFile, proposal: Proposal, *, as_other: str = "") -> Change:
    """Put a proposed form into the register, where the proposal says or as another sort."""
    sort = as_other or proposal.sort
    form = proposal.form.strip()
    if sort in OF_SOMEBODY:
        person = case.get(Person, proposal.of)
        if person is None:
            return _take_alias_of_professional(case, proposal)
        held = (person.real_name, *person.aliases, *person.nicknames, *person.initials)
        if fold_name(form) in {fold_name(each) for each in held}:
            return Change("It is there already")
        if sort == NICKNAME:
            wanted = replace(person, nicknames=(*person.nicknames, form))
        elif sort == INITIALS:
            wanted = replace(person, initials=(*person.initials, form))
        else:
            wanted = replace(person, aliases=(*person.aliases, form))
        with case.step("Add a form of a name", f"“{form}” is {person.real_name}") as step:
            step.put(wanted)
        return step.change
    with case.step("Add a name met in the texts", f"Add “{form}” to the register") as step:
        if sort == WORKER_MET:
            name = form.removeprefix(proposal.role).strip(" .:") or form
            step.add(Professional(real_name=name, role=proposal.role, aliases=(form,) if name != form else ()))
        else:
            step.add(Person(sort="place" if sort == PLACE else "person", real_name=form))
    return step.change


def _take_alias_of_professional(case: CaseFile, proposal: Proposal) -> Change:
    held = case.get(Professional, proposal.of)
    if held is None:
        raise Refused("That person is no longer in the register. Look at the list again.")
    with case.step("Add a form of a name", f"“{proposal.form}” is {held.real_name}") as step:
        step.put(replace(held, aliases=(*held.aliases, proposal.form)))
    return step.change
