"""CSV, tab-separated and plain text: the encoding and the separator worked out, and everything odd said."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from .broken_csv import LineShape, Record, Records, read_records, split_line
from .garbled import warnings_of_garbled
from .pages import MOST_CELLS, MOST_PARAGRAPHS, Aside, Cell, Document, Grid, GridRow, Refused, clean
from .text_encoding import decode_text, named_lines

SEPARATORS = (",", ";", "\t", "|")
MOST_COLUMNS = 2_000
_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_LINE_END = re.compile(r"\r\n|\r|\n")
_EXCELS_HINT = re.compile(r"\ufeff?\"?sep=(.)\"?[ \t]*(?:\r\n|\r|\n|\Z)", re.I)


def read_text(data: bytes) -> Document:
    decoded = decode_text(data)
    text = decoded.text
    hinted = _EXCELS_HINT.match(text)
    separator = hinted[1] if hinted and hinted[1] in SEPARATORS else _separator(text)
    if not separator:
        document = _paragraphs(text, decoded.encoding)
    else:
        document = Document("csv", [], readers="own reader of text 1")
        document.warnings.append(f"Read as {decoded.encoding} text with {_NAMES[separator]} between columns.")
        _Table(document, separator, text, hinted[0] if hinted else "", decoded.odd_lines).read()
    document.warnings += decoded.warnings
    document.warnings += warnings_of_garbled(text)
    if kinds := _mixed_line_ends(text):
        document.warnings.append(
            f"The lines of this text end in different ways ({kinds}): each was taken as a line's end."
        )
    return document


def _mixed_line_ends(text: str) -> str:
    ends = Counter(found[0] for found in _LINE_END.finditer(text))
    names = {"\r\n": "Windows", "\n": "Unix", "\r": "old Macintosh"}
    return ", ".join(f"{names[end]} {count:,}" for end, count in ends.most_common()) if len(ends) > 1 else ""


# ---- which separator ----------------------------------------------------------------------------


def _separator(text: str) -> str:
    """The one that splits most records of the start alike; "" when none does."""
    best, most = "", 0.0
    start = text[:65_536]
    for separator in SEPARATORS:
        if separator not in start:
            continue
        score = max(_score(_first_records(start, separator)), _score(_first_lines(start, separator)))
        if score > most:
            best, most = separator, score
    return best


def _score(counts: list[int]) -> float:
    wide = [count for count in counts if count > 1]
    if not wide:
        return 0.0
    usual = max(set(wide), key=wide.count)
    if wide.count(usual) < max(1, len(counts) // 3):
        return 0.0
    return wide.count(usual) / len(counts) * min(usual, 8)


def _first_records(text: str, separator: str) -> list[int]:
    """How many cells each of the first rows has, by the rules of CSV."""
    csv.field_size_limit(2**31 - 1)
    counts: list[int] = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if any(record):
                counts.append(len(record))
            if len(counts) >= 60:
                break
    except csv.Error:
        pass
    return counts


def _first_lines(text: str, separator: str) -> list[int]:
    """The same by lines alone, which a quote that was lost cannot swallow."""
    lines = [line for line in _LINE_END.split(text)[:200] if line.strip()][:60]
    return [len(split_line(line[:20_000], separator)) for line in lines]


# ---- rows ---------------------------------------------------------------------------------------


class _Table:
    def __init__(self, document: Document, separator: str, text: str, hint: str, odd: frozenset[int]) -> None:
        self._document, self._separator = document, separator
        self._text = text[len(hint) :]
        self._lines_above = 1 if hint else 0
        self._odd: dict[str, set[int]] = {"e": {line - self._lines_above for line in odd}}  # lines by their mark
        self._parted: dict[str, list[int]] = {}  # lines by the other separator they are written with
        if hint.strip():
            document.asides.append(Aside("instruction to Excel", "line 1", hint.strip()))

    def read(self) -> None:
        records, has_broken_quotes = self._records()
        usual = _usual(records)
        records = [self._parted_otherwise(each, usual) for each in records]
        self._say_parted()
        self._odd["o"] = {line for lines in self._parted.values() for line in lines}
        rows: list[GridRow] = []
        cells = 0
        for number, record in enumerate(records, 1 + self._lines_above):
            if len(record.cells) > MOST_COLUMNS:
                raise Refused(
                    "This text has more than 2,000 columns. Ask the agency for a chronology, one event a line."
                )
            marks = self._marks_of(record)
            held = {at: Cell(each, marks=marks) for at, part in enumerate(record.cells) if (each := clean(part))}
            cells += len(held)
            if cells > MOST_CELLS:
                raise Refused("This text has more than two million filled cells. Ask for only the chronology.")
            if held:
                rows.append(GridRow(number, held))
        self._document.grids.append(Grid("", rows))
        self._say_uneven(records, usual)
        if has_broken_quotes:
            self._document.warnings.append(
                "Row numbers count rows, not lines: where a cell runs over several lines they differ."
            )

    def _marks_of(self, record: Record) -> str:
        """Why a person has to compare the row with the file, as each of its cells tells."""
        lines = range(record.line, max(record.last_line, record.line) + 1)
        return "".join(mark for mark, odd in self._odd.items() if odd and any(line in odd for line in lines))

    def _records(self) -> tuple[list[Record], bool]:
        """By the rules where the file keeps them; where it does not, line by line."""
        csv.field_size_limit(2**31 - 1)
        try:
            records = list(self._by_the_rules())
        except csv.Error:
            records = []
        if records and not self._may_have_swallowed(records):
            return records, False
        found = read_records(self._text, self._separator)
        self._say_quotes(found)
        self._odd |= {"q": set(found.lost_quotes), "l": set(found.doubtful)}
        return found.records, bool(found.lost_quotes)

    def _by_the_rules(self) -> Iterator[Record]:
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=self._separator, strict=True)
        last = 0
        for record in reader:
            yield Record(last + 1, record, reader.line_num)
            last = reader.line_num

    def _may_have_swallowed(self, records: list[Record]) -> bool:
        """Whether any cell of several lines holds a line that looks like a row."""
        long = [cell for each in records for cell in each.cells if "\n" in cell or "\r" in cell]
        if not long:
            return False
        shape = LineShape(_LINE_END.split(self._text[:2_000_000]), self._separator)
        return any(shape.fits(line) for cell in long for line in _LINE_END.split(cell)[1:])

    def _say_quotes(self, found: Records) -> None:
        if found.lost_quotes:
            lines = self._named(found.lost_quotes)
            self._document.warnings.append(
                f"A quotation mark that is opened in {lines} is never closed as it should be. The lines after it that "
                "look like rows were read as rows: compare them with the file."
            )
        if found.doubtful:
            lines = self._named(found.doubtful)
            self._document.warnings.append(
                f"A cell that begins in {lines} runs over several lines, some of which look like rows of their own. It was "
                "read as one cell, as its quotation marks say: compare it with the file."
            )

    def _named(self, lines: Iterable[int]) -> str:
        return named_lines(each + self._lines_above for each in lines)

    # ---- rows unlike the others ---------------------------------------------------------------

    def _parted_otherwise(self, record: Record, usual: int) -> Record:
        """A row written with another separator than the rest."""
        if usual < 2 or len(record.cells) == usual or record.last_line > record.line or not any(record.cells):
            return record
        line = self._separator.join(record.cells)
        for separator in SEPARATORS:
            if separator == self._separator or separator not in line:
                continue
            cells = split_line(line, separator)
            starts_alike = bool(re.match(r"\s*\d", cells[0])) or (len(record.cells) == 1 and usual > 2)
            is_whole = self._separator not in cells[0]  # else its first cell is two of this row's own
            if len(cells) == usual and starts_alike and is_whole:
                self._parted.setdefault(separator, []).append(record.line)
                return Record(record.line, cells, record.last_line)
        return record

    def _say_parted(self) -> None:
        for separator, lines in self._parted.items():
            self._document.warnings.append(
                f"In {self._named(lines)} the columns are parted by {_NAMES[separator]}, not by {_NAMES[self._separator]}: "
                "they were read so."
            )

    def _say_uneven(self, records: list[Record], usual: int) -> None:
        filled = [each for each in records if any(cell.strip() for cell in each.cells)]
        longer = [each.line for each in filled if _width(each) > usual]
        if longer and usual > 1:
            self._document.warnings.append(
                f"More cells than the other rows have ({usual}) stand in {self._named(longer)}: a sign between columns may "
                "stand in the words. Nothing was left out; look at the columns there."
            )
        shorter = [each.line for each in filled if 1 < len(each.cells) < usual]
        if shorter and usual > 1 and len(shorter) <= len(filled) // 5:
            self._document.warnings.append(
                f"Fewer cells than the other rows have ({usual}) stand in {self._named(shorter)}: look at the columns there."
            )


def _usual(records: list[Record]) -> int:
    counts = Counter(len(each.cells) for each in records[:5_000] if len(each.cells) > 1)
    return counts.most_common(1)[0][0] if counts else 0


def _width(record: Record) -> int:
    """How many columns it reaches, blank ones at its end not counted."""
    return max((at for at, cell in enumerate(record.cells, 1) if cell.strip()), default=0)


# ---- no columns ---------------------------------------------------------------------------------


def _paragraphs(text: str, encoding: str) -> Document:
    lines = _LINE_END.split(text)
    if len(lines) > MOST_PARAGRAPHS:
        raise Refused("This text has more than 200,000 lines. Ask for only the chronology.")
    rows = [GridRow(number, {0: Cell(each)}) for number, line in enumerate(lines, 1) if (each := clean(line))]
    document = Document("txt", [Grid.of_paragraphs(rows)], readers="own reader of text 1")
    document.warnings.append(f"Read as {encoding} text, a paragraph a line.")
    return document
