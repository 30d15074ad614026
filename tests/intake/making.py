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
