"""Risk assessments that an entry tells of: the tool, the level, and whether it was made at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .heads import beginnings, may_begin
from .texts import Text, snippet

MADE, NOT_MADE = "made", "not made"


@dataclass(frozen=True, slots=True)
class Assessed:
    """One agency's word of one assessment."""

    entry: int
    tool: str
    level: str
    state: str  # made, or not made
    about: str  # the role of whom it is about, where the tool says so
    words: str


_TOOL = re.compile(
    # capitals count: a dash, a lark, Sara and two arms are no tools
    r"\b(?P<tool>(?:YP-?|S-?)?DASH|(?:YP-?|S-?)?[Dd]ash(?=\s+(?:risk|form|assess|completed|done|score|standard|medium|high|\d))|DARA|SARA|"
    r"(?i:oasys|rosh|specss\+?|124d|caada(?:[- ]dash)?|risk indicator checklist)|OGRS|ARMS|SOAG|MATAC|HARK|RIC|"
    r"(?i:mappa)(?=[^.;]{0,40}\b(?i:level\s*|l)[123]\b))(?!\w)",
)
_LEVEL_WORDS = r"very high|visible high|high|medium|moderate|standard|low"
_LEVEL = re.compile(
    rf"\b(?:(?P<change>l(?:evel\s*)?[123]\s+to\s+l(?:evel\s*)?[123])|(?:reduced|raised|increased|down|up)\s+to\s+(?P<to>level\s*[123]|l[123]|"
    rf"{_LEVEL_WORDS})|(?P<level>{_LEVEL_WORDS})|(?P<mappa>level\s*[123]|l[123])|(?P<score>\d{{1,2}}\s*(?:ticks?|/\s*\d\d|yes\b|points?))|"
    rf"(?P<raised>risk raised|raised))\b",
    re.IGNORECASE,
)
_RATED = re.compile(
    rf"\b(?:risk\s+(?:(?:was|is|now|remains|remained|assessed|level|rated|graded|rating|assessment)\s+)*(?:as|at|:|-|–|=|to)?\s*"
    rf"(?P<a>{_LEVEL_WORDS})\b|(?:assessed|rated|graded|classed|deemed|scored|identified)\s+(?:as\s+|at\s+)?(?:a\s+)?(?P<b>{_LEVEL_WORDS})\b|"
    rf"(?P<c>{_LEVEL_WORDS})[- ]risk\b)",
    re.IGNORECASE,
)
_BARE = re.compile(rf"^\W*(?:graded\s+|rated\s+|risk\s*[:-]?\s*)?(?P<level>{_LEVEL_WORDS})\W*$", re.IGNORECASE)
_ASSESSMENT = re.compile(r"\b(?:risk\s+assess(?:ment|ed)|assessment\s+of\s+(?:the\s+)?risk)\b", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:no|not|without|never|nor)\b[^.;]{0,25}$|\bto\s+(?:be\s+)?(?:do|done|complete|completed)?\s*$", re.IGNORECASE
)
_NOT_AFTER = re.compile(
    r"^[^.;]{0,60}?\b(?:not\s+(?:done|completed|started|made|carried|undertaken|recorded|considered|explored|offered)|to\s+be\s+(?:done|completed|made|"
    r"carried)|outstanding|awaited|declined|refused|under\s?way|planned|due|incomplete)\b",
    re.IGNORECASE,
)
_REFERRED = re.compile(r"\brefer\w*\s+(?:to\s+|for\s+)?$", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:plan|planned|will|should|needs?|request(?:ed)?|consider(?:ed)?)\b[^.;]{0,30}$", re.IGNORECASE
)
_UNEXPLORED = re.compile(
    r"\brisk\s+to\s+(?:[\w’']+\s+){1,3}?(?:not|never)\s+(?:been\s+)?(?:explored|assessed|asked|considered|addressed)",
    re.IGNORECASE,
)
_VICTIM = {"dash", "s-dash", "yp-dash", "dara", "124d", "specss+", "caada-dash", "soag", "hark", "ric"}
_PERPETRATOR = {"sara", "oasys", "rosh", "ogrs", "arms", "mappa level", "matac"}
_WRITTEN = {
    "sdash": "S-DASH", "ypdash": "YP-DASH", "oasys": "OASys", "rosh": "ROSH", "mappa": "MAPPA level", "specss": "SPECSS+",
    "riskindicatorchecklist": "DASH", "caada": "CAADA-DASH", "caadadash": "CAADA-DASH", "ric": "DASH",
}  # fmt: skip
RISK_LEVEL, ASSESSMENT = "risk level", "risk assessment"


_HEADS = beginnings(_TOOL.pattern, _LEVEL_WORDS, r"risk|assess|rated|graded|classed|deemed|scored|identified")


def assessments_of(text: Text) -> list[Assessed]:
    """Each tool once; a level that stands alone in its sentence belongs to the tool before it."""
    if not may_begin(text.heads, _HEADS):
        return []
    found: list[Assessed] = []
    for sentence in text.sentences:
        bare = _BARE.match(sentence)
        if bare is not None:
            level = bare["level"].lower()
            if found and not found[-1].level:
                found[-1] = replace(found[-1], level=level)
            elif not found:
                found.append(_told(text, RISK_LEVEL, level, MADE, sentence, 0, len(sentence)))
            continue
        told = _in_sentence(text, sentence)
        if not told and found and found[-1].tool == "MAPPA level" and (to := _to(sentence)):
            found[-1] = replace(found[-1], level=to)
        found += told
    kept: dict[str, Assessed] = {}
    for each in found:
        held = kept.get(each.tool)
        if held is None or (not held.level and each.level):
            kept[each.tool] = each
    if len(kept) > 1:  # "DASH high risk" is one assessment, not two
        made = [each for each in kept.values() if each.tool not in (RISK_LEVEL, ASSESSMENT)]
        return made or [each for each in kept.values() if each.level] or list(kept.values())[:1]
    return list(kept.values())


def _in_sentence(text: Text, sentence: str) -> list[Assessed]:
    found = []
    for match in _TOOL.finditer(sentence):
        before, after = sentence[: match.start()], sentence[match.end() :]
        if _REFERRED.search(before):
            continue  # a referral is no assessment
        state = NOT_MADE if _NOT.search(before) or _NOT_AFTER.match(after) else MADE
        level = _level(sentence, match.end())
        found.append(_told(text, _tool(match["tool"]), level, state, sentence, *match.span()))
    if found:
        return found
    if (rated := _RATED.search(sentence)) is not None and not _NOT.search(sentence[: rated.start()]):
        level = (rated["a"] or rated["b"] or rated["c"]).lower()
        return [_told(text, RISK_LEVEL, level, MADE, sentence, *rated.span())]
    told = _ASSESSMENT.search(sentence) or _UNEXPLORED.search(sentence)
    if told is not None:
        before, after = sentence[: told.start()], sentence[told.end() :]
        is_made = not (
            _NOT.search(before) or _NOT_AFTER.match(after) or _PLANNED.search(before) or told.re is _UNEXPLORED
        )
        return [_told(text, ASSESSMENT, "", MADE if is_made else NOT_MADE, sentence, *told.span())]
    return []


def _level(sentence: str, start: int) -> str:
    """The level nearest after the tool; a change of level says both."""
    reach = min(start + 100, len(sentence))
    changed = next((each for each in _LEVEL.finditer(sentence, start, reach) if each["to"] or each["change"]), None)
    nearest = changed or _LEVEL.search(sentence, start, min(start + 70, len(sentence)))
    before = None
    if nearest is None:
        before = next(iter(_LEVEL.finditer(sentence, max(start - 40, 0), start)), None)
    match = nearest or before
    if match is None:
        return ""
    return " ".join((match["to"] or match[0]).lower().split())


def _to(sentence: str) -> str:
    """The level that a level was changed to."""
    changed = next((each["to"] for each in _LEVEL.finditer(sentence) if each["to"]), "")
    return f"to {' '.join(changed.lower().split())}" if changed else ""


def _tool(written: str) -> str:
    plain = re.sub(r"[^a-z0-9]", "", written.lower())
    return _WRITTEN.get(plain, written.upper())


def _told(text: Text, tool: str, level: str, state: str, sentence: str, start: int, end: int) -> Assessed:
    plain = tool.lower()
    about = "victim" if plain in _VICTIM else "perpetrator" if plain in _PERPETRATOR else ""
    return Assessed(text.id, tool, level, state, about, snippet(sentence, start, end, 60))
