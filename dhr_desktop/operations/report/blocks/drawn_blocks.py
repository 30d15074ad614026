"""Blocks that are drawn or looked up rather than told: the timeline as a figure with its words, and the abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from dhr_desktop.core.counting import counted
from dhr_desktop.core.filters import Filter
from dhr_desktop.operations.chronology.page_lines import about
from dhr_desktop.operations.chronology.timeline_exports import Form, picture_of
from dhr_desktop.operations.chronology.timelines import Way, draw, outside_of
from dhr_desktop.operations.reference import vocabularies
from dhr_desktop.report.png_writer import png_bytes
from dhr_desktop.writing.prose import Block, Figure

from .drawing import Drawing, quiet, table

WIDTH, DOTS_AN_INCH = 700, 150
PAGE_WIDTH, PAGE_HEIGHT = 451.0, 600.0  # points that a figure may take of an A4 page
_ABBREVIATION = re.compile(
    r"(?<![\w&])(?=[A-Z&/]*[A-Z]{2})[A-Z][A-Za-z]{0,2}[A-Z][A-Za-z]{0,6}(?:&[A-Z])?(?![\w&])|(?<!\w)[A-Z]&[A-Z](?!\w)"
)
_TOKEN = re.compile(r"\w+")
_ROMAN = re.compile(r"^[IVXLC]+$")


def timeline(d: Drawing) -> Iterator[Block]:
    """As on screen, with a text that says what it shows and a table of the same content."""
    shown = d.chronology.shown(Filter())
    if not any(each.is_dated for each in shown.told):
        yield quiet("There is no dated entry to draw yet.")
        return
    drawn = draw(d.chronology, shown, Way(), outside_of(d.case))
    told = about(d.case, d.chronology, shown, "Timeline", d.edition)  # the version stands on the document's own pages
    picture = picture_of(d.chronology, drawn, told, Form(width=WIDTH))
    scale = min(PAGE_WIDTH / picture.width, PAGE_HEIGHT / picture.height)
    counts: dict[int, list[str]] = {}
    for each in shown.told:
        counts.setdefault(each.entry.agency, []).append(each.when.words() if each.is_dated else "")
    rows = []
    for agency, whens in counts.items():
        dated = [when for when in whens if when]
        rows.append((d.agency(agency), dated[0] if dated else "", dated[-1] if dated else "", f"{len(whens):,}"))
    says = f"A lane for each of {counted(len(counts), 'agency', 'agencies')}; {counted(len(shown.told), 'entry', 'entries')}. The table below says the same in figures."
    yield Figure(
        png_bytes(picture, DOTS_AN_INCH),
        picture.width * scale,
        picture.height * scale,
        says,
        "Timeline of every agency's contacts",
    )
    yield table(("Agency", "First", "Last", "Entries"), rows, "What the timeline shows", (6, 4, 4, 2))


@cache
def _expansions() -> dict[str, tuple[str, ...]]:
    told: dict[str, list[str]] = {}
    for each in vocabularies.shipped()["glossary"]:
        told.setdefault(each.term, []).append(each.meaning)
    return {name: tuple(meanings) for name, meanings in told.items()}


def abbreviations_in(words: str) -> list[str]:
    """Capital abbreviations a text uses, in alphabetical order."""
    return in_alphabet(abbreviations_met(words))


def in_alphabet(found: Iterable[str]) -> list[str]:
    return sorted(found, key=lambda each: (each.casefold(), each))


def abbreviations_met(words: str) -> frozenset[str]:
    """The same in no order: what a whole document uses is what its pieces use."""
    found = {match[0] for match in _ABBREVIATION.finditer(words)}
    spoken = set(_TOKEN.findall(words))
    for name in _written_in_capitals():
        is_one = name in spoken or (not _TOKEN.fullmatch(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words))
        if is_one:
            found.add(name)
    return frozenset(each for each in found if not _ROMAN.match(each))


@cache
def _written_in_capitals() -> tuple[str, ...]:
    return tuple(name for name in _expansions() if len(name) > 1 and not name.islower() and not name.istitle())


def meanings_of(d: Drawing, abbreviation: str) -> tuple[str, ...]:
    """What it may stand for: the case's own glossary before the one that ships."""
    own = tuple(each.meaning for each in vocabularies.terms(d.case, "glossary") if each.term == abbreviation)
    return own or _expansions().get(abbreviation, ())


def glossary(d: Drawing) -> Iterator[Block]:
    """The abbreviations the rest of the document really uses."""
    rows, unknown = [], []
    for each in d.abbreviations:
        meanings = dict.fromkeys(meanings_of(d, each))
        if meanings:
            rows.append((each, "; or ".join(meanings)))
        elif not any(each.casefold() in name.casefold() for name in (a.full_name for a in d.agencies.values())):
            unknown.append(each)
    if rows:
        yield table(("Abbreviation", "What it stands for"), rows, "Abbreviations", (2, 8))
    else:
        yield quiet("The document uses no abbreviation of the glossary yet.")
    if unknown and d.edition == "working":
        yield quiet(f"Not in the glossary: {', '.join(unknown[:40])}. Add them under Vocabularies, or write them out.")
