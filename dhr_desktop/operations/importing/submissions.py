"""Bringing agencies' files in: look at them and say what each would become. Looking changes nothing."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path

from dhr_desktop.core.agencies import Agency, Return, Submission
from dhr_desktop.core.errors import Cancelled
from dhr_desktop.core.progress import Progress
from dhr_desktop.intake import pages, reading
from dhr_desktop.intake.pages import Document
from dhr_desktop.intake.proposals import propose
from dhr_desktop.intake.proposed import IMPORT, DayOrder, Proposal, refused
from dhr_desktop.intake.recognise import REFUSALS
from dhr_desktop.intake.senders import Sender, propose_sender, told
from dhr_desktop.intake.splitting import split_rows
from dhr_desktop.operations.events import doubts
from dhr_desktop.operations.reference import vocabularies
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system import collector

from . import revisions, versions
from .agency_words import keep_agency_words
from .column_memory import day_order_of, remembered, rules_for
from .files_given import FilesGiven, files_given
from .found_in_file import Found
from .looked_at import LookedAt
from .revisions import Revision
from .senders_known import agency_called, known_agencies, own_name, people_of, row_senders
from .versions import Version, VersionAnswer

AT_ONCE, READ_AHEAD = 2, 3
MOST_ROWS_OPEN = 60_000
"""Of files looked at together: what comes after these rows is folded small until it is shown or kept."""


# ---- looking --------------------------------------------------------------------------------------


def look_at(case: CaseFile, paths: Sequence[Path], progress: Progress | None = None) -> list[LookedAt]:
    return look_at_given(case, paths, progress)[0]


def look_at_given(
    case: CaseFile, paths: Sequence[Path], progress: Progress | None = None
) -> tuple[list[LookedAt], FilesGiven]:
    """Read every file in a process of its own; a file that cannot be read is told, and the next one read."""
    given = files_given(paths)
    with collector.put_off():
        return _look_at(case, given.to_read, progress or Progress()), given


def _look_at(case: CaseFile, paths: Sequence[Path], progress: Progress) -> list[LookedAt]:
    looked: list[LookedAt] = []
    open_rows = 0
    with reading.Readers() as readers, ThreadPoolExecutor(AT_ONCE, thread_name_prefix="reading") as pool:
        to_read = iter(paths)
        waiting = deque(pool.submit(_read, readers, path, progress) for path in islice(to_read, READ_AHEAD))
        try:
            for done, path in enumerate(paths):
                progress.tell(done, len(paths), f"Reading {path.name}")
                while not waiting[0].done():
                    progress.check()
                    _wait(waiting[0])
                looked.append(_understood(case, *waiting.popleft().result(), looked))
                waiting += [pool.submit(_read, readers, following, progress) for following in islice(to_read, 1)]
                looked[-1].path = path
                open_rows += looked[-1].gist.row_count
                if open_rows > MOST_ROWS_OPEN:
                    looked[-1].found.fold()
        except (Cancelled, reading.Stopped):
            progress.cancel()
            for each in waiting:
                each.cancel()
            raise Cancelled from None
    progress.tell(len(paths), len(paths), "Read")
    return looked


def _wait(reads: Future[tuple[str, bytes, Document | str]]) -> None:
    with suppress(Exception):  # it is asked again, and told, where its result is used
        reads.result(timeout=0.1)


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
    sender = _sender(case, name, document, proposal)
    looked = LookedAt(name, data, sha256, Found(proposal, document), sender, calls_itself=own_name(sender))
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
    version: VersionAnswer | None = None,
) -> LookedAt:
    """The same file under another agency or with its columns told otherwise; nothing is read again.

    `rows_of` says whose the rows are that a column gives to a name.
    """
    proposal = looked.proposal
    order = day_order or looked.day_order
    is_told = mappings is not None or day_order is not None
    if (is_told or looked.is_split_as_before) and looked.document is not None:
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
        looked, found=Found(proposal, looked.document), sender=sender, already=None, warnings=[], notes=[],
        not_as_shown=None, mappings=mappings if mappings is not None else looked.mappings,
        row_senders=row_senders(case, proposal) | answered, day_order=order,
        splits=looked.splits | splits, version=version or looked.version, is_split_as_before=False,
    )  # fmt: skip
    _take_day_order(case, again)
    _judge(case, again, ())
    return again


def _take_day_order(case: CaseFile, looked: LookedAt) -> None:
    """What the chair said of an earlier file of this agency holds for this one, and is told."""
    known = day_order_of(case, looked.sender.agency)
    is_asked = any(table.asks_day_order for table in looked.proposal.tables)
    if not is_asked or known is None or looked.document is None:
        return
    columns = looked.mappings or remembered(case, looked.document)
    looked.day_order = known
    proposal = propose(looked.file_name, looked.document, rules_for(case), columns, known)
    looked.found = Found(proposal, looked.document)
    looked.notes.append(f"Its dates are read {known.value}, as you said of this agency before.")


def _judge(case: CaseFile, looked: LookedAt, earlier: Sequence[LookedAt]) -> None:
    """Whether it is in the case already, is a new version, or comes from an agency whose return is closed."""
    proposal = looked.proposal
    split_rows(proposal, looked.splits)
    looked.earlier, looked.is_version_asked = None, False
    looked.already = next((each for each in case.all(Submission) if is_this_file(each, looked)), None)
    twin = next((each for each in earlier if each.sha256 == looked.sha256 and looked.data), None)
    if looked.already is not None:
        looked.warnings.append(f"This file is in the case already, as {looked.already.file_name}; it adds nothing.")
        return
    if twin is not None:
        looked.warnings.append(f"This is the same file as {twin.file_name}, under another name.")
    keep_agency_words(proposal, looked.row_senders)
    if fresh := new_abbreviations(case, looked):
        listed = ", ".join(f"{short} ({meaning})" for short, meaning in fresh[:8])
        looked.notes.append(f"Its key explains abbreviations that go to the glossary: {listed}.")
    if proposal.about.period:
        looked.notes.append(f"It says what period it covers: {proposal.about.period}.")
    if proposal.outcome == IMPORT:
        revision = _revision(case, looked)
        doubts.add_doubts(case, proposal)
        looked.found = Found(proposal, looked.document, revision)
    closed = next((each for each in case.all(Return) if each.agency == looked.sender.agency and each.accepted), None)
    has_sent = any(each.agency == looked.sender.agency for each in case.all(Submission))
    if closed is not None and looked.sender.agency and has_sent:
        looked.warnings.append(
            f"The return of {looked.sender.name} was accepted on {closed.accepted:%d/%m/%Y}. Reopen it before you add."
        )


def _revision(case: CaseFile, looked: LookedAt) -> Revision | None:
    """What it changes as a new version, where it is one or may be one; the chair's answer stands above all signs."""
    looked.earlier = versions.earlier_version(case, looked.file_name, looked.sender, looked.proposal, looked.version)
    is_new = looked.version is not None and looked.version.version is Version.NEW_VERSION
    if looked.earlier is None:
        looked.is_version_asked = is_new
        return None
    before = looked.earlier.submission
    is_answered = looked.version is not None and looked.version.of in (0, before.id)
    if is_answered and not is_new:
        looked.notes.append(f"It is a further file beside {before.file_name}, as you said.")
        return None
    split = revisions.split_before(case, before, looked.proposal)
    looked.is_split_as_before = bool(split)
    split_rows(looked.proposal, split)
    revision = revisions.compare(case, before, looked.proposal, looked.row_senders)
    if is_answered or versions.is_plain(looked.earlier.sign, revision):
        if looked.earlier.sign is versions.Sign.ROWS and not is_answered:
            looked.notes.append(f"It is taken for a new version of {before.file_name}: {looked.earlier.sign.value}.")
        if is_answered or versions.shares_a_row(revision):
            return revision
    elif versions.shares_a_row(revision):
        looked.is_version_asked = True
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
