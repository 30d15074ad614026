"""A document as Word opens it without a question: real headings, tables whose header repeats, page X of Y.

Every part is written here, so nothing is in the file that was not put there: no author, no dates, no
thumbnail, no marks of editing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .package_out import package, part, xml_text

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TWIPS_A_CM = 567
PAGE_CM = (29.7, 21.0)  # A4 on its side
MARGIN_CM = 1.5


@dataclass(frozen=True, slots=True)
class Heading:
    words: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: str
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`shares` of the page's width; `description` is what a screen reader says of it."""

    columns: Sequence[str]
    shares: Sequence[float]
    rows: Iterable[Sequence[str]]
    description: str = ""


Block = Heading | Paragraph | Table


def document(title: str, head: str, foot: str, blocks: Iterable[Block]) -> bytes:
    """A landscape document; `head` stands on every page, `foot` before the page's number."""
    return package(_parts(title, head, foot, blocks))


def _parts(title: str, head: str, foot: str, blocks: Iterable[Block]) -> Iterable[tuple[str, bytes]]:
    yield (
        "[Content_Types].xml",
        part(
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
            f'<Override PartName="/word/settings.xml" ContentType="{_TYPE}.settings+xml"/>'
            f'<Override PartName="/word/header1.xml" ContentType="{_TYPE}.header+xml"/>'
            f'<Override PartName="/word/footer1.xml" ContentType="{_TYPE}.footer+xml"/>'
            '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
            "</Types>"
        ),
    )
    yield (
        "_rels/.rels",
        part(
            f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
            '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/></Relationships>'
        ),
    )
    yield (
        "docProps/core.xml",
        part(
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{xml_text(title)}</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>"
        ),
    )
    yield (
        "word/_rels/document.xml.rels",
        part(
            f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
            f'<Relationship Id="r2" Type="{_OFFICE}/header" Target="header1.xml"/>'
            f'<Relationship Id="r3" Type="{_OFFICE}/footer" Target="footer1.xml"/>'
            f'<Relationship Id="r4" Type="{_OFFICE}/settings" Target="settings.xml"/></Relationships>'
        ),
    )
    yield (
        "word/settings.xml",
        part(
            f'<w:settings xmlns:w="{_W}"><w:compat><w:compatSetting w:name="compatibilityMode" '
            'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
        ),
    )
    yield "word/styles.xml", part(_STYLES)
    yield "word/header1.xml", part(f'<w:hdr xmlns:w="{_W}">{_paragraph(head, "Header")}</w:hdr>')
    yield (
        "word/footer1.xml",
        part(
            f'<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{_run(f"{foot}  ·  page ")}'
            f"{_field('PAGE')}{_run(' of ')}{_field('NUMPAGES')}</w:p></w:ftr>"
        ),
    )
    body = "".join(_block(each) for each in blocks)
    yield (
        "word/document.xml",
        part(f'<w:document xmlns:w="{_W}" xmlns:r="{_OFFICE}"><w:body>{body}{_section()}</w:body></w:document>'),
    )


def _section() -> str:
    wide, high, edge = (round(cm * TWIPS_A_CM) for cm in (*PAGE_CM, MARGIN_CM))
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="r2"/><w:footerReference w:type="default" r:id="r3"/>'
        f'<w:pgSz w:w="{wide}" w:h="{high}" w:orient="landscape"/><w:pgMar w:top="{edge}" w:right="{edge}" '
        f'w:bottom="{edge}" w:left="{edge}" w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>'
    )


_FONT = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri" w:eastAsia="Calibri"/>'
_STYLES = (
    f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>{_FONT}<w:sz w:val="18"/><w:szCs w:val="18"/>'
    '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:after="80"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="160" w:after="80"/><w:outlineLvl w:val="{level - 1}"/>'
        f'</w:pPr><w:rPr><w:b/><w:color w:val="1F3A5F"/><w:sz w:val="{size}"/></w:rPr></w:style>'
        for level, size in ((1, 32), (2, 24), (3, 20))
    )
    + '<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/>'
    '<w:rPr><w:b/><w:color w:val="A3221D"/><w:sz w:val="16"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/>'
    '<w:rPr><w:color w:val="556070"/><w:sz w:val="16"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Quiet"><w:name w:val="Quiet"/><w:basedOn w:val="Normal"/>'
    '<w:rPr><w:color w:val="556070"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Cell"><w:name w:val="Table text"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:spacing w:after="0"/></w:pPr><w:rPr><w:sz w:val="16"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="CellHead"><w:name w:val="Table heading"/><w:basedOn w:val="Cell"/>'
    "<w:rPr><w:b/></w:rPr></w:style>"
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar>'
    '<w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
    '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr>'
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="C9CED6"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style></w:styles>"
)


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return _paragraph(block.words, f"Heading{block.level}")
    if isinstance(block, Paragraph):
        return _paragraph(block.words, "Quiet" if block.is_quiet else "Normal")
    return "".join(_table(block))


def _table(table: Table) -> Iterable[str]:
    room = (PAGE_CM[0] - 2 * MARGIN_CM) * TWIPS_A_CM
    widths = [round(share * room / sum(table.shares)) for share in table.shares]
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    about = f'<w:tblCaption w:val="{_attribute(table.description)}"/>' if table.description else ""
    yield (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/>{about}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )
    before = [f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr>' for wide in widths]
    shaded = [
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E8ECF1"/></w:tcPr>'
        for wide in widths
    ]
    header = "".join(
        f"{start}{_paragraph(words, 'CellHead')}</w:tc>" for start, words in zip(shaded, table.columns, strict=True)
    )
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{header}</w:tr>"
    for row in table.rows:
        cells = [f"{start}{_paragraph(words, 'Cell')}</w:tc>" for start, words in zip(before, row, strict=True)]
        yield f"<w:tr>{''.join(cells)}</w:tr>"
    yield "</w:tbl>" + _paragraph("", "Normal")


def _paragraph(words: str, style: str) -> str:
    look = "" if style == "Normal" else f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return f"<w:p>{look}{_run(words) if words else ''}</w:p>"


def _run(words: str) -> str:
    """A run of text, its own line breaks kept."""
    if "\n" not in words and "\r" not in words and "\t" not in words:
        return f'<w:r><w:t xml:space="preserve">{xml_text(words)}</w:t></w:r>'
    lines = words.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ").split("\n")
    texts = [f'<w:t xml:space="preserve">{xml_text(line)}</w:t>' for line in lines]
    return f"<w:r>{'<w:br/>'.join(texts)}</w:r>"


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _attribute(text: str) -> str:
    return xml_text(text).replace('"', "&quot;")
