"""An own walk over the parts of a zipped office file, with the standard library's parser: whatever bears text, in any part.

It knows as little as it can. It does not ask which part a relation names, what is hidden, deleted or a fallback: text is
text. Five things are left out: styles and metadata, which no page shows; the second copy of a drawing that older programs
would show (`Fallback`), of SmartArt as it was drawn last; the guide to pronunciation over a word; a comment whose author
is "tc={…}", which Excel keeps of a threaded comment for older programs and never shows; and copies of cells (of another workbook behind a link,
of those behind a workbook's chart), which are shown, if at all, by a cell that is read. A chart says its categories
again for each series: each text of a chart is taken once, and a number as programs show it, to twelve figures.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from .words import Piece, Reading, is_only_figures, words_of

_NOT_SHOWN = re.compile(r"(?:^|/)(?:docProps|_rels|theme|customXml|META-INF|Configurations2|richData|externalLinks)/|diagrams/(?!data)|(?:^|/)(?:styles|meta|settings|webSettings|fontTable|numbering|pivotCacheDefinition|pivotCacheRecords|\[Content_Types\])\w*\.xml$|pivotCache/", re.I)  # fmt: skip
_LEFT_OUT = {"Fallback", "rPh", "rt", "instrText", "delInstrText", "tracked-changes-settings"}
_TEXT = {"t", "delText"}
_TAKEN_OUT = {
    "del",
    "moveFrom",
}  # a tracked change's old words end nowhere in a word of the new ones: they come by themselves
_BREAKS = {"tab", "br", "cr", "s", "line-break", "noBreakHyphen", "ptab"}
_PARAGRAPH = {"p", "si", "is", "comment", "text", "h", "threadedComment", "pt", "v"}
_FOOTERS = re.compile(r"(?:odd|even|first)(?:Header|Footer)")
# "Page &P of &N" in one of a header's three places counts the pages; it says nothing.
_PAGE_NUMBER = re.compile(r"(?:&[LCR]|^)(?:&\"[^\"]*\"|&\d+|\W)*\w{0,12}\s*&P(?:[\s/]*\w{0,5}\s*&N)?(?=&[LCR]|\s*$)")
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|[A-Za-z&])')


def walk(path: Path) -> Reading:
    reading = Reading("own XML walk")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, UnicodeDecodeError) as problem:
        reading.trouble = type(problem).__name__
        return reading
    with archive:
        parts = _parts(archive)
        if "content.xml" in parts:
            reading.pieces += _opendocument(parts)
        elif any(_is_sheet(root) for root in parts.values()):
            reading.pieces += _workbook(parts)
        else:
            reading.pieces += [piece for root in parts.values() for piece in _part(root)]
    if not parts:
        reading.trouble = "no part could be parsed"
    return reading


def _parts(archive: zipfile.ZipFile) -> dict[str, ElementTree.Element]:
    parts: dict[str, ElementTree.Element] = {}
    for name in archive.namelist():
        if not name.lower().endswith(".xml") or _NOT_SHOWN.search(name):
            continue
        try:
            parts[name] = ElementTree.fromstring(archive.read(name))
        except Exception:
            continue
    return parts


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


# ---- paragraphs of any part ---------------------------------------------------------------------


def _paragraphs(root: ElementTree.Element, left_out: frozenset[str] = frozenset()) -> Iterator[Piece]:
    """The text of each paragraph, wherever it stands; one inside another is its own."""
    waiting: list[str] = []
    pieces: list[str] = []

    def close() -> None:
        if waiting:
            pieces.append("".join(waiting))
            waiting.clear()

    def visit(element: ElementTree.Element) -> None:
        name = _local(element)
        if name in _LEFT_OUT or name in left_out:
            return
        if name in _TAKEN_OUT:
            pieces.append("".join(piece.text for child in element for piece in _paragraphs(child, left_out)))
            return
        if name in _PARAGRAPH:
            close()
        if name in _BREAKS:
            waiting.append("-" if name == "noBreakHyphen" else " ")
        elif name in _TEXT or name in ("v", "text"):
            waiting.append(element.text or "")
        for child in element:
            visit(child)
        if name in _PARAGRAPH:
            close()
        elif name == "ruby":
            waiting.append(" ")  # the guide that stood over it is left out

    visit(root)
    close()
    yield from (Piece(text) for text in pieces if text.strip())


def _part(root: ElementTree.Element, left_out: frozenset[str] = frozenset()) -> Iterator[Piece]:
    found = _paragraphs(root, left_out)
    if _local(root) not in ("chartSpace", "chart"):
        return found
    return (Piece(text) for text in dict.fromkeys(_as_shown(piece.text) for piece in found))


def _as_shown(text: str) -> str:
    try:
        return f"{float(text):.12g}" if re.fullmatch(r"\s*-?\d+\.\d{10,}\s*", text) else text
    except ValueError:
        return text


# ---- workbooks ----------------------------------------------------------------------------------


def _is_sheet(root: ElementTree.Element) -> bool:
    return any(_local(child) == "sheetData" for child in root)


def _workbook(parts: dict[str, ElementTree.Element]) -> Iterator[Piece]:
    shared = [
        "".join(piece.text for piece in _paragraphs(item))
        for root in parts.values() if _local(root) == "sst" for item in root if _local(item) == "si"
    ]  # fmt: skip
    cells = [piece for root in parts.values() if _is_sheet(root) for piece in _cells(root, shared)]
    yield from cells
    in_cells = {" ".join(words_of(piece.text)) for piece in cells}
    for root in parts.values():
        kind = _local(root)
        if kind == "workbook":
            sheets = [element for element in root.iter() if _local(element) == "sheet"]
            yield from (Piece(_attribute(sheet, "name")) for sheet in sheets)
        elif kind in ("chartSpace", "chart"):
            found = _part(root, frozenset({"numCache"}))
            yield from (piece for piece in found if " ".join(words_of(piece.text)) not in in_cells)
        elif kind == "comments":
            yield from _comments(root)
        elif not _is_sheet(root) and kind != "sst":
            yield from _part(root)


def _comments(root: ElementTree.Element) -> Iterator[Piece]:
    authors = [element.text or "" for element in root.iter() if _local(element) == "author"]
    for element in root.iter():
        if _local(element) == "comment":
            by = element.get("authorId") or ""
            if not (by.isdigit() and int(by) < len(authors) and authors[int(by)].startswith("tc={")):
                yield from _paragraphs(element)


def _cells(root: ElementTree.Element, shared: list[str]) -> Iterator[Piece]:
    """Texts only: how a number is shown is asked of readers that know the formats."""
    for element in root.iter():
        name = _local(element)
        if name == "c":
            kind = element.get("t") or "n"
            if kind in ("s", "str", "inlineStr"):
                yield Piece(_cell_text(element, kind, shared))
        elif _FOOTERS.fullmatch(name) and element.text:
            yield Piece(_CODE.sub(" ", _PAGE_NUMBER.sub("", element.text)))


def _cell_text(cell: ElementTree.Element, kind: str, shared: list[str]) -> str:
    value = next((child.text or "" for child in cell if _local(child) == "v"), "")
    if kind == "s":
        return shared[int(value)] if value.strip().isdigit() and int(value) < len(shared) else ""
    if kind == "str":
        return value
    return " ".join(piece.text for child in cell if _local(child) == "is" for piece in _paragraphs(child))


# ---- OpenDocument -------------------------------------------------------------------------------


def _opendocument(parts: dict[str, ElementTree.Element]) -> Iterator[Piece]:
    for name, root in parts.items():
        if name.rpartition("/")[2] != "content.xml":
            continue
        is_workbook = any(_local(element) == "spreadsheet" for element in root.iter())
        for element in root.iter():
            if is_workbook and _local(element) == "table" and _attribute(element, "name"):
                yield Piece(_attribute(element, "name"))
            elif _local(element) in ("p", "h"):
                text = _own_text(element)
                yield Piece(text, None, is_only_figures(text))


def _own_text(element: ElementTree.Element) -> str:
    """A paragraph without those that stand inside it (a note's, a comment's): they come by themselves."""
    parts = [element.text or ""]
    for child in element:
        if _local(child) in _BREAKS:
            parts.append(" ")
        elif _local(child) not in ("p", "h", "creator", "date", "date-string", "note-citation", *_LEFT_OUT):
            parts.append(_own_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
