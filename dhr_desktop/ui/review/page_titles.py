"""The pages of the Review and Agencies places and what they are called: known before any of them is made."""

from __future__ import annotations

from dhr_desktop.operations.analysis.names import TITLES

FIRST_PAGES = {"overview": "Where it stands", "review": "Case details", "dates": "Process dates"}

REGISTER_PAGES = {
    # kind: title, advice
    "people": (
        "People and names",
        "Everyone, every place and every number that has a real name here and another outside.",
    ),
    "agencies": ("Agencies", "Every agency asked, and those that were not."),
    "returns": (
        "Returns",
        "What each agency was asked for and what it answered; nil, not found and none yet are answers too.",
    ),
    "terms": ("Terms of reference", "The questions the review must answer, numbered."),
    "panel": ("Panel", "Who sits on the panel; one of them should be a domestic abuse specialist."),
    "meetings": ("Meetings", "Each meeting, who came, and what was decided. Several names go with ; between."),
    "family": (
        "Family contact",
        "Each approach to family and friends, their words kept apart from what agencies wrote.",
    ),
    "parallel": ("Parallel processes", "Trials, inquests and other reviews that run beside this one."),
    "professionals": ("Professionals", "Workers met in the records, with the neutral label they have outside."),
    "dissemination": ("Dissemination", "Who is sent which edition, and when."),
    "letter_points": (
        "The letter",
        "Each point of the Home Office's letter as a task: what was changed, and when.",
    ),
}

AGENCY_REGISTERS = ("agencies", "returns")
REVIEW_REGISTERS = tuple(kind for kind in REGISTER_PAGES if kind not in AGENCY_REGISTERS)

LAST_PAGES = {"names": "Names outside", "exports": "What has left", "vocabularies": "Vocabularies"}
AGENCY_PAGES = {"files": "Files"}
ANALYSIS_PAGES = {
    "marks": (
        "Marks",
        "What entries and events mean, in your words. Marks are made in the Chronology (Ctrl+M) and edited beside.",
    ),
    "queries": ("Queries", "Questions to agencies about their entries. Put them in the Chronology (Ctrl+Shift+Q)."),
    "panel_comments": ("Panel comments", "What panel members wrote in the panel's file and sent back."),
}
JOINING_PAGES = {"suggestions": "Suggested links", "events": "Events", "decisions": "Decisions"}


def titles() -> dict[str, tuple[str, str]]:
    """Every page by its name: the place it is in and its title, in the order of the menus."""
    review = FIRST_PAGES | {kind: REGISTER_PAGES[kind][0] for kind in REVIEW_REGISTERS} | LAST_PAGES
    agencies = AGENCY_PAGES | {kind: REGISTER_PAGES[kind][0] for kind in AGENCY_REGISTERS}
    analysis = {kind: title for kind, (title, _) in ANALYSIS_PAGES.items()}
    analysis |= {name: title for name, (title, _) in TITLES.items()}
    places = (("Review", review), ("Agencies", agencies), ("Joining", JOINING_PAGES), ("Analysis", analysis))
    return {name: (place, title) for place, pages in places for name, title in pages.items()}
