"""The combined chronology as a workbook or a landscape document: every entry shown, whole, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dhr_desktop.core.counting import counted
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.filters import Filter
from dhr_desktop.core.moments import Order, When
from dhr_desktop.core.progress import Progress
from dhr_desktop.operations.names.departing import AS_IT_IS, Sending, depart, signed
from dhr_desktop.operations.names.presented import presented
from dhr_desktop.report.docx_writer import Block, Heading, Paragraph, Table, document
from dhr_desktop.report.timeline_picture import About
from dhr_desktop.report.xlsx_writer import Sheet, workbook
from dhr_desktop.storage.case_file import CaseFile

from .chronology import Chronology, Shown, Told
from .chronology_told import tell
from .page_lines import about
from .timelines import agency_codes

COLUMNS = (
    "No.", "Date", "Time", "As written", "Agency", "Source", "Person", "What happened", "Response",
    "Agency's comment", "Chair's comment", "Marks and themes", "Event", "Entry",
)  # fmt: skip
WIDTHS = (6, 18, 10, 16, 22, 18, 14, 70, 40, 30, 30, 24, 22, 8)
PRINTED = (0, 1, 2, 4, 5, 6, 7, 8, 9, 11)  # what fits across a page; the workbook has the rest too
SHARES = (4, 8, 5, 9, 8, 6, 32, 18, 11, 9)
UNORDERED = "≈"
ORDER_NOTE = (
    f"{UNORDERED} before a number: the dates and times do not say whether it came before or after the entry above it. "
    "Undated entries stand at the end."
)
FORMATS = (".xlsx", ".docx")
PRODUCT = "Combined chronology"


def write_chronology(
    case: CaseFile, to: Path, wanted: Filter, *, sending: Sending = AS_IT_IS, overwrite: bool = False,
    progress: Progress | None = None,
) -> Shown:  # fmt: skip
    """As the file's ending says: .xlsx or .docx."""
    if to.suffix.lower() not in FORMATS:
        raise Refused(f"A chronology is written as {' or '.join(FORMATS)}; give the file one of these endings.")
    case = presented(case, sending.edition)
    chronology = tell(case)
    shown = chronology.shown(wanted)
    told = signed(case, about(case, chronology, shown, PRODUCT, sending.edition), sending)
    rows = list((progress or Progress()).over(_rows(chronology, shown), total=len(shown.told), words="Writing entries"))
    data = _workbook(chronology, told, rows) if to.suffix.lower() == ".xlsx" else _document(chronology, told, rows)
    depart(case, to, data, PRODUCT, sending, overwrite=overwrite, entries=len(shown.told), of=shown.total)
    return shown


def _rows(chronology: Chronology, shown: Shown) -> Iterable[tuple[str, ...]]:
    themes = {id: each.title for id, each in chronology.themes.items()}
    above: When | None = None
    for number, told in enumerate(shown.told, 1):
        is_doubtful = above is not None and above.order(told.when) is Order.CANNOT_BE_ORDERED
        above = told.when
        yield _row(chronology, told, f"{UNORDERED} {number}" if is_doubtful else str(number), themes)


def _row(chronology: Chronology, told: Told, number: str, themes: dict[int, str]) -> tuple[str, ...]:
    entry, when = told.entry, told.when
    words = when.words()
    day, _, clock = words.partition(", ") if when.clock_span() else (words, "", "")
    return (
        number, day, clock, entry.happened.wording, _agency(chronology, told), entry.source, entry.subject,
        entry.what_happened, entry.response, entry.agency_comment, entry.chair_comment, _marks(told, themes),
        _event(chronology, told), str(entry.id),
    )  # fmt: skip


def _agency(chronology: Chronology, told: Told) -> str:
    held = chronology.agencies.get(told.entry.agency)
    withdrawn = " (withdrawn by the agency)" if told.entry.is_withdrawn else ""
    return (held.name if held else "No agency") + withdrawn


def _marks(told: Told, themes: dict[int, str]) -> str:
    lines = []
    for mark in told.marks:
        named = ", ".join(themes.get(each, "") for each in mark.themes)
        lines.append(": ".join(part for part in (mark.sort, mark.title or named) if part))
    return "\n".join(lines + [f"panel comment: {each.author}" for each in told.comments])


def _event(chronology: Chronology, told: Told) -> str:
    held = chronology.events.get(told.event)
    if held is None:
        return ""
    lead = "lead account" if told.is_lead else told.relation
    return f"{held.event.title} ({lead}; {counted(len(held.entries), 'account')})"


def _said(told: About) -> list[tuple[str, str]]:
    lines = [
        ("Edition", told.edition), ("Marking", told.marking), ("Filter", told.filter), ("Entries", told.shown),
        ("Made", told.made.removeprefix("Made ")), ("Order", ORDER_NOTE),
    ]  # fmt: skip
    return [(name, value) for name, value in lines if value]  # what is published carries no marking


def _key(chronology: Chronology) -> list[tuple[str, str, str]]:
    """Every agency's code, name and number of entries."""
    counts: dict[int, int] = {}
    for each in chronology.told:
        counts[each.entry.agency] = counts.get(each.entry.agency, 0) + 1
    codes = agency_codes(chronology)
    return [
        (codes[id][0], each.full_name or each.short_name, f"{counts.get(id, 0):,}")
        for id, each in chronology.agencies.items()
    ]  # fmt: skip


def _workbook(chronology: Chronology, told: About, rows: Sequence[Sequence[str]]) -> bytes:
    return workbook(
        [
            Sheet("Chronology", COLUMNS, WIDTHS, rows, has_filter=True),
            Sheet("About this file", ("What", "Value"), (18, 110), [("Title", told.title), *_said(told)]),
            Sheet("Agencies", ("Code", "Agency", "Entries in the case"), (10, 60, 18), _key(chronology)),
        ],
        told.marking,
    )


def _document(chronology: Chronology, told: About, rows: Sequence[Sequence[str]]) -> bytes:
    blocks: list[Block] = [
        Heading(told.title),
        *(Paragraph(f"{name}: {value}", is_quiet=True) for name, value in _said(told)),
        Heading("Agencies", 2),
        Table(("Code", "Agency", "Entries in the case"), (1, 6, 2), _key(chronology), "Every agency with its code"),
        Heading("Chronology", 2),
        Table(
            [COLUMNS[at] for at in PRINTED], SHARES, ([row[at] for at in PRINTED] for row in rows),
            "Every entry shown, in order",
        ),
    ]  # fmt: skip
    return document(told.title, told.marking, told.in_one_line(), blocks)
