"""What every report in Word is dressed in: styles, numbering, settings. Its own, so that nothing comes along unseen."""

from __future__ import annotations

import re

from dhr_desktop.writing.word_marks import BULLETS, RUNNING, SECTIONS

from .package_out import part
from .word_template import Template

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
INK, QUIET, RED, LINE, SHADE = "1F3A5F", "556070", "A3221D", "9AA3AF", "E8ECF1"
BODY_SIZE, HEADING_SIZES = 22, (32, 26, 24, 22)  # half points
FIRST_LIST = 10
DEEPEST = 4

_FONT = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri" w:eastAsia="Calibri"/>'


def styles(template: Template | None = None) -> bytes:
    """Our own; where a partnership's template has a style of the same name, with its look and not its numbering."""
    own = _own_styles()
    if template is None:
        return part(own)
    if template.defaults:
        own = re.sub(
            r"(<w:rPrDefault><w:rPr>).*?(<w:lang)",
            lambda match: f"{match[1]}{template.defaults}{match[2]}",
            own,
            count=1,
        )
    return part(_STYLE.sub(lambda match: _dressed(match[0], template), own))


_STYLE = re.compile(r'<w:style w:type="paragraph".*?</w:style>')
_STYLE_NAME = re.compile(r'<w:name w:val="([^"]+)"/>')
_STANDS = re.compile(r"<w:pPr>(.*?)</w:pPr>")
_KEPT_OF_OURS = re.compile(r"<w:numPr>.*?</w:numPr>|<w:outlineLvl [^>]*/>")


def _dressed(style: str, template: Template) -> str:
    """One style with the template's look; its number and its place in the outline stay ours."""
    name = _STYLE_NAME.search(style)
    stands, looks = template.looks.get(name[1].casefold(), ("", "")) if name else ("", "")
    if not stands and not looks:
        return style
    ours = _STANDS.search(style)
    number = "".join(each for each in _KEPT_OF_OURS.findall(ours[1]) if "numPr" in each) if ours else ""
    outline = "".join(each for each in _KEPT_OF_OURS.findall(ours[1]) if "outlineLvl" in each) if ours else ""
    early, late = _parted(stands)
    bare = re.sub(r"<w:pPr>.*?</w:pPr>", "", style)
    bare = re.sub(r"<w:rPr>.*?</w:rPr>", "", bare) if looks else bare
    held = re.search(r"<w:rPr>.*?</w:rPr>", bare)
    words = f"<w:rPr>{looks}</w:rPr>" if looks else held[0] if held else ""
    bare = bare.replace(words, "") if not looks and held else bare
    paragraph = f"<w:pPr>{early}{number}{late}{outline}</w:pPr>" if early or number or late or outline else ""
    return bare.replace("</w:style>", f"{paragraph}{words}</w:style>")


def _parted(stands: str) -> tuple[str, str]:
    """What the standard has before a paragraph's number, and what behind it."""
    early = "".join(re.findall(r"<w:(?:keepNext|keepLines|pageBreakBefore|widowControl)[^>]*/>", stands))
    late = re.sub(r"<w:(?:keepNext|keepLines|pageBreakBefore|widowControl)[^>]*/>", "", stands)
    return early, late


def _own_styles() -> str:
    told = [
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{_FONT}<w:sz w:val="{BODY_SIZE}"/><w:szCs w:val="{BODY_SIZE}"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>',
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>',
        _table_styles(),
    ]
    for level, size in enumerate(HEADING_SIZES, 1):
        number = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{SECTIONS}"/></w:numPr>' if level <= 3 else ""
        before = (360, 280, 240, 200)[level - 1]
        told.append(
            f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/><w:basedOn w:val="Normal"/>'
            f'<w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/>{number}<w:spacing w:before="{before}" w:after="120"/>'
            f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/><w:color w:val="{INK}"/><w:sz w:val="{size}"/></w:rPr></w:style>'
        )
    told += [
        _style("Title", "Title", after=240, before=240, size=52, colour=INK, bold=True, centred=True),
        _style("Subtitle", "Subtitle", after=240, size=28, colour=QUIET, centred=True),
        _style("Numbered", "Numbered paragraph"),
        _style("ListBullet", "List Bullet", after=60),
        _style("ListNumber", "List Number", after=60),
        _style("Quote", "Quote", italic=True, indent=567),
        _style("Quiet", "Quiet", colour=QUIET, italic=True),
        _style("Caption", "caption", after=80, before=160, bold=True, size=20, colour=INK, keeps=True),
        _style("Header", "header", size=18, colour=RED, bold=True, centred=True),
        _style("Footer", "footer", size=18, colour=QUIET, centred=True),
        _style("TOCHeading", "TOC Heading", after=160, size=HEADING_SIZES[0], bold=True, colour=INK),
        _contents_style(1, 0), _contents_style(2, 284),
        _style("FootnoteText", "footnote text", after=0, size=18),
        _style("Cell", "Table text", after=0, size=18),
        _style("CellHead", "Table heading", after=0, size=18, bold=True),
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
        f'<w:style w:type="character" w:styleId="Cited"><w:name w:val="Cited"/><w:rPr><w:color w:val="{QUIET}"/><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
        "</w:styles>",
    ]  # fmt: skip
    return "".join(told)


def _style(
    id: str, name: str, *, after: int = 120, before: int = 0, size: int = 0, colour: str = "", bold: bool = False,
    italic: bool = False, centred: bool = False, indent: int = 0, keeps: bool = False,
) -> str:  # fmt: skip
    looks = (
        ("<w:b/>" if bold else "")
        + ("<w:i/>" if italic else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (f'<w:sz w:val="{size}"/>' if size else "")
    )
    stands = (
        ("<w:keepNext/>" if keeps else "")
        + f'<w:spacing w:before="{before}" w:after="{after}"/>'
        + (f'<w:ind w:left="{indent}" w:right="{indent}"/>' if indent else "")
        + ('<w:jc w:val="center"/>' if centred else "")
    )
    return (
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{stands}</w:pPr>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}</w:style>"
    )


def _contents_style(level: int, indent: int) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="TOC{level}"><w:name w:val="toc {level}"/><w:basedOn w:val="Normal"/><w:pPr>'
        f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9020"/></w:tabs><w:spacing w:after="60"/><w:ind w:left="{indent}"/></w:pPr></w:style>'
    )


def _table_styles() -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
        '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr>'
        f"<w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style>"
    )


def numbering(lists: int) -> bytes:
    """Sections and their paragraphs in one scheme, paragraphs in one count, points, and `lists` lists that begin at 1."""
    told = [f'<w:numbering xmlns:w="{W}">']
    told.append(
        _abstract(
            SECTIONS,
            [
                (level, "decimal", ".".join(f"%{n}" for n in range(1, level + 2)), (567, 709, 851, 993)[level])
                for level in range(DEEPEST)
            ],
            heads=True,
        )
    )
    told.append(_abstract(RUNNING, [(0, "decimal", "%1", 567)]))
    told.append(
        _abstract(BULLETS, [(level, "bullet", ("•", "–", "·")[level], 340 + 340 * level) for level in range(3)])
    )
    told.append(
        _abstract(
            FIRST_LIST,
            [
                (level, ("decimal", "lowerLetter", "lowerRoman")[level], f"%{level + 1}.", 397 + 397 * level)
                for level in range(3)
            ],
        )
    )
    for id in (SECTIONS, RUNNING, BULLETS):
        told.append(f'<w:num w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>')
    for at in range(lists):
        told.append(
            f'<w:num w:numId="{FIRST_LIST + at}"><w:abstractNumId w:val="{FIRST_LIST}"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    return part("".join(told) + "</w:numbering>")


def _abstract(id: int, levels: list[tuple[int, str, str, int]], *, heads: bool = False) -> str:
    told = [f'<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="multilevel"/>']
    for level, sort, words, indent in levels:
        head = f'<w:pStyle w:val="Heading{level + 1}"/>' if heads and level < 3 else ""
        hanging = indent if heads or id == RUNNING else 340
        told.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{sort}"/>{head}<w:lvlText w:val="{words}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{indent}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
        )
    return "".join(told) + "</w:abstractNum>"


def settings() -> bytes:
    return part(
        f'<w:settings xmlns:w="{W}"><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
    )
