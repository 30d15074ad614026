"""The second count: other code, another parser, and no difference unreported."""

from __future__ import annotations

import struct
from datetime import date
from pathlib import Path

import pytest

from dhr_desktop.intake import counting, counting_docx, counting_odt, docx_walk, ods, xls, xlsx
from dhr_desktop.intake.counting_xls import count_filled_cells
from dhr_desktop.intake.pages import Refused
from dhr_desktop.intake.recognise import read

from . import hostile, making
from .old_workbook import old_workbook

CORPUS = Path(__file__).parents[3] / "shared/corpus"
SAMPLE = Path(__file__).parents[2] / "resources/sample/submissions"


def told(document):
    return [each for each in document.warnings if "second count" in each]


@pytest.mark.safety("I6")
@pytest.mark.parametrize("path", sorted(SAMPLE.iterdir()), ids=lambda path: path.name)
def test_a_whole_reading_agrees_with_the_second_count(path):
    document = read(path.read_bytes(), path.name)
    assert not told(document)
    if document.format in ("docx", "xlsx", "xls", "ods"):
        assert document.counts["counted"] > 0


@pytest.mark.safety("I6")
def test_a_reader_that_loses_a_row_is_caught(monkeypatch):
    """The check can fail: a reader made to drop what it should read is told on."""
    monkeypatch.setattr(xlsx._Sheet, "_cell", lambda self, element: None)
    assert told(read(making.workbook([("Date", "Event"), (date(2021, 1, 1), "x")]), "x.xlsx"))
    monkeypatch.setattr(ods._Tables, "_cell", lambda self, *about: None)
    assert told(read(hostile.GOOD_ODS, "x.ods"))
    monkeypatch.setattr(docx_walk.Walk, "_table", lambda self, *about: None)
    assert told(read(hostile.GOOD_DOC, "x.docx"))


@pytest.mark.safety("I6")
def test_an_old_binary_workbook_is_counted_record_by_record(monkeypatch):
    rows = [["Date", "Event", ""], ["01/02/2021", "A call", None], [44000.0, None, 7.0]]
    whole = old_workbook(rows, [["Date"], *[[f"row {n}"] for n in range(400)]])
    document = read(whole, "x.xls")
    assert document.counts == {"counted": 7 + 401, "read": 6 + 401, "left_out": 1} and not told(document)
    monkeypatch.setattr(xls._Sheet, "_cell", lambda self, *about: None)
    assert told(read(whole, "x.xls")) == [
        "A second count found 408 filled cells; 0 were read and 0 shown as left out. "
        "Compare the preview with the file before you accept it."
    ]


@pytest.mark.parametrize("at", [30, 48, 76, 520, 1024 + 128 + 116])
def test_a_container_that_leads_nowhere_is_no_count_and_no_crash(at):
    broken = bytearray(old_workbook([["Date", "Event"]]))
    broken[at : at + 4] = b"\xf0\xff\xff\x7f"
    with pytest.raises((ValueError, struct.error)):
        count_filled_cells(bytes(broken))


@pytest.mark.safety("I6", "N-I16")
@pytest.mark.parametrize("make", [lambda rows: making.workbook(rows), lambda rows: making.spreadsheet(rows)])
def test_what_is_counted_is_the_grid_that_is_handed_on(make):
    """The reader reads everything; what is handed on is then shortened, in words or by a cell."""
    whole = make([("Date", "Event"), ("1/2/2012", "Seen at home by the health visitor")])
    assert not told(read(whole, "x"))
    document = read(whole, "x")
    document.grids[0].rows[1].cells[1].text = "Seen at home by the"
    document.warnings.clear()
    counting.reconcile(document, whole)
    assert "letters and figures in its words" in told(document)[0]
    del document.grids[0].rows[1].cells[1]
    document.warnings.clear()
    counting.reconcile(document, whole)
    assert "filled cells" in told(document)[0]


@pytest.mark.safety("I6")
def test_what_was_left_out_is_part_of_the_sum():
    body = "<w:p><w:r><w:t>kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
    document = read(making.document(body), "x.docx")
    assert document.counts == {"deleted runs": 1, "counted": 8, "read": 4, "left_out": 4} and not told(document)


def test_a_wrong_dimension_hides_nothing():
    assert len(read(hostile.KINDS["a wrong dimension"](), "x.xlsx").grids[0].rows) == 62


@pytest.mark.slow
@pytest.mark.safety("I13")
def test_no_difference_in_the_corpus_goes_unreported(record_property):
    if not CORPUS.is_dir():
        pytest.skip("../shared/corpus is not here")
    compared = differing = 0
    for path in sorted(CORPUS.iterdir()):
        try:
            document = read(path.read_bytes(), path.name)
        except Refused:
            continue
        if "counted" not in document.counts:
            continue
        compared += 1
        counts = document.counts
        is_different = counts["counted"] != counts["read"] + counts["left_out"]
        is_different = is_different or counts.get("letters counted") != counts.get("letters read")
        differing += is_different
        assert bool(told(document)) == is_different, path.name
    record_property("ran", compared)
    assert compared > 370 and differing <= 3


@pytest.mark.parametrize("count", [counting_docx.count_flat_word, counting_odt.count_flat_odt])
def test_the_second_count_refuses_entities(count):
    with pytest.raises(ValueError, match="entity"):
        count(hostile.LAUGHS.encode())
