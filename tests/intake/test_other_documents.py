"""OpenDocument texts, rich text, Word's flat forms and PDFs, each read as a document."""

from __future__ import annotations

from datetime import date

import pytest

from dhr_desktop.intake import odt, pdf_layout, rtf_tables
from dhr_desktop.intake.pages import Refused
from dhr_desktop.intake.proposals import propose
from dhr_desktop.intake.recognise import read
from dhr_desktop.language.dates.rules import DateRules

from . import hostile, making
from .test_spreadsheets import cut_list, no_list, wrong_sizes

RULES = DateRules(2020, date(2026, 1, 1))
ROWS = [("Date", "Event", "Outcome"), ("1/2/2012", "Zoë seen – at home", "Referred"), ("3/4/2012", "Called", "None")]


def texts(grid):
    return [[row.cells[at].text for at in sorted(row.cells)] for row in grid.rows]


def asides(document, sort):
    return [each.text for each in document.asides if each.sort == sort]


def said(document, words):
    return any(words in each for each in document.warnings)


def text_of(document):
    return "\n".join(cell.text for grid in document.grids for row in grid.rows for cell in row.cells.values())


def counted_whole(document):
    assert document.counts["counted"] > 0
    return not said(document, "second count")


MADE = {
    "odt": lambda: making.text_document(making.text_table(ROWS)),
    "fodt": lambda: making.text_document(making.text_table(ROWS), flat=True),
    "rtf": lambda: making.rich_text(making.rich_table(ROWS)),
    "pdf": lambda: making.printed(
        [[("Date", "Event", "Outcome"), ("1/2/2012", "Seen", "Referred"), ("3/4/2012", "Called", "None")]]
    ),
}


@pytest.mark.safety("I1", "N-I16")
@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("name", ["", "misnamed.docx"])
def test_a_table_of_any_document_becomes_entries(kind, name):
    document = read(MADE[kind](), name or f"chronology.{kind}")
    assert document.format == kind and counted_whole(document)
    proposal = propose(f"chronology.{kind}", document, RULES)
    assert [entry.happened.when.edtf for entry in proposal.entries] == ["2012-02-01", "2012-04-03"]
    assert proposal.entries[1].fields["what_happened"] == "Called"


@pytest.mark.parametrize(("kind", "mechanism"), [("odt", (odt._Walk, "_table")), ("fodt", (odt._Walk, "_cell")), ("rtf", (rtf_tables.Layout, "_end_row")),
                                                 ("pdf", (pdf_layout.Tables, "_take_region"))])  # fmt: skip
@pytest.mark.safety("N-I16")
def test_a_reader_that_loses_something_is_told_on(kind, mechanism, monkeypatch):
    monkeypatch.setattr(*mechanism, lambda self, *about: None)
    assert not counted_whole(read(MADE[kind](), "x"))


# ---- OpenDocument texts -------------------------------------------------------------------------

FRAME = "<draw:frame><draw:text-box><text:p>Boxed</text:p></draw:text-box></draw:frame>"
BESIDE = {
    "deleted text": "<text:tracked-changes><text:changed-region><text:deletion><office:change-info/><text:p>Boxed</text:p></text:deletion>"
    "</text:changed-region></text:tracked-changes>",
    "text box": f"<text:p>{FRAME}</text:p>",
    "footnote": "<text:p>x<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body><text:p>Boxed"
    "</text:p></text:note-body></text:note></text:p>",
    "endnote": "<text:p>x<text:note text:note-class='endnote'><text:note-body><text:p>Boxed</text:p></text:note-body></text:note></text:p>",
    "comment": "<text:p>x<office:annotation><text:p>Boxed</text:p></office:annotation></text:p>",
    "hidden text": "<text:p><text:hidden-text>Boxed</text:hidden-text></text:p>",
}  # fmt: skip


@pytest.mark.parametrize("sort", BESIDE)
@pytest.mark.parametrize("flat", [False, True])
def test_what_stands_beside_the_text_of_an_opendocument_is_kept(sort, flat):
    document = read(making.text_document(BESIDE[sort] + making.text_table(ROWS), flat=flat), "x.odt")
    assert asides(document, sort) == ["Boxed"] and "Boxed" not in text_of(document) and counted_whole(document)


UNSEEN = {"hidden text": "text:display='none'", "white text": "fo:color='#ffffff'", "tiny text": "fo:font-size='1pt'"}


@pytest.mark.safety("I7")
@pytest.mark.parametrize("sort", UNSEEN)
def test_what_cannot_be_seen_in_an_opendocument_is_named_through_styles(sort):
    styles = f"<style:style style:name='A'><style:text-properties {UNSEEN[sort]}/></style:style><style:style style:name='B' style:parent-style-name='A'/>"
    for body in (
        "<text:p>seen <text:span text:style-name='B'>unseen</text:span></text:p>",
        "<text:p text:style-name='B'>unseen</text:p>",
    ):
        document = read(making.text_document(body, styles=styles), "x.odt")
        assert asides(document, sort) == ["unseen"] and counted_whole(document)


def test_joined_repeated_and_nested_cells_of_an_opendocument_keep_their_places():
    inner = making.text_table([("inner", "table")])
    table = (
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Date</text:p></table:table-cell><table:table-cell>"
        "<text:p>Event</text:p></table:table-cell></table:table-row></table:table-header-rows><table:table-row><table:table-cell "
        "table:number-rows-spanned='2'><text:p>1/2/2012</text:p></table:table-cell><table:table-cell><text:list><text:list-item><text:p>one</text:p>"
        "</text:list-item></text:list></table:table-cell></table:table-row><table:table-row><table:covered-table-cell/><table:table-cell>"
        f"<text:p>two<text:line-break/>lines<text:s text:c='2'/>here</text:p>{inner}</table:table-cell></table:table-row></table:table>"
    )  # fmt: skip
    document = read(making.text_document(table), "x.odt")
    assert texts(document.grids[0]) == [["Date", "Event"], ["1/2/2012", "one"], ["1/2/2012", "two\nlines  here"]]
    assert texts(document.grids[1]) == [["inner", "table"]] and counted_whole(document)


def test_heads_feet_and_links_of_an_opendocument_are_named():
    masters = "<style:master-page style:name='M'><style:header><text:p>Agency: Police</text:p></style:header></style:master-page>"
    link = "<text:section><text:section-source xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='http://127.0.0.1:9/x.odt'/></text:section>"
    document = read(making.text_document(link + making.text_table(ROWS), masters=masters), "x.odt")
    assert (
        asides(document, "header") == ["Agency: Police"]
        and said(document, "another computer")
        and counted_whole(document)
    )


# ---- rich text ----------------------------------------------------------------------------------

RICH = {
    "an accent as a byte": (r"caf\'e9", "café"),
    "a letter by its number": (r"\u8217 \u322?\'f3d\'9f", "’łódŸ"),
    "a number below nought": (r"\u-3913?x", chr(65_536 - 3_913) + "x"),
    "two signs for one": (r"{\uc2 \u8364\'80\'80}5", "€5"),
    "a letter beyond the plane": (r"\u-10179?\u-8704?", "😀"),
    "Russian by its font": (r"{\f2\'cf\'f0}", "Пр"),
    "a tick": (r"Seen {\f1\'fc}{\f1 o}", "Seen ✓☐"),
    "braces and backslashes": (r"\{a\\b\}", "{a\\b}"),
    "signs by name": (r"\ldblquote so\rdblquote\emdash no\~way", "“so”—no\xa0way"),
    "a field": (r"{\field{\*\fldinst PAGE }{\fldrslt 7}}", "7"),
    "the newer of two forms": (r"{\upr{old}{\*\ud{new}}}", "new"),
    "an unknown starred group": (r"{\*\newthing gone}kept", "kept"),
    "inserted with tracked changes": (r"{\revised in}", "in"),
}


@pytest.mark.parametrize("what", RICH)
def test_the_letters_of_a_rich_text(what):
    written, wanted = RICH[what]
    document = read(making.rich_text(f"Start {written}"), "x.rtf")
    assert text_of(document) == f"Start {wanted}" and counted_whole(document)


@pytest.mark.parametrize(("written", "sort"), [(r"{\v gone}", "hidden text"), (r"{\deleted gone}", "deleted text"), (r"{\footnote gone}", "footnote"),
    (r"{\*\annotation gone}", "comment"), (r"{\header gone}", "header"), (r"{\footerf gone}", "footer"),
    (r"{\shp{\*\shpinst{\shptxt gone}}{\shprslt gone}}", "text box"), (r"{\*\do{\dptxbxtext gone}}", "text box")])  # fmt: skip
def test_what_stands_beside_a_rich_text_is_kept_once(written, sort):
    document = read(making.rich_text(f"kept {written} kept\\par more"), "x.rtf")
    assert asides(document, sort) == ["gone"] and "gone" not in text_of(document) and counted_whole(document)


@pytest.mark.parametrize(("written", "sort"), [(r"{\cf1 pale}", "white text"), (r"{\fs2 pale}", "tiny text")])
def test_what_can_hardly_be_seen_in_a_rich_text_is_named_and_read(written, sort):
    document = read(making.rich_text(f"kept {written}"), "x.rtf")
    assert asides(document, sort) == ["pale"] and "pale" in text_of(document)


def test_joined_nested_and_uneven_cells_of_a_rich_text_keep_their_places():
    body = (
        r"\trowd\cellx1000\cellx4000\pard\intbl Date\cell Event\cell\row"
        r"\trowd\clvmgf\cellx1000\cellx2500\cellx4000\pard\intbl 1/2/2012\cell one\cell more\cell\row"
        r"\trowd\clvmrg\cellx1000\cellx4000\pard\intbl\cell two\par and on\par\pard\intbl\itap2 inner\nestcell table\nestcell"
        r"{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}\pard\intbl\itap1\cell\row\pard After\par"
    )
    document = read(making.rich_text(body), "x.rtf")
    table = document.grids[0]
    assert [sorted(row.cells) for row in table.rows] == [[0, 1], [0, 1, 2], [0, 1]]
    assert texts(table)[2] == ["1/2/2012", "two\nand on"] and table.rows[2].cells[0].marks == "d"
    assert (
        texts(document.grids[1]) == [["inner", "table"]]
        and texts(document.grids[-1]) == [["After"]]
        and counted_whole(document)
    )


def test_what_a_rich_text_would_fetch_is_named():
    body = r"{\field{\*\fldinst INCLUDETEXT c:\\x.doc}{\fldrslt seen}}{\object\objemb{\*\objclass Excel}{\*\objdata 0102}{\result shown}}{\*\template c:\\x.dot}"
    document = read(making.rich_text(body), "x.rtf")
    assert text_of(document) == "seenshown"
    assert (
        said(document, "(INCLUDETEXT)") and said(document, "other files inside") and said(document, "load a template")
    )


def test_a_rich_text_cut_short_keeps_what_it_has_and_says_so():
    document = read(making.rich_text("first\\par second")[:-1], "x.rtf")
    assert text_of(document) == "first\nsecond" and said(document, "ends before it should")


# ---- Word as one file ---------------------------------------------------------------------------

WORD_2003 = "http://schemas.microsoft.com/office/word/2003/wordml"


def test_word_documents_saved_as_one_xml_file_are_read():
    inside = making.table(ROWS).replace(making.W, WORD_2003)
    old = f'<?xml version="1.0"?><w:wordDocument xmlns:w="{WORD_2003}"><w:body><wx:sect xmlns:wx="wx">{inside}</wx:sect></w:body></w:wordDocument>'
    pkg = "http://schemas.microsoft.com/office/2006/xmlPackage"
    rels = making.relations_part([("r1", "officeDocument", "word/document.xml")])
    flat = (
        f'<?xml version="1.0"?><pkg:package xmlns:pkg="{pkg}"><pkg:part pkg:name="/_rels/.rels"><pkg:xmlData>{rels}</pkg:xmlData></pkg:part>'
        f'<pkg:part pkg:name="/word/document.xml" pkg:contentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml">'
        f'<pkg:xmlData><w:document xmlns:w="{making.W}"><w:body>{making.table(ROWS)}</w:body></w:document></pkg:xmlData></pkg:part></pkg:package>'
    )  # fmt: skip
    for data in (old, flat):
        document = read(data.encode(), "x.xml")
        assert texts(document.grids[0]) == [list(row) for row in ROWS] and counted_whole(document)


@pytest.mark.parametrize("start", [b"\xdb\xa5-\0", b"\x31\xbe\0\0\0"])
def test_word_documents_of_before_1995_say_what_to_do(start):
    with pytest.raises(Refused, match="old .doc format"):
        read(start + b"\x01\x02" * 400, "minutes.docx")


def test_an_old_manifest_with_a_definition_is_no_reason_to_refuse():
    """Older programs wrote one there; nothing of it is ever opened."""
    held = hostile.with_part(
        MADE["odt"](), "META-INF/manifest.xml", '<!DOCTYPE manifest PUBLIC "-//OpenOffice.org//DTD" "Manifest.dtd"><m/>'
    )
    assert counted_whole(read(held, "x.odt"))


def test_double_byte_letters_of_a_rich_text_are_counted_as_letters():
    body = making.rich_text(r"{\'83\'41\'83A plain}").replace(b"ansicpg1252", b"ansicpg932")
    document = read(body, "x.rtf")
    assert text_of(document) == "アア plain" and counted_whole(document)


@pytest.mark.safety("I5", "I11")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_opendocument_text_that_asks_is_refused(encoding):
    data = hostile.with_part(
        MADE["odt"](), "styles.xml", hostile.XXE_FILE.replace('<?xml version="1.0"?>', "").encode(encoding)
    )
    with pytest.raises(Refused, match="outside itself"):
        read(data, "x.odt")


# ---- packages that are damaged ------------------------------------------------------------------


WRITTEN_AS_ZIPS = {
    "docx": lambda: making.document("<w:p><w:r><w:t>1/2/2012 Seen at home</w:t></w:r></w:p>"), "odt": MADE["odt"],
}  # fmt: skip


@pytest.mark.parametrize("spoil", [cut_list, no_list, wrong_sizes])
@pytest.mark.parametrize("kind", WRITTEN_AS_ZIPS)
def test_a_document_whose_parts_are_whole_is_repaired_counted_and_says_so(kind, spoil):
    document = read(spoil(WRITTEN_AS_ZIPS[kind]()), f"x.{kind}")
    assert "Seen at home" in text_of(document) or "seen – at home" in text_of(document)
    assert "was repaired" in document.warnings[0]
    counted_whole(document)


@pytest.mark.parametrize("kind", ["docx", "odt", "xlsx"])
def test_a_part_found_spoiled_late_in_the_reading_is_told_as_well(kind):
    made, part = {
        "docx": (WRITTEN_AS_ZIPS["docx"](), "word/document.xml"), "odt": (MADE["odt"](), "content.xml"),
        "xlsx": (making.workbook(ROWS), "xl/worksheets/sheet1.xml"),
    }[kind]  # fmt: skip
    document = read(wrong_sizes(made, only=part), f"x.{kind}")
    assert "was repaired" in document.warnings[0]
