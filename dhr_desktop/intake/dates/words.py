"""The words dates are made of: months, weekdays, numbers, and the slips people make in them."""

from __future__ import annotations

import re
import unicodedata

MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WELSH_MONTHS = (
    "ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin",
    "gorffennaf", "awst", "medi", "hydref", "tachwedd", "rhagfyr",
)  # fmt: skip
WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY_SHORT = {
    "mon": 1, "tue": 2, "tues": 2, "wed": 3, "weds": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7,
}  # fmt: skip
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

NUMBER = r"(?:\d+|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")"

_SPELLING = {
    **{name[:length]: at for at, name in enumerate(MONTH_NAMES, 1) for length in range(3, len(name) + 1)},
    **{name: at for at, name in enumerate(WELSH_MONTHS, 1)},
    "sept": 9,
}
_NOT_MONTHS = {"decade", "decades", "marc", "match", "marsh", "mary", "juan", "jane", "jean", "junior", "augusta"}
_LETTERS = re.compile(r"[^\W\d_]+")
_FOLDED = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u02bc": "'", "`": "'", "\u00b4": "'",
        "\u201c": '"', "\u201d": '"', "\u3003": '"', "\u2033": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
        "\\": "/", "\u2044": "/", "\u00a0": " ", "\u00ad": None, "\u200b": None, "\ufeff": None,
    }
)  # fmt: skip


def number_of(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]


def normalised(wording: str) -> str:
    """One spelling for dashes, quotes and spaces; lower case; nothing that means anything is lost."""
    text = unicodedata.normalize("NFKC", wording.translate(_FOLDED)).translate(_FOLDED).casefold()
    text = re.sub(r"(?<=\d{4}-\d\d-\d\d)t(?=\d\d:)", " ", text)
    return re.sub(r"\s+", " ", text).strip()


def marked(text: str) -> str:
    """Months become M01…M12 and weekdays W1…W7, so that the grammar has one shape for each."""

    def mark(found: re.Match[str]) -> str:
        word = found[0]
        if month := _month(word):
            return f"M{month:02}"
        if day := _weekday(word):
            return f"W{day}"
        return word

    text = _LETTERS.sub(mark, text)
    return re.sub(r"\b([MW]\d+)\.", r"\1", _spaced(text))


def _spaced(text: str) -> str:
    """12M0513 is a day, a month and a year."""
    text = re.sub(r"(?<=\d)(?=M\d\d)", " ", text)
    return re.sub(r"(M\d\d)(?=\d)", r"\1 ", text)


def _month(word: str) -> int:
    if word in _SPELLING:
        return _SPELLING[word]
    if len(word) < 5 or word in _NOT_MONTHS:
        return 0
    near = [at for at, name in enumerate(MONTH_NAMES, 1) if word[0] == name[0] and _is_slip(word, name)]
    return near[0] if len(near) == 1 else 0


def _weekday(word: str) -> int:
    if word in WEEKDAY_SHORT:
        return WEEKDAY_SHORT[word]
    for at, name in enumerate(WEEKDAY_NAMES, 1):
        if word == name or (len(word) >= 6 and word[0] == name[0] and word[-3:] == "day" and _is_slip(word, name)):
            return at
    return 0


def _is_slip(word: str, name: str) -> bool:
    """At most one letter wrong, missing, doubled or swapped in a short name; two in a long one."""
    return _distance(word, name) <= (2 if len(name) >= 7 else 1)


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
