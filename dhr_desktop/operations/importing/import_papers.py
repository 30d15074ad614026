"""What goes out about an import: the blank chronology to fill in, and what became of every row of a file."""

from __future__ import annotations

from pathlib import Path

from dhr_desktop.core.agencies import Submission
from dhr_desktop.core.counting import counted
from dhr_desktop.core.errors import Refused
from dhr_desktop.files import tables
from dhr_desktop.operations.names.departing import AS_IT_IS, depart_many
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system import private_files
from dhr_desktop.system.file_names import safe_name
from dhr_desktop.system.folders import templates

from .looked_at import LookedAt


def write_blank(to: Path, *, overwrite: bool = False) -> Path:
    """A blank chronology with the fields a chair wants; filled in and sent back it comes in with no questions."""
    kind = to.suffix.lower().lstrip(".")
    if kind not in ("xlsx", "docx"):
        raise Refused("A blank chronology is an Excel or a Word file. Give it a name that ends in .xlsx or .docx.")
    tables.write_new(to, (templates() / "agency" / f"chronology.{kind}").read_bytes(), overwrite=overwrite)
    return to


def write_reports(case: CaseFile, folder: Path) -> int:
    """The import report of every file, as a text to read or to send to its agency."""
    private_files.make_folder(folder)
    held = case.all(Submission)
    files = []
    for number, each in enumerate(held, 1):
        name = safe_name(f"{number:02} {each.file_name}") + ".txt"
        files.append((folder / name, f"{each.report}\n".encode()))
    depart_many(case, files, "Import reports", AS_IT_IS, overwrite=True, reports=len(held))
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
        lines.append(
            f"{name}: {counted(len(table.found.rows), 'row')} = "
            f"{counted(len(table.entries), 'entry', 'entries')} + {len(left)} others."
        )
        lines += [f"  row {row.number}: {row.exception}" for row in left]
    lines += [f"Note: {each}" for each in (*proposal.warnings, *looked.notes, *looked.warnings)]
    sorts = sorted({aside.sort for aside in proposal.asides})
    for sort in sorts:
        found = [aside for aside in proposal.asides if aside.sort == sort]
        lines.append(f"Found beside the rows: {len(found)} × {sort}.")
        lines += [f"  {aside.place}: {aside.text}" for aside in found]  # whole: no entry holds them
    return "\n".join(lines)
