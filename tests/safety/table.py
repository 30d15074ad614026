"""The table of what was proved: id, what ran, how many, result. Printed at the end and kept as a file.

A promise whose test was skipped or not run is listed as not proved.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

FOLDER = Path("safety-report")
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
    "I13": "no difference unreported", "N-I15": "spreadsheets read as shown", "N-I16": "text counted twice", "I14": "sentences", "K1": "locks when idle and on waking", "K4": "nothing left after locking", "L5": "planted words on disk",
    "N2": "network calls", "X1": "named controls", "X2": "keyboard reach", "X3": "contrast", "X4": "target sizes, large text",
    "P1": "the key leaves by a door of its own", "P2": "one door, and nothing past it", "P10": "planted identifiers met in finished files",
    "P11": "sabotaged writers caught", "P12": "clean reports pass", "P13": "what is read back is what was meant",
    "A6": "copies are numbered and entered", "A7": "a leaked file is named", "K3": "names hidden on a shared screen",
    "N-C15": "opened by its passphrase after any death", "N-D15": "no advice parts a case from its side file",
    "D12": "a file cut short is noticed before it counts as saved",
    "N-P12": "nobody is called somebody else", "N-P13": "our own scaffolding stops no file",
    "P9": "the page runs its own script alone", "P14": "no text leaves its block", "X7": "the panel's page by its rules",
}  # fmt: skip


COUNTED = {
    "namings tried": "namings looked at",
    "left": "namings left readable",
    "wrong persons": "persons called another",
}
"""What tests count, told under the table beside each other."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--safety-goes-on",
        action="store_true",
        help="add to the safety table of the run before instead of beginning anew",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "safety(id, ...): proves promises of the safety specification")
    config.pluginmanager.register(_Table(), "safety-table")


class _Table:
    def __init__(self) -> None:
        self.rows: dict[str, list[tuple[str, int]]] = {}
        self.counts: dict[str, int] = {}

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        """The promises travel with the report, so that tests may run in several processes."""
        promises = [each for mark in item.iter_markers("safety") for each in mark.args]
        if promises:
            item.user_properties.append(("safety", promises))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call" and report.passed:
            return
        properties = dict(report.user_properties)
        for name in COUNTED.keys() & properties.keys():
            self.counts[name] = self.counts.get(name, 0) + properties[name]
        for promise in properties.get("safety", ()):
            self.rows.setdefault(promise, []).append((report.outcome, properties.get("ran", 1)))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
        if not self.rows:
            return
        FOLDER.mkdir(exist_ok=True)
        kept = FOLDER / "rows.json"
        if config.getoption("--safety-goes-on") and kept.exists():
            for promise, before in json.loads(kept.read_text("utf-8")).items():
                self.rows.setdefault(promise, []).extend((outcome, ran) for outcome, ran in before)
        kept.write_text(json.dumps(self.rows), "utf-8")
        lines = _lines(self.rows)
        lines += [f"{words}: {self.counts[name]}" for name, words in COUNTED.items() if name in self.counts]
        for line in lines:
            terminalreporter.write_line(line)
        (FOLDER / "table.txt").write_text("\n".join(lines) + "\n", "utf-8")


def _lines(rows: dict[str, list[tuple[str, int]]]) -> list[str]:
    lines = [f"Safety table, {date.today():%d/%m/%Y}", f"{'id':<5}{'ran':>7}  {'result':<12}what"]
    for promise, what in PROMISES.items():
        outcomes = rows.get(promise, [])
        ran = sum(number for outcome, number in outcomes if outcome != "skipped")
        result = "not proved"
        if outcomes and all(outcome == "passed" for outcome, _ in outcomes):
            result = "proved"
        elif any(outcome == "failed" for outcome, _ in outcomes):
            result = "FAILED"
        lines.append(f"{promise:<5}{ran:>7}  {result:<12}{what}")
    return lines
