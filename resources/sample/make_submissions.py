"""Write the sample review's submissions: what ten invented agencies might send, each in its own shape.

Run from the repository root:  .venv/bin/python resources/sample/make_submissions.py
Everything here is invented: people, places, agencies, numbers. Telephone numbers are from the range
kept for drama and health numbers from the range kept for tests. Same script, same bytes.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import openpyxl
from openpyxl.styles import Font

NOTICE = "INVENTED SAMPLE - no real person, place or agency"
FIXED = dt.datetime(2020, 1, 1)

POLICE = [
    ("14/02/2021", "23:10", "CAD 1183", "PC Orrin Blythe", "999 call from neighbour at 6 Kiln Row reporting shouting and "
     "a woman screaming. Officers attended. Rhoswen TALLOWBY said it was a verbal argument with her partner Derrin ASKQUITH. "
     "No injuries seen. Wren (7) asleep upstairs.", "DASH refused. Recorded as non-crime domestic. Standard risk. Notified children's services."),
    ("02/06/2021", "01:35", "CAD 0091", "PC Orrin Blythe", "Ambulance asked for police at 6 Kiln Row. Ms Tallowby had a cut above "
     "the left eye; said she fell on the stairs. Askquith present and intoxicated.", "DASH completed, 11 yes answers. Medium risk."),
    ("03/06/2021", "", "", "DS Halina Moss", "Review of the attendance of 2 June. Referral to Lantern sent by e-mail.", "Closed, victim does not support."),
    ("19/11/2021", "18:20", "CAD 0774", "PC Tamsin Uhl", "Ms Tallowby came to the front counter and disclosed that Askquith had "
     "put his hands round her neck 'in the summer'. Did not want to make a statement.", "DASH 16, high risk. MARAC referral."),
    ("09/12/2021", "", "MARAC", "DS Halina Moss", "MARAC heard. Actions: police to flag address; Lantern to contact; housing to look at a move.", "Flag placed 15/12/2021."),
    ("22/03/2022", "21:05", "CAD 0952", "PC Orrin Blythe", "Breach of non-molestation order reported by Maud Tallowby. Askquith had left on arrival.", "Arrest attempt, not found. Circulated."),
    ("17/04/2022", "06:40", "CAD 0212", "PC Tamsin Uhl", "Called by ambulance to 6 Kiln Row. Ms Tallowby found dead. Askquith arrested.", "Murder investigation begun."),
]  # fmt: skip
AMBULANCE = [
    ("02/06/2021 01:12", "5521-88", "Kiln Row", "Female 31, laceration L eyebrow, says fell on stairs. Male on scene drunk and obstructive. Police requested.", "Conveyed St Osric's ED"),
    ("11/09/2021 04:50", "6120-07", "Kiln Row", "Female 31, hoarse voice, pain on swallowing, says 'swallowed wrong'. Redness to neck noted.", "Declined to travel. GP advised"),
    ("17/04/2022 06:22", "9034-15", "Kiln Row", "Female 32 in cardiac arrest, injuries to head and neck. Recognition of life extinct 06:48.", "Police on scene"),
]  # fmt: skip
HOSPITAL = [
    ("2021-06-02", "02:05", "ED", "Attended by ambulance. 3 cm laceration above left eye, sutured. Partner answered questions for her. Not seen alone.", "Discharged 04:10. No referral."),
    ("2021-06-09", "", "ED", "Suture removal. Attended with child. Asked about home, said 'all fine'.", "Discharged."),
    ("2021-12-20", "19:40", "ED", "Overdose of 16 paracetamol. Said she 'wanted it to stop'. Seen by liaison psychiatry.", "Referred to IDVA in hospital. Discharged 21/12."),
]  # fmt: skip
SURGERY = [
    ("mid-January 2021", "Dr F. Penhallow", "Rhoswen Tallowby", "Low mood, poor sleep. Not asked about relationship.", "Sertraline 50 mg."),
    ("15.09.21", "Dr F. Penhallow", "Rhoswen Tallowby", "Sore throat four days, bruise to neck 'from the dog lead'.", "Throat swab."),
    ("?22 Sept 2021", "Nurse K. Adebar", "Derrin Askquith", "Asked for help with drinking, drinks 'a bottle of vodka most days'.", "Signposted to Harrow Lane."),
    ("early Jan 2022", "Dr F. Penhallow", "Rhoswen Tallowby", "Discharge letter from St Osric's read: overdose. Task to call patient.", "Two calls not answered."),
    ("TBC", "Reception", "Rhoswen Tallowby", "Patient's mother telephoned, worried. Told that nothing could be discussed.", ""),
]  # fmt: skip
CHILDREN = [
    ("2021", [("15 Feb", "Notification from police of incident 14/02/2021 at Kiln Row. Wren aged 7 in house.", "No further action, first notification."),
              ("", "Letter sent to mother.", ""),
              ("4 June", "Second police notification, injury to mother.", "Initial assessment opened."),
              ("28 June", "Home visit. Mother and Mr Askquith seen together. Wren 'quiet, played with the dog'. Not seen alone.", "Closed 12 July, no role.")]),
    ("2022", [("4 Jan", "Hospital IDVA rang re overdose in December.", "Strategy discussion considered, not held."),
              ("24 March", "School rang: Wren said 'Derrin gets in through the back'.", "Duty visit booked for 19 April.")]),
]  # fmt: skip
HOUSING = [
    ("late June 2021", "Tenant asked about a move, 'too many stairs'.", "Form sent"),
    ("10/12/2021", "MARAC action received: consider move.", "Added to list, band B"),
    ("between 10th and 14th January 2022", "Tenant reported back door lock broken twice in a week.", "Lock changed 21/01/2022"),
    ("w/c 14/03/2022", "Neighbour complaint of noise at night at 6 Kiln Row.", "Warning letter to tenant"),
]  # fmt: skip
LANTERN = [
    ("07/06/2021", "Referral from police", "Three calls, no answer. Closed after 10 working days."),
    ("22/11/2021", "MARAC referral", "Spoke to client, safe time to call Tuesdays. Disclosed strangulation in September, monitoring of phone."),
    ("09/12/2021", "MARAC", "Attended. Agreed to support non-molestation order."),
    ("21/12/2021", "Hospital IDVA", "Seen on ward at St Osric's. Safety plan made."),
    ("11/02/2022", "Court", "Non-molestation order granted for 12 months."),
    ("05/04/2022", "Telephone", "Client said he is 'back and being nice'. Case closing discussed."),
]  # fmt: skip
PROBATION = [
    (dt.date(2020, 10, 5), "Mr Askquith sentenced to a community order, 12 months, for assault on a previous partner.", "Allocated, medium risk of serious harm"),
    (dt.date(2021, 2, 18), "Police told us of callout on 14 February. Partner named as Rhoswen T.", "Discussed in supervision 25/02"),
    (dt.date(2021, 6, 30), "Missed appointment, third in eight weeks.", "Warning letter"),
    (dt.date(2021, 10, 4), "Order ended.", "Closed"),
]  # fmt: skip
SCHOOL = [
    "8 February 2021. Wren came to school tired and said there was 'shouting all night'. Class teacher told the safeguarding lead.",
    "7 June 2021. Mother at the gate with stitches over her eye; said she had fallen. Recorded on the concern log.",
    "Autumn term 2021. Attendance fell to 82%. Letter home.",
    "23 March 2022. Wren told the teaching assistant that Derrin 'gets in through the back'. Children's services rung the next day.",
]  # fmt: skip
HARROW = [
    ("27/09/2021", "", "Self-referral by telephone, Derrin Askquith. Assessment offered."),
    ("13/10/2021", "10:30", "Did not attend."),
    ("the following day", "", "Text sent. No reply."),
    ("Nov-21", "", "Closed."),
]  # fmt: skip


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files().items():
        (folder / name).write_bytes(data)
        print(f"{len(data):>7}  {name}")


def files() -> dict[str, bytes]:
    revised = [*POLICE[:5], (*POLICE[5][:5], "Arrested 25/03/2022, bailed with conditions."), *POLICE[6:]]
    return {
        "Eastmere Police chronology.xlsx": police_workbook(POLICE),
        "Eastmere Police chronology REVISED v2.xlsx": police_workbook(revised),
        "ambulance export.csv": ambulance_csv(),
        "St Osric's Hospital.ods": hospital_ods(),
        "Fennick Road Surgery DHR chronology.docx": surgery_document(),
        "Childrens Services.xlsx": children_workbook(),
        "Housing - Kiln Row.docx": housing_document(),
        "Lantern.csv": lantern_csv(),
        "Probation IMR chronology.xlsx": probation_workbook(),
        "Thornbeck Primary School.docx": school_document(),
        "harrow lane.txt": harrow_text(),
        "Fire and Rescue nil return.docx": nil_return(),
    }


# ---- workbooks ----------------------------------------------------------------------------------


def police_workbook(rows: list[tuple[str, ...]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Chronology"
    sheet.append(["EASTMERE POLICE - Domestic Homicide Review chronology"])
    sheet.append([NOTICE])
    sheet.append(["Author: review officer, no line management of the case"])
    sheet.append([])
    sheet.append(["Date", "Time", "Source", "Officer", "Details", "Outcome"])
    for cell in sheet[5]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append(row)
    sheet.append([])
    sheet.append(["End of chronology. CAD = computer aided despatch."])
    return _workbook_bytes(book)


def children_workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Wren T"
    sheet.append(["Thornbeck Children's Services", NOTICE])
    sheet.append(["Date of contact", "Significant event", "Action taken"])
    for year, rows in CHILDREN:
        sheet.append([year])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=3)
        for row in rows:
            sheet.append(row)
    return _workbook_bytes(book)


def probation_workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "IMR chronology"
    sheet.append(["Eastmere Probation", NOTICE])
    sheet.append(["No", "Date", "Event", "Action"])
    for number, (day, event, action) in enumerate(PROBATION, 1):
        sheet.append([number, day, event, action])
        sheet.cell(sheet.max_row, 2).number_format = "DD/MM/YYYY"
    return _workbook_bytes(book)


def _workbook_bytes(book: openpyxl.Workbook) -> bytes:
    for sheet in book:
        sheet.oddHeader.center.text = NOTICE
    book.properties.creator = "invented"
    out = io.BytesIO()
    book.save(out)
    return _same_bytes(out.getvalue())


def hospital_ods() -> bytes:
    header = ["Date", "Time", "Department", "Nature of contact", "Outcome"]
    rows = [[NOTICE], header, *HOSPITAL]
    body = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.3"><office:body>'
        f'<office:spreadsheet><table:table table:name="ED contacts">{body}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", kind)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    return _same_bytes(out.getvalue())


# ---- documents ----------------------------------------------------------------------------------


def surgery_document() -> bytes:
    return _table_document(
        ["Fennick Road Surgery", "Chronology for the domestic homicide review. DNA = did not attend."],
        ["Date", "Clinician", "Person", "Consultation", "Plan"],
        SURGERY,
    )


def housing_document() -> bytes:
    return _table_document(
        ["Thornbeck Borough Council Housing"], ["Date or period of event", "Details", "Action taken"], HOUSING
    )


def school_document() -> bytes:
    document = _new_document(["Thornbeck Primary School", "Information for the review, from the concern log."])
    for paragraph in SCHOOL:
        document.add_paragraph(paragraph)
    return _document_bytes(document)


def nil_return() -> bytes:
    lines = [
        "Eastmere Fire and Rescue Service",
        "We have searched our records and have had no contact with the persons named.",
    ]
    return _document_bytes(_new_document(lines))


def _table_document(lines: list[str], header: list[str], rows: list[tuple[str, ...]]) -> bytes:
    document = _new_document(lines)
    table = document.add_table(rows=1, cols=len(header))
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, header, strict=True):
        cell.text = words
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    return _document_bytes(document)


def _new_document(lines: list[str]):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = NOTICE
    document.add_heading(lines[0], 1)
    document.add_paragraph(NOTICE)
    for line in lines[1:]:
        document.add_paragraph(line)
    return document


def _document_bytes(document) -> bytes:
    properties = document.core_properties
    properties.author, properties.created, properties.modified = "invented", FIXED, FIXED
    out = io.BytesIO()
    document.save(out)
    return _same_bytes(out.getvalue())


# ---- text ---------------------------------------------------------------------------------------


def ambulance_csv() -> bytes:
    return _csv(
        [
            ["Eastmere Ambulance Service NHS Trust", NOTICE],
            ["Date / Time", "Ref", "Location", "Incident / contact", "Outcome"],
            *AMBULANCE,
        ],
        "cp1252",
    )


def lantern_csv() -> bytes:
    return _csv([["Date", "Type", "Detail"], *LANTERN, ["", "", NOTICE]], "utf-8-sig")


def harrow_text() -> bytes:
    return _csv([[NOTICE], ["Date", "Time", "Event"], *HARROW], "utf-8", mark="\t")


def _csv(rows: list, encoding: str, mark: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def _same_bytes(package: bytes) -> bytes:
    """The same parts under constant dates, so that the script always writes the same file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as given, zipfile.ZipFile(out, "w") as fixed:
        for info in given.infolist():
            data = given.read(info)
            if info.filename == "docProps/core.xml":
                data = _fixed_dates(data)
            entry = zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if info.filename == "mimetype" else zipfile.ZIP_DEFLATED
            fixed.writestr(entry, data)
    return out.getvalue()


def _fixed_dates(core: bytes) -> bytes:
    import re

    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2020-01-01T00:00:00Z", core)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "submissions")
