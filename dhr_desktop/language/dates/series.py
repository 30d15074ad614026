"""Several atoms together: from one to another, one or another, one and another. Each lends the others what they lack."""

from __future__ import annotations

from dataclasses import dataclass

from dhr_desktop.core.moments import Precision

from .atoms import Atom
from .lexicon import MARK, prefixes_at, suffixes_at
from .pieces import Pieces
from .spans import Ambiguous, Incomplete, Span, joined, listed
from .tokens import NUMBER, Token

RANGE, AND, OR, SLASH, COMMA = "range", "and", "or", "slash", "comma"
_CONNECTORS = {
    ("-",): RANGE, ("to",): RANGE, ("until",): RANGE, ("till",): RANGE, ("til",): RANGE, ("'", "til"): RANGE, ("through",): RANGE, ("thru",): RANGE,
    ("up", "to"): RANGE, ("through", "to"): RANGE, ("up", "until"): RANGE, ("-", "to", "-"): RANGE, ("until", "the"): RANGE,
    ("right", "through", "to"): RANGE, ("and", "up", "to"): RANGE, ("-", "to"): RANGE, ("-", "-"): RANGE, (">",): RANGE, ("-", ">"): RANGE,
    ("and",): AND, ("&",): AND, ("plus",): AND, ("+",): AND, (",", "and"): AND, (",", "&"): AND, (";", "and"): AND, ("and", "again", "on"): AND,
    ("as", "well", "as"): AND, ("and", "again", "in"): AND, ("and", "also"): AND, ("and", "then"): AND,
    ("or",): OR, (",", "or"): OR, ("and", "/", "or"): OR, ("or", "possibly"): OR, ("or", "perhaps"): OR, ("or", "else"): OR,
    ("/",): SLASH, ("into",): "into", (",",): COMMA, (";",): COMMA,
}  # fmt: skip
_CONNECTING = frozenset(words[0] for words in _CONNECTORS)
_LEADS = {"from": RANGE, "between": RANGE, "throughout": RANGE, "either": OR, "both": AND}
MOST_ITEMS = 40
MOST_WAYS = 6


@dataclass(frozen=True, slots=True)
class Item:
    atom: Atom
    mark: str
    first: int
    end: int
    is_doubted_before: bool = False
    is_doubted_behind: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Items with what joins each to the next."""

    items: tuple[Item, ...]
    joints: tuple[str, ...] = ()


class SeriesFinder:
    """Every way in which tokens are one series of atoms, the fewest atoms first."""

    def __init__(self, tokens: list[Token], pieces: Pieces) -> None:
        self._tokens, self._pieces = tokens, pieces
        self._known: dict[tuple[int, int], list[Series]] = {}
        self._items_known: dict[int, list[Item]] = {}

    def between(self, first: int, end: int) -> list[tuple[str, Series]]:
        """All of the tokens, with the word that leads the series ("from", "between") or none."""
        found: list[tuple[str, Series]] = [
            ("", each) for each in self._ways(first, end) if not _is_doubted_as_one(each)
        ]
        lead = self._tokens[first].text if first < end else ""
        if lead in _LEADS:
            found += [(lead, each) for each in self._ways(first + 1, end) if each.joints or lead == "throughout"]
        return found

    def _ways(self, first: int, end: int) -> list[Series]:
        """The ways with the fewest atoms, filled from the right so that no call goes deep."""
        if (first, end) in self._known:
            return self._known[first, end]
        for at in range(end - 1, first - 1, -1):
            if (at, end) not in self._known:
                self._known[at, end] = self._ways_from(at, end)
        return self._known.get((first, end), [])

    def _ways_from(self, first: int, end: int) -> list[Series]:
        found: list[Series] = []
        for item in self.items_at(first):
            if item.end == end:
                found.append(Series((item,)))
            elif item.end < end:
                for stop, joint in self.joints_at(item.end, end):
                    for rest in self._known.get((stop, end), ()):
                        if len(rest.items) < MOST_ITEMS:
                            found.append(Series((item, *rest.items), (joint, *rest.joints)))
        fewest = min((len(each.items) for each in found), default=0)
        return [each for each in found if len(each.items) == fewest][:MOST_WAYS]

    def joints_at(self, first: int, end: int) -> list[tuple[int, str]]:
        if self._tokens[first].text not in _CONNECTING:
            return []
        texts = [token.text for token in self._tokens[first : first + 3]]
        return [
            (first + size, _CONNECTORS[tuple(texts[:size])])
            for size in range(1, len(texts) + 1)
            if tuple(texts[:size]) in _CONNECTORS and first + size < end
        ]

    def items_at(self, first: int) -> list[Item]:
        """Atoms here, each with the doubt that stands before or behind it."""
        if first not in self._items_known:
            self._items_known[first] = self._items(first)
        return self._items_known[first]

    def _items(self, first: int) -> list[Item]:
        size = len(self._tokens)
        found = [Item(atom, "", first, end) for end, atom in self._pieces.at(first)]
        for begin, effect in prefixes_at(self._tokens, first, size):
            if effect.kind == MARK:
                found += [Item(atom, effect.value, first, end, True) for end, atom in self._pieces.at(begin)]
        doubted: list[Item] = []
        for item in found:
            if item.end < size and self._tokens[item.end].kind == NUMBER:
                continue
            for stop in range(item.end + 1, min(item.end + 4, size + 1)):
                for begin, effect in suffixes_at(self._tokens, item.end - 1, stop):
                    if effect.kind == MARK and begin == item.end:
                        doubted.append(
                            Item(item.atom, item.mark + effect.value, first, stop, item.is_doubted_before, True)
                        )
        return found + doubted


def _is_doubted_as_one(series: Series) -> bool:
    """Doubt at either edge of several is of them all, and is read so."""
    is_several = len(series.items) > 1
    return is_several and (series.items[0].is_doubted_before or series.items[-1].is_doubted_behind)


# ---- what a series means ------------------------------------------------------------------------


def meant(lead: str, series: Series, tokens: list[Token], year: int | None, *, is_night: bool) -> Span | None:
    """The days of a series; None where these joints say nothing together."""
    items, joints = series.items, series.joints
    if not joints:
        return _alone(items[0], year)
    if is_night and len(items) == 2 and joints[0] in (AND, SLASH, "into", RANGE):
        return _range(items[0], items[1], year, tokens)
    if "into" in joints:
        return None
    if lead == "between" or (lead == "throughout" and set(joints) == {AND}):
        return _range(items[0], items[1], year, tokens) if len(items) == 2 and joints[0] in (AND, RANGE) else None
    if lead == "from" and joints != (RANGE,):
        return None
    if joints == (RANGE,):
        return _range(items[0], items[1], year, tokens)
    if SLASH in joints:
        return _slashed(series, year, tokens) if set(joints) == {SLASH} and lead != "both" else None
    return _list(lead, series, year, tokens)


def _alone(item: Item, year: int | None) -> Span | None:
    atom = item.atom
    if atom.kind == "day" and atom.day is not None and atom.lacks_month:
        if atom.is_bare:
            return None
        raise Incomplete(why="a day of the month with no month")
    if atom.kind == "part" and atom.lacks_month:
        return None
    return atom.span(year).doubted(item.mark)


def _range(left: Item, right: Item, year: int | None, tokens: list[Token]) -> Span | None:
    pair = _two(left, right, year, tokens)
    return joined(*pair) if pair else None


def _two(left: Item, right: Item, year: int | None, tokens: list[Token]) -> tuple[Span, Span] | None:
    """Each with what it lacks taken from the other, or from the heading."""
    a, b = left.atom, right.atom
    if not _go_together(a, b, has_heading=year is not None):
        return None
    a_year, b_year = a.year or b.year or year, b.year or a.year or year
    a_month, b_month = a.month or b.month, b.month or a.month
    if a.kind == "day" and b.kind == "day" and a.day and b.day and a.month is None and b.month is None:
        raise Incomplete(why="the month is missing")
    if a.year is None and a.needs_year and a_year and _sort(a, a_month, 0) > _sort(b, b_month, 99):
        a_year = a_year - 1 if b.year else a_year
    if b.year is None and b.needs_year and a.year and _sort(b, b_month, 99) < _sort(a, a_month, 0):
        b_year = a.year + 1
    return a.span(a_year, a_month).doubted(left.mark), b.span(b_year, b_month).doubted(right.mark)


def _sort(atom: Atom, month: int | None, day: int) -> tuple[int, int]:
    return (
        month or 0 if not atom.season else {21: 3, 22: 6, 23: 9, 24: 12}.get(atom.season, atom.season),
        atom.day or day,
    )


def _go_together(a: Atom, b: Atom, *, has_heading: bool) -> bool:
    """Whether the one can lend the other what it lacks. A number behind a whole date may be a count."""
    if b.kind == "day" and b.is_bare and b.lacks_month and a.month is not None:
        return False
    if b.kind == "year" and a.lacks_year:
        return False
    if a.kind == "year" and b.lacks_year:
        return False
    if a.lacks_month and a.day is not None and b.kind not in ("day",):
        return False
    return not (b.lacks_month and b.day is not None and a.kind != "day")


def _slashed(series: Series, year: int | None, tokens: list[Token]) -> Span | None:
    """A slash between days is one or the other; between months, from one to the other."""
    if len(series.items) > 2:
        is_days = all(item.atom.kind == "day" for item in series.items)
        spans = _filled(series, year) if is_days else None
        return listed(spans, "[]") if spans else None
    left, right = series.items
    slash = tokens[left.end]
    is_tight = not slash.is_spaced and not tokens[left.end + 1].is_spaced
    are_year_first = all(len(tokens[item.first].text) == 4 for item in (left, right))
    if is_tight and (left.atom.is_figures or right.atom.is_figures) and not are_year_first:
        return None
    if is_tight and left.atom.kind == "day" and right.atom.kind == "year":
        return None  # "1930 12/03/2019" is a time and a day, not a day of 1930 and a year
    pair = _two(left, right, year, tokens)
    if pair is None:
        return None
    is_days = all(each.precision is Precision.DAY for each in pair) and not are_year_first
    return listed(list(pair), "[]") if is_days else joined(*pair)


def _list(lead: str, series: Series, year: int | None, tokens: list[Token]) -> Span | None:
    joints = set(series.joints)
    if RANGE in joints and OR in joints:
        return None
    is_or = OR in joints
    if is_or and AND in joints:
        return None
    if (lead == "either" and not is_or) or (lead == "both" and is_or):
        return None
    if any(a.atom.month is not None and b.atom.lacks_month and b.atom.is_bare for a, b in _next_to(series)):
        return None
    if any(
        a.atom.month is not None and a.atom.day is None and a.atom.has_short_year and b.atom.kind == "year"
        for a, b in _next_to(series)
    ):
        return None  # "November 12, 2003" is one day, whatever stands before it
    spans = _filled(series, year)
    if spans is None:
        return None
    grouped: list[Span] = [spans[0]]
    for joint, span in zip(series.joints, spans[1:], strict=True):
        if joint == RANGE:
            grouped[-1] = joined(grouped[-1], span)
        else:
            grouped.append(span)
    return listed(grouped, "[]" if is_or else "{}") if len(grouped) > 1 else None


def _is_nth_of_month(atom: Atom) -> bool:
    """The third Monday or the second week of a month, and not one of its days by number."""
    return atom.month is not None and atom.day is None and atom.kind in ("day", "span")


def _next_to(series: Series) -> list[tuple[Item, Item]]:
    return list(zip(series.items, series.items[1:], strict=False))


def _filled(series: Series, year: int | None) -> list[Span] | None:
    """Read right to left, each taking what it lacks from the one after it, or else from the last that has it."""
    items = series.items
    named_year = next((item.atom.year for item in reversed(items) if item.atom.year), None)
    month = next((item.atom.month for item in reversed(items) if item.atom.month), None)
    if month is None and any(item.atom.lacks_month for item in items):
        if all(item.atom.is_bare for item in items):
            return None
        raise Incomplete(why="the month is missing")
    if any(a.atom.day and a.atom.lacks_month and _is_nth_of_month(b.atom) for a, b in _next_to(series)):
        return None  # "first and third Monday in May" names no 1 May
    current = named_year or year
    spans: list[Span] = []
    was_lent = False
    for item in reversed(items):
        current, month = item.atom.year or current, item.atom.month or month
        was_lent = was_lent or item.atom.lacks_year
        spans.append(item.atom.span(current, month).doubted(item.mark))
    spans.reverse()
    firsts = [span.earliest for span in spans if span.earliest]
    if was_lent and named_year and firsts != sorted(firsts):
        raise Ambiguous(*(span.edtf for span in spans), why="some have no year, and they are not in order")
    return spans
