"""The desktop's own lock and sleep, told over a bus of this test's own."""

import select
import shutil
import subprocess
import sys
from contextlib import contextmanager

import pytest

from tests.safety.children import ROOT, environment

pytestmark = [
    pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no dbus-daemon here: not proved"),
    pytest.mark.safety("K1"),
]

LISTENER = """
from PySide6.QtWidgets import QApplication, QWidget
from dhr_desktop.ui.session_watch import SessionWatch
app, window = QApplication([]), QWidget()
watch = SessionWatch(lambda: (print("locked", flush=True), app.quit()))
watch.start(window)
print("listening", flush=True)
app.exec()
"""

LOGIN_SERVICE = """
import sys
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusMessage
app, bus = QCoreApplication([]), QDBusConnection.systemBus()
assert bus.registerService("org.freedesktop.login1")
path, interface, name, *arguments = eval(sys.argv[1])
signal = QDBusMessage.createSignal("/org/freedesktop/login1" + path, interface, name)
signal.setArguments(arguments)
assert bus.send(signal)
bus.interface().isServiceRegistered("org.freedesktop.login1")  # a call that is answered: the signal is out
"""

MANAGER, SESSION = "org.freedesktop.login1.Manager", "org.freedesktop.login1.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"


@contextmanager
def _running(command, **how):
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **how) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def bus():
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with _running(command, stderr=subprocess.DEVNULL) as daemon:
        yield daemon.stdout.readline().strip()


def _heard(bus, tmp_path, told) -> bool:
    home = environment(tmp_path, DBUS_SYSTEM_BUS_ADDRESS=bus)
    with _running([sys.executable, "-c", LISTENER], env=home, cwd=ROOT) as listener:
        assert listener.stdout.readline() == "listening\n"
        subprocess.run([sys.executable, "-c", LOGIN_SERVICE, repr(told)], env=home, check=True, timeout=60)
        heard, _, _ = select.select([listener.stdout], [], [], 5)
        return bool(heard) and listener.stdout.readline() == "locked\n"


@pytest.mark.parametrize(
    "told",
    [
        ("", MANAGER, "PrepareForSleep", True),
        ("/session/_31", SESSION, "Lock"),
        ("/session/_31", PROPERTIES, "PropertiesChanged", SESSION, {"LockedHint": True}, ["Id"]),
        ("/session/_31", PROPERTIES, "PropertiesChanged", SESSION, {"Active": False}, ["Id"]),
    ],
)
def test_locking_sleeping_or_switching_the_desktop_locks_the_case(bus, tmp_path, told):
    assert _heard(bus, tmp_path, told)


def test_waking_or_unlocking_the_desktop_locks_nothing(bus, tmp_path):
    assert not _heard(bus, tmp_path, ("", MANAGER, "PrepareForSleep", False))
