"""What the entries together seem to say, each figure with its rows; from marks to recommendations."""

DOOR = {
    # what others may ask of this room; a verb is read with its module: joining.split(case, …)
    "chain": "broken_chains sort_key",
    "codebooks": "adopt bring_in codes send_out FORMATS OWN SHIPPED",
    "entries_read": "read_some",
    "every": "tell told_whole Kind EVERY",
    "exports": "write_analysis FORMATS",
    "findings": "decide Analysis Cell CONFIRMED MISSING REJECTED SUGGESTED",
    "links": "add_action add_lesson add_recommendation numbering_faults",
    "names": "TITLES",
    "readings": "begin_equality OPPORTUNITY PRACTICE",
}
