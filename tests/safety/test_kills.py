"""C1, C3: killed at random moments and at every named point, nothing acknowledged is lost."""

import ast
import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dhr_desktop.core.case import RECORDS
from dhr_desktop.storage import replacing, vault
from dhr_desktop.storage.check import check_file
from tests.builders import PASSPHRASE
from tests.safety.child import NEW_PASSPHRASE
from tests.safety.children import ROOT, SALT, a_closed_case, faults_after, last_ack, remembered, start
from tests.safety.deaths import killed_after

KILLS = 200


def cache(number: int) -> str:
    """Every other process has a small one: pages of a change are then in the file before it is committed."""
    return "cache_size=10=10" if number % 2 == 0 else ""


@pytest.mark.slow
@pytest.mark.safety("C1")
def test_killed_at_random_moments_the_storage_loses_nothing(tmp_path, record_property):
    def one(number):
        folder = tmp_path / str(number)
        folder.mkdir()
        path, key = a_closed_case(folder)
        process = start(
            path, key, seed=number, work="large" if number % 4 == 0 else "edits", TEST_PRAGMAS=cache(number)
        )
        rng = random.Random(number)
        told = killed_after(process, rng.randrange(20 if number % 4 == 0 else 80), rng)
        faults = faults_after(path, told)
        shutil.rmtree(folder)
        return faults, last_ack(told)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(one, range(KILLS)))
    record_property("ran", KILLS)
    assert [faults for faults, _ in answers if faults] == []
    assert sum(acked for _, acked in answers) > 20 * KILLS, "the kills came before any work was done"


def fault_points() -> list[str]:
    """Every point named in the source; a point per kind of record stands for each kind."""
    points = []
    for path in sorted((ROOT / "dhr_desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "faultpoint":
                named = ast.unparse(node.args[0])
                if named == "f'step.{change.kind} written'":
                    points += [f"step.{kind.KIND} written" for kind in RECORDS]
                elif named == "f'case.{sort} half done'":
                    points += ["case.undo half done", "case.redo half done"]
                else:
                    points.append(ast.literal_eval(node.args[0]))
    return points


IN_THE_WINDOW = {"window.field about to save"}  # killed there by C2


def test_there_are_points_enough():
    points = fault_points()
    assert len(points) == len(set(points)) >= 40


@pytest.mark.slow
@pytest.mark.safety("C3")
def test_killed_at_every_fault_point_nothing_is_lost(tmp_path, record_property):
    points = [point for point in fault_points() if point not in IN_THE_WINDOW]

    def one(point):
        folder = tmp_path / point.replace(" ", "-")
        folder.mkdir()
        path, key = folder / "case.dhr", remembered(PASSPHRASE, SALT)
        process = start(path, key, work="everything", DHR_FAULTPOINT=point)
        told, said = process.communicate()
        if process.returncode != -9:
            return point, [f"was not reached: {process.returncode} {said[-300:]}"]
        return point, _faults(path, key, told, folder)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(one, points))
    record_property("ran", len(points))
    assert [answer for answer in answers if answer[1]] == []


def _faults(path: Path, key: vault.Key, told: str, folder: Path) -> list[str]:
    faults = []
    if last_ack(told):
        faults += faults_after(path, told, _passphrase_now(path, key))
    for made in (folder / "out.csv", folder / "restored.dhr"):
        if made.exists() and made.suffix == ".dhr":
            faults += check_file(made, key).faults
        elif made.exists() and not made.read_bytes().endswith(b"\r\n"):
            faults.append(f"{made.name} is half-written")
    everything = folder / "everything"
    if everything.exists() and not (everything / "manifest.json").exists():
        faults.append("the export is half-written")
    for backup in (folder / "home").rglob("0*.dhr"):
        faults += check_file(backup, key).faults
    return faults


def _passphrase_now(path: Path, key: vault.Key) -> str:
    """The old passphrase until the swap, the new one after it; nothing in between."""
    if vault.salt_of(path) == key.salt:
        return PASSPHRASE
    new = vault.derive(NEW_PASSPHRASE, vault.salt_of(path))
    if replacing.version_of(path, new) == 1001:  # converted for the test; bring it back to today's
        connection = vault.connect(path, new)
        connection.execute("ALTER TABLE people DROP COLUMN invented")
        connection.execute("PRAGMA user_version = 1000")
        vault.close(connection, clean=True)
    return NEW_PASSPHRASE
