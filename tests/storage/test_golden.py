"""F9: every format ever released opens in this build and holds what it held."""

import json
import shutil
from pathlib import Path

import pytest

from dhr_desktop.operations.casefile import cases
from dhr_desktop.storage import dump, schema
from dhr_desktop.storage.check import verify_case

FOLDER = Path(__file__).parents[1] / "files/golden"
PASSPHRASE = "invented golden harbour walnut"
GOLDEN = sorted(FOLDER.glob("format-*.dhr"))


def test_the_present_format_has_its_golden_file():
    assert FOLDER / f"format-{schema.USER_VERSION}.dhr" in GOLDEN


@pytest.mark.safety("F9")
@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_a_released_format_opens_and_holds_what_it_held(tmp_path, golden):
    copy = Path(shutil.copy(golden, tmp_path / golden.name))
    copy.chmod(0o600)
    case = cases.open_review(copy, PASSPHRASE)
    held = {name: [list(row) for row in rows] for name, rows in dump.records(case).items()}
    assert held == json.loads(golden.with_suffix(".json").read_text("utf-8"))
    assert verify_case(case).is_whole
    assert case.undo_name == "Fill"
    case.close()
