"""A section as it will be printed: read only, from the same reading every file is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from PySide6.QtWidgets import QTextBrowser

from dhr_desktop.operations.report.assembling import Assembled, Laid, Made
from dhr_desktop.ui import theme
from dhr_desktop.writing.prose import Cited, Evidence, Figure, Note, Paragraph, Run, See, Style, Table, Words

MOST_ROWS = 300


class Printed(QTextBrowser):
    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("As it will be printed")
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)

    def show_section(self, made: Assembled, section: int) -> None:
        """The section with what stands within it."""
        at = next((n for n, each in enumerate(made.outline) if each.section.id == section), None)
        if at is None:
            self.clear()
            return
        ids, level = {section}, made.outline[at].level
        for each in made.outline[at + 1 :]:
            if each.level <= level:
                break
            ids.add(each.section.id)
        tokens = theme.current()
        parts = [
            f"<style>td, th {{ padding: 3px 6px; }} .quiet {{ color: {tokens.quiet}; }} sup {{ color: {tokens.quiet}; }}</style>"
        ]
        for piece in made.pieces:
            if piece.section in ids:
                counts = _counted(piece.items)
                parts += [_block(each, made, count, is_heading=piece.made is Made.HEADING) for each, count in counts]
        if len(parts) == 1:
            parts.append('<p class="quiet">Nothing is printed here in this edition.</p>')
        self.setHtml("".join(parts))


def _counted(items: Iterable[Laid]) -> Iterator[tuple[Laid, int]]:
    """Each with its number in the list it stands in; 0 for what stands in none."""
    counts: dict[int, int] = {}
    for each in items:
        block = each.block
        if isinstance(block, Paragraph) and block.style is Style.NUMBERED:
            counts = {level: count for level, count in counts.items() if level <= block.level}
            counts[block.level] = counts.get(block.level, 0) + 1
            yield each, counts[block.level]
        else:
            counts = {}
            yield each, 0


def _block(laid: Laid, made: Assembled, count: int, *, is_heading: bool) -> str:
    block = laid.block
    if isinstance(block, Table):
        return _table(block, made)
    if isinstance(block, Figure):
        return f'<p class="quiet">[Figure: {escape(block.caption)}. {escape(block.says)}]</p>'
    if not isinstance(block, Paragraph) or not (block.runs or is_heading):
        return ""
    words = _runs(block.runs, made)
    if block.style is Style.HEADING:
        level = min(block.level + 2, 5)
        return (
            f"<h{level}>{escape(laid.number)}&nbsp; {words}</h{level}>"
            if laid.number
            else f"<h{level}>{words}</h{level}>"
        )
    if block.style in (Style.POINT, Style.NUMBERED):
        sign = f"{count}." if count else "•"
        return f'<p style="margin-left:{20 + 20 * block.level}px">{sign} {words}</p>'
    if block.style is Style.QUOTE:
        return f'<p style="margin-left:28px"><i>{words}</i></p>'
    if block.style is Style.QUIET:
        return f'<p class="quiet"><i>{words}</i></p>'
    if block.style in (Style.TITLE, Style.SUBTITLE):
        return f"<p align=center>{f'<b>{words}</b>' if block.style is Style.TITLE else words}</p>"
    return f"<p>{escape(laid.number)}&nbsp;&nbsp;{words}</p>" if laid.number else f"<p>{words}</p>"


def _table(table: Table, made: Assembled) -> str:
    caption = f"<p><b>{escape(table.caption)}</b></p>" if table.caption else ""
    rows = []
    for at, row in enumerate(table.rows[: MOST_ROWS + 1]):
        tag = "th align=left" if at == 0 else "td"
        rows.append("<tr>" + "".join(f"<{tag}>{_runs(cell, made)}</{tag[:2]}>" for cell in row) + "</tr>")
    more = len(table.rows) - 1 - MOST_ROWS
    left = f'<p class="quiet">{more:,} more rows are printed in the document.</p>' if more > 0 else ""
    return f'{caption}<table border="1" cellspacing="0" width="100%">{"".join(rows)}</table>{left}'


def _runs(runs: Iterable[Run], made: Assembled) -> str:
    told = []
    for run in runs:
        if isinstance(run, Words):
            words = escape(run.text).replace("\n", "<br>")
            words = f"<b>{words}</b>" if run.is_strong else words
            told.append(f"<i>{words}</i>" if run.is_stressed else words)
        elif isinstance(run, Note):
            told.append(f"<sup>[{escape(run.text)}]</sup>")
        elif isinstance(run, See):
            target = made.targets.get(run.to)
            told.append(escape(target.words) if target else "<b>[a reference that leads nowhere]</b>")
        elif made.edition == "working" and isinstance(run, Cited):
            told.append(f"<sup>c{run.id}</sup>")
        elif made.edition == "working" and isinstance(run, Evidence):
            told.append(f"<sup>{', '.join(map(str, run.ids))}</sup>")
    return "".join(told)
