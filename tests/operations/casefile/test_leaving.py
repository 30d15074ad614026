"""Export everything, and its independent reader: the case can always be had back without us."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from dhr_desktop.core.agencies import Submission
from dhr_desktop.core.errors import Refused
from dhr_desktop.operations.casefile import leaving, sample
from dhr_desktop.storage import dump
from dhr_desktop.system.file_names import safe_name
from tests.builders import a_person, add

READER = Path(__file__).parents[3] / "docs/reader/read_case.py"


def _with_originals(case):
    with case.step("Keep a file") as step:
        for name in ("Police chronology.xlsx", "../../etc/passwd", "CON.docx", "Police chronology.xlsx"):
            data = name.encode() * 50 + bytes([len(case.all(Submission))]) + bytes([step.next_id % 256])
            sha256 = hashlib.sha256(data).hexdigest()
            step.keep_original(sha256, data)
            step.add(Submission(file_name=name, sha256=sha256, size=len(data)))
    return case


@pytest.mark.safety("F10")
def test_every_record_and_original_comes_out_and_the_folder_proves_itself(case, tmp_path):
    _with_originals(case)
    add(case, a_person("Zoë O’Vex", note='=cmd|"x"\n two lines'))
    case.undo()
    case.redo()
    written = leaving.export_everything(case, tmp_path / "out")
    assert written.originals == 4
    for name, rows in dump.records(case).items():
        held = json.loads((tmp_path / "out/tables" / f"{name}.json").read_text("utf-8"))
        assert [tuple(row) for row in held["rows"]] == rows
    names = sorted(path.name for path in (tmp_path / "out/originals").iterdir())
    assert names == ["2 Police chronology.xlsx", "Police chronology.xlsx", "_.._etc_passwd", "_CON.docx"]
    assert case.lines()[0].action == "exported everything"
    assert _read("check", tmp_path / "out") == 0


def _read(*arguments, **more) -> int:
    command = [sys.executable, str(READER), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, **more).returncode


def test_the_reader_notices_a_changed_word(case, tmp_path):
    add(case, a_person("As written"))
    leaving.export_everything(case, tmp_path / "out")
    table = tmp_path / "out/tables/people.json"
    table.write_text(table.read_text("utf-8").replace("As written", "As altered"), "utf-8")
    assert _read("check", tmp_path / "out") == 1


@pytest.mark.safety("F10")
def test_the_reader_opens_a_case_file_with_public_libraries_alone(tmp_path):
    import os

    assert len(READER.read_text().splitlines()) <= 150
    assert "dhr_desktop" not in READER.read_text().split('"""')[2]
    case = sample.create(tmp_path / "sample.dhr")
    wanted = {name: rows for name, rows in dump.records(case).items()}
    case.close()
    code = _read(
        "open", case.path, tmp_path / "read", cwd=tmp_path,
        env={**os.environ, "DHR_READER_PASSPHRASE": sample.PASSPHRASE},
    )  # fmt: skip
    assert code == 0
    for name, rows in wanted.items():
        held = json.loads((tmp_path / "read/tables" / f"{name}.json").read_text("utf-8"))
        assert [tuple(row) for row in held["rows"]] == rows


def test_it_goes_only_into_a_new_or_empty_folder(case, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").write_text("mine")
    with pytest.raises(Refused, match="already something at full"):
        leaving.export_everything(case, tmp_path / "full")
    with pytest.raises(Refused, match="no folder nowhere"):
        leaving.export_everything(case, tmp_path / "nowhere/out")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_a_cancelled_export_leaves_nothing(case, tmp_path):
    from dhr_desktop.core.errors import Cancelled
    from dhr_desktop.core.progress import Progress

    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        leaving.export_everything(case, tmp_path / "out", progress)
    assert not (tmp_path / "out").exists()
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".new"] == []


@pytest.mark.parametrize(
    "name, safe",
    [
        ("Police chronology.xlsx", "Police chronology.xlsx"), ("a/b\\c:d.docx", "a_b_c_d.docx"), ("con", "_con"),
        ("\u202exslx.exe", "_xslx.exe"), ("", "file"), ("...", "file"), ("x" * 200 + ".csv", "x" * 76 + ".csv"),
    ],
)  # fmt: skip
def test_names_from_strangers_are_made_safe(name, safe):
    assert safe_name(name) == safe
