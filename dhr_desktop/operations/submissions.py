"""Bringing agencies' files in: look at them, say what each would become, and keep what the chair accepts.

Looking changes nothing. Accepting one file is one step that Undo takes back whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from dhr_desktop.core.agencies import Agency, ColumnMapping, Return, SourceTable, Submission
from dhr_desktop.core.changes import Change
from dhr_desktop.core.documents import VocabularyTerm
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Cancelled, Refused
from dhr_desktop.core.progress import Progress
from dhr_desktop.intake import pages, reading
from dhr_desktop.intake.dates.rules import DateRules
from dhr_desktop.intake.headers import spoken
from dhr_desktop.intake.pages import Document
from dhr_desktop.intake.proposals import IMPORT, NIL, REFUSED, Proposal, ProposedEntry, propose, refused
from dhr_desktop.intake.recognise import REFUSALS
from dhr_desktop.intake.senders import SAID, Known, Sender, propose_sender
from dhr_desktop.storage import backups
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.step import Step
from dhr_desktop.system.clock import stamp
from dhr_desktop.system.faultpoint import faultpoint
from dhr_desktop.system.file_names import safe_name
from dhr_desktop.system.folders import templates

from . import doubts, revisions, tables, vocabularies
from .intake_rows import Written, entry_of, write_table
from .revisions import Revision
from .settling import settle_events_of

AT_ONCE = 2
MANY_ENTRIES = 10


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

    @property
    def can_accept(self) -> bool:
        return self.already is None

    @property
    def needs(self) -> list[str]:
        """What a person has to look at, in words."""
        told = list(self.warnings)
        if self.already is not None:
            return told
        if self.proposal.outcome != IMPORT:
            told.append(self.proposal.sentence)
        elif not self.sender.is_sure and self.already is None:
            told.append(
                f"Which agency sent it? Taken for {self.sender.name or 'no agency'}, from {self.sender.because}."
            )
        for table in self.proposal.tables:
            for entry in table.entries:
                place = f"{table.found.name}, " if table.found.name else ""
                told += [f"{place}row {entry.row.number}: {doubt}" for doubt in entry.doubts]
        return told


# ---- looking --------------------------------------------------------------------------------------


def files_in(paths: Sequence[Path]) -> list[Path]:
    """The files named, and those in the folders named."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += [each for each in path.rglob("*") if each.is_file() and not _is_ours(each.name)]
        elif path.is_file():
            found.append(path)
        else:
            raise Refused(f"There is no file or folder {path.name} there. Check the name.")
    if not found:
        raise Refused("There is no file to bring in. Name the agencies' files, or a folder that holds them.")
    # an earlier version before a later one, however they are named
    return sorted(found, key=lambda each: (revisions.base_name(each.name), revisions.version_of(each.name), each.name))


def _is_ours(name: str) -> bool:
    """A case file and what stands beside it while it is open; and what the system hides."""
    return name.startswith(".") or ".dhr" in name


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
        proposal = propose(name, document, _rules(case), _remembered(case, document))
    sender = propose_sender(name, proposal.preamble, known_agencies(case))
    looked = LookedAt(name, data, sha256, proposal, sender, document)
    _judge(case, looked, earlier)
    return looked


def look_again(
    case: CaseFile, looked: LookedAt, *, agency: int | None = None, mappings: dict[str, dict[int, str]] | None = None
) -> LookedAt:
    """The same file under another agency or with its columns told otherwise; nothing is read again."""
    sender = looked.sender
    if agency is not None:
        held = case.get(Agency, agency)
        sender = Sender(agency, held.full_name if held else "", True, SAID)
    proposal = looked.proposal
    if mappings is not None and looked.document is not None:
        proposal = propose(looked.file_name, looked.document, _rules(case), mappings)
    again = replace(
        looked, proposal=proposal, sender=sender, already=None, revision=None, warnings=[],
        mappings=mappings if mappings is not None else looked.mappings,
    )  # fmt: skip
    _judge(case, again, ())
    return again


def _rules(case: CaseFile) -> DateRules:
    return DateRules.for_review(case.review.date_of_death, case.clock.now().date())


def known_agencies(case: CaseFile) -> list[Known]:
    return [
        Known(each.id, tuple(name for name in (each.full_name, each.short_name, *each.former_names) if name))
        for each in case.all(Agency) if each.full_name
    ]  # fmt: skip


def _judge(case: CaseFile, looked: LookedAt, earlier: Sequence[LookedAt]) -> None:
    """Whether it is in the case already, is a new version, or comes from an agency whose return is closed."""
    looked.already = next((each for each in case.all(Submission) if _is_this_file(each, looked)), None)
    twin = next((each for each in earlier if each.sha256 == looked.sha256 and looked.data), None)
    if looked.already is not None:
        looked.warnings.append(f"This file is in the case already, as {looked.already.file_name}; it adds nothing.")
        return
    if twin is not None:
        looked.warnings.append(f"This is the same file as {twin.file_name}, under another name.")
    about = looked.proposal.about
    fresh = new_abbreviations(case, looked)
    if fresh and not any("abbreviations" in each for each in looked.proposal.warnings):
        listed = ", ".join(f"{short} ({meaning})" for short, meaning in fresh[:8])
        looked.proposal.warnings.append(f"Its key explains abbreviations that go to the glossary: {listed}.")
    if about.period and not any("period" in each for each in looked.proposal.warnings):
        looked.proposal.warnings.append(f"It says what period it covers: {about.period}.")
    if looked.proposal.outcome == IMPORT:
        before = revisions.earlier_version(case, looked.file_name, looked.sender.agency, looked.proposal)
        if before is not None:
            looked.revision = revisions.compare(case, before, looked.proposal)
        doubts.add_doubts(case, looked.proposal)
    closed = next((each for each in case.all(Return) if each.agency == looked.sender.agency and each.accepted), None)
    has_sent = any(each.agency == looked.sender.agency for each in case.all(Submission))
    if closed is not None and looked.sender.agency and has_sent:
        looked.warnings.append(
            f"The return of {looked.sender.name} was accepted on {closed.accepted:%d/%m/%Y}. Reopen it before you add."
        )


def _is_this_file(held: Submission, looked: LookedAt) -> bool:
    """The same bytes; of a file that was refused, and so not kept, the same name and size."""
    if held.status in ("refused", "ignored") and not held.sha256:
        return (held.file_name, held.size) == (looked.file_name, len(looked.data))
    return bool(looked.data) and held.sha256 == looked.sha256


def as_now(case: CaseFile, looked: LookedAt, typed: str = "") -> LookedAt:
    """Looked at again as the case now stands: files accepted before it may be its earlier version, or its agency."""
    name = typed or looked.sender.name
    known = next((each.id for each in case.all(Agency) if name and each.full_name.casefold() == name.casefold()), None)
    if known is None and typed and typed != looked.sender.name:
        looked.sender = Sender(0, typed, True, SAID)
    return look_again(case, looked, agency=known if known is not None else looked.sender.agency or None)


# ---- what columns mean, remembered ----------------------------------------------------------------


def _layout(headers: Sequence[str]) -> str:
    return " | ".join(spoken(header) for header in headers)


def _remembered(case: CaseFile, document: Document) -> dict[str, dict[int, str]]:
    """The chair's own mapping for tables whose headers were met before."""
    known = {each.layout: each for each in case.all(ColumnMapping)}
    if not known:
        return {}
    mappings = {}
    for table in propose("", document, _rules(case)).tables:
        headers = table.found.headers
        row = [headers.get(at, "") for at in range(max(headers, default=-1) + 1)]
        if headers and (held := known.get(_layout(row))):
            mappings[table.found.name] = {at: name for at, name in enumerate(held.mapping) if name}
    return mappings


def _remember(case: CaseFile, step: Step, looked: LookedAt, agency: int) -> None:
    """Every layout that was accepted, so that the next file of its shape asks nothing."""
    known = {each.layout: each for each in case.all(ColumnMapping)}
    for table in looked.proposal.tables:
        headers, mapping = table.found.headers, table.found.mapping
        if not headers or not table.entries:
            continue
        width = max(*headers, *mapping) + 1
        row = tuple(headers.get(at, "") for at in range(width))
        fields = tuple(mapping.get(at, "") for at in range(width))
        held = known.get(_layout(row))
        if held is None:
            known[_layout(row)] = step.add(
                ColumnMapping(agency=agency, layout=_layout(row), headers=row, mapping=fields)
            )
        elif held.mapping != fields:
            step.put(replace(held, mapping=fields))


# ---- accepting ------------------------------------------------------------------------------------


def accept_all(
    case: CaseFile, files: Sequence[LookedAt], progress: Progress | None = None, named: dict[int, str] | None = None
) -> list[Change]:
    """Keep several files after one backup, each as the case stands when its turn comes; each is one step."""
    if sum(len(each.proposal.entries) for each in files) > MANY_ENTRIES and backups.is_due(case):
        backups.take(case)
    changes = []
    for each in files:
        if each.already is None:
            changes.append(accept(case, as_now(case, each, (named or {}).get(id(each), "")), progress))
    return changes


def accept(case: CaseFile, looked: LookedAt, progress: Progress | None = None) -> Change:
    """Keep one file: its bytes, its rows, its entries; a nil return and a refusal are kept too, as what they are."""
    progress = progress or Progress()
    if looked.already is not None or any(_is_this_file(each, looked) for each in case.all(Submission)):
        raise Refused(f"{looked.file_name} is in the case already; it adds nothing.")
    with case.step("Import file", f"Import {looked.file_name}") as step:
        agency = _agency(case, step, looked.sender) if looked.proposal.outcome != REFUSED else looked.sender.agency
        submission = step.add(_submission(case, looked, agency))
        if looked.data and looked.proposal.outcome != REFUSED:
            step.keep_original(looked.sha256, looked.data)
        faultpoint("import.file kept")
        written = Written()
        if looked.proposal.outcome == IMPORT:
            _keep_rows(case, step, looked, submission, agency, written, progress)
            if looked.revision is not None:  # what it changed may change the events it is told of in
                touched = [
                    *(each.before.id for each in looked.revision.changed),
                    *(e.id for e in looked.revision.withdrawn),
                ]
                settle_events_of(case, step, touched)
            _remember(case, step, looked, agency)
        _note_return(case, step, looked, agency)
        for short, meaning in new_abbreviations(case, looked):
            step.add(VocabularyTerm(vocabulary="glossary", term=short, meaning=meaning))
        faultpoint("import.rows kept")
        step.note(file=looked.sha256[:16], rows=written.rows, entries=len(written.entries))
    return step.change


def _submission(case: CaseFile, looked: LookedAt, agency: int) -> Submission:
    outcome = looked.proposal.outcome
    status = {IMPORT: "imported", NIL: "nil return"}.get(outcome, "refused")
    if looked.file_name.startswith("~$"):
        status = "ignored"
    return Submission(
        agency=agency,
        file_name=looked.file_name,
        sha256=looked.sha256 if outcome != REFUSED else "",
        size=len(looked.data),
        format=looked.proposal.format,
        imported_at=stamp(case.clock.now()),
        readers=looked.proposal.readers,
        status=status,
        replaces=looked.revision.of.id if looked.revision else 0,
        report=report_of(looked),
    )


def _agency(case: CaseFile, step: Step, sender: Sender) -> int:
    if sender.agency:
        return sender.agency
    if not sender.name:
        return 0
    known = next((each.id for each in case.all(Agency) if each.full_name.casefold() == sender.name.casefold()), 0)
    return known or step.add(Agency(full_name=sender.name)).id


def _keep_rows(
    case: CaseFile,
    step: Step,
    looked: LookedAt,
    submission: Submission,
    agency: int,
    written: Written,
    progress: Progress,
) -> None:
    named: dict[str, int] = {each.full_name.casefold(): each.id for each in case.all(Agency)}

    def agency_of(entry: ProposedEntry) -> int:
        """A column that names the agency decides; else the file's sender."""
        name = " ".join(entry.fields.get("agency", "").split())
        if not name:
            return agency
        if name.casefold() not in named:
            found = propose_sender("", [f"Agency: {name}"], known_agencies(case))
            named[name.casefold()] = found.agency if found.is_sure else step.add(Agency(full_name=name)).id
        return named[name.casefold()]

    kept: dict[int, Entry] = {}
    if looked.revision is not None:
        kept = _keep_revision(step, looked.revision, case)
    done, total = 0, looked.proposal.row_count
    for table in looked.proposal.tables:
        done = write_table(step, table, submission.id, agency_of, kept, written, progress, done, total)


def _keep_revision(step: Step, revision: Revision, case: CaseFile) -> dict[int, Entry]:
    """Entries keep their ids, and with them every mark and decision; what changed is said on the entry."""
    kept = {id(after): before for before, after in revision.same}
    day = case.clock.now().strftime("%d/%m/%Y")
    for each in revision.changed:
        fresh = entry_of(each.after, each.before.submission, each.before.agency)
        told = f"{', '.join(each.what)} changed in the version of {day}"
        kept[id(each.after)] = replace(
            fresh, id=each.before.id, row=each.before.row, chair_comment=each.before.chair_comment,
            order_in_day=each.before.order_in_day, agency_changed=told,
        )  # fmt: skip
    for entry in revision.withdrawn:
        step.put(replace(entry, is_withdrawn=True))
    step.put(replace(revision.of, status="replaced"))
    return kept


def _note_return(case: CaseFile, step: Step, looked: LookedAt, agency: int) -> None:
    """That the agency has answered, and with what where the file says so."""
    if not agency or looked.proposal.outcome not in (IMPORT, NIL):
        return
    words = f"{looked.file_name} {' '.join(looked.proposal.preamble[:6])}".lower()
    outcome = ""
    if looked.proposal.outcome == NIL:
        outcome = "nil return"
    elif "imr" in words.split() or "individual management review" in words:
        outcome = "IMR"
    elif "information report" in words:
        outcome = "information report"
    today = date.fromisoformat(stamp(case.clock.now())[:10])
    held = next((each for each in case.all(Return) if each.agency == agency), None)
    author = looked.proposal.about.author
    if held is None:
        step.add(Return(agency=agency, outcome=outcome, received=today, author=author))
    else:
        held = replace(held, author=held.author or author)
        keeps = held.outcome not in ("", "none yet")
        step.put(
            replace(held, received=held.received or today, outcome=held.outcome if keeps else outcome or held.outcome)
        )


def new_abbreviations(case: CaseFile, looked: LookedAt) -> list[tuple[str, str]]:
    """What the file's key explains and the case's glossary does not have yet."""
    known = {term.term.casefold() for term in vocabularies.terms(case, "glossary", with_hidden=True)}
    return [(short, meaning) for short, meaning in looked.proposal.about.abbreviations if short.casefold() not in known]


# ---- what is sent out -----------------------------------------------------------------------------


def write_blank(to: Path, *, overwrite: bool = False) -> Path:
    """A blank chronology with the fields a chair wants; filled in and sent back it comes in with no questions."""
    kind = to.suffix.lower().lstrip(".")
    if kind not in ("xlsx", "docx"):
        raise Refused("A blank chronology is an Excel or a Word file. Give it a name that ends in .xlsx or .docx.")
    tables.write_new(to, (templates() / "agency" / f"chronology.{kind}").read_bytes(), overwrite=overwrite)
    return to


def write_reports(case: CaseFile, folder: Path) -> int:
    """The import report of every file, as a text to read or to send to its agency."""
    folder.mkdir(mode=0o700, exist_ok=True)
    held = case.all(Submission)
    for number, each in enumerate(held, 1):
        name = safe_name(f"{number:02} {each.file_name}") + ".txt"
        tables.write_new(folder / name, f"{each.report}\n".encode(), overwrite=True)
    case.note("import reports written", files=len(held))
    return len(held)


# ---- the report -----------------------------------------------------------------------------------


def report_of(looked: LookedAt) -> str:
    """The import report: numbers that add up, every row left out with its reason, everything found beside them."""
    proposal = looked.proposal
    lines = [f"{looked.file_name}: {proposal.sentence or proposal.outcome}"]
    if looked.revision:
        lines.append(f"It is {looked.revision.in_words()}.")
    for table in proposal.tables:
        name = table.found.name or "The file"
        left = [row for row in table.found.rows if row.exception]
        lines.append(f"{name}: {len(table.found.rows)} rows = {len(table.entries)} entries + {len(left)} others.")
        lines += [f"  row {row.number}: {row.exception}" for row in left]
    lines += [f"Note: {each}" for each in (*proposal.warnings, *looked.warnings)]
    sorts = sorted({aside.sort for aside in proposal.asides})
    for sort in sorts:
        found = [aside for aside in proposal.asides if aside.sort == sort]
        lines.append(f"Found beside the rows: {len(found)} × {sort}.")
        lines += [f"  {aside.place}: {aside.text[:200]}" for aside in found[:200]]
    return "\n".join(lines)


def placed(case: CaseFile, table: int) -> str:
    held = case.get(SourceTable, table)
    return held.place if held else ""
