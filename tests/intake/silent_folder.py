"""An invented folder with a file of each kind that is read, each with what readers tend to drop."""

from __future__ import annotations

from pathlib import Path

from . import making

ROWS = [
    ("Chronology of the Tarnwick Practice",),
    ("Prepared for the review panel",),
    (),
    ("Date", "Time", "Source", "Event", "Outcome", "Shelf"),
    ("14/02/2021", "about 14:30 hrs", "Log 0017", "Seen at the surgery with a bruise to the left wrist", "Advice given", "teal"),
    ("mid March 2021", "evening", "Letter", "Did not attend; a letter was sent", "None – see note 3", "amber"),
    ("16/03/2021", "", "", "Telephone call from a neighbour", "Passed to the duty worker", ""),
    ("", "", "", "who said that she had heard shouting", "", ""),
    ("17/03/2021", "0915", "Log 0018", "Home visit, no reply", "Card left", "indigo"),
    (),
    ("Signed by the practice manager",),
]  # fmt: skip


def _workbook():
    def prepare(book, sheet):
        from openpyxl.comments import Comment

        sheet["D5"].comment = Comment("The wrist was photographed", "x")
        hidden = book.create_sheet("Archive")
        hidden.append(["Older contacts were weeded in 2015"])
        hidden.sheet_state = "hidden"
        sheet.merge_cells("A1:C1")

    return making.workbook([[cell or None for cell in row] for row in ROWS], prepare=prepare)


def _document():
    rows = [row for row in ROWS[3:9]]
    body = (
        making.paragraph("Chronology of the Tarnwick Practice") + making.table(rows) + making.paragraph("Signed by the practice manager")
        + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden remark about the neighbour</w:t></w:r></w:p>"
        + "<w:p><w:del w:id='1' w:author='x'><w:r><w:delText>A deleted remark about the wrist</w:delText></w:r></w:del></w:p>"
    )  # fmt: skip
    return making.document(body)


def _lines(separator):
    return "\n".join(separator.join(f'"{cell}"' for cell in row) for row in ROWS[3:9]).encode()


_TEXT = """Chronology of the Tarnwick Practice

14 February 2021: Seen at the surgery with a bruise to the left wrist. Advice given.
mid March 2021: Did not attend; a letter was sent.
16 March 2021: Telephone call from a neighbour
who said that she had heard shouting.
17 March 2021: Home visit, no reply. Card left.
"""


def make(folder: Path) -> Path:
    files = {
        "Practice.xlsx": _workbook(), "Practice.docx": _document(), "Practice.ods": making.spreadsheet(ROWS),
        "Practice.csv": _lines(","), "Practice.tsv": _lines("\t"), "Practice.txt": _TEXT.encode(),
    }  # fmt: skip
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder
