"""Bringing agencies' files in: look at them and say what each would become. Looking changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from dhr_desktop.core.agencies import Agency, Return, Submission
from dhr_desktop.core.errors import Cancelled, Refused
from dhr_desktop.core.progress import Progress
from dhr_desktop.intake import pages, reading
from dhr_desktop.intake.pages import Document
from dhr_desktop.intake.proposals import IMPORT, NIL, DayOrder, Proposal, propose, refused
from dhr_desktop.intake.recognise import REFUSALS
from dhr_desktop.intake.senders import Sender, propose_sender, told
from dhr_desktop.intake.splitting import split_rows
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.vault import is_open_here, refuse_if_open_here

from . import doubts, revisions, vocabularies
from .agency_words import keep_agency_words
from .column_memory import day_order_of, remembered, rules_for
from .revisions import Revision
from .senders_known import agency_called, known_agencies, people_of, row_senders

AT_ONCE = 2


class Question(Enum):
    """What stops a file from being accepted until the chair has answered."""

    WHO_SENT_IT = "which agency sent it"
    WHOSE_ROWS = "which agencies its rows are of"
    DAY_ORDER = "whether its dates are month first"


@dataclass(frozen=True, slots=True)
class NotAsShown:
    """Why a file was left at its acceptance: what it does to the case is no longer what was shown."""

    version_of: str  # the file it would now replace; empty where it no longer replaces any

    def in_words(self) -> str:
        if not self.version_of:
            return "Since this was looked at, the version before it is no longer as it was. Look again, then accept it."
        return (
            f"Since this was looked at, {self.version_of} was kept or changed: this may be a new version of it. "
            "Look at what it changes, and accept it again."
        )


@dataclass(slots=True)
class LookedAt:
    """One file, read and understood, waiting for the chair."""

    file_name: str
    data: bytes
    sha256: str
    proposal: Proposal
    sender: Sender
    document: Document | None = None
    already: Submission | None = None
    revision: Revision | None = None
    warnings: list[str] = field(default_factory=list)
    path: Path | None = None
    mappings: dict[str, dict[int, str]] | None = None  # the columns as the chair told them
    day_order: DayOrder | None = None  # as the chair told it, of this file or of an earlier one of its agency
    splits: frozenset[tuple[str, int]] = frozenset()  # rows, by table and number, whose cell of several dates is split
    row_senders: dict[str, Sender] = field(default_factory=dict)  # by each name in a column of agencies
    not_as_shown: NotAsShown | None = None

    @property
    def can_accept(self) -> bool:
        return self.already is None

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the chair has to answer before it can be kept."""
        if self.already is not None or self.proposal.outcome not in (IMPORT, NIL):
            return ()
        asked = []
        if self.sender.is_asked:
            asked.append(Question.WHO_SENT_IT)
        if any(each.is_asked for each in self.row_senders.values()):
            asked.append(Question.WHOSE_ROWS)
        if any(table.asks_day_order for table in self.proposal.tables):
            asked.append(Question.DAY_ORDER)
        return tuple(asked)

    @property
    def needs(self) -> list[str]:
        """What a person has to look at, in words."""
        said = [self.not_as_shown.in_words()] if self.not_as_shown is not None else []
        said += self.warnings
        if self.already is not None:
            return said
        if self.proposal.outcome != IMPORT:
            said.append(self.proposal.sentence)
        said += self.about_senders()
        for table in self.proposal.tables:
            for entry in table.entries:
                place = f"{table.found.name}, " if table.found.name else ""
                said += [f"{place}row {entry.row.number}: {doubt}" for doubt in entry.doubts]
        return said

    def about_senders(self) -> list[str]:
        """What is asked or told of who sent it and whose its rows are."""
        if self.proposal.outcome not in (IMPORT, NIL):
            return []
        said = []
        if Question.DAY_ORDER in self.questions:
            said.append("Are its dates month first? A whole column only works so. Say month first or day first.")
        if self.sender.is_asked:
            said.append(self.sender.question())
        elif not self.sender.is_sure and self.sender.name and not self.sender.agency:
            said.append(f"{self.sender.name} is not in the register of agencies: it is added as a new one.")
        for name, whose in self.row_senders.items():
            if whose.is_asked:
                said.append(f"Rows of “{name}”: {whose.question()}")
        return said


# ---- looking --------------------------------------------------------------------------------------


def files_in(paths: Sequence[Path]) -> list[Path]:
    """The files named, and those in the folders named."""
    found: list[Path] = []
    for path in paths:
        refuse_if_open_here(path)
        if path.is_dir():
            found += [each for each in path.rglob("*") if each.is_file() and not _is_ours(each)]
        elif path.is_file():
            found.append(path)
        else:
            raise Refused(f"There is no file or folder {path.name} there. Check the name.")
    if not found:
        raise Refused("There is no file to bring in. Name the agencies' files, or a folder that holds them.")
    # an earlier version before a later one, however they are named
    return sorted(found, key=lambda each: (revisions.base_name(each.name), revisions.version_of(each.name), each.name))


def _is_ours(path: Path) -> bool:
    """A case file, whatever it is called, and what stands beside it while it is open; and what the system hides."""
    return path.name.startswith(".") or ".dhr" in path.name or is_open_here(path)


def look_at(case: CaseFile, paths: Sequence[Path], progress: Progress | None = None) -> list[LookedAt]:
    """Read every file in a process of its own; a file that cannot be read is told, and the next one read."""
    progress = progress or Progress()
    paths = files_in(paths)
    looked: list[LookedAt] = []
    with reading.Readers() as readers, ThreadPoolExecutor(AT_ONCE, thread_name_prefix="reading") as pool:
        waiting = [pool.submit(_read, readers, path, progress) for path in paths]
        try:
            for done, (path, each) in enumerate(zip(paths, waiting, strict=True)):
                progress.tell(done, len(paths), f"Reading {path.name}")
                while not each.done():
                    progress.check()
                    _wait(each)
                looked.append(_understood(case, *each.result(), looked))
                looked[-1].path = path
        except (Cancelled, reading.Stopped):
            progress.cancel()
            for each in waiting:
                each.cancel()
            raise Cancelled from None
    progress.tell(len(paths), len(paths), "Read")
    return looked


def _wait(future: object) -> None:
    from concurrent.futures import Future
    from concurrent.futures import TimeoutError as TooLong

    assert isinstance(future, Future)
    try:
        future.result(timeout=0.1)
    except TooLong:
        return
    except Exception:  # noqa: BLE001 - it is asked again, and told, where its result is used
        return


def _read(readers: reading.Readers, path: Path, progress: Progress) -> tuple[str, bytes, Document | str]:
    """A name, its bytes, and what was read or why not."""
    try:
        if path.stat().st_size > 50 * 2**20:
            return path.name, b"", REFUSALS["large"]
        data = path.read_bytes()
    except OSError as problem:
        return (
            path.name,
            b"",
            f"This file could not be opened: {problem.strerror or 'it is not there'}. Check that it is not in use.",
        )
    return path.name, data, _document(readers, path.name, data, progress)


def _document(readers: reading.Readers, name: str, data: bytes, progress: Progress) -> Document | str:
    def stopped() -> bool:
        try:
            progress.check()
        except Cancelled:
            return True
        return False

    try:
        return readers.read(name, data, stopped)
    except pages.Refused as refusal:
        return str(refusal)


def look_at_text(case: CaseFile, name: str, text: str) -> LookedAt:
    """Words or a table pasted from an e-mail or a document, as if they were a file."""
    return read_again(case, name, text.encode("utf-8"))


def look_at_pasted(case: CaseFile, text: str) -> list[LookedAt]:
    """What was pasted, as the only file of a list of files."""
    return [look_at_text(case, "Pasted text.txt", text)]


def read_again(case: CaseFile, name: str, data: bytes, progress: Progress | None = None) -> LookedAt:
    """A file the case keeps, from its bytes, with its columns as they were told."""
    with reading.Readers() as readers:
        document = _document(readers, name, data, progress or Progress())
    return _understood(case, name, data, document, [])


def _understood(case: CaseFile, name: str, data: bytes, read: Document | str, earlier: Sequence[LookedAt]) -> LookedAt:
    sha256 = hashlib.sha256(data).hexdigest()
    if isinstance(read, str):
        proposal, document = refused(name, read), None
    else:
        document = read
        proposal = propose(name, document, rules_for(case), remembered(case, document))
    looked = LookedAt(name, data, sha256, proposal, _sender(case, name, document, proposal), document)
    looked.row_senders = row_senders(case, proposal)
    _take_day_order(case, looked)
    _judge(case, looked, earlier)
    return looked


def _sender(case: CaseFile, name: str, document: Document | None, proposal: Proposal) -> Sender:
    tables = [each.found for each in proposal.tables]
    return propose_sender(name, known_agencies(case), document, tables, people_of(case))


def look_again(
    case: CaseFile,
    looked: LookedAt,
    *,
    agency: int | None = None,
    new_agency: str = "",
    rows_of: dict[str, Sender] | None = None,
    mappings: dict[str, dict[int, str]] | None = None,
    day_order: DayOrder | None = None,
    splits: frozenset[tuple[str, int]] = frozenset(),
) -> LookedAt:
    """The same file under another agency or with its columns told otherwise; nothing is read again.

    `rows_of` says whose the rows are that a column gives to a name.
    """
    proposal = looked.proposal
    order = day_order or looked.day_order
    if (mappings is not None or day_order is not None) and looked.document is not None:
        columns = mappings or looked.mappings or remembered(case, looked.document)
        proposal = propose(looked.file_name, looked.document, rules_for(case), columns, order)
    if agency:
        held = case.get(Agency, agency)
        sender = told(agency, held.full_name if held else "")
    elif new_agency:
        sender = told(0, new_agency)
    else:
        sender = looked.sender if looked.sender.is_told else _sender(case, looked.file_name, looked.document, proposal)
    answered = {name: whose for name, whose in looked.row_senders.items() if whose.is_told} | (rows_of or {})
    again = replace(
        looked, proposal=proposal, sender=sender, already=None, revision=None, warnings=[], not_as_shown=None,
        mappings=mappings if mappings is not None else looked.mappings,
        row_senders=row_senders(case, proposal) | answered, day_order=order,
        splits=looked.splits | splits,
    )  # fmt: skip
    _take_day_order(case, again)
    _judge(case, again, ())
    return again


def _take_day_order(case: CaseFile, looked: LookedAt) -> None:
    """What the chair said of an earlier file of this agency holds for this one, and is told."""
    known = day_order_of(case, looked.sender.agency)
    if Question.DAY_ORDER not in looked.questions or known is None or looked.document is None:
        return
    columns = looked.mappings or remembered(case, looked.document)
    looked.day_order = known
    looked.proposal = propose(looked.file_name, looked.document, rules_for(case), columns, known)
    looked.proposal.warnings.append(f"Its dates are read {known.value}, as you said of this agency before.")


def _judge(case: CaseFile, looked: LookedAt, earlier: Sequence[LookedAt]) -> None:
    """Whether it is in the case already, is a new version, or comes from an agency whose return is closed."""
    split_rows(looked.proposal, looked.splits)
    looked.already = next((each for each in case.all(Submission) if is_this_file(each, looked)), None)
    twin = next((each for each in earlier if each.sha256 == looked.sha256 and looked.data), None)
    if looked.already is not None:
        looked.warnings.append(f"This file is in the case already, as {looked.already.file_name}; it adds nothing.")
        return
    if twin is not None:
        looked.warnings.append(f"This is the same file as {twin.file_name}, under another name.")
    keep_agency_words(looked.proposal, looked.row_senders)
    about = looked.proposal.about
    fresh = new_abbreviations(case, looked)
    if fresh and not any("abbreviations" in each for each in looked.proposal.warnings):
        listed = ", ".join(f"{short} ({meaning})" for short, meaning in fresh[:8])
        looked.proposal.warnings.append(f"Its key explains abbreviations that go to the glossary: {listed}.")
    if about.period and not any("period" in each for each in looked.proposal.warnings):
        looked.proposal.warnings.append(f"It says what period it covers: {about.period}.")
    if looked.proposal.outcome == IMPORT:
        before = revisions.earlier_version(case, looked.file_name, looked.sender, looked.proposal)
        if before is not None:
            looked.revision = _revision(case, before, looked)
        doubts.add_doubts(case, looked.proposal)
    closed = next((each for each in case.all(Return) if each.agency == looked.sender.agency and each.accepted), None)
    has_sent = any(each.agency == looked.sender.agency for each in case.all(Submission))
    if closed is not None and looked.sender.agency and has_sent:
        looked.warnings.append(
            f"The return of {looked.sender.name} was accepted on {closed.accepted:%d/%m/%Y}. Reopen it before you add."
        )


def _revision(case: CaseFile, before: Submission, looked: LookedAt) -> Revision | None:
    """What it changes; a file that is called like another and shares no row with it is a further file."""
    split_rows(looked.proposal, revisions.split_before(case, before, looked.proposal))
    revision = revisions.compare(case, before, looked.proposal, looked.row_senders)
    if revision.same or revision.changed:
        return revision
    looked.warnings.append(
        f"It is called like {before.file_name}, and no row is the same: it is taken for a further file."
    )
    return None


def is_this_file(held: Submission, looked: LookedAt) -> bool:
    """The same bytes; of a file that was refused, and so not kept, the same name and size."""
    if held.status in ("refused", "ignored") and not held.sha256:
        return (held.file_name, held.size) == (looked.file_name, len(looked.data))
    return bool(looked.data) and held.sha256 == looked.sha256


def as_now(case: CaseFile, looked: LookedAt, typed: str = "") -> LookedAt:
    """Looked at again as the case now stands: files accepted before it may be its earlier version, or its agency."""
    if looked.sender.is_told and not looked.sender.agency and not typed:
        typed = looked.sender.name
    if not typed:
        return look_again(case, looked)
    known = agency_called(case, typed)
    if known or typed != looked.sender.name or looked.sender.is_told or looked.sender.is_asked:
        return look_again(case, looked, agency=known, new_agency="" if known else typed)
    return look_again(case, looked)


def can_be_split(looked: LookedAt) -> frozenset[tuple[str, int]]:
    """The rows whose date cell holds several days."""
    return frozenset(
        (table.found.name, entry.row.number)
        for table in looked.proposal.tables for entry in table.entries if entry.days
    )  # fmt: skip


def new_abbreviations(case: CaseFile, looked: LookedAt) -> list[tuple[str, str]]:
    """What the file's key explains and the case's glossary does not have yet."""
    known = {term.term.casefold() for term in vocabularies.terms(case, "glossary", with_hidden=True)}
    return [(short, meaning) for short, meaning in looked.proposal.about.abbreviations if short.casefold() not in known]
