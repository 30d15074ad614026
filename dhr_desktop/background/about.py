"""What the helper is told of the case before its records come."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dhr_desktop.core.changes import Seal
from dhr_desktop.system.clock import Clock


@dataclass(frozen=True, slots=True)
class About:
    path: Path
    case_id: str
    account: str
    read_only_because: str
    clock: Clock
    seal: Seal
