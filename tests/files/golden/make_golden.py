"""Make the golden file of the present format: run once when a format version is released, never again.

    .venv/bin/python tests/files/golden/make_golden.py

The case is invented. Every later build opens it, converts a copy, and compares what it holds.
"""

import hashlib
import json
import os
import tempfile
from datetime import date, time
from pathlib import Path

FOLDER = Path(__file__).parent
os.environ.setdefault("DHR_HOME", tempfile.mkdtemp())

from dhr_desktop.core.agencies import Agency, Return, Submission  # noqa: E402
from dhr_desktop.core.analysis import Mark  # noqa: E402
from dhr_desktop.core.case import RECORDS  # noqa: E402
from dhr_desktop.core.entries import Account, Entry, Event  # noqa: E402
from dhr_desktop.core.moments import When  # noqa: E402
from dhr_desktop.core.people import Person  # noqa: E402
from dhr_desktop.core.review import Review  # noqa: E402
from dhr_desktop.storage import dump, schema  # noqa: E402
from dhr_desktop.storage.opening import create_case  # noqa: E402

EMPTY = hashlib.sha256(b"").hexdigest()
PASSPHRASE = "invented golden harbour walnut"


def main() -> None:
    path = FOLDER / f"format-{schema.USER_VERSION}.dhr"
    case = create_case(path, PASSPHRASE, Review(title="An invented golden review", date_of_death=date(2022, 4, 17)))
    with case.step("Fill") as step:
        agency = step.add(Agency(full_name="Eastmere Police", former_names=("Eastmere Constabulary",)))
        step.add(Return(agency=agency.id, outcome="IMR", asked=date(2022, 8, 1)))
        step.add(Person(real_name="Rhoswen Tallowby", aliases=("Rosie", "R. Askquith"), sort="person"))
        step.keep_original(EMPTY, b"")
        sent = step.add(Submission(agency=agency.id, file_name="chronology.xlsx", sha256=EMPTY))
        entry = step.add(Entry(agency=agency.id, submission=sent.id, what_happened="Officers attended. Zoë said: ‘no’.",
                               happened=When.on(date(2021, 2, 14), time(23, 10), wording="14/02/21 23.10")))  # fmt: skip
        event = step.add(Event(title="The call of 14 February", stands=When.in_part_of_month(2021, 2, 1)))
        step.add(Account(event=event.id, entry=entry.id, is_lead=True))
        step.add(Mark(sort="missed opportunity", on=(entry.id, event.id)))
        for kind in RECORDS[1:]:
            step.add(kind())
    case.undo()
    case.redo()
    case.close()
    held = {name: [list(row) for row in rows] for name, rows in _dump(path).items()}
    path.with_suffix(".json").write_text(json.dumps(held, ensure_ascii=False, indent=0), "utf-8")


def _dump(path: Path) -> dict:
    from dhr_desktop.storage.opening import open_case

    case = open_case(path, PASSPHRASE, read_only=True)
    try:
        return dump.records(case)
    finally:
        case.close()


if __name__ == "__main__":
    main()
