"""The timeline as a picture, as printed pages with every entry in words, or as the panel's own file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from dhr_desktop.core.errors import Refused
from dhr_desktop.core.filters import Filter
from dhr_desktop.core.progress import Progress
from dhr_desktop.operations.names import naming
from dhr_desktop.operations.names.departing import AS_IT_IS, Sending, depart, signed
from dhr_desktop.operations.names.presented import presented
from dhr_desktop.report.pdf_table import Sheet, TableWriter
from dhr_desktop.report.pdf_writer import Pdf
from dhr_desktop.report.shapes import Picture
from dhr_desktop.report.timeline_picture import About, draw_page, lanes_fitting, lanes_of_pages
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.timeline.lanes import Timeline
from dhr_desktop.timeline.layout import LEAST_LANE_PX
from dhr_desktop.timeline.scale import DAY, Scale

from . import panel_files
from .chronology import Chronology, Shown
from .chronology_told import tell
from .page_lines import about
from .timelines import By, Way, draw, outside_of

PAPERS = {"A4": (841.9, 595.3), "A3": (1190.6, 841.9)}
DOTS_AN_INCH = (150, 300, 600)
WIDTHS = (1_191, 1_684, 2_384)  # points across, for a picture that stands alone
MOST_DOTS = 120_000_000
ENTRIES_A_PAGE = 130  # of those in its lanes: more, and a page of them can no longer be read
MOST_PAGES = 60
FORMATS = (".html", ".pdf", ".svg", ".png")
LONGEST_LABEL = 160
PRODUCT = "Timeline"


@dataclass(frozen=True, slots=True)
class Form:
    """How it is to be written, as far as the format asks."""

    paper: str = "A3"
    width: int = WIDTHS[0]
    dots_an_inch: int = 300
    passphrase: str = ""
    window: Scale | None = None  # what is on screen; none: all of it


def write_timeline(
    case: CaseFile, to: Path, wanted: Filter, *, way: Way | None = None, form: Form | None = None,
    sending: Sending = AS_IT_IS, overwrite: bool = False, progress: Progress | None = None,
) -> Shown:  # fmt: skip
    """As the file's ending says: .html for the panel, .pdf to print, .svg or .png for a document."""
    way, form, progress = way or Way(), form or Form(), progress or Progress()
    ending = to.suffix.lower()
    if ending not in FORMATS:
        raise Refused(f"A timeline is written as {', '.join(FORMATS)}; give the file one of these endings.")
    if way.gap_days < 1:
        raise Refused("A gap is one day or more.")
    case = presented(case, sending.edition)
    chronology = tell(case)
    shown = chronology.shown(wanted)
    timeline = draw(chronology, shown, way, outside_of(case))
    told = signed(case, about(case, chronology, shown, PRODUCT, sending.edition), sending)
    if ending == ".html":
        if way.by is not By.AGENCY:
            timeline = draw(chronology, shown, replace(way, by=By.AGENCY, order=()), outside_of(case))
        data = panel_files.panel_file(case, chronology, shown, timeline, told, form.passphrase)
    else:
        data = _pictured(case, chronology, shown, timeline, told, form, ending, progress)
    depart(
        case, to, data, PRODUCT, sending, overwrite=overwrite, entries=len(shown.told), of=shown.total,
        undated=shown.undated, form=ending,
    )  # fmt: skip
    return shown


def _pictured(
    case: CaseFile, chronology: Chronology, shown: Shown, timeline: Timeline, told: About, form: Form, ending: str,
    progress: Progress,
) -> bytes:  # fmt: skip
    words = _words(chronology)
    if ending == ".pdf":
        return _pages(case, chronology, shown, timeline, told, form, words, progress)
    picture = _one_picture(timeline, told, form, words)
    if ending == ".svg":
        from dhr_desktop.report.svg_writer import svg_bytes

        return svg_bytes(picture)
    from dhr_desktop.report.png_writer import png_bytes

    _refuse_too_large(picture, form.dots_an_inch)
    return png_bytes(picture, form.dots_an_inch)


def _refuse_too_large(picture: Picture, dots_an_inch: int) -> None:
    dots = picture.width * picture.height * (dots_an_inch / 72) ** 2
    if dots > MOST_DOTS:
        raise Refused(
            f"At {dots_an_inch} dots an inch this picture would have {dots / 1e6:,.0f} million dots. "
            "Choose fewer dots an inch, or a narrower picture; a PDF or SVG is sharp at any size."
        )


def _words(chronology: Chronology) -> Callable[[int], str]:
    def words(id: int) -> str:
        told = chronology.find(id)
        if told is None:
            return ""
        text = " ".join((told.entry.what_happened or told.entry.response)[: LONGEST_LABEL * 2].split())
        return f"{told.when.words()}: {text[:LONGEST_LABEL]}"

    return words


def whole_scale(timeline: Timeline, width: float) -> Scale:
    bounds = timeline.bounds()
    return Scale.fitting(*bounds, width) if bounds else Scale(735_000.0 * DAY, DAY, width)


def picture_of(chronology: Chronology, timeline: Timeline, told: About, form: Form) -> Picture:
    """The whole timeline as one picture, for a document."""
    return _one_picture(timeline, told, form, _words(chronology))


def _one_picture(timeline: Timeline, told: About, form: Form, words: Callable[[int], str]) -> Picture:
    """As high as its lanes need, so that none is left out."""
    lanes = max(len(timeline.lanes), 1)
    height = form.width * 0.7
    while lanes_fitting(timeline, height) < lanes:
        height += LEAST_LANE_PX
    scale = form.window or whole_scale(timeline, form.width)
    return draw_page(timeline, scale, (form.width, height), words, told)


def _pages(
    case: CaseFile, chronology: Chronology, shown: Shown, timeline: Timeline, told: About, form: Form,
    words: Callable[[int], str], progress: Progress,
) -> bytes:  # fmt: skip
    """First the drawing, page by page through time and down the lanes; then every entry in words."""
    if form.paper not in PAPERS:
        raise Refused(f"The paper is {' or '.join(PAPERS)}, landscape.")
    size = PAPERS[form.paper]
    pdf = Pdf(told.title, naming.spells_a_name(case))
    parts = lanes_of_pages(timeline, size[1])
    stretches = _stretches(timeline, parts, form, size[0])
    total = len(parts) * len(stretches)
    plan = [(scale, part) for scale in stretches for part in parts]
    for number, (scale, part) in enumerate(progress.over(plan, total=total, words="Drawing pages"), 1):
        picture = draw_page(part, scale, size, words, told, f"picture {number} of {total}")
        page = pdf.page(*size)
        page.begin(pdf.whole.add("Figure", alternative=picture.alternative))
        page.picture(picture)
        page.end()
    _table(pdf, chronology, shown, timeline, told, progress)
    return pdf.bytes()


def _stretches(timeline: Timeline, parts: list[Timeline], form: Form, width: float) -> list[Scale]:
    """All of it on one page where that can be read; else as many pages, side by side in time, as it takes."""
    whole = form.window or whole_scale(timeline, width)
    most = max((sum(len(lane.items) for lane in part.lanes) for part in parts), default=0)
    pages = 1 if form.window else min(max(-(-most // ENTRIES_A_PAGE), 1), MOST_PAGES)
    span = (whole.right - whole.left) / pages
    return [Scale(whole.left + at * span, span / width, width) for at in range(pages)]


def _table(pdf: Pdf, chronology: Chronology, shown: Shown, timeline: Timeline, told: About, progress: Progress) -> None:
    size = PAPERS["A4"]
    notes = [
        f"{told.shown}. Only: {told.filter}. {told.edition}. {told.made}.",
        "The text of the drawing: every entry shown, in order, with those that have no date at the end. The panel's "
        "file (.html) of the same timeline can be searched, filtered and read aloud.",
    ]
    sheet = Sheet(*size, head=told.head(), foot=told.in_one_line())
    rows = (
        (each.when.words(), each.entry.happened.wording, _agency(chronology, each.entry.agency), each.entry.subject,
         "\n".join(part for part in (each.entry.what_happened, each.entry.response) if part))
        for each in progress.over(shown.told, total=len(shown.told), words="Writing entries")
    )  # fmt: skip
    columns = ("When", "As written", "Agency", "Person", "What happened, and the response")
    TableWriter(pdf, sheet, columns, (3, 2.4, 3, 2, 11)).write("Every entry in words", notes, rows)
    _gap_table(pdf, sheet, timeline)


def _gap_table(pdf: Pdf, sheet: Sheet, timeline: Timeline) -> None:
    """What is hatched in the drawing."""
    gaps = [(lane.title, gap) for lane in timeline.lanes for gap in lane.gaps]
    if not gaps:
        return
    rows = [
        (title, gap.said(gap.after), gap.said(gap.until), f"{gap.shortest:,}", f"{gap.longest:,}",
         "" if gap.is_certain else "an entry with no end given may reach into it")
        for title, gap in gaps
    ]  # fmt: skip
    columns = ("Lane", "From", "To", "Days at the least", "Days at the most", "Unless")
    note = "How long no entry can have fallen, at the least and at the most, as exactly as the dates are known."
    TableWriter(pdf, sheet, columns, (5, 3, 3, 2, 2, 5)).write("Gaps of no contact", [note], rows)


def _agency(chronology: Chronology, id: int) -> str:
    held = chronology.agencies.get(id)
    return held.name if held else "No agency"
