"""Lock when the system does: session locked, user switched, going to sleep.

Sleep is also noticed by the wall clock jumping, whatever the system says. The Linux way asks the
login service over the local bus; the Windows way listens for its session messages and is not yet
proved (see installer/release-checklist.md).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QObject, Slot
from PySide6.QtWidgets import QApplication, QWidget

WM_WTSSESSION_CHANGE, WM_POWERBROADCAST = 0x02B1, 0x0218
WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOCK = 0x2, 0x4, 0x7
PBT_APMSUSPEND = 0x4


class SessionWatch(QObject):
    """Calls `lock` when the desktop session is locked or put to sleep."""

    def __init__(self, lock: Callable[[], None]) -> None:
        super().__init__()
        self._lock = lock
        self._filter: _WindowsFilter | None = None

    def start(self, window: QWidget) -> None:
        if sys.platform == "win32":
            self._filter = _WindowsFilter(self._lock)
            self._filter.start(window)
        elif sys.platform.startswith("linux"):
            self._listen_on_the_bus()

    def _listen_on_the_bus(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        bus = QDBusConnection.systemBus()
        if not bus.isConnected():
            return
        service, path = "org.freedesktop.login1", "/org/freedesktop/login1"
        properties = "org.freedesktop.DBus.Properties"
        # The slots are named as text: given as bytes, which the stubs ask for, PySide refuses them.
        listen: Any = bus.connect
        listen(service, path, f"{service}.Manager", "PrepareForSleep", self, SLOT("goingToSleep(bool)"))
        listen(service, "", f"{service}.Session", "Lock", self, SLOT("sessionLocked()"))
        told = SLOT("sessionChanged(QString,QVariantMap,QStringList)")
        listen(service, "", properties, "PropertiesChanged", self, told)

    @Slot(bool)
    def goingToSleep(self, going: bool) -> None:
        if going:
            self._lock()

    @Slot()
    def sessionLocked(self) -> None:
        self._lock()

    @Slot("QString", "QVariantMap", "QStringList")
    def sessionChanged(self, interface: str, now: dict[str, Any], _dropped: list[str]) -> None:
        """A desktop that locks itself says so by a hint; a switched user makes the session inactive."""
        if interface.endswith(".Session") and (now.get("LockedHint") is True or now.get("Active") is False):
            self._lock()


class _WindowsFilter(QAbstractNativeEventFilter):
    def __init__(self, lock: Callable[[], None]) -> None:
        super().__init__()
        self._lock = lock

    def start(self, window: QWidget) -> None:
        import ctypes

        wtsapi: Any = getattr(ctypes, "windll").wtsapi32  # noqa: B009 - absent elsewhere
        wtsapi.WTSRegisterSessionNotification(int(window.winId()), 0)
        app = QApplication.instance()
        assert app is not None
        app.installNativeEventFilter(self)

    def nativeEventFilter(self, kind: Any, message: Any) -> tuple[bool, int]:
        import ctypes
        from ctypes import wintypes

        told = ctypes.cast(int(message), ctypes.POINTER(wintypes.MSG)).contents
        left = (WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOCK)
        if (told.message == WM_WTSSESSION_CHANGE and told.wParam in left) or (
            told.message == WM_POWERBROADCAST and told.wParam == PBT_APMSUSPEND
        ):
            self._lock()
        return False, 0
