"""Writes scaffolding.txt: the hash of every part of our files that is the same whatever case it is written from.

python resources/gate/make_scaffolding.py      from two cases that share no word; a test compares
Styles, scripts, relationship files: no person wrote in them, so a family called Lane, Page or Grid is not met there.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from dhr_desktop.core.agencies import Agency  # noqa: E402
from dhr_desktop.core.entries import Entry  # noqa: E402
from dhr_desktop.core.filters import Filter  # noqa: E402
from dhr_desktop.core.moments import When  # noqa: E402
from dhr_desktop.core.people import Person  # noqa: E402
from dhr_desktop.core.review import Review  # noqa: E402
from dhr_desktop.gate.parts import parts_of  # noqa: E402
from dhr_desktop.gate.scaffolding import KEPT, hash_of, may_be_ours  # noqa: E402
from dhr_desktop.operations.chronology import chronology_exports, timeline_exports  # noqa: E402
from dhr_desktop.operations.names.departing import ANY, Sending  # noqa: E402
from dhr_desktop.operations.report import exports, sections, shapes  # noqa: E402
from dhr_desktop.storage.case_file import CaseFile  # noqa: E402
from dhr_desktop.storage.opening import create_with_key  # noqa: E402
from dhr_desktop.storage.vault import Key  # noqa: E402

WORDS = (("Qvarnhelm", "Zoxbeck", "wexing", 2011), ("Ujrathby", "Plivdon", "yubbed", 2014))


def a_case(folder: Path, at: int) -> CaseFile:
    """A small case; the two share no word and no day."""
    name, agency, said, year = WORDS[at]
    case = create_with_key(folder / f"{at}.dhr", Key(bytes(32), bytes([at] * 16)), Review(title=f"{agency} {year}"))
    with case.step("Fill") as step:
        step.add(Person(sort="person", real_name=name, role="victim" if at else "friend"))
        held = step.add(Agency(full_name=agency))
        for day in range(3 + at):
            happened = When.on(date(year, 3 + at, 4 + day))
            step.add(Entry(agency=held.id, happened=happened, what_happened=f"{said} {day + at * 10}"))
    return case


def files(case: CaseFile, folder: Path, edition: str) -> list[Path]:
    """One of each kind of file that leaves."""
    sending, made = Sending(edition, passing={ANY: "Nobody real is in it"}), []
    for ending in ("docx", "xlsx"):
        made.append(folder / f"c.{ending}")
        chronology_exports.write_chronology(case, made[-1], Filter(), sending=sending)
    for ending in ("html", "svg"):
        made.append(folder / f"t.{ending}")
        timeline_exports.write_timeline(case, made[-1], Filter(), sending=sending)
    for shape in shapes.shipped():
        of = shapes.shape(shape)
        if sections.root(case, of.document) is None:
            sections.begin(case, of)
            made.append(folder / f"{shape}.docx")
            exports.write_document(case, of.document, made[-1], sending=sending)
    for ending in ("docx", "xlsx"):
        made.append(folder / f"plan.{ending}")
        exports.write_plan(case, made[-1], sending=sending)
    return made


def hashes(case: CaseFile, folder: Path, edition: str) -> set[str]:
    folder.mkdir()
    return {
        hash_of(part)
        for path in files(case, folder, edition) for part in parts_of(path.name, path.read_bytes())
        if part.text and may_be_ours(part)
    }  # fmt: skip


def scaffolding() -> str:
    found: set[str] = set()
    with tempfile.TemporaryDirectory() as name:
        for edition in ("submission", "publication"):
            folder = Path(name) / edition
            folder.mkdir()
            cases = [a_case(folder, at) for at in range(2)]
            one, other = (hashes(case, folder / f"out{at}", edition) for at, case in enumerate(cases))
            for each in cases:
                each.close()
            found |= one & other
    return "".join(f"{each}\n" for each in sorted(found))


if __name__ == "__main__":
    (HERE / KEPT).write_text(scaffolding(), "utf-8")
