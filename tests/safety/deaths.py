"""The ways to die: a process at each sort of work on a case, killed at some moment of it.

Each takes a folder with a closed case and answers what the process had said of itself. The moments are counted in
acknowledged commits, in writes, or as a part of the time the whole work takes on this machine just now, so that a busy
machine is killed at the same places as an idle one.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dhr_desktop.operations.report import sections, shapes
from dhr_desktop.storage.opening import open_with_key
from dhr_desktop.storage.vault import Key
from tests.builders import PASSPHRASE, add, an_agency, an_entry
from tests.operations.report.invented import fill
from tests.safety.children import ROOT, a_closed_case, cutting, environment, kill, start

ROWS = 400
ENTRIES_OF_AN_AGENCY = 60
SMALL_CACHE = "cache_size=10=10"


@dataclass(frozen=True, slots=True)
class Dying:
    """The case that is worked on, and the chance by which this death is chosen."""

    folder: Path
    path: Path
    key: Key
    rng: random.Random

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def passphrase_file(self) -> Path:
        return self.folder / "secret.txt"


Death = Callable[[Dying], str]


def a_worked_case(folder: Path) -> tuple[Path, Key]:
    """With registers, entries of two agencies that tell of the same days, and a report begun."""
    folder.mkdir()
    path, key = a_closed_case(folder)
    case = open_with_key(path, key)
    fill(case)
    police, support = add(case, an_agency("Brackwater Police"), an_agency("Lantern Support"))
    for agency, words in ((police, "Officers attended. She"), (support, "Police had attended. She")):
        entries = (
            an_entry(f"2021-{1 + n % 12:02}-{1 + n % 27:02}", f"{words} told of call number {n}.", agency=agency.id)
            for n in range(ENTRIES_OF_AN_AGENCY)
        )
        add(case, *entries)
    sections.begin(case, shapes.shape("overview-2016"))
    case.close()
    return path, key


# ---- at the storage ---------------------------------------------------------------------------------------


def in_mid_commit(dying: Dying) -> str:
    before = cutting(dying.path, dying.rng.randint(5, 400))
    process = start(dying.path, dying.key, work="large", seed=dying.rng.randrange(99), before=before)
    return process.communicate()[0]


def with_a_small_cache(dying: Dying) -> str:
    process = start(dying.path, dying.key, work="large", seed=dying.rng.randrange(99), TEST_PRAGMAS=SMALL_CACHE)
    return killed_after(process, dying.rng.randrange(12), dying.rng)


def many_small_edits(dying: Dying) -> str:
    process = start(dying.path, dying.key, seed=dying.rng.randrange(99), TEST_PRAGMAS=SMALL_CACHE)
    return killed_after(process, dying.rng.randrange(120), dying.rng)


def killed_after(process: subprocess.Popen[str], acks: int, rng: random.Random) -> str:
    """Somewhere within the commit after that many, or the one after it."""
    assert process.stdout is not None
    heard = [process.stdout.readline() for _ in range(1 + acks)]
    time.sleep(rng.uniform(0, 0.02))
    return "".join(heard) + kill(process)


# ---- at the command line ----------------------------------------------------------------------------------


def dhr(dying: Dying, *asked: object, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """The real program, asked by the passphrase."""
    command = [*before, sys.executable, "-m", "dhr_desktop", *map(str, asked)]
    command += ["--passphrase-file", str(dying.passphrase_file)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(dying.home), cwd=ROOT
    )


def importing(dying: Dying) -> str:
    file = dying.folder / "Eastmere Police.csv"
    rows = (f"{1 + n % 28:02}/{1 + n % 12:02}/2021,Call number {n} was attended.,Advice." for n in range(ROWS))
    file.write_text("Date,Event,Outcome\n" + "\n".join(rows) + "\n")
    before = cutting(dying.path, dying.rng.randint(1, 250))
    dhr(dying, "import", dying.path, file, "--accept", before=before).communicate()
    return ""


def linking(dying: Dying) -> str:
    return _killed_within(dying, "suggest", dying.path, "--limit", 20)


def writing_a_report(dying: Dying) -> str:
    return _killed_within(dying, "export", dying.path, "report", "--to", dying.folder / "report.docx")


def while_the_gate_reads(dying: Dying) -> str:
    to = dying.folder / "public.docx"
    return _killed_within(dying, "export", dying.path, "report", "--edition", "publication", "--to", to)


def _killed_within(dying: Dying, *asked: object) -> str:
    """At any moment between the first thing it wrote beside the case and its end."""
    process = dhr(dying, *asked)
    side = dying.path.with_name(dying.path.name + "-journal")
    while process.poll() is None and not side.exists():
        time.sleep(0.005)
    time.sleep(dying.rng.uniform(0, 2.5))
    kill(process)
    return ""


# ---- in the window ----------------------------------------------------------------------------------------


def in_the_window(work: str) -> Death:
    """The real window at this work while somebody types, killed after so many of its commits."""

    def death(dying: Dying) -> str:
        command = [sys.executable, "-m", "tests.safety.window_child", work, str(dying.path), "0"]
        window = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT,
            env=environment(dying.home, TEST_PRAGMAS=SMALL_CACHE if dying.rng.random() < 0.5 else ""),
        )  # fmt: skip
        assert window.stdout is not None
        heard, left = [], dying.rng.randrange(1, 3 if work == "typing" else 60)
        for line in window.stdout:
            heard.append(line)
            left -= line.startswith("ack ")
            if not left:
                break
        time.sleep(dying.rng.uniform(0, 0.05))
        return "".join(heard) + kill(window)

    death.__name__ = f"{work} in the window"
    return death


DEATHS: tuple[Death, ...] = (
    in_mid_commit, with_a_small_cache, many_small_edits, importing, linking, writing_a_report, while_the_gate_reads,
    in_the_window("importing_while_saving"), in_the_window("linking_while_saving"),
    in_the_window("reporting_while_saving"), in_the_window("gating_while_saving"), in_the_window("typing"),
)  # fmt: skip
AT_THE_STORAGE = DEATHS[:3]


def death_of(number: int) -> Death:
    """The first so many each once; of a release's many, the quick ones more often."""
    return DEATHS[number % 20] if number % 20 < len(DEATHS) else AT_THE_STORAGE[number % len(AT_THE_STORAGE)]


def a_dying(folder: Path, number: int, worked: tuple[Path, Key]) -> Dying:
    folder.mkdir()
    path = folder / "case.dhr"
    path.write_bytes(worked[0].read_bytes())
    (folder / "secret.txt").write_text(PASSPHRASE)
    return Dying(folder, path, worked[1], random.Random(number))
