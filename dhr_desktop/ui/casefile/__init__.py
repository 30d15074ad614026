"""The file itself: proof, backups, passphrase, leaving; and how the program looks."""
