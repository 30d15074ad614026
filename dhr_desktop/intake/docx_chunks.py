"""Files that Word is asked to take into a document when it opens it (`altChunk`): read here, or named as not read."""

from __future__ import annotations

import re
from collections.abc import Callable

from .package import Package, Parts, relations
from .pages import Cell, Document, Grid, GridRow, Refused, clean
from .text_encoding import decode_text
from .web_text import read_web_text

DEEPEST_CHUNK = 3


class Chunks:
    def __init__(self, package: Parts, part: str, document: Document, depth: int) -> None:
        self._package, self._document, self._depth = package, document, depth
        self._relations = relations(package, part)
        self._count = 0
        self.numbering: tuple[Callable[[], int], Callable[[], str]]

    def read(self, relation: str, paragraphs: list[GridRow]) -> None:
        """The chunk's paragraphs among those of the document, its tables among the document's tables."""
        kind, target = self._relations.get(relation, ("", ""))
        if not target or not self._package.has(target):
            if not kind.startswith("external"):
                self._document.warnings.append("This file asks for a piece of text that is not in it.")
            return
        self._count += 1
        name = target.rpartition("/")[2]
        data = self._package.read(target)
        try:
            inserted = self._as_document(data)
        except Refused:
            words = len(re.findall(rb"[A-Za-z]{2,}", re.sub(rb"<[^>]*>", b" ", data)))
            self._document.warnings.append(
                f"A file inside this document ({name}, about {words:,} words) is shown by Word as part of the text. It could "
                "not be read here: ask the agency to save the document anew from Word, which makes it ordinary text."
            )
            return
        self._document.warnings.append(
            f"A file inside this document ({name}) is shown by Word as part of the text and was read so."
        )
        self._take(inserted, paragraphs)

    def _as_document(self, data: bytes) -> Document:
        if data.startswith(b"PK"):
            from .docx import read_parts

            if self._depth >= DEEPEST_CHUNK:
                raise Refused("Documents within documents")
            package = Package(data)
            document = read_parts(package, self._depth + 1)
            document.warnings[:0] = package.notes
            return document
        start = data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
        if start.startswith(b"{\\rtf"):
            from .rtf import read_rtf

            return read_rtf(data)
        text = decode_text(data).text
        if start.startswith(b"mime-version") or b"content-type:" in start:
            raise Refused("A web page in one file")
        if "<" in text[:2_000] and re.search(r"<(?:html|body|p|div|table|span|h\d|!doctype)\b", text[:20_000], re.I):
            return read_web_text(text)
        rows = [GridRow(at, {0: Cell(line)}) for at, each in enumerate(text.splitlines(), 1) if (line := clean(each))]
        return Document("txt", [Grid.of_paragraphs(rows)])

    def _take(self, inserted: Document, paragraphs: list[GridRow]) -> None:
        next_paragraph, next_table = self.numbering
        for grid in inserted.grids:
            if grid.is_paragraphs:
                for row in grid.rows:
                    paragraphs.append(GridRow(next_paragraph(), row.cells, row.is_hidden))
            else:
                grid.name = next_table()
                self._document.grids.append(grid)
        self._document.asides += inserted.asides
        self._document.warnings += [each for each in inserted.warnings if each not in self._document.warnings]
        for what, count in inserted.counts.items():
            self._document.counts[what] = self._document.counts.get(what, 0) + count
