"""Every Word and Excel file the program writes is valid by Microsoft's own reading of the Open XML schemas."""

from __future__ import annotations

import zipfile

import pytest

from dhr_desktop.core.analysis import Query
from dhr_desktop.core.entries import Entry
from dhr_desktop.operations.analysis.every import EVERY
from dhr_desktop.operations.analysis.exports import write_analysis
from dhr_desktop.operations.importing import import_papers
from dhr_desktop.operations.names.departing import Sending
from dhr_desktop.operations.queries import query_sheets
from tests.builders import add
from tests.judges import needs_validator, schema_faults
from tests.operations.names.naming_names import fill
from tests.operations.names.test_leaving_by_editions import PRODUCTS

pytestmark = [pytest.mark.slow, needs_validator]
OFFICE = (".docx", ".xlsx")


@pytest.mark.parametrize("edition", ["working", "publication"])
def test_everything_that_leaves_for_word_or_excel_is_valid(case, tmp_path, edition):
    fill(case)
    files = [tmp_path / name for name in PRODUCTS if name.endswith(OFFICE)]
    for each in files:
        PRODUCTS[each.name](case, each, Sending(edition))
    for name in EVERY:
        for ending in OFFICE:
            files.append(tmp_path / f"analysis-{name}{ending}")
            write_analysis(case, name, {}, files[-1], sending=Sending(edition))
    assert len(files) > 40 and schema_faults(*files) == {}


def test_everything_in_a_pack_is_valid(case, tmp_path):
    fill(case)
    PRODUCTS["pack.zip"](case, tmp_path / "pack.zip", Sending("submission"))
    with zipfile.ZipFile(tmp_path / "pack.zip") as pack:
        pack.extractall(tmp_path / "pack")
    files = [each for each in (tmp_path / "pack").rglob("*") if each.suffix in OFFICE]
    assert len(files) > 5 and schema_faults(*files) == {}


def test_what_is_sent_to_agencies_is_valid(case, tmp_path):
    entry = fill(case)[0]
    held = case.get(Entry, entry.id)
    add(case, Query(question="Who was told?", agency=held.agency, about=(held.id,)))
    files = [tmp_path / f"{name}{ending}" for name in ("sheet", "blank") for ending in OFFICE]
    for each in files:
        if each.stem == "sheet":
            query_sheets.write_sheet(case, held.agency, each)
        else:
            import_papers.write_blank(each)
    assert schema_faults(*files) == {}


def test_a_file_against_the_schemas_is_found(case, tmp_path):
    """Else the tests above could not fail."""
    fill(case)
    PRODUCTS["plan.docx"](case, tmp_path / "whole.docx", Sending())
    with zipfile.ZipFile(tmp_path / "whole.docx") as whole, zipfile.ZipFile(tmp_path / "broken.docx", "w") as broken:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:tblPr>", b'<w:tblPr><w:jc w:val="left"/><w:tblStyle w:val="X"/>', 1)
            broken.writestr(name, data)
    [fault] = schema_faults(tmp_path / "whole.docx", tmp_path / "broken.docx")["broken.docx"]
    assert "unexpected child element" in fault and "tblStyle" in fault
