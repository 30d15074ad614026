"""Writes house.docx: every style a report uses, each said in its own style, for a partnership to restyle in Word.

python templates/report/make_house.py      the same program, the same bytes; a test compares
"""

from __future__ import annotations

from pathlib import Path

from dhr_desktop.report.prose_docx import Paper, Put, report
from dhr_desktop.writing.prose import Note, Paragraph, Style, Table, Words

HERE = Path(__file__).parent


def _said(words: str, style: Style = Style.PLAIN, level: int = 0) -> Paragraph:
    return Paragraph((Words(words),), style, level)


def data() -> bytes:
    cells = tuple((Words(each),) for each in ("Table heading", "Table heading"))
    blocks = [
        Put(_said("Subtitle", Style.SUBTITLE)), Put(_said("Title", Style.TITLE)),
        Put(_said("Heading 1", Style.HEADING), "1"), Put(_said("Heading 2", Style.HEADING, 1), "1.1", 1),
        Put(_said("Numbered paragraph"), "1.1.1", 2), Put(_said("Heading 3", Style.HEADING, 2), "1.1.1", 2),
        Put(_said("Normal text")), Put(_said("List Bullet", Style.POINT)), Put(_said("List Number", Style.NUMBERED)),
        Put(_said("Quote", Style.QUOTE)), Put(_said("Quiet", Style.QUIET)),
        Put(Paragraph((Words("With a footnote"), Note("footnote text")))),
        Put(Table((cells, ((Words("Table text"),), (Words("Table text"),))), "caption")),
    ]  # fmt: skip
    return report(Paper("House style of reports", "Header", "Footer"), blocks)


if __name__ == "__main__":
    (HERE / "house.docx").write_bytes(data())
