"""The pages of the Review place and what they are called: known before any of them is made."""

from __future__ import annotations

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
}

LAST_PAGES = {"vocabularies": "Vocabularies"}


def titles() -> dict[str, str]:
    """Every page's title by its name, in the order of the menu."""
    return FIRST_PAGES | {kind: title for kind, (title, _) in REGISTER_PAGES.items()} | LAST_PAGES
