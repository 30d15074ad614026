"""Thousands of records that were only passing through, let go of a few at a time.

Taking a large value apart is one piece of work that lets no other thread in: the changes of 20,000 rows would keep the
window standing still for a tenth of a second, on whichever thread they are dropped.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

AT_ONCE = 200
REST_SECONDS = 0.001


def let_go(held: list[Any], put: Callable[[Callable[[], None]], None]) -> None:
    """Of a list that is nobody else's, on a thread that takes pieces of work between others."""

    def some() -> None:
        del held[-AT_ONCE:]
        if held:
            time.sleep(REST_SECONDS)
            put(some)

    put(some)
