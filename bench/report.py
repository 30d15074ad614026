"""The report: 100 pages with 600 citations written, looked through and refilled; typing in a long section.

Beside the export stands python-docx writing the same paragraphs without numbers, notes, references or a gate.
"""

from __future__ import annotations

import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .lines import Line

ROOT = Path(__file__).parents[1]
SENTENCE = "She told the officer that he had taken her telephone and that she was afraid of what he might do next. "
PARAGRAPHS, CITATIONS, WORDS_TYPED_IN = 600, 600, 60_000


def _case(folder: Path, entries: int = 400) -> Any:
    """An invented review with everything a report is filled from, entries more, and 40,000 words of the chair's."""
    from dhr_desktop.core.documents import Citation
    from dhr_desktop.core.review import Review
    from dhr_desktop.operations.names import name_questions
    from dhr_desktop.operations.report import sections, shapes
    from dhr_desktop.people.certain import NEUTRAL
    from dhr_desktop.storage.opening import create_case
    from tests.builders import add, an_entry
    from tests.operations.report.invented import fill

    case = create_case(folder / "report.dhr", "three invented words here", Review(title="An invented review"))
    made = fill(case)
    add(
        case,
        *(
            an_entry(
                f"2021-{1 + at % 12:02}-{1 + at % 28:02}", f"Entry {at}: {SENTENCE}", agency=made["agencies"][at % 3].id
            )
            for at in range(entries)
        ),
    )
    for key in ("overview-2016", "summary-2016"):
        sections.begin(case, shapes.shape(key))
    wanted = [each.section for each in sections.outline(case, shapes.OVERVIEW)[5:25]]
    stood_on = [each.id for each in made["entries"]]
    a_section = PARAGRAPHS // len(wanted)
    for section in wanted:
        cited = add(
            case,
            *(
                Citation(section=section.id, sentence=SENTENCE.strip(), of=(stood_on[at % len(stood_on)],))
                for at in range(a_section)
            ),
        )
        sections.write(case, section.id, "\n\n".join(f"{SENTENCE * 4}[[c{each.id}]]" for each in cited))
    name_questions.answer(case, name_questions.questions(case), NEUTRAL)
    return case


def report() -> list[Line]:
    from dhr_desktop.operations.names.departing import Sending
    from dhr_desktop.operations.names.presented import presented
    from dhr_desktop.operations.report import exports, shapes
    from dhr_desktop.operations.report.assembling import assemble
    from dhr_desktop.operations.report.checks import every

    with tempfile.TemporaryDirectory() as folder:
        case = _case(Path(folder))
        took = []
        for edition in ("working", "publication"):
            began = time.perf_counter()
            exports.write_document(case, shapes.OVERVIEW, Path(folder) / f"{edition}.docx", sending=Sending(edition))
            took.append(time.perf_counter() - began)
        words = assemble(case, shapes.OVERVIEW).words().split("\n")
        began = time.perf_counter()
        shown = presented(case, "publication")
        assemble(shown, shapes.OVERVIEW)
        first = time.perf_counter() - began
        again = []
        for _ in range(3):
            began = time.perf_counter()
            assemble(case, shapes.OVERVIEW)
            again.append(time.perf_counter() - began)
        began = time.perf_counter()
        result = every.run(case)
        checked = time.perf_counter() - began
        beside = _python_docx(words)
        case.close()
    print(f"  {sum(len(each.split()) for each in words):,} words; {len(result.findings)} findings", file=sys.stderr)
    return [
        Line("report of 100 pages, 600 citations: a working draft written", took[0], "s", 3, "python-docx, the bare paragraphs", beside),
        Line("the same as published, masked and read back by the gate", took[1], "s", 3, "python-docx, the bare paragraphs", beside),
        Line("all 69 points looked for in it", checked, "s", 5),
        Line("every block filled again, median", statistics.median(again), "s", 1, "as published", first),
    ]  # fmt: skip


def report_saving() -> list[Line]:
    """A section saved, and the document read again as the Report place shows it; beside it, everything made anew."""
    return [line for entries, most in ((20_000, 100), (100_000, 300)) for line in _saves(entries, most)]


def _saves(entries: int, most: int) -> list[Line]:
    from dhr_desktop.operations.report import sections, shapes
    from dhr_desktop.operations.report.reading import ReportReading

    lines = []
    with tempfile.TemporaryDirectory() as folder:
        case = _case(Path(folder), entries)
        written = [each.section for each in sections.outline(case, shapes.OVERVIEW)][8]
        reading = ReportReading()
        for edition in ("working", "publication"):
            began = time.perf_counter()
            reading.read(case, shapes.OVERVIEW, edition)
            whole = (time.perf_counter() - began) * 1000
            took, used = [], []
            for at in range(9):
                began, at_work = time.perf_counter(), time.process_time()
                sections.write(case, written.id, f"{case.get(type(written), written.id).body}\n\nParagraph {at}.")
                reading.read(case, shapes.OVERVIEW, edition)
                took.append((time.perf_counter() - began) * 1000)
                used.append((time.process_time() - at_work) * 1000)
            what = f"a section saved, {entries:,} entries, {edition} shown"
            lines.append(Line(f"{what}: median", statistics.median(took), "ms", most, "everything made", whole))
            lines.append(
                Line(
                    f"{what}: slowest of nine", max(took), "ms", 2 * most, "processor, median", statistics.median(used)
                )
            )
        case.close()
    return lines


def _python_docx(words: list[str]) -> float:
    try:
        import docx
    except ImportError:
        raise SystemExit("python-docx is not installed: bash installer/linux/setup.sh test") from None
    began = time.perf_counter()
    made = docx.Document()
    for each in words:
        made.add_paragraph(each)
    made.save(io.BytesIO())
    return time.perf_counter() - began


def typing() -> list[Line]:
    """The editor with 60,000 words in one section, names underlined as they are typed."""
    done = subprocess.run(
        [sys.executable, "bench/typing_child.py", str(WORDS_TYPED_IN)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    return [
        Line("a key typed in a section of 60,000 words, median", told["median"], "ms", 16, "in an empty one", told["empty"]),
        Line("the slowest of a hundred keys", told["worst"], "ms", 50),
    ]  # fmt: skip


MEASURES: dict[str, Callable[[], list[Line]]] = {"report": report, "report_saving": report_saving, "typing": typing}
