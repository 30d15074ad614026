"""What a column's header means: the canonical field, or "" when it keeps its own name."""

from __future__ import annotations

import re
from functools import lru_cache

FIELDS: dict[str, str] = {
    # name: what the chair reads for it
    "seq": "Sequence",
    "date_start": "Date",
    "time_start": "Time",
    "date_end": "End date",
    "time_end": "End time",
    "date_recorded": "Date recorded",
    "agency": "Agency",
    "source_document": "Source",
    "professional": "Professional",
    "subject": "Person",
    "contact_type": "Type of contact",
    "event": "What happened",
    "response": "Response",
    "seen": "Seen",
    "voice": "Wishes and feelings",
    "risk": "Risk",
    "impact": "Impact",
    "good_practice": "Good practice",
    "problem": "Problem",
    "missing": "Missing information",
    "comment": "Agency's comment",
    "tor_ref": "Term of reference",
    "entered_by": "Entered by",
}
"""The canonical fields a column can mean."""

_SHORT = {
    "dt": "date", "dte": "date", "tm": "time", "tme": "time", "datetime": "date time", "outcom": "outcome", "oucome": "outcome",
    "evt": "event", "org": "organisation", "prof": "professional", "desc": "description", "ref": "ref", "anaylsis": "analysis",
    "recordid": "record id", "organization": "organisation",
}  # fmt: skip
_WORDS = (
    "date", "time", "event", "outcome", "action", "response", "comment", "comments", "analysis", "details", "description",
    "source", "agency", "contact", "incident", "decision", "professional", "significant", "information", "recorded", "narrative",
)  # fmt: skip
# Order decides where several fit: a date recorded before a date, a case note before a note.
_MEANINGS: tuple[tuple[str, str], ...] = (
    ("date_recorded", r"\b(?:date|day|when)\b.*\b(?:recorded|reported|entered|notified|logged|received|written|recording|report|entry)\b"
                      r"|\b(?:recorded|reported|entered|entry|logged|notification|received)\b.*\b(?:date|on|when)\b|^(?:recorded|reported)$"),
    ("date_end", r"\b(?:end|finish|closing|closed)\b.*\bdate\b|\bdate\b.*\b(?:to|end|ended|until|closed)$"),
    ("time_end", r"\b(?:end|finish)\b.*\btime\b|\btime\b.*\b(?:to|end|ended)$"),
    ("", r"\bdate of birth\b|\bdob\b|\bdate of death\b"),
    ("date_start", r"\bdates?\b|^when(?: did it happen)?$|\bdyddiad\b|^day$|\bperiod of (?:the )?event\b|^on$|^timeframe$"),
    ("time_start", r"\btimes?\b(?! ?line)|\bamser\b"),
    ("tor_ref", r"\btor\b|\bkloe\b|\bkey lines?\b|\bterms? of ref"),
    ("seen", r"\bseen\b(?! by)"),
    ("voice", r"\bwish(?:es)?\b|\bfeelings?\b|\bvoice\b|\bviews?\b"),
    ("good_practice", r"\bgood practice\b|gone (?:to plan|well)\b(?<!nt)|\bworked well\b|\bstrengths?\b"),
    ("problem", r"\bmissed opportunit|\bcare delivery\b|\bpolicy\b|\bnot gone\b|\bservice delivery\b|^concerns?$|\bproblems?\b|\bpractice issues?\b|^issues?$"),
    ("missing", r"\bmissing\b|\bgaps?\b"),
    ("entered_by", r"\bprint name\b|\bsignature\b|\bsigned\b|\bentered by\b|\bcompleted by\b|\brecorded by\b"),
    ("seq", r"^(?:no|number|ref|refs|reference|event (?:ref|no|number|id)|seq(?:uence)?|serial(?: no| number)?|s no|urn|id|record (?:id|no|number)|item|item no|row|entry (?:no|number)|#|rhif)$"),
    ("source_document", r"\bsources?\b|\bdocument(?:ation)? ref|\bwitness\b|\bffynhonnell\b|^evidence$|^record type$|^file$|^system$"),
    ("agency", r"^(?:name of )?(?:the )?(?:agency|organisation|service|practice|provider|surgery|asiantaeth|sefydliad)(?: name| involved)?$|^agency service$"),
    ("professional", r"\bprofessionals?\b|\bofficers?\b|\bclinicians?\b|\bworkers?\b|\bcall sign\b|\bstaff\b|\bwho was involved\b|\bpractitioners?\b|\bseen by\b|\bcontact with\b"),
    ("subject", r"^(?:person|persons|people|subject|who|name|client|patient|service user|family member|individual|concerning)$|\bname of (?:person|child|subject|patient|client|service user)\b|^who v p$|\bsubject\b|\bpersons? (?:concerned|involved)\b"),
    ("contact_type", r"\btypes?\b|\bnature of (?:contact|event)\b|\bmethod\b|\bmode of contact\b"),
    ("risk", r"\brisks?\b|\bdash\b|\brag\b|\bgrading\b"),
    ("event", r"\bcase notes?\b|\bsignificant events?\b"),
    ("impact", r"\bimpact\b|\bsignificance\b"),
    ("event", r"\bdetails? of (?:the )?(?:contact|event|incident|concern)"),
    ("response", r"\bactions?\b|\bresponses?\b|\boutcomes?\b|\bdecisions?\b|\bresults?\b|\bdisposals?\b|\bdisposition\b|\bplan\b|\bfollow ?up\b|\bcanlyniad\b|\bintervention\b|\btreatment\b"),
    ("comment", r"\bcomments?\b|\banalysis\b|\bnotes?\b|\breview(?:er)?s?\b|\bobservations?\b|\breflections?\b|\blearning\b|\bremarks?\b|\bsylwadau\b|\bappraisal\b"),
    ("event", r"\bevents?\b|\bincidents?\b|\bdetails?\b|\bdescription\b|\bnarrative\b|\binformation\b|\bcontacts?\b|\bentry\b|\bentries\b|\brecord\b|\bwhat happened\b|\bconsultation\b|\bsummary\b|\bdigwyddiad\b|\bcircumstances\b|\boccurrences?\b|\blog\b|\bepisode\b|\btext\b"),
)  # fmt: skip
_PATTERNS = tuple((field, re.compile(pattern)) for field, pattern in _MEANINGS)


def spoken(header: str) -> str:
    """A header as words: case, punctuation and joined words ignored, short forms and one slip mended."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header.replace("’", "'"))
    text = re.sub(r"[^\w#]+|_", " ", text.casefold()).strip()
    return " ".join(_mended(word) for word in text.split())


@lru_cache(maxsize=4096)
def _mended(word: str) -> str:
    if word in _SHORT:
        return _SHORT[word]
    if len(word) >= 5 and word not in _WORDS:
        from dhr_desktop.language.dates.words import _distance

        near = [
            each
            for each in _WORDS
            if abs(len(each) - len(word)) <= 1 and each[0] == word[0] and _distance(word, each) == 1
        ]
        if len(near) == 1:
            return near[0]
    return word


@lru_cache(maxsize=4096)
def meaning(header: str) -> str:
    """The field a header means, "" when it is none of them."""
    words = spoken(header)
    if not words or len(words) > 120:
        return ""
    for field, pattern in _PATTERNS:
        if pattern.search(words):
            return field
    return ""


def mapping_of(headers: dict[int, str]) -> dict[int, str]:
    """Each column's field; a field goes to the header that says it best, and a second such column keeps its own name."""
    wanted: dict[str, list[int]] = {}
    for column, header in headers.items():
        if field := meaning(header):
            wanted.setdefault(field, []).append(column)
    return {
        min(columns, key=lambda at: _preference(field, headers[at], at)): field for field, columns in wanted.items()
    }


_BEST = {
    "event": r"\b(?:events?|description|what happened|narrative|details?|case note|digwyddiad)\b",
    "date_start": r"^(?:start date|date|date of (?:event|contact|incident)|date from|when|date time)",
    "comment": r"\bcomments?\b",
    "response": r"\b(?:response|action taken|outcome)\b",
}


def _preference(field: str, header: str, column: int) -> tuple[int, int]:
    return (0 if field in _BEST and re.search(_BEST[field], spoken(header)) else 1, column)
