"""Edits made in Word come back or are listed: fifty scripted ones, the file read and rewritten by code of the test's own."""

from __future__ import annotations

import io
import random
import re
import zipfile

import pytest

from dhr_desktop.core.documents import Citation, Section
from dhr_desktop.core.errors import Refused
from dhr_desktop.operations.names import name_questions
from dhr_desktop.operations.names.departing import Sending
from dhr_desktop.operations.report import citing, exports, sections, shapes, word_back
from dhr_desktop.people.certain import NEUTRAL
from tests.judges import converted, needs_libreoffice

OVERVIEW = shapes.OVERVIEW
BODY = (
    "She lived in **Thornbeck**.[[c{c}]] *Anna* said so.^[As her family told the chair.] {{#lived}}\n\nSee {{see:rec-1}} and {{see:{s}}} and {{see:lived}}.\n\n"
    "{{redact:publication}} The child saw it all.\n\n## The family\n\n- her mother\n  - and hers\n- her sister\n\n1. first\n2. second\n\n> She laughed a lot.\n\n"
    "|| Who lived where ||\n| Who | Where |\n| **She** | Thornbeck \\| Eastmere |\n\n{{{{analysis:risk}}}}\n\nAfter the table these words go on."
)


@pytest.fixture
def sent(review, tmp_path):
    """A report that left for Word, as bytes, and the section the words stand in."""
    sections.begin(review, shapes.shape("overview-2016"))
    where = next(each.section for each in sections.outline(review, OVERVIEW) if "Background" in each.section.heading)
    _, cited = citing.cite(review, where.id, "She lived in Thornbeck.", [review.__dict__["made"]["entries"][0].id])
    sections.write(review, where.id, BODY.format(c=cited.id, s=where.id))
    conclusions = next(
        each.section for each in sections.outline(review, OVERVIEW) if "Conclusions" in each.section.heading
    )
    sections.write(review, conclusions.id, "\n\n".join(f"Conclusion number {at} of the panel." for at in range(12)))
    to = tmp_path / "r.docx"
    exports.write_document(review, OVERVIEW, to)
    return to.read_bytes(), where.id, conclusions.id


def rewritten(data, change, name="word/document.xml"):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as held, zipfile.ZipFile(out, "w") as made:
        for each in held.namelist():
            text = held.read(each)
            made.writestr(each, change(text.decode()).encode() if each == name else text)
    return out.getvalue()


def back(case, data, change=lambda xml: xml):
    return word_back.read_back_bytes(case, "r.docx", rewritten(data, change))


def body_of(case, id):
    return case.get(Section, id).body


def test_a_file_nobody_touched_changes_nothing(review, sent):
    told = back(review, sent[0])
    assert told.changed == () and told.listed == () and told.unchanged == 26


def test_a_reference_that_led_nowhere_comes_back_as_it_was(review, sent, tmp_path):
    _, _, id = sent
    sections.write(review, id, "See {see:nothing} and no more.")
    exports.write_document(review, OVERVIEW, tmp_path / "b.docx")
    assert back(review, (tmp_path / "b.docx").read_bytes()).changed == ()


def test_words_typed_come_back_and_everything_around_them_stays(review, sent):
    data, id, _ = sent
    told = back(review, data, lambda xml: xml.replace("said so.", "said so often."))
    (one,) = told.changed
    assert one.after == body_of(review, id).replace("said so.", "said so often.") and not one.is_conflict
    assert [sort for sort, _ in one.differences()].count("new") == 1
    before = body_of(review, id)
    word_back.take(review, told, [id])
    assert "often" in body_of(review, id)
    review.undo()
    assert body_of(review, id) == before


PARAGRAPH = re.compile(r"<w:p>(?:(?!</w:p>).)*Conclusion number \d+ of the panel\.(?:(?!</w:p>).)*</w:p>", re.S)


def edits():
    """Fifty edits, each a way to change the file and what the section must say then."""
    chance = random.Random(8)

    def replaced(at, words):
        return lambda xml: xml.replace(f"Conclusion number {at} of the panel.", words), lambda lines: [
            words if line == f"Conclusion number {at} of the panel." else line for line in lines
        ]

    def deleted(at):
        return lambda xml: PARAGRAPH.sub(
            lambda match: "" if f"number {at} of" in match[0] else match[0], xml
        ), lambda lines: [line for line in lines if f"number {at} of" not in line]

    def moved(at, to):
        def change(xml):
            held = next(match[0] for match in PARAGRAPH.finditer(xml) if f"number {at} of" in match[0])
            target = next(match[0] for match in PARAGRAPH.finditer(xml) if f"number {to} of" in match[0])
            return xml.replace(held, "", 1).replace(target, target + held, 1)

        def expected(lines):
            held = next(line for line in lines if f"number {at} of" in line)
            rest = [line for line in lines if line != held]
            place = next(n for n, line in enumerate(rest) if f"number {to} of" in line)
            return [*rest[: place + 1], held, *rest[place + 1 :]]

        return change, expected

    def added(at, words):
        def change(xml):
            target = next(match[0] for match in PARAGRAPH.finditer(xml) if f"number {at} of" in match[0])
            return xml.replace(target, f"{target}<w:p><w:r><w:t>{words}</w:t></w:r></w:p>", 1)

        def expected(lines):
            place = next(n for n, line in enumerate(lines) if f"number {at} of" in line)
            return [*lines[: place + 1], words, *lines[place + 1 :]]

        return change, expected

    def styled(at, look, mark):
        words = f"Conclusion number {at} of the panel."
        return lambda xml: xml.replace(
            f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>',
            f"<w:r><w:rPr><w:{look}/></w:rPr><w:t>{words}</w:t></w:r>",
        ), lambda lines: [f"{mark}{line}{mark}" if line == words else line for line in lines]

    def as_heading(at):
        def change(xml):
            held = next(match[0] for match in PARAGRAPH.finditer(xml) if f"number {at} of" in match[0])
            return xml.replace(
                held, re.sub(r"<w:pPr>.*?</w:pPr>", '<w:pPr><w:pStyle w:val="Heading2"/></w:pPr>', held, count=1), 1
            )

        return change, lambda lines: [f"## {line}" if f"number {at} of" in line else line for line in lines]

    def inserted_tracked(at):
        words = f"Conclusion number {at} of the panel."
        run = f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
        return lambda xml: xml.replace(
            run,
            f'{run}<w:ins w:id="900" w:author="x"><w:r><w:t xml:space="preserve"> Not yet accepted.</w:t></w:r></w:ins>',
        ), lambda lines: [f"{line} Not yet accepted." if line == words else line for line in lines]

    def deleted_tracked(at):
        words = f"Conclusion number {at} of the panel."
        run = f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
        return lambda xml: xml.replace(
            run,
            f'<w:r><w:t>Kept.</w:t></w:r><w:del w:id="901" w:author="x"><w:r><w:delText>{words}</w:delText></w:r></w:del>',
        ), lambda lines: ["Kept." if line == words else line for line in lines]

    def split_runs(at):
        words = f"Conclusion number {at} of the panel."
        run = f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
        parts = "".join(
            f'<w:r w:rsidR="00{n}"><w:t xml:space="preserve">{letter}</w:t></w:r>'
            for n, letter in enumerate(words + " More")
        )
        return lambda xml: xml.replace(run, parts), lambda lines: [
            f"{line} More" if line == words else line for line in lines
        ]

    makers = [
        lambda: replaced(chance.randrange(12), f"Written anew {chance.randrange(999)} & <more> “so”."), lambda: deleted(chance.randrange(12)),
        lambda: moved(*chance.sample(range(12), 2)), lambda: added(chance.randrange(12), f"A new paragraph {chance.randrange(999)}."),
        lambda: styled(chance.randrange(12), "b", "**"), lambda: styled(chance.randrange(12), "i", "*"), lambda: as_heading(chance.randrange(12)),
        lambda: inserted_tracked(chance.randrange(12)), lambda: deleted_tracked(chance.randrange(12)), lambda: split_runs(chance.randrange(12)),
    ]  # fmt: skip
    return [makers[at % len(makers)]() for at in range(50)]


@pytest.mark.parametrize("number", range(50))
def test_an_edit_made_in_word_comes_back(review, sent, number):
    data, _, id = sent
    change, expected = edits()[number]
    escaped = lambda xml: change(xml)  # noqa: E731
    if number % 10 == 0:
        words = edits()[number][1](["Conclusion number 0 of the panel."] * 0)
        assert words == []
        change_words, _ = edits()[number]
        escaped = lambda xml: change_words(xml).replace("& <more>", "&amp; &lt;more&gt;")  # noqa: E731
    told = back(review, data, escaped)
    wanted = "\n\n".join(expected(body_of(review, id).split("\n\n")))
    (one,) = told.changed
    assert one.section == id and one.after == wanted
    if number % 10 in (7, 8):
        assert any("tracked" in each for each in told.listed)


def test_a_section_deleted_in_word_is_listed_and_taken_only_when_chosen(review, sent):
    data, id, _ = sent
    told = back(
        review,
        data,
        lambda xml: re.sub(
            rf'<w:sdt><w:sdtPr><w:alias[^>]*/><w:tag w:val="own\.{id}\.\d.*?</w:sdtContent></w:sdt>',
            "",
            xml,
            flags=re.S,
        ),
    )
    one = next(each for each in told.changed if each.section == id)
    assert "deleted in Word" in one.notes[0] or "gone" in one.notes[0]
    assert body_of(review, id)


def test_where_the_controls_are_broken_the_words_are_found_by_their_bookmarks(review, sent):
    data, id, _ = sent
    told = back(
        review,
        data,
        lambda xml: re.sub(r"<w:sdtPr>.*?</w:sdtPr>", "<w:sdtPr/>", xml).replace("said so.", "said so often."),
    )
    assert [each.section for each in told.changed] == [id] and "often" in told.changed[0].after
    told = back(
        review,
        data,
        lambda xml: re.sub(r"</?w:sdt(?:Content)?>|<w:sdtPr>.*?</w:sdtPr>", "", xml).replace(
            "said so.", "said so often."
        ),
    )
    assert [each.section for each in told.changed] == [id]


def test_what_stands_outside_and_comments_and_changed_blocks_are_listed(review, sent):
    data, *_ = sent
    told = back(
        review,
        data,
        lambda xml: xml.replace("</w:body>", "<w:p><w:r><w:t>Stray words.</w:t></w:r></w:p></w:body>").replace(
            "Eastmere Health", "Westmere Health", 1
        ),
    )
    assert any("Stray words." in each for each in told.listed) and any(
        "Change it in its register" in each for each in told.listed
    )
    assert told.changed == ()


def test_a_redacted_paragraph_stays_redacted_whatever_is_written_in_it(review, sent):
    data, *_ = sent
    (one,) = back(
        review, data, lambda xml: xml.replace("The child saw it all.", "The child and her friend saw it.")
    ).changed
    assert "{redact:publication} The child and her friend saw it." in one.after


def test_a_citation_taken_out_is_said_and_goes_with_it(review, sent):
    data, id, _ = sent
    told = back(
        review, data, lambda xml: re.sub(r'<w:hyperlink w:anchor="c\d+"[^>]*>.*?</w:hyperlink>', "", xml, count=1)
    )
    (one,) = told.changed
    assert "no longer in it: 1 citation" in " ".join(one.notes)
    word_back.take(review, told, [id])
    assert review.all(Citation) == []


def test_a_section_changed_here_too_is_a_conflict_and_one_changed_since_reading_is_refused(review, sent):
    data, id, _ = sent
    sections.write(review, id, body_of(review, id) + "\n\nWritten here.")
    told = back(review, data, lambda xml: xml.replace("said so.", "said so often."))
    (one,) = told.changed
    assert one.is_conflict
    sections.write(review, id, "Again.")
    with pytest.raises(Refused, match="changed since"):
        word_back.take(review, told, [id])
    with pytest.raises(Refused, match="Choose"):
        word_back.take(review, told, [])


def edited_as_submitted(review, tmp_path, id, body, change):
    sections.write(review, id, body)
    name_questions.answer(review, name_questions.questions(review), NEUTRAL)
    exports.write_document(review, OVERVIEW, tmp_path / "s.docx", sending=Sending("submission"))
    return back(review, (tmp_path / "s.docx").read_bytes(), change)


def test_a_draft_with_pseudonyms_gives_back_what_changed_and_keeps_every_name_real(review, sent, tmp_path):
    body = "Rhoswen Tallowby rang.\n\nDerrin Askquith came to **Ms Tallowby** that night."
    told = edited_as_submitted(
        review, tmp_path, sent[1], body, lambda xml: xml.replace(" came to ", " came back, drunk, to ")
    )
    (one,) = told.changed
    assert one.after == body.replace(" came to ", " came back, drunk, to ")
    assert "names stand again" in " ".join(one.notes)


def test_a_pseudonym_written_anew_is_the_name_it_stood_for_and_a_strange_one_is_left(review, sent, tmp_path):
    told = edited_as_submitted(
        review, tmp_path, sent[1], "Derrin Askquith came.\n\nHe left.",
        lambda xml: xml.replace("He left.", "Callum left, and Zephyrine stayed."),
    )  # fmt: skip
    (one,) = told.changed
    assert one.after == "Derrin Askquith came.\n\nDerrin Askquith left, and Zephyrine stayed."


def test_a_neutral_word_written_anew_is_nobody_s_name(review, sent, tmp_path):
    told = edited_as_submitted(
        review, tmp_path, sent[1], "Ms Tallowby came.\n\nHe left.", lambda xml: xml.replace("He left.", "[name] left.")
    )
    (one,) = told.changed
    assert one.after == "Ms Tallowby came.\n\n[name] left."


def test_nothing_changed_under_pseudonyms_is_nothing_changed(review, sent, tmp_path):
    told = edited_as_submitted(review, tmp_path, sent[1], "Derrin Askquith came to Rhoswen Tallowby.", lambda xml: xml)
    assert told.changed == ()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all"])
def test_what_is_no_word_file_is_a_sentence(review, data):
    with pytest.raises(Refused, match="damaged"):
        word_back.read_back_bytes(review, "x.docx", data)


def test_another_document_is_refused(review, sent, tmp_path):
    exports.write_document(review, OVERVIEW, tmp_path / "p.docx", sending=Sending("publication"))
    with pytest.raises(Refused, match="none of this report's labels"):
        word_back.read_back(review, tmp_path / "p.docx")


@pytest.mark.slow
@needs_libreoffice
def test_a_report_saved_by_libreoffice_comes_back(review, sent, tmp_path):
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "r.docx"
    path.write_bytes(
        rewritten(sent[0], lambda xml: xml.replace("Conclusion number 4 of the panel.", "Conclusion number four."))
    )
    told = word_back.read_back(review, converted(path, "docx", tmp_path))
    one = next(each for each in told.changed if each.section == sent[2])
    assert one.after == body_of(review, sent[2]).replace("Conclusion number 4 of the panel.", "Conclusion number four.")
