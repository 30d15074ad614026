"""The one door files leave by: held against the register as finished bytes, written whole, entered as an export."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from inspect import signature
from pathlib import Path
from typing import Protocol
from weakref import WeakKeyDictionary

from dhr_desktop.core.counting import counted
from dhr_desktop.core.documents import WORKING, Departure
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.people import Person, Professional
from dhr_desktop.core.progress import Progress
from dhr_desktop.files import tables
from dhr_desktop.gate.looking import Hit
from dhr_desktop.gate.parts import parts_of
from dhr_desktop.gate.saying import in_number
from dhr_desktop.report.package_out import locked_package
from dhr_desktop.report.timeline_picture import About
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.vault import refuse_if_open_here
from dhr_desktop.system import private_files
from dhr_desktop.system.faultpoint import faultpoint

from .editions import rule
from .gating import HeldBack, look_at
from .half_left import FILES, Certainty, Door, Leaving
from .name_questions import Question, questions
from .naming import labels_to_keep
from .presented import real_of

ADVICE = "Send the password another way than the file: by telephone, not in the same e-mail."
KEEP_IT = "It holds real names: keep it on an encrypted drive, and send it only to who may have it."
EMPTY_REGISTER = (
    "There is nobody in the register of people, so no name could be hidden or looked for. "
    "Fill it in first: Review, People."
)
SHORTEST_PASSWORD = 12
READ_IT = "The gate read the finished file and met no name of the register. Read it yourself before it goes."
ANY = "*"
"""A reason given under this name lets everything met in this one file pass."""


@dataclass(frozen=True, slots=True)
class Sending:
    """How something leaves: which edition, to whom, as which copy, locked or not, what may pass the gate and why."""

    edition: str = WORKING
    recipient: str = ""
    copy: int = 0
    copies: int = 0
    password: str = ""
    passing: Mapping[str, str] = field(default_factory=dict)  # a hit's key, and the reason typed for it
    locked_as: str = ""  # the name asked for of the locked zip; "" for that of what it holds with “.zip” behind

    def copy_in_words(self) -> str:
        if not self.copy:
            return f"for {self.recipient}" if self.recipient else ""
        number = f"Copy {self.copy} of {self.copies}" if self.copies else f"Copy {self.copy}"
        return f"{number}: {self.recipient}" if self.recipient else number


AS_IT_IS = Sending()
"""The working edition, to nobody in particular."""


@dataclass(frozen=True, slots=True)
class Left:
    """What became of it."""

    to: Path
    departure: Departure
    passed: tuple[Hit, ...]
    warnings: tuple[Hit, ...] = ()

    def warned(self) -> str:
        """What a person should look at before it goes on; "" for nothing."""
        if not self.warnings:
            return ""
        return (
            f"It holds {in_number(self.warnings)}. Nobody is named there; look whether somebody could still be known."
        )


def written_as(to: Path, left: Sequence[Left]) -> Path:
    """What it is really called: a locked zip has the name of what it holds with another ending."""
    return left[0].to if len(left) == 1 else to


File = tuple[Path, bytes]
_left_last: WeakKeyDictionary[CaseFile, list[Left]] = WeakKeyDictionary()


def just_left(case: CaseFile) -> list[Left]:
    """What the last export of this case wrote, for whoever asked for it to tell."""
    return _left_last.get(real_of(case), [])


def forget_what_left(case: CaseFile) -> None:
    """Before another export is asked for: one that writes nothing must not be told of as the one before it."""
    _left_last.pop(real_of(case), None)


class NobodyInRegister(Refused):
    """There is nobody whose name could be hidden."""

    by_command = "dhr people CASE.dhr --from people.csv"


class NamesNotSettled(Refused):
    """A file that waits until the chair has said of each uncertain name whose it is, or left it neutral on purpose."""

    by_command = "dhr names CASE.dhr"

    def __init__(self, case: CaseFile, name: str, asked: Sequence[Question]) -> None:
        self.asked = tuple(asked)
        super().__init__(
            f"{name} was not written. {counted(len(asked), 'name')} of the texts "
            f"{'is' if len(asked) == 1 else 'are'} not certain: {asked[0].in_words(case)}. "
            "Answer each or leave it neutral: Review, Names outside, Asked."
        )


class InWords(Protocol):
    def in_words(self) -> str: ...


def with_what_left(
    write: Callable[..., InWords], case: CaseFile, progress: Progress | None = None
) -> tuple[str, list[Left]]:
    """An export in words, and what it wrote: for whoever asked from another process."""
    forget_what_left(case)
    has_progress = "progress" in signature(write).parameters
    written = write(case, progress=progress) if has_progress else write(case)
    return written.in_words(), just_left(case)


def depart(
    case: CaseFile, to: Path, data: bytes, product: str, sending: Sending, *, overwrite: bool = False, **detail: object
) -> Left:
    """One file out; refused with everything the gate met in it, unless a reason was given for each."""
    return depart_many(case, [(to, data)], product, sending, overwrite=overwrite, **detail)[0]


def depart_many(
    case: CaseFile, files: Sequence[File], product: str, sending: Sending, *, overwrite: bool = False, **detail: object
) -> list[Left]:
    """Several files of one product. Nothing is named before all are written; a trouble in the naming may still let
    some of them leave without the others, and each that left has its entry."""
    real = real_of(case)
    passed, warnings = _through_the_gate(real, files, sending)
    if sending.password:
        files = [_locked(files, sending)]
    for to, _ in files:
        tables.refuse_unless_free(to, overwrite=overwrite)
    reasons = "; ".join(dict.fromkeys(f"{hit.key}: {_reason(hit, sending)}" for hit in passed))
    leaving = []
    for to, data in files:
        departure = Departure(
            product=f"{product}: {to.name}" if len(files) > 1 else product, edition=sending.edition,
            recipient=sending.recipient, copy=sending.copy_in_words(),
            marking=rule(real, sending.edition).marking, left_at=real.clock.now().isoformat(timespec="seconds"),
            sha256=hashlib.sha256(data).hexdigest(), overridden=reasons,
        )  # fmt: skip
        beside = private_files.leaving_name(to)
        leaving.append(Leaving(to, beside, departure, len(passed), dict(detail), departure.sha256))
    entered = _written_and_entered(real, leaving, [data for _, data in files])
    left = [Left(to, kept, tuple(passed), tuple(warnings)) for (to, _), kept in zip(files, entered, strict=True)]
    _left_last[real] = left
    return left


def _written_and_entered(case: CaseFile, leaving: Sequence[Leaving], data: Sequence[bytes]) -> list[Departure]:
    """Whole under their hidden names, then named, then entered; whatever ends it in between, each has its entry."""
    with DOOR.noted(case, leaving) as are_written:
        for each, its_bytes in zip(leaving, data, strict=True):
            tables.write_hidden(each.beside, each.to, its_bytes)
        are_written(leaving)
        for each in leaving:
            tables.name_hidden(each.beside, each.to)
        faultpoint("export.named")
        return [_entered(case, each, Certainty.LEFT) for each in leaving]


def _through_the_gate(case: CaseFile, files: Sequence[File], sending: Sending) -> tuple[list[Hit], list[Hit]]:
    """What the gate met and lets pass for a reason; and what a person should look at."""
    if sending.edition == WORKING:
        return [], []
    if not any(each.real_name.strip() for each in case.all(Person)):
        raise NobodyInRegister(EMPTY_REGISTER)
    if asked := questions(case):
        raise NamesNotSettled(case, files[0][0].name, asked)
    looked = [look_at(case, to.name, data, sending.edition) for to, data in files]
    hits = [hit for each in looked for hit in each.blocking]
    held = [hit for hit in hits if not _reason(hit, sending)]
    if held:
        given = [form for form in sending.passing if form != ANY and not any(hit.is_called(form) for hit in hits)]
        raise HeldBack(files[0][0].name, held, given)
    return hits, [hit for each in looked for hit in each.warnings]


def _reason(hit: Hit, sending: Sending) -> str:
    given = next((reason for form, reason in sending.passing.items() if form != ANY and hit.is_called(form)), "")
    return (given or sending.passing.get(ANY) or "").strip()


def _locked(files: Sequence[File], sending: Sending) -> File:
    password = sending.password
    if len(password) < SHORTEST_PASSWORD:
        raise Refused(f"The password of an encrypted zip has {SHORTEST_PASSWORD} letters or more; three words will do.")
    to = files[0][0]
    return to.with_name(sending.locked_as or f"{to.name}.zip"), locked_package(
        [(each.name, data) for each, data in files], password
    )


NOT_CERTAIN = "not certain that it left"


def _entered(case: CaseFile, leaving: Leaving, certainty: Certainty) -> Departure:
    """In the register of exports and in the journal; it cannot be undone, because the file has left."""
    departure = leaving.departure
    assert departure is not None
    if case.is_read_only:
        return departure
    about: dict[str, object] = {}
    if certainty is not Certainty.LEFT:
        departure = _not_certain(departure)
        about["certainty"] = certainty
    words = f"Export {departure.product} ({departure.edition})"
    with case.step(f"{departure.product} exported", words, sort="note") as step:
        kept = step.add(departure)
        if departure.edition != WORKING:
            for id, label in labels_to_keep(case).items():  # what was once given out is not given to another
                held = case.get(Professional, id)
                if held is not None:
                    step.put(replace(held, label=label))
        step.note(edition=departure.edition, sha256=departure.sha256, passed=leaving.passed, **leaving.detail, **about)
    return kept


def _not_certain(departure: Departure) -> Departure:
    return replace(departure, product=f"{departure.product} ({NOT_CERTAIN})")


def _is_entered(case: CaseFile, leaving: Leaving) -> bool:
    assert leaving.departure is not None
    wanted = (leaving.departure, _not_certain(leaving.departure))
    return any(replace(each, id=0) in wanted for each in case.all(Departure))


def _hash_of(to: Path) -> str:
    return hashlib.sha256(to.read_bytes()).hexdigest()


DOOR = Door(FILES, _entered, _is_entered, _hash_of)


def settle(case: CaseFile) -> list[str]:
    """The names of files that had left when the program or the work was ended; they are entered now."""
    return [each.name for each in DOOR.settle(real_of(case))]


def signed(case: CaseFile, about: About, sending: Sending) -> About:
    """The page's own lines with its version and copy number (safety A6).

    The version is the journal line of the last edit: the same case in the same state has the same version.
    """
    told = [about.made, f"Version {real_of(case).last_edit_seq()}", sending.copy_in_words()]
    return replace(about, made=". ".join(filter(None, told)))


# ---- the register of exports ----------------------------------------------------------------------------


def departures(case: CaseFile) -> list[Departure]:
    """Every file that left, the latest first."""
    return sorted(case.all(Departure), key=lambda each: each.id, reverse=True)


def left_on(departure: Departure) -> str:
    """The day and the minute, as written here; in universal time, as it is kept."""
    try:
        return f"{datetime.fromisoformat(departure.left_at):%d/%m/%Y %H:%M}"
    except ValueError:
        return departure.left_at


def in_one_line(departure: Departure) -> str:
    told = [
        f"{departure.product}, {departure.edition} edition",
        left_on(departure),
        departure.copy,
        departure.marking,
        departure.sha256[:16],
    ]
    return " · ".join(filter(None, told))


def which(case: CaseFile, path: Path) -> list[Departure]:
    """Which export a file is: by its bytes, or by the copy number printed in it."""
    refuse_if_open_here(path)
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise Refused(f"{path.name} could not be read ({problem.strerror}). Check the name and the folder.") from None
    digest = hashlib.sha256(data).hexdigest()
    exact = [each for each in departures(case) if each.sha256 == digest]
    return exact or _by_copy(case, path.name, data)


def _by_copy(case: CaseFile, name: str, data: bytes) -> list[Departure]:
    printed = [each for each in departures(case) if each.copy.startswith("Copy ")]
    if not printed:
        return []
    texts = " ".join(" ".join(part.text.split()) for part in parts_of(name, data))
    return [each for each in printed if " ".join(each.copy.split()) in texts]
