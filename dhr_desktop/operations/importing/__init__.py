"""An agency's file becomes entries: looked at, asked about, compared with the version before, accepted."""

DOOR = {
    # what others may ask of this room; a verb is read with its module: joining.split(case, …)
    "accepting": "accept_and_ask",
    "answering": "answered named pair Answers",
    "date_lists": "read_file read_one rules_for",
    "files_given": "FilesGiven",
    "import_papers": "write_blank write_reports",
    "imr_recommendations": "bring_in bring_in_from sender_of",
    "kept_words": "kept_words waits_for",
    "looked_at": "LookedAt Question",
    "originals": "open_original place_of Place",
    "revisions": "is_same_revision Revision",
    "submissions": "look_again look_at_given look_at_pasted",
    "versions": "Version VersionAnswer",
    "waiting": "from_before keep_waiting look_at_waiting FromBefore",
}
