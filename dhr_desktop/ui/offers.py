"""What a field offers to choose from: a vocabulary's terms, the names in a register, or yes."""

from __future__ import annotations

from dhr_desktop.core.case import BY_KIND
from dhr_desktop.core.fields import Field, Shape
from dhr_desktop.operations.reference import vocabularies
from dhr_desktop.storage.case_file import CaseFile


def offers_for(case: CaseFile | None, field: Field) -> list[str]:
    if case is None:
        return []
    if field.shape is Shape.FLAG:
        return ["", "yes"]
    if field.shape in (Shape.LINK, Shape.LINKS) and field.of:
        return ["", *(each.name for each in case.all(BY_KIND[field.of]))]
    if field.offers:
        return ["", *vocabularies.offered(case, field.offers)]
    return []
