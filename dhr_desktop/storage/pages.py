"""Every page of a case file against its authentication code, read from the disk by code of our own.

An open case answers from its memory, so that a page that went bad on the disk is not seen through it; and another
process may not open it. This reads the bytes. A page that is being written just then is looked at again.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from pathlib import Path
from typing import IO

from dhr_desktop.core.counting import counted

from .vault import SALT_BYTES, Key

PAGE = 4096
CODE_BYTES = 64
_SALT_OF_CODES = 0x3A
_ROUNDS_OF_CODES = 2
LOOKS = 4
BETWEEN_LOOKS_SECONDS = 0.2


def faults_on_disk(path: Path, key: Key) -> list[str]:
    """One sentence if any page does not fit its code, look after look."""
    codes = hashlib.pbkdf2_hmac(
        "sha512", key.key, bytes(each ^ _SALT_OF_CODES for each in key.salt), _ROUNDS_OF_CODES, len(key.key)
    )
    with path.open("rb", buffering=0) as file:
        pages = range(1, file.seek(0, 2) // PAGE + 1)
        bad = [number for number in pages if not _fits(file, number, codes)]
        for _ in range(LOOKS):
            if not bad:
                return []
            time.sleep(BETWEEN_LOOKS_SECONDS)
            last = file.seek(0, 2) // PAGE
            bad = [number for number in bad if number <= last and not _fits(file, number, codes)]
    return [f"The file has been damaged or altered on the disk, in {counted(len(bad), 'page')}."] if bad else []


def _fits(file: IO[bytes], number: int, codes: bytes) -> bool:
    file.seek((number - 1) * PAGE)
    page = file.read(PAGE)
    if len(page) < PAGE:
        return True  # the file was made shorter just now
    start = SALT_BYTES if number == 1 else 0
    made = hmac.new(codes, page[start : PAGE - CODE_BYTES], hashlib.sha512)
    made.update(number.to_bytes(4, "little"))
    return hmac.compare_digest(made.digest(), page[PAGE - CODE_BYTES :])
