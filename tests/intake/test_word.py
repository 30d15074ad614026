"""Every place a Word document keeps words in: read as text, or found and named beside it."""

from __future__ import annotations

import io
import zipfile

import pytest

from dhr_desktop.intake import docx_walk
from dhr_desktop.intake.pages import Refused
from dhr_desktop.intake.recognise import read

from . import hostile, making

SPACES = (
    'xmlns:wps="wps" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="wp" xmlns:r="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships" xmlns:m="m" xmlns:wpg="wpg"'
)
ROWS = making.table([("Date", "Event"), ("1/2/2012", "Seen at home")])


def run(text, look=""):
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def spaced(xml):
    """A paragraph of this XML, with every name space it may use."""
    return f"<w:p {SPACES}>{xml}</w:p>"


def word(body, **more):
    return read(making.word_package(body, **more), "x.docx")


def asides(document, sort):
    return [each.text for each in document.asides if each.sort == sort]


def text_of(document):
    return "\n".join(cell.text for grid in document.grids for row in grid.rows for cell in row.cells.values())


def said(document, words):
    return any(words in each for each in document.warnings)


def counted_whole(document):
    return not said(document, "second count")


# ---- boxes and drawings -------------------------------------------------------------------------

BOX = "<w:txbxContent><w:p><w:r><w:t>Words in a box</w:t></w:r></w:p></w:txbxContent>"
NEWER, OLDER = (
    f"<w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing>",
    f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>",
)
FORMS = {
    "newer": NEWER,
    "older": OLDER,
    "grouped": f"<w:drawing><wpg:wgp><wpg:grpSp><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></wpg:grpSp></wpg:wgp></w:drawing>",
    "both": f"<mc:AlternateContent><mc:Choice>{NEWER}</mc:Choice><mc:Fallback>{OLDER}</mc:Fallback></mc:AlternateContent>",
    "only the older of two": f"<mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback>{OLDER}</mc:Fallback></mc:AlternateContent>",
    "both inside a group": f"<w:drawing><wpg:wgp><mc:AlternateContent><mc:Choice><wps:txbx>{BOX}</wps:txbx></mc:Choice><mc:Fallback>{OLDER}"
    "</mc:Fallback></mc:AlternateContent></wpg:wgp></w:drawing>",
}  # fmt: skip


@pytest.mark.safety("N-I16")
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("where", ["in a run", "beside the runs", "in a table"])
def test_a_text_box_of_any_form_is_read_once(form, where):
    xml = FORMS[form] if where == "beside the runs" else f"<w:r>{FORMS[form]}</w:r>"
    body = spaced(xml) if where != "in a table" else making.table([("Date", "Event"), ("1/2/2012", spaced(xml))])
    document = word(body)
    assert asides(document, "text box") == ["Words in a box"] and counted_whole(document)


def test_two_forms_of_one_drawing_that_say_different_things_are_both_kept():
    other = OLDER.replace("Words in a box", "Other words")
    document = word(
        spaced(
            f"<w:r><mc:AlternateContent><mc:Choice>{NEWER}</mc:Choice><mc:Fallback>{other}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    assert asides(document, "text box") == ["Words in a box"] and asides(document, "other form of a drawing") == [
        "Other words"
    ]


def test_plain_runs_kept_in_two_forms_are_text():
    xml = f"{run('before ')}<mc:AlternateContent><mc:Choice>{run('new form')}</mc:Choice><mc:Fallback>{run('new form')}</mc:Fallback></mc:AlternateContent>"
    document = word(spaced(xml))
    assert text_of(document) == "before new form" and counted_whole(document)


def test_a_box_in_a_box_and_a_table_in_a_box_are_each_read_once():
    inner = f"<w:txbxContent><w:p><w:r><w:t>Outer</w:t>{OLDER}</w:r></w:p>{ROWS}</w:txbxContent>"
    document = word(spaced(f"<w:r><w:pict><v:textbox>{inner}</v:textbox></w:pict></w:r>"))
    assert sorted(asides(document, "text box")) == ["Outer", "Words in a box"]
    assert [grid.name for grid in document.grids] == ["Table 1", "Paragraphs"] and "Seen at home" in text_of(document)
    assert counted_whole(document)


def test_wordart_labels_of_drawings_and_descriptions_of_pictures_are_named():
    xml = (
        '<w:r><w:pict><v:shape><v:textpath string="DRAFT ONLY"/></v:shape></w:pict></w:r>'
        "<w:r><w:drawing><wp:docPr descr='A map of the flat'/><a:p><a:r><a:t>Kitchen</a:t></a:r></a:p></w:drawing></w:r>"
    )
    document = word(spaced(xml))
    assert asides(document, "WordArt") == ["DRAFT ONLY"] and asides(document, "drawing") == ["Kitchen"]
    assert asides(document, "picture's description") == ["A map of the flat"] and counted_whole(document)


def test_smartart_and_charts_are_named_with_their_words():
    smart = '<dgm:dataModel xmlns:dgm="d" xmlns:a="a"><dgm:pt><a:p><a:r><a:t>Refer</a:t></a:r><a:r><a:t>red</a:t></a:r></a:p></dgm:pt></dgm:dataModel>'
    chart = (
        '<c:chartSpace xmlns:c="c" xmlns:a="a"><c:title><a:p><a:r><a:t>Calls a month</a:t></a:r></a:p></c:title><c:ser><c:tx><c:strRef>'
        "<c:strCache><c:pt><c:v>Police</c:v></c:pt></c:strCache></c:strRef></c:tx>"
        "<c:val><c:numRef><c:numCache><c:pt><c:v>4.4000000000000004</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:chartSpace>"
    )
    document = word(ROWS, parts={"word/diagrams/data1.xml": smart, "word/charts/chart1.xml": chart})
    assert asides(document, "SmartArt") == ["Referred"] and asides(document, "chart") == ["Calls a month\nPolice\n4.4"]


# ---- files taken in -----------------------------------------------------------------------------

HTML = "<html><head><style>p {color: red}</style></head><body><p>From a &amp; page</p><table><tr><td>2/2/2012</td><td>Called</td></tr></table></body></html>"
CHUNKS = {
    "a web page": ("page.html", HTML, "From a & page"),
    "text": ("notes.txt", "From a text\nand more", "From a text"),
    "a document": ("inner.docx", making.document(making.paragraph("From a document") + ROWS), "From a document"),
}


@pytest.mark.safety("N-I16")
@pytest.mark.parametrize("kind", CHUNKS)
@pytest.mark.parametrize("where", ["in the body", "in a cell"])
def test_a_file_that_word_takes_in_is_read_with_the_document(kind, where):
    name, content, words = CHUNKS[kind]
    asked = f'<w:altChunk {SPACES} r:id="c1"/>'
    body = making.paragraph("Before") + (
        asked if where == "in the body" else making.table([("Date", "Event"), ("1/2/2012", asked)])
    )
    document = word(body, parts={f"word/{name}": content}, relations=[("c1", "aFChunk", name)])
    assert words in text_of(document) and said(document, f"({name}) is shown by Word as part of the text")
    assert counted_whole(document)
    if kind != "text":
        assert any(grid.name == "Table 1" and grid.rows for grid in document.grids)


def test_a_file_taken_in_that_cannot_be_read_is_named_with_its_words():
    page = "MIME-Version: 1.0\nContent-Type: multipart/related\n\n<p>Some words here</p>"
    document = word(
        f'<w:altChunk {SPACES} r:id="c1"/>{ROWS}', parts={"word/x.mht": page}, relations=[("c1", "aFChunk", "x.mht")]
    )
    assert said(document, "x.mht, about") and said(document, "could not be read here")


# ---- notes, forms and fields --------------------------------------------------------------------


@pytest.mark.safety("N-I16")
def test_notes_headers_and_comments_are_kept_whole_whoever_points_at_them():
    table = making.table([("Box in the head", "Ref 12")])
    parts = {
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{making.W}"><w:footnote>{making.paragraph("A note")}</w:footnote></w:footnotes>',
        "word/odd name.xml": f'<w:hdr xmlns:w="{making.W}">{table}{making.paragraph("Agency: Police")}</w:hdr>',
        "word/comments.xml": f'<w:comments xmlns:w="{making.W}"><w:comment><w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>'
        f"{run('kept')}</w:p></w:comment></w:comments>",
    }
    document = word(ROWS, parts=parts, relations=[("f", "footnotes", "footnotes.xml")])
    assert asides(document, "footnote") == ["A note"] and asides(document, "comment") == ["kept"]
    assert asides(document, "header") == ["Box in the head | Ref 12\nAgency: Police"] and asides(
        document, "deleted text"
    ) == ["gone"]
    assert counted_whole(document)


def test_the_answers_of_an_old_form_are_read():
    def field(data):
        return f"<w:r><w:fldChar w:fldCharType='begin'><w:ffData>{data}</w:ffData></w:fldChar></w:r>"

    xml = (
        run("Seen ") + field("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>") + run(" Heard ")
        + field("<w:checkBox><w:default w:val='0'/></w:checkBox>") + run(" Risk ")
        + field("<w:ddList><w:result w:val='1'/><w:listEntry w:val='Standard'/><w:listEntry w:val='High'/></w:ddList>")
    )  # fmt: skip
    document = word(spaced(xml))
    assert text_of(document) == "Seen ☑ Heard ☐ Risk High" and counted_whole(document)


@pytest.mark.parametrize("kind", ["INCLUDETEXT", "INCLUDEPICTURE", "DDE", "DDEAUTO", "LINK"])
@pytest.mark.parametrize("form", ["simple", "in runs", "cut in two"])
def test_a_field_that_would_fetch_is_named_and_its_result_read(kind, form):
    code = f" {kind} C:\\\\evil.docx "
    marks = {each: f"<w:r><w:fldChar w:fldCharType='{each}'/></w:r>" for each in ("begin", "separate", "end")}
    pieces = [code] if form == "in runs" else [code[:4], code[4:]]
    written = "".join(f"<w:r><w:instrText>{each}</w:instrText></w:r>" for each in pieces)
    xml = f'<w:fldSimple w:instr="{code}">{run("result")}</w:fldSimple>'
    if form != "simple":
        xml = marks["begin"] + written + marks["separate"] + run("result") + marks["end"]
    document = word(spaced(xml))
    assert text_of(document) == "result" and said(document, f"({kind})") and counted_whole(document)
    assert not said(word(spaced('<w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple>')), "fetch")


@pytest.mark.safety("I7")
def test_a_template_named_in_the_settings_is_named_here():
    rels = making.relations_part([("t", "attachedTemplate", "http://127.0.0.1:9/x.dotm")])
    document = word(ROWS, parts={"word/settings.xml": "<s/>", "word/_rels/settings.xml.rels": rels})
    assert said(document, "load a template from another computer")


@pytest.mark.safety("I7")
def test_files_inside_are_named():
    document = word(ROWS, parts={"word/embeddings/Old list.xlsx": b"PK", "word/embeddings/oleObject1.bin": b"x"})
    assert said(document, "Old list.xlsx, oleObject1.bin")


def test_ruby_a_run_outside_paragraphs_and_unknown_wrappers_lose_nothing():
    ruby = f"<w:r><w:ruby><w:rt>{run('spoken')}</w:rt><w:rubyBase>{run('base')}</w:rubyBase></w:ruby></w:r>"
    document = word(
        spaced(ruby) + run("bare") + spaced(f"<w:newthing><w:inner>{run('wrapped')}</w:inner></w:newthing>")
    )
    assert text_of(document) == "base(spoken)\nbare\nwrapped" and counted_whole(document)


# ---- what cannot be seen ------------------------------------------------------------------------

STYLES = (
    "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='22'/></w:rPr></w:rPrDefault></w:docDefaults>"
    "<w:style w:type='character' w:styleId='Base'><w:rPr>{look}</w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='Mid'><w:basedOn w:val='Base'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='Para'><w:rPr>{look}</w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='ParaOn'><w:basedOn w:val='Para'/></w:style>"
)
UNSEEN = {
    "hidden text": "<w:vanish/>",
    "white text": "<w:color w:val='FFFFFF'/>",
    "tiny text": "<w:sz w:val='2'/>",
}


@pytest.mark.safety("I7")
@pytest.mark.parametrize("sort", UNSEEN)
@pytest.mark.parametrize("way", ["itself", "character style", "paragraph style"])
def test_what_cannot_be_seen_is_named_however_it_is_hidden(sort, way):
    look = UNSEEN[sort]
    body = {
        "itself": f"<w:p>{run('unseen', look)}{run(' seen')}</w:p>",
        "character style": "<w:p>" + run("unseen", "<w:rStyle w:val='Mid'/>") + run(" seen") + "</w:p>",
        "paragraph style": f"<w:p><w:pPr><w:pStyle w:val='ParaOn'/></w:pPr>{run('unseen')}</w:p><w:p>{run('seen')}</w:p>",
    }[way]
    document = word(body, styles=STYLES.format(look=look))
    assert asides(document, sort) == ["unseen"] and counted_whole(document)
    assert ("unseen" in text_of(document).split()) == (sort != "hidden text")


def test_white_letters_on_a_dark_ground_are_seen():
    dark = "<w:tcPr><w:shd w:val='clear' w:fill='1F3864'/></w:tcPr>"
    heading = f"{dark}<w:p>{run('Date', UNSEEN['white text'])}</w:p>"
    document = word(making.table([(heading, heading.replace("Date", "Event")), ("1/2/2012", "x")]))
    assert not asides(document, "white text") and "Date" in text_of(document)


def test_a_style_can_be_switched_back():
    look = run("seen", "<w:rStyle w:val='Mid'/><w:vanish w:val='0'/>")
    assert text_of(word(f"<w:p>{look}</w:p>", styles=STYLES.format(look="<w:vanish/>"))) == "seen"


def test_a_row_that_word_hides_is_a_hidden_row():
    rows = ROWS.replace("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>")
    assert all(row.is_hidden for row in word(rows).grids[0].rows)


# ---- signs --------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["sym", "run", "private", "character style"])
def test_a_tick_of_a_sign_font_is_read_as_a_tick(way):
    font = "<w:rFonts w:ascii='Wingdings' w:hAnsi='Wingdings'/>"
    xml = {
        "sym": "<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>",
        "run": run("ü", font),
        "private": run("\uf0fc", font),
        "character style": run("ü", "<w:rStyle w:val='Mid'/>"),
    }[way]
    document = word(f"<w:p>{xml}</w:p>", styles=STYLES.format(look=font))
    assert text_of(document) == "✓" and counted_whole(document)


# ---- packages that are unusual, and those that ask ----------------------------------------------


def test_the_body_is_found_whatever_its_part_is_called():
    with zipfile.ZipFile(io.BytesIO(hostile.GOOD_DOC)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    content = held.pop("word/document.xml")
    types = held.pop("[Content_Types].xml")
    rels = held.pop("_rels/.rels")
    assert "Seen" in text_of(
        read(making.package({"[Content_Types].xml": types, "word/main part.xml": content}), "x.docx")
    )
    odd = {
        "[Content_Types].xml": types,
        "_rels/.rels": rels.replace(b"word/document.xml", b"stuff/a.xml"),
        "stuff/a.xml": content,
    }
    assert "Seen" in text_of(read(making.package(odd), "x.docx"))
    assert "Seen" in text_of(read(making.package({"word/document.xml": content}), "x.dotm"))


@pytest.mark.safety("I5")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp037"])
@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "docProps/custom.xml", "word/_rels/document.xml.rels"]
)
def test_a_part_that_asks_is_refused_in_any_encoding(encoding, part):
    xml = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode(encoding)
    with pytest.raises(Refused, match="outside itself"):
        read(hostile.with_part(hostile.GOOD_DOC, part, xml), "x.docx")


def test_an_encoding_that_hides_what_a_part_says_is_refused():
    xml = b'<?xml version="1.0" encoding="UTF-7"?>+ADw-a/+AD4-'
    with pytest.raises(Refused, match="encoding"):
        read(hostile.with_part(hostile.GOOD_DOC, "word/styles.xml", xml), "x.docx")


@pytest.mark.safety("N-I16")
@pytest.mark.parametrize("loses", ["_drawn", "note", "_table", "_note_deleted"])
def test_a_walk_that_loses_something_is_told_on(monkeypatch, loses):
    body = spaced(f"<w:r>{NEWER}</w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>") + ROWS
    parts = {"word/header1.xml": f'<w:hdr xmlns:w="{making.W}">{making.paragraph("Head")}</w:hdr>'}
    assert counted_whole(word(body, parts=parts))
    monkeypatch.setattr(docx_walk.Walk, loses, lambda self, *about: None)
    assert not counted_whole(word(body, parts=parts))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_document_with_several_bodies_is_read_in_all_of_them(count):
    told = [f"the words of body {at}" for at in range(count)]
    document = word("</w:body><w:body>".join(making.paragraph(each) for each in told))
    assert text_of(document).split("\n") == told and counted_whole(document)
