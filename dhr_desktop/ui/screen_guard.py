"""Ask the system to leave a window out of screen captures while real names are on it.

Windows and macOS can; elsewhere it is not possible, and the settings page says so. Written from the
two systems' documentation and not yet proved on either (see installer/release-checklist.md).
"""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtWidgets import QWidget

WDA_NONE, WDA_EXCLUDEFROMCAPTURE = 0x0, 0x11
NS_WINDOW_SHARING_NONE, NS_WINDOW_SHARING_READ_ONLY = 0, 1


def can_guard() -> bool:
    return sys.platform in ("win32", "darwin")


def guard(window: QWidget, *, on: bool) -> None:
    if sys.platform == "win32":
        _guard_on_windows(int(window.winId()), on)
    elif sys.platform == "darwin":
        _guard_on_macos(int(window.winId()), on)


def _guard_on_windows(handle: int, on: bool) -> None:
    import ctypes

    user32: Any = getattr(ctypes, "windll").user32  # noqa: B009 - absent elsewhere
    user32.SetWindowDisplayAffinity(handle, WDA_EXCLUDEFROMCAPTURE if on else WDA_NONE)


def _guard_on_macos(view: int, on: bool) -> None:
    import ctypes
    import ctypes.util

    objc = ctypes.CDLL(ctypes.util.find_library("objc") or "libobjc.dylib")
    objc.sel_registerName.restype = ctypes.c_void_p
    objc.objc_msgSend.restype = ctypes.c_void_p
    objc.objc_msgSend.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    window = objc.objc_msgSend(view, objc.sel_registerName(b"window"))
    objc.objc_msgSend.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong]
    sharing = NS_WINDOW_SHARING_NONE if on else NS_WINDOW_SHARING_READ_ONLY
    objc.objc_msgSend(window, objc.sel_registerName(b"setSharingType:"), sharing)
