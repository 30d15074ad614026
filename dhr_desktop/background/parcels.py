"""A large value as a stream of small parcels, so that neither end is held up while it is put together.

Unpickling holds the interpreter for as long as it is given bytes: 20,000 rows in one go would keep the window's thread
waiting for a fifth of a second. A pickle comes in frames of some 64 kB, and each is asked for by a call; between two
such calls others go first. It stays one pickle: what is one object here is one object there.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from typing import Any

REST_SECONDS = 0.0005
LARGE = 32_000
"""After a parcel of this size the others' turn comes; an answer that is small is not made to wait."""


class _Sending:
    """The file that a pickle is written to: each frame goes off as it comes."""

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self._send = send
        self._held = bytearray()

    def write(self, part: Any) -> int:
        self._held += part
        if len(self._held) >= LARGE:
            self.flush()
        return len(part)

    def flush(self) -> None:
        if self._held:
            self._send(bytes(self._held))
            self._held.clear()


def pack(value: Any, send: Callable[[bytes], None]) -> None:
    file = _Sending(send)
    pickle.Pickler(file, pickle.HIGHEST_PROTOCOL).dump(value)
    file.flush()


class Unpacking:
    """Takes parcels in the order they were sent; `value` when all are here. It is also the file they are read from."""

    def __init__(self) -> None:
        self._parcels: list[bytes] = []
        self._at = 0

    def take(self, parcel: bytes) -> None:
        self._parcels.append(parcel)

    def value(self) -> Any:
        self._parcels.reverse()
        return pickle.Unpickler(self).load()

    def read(self, size: int) -> bytes:
        if size >= LARGE:
            time.sleep(REST_SECONDS)
        parts = []
        while size > 0 and self._parcels:
            parcel = self._parcels[-1]
            part = parcel[self._at : self._at + size]
            parts.append(part)
            size -= len(part)
            self._at += len(part)
            if self._at >= len(parcel):
                self._parcels.pop()
                self._at = 0
        return b"".join(parts)

    def readline(self) -> bytes:
        """Pickles of old protocols ask for lines; ours do not, but the reader wants to be able to."""
        line = bytearray()
        while not line.endswith(b"\n") and (part := self.read(1)):
            line += part
        return bytes(line)
