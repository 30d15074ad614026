"""How date wording would be read: one expression, or a file of them."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

from dhr_desktop.core.errors import Refused
from dhr_desktop.files import tables
from dhr_desktop.language.dates.reader import OK, Reading, read_date
from dhr_desktop.language.dates.rules import DateRules

COLUMNS = ("id", "expression", "edtf", "earliest", "latest", "time", "time_end", "status", "candidates", "why")


def rules_for(death: date, until: date | None) -> DateRules:
    return DateRules(death.year + 5, until or date(death.year + 2, 12, 31))


def read_one(wording: str, rules: DateRules, *, year: int | None = None, after: date | None = None) -> dict[str, str]:
    return _told(read_date(wording, rules, year=year, anchor=after))


def _told(reading: Reading) -> dict[str, str]:
    when, is_read = reading.when, reading.status == OK
    return {
        "edtf": when.edtf, "earliest": str(when.earliest or ""), "latest": str(when.latest or ""),
        "time": f"{when.time_from:%H:%M}" if when.time_from and is_read else "",
        "time_end": f"{when.time_to:%H:%M}" if when.time_to and is_read else "",
        "status": reading.status, "candidates": "|".join(reading.candidates), "why": reading.why,
    }  # fmt: skip


def read_file(source: Path, to: Path, rules: DateRules, *, overwrite: bool = False) -> tuple[int, int]:
    """Every expression of a CSV (id, expression, context_year, anchor_date); how many were read, and how many not."""
    rows = list(csv.DictReader(io.StringIO(tables.decode(tables.read_bytes(source)), newline="")))
    if not rows or "expression" not in rows[0]:
        raise Refused(
            "This CSV has no column called expression. Its columns: id, expression, context_year, anchor_date."
        )
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    read = 0
    for number, row in enumerate(rows, 1):
        told = read_one(row["expression"] or "", rules, year=_year(row, number), after=_day(row, number))
        read += told["status"] == OK
        writer.writerow({"id": row.get("id") or number, "expression": row["expression"], **told})
    tables.write_new(to, out.getvalue().encode("utf-8"), overwrite=overwrite)
    return read, len(rows) - read


def _year(row: dict[str, str], number: int) -> int | None:
    value = (row.get("context_year") or "").strip()
    if value and not value.isdigit():
        raise Refused(f"Row {number}: “{value}” is not a year. Write four figures, or leave it blank.")
    return int(value) if value else None


def _day(row: dict[str, str], number: int) -> date | None:
    value = (row.get("anchor_date") or "").strip()
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise Refused(f"Row {number}: “{value}” is not a date. Write it as 2013-05-12, or leave it blank.") from None
