"""The two clocks: the wall's, which may be set wrong, and the steady one, which cannot go back."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class Clock:
    """What the program asks for the time. Tests pass one of their own."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def offset_minutes(self) -> int:
        """The local offset from UTC, kept beside each journal line."""
        offset = self.now().astimezone().utcoffset()
        return int(offset.total_seconds() // 60) if offset else 0

    def steady(self) -> float:
        return time.monotonic()


def stamp(moment: datetime) -> str:
    """UTC to the millisecond, as the journal writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"
