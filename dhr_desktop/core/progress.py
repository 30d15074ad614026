"""How long work tells where it is, and how it is stopped.

An operation walks through `Progress.over(...)`; that walk is where cancelling happens, so a Cancel
always lands between two whole pieces of work and never inside one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from .errors import Cancelled

Item = TypeVar("Item")
Listener = Callable[[int, int, str, "float | None"], None]


class Progress:
    """Counts work done, estimates what is left, and can be cancelled from another thread."""

    def __init__(self, listener: Listener | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._listener = listener
        self._clock = clock
        self._cancelled = False
        self._last_told = float("-inf")

    def cancel(self) -> None:
        self._cancelled = True

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled

    def check(self) -> None:
        if self._cancelled:
            raise Cancelled

    def tell(self, done: int, total: int, words: str, seconds_left: float | None = None) -> None:
        """Say where the work stands; at most 20 times a second, so that telling costs nothing."""
        self.check()
        now = self._clock()
        if self._listener and (now - self._last_told >= 0.05 or done >= total):
            self._last_told = now
            self._listener(done, total, words, seconds_left)

    def over(self, items: Iterable[Item], *, total: int, words: str) -> Iterator[Item]:
        started = self._clock()
        for done, item in enumerate(items):
            elapsed = self._clock() - started
            left = elapsed / done * (total - done) if done and elapsed > 1 else None
            self.tell(done, total, words, left)
            yield item
        self.tell(total, total, words, 0.0)


def time_left_in_words(seconds: float | None) -> str:
    """ "about 40 seconds left"; nothing at all when there is nothing to go on."""
    if seconds is None or seconds < 1:
        return ""
    if seconds < 90:
        return f"about {max(5, round(seconds / 5) * 5)} seconds left"
    return f"about {round(seconds / 60)} minutes left"
