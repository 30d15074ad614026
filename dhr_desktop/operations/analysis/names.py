"""The analyses by name: what each is called and what it is for. Nothing is loaded here that only telling them needs."""

TITLES: dict[str, tuple[str, str]] = {
    "episodes": ("Key episodes", "Each with what was missed, what was good, its questions and its lessons."),
    "knowing": ("Who knew what, when", "Each fact against each agency, by its own words; and who could have known."),
    "handshakes": ("Referrals and notices", "What one agency says it sent, and whether the other says it came."),
    "forums": ("Multi-agency meetings", "Who was invited, who was there, who was told."),
    "sharing": ("Who told whom", "Agency by agency, for a year and a topic."),
    "risk": ("Risk assessments", "Every one in the order of time; and harm told of with none soon after."),
    "escalation": ("Escalation", "How often and how grave, at the least and at the most, period by period."),
    "gaps": ("Gaps of no contact", "Where nobody, or one agency, wrote nothing."),
    "missed": ("Missed appointments", "Not attended, not brought, no answer, cancelled, declined."),
    "late": ("Recorded late", "Written down later than it happened, or after the death."),
    "turning": ("Turning points", "Separation, pregnancy, release, a move; and who was in contact soon after."),
    "coverage": ("Terms of reference", "Each question with what was found for it; one with nothing stands out."),
    "equality": (
        "Equality and diversity",
        "Nine characteristics, and what reviews also ask for, of victim and perpetrator.",
    ),
    "open-differences": ("Differences still open", "Where accounts of one event contradict one another."),
    "chain": ("From finding to action", "Missed opportunity or good practice, lesson, recommendation, action."),
    "plan": ("Action plan", "The seven columns of the action plan, and what stands still."),
    "codebooks": ("Codebooks", "Lists of themes to code by; those in use with what they were put on."),
}
