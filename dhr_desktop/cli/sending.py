"""How a file is to leave, as the command line says it: edition, recipient, copy, password, what may pass."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from dhr_desktop.core.documents import EDITIONS, WORKING
from dhr_desktop.gate.looking import Hit
from dhr_desktop.gate.saying import where
from dhr_desktop.operations.names.departing import ADVICE, KEEP_IT, READ_IT, Sending, just_left, written_as
from dhr_desktop.storage.case_file import CaseFile

from .asking import passphrase

MOST_LISTED = 20


def add_sending(each: ArgumentParser) -> None:
    """The options of every command that writes what may be sent."""
    each.add_argument("--edition", default=WORKING, choices=EDITIONS)
    each.add_argument(
        "--recipient", default="", metavar="WHO", help="who is to have it; kept in the register of exports"
    )
    each.add_argument("--copy", type=int, default=0, metavar="N", help="the number printed on this copy")
    each.add_argument("--copies", type=int, default=0, metavar="OF", help="how many copies there are")
    each.add_argument("--zip-password-file", metavar="FILE", help="write an AES-256 zip under this password instead")
    each.add_argument(
        "--pass-gate", nargs=2, action="append", default=[], metavar=("FORM", "REASON"),
        help="let one thing the gate met pass, as it was told; “*” for everything in this file",
    )  # fmt: skip


def sending(asked: Namespace) -> Sending:
    password = passphrase(asked.zip_password_file) if asked.zip_password_file else ""
    passing = {form: reason for form, reason in asked.pass_gate}
    return Sending(asked.edition, asked.recipient, asked.copy, asked.copies, password, passing)


def written_to(asked: Namespace, case: CaseFile) -> Path:
    """Where the last export really is: a locked zip has a name of its own."""
    return written_as(Path(asked.to), just_left(case))


def after_words(asked: Namespace, case: CaseFile) -> str:
    """What whoever holds the file now should know, and what a person should look at in it."""
    words = KEEP_IT if asked.edition == WORKING else READ_IT if not asked.pass_gate else ""
    lines = [" ".join(filter(None, (words, ADVICE if asked.zip_password_file else "")))]
    for left in just_left(case)[:1]:
        lines += [left.warned(), *(told(hit) for hit in left.warnings[:MOST_LISTED])] if left.warnings else []
    return "\n".join(lines)


def told(hit: Hit) -> str:
    """One thing the gate met, in a line."""
    return f"  {where(hit.place)}: {hit.kind}: {hit.context}"
