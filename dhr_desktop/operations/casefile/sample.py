"""The invented sample review: a whole case to try everything on, with no real person in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dhr_desktop.core.agencies import Agency, Return
from dhr_desktop.core.fields import fields_of, from_plain
from dhr_desktop.core.people import Person, Professional
from dhr_desktop.core.review import (
    Dissemination,
    FamilyContact,
    Meeting,
    Milestone,
    PanelMember,
    ParallelProcess,
    Review,
    Term,
)
from dhr_desktop.operations.review import registers
from dhr_desktop.storage import backups
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.opening import create_case
from dhr_desktop.system.folders import cases, resources

PASSPHRASE = "wholly invented sample review"
FILE_NAME = "Sample review.dhr"

# Agencies and people first: the others point at them by name.
ORDER = (
    Agency, Return, Person, Professional, PanelMember, Meeting, FamilyContact, ParallelProcess, Dissemination, Term,
)  # fmt: skip


def submissions_folder() -> Path:
    """The agencies' files that go with it."""
    return resources() / "sample" / "submissions"


def usual_path() -> Path:
    return cases() / FILE_NAME


def create(path: Path) -> CaseFile:
    """A new case file holding the sample review's registers."""
    held = json.loads((resources() / "sample" / "review.json").read_text("utf-8"))
    case = create_case(path, PASSPHRASE, Review(**_values(Review, held["review"])))
    with case.step("Set process dates", "Set the sample's process dates") as step:
        for milestone in held["milestones"]:
            step.add(Milestone(**_values(Milestone, milestone)))
    for kind in ORDER:
        registers.import_csv(case, kind, resources() / "sample" / "registers" / f"{kind.KIND}.csv")
    backups.take(case)
    return case


def _values(kind: type[Review] | type[Milestone], plain: dict[str, Any]) -> dict[str, Any]:
    shapes = {field.name: field.shape for field in fields_of(kind)}
    return {name: from_plain(shapes[name], value) for name, value in plain.items()}
