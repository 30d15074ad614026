"""Who is called what, and where: editions, the register of names, what texts still name, the door files leave by."""

DOOR = {
    # what others may ask of this room; a verb is read with its module: joining.split(case, …)
    "departing": (
        "depart depart_many departures forget_what_left in_one_line just_left left_on settle signed "
        "which with_what_left written_as Left Sending ADVICE ANY AS_IT_IS DOOR KEEP_IT READ_IT"
    ),
    "editions": "about_of rule set_rule Rule AS_THEY_ARE GENERAL MARKING NAME_STYLES",
    "gating": "allow_always check_file gate_for take_back vouched_for HeldBack Looked ALWAYS",
    "half_left": "Certainty Door Leaving EVERYTHING FILES NAMES",
    "name_questions": "answer choices of_form questions Choice Question",
    "names_met": "met take Met Proposal OF_SOMEBODY",
    "names_read": "read_names Read Row",
    "naming": (
        "called_in choose fill finder_of identities masker_of offers ready_finder ready_masker "
        "refuse_pseudonyms spells_a_name troubles without_forbidden CALLED_BY OFFERED"
    ),
    "persons_in": "depends_on entries_with",
    "presented": ("edition_of may_appear presented real_of shown_record Look Presented NOT_CHANGED_HERE R REDACTED"),
    "small_facts": "let_stand passages redact Passage",
}
