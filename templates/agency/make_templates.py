"""Make the blank chronologies sent to agencies: run when their fields or guidance change.

    .venv/bin/python templates/agency/make_templates.py

The same script gives the same bytes; a test compares.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

FOLDER = Path(__file__).parent
FIXED = datetime(2026, 1, 1)
COLUMNS = (
    # header, width in a sheet, what to write there
    ("Date", 14, "dd/mm/yyyy; if you only know it roughly, say so: mid March 2019"),
    ("Time", 10, "24-hour, if recorded"),
    ("Source", 22, "Which record: the system or file, and its reference"),
    ("Professional", 18, "Role, not name: Health Visitor 1"),
    ("Person", 18, "Whom the entry is about"),
    ("Type of contact", 16, "Call, visit, meeting, letter …"),
    ("What happened", 60, "The facts, in the words of the record where you can"),
    ("Response", 36, "What your agency did or decided, and its outcome"),
    ("Seen", 12, "Who was seen, and alone or not"),
    ("Risk", 16, "Any risk tool used and its level"),
    ("Agency's comment", 36, "The author's view, kept apart from the facts"),
    ("Date recorded", 14, "If it was written down later than it happened"),
)
GUIDANCE = (
    "One row for each significant contact or event. Please do not add, remove or rename columns.",
    "Give dates as the record gives them. An honest “about June 2018” is better than a made-up day.",
    "Say where there was no contact for a period. List abbreviations below the table or on the Key sheet.",
)
LINES = 40


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Chronology"
    sheet.append(["Agency:", None])
    for line in GUIDANCE:
        sheet.append([line])
    sheet.append([])
    sheet.append([header for header, _, _ in COLUMNS])
    row = sheet.max_row
    for at, (_, width, hint) in enumerate(COLUMNS, 1):
        cell = sheet.cell(row, at)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", start_color="DDE6F0")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[cell.column_letter].width = width
        check = DataValidation(promptTitle=cell.value, prompt=hint, showInputMessage=True)
        if cell.value == "Date":
            check.errorStyle, check.error = "warning", "Is that the date as the record gives it?"
        sheet.add_data_validation(check)
        check.add(f"{cell.column_letter}{row + 1}:{cell.column_letter}{row + LINES * 50}")
        for below in range(row + 1, row + LINES + 1):
            sheet.cell(below, at).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = sheet.cell(row + 1, 1)
    sheet.print_title_rows = f"{row}:{row}"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    key = book.create_sheet("Key")
    key.append(["Abbreviation", "Meaning"])
    book.properties.creator, book.properties.created, book.properties.modified = "DHR Desktop", FIXED, FIXED
    data = io.BytesIO()
    book.save(data)
    return fixed(data.getvalue())


def document() -> bytes:
    made = Document()
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(1.5))
    made.styles["Normal"].font.size = Pt(9)
    made.add_heading("Chronology of contact", 1)
    made.add_paragraph("Agency: ")
    for line in GUIDANCE:
        made.add_paragraph(line, style="List Bullet")
    columns = [each for each in COLUMNS if each[0] not in ("Seen", "Risk", "Date recorded")]
    table = made.add_table(rows=1 + LINES // 4, cols=len(columns))
    table.style = "Table Grid"
    for cell, (header, _, _) in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(header).bold = True
    look = table.rows[0]._tr.get_or_add_trPr()
    look.append(look.makeelement("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tblHeader", {}))
    properties = made.core_properties
    properties.author = properties.last_modified_by = "DHR Desktop"
    properties.title, properties.comments = "Chronology of contact", ""
    properties.created = properties.modified = FIXED
    data = io.BytesIO()
    made.save(data)
    return fixed(data.getvalue())


def fixed(package: bytes) -> bytes:
    """The same parts under one date; the thumbnail of whoever made python-docx's own template goes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as given, zipfile.ZipFile(out, "w") as made:
        for info in given.infolist():
            content = given.read(info)
            if "thumbnail" in info.filename:
                continue
            if info.filename in ("_rels/.rels", "[Content_Types].xml"):
                content = without_thumbnail(content)
            if info.filename == "docProps/core.xml":  # saving stamps the hour
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2026-01-01T00:00:00Z", content)
            if info.filename == "xl/styles.xml":
                content = re.sub(rb"<font>(.*?)</font>", in_order, content)
            entry = zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, content)
    return out.getvalue()


def in_order(font: re.Match[bytes]) -> bytes:
    """A font's parts in the order the schema has them; openpyxl writes them in another."""
    order = (b"b", b"sz", b"color", b"name", b"family", b"scheme")
    parts = {re.match(rb"<(\w+)", each)[1]: each for each in re.findall(rb"<[^>]*/>", font[1])}
    return b"<font>" + b"".join(parts[name] for name in order if name in parts) + b"</font>"


def without_thumbnail(content: bytes) -> bytes:
    return re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", content)


def main() -> None:
    (FOLDER / "chronology.xlsx").write_bytes(workbook())
    (FOLDER / "chronology.docx").write_bytes(document())


if __name__ == "__main__":
    main()
