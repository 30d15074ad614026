"""Files made to hurt: every kind the safety specification lists, small enough to keep as code."""

from __future__ import annotations

import io
import random
import struct
import zipfile

from . import making

CT = "[Content_Types].xml"
RELS = "_rels/.rels"
DOC = "word/document.xml"
BOOK = "xl/workbook.xml"
SHEET = "xl/worksheets/sheet1.xml"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(sheet, *, shared="", styles="", more=None):
    """A workbook whose one sheet is this XML."""
    rels = [("r1", f"{R}/worksheet", "worksheets/sheet1.xml")]
    parts = {
        CT: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        RELS: f'<Relationships xmlns="{RELATION}"><Relationship Id="r1" Type="{R}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        BOOK: f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        SHEET: sheet,
    }
    if shared:
        parts["xl/sharedStrings.xml"] = shared
        rels.append(("r2", f"{R}/sharedStrings", "sharedStrings.xml"))
    if styles:
        parts["xl/styles.xml"] = styles
        rels.append(("r3", f"{R}/styles", "styles.xml"))
    listed = "".join(f'<Relationship Id="{i}" Type="{t}" Target="{to}"/>' for i, t, to in rels)
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{RELATION}">{listed}</Relationships>'
    return making.package({**parts, **(more or {})})


def sheet(inside):
    return f'<worksheet xmlns="{S}"><sheetData>{inside}</sheetData></worksheet>'


def with_part(data, name, content):
    """The same package with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as held, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in held.namelist():
            if part != name:
                made.writestr(part, held.read(part))
        made.writestr(name, content)
    return out.getvalue()


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">' + "".join(
        f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)
    ) + "]><w>&j;</w>"
)  # fmt: skip
XXE_FILE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
XXE_NET = '<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>'
QUADRATIC = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "' + "x" * 60_000 + '">]><a>' + "&x;" * 5_000 + "</a>"
GOOD_DOC = making.document(making.table([("Date", "Event"), ("1/2/2012", "Seen")]))
GOOD_BOOK = making.workbook([("Date", "Event"), ("1/2/2012", "Seen")])
GOOD_ODS = making.spreadsheet([("Date", "Event"), ("1/2/2012", "Seen")])


def _lying_size():
    data = bytearray(GOOD_DOC)
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)  # the directory says ten bytes
    return bytes(data)


def _encrypted_part():
    data = bytearray(GOOD_DOC)
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, 1)
    return bytes(data)


def _twice():
    out = io.BytesIO(GOOD_DOC)
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr(DOC, "<other/>")
    return out.getvalue()


def _bomb(name, size):
    return with_part(GOOD_DOC, name, b" " * size)


def _nested(depth):
    inner = making.paragraph("deep")
    for _ in range(depth):
        inner = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    return making.document(inner)


def _row(number, reference, text="x"):
    return f'<row r="{number}"><c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def _shared(index):
    return workbook(
        sheet(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>'),
        shared=f'<sst xmlns="{S}"><si><t>a</t></si></sst>',
    )


SHARED_BOOK = _shared("0")

KINDS = {
    **{f"{what} in {part}": (lambda part=part, xml=xml, good=good: with_part(good, part, xml))
       for what, xml in (("billion laughs", LAUGHS), ("quadratic blow-up", QUADRATIC), ("outside file", XXE_FILE), ("outside address", XXE_NET))
       for part, good in ((DOC, GOOD_DOC), (RELS, GOOD_DOC), (BOOK, GOOD_BOOK), (SHEET, GOOD_BOOK), ("xl/sharedStrings.xml", SHARED_BOOK),
                          ("content.xml", GOOD_ODS))},
    "a huge part": lambda: _bomb("word/media/image1.png", 250 * 2**20),
    "a part that unpacks a thousandfold": lambda: _bomb("word/document2.xml", 20 * 2**20),
    "far corner": lambda: workbook(sheet(_row(1, "A1") + _row(1_048_576, "XFD1048576"))),
    "a cell beyond the last row": lambda: workbook(sheet(_row(99_999_999_999, "A99999999999"))),
    "a cell beyond the last column": lambda: workbook(sheet(_row(1, "ZZZZZZZ1"))),
    "rows at the last column": lambda: workbook(sheet("".join(_row(at, f"XFD{at}") for at in range(1, 20_001)))),
    "a wrong dimension": lambda: workbook(f'<worksheet xmlns="{S}"><dimension ref="A1"/><sheetData>{"".join(_row(at, f"A{at}") for at in range(1, 63))}</sheetData></worksheet>'),
    "a merge of the whole sheet": lambda: workbook(f'<worksheet xmlns="{S}"><sheetData>{_row(1, "A1")}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'),
    "a negative string": lambda: _shared("-1"),
    "a string that is not there": lambda: _shared("1000000000"),
    "a style that is not there": lambda: workbook(sheet('<row r="1"><c r="A1" s="9999"><v>41000</v></c></row>')),
    "a bad type": lambda: workbook(sheet('<row r="1"><c r="A1" t="date"><v>not a date</v></c></row>')),
    "a date far away": lambda: workbook(sheet('<row r="1"><c r="A1" s="0"><v>1e308</v></c></row>'), styles=f'<styleSheet xmlns="{S}"><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>'),
    "not a number": lambda: workbook(sheet('<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>inf</v></c></row>')),
    "a cell of a million letters": lambda: workbook(sheet(_row(1, "A1", "x" * 1_000_000))),
    "no sheets": lambda: making.package({RELS: f'<Relationships xmlns="{RELATION}"/>', "xl/x.xml": "<x/>"}),
    "a sheet that is missing": lambda: with_part(GOOD_BOOK, "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{RELATION}"/>'),
    "a relation to outside the package": lambda: with_part(GOOD_BOOK, "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{RELATION}"><Relationship Id="rId1" Type="{R}/worksheet" Target="../../../../etc/passwd"/></Relationships>'),
    "an external sheet": lambda: with_part(GOOD_BOOK, "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{RELATION}"><Relationship Id="rId1" Type="{R}/worksheet" TargetMode="External" Target="file:///etc/passwd"/></Relationships>'),
    "a span of twenty million": lambda: making.document("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='20000000'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"),
    "a negative span": lambda: making.document("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='-5'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"),
    "tables 80 deep": lambda: _nested(80),
    "tables 20,000 deep": lambda: _nested(20_000),
    "300,000 paragraphs": lambda: making.document("<w:p/>" * 300_000),
    "a remote template": lambda: with_part(GOOD_DOC, "word/_rels/document.xml.rels", f'<Relationships xmlns="{RELATION}"><Relationship Id="r9" Type="{R}/attachedTemplate" TargetMode="External" Target="http://127.0.0.1:9/x.dotm"/></Relationships>'),
    "a picture on another computer": lambda: with_part(GOOD_DOC, "word/_rels/document.xml.rels", f'<Relationships xmlns="{RELATION}"><Relationship Id="r9" Type="{R}/image" TargetMode="External" Target="\\\\127.0.0.1\\share\\x.png"/></Relationships>'),
    "macros": lambda: with_part(GOOD_DOC, "word/vbaProject.bin", b"\xd0\xcf\x11\xe0"),
    "a package inside": lambda: with_part(GOOD_DOC, "word/embeddings/inner.xlsx", GOOD_BOOK),
    "a duplicate part": _twice,
    "names that clash by case": lambda: with_part(GOOD_DOC, "WORD/Document.XML", "<x/>"),
    "a name with ..": lambda: with_part(GOOD_DOC, "../../evil.xml", "<x/>"),
    "an absolute name": lambda: with_part(GOOD_DOC, "/etc/evil.xml", "<x/>"),
    "a drive's name": lambda: with_part(GOOD_DOC, "C:\\evil.xml", "<x/>"),
    "6,000 parts": lambda: making.package({DOC: "<x/>", **{f"word/p{at}.xml": "" for at in range(6_000)}}),
    "an encrypted part": _encrypted_part,
    "a size that lies": _lying_size,
    "no content types": lambda: making.package({DOC: "<w:document xmlns:w='x'/>"}),
    "no body": lambda: with_part(GOOD_DOC, DOC, "<w:document xmlns:w='x'/>"),
    "half a document": lambda: GOOD_DOC[: len(GOOD_DOC) // 2],
    "half an XML part": lambda: with_part(GOOD_DOC, DOC, "<w:document xmlns:w='x'><w:bo"),
    "random bytes": lambda: random.Random(7).randbytes(20_000),
    "a ZIP of nothing": lambda: b"PK\x05\x06" + b"\0" * 18,
    "a ZIP's start and no more": lambda: b"PK\x03\x04" + b"\0" * 40,
    "an OLE file of nothing": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "an OLE workbook of nothing": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"),
    "a bare BIFF record": lambda: b"\x09\x08\x10\x00" + b"\xff" * 400,
    "a text of one long line": lambda: b"x," * 5_000_000,
    "a text of a million columns": lambda: b"Date,Event\n" + b"," * 1_000_000,
    "a text of NULs": lambda: b"Date\0,Event\0\n1/2/2012\0,x\0\n" * 100,
    "an unclosed quote": lambda: b'Date,Event\n1/2/2012,"never closed\n' + b"line\n" * 50_000,
    "mixed line ends": lambda: b"Date,Event\r1/2/2012,a\n2/2/2012,b\r\n3/2/2012,c\n\r",
    "UTF-16 cut in a letter": lambda: "Date,Event\n1/2/2012,é".encode("utf-16")[:-1],
    "formulas to run": lambda: b"Date,Event\n1/2/2012,=cmd|' /C calc'!A0\n2/2/2012,@SUM(1)\n3/2/2012,+1\n4/2/2012,-1\n",
    "right-to-left tricks": lambda: "Date,Event\n1/2/2012,\u202eevil\u202c\u200b\u2066\n".encode(),
    "a date cell of 5,000 letters": lambda: b"Date,Event\n" + b"1/" * 2_500 + b",x\n1/2/2012,y\n",
    "a million repeated cells": lambda: making.spreadsheet([("Date", "Event")], extra='<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16000"><text:p>x</text:p></table:table-cell></table:table-row>'),
    "ODS encrypted": lambda: with_part(GOOD_ODS, "META-INF/manifest.xml", "<m><encryption-data/></m>"),
    "a rich text 100,000 deep": lambda: b"{\\rtf1 " + b"{" * 100_000,
    "a rich text of tables 90 deep": lambda: b"{\\rtf1 \\pard\\intbl\\itap90 x\\nestcell}",
    "a rich text that skips past its end": lambda: b"{\\rtf1 a\\bin999999999 b}",
    "a rich text of one long number": lambda: b"{\\rtf1 \\u99999999999999999999 a\\fs" + b"9" * 400 + b"}",
    "a rich text cut in a control word": lambda: b"{\\rtf1 abc\\'e",
    "an OpenDocument text of repeats": lambda: making.text_document('<table:table><table:table-row table:number-rows-repeated="99999999"><table:table-cell table:number-columns-repeated="99999999"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'),
    "an OpenDocument text of tables 60 deep": lambda: making.text_document("<table:table><table:table-row><table:table-cell>" * 60 + "<text:p>x</text:p>" + "</table:table-cell></table:table-row></table:table>" * 60),
    "a PDF that is its own page": lambda: b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]/Count 9>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    "half a PDF": lambda: making.printed([[("Date", "Event"), ("1/2/2012", "x")]])[:500],
    "drawings 500 deep": lambda: making.document("<w:p><w:r>" + "<w:pict><w:txbxContent><w:p><w:r>" * 500 + "</w:r></w:p></w:txbxContent></w:pict>" * 500 + "</w:r></w:p>"),
    "a document that takes itself in": lambda: making.word_package('<w:altChunk xmlns:r="r" r:id="c"/>', relations=[("c", "aFChunk", "document.xml")]),
    "a picture of 50,000 × 50,000": lambda: b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 50_000, 50_000, 8, 2, 0, 0, 0),
}  # fmt: skip
