"""What is sent to the helper can be sent, and finds there what it asks of a case."""

import ast
import re
from pathlib import Path

from dhr_desktop.background.copy import CopyOfCase

PACKAGE = Path(__file__).parents[2] / "dhr_desktop"
SENDING = {"ask": 0, "run_long": 1, "away": 1}
ABOUT_THE_FILE = {
    # what only whole-file work asks, which runs where the file is; and what is asked of an edition or a section
    "cases": {"key", "reading", "close", "refuse_if_gone"}, "leaving": {"close"},
    "presented": {"close", "erase_content", "real", "look", "edition"}, "every": {"look", "real"},
    "reading": {"look"}, "shown_in_edition": {"look"}, "assembling": {"generated", "id", "redacted_in"},
}  # fmt: skip
SET_WHEN_MADE = {"path", "case_id", "account", "read_only_because", "clock", "seal"}


def test_no_lambda_and_no_inner_function_is_sent_to_the_helper():
    wrong = []
    for path in (PACKAGE / "ui").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        inner = {
            each.name
            for outer in ast.walk(tree) if isinstance(outer, ast.FunctionDef)
            for each in ast.walk(outer) if isinstance(each, ast.FunctionDef) and each is not outer
        }  # fmt: skip
        for call in ast.walk(tree):
            if not (
                isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and "session" in ast.dump(call.func)
            ):
                continue
            at = SENDING.get(call.func.attr)
            if at is None or at >= len(call.args):
                continue
            sent = call.args[at]
            if isinstance(sent, ast.Lambda) or (isinstance(sent, ast.Name) and sent.id in inner):
                wrong.append(f"{path.relative_to(PACKAGE)}:{call.lineno}")
    assert wrong == []


def test_whatever_an_operation_asks_of_a_case_the_copy_answers():
    answers = {name for name in dir(CopyOfCase)} | SET_WHEN_MADE
    unanswered = []
    for path in (PACKAGE / "operations").rglob("*.py"):
        asked = set(re.findall(r"\b(?:case|real|held_case|real_of\(case\))\.([a-z_]+)\b", path.read_text("utf-8")))
        left = {each for each in asked if each not in answers} - ABOUT_THE_FILE.get(path.stem, set())
        if left:
            unanswered.append((path.stem, sorted(left)))
    assert unanswered == []


def test_no_operation_that_may_run_there_takes_a_backup_by_itself():
    """A backup is made where the file is: `case.back_up_if_due()` asks for it."""
    where_the_file_is = {"cases", "sample"}
    taking = [
        path.stem for path in (PACKAGE / "operations").rglob("*.py") if "backups.take(" in path.read_text("utf-8")
    ]
    assert set(taking) <= where_the_file_is
