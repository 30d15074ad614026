"""A report's Word file held against the points: as written here, as edited elsewhere, with labels and without."""

from __future__ import annotations

import zipfile

import pytest

from dhr_desktop.core.documents import Section
from dhr_desktop.core.errors import Refused
from dhr_desktop.operations.names.departing import Sending
from dhr_desktop.operations.report import exports, sections, shapes
from dhr_desktop.operations.report.checks import every, filed
from dhr_desktop.operations.report.checks import wording_checks as word

from .test_word_back import rewritten

OVERVIEW, SUMMARY = shapes.OVERVIEW, shapes.SUMMARY
OWN = (
    "She was seen in November 2021, on a Tuesday.\n\n## Risk\n\nThree agencies saw her in one week.\n\n- a point with no stop at its end, as points have\n\n"
    "|| Who lived where ||\n| Who lived in the house, as told by her sister | Where |\n| She | Thornbeck |\n\nIt falls under section 9 of the Domestic Violence, Crime and Victims Act 2004."
)


def analysis(case):
    return next(each.section for each in sections.outline(case, OVERVIEW) if "Analysis" in each.section.heading)


@pytest.fixture
def begun(review):
    sections.begin(review, shapes.shape("overview-2016"))
    sections.begin(review, shapes.shape("summary-2016"))
    sections.write(review, analysis(review).id, OWN)
    return review


def file_of(case, to, edition, document=OVERVIEW):
    exports.write_document(case, document, to, sending=Sending(edition), overwrite=True)
    return to


def spoken(result):
    return {(each.point, each.place, each.words) for each in result.findings}


def without(result, *points):
    return {each for each in spoken(result) if each[0] not in points}


@pytest.mark.parametrize("document", [OVERVIEW, SUMMARY])
@pytest.mark.parametrize("edition", ["working", "submission", "publication"])
def test_a_file_nobody_edited_says_what_the_report_says(begun, tmp_path, edition, document):
    how, result = filed.run_on_file(begun, file_of(begun, tmp_path / "r.docx", edition, document))
    assert document in how and result.looked_for == 69
    assert without(result, word.SOURCE) == without(every.run(begun), word.SOURCE)


@pytest.mark.parametrize("edition", ["working", "publication"])
def test_what_was_typed_in_word_is_looked_at(begun, tmp_path, edition):
    path = file_of(begun, tmp_path / "r.docx", edition)
    said = "Three agencies saw her in one week."
    path.write_bytes(
        rewritten(path.read_bytes(), lambda xml: xml.replace(said, "She clearly was seen by Derrin Askquith."))
    )
    before = {each.id: each.body for each in begun.all(Section)}
    _, result = filed.run_on_file(begun, path)
    new = spoken(result) - spoken(every.run(begun))
    assert any(point == word.HINDSIGHT and "[clearly]" in words for point, _, words in new)
    if edition == "publication":  # a working name in a draft is masked when it is published; here it would go out
        assert any(point == "Real name left in" and "Askquith" in words for point, _, words in new)
    assert {each.id: each.body for each in begun.all(Section)} == before


def test_a_heading_that_was_renamed_or_deleted_is_missed(begun, tmp_path):
    path = file_of(begun, tmp_path / "r.docx", "publication")
    path.write_bytes(rewritten(path.read_bytes(), lambda xml: xml.replace(">Equality and diversity<", ">Fairness<")))
    how, result = filed.run_on_file(begun, path)
    assert "1 others" in how
    assert ("Report does not follow the model layout", "the report", "Equality and diversity") in spoken(result)


def test_what_is_no_report_of_this_review_is_not_read_as_one(begun, tmp_path):
    exports.write_plan(begun, tmp_path / "plan.docx")
    (tmp_path / "bad.docx").write_bytes(b"PK no zip at all")
    with zipfile.ZipFile(tmp_path / "empty.docx", "w") as held:
        held.writestr("word/document.xml", "<x/>")
    for name in ("plan.docx", "bad.docx", "empty.docx"):
        assert filed.run_on_file(begun, tmp_path / name) is None
    with pytest.raises(Refused, match="could not be read"):
        filed.run_on_file(begun, tmp_path / "none.docx")


def test_a_file_is_looked_at_and_never_changed(begun, tmp_path):
    held = filed.read_filed(begun, "r.docx", file_of(begun, tmp_path / "r.docx", "publication").read_bytes())
    with pytest.raises(Refused, match="not changed"), held.case.step("x"):
        pass
    for change in (held.case.undo, held.case.redo, lambda: held.case.note("x")):
        with pytest.raises(Refused, match="not changed"):
            change()
    assert held.case.find(begun.review.id) == begun.review and held.case.get(Section, 10**9) is None


def test_ordinary_words_of_a_report_raise_no_alarm(begun):
    """Months and days, a table's cells, points of a list, a law's sections, agencies counted in an episode."""
    told = [each for each in every.run(begun).findings if each.to == analysis(begun).id]
    assert [(each.point, each.words) for each in told] == []


def test_counts_of_the_review_itself_are_held_against_the_registers(begun):
    sections.write(
        begun, analysis(begun).id, "Nineteen agencies were asked for a chronology. The panel held nine meetings."
    )
    told = [each.words for each in every.run(begun).findings if each.point == word.COUNTS]
    assert told == ["Nineteen agencies", "nine meetings"]


def test_each_heading_within_a_chronology_begins_its_own_order(begun):
    of = next(each.section for each in sections.outline(begun, OVERVIEW) if each.section.heading == "Chronology")
    sections.write(begun, of.id, "## Police\n\nIn June 2021 they came.\n\n## Health\n\nIn May 2020 she fell.")
    assert not [each for each in every.run(begun).findings if each.point == word.ORDER]
    sections.write(begun, of.id, "## Police\n\nIn June 2021 they came.\n\nIn May 2020 she fell.")
    assert [each.words for each in every.run(begun).findings if each.point == word.ORDER] == ["May 2020"]
