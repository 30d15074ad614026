"""A process that works on a case and says what was acknowledged, for the suite to kill.

    python -m tests.safety.child WORK CASE.dhr RECOVERY-CODE SEED

Every line "ack N" was printed after the commit of journal line N returned: whatever happens to the
process afterwards, line N must be in the file.
"""

from __future__ import annotations

import hashlib
import os
import random
import sys
from dataclasses import replace
from pathlib import Path

from dhr_desktop.core.agencies import Submission
from dhr_desktop.core.case import RECORDS
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import DhrError
from dhr_desktop.core.people import Person
from dhr_desktop.core.review import Review
from dhr_desktop.operations.casefile import leaving
from dhr_desktop.operations.events import joining
from dhr_desktop.operations.importing import accepting, submissions
from dhr_desktop.operations.review import registers
from dhr_desktop.storage import backups, copies, replacing, vault
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.opening import create_with_key, open_with_key

NEW_PASSPHRASE = "another invented passphrase"


def say(words: str) -> None:
    """One write, straight to the pipe: no buffer of ours stands between a commit and its ack."""
    os.write(1, words.encode() + b"\n")


def ack(case: CaseFile) -> None:
    say(f"ack {case.seal.seq}")


def one_edit(case: CaseFile, rng: random.Random, number: int) -> None:
    people = case.all(Person)
    choice = rng.random()
    if choice < 0.1 and case.undo_name:
        case.undo()
    elif choice < 0.15 and case.redo_name:
        case.redo()
    else:
        with case.step("Edit") as step:
            if choice < 0.6 or not people:
                step.add(Person(real_name=f"Person {number}", note="words " * rng.randint(1, 400)))
            elif choice < 0.9:
                step.put(replace(rng.choice(people), note=f"note {number} " * rng.randint(1, 200)))
            else:
                step.remove(Person, rng.choice(people).id)


def edits(case: CaseFile, rng: random.Random, most: int) -> None:
    for number in range(most):
        try:
            one_edit(case, rng, number)
        except DhrError as problem:
            say(f"refused {type(problem).__name__} {problem}")
        else:
            ack(case)


def large_edits(case: CaseFile, rng: random.Random, most: int) -> None:
    """Steps larger than a small cache: their pages are in the file before they are committed."""
    for number in range(most):
        with case.step("Large edit") as step:
            for person in rng.sample(held := case.all(Person), min(len(held), 20)):
                step.put(replace(person, note=f"note {number} " * rng.randint(100, 400)))
            for more in range(20):
                step.add(Person(real_name=f"Person {number}.{more}", note="words " * rng.randint(100, 400)))
        ack(case)


def everything(path: Path, case: CaseFile) -> None:
    """Every kind of work once, so that every fault point is passed."""
    folder = path.parent
    for kind in RECORDS:
        with case.step("Add") as step:
            step.add(kind())
        ack(case)
    with case.step("Keep a file") as step:
        sha256 = hashlib.sha256(b"bytes of a file").hexdigest()
        step.keep_original(sha256, b"bytes of a file")
        step.add(Submission(file_name="x.xlsx", sha256=sha256))
    ack(case)
    case.undo()
    ack(case)
    case.redo()
    ack(case)
    (folder / "people.csv").write_text("real_name,role\nAda Vex,friend\nBen Vex,friend\n")
    registers.import_csv(case, Person, folder / "people.csv")
    ack(case)
    registers.remove(case, Person, [person.id for person in case.all(Person)[-2:]])
    ack(case)
    for name, words in (
        ("Eastmere Police.csv", "Attended."),
        ("Eastmere Police v2.csv", "Attended at once."),
        ("Lantern Support.csv", "Referral."),
    ):
        (folder / name).write_text(f"Date,Event,Outcome\n14/02/2021,{words},Advice.\n15/02/2021,Second call.,None.\n")
        for change in accepting.accept_all(case, submissions.look_at(case, [folder / name])):
            assert change.seq == case.seal.seq
            ack(case)
    ids = [each.id for each in case.all(Entry) if each.what_happened]
    for together in (ids[:2], ids[1:3], ids[3:5], [ids[0], ids[3]]):  # the last makes two events one
        if len(together) > 1:
            joining.decide(case, together, "same event")
            ack(case)
    registers.export_csv(case, Person, folder / "out.csv", overwrite=True, is_confirmed=True)
    ack(case)
    leaving.export_everything(case, folder / "everything")
    ack(case)
    taken = backups.take(case)
    say(f"backup {taken.path}")
    copies.copy_to(taken.path, case.key, folder / "restored.dhr", seal=taken.seal)
    say("restored")
    case = replacing.change_passphrase(case, NEW_PASSPHRASE)
    ack(case)
    case.close()
    replacing.migrate(path, case.key, migrations={1000: _a_column}, target=1001)
    say("migrated")


def _a_column(connection: object) -> None:
    connection.execute("ALTER TABLE people ADD COLUMN invented TEXT NOT NULL DEFAULT ''")  # type: ignore[attr-defined]


def use_test_pragmas() -> None:
    for setting in filter(None, os.environ.get("TEST_PRAGMAS", "").split(",")):
        name, wanted, expected = setting.split("=")
        vault.WRITING_PRAGMAS[name] = (wanted, int(expected) if expected.isdigit() else expected)


def main() -> None:
    work, path, code, seed = sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    key, rng = vault.key_from_recovery_code(code), random.Random(seed)
    use_test_pragmas()
    if work == "everything" and not path.exists():
        case = create_with_key(path, key, Review(title="An invented review"))
    else:
        case = open_with_key(path, key)
    ack(case)
    if work == "everything":
        everything(path, case)
        return
    if work == "large":
        large_edits(case, rng, 10_000)
    edits(case, rng, 10_000 if work == "edits" else int(work))
    case.close()
    say("closed")


if __name__ == "__main__":
    main()
