"""Where a passphrase comes from: a file that was named, the variable, or a prompt. Never an argument."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

from dhr_desktop.core.errors import Refused

VARIABLE = "DHR_PASSPHRASE_FILE"


def passphrase(named_file: str | None, *, asking: str = "Passphrase: ", twice: bool = False) -> str:
    if chosen := named_file or os.environ.get(VARIABLE):
        return _from_file(Path(chosen))
    if not sys.stdin.isatty():
        raise Refused(f"There is nobody to ask for the passphrase. Name a file with --passphrase-file or {VARIABLE}.")
    typed = getpass.getpass(asking)
    if twice and getpass.getpass("Again: ") != typed:
        raise Refused("The two passphrases differ. Nothing was changed; try again.")
    return typed


def _from_file(path: Path) -> str:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise Refused(f"The passphrase file {path.name} could not be read. Check its name and folder.") from None
    return text.rstrip("\r\n")
