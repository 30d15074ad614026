"""Points about how it is told: spelling, tone, law, dates in order, counts that agree, sentences that stand on something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise

from dhr_desktop.core.analysis import Recommendation
from dhr_desktop.core.counting import counted
from dhr_desktop.core.documents import Section
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.people import Person
from dhr_desktop.core.review import Meeting, PanelMember
from dhr_desktop.operations.names.gating import vouched_for
from dhr_desktop.operations.reference import vocabularies
from dhr_desktop.operations.report.blocks.register_blocks import asked_of, outcomes
from dhr_desktop.people.words import dictionary, forenames
from dhr_desktop.people.written_dates import dates_in
from dhr_desktop.writing.prose import Cited, Evidence, Paragraph, Style, read, sentence_before
from dhr_desktop.writing.spelling import is_unfinished, slips_in

from .findings import Finding, Looking, around

Found = Iterator[Finding]
MOST_SPELLING = 300
DICTIONARY = "dictionary"
"""The vocabulary that holds the words this case spells right."""
CHRONOLOGY_SHARE, ENTRIES_SHARE = 0.5, 0.6
_VERDICT = re.compile(
    r"\b(?:un)?predictable\b|\b(?:un|not )?preventable\b|\bcould (?:not )?have been (?:predicted|prevented)\b|\binevitable\b",
    re.I,
)
_TONE = {
    "chaotic lifestyle": "what happened in their life", "failed to engage": "what was offered, and how", "refused": "declined, and why", "chose to": "did",
    "volatile relationship": "who did what to whom", "toxic trio": "domestic abuse, mental ill-health and substance use", "domestic dispute": "domestic abuse",
    "allegedly": "said that", "committed suicide": "died by suicide", "hard to reach": "not reached by services", "non-compliant": "did not follow, and why",
}  # fmt: skip
_TONE_WORDS = re.compile("|".join(rf"\b{re.escape(each)}\b" for each in _TONE), re.I)
_HINDSIGHT = re.compile(r"\bshould have known\b|\b(?:with|in) hindsight\b|\bclearly\b|\bobviously\b", re.I)
_ACT = re.compile(r"Domestic Violence,? Crimes? (?:and|&) Victims?(?:['’]s?)? Act(?: (\d{4}))?", re.I)
_ACT_RIGHT = "Domestic Violence, Crime and Victims Act"
_LAW = (
    (
        re.compile(r"\bMARAC\b[^.]{0,6}\((?!Multi-Agency Risk Assessment Conference)[^)]*\)", re.I),
        "MARAC is the Multi-Agency Risk Assessment Conference.",
    ),
    (
        re.compile(r"\bMAPPA\b[^.]{0,6}\((?!Multi-Agency Public Protection Arrangements)[^)]*\)", re.I),
        "MAPPA is Multi-Agency Public Protection Arrangements.",
    ),
    (
        re.compile(r"\bsection 76\b[^.]{0,40}\b(?:20(?:0\d|1[0-46-9]))\b", re.I),
        "Controlling or coercive behaviour is section 76 of the Serious Crime Act 2015.",
    ),
)
_RESEARCH = re.compile(r"\bresearch\b|\b[A-Z][a-z]+(?: and [A-Z][a-z]+| et al\.?)? \((?:19|20)\d\d\)")
_WEEKDAY = re.compile(r"\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),? (?:the )?$", re.I)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH_SAID = re.compile(rf"\b({'|'.join(_MONTHS)}) (\d{{4}})\b", re.I)
_NUMBERS = {
    word: at
    for at, word in enumerate(
        "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
}
_COUNTED = re.compile(
    r"\b(?P<number>\d{1,3}|"
    + "|".join(_NUMBERS)
    + r") (?:\w+ )?(?P<noun>agencies|panel members|panel meetings|meetings|recommendations)\b",
    re.I,
)


_OF_REVIEW = re.compile(
    r"\b(?:panel|review|report|recommendations?|chronolog\w+|IMRs?|contribut\w+|ask(?:ed|s)|return(?:ed|s)?|submitted|provided)\b",
    re.I,
)
"""Beside a count: it is about this review, not about an episode that some agencies had a part in."""


@cache
def _language() -> frozenset[str]:
    own = " ".join(f"{each.term} {each.meaning}" for terms in vocabularies.shipped().values() for each in terms)
    named = frozenset(forenames()) | frozenset(_DAYS) | frozenset(_MONTHS)
    return dictionary() | named | frozenset(re.findall(r"[a-z']+", own.casefold()))


def spelling(c: Looking) -> Found:
    known = vouched_for(c.case) | frozenset(
        word
        for each in c.case.all(Person)
        for word in re.findall(r"[a-z']+", f"{each.real_name} {each.pseudonym} {' '.join(each.aliases)}".casefold())
    )
    known |= {each.term.casefold() for each in vocabularies.terms(c.case, DICTIONARY)}
    told: set[str] = set()
    for each in c.own:
        for slip in slips_in(each.words, _language(), known):
            said = each.words[slip.start : slip.end]
            if slip.why.startswith("in no") and said.casefold() in told:
                continue
            told.add(said.casefold())
            yield Finding(
                SPELLING,
                each.title,
                around(each.words, slip.start, slip.end),
                f"{slip.why[0].upper()}{slip.why[1:]}.",
                each.section,
            )
            if len(told) > MOST_SPELLING:
                return
    yield from _unfinished(c)


def _unfinished(c: Looking) -> Found:
    for section in c.case.all(Section):
        for block in read(section.body) if section.within else ():
            if isinstance(block, Paragraph) and block.style is Style.PLAIN and is_unfinished(block.words):
                yield Finding(
                    SPELLING, section.heading, f"{block.words[-60:]}[]", "The paragraph has no end.", section.id
                )


def _rest(text: str, at: int) -> str:
    """The sentence's words behind a place."""
    return re.split(r"[.!?]\s|\n", text[at:], maxsplit=1)[0]


def retells(c: Looking) -> Found:
    words = sum(len(each.words.split()) for each in c.pieces)
    chronology = len(c.under("Chronology", "Summary chronology").split())
    if c.report is not None and words > 2_000 and chronology > CHRONOLOGY_SHARE * words:
        yield Finding(
            RETELLS,
            "Chronology",
            f"{chronology:,} of {words:,} words",
            "More than half of the report is chronology; key episodes are wanted.",
        )
    held = c.case.count(Entry)
    ids = c.ids_under(("Chronology",))
    used = {
        id
        for piece, each in (c.report.items() if c.report is not None else ())
        if piece.section in ids and isinstance(each.block, Paragraph)
        for run in each.block.runs
        if isinstance(run, Evidence)
        for id in run.ids
    }
    if held > 20 and len(used) > ENTRIES_SHARE * held:
        yield Finding(
            RETELLS,
            "Chronology",
            f"{len(used):,} of {counted(held, 'entry', 'entries')}",
            "Most of the merged chronology is told again.",
        )


def out_of_order(c: Looking) -> Found:
    ids = c.ids_under(("Chronology", "Summary chronology"))
    for each in c.own:
        for stretch in c.stretches(each.section) if each.section in ids else ():
            for (_, before, _), (_, behind, words) in pairwise(sorted(_moments(stretch))):
                if behind < before:
                    yield Finding(ORDER, each.title, words, f"It stands behind {before:%B %Y}.", each.section)


def _moments(text: str) -> Iterator[tuple[int, date, str]]:
    """Days and months in the order of the text; by their months, for a month has no first day among days."""
    days = [(one.start, one.exact, text[one.start : one.end]) for one in dates_in(text) if one.exact is not None]
    yield from ((start, day.replace(day=1), words) for start, day, words in days)
    for match in _MONTH_SAID.finditer(text):
        if not any(0 <= match.start() - start < 14 for start, _, _ in days):
            yield match.start(), date(int(match[2]), _MONTHS.index(match[1].casefold()) + 1, 1), match[0]


def date_errors(c: Looking) -> Found:
    died = c.case.review.date_of_death
    for each in c.own:
        for one in dates_in(each.words):
            said = _WEEKDAY.search(each.words[: one.start]) or _WEEKDAY.search(
                each.words[: one.end].rpartition(str(one.day))[0]
            )
            if said and one.exact is not None and _DAYS[one.exact.weekday()] != said[1].casefold():
                yield Finding(
                    DATES,
                    each.title,
                    around(each.words, one.start, one.end),
                    f"That day was a {_DAYS[one.exact.weekday()].capitalize()}.",
                    each.section,
                )
    for entry in c.case.all(Entry):
        first = entry.happened.earliest
        if (
            died is not None
            and first is not None
            and first > died
            and re.search(r"\b(?:victim )?(?:said|told|attended|disclosed)\b", entry.what_happened, re.I)
            and entry.subject.casefold() in ("victim", "v1")
        ):
            yield Finding(
                DATES, "Chronology", entry.what_happened[:100], "Dated behind the day of the death.", entry.id
            )
    review = c.case.review
    if review.scope_start and review.scope_end and review.scope_end < review.scope_start:
        yield Finding(
            DATES,
            "Case details",
            f"{review.scope_start:%d/%m/%Y} to {review.scope_end:%d/%m/%Y}",
            "The period ends before it begins.",
        )


def counts(c: Looking) -> Found:
    met = [each for each in c.case.all(Meeting) if each.held]
    held = {
        "agencies": {len(asked_of(outcomes(c.d))), len(c.d.agencies)}, "panel members": {c.case.count(PanelMember)},
        "panel meetings": {sum(each.purpose == "panel meeting" for each in met)}, "meetings": {len(met), sum(each.purpose == "panel meeting" for each in met)},
        "recommendations": {c.case.count(Recommendation), sum(not each.agency for each in c.case.all(Recommendation)), sum(bool(each.agency) for each in c.case.all(Recommendation))},
    }  # fmt: skip
    for each in c.own:
        for match in _COUNTED.finditer(each.words):
            if not _OF_REVIEW.search(sentence_before(each.words, match.end()) + _rest(each.words, match.end())):
                continue
            said = match["number"].casefold()
            number = int(said) if said.isdigit() else _NUMBERS[said]
            if number > 1 and number not in held[match["noun"].casefold()]:
                yield Finding(
                    COUNTS,
                    each.title,
                    match[0],
                    f"The registers hold {' or '.join(map(str, sorted(held[match['noun'].casefold()])))}.",
                    each.section,
                )


def without_source(c: Looking) -> Found:
    ids = c.ids_under(("Chronology", "Background")) if c.shows_evidence else set()
    for section in c.case.all(Section):
        if section.id not in ids:
            continue
        for block in read(section.body):
            if (
                isinstance(block, Paragraph)
                and block.style is Style.PLAIN
                and len(block.words.split()) > 5
                and not any(isinstance(run, Cited) for run in block.runs)
            ):
                yield Finding(
                    SOURCE, section.heading, block.words[:100], "Nothing stands behind this paragraph yet.", section.id
                )


def verdict(c: Looking) -> Found:
    yield from _said(
        c, VERDICT, _VERDICT, "The guidance discourages a verdict on whether the death could have been foreseen."
    )


def tone(c: Looking) -> Found:
    for told, match in c.search(_TONE_WORDS, c.own):
        yield Finding(
            TONE,
            told.title,
            around(told.words, *match.span()),
            f"Say instead: {_TONE[match[0].casefold()]}.",
            told.section,
        )


def hindsight(c: Looking) -> Found:
    yield from _said(c, HINDSIGHT, _HINDSIGHT, "Is it judged by what was known then?")


def _said(c: Looking, point: str, pattern: re.Pattern[str], reason: str) -> Found:
    for told, match in c.search(pattern, c.own):
        yield Finding(point, told.title, around(told.words, *match.span()), reason, told.section)


def law(c: Looking) -> Found:
    for told, match in c.search(_ACT, c.pieces):
        if not match[0].startswith(_ACT_RIGHT) or match[1] not in (None, "2004"):
            yield Finding(LAW, told.title, match[0], f"The Act is the {_ACT_RIGHT} 2004.", told.section)
    for pattern, reason in _LAW:
        for told, match in c.search(pattern, c.pieces):
            yield Finding(LAW, told.title, match[0], reason, told.section)


def research(c: Looking) -> Found:
    has_list = c.has_heading("References", "Bibliography") or "^[" in "".join(each.body for each in c.case.all(Section))
    first = next(c.search(_RESEARCH, c.own), None)
    if first is not None and not has_list:
        yield Finding(
            RESEARCH,
            first[0].title,
            around(first[0].words, *first[1].span()),
            "Research is named, and there is neither a footnote nor a list of references.",
            first[0].section,
        )


SPELLING, RETELLS, ORDER, DATES, COUNTS, SOURCE, VERDICT, TONE, HINDSIGHT, LAW, RESEARCH = (
    "Spelling, typing and grammar slips", "Chronology retells everything", "Narrative out of date order", "Date errors", "Counts disagree",
    "Statement of fact without source", "Predictable or preventable asserted", "Victim-blaming or dated wording", "Hindsight",
    "Legal terms wrong or out of date", "Research not used or not referenced",
)  # fmt: skip

CHECKS = {
    SPELLING: spelling, RETELLS: retells, ORDER: out_of_order, DATES: date_errors, COUNTS: counts, SOURCE: without_source, VERDICT: verdict,
    TONE: tone, HINDSIGHT: hindsight, LAW: law, RESEARCH: research,
}  # fmt: skip
