"""A report that was edited in Word, read back: the chair's words by the labels they left with. Hostile files stay shut.

What the labels enclose comes back as blocks. What stands outside them, what was deleted, what is only proposed in
tracked changes, and comments are listed; nothing of them is taken by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dhr_desktop.intake.package import Package, local, tree
from dhr_desktop.writing.labels import Own, kept_from_of, own_of
from dhr_desktop.writing.prose import Block, Cited, Note, Paragraph, Run, See, Style, Table, Words
from dhr_desktop.writing.word_marks import BROKEN, RUNNING, SECTIONS

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"^(?:heading|Heading|berschrift|Titre)\s*(\d)$")
_CAPTION = re.compile(r"^\s*(?:Table|Figure)\s+\d*\s*:?\s*")
_REFERENCE = re.compile(r"^\s*(?:REF|PAGEREF)\s+(\S+)")
_BEFORE_NUMBER = re.compile(r"(?:section|paragraph) $")  # stands before the number a reference shows
_BROKEN = re.compile(re.escape(BROKEN).replace(r"\{\}", r"(\S+)"))
_CITED = re.compile(r"^c(\d+)$")
_SKIPPED = frozenset({"del", "moveFrom", "proofErr", "bookmarkEnd", "sectPr"})
_THROUGH = frozenset({"ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo"})


@dataclass(slots=True)
class Edited:
    """What an edited file holds: words by their label, and what has no place."""

    own: dict[tuple[int, int], list[Block]] = field(default_factory=dict)
    labels: dict[tuple[int, int], Own] = field(default_factory=dict)
    filled: dict[tuple[int, str], str] = field(default_factory=dict)  # as read, of what the registers fill
    loose: list[tuple[int, str]] = field(default_factory=list)  # behind which section, and the words
    tracked: int = 0
    comments: list[str] = field(default_factory=list)
    twice: list[int] = field(default_factory=list)  # sections whose words stand there more than once
    flow: list[tuple[int, Block]] = field(default_factory=list)  # all of it in order; a heading's depth, 0 for words


def read_edited(data: bytes, levels: Mapping[int, int], names: Mapping[str, str]) -> Edited:
    """`levels` of the sections' headings; `names` are what a bookmark in the file is called in a text."""
    return _Reader(Package(data), levels, names).read()


class _Reader:
    def __init__(self, package: Package, levels: Mapping[int, int], names: Mapping[str, str]) -> None:
        self._package, self._levels, self._names = package, levels, names
        self._notes = self._read_notes()
        self._formats = self._read_formats()
        self._styles = self._read_styles()
        self._edited = Edited()
        self._open: list[Own] = []  # by bookmark, where a control's tag is gone
        self._by_bookmark: dict[str, Own] = {}
        self._section = 0
        self._caption = ""

    def read(self) -> Edited:
        document = tree(self._package.read("word/document.xml"))
        body = document.find(f"{_W}body")
        if body is not None:
            self._tagged = {own.section for each in body.iter(f"{_W}tag") if (own := own_of(each.get(f"{_W}val", "")))}
            self._blocks(body, None)
            self._edited.tracked = sum(1 for _ in body.iter(f"{_W}ins", f"{_W}del", f"{_W}moveFrom", f"{_W}moveTo"))
        self._edited.comments = list(self._read_comments())
        return self._edited

    # ---- parts ----------------------------------------------------------------------------------------

    def _part(self, name: str) -> Any:
        return tree(self._package.read(name)) if self._package.has(name) else None

    def _read_notes(self) -> dict[str, str]:
        part = self._part("word/footnotes.xml")
        return (
            {each.get(f"{_W}id", ""): _text(each).strip() for each in part.iter(f"{_W}footnote")}
            if part is not None
            else {}
        )

    def _read_comments(self) -> Iterator[str]:
        part = self._part("word/comments.xml")
        for each in part.iter(f"{_W}comment") if part is not None else ():
            yield _text(each).strip()

    def _read_formats(self) -> dict[tuple[str, str], str]:
        """Points or numbers, by list and level."""
        part = self._part("word/numbering.xml")
        if part is None:
            return {}
        abstract = {
            each.get(f"{_W}abstractNumId"): {
                level.get(f"{_W}ilvl"): level.find(f"{_W}numFmt").get(f"{_W}val")
                for level in each.iter(f"{_W}lvl")
                if level.find(f"{_W}numFmt") is not None
            }
            for each in part.iter(f"{_W}abstractNum")
        }
        told = {}
        for each in part.iter(f"{_W}num"):
            of = each.find(f"{_W}abstractNumId")
            for level, sort in abstract.get(of.get(f"{_W}val") if of is not None else "", {}).items():
                told[each.get(f"{_W}numId", ""), level or "0"] = sort or ""
        return told

    def _read_styles(self) -> dict[str, str]:
        part = self._part("word/styles.xml")
        if part is None:
            return {}
        return {
            each.get(f"{_W}styleId", ""): each.find(f"{_W}name").get(f"{_W}val", "")
            for each in part.iter(f"{_W}style")
            if each.find(f"{_W}name") is not None
        }

    # ---- blocks ---------------------------------------------------------------------------------------

    def _blocks(self, parent: Any, within: Own | None, filled: tuple[int, str] | None = None) -> None:
        for each in parent:
            name = local(each)
            if name == "sdt":
                self._control(each, within, filled)
            elif name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent"):
                self._blocks(each, within, filled)
            elif name == "bookmarkStart":
                self._starts(each)
            elif name == "bookmarkEnd":
                self._ends(each)
            elif name == "p":
                self._paragraph(each, within, filled)
            elif name == "tbl":
                self._put(self._table(each), within, filled)

    def _control(self, control: Any, within: Own | None, filled: tuple[int, str] | None) -> None:
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        said = tag.get(f"{_W}val", "") if tag is not None else ""
        own = own_of(said)
        content = control.find(f"{_W}sdtContent")
        if content is None:
            return
        if own is not None:
            key = (own.section, own.part)
            if key in self._edited.labels:
                self._edited.twice.append(own.section)
                own = None
            else:
                self._edited.labels[key] = own
                self._edited.own[key] = []
        told = re.match(r"^filled\.(\d+)\.(.+)$", said)
        self._caption = ""
        self._blocks(content, own or within, (int(told[1]), told[2]) if told else filled)
        self._caption = ""

    def _starts(self, mark: Any) -> None:
        own = own_of(mark.get(f"{_W}name", ""))
        if own is not None and own in self._open:
            self._by_bookmark[mark.get(f"{_W}id", "")] = own  # LibreOffice begins one twice and ends it once
        if own is None or own.section in self._tagged or (own.section, own.part) in self._edited.labels:
            return
        self._by_bookmark[mark.get(f"{_W}id", "")] = own
        self._open.append(own)
        self._edited.labels[own.section, own.part] = own
        self._edited.own[own.section, own.part] = []

    def _ends(self, mark: Any) -> None:
        own = self._by_bookmark.pop(mark.get(f"{_W}id", ""), None)
        if own in self._open:
            self._open.remove(own)

    def _paragraph(self, element: Any, within: Own | None, filled: tuple[int, str] | None) -> None:
        self._ends_before_words(element)
        if self._headed(element):
            self._open.clear()
        for mark in element.iter(f"{_W}bookmarkStart"):
            self._starts(mark)
        style = self._style(element)
        if style == "caption":
            self._caption = _CAPTION.sub("", _text(element))
            self._end_marks(element)
            return
        self._put(self._told(element, style, within), within, filled, element)
        self._end_marks(element)

    def _ends_before_words(self, element: Any) -> None:
        """Some programs put the end of what a bookmark holds at the beginning of the paragraph behind it."""
        for each in element:
            if local(each) == "bookmarkEnd":
                self._ends(each)
            elif local(each) not in ("pPr", "bookmarkStart"):
                return

    def _end_marks(self, element: Any) -> None:
        for mark in element.iter(f"{_W}bookmarkEnd"):
            self._ends(mark)

    def _put(self, block: Block, within: Own | None, filled: tuple[int, str] | None, element: Any = None) -> None:
        own = within or (self._open[-1] if self._open else None)
        words = _said(block)
        self._flow(block, element)
        if own is not None:
            if words or isinstance(block, Table):
                self._edited.own[own.section, own.part].append(block)
            self._section = own.section
        elif filled is not None:
            self._edited.filled[filled] = "\n".join(filter(None, (self._edited.filled.get(filled, ""), words)))
            self._section = filled[0]
        elif isinstance(block, Paragraph) and block.style is Style.HEADING:
            self._section = self._headed(element) or self._section
        elif words:
            self._edited.loose.append((self._section, words))

    def _flow(self, block: Block, element: Any) -> None:
        """Lines of the contents are Word's own."""
        style = self._style(element) if element is not None else ""
        heading = _HEADING.match(style)
        if _said(block) and not style.startswith("toc"):
            self._edited.flow.append((int(heading[1]) if heading else 0, block))

    def _headed(self, element: Any) -> int:
        """The section whose heading this is, by its bookmark."""
        for mark in element.iter(f"{_W}bookmarkStart") if element is not None else ():
            to = self._names.get(mark.get(f"{_W}name", ""), "")
            if to.isdigit():
                return int(to)
        return 0

    # ---- one paragraph ----------------------------------------------------------------------------------

    def _style(self, element: Any) -> str:
        held = element.find(f"{_W}pPr/{_W}pStyle")
        id = held.get(f"{_W}val", "") if held is not None else ""
        return self._styles.get(id, id).casefold()

    def _told(self, element: Any, style: str, within: Own | None) -> Paragraph:
        kind, level = self._kind(element, style, within)
        name, kept = "", []
        for mark in element.iter(f"{_W}bookmarkStart"):
            said = mark.get(f"{_W}name", "")
            to = self._names.get(said, "")
            name = to if to and not to.isdigit() else name
            if edition := kept_from_of(said):
                kept.append(edition)
        runs = _joined(self._runs(element, None))
        return Paragraph(tuple(_trimmed(runs)), kind, level, name, tuple(dict.fromkeys(kept)))

    def _kind(self, element: Any, style: str, within: Own | None) -> tuple[Style, int]:
        if heading := _HEADING.match(style):
            base = self._levels.get(within.section, 1) if within is not None else 0
            return Style.HEADING, max(0, min(2, int(heading[1]) - 1 - base))
        number = element.find(f"{_W}pPr/{_W}numPr")
        if number is not None:
            id, level = (number.find(f"{_W}{each}") for each in ("numId", "ilvl"))
            which = id.get(f"{_W}val", "0") if id is not None else "0"
            depth = level.get(f"{_W}val", "0") if level is not None else "0"
            if which not in (str(SECTIONS), str(RUNNING), "0") and not style.startswith("numbered"):
                sort = self._formats.get((which, depth), "bullet")
                return (Style.POINT if sort == "bullet" else Style.NUMBERED), min(
                    int(depth) if depth.isdigit() else 0, 2
                )
        if style.startswith("list bullet"):
            return Style.POINT, 0
        if style.startswith("list number"):
            return Style.NUMBERED, 0
        return (Style.QUOTE, 0) if style in ("quote", "intense quote") else (Style.PLAIN, 0)

    def _runs(self, parent: Any, field_of: list[str] | None) -> Iterator[Run]:
        state = field_of if field_of is not None else []
        for each in parent:
            name = local(each)
            if name in _SKIPPED or name == "pPr":
                continue
            if name == "hyperlink":
                yield from self._link(each, state)
            elif name == "r":
                yield from self._run(each, state)
            elif name in _THROUGH:
                yield from self._runs(each, state)

    def _link(self, link: Any, state: list[str]) -> Iterator[Run]:
        anchor = link.get(f"{_W}anchor", "")
        if cited := _CITED.match(anchor):
            if _text(link).strip():
                yield Cited(int(cited[1]))
        elif anchor in self._names:
            yield See(self._names[anchor])
        elif not re.match(r"^e\d+$", anchor):
            yield from self._runs(link, state)

    def _run(self, run: Any, state: list[str]) -> Iterator[Run]:
        """`state` is the field that is open: its instruction, then what it shows, which is not words of anybody's."""
        looks = run.find(f"{_W}rPr")
        style = looks.find(f"{_W}rStyle") if looks is not None else None
        if style is not None and self._styles.get(style.get(f"{_W}val", ""), "").casefold() == "cited":
            return  # what stands between two marks of evidence
        is_strong, is_stressed = _on(looks, "b"), _on(looks, "i")
        for each in run:
            name = local(each)
            if name == "fldChar":
                sort = each.get(f"{_W}fldCharType")
                if sort == "begin":
                    state.append("")
                elif sort == "end" and state:
                    told = _REFERENCE.match(state.pop())
                    if told and told[1] in self._names:
                        yield See(self._names[told[1]])
            elif name == "instrText" and state:
                state[-1] += each.text or ""
            elif state:
                continue
            elif name == "t":
                yield Words(each.text or "", is_strong, is_stressed)
            elif name == "br" and each.get(f"{_W}type") not in ("page", "column"):
                yield Words("\n", is_strong, is_stressed)
            elif name in ("tab", "noBreakHyphen"):
                yield Words("\t" if name == "tab" else "-", is_strong, is_stressed)
            elif name == "footnoteReference":
                yield Note(self._notes.get(each.get(f"{_W}id", ""), ""))

    def _table(self, element: Any) -> Table:
        rows = []
        for row in element.iter(f"{_W}tr"):
            cells = [cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row]
            rows.append(
                tuple(
                    tuple(
                        _trimmed(
                            _joined(run for p in cell.iter(f"{_W}p") for run in (*self._runs(p, None), Words(" ")))
                        )
                    )
                    for cell in cells
                )
            )
        caption, self._caption = self._caption, ""
        wide = max((len(row) for row in rows), default=1)
        return Table(tuple((*row, *((),) * (wide - len(row))) for row in rows) or (((),),), caption.strip())


def _on(looks: Any, name: str) -> bool:
    held = looks.find(f"{_W}{name}") if looks is not None else None
    return held is not None and held.get(f"{_W}val", "1") not in ("0", "false", "off", "none")


def _joined(runs: Iterator[Run]) -> list[Run]:
    """Word parts a sentence into many runs; those of one look are one."""
    told: list[Run] = []
    for each in runs:
        last = told[-1] if told else None
        if isinstance(each, See) and isinstance(last, Words) and (said := _BEFORE_NUMBER.search(last.text)):
            told[-1] = last = Words(last.text[: said.start()], last.is_strong, last.is_stressed)
        if (
            isinstance(each, Words)
            and isinstance(last, Words)
            and (last.is_strong, last.is_stressed) == (each.is_strong, each.is_stressed)
        ):
            told[-1] = Words(last.text + each.text, last.is_strong, last.is_stressed)
        elif not (isinstance(each, Words) and not each.text):
            told.append(each)
    return [one for each in told for one in (_with_broken(each) if isinstance(each, Words) else (each,))]


def _with_broken(words: Words) -> Iterator[Run]:
    """A reference that led nowhere when it left still says where to."""
    at = 0
    for match in _BROKEN.finditer(words.text):
        if match.start() > at:
            yield Words(words.text[at : match.start()], words.is_strong, words.is_stressed)
        yield See(match[1])
        at = match.end()
    if words.text[at:]:
        yield Words(words.text[at:], words.is_strong, words.is_stressed)


def _trimmed(runs: list[Run]) -> list[Run]:
    while runs and isinstance(runs[-1], Words) and not runs[-1].text.strip():
        runs.pop()
    if runs and isinstance(runs[-1], Words):
        last = runs[-1]
        runs[-1] = Words(last.text.rstrip(), last.is_strong, last.is_stressed)
    return runs


def _said(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.words.strip() or ("·" if any(not isinstance(each, Words) for each in block.runs) else "")
    if isinstance(block, Table):
        return "\n".join(
            "\t".join("".join(run.text for run in cell if isinstance(run, Words)) for cell in row) for row in block.rows
        )
    return ""


def _text(element: Any) -> str:
    told: list[str] = []
    depth = 0
    for each in element.iter():
        name = local(each)
        if name == "fldChar":
            sort = each.get(f"{_W}fldCharType")
            depth += (sort == "begin") - (sort == "end")
        elif (
            name == "t" and not depth and not any(local(above) in ("del", "moveFrom") for above in each.iterancestors())
        ):
            told.append(each.text or "")
        elif name == "p" and told:
            told.append(" ")
    return "".join(told)
