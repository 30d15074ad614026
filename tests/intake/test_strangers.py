"""Files from strangers: read in a process that can do nothing else, and never able to take the program with them."""

from __future__ import annotations

import os
import random
import re
import time
from datetime import date
from pathlib import Path

import pytest

from dhr_desktop.intake import reading
from dhr_desktop.intake.pages import Document, Refused
from dhr_desktop.intake.proposals import propose
from dhr_desktop.intake.recognise import read
from dhr_desktop.language.dates.rules import DateRules

from . import hostile, making

RULES = DateRules(2020, date(2026, 1, 1))
LIBRARY_TALK = re.compile(r"Traceback|Error\b|Exception|lxml|xlrd|zipfile|XMLSyntax|errno", re.I)
CORPUS = Path(__file__).parents[3] / "shared/corpus"


PATIENCE_SECONDS = 240  # by the clock, of a machine that others may be using; the processor time is what is held to
LONGEST_SECONDS = 10  # of the processor, to make something of a file that was read


@pytest.fixture(scope="module")
def readers():
    with reading.Readers() as made:
        yield made


@pytest.fixture
def patient(monkeypatch):
    """A reading is given up by the clock much later: what ends it is its processor time, which its process is held to."""
    monkeypatch.setattr(reading, "WALL_SECONDS", PATIENCE_SECONDS)


def outcome(readers, name, data):
    """An import or a sentence; anything else fails the test by being raised."""
    try:
        document = readers.read(name, data)
        assert isinstance(document, Document)
        started = time.thread_time()
        propose(name, document, RULES)
        assert time.thread_time() - started < LONGEST_SECONDS
        said = ""
    except Refused as refused:
        said = str(refused)
        assert said.endswith(".") and not LIBRARY_TALK.search(said), said
        assert said != reading.TOO_SLOW, "it did not end by itself, nor by the limits of its process"
    return said


@pytest.mark.safety("I11", "I3", "I5")
@pytest.mark.parametrize("kind", hostile.KINDS)
@pytest.mark.usefixtures("patient")
def test_a_hostile_file_ends_in_an_import_or_a_sentence(readers, kind):
    outcome(readers, f"{kind}.docx", hostile.KINDS[kind]())


def test_there_are_sixty_kinds_of_hostile_file():
    assert len(hostile.KINDS) >= 60


ASKS = ("billion laughs", "quadratic blow-up", "outside file", "outside address")


@pytest.mark.safety("I5")
@pytest.mark.parametrize("kind", [each for each in hostile.KINDS if each.startswith(ASKS)])
def test_a_part_that_asks_for_things_is_refused_and_not_tolerated(kind):
    with pytest.raises(Refused, match="outside itself"):
        read(hostile.KINDS[kind](), "x.docx")


@pytest.mark.safety("I4")
@pytest.mark.parametrize("kind", ["a huge part", "a duplicate part", "names that clash by case", "a name with ..", "a drive's name",
                                  "6,000 parts", "a part that unpacks a thousandfold"])  # fmt: skip
def test_a_package_no_office_program_builds_is_not_opened(kind):
    with pytest.raises(Refused, match="no office program builds"):
        read(hostile.KINDS[kind](), "x.docx")


@pytest.mark.safety("I7")
def test_what_a_file_would_have_done_is_named_and_not_done():
    warned = read(hostile.KINDS["a remote template"](), "x.docx").warnings
    assert warned == ["This file asks Word to load a template from another computer; that was not done."]
    assert "macros" in read(hostile.KINDS["macros"](), "x.docm").warnings[0]
    assert "other files inside" in read(hostile.KINDS["a package inside"](), "x.docx").warnings[0]


GREEDY = {
    "grows": "held = []\nwhile True: held.append(bytearray(50_000_000))",
    "never ends": "while True: pass",
    "dies": "import os; os.abort()",
    "writes a file": "open('/tmp/dhr-should-not-be', 'w').write('x')",
    "opens a socket": "import socket; socket.socket()",
    "starts a program": "import subprocess; subprocess.run(['true'])",
    "says nonsense": "import sys; sys.stdout.buffer.write(b'\\0' * 7 + b'\\x05hello'); sys.stdout.flush(); raise SystemExit",
}


@pytest.mark.slow
@pytest.mark.safety("I2", "I3")
@pytest.mark.parametrize("kind", GREEDY)
@pytest.mark.usefixtures("patient")
def test_whatever_a_reader_does_the_program_goes_on_with_the_next_file(kind, monkeypatch):
    """The worker is made to misbehave once it holds the file, and is ended by its limits, not by the clock."""
    spoiled = reading._BOOT.replace(
        "main()", f"worker.answer = lambda name, data: exec({GREEDY[kind]!r}); worker.main()"
    )
    spoiled = spoiled.replace(
        "from dhr_desktop.intake.worker import",
        "from dhr_desktop.intake import worker; from dhr_desktop.intake.worker import",
    )
    with monkeypatch.context() as changed:
        changed.setattr(reading, "_BOOT", spoiled)
        with reading.Readers() as readers, pytest.raises(Refused, match="could not be read"):
            readers.read("greedy.xlsx", b"x")
    assert not os.path.exists("/tmp/dhr-should-not-be")
    with reading.Readers() as readers:
        assert readers.read("next.xlsx", making.workbook([("Date", "Event")])).format == "xlsx"


@pytest.mark.safety("I2")
def test_a_reader_that_does_nothing_is_given_up_by_the_clock(monkeypatch):
    """Its processor time is no limit to it."""
    monkeypatch.setattr(reading, "_BOOT", reading._BOOT.replace("; main()", "; import time; time.sleep(600)"))
    monkeypatch.setattr(reading, "WALL_SECONDS", 0.5)
    with reading.Readers() as readers, pytest.raises(Refused) as refusal:
        readers.read("asleep.xlsx", b"x")
    assert str(refusal.value) == reading.TOO_SLOW


@pytest.mark.safety("I2")
@pytest.mark.alone
def test_cancel_ends_a_reading_within_a_second(monkeypatch):
    monkeypatch.setattr(reading, "_BOOT", reading._BOOT.replace("; main()", "; import time; time.sleep(60)"))
    with reading.Readers() as readers:
        started = time.monotonic()
        with pytest.raises(reading.Stopped):
            readers.read("slow.xlsx", b"x", stopped=lambda: time.monotonic() - started > 0.2)
        assert time.monotonic() - started < 1.2


SEEDS = (
    hostile.GOOD_DOC,
    hostile.GOOD_BOOK,
    hostile.GOOD_ODS,
    making.text_document(making.text_table([("Date", "Event"), ("1/2/2012", "Seen")])),
    making.rich_text(making.rich_table([("Date", "Event"), ("1/2/2012", "Zoë {\\v x} seen")])),
    making.printed([[("Date", "Event"), ("1/2/2012", "Seen")]]),
    "Date,Event\n1/2/2012,Zoë seen\nnext day,again\n".encode(),
)


def mutated(seed, chance):
    """Bytes flipped, cut, doubled or moved; or a part's XML disturbed and packed again."""
    data = bytearray(seed)
    if data[:2] == b"PK" and chance.random() < 0.6:
        import io
        import zipfile

        with zipfile.ZipFile(io.BytesIO(seed)) as archive:
            name = chance.choice(archive.namelist())
            part = bytearray(archive.read(name))
        return hostile.with_part(seed, name, bytes(_disturbed(part, chance)))
    return bytes(_disturbed(data, chance))


def _disturbed(data, chance):
    for _ in range(chance.randint(1, 8)):
        if not data:
            break
        at = chance.randrange(len(data))
        how = chance.randrange(5)
        if how == 0:
            data[at] = chance.randrange(256)
        elif how == 1:
            del data[at : at + chance.randint(1, 40)]
        elif how == 2:
            data[at:at] = data[at : at + chance.randint(1, 40)]
        elif how == 3:
            data[at:at] = chance.choice(
                [
                    b"<",
                    b">",
                    b"&#0;",
                    b"&x;",
                    b"]]>",
                    b"999999999",
                    b"-1",
                    b"\xff\xfe",
                    b'"',
                    b"<w:tbl>",
                    b"<row r='-5'>",
                ]
            )
        else:
            data[at : at + 2] = data[at : at + 2][::-1]
    return data


@pytest.mark.slow
@pytest.mark.safety("I12")
def test_20_000_mutants_end_in_an_import_or_a_sentence(record_property):
    """In this process, where a failure shows its place; the worker adds its limits to the same code."""
    chance, ran, slowest = random.Random(20_261_121), 0, 0.0
    for _ in range(20_000):
        data = mutated(chance.choice(SEEDS), chance)
        started = time.thread_time()
        try:
            propose("mutant.xlsx", read(data, "mutant.xlsx"), RULES)
        except Refused as refused:
            assert not LIBRARY_TALK.search(str(refused))
        slowest = max(slowest, time.thread_time() - started)
        ran += 1
    record_property("ran", ran)
    assert ran == 20_000 and slowest < 10


@pytest.mark.slow
@pytest.mark.safety("I10")
@pytest.mark.usefixtures("patient")
def test_every_file_of_the_public_corpus_ends_in_an_import_or_a_sentence(readers, record_property):
    if not CORPUS.is_dir():
        pytest.skip("../shared/corpus is not here")
    files = sorted(path for path in CORPUS.iterdir() if path.suffix != ".md")
    read_whole = sum(not outcome(readers, path.name, path.read_bytes()) for path in files)
    record_property("ran", len(files))
    assert len(files) > 400 and read_whole > 0.85 * len(files)


@pytest.mark.safety("I2")
@pytest.mark.skipif(not reading.CAN_COPY, reason="each file has a fresh process here")
def test_each_file_is_read_by_a_process_that_no_other_file_has(monkeypatch):
    """What a file leaves behind in its reader, or says beyond its answer, never meets the next file."""
    told = "json.dumps(['refused', str((os.getpid(), getattr(worker, 'met', '')))]).encode()"
    spoiled = reading._BOOT.replace(
        "main()", "import json, os; worker.answer = lambda name, data: (%s, setattr(worker, 'met', name))[0]; worker.main()" % told
    ).replace("from dhr_desktop.intake.worker import", "from dhr_desktop.intake import worker; from dhr_desktop.intake.worker import")  # fmt: skip
    monkeypatch.setattr(reading, "_BOOT", spoiled)
    said = []
    with reading.Readers() as readers:
        for at in range(3):
            with pytest.raises(Refused) as refusal:
                readers.read(f"{at}.xlsx", b"x")
            said.append(str(refusal.value))
        assert len(readers._waiting) == 1
    assert len(set(said)) == 3 and all(each.endswith("'')") for each in said)


@pytest.mark.safety("I2")
@pytest.mark.skipif(not reading.CAN_COPY, reason="each file has a fresh process here")
@pytest.mark.parametrize("more", [b"\x02", b"\x02" * 9, b"\0" * 7 + b"\x05hello"])
def test_a_reader_that_says_more_than_its_answer_is_not_used_again(monkeypatch, more):
    spoiled = reading._BOOT.replace(
        "main()", f"import os, sys, struct; worker.answer = lambda name, data: (os.write(1, struct.pack('>Q', 2) + b'[]' + {more!r}), os._exit(0)); worker.main()"
    ).replace("from dhr_desktop.intake.worker import", "from dhr_desktop.intake import worker; from dhr_desktop.intake.worker import")  # fmt: skip
    monkeypatch.setattr(reading, "_BOOT", spoiled)
    with reading.Readers() as readers:
        with pytest.raises(Refused):
            readers.read("a.xlsx", b"x")
        assert not readers._waiting
