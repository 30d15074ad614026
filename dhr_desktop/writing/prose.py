"""What the chair writes, kept as plain text with a few marks, and read into blocks of runs and back.

Plain text because it is masked, searched, compared and undone like every other text of the case, and can never be
half a document. A text that is read and written again says the same; what is not a mark is words.

    ## a heading            ### a smaller one
    - a point               1. a numbered point          two spaces before it: one level down
    > what somebody said    | a table | of cells |
    **strong** *stressed*   ^[a footnote]   [[c12]] a citation   {see:12} a reference   {#name} a paragraph's name
    {{contributors}}        a block filled from the registers, alone in its line
    {redact:publication}    before a paragraph: that edition prints its number and not its words
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Words:
    text: str
    is_strong: bool = False
    is_stressed: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote."""

    text: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation the chair put there, by its record."""

    id: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The entries a generated sentence stands on."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a mark of evidence leads: stands in the index that was made, and in no text."""

    name: str


@dataclass(frozen=True, slots=True)
class See:
    """A reference to a section by its id, or to a paragraph, table or figure by its name."""

    to: str


Run = Words | Note | Cited | Evidence | See | Landing


class Style(StrEnum):
    PLAIN = ""
    HEADING = "heading"
    POINT = "point"
    NUMBERED = "numbered"
    QUOTE = "quote"
    QUIET = "quiet"
    TITLE = "title"  # these stand only in what is generated, and have no mark
    SUBTITLE = "subtitle"
    CONTENTS = "contents"
    BREAK = "break"
    WIDE = "wide"  # pages on their side from here
    UPRIGHT = "upright"


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: tuple[Run, ...] = ()
    style: Style = Style.PLAIN
    level: int = 0
    name: str = ""
    redacted_in: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return "".join(each.text for each in self.runs if isinstance(each, Words))


@dataclass(frozen=True, slots=True)
class Table:
    """The first row is its head. `shares` of the page's width; none for all alike."""

    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    caption: str = ""
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block from the registers stands."""

    name: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, and in words what it shows."""

    data: bytes = field(repr=False)
    width: float  # in points
    height: float
    says: str
    caption: str


Block = Paragraph | Table | Place | Figure

_ESCAPED = re.compile(r"\\([\\*\[\]{}^|#>.)\-•])")
_INLINE = re.compile(
    r"\\(?P<escaped>[\\*\[\]{}^|#>.)\-•])|\*\*\*(?P<both>(?:\\.|[^*\n])+)\*\*\*|\*\*(?P<strong>(?:\\.|[^*\n])+)\*\*|\*(?P<stressed>(?:\\.|[^*\s])(?:(?:\\.|[^*\n])*(?:\\.|[^*\s]))?)\*"
    r"|\^\[(?P<note>(?:\\.|[^\]\\\n])*)\]|\[\[c(?P<cited>\d+)\]\]|\[\[e(?P<evidence>\d+(?:,\d+)*)\]\]|\{see:(?P<see>[^{}\s]+)\}"
)
_NAME = re.compile(r"\s*\{#(?P<name>[\w-]+)\}\s*$")
_REDACTED = re.compile(r"^\{redact:(?P<editions>[\w, ]+)\}\s*")
_PLACE = re.compile(r"^\{\{\s*(?P<name>[^{}]+?)\s*\}\}$")
_HEADING = re.compile(r"^(?P<marks>#{2,4})\s+(?P<words>.+)$")
_POINT = re.compile(r"^(?P<indent> *)(?P<mark>[-•]|\d{1,3}[.)])\s+(?P<words>.+)$")
_ROW = re.compile(r"^\|.*\|\s*$")
_CAPTION = re.compile(r"^\|\|\s*(?P<words>.+?)\s*\|\|$")
_SENTENCE_END = re.compile(r"[.!?](?=\s|\[|$)|(?=\n)|$")
DEEPEST = 2


def read(text: str) -> list[Block]:
    """A text's blocks."""
    return list(_blocks(text.replace("\r\n", "\n").replace("\r", "\n")))


def _blocks(text: str) -> Iterator[Block]:
    held: list[str] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        special = _alone(line)
        if special is not None or not line.strip() or _ROW.match(line):
            if held:
                yield _paragraph("\n".join(held))
                held = []
            if special is not None:
                yield special
            elif _ROW.match(line):
                end = at
                while end < len(lines) and _ROW.match(lines[end]):
                    end += 1
                yield _table(lines[at:end])
                at = end
                continue
        else:
            held.append(line)
        at += 1
    if held:
        yield _paragraph("\n".join(held))


def _alone(line: str) -> Block | None:
    """What one line is by itself: a heading, a point, a quotation, a place for a block."""
    if place := _PLACE.match(line.strip()):
        return Place(place["name"])
    if heading := _HEADING.match(line):
        return _paragraph(heading["words"], Style.HEADING, len(heading["marks"]) - 2)
    if point := _POINT.match(line):
        style = Style.POINT if point["mark"] in "-•" else Style.NUMBERED
        return _paragraph(point["words"], style, min(len(point["indent"]) // 2, DEEPEST))
    if line.startswith("> "):
        return _paragraph(line[2:], Style.QUOTE)
    return None


def _paragraph(words: str, style: Style = Style.PLAIN, level: int = 0) -> Paragraph:
    redacted: tuple[str, ...] = ()
    if told := _REDACTED.match(words):
        redacted = tuple(each.strip() for each in told["editions"].split(",") if each.strip())
        words = words[told.end() :]
    name = ""
    if named := _NAME.search(words):
        name, words = named["name"], words[: named.start()]
    return Paragraph(tuple(runs_of(words.strip("\n"))), style, level, name, redacted)


def _table(lines: list[str]) -> Table:
    caption = ""
    if told := _CAPTION.match(lines[0].strip()):
        caption, lines = told["words"], lines[1:]
    rows = [_cells(line) for line in lines if not re.fullmatch(r"[|\s:\-]+", line) or not line.count("-")]
    width = max((len(row) for row in rows), default=1)
    even = tuple(tuple(row) + ((),) * (width - len(row)) for row in rows)
    return Table(even or (((),),), _plain(caption))


def _cells(line: str) -> list[tuple[Run, ...]]:
    inner = line.strip()[1:-1]
    cells = re.split(r"(?<!\\)\|", inner)
    return [tuple(runs_of(each.strip())) for each in cells]


def runs_of(text: str) -> Iterator[Run]:
    """One paragraph's runs."""
    plain: list[str] = []
    at = 0
    for match in _INLINE.finditer(text):
        plain.append(text[at : match.start()])
        at = match.end()
        if match["escaped"] is not None:
            plain.append(match["escaped"])
            continue
        if said := "".join(plain):
            yield Words(said)
        plain = []
        yield _run(match)
    plain.append(text[at:])
    if said := "".join(plain):
        yield Words(said)


def _run(match: re.Match[str]) -> Run:
    if match["both"] is not None:
        return Words(_plain(match["both"]), is_strong=True, is_stressed=True)
    if match["strong"] is not None:
        return Words(_plain(match["strong"]), is_strong=True)
    if match["stressed"] is not None:
        return Words(_plain(match["stressed"]), is_stressed=True)
    if match["note"] is not None:
        return Note(_plain(match["note"]))
    if match["cited"] is not None:
        return Cited(int(match["cited"]))
    if match["evidence"] is not None:
        return Evidence(tuple(int(each) for each in match["evidence"].split(",")))
    return See(match["see"])


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


# ---- and back --------------------------------------------------------------------------------------------


def written(blocks: Iterable[Block]) -> str:
    """The text that reads as these blocks."""
    made: list[str] = []
    before: Block | None = None
    counts = [0] * (DEEPEST + 1)
    for block in blocks:
        text = _text_of(block)
        if isinstance(block, Paragraph) and block.style is Style.NUMBERED:
            level = block.level
            counts[level:] = [counts[level] + 1, *[0] * (DEEPEST - level)]
            text = text.replace("1.", f"{counts[level]}.", 1)
        elif not isinstance(block, Paragraph) or block.style is not Style.POINT or not block.level:
            counts = [0] * (DEEPEST + 1)
        if made:
            is_list = isinstance(block, Paragraph) and isinstance(before, Paragraph)
            together = is_list and _is_point(block) and _is_point(before) and _go_together(block, before)
            made.append("\n" if together else "\n\n")
        made.append(text)
        before = block
    return "".join(made)


def _is_point(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.style in (Style.POINT, Style.NUMBERED)


def _go_together(block: Block, before: Block | None) -> bool:
    """Points after numbers on the same level are another list."""
    assert isinstance(block, Paragraph) and isinstance(before, Paragraph)
    return block.style is before.style or bool(block.level or before.level)


def _text_of(block: Block) -> str:
    if isinstance(block, Place):
        return f"{{{{{block.name}}}}}"
    if isinstance(block, Table):
        caption = [f"|| {_escaped(block.caption, cell=True)} ||"] if block.caption else []
        rows = ["| " + " | ".join(text_of_runs(cell, cell=True) for cell in row) + " |" for row in block.rows]
        return "\n".join(caption + rows)
    if isinstance(block, Figure):
        return ""
    words = text_of_runs(block.runs)
    if block.style is not Style.PLAIN:
        words = words.replace("\n", " ")
    redacted = f"{{redact:{', '.join(block.redacted_in)}}} " if block.redacted_in else ""
    name = f" {{#{block.name}}}" if block.name else ""
    words = f"{redacted}{words}{name}"
    if block.style is Style.HEADING:
        return f"{'#' * (block.level + 2)} {words}"
    if block.style is Style.POINT:
        return f"{'  ' * block.level}- {words}"
    if block.style is Style.NUMBERED:
        return f"{'  ' * block.level}1. {words}"
    if block.style is Style.QUOTE:
        return f"> {words}"
    lines = words.split("\n")
    return "\n".join(_kept_plain(line) for line in lines if line.strip()) if not redacted else words


def _kept_plain(line: str) -> str:
    """A plain line that begins like a mark keeps being words."""
    if _POINT.match(line):
        return re.sub(r"^(\s*)(\d{0,3})([.)•-])", r"\1\2\\\3", line, count=1)
    return f"\\{line}" if line[:1] in "#>|" else line


def text_of_runs(runs: Iterable[Run], *, cell: bool = False) -> str:
    return "".join(_text_of_run(each, cell=cell) for each in runs)


def _text_of_run(run: Run, *, cell: bool) -> str:
    if isinstance(run, Note):
        said = _escaped(run.text, cell=cell).replace("\n", " ").replace("]", "\\]")
        return f"^[{said}]"
    if isinstance(run, Cited):
        return f"[[c{run.id}]]"
    if isinstance(run, Evidence):
        return f"[[e{','.join(map(str, run.ids))}]]"
    if isinstance(run, See):
        return f"{{see:{run.to}}}"
    if isinstance(run, Landing):
        return ""
    text = _escaped(run.text, cell=cell)
    if cell:
        text = text.replace("\n", " ")
    if not (run.is_strong or run.is_stressed) or not text.strip():
        return text
    before, words, after = _edges(text)
    words = "\n".join(words.split("\n"))
    mark = "***" if run.is_strong and run.is_stressed else "**" if run.is_strong else "*"
    if "\n" in words:
        return before + "\n".join(f"{mark}{line}{mark}" if line.strip() else line for line in words.split("\n")) + after
    return f"{before}{mark}{words}{mark}{after}"


def _edges(text: str) -> tuple[str, str, str]:
    words = text.strip()
    start = text.index(words)
    return text[:start], words, text[start + len(words) :]


def _escaped(text: str, *, cell: bool = False) -> str:
    text = re.sub(r"([\\*])", r"\\\1", text)
    text = re.sub(r"(\[\[|\^\[|\{(?:see:|#|\{|redact:))", lambda match: f"\\{match[0]}", text)
    if text[-1:] in ("^", "[", "{"):  # what stands behind it could make a mark of it
        text = f"{text[:-1]}\\{text[-1]}"
    return text.replace("|", "\\|") if cell else text


# ---- what a text says ------------------------------------------------------------------------------------


def cited_in(text: str) -> tuple[int, ...]:
    """The citations a text holds, in order."""
    return tuple(int(match["cited"]) for match in _INLINE.finditer(text) if match["cited"] is not None)


def places_in(text: str) -> tuple[str, ...]:
    return tuple(place["name"] for line in text.split("\n") if (place := _PLACE.match(line.strip())))


def plain_words(text: str) -> str:
    """Without any mark: what would be read aloud."""
    told = []
    for block in read(text):
        if isinstance(block, Paragraph):
            told.append(
                "".join(
                    "that place" if isinstance(each, See) else each.text
                    for each in block.runs
                    if isinstance(each, Words | See)
                )
            )
        elif isinstance(block, Table):
            told += [
                "\t".join("".join(run.text for run in cell if isinstance(run, Words)) for cell in row)
                for row in block.rows
            ]
    return "\n".join(told)


def sentence_before(text: str, at: int) -> str:
    """The sentence that ends, or stands, at a place of a text."""
    start = max(
        text.rfind("\n", 0, at) + 1, *(match.end() for match in re.finditer(r"[.!?]\s+(?=[A-Z])", text[:at])), 0
    )
    end = end_of_sentence(text, at)
    return _INLINE.sub(_only_words, text[start:end]).strip()


def end_of_sentence(text: str, at: int) -> int:
    """Where the sentence ends that stands, or has just ended, at a place of a text."""
    behind = text[:at].rstrip()
    if behind[-1:] in (".", "!", "?") and len(behind) == at:
        return at
    return _SENTENCE_END.search(text, at).end()  # type: ignore[union-attr]  # the end of the text is one


def _only_words(match: re.Match[str]) -> str:
    return match["both"] or match["strong"] or match["stressed"] or match["escaped"] or ""
