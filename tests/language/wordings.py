"""Date wordings with their meaning, made together from the calendar and the conventions. It knows nothing of the reader.

A wording is built outwards: a day, month or year; what says early or late; doubt; a direction; a clock; words that say
nothing. Each layer changes the text and the meaning at once, so that the meaning is never read back from the text.
"""

from __future__ import annotations

import calendar
import itertools
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WORN_DAYS = {
    "Monday": "Munday",
    "Tuesday": "Tuseday",
    "Wednesday": "Wensday",
    "Thursday": "Thrusday",
    "Friday": "Firday",
    "Saturday": "Saterday",
    "Sunday": "Suday",
}
WORN_MONTHS = {
    "January": "Janurary",
    "February": "Febuary",
    "September": "Setpember",
    "October": "Ocotber",
    "November": "Novemeber",
    "December": "Decmber",
    "August": "Agust",
    "April": "Arpil",
}
ORDINAL_WORDS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]


@dataclass(frozen=True)
class Made:
    """A wording, what it means, and of what sort it is. `first` and `last` are None where open."""

    text: str
    edtf: str
    first: date | None
    last: date | None
    unit: str = "day"
    time: str = ""
    time_end: str = ""
    sort: str = ""


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def th(number: int) -> str:
    return "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def short(day: date) -> str:
    return f"{day.year % 100:02}"


# ---- days, months, years ------------------------------------------------------------------------

DAY_FORMS = (
    "{d:02}/{m:02}/{y}", "{d}/{m}/{y}", "{d}/{m}/{s}", "{d:02}.{m:02}.{y}", "{d:02}.{m:02}.{s}", "{d:02}-{m:02}-{y}", "{d}-{m}-{s}", "{d:02}/{m:02}/'{s}",
    "{d:02}//{m:02}//{y}", "{d:02}--{m:02}--{y}", "{d:02}..{m:02}..{y}", "{d:02} / {m:02} / {y}", "{d:02} /{m:02}/ {y}", "{d:02} {m:02} {y}", "{d:02}\\{m:02}\\{y}",
    "{d:02}_{m:02}_{y}", "{d:02}{m:02}{y}", "{y}-{m:02}-{d:02}", "{y}/{m:02}/{d:02}", "{y}.{m:02}.{d:02}", "{d} {M} {y}", "{d:02} {M} {y}", "{d}{th} {M} {y}",
    "{d} {M} {s}", "{d}{th} {M} '{s}", "{d}{th} {M}, {y}", "{d} {M}, '{s}", "{d}{th} of {M} {y}", "the {d}{th} of {M} {y}", "the {d}{th} {M} {y}", "{d} {mon} {y}",
    "{d} {mon}. {y}", "{d}-{mon}-{s}", "{d}/{mon}/{y}", "{d}.{mon}.{y}", "{d:02}{MON}{s}", "{d}{th}{M}{y}", "{d}{M}{y}", "{d}{th}{mon} {y}", "{d} {M}{y}",
    "{M} {d}, {y}", "{M} {d}{th}, {y}", "{M} {d}{th} {y}", "{mon} {d}{th}, '{s}", "{M} the {d}{th}, {y}", "{y} {M} {d}", "{y}-{mon}-{d:02}", "{d} - {mon} - {y}",
    "{wd} {d} {M} {y}", "{wd} {d}{th} {M} {y}", "{wd}, {d} {M} {y}", "{wd} the {d}{th} of {M} {y}", "{wd}, {M} {d}, {y}", "{w} {d}/{m}/{s}", "{w} {d}/{m}/{y}", "{w}. {d} {mon} {s}",
    "{d}/{m}/{y} ({wd})", "{d} {M} {y}, {wd}", "({w}) {d} {M} {y}", "{d} {M} ({wd}) {y}", "{worn} {d} {M} {y}", "{d} {Worn} {y}", "{M} {d} {y}",
)  # fmt: skip
MONTH_FORMS = ("{M} {y}", "{mon} {y}", "{mon}-{s}", "{M}, {y}", "{M} '{s}", "{mon}. {y}", "{M} of {y}", "{m:02}/{y}", "{m}/{y}", "{y}-{m:02}", "{M}{y}", "{M}/{y}",
               "the month of {M} {y}", "{y} {M}", "xx/{m:02}/{y}", "??/{m:02}/{y}", "--/{m:02}/{y}", "unk/{m:02}/{y}", "unk {M} {y}", "{Worn} {y}")  # fmt: skip
YEAR_FORMS = ("{y}", "the year {y}", "calendar year {y}", "the calendar year {y}", "xx/xx/{y}")
SEASONS = {"spring": (21, 3), "summer": (22, 6), "autumn": (23, 9), "winter": (24, 12)}


def _filled(form: str, day: date) -> str:
    name, weekday = MONTHS[day.month - 1], DAYS[day.weekday()]
    return form.format(d=day.day, m=day.month, y=day.year, s=short(day), th=th(day.day), M=name, mon=name[:3], MON=name[:3].upper(), wd=weekday,
                       w=weekday[:3], worn=WORN_DAYS[weekday], Worn=WORN_MONTHS.get(name, name))  # fmt: skip


def a_day(form: str, day: date) -> Made:
    return Made(_filled(form, day), day.isoformat(), day, day, "day", sort=form)


def a_month(form: str, day: date) -> Made:
    first = day.replace(day=1)
    if form == "{y}-{m:02}" and day.month == (day.year + 1) % 100:
        form = "{M} {y}"  # 2011-12 is asked
    return Made(_filled(form, day), f"{day:%Y-%m}", first, month_end(day.year, day.month), "month", sort=form)


def a_year(form: str, day: date) -> Made:
    return Made(_filled(form, day), f"{day.year}", date(day.year, 1, 1), date(day.year, 12, 31), "year", sort=form)


def a_season(name: str, form: str, year: int) -> Made:
    code, month = SEASONS[name]
    last = month_end(year + 1, 2) if name == "winter" else month_end(year, month + 2)
    return Made(
        form.format(s=name, y=year, yy=f"{year % 100:02}"),
        f"{year}-{code}",
        date(year, month, 1),
        last,
        "season",
        sort=form,
    )


# ---- parts --------------------------------------------------------------------------------------

PARTS = {
    0: ("early {}", "early in {}", "the beginning of {}", "at the start of {}", "start of {}", "the early part of {}", "beg. {}", "at the very start of {}"),
    1: ("mid {}", "mid-{}", "the middle of {}", "in the middle of {}", "in mid-{}"),
    2: ("late {}", "late in {}", "the end of {}", "end of {}", "towards the end of {}", "at the very end of {}", "the latter part of {}", "toward the end of {}"),
}  # fmt: skip
_EDGES = ("beginning", "start", "beg.", "end")


def part_of_month(form: str, part: int, day: date) -> Made:
    first = date(day.year, day.month, 1 + 10 * part)
    last = date(day.year, day.month, 10 + 10 * part) if part < 2 else month_end(day.year, day.month)
    text = form.format(f"{MONTHS[day.month - 1]} {day.year}")
    return Made(text, f"{day:%Y-%m}-{part}X~", first, last, "part", sort=form)


def part_of_year(form: str, part: int, year: int) -> Made:
    if any(edge in form for edge in _EDGES):
        month = 1 if part == 0 else 12
        return Made(
            form.format(year), f"{year}-{month:02}~", date(year, month, 1), month_end(year, month), "part", sort=form
        )
    first = 1 + 4 * part
    return Made(
        form.format(year),
        f"{year}-{first:02}~/{year}-{first + 3:02}~",
        date(year, first, 1),
        month_end(year, first + 3),
        "part",
        sort=form,
    )


def part_of_decade(word: str, form: str, decade: int) -> Made:
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[word]
    names = {1960: "sixties", 1970: "seventies", 1980: "eighties", 1990: "nineties"}
    text = form.format(p=word, d=decade, dd=decade % 100, n=names[decade])
    return Made(
        text,
        f"{decade + low}~/{decade + high}~",
        date(decade + low, 1, 1),
        date(decade + high, 12, 31),
        "part",
        sort=form,
    )


def nth_things(day: date) -> list[Made]:
    year, month = day.year, day.month
    of = f"{MONTHS[month - 1]} {year}"
    end = month_end(year, month)
    found = []
    for number, words in enumerate(("first", "second", "third"), 1):
        start = date(year, month, 7 * number - 6)
        found += [
            _days(f"{lead}{words} week {joint} {of}", start, start + timedelta(6))
            for lead in ("", "the ", "during the ")
            for joint in ("of", "in")
        ]
    found.append(_days(f"the last week of {of}", end - timedelta(6), end))
    weekday = day.weekday()
    those = [
        date(year, month, number) for number in range(1, end.day + 1) if date(year, month, number).weekday() == weekday
    ]
    for words, which in (
        ("first", those[0]),
        ("second", those[1]),
        ("last", those[-1]),
        ("2nd", those[1]),
        ("1st", those[0]),
    ):
        found.append(Made(f"{words} {DAYS[weekday]} in {of}", which.isoformat(), which, which))
        found.append(Made(f"the {words} {DAYS[weekday]} of {of}", which.isoformat(), which, which))
    for text, which in (
        (f"the last day of {of}", end),
        (f"on the first day of {of}", date(year, month, 1)),
        (f"the first of {of}", date(year, month, 1)),
    ):
        found.append(Made(text, which.isoformat(), which, which))
    if date(year, month, 1).weekday() != 6:
        saturday = next(date(year, month, number) for number in range(1, 8) if date(year, month, number).weekday() == 5)
        found.append(_days(f"first weekend in {of}", saturday, saturday + timedelta(1)))
        found.append(_days(f"over the first weekend of {of}", saturday, saturday + timedelta(1)))
    if day.day <= 12:
        found.append(Made(f"the {ORDINAL_WORDS[day.day - 1]} of {of}", day.isoformat(), day, day))
    return [replace(made, sort="nth") for made in found]


def _days(text: str, first: date, last: date) -> Made:
    return Made(text, f"{first}/{last}", first, last, "span")


def weeks(day: date) -> list[Made]:
    monday = day - timedelta(day.weekday())
    found = []
    for text in (
        "w/c {}",
        "wc {}",
        "week commencing {}",
        "wk commencing {}",
        "week beginning {}",
        "w/b {}",
        "the week starting {}",
        "in the week commencing {}",
        "W/C: {}",
    ):
        found += [_days(text.format(shown.text), day, day + timedelta(6)) for shown in _few(day)]
    for text in ("w/e {}", "week ending {}", "the week ending {}", "wk ending {}"):
        found += [_days(text.format(shown.text), day - timedelta(6), day) for shown in _few(day)]
    for text in ("week of {}", "the week of {}", "in the week of {}"):
        found += [_days(text.format(shown.text), monday, monday + timedelta(6)) for shown in _few(day)]
    for text in ("fortnight commencing {}", "the fortnight beginning {}", "fortnight starting {}"):
        found += [_days(text.format(shown.text), day, day + timedelta(13)) for shown in _few(day)]
    found += [_days(f"fortnight ending {shown.text}", day - timedelta(13), day) for shown in _few(day)]
    saturday = monday + timedelta(5)
    for text in ("weekend of {}", "the weekend of {}", "over the weekend of {}", "weekend {}"):
        found += [_days(text.format(shown.text), saturday, saturday + timedelta(1)) for shown in _few(saturday)]
    return [replace(made, sort="weeks") for made in found]


def _few(day: date) -> list[Made]:
    return [
        a_day(form, day) for form in ("{d:02}/{m:02}/{y}", "{d} {M} {y}", "{d}{th} {mon} '{s}", "{wd} {d}{th} {M} {y}")
    ]


# ---- what stands round them ---------------------------------------------------------------------

DOUBTS = {
    "~": ("approx {}", "approx. {}", "approximately {}", "circa {}", "c. {}", "about {}", "around {}", "roughly {}", "on or about {}", "on or around {}", "~{}", "{} (approx)",
          "{} approx", "{} or thereabouts", "in or around {}"),
    "?": ("?{}", "{}?", "{} ?", "{} (?)", "possibly {}", "probably {}", "believed to be {}", "thought to have been {}", "perhaps {}", "{} (tbc)", "{} tbc", "{}, to be confirmed",
          "{} (probably)", "it was believed to be {}", "{} - to be confirmed", "maybe {}"),
    "%": ("?approx {}", "possibly around {}", "approx {}?", "circa {} (?)", "believed to be about {}"),
}  # fmt: skip
DIRECTIONS = {
    "since": ("since {}", "from {}", "{} onwards", "from {} onwards", "as from {}", "as of {}", "with effect from {}", "w.e.f. {}", "wef {}", "ongoing since {}", "on-going since {}",
              "{} to date", "{} - present", "{} – present", "{} to present", "{} - ongoing", "{} (ongoing)", "{} until present", "on or after {}", "on or shortly after {}", "not before {}",
              "no earlier than {}", "not earlier than {}", "{} to the present day", "{} onward", "starting {}", "commencing {}"),
    "until": ("until {}", "till {}", "up to {}", "up until {}", "by {}", "no later than {}", "not later than {}", "on or before {}", "up to and including {}", "not after {}"),
    "before": ("before {}", "prior to {}", "pre {}", "pre-{}", "from before {}", "shortly before {}", "just before {}", "sometime before {}", "some time before {}", "earlier than {}"),
    "after": ("after {}", "post {}", "shortly after {}", "following {}", "sometime after {}", "some time after {}", "soon after {}", "later than {}", "subsequent to {}"),
}  # fmt: skip
NOTHINGS = ("on {}", "{}.", "{},", "{}:", "({})", "[{}]", "{}*", "{} *", "* {}", "{} (see note 3)", "{} [1]", "{}[12]", "{}†", "{} (note 2)", "Date: {}", "dated {}", "\"{}\"",
            "• {}", "  {}  ", "date of incident: {}", "{} (see below)", "entry dated {}", "{}¹")  # fmt: skip
DATE_UNKNOWN = ("date unknown, {}", "exact date unknown - {}", "{} (exact date unknown)", "{}, date not recorded", "{} - exact date n/k", "undated, {}", "no date given, {}", "{} (date not known)",
                "date not known: {}")  # fmt: skip
LOOSELY = (
    "in {}",
    "during {}",
    "sometime in {}",
    "some time in {}",
    "throughout {}",
    "in the course of {}",
    "some time during {}",
)
PARTS_OF_DAY = ("morning of {}", "the evening of {}", "during the afternoon of {}", "early hours of {}", "in the early hours of {}", "{} (evening)", "{} am", "{} pm", "{}, morning", "overnight on {}",
                "late on {}", "early on {}", "late evening, {}", "on the morning of {}", "{} early evening", "in the course of the evening of {}", "{} PM", "night of {}", "lunchtime {}",
                "late at night on {}", "first thing on {}", "{} (overnight)", "very early on {}", "mid-afternoon on {}")  # fmt: skip


def clocks(hour: int, minute: int) -> list[tuple[str, str]]:
    """Forms with {} for the date, and the time they give."""
    at, twelve, half = f"{hour:02}:{minute:02}", (hour - 1) % 12 + 1, "pm" if hour >= 12 else "am"
    forms = [
        f"{{}} {at}", f"{{}} at {at}", f"{{}}, {at}", f"{at} {{}}", f"{at} on {{}}", f"{{}} ({at})", f"{{}} @ {at}", f"{{}} {hour:02}{minute:02}hrs", f"{{}} at {hour:02}{minute:02} hours",
        f"{hour:02}{minute:02}hrs {{}}", f"{hour:02}{minute:02} hrs on {{}}", f"{{}} {twelve}.{minute:02}{half}", f"{twelve}:{minute:02}{half} on {{}}", f"{twelve}.{minute:02} {half}, {{}}",
        f"at approximately {at} on {{}}", f"{{}} at about {twelve}.{minute:02}{half}", f"{{}} – {at}", f"{{}} at {hour:02}.{minute:02}hrs", f"{{}} {at}:30", f"around {at} hours on {{}}",
        f"{{}} {twelve}:{minute:02} {half[0]}.m.", f"at {at} hours, {{}}",
    ]  # fmt: skip
    return [(form, at) for form in forms] + [
        (f"{twelve}{half} on {{}}", f"{hour:02}:00"), (f"{{}} at {twelve}{half}", f"{hour:02}:00"), (f"{twelve} o'clock in the {'morning' if hour < 12 else 'afternoon'} of {{}}", f"{hour:02}:00"),
        ("12 noon, {}", "12:00"), ("{}, 12 noon", "12:00"), ("noon on {}", "12:00"), ("midday {}", "12:00"), ("{} at noon", "12:00"),
    ]  # fmt: skip


def two_clocks(hour: int, later: int) -> list[tuple[str, str, str]]:
    a, b = f"{hour:02}:00", f"{later:02}:30"
    return [(form, a, b) for form in (f"{{}} {a}-{b}", f"{{}} {a} - {b}", f"between {a} and {b} on {{}}", f"{{}} from {a} to {b}", f"{{}} between {a} and {b}", f"from {hour:02}00 to {later:02}30 hours on {{}}",
                                     f"{{}}, {hour:02}.00 to {later:02}.30 hrs", f"{{}} {hour:02}00-{later:02}30hrs")]  # fmt: skip


def marked(made: Made, mark: str) -> Made:
    def end(part: str) -> str:
        if part == "..":
            return part
        held = {"%": "~?", "": ""}.get(part[-1:], part[-1:] if part[-1:] in "~?" else "")
        both = set(held) | set(mark.replace("%", "~?"))
        return part.rstrip("~?%") + ("%" if both == {"~", "?"} else "".join(both))

    if made.edtf[0] in "[{":
        inner = ",".join(end(part) for part in made.edtf[1:-1].split(","))
        return replace(made, edtf=f"{made.edtf[0]}{inner}{made.edtf[-1]}")
    return replace(made, edtf="/".join(end(part) for part in made.edtf.split("/")))


def directed(made: Made, way: str) -> Made:
    assert made.first and made.last
    start, end = made.edtf.split("/")[0], made.edtf.split("/")[-1]
    if way == "since":
        return replace(made, edtf=f"{start}/..", last=None)
    if way == "until":
        return replace(made, edtf=f"../{end}", first=None)
    day = made.first - timedelta(1) if way == "before" else made.last + timedelta(1)
    shown = {"year": f"{day.year}", "month": f"{day:%Y-%m}"}.get(made.unit, day.isoformat())
    mark = made.edtf[-1] if made.edtf[-1] in "~?%" else ""
    if way == "before":
        return replace(made, edtf=f"../{shown}{mark}", first=None, last=day)
    return replace(made, edtf=f"{shown}{mark}/..", first=day, last=None)


def said(made: Made, form: str, sort: str) -> Made:
    return replace(made, text=form.format(made.text), sort=f"{sort} {form}")


# ---- several ------------------------------------------------------------------------------------

RANGES = (
    "{} - {}",
    "{} to {}",
    "from {} to {}",
    "between {} and {}",
    "{} until {}",
    "{} – {}",
    "sometime between {} and {}",
    "from {} until {}",
)
ALL = ("{} and {}", "{} & {}", "both {} and {}")
ONE = ("{} or {}", "either {} or {}")


def several(day: date, gap: int) -> list[Made]:
    """Two or three of a kind, with what is left unsaid of the first."""
    other, third = day + timedelta(gap), day + timedelta(2 * gap)
    found: list[Made] = []
    forms = ("{d:02}/{m:02}/{y}", "{d} {M} {y}", "{d}{th} {M} {y}", "{d}/{m}/{s}", "{wd} {d} {mon} {y}")
    for form, joint in itertools.product(forms, RANGES):
        found.append(_joined(joint.format(_filled(form, day), _filled(form, other)), "{}/{}", day, other))
    for form, joint in itertools.product(forms, ALL):
        found.append(_joined(joint.format(_filled(form, day), _filled(form, other)), "{{{},{}}}", day, other))
    for form, joint in itertools.product(forms, ONE):
        found.append(_joined(joint.format(_filled(form, day), _filled(form, other)), "[{},{}]", day, other))
    for form, joint in itertools.product(forms, ("{}, {} and {}", "{}, {}, {}", "{}; {}; {}", "{}, {} & {}")):
        text = joint.format(*(_filled(form, each) for each in (day, other, third)))
        found.append(Made(text, f"{{{day},{other},{third}}}", day, third, "span"))
    if day.month == third.month:
        tail = f"{MONTHS[day.month - 1]} {day.year}"
        for form, joint in itertools.product(("{d}", "{d}{th}"), RANGES[:6]):
            found.append(
                _joined(joint.format(_filled(form, day), f"{_filled(form, other)} {tail}"), "{}/{}", day, other)
            )
        for form in ("{d}", "{d}{th}"):
            a, b, c = (_filled(form, each) for each in (day, other, third))
            found.append(_joined(f"{a}/{b} {tail}", "[{},{}]", day, other))
            found.append(_joined(f"{a} or {b} {tail}", "[{},{}]", day, other))
            found.append(_joined(f"{a} and {b} {tail}", "{{{},{}}}", day, other))
            found.append(_joined(f"{a} & {b} of {tail}", "{{{},{}}}", day, other))
            found.append(Made(f"{a}, {b} and {c} {tail}", f"{{{day},{other},{third}}}", day, third, "span"))
            found.append(Made(f"{a}, {b} or {c} {tail}", f"[{day},{other},{third}]", day, third, "span"))
            found.append(_joined(f"night of {_filled(form, day)}/{_filled(form, other)} {tail}", "{}/{}", day, other))
    return [replace(made, sort="several") for made in found]


def _joined(text: str, shape: str, first: date, last: date) -> Made:
    return Made(text, shape.format(first, last), first, last, "span")


def several_months(day: date, gap: int) -> list[Made]:
    index = day.year * 12 + day.month - 1 + gap
    year, month = index // 12, index % 12 + 1
    first, last = day.replace(day=1), month_end(year, month)
    a, b = f"{day:%Y-%m}", f"{year}-{month:02}"
    left, right = f"{MONTHS[day.month - 1]} {day.year}", f"{MONTHS[month - 1]} {year}"
    found = [Made(joint.format(left, right), f"{a}/{b}", first, last) for joint in RANGES]
    found += [Made(joint.format(left, right), f"{{{a},{b}}}", first, last) for joint in ALL]
    found += [Made(joint.format(left, right), f"[{a},{b}]", first, last) for joint in ONE]
    short_left = MONTHS[day.month - 1]
    found += [
        Made(joint.format(short_left, right), f"{a}/{b}", first, last)
        for joint in ("{}/{}", "{} - {}", "{} to {}", "between {} and {}", "{}-{}")
    ]
    years = f"{day.year}/{day.year + 2}", date(day.year, 1, 1), date(day.year + 2, 12, 31)
    found += [Made(joint.format(day.year, day.year + 2), *years) for joint in (*RANGES, "{}-{}")]
    return [replace(made, unit="span", sort="months and years together") for made in found]


# ---- all of them --------------------------------------------------------------------------------


def _some_day(chance: random.Random) -> date:
    return date(1996, 1, 1) + timedelta(chance.randrange((date(2016, 12, 1) - date(1996, 1, 1)).days))


def everything(seed: int):
    """Every layer crossed with every other that can stand beside it, each with days of its own."""
    chance = random.Random(seed)
    days = [lambda form=form: a_day(form, _some_day(chance)) for form in DAY_FORMS]
    coarse = [lambda form=form: a_month(form, _some_day(chance)) for form in MONTH_FORMS]
    coarse += [lambda form=form: a_year(form, _some_day(chance)) for form in YEAR_FORMS]
    coarse += [lambda name=name, form=form: a_season(name, form, _some_day(chance).year) for name in SEASONS
               for form in ("{s} {y}", "the {s} of {y}", "in {s} {y}", "{s} '{yy}")]  # fmt: skip
    parts = [
        lambda form=form, part=part: part_of_month(form, part, _some_day(chance))
        for part, forms in PARTS.items()
        for form in forms
    ]
    parts += [lambda form=form, part=part: part_of_year(form, part, _some_day(chance).year) for part, forms in PARTS.items() for form in forms
              ]  # fmt: skip
    plain = days + coarse + parts
    yield from (make() for make in plain)
    for word in ("early", "mid", "late"):
        for form in ("{p} {d}s", "{p}-{d}s", "the {p} {d}'s", "{p} {dd}s", "the {p} {n}", "in the {p} {n}"):
            yield part_of_decade(word, form, chance.choice((1960, 1970, 1980, 1990)))
    for mark, forms in DOUBTS.items():
        for form, make in itertools.product(forms, plain):
            made = make()
            if made.text[0] != "?" or form[0] != "?":
                yield said(marked(made, mark), form, f"doubt {mark}")
    for way, forms in DIRECTIONS.items():
        for form, make in itertools.product(forms, days + coarse[:25]):
            made = make()
            if form == "following {}" and made.text[0] in "MTWFS(":
                continue  # "following Wednesday, 7 May" may be that day
            if form.startswith(("pre{", "pre-")) and made.text[:1] in "?x-u":
                continue
            yield said(directed(made, way), form, way)
        for doubt, form, make in itertools.product(
            ("approx {}", "possibly {}", "circa {}"), forms[:6], days[:40] + coarse[:8]
        ):
            made = said(marked(make(), "?" if doubt == "possibly {}" else "~"), doubt, "doubt")
            yield said(directed(made, way), form, f"{way} of")
    for form, make in itertools.product(NOTHINGS, plain):
        yield said(make(), form, "nothing")
    for form, make in itertools.product(DATE_UNKNOWN, coarse):
        made = make()
        if not made.text.startswith("-"):
            yield said(made, form, "date unknown")
    for form, make in itertools.product(LOOSELY, coarse[:25]):
        yield said(make(), form, "loosely")
    for form, make in itertools.product(PARTS_OF_DAY, days):
        made = make()
        is_short = not made.text[-4:].isdigit() and made.text[-3:-2] not in "/."
        if form.lower() not in ("{} am", "{} pm") or not is_short or int(short(made.first)) > 12:
            yield said(made, form, "part of day")  # "4 May 09 am" is nine in the morning, or a day in 2009
    for make in days:
        hour = chance.randrange(1, 12) + 12 * chance.randrange(2)
        for form, at in clocks(hour, chance.randrange(60)):
            yield replace(said(make(), form, "clock"), time=at)
        for form, a, b in two_clocks(hour, min(hour + 1, 23)):
            yield replace(said(make(), form, "clocks"), time=a, time_end=b)
    for doubt, make in itertools.product(("possibly {}", "{} (tbc)", "believed to be {}"), days):
        for form, at in clocks(chance.randrange(1, 12), chance.randrange(60))[:14]:
            made = replace(said(make(), form, "clock"), time=at)
            yield said(marked(made, "?"), doubt, "doubt of")
    for _ in range(60):
        yield from nth_things(_some_day(chance))
        yield from weeks(_some_day(chance))
        yield from several(_some_day(chance), chance.randrange(1, 9))
        yield from several_months(_some_day(chance), chance.randrange(1, 9))


# ---- what must be asked -------------------------------------------------------------------------


def never_read(seed: int, count: int) -> list[str]:
    """Numbers that are no dates, days that do not exist, and wordings that lack a part: none may be read."""
    chance = random.Random(seed)
    found = []
    for _ in range(count):
        n, m, y = chance.randrange(1, 29), chance.randrange(1, 13), chance.randrange(1996, 2017)
        a, b, c = (chance.randrange(1, 10) for _ in range(3))
        month = MONTHS[m - 1]
        found += [
            f"{a}.{b}.{c}", f"{a}.{b}.{n}" if n > 9 else f"{a}.{b}.{c}.{n}", f"£{n}.{m:02}", f"£{n * 100}", f"{n}/{n + 13}", f"DASH {n}", f"scored {n}/{n + 5}", f"{n}%", f"{n} units", f"{a} x {n}mg",
            f"section {n}", f"para {a}.{b}", f"ref {n}/{chance.randrange(10000, 99999)}", f"0{chance.randrange(7000, 7999)} {chance.randrange(100000, 999999)}", f"{n} {month}", f"{month}", f"{n}{th(n)}",
            f"31/06/{y}", f"30 February {y}", f"29/02/{2013 if y % 4 == 0 else y}", f"32/{m:02}/{y}", f"{n:02}/00/{y}", f"00/{m:02}/{y}", f"{m:02}/{n % 15 + 14}/{y}", f"l{a}/{m:02}/{y}", f"{n:02}/{m:02}/20l{a}",
            f"{n % 18 + 1:02}{m:02}/{y}", f"{n:02}{m:02}{y % 100:02}", f"{41000 + n}", f"{n:02}/{m:02}/2{y % 1000 + 100}", f"{month} {n}" if n > 20 else month, f"{n} or {n + 1}", f"{n}-{n + 2}", f"2010-{a if a > 9 else 11}", f"aged {n}", f"page {a} of {n}",
            f"{n} {month} {y} and {a} others", f"{n} {month} - {n + 1}", f"age {n}-{n + 1}", f"{a}/7 days", f"{a}/52", f"room {n}", f"{n} children", f"NHS {n:03} {n:03} {n:04}", f"born {n}/{m}/{y}", f"DOB {n} {month} {y}",
            f"letter of {n} {month} {y} to GP", f"after 10pm on {n} {month} {y}", f"exact date unknown, {n} {month} {y}", f"a few weeks before {month} {y}", f"{n} {month} {y} {a} {b}", f"{month} {a} {y % 100:02}",
        ]  # fmt: skip
    return found
