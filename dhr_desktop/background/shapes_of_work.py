"""How an operation is put to the helper: as a function of a module and its arguments, which can be sent."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from typing import Any

from dhr_desktop.core.progress import Progress


def run(operation: Callable[..., Any], case: Any, progress: Progress) -> Any:
    """Given the progress if it tells any: what is quick does not."""
    if "progress" in signature(operation).parameters:
        return operation(case, progress=progress)
    return operation(case)


def without_case(work: Callable[[], Any], *unused: Any) -> Any:
    """Work that needs nothing of the case, nor tells how far it is."""
    return work()
