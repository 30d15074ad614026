"""Which documents leave from the Report place, and what writes each: run away from the window, so nothing here knows it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dhr_desktop.operations.names.departing import Left, Sending, forget_what_left, just_left
from dhr_desktop.operations.report import exports, packs, shapes
from dhr_desktop.storage.case_file import CaseFile


@dataclass(frozen=True, slots=True)
class Wanted:
    """One document as it was asked for."""

    what: int  # its place in WHATS
    to: Path
    sending: Sending
    overwrite: bool
    despite: str = ""
    template: bytes = b""


def write_out(case: CaseFile, wanted: Wanted) -> tuple[str, list[Left]]:
    """What it holds in words, and what left."""
    forget_what_left(case)
    return WHATS[wanted.what][3](case, wanted), just_left(case)


def _document(case: CaseFile, wanted: Wanted, document: str) -> str:
    return exports.write_document(
        case, document, wanted.to, sending=wanted.sending, overwrite=wanted.overwrite, template=wanted.template
    ).in_words()


def _plan(case: CaseFile, wanted: Wanted) -> str:
    lines = exports.write_plan(case, wanted.to, sending=wanted.sending, overwrite=wanted.overwrite)
    return f"{lines} lines of the action plan"


def _evidence(case: CaseFile, wanted: Wanted) -> str:
    return (
        f"{exports.write_evidence(case, wanted.to, sending=wanted.sending, overwrite=wanted.overwrite)} cited entries"
    )


def pack(case: CaseFile, wanted: Wanted) -> str:
    return packs.write_pack(
        case, wanted.to, sending=wanted.sending, despite=wanted.despite, overwrite=wanted.overwrite,
        template=wanted.template,
    ).in_words()  # fmt: skip


WHATS = (
    ("Overview report (.docx)", "overview report", ".docx", partial(_document, document=shapes.OVERVIEW)),
    ("Executive summary (.docx)", "executive summary", ".docx", partial(_document, document=shapes.SUMMARY)),
    ("Terms of reference (.docx)", "terms of reference", ".docx", partial(_document, document=shapes.TERMS)),
    ("Action plan (.docx)", "action plan", ".docx", _plan),
    ("Action plan (.xlsx)", "action plan", ".xlsx", _plan),
    ("Evidence index (.docx)", "evidence index", ".docx", _evidence),
    ("Evidence index (.xlsx)", "evidence index", ".xlsx", _evidence),
    ("Submission pack (.zip)", "submission pack", ".zip", pack),
)
