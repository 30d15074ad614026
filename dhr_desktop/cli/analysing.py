"""The analyses at the command line: told, written, and what they suggest confirmed or set aside."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from dhr_desktop.core.errors import Refused
from dhr_desktop.operations.analysis import exports, findings
from dhr_desktop.operations.analysis.every import EVERY, tell

from .opened import opened
from .saying import Answer
from .sending import after_words, sending, written_to

LONGEST_CELL = 60


def _chosen(asked: Namespace) -> dict[str, str]:
    chosen = {}
    for each in asked.choose:
        label, is_there, value = each.partition("=")
        if not is_there:
            raise Refused(f"Write a choice as LABEL=VALUE, not {each}.")
        chosen[label] = value
    return chosen


def analyse(asked: Namespace) -> Answer:
    """One analysis, or a line for each of them."""
    if not asked.name:
        with opened(asked, read_only=True) as case:
            told = {name: tell(case, name).in_words() for name in EVERY}
        lines = [f"{name:<12} {EVERY[name].title}: {words}" for name, words in told.items()]
        return Answer(lines, {"analyses": told})
    if asked.to:
        with opened(asked) as case:
            analysis = exports.write_analysis(
                case, asked.name, _chosen(asked), Path(asked.to), sending=sending(asked), overwrite=asked.overwrite
            )
        return Answer(
            [f"Written to {written_to(asked, case)}. {analysis.in_words()}. {after_words(asked, case)}"],
            {"to": str(written_to(asked, case)), **analysis.counts},
        )
    if asked.confirm or asked.set_aside or asked.confirm_all:
        return _decide(asked)
    with opened(asked, read_only=True) as case:
        analysis = tell(case, asked.name, _chosen(asked))
    lines = [f"{EVERY[asked.name].title}. {analysis.in_words()}."]
    for number, line in enumerate(analysis.lines, 1):
        cells = "  ".join(_short(cell) for cell in line.cells if cell.words)
        lines.append(f"{number:>5}  {cells}")
    if analysis.says:
        lines.append(analysis.says)
    told_lines = [
        [{"words": cell.words, "state": cell.state, "entries": cell.rows} for cell in line.cells]
        for line in analysis.lines
    ]
    return Answer(lines, {"columns": analysis.columns, "lines": told_lines, **analysis.counts})


def _decide(asked: Namespace) -> Answer:
    state = findings.REJECTED if asked.set_aside else findings.CONFIRMED
    with opened(asked) as case:
        analysis = tell(case, asked.name, _chosen(asked))
        numbers = range(1, len(analysis.lines) + 1) if asked.confirm_all else (asked.confirm or asked.set_aside)
        for number in numbers:
            if not 1 <= number <= len(analysis.lines):
                raise Refused(f"There is no line {number}. The analysis has {len(analysis.lines)}.")
        cells = [cell for number in numbers for cell in analysis.lines[number - 1].cells]
        change = findings.decide(case, cells, state)
    return Answer([f"{change.name}."], {"done": change.name, "ids": list(change.ids)})


def _short(cell: findings.Cell) -> str:
    words = " ".join(cell.words.split())
    words = words if len(words) <= LONGEST_CELL else words[:LONGEST_CELL] + "…"
    return f"{words} [{cell.state}]" if cell.state in (findings.SUGGESTED, findings.REJECTED) else words
