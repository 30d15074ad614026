"""The table of what was proved: id, what ran, how many, result. Printed at the end and kept as a file.

A promise whose test was skipped or not run is listed as not proved.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

PROMISES = {
    "F1": "one file, and nothing left beside it", "F3": "key derivation is profile 1", "F4": "passphrases judged",
    "F5": "nothing planted readable in the file", "F6": "recovery sheet opens, damaged salt too",
    "F7": "passphrase change", "F8": "damage told from a wrong passphrase", "F9": "golden files open",
    "F10": "everything out, and an independent reader", "D2": "one helper begins transactions",
    "D4": "fields save themselves, failures are kept", "D6": "backups kept by rule", "D8": "restore beside, never over",
    "D10": "where it may be edited", "D11": "second opening refused", "C1": "kills, storage", "C2": "kills, window",
    "C3": "kills at fault points", "C4": "power cuts", "C5": "the power harness sees losses", "C6": "disk full at byte N",
    "C7": "I/O errors", "C8": "read-only, long and foreign names", "C9": "file gone, zeroed, cut, replaced",
    "C10": "two openings, stale notes and side files", "C11": "clock moved", "C12": "flipped bytes", "C13": "files moved",
    "C14": "random operations undone and redone", "A3": "tampered journals", "A4": "erasure keeps the chain",
    "A5": "seals", "I1": "formats told by content", "I2": "a process a file, limited", "I3": "a reader that dies", "I4": "packages looked at first",
    "I5": "entities refused", "I6": "a second count", "I7": "macros, links and templates named", "I10": "public corpus", "I11": "hostile kinds", "I12": "mutants",
    "I13": "no difference unreported", "I14": "sentences", "K1": "locks when idle and on waking", "K4": "nothing left after locking", "L5": "planted words on disk",
    "N2": "network calls", "X1": "named controls", "X2": "keyboard reach", "X3": "contrast", "X4": "target sizes, large text",
    "P1": "the key leaves by a door of its own", "P2": "one door, and nothing past it", "P10": "planted identifiers met in finished files",
    "P11": "sabotaged writers caught", "P12": "clean reports pass", "P13": "what is read back is what was meant",
    "A6": "copies are numbered and entered", "A7": "a leaked file is named", "K3": "names hidden on a shared screen",
    "P9": "the page runs its own script alone", "P14": "no text leaves its block", "X7": "the panel's page by its rules",
}  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "safety(id, ...): proves promises of the safety specification")
    config.pluginmanager.register(_Table(), "safety-table")


class _Table:
    def __init__(self) -> None:
        self.rows: dict[str, list[tuple[str, int]]] = {}

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo):
        outcome = yield
        report = outcome.get_result()
        marks = [each for mark in item.iter_markers("safety") for each in mark.args]
        if not marks or (report.when != "call" and report.passed):
            return
        ran = next((value for name, value in item.user_properties if name == "ran"), 1)
        for id in marks:
            self.rows.setdefault(id, []).append((report.outcome, ran))

    def pytest_terminal_summary(self, terminalreporter) -> None:
        if not self.rows:
            return
        lines = [f"Safety table, {date.today():%d/%m/%Y}", f"{'id':<5}{'ran':>7}  {'result':<12}what"]
        for id, what in PROMISES.items():
            outcomes = self.rows.get(id, [])
            ran = sum(number for outcome, number in outcomes if outcome != "skipped")
            result = "not proved"
            if outcomes and all(outcome == "passed" for outcome, _ in outcomes):
                result = "proved"
            elif any(outcome == "failed" for outcome, _ in outcomes):
                result = "FAILED"
            lines.append(f"{id:<5}{ran:>7}  {result:<12}{what}")
        for line in lines:
            terminalreporter.write_line(line)
        folder = Path("safety-report")
        folder.mkdir(exist_ok=True)
        (folder / "table.txt").write_text("\n".join(lines) + "\n", "utf-8")
