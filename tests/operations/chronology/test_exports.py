"""What leaves as a file says all that was shown and what was not, and nothing in it runs, fetches or leaks."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import json
import re
import shutil
import subprocess
import unicodedata
import zipfile
from datetime import date

import openpyxl
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from docx import Document
from lxml import etree
from openpyxl.utils.escape import unescape

from dhr_desktop.core.documents import PanelComment
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.filters import Filter
from dhr_desktop.core.moments import When
from dhr_desktop.core.people import Person
from dhr_desktop.operations.chronology import marking, panel_replies
from dhr_desktop.operations.chronology.chronology_exports import write_chronology
from dhr_desktop.operations.chronology.chronology_told import tell
from dhr_desktop.operations.chronology.panel_files import in_page
from dhr_desktop.operations.chronology.timeline_exports import Form, write_timeline
from dhr_desktop.operations.chronology.timelines import Way
from dhr_desktop.operations.names.departing import Sending
from dhr_desktop.operations.review import registers
from dhr_desktop.storage.opening import open_with_key
from tests.builders import a_case, add, an_agency, an_entry

NASTY = (
    "=1+1", "+44 1632 960000", "-2", "@SUM(A1)", "\t=cmd", "＝1+1", "=HYPERLINK(\"http://x\",\"y\")",
    "<script>alert(1)</script>", "</script><script>alert(2)</script>", "<img src=x onerror=alert(3)>", "]]>", "<!--",
    "&lt;b&gt;", "'; DROP TABLE entries; --", "javascript:alert(4)", "{{7*7}}", "_x000D_", "\u2028\u2029", "]]&gt;",
    "שלום עולם", "مرحبا بالعالم", "👩‍👩‍👧 emoji", "zero\u200bwidth\ufeff", "nul\x00l", "bell\x07", "a\u0301", "￾", "\ud800",
    "line one\nline two\r\nline three\rfour", "x" * 30_000,
)  # fmt: skip


@pytest.fixture
def case(tmp_path):
    made = a_case(tmp_path)
    yield made
    made.close()


@pytest.fixture
def nasty(case):
    """Every hostile text in every field that is exported."""
    agency = add(case, an_agency("<b>Eastmere</b> & Sons \" ' Police"))[0]
    held = [text for text in NASTY if text != "\ud800"]  # no text of a file can hold half a sign
    add(
        case,
        *(
            Entry(
                agency=agency.id, happened=When.on(date(2013, 3, 1), wording=text[:300]), what_happened=text, response=text,
                agency_comment=text, chair_comment=text, subject=text[:300], source=text[:300],
            )
            for text in held
        ),
    )  # fmt: skip
    return held


def clean(text):
    """A text as a document can hold it: no sign that XML knows none for, every line break alike."""
    kept = "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    return kept.replace("\r\n", "\n").replace("\r", "\n")


# ---- the chronology -------------------------------------------------------------------------------


def test_the_workbook_holds_every_text_as_text(case, nasty, tmp_path):
    write_chronology(case, tmp_path / "c.xlsx", Filter())
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    rows = list(book["Chronology"].iter_rows(min_row=2, values_only=True))
    assert [unescape(row[7]) for row in rows] == [clean(text) for text in nasty]
    sheet = etree.fromstring(zipfile.ZipFile(tmp_path / "c.xlsx").read("xl/worksheets/sheet1.xml"))
    assert not sheet.findall(".//{*}f"), "no cell is a formula"
    assert {cell.get("t") for cell in sheet.iter("{*}c") if len(cell)} == {"inlineStr"}


def test_the_document_holds_every_text_and_its_header_repeats(case, nasty, tmp_path):
    write_chronology(case, tmp_path / "c.docx", Filter())
    held = Document(tmp_path / "c.docx")
    table = held.tables[1]
    assert [row.cells[6].text for row in table.rows[1:]] == [clean(t).replace("\t", "    ") for t in nasty]
    assert [p.style.name for p in held.paragraphs if p.style.name.startswith("Heading")] == [
        "Heading 1",
        "Heading 2",
        "Heading 2",
    ]
    xml = zipfile.ZipFile(tmp_path / "c.docx").read("word/document.xml").decode()
    assert xml.count("<w:tblHeader/>") == 2 and 'w:orient="landscape"' in xml
    assert "hyperlink" not in xml and "w:instrText" not in xml


@pytest.mark.parametrize("name", ["c.xlsx", "c.docx"])
def test_every_file_says_what_it_shows_and_holds_nothing_else(case, tmp_path, name):
    add(case, an_entry("2013-03-14", "Seen."), an_entry("2013-03-15", "Not wanted."), Entry(what_happened="Seen too."))
    case_words = "Shown: 2 of 3; 1 undated"
    write_chronology(case, tmp_path / name, Filter(words="seen"))
    package = zipfile.ZipFile(tmp_path / name)
    everything = " ".join(package.read(part).decode("utf-8", "replace") for part in package.namelist())
    for words in (case_words, "“seen” in any field", "Working edition", "OFFICIAL", "Seen too."):
        assert html.escape(words, quote=False) in everything, words
    assert "Not wanted." not in everything
    for leak in (
        "creator",
        "lastModifiedBy",
        "Application",
        "Company",
        "rsid",
        "http://localhost",
        str(tmp_path),
        "root",
    ):
        assert leak not in everything, leak
    assert {info.date_time for info in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", ["c.xlsx", "c.docx", "t.svg", "t.png", "t.pdf", "t.html"])
def test_the_same_case_gives_the_same_bytes(case, tmp_path, name):
    agency = add(case, an_agency())[0]
    add(case, an_entry("2013-03-14", "Seen.", agency=agency.id))
    write = write_chronology if name.startswith("c") else write_timeline
    write(case, tmp_path / f"1{name}", Filter())
    write(case, tmp_path / f"2{name}", Filter())
    one, two = (tmp_path / f"1{name}").read_bytes(), (tmp_path / f"2{name}").read_bytes()
    if name.endswith("html"):  # the page names the state of the case it was made from, and exporting is journalled
        one, two = (re.sub(rb'"export":"\w+"', b"", each) for each in (one, two))
    assert hashlib.sha256(one).hexdigest() == hashlib.sha256(two).hexdigest()


def test_a_cell_that_excel_could_not_hold_goes_on_beneath(case, tmp_path):
    add(case, an_entry("2013-03-14", "ab" * 35_000))
    write_chronology(case, tmp_path / "c.xlsx", Filter())
    rows = list(openpyxl.load_workbook(tmp_path / "c.xlsx")["Chronology"].iter_rows(min_row=2, values_only=True))
    assert "".join((row[7] or "").removeprefix("(goes on) ") for row in rows) == "ab" * 35_000


@pytest.mark.parametrize("name", ["c.odt", "c", "t.bmp"])
def test_an_ending_that_is_not_known_is_refused(case, tmp_path, name):
    with pytest.raises(Refused, match="endings"):
        (write_chronology if name.startswith("c") else write_timeline)(case, tmp_path / name, Filter())
    assert not (tmp_path / name).exists()


def test_an_edition_that_is_not_known_is_refused(case, tmp_path):
    with pytest.raises(Refused, match="no evening edition"):
        write_timeline(case, tmp_path / "t.svg", Filter(), sending=Sending("evening"))


def test_nothing_is_called_masked_while_nobody_is_in_the_register(case, tmp_path):
    for each in case.all(Person):
        registers.remove(case, Person, [each.id])
    with pytest.raises(Refused, match="nobody in the register"):
        write_timeline(case, tmp_path / "t.svg", Filter(), sending=Sending("publication"))
    assert not (tmp_path / "t.svg").exists()


def test_a_file_that_is_there_is_not_replaced_unless_asked(case, tmp_path):
    (tmp_path / "t.svg").write_text("mine", "utf-8")
    with pytest.raises(Refused, match="already"):
        write_timeline(case, tmp_path / "t.svg", Filter())
    assert (tmp_path / "t.svg").read_text() == "mine"


@pytest.mark.parametrize("name", ["c.xlsx", "c.docx", "t.svg", "t.png", "t.pdf", "t.html"])
def test_a_case_without_entries_is_written_too(case, tmp_path, name):
    write = write_chronology if name.startswith("c") else write_timeline
    assert write(case, tmp_path / name, Filter()).in_words() == "Shown: 0 of 0"
    assert (tmp_path / name).stat().st_size > 500


def test_a_case_that_is_only_read_is_written_from_all_the_same(case, tmp_path):
    add(case, an_entry("2013-03-14", "Seen."))
    case.close()
    held = open_with_key(case.path, case.key, read_only=True)
    try:
        for name in ("c.docx", "t.html"):
            write = write_chronology if name.startswith("c") else write_timeline
            assert write(held, tmp_path / name, Filter()).total == 1
    finally:
        held.close()


def test_a_gap_of_less_than_a_day_is_none(case, tmp_path):
    with pytest.raises(Refused, match="one day or more"):
        write_timeline(case, tmp_path / "t.svg", Filter(), way=Way(gap_days=0))


@pytest.mark.parametrize("name", ["t.svg", "t.png", "t.pdf", "t.html", "c.docx"])
def test_the_ends_of_the_calendar_can_be_drawn(case, tmp_path, name):
    add(case, Entry(happened=When.on(date(1, 1, 1)), what_happened="First."), an_entry("9999-12-31", "Last."),
        Entry(happened=When.between(date(1, 1, 1), date(9999, 12, 31)), what_happened="All."))  # fmt: skip
    write = write_chronology if name.startswith("c") else write_timeline
    assert write(case, tmp_path / name, Filter()).total == 3


@pytest.mark.parametrize("name", ["t.svg", "t.png", "t.pdf", "t.html"])
def test_a_case_in_which_nothing_is_dated_says_so(case, tmp_path, name):
    add(case, Entry(what_happened="Undated one."), Entry(what_happened="Undated two."))
    assert write_timeline(case, tmp_path / name, Filter()).undated == 2
    if name in ("t.svg", "t.html"):
        assert "2 undated not drawn" in (tmp_path / name).read_text()


# ---- the timeline as a picture --------------------------------------------------------------------


def test_the_svg_is_well_formed_runs_nothing_and_fetches_nothing(case, nasty, tmp_path):
    write_timeline(case, tmp_path / "t.svg", Filter())
    root = etree.fromstring((tmp_path / "t.svg").read_bytes())
    assert {etree.QName(each).localname for each in root.iter()} <= {
        "svg", "title", "desc", "rect", "path", "polygon", "circle", "text"
    }  # fmt: skip
    assert not [name for each in root.iter() for name in each.attrib if name.startswith("on") or "href" in name]
    assert root.get("role") == "img" and "Shown:" in root.findtext("{*}desc")


def test_the_png_has_the_dots_asked_for_and_nothing_but_the_picture(case, tmp_path):
    from PIL import Image

    add(case, an_entry("2013-03-14", "Seen."))
    write_timeline(case, tmp_path / "t.png", Filter(), form=Form(dots_an_inch=150))
    with Image.open(tmp_path / "t.png") as image:
        assert round(image.info["dpi"][0]) == 150 and image.width == round(1191 * 150 / 72)
        assert set(image.info) == {"dpi"}
    with pytest.raises(Refused, match="million dots"):
        write_timeline(case, tmp_path / "u.png", Filter(), form=Form(width=2384, dots_an_inch=600))


def test_every_page_of_a_large_timeline_can_be_read(case, tmp_path):
    agencies = add(case, *(an_agency(f"Agency {at}") for at in range(60)))
    add(case, *(an_entry(f"20{10 + at % 5}-0{1 + at % 9}-1{at % 9}", f"Contact {at}", agency=agencies[at % 60].id)
                for at in range(900)))  # fmt: skip
    write_timeline(case, tmp_path / "t.pdf", Filter(), form=Form(paper="A4"))
    data = (tmp_path / "t.pdf").read_bytes()
    figures = data.count(b"/S /Figure")
    assert figures >= 6, "lanes and time are shared out over pages"
    assert data.count(b"/S /TR ") == 901 + data.count(b"no contact") or data.count(b"/S /TR ") > 901


# ---- the pages ------------------------------------------------------------------------------------

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")


def words_of(path):
    told = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True).stdout.decode("utf-8")
    return re.sub(r"\s+", "", told.replace("\x0c", ""))


@needs_poppler
def test_the_pages_hold_every_word_and_are_tagged(case, nasty, tmp_path):
    write_timeline(case, tmp_path / "t.pdf", Filter())
    told = unicodedata.normalize("NFC", words_of(tmp_path / "t.pdf"))
    for text in ("<script>alert(1)</script>", "=HYPERLINK", "line one", "line three", "&lt;b&gt;", "{{7*7}}"):
        assert re.sub(r"\s+", "", text) in told, text
    assert told.count("x") >= 30_000, "nothing is cut"
    info = subprocess.run(["pdfinfo", str(tmp_path / "t.pdf")], capture_output=True, check=True, text=True).stdout
    assert "Tagged:          yes" in info and "JavaScript:      no" in info and "Author" not in info
    tree = subprocess.run(
        ["pdfinfo", "-struct", str(tmp_path / "t.pdf")], capture_output=True, check=True, text=True
    ).stdout
    assert [word for word in ("Document", "Figure", "H1", "Table", "TR", "TH", "TD") if word not in tree] == []
    fonts = subprocess.run(["pdffonts", str(tmp_path / "t.pdf")], capture_output=True, check=True, text=True).stdout
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts.splitlines()[2:]), fonts


@needs_poppler
def test_a_letter_that_cannot_be_drawn_is_kept_as_text(case, tmp_path):
    add(case, an_entry("2013-03-14", "Sent 👍 and 日本 and שלום."))
    write_timeline(case, tmp_path / "t.pdf", Filter())
    told = words_of(tmp_path / "t.pdf")
    assert "👍" in told and "日本" in told


def test_the_pages_carry_a_title_a_language_one_revision_and_no_more(case, tmp_path):
    add(case, an_entry("2013-03-14", "Seen."))
    write_timeline(case, tmp_path / "t.pdf", Filter())
    data = (tmp_path / "t.pdf").read_bytes()
    assert data.count(b"%%EOF") == 1 and data.count(b"startxref") == 1
    assert b"/Lang (en-GB)" in data and b"pdfuaid:part>1<" in data and b"/DisplayDocTitle true" in data
    for leak in (b"/Author", b"/Producer", b"/Creator", b"CreationDate", b"/JavaScript", b"/URI", b"/EmbeddedFile"):
        assert leak not in data, leak


# ---- the panel's file -----------------------------------------------------------------------------


def page_of(path):
    text = path.read_text("utf-8")
    scripts = re.findall(r"<script(?: type=\"application/json\" id=\"data\")?>(.*?)</script>", text, re.DOTALL)
    return text, scripts


@pytest.mark.safety("P9")
def test_the_page_holds_one_script_whose_hash_is_in_its_policy(case, nasty, tmp_path):
    write_timeline(case, tmp_path / "t.html", Filter())
    text, scripts = page_of(tmp_path / "t.html")
    assert len(scripts) == 2 and text.lower().count("<script") == 2, "what the case says begins no script"
    sha = base64.b64encode(hashlib.sha256(scripts[1].encode("utf-8")).digest()).decode()
    assert f"script-src 'sha256-{sha}'" in text and "default-src 'none'" in text and "connect-src" not in text
    assert (
        "innerHTML" not in text
        and "eval(" not in text
        and "fetch(" not in text
        and "http"
        not in text.replace("http://www.w3.org/2000/svg", "")
        .replace("http-equiv", "")
        .replace(in_page("http://x"), "")
        .replace("http://x", "")
    )
    data = json.loads(scripts[0])
    assert [each[9] for each in data["entries"]] == nasty, "every text as the agency wrote it"


@pytest.mark.safety("P14")
def test_no_text_can_leave_its_block_of_data():
    for text in NASTY:
        held = in_page({"text": text})
        assert not set("<>&\u2028\u2029") & set(held)
        held.encode("utf-8")
        assert json.loads(held)["text"] == text.replace("\ud800", "\ufffd")


def test_a_passphrase_seals_everything_the_case_says(case, tmp_path):
    add(case, an_agency("Eastmere Police"), an_entry("2013-03-14", "zq-canary-7781 was seen."))
    write_timeline(case, tmp_path / "t.html", Filter(), form=Form(passphrase="three invented words"))
    text, scripts = page_of(tmp_path / "t.html")
    assert "zq-canary" not in text and "Eastmere" not in text and case.review.title not in text
    held = json.loads(scripts[0])["sealed"]
    assert held["rounds"] >= 600_000
    part = {name: base64.b64decode(held[name]) for name in ("salt", "iv", "box")}
    key = hashlib.pbkdf2_hmac("sha256", b"three invented words", part["salt"], held["rounds"])
    opened = json.loads(AESGCM(key).decrypt(part["iv"], part["box"], None))
    assert opened["entries"][0][9] == "zq-canary-7781 was seen."
    with pytest.raises(Refused, match="12 letters"):
        write_timeline(case, tmp_path / "u.html", Filter(), form=Form(passphrase="short"))


def test_five_thousand_entries_stay_under_ten_megabytes(case, tmp_path):
    text = "Officers attended the address after a neighbour called; an argument was reported, advice was given. " * 5
    agency = add(case, an_agency())[0]
    add(
        case,
        *(an_entry(f"2013-03-{1 + at % 28:02}", text, agency=agency.id, response="Advice.") for at in range(5_000)),
    )
    write_timeline(case, tmp_path / "t.html", Filter())
    assert (tmp_path / "t.html").stat().st_size < 10_000_000


# ---- what comes back ------------------------------------------------------------------------------


def a_reply(case, tmp_path, *comments, of=""):
    path = tmp_path / "a.dhr-reply.json"
    path.write_text(json.dumps({"dhr-reply": 1, "case": of or case.case_id, "comments": list(comments)}))
    return path


def test_comments_come_back_onto_their_entries_once(case, tmp_path):
    entry = add(case, an_entry("2013-03-14", "Seen."))[0]
    path = a_reply(
        case, tmp_path,
        {"entry": entry.id, "day": "", "author": "Panel Member", "written": "2026-03-02T10:00:00Z", "text": "Who rang?"},
        {"entry": 0, "day": "2013-03-20", "author": "Panel Member", "written": "2026-03-02T10:01:00Z", "text": "Nobody?"},
        {"entry": 987_654, "day": "", "author": "Panel Member", "written": "x", "text": "On one that went."},
    )  # fmt: skip
    taken, _ = panel_replies.take_reply(case, path)
    assert (taken.added, taken.homeless, taken.left_out) == (3, 1, 0)
    held = case.all(PanelComment)
    assert [(each.on, each.text) for each in held] == [
        ((entry.id,), "Who rang?"), ((), "[On 20 March 2013] Nobody?"), ((), "On one that went."),
    ]  # fmt: skip
    assert tell(case).find(entry.id).mark_words == "panel comment"
    again, _ = panel_replies.take_reply(case, path)
    assert (again.added, again.already) == (0, 3) and case.count(PanelComment) == 3
    case.undo()
    assert case.count(PanelComment) == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"[]",
        b"{}",
        b'{"dhr-reply": 2}',
        b'{"dhr-reply": 1, "comments": "x"}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
    ],
)
def test_a_file_that_is_no_reply_is_refused_in_a_sentence(case, tmp_path, content):
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(Refused, match=r"x\.json is not a file of comments"):
        panel_replies.take_reply(case, tmp_path / "x.json")
    assert case.count(PanelComment) == 0


def test_a_reply_to_another_review_is_refused(case, tmp_path):
    with pytest.raises(Refused, match="another review"):
        panel_replies.take_reply(case, a_reply(case, tmp_path, of="somebody-else"))


def test_what_a_hand_has_spoilt_is_counted_and_the_rest_is_kept(case, tmp_path):
    path = a_reply(case, tmp_path, {"text": "Good."}, {"text": 5}, "words", None, {"text": " "}, {"entry": True, "text": "x" * 50_000},
                   {"entry": "7", "day": "the 40th", "text": "Odd.", "author": ["a"]})  # fmt: skip
    taken, _ = panel_replies.take_reply(case, path)
    assert (taken.added, taken.left_out) == (3, 4) and "4 could not be read" in taken.in_words()
    assert {each.author for each in case.all(PanelComment)} == {"no name given", "['a']"}
    assert max(len(each.text) for each in case.all(PanelComment)) == 50_000


def test_marks_stand_in_what_is_written(case, tmp_path):
    entry = add(case, an_entry("2013-03-14", "Seen."))[0]
    marking.mark(case, [entry.id], "missed opportunity", "x", title="Nobody asked", themes=("Professional curiosity",))
    write_chronology(case, tmp_path / "c.xlsx", Filter())
    rows = list(openpyxl.load_workbook(io.BytesIO((tmp_path / "c.xlsx").read_bytes()))["Chronology"].values)
    assert rows[1][11] == "missed opportunity: Nobody asked"
