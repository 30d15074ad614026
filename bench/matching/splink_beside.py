"""Splink on the same entries, to see what a model of fields makes of free text. It is no dependency:

python3 -m venv elsewhere && elsewhere/bin/pip install splink
.venv/bin/python -m bench.matching.splink_beside write entries.json             invented entries
.venv/bin/python -m bench.matching.splink_beside sample entries.json FOLDER     FOLDER/submissions, FOLDER/answers.json
elsewhere/bin/python bench/matching/splink_beside.py score entries.json

Of a sample, `score` also writes entries.ours.json, .splink.json, .same-day.json and .words.json, which its
evaluate.py judges alike.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any


def write(to: Path) -> None:
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from bench.matching.inventing import invented
    from dhr_desktop.merge.matcher import suggest

    case = invented(70_001, 300, years=7)
    began = time.perf_counter()
    links = {f"{each.one} {each.other}": each.probability for each in suggest(case.sources, case.register).links}
    took = time.perf_counter() - began
    rows = [
        _row(each.source.id, each.source.agency, each.event, each.source.when.earliest, each.source.texts[0])
        for each in case.entries
    ]
    to.write_text(json.dumps({"rows": rows, "ours": links, "ours took": took}))


def _row(id: int, agency: int, event: str | int, day: date | None, text: str) -> dict[str, Any]:
    return {
        "unique_id": id, "agency": agency, "event": event, "day": str(day or ""), "month": str(day or "")[:7],
        "text": text.lower(), "words": sorted(set(text.lower().split())),
    }  # fmt: skip


def write_sample(to: Path, folder: Path) -> None:
    """The sample's files brought in as any agency's are; what its answers hold to be one event is one event."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from bench.answers import accept_answered
    from dhr_desktop.core.entries import Entry
    from dhr_desktop.operations.chronology import entry_lists
    from dhr_desktop.operations.events import suggesting
    from dhr_desktop.operations.importing import submissions
    from tests.builders import a_case

    case = a_case(Path(tempfile.mkdtemp()))
    accept_answered(case, submissions.look_at(case, [folder / "submissions"]))
    began = time.perf_counter()
    links = {f"{each.one} {each.other}": each.probability for each in suggesting.run(case).links}
    took = time.perf_counter() - began
    answers = json.loads((folder / "answers.json").read_text("utf-8"))
    names = ("source_file", "source_sheet_or_table", "source_row")
    events = {tuple(each[name] for name in names): each["cluster_id"] for each in answers["rows"]}
    places = entry_lists.rows_of(case)
    rows = [
        _row(each.id, each.agency, events.get(places[each.id][0], f"alone {each.id}"), each.happened.earliest,
             f"{each.what_happened} {each.response}")
        for each in case.all(Entry)
    ]  # fmt: skip
    lists = entry_lists.entry_lists(case)
    told = {"rows": rows, "ours": links, "ours took": took, "lists": lists, "places": places}
    to.write_text(json.dumps(told))
    case.close()


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
    for name, found_by in {"ours": ours, "splink": scores, "same-day": _same_day(told), "words": _words(told)}.items():
        print(f"{name}: average precision {_average_precision(told, found_by):.3f}")
        if "lists" in told:
            lists = {**told["lists"], "pairs": _pairs(told, found_by)}
            path.with_suffix(f".{name}.json").write_text(json.dumps(lists))


def _same_day(told: dict[str, Any]) -> dict[tuple[int, int], float]:
    """The simplest rule there is."""
    rows = [each for each in told["rows"] if each["day"]]
    return {(a["unique_id"], b["unique_id"]): 0.5 for a, b in combinations(rows, 2) if a["day"] == b["day"]}


def _words(told: dict[str, Any]) -> dict[tuple[int, int], float]:
    """Plain likeness of text: the words both have, of all they have."""
    scores = {}
    for a, b in combinations(told["rows"], 2):
        one, other = set(a["words"]), set(b["words"])
        likeness = len(one & other) / max(len(one | other), 1)
        if likeness > 0.05:
            scores[a["unique_id"], b["unique_id"]] = likeness
    return scores


def _pairs(told: dict[str, Any], scores: dict[tuple[int, int], float]) -> list[dict[str, Any]]:
    """Row by row, as the sample's judge wants them; two versions of one row are given to Splink as found."""
    names = ("source_file", "source_sheet_or_table", "source_row")
    pairs = [
        (places[a], places[b], 1.0)
        for places in told["places"].values()
        for a, b in combinations(range(len(places)), 2)
    ]
    for (one, other), score in scores.items():
        pairs += [(a, b, score) for a in told["places"][str(one)] for b in told["places"][str(other)]]
    return [
        {**{f"a_{n}": v for n, v in zip(names, a, strict=True)}, **{f"b_{n}": v for n, v in zip(names, b, strict=True)},
         "score": score}
        for a, b, score in pairs
    ]  # fmt: skip


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
    {"write": write, "sample": write_sample, "score": score}[sys.argv[1]](*map(Path, sys.argv[2:]))
