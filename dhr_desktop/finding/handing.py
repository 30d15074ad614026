"""Who told whom: sent and received, as one agency's words tell of it.

A mention of another agency is looked at from both sides: what stands just before and just after it says whether word
went to it or came from it. What was not done, or only meant to be done, is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .heads import beginnings, may_begin
from .mentions import Mention, Mentions
from .texts import Text, snippet


class Way(StrEnum):
    SENT = "sent"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class Handing:
    """One agency's word that something went to another, or came from it."""

    entry: int
    way: Way
    agency: int  # the other, where it is one of the register
    kinds: frozenset[str]  # what the other is; nothing where it is not said
    sort: str
    words: str


_NOUN = (
    r"(?:letter|fax|notification|alert|referral|report|minutes|summary|merlins?|ppn|list|t/?c|phone ?call|call|e-?mail|contact|"
    r"hand ?over|information|info|intel(?:ligence)?|form|request|invitation|enquiry|concern|disclosure|update)"
)
_TELLS = (
    r"(?:rang|rings?|phone[ds]?|telephone[ds]?|says?|said|reports?|reported|tells?|told|informs?|informed|advise[ds]?|notif(?:y|ies|ied)|"
    r"wrote|writes?|e-?mail(?:s|ed)?|confirm(?:s|ed)?|states?|stated|refer(?:s|red)?|asks?|asked|request(?:s|ed)?|raise[ds]?|"
    r"share[ds]?|disclose[ds]?|alert(?:s|ed)?|update[ds]?|contact(?:s|ed)|call(?:s|ed))"
)
_TOLD = r"(?:rung|told|informed|notified|contacted|called|updated|alerted|made aware|copied in)"
_GIVEN = (
    r"(?:passed|shared|sent|e-?mailed|faxed|fax|letter|copied|hand(?:ed)? ?over|handover|report(?:ed)?|notification|referral|"
    r"referred|re-?referred|ref'?d|form|minutes|spoke|spoken|liais(?:ed|ing)|wrote|written|disclosed|signposted|"
    r"discussed|call|phone ?call|t/?c|e-?mail|information|report sent|merlin|ppn)"
)
_DIRECT = (
    r"(?:told|inform(?:ed|s)?|notif(?:ied|ies)|alert(?:ed|s)?|contact(?:ed|s)?|rang|phoned|telephoned|call(?:ed)?|referred|re-?referred|"
    r"ref'?d|ask(?:ed)?|updat(?:ed|es)|e-?mailed|made aware|invited|spoke to|spoke with|liaised with|chased)"
)
_BEFORE_SENT = re.compile(
    rf"\b(?P<verb>{_GIVEN})\b[^.;:]{{0,40}}?\b(?:to|with|via)\s+(?:[\w’'-]+\s+){{0,2}}$"
    rf"|\b(?P<direct>{_DIRECT})\s+(?:(?:the|own|local|a|an|her|his|their|duty|our|sw|to|with)\s+){{0,2}}$",
    re.IGNORECASE,
)
_BEFORE_RECEIVED = re.compile(
    rf"\b(?:{_NOUN}s?|notified|told|informed|advised|learnt|heard|contacted|rung|called|received|rec'?d|noted|invited|visit|referred|alerted|"
    rf"passed|shared)\b[^.;]{{0,40}}?\b(?:from|by|via)\s+(?:[\w’'-]+\s+){{0,2}}$",
    re.IGNORECASE,
)
_AFTER_SENT = re.compile(
    rf"^['’]?s?\s+(?:\w+\s+)?(?:referral|notification|alert|form|report|concern)\s+(?:was\s+|has been\s+|to be\s+)?"
    rf"(?P<done>made|completed|sent|submitted|done|raised|e-?mailed|faxed)\b"
    rf"|^\s+(?:team\s+|duty\s+)?(?:were\s+|was\s+|also\s+)?{_TOLD}\s*(?:by\b|[.,;]|$|re\b|of\b|at\b|that\b|about\b|\d)",
    re.IGNORECASE,
)
_AFTER_RECEIVED = re.compile(
    rf"^['’]?s?\s+(?:[\w&/-]+\s+){{0,2}}?{_NOUN}\b|^['’]?s?\s*:|^['’]?s?\s+(?:[A-Z]?[\w.]+\s+){{0,2}}?{_TELLS}\b(?!\s*(?:by\b|[.,;]|$))",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:no|not|never|without|nor|declin\w*|refus\w*|neither|n't)\b[^.;,]{0,30}$", re.IGNORECASE)
_NOT_AFTER = re.compile(r"^\s+(?:\w+\s+)?(?:not|never)\b", re.IGNORECASE)
_MEANT = re.compile(
    r"\b(?:to|will|should|could|would|may|might|shall|plan(?:s|ned)?|consider\w*|if|when|need(?:s|ed)?|can|for|advice|advised?|"
    r"offered|agreed|encouraged|must|await\w*|no)\s+(?:to\s+|be\s+|get\s+|a\s+|an\s+|urgent\s+|routine\s+)*$",
    re.IGNORECASE,
)
_ENDS_WITH_LETTER = re.compile(r"^\s+(?:letter|fax|form)\W*$", re.IGNORECASE)  # "Discharged, GP letter."
_AND = re.compile(r"^\s*(?:,|and|&|/|\+|, and)\s*(?:the\s+|to\s+|with\s+)?(?:[\w’'-]+\s+)?$", re.IGNORECASE)
_OPENING = re.compile(
    r"^\W*(?!(?:for|to|no|not|await\w*)\b)(?:(?:[\w/]+\s+){0,2}notification\b(?!\s+(?:sent|made|to|completed))|notified\b(?!\s+(?:the|gp|school|police|csc))|"
    r"informed\b(?!\s+(?:her|him|them|the))|inform(?:ation)?\s+(?:that|received)|info\s+(?:that|rec)|heard\b|told\s+(?:that|by)|learnt?\b|"
    r"(?:[\w-]+\s+){0,3}referral\b(?!\s+(?:to|made|sent|completed|e-?mailed|declined|refused|considered|not|form sent))|"
    r"(?:[\w-]+\s+){0,3}(?:letter|report|minutes|list)\s+(?:rec'?d|received)|reported\s+to\s+(?:be|us)|(?:[\w-]+\s+){0,2}invitation\b|"
    r"(?:the\s+)?(?:hotel|hostel|landlord|neighbou?r|manager|b&b(?:\s+manager)?|staff|agency|employer|caller|hotel staff)\s+"
    r"(?:say|says|said|rang|rings|reports?|reported|told|informed|called|advises?|advised))",
    re.IGNORECASE,
)
_SUMMARY = re.compile(r"^\W*(?:[\w&/-]+\s+){0,2}discharge\s+(?:letter|summary|notification)\b", re.IGNORECASE)
_NOTICE = re.compile(r"\b(?:merlin|ppn|vpr|police protection notice|public protection notice)\b", re.IGNORECASE)
_SORTS = (
    ("MARAC", re.compile(r"\bmarac\b", re.IGNORECASE)),
    ("MAPPA", re.compile(r"\bmappa\b", re.IGNORECASE)),
    ("strategy meeting", re.compile(r"\bstrategy (?:discussion|meeting)", re.IGNORECASE)),
    ("invitation", re.compile(r"\binvit", re.IGNORECASE)),
    ("referral", re.compile(r"\bre-?refer|\brefer|\bref'?d", re.IGNORECASE)),
)
NEAR = 70  # letters on either side that can say which way word went
_TALK = beginnings(
    _NOUN, _TELLS, _TOLD, _GIVEN, _DIRECT, r"notified|inform|info|heard|told|learn|letter|report|discharge|hotel|hostel|landlord|"
    r"neighb|manager|staff|agency|employer|caller|invit|visit|received|rec",
)  # fmt: skip
CHILDREN, HOSPITAL, MENTAL_HEALTH, POLICE, FORUM = "children", "hospital", "mental health", "police", "forum"


def handings_of(text: Text, mentions: Mentions) -> list[Handing]:
    """Each other agency at most once for each way: the first words that say so."""
    found: dict[tuple[Way, int, frozenset[str]], Handing] = {}
    if not may_begin(text.heads, _TALK):
        return []
    for at, sentence in enumerate(text.sentences):
        for each in _in_sentence(text, sentence, mentions):
            key = (each.way, each.agency, each.kinds)
            found.setdefault(key, each)
        if at == 0 and not found and (opening := _opening(text, sentence)) is not None:
            found[opening.way, opening.agency, opening.kinds] = opening
    return list(found.values())


def _in_sentence(text: Text, sentence: str, mentions: Mentions) -> Iterator[Handing]:
    way: Way | None = None
    reached = 0
    for mention in mentions.found_in(sentence):
        before, after = (
            sentence[max(mention.start - NEAR, 0) : mention.start],
            sentence[mention.end : mention.end + NEAR],
        )
        if way is not None and _AND.match(sentence[reached : mention.start]):
            pass  # "passed to the school and social care"
        else:
            way = _way(before, after)
        reached = mention.end
        if way is None or _is_own(text, mention):
            continue
        kinds = mention.kinds - {FORUM}  # word from or to a meeting: of whom is not said
        words = snippet(sentence, mention.start, mention.end)
        yield Handing(text.id, way, mention.agency, kinds, _sort(sentence), words)


def _way(before: str, after: str) -> Way | None:
    if (sent := _BEFORE_SENT.search(before)) is not None:
        ahead = before[: sent.start()]
        return None if _NOT.search(ahead) or _MEANT.search(ahead) else Way.SENT
    if _BEFORE_RECEIVED.search(before):
        return None if _NOT.search(before) else Way.RECEIVED
    if _NOT.search(before) or _MEANT.search(before) or _NOT_AFTER.match(after):
        return None
    if _AFTER_SENT.search(after) or (before.strip() and _ENDS_WITH_LETTER.match(after)):
        return Way.SENT
    if _AFTER_RECEIVED.search(after):
        return Way.RECEIVED
    return None


def _is_own(text: Text, mention: Mention) -> bool:
    if mention.agency:
        return mention.agency == text.agency
    return bool(mention.kinds & text.kinds)


def _opening(text: Text, sentence: str) -> Handing | None:
    """An entry that begins as word received does, though it does not say from whom."""
    notice = _NOTICE.search(sentence[:60])
    if notice is not None:
        is_own = POLICE in text.kinds
        kinds = frozenset({CHILDREN if is_own else POLICE})
        return Handing(
            text.id, Way.SENT if is_own else Way.RECEIVED, 0, kinds, "notification", snippet(sentence, *notice.span())
        )
    for pattern, kinds in ((_SUMMARY, frozenset({HOSPITAL, MENTAL_HEALTH})), (_OPENING, frozenset[str]())):
        if (match := pattern.search(sentence)) is not None and not kinds & text.kinds:
            return Handing(text.id, Way.RECEIVED, 0, kinds, _sort(match[0]), snippet(sentence, *match.span()))
    return None


def _sort(words: str) -> str:
    return next((sort for sort, pattern in _SORTS if pattern.search(words)), "notification")
