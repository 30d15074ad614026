"""A document as it crosses from the process that read it: the same words, and equal cells only once."""

from __future__ import annotations

import json

from dhr_desktop.intake.pages import SHORT, Cell, Document, Grid, GridRow, from_lines, to_lines


def crossed(document):
    return from_lines(json.loads(json.dumps(piece)) for piece in to_lines(document))


def test_equal_cells_are_one_and_unequal_ones_are_not():
    told = [
        Cell("PC 1"),
        Cell("PC 1"),
        Cell("PC 1", marks="s"),
        Cell("1", "number", "1"),
        Cell("1"),
        Cell("a " * SHORT),
    ]
    document = Document("xlsx", [Grid("Sheet1", [GridRow(at, {0: each}) for at, each in enumerate(told, 1)])])
    again = crossed(document)
    assert again == document
    cells = [row.cells[0] for row in again.grids[0].rows]
    assert cells[0] is cells[1]
    assert len({id(each) for each in cells}) == 5
