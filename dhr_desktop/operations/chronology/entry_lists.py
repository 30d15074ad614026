"""Entries for other programs: every row of every file with what became of it, as JSON or as CSVs.

An entry's own wording goes with it only as the public may read it (`public_text`), whatever the edition.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

from dhr_desktop.core.agencies import Agency, Row, SourceTable, Submission
from dhr_desktop.core.documents import PUBLICATION
from dhr_desktop.core.entries import Account, DateCorrection, Entry
from dhr_desktop.core.moments import When
from dhr_desktop.core.people import Person
from dhr_desktop.language.dates.reader import OK, read_date
from dhr_desktop.language.dates.rules import DateRules
from dhr_desktop.operations.events import suggesting
from dhr_desktop.operations.names.departing import AS_IT_IS, Sending, depart, depart_many
from dhr_desktop.operations.names.presented import presented, real_of
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system import private_files

ENTRY_COLUMNS = (
    "source_file", "source_sheet_or_table", "source_row", "source_row_end", "agency", "edtf", "earliest",
    "latest", "time", "date_status", "cluster_id", "public_text",
)  # fmt: skip
REJECTED_COLUMNS = ("source_file", "source_sheet_or_table", "source_row", "reason")
PAIR_COLUMNS = (
    "a_source_file", "a_source_sheet_or_table", "a_source_row",
    "b_source_file", "b_source_sheet_or_table", "b_source_row", "score",
)  # fmt: skip
FILE_COLUMNS = ("source_file", "status", "reason")
_STATUS = {"imported": "imported", "replaced": "imported", "nil return": "nil", "ignored": "ignore"}


Place = tuple[str, str, int | None]


PUBLIC_FIELDS = ("what_happened", "response", "agency_comment")
PRODUCT, SUGGESTIONS = "Entries", "Suggestions"


def entry_lists(case: CaseFile) -> dict[str, list[dict[str, Any]]]:
    """The four lists: entries, rejected, pairs, files."""
    rows: dict[int, list[Place]] = defaultdict(list)
    submissions = {each.id: each for each in case.all(Submission)}
    places = {each.id: (submissions[each.submission].file_name, each.place) for each in case.all(SourceTable)}
    places_of = {each.id: each for each in case.all(SourceTable)}
    entries = {each.id: each for each in case.all(Entry)}
    said = _as_the_public_reads(case)
    agencies = {each.id: each.full_name for each in case.all(Agency)}
    events = {each.entry: each.event for each in case.all(Account)}
    corrected = {each.entry: each.stands for each in case.all(DateCorrection) if each.field in ("", "happened")}
    told: dict[str, list[dict[str, Any]]] = {"entries": [], "rejected": [], "pairs": [], "files": []}
    for row in case.all(Row):
        file_name, place = places[row.table]
        entry = entries.get(row.entry)
        if entry is not None:
            rows[entry.id].append((file_name, place, row.number))
            when = corrected.get(entry.id, entry.happened)
            if entry.row != row.id:  # an earlier version's row says its own date
                when = _as_written(case, row, places_of[row.table], when)
            told["entries"].append(
                {
                    "source_file": file_name, "source_sheet_or_table": place, "source_row": row.number,
                    "source_row_end": row.last_number, "agency": agencies.get(entry.agency, ""), "edtf": when.edtf,
                    "earliest": str(when.earliest or ""), "latest": str(when.latest or ""),
                    "time": f"{when.time_from:%H:%M}" if when.time_from else "",
                    "date_status": "ok" if entry.id in corrected else entry.date_status,
                    "cluster_id": f"event {events[entry.id]}" if entry.id in events else f"entry {entry.id}",
                    "public_text": said.get(entry.id, ""),
                }
            )  # fmt: skip
        elif not row.is_joined:
            told["rejected"].append(
                {
                    "source_file": file_name,
                    "source_sheet_or_table": place,
                    "source_row": row.number,
                    "reason": row.exception,
                }
            )
    told["pairs"] = pairs_between(case, rows)
    for each in submissions.values():
        reason = "" if each.status in ("imported", "replaced") else each.report.partition("\n")[0].partition(": ")[2]
        told["files"].append(
            {"source_file": each.file_name, "status": _STATUS.get(each.status, "reject"), "reason": reason}
        )
        if each.status == "refused":
            told["rejected"].append(
                {"source_file": each.file_name, "source_sheet_or_table": "", "source_row": "", "reason": reason}
            )
    return told


def _as_the_public_reads(case: CaseFile) -> dict[int, str]:
    """Each entry's wording with nobody's name in it; nothing while nobody is in the register to be hidden."""
    if not any(each.real_name.strip() for each in case.all(Person)):
        return {}
    told = {}
    for each in presented(case, PUBLICATION).all(Entry):
        told[each.id] = "\n".join(filter(None, (getattr(each, name) for name in PUBLIC_FIELDS)))
    return told


def pairs_between(case: CaseFile, rows: dict[int, list[Place]]) -> list[dict[str, Any]]:
    """Every suggested link, row by row; two versions of one row are the surest of all."""
    pairs: list[tuple[Place, Place, float]] = []
    for places in rows.values():
        pairs += [(one, other, 1.0) for one, other in combinations(places, 2)]
    for link in suggesting.run(real_of(case)).links:
        score = round(min(link.probability, 0.999999), 6)
        pairs += [(one, other, score) for one in rows[link.one] for other in rows[link.other]]
    return [
        dict(zip(PAIR_COLUMNS, (*one, *other, score), strict=True)) for one, other, score in pairs
    ]  # fmt: skip


def rows_of(case: CaseFile) -> dict[int, list[Place]]:
    """Where each entry's rows stand: file, table, row."""
    files = {each.id: each.file_name for each in case.all(Submission)}
    places = {each.id: (files[each.submission], each.place) for each in case.all(SourceTable)}
    rows: dict[int, list[Place]] = defaultdict(list)
    for row in case.all(Row):
        if row.entry:
            rows[row.entry].append((*places[row.table], row.number))
    return rows


def write_suggestions(case: CaseFile, to: Path, *, sending: Sending = AS_IT_IS, overwrite: bool = False) -> int:
    """The suggested links alone: a JSON file, or a CSV."""
    case = presented(case, sending.edition)
    pairs = pairs_between(case, rows_of(case))
    is_json = to.suffix.lower() == ".json"
    data = json.dumps({"pairs": pairs}, ensure_ascii=False, indent=1).encode() if is_json else _csv(pairs, PAIR_COLUMNS)
    depart(case, to, data, SUGGESTIONS, sending, overwrite=overwrite, pairs=len(pairs))
    return len(pairs)


def _as_written(case: CaseFile, row: Row, table: SourceTable, otherwise: When) -> When:
    if "date_start" not in table.mapping:
        return otherwise
    at = table.mapping.index("date_start")
    wording = row.cells[at] if at < len(row.cells) else ""
    rules = DateRules.for_review(case.review.date_of_death, case.clock.now().date())
    reading = read_date(wording, rules)
    return reading.when.coarsened(case.coarseness) if wording and reading.status == OK else otherwise


def write_entry_lists(
    case: CaseFile, to: Path, *, sending: Sending = AS_IT_IS, overwrite: bool = False
) -> dict[str, int]:
    """One JSON file, or a folder of four CSVs where the name has no ending."""
    case = presented(case, sending.edition)
    told = entry_lists(case)
    if to.suffix.lower() == ".json":
        files = [(to, json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8"))]
    else:
        private_files.make_folder(to)
        files = [
            (to / f"{name}.csv", _csv(told[name], columns))
            for name, columns in (
                ("entries", ENTRY_COLUMNS), ("rejected", REJECTED_COLUMNS), ("pairs", PAIR_COLUMNS),
                ("files", FILE_COLUMNS),
            )
        ]  # fmt: skip
    counts = {"entries": len(told["entries"]), "rejected": len(told["rejected"])}
    depart_many(case, files, PRODUCT, sending, overwrite=overwrite, **counts)
    return {name: len(rows) for name, rows in told.items()}


def _csv(rows: Iterable[dict[str, Any]], columns: tuple[str, ...]) -> bytes:
    """Plain values for programs: no apostrophe is put before a formula's sign, so the file is not one for Excel."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
