"""Every word that dates are made of, once: months, weekdays, numbers, seasons; and the slips people make in them."""

from __future__ import annotations

from functools import lru_cache

MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WELSH_MONTHS = (
    "ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin",
    "gorffennaf", "awst", "medi", "hydref", "tachwedd", "rhagfyr",
)  # fmt: skip
WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = {
    "mon": 1, "tue": 2, "tues": 2, "wed": 3, "weds": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7,
    **{name: at for at, name in enumerate(WEEKDAY_NAMES, 1)},
}  # fmt: skip
_MONTHS = {
    **{name[:length]: at for at, name in enumerate(MONTH_NAMES, 1) for length in range(3, len(name) + 1)},
    **{name: at for at, name in enumerate(_WELSH_MONTHS, 1)},
    "sept": 9,
}
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
ORDINAL_ENDINGS = ("st", "nd", "rd", "th")
SEASONS = {"spring": 21, "springtime": 21, "summer": 22, "summertime": 22, "autumn": 23, "autumntime": 23, "fall": 23,
           "winter": 24, "wintertime": 24}  # fmt: skip
EARLY, MIDDLE, LATE = 0, 1, 2
PARTS = {
    "early": EARLY, "earlier": EARLY, "beginning": EARLY, "beginnings": EARLY, "begining": EARLY, "beg": EARLY,
    "start": EARLY, "begin": EARLY, "mid": MIDDLE, "middle": MIDDLE, "late": LATE, "later": LATE, "latter": LATE,
    "end": LATE, "close": LATE,
}  # fmt: skip
EDGES = frozenset({"beginning", "beginnings", "begining", "beg", "start", "begin", "end", "close"})
DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip
AGES_TOO = frozenset({"twenties", "thirties", "forties", "fifties"})  # "late twenties" is how old somebody is
NUMBER = r"(?:\d+|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")"

_NOT_MONTHS = {
    "decade",
    "decades",
    "marc",
    "match",
    "marsh",
    "mary",
    "juan",
    "jane",
    "jean",
    "junior",
    "augusta",
    "julie",
}
_SWAPPED = {"juen": 6, "jnue": 6, "jluy": 7, "juyl": 7, "arpil": 4, "mrach": 3}
_GLUED = ("beginning", "early", "start", "late", "end", "mid", "the", "in", "on", "of")


def number_of(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]


@lru_cache(maxsize=8192)
def month_of(word: str) -> int:
    """1 to 12, or 0; a clear slip in a name is read."""
    if word in _MONTHS:
        return _MONTHS[word]
    if len(word) < 5 or len(word) > 12 or word in _NOT_MONTHS:
        return _SWAPPED.get(word, 0)
    near = [at for at, name in enumerate(MONTH_NAMES, 1) if word[0] == name[0] and _is_slip(word, name)]
    return near[0] if len(near) == 1 else _SWAPPED.get(word, 0)


@lru_cache(maxsize=8192)
def weekday_of(word: str) -> int:
    """1 for Monday to 7, or 0."""
    if word in _WEEKDAYS:
        return _WEEKDAYS[word]
    if not 5 <= len(word) <= 11 or not {"d", "a", "y"} <= set(word[-4:]):
        return 0
    near = [at for at, name in enumerate(WEEKDAY_NAMES, 1) if word[0] == name[0] and _is_slip(word, name)]
    return near[0] if len(near) == 1 else 0


@lru_cache(maxsize=8192)
def unglued(word: str) -> tuple[str, ...]:
    """ "midmay" and "rdof" are two words; a word that is known is left whole."""
    if len(word) < 4 or month_of(word) or weekday_of(word) or word in PARTS or word in SEASONS:
        return (word,)
    for first in (*_GLUED, *ORDINAL_ENDINGS):
        rest = word[len(first) :]
        if (
            word.startswith(first)
            and len(rest) >= 2
            and (rest in _MONTHS or rest in SEASONS or (first in ORDINAL_ENDINGS and rest == "of"))
        ):
            return first, rest
    return (word,)


def _is_slip(word: str, name: str) -> bool:
    """At most one letter wrong, missing, doubled or swapped in a short name; two in a long one."""
    return abs(len(word) - len(name)) <= 2 and _distance(word, name) <= (2 if len(name) >= 7 else 1)


def _distance(left: str, right: str) -> int:
    """Edits between two words; two neighbours swapped count once."""
    rows = [list(range(len(right) + 1))]
    for at, a in enumerate(left, 1):
        row = [at]
        for to, b in enumerate(right, 1):
            best = min(row[-1] + 1, rows[-1][to] + 1, rows[-1][to - 1] + (a != b))
            if at > 1 and to > 1 and a == right[to - 2] and left[at - 2] == b:
                best = min(best, rows[-2][to - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
