"""The analyses by name: what each is called, what it is for, and how it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dhr_desktop.core.errors import Refused
from dhr_desktop.storage.case_file import CaseFile

from . import absences, chain, escalation, handshakes, knowing, lateness, meetings, readings, risk, sharing, turning
from .findings import Analysis


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    title: str
    advice: str
    tell: Callable[[CaseFile, dict[str, str]], Analysis]


EVERY: dict[str, Kind] = {
    each.name: each
    for each in (
        Kind("episodes", "Key episodes", "Each with what was missed, what was good, its questions and its lessons.", readings.episodes),
        Kind("knowing", "Who knew what, when", "Each fact against each agency, by its own words; and who could have known.", knowing.knowing),
        Kind("handshakes", "Referrals and notices", "What one agency says it sent, and whether the other says it came.", handshakes.handshakes),
        Kind("forums", "Multi-agency meetings", "Who was invited, who was there, who was told.", meetings.meetings),
        Kind("sharing", "Who told whom", "Agency by agency, for a year and a topic.", sharing.sharing),
        Kind("risk", "Risk assessments", "Every one in the order of time; and harm told of with none soon after.", risk.risk),
        Kind("escalation", "Escalation", "How often and how grave, at the least and at the most, period by period.", escalation.escalation),
        Kind("gaps", "Gaps of no contact", "Where nobody, or one agency, wrote nothing.", absences.gaps),
        Kind("missed", "Missed appointments", "Not attended, not brought, no answer, cancelled, declined.", absences.missed),
        Kind("late", "Recorded late", "Written down later than it happened, or after the death.", lateness.late),
        Kind("turning", "Turning points", "Separation, pregnancy, release, a move; and who was in contact soon after.", turning.turning_points),
        Kind("coverage", "Terms of reference", "Each question with what was found for it; one with nothing stands out.", readings.terms),
        Kind("equality", "Equality and diversity", "Nine characteristics, and what reviews also ask for, of victim and perpetrator.", readings.equality),
        Kind("open-differences", "Differences still open", "Where accounts of one event contradict one another.", readings.differences),
        Kind("chain", "From finding to action", "Missed opportunity or good practice, lesson, recommendation, action.", chain.chain),
        Kind("plan", "Action plan", "The seven columns of the action plan, and what stands still.", chain.plan),
        Kind("codebooks", "Codebooks", "Lists of themes to code by; those in use with what they were put on.", readings.codebooks),
    )
}  # fmt: skip


def tell(case: CaseFile, name: str, chosen: dict[str, str] | None = None) -> Analysis:
    """One analysis as the case stands; a choice it does not know is refused."""
    kind = EVERY.get(name)
    if kind is None:
        raise Refused(f"There is no analysis {name}. There are: {', '.join(EVERY)}.")
    chosen = chosen or {}
    analysis = kind.tell(case, {label: value for label, value in chosen.items() if value})
    for label, value in chosen.items():
        offered = analysis.choices.get(label)
        if offered is None:
            raise Refused(
                f"{kind.title} offers no choice of {label}. It offers: {', '.join(analysis.choices) or 'none'}."
            )
        if value not in offered:
            raise Refused(f"{label} can be: {', '.join(offered)}.")
    return analysis
