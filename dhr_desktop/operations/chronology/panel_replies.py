"""What a panel member wrote in the panel's file comes back: a stranger's file, read with care and kept whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.days_in_words import in_words
from dhr_desktop.core.documents import PanelComment
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.files import tables
from dhr_desktop.storage.case_file import CaseFile

LARGEST_BYTES = 5 * 1024 * 1024
LONGEST_TEXT = 50_000
LONGEST_NAME = 200
NOT_A_REPLY = (
    "is not a file of comments that the panel's file saved. Ask for the file whose name ends in .dhr-reply.json."
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a reply, in numbers that add up."""

    added: int = 0
    already: int = 0
    homeless: int = 0  # kept, on an entry that the case does not hold
    left_out: int = 0

    def in_words(self) -> str:
        told = [f"{counted(self.added, 'comment')} added"]
        if self.already:
            told.append(f"{self.already} were here already")
        if self.homeless:
            told.append(f"kept by themselves, for entries this case does not hold: {self.homeless} of those added")
        if self.left_out:
            told.append(f"{self.left_out} could not be read and were left out")
        return "; ".join(told) + "."


@dataclass(frozen=True, slots=True)
class _Comment:
    entry: int
    text: str
    author: str
    written: str


def take_reply(case: CaseFile, path: Path) -> tuple[Taken, Change]:
    """One step: every comment that is not here yet, with its author and its time."""
    found, left_out = _read(case, path)
    held = {(each.author, each.written, each.text) for each in case.all(PanelComment)}
    fresh = [each for each in found if (each.author, each.written, each.text) not in held]
    homeless = 0
    if not fresh:
        return Taken(0, len(found), 0, left_out), Change("Take in panel comments")
    with case.step("Take in panel comments", f"Take in {len(fresh)} panel comments") as step:
        for each in fresh:
            is_here = bool(each.entry) and case.get(Entry, each.entry) is not None
            homeless += bool(each.entry) and not is_here
            step.add(
                PanelComment(
                    on=(each.entry,) if is_here else (), author=each.author, written=each.written, text=each.text
                )
            )
        step.note(comments=len(fresh))
    return Taken(len(fresh), len(found) - len(fresh), homeless, left_out), step.change


def _read(case: CaseFile, path: Path) -> tuple[list[_Comment], int]:
    untrusted = tables.read_bytes(path)
    if len(untrusted) > LARGEST_BYTES:
        raise Refused(f"{path.name} {NOT_A_REPLY}")
    try:
        held = json.loads(untrusted.decode("utf-8-sig"))
        json.dumps(held, ensure_ascii=False).encode("utf-8")  # half of a sign can be written as JSON, but not kept
    except (ValueError, RecursionError):
        raise Refused(f"{path.name} {NOT_A_REPLY}") from None
    if not isinstance(held, dict) or held.get("dhr-reply") != 1 or not isinstance(held.get("comments"), list):
        raise Refused(f"{path.name} {NOT_A_REPLY}")
    if held.get("case") != case.case_id:
        raise Refused(f"{path.name} holds comments on another review. Open that case, and bring the file in there.")
    read = [_comment(each) for each in held["comments"]]
    _refuse_too_long(path, read)
    kept = list(dict.fromkeys(each for each in read if each is not None))
    return kept, sum(each is None for each in read)


def _refuse_too_long(path: Path, read: list[_Comment | None]) -> None:
    """What cannot be kept whole is not kept in part: the end of a comment may be what it was written for."""
    for each in filter(None, read):
        if len(each.author) > LONGEST_NAME:
            raise Refused(
                f"{path.name} gives a name of {len(each.author):,} letters; {LONGEST_NAME} can be kept. "
                "Nothing of it was taken in. Ask its writer to shorten the name and save the comments again."
            )
        if len(each.text) > LONGEST_TEXT:
            raise Refused(
                f"A comment by {each.author} in {path.name} has {len(each.text):,} letters; "
                f"{LONGEST_TEXT:,} can be kept. Nothing of the file was taken in. "
                "Ask its writer to make two of it and save the comments again."
            )


def _comment(untrusted: Any) -> _Comment | None:
    """What a hand may have edited since: anything that is not a comment is counted and left out."""
    if not isinstance(untrusted, dict) or not isinstance(untrusted.get("text"), str) or not untrusted["text"].strip():
        return None
    entry, day = untrusted.get("entry"), untrusted.get("day")
    text = untrusted["text"].strip()
    if isinstance(day, str) and day:
        text = f"[On {_day_in_words(day)}] {text}"
    id = entry if isinstance(entry, int) and not isinstance(entry, bool) and 0 < entry < 2**53 else 0
    author = str(untrusted.get("author") or "").strip() or "no name given"
    return _Comment(id, text, author, str(untrusted.get("written") or "")[:40])


def _day_in_words(untrusted: str) -> str:
    try:
        return in_words(date.fromisoformat(untrusted))
    except ValueError:
        return untrusted[:40]
