"""Answers on their way into the files that wait: one after the other, and nothing is accepted before them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from dhr_desktop.operations.importing import submissions
from dhr_desktop.operations.importing.looked_at import LookedAt
from dhr_desktop.operations.importing.revisions import is_same_revision
from dhr_desktop.ui.session import Session

Told = Callable[[LookedAt], dict[str, Any]]
"""What is told of a file, as `look_again` takes it; asked for when its turn comes, of the file as it then stands."""


@dataclass(slots=True)
class _Answer:
    looked: LookedAt
    told: Told


class AnswersOnWay:
    """A file is looked at again for each answer. A second answer is of what the first made."""

    def __init__(self, session: Session, answered: Callable[[LookedAt, LookedAt], None]) -> None:
        self._session, self._answered = session, answered
        self._on_way: deque[_Answer] = deque()
        self._to_keep: list[LookedAt] = []
        self._keep: Callable[[list[LookedAt]], None] | None = None
        self._changed: list[str] = []

    def tell(self, looked: LookedAt, told: Told) -> None:
        self._on_way.append(_Answer(looked, told))
        if len(self._on_way) == 1:
            self._next()

    def keep_after(self, files: Sequence[LookedAt], keep: Callable[[list[LookedAt]], None]) -> None:
        """Keep them once every answer is in; at once where none is on its way."""
        if not self._on_way:
            keep(list(files))
            return
        self._to_keep += [each for each in files if not any(each is one for one in self._to_keep)]
        self._keep = keep

    def _next(self) -> None:
        answer = self._on_way[0]
        self._session.ask(
            partial(submissions.look_again, looked=answer.looked, **answer.told(answer.looked)),
            self._has_come,
            self._has_failed,
        )

    def _has_come(self, again: LookedAt) -> None:
        before = self._on_way.popleft().looked
        for each in self._on_way:
            if each.looked is before:
                each.looked = again
        self._answered(before, again)
        if any(each is before for each in self._to_keep):
            self._to_keep = [again if each is before else each for each in self._to_keep]
            if again.revision is not None and not is_same_revision(before.revision, again.revision):
                self._leave(again)  # what it would withdraw or change has not been seen
        self._go_on()

    def _has_failed(self) -> None:
        """What failed is told; without its answer the file is not kept."""
        self._leave(self._on_way.popleft().looked)
        self._go_on()

    def _leave(self, looked: LookedAt) -> None:
        if any(each is looked for each in self._to_keep):
            self._to_keep = [each for each in self._to_keep if each is not looked]
            self._changed.append(looked.file_name)

    def _go_on(self) -> None:
        if self._on_way:
            self._next()
            return
        files, changed, keep = self._to_keep, self._changed, self._keep
        self._to_keep, self._changed, self._keep = [], [], None
        if keep is not None and files:
            keep(files)
        if changed:
            self._session.told.emit(
                f"Not kept yet: {', '.join(changed)}. Your answer changed what it does to the case: look, then accept."
            )
