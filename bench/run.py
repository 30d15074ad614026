"""Measure what the program promises, each beside something simpler run in the same minute.

    make bench        or        .venv/bin/python bench/run.py [name …]

These machines are noisy: read the ratio, not the seconds. A line says MISSED where a figure is not kept.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
os.environ["DHR_HOME"] = tempfile.mkdtemp(prefix="bench-home-")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from bench import case_file, intake, linking, meaning, names, report, saving, seeing, window  # noqa: E402
from bench.lines import Line  # noqa: E402

ROOMS = (case_file, intake, linking, meaning, names, report, saving, seeing, window)
MEASURES = {name: measure for room in ROOMS for name, measure in room.MEASURES.items()}
assert len(MEASURES) == sum(len(room.MEASURES) for room in ROOMS), "two measures of one name: one would never be run"


def main(names: list[str]) -> int:
    every = {**MEASURES, **saving.LARGE}
    if unknown := [name for name in names if name not in every]:
        print(f"There is no measure {unknown[0]}. There are: {', '.join(every)}.", file=sys.stderr)
        return 2
    lines: list[Line] = []
    for name, measure in every.items():
        if name in names or (not names and name in MEASURES):
            lines += measure()
            print(f"  measured {name}", file=sys.stderr)
    width = max(len(line.what) for line in lines)
    print(f"{'what':<{width}}  {'measured':>12}  {'target':>12}  {'beside it':>34}  {'ratio':>7}  kept")
    for line in lines:
        print(line.as_row(width))
    return 0 if all(line.is_kept for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
