"""What happened, told by several: the date that stands, entries joined to events, where their accounts differ."""

DOOR = {
    # what others may ask of this room; a verb is read with its module: joining.split(case, …)
    "accounts": "Accounts",
    "corrections": "correct_date correction_of",
    "date_that_stands": "corrected_dates",
    "differing": "open_differences set_state OPEN STATES",
    "doubts": "add_doubts doubts_of Doubts",
    "elapsed": "elapsed minutes",
    "joining": (
        "account_of accounts_of decide identical_in_words join_above join_identical join_identical_now "
        "move set_lead set_relation settle_date split take_back take_out ALL_RELATIONS DIFFERENT "
        "VERDICTS"
    ),
    "settling": "settle_events_of",
    "side_by_side": "side_by_side Beside",
    "suggesting": (
        "decisions look proposals proposals_now reasons_for run silent_in_words told words_of Decided Looked"
    ),
}
