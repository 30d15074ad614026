"""The review itself: its registers, where it stands, and how each record came to be as it is."""

DOOR = {
    # what others may ask of this room; a verb is read with its module: joining.split(case, …)
    "history": "newest_steps story_of title_of Story",
    "registers": (
        "add as_rows cell change change_in_words export_csv import_csv paste read_cell register_named "
        "remove TakenIn KEY_OF_NAMES KEY_WARNING MANY"
    ),
    "where_it_stands": "figures Figure",
}
