"""The note of who has a case open, whatever has happened to it: always a sentence."""

import os
import random
import subprocess
import sys

import pytest

from dhr_desktop.storage import holder


@pytest.mark.safety("C10", "C12")
def test_any_flipped_byte_of_the_note_still_gives_a_sentence(tmp_path):
    path = tmp_path / "case.dhr"
    holder.claim(path, "2026-03-02T09:00:00Z")
    note = path.with_name("case.dhr.in-use")
    whole, rng = note.read_bytes(), random.Random(5)
    for at in range(len(whole)):
        data = bytearray(whole)
        data[at] ^= rng.randrange(1, 256)
        note.write_bytes(data)
        assert holder.who_has(path).startswith("case.dhr is already open")
        holder.release(path)


@pytest.mark.parametrize(
    "text", ["[]", "null", "7", '"x"', "{}", '{"who": [], "since": 3, "process": null}', "[" * 9999, ""]
)
def test_a_note_that_is_not_one_gives_a_sentence(tmp_path, text):
    path = tmp_path / "case.dhr"
    path.with_name("case.dhr.in-use").write_text(text)
    assert holder.who_has(path).endswith("Close it there first.")
    holder.release(path)


KILLED_AS_IT_IS_NOTED = """
import os, pathlib, sys
from dhr_desktop.storage import holder
os.{at} = lambda *told: os._exit(9)
holder.claim(pathlib.Path(sys.argv[1]), "2026-03-02T09:00:00Z")
"""


@pytest.mark.parametrize("at", ["fsync", "fdopen"])
@pytest.mark.parametrize("name", ["case.dhr", "Ünïcode – case.dhr"])
def test_what_a_kill_leaves_of_the_note_is_gone_at_the_next_opening(tmp_path, at, name):
    path = tmp_path / name
    for _ in range(3):  # killed again and again, never more than one
        killed = subprocess.run([sys.executable, "-c", KILLED_AS_IT_IS_NOTED.format(at=at), str(path)], check=False)
        assert killed.returncode == 9 and len(os.listdir(tmp_path)) == 1
    holder.claim(path, "2026-03-02T09:00:00Z")
    assert os.listdir(tmp_path) == [f"{name}.in-use"]
    holder.release(path)
    assert not os.listdir(tmp_path)
