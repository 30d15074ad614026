"""How dates are put together: doubt, ranges, lists, open ends, weeks; all the way down to atoms."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dhr_desktop.core.moments import Precision

from .atoms import Atom, read_atom
from .relative import read_relative
from .rules import DateRules
from .spans import (
    Ambiguous,
    Incomplete,
    NotRead,
    Span,
    after,
    before,
    days_span,
    joined,
    listed,
    since,
    until,
)

_ABOUT = (
    r"(?:approx(?:imately)?\.?|circa|ca\.|ca(?=\s)|c\.|c(?=\s?\d)|about|around|roughly|on or (?:about|around)|in or around|or thereabouts"
    r"|(?:at )?some (?:point|stage) (?:in|during)|est(?:imated)?\.?|~)"
)  # fmt: skip
_QUERIED = (
    r"(?:possibly|probably|poss\.?|prob\.?|perhaps|maybe|may be|likely|(?:it is |it was )?(?:believed|thought|understood|said|likely) to (?:be|have been)"
    r"|believed|presumed(?: to be)?|unconfirmed|uncertain|query|\?+|\(\?\))"
)  # fmt: skip
_TO_CONFIRM = r"[(\[]?(?:to be confirmed|tbc|t\.b\.c\.?|unconfirmed|not confirmed|date (?:unclear|uncertain|queried)|possibly|probably|\?+)[)\]]?"
_FILLER = re.compile(
    r"^(?:on|in|at|during|over|dated|date|the(?! week| weekend)|of|from (?=before)|for|within|sometime|some time|sometime in|"
    r"in the (?:year|month)(?: of)?|the (?:year|month) of|month of|year of|the period|period|both|it was|occurred|"
    r"(?:two|three|2|3) (?:consecutive|separate) (?:days|dates|occasions),?)(?:\s|:)\s?"
)
_TRAILING = re.compile(
    r"(?:,? ?[(\[]?(?:the )?(?:exact |precise )?(?:date|day|dates|month|time)s? (?:is |was )?(?:unknown|not known|n/?k|not recorded|not given|not stated|unclear)[)\]]?|,? (?:when|while|aged|after which|following which|as)\b (?!\d).*|,? (?:inclusive|inc\.?|\(inclusive\)|incl\.?))$"
)
_ORDINAL_WORD = re.compile(r"\b(\d{1,2})\s?(?:st|nd|rd|th)\b")
_DASH = r"\s?-\s?"
_OPEN = r"(?:present(?: day)?|date|now|ongoing|on-going|current|today|continuing|the present(?: day| time)?|onwards?|death|current day)"


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds the wording."""

    rules: DateRules
    year: int | None = None
    anchor: date | None = None


def read_phrase(text: str, setting: Setting) -> Span:
    text, is_night = (text[:-6].strip(), True) if text.endswith(" NIGHT") else (text, False)
    return _phrase(text.strip(" ,;:"), setting, is_night)


def _phrase(text: str, setting: Setting, is_night: bool = False) -> Span:
    if not text:
        raise NotRead
    if parts := _queried_parts(text, setting):
        return parts
    rest, mark = _without_doubt(text)
    if mark:
        return _phrase(rest, setting, is_night).doubted(mark)
    for way in (_open_end, _week, _counted, _single, _range, _alternatives, _pair):
        if (span := way(text, setting, is_night)) is not None:
            return span
    trimmed = _TRAILING.sub("", _FILLER.sub("", text)).strip(" ,")
    if trimmed != text:
        return _phrase(trimmed, setting, is_night)
    raise NotRead


# ---- doubt --------------------------------------------------------------------------------------


def _without_doubt(text: str) -> tuple[str, str]:
    mark = ""
    while True:
        for pattern, sign in (
            (rf"^{_ABOUT}\s?(?=\S)", "~"), (rf"^{_QUERIED}\s?(?=[\dMWa-z'])", "?"),
            (rf"\s?[(\[]{_ABOUT}[)\]]$", "~"), (r"\s(?:approx(?:imately)?\.?|or thereabouts|circa)$", "~"),
            (rf"\s?{_TO_CONFIRM}$", "?"),
        ):  # fmt: skip
            found = re.search(pattern, text)
            if found and found[0] and found[0] != text:
                text = (text[: found.start()] + text[found.end() :]).strip(" ,")
                mark += sign
                break
        else:
            return text, mark


def _queried_parts(text: str, setting: Setting) -> Span | None:
    """12?/3/12: the question mark stands beside one part and marks that part."""
    found = re.fullmatch(r"(\?)?(\d{1,2})(\?)?([/.\-])(\?)?(\d{1,2})(\?)?\4(\?)?(\d{4}|\d\d)(\?)?", text)
    if not found:
        return None
    day, month, year = bool(found[3]), bool(found[5] or found[7]), bool(found[8])
    if not (day or month or year):
        return None
    held = setting.rules.day(setting.rules.year(found[9]), int(found[6]), int(found[2]))
    signs = ("?" if year or found[10] else "", "?" if month else "", "?" if day or found[1] else "")
    edtf = f"{signs[0]}{held.year:04}-{signs[1]}{held.month:02}-{signs[2]}{held.day:02}"
    return Span(edtf, held, held, Precision.DAY, "?")


# ---- one thing ----------------------------------------------------------------------------------


def _single(text: str, setting: Setting, is_night: bool) -> Span | None:
    atom = _atom(text, setting)
    if atom is None:
        return None
    if atom.kind == "day" and atom.month is None and atom.day is not None:
        if not re.search(r"\d(?:st|nd|rd|th)$", text):
            return None
        raise Incomplete(why="a day of the month with no month")
    return atom.span(setting.year)


def _atom(text: str, setting: Setting) -> Atom | None:
    return read_atom(_ORDINAL_WORD.sub(r"\1", _bare(text)), setting.rules) or read_atom(_bare(text), setting.rules)


def _bare(text: str) -> str:
    return re.sub(
        r"^(?:(?:on|in|during|over|the|from|sometime in|some time in|throughout)\s)+(?=\S)", "", text.strip(" ,")
    )


def _counted(text: str, setting: Setting, is_night: bool) -> Span | None:
    """Eighteen months before March 2015; two days after 3 May."""
    found = re.fullmatch(
        r"(?:about |approximately |approx\.? |around )?(?P<n>(?:\w+|a couple of) (?:days?|weeks?|months?|years?|fortnight)) "
        r"(?P<way>before|after|prior to|following|later than|earlier than) (?P<rest>.*\d.*)", text,
    ) or re.fullmatch(r"(?:the )?(?P<n>day) (?P<way>before|after|following|prior to) (?P<rest>.*\d.*)", text)  # fmt: skip
    if not found:
        return None
    anchor = _phrase(found["rest"], setting)
    is_before = found["way"] in ("before", "prior to", "earlier than")
    held = anchor.earliest if is_before else anchor.latest
    if held is None:
        return None
    count = "one day" if found["n"] == "day" else found["n"]
    if anchor.earliest != anchor.latest and re.search(r"day|week|fortnight", count):
        return None
    return read_relative(f"{count} {'before' if is_before else 'later'}", held)


# ---- weeks --------------------------------------------------------------------------------------

_COMMENCING = re.compile(
    r"(?:the )?(?:week|wk|w)[\s/.\-]*(?:commencing|commences|beginning|begining|starting|commenc|comm?|beg|b|c|from)\b\.?[\s:]*(?P<rest>.+)"
)
_ENDING = re.compile(r"(?:the )?(?:week|wk|w)[\s/.\-]*(?:ending|ended|end|e)\b\.?[\s:]*(?P<rest>.+)")
_WEEK_OF = re.compile(r"(?:the )?(?:week|wk) (?:of|including|containing) (?P<rest>.+)")
_WEEKEND = re.compile(
    r"(?:over |at |on )?(?:the )?week-?end (?:of |beginning |starting |commencing )?(?:the )?(?P<rest>.+)"
)


def _week(text: str, setting: Setting, is_night: bool) -> Span | None:
    if (found := _WEEKEND.fullmatch(text)) and not re.match(r"ending", found["rest"]):
        return _weekend(found["rest"], setting)
    for pattern, first, last in ((_ENDING, -6, 0), (_COMMENCING, 0, 6)):
        if found := pattern.fullmatch(text):
            day = _one_day(found["rest"], setting)
            return days_span(day + timedelta(days=first), day + timedelta(days=last), Precision.WEEK)
    if found := _WEEK_OF.fullmatch(text):
        day = _one_day(found["rest"], setting)
        monday = day - timedelta(days=day.isoweekday() - 1)
        return days_span(monday, monday + timedelta(days=6), Precision.WEEK)
    return None


def _weekend(rest: str, setting: Setting) -> Span:
    span = _phrase(rest, setting)
    if span.earliest is None or span.latest is None or (span.latest - span.earliest).days > 2:
        raise NotRead
    saturday = span.earliest + timedelta(days=6 - span.earliest.isoweekday())
    if span.earliest.isoweekday() == 7:
        saturday = span.earliest - timedelta(days=1)
    return days_span(saturday, saturday + timedelta(days=1))


def _one_day(text: str, setting: Setting) -> date:
    span = _phrase(text, setting)
    if span.earliest is None or span.earliest != span.latest:
        raise NotRead
    return span.earliest


# ---- open ends ----------------------------------------------------------------------------------

_OPENINGS = (
    (re.compile(r"(?:from )?(?:before|prior to|pre-?|preceding|earlier than)\s?(?P<rest>.+)"), before),
    (re.compile(r"(?:from )?(?:after|post-?|following|later than)\s?(?P<rest>.+)"), after),
    (re.compile(r"(?:until|till|'til|til|up (?:to|until)(?: and including)?|by|to|no later than|not later than)\s(?P<rest>.+)"), until),
    (re.compile(rf"(?:from |since )?(?P<rest>.+?)(?:{_DASH}|\s)(?:to |until )?(?:and )?{_OPEN}"), since),
    (re.compile(r"(?:from|since|as of|starting|beginning|commencing)\s(?P<rest>.+)"), since),
    (re.compile(r"(?P<rest>.+\d)\s?-"), since),
)  # fmt: skip


def _open_end(text: str, setting: Setting, is_night: bool) -> Span | None:
    if re.match(r"beginning (?:of |M|\d|in )|start(?:ing)? of ", text):
        return None
    for pattern, make in _OPENINGS:
        found = pattern.fullmatch(text)
        if not found:
            continue
        rest = found["rest"]
        if make is since and re.match(r"from|since", text) and _range(text, setting, is_night):
            return None
        if make is before and rest.startswith("to "):
            continue
        if make is after and re.match(r"W\d|day|week|month|year", rest) and not re.search(r"\d", rest[2:]):
            return None
        try:
            span = _phrase(rest, setting)
        except Incomplete:
            raise
        except NotRead as not_read:
            if not_read.status != NotRead.status:
                raise
            continue
        if span.earliest is None or span.latest is None:
            return span
        return make(span)
    return None


# ---- two ends -----------------------------------------------------------------------------------

_BETWEEN = re.compile(r"(?:some ?time )?(?:in )?between (?:the )?(?P<a>.+?) (?:and|to|-|&) (?:the )?(?P<b>.+)")
_THROUGHOUT = re.compile(r"throughout (?:the )?(?P<a>.+?) (?:and|to|-|&) (?P<b>.+)")
_FROM_TO = re.compile(r"from (?:the )?(?P<a>.+?) (?:to|until|till|through(?: to)?|up to|-) (?:the )?(?P<b>.+)")
_A_TO_B = re.compile(r"(?P<a>.+?) (?:to|until|till|through(?: to)?|thru) (?:the )?(?P<b>.+)")


def _range(text: str, setting: Setting, is_night: bool) -> Span | None:
    for pattern in (_BETWEEN, _THROUGHOUT, _FROM_TO, _A_TO_B):
        if (found := pattern.fullmatch(text)) and (span := _joined(found["a"], found["b"], setting)):
            return span
    if found := re.fullmatch(r"(\d{4}-\d\d-\d\d)\s?/\s?(\d{4}-\d\d-\d\d)", text):
        return _joined(found[1], found[2], setting)
    spaced = [found for found in re.finditer(r"\s-\s|\s-(?=\S)|(?<=\S)-\s", text)]
    tight = [found for found in re.finditer(r"(?<=\S)-(?=\S)", text)]
    for found in (*spaced, *tight):
        if span := _joined(text[: found.start()], text[found.end() :], setting):
            return span
    return None


def _joined(left: str, right: str, setting: Setting) -> Span | None:
    pair = _two(left, right, setting)
    return joined(*pair) if pair else None


def _two(left: str, right: str, setting: Setting) -> tuple[Span, Span] | None:
    """Two atoms, each with what it lacks taken from the other; doubt kept on each."""
    left, left_mark = _without_doubt(left.strip(" ,"))
    right, right_mark = _without_doubt(right.strip(" ,"))
    a, b = _atom(left, setting), _atom(right, setting)
    if a is None or b is None:
        return None
    a_year, b_year = a.year or b.year or setting.year, b.year or a.year or setting.year
    a_month, b_month = a.month or b.month, b.month or a.month
    if a.kind == "day" and b.kind == "day" and a.month is None and b.month is None and a.day and b.day:
        raise Incomplete(why="the month is missing")
    if a.year is None and b.year and (a_month or 0, a.day or 0) > (b_month or 0, b.day or 99):
        a_year = b.year - 1
    if b.year is None and a.year and (b_month or 0, b.day or 99) < (a_month or 0, a.day or 0):
        b_year = a.year + 1
    return a.span(a_year, a_month).doubted(left_mark), b.span(b_year, b_month).doubted(right_mark)


# ---- several ------------------------------------------------------------------------------------


def _alternatives(text: str, setting: Setting, is_night: bool) -> Span | None:
    text = re.sub(r"^(?:either|both) ", "", text)
    parts = re.split(r"\s(?:or|and/or)\s", text)
    if len(parts) > 1 and (spans := _filled(_commas(parts), setting)):
        return listed(spans, "[]")
    if is_night and len(parts := re.split(r"\s?&\s?|\sand\s|\sinto\s", text)) == 2:
        return _joined(parts[0], parts[1], setting)
    parts = re.split(r"\s?&\s?|\sand\s|\splus\s", text)
    if len(parts) > 1 and (spans := _filled(_commas(parts), setting)):
        return listed(spans, "{}")
    if re.search("[,;]", text) and len(parts := _commas([text])) > 1 and (spans := _filled(parts, setting)):
        return listed(spans, "{}")
    return None


def _commas(parts: list[str]) -> list[str]:
    """12, 19 and 26 June: but the comma of "June 3, 2012" parts nothing."""
    split = [each for part in parts for each in re.split(r"\s?[,;]\s?(?!\d{4}\b)", part) if each.strip()]
    return split


def _pair(text: str, setting: Setting, is_night: bool) -> Span | None:
    """A slash between two days is one or the other; between two months, from one to the other."""
    for found in re.finditer(r"\s?/\s?", text):
        left, right = text[: found.start()], text[found.end() :]
        pair = _two(left, right, setting)
        if pair is None or any(each.edtf < "1850" for each in pair):
            continue
        is_days = all(each.precision is Precision.DAY for each in pair)
        if is_days and not is_night:
            return listed(list(pair), "[]")
        return joined(*pair)
    return None


def _filled(parts: list[str], setting: Setting) -> list[Span] | None:
    """Atoms read right to left, each taking what it lacks from the one after it, or else before."""
    atoms = [_atom(part, setting) for part in parts]
    if any(atom is None for atom in atoms):
        return None
    known = [atom for atom in atoms if atom is not None]
    year = next((atom.year for atom in reversed(known) if atom.year), None) or setting.year
    month = next((atom.month for atom in reversed(known) if atom.month), None)
    spans: list[Span] = []
    for atom in reversed(known):
        year, month = atom.year or year, atom.month or month
        spans.append(atom.span(year, month))
    return spans[::-1]


__all__ = ["Ambiguous", "Setting", "read_phrase", "replace"]
