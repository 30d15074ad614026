"""Names kept in: how fast texts are masked, a finished file is read by the gate, and the whole window turned.

Beside the masking stands a plain regular expression of the same names; beside the gate, merely unzipping and cutting
tags away; beside the turning, a repaint.
"""

from __future__ import annotations

import io
import json
import random
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from .lines import Line

ROOT = Path(__file__).parents[1]
TEXTS, PEOPLE = 20_000, 200
PAGES, WORDS_A_PAGE = 150, 400
BY_EXPRESSION = 2_000  # texts the plain expression can be waited for
SAMPLE = ROOT.parent / "shared/samples/hillingdon"
USUAL = (
    "the of to and was her she had that with for him his attended police home reported visit call risk referral said "
    "in at on by from not seen again advice given told children school appointment missed letter sent neighbour house"
).split()


def _household(chance: random.Random) -> list[tuple[str, str]]:
    from dhr_desktop.people.words import forenames

    firsts = sorted(forenames())

    def last() -> str:
        return "".join(
            chance.choice(each.split()) for each in
            ("Bra Tal Quil Hes Ask Wend Pen Gar Mor Thrup", "low ten fea ket dle ver hal lick", "by ton worth ford wick ham combe stead")
        )  # fmt: skip

    return [(chance.choice(firsts).title(), last()) for _ in range(PEOPLE)]


def _texts(chance: random.Random, people: list[tuple[str, str]]) -> list[str]:
    """Entries of about fifty words, seven in ten naming somebody, the rarer words as rare as they are in writing."""
    from dhr_desktop.people.words import dictionary

    rarer = sorted(chance.sample(sorted(each for each in dictionary() if 3 <= len(each) <= 10), 8_000))
    weights = [1 / (at + 10) for at in range(len(rarer))]
    pool = chance.choices(rarer, weights, k=200_000)
    texts = []
    for _ in range(TEXTS):
        words = [
            chance.choice(USUAL) if chance.random() < 0.6 else chance.choice(pool)
            for _ in range(chance.randrange(25, 75))
        ]
        words[0] = words[0].title()
        for _ in range(chance.choice((0, 0, 0, 1, 1, 1, 1, 2, 2, 3))):
            first, last = chance.choice(people)
            way = (first, last, f"{first} {last}", f"{last.upper()}, {first}", f"Ms {last}", f"{first}’s")
            words[chance.randrange(len(words))] = chance.choice(way)
        if chance.random() < 0.5:
            words[chance.randrange(len(words))] = (
                f"{chance.randrange(1, 29)}/{chance.randrange(1, 13)}/20{chance.randrange(10, 21)}"
            )
        texts.append(" ".join(words) + ".")
    return texts


def masking() -> list[Line]:
    """20,000 texts against 200 people with every form; seconds a 20,000, so that 1 s is 20,000 a second."""
    from dhr_desktop.people.finding_names import NameFinder
    from dhr_desktop.people.masking import Masker
    from dhr_desktop.people.roster import Identity, Roster

    chance = random.Random(4)
    people = _household(chance)
    texts = _texts(chance, people)
    identities = [
        Identity(at, "person", (f"{first} {last}",), called=f"Person {at}")
        for at, (first, last) in enumerate(people, 1)
    ]
    roster = Roster.of(identities)
    masker = Masker(NameFinder(roster), {each.id: each.called for each in identities})
    masker.mask("warm")
    began = time.perf_counter()
    for text in texts:
        masker.mask(text)
    first_time = time.perf_counter() - began
    began = time.perf_counter()
    masker = Masker(masker.finder, masker.called)  # what it made of a text is forgotten, what it knows of words is not
    for text in texts:
        masker.mask(text)
    again = time.perf_counter() - began
    plain = sorted(
        {form for first, last in people for form in (
            first, last, f"{first} {last}", f"{last}, {first}", f"{first[0]} {last}", f"{first[0]}. {last}", f"Mr {last}",
            f"Ms {last}", f"Mrs {last}", last.upper(), f"{first} {last.upper()}")},
        key=len, reverse=True,
    )  # fmt: skip
    expression = re.compile(r"\b(?:" + "|".join(map(re.escape, plain)) + r")\b", re.I)
    began = time.perf_counter()
    for text in texts[:BY_EXPRESSION]:
        expression.sub("x", text)
    slow = (time.perf_counter() - began) * TEXTS / BY_EXPRESSION
    forms = sum(map(len, roster.forms.values()))
    print(
        f"  {forms:,} forms of {PEOPLE} people; {TEXTS / again:,.0f} texts a second, {TEXTS / first_time:,.0f} the first time",
        file=sys.stderr,
    )
    return [
        Line(
            "20,000 texts masked, 200 people, every form",
            again,
            "s",
            1,
            f"plain expression, {len(plain):,} forms",
            slow,
        ),
        Line("20,000 texts masked the first time they are met", first_time, "s", 1.5, "plain expression", slow),
    ]


def gate() -> list[Line]:
    """A clean report of 150 pages as a document, and the timeline as a PDF."""
    from dhr_desktop.gate.looking import Gate
    from dhr_desktop.gate.parts import parts_of
    from tests.gate import planting
    from tests.gate.test_gate import a_clean_report

    lines = a_clean_report(1, PAGES * WORDS_A_PAGE)
    body = "".join(f"<w:p><w:r><w:t>{planting.xml(line)}</w:t></w:r></w:p>" for line in lines)
    data = planting.zipped({"word/document.xml": f"<w:document><w:body>{body}</w:body></w:document>".encode()})
    gate = Gate(planting.a_finder())
    began = time.perf_counter()
    alarms = sum(1 for _ in gate.look(parts_of("report.docx", data)))
    took = time.perf_counter() - began
    began = time.perf_counter()
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        re.sub(r"<[^>]*>", " ", held.read("word/document.xml").decode())
    merely = time.perf_counter() - began
    words = sum(len(line.split()) for line in lines)
    print(f"  {alarms} alarms in {words:,} words", file=sys.stderr)
    return [
        Line(f"gate, {PAGES} pages of Word", took, "s", 5, "unzipped, tags cut away", merely),
        Line("gate, false alarms in 10,000 clean words", alarms / words * 10_000, "", 3),
        *_gate_on_pdf(),
    ]


def _gate_on_pdf() -> list[Line]:
    import pypdf

    from dhr_desktop.gate.looking import Gate
    from dhr_desktop.gate.parts import parts_of
    from dhr_desktop.report.pdf_table import Sheet, TableWriter
    from dhr_desktop.report.pdf_writer import Pdf
    from tests.gate import planting
    from tests.gate.test_gate import a_clean_report

    pdf = Pdf("Invented")
    told = a_clean_report(2, PAGES * WORDS_A_PAGE)
    TableWriter(pdf, Sheet(841.9, 595.3, head="x", foot="y"), ("When", "What"), (3, 11)).write(
        "Entries", [], (("x", each) for each in told)
    )
    data = pdf.bytes()
    began = time.perf_counter()
    pages = len(pypdf.PdfReader(io.BytesIO(data)).pages)
    sum(len(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    merely = time.perf_counter() - began
    began = time.perf_counter()
    list(Gate(planting.a_finder()).look(parts_of("report.pdf", data)))
    took = (time.perf_counter() - began) * PAGES / pages
    return [Line(f"gate, {PAGES} pages of PDF", took, "s", 5, "pypdf merely reading it", merely * PAGES / pages)]


def turning() -> list[Line]:
    """The chronology of 20,000 entries on screen, turned to another edition and back."""
    command = [sys.executable, "bench/seeing_child.py", "turning", str(TEXTS)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    told = json.loads(done.stdout.splitlines()[-1])
    return [
        Line("20,000 entries: the window turned to pseudonyms, median", told["hidden"]["median"], "ms", 150, "a repaint", told["paint"]["median"]),
        Line("20,000 entries: and back to real names, median", told["shown"]["median"], "ms", 150, "a repaint", told["paint"]["median"]),
        Line("20,000 entries: as published, coarse dates, median", told["published"]["median"], "ms", 150),
    ]  # fmt: skip


MEASURES: dict[str, Callable[[], list[Line]]] = {"masking": masking, "gate": gate, "turning": turning}
