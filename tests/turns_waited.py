"""How long a process waits for a processor that others have: no fault of its own, however busy the machine is.

What is measured by the clock alone fails on a busy machine, and what is measured by processor time alone never sees a
thread that waits for another. Linux says of each thread how long it was ready to run and had no turn.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_THREADS = Path("/proc/self/task")


def waited_for_a_turn() -> float:
    """Seconds, of all threads of this process together, each as long as it is there; 0 where the system does not say."""
    waited = 0
    with suppress(OSError):
        for each in _THREADS.iterdir():
            with suppress(OSError, ValueError, IndexError):
                waited += int((each / "schedstat").read_text().split()[1])
    return waited / 1e9


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as one thread of this process lives it."""

    clock: float
    used: float  # of the processor, by this thread
    waited: float

    @classmethod
    def now(cls) -> Moment:
        return cls(time.perf_counter(), time.thread_time(), waited_for_a_turn())

    def own_seconds_since(self, before: Moment) -> float:
        """What lies between them, but for what other processes took of it. What the thread itself did always counts."""
        waited = max(self.waited - before.waited, 0.0)
        return max(self.used - before.used, self.clock - before.clock - waited)
