"""Any words in a title, a name or a mark: every file that leaves still parses, holds them, and keeps them in their block."""

from __future__ import annotations

import csv
import html.parser
import io
import json
import random
import re
import zipfile
from datetime import date

import pytest
from lxml import etree

from dhr_desktop.core.analysis import Lesson, Mark, Query, Recommendation, Theme
from dhr_desktop.core.entries import Account, Entry, Event
from dhr_desktop.core.moments import When
from dhr_desktop.core.people import Person
from dhr_desktop.core.signs import clean, in_one_line
from dhr_desktop.operations.analysis import codebooks
from dhr_desktop.operations.casefile import cases
from dhr_desktop.operations.names import name_questions
from dhr_desktop.operations.names.departing import ANY, Sending
from dhr_desktop.operations.queries import query_sheets
from dhr_desktop.operations.report import sections, shapes
from dhr_desktop.operations.review import registers
from dhr_desktop.people.certain import NEUTRAL
from tests.builders import a_case, add, an_agency
from tests.operations.names.test_leaving_by_editions import PRODUCTS

PLACES = ("%HASH%", "%TITLE%", "%CSS%", "%SCRIPT%", "%DATA%", "{code}", "{0}", "{", "%s", "$1", "\\1", "&P&N&A", "}}")
MARKUP = (
    "<script>alert(1)</script>", "</script><script>", "</title></style><b>", "<!--", "-->", "]]>", "<![CDATA[", "<?xml ?>",
    "&amp;&lt;&#0;&nope;", "\"' onload=\"x\"", "</w:t></w:r>", "</text></svg>", "(a) Tj ET \\) >> endobj", "_x000D_", "<w:br/>",
)  # fmt: skip
SIGNS = (
    "\x00", "\x01\x08\x0b\x0c\x1b", "\x7f\x85\x9f", "\ud800", "\udc80", "\ufffe\uffff", "\u202e", "\u2067\u202a", "\u2069\u202c",
    "\u200f", "a\nb", "a\r\nb\rc", "\u2028\u2029", "\t", "\ufeff", "\u200b\u00ad", "\U000e0041", "👩‍👩‍👧", "שלום", "=1+1", "@SUM(A1)",
)  # fmt: skip


def hostile(seed: int) -> list[str]:
    """Every part three at a time, then mixed at random, then a very long one; each between two words that belong to it."""
    rng = random.Random(seed)
    parts = [*PLACES, *MARKUP, *SIGNS]
    rng.shuffle(parts)
    texts = [" ".join(parts[at : at + 3]) for at in range(0, len(parts), 3)]
    texts += ["".join(rng.choice(parts) for _ in range(6)) for _ in range(3)] + ["long " * 2_000]
    return [f"open{at:03} {each} shut{at:03}" for at, each in enumerate(texts)]


TEXTS = hostile(18)


def filled(folder, texts):
    """A case in which everything that has a title or a name has one of these."""
    case = a_case(folder)
    title = " ".join(texts[:-1])
    with case.step("Set up") as step:
        step.put(case.review.__class__(id=case.review.id, title=title, reference=title, partnership=title, chair=title))
    add(case, *(Person(real_name=each[:400], sort="person", role="victim" if not at else "", pseudonym=f"P{at} {each[:400]}")
                for at, each in enumerate(texts)))  # fmt: skip
    agencies = add(case, *(an_agency(each, short_name=each[:300], type="Police force") for each in texts))
    themes = add(case, *(Theme(title=each, group=each, meaning=each) for each in texts))
    entries = add(
        case,
        *(
            Entry(agency=agency.id, happened=When.on(date(2013, 3, 1), wording=each[:300]), what_happened=each, source=each[:300])
            for agency, each in zip(agencies, texts, strict=True)
        ),
    )  # fmt: skip
    events = add(case, *(Event(title=each, stands=When.on(date(2013, 3, 1))) for each in texts))
    add(case, *(Account(event=event.id, entry=entry.id) for event, entry in zip(events, entries, strict=True)))
    add(case, *(Mark(sort="missed opportunity", title=each, text=each, on=(entry.id,), themes=(theme.id,))
                for entry, theme, each in zip(entries, themes, texts, strict=True)))  # fmt: skip
    add(case, *(Query(agency=agency.id, question=each, about=(entry.id,))
                for agency, entry, each in zip(agencies, entries, texts, strict=True)))  # fmt: skip
    add(
        case,
        *(Lesson(text=each, number=each[:50]) for each in texts),
        *(Recommendation(number=each[:50], text=each) for each in texts),
    )
    for shape in shapes.shipped():
        of = shapes.shape(shape)
        if sections.root(case, of.document) is None:
            sections.begin(case, of)
            for held, each in zip(
                [one for one in sections.outline(case, of.document) if one.section.within], texts, strict=False
            ):
                sections.rename(case, held.section.id, each)
    name_questions.answer(case, name_questions.questions(case), NEUTRAL)
    return case


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    made = filled(tmp_path_factory.mktemp("any"), TEXTS)
    yield made
    made.close()


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The same case with nothing in its words: what elements and attributes its files are made of."""
    made = filled(tmp_path_factory.mktemp("plain"), [f"open{at:03} two\nlines shut{at:03}" for at in range(len(TEXTS))])
    yield made
    made.close()


# ---- judging a file ---------------------------------------------------------------------------------------------


class Page(html.parser.HTMLParser):
    """The elements and attributes of a page, and its words."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.shapes, self.words, self.counts = set(), [], {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.counts[tag] = self.counts.get(tag, 0) + 1
        self.shapes.add((tag, tuple(sorted(name for name, _ in attrs))))

    def handle_comment(self, data):
        self.shapes.add(("a comment", ()))

    def handle_data(self, data):
        self.words.append(data)


def xml_shapes(data):
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    shapes = {(str(each.tag), tuple(sorted(each.attrib))) for each in root.iter()}
    return shapes, "\n".join(root.itertext())


def judged(name, data):
    """What a file is made of, beside its words; it fails where the file does not parse."""
    if data[:2] == b"PK":
        shapes, words = set(), []
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            assert held.testzip() is None
            for part in held.namelist():
                made, told = judged(part, held.read(part))
                shapes |= {(re.sub(r"\d+", "0", part), *each) for each in made}
                words.append(told)
        return shapes, "\n".join(words)
    if data[:4] == b"%PDF":
        import pypdf

        pdf = pypdf.PdfReader(io.BytesIO(data), strict=True)
        metadata = xml_shapes(pdf.trailer["/Root"]["/Metadata"].get_data())[0]
        return metadata, "\n".join(page.extract_text() for page in pdf.pages)
    if data[:4] == b"\x89PNG":
        return set(), ""
    text = data.decode("utf-8-sig")
    if name.endswith(".json"):
        return set(), words_of_json(json.loads(text))
    if name.endswith(".csv"):
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        return {("columns", len(row)) for row in rows}, "\n".join(cell for row in rows for cell in row)
    if name.endswith(".html"):
        page = Page(text)
        held = json.loads(re.search(r'application/json"[^>]*>(.*?)</script>', text, re.S)[1])
        return page.shapes | {("scripts", page.counts["script"])}, words_of_json(held) + "\n" + "\n".join(
            page.words[:20]
        )
    return xml_shapes(data)


def words_of_json(value):
    if isinstance(value, dict):
        return "\n".join([*map(words_of_json, value.values()), *value])
    return "\n".join(map(words_of_json, value)) if isinstance(value, list) else str(value)


def holds_no_sign_that_is_none(words):
    return not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", words)


def compared(name, made, twin):
    shapes, words = judged(name, made)
    known, known_words = judged(name, twin)
    assert shapes <= known, sorted(shapes - known)[:5]
    for word in set(re.findall(r"(?:open|shut)\d{3}", known_words)):
        if not (name.endswith(".svg") and word == CUT):
            assert word in words, word
    assert name.endswith(".html") or holds_no_sign_that_is_none(
        words
    )  # its data are the agencies' words, letter by letter


# ---- the products -----------------------------------------------------------------------------------------------

ONE_OF_EACH_WRITER = [
    name
    for name in PRODUCTS
    if not name.endswith(".docx") or name.startswith(("overview-2016", "evidence", "chronology"))
]
"""The other shapes of report go through the same writer, and two of them are in the pack."""
CUT = f"shut{len(TEXTS) - 1:03}"  # a drawing says "…" where 10,000 letters have no room
AS_MEANT = {ANY: "the words are hostile on purpose"}


@pytest.mark.safety("P14")
@pytest.mark.parametrize("name", ONE_OF_EACH_WRITER)
def test_any_words_leave_every_product_whole(case, plain, tmp_path, name):
    sending = Sending("submission", passing=AS_MEANT) if name.startswith("pack") else Sending()
    for of in ("any", "plain"):
        (tmp_path / of).mkdir()
    PRODUCTS[name](case, tmp_path / "any" / name, sending)
    PRODUCTS[name](plain, tmp_path / "plain" / name, sending)
    compared(name, (tmp_path / "any" / name).read_bytes(), (tmp_path / "plain" / name).read_bytes())


@pytest.mark.safety("P14")
@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_any_words_leave_query_sheets_whole_and_no_sheet_takes_anothers_place(case, plain, tmp_path, ending):
    made = query_sheets.write_sheets(case, tmp_path / "any", ending=ending)
    twins = query_sheets.write_sheets(plain, tmp_path / "plain", ending=ending)
    assert len(set(made)) == len(made) == len(twins) == len(TEXTS)
    for one, twin in list(zip(made, twins, strict=True))[::6]:
        shapes, words = judged(one.name, one.read_bytes())
        known, _ = judged(twin.name, twin.read_bytes())
        assert shapes <= known and holds_no_sign_that_is_none(words)
        assert words.count("open") >= 3


@pytest.mark.safety("P14")
@pytest.mark.parametrize("ending", [".csv", ".qdc"])
def test_any_words_leave_a_codebook_whole_and_come_back(case, plain, tmp_path, ending):
    for held, name in ((case, "any"), (plain, "plain")):
        codebooks.send_out(held, tmp_path / f"{name}{ending}")
    compared(f"c{ending}", (tmp_path / f"any{ending}").read_bytes(), (tmp_path / f"plain{ending}").read_bytes())


@pytest.mark.safety("P14")
@pytest.mark.parametrize("kind", [Theme, Mark, Event])
def test_any_words_leave_a_register_in_its_columns(case, plain, tmp_path, kind):
    for held, name in ((case, "any"), (plain, "plain")):
        registers.export_csv(held, kind, tmp_path / f"{name}.csv")
    compared("r.csv", (tmp_path / "any.csv").read_bytes(), (tmp_path / "plain.csv").read_bytes())


@pytest.mark.safety("P14")
def test_any_words_leave_every_line_of_the_sheets_to_print_where_it_is(case, plain):
    proof = cases.prove(case)
    for sheet in (cases.recovery_sheet, lambda held: cases.certificate(held, proof)):
        made, twin = sheet(case).split("\n"), sheet(plain).split("\n")
        assert len(made) == len(twin) and holds_no_sign_that_is_none("\n".join(made))
        assert [line[:18] for line in made if line[:1].isalpha()] == [line[:18] for line in twin if line[:1].isalpha()]


@pytest.mark.parametrize("title", [*PLACES, *MARKUP, *SIGNS])
def test_a_title_is_the_title_of_the_page_and_nothing_more(title):
    from types import SimpleNamespace

    from dhr_desktop.operations.chronology import panel_files
    from dhr_desktop.report.timeline_picture import About

    said = f"open {title} shut"
    about = About(said, "", "", "", "", "")
    nothing = SimpleNamespace(told=(), lanes=(), bands=(), signs=(), agencies={}, case_id="x", seal="y")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(panel_files, "agency_codes", lambda _: {})
        page = Page(panel_files.panel_file(nothing, nothing, nothing, nothing, about).decode("utf-8"))
    assert page.counts["script"] == 2 and page.counts["title"] == 1
    [shown] = [each for each in page.words if each.startswith("open ")][:1]
    assert shown == in_one_line(said)


def test_what_turns_the_writing_about_is_turned_back():
    for opened in ("\u202e", "\u2067", "\u202a\u2067\u202e", "\u2067\u202c", "\u202e\u2069"):
        text = clean(f"open {opened}shut")
        assert text.startswith(f"open {opened}shut") and _level(text) == 0, text
    assert clean("\u2067a\u2069 \u202eb\u202c") == "\u2067a\u2069 \u202eb\u202c"


def _level(text):
    """How deep a reader of the bidirectional rules is at the end of a text."""
    held = []
    for sign in text:
        if sign in "\u202a\u202b\u202d\u202e":
            held.append("embedding")
        elif sign in "\u2066\u2067\u2068":
            held.append("isolate")
        elif sign == "\u202c" and held and held[-1] == "embedding":
            held.pop()
        elif sign == "\u2069" and "isolate" in held:
            del held[len(held) - 1 - held[::-1].index("isolate") :]
    return len(held)


@pytest.mark.safety("P14")
def test_half_a_sign_is_kept_as_the_sign_for_something_and_loses_nothing_else(case):
    _, kept = registers.add(case, an_agency("Wes\ud800ton \udcff"))
    assert case.get(type(kept), kept.id).full_name == "Wes\ufffdton \ufffd"
    assert case.search("Wes\ud800ton") is not None
    case.undo()
