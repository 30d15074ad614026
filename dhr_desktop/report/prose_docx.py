"""A report as Word opens it without a question: headings, numbers, contents, notes, references that all work.

The chair's words stand in content controls that carry only a section's number, so that what is changed in Word finds
its way back. An edition that is published has none, nor any mark of where its sentences came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dhr_desktop.writing.prose import (
    Block,
    Cited,
    Evidence,
    Figure,
    Landing,
    Note,
    Paragraph,
    Run,
    See,
    Style,
    Table,
    Words,
)
from dhr_desktop.writing.word_marks import BROKEN, BULLETS, RUNNING, SECTIONS

from . import word_parts
from .package_out import package, part, xml_text
from .word_parts import FIRST_LIST, W
from .word_template import Template

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
TWIPS_A_POINT, EMU_A_POINT = 20, 12_700
PAGE, MARGIN = (11_906, 16_838), 1_440  # A4 upright, in twips
_PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_NO_ROOM = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
_PART = '<w:docPartObj><w:docPartGallery w:val="Report"/></w:docPartObj>'
"""What kind of control: of this kind LibreOffice leaves fields and links within it whole (measured with 7.4)."""
_STYLES = {
    Style.POINT: "ListBullet", Style.NUMBERED: "ListNumber", Style.QUOTE: "Quote", Style.QUIET: "Quiet",
    Style.TITLE: "Title", Style.SUBTITLE: "Subtitle",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Put:
    """One block, its number as it was counted, how deep that counts, and the bookmark it can be found by."""

    block: Block
    number: str = ""
    depth: int = 0
    bookmark: str = ""
    also: tuple[str, ...] = ()  # more bookmarks on the same paragraph


@dataclass(frozen=True, slots=True)
class Open:
    """Here begins what one content control holds."""

    tag: str
    title: str
    is_locked: bool = False
    bookmark: str = ""  # around the same words: an office program that drops the control's tag keeps this


@dataclass(frozen=True, slots=True)
class Close:
    """Here it ends."""


Item = Put | Open | Close


@dataclass(frozen=True, slots=True)
class Refers:
    """What a reference reads, and where it leads."""

    bookmark: str
    words: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on every page, and what the reader of the file is told."""

    title: str
    head: str
    foot: str
    refers: Mapping[str, Refers] = field(default_factory=dict)
    shows_evidence: bool = False
    is_wide: bool = False
    template: Template | None = None


def report(paper: Paper, items: Iterable[Item]) -> bytes:
    return package(_Writer(paper).parts(list(items)))


class _Writer:
    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._notes: list[str] = []
        self._pictures: list[bytes] = []
        self._bookmarks = 0
        self._controls = 0
        self._lists = 0
        self._in_list = False
        self._breaks = False  # the next block begins a page
        self._tables = 0
        self._contents: list[tuple[int, str, str]] = []
        self._room = _room(is_wide=paper.is_wide)

    def parts(self, items: Sequence[Item]) -> Iterator[tuple[str, bytes]]:
        self._contents = [
            (each.block.level, f"{each.number}\t{each.block.words}" if each.number else each.block.words, each.bookmark)
            for each in items
            if isinstance(each, Put) and isinstance(each.block, Paragraph) and each.block.style is Style.HEADING
            and each.block.level < 2 and each.bookmark
        ]  # fmt: skip
        body = "".join(self._items(items))
        pictures = [(f"word/media/figure-{at}.png", data) for at, data in enumerate(self._pictures, 1)]
        template = self._paper.template
        theme = template.theme if template is not None else b""
        yield "[Content_Types].xml", _types(bool(pictures), has_theme=bool(theme))
        yield "_rels/.rels", _package_rels()
        yield "docProps/core.xml", _core(self._paper.title)
        yield "word/_rels/document.xml.rels", _document_rels(len(pictures), has_theme=bool(theme))
        yield "word/settings.xml", word_parts.settings()
        yield "word/styles.xml", word_parts.styles(self._paper.template)
        yield "word/numbering.xml", word_parts.numbering(self._lists)
        yield "word/footnotes.xml", self._footnotes()
        yield (
            "word/header1.xml",
            part(
                f'<w:hdr xmlns:w="{W}">{_plain(self._paper.head, "Header")}{_plain(template.head, "Header") if template and template.head else ""}</w:hdr>'
            ),
        )
        yield (
            "word/footer1.xml",
            part(
                f'<w:ftr xmlns:w="{W}">{_foot(self._paper.foot)}{_plain(template.foot, "Footer") if template and template.foot else ""}</w:ftr>'
            ),
        )
        yield (
            "word/document.xml",
            part(
                f'<w:document xmlns:w="{W}" xmlns:r="{_OFFICE}" xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main" '
                f'xmlns:pic="{_DRAWING}/picture"><w:body>{body}{self._page()}</w:body></w:document>'
            ),
        )
        yield from pictures
        if theme:
            yield "word/theme/theme1.xml", theme

    # ---- blocks -------------------------------------------------------------------------------------

    def _items(self, items: Iterable[Item]) -> Iterator[str]:
        is_empty, around = False, 0
        for each in items:
            if isinstance(each, Open):
                self._in_list = False
                self._controls += 1
                lock = '<w:lock w:val="sdtContentLocked"/>' if each.is_locked else '<w:lock w:val="sdtLocked"/>'
                yield (
                    f'<w:sdt><w:sdtPr><w:alias w:val="{_attribute(each.title[:60])}"/><w:tag w:val="{_attribute(each.tag)}"/>'
                    f'<w:id w:val="{self._controls}"/>{lock}{_PART}</w:sdtPr><w:sdtContent>'
                )
                is_empty = True
                if each.bookmark:
                    self._bookmarks += 1
                    around = self._bookmarks
                    yield f'<w:bookmarkStart w:id="{around}" w:name="{_attribute(each.bookmark)}"/>'
            elif isinstance(each, Close):
                self._in_list = False
                end = f'<w:bookmarkEnd w:id="{around}"/>' if around else ""
                yield f"{_plain('', 'Normal') if is_empty else ''}{end}</w:sdtContent></w:sdt>"
                is_empty, around = False, 0
            else:
                is_empty = False
                yield self._put(each)

    def _put(self, each: Put) -> str:
        block = each.block
        if isinstance(block, Paragraph) and block.style is Style.BREAK:
            self._breaks = (
                True  # what comes next begins a page: a paragraph of the break's own could fill one by itself
            )
            return ""
        if isinstance(block, Table | Figure):
            self._in_list = False
            before, self._breaks = (_PAGE_BREAK if self._breaks else ""), False
            return before + ("".join(self._table(block)) if isinstance(block, Table) else self._figure(block))
        if not isinstance(block, Paragraph):
            return ""
        if block.style in (Style.WIDE, Style.UPRIGHT):
            return self._turned(to_wide=block.style is Style.WIDE)
        if block.style is Style.CONTENTS:
            return "".join(self._table_of_contents())
        return self._paragraph(block, each)

    def _paragraph(self, block: Paragraph, each: Put) -> str:
        is_numbered_point = block.style is Style.NUMBERED
        if is_numbered_point and not self._in_list:
            self._lists += 1
        self._in_list = is_numbered_point
        if block.style is Style.HEADING:
            level = min(block.level, len(word_parts.HEADING_SIZES) - 1)
            style = f"Heading{level + 1}"
            number = "" if each.number else '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
            number += '<w:ind w:left="0" w:firstLine="0"/>' if not each.number else ""
        elif each.number:
            style = "Numbered"
            how = (
                f'<w:ilvl w:val="{each.depth}"/><w:numId w:val="{SECTIONS}"/>'
                if each.depth
                else f'<w:ilvl w:val="0"/><w:numId w:val="{RUNNING}"/>'
            )
            number = f"<w:numPr>{how}</w:numPr>"
        else:
            style = _STYLES.get(block.style, "Normal")
            number = ""
            if block.style in (Style.POINT, Style.NUMBERED):
                id = BULLETS if block.style is Style.POINT else FIRST_LIST + self._lists - 1
                number = f'<w:numPr><w:ilvl w:val="{block.level}"/><w:numId w:val="{id}"/></w:numPr>'
        named = f'<w:pStyle w:val="{style}"/>' if style != "Normal" or number else ""
        named += "<w:pageBreakBefore/>" if self._breaks else ""
        self._breaks = False
        looks = f"<w:pPr>{named}{number}</w:pPr>" if named else ""
        return f"<w:p>{looks}{self._marked((each.bookmark, *each.also), self._runs(block.runs))}</w:p>"

    def _marked(self, bookmarks: Iterable[str], words: str) -> str:
        for name in filter(None, bookmarks):
            self._bookmarks += 1
            id = self._bookmarks
            words = f'<w:bookmarkStart w:id="{id}" w:name="{_attribute(name)}"/>{words}<w:bookmarkEnd w:id="{id}"/>'
        return words

    def _runs(self, runs: Iterable[Run]) -> str:
        return "".join(map(self._run, runs))

    def _run(self, run: Run) -> str:
        if isinstance(run, Words):
            return _run(run.text, is_strong=run.is_strong, is_stressed=run.is_stressed)
        if isinstance(run, Note):
            self._notes.append(run.text)
            return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{len(self._notes)}"/></w:r>'
        if isinstance(run, Cited):
            return _cited(f"c{run.id}", f"c{run.id}") if self._paper.shows_evidence else ""
        if isinstance(run, Evidence):
            if not self._paper.shows_evidence:
                return ""
            shown = [_cited(f"e{id}", str(id)) for id in run.ids]
            return _cited("", ", ").join(shown)
        if isinstance(run, Landing):
            return self._marked((run.name,), "") if self._paper.shows_evidence else ""
        return self._see(run)

    def _see(self, run: See) -> str:
        held = self._paper.refers.get(run.to)
        if held is None:
            return _run(BROKEN.format(run.to))
        before, _, number = held.words.rpartition(" ")
        if held.is_number:
            return _run(f"{before} ") + _field(f"REF {held.bookmark} \\r \\h", number)
        return f'<w:hyperlink w:anchor="{_attribute(held.bookmark)}" w:history="1">{_run(held.words)}</w:hyperlink>'

    # ---- tables and figures -------------------------------------------------------------------------

    def _table(self, table: Table) -> Iterator[str]:
        if table.caption:
            self._tables += 1
            yield f'<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr>{_counted("Table", self._tables, table.caption)}</w:p>'
        columns = max(len(row) for row in table.rows)
        shares = table.shares if len(table.shares) == columns else (1.0,) * columns
        widths = [round(share * self._room / sum(shares)) for share in shares]
        grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
        says = f'<w:tblCaption w:val="{_attribute(table.caption)}"/>' if table.caption else ""
        yield (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{says}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )
        for at, row in enumerate(table.rows):
            is_head = at == 0
            cells = "".join(self._cell(cell, wide, is_head=is_head) for cell, wide in zip(row, widths, strict=True))
            yield f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{cells}</w:tr>"
        yield "</w:tbl>" + _plain("", "Normal")

    def _cell(self, runs: Sequence[Run], wide: int, *, is_head: bool) -> str:
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{word_parts.SHADE}"/>' if is_head else ""
        style = "CellHead" if is_head else "Cell"
        words = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{self._runs(runs)}</w:p>'
        return f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{shade}</w:tcPr>{words}</w:tc>'

    def _figure(self, figure: Figure) -> str:
        self._pictures.append(figure.data)
        at = len(self._pictures)
        wide, high = round(figure.width * EMU_A_POINT), round(figure.height * EMU_A_POINT)
        says = _attribute(figure.says)
        picture = (
            f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{at}" name="figure-{at}" descr="{says}"/>'
            f'<a:graphic><a:graphicData uri="{_DRAWING}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="{at}" name="figure-{at}.png" descr="{says}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="p{at}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        )
        caption = _counted("Figure", at, figure.caption)
        return (
            f"<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:drawing>{picture}</w:drawing></w:r></w:p>"
            f'<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr>{caption}</w:p>'
        )

    def _table_of_contents(self) -> Iterator[str]:
        yield _plain("Contents", "TOCHeading")
        begin = '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        for at, (level, words, bookmark) in enumerate(self._contents):
            number, _, title = words.rpartition("\t")
            line = _run(f"{number}  {title}" if number else title)
            page = f"<w:r><w:tab/></w:r>{_page_of(bookmark)}"
            link = f'<w:hyperlink w:anchor="{_attribute(bookmark)}" w:history="1">{line}{page}</w:hyperlink>'
            yield f'<w:p><w:pPr><w:pStyle w:val="TOC{level + 1}"/></w:pPr>{begin if at == 0 else ""}{link}</w:p>'
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        yield f"<w:p>{end if self._contents else ''}</w:p>"

    def _footnotes(self) -> bytes:
        told = [
            f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
        ]
        for at, words in enumerate(self._notes, 1):
            told.append(
                f'<w:footnote w:id="{at}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
                f"<w:footnoteRef/></w:r>{_run(f' {words}')}</w:p></w:footnote>"
            )
        return part("".join(told) + "</w:footnotes>")

    def _turned(self, *, to_wide: bool) -> str:
        """The pages before this end here; those behind it stand the other way."""
        self._room = _room(is_wide=to_wide)
        self._breaks = False
        return f"<w:p><w:pPr>{_NO_ROOM}{_page(is_wide=not to_wide)}</w:pPr></w:p>"

    def _page(self) -> str:
        return _page(is_wide=self._paper.is_wide)


def _room(*, is_wide: bool) -> int:
    return (PAGE[1] if is_wide else PAGE[0]) - 2 * MARGIN


def _page(*, is_wide: bool) -> str:
    wide, high = (PAGE[1], PAGE[0]) if is_wide else PAGE
    turned = ' w:orient="landscape"' if is_wide else ""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="r2"/><w:footerReference w:type="default" r:id="r3"/>'
        f'<w:pgSz w:w="{wide}" w:h="{high}"{turned}/><w:pgMar w:top="{MARGIN}" w:right="{MARGIN}" w:bottom="{MARGIN}" w:left="{MARGIN}" '
        'w:header="600" w:footer="600" w:gutter="0"/></w:sectPr>'
    )


# ---- small pieces -------------------------------------------------------------------------------------------


def _run(words: str, *, is_strong: bool = False, is_stressed: bool = False, style: str = "") -> str:
    if not words:
        return ""
    looks = (
        (f'<w:rStyle w:val="{style}"/>' if style else "")
        + ("<w:b/>" if is_strong else "")
        + ("<w:i/>" if is_stressed else "")
    )
    lines = words.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ").split("\n")
    texts = "<w:br/>".join(f'<w:t xml:space="preserve">{xml_text(line)}</w:t>' for line in lines)
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{texts}</w:r>"


def _cited(anchor: str, words: str) -> str:
    said = _run(words, style="Cited")
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{said}</w:hyperlink>' if anchor else said


def _plain(words: str, style: str) -> str:
    looks = "" if style == "Normal" else f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return f"<w:p>{looks}{_run(words)}</w:p>"


def _field(instruction: str, shown: str) -> str:
    """A field in its long form, so that what it shows can be empty until Word counts."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{_run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _counted(sort: str, number: int, words: str) -> str:
    """ "Table 3: …", counted by Word."""
    return _run(f"{sort} ") + _field(f"SEQ {sort} \\* ARABIC", str(number)) + _run(f": {words}")


def _page_of(bookmark: str) -> str:
    return _field(f"PAGEREF {bookmark} \\h", "")


def _foot(words: str) -> str:
    said = _run(f"{words}  ·  " if words else "")
    return f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{said}{_run("Page ")}{_field("PAGE", "1")}{_run(" of ")}{_field("NUMPAGES", "1")}</w:p>'


def _attribute(text: str) -> str:
    return xml_text(" ".join(text.split())).replace('"', "&quot;")


def _types(has_pictures: bool, *, has_theme: bool) -> bytes:
    told = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{sort}+xml"/>'
        for name, sort in (
            ("document", "document.main"), ("styles", "styles"), ("settings", "settings"), ("numbering", "numbering"),
            ("footnotes", "footnotes"), ("header1", "header"), ("footer1", "footer"),
        )
    )  # fmt: skip
    if has_theme:
        told += '<Override PartName="/word/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
    png = '<Default Extension="png" ContentType="image/png"/>' if has_pictures else ""
    return part(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{png}{told}'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _package_rels() -> bytes:
    return part(
        f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
    )


def _core(title: str) -> bytes:
    return part(
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{xml_text(title)}</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>'
    )


def _document_rels(pictures: int, *, has_theme: bool) -> bytes:
    held = [("r1", "styles", "styles.xml"), ("r2", "header", "header1.xml"), ("r3", "footer", "footer1.xml"), ("r4", "settings", "settings.xml"),
            ("r5", "numbering", "numbering.xml"), ("r6", "footnotes", "footnotes.xml")]  # fmt: skip
    held += [("r7", "theme", "theme/theme1.xml")] if has_theme else []
    held += [(f"p{at}", "image", f"media/figure-{at}.png") for at in range(1, pictures + 1)]
    told = "".join(f'<Relationship Id="{id}" Type="{_OFFICE}/{sort}" Target="{target}"/>' for id, sort, target in held)
    return part(f'<Relationships xmlns="{_RELS}">{told}</Relationships>')
