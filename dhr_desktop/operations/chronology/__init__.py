"""Every entry in its order, as table and timeline see it: told, marked, filtered, drawn, and sent to the panel."""

DOOR = {
    # what others may ask of this room; a verb is read with its module: joining.split(case, …)
    "chronology": "search_terms Chronology Held Shown Told KINDS_TOLD SET_ASIDE",
    "chronology_exports": "write_chronology",
    "chronology_told": "tell",
    "entry_lists": "write_entry_lists write_suggestions",
    "lanes_kept": "keep_ways ways_kept",
    "marking": "ask mark mark_span tag KEY_EPISODE",
    "marks_and_queries": "made_of remove Made COLUMNS",
    "ordering": "forget_order move_within_day",
    "page_lines": "about",
    "panel_replies": "take_reply",
    "shown_in_edition": "shown_chronology",
    "timeline_exports": "picture_of write_timeline Form DOTS_AN_INCH PAPERS WIDTHS",
    "timelines": "agency_codes draw outside_of By Outside Way",
    "views": "remove_view save_view views wanted_by",
}
