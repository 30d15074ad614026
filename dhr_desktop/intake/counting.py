"""A second count of what a file holds, by other code and another parser: nothing is read short silently.

What is counted is letters and figures, so that spaces, line ends and marks cannot hide a loss.
"""

from __future__ import annotations

from struct import error as StructError
from xml.parsers import expat

from .counting_docx import count_docx, count_flat_word
from .counting_odt import count_flat_odt, count_odt
from .counting_pdf import count_page
from .counting_rtf import count_rtf
from .counting_sheets import COULD_NOT, COUNTERS, reconcile_sheets
from .counting_text import count_text
from .letters import ascii_letters, letters
from .pages import REST_OF_CELL, Document, Refused
from .pdf import drawn_on, held, pages_of

_LEFT_OUT = {
    "deleted text", "deleted row", "hidden text", "text box", "drawing", "footnote", "endnote", "comment", "header", "footer",
    "unused text", "building block", "instruction to Excel", REST_OF_CELL,
}  # fmt: skip


def reconcile(document: Document, data: bytes) -> None:
    """What was read and what was shown as left out, against the second count; a difference is a warning."""
    if document.format in COUNTERS:
        reconcile_sheets(document, data)
        return
    counter = _COUNTERS.get(document.format)
    if counter is None:
        return
    try:
        counted = counter(data)
    except (expat.ExpatError, KeyError, ValueError, TypeError, AttributeError, StructError, Refused, RecursionError):
        document.warnings.append(COULD_NOT)
        return
    size = ascii_letters if document.format == "rtf" else letters
    read = document.counts.pop("read", -1)
    if read < 0:
        cells = (cell for grid in document.grids for row in grid.rows for cell in row.cells.values())
        read = sum(size(cell.text) for cell in cells if "d" not in cell.marks)
    left_out = 0
    if document.format in ("docx", "csv", "txt", "odt", "fodt", "rtf", "word-xml"):
        left_out = sum(size(aside.text) for aside in document.asides if aside.sort in _LEFT_OUT)
        left_out += document.counts.pop("signs", 0)
    document.counts.update(counted=counted, read=read, left_out=left_out)
    if counted != read + left_out:
        document.warnings.append(
            f"A second count found {counted:,} letters and figures; {read:,} were read and {left_out:,} shown as left out. "
            "Compare the preview with the file before you accept it."
        )


def _count_pdf(data: bytes) -> int:
    """In the order the file draws them, without looking at where they stand."""
    return sum(count_page(*drawn_on(page), held) for page in pages_of(data))


_COUNTERS = {
    "csv": count_text,
    "txt": count_text,
    "docx": count_docx,
    "odt": count_odt,
    "fodt": count_flat_odt,
    "rtf": count_rtf,
    "pdf": _count_pdf,
    "word-xml": count_flat_word,
}
