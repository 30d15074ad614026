"""The side file a crash left: read here by our own eyes before the database acts on it.

The database believes the head of a side file without a check of its own. One flipped byte there makes it lengthen the
case file to terabytes, or put back half of the pages and throw the rest away, and the damaged file is then no longer
as it was. So the head and every record are looked at first. What cannot be true is refused with both files untouched;
what looks odd, but may be the honest trace of a power cut, is tried on a private copy.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from dhr_desktop.core.errors import CaseDamaged

MAGIC = bytes.fromhex("d9d505f920a163d7")
PAGE = 4096
RECORD = 4 + PAGE + 4  # the page's number, the page as it was, a check over some of its bytes
SECTORS = {32 << each for each in range(12)}  # 32 to 65,536
CHECKED_EVERY = 200


def refuse_what_cannot_be(path: Path, side_file: Path) -> None:
    """Refuse a side file that would make the case file longer than both files together."""
    head = _head(side_file)
    if head is None:
        return
    pages = struct.unpack(">I", head[16:20])[0]
    if pages * PAGE > path.stat().st_size + side_file.stat().st_size:
        raise damaged(path, side_file)


def looks_odd(path: Path, side_file: Path) -> bool:
    """Whether anything in it is not as the database surely wrote it: then it is tried on a copy first."""
    try:
        data = side_file.read_bytes()
    except OSError:
        return False  # the database says it in its own turn
    if not data or not data[0]:
        return False  # emptied after a change that is whole
    if data[:8] != MAGIC:
        return True
    pages, sector, page = struct.unpack(">3I", data[16:28])
    if sector not in SECTORS or page != PAGE or pages * PAGE != path.stat().st_size:
        return True  # a change that made the file longer is honest too; of its length nothing here can tell
    return not all(_is_sound(record, nonce, pages) for nonce, record in _records(data, sector))


def damaged(path: Path, side_file: Path) -> CaseDamaged:
    return CaseDamaged(
        f"{path.name} was not closed properly last time, and the file {side_file.name} beside it, which holds the rest "
        f"of the case, is damaged. Open a backup of it; both files are left as they are."
    )


def _head(side_file: Path) -> bytes | None:
    try:
        with side_file.open("rb") as file:
            head = file.read(28)
    except OSError:
        return None
    return head if len(head) == 28 and head[:8] == MAGIC else None


def _records(data: bytes, sector: int) -> Iterator[tuple[int, bytes]]:
    """Of every stretch of the side file, as far as its head says that they are on the disk; each with its nonce."""
    at = 0
    while data[at : at + 8] == MAGIC and len(data) >= at + sector:
        number, nonce = struct.unpack(">2I", data[at + 8 : at + 16])
        at += sector
        for _ in range(number):
            yield nonce, data[at : at + RECORD]
            at += RECORD
            if at > len(data):
                return
        at = -(-at // sector) * sector
        if number == 0:
            return


def _is_sound(record: bytes, nonce: int, pages: int) -> bool:
    if len(record) < RECORD:
        return False
    number, page, check = struct.unpack(">I", record[:4])[0], record[4:-4], struct.unpack(">I", record[-4:])[0]
    total = nonce + sum(page[at] for at in range(PAGE - CHECKED_EVERY, 0, -CHECKED_EVERY))
    return bool(0 < number <= pages and total & 0xFFFFFFFF == check)
