"""The life of a case file: begun, opened, kept safe, handed over whole, closed."""

DOOR = {
    # what others may ask of this room; a verb is read with its module: joining.split(case, …)
    "cases": (
        "back_up begin certificate change_passphrase close copy_of export_everything_beside kept_backups "
        "open_review open_with_recovery_code place_for_copy prove prove_beside recovery_sheet rescue "
        "restore restore_with_key_of still_leaving BackupReport Proof"
    ),
    "leaving": "export_everything Written WARNING",
    "passphrases": "judge offer",
    "sample": "create submissions_folder usual_path PASSPHRASE",
    "undoing": "redo undo",
}
