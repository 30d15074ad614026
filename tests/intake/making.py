"""Small office files made for tests, by the libraries agencies' programs are closest to. All invented."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def workbook(rows, *, title="Chronology", prepare=None):
    """The bytes of a workbook with these rows; `prepare(book, sheet)` changes it before it is saved."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if prepare:
        prepare(book, sheet)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def document(body):
    """The bytes of a Word document with this XML as its body."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }
    return package(parts)


RELATION = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word_package(body, *, parts=None, relations=(), styles=""):
    """A Word document with more parts; a relation is its id, its kind and its target (outside when it has a scheme)."""
    with zipfile.ZipFile(io.BytesIO(document(body))) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    held.update(parts or {})
    lines = list(relations)
    if styles:
        held["word/styles.xml"] = f'<w:styles xmlns:w="{W}">{styles}</w:styles>'
        lines.append(("rs", "styles", "styles.xml"))
    held["word/_rels/document.xml.rels"] = relations_part(lines)
    return package(held)


def relations_part(lines):
    listed = "".join(
        f'<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"{OUTSIDE if ":" in target else ""}/>'
        for id, kind, target in lines
    )
    return f'<Relationships xmlns="{RELATION}">{listed}</Relationships>'


OUTSIDE = ' TargetMode="External"'


def package(parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def paragraph(text):
    return f"<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def table(rows):
    """A Word table; a cell is its text, or XML when it begins with <."""

    def cell(text):
        return f"<w:tc>{text if text.startswith('<') else paragraph(text)}</w:tc>"

    lines = ["<w:tr>" + "".join(cell(each) for each in row) + "</w:tr>" for row in rows]
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def spreadsheet(rows, *, extra=""):
    """A small OpenDocument workbook; a row is its cells' texts."""
    office, table, text = (f"urn:oasis:names:tc:opendocument:xmlns:{each}:1.0" for each in ("office", "table", "text"))
    lines = "".join(
        "<table:table-row>" + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" if cell else "<table:table-cell/>" for cell in row)
        + "</table:table-row>" for row in rows
    )  # fmt: skip
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:table="{table}" xmlns:text="{text}"><office:body><office:spreadsheet>'
        f'<table:table table:name="Contacts">{lines}{extra}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    return package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


ODF = {
    each: f"urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"
    for each in ("office", "table", "text", "style", "draw", "xsl-fo-compatible")
}
_SPACES = " ".join(f'xmlns:{"fo" if name.startswith("xsl") else name}="{uri}"' for name, uri in ODF.items())


def text_document(body, *, styles="", masters="", flat=False):
    """An OpenDocument text with this XML as its body."""
    kind = "application/vnd.oasis.opendocument.text"
    inside = (
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:master-styles>{masters}</office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body>"
    )
    if flat:
        return f'<?xml version="1.0"?><office:document {_SPACES} office:mimetype="{kind}">{inside}</office:document>'.encode()
    return package(
        {"mimetype": kind, "content.xml": f"<office:document-content {_SPACES}>{inside}</office:document-content>"}
    )


def text_table(rows):
    """An OpenDocument table; a cell is its text, or XML when it begins with <."""

    def cell(text):
        return f"<table:table-cell>{text if text.startswith('<') else f'<text:p>{text}</text:p>'}</table:table-cell>"

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    return f"<table:table>{lines}</table:table>"


def rich_text(body):
    """A rich text; letters outside ASCII as their numbers."""
    letters = "".join(each if ord(each) < 128 else f"\\u{ord(each)}?" for each in body)
    return ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset2 Wingdings;}{\\f2\\fcharset204 Arial CYR;}}"
            "{\\colortbl;\\red255\\green255\\blue255;}\\f0 " + letters + "}").encode()  # fmt: skip


def rich_table(rows, width=2000):
    lines = []
    for row in rows:
        edges = "".join(f"\\cellx{width * at}" for at in range(1, len(row) + 1))
        lines.append(f"\\trowd{edges}\\pard\\intbl " + "".join(f"{cell}\\cell " for cell in row) + "\\row ")
    return "".join(lines) + "\\pard "


def printed(pages, *, ruled=True):
    """A PDF of tables: a page is its rows; a page of None has only a picture."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    kids = []
    for rows in pages:
        draw = []
        for down, row in enumerate(rows or []):
            top = 700 - 30 * down
            draw += [
                f"BT /F 10 Tf 1 0 0 1 {60 + 120 * at} {top} Tm ({text}) Tj ET" for at, text in enumerate(row) if text
            ]
            if ruled:
                draw += [f"{55 + 120 * at} {top - 18} m {55 + 120 * at} {top + 12} l S" for at in range(len(row) + 1)]
                draw += [f"55 {y} m {55 + 120 * len(row)} {y} l S" for y in (top + 12, top - 18)]
        stream = "\n".join(draw) if rows is not None else "0 0 50 50 re f"
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 800 800]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
        )
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{each} 0 R' for each in kids)}]>>"
    out, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{each:010} 00000 n \n" for each in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + end.encode()
