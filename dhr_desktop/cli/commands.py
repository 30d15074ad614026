"""One function a command: it asks the operation and says what came of it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.case import REGISTERS
from dhr_desktop.core.counting import counted
from dhr_desktop.core.documents import WORKING
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.fields import fields_of, read_day
from dhr_desktop.core.filters import Filter
from dhr_desktop.core.people import Person
from dhr_desktop.core.review import Review
from dhr_desktop.files import tables
from dhr_desktop.intake.proposed import DayOrder
from dhr_desktop.intake.senders import Sender
from dhr_desktop.operations.casefile import cases, leaving, passphrases, sample
from dhr_desktop.operations.chronology import chronology_told, entry_lists
from dhr_desktop.operations.events import corrections
from dhr_desktop.operations.importing import accepting, answering, date_lists, import_papers, submissions
from dhr_desktop.operations.importing.kept_words import waits_for
from dhr_desktop.operations.importing.looked_at import LookedAt
from dhr_desktop.operations.importing.revisions import Revision
from dhr_desktop.operations.importing.versions import Version
from dhr_desktop.operations.reference import timescales
from dhr_desktop.operations.reference import vocabularies as lists
from dhr_desktop.operations.review import registers, where_it_stands
from dhr_desktop.operations.review.history import title_of

from . import exporting, reporting
from .asking import passphrase
from .opened import opened, told_progress
from .saying import Answer
from .sending import after_words, sending, written_to

Command = Callable[[Namespace], Answer]


def new(asked: Namespace) -> Answer:
    path = Path(asked.case)
    chosen = passphrase(asked.passphrase_file, asking="New passphrase: ", twice=True)
    case = cases.begin(path, chosen, title=asked.title, label=asked.label, guidance_version=asked.guidance)
    try:
        facts = {"case": str(path), "case_id": case.case_id, "label": case.review.label, "seal": str(case.seal)}
    finally:
        cases.close(case)
    advice = "A lost passphrase cannot be recovered by anyone. Make a recovery sheet: dhr passphrase --recovery-sheet."
    return Answer([f"{path.name} holds a new review, “{asked.title}”.", advice], facts)


def people(asked: Namespace) -> Answer:
    with opened(asked) as case:
        taken = registers.import_csv(case, Person, Path(asked.source))
    return _taken(taken, "people")


def _taken(taken: registers.TakenIn, register: str) -> Answer:
    facts = {
        "register": register,
        "added": taken.added,
        "changed": taken.changed,
        "unchanged": taken.unchanged,
        "left_out_columns": list(taken.left_out_columns),
    }
    needs = [f"column “{column}” is not one this register knows; it was left out" for column in taken.left_out_columns]
    return Answer([f"{register}: {taken.in_words()}."], facts, needs + list(taken.said))


def register(asked: Namespace) -> Answer:
    kind = registers.register_named(asked.name)
    if asked.source:
        with opened(asked) as case:
            return _taken(registers.import_csv(case, kind, Path(asked.source)), kind.KIND)
    if not asked.to:
        with opened(asked, read_only=True) as case:
            rows = registers.as_rows(case, kind)
        return Answer(["\t".join(row) for row in rows], {"register": kind.KIND, "rows": rows})
    with opened(asked) as case:
        number = registers.export_csv(
            case, kind, Path(asked.to), overwrite=asked.overwrite, is_confirmed=asked.with_the_key
        )
    warning = "It holds real names: keep it only on an encrypted drive."
    return Answer(
        [f"{counted(number, 'row')} of {kind.KIND} written to {asked.to}. {warning}"], {"rows": number, "to": asked.to}
    )


def vocabulary(asked: Namespace) -> Answer:
    if asked.name not in lists.names():
        raise Refused(f"There is no vocabulary called {asked.name}. The vocabularies are: {', '.join(lists.names())}.")
    if asked.as_shipped_everywhere:
        lists.as_shipped_everywhere(asked.name)
        return Answer([f"{asked.name} is as shipped again on this laptop."], {"vocabulary": asked.name})
    if asked.everywhere:
        with opened(asked, read_only=True) as case:
            changed = lists.use_everywhere(case, asked.name)
        return Answer(
            [f"{changed} changes to {asked.name} are offered in every case on this laptop."], {"changed": changed}
        )
    if asked.source:
        rows = tables.rows_from(tables.decode(tables.read_bytes(Path(asked.source))))
        with opened(asked) as case:
            _, added = lists.take_rows(case, asked.name, rows)
        return Answer([f"{asked.name}: {added} terms added or changed."], {"vocabulary": asked.name, "added": added})
    with opened(asked, read_only=True) as case:
        rows_out = lists.as_rows(case, asked.name)
    if asked.to:
        tables.write_new(Path(asked.to), tables.csv_bytes(rows_out), overwrite=asked.overwrite)
        return Answer([f"{len(rows_out) - 1} terms written to {asked.to}."], {"terms": len(rows_out) - 1})
    return Answer([row[2] for row in rows_out[1:]], {"vocabulary": asked.name, "rows": rows_out})


def show(asked: Namespace) -> Answer:
    """Where the review stands."""
    today = date.today()
    with opened(asked, read_only=True) as case:
        review, figures = case.review, where_it_stands.figures(case, today)
        paragraph = timescales.paragraph(case, today)
    lines = [f"{review.label}: {review.title}", *(f"  {each.words}" for each in figures)]
    if paragraph:
        lines += ["Timescales:", f"  {paragraph}"]
    facts = {"title": review.title, "label": review.label, "figures": [e.words for e in figures]}
    return Answer(lines, {**facts, "timescales": paragraph}, [e.words for e in figures if e.needs_someone])


def review(asked: Namespace) -> Answer:
    """Set fields of the review, as NAME=VALUE."""
    with opened(asked) as case:
        held = case.review
        for setting in asked.settings:
            name, mark, words = setting.partition("=")
            known = {field.name for field in fields_of(Review)}
            if not mark or name not in known:
                raise Refused(f"“{setting}” sets nothing. Write NAME=VALUE; the names are: {', '.join(sorted(known))}.")
            registers.change_in_words(case, Review, held.id, name, words)
    return Answer([f"{len(asked.settings)} fields set."], {"set": len(asked.settings)})


def milestone(asked: Namespace) -> Answer:
    """Record a date of the process, and why it was late."""
    with opened(asked) as case:
        known = [rule.key for rule in timescales.guidance(case.review.guidance).rules]
        if asked.step not in known:
            raise Refused(f"There is no step called {asked.step}. The steps are: {', '.join(known)}.")
        values: dict[str, Any] = {"happened": read_day(asked.date)} if asked.date else {}
        if asked.reason is not None:
            values["reason_late"] = asked.reason
        timescales.set_milestone(case, asked.step, **values)
        stand = next(s for s in timescales.standings(case, date.today()) if s.rule.key == asked.step)
    late = f", {counted(stand.days_late, 'day')} late" if stand.days_late else ""
    needs = (
        [f"{stand.rule.label} is {counted(stand.days_late, 'day')} late and has no reason"]
        if stand.needs_reason
        else []
    )
    return Answer(
        [f"{stand.rule.label}: {stand.state}{late}."], {"state": stand.state, "days_late": stand.days_late}, needs
    )


def search(asked: Namespace) -> Answer:
    with opened(asked, read_only=True) as case:
        found = [(each.KIND, each.id, title_of(case, each)) for each in case.search(" ".join(asked.words))]
    lines = [f"{kind:<14} {name}" for kind, _, name in found] or ["Nothing found."]
    return Answer(lines, {"found": [{"kind": k, "id": i, "name": n} for k, i, n in found]})


def history(asked: Namespace) -> Answer:
    with opened(asked, read_only=True) as case:
        lines = list(reversed(case.lines(limit=asked.last)))
        told = [(line, case.words_of(line.seq)) for line in lines]
    listed = [
        f"{line.seq:>6}  {line.utc[:19].replace('T', ' ')}  {line.account}  {words or '(erased)'}"
        for line, words in told
    ]
    return Answer(listed, {"lines": [{"seq": li.seq, "utc": li.utc, "action": li.action} for li, _ in told]})


def undo(asked: Namespace) -> Answer:
    with opened(asked) as case:
        name = case.undo_name
        case.undo()
        return Answer([f"Undone: {name}."], {"undone": name})


def redo(asked: Namespace) -> Answer:
    with opened(asked) as case:
        name = case.redo_name
        case.redo()
        return Answer([f"Done again: {name}."], {"redone": name})


def verify(asked: Namespace) -> Answer:
    with opened(asked, read_only=asked.read_only) as case, told_progress() as progress:
        proof = cases.prove(case, old_seal=asked.seal or "", progress=progress)
        if asked.certificate:
            tables.write_new(Path(asked.certificate), cases.certificate(case, proof).encode("utf-8"))
    about = f"{proof.records} records, {proof.lines} journal lines, seal {proof.seal}, {proof.seconds:.1f} s"
    if proof.verdict.is_whole:
        return Answer([f"Whole: {', '.join(proof.verdict.looks)}. {about}."], proof.as_plain())
    return Answer([f"Not whole. {about}."], proof.as_plain(), list(proof.verdict.faults))


def backup(asked: Namespace) -> Answer:
    if asked.list:
        return _list_backups(asked)
    with opened(asked) as case, told_progress() as progress:
        report = cases.back_up(case, progress)
    facts = {"backup": str(report.backup.path), "seal": str(report.backup.seal)}
    return Answer([f"Backed up and checked: {report.backup.path}"], facts, [report.second] if report.second else [])


def _list_backups(asked: Namespace) -> Answer:
    with opened(asked, read_only=True) as case:
        kept = cases.kept_backups(case)
    lines = [f"{each.taken:%d/%m/%Y %H:%M} UTC  {each.path}" for each in kept] or ["No backups yet."]
    return Answer(lines, {"backups": [{"path": str(e.path), "seal": str(e.seal)} for e in kept]})


def restore(asked: Namespace) -> Answer:
    target = Path(asked.to)
    cases.restore(Path(asked.backup), passphrase(asked.passphrase_file), target)
    return Answer([f"Restored as a new case file: {target}. The original was not touched."], {"case": str(target)})


def copy(asked: Namespace) -> Answer:
    target = Path(asked.to)
    with opened(asked, read_only=True) as case:
        cases.copy_of(case, target)
    return Answer([f"A whole, checked copy of {Path(asked.case).name} is at {target}."], {"case": str(target)})


def change_passphrase(asked: Namespace) -> Answer:
    if asked.offer:
        offered = passphrases.offer()
        return Answer([offered], {"offered": offered})
    if not asked.case:
        raise Refused("Name the case whose passphrase to change, or ask for an offer with --offer.")
    if asked.recovery_sheet:
        return _recovery_sheet(asked)
    with opened(asked) as case, told_progress() as progress:
        chosen = passphrase(asked.new_passphrase_file, asking="New passphrase: ", twice=True)
        changed = cases.change_passphrase(case, chosen, progress)
        cases.close(changed)
    words = "The passphrase is changed. Older backups still open with the old passphrase; print a new recovery sheet."
    return Answer([words], {"case": asked.case})


def _recovery_sheet(asked: Namespace) -> Answer:
    with opened(asked) as case:
        sheet = cases.recovery_sheet(case)
        tables.write_new(Path(asked.recovery_sheet), sheet.encode("utf-8"))
        case.note("recovery sheet made")
    words = f"Written to {asked.recovery_sheet}. Print it, keep it sealed away from the laptop, and delete the file."
    return Answer([words], {"to": asked.recovery_sheet})


def bring_in(asked: Namespace) -> Answer:
    """What was found in each file; kept with --accept."""
    needs: list[str] = []
    lines: list[str] = []
    facts: list[dict[str, Any]] = []
    with opened(asked, read_only=not (asked.accept or asked.agencies)) as case, told_progress() as progress:
        if asked.agencies:
            registers.import_csv(case, Agency, Path(asked.agencies))
        looked, given = submissions.look_at_given(case, [Path(each) for each in asked.files], progress)
        if told := given.in_words():
            lines.append(told)
        looked = answering.answered(case, looked, _answers(asked))
        if asked.accept:
            _, left = accepting.accept_and_ask(case, progress, files=looked)
            lines += [f"Not kept: {each.file_name} waits for {waits_for(each)}." for each in left]
            as_they_stand = {each.path: each for each in left}
            looked = [as_they_stand.get(each.path, each) for each in looked]
        for each in looked:
            lines += _of_file(each)
            needs += [f"{each.file_name}: {need}" for need in each.needs]
            facts.append(_facts_of_file(each))
    if not asked.accept:
        lines.append("Nothing was kept. Add --accept to bring these in.")
    return Answer(
        lines,
        {"files": facts, "accepted": bool(asked.accept), "left_alone": [name for name, _ in given.left_alone]},
        needs,
    )


def _answers(asked: Namespace) -> answering.Answers:
    return answering.Answers(
        sent_by=dict(answering.pair(each) for each in asked.sent_by),
        rows_of=dict(answering.pair(each) for each in asked.rows_of),
        day_orders=dict.fromkeys(asked.month_first, DayOrder.MONTH_FIRST)
        | dict.fromkeys(asked.day_first, DayOrder.DAY_FIRST),
        split=frozenset(asked.split_dates),
        versions=dict.fromkeys(asked.new_version, Version.NEW_VERSION)
        | dict.fromkeys(asked.further_file, Version.FURTHER_FILE),
    )


def _of_file(looked: LookedAt) -> list[str]:
    proposal = looked.proposal
    lines = [f"{looked.file_name}", f"  {proposal.sentence}"]
    if proposal.outcome == "import":
        lines.append(f"  agency: {_whose(looked.sender)} ({looked.sender.because})")
    if looked.revision:
        likely = "perhaps " if looked.is_version_asked else ""
        lines.append(f"  {likely}{looked.revision.in_words()}")
        lines += [f"    {each}" for each in looked.revision.lines()]
    return lines + [f"  {each}" for each in (*proposal.warnings, *looked.notes)]


def _whose(sender: Sender) -> str:
    if sender.is_asked:
        return "not known"
    if not sender.name:
        return "one for each row"
    return sender.name if sender.agency else f"{sender.name}, a new agency"


def _facts_of_sender(sender: Sender) -> dict[str, Any]:
    return {
        "agency": "" if sender.is_asked else sender.name, "state": sender.standing.value, "because": sender.because,
        "candidates": list(sender.offers), "new_agency": sender.name if not sender.agency else "",
    }  # fmt: skip


def _facts_of_revision(revision: Revision | None) -> dict[str, Any]:
    """Each change by itself: the entry, the row, the field, what stood and what stands."""
    if revision is None:
        return {}
    changed = [
        {"entry": each.before.id, "row": each.after.row.number, "field": one.field, "column": one.label,
         "before": one.before, "after": one.after}
        for each in revision.changed for one in each.changes
    ]  # fmt: skip
    added = [
        {"row": each.row.number, "split_from": whose.id if (whose := revision.split_from.get(at)) else 0}
        for at, each in enumerate(revision.added)
    ]
    withdrawn = [
        {"entry": each.id, "goes_on_in_row": into.row.number if (into := revision.goes_on_in.get(each.id)) else 0}
        for each in revision.withdrawn
    ]
    return {
        "of": revision.of.file_name, "unchanged": len(revision.same), "changed": changed, "added": added,
        "withdrawn": withdrawn,
    }  # fmt: skip


def _facts_of_file(looked: LookedAt) -> dict[str, Any]:
    proposal = looked.proposal
    tables_found = [
        {
            "place": table.found.name,
            "rows": len(table.found.rows),
            "entries": len(table.entries),
            "columns": {table.found.headers.get(at, str(at + 1)): name for at, name in table.found.mapping.items()},
            "left_out": [{"row": row.number, "reason": row.exception} for row in table.found.rows if row.exception],
        }
        for table in proposal.tables
    ]
    return {
        "file": looked.file_name, "outcome": proposal.outcome, "sentence": proposal.sentence, "sha256": looked.sha256,
        "agency": "" if looked.sender.is_asked else looked.sender.name, "agency_is_sure": looked.sender.is_sure,
        "sender": _facts_of_sender(looked.sender), "tables": tables_found,
        "row_agencies": {name: _facts_of_sender(each) for name, each in looked.row_senders.items()},
        "asks": [each.name.lower() for each in looked.questions],
        "revision": looked.revision.in_words() if looked.revision else "", "already": looked.already is not None,
        "changes": _facts_of_revision(looked.revision),
        "asides": [{"sort": each.sort, "place": each.place, "text": each.text} for each in proposal.asides],
        "warnings": [*proposal.warnings, *looked.notes],
    }  # fmt: skip


def date_wording(asked: Namespace) -> Answer:
    rules = date_lists.rules_for(
        read_day(asked.death) or date(2015, 1, 1), read_day(asked.until) if asked.until else None
    )
    told = date_lists.read_one(
        asked.wording, rules, year=asked.year, after=read_day(asked.after) if asked.after else None
    )
    words = ", ".join(f"{name}: {value}" for name, value in told.items() if value)
    return Answer(
        [words], dict(told), [] if told["status"] == "ok" else [f"“{asked.wording}” needs a person: {told['why']}"]
    )


def date_wordings(asked: Namespace) -> Answer:
    rules = date_lists.rules_for(
        read_day(asked.death) or date(2015, 1, 1), read_day(asked.until) if asked.until else None
    )
    read, not_read = date_lists.read_file(Path(asked.source), Path(asked.to), rules, overwrite=asked.overwrite)
    needs = [f"{not_read} expressions need a person; the column “why” says why"] if not_read else []
    return Answer([f"{read} read, {not_read} not; written to {asked.to}."], {"read": read, "not_read": not_read}, needs)


def correct_date(asked: Namespace) -> Answer:
    with opened(asked) as case:
        corrections.correct_date(case, asked.entry, asked.date, asked.because)
        held = corrections.correction_of(case, asked.entry)
    words = f"It is read as {held.stands.words()}." if held else "The date stands as it was read."
    return Answer([words], {"entry": asked.entry, "edtf": held.stands.edtf if held else ""})


def entries(asked: Namespace) -> Answer:
    """Every entry in the order of its first possible day, with its number."""
    with opened(asked, read_only=True) as case:
        shown = chronology_told.tell(case).shown(Filter(words=" ".join(asked.words), doubtful=asked.doubtful))
    found = shown.told
    lines = [f"{e.id:>7}  {e.when.words()}  {e.agency}  {e.entry.what_happened[:100]}" for e in found]
    lines.append(f"{shown.in_words()}.")
    needs = [f"entry {each.id}: {doubt}" for each in found for doubt in each.doubts]
    told = [
        {
            "id": each.id,
            "when": each.when.words(),
            "wording": each.entry.happened.wording,
            "agency": each.agency,
            "words": each.entry.what_happened,
        }
        for each in found
    ]
    return Answer(lines, {"entries": told, "total": shown.total}, needs)


def blank_chronology(asked: Namespace) -> Answer:
    written = import_papers.write_blank(Path(asked.to), overwrite=asked.overwrite)
    return Answer([f"A blank chronology to send to agencies: {written}."], {"to": str(written)})


def export(asked: Namespace) -> Answer:
    if asked.what in ("chronology", "timeline"):
        return exporting.chronology(asked) if asked.what == "chronology" else exporting.timeline(asked)
    if asked.what in reporting.EXPORTS:
        return reporting.export(asked)
    if asked.what in ("import-reports", "everything") and asked.edition != WORKING:
        raise Refused(f"{asked.what.capitalize()} can only leave as it is: in the working edition, with real names.")
    if asked.what == "import-reports":
        with opened(asked) as case:
            number = import_papers.write_reports(case, Path(asked.to))
        return Answer([f"{number} import reports written to {asked.to}."], {"to": asked.to, "reports": number})
    if asked.what == "entries":
        with opened(asked) as case:
            counts = entry_lists.write_entry_lists(
                case, Path(asked.to), sending=sending(asked), overwrite=asked.overwrite
            )
        said = ", ".join(f"{number} {name}" for name, number in counts.items())
        return Answer(
            [f"Written to {written_to(asked, case)}: {said}. {after_words(asked, case)}"],
            {"to": str(written_to(asked, case)), **counts},
        )
    if asked.what == "suggestions":
        with opened(asked) as case:
            number = entry_lists.write_suggestions(
                case, Path(asked.to), sending=sending(asked), overwrite=asked.overwrite
            )
        return Answer(
            [f"{number} suggested links written to {written_to(asked, case)}. {after_words(asked, case)}"],
            {"to": str(written_to(asked, case)), "pairs": number},
        )
    with opened(asked) as case, told_progress() as progress:
        written = leaving.export_everything(case, Path(asked.to), progress)
    facts = {"to": str(written.folder), "files": written.files, "rows": written.rows, "originals": written.originals}
    count = (
        f"{counted(written.files, 'file')}, {counted(written.rows, 'row')}, {counted(written.originals, 'original')}"
    )
    return Answer([f"Everything written to {written.folder}: {count}.", leaving.WARNING], facts)


def make_sample(asked: Namespace) -> Answer:
    path = Path(asked.case)
    case = sample.create(path)
    try:
        counts = {kind.KIND: case.count(kind) for kind in REGISTERS}
    finally:
        cases.close(case)
    listed = ", ".join(f"{number} {kind}" for kind, number in counts.items())
    lines = [f"{path} holds the invented sample review: {listed}.", f"Its passphrase is: {sample.PASSPHRASE}"]
    return Answer(
        [*lines, f"The agencies' files it goes with: {sample.submissions_folder()}"], {"case": str(path), **counts}
    )
