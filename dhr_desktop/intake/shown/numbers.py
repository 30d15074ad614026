"""Numbers as a format shows them: noughts in front, thousands, percentages, fractions, words around them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from .codes import ALL, COMMA, DIGIT, EXPONENT, PERCENT, POINT, SLASH, TEXT, Section

_MOST_FIGURES = 320
_MOST_SIGNIFICANT = 15  # what a spreadsheet keeps of a number


def general(value: float) -> str:
    """A number with no format. Whole numbers keep every figure: "4.5E+11" is nobody's telephone number."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.{_MOST_SIGNIFICANT}g}".replace("e", "E")


def written(section: Section, value: float) -> str:
    """A number that is not below nought, written by the pieces of its section."""
    pieces = section.pieces
    kinds = [kind for kind, _ in pieces]
    if DIGIT not in kinds:
        return "".join(general(value) if kind == ALL else text for kind, text in pieces)
    amount = _significant(value) * 100 ** kinds.count(PERCENT)
    if EXPONENT in kinds:
        return _scientific(pieces, amount)
    if SLASH in kinds and DIGIT in kinds[: kinds.index(SLASH)]:
        return _as_fraction(pieces, amount, kinds.index(SLASH))
    return _plain(pieces, amount)


def _significant(value: float) -> Decimal:
    return Decimal(f"{value:.{_MOST_SIGNIFICANT}g}")


Pieces = tuple[tuple[str, str], ...]


def _plain(pieces: Pieces, amount: Decimal) -> str:
    point = next((at for at, (kind, _) in enumerate(pieces) if kind == POINT), len(pieces))
    whole, after = pieces[:point], pieces[point + 1 :]
    places = sum(kind == DIGIT for kind, _ in after)
    last = max((at for at, (kind, _) in enumerate(whole) if kind == DIGIT), default=-1)
    amount /= Decimal(1000) ** (sum(kind == COMMA for kind, _ in whole[last + 1 :]) + _commas_at_end(after))
    has_thousands = any(kind == COMMA for kind, _ in whole[: last + 1])
    rounded = amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if _can_round(amount, places) else amount
    figures, _, decimals = f"{rounded:f}".partition(".")
    text = _whole(whole, figures.lstrip("0"), has_thousands)
    if point < len(pieces):
        text += "." + _decimals(after, decimals.ljust(places, "0"))
    return text


def _commas_at_end(pieces: Pieces) -> int:
    last = max((at for at, (kind, _) in enumerate(pieces) if kind == DIGIT), default=-1)
    return sum(kind == COMMA for kind, _ in pieces[last + 1 :])


def _can_round(amount: Decimal, places: int) -> bool:
    return amount.adjusted() + places < 27


def _whole(pieces: Pieces, figures: str, has_thousands: bool) -> str:
    """From the right, so that words between the figures stay in their places: 000-0000."""
    held = figures[-_MOST_FIGURES:]
    made: list[str] = []
    left = sum(kind == DIGIT for kind, _ in pieces)
    count = 0

    def put(figure: str) -> None:
        nonlocal count
        if has_thousands and count and count % 3 == 0 and figure != " ":
            made.append(",")
        made.append(figure)
        count += 1

    for kind, text in reversed(pieces):
        if kind == DIGIT:
            left -= 1
            if held:
                put(held[-1])
                held = held[:-1]
            elif text == "0":
                put("0")
            elif text == "?":
                put(" ")
            while left == 0 and held:  # more figures than places: they stand at the first place
                put(held[-1])
                held = held[:-1]
        elif kind != COMMA:
            made.append(text[::-1])
    if not left and held:
        made.append(held[::-1])
    return "".join(made)[::-1]


def _decimals(pieces: Pieces, figures: str) -> str:
    places = [text for kind, text in pieces if kind == DIGIT]
    needed = max((at + 1 for at, text in enumerate(places) if text == "0" or figures[at] != "0"), default=0)
    needed = max((at + 1 for at, figure in enumerate(figures) if figure != "0"), default=0) if needed == 0 else needed
    made, at = [], 0
    for kind, text in pieces:
        if kind == DIGIT:
            made.append(figures[at] if at < needed else " " if text == "?" else "")
            at += 1
        elif kind != COMMA:
            made.append(text)
    return "".join(made)


def _scientific(pieces: Pieces, amount: Decimal) -> str:
    at = next(at for at, (kind, _) in enumerate(pieces) if kind == EXPONENT)
    front, sign = pieces[:at], pieces[at][1]
    point = next((place for place, (kind, _) in enumerate(front) if kind == POINT), len(front))
    step = max(1, sum(kind == DIGIT for kind, _ in front[:point]))
    power = amount.adjusted() // step * step if amount else 0
    places = sum(kind == DIGIT for kind, _ in front[point:])
    mantissa = amount.scaleb(-power).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if mantissa.adjusted() >= step:
        power += step
        mantissa = mantissa.scaleb(-step)
    shown_sign = "-" if power < 0 else "+" if sign == "e+" else ""
    figures = str(abs(power)).rjust(sum(kind == DIGIT for kind, _ in pieces[at:]), "0")
    rest = "".join(text for kind, text in pieces[at + 1 :] if kind not in (DIGIT, COMMA))
    return f"{_plain(front, mantissa)}E{shown_sign}{figures}{rest}"


def _as_fraction(pieces: Pieces, amount: Decimal, slash: int) -> str:
    """ "# ?/?" shows 1.5 as 1 1/2; where no whole number has a place it is 3/2."""
    start = slash
    while start and pieces[start - 1][0] == DIGIT:
        start -= 1
    end = slash + 1
    fixed = ""
    while end < len(pieces) and (pieces[end][0] == DIGIT or pieces[end][1].isdigit()):
        fixed += pieces[end][1]
        end += 1
    has_whole = any(kind == DIGIT for kind, _ in pieces[:start])
    whole = int(amount) if has_whole else 0
    part = Fraction(amount) - whole
    if fixed.strip("0").isdigit():
        below = int(fixed)
        above = int(part * below + Fraction(1, 2))
    else:
        near = part.limit_denominator(10 ** max(1, len(fixed)) - 1)
        above, below = near.numerator, near.denominator
    if has_whole and above == below:
        whole, above = whole + 1, 0
    ahead = _plain(pieces[:start], Decimal(whole)) if has_whole else _words(pieces[:start])
    if has_whole and not above:
        text = _plain(pieces[:start], Decimal(whole)).rstrip() or "0"
    else:
        text = f"{ahead}{above}/{below}"
    return text + _words(pieces[end:])


def _words(pieces: Pieces) -> str:
    return "".join(text for kind, text in pieces if kind == TEXT)
