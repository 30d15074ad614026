"""The kept reading of a document is the one that would be made from nothing, whatever was changed; and costs little."""

from __future__ import annotations

import os
import random

import pytest

from dhr_desktop.core.case import RECORDS
from dhr_desktop.core.documents import EDITIONS
from dhr_desktop.operations.names.presented import presented
from dhr_desktop.operations.report import assembling, sections, shapes
from dhr_desktop.operations.report.blocks import drawn_blocks
from dhr_desktop.operations.report.reading import ReportReading
from dhr_desktop.storage.case_file import CaseFile
from tests.operations.random_edits import edit

SEEDS = int(os.environ.get("DHR_READING_SEEDS", "1"))
EDITS = int(os.environ.get("DHR_READING_EDITS", "14"))


class Copied(CaseFile):
    """The records as they are now, in lists of its own: nothing that was made before can stand on them."""

    def __init__(self, case: CaseFile, *, shares_lists: bool = False) -> None:
        lists = {each.KIND: case.all(each) if shares_lists else list(case.all(each)) for each in RECORDS}
        self.__dict__.update(
            _lists=lists, _by_id={one.id: one for held in lists.values() for one in held}, clock=case.clock, _seal=case.seal,
        )  # fmt: skip

    def all(self, kind):
        return self._lists[kind.KIND]

    def get(self, kind, id):
        held = self._by_id.get(id)
        return held if isinstance(held, kind) else None

    def find(self, id):
        return self._by_id.get(id)

    def count(self, kind):
        return len(self._lists[kind.KIND])

    @property
    def seal(self):
        return self._seal


@pytest.fixture
def quickly_drawn(monkeypatch):
    """The picture's shapes stand for its dots: the same picture is the same bytes, and nothing is painted."""
    monkeypatch.setattr(drawn_blocks, "png_bytes", lambda picture, dots: repr(picture).encode())


def read(reading, case, document, screen, printed_as):
    """What is read, or how it failed: after changes nobody would make, both ways must fail alike."""
    try:
        return reading.read(presented(case, screen), document, printed_as)
    except Exception as problem:
        return type(problem), str(problem)


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("key", sorted(shapes.shipped()))
def test_after_any_changes_it_is_as_made_from_nothing(review, quickly_drawn, key, seed):
    chance = random.Random(f"{key} {seed}")
    sections.begin(review, shapes.shape(key))
    document = shapes.shape(key).document
    kept, in_another_process = ReportReading(), ReportReading()
    done = []
    for at in range(EDITS):
        screen, printed_as = (EDITIONS[(at // 3 + one) % len(EDITIONS)] for one in (0, 1 + at % 2))
        expected = read(ReportReading(), Copied(review), document, screen, printed_as)
        told = read(kept, review, document, screen, printed_as)
        copied = read(in_another_process, Copied(review, shares_lists=True), document, screen, printed_as)
        assert told == expected, f"seed {seed}, after {done}"
        assert copied == expected, f"a copy, seed {seed}, after {done}"
        if document not in sections.begun(review):
            break
        done += [edit(review, chance) for _ in range(chance.randint(1, 3))]


def test_a_saved_section_fills_no_block_again_and_reads_no_other_section(review, monkeypatch):
    sections.begin(review, shapes.shape("overview-2016"))
    wanted = [each.section for each in sections.outline(review, shapes.OVERVIEW)][6]
    reading, filled, read_again = ReportReading(), [], []
    fill, read_section = assembling.filled, assembling._read_section
    monkeypatch.setattr(assembling, "filled", lambda d, name: filled.append(name) or fill(d, name))
    monkeypatch.setattr(
        assembling, "_read_section", lambda each, *rest: read_again.append(each.section.id) or read_section(each, *rest)
    )
    reading.read(review, shapes.OVERVIEW, "publication")
    assert len(filled) > 20
    filled.clear()
    read_again.clear()
    sections.write(review, wanted.id, "Rhoswen Tallowby lived in Eastmere.")
    told = reading.read(review, shapes.OVERVIEW, "publication")
    assert not filled
    assert read_again == [wanted.id, wanted.id]  # once for each edition
    assert "lived in Eastmere" in told.made.words()
    assert "Rhoswen" not in told.printed.words()


def test_an_abbreviation_first_used_makes_the_list_of_them_again_and_nothing_else(review, monkeypatch):
    sections.begin(review, shapes.shape("overview-2016"))
    wanted = [each.section for each in sections.outline(review, shapes.OVERVIEW)][6]
    reading, filled = ReportReading(), []
    fill = assembling.filled
    reading.read(review, shapes.OVERVIEW, "working")
    monkeypatch.setattr(assembling, "filled", lambda d, name: filled.append(name) or fill(d, name))
    sections.write(review, wanted.id, "CAFCASS was told.")
    told = reading.read(review, shapes.OVERVIEW, "working")
    assert filled == ["glossary"]
    assert "CAFCASS" in told.made.words()
