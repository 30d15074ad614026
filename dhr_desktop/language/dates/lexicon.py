"""What may stand round a date and what it does to it: doubt, direction, part of the day, weeks, words that say nothing.

Each phrase stands here once. A phrase is matched whole, the longest first; how it acts is one of a few effects.
"""

from __future__ import annotations

from dataclasses import dataclass

from .tokens import Token, tokens_of

MARK, NOTHING, UNKNOWN_DATE, DIRECTION, WEEK = "mark", "nothing", "unknown date", "direction", "week"


@dataclass(frozen=True, slots=True)
class Effect:
    kind: str
    value: str = ""


Phrases = dict[tuple[str, ...], Effect]


def _phrases(effect: Effect, *groups: str) -> Phrases:
    """Phrases written with | between them; marks and words apart from each other by blanks."""
    return {tuple(phrase.split()): effect for group in groups for phrase in group.split("|")}


_ABOUT = (
    "approx|approx .|approximately|circa|circa .|ca|ca .|c|c .|about|around|roughly|on or about|on or around|in or about|"
    "in or around|at or about|at or around|or thereabouts|est|est .|estimated|~|around about|sometime around|"
    "some time around|somewhere around|at around|at about|at some point in|at some stage in|some point in|some stage in|"
    "at some point during|at some stage during|some point during|at some point|at some stage"
)
_VIEWS = "believed|thought|understood|said|likely|reported|presumed|assumed|alleged|supposed"
_QUERIED = (
    "possibly|probably|poss|poss .|prob|prob .|perhaps|maybe|may be|may have been|might be|might have been|likely|"
    "most likely|believed|presumed|unconfirmed|uncertain|query|?|possible|probable|tbc|presumably|apparently"
)
_TO_CONFIRM = (
    "to be confirmed|tbc|t . b . c|t . b . c .|unconfirmed|not confirmed|date unclear|date uncertain|date queried|date tbc|"
    "date to be confirmed|possibly|probably|poss|prob|perhaps|maybe|?|? ?|? ? ?|estimated date|queried|query"
)
_MISSING = "unknown|not known|n / k|nk|n . k .|not recorded|not given|not stated|unclear|not specified|not documented|unspecified|not available"
_DATE_MISSING = "|".join(
    f"{lead} {verb} {missing}".replace("  ", " ")
    for lead in ("date", "exact date", "precise date", "actual date", "day", "exact day", "dates", "exact dates", "the date", "the exact date")
    for verb in ("", "is", "was")
    for missing in _MISSING.split("|")
) + "|undated|no date|no date given|no date recorded|no exact date|no exact date given|no specific date|no specific date given|date missing|unknown date"  # fmt: skip
_TIME_MISSING = "|".join(
    f"{lead} {verb} {missing}".replace("  ", " ")
    for lead in ("time", "exact time", "times", "time of day", "the time", "the exact time")
    for verb in ("", "is", "was")
    for missing in _MISSING.split("|")
) + "|no time|no time given|no time recorded|untimed"  # fmt: skip

_SINCE = (
    "since|from|as from|as of|with effect from|w . e . f .|wef|w . e . f|effective from|starting|starting from|starting on|commencing|"
    "commencing on|beginning on|ongoing since|on - going since|ongoing from|continuing since|current since|on or after|"
    "on or shortly after|on or soon after|on or just after|not before|no earlier than|not earlier than|at least since|"
    "dating from|dating back to|ever since|open since|in place since|from at least|onwards from|from and including"
)
_UNTIL = (
    ". . /|until|till|' til|til|up to|up until|up till|up to and including|until and including|by|to|no later than|not later than|not after|on or before|"
    "ending|ending on|not beyond|through to|at the latest by|ongoing until|ongoing to|continuing until"
)
_BEFORE = (
    "before|prior to|pre|pre -|earlier than|preceding|shortly before|just before|some time before|sometime before|"
    "soon before|in advance of|from before|from prior to|immediately before|immediately prior to|shortly prior to|"
    "at some point before|at some time before|long before|well before|any time before|since before"
)
_AFTER = (
    "after|post|post -|following|later than|shortly after|soon after|just after|some time after|sometime after|"
    "subsequent to|from after|immediately after|immediately following|shortly following|at some point after|at some time after|"
    "any time after|since after|not until after"
)
_STARTING = (
    "commencing|commences|commenced|beginning|begining|starting|comm|comm .|com|commenc|beg|beg .|b|c|from|start|begin"
)
_ENDING = "ending|ended|end|e|to"
_WEEKS = ("week", "wk", "wk .", "w", "w /")
_LEADING = "in|during|for|over|on"
_NOISE = (
    "on|in|at|during|over|dated|date|the|of|for|within|sometime|some time|sometime in|some time in|some time during|"
    "sometime during|in the year|in the month|in the year of|in the month of|the year of|the month of|month of|year of|the period|"
    "period|during the period|over the period|both|it was|occurred|occurred on|happened on|two consecutive days|three consecutive days|"
    "2 consecutive days|3 consecutive days|two separate days|two separate dates|three separate dates|two separate occasions|"
    "consecutive days|one day in|some day in|a day in|one night in|one evening in|entry dated|entry|entry date|entry for|date of entry|"
    "date of incident|date of event|date of contact|date of entry|date of attendance|date of report|date of visit|date of call|"
    "date of referral|event date|incident date|contact date|date and time|date / time|doe|d . o . e|as at|as on|"
    "throughout|whole of|the whole of|all of|all through|in the course of|the course of|time|"
    "- |*|* *|* * *|•|·|:|,|;|.|\"|'|#|°|- -|▪|●|►|on or|sometime on|some time on|on the date of|that is|ie|i . e ."
).replace("- |", "-|")
_AFTERTHOUGHTS = "inclusive|inc|inc .|incl|incl .|date of entry|entry|*|* *|* * *|* * * *|#|.|,|;|:|\"|'|°|^|+ +|date of event|date of incident|approx date"
_OPEN = "present|present day|date|now|ongoing|on - going|current|today|continuing|the present|the present day|the present time|death|current day|present time|this day|the current day|current date"  # fmt: skip


def _open_ends() -> list[str]:
    leads = (
        "",
        "-",
        "to",
        "- to",
        "until",
        "- until",
        "and",
        "/",
        "- and",
        "up to",
        "till",
        "through to",
        ",",
        ", and",
    )
    return [
        f"{lead} {word}".strip()
        for lead in leads
        for word in _OPEN.split("|")
        if lead or word not in ("date", "today", "death", "this day")
    ]


PREFIXES: Phrases = {
    **_phrases(Effect(NOTHING), _NOISE),
    **_phrases(Effect(MARK, "~"), _ABOUT),
    **_phrases(Effect(MARK, "?"), _QUERIED),
    **_phrases(Effect(MARK, "?"), *(f"{be}{view} to {what}" for be in ("", "it is ", "it was ", "is ", "was ")
                                    for view in _VIEWS.split("|") for what in ("be", "have been"))),
    **_phrases(Effect(MARK, "?"), *(f"{view} to have {did}" for view in _VIEWS.split("|") for did in ("occurred", "happened"))),
    **_phrases(Effect(UNKNOWN_DATE), _DATE_MISSING),
    **_phrases(Effect(NOTHING), _TIME_MISSING),
    **_phrases(Effect(DIRECTION, "since"), _SINCE),
    **_phrases(Effect(DIRECTION, "until"), _UNTIL),
    **_phrases(Effect(DIRECTION, "before"), _BEFORE),
    **_phrases(Effect(DIRECTION, "after"), _AFTER),
}  # fmt: skip
SUFFIXES: Phrases = {
    **_phrases(Effect(NOTHING), _AFTERTHOUGHTS, _TIME_MISSING),
    **_phrases(Effect(MARK, "~"), "approx|approx .|approximately|date approx|date approx .|date approximate|date is approx|date is approximate|circa|or thereabouts|or so|or near|ish|est|est .|estimated|~|about"),
    **_phrases(Effect(MARK, "?"), _TO_CONFIRM),
    **_phrases(Effect(UNKNOWN_DATE), _DATE_MISSING),
    **_phrases(Effect(DIRECTION, "since"), "/ . .|onwards|onward|on wards|- onwards|and onwards|and after|or later|and since|-", *_open_ends()),
    **_phrases(Effect(DIRECTION, "until"), "or earlier|or before|and before|at the latest"),
}  # fmt: skip


def _weeks() -> Phrases:
    found: Phrases = {}
    for week in _WEEKS:
        between = (" / ", " ", " - ", " . ") if week in ("w", "wk") else (" ",)
        for joint in between:
            for words, value in ((_STARTING, "7"), (_ENDING, "-7")):
                for word in words.split("|"):
                    if len(word) == 1 and week not in ("w", "w /"):
                        continue
                    if word in ("from", "to", "end", "start", "begin") and week in ("w", "w /"):
                        continue
                    found[tuple(f"{week}{joint}{word}".split())] = Effect(WEEK, value)
    for first, value in (("wc", "7"), ("wb", "7"), ("we", "-7")):
        found[(first,)] = Effect(WEEK, value)
    for fortnight in (
        "fortnight",
        "two weeks",
        "two week period",
        "2 weeks",
        "two - week period",
        "14 days",
        "fortnight period",
    ):
        for words, value in (("commencing|beginning|starting|from", "14"), ("ending|ended|to", "-14")):
            for word in words.split("|"):
                found[tuple(f"{fortnight} {word}".split())] = Effect(WEEK, value)
    found |= _phrases(Effect(WEEK, "of"), "week of|wk of|week including|week containing|week in which")
    found |= _phrases(
        Effect(WEEK, "weekend"),
        "weekend|weekend of|weekend beginning|weekend starting|weekend commencing|week - end|week - end of|w / end|w / end of|wkend|wkend of",
    )
    found |= {("the", *phrase): effect for phrase, effect in found.items()}
    return found | {
        (lead, *phrase): effect
        for phrase, effect in found.items()
        for lead in ("in", "during", "for", "over", "on", "at")
    }


WEEKS = _weeks()
PREFIXES |= WEEKS
SUFFIXES |= {
    phrase: effect
    for phrase, effect in WEEKS.items()
    if effect.value not in ("of", "weekend") and phrase[0] in ("w", "wk", "week", "wc", "wb", "we")
}
RELATIVE_LEADS = ("before", "after", "following", "prior to", "later than", "earlier than", "from")
CLAUSES = frozenset({"when", "while", "whilst", "aged", "as", "where"})


def _longest_by_first(phrases: Phrases) -> dict[str, int]:
    """How long the longest phrase is that begins with a word."""
    found: dict[str, int] = {}
    for phrase in phrases:
        found[phrase[0]] = max(found.get(phrase[0], 0), len(phrase))
    return found


_BACKWARDS = {phrase[::-1]: effect for phrase, effect in SUFFIXES.items()}
_PREFIX_LENGTHS, _SUFFIX_LENGTHS = _longest_by_first(PREFIXES), _longest_by_first(_BACKWARDS)


def prefixes_at(tokens: list[Token], first: int, end: int) -> list[tuple[int, Effect]]:
    """Where a phrase at this place ends and what it does, the longest first."""
    longest = _PREFIX_LENGTHS.get(tokens[first].text, 0) if first < end else 0
    if not longest:
        return []
    texts = tuple(token.text for token in tokens[first : min(first + longest, end - 1)])
    found = []
    for size in range(len(texts), 0, -1):
        effect = PREFIXES.get(texts[:size])
        # ?? stands for a day that is not known
        if effect is not None and not (texts[:size] == ("?",) and tokens[first + 1].text == "?"):
            found.append((first + size, effect))
    return found


def suffixes_at(tokens: list[Token], first: int, end: int) -> list[tuple[int, Effect]]:
    """Where a phrase that ends here begins and what it does, the longest first."""
    longest = _SUFFIX_LENGTHS.get(tokens[end - 1].text, 0) if first < end else 0
    if not longest:
        return []
    texts = tuple(token.text for token in tokens[end - 1 : max(first, end - 1 - longest) : -1])
    return [
        (end - size, effect)
        for size in range(len(texts), 0, -1)
        if (effect := _BACKWARDS.get(texts[:size])) is not None
    ]


# ---- parts of the day ---------------------------------------------------------------------------

_DAY_LEADS = frozenset(
    {"in", "on", "during", "at", "the", "very", "over", "throughout", "through", "by", "towards", "that"}
)
_HOW = frozenset({"early", "late", "mid", "later", "earlier", "middle", "first", "end"})
_DAYTIMES = {
    "morning": "morning", "mornings": "morning", "afternoon": "afternoon", "evening": "evening", "night": "night", "overnight": "night",
    "am": "morning", "pm": "afternoon", "lunchtime": "", "teatime": "", "daytime": "", "nighttime": "night", "dawn": "",
    "dusk": "", "eve": "evening", "breakfast": "", "tonight": "night",
}  # fmt: skip


def part_of_day_at(tokens: list[Token], first: int, end: int) -> tuple[int, str] | None:
    """ "during the early evening of": behind it, and the part of the day; "" where our words have no name for it."""
    at, how = first, ""
    while at < end and tokens[at].text in _DAY_LEADS:
        at += 1
    if at + 1 < end and tokens[at].text == "course" and tokens[at + 1].text == "of":
        at += 2
        at += at < end and tokens[at].text == "the"
    while at < end and (
        tokens[at].text in _HOW
        or (tokens[at].text == "-" and how)
        or (how == "middle" and tokens[at].text in ("of", "the"))
    ):
        how = tokens[at].text if tokens[at].text != "-" else how
        at += 1
    if at > first and how and at + 1 < end and tokens[at].text == "at" and tokens[at + 1].text == "night":
        at += 1
    if at >= end:
        return None
    text = tokens[at].text
    if text in ("hours", "hrs") and at > first and tokens[at - 1].text in ("early", "small"):
        return _behind_hours(tokens, at + 1, end)
    if text == "small" and at + 1 < end and tokens[at + 1].text == "hours":
        return _behind_hours(tokens, at + 2, end)
    if text == "thing" and how == "first":
        return _behind_of(tokens, at + 1, end), "morning"
    if text in ("lunch", "tea", "breakfast", "bed", "night", "day") and at + 1 < end and tokens[at + 1].text == "time":
        return _behind_of(tokens, at + 2, end), "night" if text in ("bed", "night") else ""
    if text in ("a", "p") and [token.text for token in tokens[at + 1 : at + 3]] == [".", "m"]:
        stop = at + 3 + (at + 3 < end and tokens[at + 3].text == "." and not tokens[at + 3].is_spaced)
        return _behind_of(tokens, stop, end), "morning" if text == "a" else "afternoon"
    if text not in _DAYTIMES:
        return None
    name = _DAYTIMES[text]
    return _behind_of(tokens, at + 1, end), "mid-afternoon" if name == "afternoon" and how in (
        "mid",
        "middle",
    ) else name


def bare_part_of_day(text: str) -> str:
    """The part of the day that normalised words are, all of them; "" where they are none."""
    tokens = [token for token in tokens_of(text) if token.text not in (",", "-")]
    part = part_of_day_at(tokens, 0, len(tokens)) if tokens else None
    return part[1] if part is not None and part[0] == len(tokens) else ""


def _behind_hours(tokens: list[Token], at: int, end: int) -> tuple[int, str]:
    at = _behind_of(tokens, at, end)
    if at < end and tokens[at].text == "morning":
        at = _behind_of(tokens, at + 1, end)
    return at, "early hours"


def _behind_of(tokens: list[Token], at: int, end: int) -> int:
    while at < end - 1 and tokens[at].text in ("of", "on", "in", "the", ",", ":", "-", "between"):
        if tokens[at].text == "between":
            break
        at += 1
    return at


def late_on_at(tokens: list[Token], first: int, end: int) -> int | None:
    """ "late on", "very early on": of a day it says only what part of it."""
    at = first
    while at < end and tokens[at].text in ("very", "quite", "fairly"):
        at += 1
    if at + 2 < end and tokens[at].text in ("late", "early", "later", "earlier") and tokens[at + 1].text == "on":
        return at + 2
    return None
