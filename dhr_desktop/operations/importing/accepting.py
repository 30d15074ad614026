"""Keeping what the chair accepts of an agency's file: one file, one step, which Undo takes back whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dhr_desktop.core.agencies import Agency, Return, Submission
from dhr_desktop.core.changes import Change
from dhr_desktop.core.documents import VocabularyTerm
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.progress import Progress
from dhr_desktop.intake.proposed import IMPORT, NIL, REFUSED, ProposedEntry
from dhr_desktop.intake.senders import Sender, sender_of_name
from dhr_desktop.operations.events.settling import settle_events_of
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.step import Step
from dhr_desktop.system import collector
from dhr_desktop.system.clock import stamp
from dhr_desktop.system.faultpoint import faultpoint

from .column_memory import remember, remember_day_order
from .found_in_file import opened
from .import_papers import report_of
from .intake_rows import AgencyOf, Written, entry_of, write_table
from .looked_at import LookedAt, NotAsShown
from .replaced_rows import keep_findable
from .revisions import Revision, is_same_revision
from .row_changes import AGENCY
from .senders_known import agency_called, known_agencies, people_of
from .submissions import as_now, is_this_file, new_abbreviations

MANY_ENTRIES = 10


def accept_all(
    case: CaseFile, files: Sequence[LookedAt], progress: Progress | None = None, named: dict[int, str] | None = None
) -> list[Change]:
    """What `accept_and_ask` keeps."""
    return accept_and_ask(case, progress, files=files, named=named)[0]


def accept_and_ask(
    case: CaseFile, progress: Progress | None = None, *, files: Sequence[LookedAt], named: dict[int, str] | None = None
) -> tuple[list[Change], list[LookedAt]]:
    """Keep several files after one backup, each as the case stands when its turn comes; each is one step.

    Also gives those that wait, as they now stand: nothing asked is answered by accepting everything, and what a file
    does to an earlier version is done only as it was shown. `named` gives agencies that the chair typed, by the file's
    place in the list.
    """
    if sum(each.gist.entry_count for each in files) > MANY_ENTRIES:
        case.back_up_if_due()
    changes, left = [], []
    for at, shown in enumerate(files):
        if shown.already is not None:
            continue
        with opened(shown.found):
            now = as_now(case, shown, (named or {}).get(at, ""))
            if now.already is not None:
                continue
            if not is_same_revision(shown.revision, now.revision):
                now.not_as_shown = NotAsShown(now.revision.of.file_name if now.revision else "")
                left.append(now)
            elif now.questions:
                left.append(now)
            else:
                changes.append(accept(case, now, progress))
    return changes, left


def accept(case: CaseFile, looked: LookedAt, progress: Progress | None = None) -> Change:
    """Keep one file: its bytes, its rows, its entries; a nil return and a refusal are kept too, as what they are."""
    progress = progress or Progress()
    if looked.already is not None or any(is_this_file(each, looked) for each in case.all(Submission)):
        raise Refused(f"{looked.file_name} is in the case already; it adds nothing.")
    if looked.questions:
        raise Refused(f"{looked.file_name} waits for an answer: {' and '.join(e.value for e in looked.questions)}.")
    with collector.put_off(), case.step("Import file", f"Import {looked.file_name}") as step:
        agency = _agency(case, step, looked.sender) if looked.proposal.outcome != REFUSED else looked.sender.agency
        submission = step.add(_submission(case, looked, agency))
        if looked.data and looked.proposal.outcome != REFUSED:
            step.keep_original(looked.sha256, looked.data)
        faultpoint("import.file kept")
        written, wrote = Written(), set[int]()
        if looked.proposal.outcome == IMPORT:
            wrote = _keep_rows(case, step, looked, submission, agency, written, progress)
            if looked.revision is not None:  # what it changed may change the events it is told of in
                touched = [
                    *(each.before.id for each in looked.revision.changed),
                    *(e.id for e in looked.revision.withdrawn),
                ]
                settle_events_of(case, step, touched)
            remember(case, step, looked.proposal, agency)
        _note_return(case, step, looked, agency)
        for each in sorted(wrote - {agency, 0}):  # one file may hold the chronologies of several
            _note_received(case, step, each)
        if looked.day_order is not None and agency:
            remember_day_order(case, step, agency, looked.day_order)
        _remember_name(case, step, looked, agency)
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
    known = next((each.id for each in step.all(Agency) if each.full_name.casefold() == sender.name.casefold()), 0)
    return known or step.add(Agency(full_name=sender.name)).id


def _remember_name(case: CaseFile, step: Step, looked: LookedAt, agency: int) -> None:
    """What the file calls its agency, which the chair has settled: the next file that says so asks nothing."""
    held = step.get(Agency, agency) if agency and looked.sender.is_told else None
    name = looked.calls_itself
    if held is not None and name and not agency_called(case, name) and not _is_called(held, name):
        step.put(replace(held, former_names=(*held.former_names, name)))


def _is_called(agency: Agency, name: str) -> bool:
    names = (agency.full_name, agency.short_name, *agency.former_names)
    return name.casefold() in {each.casefold() for each in names}


def _keep_rows(
    case: CaseFile,
    step: Step,
    looked: LookedAt,
    submission: Submission,
    agency: int,
    written: Written,
    progress: Progress,
) -> set[int]:
    """The rows as entries; whose they are is answered."""
    answered: dict[str, int] = {}  # by a name in the column of agencies

    def agency_of(entry: ProposedEntry) -> int:
        """A column that names the agency decides; else the file's sender."""
        name = " ".join(entry.fields.get("agency", "").split())
        if not name:
            return agency
        if name not in answered:  # what was answered of a name stands above an agency that is called so
            answered[name] = _agency(case, step, looked.row_senders.get(name) or _of_row(case, name))
        return answered[name]

    wrote: set[int] = set()

    def noted(entry: ProposedEntry) -> int:
        whose = agency_of(entry)
        wrote.add(whose)
        return whose

    kept: dict[int, Entry] = {}
    if looked.revision is not None:
        kept = _keep_revision(step, looked.revision, case, agency_of)
    done, total = 0, looked.proposal.row_count
    for table in looked.proposal.tables:
        done = write_table(step, table, submission.id, noted, kept, written, progress, done, total)
    return wrote


def _of_row(case: CaseFile, name: str) -> Sender:
    return sender_of_name(name, known_agencies(case), people_of(case))


def _keep_revision(step: Step, revision: Revision, case: CaseFile, agency_of: AgencyOf) -> dict[int, Entry]:
    """Entries keep their ids, and with them every mark and decision; what changed is said on the entry."""
    kept = {id(after): before for before, after in revision.same}
    day = case.clock.now().strftime("%d/%m/%Y")
    for each in revision.changed:
        agency = agency_of(each.after) if AGENCY in {one.field for one in each.changes} else each.before.agency
        fresh = entry_of(each.after, each.before.submission, agency)
        keep_findable(case, step, each)
        told = f"{', '.join(each.what)} changed in the version of {day}"
        kept[id(each.after)] = replace(
            fresh, id=each.before.id, row=each.before.row, reported=each.before.reported, language=each.before.language,
            chair_comment=each.before.chair_comment, order_in_day=each.before.order_in_day,
            agency_changed=_beside(each.before.agency_changed, told),
        )  # fmt: skip
    for entry in revision.withdrawn:
        into = revision.goes_on_in.get(entry.id)
        told = f"its words stand in row {into.row.number} of the version of {day}" if into is not None else ""
        step.put(replace(entry, is_withdrawn=True, agency_changed=_beside(entry.agency_changed, told)))
    step.put(replace(revision.of, status="replaced"))
    return kept


def _beside(before: str, told: str) -> str:
    """What an earlier version changed stays said until the chair has looked."""
    return "; ".join(part for part in (before, told) if part)


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
    today, held = _today(case), _return_of(case, agency)
    author = looked.proposal.about.author
    if held is None:
        step.add(Return(agency=agency, outcome=outcome, received=today, author=author))
    else:
        held = replace(held, author=held.author or author)
        keeps = held.outcome not in ("", "none yet")
        step.put(
            replace(held, received=held.received or today, outcome=held.outcome if keeps else outcome or held.outcome)
        )


def _note_received(case: CaseFile, step: Step, agency: int) -> None:
    """That something of an agency has come; what kind of answer it is, nobody has said."""
    held = _return_of(case, agency)
    if held is None:
        step.add(Return(agency=agency, received=_today(case)))
    elif held.received is None:
        step.put(replace(held, received=_today(case)))


def _return_of(case: CaseFile, agency: int) -> Return | None:
    return next((each for each in case.all(Return) if each.agency == agency), None)


def _today(case: CaseFile) -> date:
    return date.fromisoformat(stamp(case.clock.now())[:10])
