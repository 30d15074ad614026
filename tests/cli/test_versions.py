"""A file that is like an earlier one, at the command line: it waits for an answer, and each answer is given by name."""

from __future__ import annotations

import json

import pytest

from .test_commands import begun, dhr  # noqa: F401 - fixtures

ROWS = [f"{day:02}/03/2021,Call number {day} to the house in Kiln Row.,None." for day in range(1, 9)]


def sent(folder, name, rows):
    (folder / name).write_text("\n".join(["Date,Event,Outcome", *rows]) + "\n")


@pytest.mark.parametrize("answer, kept", [("--new-version", 6), ("--further-file", 14)])
def test_a_file_like_an_earlier_one_waits_until_it_is_said_what_it_is(begun, tmp_path, answer, kept):  # noqa: F811
    (tmp_path / "agencies.csv").write_text("full_name\nEastmere Police\n")
    sent(tmp_path, "Eastmere Police.csv", ROWS)
    sent(tmp_path, "Chronology of Eastmere Police.csv", ROWS[2:])
    begun("import", "case.dhr", "Eastmere Police.csv", "--agencies", "agencies.csv", "--accept")
    code, out, err = begun("import", "case.dhr", "Chronology of Eastmere Police.csv", "--accept")
    assert (
        code == 1
        and "waits for an answer: whether it is a new version or a further file" in out
        and "2 withdrawn" in out + err
    )
    code, out, _ = begun(
        "import",
        "case.dhr",
        "Chronology of Eastmere Police.csv",
        "--accept",
        answer,
        "Chronology of Eastmere Police.csv",
    )
    assert "waits for" not in out
    begun("export", "case.dhr", "entries", "--to", "entries.json")
    told = json.loads((tmp_path / "entries.json").read_text())["entries"]
    assert len({each["cluster_id"] for each in told}) >= min(kept, 8)
    assert len(told) >= kept
