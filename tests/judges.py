"""Judges that share nothing with the program: Microsoft's Open XML validator, LibreOffice, a checker of tagged PDF."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NODE = Path(sys.prefix) / "bin" / "node"
VALIDATOR = Path(sys.prefix) / "openxml" / "node_modules" / "@ooxml-tools" / "validate" / "dist" / "npm" / "index.js"
TAGGED = '{"UseTaggedPDF":{"type":"boolean","value":"true"},"PDFUACompliance":{"type":"boolean","value":"true"}}'

needs_validator = pytest.mark.skipif(
    not (NODE.exists() and VALIDATOR.exists()), reason="Microsoft's Open XML validator is not installed"
)
needs_libreoffice = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
needs_pdf_rules = pytest.mark.skipif(importlib.util.find_spec("pdfua") is None, reason="pdfua is not installed")


def schema_faults(*files: Path) -> dict[str, list[str]]:
    """What is against the Open XML schemas in each Word or Excel file that has a fault, in the validator's own words."""
    said = subprocess.run(
        [str(NODE), str(Path(__file__).with_name("open_xml.mjs")), str(VALIDATOR), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=300,
    ).stdout
    told = json.loads(said)
    assert len(told) == len(files)
    return {path.name: faults for path, faults in zip(files, told, strict=True) if faults}


def converted(path: Path, to: str, into: Path) -> Path:
    """The file as LibreOffice writes it out again: `docx` or `pdf` (tagged)."""
    written = f"pdf:writer_pdf_Export:{TAGGED}" if to == "pdf" else to
    own = f"-env:UserInstallation=file://{into}/office"
    subprocess.run(
        ["soffice", own, "--headless", "--convert-to", written, "--outdir", str(into), str(path)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return into / f"{path.stem}.{to}"


def pdf_faults(path: Path) -> list[str]:
    """What a checker of accessible PDF holds against the page. One of its rules (empty headings) fails by itself."""
    said = subprocess.run(
        [sys.executable, "-m", "pdfua", "check", "--format", "json", str(path)], capture_output=True, timeout=60
    ).stdout
    told = json.loads(said)
    assert told["summary"]["rules_run"] >= 11, told["skipped"]
    return [f"{each['rule_id']} {each['message']}" for each in told["findings"]]
