"""Python's collector of cycles, put off while many records are made.

Records hold no cycles. Left to itself the collector walks through all of them again and again as they become more: an
eighth of the time in which 100,000 rows are read and kept.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def put_off() -> Iterator[None]:
    """Until the block is left; where somebody else has put it off already, it stays so."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
