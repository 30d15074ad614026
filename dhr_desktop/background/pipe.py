"""Messages between the window and its helper: a length and a pickle, over the two standard pipes.

Both ends are this program, started by itself; nothing a stranger wrote is ever unpickled as a message.
"""

from __future__ import annotations

import pickle
import struct
import threading
from typing import Any, BinaryIO

Message = tuple[Any, ...]
_LENGTH = struct.Struct(">Q")


class Ended(Exception):
    """The other end is gone."""


def packed(message: Message) -> bytes:
    return pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)


class Outgoing:
    """Written to from several threads; each message whole."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._lock = threading.Lock()

    def send(self, message: Message) -> None:
        self.send_packed(packed(message))

    def send_packed(self, body: bytes) -> None:
        try:
            with self._lock:
                self._file.write(_LENGTH.pack(len(body)))
                self._file.write(body)
                self._file.flush()
        except (OSError, ValueError) as problem:
            raise Ended from problem


def receive(file: BinaryIO) -> Message:
    try:
        length = _LENGTH.unpack(_exactly(file, _LENGTH.size))[0]
        message: Message = pickle.loads(_exactly(file, length))
    except (OSError, ValueError, struct.error, EOFError) as problem:
        raise Ended from problem
    return message


def _exactly(file: BinaryIO, size: int) -> bytes:
    body = file.read(size)
    if len(body) < size:
        raise Ended
    return body
