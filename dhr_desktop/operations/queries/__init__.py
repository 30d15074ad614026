"""Questions to one agency: the sheet that goes out, and the reply put back onto its rows."""

DOOR = {
    # what others may ask of this room; a verb is read with its module: joining.split(case, …)
    "query_replies": "read_reply Placed TO_BE_PLACED",
    "query_sheets": "agencies_asked rows_for write_sheets FORMATS",
}
