"""A large invented case with a report begun, and four long files of one more agency."""

from __future__ import annotations

import random
from pathlib import Path

from bench.matching.inventing import invented
from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.moments import When
from dhr_desktop.operations.report import sections, shapes
from dhr_desktop.storage.case_file import CaseFile
from tests.builders import a_case
from tests.operations.report.invented import fill

FILES, ROWS, ROWS_OF_ONE = 4, 4_000, 20_000
SAID = (
    "Officers attended the address after a call from a neighbour and spoke to both of them apart; she said that he had "
    "taken her telephone and that she was afraid of what he might do next, and he was told to leave for the night."
).split()


def large_case(folder: Path, entries: int) -> CaseFile:
    case = a_case(folder)
    fill(case)
    told = invented(77, int(entries * 0.84), years=12, copies=0.2)
    ids: dict[int, int] = {}
    with case.step("Fill") as step:
        for each in told.entries[:entries]:
            source = each.source
            if source.agency not in ids:
                ids[source.agency] = step.add(Agency(full_name=source.agency_name)).id
            happened = source.when if isinstance(source.when, When) else When()
            what = " ".join(source.texts)
            step.add(Entry(agency=ids[source.agency], happened=happened, what_happened=what, subject=source.subject))
    sections.begin(case, next(each for each in shapes.shipped().values() if each.document == shapes.OVERVIEW))
    return case


def large_files(folder: Path) -> list[Path]:
    chance = random.Random(5)
    return [_file(folder / f"Thornbeck Ambulance {number + 1}.csv", ROWS, number, chance) for number in range(FILES)]


def one_large_file(folder: Path) -> Path:
    return _file(folder / "Ravensmoor Housing.csv", ROWS_OF_ONE, FILES, random.Random(6))


def _file(path: Path, rows: int, number: int, chance: random.Random) -> Path:
    lines = ["Date,Time,Event,Source"]
    for row in range(rows):
        day = f"{1 + row % 28:02}/{1 + row // 28 % 12:02}/20{12 + row * 8 // rows:02}"
        words = " ".join(chance.choices(SAID, k=45)).replace(",", ";")
        lines.append(f"{day},{row % 24:02}:{row % 60:02},{words},Log {number}-{row}")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
