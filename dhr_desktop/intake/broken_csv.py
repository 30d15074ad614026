"""CSV that was not written by the rules: a quote that never closes must not swallow the rows after it.

Rows are told by their lines: a line with as many columns as most have, which begins as most begin, is a row of
its own. The words inside a quote that was lost are kept, and the line it was lost on is said.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

LONGEST_QUOTE = 400_000
_BEGINNINGS = (
    re.compile(r'\s*"?\s*(?:[A-Za-z]{3,9},? )?\d{1,4}(?:st|nd|rd|th)?[/.\- ]\s?\w{1,9}[/.\- ]\s?\d{2,4}\b'),  # a date
    re.compile(r'\s*"?\s*\d'),
)


@dataclass(slots=True)
class Record:
    line: int
    cells: list[str]
    last_line: int = 0


@dataclass(slots=True)
class Records:
    records: list[Record] = field(default_factory=list)
    lost_quotes: list[int] = field(default_factory=list)  # lines
    doubtful: list[int] = field(default_factory=list)  # lines whose cell holds what looks like rows


class LineShape:
    """What most lines look like: how many columns, and whether they begin with a date or a figure."""

    def __init__(self, lines: list[str], separator: str) -> None:
        self._separator = separator
        counts = Counter(count for line in lines[:2_000] if (count := len(split_line(line, separator))) > 1)
        self.columns = max(counts, key=lambda count: counts[count] * min(count, 8)) if counts else 0
        alike = [line for line in lines[:2_000] if len(split_line(line, separator)) == self.columns]
        self._beginning = next(
            (each for each in _BEGINNINGS if sum(bool(each.match(line)) for line in alike) >= max(1, 0.5 * len(alike))),
            None,
        )

    def fits(self, line: str) -> bool:
        if len(line) > 20_000:
            return False
        count = len(split_line(line, self._separator))
        goes_on = 1 < count < self.columns and _opening(line, self._separator) >= 0
        if count != self.columns and not goes_on:
            return False
        if self._beginning is not None:
            return bool(self._beginning.match(line))
        return self.columns > 2 or len(line.split(self._separator)[0]) <= 40


def split_line(line: str, separator: str) -> list[str]:
    """One line by itself. A quote that does not close on it is a letter like any other."""
    cells: list[str] = []
    at = 0
    while True:
        start = at + len(line[at:]) - len(line[at:].lstrip(" ")) if line.startswith(" ", at) else at
        closed = _closing(line, start, separator) if line.startswith('"', start) else -1
        if closed >= 0:
            cells.append(line[start + 1 : closed].replace('""', '"'))
            at = _after(line, closed)
        else:
            end = line.find(separator, at)
            end = len(line) if end < 0 else end
            cells.append(line[at:end])
            at = end
        if at >= len(line):
            return cells
        at += 1  # the separator


def _closing(line: str, start: int, separator: str) -> int:
    """Where the quote that opens here closes: before a separator or at the line's end."""
    at = line.find('"', start + 1)
    while at >= 0:
        if line.startswith('"', at + 1):
            at = line.find('"', at + 2)
            continue
        after = _after(line, at)
        if after >= len(line) or line[after] == separator:
            return at
        at = line.find('"', at + 1)
    return -1


def _opening(line: str, separator: str) -> int:
    """Where a quote opens on this line that does not close on it; -1 when none does."""
    at = 0
    while at <= len(line):
        start = at
        while line.startswith(" ", start):
            start += 1
        if line.startswith('"', start):
            closed = _closing(line, start, separator)
            if closed < 0:
                return start
            at = _after(line, closed) + 1
            continue
        end = line.find(separator, at)
        if end < 0:
            return -1
        at = end + 1
    return -1


def _after(line: str, closed: int) -> int:
    """The place behind a closing quote and the blanks some programs put there."""
    at = closed + 1
    while line.startswith(" ", at):
        at += 1
    return at


def read_records(text: str, separator: str) -> Records:
    """Every row, with the quotes that were lost put up with."""
    return _Healing(text, separator).read()


class _Healing:
    def __init__(self, text: str, separator: str) -> None:
        self._lines = re.split(r"\r\n|\r|\n", text)
        self._separator = separator
        self._shape = LineShape(self._lines, separator)
        self._found = Records()

    def read(self) -> Records:
        at = 0
        while at < len(self._lines):
            at = self._record(at)
        return self._found

    def _record(self, first: int) -> int:
        """One row from this line on; gives the line after it."""
        line = self._lines[first]
        open_at = _opening(line, self._separator)
        if open_at < 0:
            self._keep(first, first, split_line(line, self._separator))
            return first + 1
        last, is_sound = self._closing_line(first, line[open_at:])
        if not is_sound:
            self._found.lost_quotes.append(first + 1)
        if last == first:
            self._keep(first, first, self._unquoted(line, open_at))
            return first + 1
        whole = "\n".join(self._lines[first : last + 1])
        if is_sound:
            cells = split_line(whole, self._separator)
            if _opening(whole, self._separator) >= 0:  # another quote opens on the last line and runs on
                return self._run_on(first, last)
        else:
            cells = [*split_line(line[:open_at], self._separator)[:-1], _undoubled(whole[open_at + 1 :])]
        self._keep(first, last, cells)
        return last + 1

    def _run_on(self, first: int, last: int) -> int:
        """Several long cells in one row: the lines are taken as one and looked at again."""
        joined = "\n".join(self._lines[first : last + 1])
        held = self._lines[first : last + 1]
        while True:
            open_at = _opening(joined, self._separator)
            if open_at < 0 or last + 1 >= len(self._lines):
                self._keep(first, last, split_line(joined, self._separator))
                return last + 1
            end, is_sound = self._closing_line(last, joined[open_at:])
            if not is_sound or end == last:
                self._found.lost_quotes.append(last + 1)
                self._keep(first, last, split_line(joined, self._separator))
                return last + 1
            held += self._lines[last + 1 : end + 1]
            joined = "\n".join(held)
            last = end

    def _keep(self, first: int, last: int, cells: list[str]) -> None:
        self._found.records.append(Record(first + 1, cells, last + 1))

    def _closing_line(self, first: int, opened: str) -> tuple[int, bool]:
        """The last line of the cell whose quote opens here, and whether the quote closes as it should.

        A closing quote stands before a separator or a line's end. Where a line that is plainly a row comes before
        it, and a quote in between is no closing one, the closing one was lost.
        """
        length, next_row, has_stray = len(opened), 0, False
        for at in range(first + 1, len(self._lines)):
            line = self._lines[at]
            length += len(line) + 1
            if length > LONGEST_QUOTE:
                break
            closes, strays = self._closes(line)
            fits = self._shape.fits(line)
            if fits and not next_row and (strays or not closes):  # a line that only closes is the cell's own end
                next_row = at
            has_stray = has_stray or strays
            if has_stray and next_row:
                return next_row - 1, False
            if closes:
                if not next_row:
                    if fits:
                        self._found.doubtful.append(first + 1)
                    return at, True
                if self._shape.columns > 2 and all(self._shape.fits(each) for each in self._lines[first + 1 : at]):
                    return next_row - 1, False
                self._found.doubtful.append(first + 1)
                return at, True
        if next_row:
            return next_row - 1, False
        return (first, False) if len(self._lines) - first > 50 else (len(self._lines) - 1, False)

    def _closes(self, line: str) -> tuple[bool, bool]:
        """Whether an open quote closes on this line, and whether a quote before that is neither closing nor doubled."""
        at, has_stray = line.find('"'), False
        while at >= 0:
            if line.startswith('"', at + 1) and not line.startswith(f'"{self._separator}', at + 1):
                at = line.find('"', at + 2)
                continue
            after = _after(line, at)
            if after >= len(line) or line[after] == self._separator:
                return True, has_stray
            has_stray = True
            at = line.find('"', at + 1)
        return False, has_stray

    def _unquoted(self, line: str, open_at: int) -> list[str]:
        """The line with its lost quote as a letter; commas in the words part no more columns than the others have."""
        before = split_line(line[:open_at], self._separator)
        rest = line[open_at + 1 :]
        first, *others = split_line(rest, self._separator)
        cells = [*before[:-1], _undoubled(first), *others]
        if len(cells) <= max(self._shape.columns, 1):
            return cells
        return [*before[:-1], _undoubled(rest)]


def _undoubled(text: str) -> str:
    """Inside a quote, lost or not, a quotation mark is written twice."""
    return text.replace('""', '"')
