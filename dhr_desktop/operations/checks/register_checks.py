"""Points about the review itself, looked for in its registers and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dhr_desktop.core.agencies import Return
from dhr_desktop.core.analysis import Action, Equality, Lesson, Mark, Recommendation
from dhr_desktop.core.documents import LetterPoint
from dhr_desktop.core.entries import Difference, Entry
from dhr_desktop.core.people import Person
from dhr_desktop.core.review import Dissemination, FamilyContact, Meeting, Milestone, PanelMember, ParallelProcess, Term
from dhr_desktop.operations.analyses.chain import broken_chains
from dhr_desktop.operations.analyses.readings import OPPORTUNITY, PRACTICE
from dhr_desktop.operations.reports.register_blocks import NONE_YET, NOT_ASKED, outcomes
from dhr_desktop.operations.timescales import standings
from dhr_desktop.operations.vocabularies import terms as vocabulary

from .findings import Finding, Looking

Found = Iterator[Finding]
DRAFT_TO_FAMILY_DAYS = 14
_VAGUE = re.compile(r"\b(?:consider|explore|raise awareness|ensure|review|promote|encourage|continue to)\b", re.I)
_MEASURED = re.compile(
    r"\b(?:\d+|by (?:january|february|march|april|may|june|july|august|september|october|november|december)|within|audit|sample|each|every|per cent|%|quarter|annual|twice)\b",
    re.I,
)
_NOT_A_DATE = re.compile(r"\b(?:ongoing|on-going|tbc|tbd|asap|in due course)\b", re.I)
CASE_WORDS = {
    "suicide": ("suicide",), "coercive control": ("coerci", "controlling"), "economic abuse": ("economic", "financial"),
    "familial": ("famil",), "carer": ("carer", "caring"),
}  # fmt: skip


def flags(c: Looking) -> set[str]:
    """What kind of case it is: by its types, and by the themes that stand on a finding."""
    used = {id for each in c.d.marks for id in each.themes}
    words = " ".join(
        [*c.case.review.case_types, *(each.title for id, each in c.d.chronology.themes.items() if id in used)]
    ).casefold()
    return {flag for flag, signs in CASE_WORDS.items() if any(sign in words for sign in signs)}


def case_type_in_terms(c: Looking) -> Found:
    words = " ".join(each.question for each in c.case.all(Term)).casefold()
    for flag in sorted(flags(c)):
        if not any(sign in words for sign in CASE_WORDS[flag]):
            yield Finding(
                CASE_TYPE, "Terms of reference", flag, "The case is of this kind and the terms do not name it."
            )


def recommendations_together(c: Looking) -> Found:
    words = c.under("Recommendations", of=c.in_report)
    for each in c.shown.all(Recommendation):
        if c.report is not None and each.text.strip() and each.text.strip() not in words:
            yield Finding(
                TOGETHER,
                "Recommendations",
                each.text[:120],
                "It is not in the Recommendations section of the report.",
                each.id,
            )


def asked_and_received(c: Looking) -> Found:
    returns = {each.agency: each for each in c.case.all(Return)}
    for id, outcome in outcomes(c.d).items():
        held = returns.get(id)
        if outcome not in (NOT_ASKED,) and (held is None or held.asked is None):
            yield Finding(REQUESTED, "Returns", c.d.agency(id), "When it was asked is not recorded.", id)
        if outcome not in (NOT_ASKED, NONE_YET, "declined") and held is not None and held.received is None:
            yield Finding(REQUESTED, "Returns", c.d.agency(id), "When its return came is not recorded.", id)


def equality(c: Looking) -> Found:
    held = {(each.person, each.characteristic): each for each in c.case.all(Equality)}
    if c.report is not None and not c.has_heading("Equality"):
        yield Finding(EQUALITY, "the report", "", "There is no section on equality and diversity.")
    names = [each.term for each in vocabulary(c.case, "characteristics")]
    for person in _main(c):
        silent = [name for name in names if not (record := held.get((person.id, name))) or not record.known.strip()]
        if silent:
            yield Finding(
                EQUALITY,
                f"Equality: {person.role}",
                ", ".join(silent),
                "Nothing is said of these characteristics.",
                person.id,
            )
        for name in names:
            record = held.get((person.id, name))
            if (
                record is not None
                and record.known.strip()
                and record.relevance.strip().casefold().rstrip(".") in ("", "not relevant", "n/a", "none")
            ):
                yield Finding(
                    EQUALITY, f"Equality: {person.role}", name, "Whether it mattered, and why, is not said.", record.id
                )


def _main(c: Looking) -> list[Person]:
    return [each for each in c.case.all(Person) if each.role.casefold() in ("victim", "perpetrator")]


_OF_AGE = re.compile(r"\b(?:age|aged|ageing|older|elderly|retired)\b")
_NONE = re.compile(r"\s*(?:no|none|not)\b", re.I)


def age_and_disability(c: Looking) -> Found:
    is_said = bool(_OF_AGE.search(c.under("Analysis", "Key issues").casefold()))
    weighed = {each.person for each in c.case.all(Equality) if each.characteristic == "age" and each.relevance.strip()}
    for person in _main(c):
        age = c.d.age(person)
        if age is not None and age >= 60 and not is_said and person.id not in weighed:
            yield Finding(AGE, person.role, str(age), "Over sixty, and age is not analysed.", person.id)
    for each in c.case.all(Equality):
        if (
            each.characteristic == "disability"
            and each.known
            and not _NONE.match(each.known)
            and not re.search(r"disab|long-term|chronic|impair", c.under("Analysis").casefold())
        ):
            yield Finding(
                AGE,
                "Analysis",
                each.known[:80],
                "A disability or long-term condition is recorded and the analysis does not speak of it.",
                each.id,
            )


def sex_of_victim(c: Looking) -> Found:
    people = {each.role.casefold(): each for each in _main(c)}
    victim, other = people.get("victim"), people.get("perpetrator")
    if victim is None:
        return
    is_same = other is not None and victim.sex and victim.sex == other.sex
    if (victim.sex == "male" or is_same) and not re.search(
        r"male victim|same-sex|gender|bias|stereotyp|\bmen\b", c.under("Analysis").casefold()
    ):
        yield Finding(
            BIAS,
            "Analysis",
            victim.sex,
            "The victim is a man, or both are of one sex; the analysis does not ask whether that mattered.",
        )


def coercive_control(c: Looking) -> Found:
    if "coercive control" in flags(c):
        words = c.under("Analysis", "Key issues").casefold()
        if "coerci" not in words:
            yield Finding(
                COERCIVE,
                "Analysis",
                "",
                "Coercive control is marked in the case and the analysis does not use the word.",
            )
        if not re.search(
            r"coerci\w+[^.]{0,80}\b(?:is|means|defined|definition)\b|defin\w+[^.]{0,60}coerci",
            "\n".join(each.words for each in c.pieces),
            re.I,
        ):
            yield Finding(COERCIVE, "the report", "", "It is nowhere defined.")


def economic_abuse(c: Looking) -> Found:
    if "economic abuse" in flags(c) and not re.search(
        r"economic|financial", c.under("Analysis", "Key issues").casefold()
    ):
        yield Finding(
            ECONOMIC, "Analysis", "", "Economic abuse is marked in the case and the analysis does not speak of it."
        )


def pandemic(c: Looking) -> Found:
    first, last = c.case.review.scope_start, c.case.review.scope_end
    if (
        first
        and last
        and first <= date(2021, 7, 31)
        and last >= date(2020, 3, 1)
        and not re.search(r"covid|lockdown|pandemic", c.under("Analysis", "Key issues").casefold())
    ):
        yield Finding(PANDEMIC, "Analysis", "", "The period holds the pandemic and the analysis does not speak of it.")


def voice(c: Looking) -> Found:
    has_words = c.under("Preface", of=c.own).strip() or any(each.sort == "family account" for each in c.case.all(Mark))
    if not has_words and not any(each.voice for each in c.case.all(Entry)):
        yield Finding(
            VOICE, "Preface", "", "No tribute, no family account, and no entry holds the victim's wishes and feelings."
        )


def condolences(c: Looking) -> Found:
    if c.report is not None and not re.search(r"condolence|sympath", c.under("Preface").casefold()):
        yield Finding(CONDOLENCES, "Preface", "", "The preface expresses no condolence.")


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
        if outcome == NONE_YET:
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
                DELAY, "Process dates", each.rule.label, f"{each.days_late} days late, and no reason is recorded."
            )


def scope_explained(c: Looking) -> Found:
    review = c.case.review
    if not (review.scope_start and review.scope_end and review.scope_reason.strip()):
        yield Finding(SCOPE, "Case details", "", "The period under review, or the reason for it, is not filled in.")


def conflicts(c: Looking) -> Found:
    for each in c.case.all(Difference):
        if each.state in ("", "open"):
            yield Finding(
                CONFLICTS,
                "Differences",
                each.wording[:120],
                "Agencies' accounts differ and nothing is decided.",
                each.event,
            )


def unanswered(c: Looking) -> Found:
    answered = {id for each in c.d.marks for id in each.terms}
    for each in c.case.all(Term):
        if each.id not in answered:
            yield Finding(
                UNANSWERED,
                "Terms of reference",
                f"{each.number} {each.question}"[:120],
                "No finding answers it.",
                each.id,
            )


def chains(c: Looking) -> Found:
    lessons = c.case.all(Lesson)
    taught = {id for each in lessons for id in each.from_marks}
    led = {id for each in c.case.all(Recommendation) for id in each.lessons}
    for mark in c.d.marks:
        if mark.sort == OPPORTUNITY and mark.id not in taught:
            yield Finding(
                CHAIN, "Analysis: chain", (mark.title or mark.text)[:120], "No lesson is drawn from it.", mark.id
            )
    for lesson in lessons:
        if lesson.id not in led and not lesson.none_because:
            yield Finding(
                CHAIN,
                "Analysis: chain",
                lesson.text[:120],
                "No recommendation follows, and why not is not said.",
                lesson.id,
            )
    broken = broken_chains(c.case)
    if broken and not lessons:
        yield Finding(CHAIN, "Analysis: chain", f"{broken}", "Ways from a finding that break off.")


def good_practice(c: Looking) -> Found:
    if not any(each.sort == PRACTICE for each in c.d.marks) and not re.search(
        r"good practice", " ".join(each.words for each in c.own), re.I
    ):
        yield Finding(
            PRACTICE_POINT, "Analysis", "", "No good practice is marked, and it is not said that none was found."
        )


def vague(c: Looking) -> Found:
    for each in c.case.all(Recommendation):
        if _VAGUE.search(each.text) and not _MEASURED.search(each.text):
            yield Finding(VAGUE, "Recommendations", each.text[:120], "A vague verb and no measure.", each.id)


def plan_complete(c: Looking) -> Found:
    planned = {each.recommendation for each in c.case.all(Action)}
    if not c.case.all(Recommendation):
        yield Finding(PLAN, "Action plan", "", "There is no recommendation yet.")
    for each in c.case.all(Recommendation):
        if each.id not in planned:
            yield Finding(PLAN, "Action plan", each.text[:120], "No action is planned.", each.id)
    for action in c.case.all(Action):
        missing = [
            name
            for name, value in (
                ("action", action.text),
                ("lead agency", action.lead),
                ("target date", action.target),
                ("scope", action.scope),
            )
            if not value
        ]
        if missing:
            yield Finding(PLAN, "Action plan", action.text[:120], f"Empty: {', '.join(missing)}.", action.id)


def targets(c: Looking) -> Found:
    for each in c.case.all(Action):
        if each.target is None or (each.target < c.d.today and not each.completed):
            yield Finding(
                TARGET,
                "Action plan",
                each.text[:120],
                "Its target date is missing, or has gone by and it is not done.",
                each.id,
            )
        elif _NOT_A_DATE.search(f"{each.milestones} {each.outcome}"):
            yield Finding(TARGET, "Action plan", each.milestones[:120], "“Ongoing” is no date.", each.id)


def completion(c: Looking) -> Found:
    for each in c.case.all(Action):
        if each.completed and not each.outcome.strip():
            yield Finding(
                COMPLETION, "Action plan", each.text[:120], "Completed, and what came of it is not said.", each.id
            )


def national(c: Looking) -> Found:
    for each in c.case.all(Recommendation):
        if each.scope == "national" and not re.search(
            r"\b(?:Home Office|Department|Ministry|NHS England|College of Policing|government|Commissioner|Secretary of State|Ofsted|Council)\b",
            each.text,
        ):
            yield Finding(
                NATIONAL, "Recommendations", each.text[:120], "National, and no department or body is named.", each.id
            )


def early_learning(c: Looking) -> Found:
    is_late = any(each.days_late for each in standings(c.case, c.d.today))
    if (
        is_late
        and not any(each.none_because for each in c.case.all(Lesson))
        and not re.search(
            r"early learning|already (?:been )?(?:acted|addressed|changed)",
            " ".join(each.words for each in c.own),
            re.I,
        )
    ):
        yield Finding(
            EARLY, "Lessons", "", "The review ran over its time, and no lesson is marked as acted on already."
        )


def decision_in_time(c: Looking) -> Found:
    for each in standings(c.case, c.d.today):
        if each.rule.key == "decision" and each.days_late:
            yield Finding(DECISION, "Process dates", each.rule.label, f"{each.days_late} days after it was due.")


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


(
    CASE_TYPE, TOGETHER, REQUESTED, EQUALITY, AGE, BIAS, COERCIVE, ECONOMIC, PANDEMIC, VOICE, CONDOLENCES, FAMILY, FAMILY_DRAFT, ADVOCACY,
    PERPETRATOR, LEFT_OUT, SPECIALIST, INDEPENDENCE, PANEL, PARALLEL, RECIPIENTS, DELAY, SCOPE, CONFLICTS, UNANSWERED, CHAIN,
    PRACTICE_POINT, VAGUE, PLAN, TARGET, COMPLETION, NATIONAL, EARLY, DECISION, TOLD, AGREED, LETTER,
) = (
    "Terms of reference do not name the type of case", "Single-agency and multi-agency recommendations are split",
    "Unclear statement about what was requested, from whom or when", "Equality and diversity section missing or thin",
    "Age, disability and long-term conditions not analysed", "Bias about sex of the victim not explored",
    "Coercive control not defined or not explored", "Economic or financial abuse not explored", "Effect of the pandemic not explored",
    "Voice of the victim not heard", "Condolences missing", "Family, friends or colleagues not contacted, or not explained",
    "Family did not see the draft, or had too little time", "Advocacy not offered", "Perpetrator or perpetrator's family not considered",
    "Agency left out without reason", "No domestic abuse specialist on the panel", "Independence of chair and author not stated",
    "Panel members' job titles or number of meetings missing", "Parallel reviews not stated", "Dissemination list missing",
    "Reasons for delay not given", "Scope dates not explained", "Conflicting accounts not settled", "Key line of enquiry not answered",
    "Missed opportunity with no lesson, lesson with no recommendation", "Good practice not recorded", "Recommendations vague",
    "Action plan missing, empty or not up to date", "Target date missing, past or 'ongoing'", "Completion without outcome",
    "National recommendation not addressed to a named body", "Early learning not recorded", "Decision later than one month from notification",
    "Home Office, family or Commissioner not told", "Report and plan not agreed by panel and partnership before submission",
    "Feedback letter points not answered",
)  # fmt: skip

CHECKS = {
    CASE_TYPE: case_type_in_terms, TOGETHER: recommendations_together, REQUESTED: asked_and_received, EQUALITY: equality, AGE: age_and_disability,
    BIAS: sex_of_victim, COERCIVE: coercive_control, ECONOMIC: economic_abuse, PANDEMIC: pandemic, VOICE: voice, CONDOLENCES: condolences,
    FAMILY: family_contacted, FAMILY_DRAFT: draft_to_family, ADVOCACY: advocacy, PERPETRATOR: perpetrator, LEFT_OUT: agencies_left_out,
    SPECIALIST: specialist, INDEPENDENCE: independence, PANEL: panel_complete, PARALLEL: parallel, RECIPIENTS: dissemination, DELAY: delay,
    SCOPE: scope_explained, CONFLICTS: conflicts, UNANSWERED: unanswered, CHAIN: chains, PRACTICE_POINT: good_practice, VAGUE: vague,
    PLAN: plan_complete, TARGET: targets, COMPLETION: completion, NATIONAL: national, EARLY: early_learning, DECISION: decision_in_time,
    TOLD: told, AGREED: agreed_in_order, LETTER: letter,
}  # fmt: skip
