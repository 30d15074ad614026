"""What the journey has done in the helper's process."""

from __future__ import annotations

from dhr_desktop.core.filters import Filter
from dhr_desktop.operations.analysis.exports import write_analysis
from dhr_desktop.operations.chronology.chronology_exports import write_chronology
from dhr_desktop.operations.chronology.timeline_exports import Form, write_timeline
from dhr_desktop.operations.queries import query_replies
from tests.builders import PLANTED


def analysis(case, to):
    return write_analysis(case, "handshakes", {}, to).in_words()


def reply(case, folder):
    return query_replies.read_reply(case, next(folder.iterdir()))


def timeline(case, progress, to):
    return write_timeline(case, to, Filter(), form=Form(dots_an_inch=150), progress=progress).in_words()


def chronology(case, progress, to):
    return write_chronology(case, to, Filter(), progress=progress).in_words()


def break_down(case):
    raise KeyError(PLANTED[0])
