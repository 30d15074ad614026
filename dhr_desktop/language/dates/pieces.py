"""Finding atoms among tokens: every one that begins at a place, with where it ends. Nothing is chosen here.

Whatever lacks a year may have one behind it ("May 2012") or before it ("2012 May"); whatever can be early or late may
say so; a weekday may stand on any side. So each shape is written once and the rest is put together.
"""

from __future__ import annotations

from dataclasses import replace

from . import atoms, named_days
from .atoms import Atom, a_day, a_month, a_year
from .rules import DateRules
from .spans import Ambiguous, Impossible, Span
from .tokens import MARK, NUMBER, WORD, Token
from .words import AGES_TOO, DECADES, EDGES, ORDINALS, PARTS, SEASONS

Ends = list[tuple[int, Atom]]
_JOINTS = frozenset("/.-,_")
_FIGURE_JOINTS = frozenset("/.-,_:|")
_JOINING_WORDS = frozenset({"of", "the", "in", "month", "year", "for"})
_LEADS = frozenset({"the", "on", "in", "during", "at", "over", "of", "whole", "within", "through"})
_TOWARDS = frozenset({"towards", "toward", "nearing", "very", "near", "around"})
_NTH = {**{word: number for word, number in ORDINALS.items() if number <= 5}, "last": -1, "final": -1}
_UNKNOWN_WORDS = frozenset({"x", "xx", "xxx", "dd", "mm", "unk", "unknown", "nk"})
_FESTIVAL = frozenset({"christmas", "xmas"})
_KINDS = {"financial": "financial", "fiscal": "financial", "tax": "tax", "school": "school", "academic": "school"}
_TERMS = {"autumn": (9, 12), "michaelmas": (9, 12), "spring": (1, 3), "lent": (1, 3), "summer": (4, 7)}
_HALF_TERMS = {"autumn": 10, "spring": 2, "summer": 5}
_EDTF_CODES = frozenset({21, 22, 23, 24, 33, 34, 35, 36})  # seasons and quarters as EDTF writes them
DEEPEST = 12


class Pieces:
    """The atoms of one wording."""

    def __init__(self, tokens: list[Token], rules: DateRules) -> None:
        self._tokens, self._rules = tokens, rules
        self._known: dict[int, Ends] = {}
        self._size = len(tokens)

    def at(self, first: int) -> Ends:
        """Every atom that begins here, each with the place behind it."""
        if first not in self._known:
            self._known[first] = []  # nothing leans on itself
            self._known[first] = self._found(first) if first < self._size else []
        return self._known[first]

    # ---- looking at tokens ------------------------------------------------------------------

    def _text(self, at: int) -> str:
        return self._tokens[at].text if at < self._size else ""

    def _is_number(self, at: int, longest: int = 2) -> bool:
        return at < self._size and self._tokens[at].kind == NUMBER and len(self._tokens[at].text) <= longest

    def _says(self, at: int, *words: str) -> bool:
        return all(self._text(at + step) == word for step, word in enumerate(words))

    def _joint(self, at: int, words: frozenset[str] = _JOINING_WORDS) -> tuple[int, str]:
        """Behind the separators and small words at this place; `marks` has "w" for a dash with blanks on both sides."""
        marks = ""
        while at < self._size:
            token = self._tokens[at]
            if token.kind == MARK and token.text in _JOINTS:
                is_wide = (
                    token.text == "-" and token.is_spaced and at + 1 < self._size and self._tokens[at + 1].is_spaced
                )
                marks += "w" if is_wide else token.text
            elif token.text in words:
                marks += "o"
            else:
                break
            at += 1
        return at, marks

    # ---- everything that begins here --------------------------------------------------------

    def _found(self, first: int) -> Ends:
        token = self._tokens[first]
        found: Ends = []
        if token.kind == NUMBER:
            found += self._figures(first) + self._year_first(first) + self._decade(first)
        if token.kind == NUMBER or token.is_ordinal or token.text in ("twenty", "thirty"):
            found += self._day_first(first)
        if token.month:
            found += self._month_first(first)
        if token.kind == WORD or token.is_ordinal:
            found += self._in_words(first)
        if token.text == "'":
            found += [
                (end, replace(a_year(year), has_short_year=True))
                for end, year in self._short_year(first, is_marked=True)
            ]
            found += self._decade(first + 1)
        found += self._with_unknown_day(first)
        found = [(end, atom) for end, atom in found if not self._is_cut(end)]
        found += [dated for end, atom in found for dated in self._with_year(end, atom)]
        found += self._with_weekday(first, found)
        return found

    def _is_cut(self, end: int) -> bool:
        """An atom that ends within a figure ("6.12.1|3") is none."""
        return (
            0 < end < self._size
            and self._tokens[end].kind == NUMBER
            and not self._tokens[end].is_spaced
            and (self._tokens[end - 1].kind == NUMBER and not self._tokens[end].is_parted)
        )

    # ---- years ------------------------------------------------------------------------------

    def _years(self, at: int, *, is_bare_allowed: bool) -> list[tuple[int, int, bool]]:
        """Years at this place: where each ends, which it is, whether it was short."""
        if self._is_number(at, 4) and len(self._text(at)) == 4 and not self._tokens[at].is_ordinal:
            return [(at + 1, self._tokens[at].value, False)] if 1000 <= self._tokens[at].value <= 2999 else []
        is_marked = self._text(at) == "'"
        if is_marked or is_bare_allowed:
            return [(end, year, True) for end, year in self._short_year(at, is_marked=is_marked)]
        return []

    def _short_year(self, at: int, *, is_marked: bool) -> list[tuple[int, int]]:
        at += is_marked
        if not self._is_number(at) or len(self._text(at)) != 2 or self._tokens[at].is_ordinal:
            return []
        behind, then = self._text(at + 1), at + 2
        if not is_marked:
            is_tight = at + 1 < self._size and not self._tokens[at + 1].is_spaced
            if behind in ("am", "pm") and self._tokens[at].value > 12:
                return [(at + 1, self._rules.year(self._text(at)))]
            if behind in ("am", "pm", "hrs", "hours", "noon", "midnight", "midday", "o'clock", "h", "x", "%"):
                return []
            if (behind in ":/" and behind and is_tight and (behind == "/" or self._is_number(then))) or (
                behind == "." and is_tight and self._is_number(then)
            ):
                return []
        return [(at + 1, self._rules.year(self._text(at)))]

    def _year_pair(self, at: int) -> list[tuple[int, int]]:
        """2012/13, 2012-2013, 12/13: two years, the one after the other; the first is told."""
        first = self._years(at, is_bare_allowed=True)
        if not first or self._text(first[0][0]) not in ("/", "-"):
            return []
        end, year, _ = first[0]
        if not self._is_number(end + 1, 4) or len(self._text(end + 1)) not in (2, 4):
            return []
        second = self._tokens[end + 1].value
        return [(end + 2, year)] if second in (year + 1, (year + 1) % 100) else []

    def _with_year(self, end: int, atom: Atom) -> Ends:
        """The same atom with a year behind it."""
        if not atom.lacks_year or (atom.kind == "day" and atom.day is not None and atom.lacks_month) or atom.is_figures:
            return []
        if atom.kind == "part" and atom.lacks_month:
            return []
        at = end
        if atom.kind == "day" and at < self._size and self._tokens[at].weekday:
            atom, at = replace(atom, weekday=self._tokens[at].weekday), at + 1
        at, marks = self._joint(at)
        is_bare_allowed = (
            "w" not in marks
            and "o" not in marks
            and not (atom.is_bare and atom.kind == "day" and not atom.is_figures and self._is_month_day(end))
        )
        dated = [
            (stop, self._dated(atom, year, stop, is_short=is_short))
            for stop, year, is_short in self._years(at, is_bare_allowed=is_bare_allowed)
        ] if "w" not in marks or (marks == "w" and self._is_wide_before(end)) else []  # fmt: skip
        if atom.season == 24 and atom.kind in ("season", "part"):
            dated += [(stop, replace(atom, year=year)) for stop, year in self._year_pair(at)]
        if atom.kind == "span" and atom.season in (
            1,
            4,
            9,
        ):  # a school term: those after the winter are in the later year
            dated += [(stop, replace(atom, year=year + (atom.season < 9))) for stop, year in self._year_pair(at)]
        return dated

    def _dated(self, atom: Atom, year: int, end: int, *, is_short: bool) -> Atom:
        """ "January 25" is a year only where nobody would mean a day: not in the 1920s."""
        figures = self._tokens[end - 1]
        could_be_day = is_short and figures.value <= 31 and year < self._rules.latest_short_year - 80
        if could_be_day and atom.kind in ("month", "part") and self._text(end - 2) != "'":
            return _one_of([f"{year:04}-{atom.month:02}"], "a day of the month, or a year")
        return replace(atom, year=year, has_short_year=is_short)

    def _is_month_day(self, end: int) -> bool:
        """ "May 4" may be followed by '13 or 2013, but "May 4 13" says nothing safe."""
        return end > 0 and self._tokens[end - 1].kind == NUMBER and not self._tokens[end - 1].is_ordinal

    def _is_wide_before(self, end: int) -> bool:
        """ "4 - May - 2013": the dash before the month had blanks too."""
        return (
            end > 2
            and self._text(end - 2) == "-"
            and self._tokens[end - 2].is_spaced
            and self._tokens[end - 1].is_spaced
        )

    def _year_first(self, first: int) -> Ends:
        years = self._years(first, is_bare_allowed=False)
        if not years:
            return []
        end, year, _ = years[0]
        found: Ends = [(end, a_year(year))]
        at, marks = self._joint(end, frozenset())
        if "w" in marks or at >= self._size or len(marks) > 2:
            return found
        token = self._tokens[at]
        if self._is_quarter_word(at) and (named := self._quarter(at)):
            return found + [(stop, replace(atom, year=year)) for stop, atom in named if atom.lacks_year]
        if token.month:
            after, joint = self._joint(at + 1, frozenset())
            if (
                self._is_number(after)
                and "w" not in joint
                and "," not in joint
                and (joint or self._tokens[after].is_spaced)
            ):
                found.append((after + 1, a_day(self._rules, self._tokens[after].value, token.month, year)))
        if token.month or token.text in SEASONS or token.text in _FESTIVAL or token.kind == NUMBER or token.is_ordinal:
            found += [
                (stop, replace(atom, year=year)) for stop, atom in self.at(at)
                if atom.lacks_year and not atom.lacks_month and not (atom.is_figures and marks)
            ]  # fmt: skip
        return found

    # ---- figures only -----------------------------------------------------------------------

    def _figures(self, first: int) -> Ends:
        if len(self._text(first)) == 8:
            return self._eight(first)
        if len(self._text(first)) > 4:
            return []
        found: Ends = []
        second, one = self._figure_joint(first + 1)
        if second is None:
            return []
        found += self._two_figures(first, second, one)
        found += [
            (end + 2, atoms.a_year_of(_KINDS[self._text(end)], year))
            for end, year in self._year_pair(first) if self._text(end) in _KINDS and self._text(end + 1) == "year"
        ]  # fmt: skip
        third, two = self._figure_joint(second + 1)
        if third is not None:
            found += self._three_figures(first, second, third, one, two)
        return found

    def _figure_joint(self, at: int) -> tuple[int | None, str]:
        """Where the next figure stands, and the separators before it; blanks alone are " "."""
        marks = ""
        while at < self._size and self._text(at) in _FIGURE_JOINTS and self._tokens[at].kind == MARK and len(marks) < 4:
            is_wide = (
                self._text(at) == "-"
                and self._tokens[at].is_spaced
                and at + 1 < self._size
                and self._tokens[at + 1].is_spaced
            )
            marks += "w" if is_wide else self._text(at)
            at += 1
        if marks and self._text(at) == "'":
            at += 1
        if not self._is_number(at, 4) or self._tokens[at].is_parted:
            return None, ""
        return at, marks or " "

    def _three_figures(self, first: int, second: int, third: int, one: str, two: str) -> Ends:
        widths = tuple(len(self._text(at)) for at in (first, second, third))
        values = [self._tokens[at].value for at in (first, second, third)]
        if self._tokens[second].is_ordinal or self._tokens[third].is_ordinal:
            return []
        if widths[0] == 4 and widths[1] <= 2 and widths[2] <= 2 and set(one) == set(two) and set(one) <= set("/.- "):
            atom = a_day(self._rules, values[2], values[1], values[0])
            return [(third + 1, replace(atom, is_figures=True))]
        if widths[0] > 2 or widths[1] > 2 or widths[2] not in (2, 4) or (one == " ") != (two == " "):
            return []
        if not self._is_figure_date(one, two, widths[2] == 4, third):
            return []
        day, month = (values[1], values[0]) if self._rules.is_month_first else (values[0], values[1])
        year = self._rules.year(self._text(third))
        atom = a_day(self._rules, day, month, year)
        return [(third + 1, replace(atom, is_figures=True, has_short_year=widths[2] == 2))]

    def _is_figure_date(self, one: str, two: str, is_long: bool, third: int) -> bool:
        """Whether these separators can be those of one date; two that differ need a year in full."""
        marks = set(one) | set(two)
        if len(set(one)) > 1 or len(set(two)) > 1:
            return False
        if ":" in marks:
            return is_long and marks == {":"}
        if "," in marks:
            return is_long or not any(self._tokens[at].is_spaced for at in range(third - 3, third + 1))
        if set(one) != set(two):
            return (is_long and "w" not in marks) or not marks & {"-", "w"}
        return True

    def _two_figures(self, first: int, second: int, one: str) -> Ends:
        left, right = self._tokens[first], self._tokens[second]
        widths = len(left.text), len(right.text)
        if len(set(one)) > 1 or one[0] not in "/.-" or left.is_ordinal or right.is_ordinal:
            return []
        mark = one[0]
        if widths[0] <= 2 and widths[1] <= 2:
            is_day = mark in "/." and 1 <= left.value <= 31 and 1 <= right.value <= 12
            day, month = (right.value, left.value) if self._rules.is_month_first else (left.value, right.value)
            return [(second + 1, replace(a_day(self._rules, day, month, None), is_figures=True))] if is_day else []
        if widths[0] <= 2 and widths[1] == 4 and 1000 <= right.value <= 2999:
            if left.value > 12 and mark == "/":
                return [(second + 1, _no_such_month(right.value))]
            return [(second + 1, a_month(left.value, right.value))] if 1 <= left.value <= 12 else []
        return self._from_year(left.value, right, mark, second + 1) if widths[0] == 4 else []

    def _from_year(self, first: int, right: Token, mark: str, end: int) -> Ends:
        """2010/11 and 2012-13 are years; 2010-11 could be a November; 2013-04 is an April."""
        if not 1850 <= first <= 2199 or len(right.text) == 3:
            return []
        second = right.value
        if len(right.text) == 4 and 1901 <= first <= 1912:
            return [(end, _one_of([], "two years, or a day and a month with a separator missing"))]
        if len(right.text) == 4:
            return [(end, atoms.years_together(first, second))] if second > first and mark != "." else []
        is_month = 1 <= second <= 12
        if mark == "." or len(right.text) == 1:
            return [(end, a_month(second, first))] if is_month else []
        last = first - first % 100 + second
        is_next = second == (first + 1) % 100
        last += 100 if is_next and second == 0 else 0
        is_pair = is_next or last > first
        if is_pair and is_month and (mark == "-" if is_next else mark == "/" and second > 9):
            return [(end, _month_or_years(first, second, last))]
        if mark == "-" and not is_next and second in _EDTF_CODES:
            return [(end, _month_or_years(first, second, last))]  # the spring of 2001, or years up to 2021
        if is_next or not is_month:
            return [(end, atoms.years_together(first, last))] if is_pair else []
        return [(end, a_month(second, first))]

    def _eight(self, first: int) -> Ends:
        """12052013, or 20130512 where only that makes sense."""
        digits = self._text(first)
        ways = (
            (int(digits[4:]), int(digits[2:4]), int(digits[:2])),
            (int(digits[:4]), int(digits[4:6]), int(digits[6:])),
        )
        ways_left = list(dict.fromkeys(way for way in ways if 1900 <= way[0] <= 2100 and 1 <= way[1] <= 12))
        if len(ways_left) == 2:
            return [(first + 1, _one_of([f"{y:04}-{m:02}-{d:02}" for y, m, d in ways_left], "two days could be meant"))]
        return [(first + 1, replace(a_day(self._rules, d, m, y), is_figures=True)) for y, m, d in ways_left]

    # ---- with a month in words --------------------------------------------------------------

    def _day_number(self, at: int) -> list[tuple[int, int, bool]]:
        """4, 4th, fourth, twenty-first: where it ends, the number, whether it is figures alone."""
        token = self._tokens[at]
        if token.kind == NUMBER:
            return [(at + 1, token.value, not token.is_ordinal)] if len(token.text) <= 2 else []
        if token.text in ("twenty", "thirty"):
            then = at + 1 + (self._text(at + 1) == "-")
            units = ORDINALS.get(self._text(then), 0)
            return [(then + 1, {"twenty": 20, "thirty": 30}[token.text] + units, False)] if 1 <= units <= 9 else []
        return [(at + 1, token.value, False)] if token.is_ordinal else []

    def _day_first(self, first: int) -> Ends:
        found: Ends = []
        for end, day, is_bare in self._day_number(first):
            if day <= 31:
                found.append((end, a_day(self._rules, day, None, None, is_bare=is_bare)))
            at = end
            if at < self._size and self._tokens[at].weekday and self._tokens[at].is_parted:
                at += 1
            at, marks = self._joint(at)
            if at < self._size and self._tokens[at].month and "," not in marks.replace("o,", ""):
                month = self._tokens[at].month
                is_abbreviated = self._text(at + 1) == "." and len(self._text(at)) < 6
                found.append((at + 1, a_day(self._rules, day, month, None)))
                if is_abbreviated:
                    found.append((at + 2, a_day(self._rules, day, month, None)))
        return found

    def _month_first(self, first: int) -> Ends:
        month = self._tokens[first].month
        found: Ends = [(first + 1, a_month(month))]
        at, marks = self._joint(first + 1, frozenset({"the"}))
        if at >= self._size or "w" in marks:
            return found
        if marks in ("-", "/", ".") and self._is_number(at):
            third, two = self._figure_joint(at + 1)
            if third is not None and two == marks and len(self._text(third)) in (2, 4):
                found.append(
                    (third + 1, a_day(self._rules, self._tokens[at].value, month, self._rules.year(self._text(third))))
                )
        for end, day, is_bare in self._day_number(at) if marks in ("", "o", ".", "-", ".o", ",") else []:
            is_year_behind = bool(self._years(self._joint(end, frozenset({"in", "of"}))[0], is_bare_allowed=False))
            if day <= 31 and (not is_bare or is_year_behind or (len(self._text(at)) == 1 and marks in ("", "o", "."))):
                found.append((end, a_day(self._rules, day, month, None, is_bare=is_bare)))
        return found

    def _with_unknown_day(self, first: int) -> Ends:
        """xx/05/2012, ??/05/2012, --/04/2013, unk May 2012: the month; and with no month either, the year."""
        at = self._behind_unknown(first)
        if at is None:
            return []
        at, marks = self._unknown_joint(at)
        if at >= self._size or (not marks and not self._tokens[at].is_spaced):
            return []
        token = self._tokens[at]
        if token.month and (marks or len(self._text(first)) > 1 or self._text(first) == self._text(first + 1)):
            return [(end, atom) for end, atom in self.at(at) if atom.kind == "month" and atom.year is not None]
        if self._is_number(at) and marks:
            third, joint = self._figure_joint(at + 1)
            if third is None or joint == " " or len(self._text(third)) not in (2, 4):
                return []
            year = self._rules.year(self._text(third))
            return [(third + 1, a_month(token.value, year) if 1 <= token.value <= 12 else _no_such_month(year))]
        again = self._behind_unknown(at) if marks else None
        if again is not None:
            end, joint = self._unknown_joint(again)
            return [(stop, a_year(year)) for stop, year, _ in self._years(end, is_bare_allowed=False)] if joint else []
        return []

    def _unknown_joint(self, at: int) -> tuple[int, str]:
        marks = ""
        while self._text(at) and self._text(at) in "/.-_" and len(marks) < 2:
            marks += self._text(at)
            at += 1
        return at, marks

    def _behind_unknown(self, first: int) -> int | None:
        token = self._tokens[first]
        if token.text in _UNKNOWN_WORDS:
            return first + 1
        if token.text == "n" and self._text(first + 1) == "/" and self._text(first + 2) in ("k", "a"):
            return first + 3
        if token.kind == MARK and token.text in "?*_-":
            end = first
            while self._text(end) == token.text and end - first < 4:
                end += 1
            if token.text == "-" and self._text(end) not in ("/", "."):
                return None
            return end
        return None

    # ---- decades ----------------------------------------------------------------------------

    def _decade(self, first: int) -> Ends:
        """1980s, 80's, '80s."""
        if not self._is_number(first, 4) or len(self._text(first)) not in (2, 4) or self._tokens[first].value % 10:
            return []
        at = first + 1 + (self._text(first + 1) == "'")
        if self._text(at) != "s" or self._tokens[at].is_spaced or (self._tokens[at - 1].is_spaced and at - 1 > first):
            return []
        digits = self._text(first)
        year = int(digits) if len(digits) == 4 else self._rules.year(digits)
        return [(at + 1, atoms.a_decade(year))] if 1000 <= year <= 2999 else []

    def _named_decade(self, first: int) -> Ends:
        name = self._text(first)
        if name in ("noughties", "naughties"):
            return [(first + 1, atoms.a_decade(2000))]
        if name not in DECADES or (name in AGES_TOO and self._text(first - 1 if first else self._size) != "the"):
            return []
        return [(first + 1, atoms.a_decade(self._rules.year(str(DECADES[name]))))]

    # ---- in words ---------------------------------------------------------------------------

    def _in_words(self, first: int) -> Ends:
        text = self._text(first)
        found: Ends = []
        if text in _LEADS or (text == "month" and self._text(first + 1) == "of"):
            found += self.at(first + 1)
        if text in PARTS or text in _TOWARDS:
            found += self._part(first)
        if text in _NTH or self._tokens[first].is_ordinal or text in ("later", "latter", "early"):
            found += self._nth(first)
        if text in SEASONS or text in _TERMS or text in ("school", "half") or self._tokens[first].month:
            found += self._season_or_term(first)
        if self._is_quarter_word(first):
            found += self._quarter(first)
        if text in _KINDS or text in ("fy", "f", "year", "calendar"):
            found += self._kind_of_year(first)
        found += self._named_decade(first) + self._festival(first)
        return found

    def _part(self, first: int) -> Ends:
        at = first
        while self._text(at) in _TOWARDS or (at > first and self._text(at) == "the"):
            at += 1
        if self._text(at) == "tail":
            at += 1
        word = self._text(at)
        if word not in PARTS:
            return []
        end = at + 1
        part, is_edge = PARTS[word], word in EDGES
        found: Ends = (
            []
            if is_edge and self._text(end) != "of" and self._text(end) not in ("-", "/", "to")
            else [(end, atoms.part_alone(part))]
        )
        if self._text(end) in (".", "-"):
            end += 1
        if self._text(end) in ("part", "days") or self._says(end, "on", "in") or self._says(end, "on", "during"):
            end += 1
        while self._text(end) in ("of", "in", "the", "month", "year", "-", "during", "that") and end - at < DEEPEST:
            end += 1
        if self._text(end) in ("week", "term", "on"):
            return found  # "late on 4 May" is a time of that day
        for stop, atom in self.at(end):
            made = atoms.part_of(atom, part, is_edge)
            if made is not None:
                found.append((stop, made))
        return found

    def _nth(self, first: int) -> Ends:
        """First week of, last Friday in, second half of, last day of, first quarter of."""
        token = self._tokens[first]
        nth = _NTH.get(token.text, 0) if token.kind == WORD else token.value
        at = first + 1
        unit = self._text(at)
        if unit == "half" and (nth in (1, 2, -1) or token.text in ("later", "latter", "early")):
            return self._of(
                at + 1,
                "year",
                lambda of: replace(
                    of, kind="span", needs_year=True, make=atoms.a_half(nth == 1 or token.text == "early").make
                ),
            )
        if unit in ("quarter", "qtr") and (1 <= nth <= 4 or nth == -1):
            return self._financial_or_plain(at + 1, nth if nth > 0 else 4)
        if not (1 <= nth <= 5 or nth == -1):
            return []
        if unit in ("week", "wk") and self._text(at + 1) not in ("commencing", "beginning", "ending"):
            return self._of(at + 1, "month", lambda of: atoms.nth_week(nth, of))
        if unit in ("weekend",) or self._says(at, "week", "-", "end"):
            return self._of(at + (1 if unit == "weekend" else 3), "month", lambda of: atoms.nth_weekend(nth, of))
        if (at < self._size and self._tokens[at].weekday and self._tokens[first].kind == WORD) or (
            at < self._size and self._tokens[at].weekday and token.is_ordinal
        ):
            weekday = self._tokens[at].weekday
            return self._of(at + 1, "month", lambda of: atoms.nth_weekday_of(nth, weekday, of))
        if unit == "day" and nth in (1, -1):
            return self._of(at + 1, "month", lambda of: atoms.end_day(nth == -1, of)) + self._of(
                at + 1, "year", lambda of: atoms.end_day(nth == -1, of)
            )
        return []

    def _of(self, at: int, kind: str, make) -> Ends:  # type: ignore[no-untyped-def]  # an atom to an atom
        """ "… of May 2013": made anew from the month or year that follows."""
        end = at
        while self._text(end) in ("of", "in", "the", "month", "year", ",", "during", "-", "for") and end - at < DEEPEST:
            end += 1
        found = [(stop, make(atom)) for stop, atom in self.at(end) if atom.kind == kind]
        return [(stop, atom) for stop, atom in found if atom is not None]

    def _is_quarter_word(self, at: int) -> bool:
        return self._text(at) in ("q", "qtr", "quarter") and self._is_number(at + 1 + (self._text(at + 1) == "."), 1)

    def _quarter(self, first: int) -> Ends:
        at = first + 1 + (self._text(first + 1) == ".")
        quarter = self._tokens[at].value
        return self._financial_or_plain(at + 1, quarter) if 1 <= quarter <= 4 else []

    def _financial_or_plain(self, end: int, quarter: int) -> Ends:
        at, _ = self._joint(end)
        found: Ends = [(end, atoms.a_quarter(quarter))]
        found += [(stop, atoms.a_financial_quarter(quarter, year)) for stop, year in self._year_pair(at)]
        return found

    def _kind_of_year(self, first: int) -> Ends:
        text, at = self._text(first), first + 1
        if text == "f":
            if not (self._text(at) == "/" and self._text(at + 1) == "y"):
                return []
            at += 2
        elif text in _KINDS or text == "calendar":
            if self._text(at) != "year":
                return []
            at += 1
        while self._text(at) in ("of", "in", ":", ",") and at - first < DEEPEST:
            at += 1
        if text in ("year", "calendar"):
            return [(end, a_year(year)) for end, year, _ in self._years(at, is_bare_allowed=False)]
        kind = _KINDS.get(text, "financial")
        return [(end, atoms.a_year_of(kind, year)) for end, year in self._year_pair(at)]

    def _season_or_term(self, first: int) -> Ends:
        at = first + (self._text(first) == "school")
        name = self._text(at)
        month = self._tokens[at].month if at < self._size else 0
        found: Ends = []
        if name in SEASONS and at == first:
            end = at + 1
            end += self._text(end) in ("months", "time", "month")
            found.append((end, atoms.a_season(SEASONS[name])))
        after = at + 1 + (self._text(at + 1) == "school")
        if name in _TERMS and self._text(after) == "term":
            found.append((after + 1, atoms.a_term(*_TERMS[name])))
        if name == "summer" and self._text(after) in ("holiday", "holidays", "break"):
            found.append((after + 1, replace(atoms.a_term(7, 8), season=0)))
        half = at if name == "half" else after
        if self._text(half) == "half" and (name == "half" or name in _HALF_TERMS or month):
            end = half + 1 + (self._text(half + 1) == "-")
            if self._text(end) == "term":
                end += 1
                end += self._text(end) in ("holiday", "holidays", "break", "week")
                found += self._half_term(end, _HALF_TERMS.get(name) or month or None)
        return found

    def _half_term(self, end: int, month: int | None) -> Ends:
        if month is not None:
            return [(end, atoms.a_half_term(month))]
        found = [(end, atoms.a_half_term(None))]
        at, _ = self._joint(end)
        if at < self._size and self._tokens[at].month:
            found.append((at + 1, atoms.a_half_term(self._tokens[at].month)))
        return found

    # ---- named days -------------------------------------------------------------------------

    def _festival(self, first: int) -> Ends:
        text = self._text(first)
        found: Ends = []
        if text in _FESTIVAL or self._says(first, "x", "-", "mas"):
            found += self._christmas(first + (1 if text in _FESTIVAL else 3))
        if text == "new" and self._text(first + 1) in ("year", "year's", "years"):
            end = first + 2 + (self._text(first + 2) == "'")
            end += self._text(end) in ("period", "time")
            found.append((end, atoms.new_year()))
        if text == "easter":
            end = first + 1
            end += self._text(end) in ("time", "period")
            found.append((end, atoms.easter_days(False)))
            end += 2 if self._says(end, "bank", "holiday") else 0
            if self._text(end) == "weekend":
                found.append((end + 1, atoms.easter_days(True)))
        if self._says(first, "bank", "holiday") or (
            self._tokens[first].month == 5 and self._says(first + 1, "bank", "holiday")
        ):
            found += self._bank_holiday_in_may(first)
        if text.replace("'", "") in named_days.FIRST_WORDS:
            found += self._named(first)
        return found

    def _christmas(self, end: int) -> Ends:
        end += self._text(end) in ("time", "tide")
        found: Ends = [(end, atoms.christmas())]
        if self._text(end) in ("period", "season", "holiday", "holidays", "break"):
            stop = end + 1
            stop += self._text(stop) in ("period", "season")
            found.append((stop, atoms.christmas_period()))
        joined = end + (self._text(end) in ("and", "/", "&", "to", "-"))
        if joined > end and self._text(joined) == "new" and self._text(joined + 1) in ("year", "year's", "years"):
            stop = joined + 2
            stop += self._text(stop) in ("period", "holiday", "holidays")
            found.append((stop, atoms.christmas_period()))
        return found

    def _bank_holiday_in_may(self, first: int) -> Ends:
        """Two are held in May; which one is asked."""
        if self._tokens[first].month == 5:
            end = first + 3
            end += end < self._size and self._tokens[end].weekday == 1
            return [(end, atoms.bank_holiday_in_may())]
        end = first + 2
        end += end < self._size and self._tokens[end].weekday == 1
        end, _ = self._joint(end)
        return [(end + 1, atoms.bank_holiday_in_may())] if end < self._size and self._tokens[end].month == 5 else []

    def _named(self, first: int) -> Ends:
        found: Ends = []
        words = ""
        for end in range(first, min(first + named_days.LONGEST, self._size)):
            token = self._tokens[end]
            if token.kind == NUMBER:
                break
            words += (" " if token.is_spaced or token.is_parted else "") + token.text
            rule = named_days.NAMED.get(named_days.plain_name(words))
            if rule is not None:
                found.append((end + 1, atoms.a_named_day(rule)))
                if self._text(end + 1) == "weekend" and "bank holiday" in words:
                    found.append((end + 2, atoms.bank_holiday_weekend(rule)))
        return found

    # ---- weekdays ---------------------------------------------------------------------------

    def _with_weekday(self, first: int, found: Ends) -> Ends:
        more: Ends = []
        weekday = self._tokens[first].weekday
        if weekday:
            at = first + 1
            while self._text(at) in (",", "-", ":", ".", "the", "of") and self._text(at) and at - first < 5:
                at += 1
            more += [
                (end, replace(atom, weekday=weekday)) for end, atom in self.at(at)
                if atom.kind == "day" and not atom.weekday and (atom.day is not None)
            ]  # fmt: skip
        for end, atom in found:
            if atom.kind != "day" or (atom.lacks_month and atom.day is not None) or atom.weekday:
                continue
            at = end + (self._text(end) in (",", "-") and self._text(end) != "")
            if at < self._size and self._tokens[at].weekday and not self._is_next_day(at):
                more.append((at + 1, replace(atom, weekday=self._tokens[at].weekday)))
        return more

    def _is_next_day(self, at: int) -> bool:
        """ "4 May, Sunday 5 May": the weekday belongs to what follows."""
        return at + 1 < self._size and (
            (self._tokens[at + 1].kind == NUMBER and len(self._text(at + 1)) <= 2) or self._text(at + 1) == "the"
        )


def _one_of(candidates: list[str], why: str) -> Atom:
    def make(year: int, month: int) -> Span:
        raise Ambiguous(*candidates, why=why)

    return Atom("span", make, 1)


def _month_or_years(first: int, second: int, last: int) -> Atom:
    return _one_of([f"{first:04}-{second:02}", f"{first}/{last}"], "a month, or a pair of years")


def _no_such_month(year: int) -> Atom:
    def make(a_year: int, a_month: int) -> Span:
        raise Impossible(why="there is no such month")

    return Atom("month", make, year)
