"""Nobody at the window is sent to a command line: what a refusal says is the same at both doors, and names a place."""

import re
from pathlib import Path

from dhr_desktop.core.errors import DhrError
from dhr_desktop.operations.names import departing
from dhr_desktop.operations.report import exports

CODE = Path(__file__).parents[2] / "dhr_desktop"
COMMAND = re.compile(r"\bdhr [a-z]+ CASE")


def test_no_sentence_outside_the_command_line_advises_a_command():
    found = [
        f"{path.name}: {line.strip()}"
        for path in CODE.rglob("*.py")
        if "cli" not in path.parts
        for line in path.read_text("utf-8").splitlines()
        if COMMAND.search(line) and not line.strip().startswith("by_command = ")
    ]
    assert found == []


def test_the_command_line_still_has_its_advice():
    advised = (departing.NobodyInRegister, departing.NamesNotSettled, exports.NotBegun)
    assert all(issubclass(each, DhrError) and COMMAND.search(each.by_command) for each in advised)
