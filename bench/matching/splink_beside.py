"""Splink on the same invented entries, to see what a model of fields makes of free text. It is no dependency:

python3 -m venv elsewhere && elsewhere/bin/pip install splink
.venv/bin/python -m bench.matching.splink_beside write entries.json
elsewhere/bin/python bench/matching/splink_beside.py score entries.json
"""

from __future__ import annotations

import json
import sys
import time
from itertools import combinations
from pathlib import Path


def write(to: Path) -> None:
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from bench.matching.inventing import invented
    from dhr_desktop.merge.matcher import suggest

    case = invented(70_001, 300, years=7)
    began = time.perf_counter()
    links = {f"{each.one} {each.other}": each.probability for each in suggest(case.sources, case.register).links}
    took = time.perf_counter() - began
    rows = [
        {
            "unique_id": each.source.id, "agency": each.source.agency, "event": each.event,
            "day": str(each.source.when.earliest or ""), "month": str(each.source.when.earliest or "")[:7],
            "text": each.source.texts[0].lower(), "words": sorted(set(each.source.texts[0].lower().split())),
        }
        for each in case.entries
    ]  # fmt: skip
    to.write_text(json.dumps({"rows": rows, "ours": links, "ours took": took}))


def score(path: Path) -> None:
    import pandas as pd
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    told = json.loads(path.read_text())
    began = time.perf_counter()
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.ExactMatch("day"),
            cl.JaroWinklerAtThresholds("text", [0.9, 0.75, 0.65]),
            cl.ArrayIntersectAtSizes("words", [8, 5, 3, 1]),
        ],
        blocking_rules_to_generate_predictions=[block_on("month")],
    )
    linker = Linker(pd.DataFrame(told["rows"]), settings, DuckDBAPI())
    linker.training.estimate_probability_two_random_records_match([block_on("day", "text")], recall=0.1)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("day"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("month"))
    found = linker.inference.predict().as_pandas_dataframe()
    scores = {
        (int(a), int(b)): p
        for a, b, p in zip(found.unique_id_l, found.unique_id_r, found.match_probability, strict=True)
    }
    print(f"Splink: {time.perf_counter() - began:.1f} s; average precision {_average_precision(told, scores):.3f}")
    ours = {tuple(map(int, pair.split())): p for pair, p in told["ours"].items()}
    print(f"ours:   {told['ours took']:.1f} s; average precision {_average_precision(told, ours):.3f}")


def _average_precision(told: dict, scores: dict) -> float:  # type: ignore[type-arg]
    agency = {each["unique_id"]: each["agency"] for each in told["rows"]}
    event = {each["unique_id"]: each["event"] for each in told["rows"]}
    wanted = {
        tuple(pair)
        for pair in combinations(sorted(event), 2)
        if event[pair[0]] == event[pair[1]] and agency[pair[0]] != agency[pair[1]]
    }
    merged = {tuple(sorted(pair)): p for pair, p in scores.items() if agency[pair[0]] != agency[pair[1]]}
    found = total = 0.0
    for place, pair in enumerate(sorted(merged, key=lambda each: -merged[each]), 1):
        if pair in wanted:
            found += 1
            total += found / place
    return total / len(wanted)


if __name__ == "__main__":
    {"write": write, "score": score}[sys.argv[1]](Path(sys.argv[2]))
