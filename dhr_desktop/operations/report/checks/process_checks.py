"""Points about how the review was run: who was asked, met and told, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from dhr_desktop.core.agencies import Return
from dhr_desktop.core.counting import counted
from dhr_desktop.core.documents import LetterPoint
from dhr_desktop.core.review import Dissemination, FamilyContact, Meeting, Milestone, PanelMember, ParallelProcess
from dhr_desktop.operations.reference.timescales import standings
from dhr_desktop.operations.report.blocks.register_blocks import NONE_YET, NOT_ASKED, UNRECORDED, outcomes

from .findings import Finding, Looking

Found = Iterator[Finding]
DRAFT_TO_FAMILY_DAYS = 14


def asked_and_received(c: Looking) -> Found:
    returns = {each.agency: each for each in c.case.all(Return)}
    for id, outcome in outcomes(c.d).items():
        held = returns.get(id)
        if outcome not in (NOT_ASKED,) and (held is None or held.asked is None):
            yield Finding(REQUESTED, "Returns", c.d.agency(id), "When it was asked is not recorded.", id)
        if outcome not in (NOT_ASKED, NONE_YET, "declined") and held is not None and held.received is None:
            yield Finding(REQUESTED, "Returns", c.d.agency(id), "When its return came is not recorded.", id)


def family_contacted(c: Looking) -> Found:
    held = c.case.all(FamilyContact)
    if not held:
        yield Finding(FAMILY, "Family contact", "", "No approach to family or friends is recorded, nor why not.")
    for each in held:
        missing = [
            name
            for name, value in (("date", each.approached), ("how", each.means), ("response", each.response))
            if not value
        ]
        if missing:
            yield Finding(FAMILY, "Family contact", each.who, f"Not recorded: {', '.join(missing)}.", each.id)


def draft_to_family(c: Looking) -> Found:
    shared = [each.draft_shared for each in c.case.all(FamilyContact) if each.draft_shared]
    done = {each.step: each.happened for each in c.case.all(Milestone) if each.happened}
    if not shared and "submitted" in done:
        yield Finding(
            FAMILY_DRAFT,
            "Family contact",
            "",
            "It was submitted and nobody of the family is recorded as having had the draft.",
        )
    for step in ("panel_agreed", "submitted"):
        if shared and step in done and min(shared) > done[step] - timedelta(days=DRAFT_TO_FAMILY_DAYS):
            yield Finding(
                FAMILY_DRAFT,
                "Family contact",
                f"{min(shared):%d/%m/%Y}",
                "The family had the draft less than two weeks before it was agreed or submitted.",
            )


def advocacy(c: Looking) -> Found:
    for each in c.case.all(FamilyContact):
        if not each.advocate and "perpetrator" not in each.relationship:
            yield Finding(
                ADVOCACY, "Family contact", each.who, "Whether an advocate was offered is not recorded.", each.id
            )


def perpetrator(c: Looking) -> Found:
    if not any("perpetrator" in each.relationship for each in c.case.all(FamilyContact)):
        yield Finding(
            PERPETRATOR,
            "Family contact",
            "",
            "Nothing is recorded of the perpetrator or their family, nor why they were not approached.",
        )


def agencies_left_out(c: Looking) -> Found:
    for id, outcome in outcomes(c.d).items():
        if outcome in (NONE_YET, UNRECORDED):
            yield Finding(LEFT_OUT, "Returns", c.d.agency(id), "It has no outcome.", id)
        if outcome in (NOT_ASKED, "declined"):
            note = next((each.note for each in c.case.all(Return) if each.agency == id), "")
            if not note:
                yield Finding(LEFT_OUT, "Returns", c.d.agency(id), "The reason is not recorded.", id)


def specialist(c: Looking) -> Found:
    types = {id: each.type.casefold() for id, each in c.d.agencies.items()}
    if not any(
        each.is_specialist or "domestic abuse" in types.get(each.agency, "") for each in c.case.all(PanelMember)
    ):
        yield Finding(SPECIALIST, "Panel", "", "Nobody on the panel is a domestic abuse specialist.")


def independence(c: Looking) -> Found:
    if "independen" not in c.case.review.independence.casefold():
        yield Finding(
            INDEPENDENCE,
            "Case details",
            c.case.review.independence[:80],
            "The statement of independence is missing, or does not say it.",
        )


def panel_complete(c: Looking) -> Found:
    for each in c.case.all(PanelMember):
        if not each.job_title or not (each.agency or each.organisation):
            yield Finding(PANEL, "Panel", each.full_name, "Job title or agency is missing.", each.id)
    if not any(each.held and each.purpose == "panel meeting" for each in c.case.all(Meeting)):
        yield Finding(PANEL, "Meetings", "", "No dated panel meeting is recorded.")


def parallel(c: Looking) -> Found:
    words = " ".join(each.process.casefold() for each in c.case.all(ParallelProcess))
    for wanted in ("criminal", "inquest", "safeguarding", "conduct", "health"):
        if (
            wanted not in words
            and not (wanted == "conduct" and "iopc" in words)
            and not (wanted == "health" and "nhs" in words)
        ):
            yield Finding(
                PARALLEL,
                "Parallel processes",
                wanted,
                "Whether there was one is not recorded; “not applicable” will do.",
            )


def dissemination(c: Looking) -> Found:
    words = " ".join(f"{each.recipient} {each.organisation}" for each in c.case.all(Dissemination)).casefold()
    for wanted, signs in (
        ("the family", ("family", "mother", "father", "sister", "brother", "parent")),
        ("panel agencies", ("panel", "agenc")),
        ("the police and crime commissioner", ("police and crime", "pcc", "mayor")),
        ("the Domestic Abuse Commissioner", ("domestic abuse commissioner",)),
    ):
        if not any(sign in words for sign in signs):
            yield Finding(RECIPIENTS, "Dissemination", wanted, "Not in the list of recipients.")


def delay(c: Looking) -> Found:
    for each in standings(c.case, c.d.today):
        if each.needs_reason:
            yield Finding(
                DELAY,
                "Process dates",
                each.rule.label,
                f"{counted(each.days_late, 'day')} late, and no reason is recorded.",
            )


def scope_explained(c: Looking) -> Found:
    review = c.case.review
    if not (review.scope_start and review.scope_end and review.scope_reason.strip()):
        yield Finding(SCOPE, "Case details", "", "The period under review, or the reason for it, is not filled in.")


def decision_in_time(c: Looking) -> Found:
    for each in standings(c.case, c.d.today):
        if each.rule.key == "decision" and each.days_late:
            yield Finding(
                DECISION, "Process dates", each.rule.label, f"{counted(each.days_late, 'day')} after it was due."
            )


def told(c: Looking) -> Found:
    done = {each.step for each in c.case.all(Milestone) if each.happened or each.not_needed}
    for step, words in (("home_office_told", "the Home Office"), ("family_told", "the family")):
        if "decision" in done and step not in done:
            yield Finding(TOLD, "Process dates", words, "When it was told of the decision is not recorded.")
    is_complete = any(each.step == "complete" and each.happened for each in c.case.all(Milestone))
    if is_complete and "commissioner" not in done:
        yield Finding(
            TOLD, "Process dates", "the Domestic Abuse Commissioner", "When the report was sent is not recorded."
        )


def agreed_in_order(c: Looking) -> Found:
    done = {each.step: each.happened for each in c.case.all(Milestone) if each.happened}
    if "submitted" in done:
        for before, words in (("panel_agreed", "the panel"), ("csp_agreed", "the partnership")):
            if before not in done or done[before] > done["submitted"]:
                yield Finding(AGREED, "Process dates", words, "It was submitted before it was agreed.")
    if "panel_agreed" in done and "csp_agreed" in done and done["csp_agreed"] < done["panel_agreed"]:
        yield Finding(AGREED, "Process dates", "the partnership", "It agreed before the panel did.")


def letter(c: Looking) -> Found:
    for each in c.case.all(LetterPoint):
        if not each.done or not each.changed.strip():
            yield Finding(
                LETTER, "The letter", each.point[:120], "Not answered yet: the paragraph changed, and when.", each.id
            )


REQUESTED = "Unclear statement about what was requested, from whom or when"
FAMILY = "Family, friends or colleagues not contacted, or not explained"
FAMILY_DRAFT = "Family did not see the draft, or had too little time"
ADVOCACY = "Advocacy not offered"
PERPETRATOR = "Perpetrator or perpetrator's family not considered"
LEFT_OUT = "Agency left out without reason"
SPECIALIST = "No domestic abuse specialist on the panel"
INDEPENDENCE = "Independence of chair and author not stated"
PANEL = "Panel members' job titles or number of meetings missing"
PARALLEL = "Parallel reviews not stated"
RECIPIENTS = "Dissemination list missing"
DELAY = "Reasons for delay not given"
SCOPE = "Scope dates not explained"
DECISION = "Decision later than one month from notification"
TOLD = "Home Office, family or Commissioner not told"
AGREED = "Report and plan not agreed by panel and partnership before submission"
LETTER = "Feedback letter points not answered"

CHECKS = {
    REQUESTED: asked_and_received, FAMILY: family_contacted, FAMILY_DRAFT: draft_to_family, ADVOCACY: advocacy, PERPETRATOR: perpetrator, LEFT_OUT: agencies_left_out, SPECIALIST: specialist, INDEPENDENCE: independence, PANEL: panel_complete, PARALLEL: parallel, RECIPIENTS: dissemination, DELAY: delay, SCOPE: scope_explained, DECISION: decision_in_time, TOLD: told, AGREED: agreed_in_order, LETTER: letter,
}  # fmt: skip
