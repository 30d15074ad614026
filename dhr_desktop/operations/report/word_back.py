"""What was changed in Word comes back section by section; the chair sees each change and takes it or leaves it.

Every paragraph that still says what it said keeps all it had: its name, its look, what some edition may not print.
In what was edited under pseudonyms the real names stand again.
Nothing is dropped in silence: what has no place is listed.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.documents import WORKING, Citation, Section
from dhr_desktop.core.errors import Refused
from dhr_desktop.intake.edited_docx import Edited, read_edited
from dhr_desktop.intake.pages import Refused as NotOpened
from dhr_desktop.operations.names.presented import presented, real_of
from dhr_desktop.operations.report.blocks.drawing import number
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.vault import refuse_if_open_here
from dhr_desktop.writing.labels import digest
from dhr_desktop.writing.prose import Block, Cited, Figure, Paragraph, Place, Table, Words, cited_in, read, written

from .assembling import Assembled, assemble, bookmark_of, section_bookmark, words_of
from .names_again import Known, told_otherwise, with_names_again
from .sections import outline
from .shapes import DOCUMENTS

Part = tuple[list[Block], Place | None]
"""Words of a body, and the block that stands behind them."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One section that says something else in the file."""

    section: int
    title: str
    before: str
    after: str
    notes: tuple[str, ...] = ()  # why it needs a closer look
    is_conflict: bool = False  # it was changed here too since the file was written

    def differences(self) -> list[tuple[str, str]]:
        """Paragraph by paragraph: "same", "gone" or "new", and the words."""
        old, new = (text.split("\n\n") for text in (self.before, self.after))
        told = []
        for sort, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if sort == "equal":
                told += [("same", each) for each in old[a:b]]
            else:
                told += [("gone", each) for each in old[a:b] if each] + [("new", each) for each in new[c:d] if each]
        return told


@dataclass(frozen=True, slots=True)
class Back:
    """All that an edited file brings."""

    name: str
    document: str
    changed: tuple[Changed, ...]
    unchanged: int
    listed: tuple[str, ...]  # what is not taken, in sentences

    def in_words(self) -> str:
        changed = number(len(self.changed), "section")
        listed = number(len(self.listed), "thing")
        return f"{self.name}: {changed} changed, {self.unchanged} as they were; {listed} listed that {'is' if len(self.listed) == 1 else 'are'} not taken"


def read_back(case: CaseFile, path: Path) -> Back:
    """Look at an edited file; nothing is changed by it."""
    refuse_if_open_here(path)
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise Refused(f"{path.name} could not be read ({problem.strerror}). Check the name and the folder.") from None
    return read_back_bytes(case, path.name, data)


def read_back_bytes(case: CaseFile, name: str, data: bytes) -> Back:
    real = real_of(case)
    told = [each for document in DOCUMENTS for each in outline(real, document)]
    levels = {each.section.id: each.level for each in told}
    try:
        edited = read_edited(data, levels, _names(real))
    except NotOpened as problem:
        raise Refused(
            f"{name}: {problem}".replace("Ask the agency to send it again.", "")
            .replace("Ask the agency to save it again from Word or Excel.", "")
            .strip()
        ) from None
    if not edited.labels:
        raise Refused(
            f"{name} holds none of this report's labels. It is another document, or it was published without them; export a draft and edit that."
        )
    ours = {each.section.id: each.section for each in told}
    document = next((ours[own.section].document for own in edited.labels.values() if own.section in ours), DOCUMENTS[0])
    edition = next((own.edition for own in edited.labels.values() if own.edition), WORKING)
    titles = {each.section.id: each.title for each in told}
    changed = []
    unchanged = 0
    for id in dict.fromkeys(each.section.id for each in told if each.section.document == document):
        one = _compared(real, edited, ours[id], titles[id], edition)
        if one is None:
            unchanged += 1
        else:
            changed.append(one)
    return Back(
        name, document, tuple(changed), unchanged, tuple(_listed(real, edited, document, ours, titles, edition))
    )


def _names(case: CaseFile) -> dict[str, str]:
    """What every bookmark a file may have is called in a text."""
    held = {section_bookmark(each.id): str(each.id) for each in case.all(Section)}
    for each in case.all(Section):
        for block in read(each.body):
            if isinstance(block, Paragraph) and block.name:
                held[bookmark_of(block.name)] = block.name
    for document in DOCUMENTS:
        for _, laid in assemble(case, document).items():
            if isinstance(laid.block, Paragraph) and laid.block.name:
                held.setdefault(bookmark_of(laid.block.name), laid.block.name)
    return held


def _compared(case: CaseFile, edited: Edited, section: Section, title: str, edition: str) -> Changed | None:
    """A section's words as the file has them beside the case's own."""
    keys = sorted(key for key in edited.labels if key[0] == section.id)
    if not keys:
        return _gone(section, title) if section.body.strip() else None
    parts = _parts(read(section.body))
    shown = _parts(read(_shown(case, section.id, edition)))
    known = _told_otherwise(parts, shown) if edition != WORKING else None
    made: list[Block] = []
    notes: list[str] = []
    for at, (own, place) in enumerate(parts):
        if (section.id, at) in edited.labels:
            as_sent = shown[at][0] if at < len(shown) and len(shown[at][0]) == len(own) else own
            made += _merged(own, as_sent, edited.own[section.id, at], notes, known)
        elif own:
            notes.append("a part of its words is gone from the file")
        made += [place] if place is not None else []
    after = written(made)
    if after == written(read(section.body)):
        return None
    if edition != WORKING:
        notes.append(
            f"it was edited in the {edition} edition: names stand again where they stood; look at the pseudonyms in what is new"
        )
    label = edited.labels[keys[0]]
    is_conflict = label.digest != digest(section.body)
    if is_conflict:
        notes.append("it was changed here too since the file was written: taking it replaces that")
    lost = set(cited_in(section.body)) - set(cited_in(after))
    if lost:
        notes.append(f"no longer in it: {counted(len(lost), 'citation')}")
    return Changed(section.id, title, section.body, after, tuple(dict.fromkeys(notes)), is_conflict)


def _gone(section: Section, title: str) -> Changed:
    return Changed(section.id, title, section.body, "", ("its words were deleted in Word, or their label was",))


def _shown(case: CaseFile, id: int, edition: str) -> str:
    held = (
        presented(case, edition).get(Section, id) if edition in ("submission", "publication") else case.get(Section, id)
    )
    return held.body if held is not None else ""


def _parts(blocks: Sequence[Block]) -> list[Part]:
    """A body's own words between the blocks that stand in it."""
    told: list[Part] = []
    held: list[Block] = []
    for each in blocks:
        if isinstance(each, Place):
            told.append((held, each))
            held = []
        else:
            held.append(each)
    told.append((held, None))
    return told


def _merged(
    own: Sequence[Block], as_sent: Sequence[Block], came: Sequence[Block], notes: list[str], known: Known | None
) -> list[Block]:
    """What came, with everything that stayed the same as it was before it left.

    `known` is what the draft's edition told otherwise; the working edition, which shows citations too, has none.
    """
    shows_citations = known is None
    sent, back = ([_key(each if shows_citations else _uncited(each)) for each in blocks] for blocks in (as_sent, came))
    made: list[Block] = []
    for sort, a, b, c, d in difflib.SequenceMatcher(None, sent, back, autojunk=False).get_opcodes():
        if sort == "equal":
            made += own[a:b]
            continue
        kept = [each for each in own[a:b] if isinstance(each, Paragraph) and (each.redacted_in or each.name)]
        fresh = [_settled(each) for each in came[c:d]]
        if known is not None:
            bare, bare_sent = ([_uncited(each) for each in blocks[a:b]] for blocks in (own, as_sent))
            fresh = with_names_again(bare, bare_sent, fresh, known)
        if not shows_citations and len(fresh) == b - a:
            fresh = [_cited_like(each, own[a + at]) for at, each in enumerate(fresh)]
        named = {edition for each in fresh if isinstance(each, Paragraph) for edition in each.redacted_in}
        for each in kept:
            missing = set(each.redacted_in) - named
            if missing and not any(isinstance(one, Paragraph) and one.redacted_in for one in fresh):
                fresh = [
                    replace(one, redacted_in=each.redacted_in) if isinstance(one, Paragraph) else one for one in fresh
                ]
                notes.append(
                    "what stands where a redacted paragraph stood is redacted too: look at it"
                    if fresh
                    else "a redacted paragraph is gone"
                )
        made += fresh
    return made


def _told_otherwise(parts: Sequence[Part], shown: Sequence[Part]) -> Known:
    own, sent = ([_uncited(each) for blocks, _ in told for each in blocks] for told in (parts, shown))
    return told_otherwise(own, sent)


def _uncited(block: Block) -> Block:
    return (
        replace(block, runs=tuple(each for each in block.runs if not isinstance(each, Cited)))
        if isinstance(block, Paragraph)
        else block
    )


def _cited_like(block: Block, before: Block) -> Block:
    """An edition that shows no citations cannot have lost them: they stay behind the paragraph they stood in."""
    if not isinstance(block, Paragraph) or not isinstance(before, Paragraph):
        return block
    return replace(block, runs=(*block.runs, *(each for each in before.runs if isinstance(each, Cited))))


def _settled(block: Block) -> Block:
    """As it reads once it is text, so that a second coming back finds it the same."""
    again = read(written([block]))
    return again[0] if len(again) == 1 else block


def _key(block: Block) -> tuple[object, ...]:
    """What makes two paragraphs the same: their words, their look and what stands in them."""
    if isinstance(block, Paragraph):
        words = " ".join(block.words.split())
        looks = tuple(
            (each.is_strong, each.is_stressed, " ".join(each.text.split()))
            for each in block.runs
            if isinstance(each, Words) and (each.is_strong or each.is_stressed) and each.text.strip()
        )
        marks = tuple(repr(each) for each in block.runs if not isinstance(each, Words | Cited))
        return (
            block.style,
            block.level,
            words,
            looks,
            marks,
            tuple(each.id for each in block.runs if isinstance(each, Cited)),
        )
    if isinstance(block, Table):
        return (
            "table",
            block.caption,
            tuple(
                tuple(" ".join("".join(run.text for run in cell if isinstance(run, Words)).split()) for cell in row)
                for row in block.rows
            ),
        )
    return (repr(block),)


# ---- what is not taken -------------------------------------------------------------------------------------


def _listed(
    case: CaseFile, edited: Edited, document: str, ours: dict[int, Section], titles: dict[int, str], edition: str
) -> Iterator[str]:
    made = assemble(presented(case, edition), document)
    known = {_flat(words_of(each.block)) for _, each in made.items()}
    for section, words in edited.loose:
        if not _is_index(words) and _flat(words) not in known:
            yield f"Words outside every section{f', behind “{titles[section]}”' if section in titles else ''}: {words[:200]}"
    for id in dict.fromkeys(edited.twice):
        yield f"The words of “{titles.get(id, id)}” stand in the file twice; the first were read."
    for label in edited.labels.values():
        if label.section not in ours:
            yield f"A section of the file (no. {label.section}) is no longer in this report; its words: {_said(edited, label.section)[:200]}"
    for (section, name), words in edited.filled.items():
        if _flat(words) != _flat(_filled(made, section, name)):
            yield f"What the registers fill under “{titles.get(section, section)}” reads otherwise in the file. Change it in its register."
    if edited.tracked:
        yield f"{edited.tracked} tracked changes were neither accepted nor refused in Word; insertions are read, deletions are left out."
    for each in edited.comments:
        yield f"A comment: {each[:200]}"


def _is_index(words: str) -> bool:
    """Lines of the contents and of the evidence index are the program's own."""
    return words.strip() in ("Contents", "Evidence index", "·") or words.startswith(
        ("Draft, ", "Author: ", "Citation\t", "Entry\t")
    )


def _said(edited: Edited, section: int) -> str:
    return " ".join(words_of(block) for key, blocks in edited.own.items() if key[0] == section for block in blocks)


def _filled(made: Assembled, section: int, name: str) -> str:
    """Without captions and figures, whose numbers are Word's own."""
    blocks = (each.block for piece, each in made.items() if piece.section == section and piece.name == name)
    told = (
        replace(each, caption="") if isinstance(each, Table) else each
        for each in blocks
        if not isinstance(each, Figure)
    )
    return "\n".join(map(words_of, told))


def _flat(words: str) -> str:
    return "".join(words.split())


# ---- taking it -----------------------------------------------------------------------------------------------


def take(case: CaseFile, back: Back, wanted: Sequence[int]) -> Change:
    """The chosen sections as the file has them. One step, one Undo; citations that no longer stand go with it."""
    chosen = [each for each in back.changed if each.section in set(wanted)]
    if not chosen:
        raise Refused("Choose the sections that are to be taken as the file has them.")
    with case.step(
        "Take in what was edited in Word", f"Take {counted(len(chosen), 'section')} from {back.name}"
    ) as step:
        for each in chosen:
            held = case.get(Section, each.section)
            if held is None:
                raise Refused(f"“{each.title}” is no longer in the report. Read the file again.")
            if held.body != each.before:
                raise Refused(f"“{each.title}” was changed since the file was read. Read it again.")
            step.put(replace(held, body=each.after))
            cited = set(cited_in(each.after))
            for one in step.linked(Citation, "section", each.section):
                if one.id not in cited:
                    step.remove(Citation, one.id)
    return step.change
