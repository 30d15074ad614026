"""Windows' way of holding a process to its memory and time: a job object that it puts itself into.

Written from the documented layout and not yet run on Windows (see installer/release-checklist.md).
"""

from __future__ import annotations

import ctypes
from typing import Any

_EXTENDED_LIMITS = 9
_PROCESS_TIME, _ACTIVE_PROCESSES, _PROCESS_MEMORY, _DIE_ON_ERROR, _KILL_ON_CLOSE = 0x2, 0x8, 0x100, 0x400, 0x2000
_TICKS_A_SECOND = 10_000_000


class BasicLimits(ctypes.Structure):
    _fields_ = [
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("smallest_set", ctypes.c_size_t),
        ("largest_set", ctypes.c_size_t),
        ("most_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    ]


class ExtendedLimits(ctypes.Structure):
    _fields_ = [
        ("basic", BasicLimits),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    ]


_kept: list[Any] = []  # the job lives as long as its handle


def limits(memory: int, cpu_seconds: int) -> ExtendedLimits:
    wanted = ExtendedLimits()
    wanted.basic.flags = _PROCESS_TIME | _ACTIVE_PROCESSES | _PROCESS_MEMORY | _DIE_ON_ERROR | _KILL_ON_CLOSE
    wanted.basic.process_time = cpu_seconds * _TICKS_A_SECOND
    wanted.basic.most_processes = 1
    wanted.process_memory = memory
    return wanted


def hold_to(memory: int, cpu_seconds: int) -> bool:
    """Put this process into a job of its own; false where the system would not."""
    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent elsewhere
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.SetInformationJobObject.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32]
    kernel.AssignProcessToJobObject.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return False
    _kept.append(job)
    wanted = limits(memory, cpu_seconds)
    return bool(
        kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted))
        and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
    )
