"""Tables as a workbook: every cell is text and stays text, whatever sign it begins with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dhr_desktop.core.signs import in_one_line

from .package_out import package, part, xml_text

LONGEST_CELL = 32_000  # Excel holds 32,767 letters; what is longer goes on in the row beneath
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
LONGEST_MARGIN = 100  # each sign may be doubled, and the page number stands beside it
CONTINUED = "(goes on) "


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    columns: Sequence[str]
    widths: Sequence[float]
    rows: Iterable[Sequence[str]]
    has_filter: bool = False


def workbook(sheets: Sequence[Sheet], marking: str = "") -> bytes:
    """The sheets as a file; a marking stands at the head and foot of every printed page of every sheet."""
    return package(_parts(sheets, marking))


def _parts(sheets: Sequence[Sheet], marking: str) -> Iterable[tuple[str, bytes]]:
    numbers = range(1, len(sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for n in numbers
    )
    yield (
        "[Content_Types].xml",
        part(
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            '<Override PartName="/xl/styles.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
            f"{overrides}</Types>"
        ),
    )
    yield (
        "_rels/.rels",
        part(
            f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ),
    )
    listed = "".join(
        f'<sheet name="{xml_text(each.name)}" sheetId="{n}" r:id="r{n}"/>'
        for n, each in zip(numbers, sheets, strict=True)
    )
    yield "xl/workbook.xml", part(f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>')
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        part(
            f'<Relationships xmlns="{_RELS}">{links}<Relationship Id="s1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
            "</Relationships>"
        ),
    )
    yield "xl/styles.xml", part(_STYLES)
    for n, each in zip(numbers, sheets, strict=True):
        yield f"xl/worksheets/sheet{n}.xml", part("".join(_sheet(each, marking)))


_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="10"/><name val="Calibri"/></font>'
    '<font><b/><sz val="10"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8ECF1"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2">'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def _sheet(sheet: Sheet, marking: str) -> Iterable[str]:
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{wide:g}" customWidth="1"/>' for at, wide in enumerate(sheet.widths, 1)
    )
    yield (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{columns}</cols><sheetData>'
    )
    yield _row(sheet.columns, 1)
    count = 1
    for row in sheet.rows:
        for one in _pieces(row):
            count += 1
            yield _row(one, 0)
    last = f"{_letters(len(sheet.columns))}{count}"
    yield "</sheetData>" + (f'<autoFilter ref="A1:{last}"/>' if sheet.has_filter else "")
    yield '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    said = "&amp;C" + xml_text(_in_a_margin(marking)) if marking else ""
    head = f"<oddHeader>{said}</oddHeader>" if said else ""
    yield f"<headerFooter>{head}<oddFooter>{said}&amp;Rpage &amp;P of &amp;N</oddFooter></headerFooter></worksheet>"


def _in_a_margin(marking: str) -> str:
    """Excel calls a workbook broken whose head or foot has more than 255 signs; a single & begins a command."""
    line = in_one_line(marking)
    line = line if len(line) <= LONGEST_MARGIN else f"{line[: LONGEST_MARGIN - 1]}…"
    return line.replace("&", "&&")


def _row(cells: Sequence[str], style: int) -> str:
    return f"<row>{''.join([_cell(cell, style) for cell in cells])}</row>"


def _cell(text: str, style: int) -> str:
    if not text:
        return f'<c s="{style}"/>'
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{_held(text)}</t></is></c>'


def _held(text: str) -> str:
    """A carriage return would come back as letters, and letters that look like one as a carriage return."""
    return xml_text(_LOOKS_ESCAPED.sub("_x005F_", text.replace("\r\n", "\n").replace("\r", "\n")))


def _pieces(row: Sequence[str]) -> Iterable[Sequence[str]]:
    """One row, or several where a cell holds more than Excel takes."""
    if all(len(cell) <= LONGEST_CELL for cell in row):
        yield row
        return
    parts = [[cell[at : at + LONGEST_CELL] for at in range(0, len(cell), LONGEST_CELL)] or [""] for cell in row]
    for at in range(max(map(len, parts))):
        yield [(CONTINUED if at and len(each) > at else "") + (each[at] if len(each) > at else "") for each in parts]


def _letters(column: int) -> str:
    made = ""
    while column:
        column, left = divmod(column - 1, 26)
        made = chr(65 + left) + made
    return made
