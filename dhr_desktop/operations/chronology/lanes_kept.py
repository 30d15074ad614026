"""How the chair left the timeline's lanes: by what, in which order, which folded, which gaps shaded."""

from __future__ import annotations

from typing import Any

from dhr_desktop.storage import how_it_was_left
from dhr_desktop.storage.case_file import CaseFile

from .timelines import By, Way

_NAME = "lanes"


def keep_ways(case: CaseFile, by: By, ways: dict[By, Way]) -> None:
    told = {
        each.by.value: {"order": list(each.order), "collapsed": sorted(each.collapsed), "gap_days": each.gap_days}
        for each in ways.values()
    }
    how_it_was_left.keep(case, _NAME, {"by": by.value, "ways": told})


def ways_kept(case: CaseFile) -> tuple[By, dict[By, Way]]:
    told: dict[str, Any] = how_it_was_left.kept(case, _NAME) or {"by": By.AGENCY.value, "ways": {}}
    ways = {
        By(by): Way(By(by), tuple(each["order"]), frozenset(each["collapsed"]), each["gap_days"])
        for by, each in told["ways"].items()
    }
    return By(told["by"]), ways
