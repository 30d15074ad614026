"""The documents a review ends in: their outline and words, what the registers fill, what leaves and comes back."""

DOOR = {
    # what others may ask of this room; a verb is read with its module: joining.split(case, …)
    "assembling": "assemble Assembled Laid Made",
    "blocks.by_name": "BLOCKS",
    "checks.every": "accept learn misspelt points run take_back Result ERROR SEVERITIES",
    "checks.filed": "run_on_file",
    "checks.findings": "Finding",
    "citing": "cite CITABLE",
    "drafting": "draft_episode",
    "exports": "template_of write_document write_evidence write_house_style write_outline write_plan",
    "packs": "write_pack",
    "reading": "at_once read_for_screen AtOnce ReadReport",
    "sections": (
        "add_after begin begun fill_with forget is_numbered move numbering outline remove rename root "
        "set_numbering shift write Outlined"
    ),
    "shapes": "read_outline shape shipped DOCUMENTS NUMBERINGS OVERVIEW SUMMARY TERMS",
    "states": "counted lacks set_checked set_read standings Standing",
    "word_back": "read_back take Back",
}
