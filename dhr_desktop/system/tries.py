"""How long to wait after wrong passphrases."""

from __future__ import annotations


class Tries:
    """A growing delay after five wrong passphrases in one run: no lock-out, no wipe."""

    FREE = 5

    def __init__(self) -> None:
        self.wrong = 0

    def failed(self) -> None:
        self.wrong += 1

    def succeeded(self) -> None:
        self.wrong = 0

    def delay(self) -> float:
        """Seconds to wait before the next try."""
        return 0.0 if self.wrong < self.FREE else min(60.0, 2.0 ** (self.wrong - self.FREE))
