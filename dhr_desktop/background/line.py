"""One helper process with its two pipes and their threads. What it leaves half written goes with it."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from dhr_desktop.system import faultpoint, private_files

from .pipe import Ended, Message, Outgoing, receive

FROZEN = "--work-in-background"
_ROOM = str(Path(__file__).resolve().parents[2])
_BOOT = f"import sys; sys.path[:0] = {[_ROOM]!r}; from dhr_desktop.background.process import main; main()"


class Line:
    def __init__(self, heard: Callable[[Line, Message | None], None]) -> None:
        command = (
            [sys.executable, FROZEN]
            if getattr(sys, "frozen", False)
            else [sys.executable, "-I", "-X", "utf8", "-c", _BOOT]
        )
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=os.sep, close_fds=True, env=faultpoint.of_the_helper(os.environ),
        )  # fmt: skip
        assert self.process.stdin and self.process.stdout
        self._stdin, self._stdout = self.process.stdin, self.process.stdout
        self._out = Outgoing(self._stdin)  # type: ignore[arg-type]  # typeshed: the pipe of a process is a binary file
        self._heard = heard
        self._half_written: set[str] = set()
        self._outbox: queue.SimpleQueue[Callable[[Outgoing], None] | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._send, name="sender to the helper", daemon=True),
            threading.Thread(target=self._listen, name="listener to the helper", daemon=True),
        ]
        for each in self._threads:
            each.start()

    def put(self, sending: Callable[[Outgoing], None]) -> None:
        self._outbox.put(sending)

    def _send(self) -> None:
        while (sending := self._outbox.get()) is not None:
            try:
                with suppress(Ended):
                    sending(self._out)
            except Exception:  # noqa: BLE001 - a thread that ends here would leave both ends waiting for ever
                self._is_of_no_use()
            del sending

    def _listen(self) -> None:
        try:
            with suppress(Ended):
                while True:
                    self._take(receive(self._stdout))  # type: ignore[arg-type]  # as above
        except Exception:  # noqa: BLE001 - as above
            self._is_of_no_use()
        self._clear_half_written()
        self._heard(self, None)

    def _take(self, message: Message) -> None:
        if message[0] == "half written":
            self._half_written.add(message[1])
        elif message[0] == "whole or gone":
            self._half_written.discard(message[1])
        else:
            self._heard(self, message)

    def _is_of_no_use(self) -> None:
        """Something of it could not be understood: it is told as a defect, and another process takes its place."""
        threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), threading.current_thread())))
        self.process.kill()  # its listener hears the end and does the rest

    def _clear_half_written(self) -> None:
        """What leaves is written beside its place under another name: nobody will finish it, and it may hold names."""
        if self._half_written:
            self.process.wait()  # it has closed its end, so it is on its way out
        for each in self._half_written:
            private_files.remove_hidden(Path(each))
        self._half_written.clear()

    def end(self) -> None:
        self.process.kill()
        self._outbox.put(None)
        self.process.wait()
        for each in self._threads:
            if each is not threading.current_thread():
                each.join()
        for pipe in (self._stdin, self._stdout):
            with suppress(OSError, ValueError):
                pipe.close()
