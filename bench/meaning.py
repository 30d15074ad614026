"""The analyses of 20,000 entries, and what they suggest scored against the sample's answers where it is there.

Beside each: reading every entry's words once, the least that any of it could take.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from .lines import Line

ENTRIES = 20_000
SAMPLE = Path(__file__).parents[2] / "shared/samples/hillingdon"


def analyses() -> list[Line]:
    """Every analysis once words are read, the slowest named; and the reading, which the window does ahead."""
    from dhr_desktop.core.entries import Entry
    from dhr_desktop.operations.analysis.entries_read import ground_of
    from dhr_desktop.operations.analysis.every import EVERY, tell
    from dhr_desktop.operations.events import joining

    case = _invented()
    ids = [each.id for each in case.all(Entry)]
    for at in range(0, 2_000, 2):
        joining.decide(case, ids[at : at + 2], "same event")
    _marked(case, ids)
    began = time.perf_counter()
    words = sum(len(each.what_happened.split()) for each in case.all(Entry))
    merely = time.perf_counter() - began
    began = time.perf_counter()
    ground_of(case)
    first = time.perf_counter() - began
    took = {}
    for name in EVERY:
        began = time.perf_counter()
        tell(case, name)
        took[name] = time.perf_counter() - began
    with case.step("One edit") as step:
        step.put(case.get(Entry, ids[0]))
    slowest = max(took, key=lambda name: took[name])
    print(
        f"  {words:,} words; " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in took.items()), file=sys.stderr
    )
    case.close()
    command = [sys.executable, "bench/seeing_child.py", "cells", str(ENTRIES)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    told = json.loads(done.stdout.splitlines()[-1])
    return [
        Line("20,000 entries: a cell opened onto its rows, worst", told["opened"]["worst"], "ms", 100),
        Line("20,000 entries' words read for the analyses", first, "s", 1, "their words counted", merely),
        Line(f"slowest analysis of 20,000 entries: {slowest}", took[slowest], "s", 1),
    ]


# ---- how right ------------------------------------------------------------------------------------


def _marked(case: Any, ids: list[int]) -> None:
    """What a chair makes of so many entries: without it the analyses of marks would have nothing to tell."""
    from dhr_desktop.core.analysis import Action, Lesson, Mark, Recommendation
    from dhr_desktop.core.review import Term

    with case.step("Make something of them") as step:
        terms = [step.add(Term(number=str(at + 1), question="An invented question?")).id for at in range(30)]
        for at in range(1_000):
            sort = ("key episode", "missed opportunity", "good practice", "turning point")[at % 4]
            on = tuple(ids[at * 15 : at * 15 + 10])
            mark = step.add(Mark(sort=sort, title=f"Mark {at}", on=on, terms=(terms[at % 29],), state="draft"))
            if at % 4 == 1:
                lesson = step.add(Lesson(number=str(at), text="Learnt.", from_marks=(mark.id,)))
                kept = step.add(Recommendation(number=str(at), text="Do it.", lessons=(lesson.id,)))
                step.add(Action(recommendation=kept.id, text="Done."))


def _invented() -> Any:
    """Entries in the words agencies use, by as many agencies as a large review has."""
    from bench.matching.inventing import invented
    from dhr_desktop.core.agencies import Agency
    from dhr_desktop.core.entries import Entry
    from tests.builders import a_case

    told = invented(77, ENTRIES * 84 // 100, years=12, copies=0.2)
    case = a_case(Path(tempfile.mkdtemp()))
    with case.step("Fill") as step:
        names = {each.source.agency: each.source.agency_name for each in told.entries}
        ids = {agency: step.add(Agency(full_name=name)).id for agency, name in names.items()}
        for each in told.entries:
            step.add(
                Entry(agency=ids[each.source.agency], happened=each.source.when, what_happened=each.source.texts[0])
            )
    return case


def suggestions() -> list[Line]:
    """One less precision and one less recall, so that less is better; none where the sample is not there."""
    if not SAMPLE.is_dir():
        print("  not scored: ../shared/samples is not here", file=sys.stderr)
        return []
    scored = score_sample()
    lines = []
    for name, (precision, recall, right, offered, found, wanted) in scored.items():
        print(f"  {name}: {right} of {offered} right, {found} of {wanted} found", file=sys.stderr)
        lines.append(Line(f"{name}: suggestions that are wrong, of all", 1 - precision, "", 0.1))
        lines.append(Line(f"{name}: of the answers, not suggested", 1 - recall, "", 0.1))
    return lines


Score = tuple[float, float, int, int, int, int]


def score_sample() -> dict[str, Score]:
    from bench.answers import accept_answered
    from dhr_desktop.operations.analysis.entries_read import ground_of
    from dhr_desktop.operations.chronology import entry_lists
    from dhr_desktop.operations.importing import submissions
    from tests.builders import a_case

    case = a_case(Path(tempfile.mkdtemp()))
    accept_answered(case, submissions.look_at(case, [SAMPLE / "submissions"]))
    answers = json.loads((SAMPLE / "answers.json").read_text("utf-8"))
    names = ("source_file", "source_sheet_or_table", "source_row")
    by_place = {tuple(each[name] for name in names): each for each in answers["rows"]}
    places = entry_lists.rows_of(case)
    ground = ground_of(case)
    row_of = {
        each.id: next((by_place[place] for place in places[each.id] if place in by_place), None)
        for each in ground.entries
    }
    scored = {
        "referrals and notices": _handings(ground, row_of, answers),
        "risk assessments": _risks(ground, row_of, answers),
        "gaps of a half year": _gaps(ground, row_of),
    }
    late = _late(ground, row_of)
    if late is not None:
        scored["recorded late"] = late
    case.close()
    return scored


def _score(right: int, offered: int, found: int, wanted: int) -> Score:
    return right / max(offered, 1), found / max(wanted, 1), right, offered, found, wanted


def _handings(ground: Any, row_of: dict[int, Any], answers: Any) -> Score:
    """Right: the other agency, or one of its sort, knew of the incident. Wanted: rows that are notices of it."""
    from dhr_desktop.merge.lexicon import kinds_of_agency

    agencies = {each["id"]: each["name"] for each in answers["agencies"]}
    kinds = {id: kinds_of_agency(name) for id, name in agencies.items()}
    known_to = {each["id"]: each["known_to"] for each in answers["incidents"]}
    right = offered = 0
    found: set[str] = set()
    for entry in ground.entries:
        row = row_of[entry.id]
        if row is None:
            continue
        others = [each for each in known_to.get(row["incident_id"]) or [] if each != row["agency"]]
        for handing in ground.found[entry.id].handings:
            wanted = ground.kinds[handing.agency] if handing.agency else handing.kinds
            offered += 1
            right += any(not wanted or kinds[each] & wanted for each in others)
            if handing.way == "received":
                found.add(row["row_id"])
    here = {row["row_id"] for row in row_of.values() if row}
    notices = {each["row_id"] for each in answers["rows"] if each["link_type"] == "notification"} & here
    return _score(right, offered, len(found & notices), len(notices))


def _risks(ground: Any, row_of: dict[int, Any], answers: Any) -> Score:
    """Right: the row's own words hold a level, a tool or the word risk. Wanted: the answers' assessments."""
    from dhr_desktop.operations.analysis.risk import suggested_assessments

    told = suggested_assessments(ground)
    agency_of = {row["agency"]: ground.agency_of[id] for id, row in row_of.items() if row}
    found = 0
    for wanted in answers["risk_assessments"]:
        first, last = date.fromisoformat(wanted["earliest"]), date.fromisoformat(wanted["latest"])
        found += any(
            record.agency == agency_of.get(wanted["agency"]) and record.made.earliest and record.made.latest
            and record.made.earliest <= last and record.made.latest >= first
            for record, _ in told
        )  # fmt: skip
    right = 0
    for record, _ in told:
        row = row_of[record.entries[0]]
        words = f"{row['event']} {row['outcome']} {row['comment']}".casefold() if row else ""
        says = [each for each in (record.tool, record.level.split()[-1] if record.level else "", "risk") if each]
        right += any(each.casefold() in words for each in says)
    return _score(right, len(told), found, len(answers["risk_assessments"]))


def _gaps(ground: Any, row_of: dict[int, Any]) -> Score:
    """The same gaps worked out from the answers' own dates, by another way: day by day."""
    from dhr_desktop.timeline.gaps import gaps

    offered: set[tuple[str, date, date]] = set()
    wanted: set[tuple[str, date, date]] = set()
    rows: dict[str, list[Any]] = defaultdict(list)
    ids: dict[str, list[int]] = defaultdict(list)
    for id, row in row_of.items():
        if row:
            rows[row["agency"]].append(row)
            ids[row["agency"]].append(id)
    for agency, own in ids.items():
        for gap in gaps([ground.when[id] for id in ground.by_time(own)], 183):
            offered.add((agency, gap.after, gap.until))
        wanted |= {(agency, *gap) for gap in _plain_gaps(rows[agency])}
    return _score(len(offered & wanted), len(offered), len(offered & wanted), len(wanted))


def _plain_gaps(rows: list[Any]) -> set[tuple[date, date]]:
    spans = sorted(
        (date.fromisoformat(row["earliest"] or row["latest"]), date.fromisoformat(row["latest"] or row["earliest"]))
        for row in rows if row["earliest"] or row["latest"]
    )  # fmt: skip
    found, reached = set(), spans[0][1] if spans else date.min
    for first, last in spans[1:]:
        if (first - reached).days >= 183:
            found.add((reached, first))
        reached = max(reached, last)
    return found


def _late(ground: Any, row_of: dict[int, Any]) -> Score | None:
    """Of the rows whose file says when they were recorded; the answers know of more than any file says."""
    said = {each.id for each in ground.entries if each.recorded.is_dated and row_of[each.id]}
    wanted = {
        id for id in said if (row := row_of[id])["recorded_on"] and row["latest"] and row["recorded_on"] > row["latest"]
    }
    recorded = {each.id: each.recorded for each in ground.entries}
    told = {id for id in said if (last := ground.when[id].latest) and (first := recorded[id].earliest) and first > last}
    in_all = sum(bool(row and row["recorded_on"]) for row in row_of.values())
    print(
        f"  recorded late: {in_all} rows of the answers have a day, {len(said)} say it in their file", file=sys.stderr
    )
    return _score(len(told & wanted), len(told), len(told & wanted), len(wanted)) if wanted else None


MEASURES: dict[str, Callable[[], list[Line]]] = {"analyses": analyses, "meaning": suggestions}
