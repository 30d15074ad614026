"""A whole journey through the window on a case full of planted words, for the suite to trace.

python -m tests.safety.journey_child FOLDER
"""

from __future__ import annotations

import os
import sys
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.filters import Filter
from dhr_desktop.core.moments import When
from dhr_desktop.core.people import Person
from dhr_desktop.operations.chronology import marking, views
from dhr_desktop.operations.queries import query_sheets
from dhr_desktop.operations.review import registers
from dhr_desktop.system import logs
from dhr_desktop.ui.app import Program
from tests.builders import PASSPHRASE, PLANTED
from tests.safety import journey_work
from tests.safety.child import say


def main() -> None:
    folder = Path(sys.argv[1])
    logs.start_log()
    app = QApplication(["dhr"])
    program = Program(app)
    sys.excepthook = program.report_defect
    session, window = program.session, program.window
    window.show()
    steps = iter(journey(folder, session, window))

    def go_on() -> None:
        if session.runner.is_busy:
            return
        try:
            next(steps)
        except StopIteration:
            session.runner.stop()
            logs.stop_log()
            say("journey done")
            os._exit(0)

    timer = QTimer()
    timer.setInterval(15)
    timer.timeout.connect(go_on)
    timer.start()
    app.exec()


def journey(folder: Path, session, window):
    session.prefer(remember_recent=False)
    yield session.begin(folder / "Review 1.dhr", PASSPHRASE, title=f"Review of {PLANTED[0]}")
    yield session.edit(lambda case: registers.add(case, Person(real_name=PLANTED[0], note=PLANTED[2]))[0])
    review = window.workspace.places.review
    for page in review.titles:
        yield review.go(page)
    review.go("people")
    page = review.page("people")
    page.select(session.case.all(Person)[0].id)
    page.table.selectAll()
    yield page.table.copy_selection()
    window.workspace.search.setText(PLANTED[1])
    yield window.workspace.search.look()
    yield page.take_pasted(f"Real name\tNote\n{PLANTED[0]} the younger\t{PLANTED[2]}\n")
    yield page.import_file(folder / "people.csv")
    yield session.edit(lambda case: _break(case))
    for place in ("Case file", "History", "Settings", "Review"):
        yield window.workspace.places.go(place)
    yield window.workspace.places.file.prove()
    yield window.workspace.places.file.back_up()
    yield session.undo()
    yield session.redo()
    yield session.run_long(
        "Exporting",
        partial(registers.export_csv, kind=Person, path=folder / "chosen-export.csv", is_confirmed=True),
        lambda n: None,
    )
    yield session.edit(lambda case: _an_entry(case))
    places = window.workspace.places
    yield places.go("Chronology")
    yield places.reading.set_filter(Filter(words=PLANTED[1].lower()))
    places.chronology.table.selectAll()
    yield places.chronology.copy()
    yield session.edit(lambda case: views.save_view(case, PLANTED[0], places.reading.filter))
    yield places.go("Timeline")
    yield places.timeline.canvas.step_to_end(first=True)
    for ending in (".html", ".pdf", ".svg", ".png"):
        yield session.run_long(
            "Exporting", partial(journey_work.timeline, to=folder / f"chosen-timeline{ending}"), lambda shown: None
        )
    for ending in (".docx", ".xlsx"):
        yield session.run_long(
            "Exporting", partial(journey_work.chronology, to=folder / f"chosen-chronology{ending}"), lambda shown: None
        )
    for name in ("handshakes", "chain", "codebooks"):
        yield places.go_to(name, ())
    yield session.run_long(
        "Writing", partial(journey_work.analysis, to=folder / "chosen-analysis.png"), lambda told: None
    )
    yield session.edit(lambda case: marking.ask(case, [case.all(Entry)[0].id], f"Who told {PLANTED[0]}?"))
    yield session.run_long(
        "Asking", partial(query_sheets.write_sheets, folder=folder / "chosen-queries"), lambda written: None
    )
    yield session.run_long(
        "Reading a reply", partial(journey_work.reply, folder=folder / "chosen-queries"), lambda told: None
    )
    yield session.run_long("Breaking", journey_work.break_down, lambda n: None)
    yield session.prefer(theme="dark")
    yield session.lock()
    yield session.open(folder / "Review 1.dhr", "not this one at all")
    yield session.open(folder / "Review 1.dhr", PASSPHRASE)
    yield session.close()


def _an_entry(case):
    with case.step("An invented entry") as step:
        agency = step.add(Agency(full_name=f"{PLANTED[1]} Police"))
        when = When.on(date(2021, 2, 14), wording=PLANTED[2])
        step.add(Entry(agency=agency.id, happened=when, what_happened=f"{PLANTED[0]} was seen."))
    return step.change


def _break(case):
    raise KeyError(PLANTED[0])


if __name__ == "__main__":
    main()
