"""The guards every test runs under: a home of its own, no socket, no stray thread, no name in the log."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hypothesis import HealthCheck, settings

from dhr_desktop.system import logs
from tests.builders import PLANTED, a_case

# A busy machine is no reason to call a property false.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(autouse=True)
def a_home_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("DHR_HOME", str(home))
    monkeypatch.delenv("DHR_PASSPHRASE_FILE", raising=False)
    return home


@pytest.fixture(autouse=True)
def no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    class Refused(socket.socket):  # still a class, because others are made from it
        def __new__(cls, *args: object, **kwargs: object) -> Refused:
            raise AssertionError("something tried to open a socket")

    monkeypatch.setattr(socket, "socket", Refused)


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [each.name for each in threading.enumerate() if each not in before and each.is_alive()]
    assert not left, f"threads left running: {left}"


@pytest.fixture(autouse=True)
def no_name_in_the_log() -> Iterator[None]:
    logs.recent_codes.clear()
    yield
    told = "\n".join(logs.recent_codes)
    assert not [word for word in (*PLANTED, "Tallowby", "Askquith") if word in told]


@pytest.fixture
def case(tmp_path: Path):
    """An open, empty invented case, closed at the end."""
    made = a_case(tmp_path)
    yield made
    made.close()
