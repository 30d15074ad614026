"""The case open and the progress told, for as long as a command needs them."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dhr_desktop.core.errors import CaseFileGone
from dhr_desktop.core.progress import Progress
from dhr_desktop.operations.casefile import cases
from dhr_desktop.storage.case_file import CaseFile

from .asking import passphrase
from .saying import ProgressLine


@contextmanager
def opened(asked: Namespace, *, read_only: bool = False) -> Iterator[CaseFile]:
    """The case open for as long as the command needs it, closed cleanly whatever happens."""
    path = Path(asked.case)
    if asked.recovery_code_file:
        case = cases.open_with_recovery_code(path, passphrase(asked.recovery_code_file), read_only=read_only)
    else:
        case = cases.open_review(path, passphrase(asked.passphrase_file), read_only=read_only)
    if words := cases.still_leaving(case):
        print(words, file=sys.stderr)
    try:
        yield case
        case.refuse_if_gone()
    except CaseFileGone as problem:
        rescued = cases.rescue(case).path
        case.close(clean=False)
        last = "" if problem.holds_last_change else " The last change is not in it: make it again."
        raise CaseFileGone(
            f"{problem} All that was saved is in a new case file: {rescued}. It opens with the same passphrase.{last}"
        ) from problem
    finally:
        if not case.is_closed:
            cases.close(case)


@contextmanager
def told_progress() -> Iterator[Progress]:
    line = ProgressLine()
    try:
        yield Progress(line)
    finally:
        line.end()
