"""The chronology and the timeline of an invented case in the real window; prints what each look took, in ms.

python bench/seeing_child.py timeline 20000      frames while panning and zooming, layout, memory
python bench/seeing_child.py table 50000         search as it is typed, filters, scrolling
python bench/seeing_child.py cells 20000         from a cell of an analysis to its rows
python bench/seeing_child.py turning 20000       the whole window turned to another edition's names and back
python bench/seeing_child.py beside 20000        the same entries as QGraphicsView items, and by pyqtgraph where it can
                                                 be imported (it needs colorama): bare marks, the same movement
"""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta
from datetime import time as clock
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DHR_HOME", tempfile.mkdtemp(prefix="bench-home-"))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QRectF, Qt, QTimer  # noqa: E402
from PySide6.QtGui import QColor, QPainter, QPixmap  # noqa: E402
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView, QWidget  # noqa: E402

from dhr_desktop.core.agencies import Agency  # noqa: E402
from dhr_desktop.core.entries import Entry  # noqa: E402
from dhr_desktop.core.filters import Filter  # noqa: E402
from dhr_desktop.core.moments import When  # noqa: E402
from dhr_desktop.core.people import Person  # noqa: E402
from dhr_desktop.core.review import Review  # noqa: E402
from dhr_desktop.storage.case_file import CaseFile  # noqa: E402
from dhr_desktop.storage.opening import create_with_key  # noqa: E402
from dhr_desktop.storage.vault import Key  # noqa: E402
from dhr_desktop.ui import names_marked  # noqa: E402
from dhr_desktop.ui.app import Program  # noqa: E402

LANES = 30
DAYS = 5_475
SIZE = (1947, 1095)  # of the drawing in the window that is opened
FRAMES = 240
WORDS = (
    "police officer attended address after neighbour called reported argument children upstairs no injuries seen "
    "advice given referral made letter sent appointment missed telephone call returned risk assessed medium safety "
    "plan discussed locks changed school attendance meeting health visitor bruise arm denied partner left hospital"
).split()


def made(entries: int) -> CaseFile:
    """Entries over fifteen years, a third with a clock, some a month and some a year wide."""
    dice = random.Random(7)
    folder = Path(tempfile.mkdtemp(prefix="bench-home-"))
    case = create_with_key(folder / "case.dhr", Key(os.urandom(32), os.urandom(16)), Review(title="Invented"))
    with case.step("Fill", "Fill") as step:
        agencies = [step.add(Agency(full_name=f"Invented agency {at}")).id for at in range(LANES)]
        for at in range(entries):
            day = date(2005, 1, 1) + timedelta(days=dice.randrange(DAYS))
            sort = dice.random()
            when = (
                When.on(day, clock(dice.randrange(24), dice.randrange(60))) if sort < 0.3
                else When.on(day) if sort < 0.85
                else When.in_month(day.year, day.month) if sort < 0.96 else When.in_year(day.year)
            )  # fmt: skip
            text = " ".join(dice.choices(WORDS, k=28))
            step.add(Entry(agency=agencies[at % LANES], happened=when, what_happened=text, date_status="ok"))
    return case


def until(ready, seconds: float = 300) -> None:  # type: ignore[no-untyped-def]
    loop, timer, end = QEventLoop(), QTimer(), time.time() + seconds
    timer.setInterval(2)
    timer.timeout.connect(lambda: loop.quit() if ready() or time.time() > end else None)
    timer.start()
    loop.exec()


def opened(entries: int) -> Program:
    case = made(entries)
    app = QApplication.instance() or QApplication(["dhr"])
    app.setStyle("Fusion")
    program = Program(app)
    program.window.resize(2420, 1410)  # so that the drawing itself is 1920 by 1080 and more
    program.window.show()
    program.session._has_opened(case)
    until(lambda: program.window.workspace is not None and not program.session.runner.is_busy)
    return program


def summed(took: list[float]) -> dict[str, float]:
    ordered = sorted(took)
    return {
        "median": statistics.median(ordered), "p95": ordered[int(len(ordered) * 0.95)], "worst": ordered[-1],
    }  # fmt: skip


def memory_mb() -> float:
    """What the process holds now, not the most it ever held."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def timeline(entries: int) -> dict[str, object]:
    program = opened(entries)
    places = program.window.workspace.places
    places.go("Chronology")
    until(lambda: places.reading.shown is not None)
    before = memory_mb()
    places.go("Timeline")
    canvas = places.timeline.canvas
    until(lambda: canvas.timeline.drawn > 0 and not program.session.runner.is_busy)
    from dhr_desktop.operations.chronology.timelines import Way, draw

    places.reading.chronology._items.clear()
    began = time.perf_counter()
    draw(places.reading.chronology, places.reading.shown, Way(), places.reading.outside)
    layout_ms = (time.perf_counter() - began) * 1000
    canvas.fit()
    canvas.repaint()
    took = []
    for frame in range(FRAMES):
        began = time.perf_counter()
        if frame % 60 < 30:
            canvas.zoom(0.9 if (frame // 60) % 2 == 0 else 1 / 0.9)
        else:
            canvas.pan(60 if frame % 2 else -40)
        canvas.repaint()
        took.append((time.perf_counter() - began) * 1000)
    blit, screen = [], QPixmap(canvas.size())
    target = QPixmap(canvas.size())
    for _ in range(30):
        began = time.perf_counter()
        painter = QPainter(target)
        painter.drawPixmap(0, 0, screen)
        painter.end()
        blit.append((time.perf_counter() - began) * 1000)
    return {
        "frame": summed(took), "layout_ms": layout_ms, "memory_mb": memory_mb() - before,
        "size": [canvas.width(), canvas.height()], "blit": summed(blit),
    }  # fmt: skip


def table(entries: int) -> dict[str, object]:
    program = opened(entries)
    places = program.window.workspace.places
    began = time.perf_counter()
    places.go("Chronology")
    until(lambda: places.reading.shown is not None)
    told_ms = (time.perf_counter() - began) * 1000
    place = places.chronology
    typed, filters, scrolled = [], [], []
    for words in ("p", "po", "pol", "police", "police a", "police arm", "", "bruise", "zzz", "", "school meeting"):
        began = time.perf_counter()
        places.reading.set_filter(Filter(words=words))
        place.table.viewport().repaint()
        typed.append((time.perf_counter() - began) * 1000)
    agencies = list(places.reading.chronology.agencies)
    for wanted in (
        Filter(agencies=(agencies[0], agencies[5])), Filter(first=date(2010, 1, 1), last=date(2012, 1, 1)), Filter(),
        Filter(precisions=("month",)), Filter(recorded_late=True), Filter(), Filter(doubtful=True),
        Filter(undated=True),
    ):  # fmt: skip
        began = time.perf_counter()
        places.reading.set_filter(wanted)
        place.table.viewport().repaint()
        filters.append((time.perf_counter() - began) * 1000)
    places.reading.set_filter(Filter())
    bar = place.table.verticalScrollBar()
    for at in range(60):
        began = time.perf_counter()
        bar.setValue(bar.maximum() * at // 60)
        place.table.viewport().repaint()
        scrolled.append((time.perf_counter() - began) * 1000)
    began = time.perf_counter()
    place.grouping.setCurrentIndex(1)
    place._show()
    place.table.viewport().repaint()
    grouped = (time.perf_counter() - began) * 1000
    return {
        "typed": summed(typed), "filter": summed(filters), "scroll": summed(scrolled), "told_ms": told_ms,
        "grouped_ms": grouped,
    }  # fmt: skip


def cells(entries: int) -> dict[str, object]:
    """From a cell of an analysis to its rows in the table, in the window."""
    program = opened(entries)
    places = program.window.workspace.places
    places.go("Chronology")
    until(lambda: places.reading.shown is not None and not program.session.runner.is_busy)
    places.go_to("escalation", ())
    page = places.analysis.page("escalation")
    until(lambda: page.model.rowCount() > 0)
    took = []
    for row in range(min(page.model.rowCount(), 12)):
        places.go_to("escalation", ())
        until(lambda: not program.session.runner.is_busy)
        page.table.setCurrentIndex(page.model.index(row, 5))
        began = time.perf_counter()
        page.show_rows()
        places.chronology.table.viewport().repaint()
        took.append((time.perf_counter() - began) * 1000)
    return {"opened": summed(took), "rows": len(places.reading.shown.told)}


NAMED = [(f"{first} {last}", f"Person {at}") for at, (first, last) in enumerate(
    (first, last) for first in "Rhoswen Derrin Maudlyn Tavish Oluchi Niamh Anwen Jacinta Yusra Eleri".split()
    for last in ("Tallowby", "Askquith", "O'Dravney", "Penhallowe", "Thrupwick")
)]  # fmt: skip


def turning(entries: int) -> dict[str, object]:
    """The window with the whole chronology on screen, turned to another edition's names and back, again and again."""
    program = opened(entries)
    session, window = program.session, program.window
    case = session.held
    assert case is not None
    with case.step("Name people", "Name people") as step:
        for name, called in NAMED:
            step.add(Person(real_name=name, sort="person", pseudonym=f"Other{called[7:]}"))
        for at, entry in enumerate(case.all(Entry)):
            if at % 2 == 0:
                step.put(replace(entry, what_happened=f"{NAMED[at % len(NAMED)][0]} rang. {entry.what_happened}"))
    window.resize(1280, 800)
    window.remake_workspace()
    window.workspace.places.go("Chronology")

    def settled() -> None:
        until(lambda: window.workspace.places.reading.shown is not None and not session.runner.is_busy)

    settled()
    names_marked.make_ready(case)
    took: dict[str, list[float]] = {"hidden": [], "shown": [], "published": [], "paint": []}
    for _ in range(6):
        for what, edition in (
            ("hidden", "submission"),
            ("shown", "working"),
            ("published", "publication"),
            ("", "working"),
        ):
            began = time.perf_counter()
            session.show_edition(edition)
            window.repaint()
            if what:
                took[what].append((time.perf_counter() - began) * 1000)
            settled()
            until(lambda: not session.runner.is_busy)
        began = time.perf_counter()
        window.repaint()
        took["paint"].append((time.perf_counter() - began) * 1000)
    model = window.workspace.places.chronology.model
    session.show_edition("submission")
    words = window.workspace.places.chronology.model.words_at(0, model.column_of("what"))
    assert not any(name in words for name, _ in NAMED), words
    return {what: summed(each) for what, each in took.items()} | {"rows": model.rowCount()}


def beside(entries: int) -> dict[str, object]:
    """The same number of bare marks on a surface of the same size, moved the same way and repainted the same way."""
    app = QApplication.instance() or QApplication(["dhr"])
    told: dict[str, object] = {"graphics view": _graphics_view(entries), "pyqtgraph": None, "why not": ""}
    try:
        told["pyqtgraph"] = _pyqtgraph(entries)
    except ImportError as problem:
        told["why not"] = str(problem)
    del app
    return told


def _show(window: QWidget) -> None:
    """A repaint paints nothing before the window is up."""
    window.show()
    until(lambda: window.windowHandle() is not None and window.windowHandle().isExposed())


def _graphics_view(entries: int) -> dict[str, float]:
    dice = random.Random(7)
    scene = QGraphicsScene()
    ink = QColor("#1f5fa8")
    for at in range(entries):
        scene.addRect(QRectF(dice.random() * DAYS, (at % LANES) * 30, 1, 12), Qt.PenStyle.NoPen, ink)
    view = QGraphicsView(scene)
    view.resize(*SIZE)
    _show(view)
    view.fitInView(scene.sceneRect())
    view.viewport().repaint()
    scroll, took = view.horizontalScrollBar(), []
    for frame in range(FRAMES):
        began = time.perf_counter()
        if frame % 60 < 30:
            view.scale(1 / 0.9 if (frame // 60) % 2 == 0 else 0.9, 1)
        else:
            scroll.setValue(scroll.value() + (60 if frame % 2 else -40))
        view.viewport().repaint()
        took.append((time.perf_counter() - began) * 1000)
    return summed(took)


def _pyqtgraph(entries: int) -> dict[str, float]:
    import pyqtgraph

    dice = random.Random(7)
    plot = pyqtgraph.PlotWidget()
    plot.resize(*SIZE)
    x = [dice.random() * DAYS for _ in range(entries)]
    plot.addItem(pyqtgraph.ScatterPlotItem(x=x, y=[at % LANES for at in range(entries)], size=8))
    _show(plot)
    plot.viewport().repaint()
    middle, wide, took = DAYS / 2, float(DAYS), []
    for frame in range(FRAMES):
        began = time.perf_counter()
        if frame % 60 < 30:
            wide *= 0.9 if (frame // 60) % 2 == 0 else 1 / 0.9
        else:
            middle += (60 if frame % 2 else -40) * wide / SIZE[0]
        plot.setXRange(middle - wide / 2, middle + wide / 2, padding=0)
        plot.viewport().repaint()
        took.append((time.perf_counter() - began) * 1000)
    return summed(took)


if __name__ == "__main__":
    print(
        json.dumps(
            {"timeline": timeline, "table": table, "cells": cells, "turning": turning, "beside": beside}[sys.argv[1]](
                int(sys.argv[2])
            )
        )
    )
    sys.stdout.flush()
    os._exit(0)  # the invented case is thrown away: nothing is to be closed in order
