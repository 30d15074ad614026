"""Suggested links: how long, how much memory, how it grows; and beside it the simplest rules there are."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

from .lines import Line

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
        Line("suggest links, 20,000 entries", whole["took"], "s", 30),
        Line(
            "suggest links, twice the entries", whole["took"], "s", 2.3, "10,000 entries", half["took"], of_ratio=True
        ),
        Line("suggest links, peak memory", whole["peak"], "MB", 600),
        Line("suggest links of one more file of 800 rows", whole["more"], "s", 3),
    ]


# ---- how well, beside simpler ways -------------------------------------------------------------------


def quality() -> list[Line]:
    """One minus the average precision, so that less is better: ours beside the same day and plain word overlap."""
    from bench.matching.inventing import invented
    from dhr_desktop.merge.matcher import suggest

    case = invented(70_001, 300, years=7)
    agency = {each.source.id: each.source.agency for each in case.entries}
    event = {each.source.id: each.event for each in case.entries}
    wanted = {
        pair
        for pair in combinations(sorted(event), 2)
        if event[pair[0]] == event[pair[1]] and agency[pair[0]] != agency[pair[1]]
    }

    def missed(scores: dict[tuple[int, int], float]) -> float:
        order = sorted((pair for pair in scores if agency[pair[0]] != agency[pair[1]]), key=lambda pair: -scores[pair])
        found = total = 0.0
        for place, pair in enumerate(order, 1):
            if pair in wanted:
                found += 1
                total += found / place
        return 1 - total / len(wanted)

    ours = {
        tuple(sorted((each.one, each.other))): each.probability for each in suggest(case.sources, case.register).links
    }
    days: dict[object, list[int]] = defaultdict(list)
    for each in case.sources:
        days[each.when.earliest if each.when.is_exact else each.id].append(each.id)
    same_day = {pair: 1.0 for group in days.values() for pair in combinations(sorted(group), 2)}
    words = {each.id: set(" ".join(each.texts).lower().split()) for each in case.sources}
    alike = {
        (a, b): score
        for a, b in combinations(sorted(words), 2)
        if (score := len(words[a] & words[b]) / len(words[a] | words[b])) > 0.1
    }
    own = missed(ours)  # type: ignore[arg-type]
    return [
        Line(
            "links not ranked first (1 − average precision)",
            own,
            "",
            0.5,
            "the same day",
            missed(same_day),
            of_ratio=True,
        ),
        Line(
            "links not ranked first (1 − average precision)", own, "", 0.5, "shared words", missed(alike), of_ratio=True
        ),
    ]


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
