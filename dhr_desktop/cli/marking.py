"""Marks, themes, queries and the order within a day, at the command line."""

from __future__ import annotations

from argparse import Namespace

from dhr_desktop.core.analysis import Mark, Query
from dhr_desktop.core.documents import PanelComment
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.fields import Record, read_day
from dhr_desktop.operations.chronology import marking, ordering
from dhr_desktop.operations.chronology.marks_and_queries import made_of, remove

from .opened import opened
from .saying import Answer

LISTS: dict[str, type[Record]] = {"marks": Mark, "queries": Query, "comments": PanelComment}


def mark(asked: Namespace) -> Answer:
    """Mark entries or events, tag them with a theme, or put a query on them."""
    if asked.query and (asked.sort or asked.theme):
        raise Refused("Put a query, or mark: one at a time.")
    with opened(asked) as case:
        if asked.query:
            change = marking.ask(case, asked.on, asked.query)
        elif asked.sort and not asked.on:
            first, last = (read_day(each) if each else None for each in (asked.first, asked.last))
            change = marking.mark_span(case, asked.sort, asked.text, title=asked.title, first=first, last=last)
        elif asked.sort:
            themes = (asked.theme,) if asked.theme else ()
            change = marking.mark(case, asked.on, asked.sort, asked.text, title=asked.title, themes=themes)
        elif asked.theme:
            change = marking.tag(case, asked.on, asked.theme)
        else:
            raise Refused("Say what to put on them: --as MARK, --theme THEME or --query QUESTION.")
    return Answer([f"{change.name}."], {"done": change.name, "ids": list(change.ids)})


def marks(asked: Namespace) -> Answer:
    """What was marked, asked or commented; or one of them taken away."""
    if asked.remove:
        with opened(asked) as case:
            change = remove(case, LISTS[asked.list], asked.remove)
        return Answer([f"{change.name}: no. {asked.remove}. dhr undo brings it back."], {"removed": asked.remove})
    with opened(asked, read_only=True) as case:
        found, total = made_of(case, LISTS[asked.list], " ".join(asked.words))
    lines = [f"{each.id:>7}  " + "  ".join(cell.replace("\n", " ") for cell in each.cells if cell) for each in found]
    told = [{"id": each.id, "cells": each.cells, "entries": each.entries} for each in found]
    return Answer([*lines, f"Shown: {len(found)} of {total}."], {asked.list: told, "total": total})


def move(asked: Namespace) -> Answer:
    """The order of entries within one day, where no clock gives it."""
    with opened(asked) as case:
        if asked.way == "forget":
            change = ordering.forget_order(case, asked.entry)
        else:
            change = ordering.move_within_day(case, asked.entry, -1 if asked.way == "earlier" else 1)
    return Answer([f"{change.name}."], {"entry": asked.entry})
