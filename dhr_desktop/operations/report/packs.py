"""The submission pack: one folder or one zip, files with fixed names, a manifest with hashes, and what is still missing.

The points are looked through first. Errors hold the pack back, unless somebody says in words why it is to go anyway;
that is kept with who and when. No file's name holds anybody's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dhr_desktop.core.counting import counted
from dhr_desktop.core.documents import WORKING, LetterPoint, Pack
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.people import MAIN_ROLES, VICTIM, Person
from dhr_desktop.core.progress import Progress
from dhr_desktop.files import tables
from dhr_desktop.operations.names.departing import Left, Sending, depart, depart_many, signed
from dhr_desktop.operations.names.editions import about_of
from dhr_desktop.operations.names.presented import presented, real_of
from dhr_desktop.operations.report.blocks.drawing import Drawing, begun, heading, listed, para, points, table
from dhr_desktop.operations.report.blocks.finding_blocks import PLAN_COLUMNS, action_plan, plan_rows
from dhr_desktop.operations.report.blocks.register_blocks import label_of
from dhr_desktop.report.package_out import package
from dhr_desktop.report.prose_docx import Paper, Put, report
from dhr_desktop.report.xlsx_writer import Sheet, workbook
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system import private_files
from dhr_desktop.writing.prose import Block

from .assembling import assemble
from .checks import every
from .exports import document_bytes
from .sections import root
from .shapes import OVERVIEW, SUMMARY, TERMS

LETTER, REPORT_FILE, SUMMARY_FILE, PLAN_FILE, PLAN_TABLE, RETURN, COMMISSIONER, TERMS_FILE, CHECKLIST, MANIFEST = (
    "01-covering-letter.docx", "02-overview-report.docx", "03-executive-summary.docx", "04-action-plan.docx", "04-action-plan.xlsx",
    "05-data-return.csv", "06-copy-for-the-commissioner.docx", "07-terms-of-reference.docx", "checklist.docx", "manifest.csv",
)  # fmt: skip
PRODUCT = "Submission pack"


class ErrorsLeft(Refused):
    """The points found errors; they go with it."""

    def __init__(self, result: every.Result) -> None:
        self.result = result
        errors = result.of(every.ERROR)
        first = "; ".join(f"{each.point} ({each.place})" for each in errors[:3])
        super().__init__(
            f"The pack was not made: {counted(len(errors), 'error')} {'is' if len(errors) == 1 else 'are'} left. {first}. Mend or accept them, or say why it is to go with them."
        )


@dataclass(frozen=True, slots=True)
class Packed:
    """What is in the pack and what is not."""

    files: tuple[str, ...]
    missing: tuple[str, ...]
    errors: int
    left: tuple[Left, ...]

    def in_words(self) -> str:
        words = f"{counted(len(self.files), 'file')}: {', '.join(self.files)}"
        words += f". Missing: {'; '.join(self.missing)}" if self.missing else ". Nothing of the list is missing"
        return words + (
            f". It goes with {counted(self.errors, 'error')}, for the reason that was given" if self.errors else ""
        )


def write_pack(
    case: CaseFile, to: Path, *, sending: Sending, despite: str = "", overwrite: bool = False, template: bytes = b"", progress: Progress | None = None
) -> Packed:  # fmt: skip
    """A folder, or a zip where the name ends so. All of it or nothing."""
    if sending.edition == WORKING:
        raise Refused(
            "A pack leaves in the submission or the publication edition: in the working edition there are real names."
        )
    real = real_of(case)
    result = every.run(real, progress)
    errors = len(result.of(every.ERROR))
    if errors and not despite.strip():
        raise ErrorsLeft(result)
    files, missing = _files(presented(real, sending.edition), sending, template)
    files = [*files, (CHECKLIST, _checklist(real, sending, files, missing, result))]
    files = [*files, (MANIFEST, _manifest(files))]
    detail = {"documents": len(files), "errors": errors}
    if to.suffix.lower() == ".zip":
        left = [depart(real, to, package(files), PRODUCT, sending, overwrite=overwrite, **detail)]
    else:
        if to.exists() and (not to.is_dir() or any(to.iterdir())) and not overwrite:
            raise Refused(f"{to.name} is there already. Choose another name, or say that it is to be replaced.")
        _stands_alone(to, {name for name, _ in files})
        private_files.make_folder(to)
        left = depart_many(
            real, [(to / name, data) for name, data in files], PRODUCT, sending, overwrite=overwrite, **detail
        )
    _kept(real, sending, files, despite, errors)
    return Packed(tuple(name for name, _ in files), tuple(missing), errors, tuple(left))


def _stands_alone(folder: Path, names: set[str]) -> None:
    """A file of an older pack that this one does not replace would go with it unlisted."""
    others = sorted(each.name for each in folder.iterdir() if each.name not in names) if folder.is_dir() else []
    if others:
        raise Refused(
            f"{folder.name} also holds {listed(others[:3])}{' and more' if len(others) > 3 else ''}, which this pack does not replace. "
            "A pack's folder holds nothing else: choose another name, or take them out."
        )


def _kept(case: CaseFile, sending: Sending, files: Sequence[tuple[str, bytes]], despite: str, errors: int) -> None:
    """In the case: what was packed, and why it went with errors, by whom and when as the journal has it."""
    manifest = dict(files)[MANIFEST].decode("utf-8-sig")
    reason = f"\n{counted(errors, 'error')} were left, because: {despite.strip()}" if errors else ""
    with case.step("Make a submission pack", f"Make a submission pack ({sending.edition})", sort="note") as step:
        step.add(
            Pack(title=PRODUCT, edition=sending.edition, made=case.clock.now().date(), manifest=f"{manifest}{reason}")
        )
        step.note(files=len(files), errors=errors)


def _files(case: CaseFile, sending: Sending, template: bytes = b"") -> tuple[list[tuple[str, bytes]], list[str]]:
    d = Drawing(case)
    held: list[tuple[str, bytes]] = []
    missing: list[str] = []
    for name, document in ((REPORT_FILE, OVERVIEW), (SUMMARY_FILE, SUMMARY), (TERMS_FILE, TERMS)):
        if root(real_of(case), document) is None:
            missing.append(f"the {document} has not been begun")
            continue
        data, _ = document_bytes(case, assemble(case, document), sending, template)
        held.append((name, data))
        if document == OVERVIEW:
            held.append((COMMISSIONER, data))
    rows = plan_rows(d)
    if rows:
        marking = about_of(case, "Action plan", "", "", sending.edition).marking
        held.append(
            (
                PLAN_FILE,
                report(
                    _paper(case, "action plan", sending, is_wide=True),
                    [Put(heading("Action plan")), *(Put(each) for each in action_plan(d))],
                ),
            )
        )
        held.append(
            (PLAN_TABLE, workbook([Sheet("Action plan", PLAN_COLUMNS, (50, 20, 44, 26, 36, 16, 36), rows)], marking))
        )
    else:
        missing.append("the action plan is empty")
    held.append((RETURN, tables.csv_bytes(_data_return(d))))
    held.append(
        (
            LETTER,
            report(
                _paper(case, "covering letter", sending), [Put(each) for each in _letter(d, [name for name, _ in held])]
            ),
        )
    )
    return sorted(held), missing


def _paper(case: CaseFile, what: str, sending: Sending, *, is_wide: bool = False) -> Paper:
    about = about_of(case, begun(what), "", "", sending.edition)
    told = signed(case, about, sending)
    return Paper(f"{label_of(case.review)}: {what}", told.marking, f"{label_of(case.review)}: {what}", is_wide=is_wide)


def _letter(d: Drawing, names: Sequence[str]) -> list[Block]:
    review = d.case.review
    died = [each.real_name for each in d.case.all(Person) if each.main_role == VICTIM]
    about = f"{label_of(review)}{f', reference {review.reference}' if review.reference else ''}"
    return [
        heading("Covering letter"),
        para(f"{about}: {begun(listed(died))}." if died else f"{about}."),
        para(f"From: {review.partnership or 'the partnership'}. Chair of the review: {review.chair or 'not recorded'}."),
        para("Enclosed:"), *points(names),
    ]  # fmt: skip


def _data_return(d: Drawing) -> list[list[str]]:
    """The fields the public library shows, as far as the registers hold them; what is not held stays blank."""
    review = d.case.review
    people = {each.main_role: each for each in reversed(d.case.all(Person))}
    rows = [["field", "value"], ["partnership", review.partnership], ["region", review.region], ["nation", review.nation],
            ["month of death", d.month_of_death()], ["kind of case", "; ".join(review.case_types)], ["guidance", review.guidance],
            ["agencies", str(len(d.agencies))]]  # fmt: skip
    for role in MAIN_ROLES:
        person = people.get(role)
        age = d.age(person) if person is not None else None
        told = (
            ("age", "" if age is None else str(age)),
            ("sex", person.sex if person else ""),
            ("ethnicity", person.ethnicity if person else ""),
        )
        rows += [[f"{role}: {name}", value] for name, value in told]
    return rows


def _manifest(files: Sequence[tuple[str, bytes]]) -> bytes:
    rows = [
        ["file", "bytes", "sha256"],
        *([name, str(len(data)), hashlib.sha256(data).hexdigest()] for name, data in files),
    ]
    return tables.csv_bytes(rows)


def _checklist(
    case: CaseFile, sending: Sending, files: Sequence[tuple[str, bytes]], missing: Sequence[str], result: every.Result
) -> bytes:
    """What is in it, what is not, and how the points stand; in figures, without a word of the case."""
    held = {name for name, _ in files}
    rows = [
        (name, "enclosed" if name in held else "missing")
        for name in (LETTER, REPORT_FILE, SUMMARY_FILE, PLAN_FILE, RETURN, COMMISSIONER, TERMS_FILE)
    ]
    counts: dict[str, int] = {}
    for each in result.findings:
        counts[each.point] = counts.get(each.point, 0) + 1
    blocks: list[Block] = [heading("Checklist"), table(("Document", "State"), rows, "What the pack holds", (6, 3))]
    blocks += points(f"Missing: {each}." for each in missing)
    known = every.points()
    told = [
        (known[name].severity, name, str(number))
        for name, number in sorted(counts.items(), key=lambda each: every.SEVERITIES.index(known[each[0]].severity))
    ]
    blocks.append(
        table(("How grave", "Point", "Times"), told, "Points still open", (2, 8, 2))
        if told
        else para("No point is open.")
    )
    blocks.append(
        para(
            "To be written into the covering letter by hand: whom to ask, when it is to be published, and the reasons for anything redacted."
        )
    )
    unanswered = sum(not each.done for each in case.all(LetterPoint))
    if case.all(LetterPoint):
        blocks.append(
            para(
                f"Points of the Home Office's letter: {len(case.all(LetterPoint))}, of which {unanswered} not answered yet."
            )
        )
    return report(_paper(presented(case, sending.edition), "checklist", sending), [Put(each) for each in blocks])
