"""Points about the document itself: its layout, numbers, references, words, and what must not stand in a published one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dhr_desktop.core.analysis import Recommendation
from dhr_desktop.core.people import Person
from dhr_desktop.core.review import PanelMember
from dhr_desktop.operations.analysis.links import numbering_faults
from dhr_desktop.operations.report.blocks.drawn_blocks import abbreviations_in, meanings_of
from dhr_desktop.operations.report.blocks.finding_blocks import recommendation_words
from dhr_desktop.operations.report.sections import shape_of
from dhr_desktop.operations.report.shapes import OVERVIEW, SUMMARY, Shape, shape
from dhr_desktop.people import patterns
from dhr_desktop.people.folding import fold
from dhr_desktop.people.roster import TOKEN
from dhr_desktop.people.slips import edits
from dhr_desktop.people.words import forenames
from dhr_desktop.people.written_dates import dates_in, undoing_in
from dhr_desktop.writing.prose import Paragraph, Style, Table, Words

from .findings import Finding, Looking, around

Found = Iterator[Finding]
_MARKINGS = re.compile(
    r"\b(?:RESTRICTED|CONFIDENTIAL|OFFICIAL-SENSITIVE|OFFICIAL SENSITIVE|DRAFT|NOT FOR CIRCULATION)\b"
)
_LEFT_OVER = re.compile(r"\b(?:TBC|TBD|TODO|XXX+)\b|\?\?+|\[(?:insert|check|name|date)[^\]]*\]", re.I)
_TYPED_NUMBER = re.compile(r"(?m)^\s*(\d{1,2}(?:\.\d{1,2}){1,3})\s")
_POINTED = re.compile(r"\b(?P<what>appendix|section|paragraph)\s+(?P<which>[A-Z]\b|\d+(?:\.\d+)*)", re.I)
_CHILD = re.compile(
    r"\b(?:Child [A-Z0-9]|children?)\b[^.\n]{0,60}\b(?:son|daughter|aged \d+|\d+[ -]years?[ -]old|eldest|youngest|twin)\b",
    re.I,
)
_OF_A_LAW = re.compile(
    r"(?:\(\w+\))*,? (?:of|to|in) (?:the )?[^.\n]{0,80}?\b(?:Act|Order|Regulations|[Gg]uidance|Code)\b"
)
_NO_LINK = re.compile(r"\b(?:click here|this link|see here)\b", re.I)
_PLACES = {
    patterns.POSTCODE,
    patterns.PHONE,
    patterns.EMAIL,
    patterns.VEHICLE,
    patterns.HEALTH,
    patterns.REFERENCE,
    patterns.ADDRESS,
    "number of the register",
    "a number of the register",
    patterns.INSURANCE,
}


def layout(c: Looking) -> Found:
    yield from _against(c, OVERVIEW, shape_of(c.case, OVERVIEW) or shape("overview-2016"), "the report")


def summary_sections(c: Looking) -> Found:
    yield from _against(c, SUMMARY, shape("summary-2016"), "the executive summary")


def _against(c: Looking, document: str, model: Shape, what: str) -> Found:
    point = LAYOUT if document == OVERVIEW else SUMMARY_SECTIONS
    made = c.document(document)
    if made is None:
        yield Finding(point, what, "", f"There is no {document} yet.")
        return
    held = [each.section.heading.casefold() for each in made.outline]
    wanted = [each.heading for each in model.sections if each.required]
    for heading in wanted:
        if not any(heading.casefold() in each or each in heading.casefold() for each in held):
            yield Finding(point, what, heading, f"The model layout has “{heading}”; {what} has not.")
    order = [wanted.index(heading) for each in held for heading in wanted if heading.casefold() == each]
    for before, behind in pairwise(order):
        if behind < before:
            yield Finding(
                point,
                what,
                wanted[behind],
                f"“{wanted[behind]}” stands behind “{wanted[before]}”; in the model it comes first.",
            )


def terms_late(c: Looking) -> Found:
    if c.report is None:
        return
    headings = [each.section.heading.casefold() for each in c.report.outline]
    terms = next((at for at, each in enumerate(headings) if each.startswith("terms of reference")), None)
    background = next((at for at, each in enumerate(headings) if each.startswith("background")), len(headings))
    if terms is None or terms > background:
        yield Finding(TERMS_LATE, "Terms of reference", "", "They stand behind the background, or only in an appendix.")


def summary_disagrees(c: Looking) -> Found:
    if c.report is None or c.summary is None:
        if c.summary is None:
            yield Finding(SUMMARY_DISAGREES, "the executive summary", "", "There is no executive summary yet.")
        return
    report, summary = (_recommendations(c, name) for name in (OVERVIEW, SUMMARY))
    for number in sorted(set(report) | set(summary)):
        if report.get(number) != summary.get(number):
            yield Finding(
                SUMMARY_DISAGREES,
                f"Recommendation {number}",
                summary.get(number, "") or report.get(number, ""),
                "Report and summary do not say the same.",
            )


def _recommendations(c: Looking, name: str) -> dict[str, str]:
    made, told = c.document(name), dict[str, str]()
    for _, each in made.items() if made is not None else ():
        if isinstance(each.block, Paragraph) and (
            match := re.match(r"^Recommendation ([\w.]+): (.+)", each.block.words)
        ):
            told.setdefault(match[1], match[2].strip())
    return told


def numbering_repeats(c: Looking) -> Found:
    """Paragraphs are numbered by the program; a number that was typed beside it is the danger."""
    for each in numbering_faults(c.case):
        yield Finding(NUMBERING, "Recommendations", each, each)
    for told, match in c.search(_TYPED_NUMBER, c.own):
        yield Finding(
            NUMBERING, told.title, match[1], "A number typed by hand stands beside the automatic one.", told.section
        )


def references(c: Looking) -> Found:
    for made in filter(None, (c.report, c.summary)):
        titles = {each.section.id: each.title for each in made.outline}
        for section, to in made.broken:
            yield Finding(
                REFERENCES, titles.get(section, ""), f"{{see:{to}}}", "This reference leads nowhere.", section
            )
        numbers = {each.number for _, each in made.items() if each.number}
        appendices = sum(each.section.heading.casefold().startswith("appendix") for each in made.outline)
        for told, match in c.search(_POINTED, (each for each in c.own if each.section in titles)):
            which = match["which"]
            if _OF_A_LAW.match(told.words, match.end()):
                continue
            if match["what"].casefold() == "appendix":
                at = int(which) if which.isdigit() else ord(which.upper()) - ord("A") + 1 if which.isalpha() else 0
                is_there = 0 < at <= appendices
            else:
                is_there = which in numbers
            if not is_there:
                yield Finding(REFERENCES, told.title, match[0], "There is no such place in the document.", told.section)


def abbreviations(c: Looking) -> Found:
    words = "\n".join(each.words for each in c.pieces if each.block != "glossary")
    known = {fold(token) for each in c.d.agencies.values() for token in (each.short_name, each.full_name)}
    for each in abbreviations_in(words):
        if not meanings_of(c.d, each) and not meanings_of(c.d, each.removesuffix("s")) and fold(each) not in known:
            told = next((one for one in c.pieces if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", one.words)), None)
            yield Finding(
                ABBREVIATIONS,
                told.title if told else "",
                each,
                "Not in the glossary: add it under Vocabularies, or write it out.",
                told.section if told else 0,
            )
    if (
        c.report is not None
        and abbreviations_in(words)
        and not c.has_heading("Glossary", "Abbreviations", "Appendix: glossary")
    ):
        yield Finding(ABBREVIATIONS, "the report", "", "It uses abbreviations and has no list of them.")


def marking_left(c: Looking) -> Found:
    for told, match in c.search(_MARKINGS, c.pieces):
        if told.is_own or told.block != "glossary":
            yield Finding(
                MARKING,
                told.title,
                around(told.words, *match.span()),
                "A marking or the word draft would be published.",
                told.section,
            )


def draft_remains(c: Looking) -> Found:
    for told, match in c.search(_LEFT_OVER, c.own):
        yield Finding(
            DRAFT,
            told.title,
            around(told.words, *match.span()),
            "Something is still to be filled in here.",
            told.section,
        )


def real_names(c: Looking) -> Found:
    for told, hit in c.hits:
        if hit.kind in ("a real name", "a name misspelt", "perhaps a name"):
            yield Finding(NAMES, told.title, hit.context, f"{hit.kind.capitalize()} would be published.", told.section)


def births(c: Looking) -> Found:
    for told, hit in c.hits:
        if hit.kind in ("a date of birth", patterns.BIRTH):
            yield Finding(BIRTHS, told.title, hit.context, "A date of birth would be published.", told.section)


def day_of_death(c: Looking) -> Found:
    died = c.case.review.date_of_death
    for told in c.pieces:
        for each in dates_in(told.words):
            if died is not None and each.exact == died:
                yield Finding(
                    DEATH,
                    told.title,
                    around(told.words, each.start, each.end),
                    "The exact day of the death would be published.",
                    told.section,
                )
        for start, end in undoing_in(told.words) if told.is_own else ():
            yield Finding(
                DEATH,
                told.title,
                around(told.words, start, end),
                "Beside a date this could undo its coarseness.",
                told.section,
            )


def exact_dates(c: Looking) -> Found:
    ids = c.ids_under(("Chronology", "Summary chronology", "Background"))
    for told in c.pieces:
        for each in dates_in(told.words) if told.section in ids else ():
            if each.exact is not None:
                yield Finding(
                    EXACT,
                    told.title,
                    around(told.words, each.start, each.end),
                    "A full date in what would be published.",
                    told.section,
                )


def places(c: Looking) -> Found:
    for told, hit in c.hits:
        if hit.kind in _PLACES:
            yield Finding(PLACES, told.title, hit.context, f"{hit.kind.capitalize()} would be published.", told.section)


def children(c: Looking) -> Found:
    for told, match in c.search(_CHILD, c.pieces):
        yield Finding(
            CHILDREN,
            told.title,
            around(told.words, *match.span()),
            "Sex, exact age or place among brothers and sisters can tell which child is meant.",
            told.section,
        )


def pseudonyms(c: Looking) -> Found:
    words = "\n".join(each.words for each in c.pieces if each.block != "pseudonym-key")
    for person in c.case.all(Person):
        if person.sort not in ("", "person") or not person.real_name:
            continue
        both = {person.pseudonym, person.publication_pseudonym} - {""}
        if not both:
            yield Finding(PSEUDONYMS, "People and names", person.real_name, "Has no pseudonym.", person.id)
        used = [name for name in both if re.search(rf"\b{re.escape(name)}\b", words)]
        if len(used) > 1:
            yield Finding(
                PSEUDONYMS, "People and names", ", ".join(sorted(used)), "One person stands under two names.", person.id
            )
        if c.report is not None and both and not used:
            yield Finding(
                PSEUDONYMS, "Pseudonym key", next(iter(both)), "In the key and nowhere in the documents.", person.id
            )


def codes(c: Looking) -> Found:
    for person in c.case.all(Person):
        name = person.publication_pseudonym or person.pseudonym
        if (
            re.fullmatch(r"[A-Z]{1,2}\d{0,2}", name)
            and person.main_role
            and "family" not in person.pseudonym_choice.casefold()
        ):
            yield Finding(
                CODES,
                "People and names",
                name,
                "A code reads coldly; families are invited to choose a name.",
                person.id,
            )


def staff(c: Looking) -> Found:
    known = {fold(token) for each in c.case.all(PanelMember) for token in TOKEN.findall(fold(each.full_name))}
    known |= {token for name in (c.case.review.chair, c.case.review.author) for token in TOKEN.findall(fold(name))}
    for told in c.pieces:
        for match in patterns.staff_in(told.words):
            if match.name and not set(TOKEN.findall(fold(match.name))) <= known:
                yield Finding(
                    STAFF,
                    told.title,
                    around(told.words, match.start, match.end),
                    "A practitioner is named; say the role.",
                    told.section,
                )


def spelled_two_ways(c: Looking) -> Found:
    names = [each.full_name for each in c.case.all(PanelMember)] + [c.case.review.chair, c.case.review.author]
    surnames = {name.split()[-1] for name in names if len(name.split()) > 1 and len(name.split()[-1]) > 4}
    for told in c.pieces:
        for match in re.finditer(r"\b[A-Z][a-z’'-]{4,}\b", told.words):
            near = next(
                (
                    name
                    for name in surnames
                    if name != match[0]
                    and match[0] not in surnames
                    and edits(match[0].casefold(), name.casefold(), 2) <= 2
                ),
                "",
            )
            if near and match[0].casefold() not in forenames() and _follows_forename(told.words, match.start(), names):
                yield Finding(TWO_WAYS, told.title, match[0], f"Elsewhere “{near}”.", told.section)


def _follows_forename(words: str, start: int, names: list[str]) -> bool:
    before = words[max(0, start - 30) : start].split()
    return bool(before) and any(name.split()[:1] == before[-1:] for name in names if name)


def accessibility(c: Looking) -> Found:
    for made in filter(None, (c.report, c.summary)):
        level = 0
        for piece, each in made.items():
            block = each.block
            if isinstance(block, Paragraph) and block.style is Style.HEADING:
                if block.level > level + 1:
                    yield Finding(
                        ACCESS, piece.title, block.words, "A heading level is left out before this one.", piece.section
                    )
                level = block.level
            if (
                isinstance(block, Table)
                and block.rows
                and not all(any(isinstance(run, Words) and run.text.strip() for run in cell) for cell in block.rows[0])
            ):
                yield Finding(
                    ACCESS, piece.title, block.caption or "a table", "A column has no heading.", piece.section
                )
    for told, match in c.search(_NO_LINK, c.own):
        yield Finding(ACCESS, told.title, match[0], "Say what the link leads to.", told.section)


def same_wording(c: Looking) -> Found:
    held = {each.number: recommendation_words(each) for each in c.case.all(Recommendation) if each.number}
    for told, match in c.search(re.compile(r"(?m)^Recommendation ([\w.]+): .+$"), c.own):
        if match[1] in held and held[match[1]] != match[0].strip():
            yield Finding(SAME_WORDING, told.title, match[0][:120], "The register says it otherwise.", told.section)


(
    LAYOUT, TERMS_LATE, SUMMARY_DISAGREES, SUMMARY_SECTIONS, NUMBERING, REFERENCES, ABBREVIATIONS, MARKING, DRAFT, NAMES, BIRTHS,
    DEATH, EXACT, PLACES, CHILDREN, PSEUDONYMS, CODES, STAFF, TWO_WAYS, ACCESS, SAME_WORDING,
) = (
    "Report does not follow the model layout", "Terms of reference placed too late or only in an appendix",
    "Executive summary cannot stand alone or disagrees with the report", "Executive summary sections missing",
    "Paragraph numbering repeats or jumps", "Contents list, cross-references or appendix references broken",
    "Abbreviations not explained", "Marking left on a published edition", "Draft remains in the file", "Real name left in",
    "Date of birth left in", "Exact date of death", "Exact dates in the chronology of a published edition",
    "Addresses, place names, school, workplace or GP practice identify people", "Children's names, sex, exact ages or birth order",
    "Pseudonyms used inconsistently", "Codes in place of names", "Staff named", "Panel, chair or author spelled in two ways",
    "Accessibility failures in the published file", "Recommendation numbering or wording differs between report, summary and plan",
)  # fmt: skip

CHECKS = {
    LAYOUT: layout, TERMS_LATE: terms_late, SUMMARY_DISAGREES: summary_disagrees, SUMMARY_SECTIONS: summary_sections, NUMBERING: numbering_repeats,
    REFERENCES: references, ABBREVIATIONS: abbreviations, MARKING: marking_left, DRAFT: draft_remains, NAMES: real_names, BIRTHS: births,
    DEATH: day_of_death, EXACT: exact_dates, PLACES: places, CHILDREN: children, PSEUDONYMS: pseudonyms, CODES: codes, STAFF: staff,
    TWO_WAYS: spelled_two_ways, ACCESS: accessibility, SAME_WORDING: same_wording,
}  # fmt: skip
