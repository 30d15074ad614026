"""The gate for one case: what it looks for, what the chair has let pass, and a file held against it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.changes import Change
from dhr_desktop.core.documents import WORKING, Check, Departure
from dhr_desktop.core.entries import Entry, Event
from dhr_desktop.core.errors import DhrError, Refused
from dhr_desktop.core.moments import Coarseness
from dhr_desktop.core.people import Person
from dhr_desktop.core.progress import Progress
from dhr_desktop.core.review import PanelMember
from dhr_desktop.gate.looking import FOR_A_PERSON, KINDS, Gate, Hit, Unknown, second_net, together, undoing
from dhr_desktop.gate.parts import Part, parts_of
from dhr_desktop.gate.saying import in_number
from dhr_desktop.operations.reference import vocabularies
from dhr_desktop.people.folding import fold, fold_name
from dhr_desktop.people.roster import TITLES, TOKEN
from dhr_desktop.people.words import forenames
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.vault import refuse_if_open_here

from .editions import rule
from .naming import finder_of
from .presented import real_of

ALWAYS = "gate: always"
"""The point of a kept Check: this exact form may pass in this case, and why."""


class HeldBack(DhrError):
    """A file that may not leave as it is. What was met goes with it."""

    def __init__(self, name: str, hits: Sequence[Hit], not_met: Sequence[str] = ()) -> None:
        self.hits = tuple(hits)
        unused = f" {' and '.join(f'“{each}”' for each in not_met)} was met nowhere in it." if not_met else ""
        super().__init__(
            f"{name} was not written. It still holds {in_number(hits)}.{unused} "
            "Mend them, or give a reason for each that may pass."
        )


@dataclass(frozen=True, slots=True)
class Looked:
    """What the gate met in one file."""

    name: str
    sha256: str
    hits: tuple[Hit, ...]
    pictures: int
    unknown: tuple[Unknown, ...]
    warnings: tuple[Hit, ...]  # what could undo a coarse date, or tells together; a person decides
    left_as: Departure | None = None

    @property
    def blocking(self) -> tuple[Hit, ...]:
        return tuple(each for each in self.hits if each.kind not in FOR_A_PERSON)


def gate_for(case: CaseFile, edition: str, also_allowed: Iterable[str] = ()) -> Gate:
    """Nothing but what the chair let pass is passed over; the working edition's names are listed like any other."""
    real = real_of(case)
    is_coarse = edition != WORKING and rule(real, edition).dates is not Coarseness.FULL
    days = _event_days(real) if is_coarse else frozenset()
    return Gate(finder_of(real), allowed={*allowed(real), *also_allowed}, days=days)


def _event_days(case: CaseFile) -> frozenset[date]:
    """Every day of the case that only the working edition, or one with full dates, may say."""
    whens = [*(each.happened for each in case.all(Entry)), *(each.stands for each in case.all(Event))]
    days = {when.earliest for when in whens if when.is_exact and when.earliest is not None}
    return frozenset(days | ({case.review.date_of_death} if case.review.date_of_death else set()))


def allowed(case: CaseFile) -> set[str]:
    return {each.finding for each in real_of(case).all(Check) if each.point == ALWAYS}


def look_at(
    case: CaseFile, name: str, data: bytes, edition: str, *, with_review: bool = False, progress: Progress | None = None
) -> Looked:
    """One finished file held against the register."""
    parts = list(_counted(parts_of(name, data), progress))
    hits = tuple(gate_for(case, edition).look(parts))
    unknown = tuple(second_net(parts, vouched_for(case))) if with_review else ()
    warnings = tuple(_warnings(case, parts, edition)) if edition != WORKING else ()
    digest = hashlib.sha256(data).hexdigest()
    pictures = sum(each.is_picture for each in parts)
    return Looked(name, digest, hits, pictures, unknown, warnings, named_by_hash(case, digest))


def _warnings(case: CaseFile, parts: Sequence[Part], edition: str) -> Iterator[Hit]:
    """What does not name anybody and could still tell: told once each, and not where a person has settled it."""
    settled, told = allowed(case), set[tuple[str, str]]()
    is_coarse = rule(real_of(case), edition).dates is not Coarseness.FULL
    for hit in (*(undoing(parts) if is_coarse else ()), *together(parts, vouched_for(case))):
        if hit.key not in settled and (hit.key, hit.context) not in told:
            told.add((hit.key, hit.context))
            yield hit


def _counted(parts: Iterable[Part], progress: Progress | None) -> Iterable[Part]:
    return (progress or Progress()).over(parts, total=0, words="Reading the finished file") if progress else parts


def check_file(case: CaseFile, path: Path, edition: str, progress: Progress | None = None) -> Looked:
    """Any file of any making, one edited in Word afterwards included."""
    refuse_if_open_here(path)
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise Refused(f"{path.name} could not be read ({problem.strerror}). Check the name and the folder.") from None
    return look_at(case, path.name, data, edition, with_review=True, progress=progress)


def named_by_hash(case: CaseFile, sha256: str) -> Departure | None:
    """The export these very bytes are, if they are one of ours."""
    return next((each for each in real_of(case).all(Departure) if each.sha256 == sha256), None)


def allow_always(case: CaseFile, hit_key: str, because: str) -> Change:
    """Let an exact form pass from now on, with the reason kept."""
    if not because.strip():
        raise Refused("Give the reason why this may pass; it is kept with the case.")
    if fold_name(hit_key) in {fold_name(each) for each in allowed(case)}:
        return Change("It may pass already")
    if not _could_be_met(case, hit_key):
        raise Refused(
            f"The gate would not hold “{hit_key}” back, so there is nothing to let pass. Write the form it told."
        )
    with case.step("Let a form pass the gate", f"Let “{hit_key}” pass the gate") as step:
        step.add(Check(point=ALWAYS, finding=hit_key, accepted_because=because.strip()))
    return step.change


def _could_be_met(case: CaseFile, form: str) -> bool:
    """Whether the gate holds it back where it stands alone, in capitals or not; what was told with its kind was met."""
    if form.partition(": ")[0] in KINDS and form.partition(": ")[2].strip():
        return True
    gate = Gate(finder_of(real_of(case)))
    ways = dict.fromkeys((form, form.upper(), form.title(), f"Told by {form.title()}"))
    return any(hit.is_called(form) for hit in gate.look(Part("text", each) for each in ways))


def take_back(case: CaseFile, hit_key: str) -> Change:
    """Hold an allowed form back again."""
    wanted = fold_name(hit_key)
    kept = (each for each in case.all(Check) if each.point == ALWAYS)
    held = next((each for each in kept if fold_name(each.finding) == wanted), None)
    if held is None:
        raise Refused("That form is not among those that may pass.")
    with case.step("Hold a form back again", f"Hold “{hit_key}” back again") as step:
        step.remove(Check, held.id)
    return step.change


def vouched_for(case: CaseFile) -> frozenset[str]:
    """Words the second net need not ask about: vocabularies, agencies, the panel, pseudonyms."""
    real = real_of(case)
    texts = [name for each in real.all(Agency) for name in (each.full_name, each.short_name, *each.former_names)]
    texts += [text for each in real.all(PanelMember) for text in (each.full_name, each.job_title, each.organisation)]
    texts += [name for each in real.all(Person) for name in (each.pseudonym, each.publication_pseudonym)]
    review = real.review
    texts += [review.title, review.partnership, review.chair, review.author, review.region]
    return (
        _vocabulary_words()
        | frozenset(finder_of(real).roster.names)
        | TITLES
        | {token for text in texts for token in TOKEN.findall(fold(text))}
    )


@cache
def _vocabulary_words() -> frozenset[str]:
    texts = [word for terms in vocabularies.shipped().values() for each in terms for word in (each.term, each.meaning)]
    return frozenset(token for text in texts for token in TOKEN.findall(fold(text)) if token not in forenames())
