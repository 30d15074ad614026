"""The note of who has a case open, whatever has happened to it: always a sentence."""

import random

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
