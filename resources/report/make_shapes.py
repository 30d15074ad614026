"""Writes shapes.json from the vocabulary of report sections: what each shape of document holds and in which order.

python resources/report/make_shapes.py      the same vocabulary, the same bytes; a test compares
"""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).parent
VOCABULARY = json.loads((HERE.parent / "vocab" / "report_sections.json").read_text("utf-8"))

BLOCKS = {
    # a heading of the vocabulary, and the blocks that the registers fill in it
    "Title page": ["title-page"],
    "Glossary or list of abbreviations": ["glossary"],
    "Pseudonym key": ["pseudonym-key"],
    "Contents": ["contents"],
    "Introduction": ["legal-basis", "purposes"],
    "Timescales": ["timescales"],
    "Confidentiality": ["confidentiality"],
    "Terms of reference": ["scope", "terms"],
    "Methodology": ["methodology"],
    "Involvement of family, friends, work colleagues, neighbours and wider community": ["family"],
    "Contributors to the review": ["contributors"],
    "The review panel members": ["panel"],
    "Author of the overview report": ["author"],
    "Parallel reviews": ["parallel"],
    "Equality and diversity": ["equality"],
    "Dissemination": ["dissemination"],
    "Chronology": ["chronology-episodes"],
    "Overview": ["known-by-agency"],
    "Analysis": ["terms-answered", "missed-opportunities", "good-practice"],
    "Lessons to be learned": ["lessons"],
    "Recommendations": ["recommendations"],
    "Appendix: terms of reference": ["terms"],
    "Appendix: action plan": ["action-plan"],
    "Appendix: combined chronology or timeline figure": ["timeline"],
    "Appendix: glossary": [],
    "Appendix: Home Office quality-assurance letter": [],
    "Terms of reference for the review": ["scope", "terms"],
    "Summary chronology": ["chronology-by-agency"],
    "The review process": ["pseudonym-key", "timescales"],
    "Recommendations from the review": ["recommendations"],
    "Statutory definition used": [],
    "Scoping review and early learning": [],
    "Legal basis and decision": ["legal-basis"],
    "Purpose": ["purposes"],
    "People in scope": ["pseudonym-key"],
    "Period under review": ["scope"],
    "Agencies asked": ["agencies-asked"],
    "Key lines of enquiry": ["enquiries"],
    "Agency-specific questions": ["agency-questions"],
    "Family involvement": ["family"],
    "Parallel processes and disclosure": ["parallel"],
    "Timetable": ["timescales"],
}
UNNUMBERED = {"Title page", "Preface", "Glossary or list of abbreviations", "Pseudonym key", "Contents"}
LEFT_OUT = {"Appendix: glossary", "Appendix: Home Office quality-assurance letter", "Appendix: terms of reference"}


def section(held: dict, blocks: list[str] | None = None, heading: str = "") -> dict:
    name = heading or held["heading"]
    return {
        "heading": name, "level": held["level"], "required": held["required"], "help": held["what_goes_in"],
        "blocks": BLOCKS.get(held["heading"], []) if blocks is None else blocks,
        "numbered": name not in UNNUMBERED and not name.startswith("Appendix"),
    }  # fmt: skip


def of(name: str, changed: dict[str, list[str]] | None = None, headings: dict[str, str] | None = None) -> list[dict]:
    changed, headings = changed or {}, headings or {}
    return [
        section(each, changed.get(each["heading"]), headings.get(each["heading"], ""))
        for each in VOCABULARY[name] if each["heading"] not in LEFT_OUT
    ]  # fmt: skip


def extra(heading: str, level: int, blocks: list[str], says: str, *, numbered: bool = True) -> dict:
    return {"heading": heading, "level": level, "required": True, "help": says, "blocks": blocks, "numbered": numbered}


def after(sections: list[dict], heading: str, *more: dict) -> list[dict]:
    at = next(at for at, each in enumerate(sections) if each["heading"] == heading)
    return [*sections[: at + 1], *more, *sections[at + 1 :]]


def shape(key: str, title: str, document: str, says: str, sections: list[dict], numbering: str = "sections") -> dict:
    return {
        "key": key,
        "title": title,
        "document": document,
        "says": says,
        "numbering": numbering,
        "sections": sections,
    }


def shapes() -> list[dict]:
    episodes = of(
        "overview_report_2016",
        {"Lessons to be learned": ["learning-points"], "Recommendations": ["recommendations"], "Chronology": ["chronology-episodes"]},
        {"Lessons to be learned": "Lessons to be learned and what follows from them"},
    )  # fmt: skip
    by_agency = of("executive_summary_2016", {
        "Contributors to the review": ["returns-lists"], "Summary chronology": ["chronology-by-agency"],
        "Recommendations from the review": ["recommendations-multi", "recommendations-single"],
        "Lessons to be learned": ["lessons"],
    })  # fmt: skip
    designated = of("executive_summary_2016", {
        "Summary chronology": ["agency-narratives"], "Recommendations from the review": ["recommendations"],
        "Lessons to be learned": ["lessons"],
    })  # fmt: skip
    joint = of(
        "overview_report_2016",
        {
            "Introduction": ["legal-bases", "purposes"], "Analysis": ["terms-answered", "missed-opportunities"],
            "Recommendations": ["recommendations-with-aims"], "Lessons to be learned": ["lessons"],
        },
    )  # fmt: skip
    joint = after(
        joint,
        "Analysis",
        extra("Good practice", 1, ["good-practice"], "What was done well, by whom, and why it mattered."),
    )
    joint = after(
        joint, "Appendix: action plan",
        extra("Appendix: single-agency recommendations", 1, ["recommendations-single"], "By agency.", numbered=False),
    )  # fmt: skip
    return [
        shape("overview-2016", "Overview report (2016 guidance)", "overview report", "The order of the 2016 guidance.", of("overview_report_2016")),
        shape("overview-2024-draft", "Overview report (2024 draft guidance)", "overview report",
              "The 2016 order with places for what the 2024 consultation announced.", of("overview_report_2024_draft")),
        shape("overview-episodes", "Overview report by key episodes", "overview report",
              "Key episodes; each learning point with its recommendations under it and what is expected of them. Paragraphs run on in one count.",
              episodes, "running"),
        shape("joint-review", "Joint review under several regimes", "overview report",
              "Every legal basis, coarse dates, an aim under each recommendation, single-agency recommendations in an appendix.", joint),
        shape("summary-2016", "Executive summary (2016 guidance)", "executive summary", "The order of the 2016 guidance.",
              of("executive_summary_2016", {"Lessons to be learned": ["lessons"]})),
        shape("summary-by-agency", "Executive summary, agency by agency", "executive summary",
              "Returns listed by kind; the chronology agency by agency; multi-agency and then single-agency recommendations.", by_agency),
        shape("summary-designations", "Executive summary with V1, P1, P2", "executive summary",
              "People by letters and numbers, a narrative for each agency, numbered recommendations.", designated),
        shape("terms-2016", "Terms of reference", "terms of reference", "What was agreed at the start.",
              [extra("Title page", 1, ["title-page"], "Whose review it is.", numbered=False), *of("terms_of_reference")]),
    ]  # fmt: skip


def text() -> str:
    return json.dumps({"shapes": shapes()}, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    (HERE / "shapes.json").write_text(text(), "utf-8")
