"""C4, C5: the power is cut anywhere; nothing acknowledged is lost, and the harness can see losses."""

import random
from pathlib import Path

import pytest

from dhr_desktop.core.errors import DhrError
from dhr_desktop.storage import vault
from dhr_desktop.storage.check import check
from dhr_desktop.storage.journal import head
from tests.safety.children import a_closed_case, needs_strace, start
from tests.safety.power import Act, Disk, read_trace

CUTS = 500
EDITS = "60"
CALLS = "openat,write,pwrite64,fsync,fdatasync,ftruncate,unlink,unlinkat"


def recorded(folder: Path, **more: str):
    """Trace a process that makes some edits; its acts, the files before it, and the key."""
    path, key = a_closed_case(folder)
    before = {path.name: path.read_bytes()}
    trace = folder.parent / f"{folder.name}.trace"
    tracing = ("strace", "-f", "-xx", "-y", "-s", "200000", "-e", f"trace={CALLS}", "-o", str(trace))
    process = start(path, key, work=EDITS, before=tracing, **more)
    told, said = process.communicate()
    assert "closed" in told, said
    return read_trace(trace, folder), before, path.name, key


def losses(acts: list[Act], before, name, key, folder: Path, *, cuts: int, folder_flushes: bool, seed: int = 4):
    """Cut at random moments; every state that lost an acknowledged line or is damaged."""
    rng, lost = random.Random(seed), []
    for number in range(cuts):
        cut = rng.randrange(len(acts))
        disk, acked = Disk(before, folder_flushes=folder_flushes), 0
        for act in acts[: cut + 1]:
            acked = act.number if act.what == "ack" else acked
            disk.do(act)
        found = folder / f"state-{number}"
        found.mkdir(parents=True)
        for each, data in disk.after_the_cut(rng).items():
            (found / each).write_bytes(data)
        if fault := _fault(found / name, key, acked):
            lost.append((cut, fault))
    return lost


def _fault(path: Path, key, acked: int) -> str:
    try:
        connection = vault.connect(path, key)
    except DhrError as problem:
        return type(problem).__name__
    try:
        if faults := check(connection).faults:
            return faults[0]
        seq, _ = head(connection)
    finally:
        connection.close()
    return f"line {acked} acknowledged, {seq} found" if seq < acked else ""


@pytest.mark.slow
@needs_strace
@pytest.mark.safety("C4")
def test_a_power_cut_anywhere_loses_nothing_acknowledged(tmp_path, record_property):
    (tmp_path / "case").mkdir()
    acts, before, name, key = recorded(tmp_path / "case")
    assert sum(act.what == "ack" for act in acts) > 50 and sum(act.what == "flush" for act in acts) > 100
    lost = losses(acts, before, name, key, tmp_path / "a", cuts=CUTS // 2, folder_flushes=True)
    lost += losses(acts, before, name, key, tmp_path / "b", cuts=CUTS // 2, folder_flushes=False)
    record_property("ran", CUTS)
    assert lost == []


@pytest.mark.slow
@needs_strace
@pytest.mark.safety("C5")
@pytest.mark.parametrize(
    "pragmas",
    ["synchronous=OFF=0", "journal_mode=DELETE=delete,synchronous=FULL=2,locking_mode=NORMAL=normal"],
    ids=["nothing flushed", "removal as commit"],
)
def test_the_harness_sees_the_losses_of_weaker_settings(tmp_path, record_property, pragmas):
    (tmp_path / "case").mkdir()
    acts, before, name, key = recorded(tmp_path / "case", TEST_PRAGMAS=pragmas)
    lost = losses(acts, before, name, key, tmp_path / "a", cuts=100, folder_flushes=False)
    record_property("ran", 100)
    assert lost, "a harness that sees no loss here proves nothing above"
