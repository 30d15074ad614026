"""The submission pack: fixed names, a manifest that holds, what is missing said, nobody's name in any byte."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile

import pytest

from dhr_desktop.core.documents import Departure, LetterPoint, Pack
from dhr_desktop.core.errors import Refused
from dhr_desktop.operations.names.departing import Sending
from dhr_desktop.operations.report import packs, sections, shapes
from dhr_desktop.operations.report.checks import every
from tests.builders import add

from .reading import words

NAMES = ("rhoswen", "tallowby", "derrin", "askquith", "wrenna")


@pytest.fixture
def begun(review):
    for key in ("overview-2016", "summary-2016", "terms-2016"):
        sections.begin(review, shapes.shape(key))
    return review


def pack(case, to, edition="publication", despite="The panel has seen them", **more):
    return packs.write_pack(case, to, sending=Sending(edition), despite=despite, **more)


def test_a_pack_is_a_folder_of_fixed_names_whose_manifest_holds(begun, tmp_path):
    told = pack(begun, tmp_path / "pack")
    held = {each.name: each.read_bytes() for each in (tmp_path / "pack").iterdir()}
    assert (
        set(held)
        == set(told.files)
        >= {
            packs.REPORT_FILE,
            packs.SUMMARY_FILE,
            packs.PLAN_FILE,
            packs.LETTER,
            packs.COMMISSIONER,
            packs.RETURN,
            packs.CHECKLIST,
            packs.MANIFEST,
        }
    )
    rows = list(csv.DictReader(io.StringIO(held[packs.MANIFEST].decode("utf-8-sig"))))
    assert {row["file"]: row["sha256"] for row in rows} == {
        name: hashlib.sha256(data).hexdigest() for name, data in held.items() if name != packs.MANIFEST
    }
    assert held[packs.COMMISSIONER] == held[packs.REPORT_FILE] and told.missing == ()
    (kept,) = begun.all(Pack)
    assert kept.edition == "publication" and "because: The panel has seen them" in kept.manifest
    assert [each.product for each in begun.all(Departure)] == [f"{packs.PRODUCT}: {name}" for name in sorted(held)]


@pytest.mark.parametrize("edition", ["submission", "publication"])
def test_nobody_s_name_is_in_any_byte_of_it(begun, tmp_path, edition):
    pack(begun, tmp_path / "p.zip", edition)
    with zipfile.ZipFile(tmp_path / "p.zip") as held:
        for name in held.namelist():
            data = held.read(name)
            texts = [name, data.decode("latin-1")]
            if name.endswith(("docx", "xlsx")):
                with zipfile.ZipFile(io.BytesIO(data)) as inner:
                    texts += [inner.read(each).decode("utf-8", "ignore") for each in inner.namelist()]
            for text in texts:
                assert not any(each in text.casefold() for each in NAMES), name


def test_errors_hold_it_back_until_a_reason_is_given(begun, tmp_path):
    with pytest.raises(packs.ErrorsLeft, match="errors are left") as held:
        pack(begun, tmp_path / "pack", despite="  ")
    assert held.value.result.of(every.ERROR) and not (tmp_path / "pack").exists() and begun.all(Pack) == []


def test_it_is_not_made_with_real_names(begun, tmp_path):
    with pytest.raises(Refused, match="real names"):
        pack(begun, tmp_path / "pack", "working")


def test_what_is_missing_is_said_and_the_rest_goes(review, tmp_path):
    sections.begin(review, shapes.shape("overview-2016"))
    told = pack(review, tmp_path / "pack")
    assert any("executive summary" in each for each in told.missing) and packs.REPORT_FILE in told.files
    said = words((tmp_path / "pack" / packs.CHECKLIST).read_bytes())
    assert "Missing: the executive summary has not been begun." in said and "Points still open" in said


def test_a_pack_is_not_written_over_another(begun, tmp_path):
    pack(begun, tmp_path / "pack")
    before = {each.name: each.read_bytes() for each in (tmp_path / "pack").iterdir()}
    with pytest.raises(Refused, match="already"):
        pack(begun, tmp_path / "pack")
    assert {each.name: each.read_bytes() for each in (tmp_path / "pack").iterdir()} == before
    pack(begun, tmp_path / "pack", overwrite=True)


def test_a_file_of_an_older_pack_does_not_go_with_a_new_one_unlisted(begun, tmp_path):
    pack(begun, tmp_path / "pack")
    (tmp_path / "pack" / "04-old-plan.docx").write_bytes(b"old")
    before = {each.name: each.read_bytes() for each in (tmp_path / "pack").iterdir()}
    with pytest.raises(Refused, match="also holds 04-old-plan.docx"):
        pack(begun, tmp_path / "pack", overwrite=True)
    assert {each.name: each.read_bytes() for each in (tmp_path / "pack").iterdir()} == before


def test_the_letter_s_points_are_in_the_checklist(begun, tmp_path):
    add(begun, LetterPoint(point="Say more of the children"))
    pack(begun, tmp_path / "pack")
    assert "letter: 1, of which 1 not answered" in words((tmp_path / "pack" / packs.CHECKLIST).read_bytes())
