"""Chronology and timeline as files, saved views, and what the panel wrote: the commands for them."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from dhr_desktop.core.counting import counted
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.filters import Filter
from dhr_desktop.operations.chronology import chronology_exports, panel_replies, timeline_exports, views
from dhr_desktop.operations.chronology.chronology import Shown
from dhr_desktop.operations.chronology.timelines import By, Way
from dhr_desktop.operations.chronology.views import wanted_by
from dhr_desktop.storage.case_file import CaseFile

from .asking import passphrase
from .opened import opened, told_progress
from .saying import Answer
from .sending import after_words, sending, written_to


def chronology(asked: Namespace) -> Answer:
    to = Path(asked.to)
    with opened(asked) as case, told_progress() as progress:
        wanted = wanted_by(case, asked.view, asked.words)
        shown = chronology_exports.write_chronology(
            case, to, wanted, sending=sending(asked), overwrite=asked.overwrite, progress=progress
        )
    return _written(shown, asked, case)


def timeline(asked: Namespace) -> Answer:
    to = Path(asked.to)
    chosen = passphrase(asked.panel_passphrase_file) if asked.panel_passphrase_file else ""
    form = timeline_exports.Form(asked.paper, asked.width, asked.dots_an_inch, chosen)
    with opened(asked) as case, told_progress() as progress:
        wanted = wanted_by(case, asked.view, asked.words)
        shown = timeline_exports.write_timeline(
            case, to, wanted, way=Way(By(asked.by), gap_days=asked.gap_days), form=form, sending=sending(asked),
            overwrite=asked.overwrite, progress=progress,
        )  # fmt: skip
    return _written(shown, asked, case)


def _written(shown: Shown, asked: Namespace, case: CaseFile) -> Answer:
    to = written_to(asked, case)
    facts: dict[str, object] = {"to": str(to), "entries": len(shown.told), "of": shown.total, "undated": shown.undated}
    facts |= {"edition": asked.edition}
    return Answer([f"Written to {to}. {shown.in_words()}. {after_words(asked, case)}"], facts)


def reply(asked: Namespace) -> Answer:
    with opened(asked) as case:
        taken, _ = panel_replies.take_reply(case, Path(asked.file))
    needs = []
    if taken.homeless:
        needs.append(
            f"{counted(taken.homeless, 'comment')} on entries this case does not hold, kept under Panel comments"
        )
    if taken.left_out:
        needs.append(
            f"{counted(taken.left_out, 'comment')} could not be read: ask for the file again, as the page saved it"
        )
    facts = {"added": taken.added, "already": taken.already, "homeless": taken.homeless, "left_out": taken.left_out}
    return Answer([taken.in_words()], facts, needs)


def saved_views(asked: Namespace) -> Answer:
    """The saved views; or one kept or removed."""
    if asked.save:
        if not asked.words:
            raise Refused("Say what the view shows: --words WORDS. Other filters are set in the window.")
        with opened(asked) as case:
            views.save_view(case, asked.save, Filter(words=asked.words))
        return Answer([f"The view “{asked.save}” is kept."], {"saved": asked.save})
    if asked.remove:
        with opened(asked) as case:
            views.remove_view(case, asked.remove)
        return Answer([f"The view “{asked.remove}” is removed."], {"removed": asked.remove})
    with opened(asked, read_only=True) as case:
        held = views.views(case)
    return Answer(
        [each.title for each in held] or ["No views yet."],
        {"views": [{"title": each.title, "filter": each.filter} for each in held]},
    )
