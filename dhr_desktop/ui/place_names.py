"""The places of the program, in the order of the work; only those that work are here."""

PLACES = (
    "Review",
    "Agencies",
    "Chronology",
    "Timeline",
    "Joining",
    "Analysis",
    "Report",
    "Case file",
    "History",
    "Settings",
)
