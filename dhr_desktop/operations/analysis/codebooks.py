"""Codebooks: lists of themes a review codes by. Those that come with the program, the chair's own, and others' by file.

A codebook travels as CSV, or as REFI-QDA (.qdc), which programs for qualitative analysis read.
"""

from __future__ import annotations

import csv
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from dhr_desktop.core.analysis import Mark, Theme
from dhr_desktop.core.changes import Change
from dhr_desktop.core.errors import Refused
from dhr_desktop.files import tables
from dhr_desktop.intake.codebook_qdc import Code, read_qdc
from dhr_desktop.operations.names.departing import Sending, depart
from dhr_desktop.operations.names.presented import edition_of
from dhr_desktop.operations.reference import vocabularies
from dhr_desktop.report.package_out import xml_attribute, xml_text
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system.folders import resources

COLUMNS = ("codebook", "group", "theme", "meaning")
FORMATS = (".csv", ".qdc")
SHIPPED = {
    "Themes of published reviews": "themes",
    "Eight-stage homicide timeline": "homicide_timeline",
    "Coercive control": "coercive_control",
    "DASH risk indicators": "risk_indicators",
    "Protected characteristics": "protected_characteristics",
}
OWN = "Own themes"
_SPACE = "urn:QDA-XML:codebook:1.0"
MOST_CODES, LARGEST = 5_000, 5 * 2**20


def shipped(codebook: str) -> list[Code]:
    """The codes of a codebook that comes with the program; themes as this case has the vocabulary."""
    name = SHIPPED.get(codebook)
    if name is None:
        raise Refused(f"There is no codebook {codebook}. There are: {', '.join(SHIPPED)}.")
    with (resources() / "vocab/codebooks" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [Code(codebook, row["group"], row["theme"], row["meaning"]) for row in csv.DictReader(file)]


def offered(case: CaseFile, codebook: str) -> list[Code]:
    if SHIPPED.get(codebook) == "themes":
        return [Code(codebook, each.group, each.term, each.meaning) for each in vocabularies.terms(case, "themes")]
    return shipped(codebook)


def codes(case: CaseFile) -> list[tuple[Theme, int]]:
    """Every theme of the case with how many marks use it."""
    used = Counter(theme for mark in case.all(Mark) if mark.state != "rejected" for theme in mark.themes)
    held = sorted(
        case.all(Theme), key=lambda each: (each.codebook.casefold(), each.group.casefold(), each.title.casefold())
    )
    return [(each, used[each.id]) for each in held]


def adopt(case: CaseFile, codebook: str) -> Change:
    """The codes of a codebook become themes of this case, to mark with and to edit."""
    return _take(case, offered(case, codebook), f"Use the codebook {codebook}")


def bring_in(case: CaseFile, path: Path) -> Change:
    """A codebook from a file; codes that are here already by name and codebook are left as they are."""
    found = _read(path)
    if not found:
        raise Refused(f"{path.name} holds no codes. A CSV needs the columns {', '.join(COLUMNS)}.")
    return _take(case, found, f"Bring in the codebook {path.name}")


def _take(case: CaseFile, found: Sequence[Code], words: str) -> Change:
    held = {(each.codebook.casefold(), each.title.casefold()) for each in case.all(Theme)}
    fresh = []
    for code in found:
        key = (code.codebook.casefold(), code.title.casefold())
        if key not in held:
            held.add(key)
            fresh.append(code)
    if not fresh:
        return Change("Everything in it is here already")
    with case.step(words.split(" the ")[0] + " a codebook", words) as step:
        for code in fresh:
            step.add(Theme(title=code.title, codebook=code.codebook, group=code.group, meaning=code.meaning))
        step.note(codes=len(fresh))
    return step.change


def send_out(case: CaseFile, to: Path, codebook: str = "", *, overwrite: bool = False) -> int:
    """A codebook of the case, or all of them."""
    if to.suffix.lower() not in FORMATS:
        raise Refused(f"A codebook is written as {' or '.join(FORMATS)}; give the file one of these endings.")
    found = [
        Code(each.codebook or OWN, each.group, each.title, each.meaning)
        for each, _ in codes(case) if not codebook or (each.codebook or OWN) == codebook
    ]  # fmt: skip
    if not found:
        raise Refused("There are no themes to write yet. Use a codebook, or tag an entry with a theme first.")
    if to.suffix.lower() == ".csv":
        data = tables.csv_bytes([COLUMNS, *((each.codebook, each.group, each.title, each.meaning) for each in found)])
    else:
        data = _qdc(case.case_id, found)
    depart(case, to, data, "Codebook", Sending(edition_of(case)), overwrite=overwrite, codes=len(found))
    return len(found)


# ---- files ----------------------------------------------------------------------------------------


def _read(path: Path) -> list[Code]:
    ending = path.suffix.lower()
    if ending not in FORMATS:
        raise Refused(f"{path.name} is no codebook. Choose a file that ends in {' or '.join(FORMATS)}.")
    untrusted = tables.read_bytes(path)
    if len(untrusted) > LARGEST:
        raise Refused(f"{path.name} is larger than any codebook. Ask for only the codebook.")
    found = _from_csv(path, untrusted) if ending == ".csv" else read_qdc(path, untrusted)
    if len(found) > MOST_CODES:
        raise Refused(f"{path.name} holds more than {MOST_CODES:,} codes. Ask for only the codebook.")
    return found


def _from_csv(path: Path, untrusted: bytes) -> list[Code]:
    rows = tables.rows_from(tables.decode(untrusted))
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    if "theme" not in header and "code" not in header:
        raise Refused(f"{path.name} has no column called theme. A codebook needs the columns {', '.join(COLUMNS)}.")
    title = header.index("theme") if "theme" in header else header.index("code")

    def cell(row: list[str], name: str) -> str:
        at = header.index(name) if name in header else -1
        return row[at].strip() if 0 <= at < len(row) else ""

    return [
        Code(cell(row, "codebook") or path.stem, cell(row, "group"), row[title].strip(), cell(row, "meaning"))
        for row in rows[1:] if title < len(row) and row[title].strip()
    ]  # fmt: skip


def _qdc(case_id: str, found: Iterable[Code]) -> bytes:
    """Groups are codes that cannot be coded with; each code keeps its guid from one export to the next."""
    by_group: dict[str, list[Code]] = {}
    for each in found:
        by_group.setdefault(each.group or each.codebook, []).append(each)
    lines = ['<?xml version="1.0" encoding="utf-8"?>', f'<CodeBook xmlns="{_SPACE}" origin="DHR Desktop"><Codes>']
    for group, inside in by_group.items():
        lines.append(f'<Code guid="{_guid(case_id, group)}" name={xml_attribute(group)} isCodable="false">')
        for each in inside:
            about = f"<Description>{xml_text(each.meaning)}</Description>" if each.meaning else ""
            guid = _guid(case_id, f"{each.codebook}/{group}/{each.title}")
            lines.append(f'<Code guid="{guid}" name={xml_attribute(each.title)} isCodable="true">{about}</Code>')
        lines.append("</Code>")
    lines.append("</Codes></CodeBook>")
    return "\n".join(lines).encode("utf-8")


def _guid(case_id: str, name: str) -> str:
    return str(uuid.uuid5(uuid.UUID("6f1c1f0e-2f0b-5d1e-9a53-8d2f6f0f5a11"), f"{case_id}/{name}"))
