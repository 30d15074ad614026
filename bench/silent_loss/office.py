"""LibreOffice's own conversion: every sheet as it shows it, every document as text. Many files a call, since a start is dear."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from .words import Piece, Reading, is_only_figures, sheet_key

AT_ONCE = 20
SECONDS_A_CALL, SECONDS_A_FILE = 30, 6
SHEETS = {".xls", ".xlsx", ".xlsm", ".xlsb", ".xltx", ".ods"}
DOCUMENTS = {".docx", ".docm", ".dotx", ".dotm", ".odt", ".rtf"}
_AS_TEXT = {
    True: "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",  # every sheet, as shown
    False: "txt:Text (encoded):UTF8",
}
_ENGLISH = """<?xml version="1.0"?><oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>en-GB</value></prop></item></oor:items>"""
# A cell that points into another workbook is shown with the address of the copy LibreOffice was given.
_OWN_ADDRESS = re.compile(r"'file:///[^']*'#\$?")
# LibreOffice writes the number or letter of a list's item in front of it; the file holds none.
_LABEL = re.compile(r"^\s*(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxlcIVXLC]{1,6})[.):]?\s+)", re.M)


def is_here() -> bool:
    return shutil.which("soffice") is not None


def by_libreoffice(paths: Sequence[Path], kept: Path | None = None) -> dict[Path, Reading]:
    """A reading for each file; what a call could not do is tried once more alone. What is in `kept` is not made again."""
    readings = {path: reading for path in paths if (reading := _kept(path, kept))}
    made = _made([path for path in paths if path not in readings])
    for path, reading in made.items():
        if kept is not None:
            kept.mkdir(parents=True, exist_ok=True)
            (kept / _name_in(path)).write_text(json.dumps([asdict(piece) for piece in reading.pieces]), "utf-8")
    return readings | made


def _name_in(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() + path.suffix.lower() + ".json"


def _kept(path: Path, kept: Path | None) -> Reading | None:
    if kept is None or not (held := kept / _name_in(path)).exists():
        return None
    pieces = [
        Piece(each["text"], each["place"] and tuple(each["place"]), each["is_figure"])
        for each in json.loads(held.read_text("utf-8"))
    ]
    return Reading("LibreOffice", pieces, "" if pieces else "LibreOffice did not convert it, or found no text")


def _made(paths: Sequence[Path]) -> dict[Path, Reading]:
    readings: dict[Path, Reading] = {}
    for is_sheet, endings in ((True, SHEETS), (False, DOCUMENTS)):
        wanted = [path for path in paths if path.suffix.lower() in endings]
        for at in range(0, len(wanted), AT_ONCE):
            some = wanted[at : at + AT_ONCE]
            readings.update(_converted(some, is_sheet))
            for path in some:
                if readings[path].trouble and len(some) > 1:
                    readings.update(_converted([path], is_sheet))
    return readings


def _converted(paths: Sequence[Path], is_sheet: bool) -> dict[Path, Reading]:
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        (room / "profile/user").mkdir(parents=True)
        (room / "profile/user/registrymodifications.xcu").write_text(_ENGLISH)
        (room / "in").mkdir()
        names = {path: f"file{at:04}" for at, path in enumerate(paths)}
        for path, name in names.items():
            shutil.copyfile(path, room / "in" / f"{name}{path.suffix.lower()}")
        _call(room, is_sheet, SECONDS_A_CALL + SECONDS_A_FILE * len(paths))
        return {path: _read_back(room / "out", name, is_sheet) for path, name in names.items()}


def _call(room: Path, is_sheet: bool, seconds: float) -> None:
    command = ["soffice", f"-env:UserInstallation=file://{room}/profile", "--headless", "--norestore", "--convert-to", _AS_TEXT[is_sheet],
               "--outdir", str(room / "out"), *sorted(map(str, (room / "in").iterdir()))]  # fmt: skip
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, cwd=room
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # its own group: the launcher and the office it started
        process.wait()


def _read_back(folder: Path, name: str, is_sheet: bool) -> Reading:
    reading = Reading("LibreOffice")
    written = sorted(folder.glob(f"{name}*")) if folder.is_dir() else []
    if not written:
        reading.trouble = "LibreOffice did not convert it"
    for path in written:
        text = _OWN_ADDRESS.sub("", path.read_bytes().decode("utf-8-sig", "replace"))
        reading.pieces += (
            _cells(path.stem[len(name) + 1 :], text) if is_sheet else [Piece(line) for line in _lines(text)]
        )
    return reading


def _cells(sheet: str, text: str) -> list[Piece]:
    csv.field_size_limit(2**31 - 1)
    pieces = []
    for number, row in enumerate(csv.reader(text.splitlines(keepends=True)), 1):
        for at, cell in enumerate(row):
            if cell.strip():
                pieces.append(Piece(cell, (sheet_key(sheet), number, at), is_only_figures(cell)))
    return pieces


def _lines(text: str) -> list[str]:
    return [line for line in _LABEL.sub("", text).splitlines() if line.strip()]
