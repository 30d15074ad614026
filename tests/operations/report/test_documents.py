"""The documents that leave: four shapes from one review, each with its structure, its editions and its hostile content."""

from __future__ import annotations

import io
import itertools
import random
import re
import subprocess
import zipfile
from dataclasses import replace

import pytest

from dhr_desktop.core.analysis import Lesson, Recommendation
from dhr_desktop.core.documents import Departure, Section
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.people import Person
from dhr_desktop.operations.names import editions
from dhr_desktop.operations.names.departing import Sending
from dhr_desktop.operations.names.presented import REDACTED
from dhr_desktop.operations.report import citing, exports, sections, shapes
from dhr_desktop.operations.report.assembling import Made, assemble
from dhr_desktop.operations.report.blocks.register_blocks import CAME_UNRECORDED, UNRECORDED, returns_counted
from dhr_desktop.operations.review import registers
from tests.judges import converted, needs_libreoffice, needs_pdf_rules, pdf_faults

from .reading import body, headings, names, paragraphs, part, words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OWN = (
    "She lived in **Thornbeck**.[[c{c}]] *Anna* said so.^[As her family told the chair.] {{#lived}}\n\nSee {{see:rec-1}}, {{see:{s}}} and {{see:lived}}.\n\n"
    "### The family\n\n- her mother\n  - and hers\n- her sister\n\n1. first\n2. second\n\n> She laughed a lot.\n\n"
    "|| Who lived where ||\n| Who | Where |\n| **She** | Thornbeck \\| Eastmere |\n\n{{{{analysis:knowing}}}}\n\nAfter it."
)


def written(case, tmp_path, shape, edition="working", own=True):
    of = shapes.shape(shape)
    if sections.root(case, of.document) is None:
        sections.begin(case, of)
        if own:
            where = next(
                each.section
                for each in sections.outline(case, of.document)
                if each.section.heading in ("Background information (the facts)", "Conclusions", "Purpose")
            )
            _, cited = citing.cite(case, where.id, "She lived in Thornbeck.", [case.__dict__["made"]["entries"][0].id])
            sections.write(case, where.id, OWN.format(c=cited.id, s=where.id))
    to = tmp_path / f"{shape}-{edition}.docx"
    told = exports.write_document(case, of.document, to, sending=Sending(edition), overwrite=True)
    return to.read_bytes(), told


# ---- four shapes ------------------------------------------------------------------------------------------------


def test_the_overview_report_by_episodes(review, tmp_path):
    data, told = written(review, tmp_path, "overview-episodes")
    heads = headings(data)
    order = [
        "Introduction",
        "Timescales",
        "Contributors to the review",
        "Chronology",
        "The first assault",
        "Analysis",
        "Lessons to be learned and what follows from them",
        "Learning point 1",
        "Recommendations",
    ]
    assert [each for each in heads if each in order] == order
    text = words(data)
    assert (
        text.index("Learning point 1")
        < text.index("Risk is assessed each time")
        < text.index("Recommendation 1: The partnership tests")
        < text.index("Recommendation 1.1: The police trains")
        < text.index("Expected outcome: Calls are graded right")
    )
    assert "It is also recorded by Eastmere Health." in text and told.broken == ()
    runs = [
        number
        for piece, each in assemble(review, shapes.OVERVIEW).items()
        if (number := each.number) and piece.made is not Made.HEADING
    ]
    assert runs == [str(at) for at in range(1, len(runs) + 1)], "paragraphs are in one count"


def test_the_summary_by_agency_lists_each_kind_of_return(review, tmp_path):
    text = words(written(review, tmp_path, "summary-by-agency")[0])
    assert (
        "Five agencies were asked for records: two individual management reviews, one information report, one nil return and one answer that records could not be found."
        in text
    )
    for before, behind in itertools.pairwise(
        [
            "Individual management reviews:",
            "Eastmere Police",
            "Information report:",
            "Eastmere Health",
            "Nil return:",
            "Eastmere Fire",
            "Answer that records could not be found:",
            "Thornbeck Housing",
        ]
    ):
        assert text.index(before) < text.index(behind, text.index(before)), (before, behind)
    assert (
        text.index("Multi-agency recommendations")
        < text.index("Recommendation 1:")
        < text.index("Single-agency recommendations")
        < text.index("Recommendation 2:")
    )
    heads = headings(written(review, tmp_path, "summary-by-agency")[0])
    assert [each for each in heads if each in ("Eastmere Police", "Eastmere Health", "Thornbeck School")][:3] == [
        "Eastmere Police",
        "Eastmere Health",
        "Thornbeck School",
    ]


def test_the_summary_with_designations(review, tmp_path):
    editions.set_rule(review, "submission", names=editions.LETTERS)
    text = words(written(review, tmp_path, "summary-designations", "submission")[0])
    assert (
        "V1 said that P1 had hit her" in text and "Rhoswen" not in text and "Derrin" not in text and "Elin," not in text
    )
    assert "Recommendation 1: The partnership tests" in text and "Recommendation 2: The school writes" in text


def test_the_joint_review_under_three_regimes(review, tmp_path):
    data, _ = written(review, tmp_path, "joint-review", "publication")
    text = words(data)
    assert (
        "This review serves three regimes" in text
        and "Children Act 2004" in text
        and "Criminal Justice Act 2003" in text
        and "Domestic Violence, Crime and Victims Act 2004" in text
    )
    assert re.search(r"Recommendation 1: .*\nAim: Every report is assessed\.", text)
    heads = headings(data)
    assert (
        heads.index("Good practice") > heads.index("Analysis") and heads[-1] == "Eastmere Police"
    ) or "Appendix: single-agency recommendations" in heads
    assert text.index("Recommendation 2: The school writes") > text.index("Appendix: single-agency recommendations")
    start = text.index("The first assault")
    chronology = text[start : text.index("Overview", start)]
    assert "In February 2021" in chronology and not re.search(r"\b\d{1,2} (?:February|March) 2021", chronology)


# ---- what stays and what does not --------------------------------------------------------------------------------


def test_the_working_draft_shows_evidence_and_the_published_one_none(review, tmp_path):
    data, told = written(review, tmp_path, "overview-2016")
    assert told.citations == 1 and "Evidence index" in headings(data) and "police.xlsx" not in words(data)
    assert "<w:sdt>" in part(data, "word/document.xml") and "OFFICIAL-SENSITIVE" in part(data, "word/header1.xml")
    assert "Version" in part(data, "word/footer1.xml") and "NUMPAGES" in part(data, "word/footer1.xml")
    data, _ = written(review, tmp_path, "overview-2016", "publication")
    xml = part(data, "word/document.xml")
    assert "w:sdt" not in xml and "Cited" not in xml and "Evidence index" not in words(data)
    assert "OFFICIAL" not in "".join(part(data, each) for each in names(data)) and "yet." not in words(data)
    for name in ("Rhoswen", "Tallowby", "Derrin", "Askquith", "Wrenna"):
        assert not any(name in part(data, each) for each in names(data))


def test_every_reference_in_the_file_leads_somewhere(review, tmp_path):
    data, _ = written(review, tmp_path, "overview-2016")
    xml = part(data, "word/document.xml")
    marks = set(re.findall(r'<w:bookmarkStart w:id="\d+" w:name="([^"]+)"', xml))
    wanted = set(re.findall(r'w:anchor="([^"]+)"', xml)) | set(re.findall(r"(?:REF|PAGEREF) (\S+)", xml))
    assert wanted and wanted <= marks
    ids = re.findall(r'<w:bookmarkStart w:id="(\d+)"', xml)
    assert len(ids) == len(set(ids)) and len(marks) == len(ids)
    assert "Recommendation 1" in words(data) and "As her family told the chair." in part(data, "word/footnotes.xml")


def test_the_chairs_words_are_there_whole_and_in_order(review, tmp_path):
    data, _ = written(review, tmp_path, "overview-2016", "submission")
    text = words(data)
    for said in (
        "She lived in Thornbeck.",
        "Anna said so.",
        "The family",
        "her mother",
        "and hers",
        "first",
        "She laughed a lot.",
        "Thornbeck | Eastmere",
        "After it.",
    ):
        assert said in text
    assert text.index("Thornbeck | Eastmere") < text.index("After it.")


def test_numbers_are_words_own_and_agree_with_what_was_counted(review, tmp_path):
    """Counted again from the list levels alone, as Word counts them."""
    data, _ = written(review, tmp_path, "overview-2016")
    counts = [0, 0, 0, 0]
    numbers = []
    for each in body(data).iter(f"{W}p"):
        style = each.find(f"{W}pPr/{W}pStyle")
        style = style.get(f"{W}val") if style is not None else ""
        number = each.find(f"{W}pPr/{W}numPr")
        level = (
            int(number.find(f"{W}ilvl").get(f"{W}val"))
            if number is not None
            else int(style[-1]) - 1
            if re.fullmatch(r"Heading[123]", style)
            else None
        )
        id = number.find(f"{W}numId").get(f"{W}val") if number is not None else "1" if level is not None else "0"
        if id != "1" or level is None:
            continue
        counts[level] += 1
        counts[level + 1 :] = [0] * (3 - level)
        numbers.append(".".join(map(str, counts[: level + 1])))
    assert numbers == [each.number for _, each in assemble(review, shapes.OVERVIEW).items() if each.number]
    assert len(numbers) == len(set(numbers))


def test_a_redacted_section_and_paragraph_keep_their_numbers(review, tmp_path):
    written(review, tmp_path, "overview-2016")
    where = next(
        each.section for each in sections.outline(review, shapes.OVERVIEW) if "Conclusions" in each.section.heading
    )
    sections.write(review, where.id, "One.\n\n{redact:publication} The child saw it.\n\nThree.")

    def numbers(edition):
        made = assemble(exports.presented(review, edition), shapes.OVERVIEW)
        return [
            (each.number, each.block.words)
            for piece, each in made.items()
            if piece.section == where.id and piece.made is Made.OWN
        ]

    assert [number for number, _ in numbers("publication")] == [number for number, _ in numbers("working")]
    assert numbers("publication")[1][1] == REDACTED and numbers("submission")[1][1] == "The child saw it."
    with review.step("redact") as step:
        step.put(replace(review.get(Section, where.id), redacted_in=("publication",)))
    assert [said for _, said in numbers("publication")] == [REDACTED]


def test_same_review_same_bytes(review, tmp_path):
    one, _ = written(review, tmp_path, "overview-2016", "publication")
    two, _ = written(review, tmp_path, "overview-2016", "publication")
    assert one == two


def test_nothing_is_in_the_file_that_was_not_put_there(review, tmp_path):
    data, _ = written(review, tmp_path, "overview-2016")
    held = names(data)
    assert not [
        each
        for each in held
        if "custom" in each.lower()
        or "comments" in each
        or "thumbnail" in each
        or "app.xml" in each
        or "people" in each
    ]
    whole = "".join(part(data, each) for each in held if each.endswith((".xml", ".rels")))
    assert not re.search(
        r"rsid|w:author|dc:creator|lastModifiedBy|TargetMode=.External|w:vanish|docVars|attachedTemplate", whole
    )
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert {each.date_time for each in file.infolist()} == {(2000, 1, 1, 0, 0, 0)}
    assert "en-GB" in part(data, "word/styles.xml") and "<dc:title>" in part(data, "docProps/core.xml")


def test_a_report_with_nothing_written_and_nothing_in_the_registers_is_a_document(case, tmp_path):
    for shape in shapes.shipped():
        of = shapes.shape(shape)
        sections.begin(case, of)
        told = exports.write_document(case, of.document, tmp_path / f"{shape}.docx")
        assert told.sections == len(of.sections) and list(paragraphs((tmp_path / f"{shape}.docx").read_bytes()))
        sections.forget(case, of.document)


HOSTILE = [
    "<w:p>&amp;]]>",
    "=cmd|' /C calc'!A0",
    "{{nothing-here}}",
    "a\x00b\x0bc\ud800d".encode("utf-8", "replace").decode(),
    "{see:}{see:99999}[[c99999]]",
    "| a |\n| b | c | d |",
    "𝔘𝔫𝔦 أهلا 漢字 e\u0301",
    "x" * 40_000,
    "{redact:publication}",
    "^[",
    "**",
    "### ",
]


def test_hostile_words_stay_words(review, tmp_path):
    written(review, tmp_path, "overview-2016", own=False)
    where = next(
        each.section for each in sections.outline(review, shapes.OVERVIEW) if "Conclusions" in each.section.heading
    )
    sections.write(review, where.id, "\n\n".join(HOSTILE))
    data, told = written(review, tmp_path, "overview-2016")
    assert (
        "<w:p>&amp;]]>" in words(data)
        and "=cmd|' /C calc'!A0" in words(data)
        and "no block “nothing-here”" in words(data)
    )
    assert "99999" in told.broken and "a reference that leads nowhere" in words(data)


def test_one_is_not_written_over_another_nor_under_another_ending(review, tmp_path):
    written(review, tmp_path, "overview-2016")
    to = tmp_path / "r.docx"
    to.write_text("mine")
    with pytest.raises(Refused, match="already"):
        exports.write_document(review, shapes.OVERVIEW, to)
    assert to.read_text() == "mine"
    with pytest.raises(Refused, match="ending"):
        exports.write_document(review, shapes.OVERVIEW, tmp_path / "r.pdf")
    with pytest.raises(Refused, match="not been begun"):
        exports.write_document(review, shapes.SUMMARY, tmp_path / "s.docx")


def test_recommendations_read_the_same_in_all_three(review, tmp_path):
    def told(data):
        return {each for _, each in paragraphs(data) if each.startswith("Recommendation ") and ":" in each}

    report, _ = written(review, tmp_path, "overview-2016")
    summary, _ = written(review, tmp_path, "summary-2016")
    exports.write_plan(review, tmp_path / "plan.docx")
    plan = (tmp_path / "plan.docx").read_bytes()
    assert told(report) == told(summary) == told(plan) and len(told(plan)) == 3
    exports.write_plan(review, tmp_path / "plan.xlsx", sending=Sending("publication"))
    assert (
        exports.write_evidence(review, tmp_path / "e.xlsx") == exports.write_evidence(review, tmp_path / "e.docx") > 3
    )
    assert {each.product for each in review.all(Departure)} == {
        "Overview report",
        "Executive summary",
        "Action plan",
        "Evidence index",
    }


@pytest.mark.parametrize(("held", "said"), [
    ({}, "No agencies were asked for records."), ({1: "IMR"}, "One agency was asked for records: one individual management review."),
    ({1: "IMR", 2: "not asked", 3: "strange"}, "Two agencies were asked for records: one individual management review and one other answer. One agency in the register was not asked."),
    ({1: "IMR", 2: UNRECORDED, 3: CAME_UNRECORDED}, "One agency was asked for records: one individual management review. Of two agencies in the register no return is recorded; entries of one agency among them stand in the chronology."),
])  # fmt: skip
def test_counts_add_up(held, said):
    assert returns_counted(held) == said


def test_filling_again_never_alters_a_written_character(review, tmp_path):
    written(review, tmp_path, "overview-2016")
    bodies = {each.id: each.body for each in review.all(Section)}
    chance = random.Random(4)
    kinds = (Person, Recommendation, Lesson, Entry)
    for turn in range(1_000):
        kind = chance.choice(kinds)
        each = chance.choice(review.all(kind))
        with review.step("any change") as step:
            if chance.random() < 0.15:
                step.remove(kind, each.id)
            else:
                step.put(
                    replace(
                        each,
                        **{kind.TITLE if kind is not Entry else "what_happened": f"Changed {turn} {chance.random()}"},
                    )
                )
        if not all(review.all(kind) for kind in kinds):
            review.undo()
        if turn % 50 == 0:
            assemble(review, shapes.OVERVIEW)
    assert {each.id: each.body for each in review.all(Section)} == bodies


@pytest.mark.slow
@needs_libreoffice
@needs_pdf_rules
@pytest.mark.parametrize("edition", ["working", "publication"])
def test_libreoffice_prints_every_word(review, tmp_path, edition):
    written(review, tmp_path, "overview-2016", edition)
    path = tmp_path / f"overview-2016-{edition}.docx"
    page = converted(path, "pdf", tmp_path)
    assert pdf_faults(page) == []
    printed = subprocess.run(["pdftotext", str(page), "-"], check=True, capture_output=True, timeout=60).stdout.decode()
    flat = "".join(printed.split()).replace("-", "")  # one at a line's end is not told from one that belongs there
    missing = [
        said for _, said in paragraphs(path.read_bytes()) for word in said.split() if word.replace("-", "") not in flat
    ]
    assert not missing and not re.search(r"SEQ |PAGEREF|HYPERLINK", printed)


def test_registers_change_and_the_report_says_so(review, tmp_path):
    before = words(written(review, tmp_path, "overview-2016")[0])
    agency = review.__dict__["made"]["agencies"][0]
    registers.change(review, type(agency), agency.id, full_name="Eastmere Constabulary")
    after = words(written(review, tmp_path, "overview-2016")[0])
    assert "Eastmere Police" in before and "Eastmere Constabulary" in after and "Eastmere Police" not in after


@pytest.mark.parametrize("edition", ["working", "publication"])
@pytest.mark.parametrize("shape", list(shapes.shipped()))
def test_what_a_screen_reader_needs_is_there(review, tmp_path, shape, edition):
    """Read by code that shares nothing with the writer: levels, header rows, no merged cells, words for pictures, language, title."""
    data, _ = written(review, tmp_path, shape, edition, own=False)
    level = 0
    for style, said in paragraphs(data):
        if re.fullmatch(r"Heading\d", style):
            assert int(style[-1]) <= level + 1 and said.strip(), said
            level = int(style[-1])
    for table in body(data).iter(f"{W}tbl"):
        rows = list(table.iter(f"{W}tr"))
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None and all(
            row.find(f"{W}trPr/{W}tblHeader") is None for row in rows[1:]
        )
        assert not list(table.iter(f"{W}gridSpan")) and not list(table.iter(f"{W}vMerge"))
        assert all("".join(node.text or "" for node in cell.iter(f"{W}t")).strip() for cell in rows[0].iter(f"{W}tc"))
    xml = part(data, "word/document.xml")
    assert xml.count("<wp:docPr ") == len(re.findall(r'<wp:docPr [^>]*descr="[^"]{20,}"', xml))
    assert '<w:lang w:val="en-GB"' in part(data, "word/styles.xml") and re.search(
        r"<dc:title>\S.+</dc:title>", part(data, "docProps/core.xml")
    )


def test_a_figure_of_twenty_thousand_entries_is_a_figure(review, tmp_path):
    from tests.builders import add, an_entry

    agency = review.__dict__["made"]["agencies"][0].id
    add(
        review,
        *(
            an_entry(f"20{10 + at % 12}-{1 + at % 12:02}-{1 + at % 28:02}", f"Entry {at}", agency=agency)
            for at in range(20_000)
        ),
    )
    written(review, tmp_path, "overview-2016", own=False)
    data = (tmp_path / "overview-2016-working.docx").read_bytes()
    assert "word/media/figure-1.png" in names(data) and "20,008" in words(data)


def test_a_citation_to_an_entry_that_is_gone_gives_a_document(review, tmp_path):
    written(review, tmp_path, "overview-2016")
    with review.step("gone") as step:
        step.remove(Entry, review.__dict__["made"]["entries"][0].id)
    data, told = written(review, tmp_path, "overview-2016")
    assert told.citations == 1 and "c" in words(data)
