"""Every block the registers can fill, by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dhr_desktop.operations.analysis.every import EVERY
from dhr_desktop.writing.prose import Block

from . import drawn_blocks, finding_blocks, register_blocks
from .drawing import Drawing, quiet

Fill = Callable[[Drawing], Iterator[Block]]
ANALYSIS = "analysis:"
GLOSSARY = "glossary"


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    title: str
    fill: Fill


def _every() -> dict[str, Kind]:
    r, f, w = register_blocks, finding_blocks, drawn_blocks
    held: tuple[tuple[str, str, Fill], ...] = (
        ("title-page", "Title page", r.title_page), ("contents", "Contents", r.contents),
        ("pseudonym-key", "People and what they are called", r.pseudonym_key),
        ("confidentiality", "Ages, sex and ethnicity of the main people", r.confidentiality),
        ("timescales", "Dates of the process, with reasons for lateness", r.timescales),
        ("legal-basis", "Legal basis", r.legal_basis), ("legal-bases", "Legal basis of every regime", r.legal_bases),
        ("purposes", "Purposes of the guidance", r.purposes), ("scope", "Period under review", r.scope),
        ("terms", "Terms of reference", r.terms), ("enquiries", "Key lines of enquiry", r.enquiries),
        ("agency-questions", "Questions to single agencies", r.agency_questions),
        ("contributors", "Contributors, with counts that add up", r.contributors),
        ("returns-lists", "Contributors in a list for each kind of return", r.returns_lists),
        ("agencies-asked", "Agencies asked", r.agencies_asked), ("methodology", "What was asked, came in and was joined", r.methodology),
        ("panel", "Panel and its meetings", r.panel), ("author", "Chair, author and independence", r.author),
        ("family", "Family involvement", r.family), ("parallel", "Parallel processes", r.parallel),
        ("dissemination", "Recipients", r.dissemination),
        ("chronology-episodes", "Chronology by key episode", f.chronology_episodes),
        ("chronology-by-agency", "Chronology agency by agency", f.chronology_by_agency),
        ("agency-narratives", "A narrative for each agency", f.agency_narratives),
        ("chronology-table", "Chronology as a table", f.chronology_table),
        ("known-by-agency", "What each agency knew", f.known_by_agency),
        ("terms-answered", "Findings under each term of reference", f.terms_answered),
        ("missed-opportunities", "Missed opportunities", f.missed_opportunities), ("good-practice", "Good practice", f.good_practice),
        ("themes", "Findings by theme", f.themes), ("equality", "Protected characteristics", f.equality),
        ("lessons", "Lessons", f.lessons), ("learning-points", "Learning points, each with its recommendations", f.learning_points),
        ("recommendations", "Recommendations", f.recommendations),
        ("recommendations-with-aims", "Recommendations, each with its aim", f.recommendations_with_aims),
        ("recommendations-multi", "Multi-agency recommendations", f.recommendations_multi),
        ("recommendations-single", "Single-agency recommendations", f.recommendations_single),
        ("action-plan", "Action plan", f.action_plan), ("timeline", "Timeline, with its table", w.timeline),
        (GLOSSARY, "Abbreviations used", w.glossary),
    )  # fmt: skip
    told = {name: Kind(name, title, fill) for name, title, fill in held}
    for name, kind in EVERY.items():
        told[f"{ANALYSIS}{name}"] = Kind(f"{ANALYSIS}{name}", f"Analysis: {kind.title}", _analysis(name))
    return told


def _analysis(name: str) -> Fill:
    return lambda d: finding_blocks.analysis(d, name)


BLOCKS = _every()


def filled(d: Drawing, name: str) -> list[Block]:
    """One block as the registers now stand."""
    kind = BLOCKS.get(name)
    if kind is None:
        return [quiet(f"There is no block “{name}”.")]
    return list(kind.fill(d))
