"""Meetings of several agencies that an entry tells of, and whether its agency was invited, there, or told of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .heads import beginnings, may_begin
from .texts import Text, snippet

ATTENDED, INVITED, INFORMED, ABSENT, NAMED = "attended", "invited", "informed", "did not attend", "named"


@dataclass(frozen=True, slots=True)
class Met:
    """One agency's word of one sort of meeting."""

    entry: int
    sort: str
    part: str
    words: str


_FORUMS = (
    ("MARAC", re.compile(r"\bmarac\b", re.IGNORECASE)),
    ("MAPPA", re.compile(r"\bmappa\b", re.IGNORECASE)),
    (
        "strategy meeting",
        re.compile(
            r"\b(?:strategy (?:discussion|meeting)|core strategy|s\.?47 (?:discussion|meeting))\b", re.IGNORECASE
        ),
    ),
    (
        "child protection conference",
        re.compile(r"\b(?:icpc|rcpc|(?:child protection|cp|case) conference)\b", re.IGNORECASE),
    ),
    ("core group", re.compile(r"\bcore group\b", re.IGNORECASE)),
    (
        "child in need meeting",
        re.compile(r"\b(?:cin|child in need) (?:meeting|plan agreed at meeting|review)\b", re.IGNORECASE),
    ),
    ("professionals meeting", re.compile(r"\bprofessionals'? meeting\b", re.IGNORECASE)),
)
_INVITED = re.compile(r"\binvit(?:ed|ation)\b", re.IGNORECASE)
_ATTENDED = re.compile(
    r"\b(?:attended|present|tabled|chaired|held|took part|heard|discussed|panel|represented|minute taker|came|there were)\b",
    re.IGNORECASE,
)
_OURS_ABSENT = re.compile(
    r"^\W*(?:did not attend|not attended|no one attended|unable to attend|apologies (?:sent|given))\b", re.IGNORECASE
)
_TOLD = re.compile(
    r"\b(?:minutes|list)\b[^.;]{0,25}\b(?:received|rec'?d|noted|coded)|\bminutes\s*:|\blist received\b|\binformed\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"(?:\b(?:no|not|never|without)|\?)\s*(?:\w+\s+){0,3}$", re.IGNORECASE)
_MEANT = re.compile(r"\b(?:set|refer(?:red|ral)?|listed|list(?:ed)? for|to be confirmed|date)\b", re.IGNORECASE)


_HEADS = {sort: beginnings(pattern.pattern) for sort, pattern in _FORUMS}


_ANY = frozenset().union(*(heads or frozenset() for heads in _HEADS.values()))


def meetings_of(text: Text) -> list[Met]:
    if text.heads.isdisjoint(_ANY):
        return []
    found: dict[str, Met] = {}
    possible = [(sort, pattern) for sort, pattern in _FORUMS if may_begin(text.heads, _HEADS[sort])]
    told = text.sentences if possible else ()
    for at, sentence in enumerate(told):
        for sort, pattern in possible:
            match = pattern.search(sentence)
            if match is None or sort in found or _NOT.search(sentence[: match.start()]):
                continue
            after = told[at + 1] if at + 1 < len(told) else ""
            found[sort] = Met(text.id, sort, _part(sentence, after), snippet(sentence, *match.span()))
    return list(found.values())


def _part(sentence: str, following: str) -> str:
    if _INVITED.search(sentence):
        return ABSENT if _OURS_ABSENT.search(following) else INVITED
    if _OURS_ABSENT.search(following) and len(following) < 40:
        return ABSENT
    if _TOLD.search(sentence):
        return INFORMED
    if _ATTENDED.search(sentence) and not re.search(r"\bnot\s+re-?referred\b", sentence, re.IGNORECASE):
        return ATTENDED
    if _MEANT.search(sentence):
        return NAMED
    return (
        ATTENDED
        if re.match(
            r"^\W*(?:last |first |\w+ )?(?:core group|cin meeting|icpc|marac|mappa|case conference)",
            sentence,
            re.IGNORECASE,
        )
        else NAMED
    )
