"""Documents begun from shapes, their outline changed, and the chair's words kept through all of it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from dhr_desktop.core.documents import Citation, Section
from dhr_desktop.core.errors import Refused
from dhr_desktop.operations.report import sections, shapes
from dhr_desktop.operations.report.blocks.by_name import BLOCKS
from dhr_desktop.system.folders import resources
from tests.builders import add

OVERVIEW = shapes.OVERVIEW


@pytest.fixture
def begun(case):
    sections.begin(case, shapes.shape("overview-2016"))
    return case


def titles(case):
    return [each.title for each in sections.outline(case, OVERVIEW)]


def find(case, words):
    return next(each.section for each in sections.outline(case, OVERVIEW) if words in each.section.heading)


def test_every_shape_names_blocks_that_are_and_stays_in_the_order_of_the_guidance():
    vocabulary = json.loads((resources() / "vocab" / "report_sections.json").read_text("utf-8"))
    guided = [each["heading"] for each in vocabulary["overview_report_2016"]]
    told = [each.heading for each in shapes.shape("overview-2016").sections]
    assert [each for each in guided if each in told] == told and len(told) > 22
    for shape in shapes.shipped().values():
        assert {block for part in shape.sections for block in part.blocks} <= set(BLOCKS), shape.key


def test_the_shapes_are_written_by_their_script():
    path = resources() / "report"
    before = (path / "shapes.json").read_bytes()
    code = f"import sys; sys.path.insert(0, {str(path)!r}); import make_shapes; sys.stdout.write(make_shapes.text())"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert made == before


def test_a_shape_becomes_an_outline_with_numbers(begun):
    told = titles(begun)
    assert told[:2] == ["Title page", "Preface"] and "1 Introduction" in told and "1.1 Timescales" in told
    assert "8 Recommendations" in told and "Appendix: action plan" in told
    with pytest.raises(Refused, match="already"):
        sections.begin(begun, shapes.shape("overview-episodes"))
    begun.undo()
    assert sections.begun(begun) == []


def test_sections_are_added_moved_renamed_and_removed_one_undo_each(begun):
    before = titles(begun)
    _, added = sections.add_after(begun, find(begun, "Conclusions").id, "What changed since")
    assert "7 What changed since" in titles(begun)
    sections.move(begun, added.id, -1)
    assert "6 What changed since" in titles(begun) and "7 Conclusions" in titles(begun)
    sections.rename(begun, added.id, "  What has   changed ")
    assert "6 What has changed" in titles(begun)
    sections.shift(begun, added.id, 1)
    assert "5.1 What has changed" in titles(begun)
    sections.shift(begun, added.id, -1)
    assert "6 What has changed" in titles(begun)
    sections.remove(begun, added.id)
    assert titles(begun) == before
    for _ in range(6):
        begun.undo()
    assert titles(begun) == before and begun.get(Section, added.id) is None


def test_the_first_cannot_go_up_nor_in(begun):
    first = sections.outline(begun, OVERVIEW)[0].section
    before = titles(begun)
    sections.move(begun, first.id, -1)
    sections.shift(begun, first.id, 1)
    sections.shift(begun, first.id, -1)
    assert titles(begun) == before


def test_a_section_takes_what_stands_in_it_and_its_citations_with_it(begun):
    introduction = find(begun, "Introduction")
    timescales = find(begun, "Timescales")
    add(begun, Citation(section=timescales.id, sentence="x", of=()))
    sections.remove(begun, introduction.id)
    assert begun.get(Section, timescales.id) is None and begun.all(Citation) == []
    begun.undo()
    assert begun.get(Section, timescales.id) is not None and len(begun.all(Citation)) == 1


def test_words_are_kept_and_citations_taken_out_go_with_them(begun):
    section = find(begun, "Background")
    kept, gone = add(
        begun, Citation(section=section.id, sentence="a", of=()), Citation(section=section.id, sentence="b", of=())
    )
    sections.write(begun, section.id, f"She lived here.[[c{kept.id}]] And there.[[c{gone.id}]]")
    sections.write(begun, section.id, f"She lived here.[[c{kept.id}]]")
    assert [each.id for each in begun.all(Citation)] == [kept.id]
    begun.undo()
    assert {each.id for each in begun.all(Citation)} == {kept.id, gone.id}


def test_an_outline_of_ones_own_is_written_and_begun_from(begun, case, tmp_path):
    sections.remove(begun, find(begun, "Preface").id)
    sections.add_after(begun, find(begun, "Conclusions").id, "Our local duty")
    path = tmp_path / "own.json"
    path.write_text(shapes.outline_text(sections.as_shape(begun, OVERVIEW, "Ours")), "utf-8")
    wanted = titles(begun)
    sections.write(begun, find(begun, "Conclusions").id, "A name: Rhoswen Tallowby")
    assert "Rhoswen" not in path.read_text("utf-8")
    sections.forget(begun, OVERVIEW)
    assert begun.all(Section) == []
    own = shapes.read_outline(path)
    sections.begin(begun, own)
    assert titles(begun) == wanted and own.title == "Ours"


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[1]", '{"document": "x", "numbering": "sections", "sections": [], "key": "", "title": "", "says": ""}'],
)
def test_what_is_no_outline_is_refused_in_a_sentence(tmp_path, text):
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(Refused, match="no outline"):
        shapes.read_outline(tmp_path / "x.json")
    with pytest.raises(Refused, match="could not be read"):
        shapes.read_outline(tmp_path / "missing.json")


def test_what_is_not_there_is_said(case):
    for wanted in (lambda: sections.write(case, 99, "x"), lambda: sections.set_numbering(case, OVERVIEW, "sections"), lambda: shapes.shape("none"),
                   lambda: sections.forget(case, OVERVIEW), lambda: sections.set_numbering(case, OVERVIEW, "letters")):  # fmt: skip
        with pytest.raises(Refused):
            wanted()
