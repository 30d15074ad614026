"""Suggested links: how long, how much memory, how it grows; and beside it the simplest rules there are."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from .lines import Line

if TYPE_CHECKING:
    from .matching.inventing import Case

ROOT = Path(__file__).parents[1]
CHILD = """
import json, resource, sys, time
sys.path.insert(0, {root!r})
from bench.matching.inventing import invented
from dhr_desktop.merge.matcher import suggest, suggest_more
case = invented({seed}, {entries}, years={years}, copies=0.2)
began = time.perf_counter()
made = suggest(case.sources, case.register)
made.proposals()
took = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
newest = {{each.source.id for each in case.entries if each.source.agency == case.entries[0].source.agency}}
newest = set(sorted(newest)[:800])
before = suggest([each for each in case.sources if each.id not in newest], case.register)
began = time.perf_counter()
suggest_more(before, case.sources, case.register)
print(json.dumps({{"took": took, "peak": peak, "more": time.perf_counter() - began, "entries": len(case.entries)}}))
"""


def _child(entries: int, years: float) -> dict[str, float]:
    code = CHILD.format(root=str(ROOT), seed=77, entries=entries, years=years)
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def suggesting() -> list[Line]:
    """20,000 entries over twelve years; half as many over the same years."""
    half, whole = _child(8_400, 12), _child(16_800, 12)
    return [
        Line("suggest links, 20,000 entries", whole["took"], "s", 15),
        Line(
            "suggest links, twice the entries", whole["took"], "s", 2.2, "10,000 entries", half["took"], of_ratio=True
        ),
        Line("suggest links, peak memory", whole["peak"], "MB", 400),
        Line("suggest links of one more file of 800 rows", whole["more"], "s", 3),
    ]


# ---- how well, beside simpler ways -------------------------------------------------------------------


WORLDS = 20


def quality() -> list[Line]:
    """On worlds left out of the fitting, whose happenings no fitted world has; beside the simplest rules there are."""
    from bench.matching.inventing import told
    from bench.matching.judging import Judged, add
    from bench.matching.worlds import worlds_left_out
    from dhr_desktop.merge.matcher import suggest

    judged, same_day, shared_words = Judged(), [], []
    for world in worlds_left_out(WORLDS):
        case = told(world)
        add(judged, case, suggest(case.sources, case.register))
        same_day.append(_missed_by(case, _of_one_day(case)))
        shared_words.append(_missed_by(case, _of_like_words(case)))
    missed = "links not ranked first (1 − average precision)"
    own = _mean([1 - each for each in judged.precision])
    return [
        Line(f"{missed}, mean of {WORLDS} worlds", own, "", 0.15, "the same day", _mean(same_day)),
        Line(f"{missed}, mean of {WORLDS} worlds", own, "", 0.15, "shared words", _mean(shared_words)),
        Line(f"{missed}, worst of {WORLDS} worlds", 1 - min(judged.precision), "", 0.25),
        Line("links not among the first 2.5 a link", 1 - _mean(judged.among_first), "", 0.05),
        Line("called sure and wrong", judged.sure_wrong / max(judged.sure, 1), "", 0.01),
        Line("called sure, of two events easily mistaken", judged.hard_sure, "", 0),
        Line("calibration error", judged.calibration_error, "", 0.03),
        Line("the same row twice, not found", 1 - judged.same_rows[0] / judged.same_rows[1], "", 0),
        Line("a row touched up, not found", 1 - judged.near_rows[0] / judged.near_rows[1], "", 0.05),
    ]


def _mean(figures: list[float]) -> float:
    return sum(figures) / len(figures)


def _missed_by(case: Case, scores: dict[tuple[int, int], float]) -> float:
    from bench.matching.judging import average_precision, true_links

    agency = {each.source.id: each.source.agency for each in case.entries}
    order = sorted((pair for pair in scores if agency[pair[0]] != agency[pair[1]]), key=lambda pair: -scores[pair])
    return 1 - average_precision(order, true_links(case))


def _of_one_day(case: Case) -> dict[tuple[int, int], float]:
    days: dict[object, list[int]] = defaultdict(list)
    for each in case.sources:
        days[each.when.earliest if each.when.is_exact else each.id].append(each.id)
    return {pair: 1.0 for group in days.values() for pair in combinations(sorted(group), 2)}


def _of_like_words(case: Case) -> dict[tuple[int, int], float]:
    words = {each.id: set(" ".join(each.texts).lower().split()) for each in case.sources}
    return {
        (a, b): score
        for a, b in combinations(sorted(words), 2)
        if (score := len(words[a] & words[b]) / len(words[a] | words[b])) > 0.1
    }


def deciding() -> list[Line]:
    """From key to next group in the real window, on a case of 20,000 entries."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "deciding_child.py")],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    return [
        Line("key to next group, 20,000 entries, worst of 60", told["worst"], "ms", 50),
        Line("key to next group, 20,000 entries, median", told["median"], "ms", 50),
        Line("sixty decisions written, 20,000 entries", told["written"], "s", 60),
    ]


MEASURES: dict[str, Callable[[], list[Line]]] = {"suggesting": suggesting, "linking": quality, "deciding": deciding}
