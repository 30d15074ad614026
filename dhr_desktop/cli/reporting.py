"""The documents at the command line: their outline, the chair's words, citations, and what leaves."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from dhr_desktop.core.counting import counted
from dhr_desktop.core.documents import Section
from dhr_desktop.core.errors import Refused, UnreadableTable
from dhr_desktop.files import tables
from dhr_desktop.operations.report import citing, drafting, exports, packs, sections, shapes, states, word_back
from dhr_desktop.operations.report.assembling import assemble
from dhr_desktop.operations.report.blocks.by_name import BLOCKS
from dhr_desktop.storage.case_file import CaseFile

from .opened import opened
from .saying import Answer
from .sending import after_words, sending, written_to

DOCUMENTS = {"report": shapes.OVERVIEW, "summary": shapes.SUMMARY, "terms": shapes.TERMS}
EXPORTS = (*DOCUMENTS, "plan", "evidence", "pack")


def outline(asked: Namespace) -> Answer:
    """A document's outline with where each section stands; or the outline changed."""
    document = DOCUMENTS[asked.document]
    if asked.begin or asked.begin_from:
        shape = shapes.read_outline(Path(asked.begin_from)) if asked.begin_from else shapes.shape(asked.begin)
        with opened(asked) as case:
            change = sections.begin(case, shape)
        return Answer([f"{change.name}: {shape.title}."], {"shape": shape.key, "document": shape.document})
    if asked.forget:
        with opened(asked) as case:
            sections.forget(case, document)
        return Answer([f"The {document} is removed. dhr undo brings it back."], {"removed": document})
    if asked.numbering:
        with opened(asked) as case:
            sections.set_numbering(case, document, asked.numbering)
        return Answer([f"The {document} is numbered: {asked.numbering}."], {"numbering": asked.numbering})
    if asked.read:
        with opened(asked) as case:
            section = _section(case, asked.read)
            states.set_checked(case, assemble(case, section.document), section.id)
        return Answer(
            [f"“{section.heading}” is marked as read; it says so when anything in it changes."], {"read": section.id}
        )
    if asked.to:
        with opened(asked) as case:
            exports.write_outline(case, document, Path(asked.to), asked.title)
        return Answer([f"The outline is written to {asked.to}; it holds headings and no words."], {"to": asked.to})
    with opened(asked, read_only=True) as case:
        return _outlined(case, document)


def _outlined(case: CaseFile, document: str) -> Answer:
    if sections.root(case, document) is None:
        offered = [
            f"  {each.key:<22} {each.title}. {each.says}"
            for each in shapes.shipped().values()
            if each.document == document
        ]
        return Answer(
            [f"The {document} has not been begun. Begin it in one of these shapes (--begin):", *offered],
            {"sections": []},
        )
    made = assemble(case, document)
    told = states.standings(case, made)
    missing = states.lacks(case, made)
    lines = [f"{each.section:>6}  {each.state:<14} {'  ' * (each.level - 1)}{each.title}" for each in told]
    lines.append(f"Still lacking: {missing.in_words()}.")
    needs = [f"{each.title}: {each.because}" for each in told if each.because]
    facts = {
        "sections": [
            {"id": each.section, "title": each.title, "level": each.level, "state": each.state} for each in told
        ],
        "lacking": missing.in_words(),
    }
    return Answer(lines, facts, needs)


def write(asked: Namespace) -> Answer:
    """A section's words: shown, or taken from a file; its blocks; a draft from a key episode."""
    with opened(asked, read_only=not (asked.source or asked.episode or asked.blocks is not None)) as case:
        section = _section(case, asked.section)
        if asked.source:
            sections.write(case, section.id, _read(Path(asked.source)))
            return Answer([f"Written in “{section.heading}”."], {"section": section.id})
        if asked.episode:
            drafting.draft_episode(case, section.id, asked.episode)
            return Answer([f"A draft stands in “{section.heading}”."], {"section": section.id})
        if asked.blocks is not None:
            strange = [each for each in asked.blocks if each not in BLOCKS]
            if strange:
                raise Refused(f"There is no block {strange[0]}. There are: {', '.join(BLOCKS)}.")
            sections.fill_with(case, section.id, asked.blocks, is_numbered=sections.is_numbered(section))
            return Answer(
                [f"“{section.heading}” is filled with: {', '.join(asked.blocks) or 'nothing'}."],
                {"blocks": asked.blocks},
            )
        return Answer(
            [section.body or "Nothing is written there yet."],
            {"section": section.id, "heading": section.heading, "body": section.body},
        )


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise Refused(f"{path.name} could not be read as text in UTF-8. Check the name and how it was saved.") from None


def _section(case: CaseFile, said: str) -> Section:
    """By its number in the outline, or by words of its heading, with the printed number before them or not."""
    if said.isdigit():
        held = case.get(Section, int(said))
        if held is not None and held.within:
            return held
    wanted = said.casefold()
    every = [(document, each) for document in sections.begun(case) for each in sections.outline(case, document)]
    found = [(document, each) for document, each in every if wanted in each.title.casefold()]
    exact = [
        (document, each)
        for document, each in found
        if wanted in (each.title.casefold(), each.section.heading.casefold())
    ] or found
    if len(exact) != 1:
        told = ", ".join(f"{each.section.id} {each.title} ({document})" for document, each in exact[:6]) or "none"
        raise Refused(f"“{said}” does not name one section. Found: {told}. dhr outline lists them with their numbers.")
    return exact[0][1].section


def cite(asked: Namespace) -> Answer:
    """Evidence put behind a sentence; the mark to place in the text comes back."""
    with opened(asked) as case:
        section = _section(case, asked.section)
        _, kept = citing.cite(case, section.id, asked.sentence, asked.of)
        body = section.body
        if asked.sentence and asked.sentence in body:
            sections.write(case, section.id, body.replace(asked.sentence, f"{asked.sentence}[[c{kept.id}]]", 1))
            return Answer([f"[[c{kept.id}]] stands behind the sentence in “{section.heading}”."], {"citation": kept.id})
    return Answer([f"Place [[c{kept.id}]] behind the sentence in “{section.heading}”."], {"citation": kept.id})


def house_style(asked: Namespace) -> Answer:
    """The styles of a report as a Word file, to restyle."""
    exports.write_house_style(Path(asked.to), overwrite=asked.overwrite)
    return Answer(
        [f"Written to {asked.to}. Restyle it in Word and give it to dhr export … --template."], {"to": asked.to}
    )


def _template(name: str | None) -> bytes:
    if not name:
        return b""
    try:
        return tables.read_bytes(Path(name))
    except UnreadableTable as problem:
        raise Refused(str(problem)) from None


def export(asked: Namespace) -> Answer:
    """One document of the review as a file."""
    to = Path(asked.to)
    needs: list[str]
    template = _template(asked.template)
    with opened(asked) as case:
        if asked.what == "pack":
            packed = packs.write_pack(
                case, to, sending=sending(asked), despite=asked.despite, overwrite=asked.overwrite, template=template
            )
            said, needs = packed.in_words(), [f"Missing from the pack: {each}" for each in packed.missing]
        elif asked.what == "plan":
            said = f"{exports.write_plan(case, to, sending=sending(asked), overwrite=asked.overwrite)} lines of the action plan"
            needs = []
        elif asked.what == "evidence":
            said = (
                f"{exports.write_evidence(case, to, sending=sending(asked), overwrite=asked.overwrite)} cited entries"
            )
            needs = []
        else:
            written = exports.write_document(
                case, DOCUMENTS[asked.what], to, sending=sending(asked), overwrite=asked.overwrite, template=template
            )
            said = written.in_words()
            needs = [f"A reference leads nowhere: {each}" for each in written.broken]
        words, to = after_words(asked, case), written_to(asked, case)
    return Answer(
        [f"Written to {to}. {said}. {words}"], {"to": str(to), "what": asked.what, "edition": asked.edition}, needs
    )


def word(asked: Namespace) -> Answer:
    """What was edited in Word: listed, and taken where that is asked for."""
    with opened(asked, read_only=not asked.take) as case:
        back = word_back.read_back(case, Path(asked.file))
        lines = [f"{back.in_words()}."]
        for each in back.changed:
            lines.append(f"{each.section:>6}  {each.title}{f': {chr(59).join(each.notes)}' if each.notes else ''}")
            lines += [
                f"        {'-' if sort == 'gone' else '+'} {words}"
                for sort, words in each.differences()
                if sort != "same"
            ]
        if asked.take:
            wanted = (
                [each.section for each in back.changed]
                if "all" in asked.take
                else [int(each) for each in asked.take if each.isdigit()]
            )
            word_back.take(case, back, wanted)
            lines.append(f"Taken: {counted(len(wanted), 'section')}.")
    facts = {
        "changed": [
            {
                "section": each.section,
                "title": each.title,
                "before": each.before,
                "after": each.after,
                "notes": each.notes,
            }
            for each in back.changed
        ]
    }
    left = [] if asked.take else [f"“{each.title}” was changed in Word" for each in back.changed]
    return Answer(lines, facts | {"listed": back.listed}, [*left, *back.listed])


def add_commands(command: Callable[..., ArgumentParser]) -> None:
    seen = command(
        "outline",
        outline,
        "a document's outline with where each section stands; begin one, or change how it is numbered",
    )
    seen.add_argument("document", nargs="?", default="report", choices=list(DOCUMENTS))
    seen.add_argument("--begin", metavar="SHAPE", choices=list(shapes.shipped()), help=", ".join(shapes.shipped()))
    seen.add_argument("--begin-from", metavar="FILE.json", help="begin it from an outline that was written with --to")
    seen.add_argument("--numbering", choices=shapes.NUMBERINGS)
    seen.add_argument("--to", metavar="FILE.json", help="write the outline, without words, to begin others from")
    seen.add_argument("--title", default="", help="what to call that outline")
    seen.add_argument("--read", metavar="SECTION", help="you have read it, and what stands behind it, as it now is")
    seen.add_argument("--forget", action="store_true", help="remove the document")
    put = command("write", write, "a section's words: show them, or take them from a file")
    put.add_argument("section", metavar="SECTION", help="its number in the outline, or words of its heading")
    put.add_argument("--from", dest="source", metavar="FILE.txt", help="take the section's words from this file")
    put.add_argument(
        "--episode", type=int, default=0, metavar="MARK", help="put a draft of this key episode behind them"
    )
    put.add_argument("--blocks", nargs="*", metavar="BLOCK", help=f"what the registers fill there: {', '.join(BLOCKS)}")
    styles = command(
        "house-style",
        house_style,
        "the styles of a report as a Word file, to restyle and use as a template",
        case=False,
    )
    styles.add_argument("--to", required=True, metavar="FILE.docx")
    styles.add_argument("--overwrite", action="store_true")
    edited = command("word", word, "bring back what was edited in Word: list it, or take it")
    edited.add_argument("file", metavar="FILE.docx")
    edited.add_argument(
        "--take", nargs="+", metavar="SECTION", help="take these sections as the file has them; or: all"
    )
    behind = command("cite", cite, "put entries, events or marks behind a sentence")
    behind.add_argument("section", metavar="SECTION")
    behind.add_argument("of", nargs="+", type=int, metavar="NUMBER")
    behind.add_argument("--sentence", default="", help="the sentence, as it stands in the section")
