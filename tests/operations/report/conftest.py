from __future__ import annotations

import pytest

from .invented import fill


@pytest.fixture
def review(case):
    """A review with everything a report is filled from; `case.made` names what was put in."""
    case.__dict__["made"] = fill(case)
    return case
