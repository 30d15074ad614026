"""What a chair looks up: the words that choice fields offer, and what guidance says is due when."""

DOOR = {
    # what others may ask of this room; a verb is read with its module: joining.split(case, …)
    "timescales": "guidance label_of paragraph set_milestone standings Standing State",
    "vocabularies": (
        "as_rows as_shipped_everywhere change_own_term keep_term names offered remove_own shipped "
        "take_file take_rows terms use_everywhere write_file Term"
    ),
}
