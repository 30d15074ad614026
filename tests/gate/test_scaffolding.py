"""What the program itself writes into every file stops none: families called Lane, Page, Day or Grid are not met in it."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from dhr_desktop.core.filters import Filter
from dhr_desktop.gate.looking import Gate
from dhr_desktop.gate.parts import Part, parts_of
from dhr_desktop.gate.scaffolding import KEPT
from dhr_desktop.operations.chronology import chronology_exports, timeline_exports
from dhr_desktop.operations.names.departing import Sending
from dhr_desktop.people.finding_names import NameFinder
from dhr_desktop.people.roster import Identity, Roster
from dhr_desktop.people.words import surnames_too
from tests.builders import a_case, a_person, add, an_entry

HERE = Path(__file__).parents[2] / "resources/gate"
OURS = [
    "Foster",
    "Lane",
    "Page",
    "Day",
    "Gray",
    "Table",
    "Jason",
    "Grid",
    "Footer",
    "Light",
    "Dark",
    "Head",
    "Body",
    "Style",
    "Script",
    "Main",
    "Link",
    "Frame",
    "Heading",
    "Regular",
    "Bold",
    "Office",
    "Theme",
    "Accent",
    "Theme",
    "Font",
    "Colour",
    "Width",
    "Height",
    "Border",
    "Target",
    "Type",
    "Width",
    "Default",
    "Normal",
    "Calibri",
]


def a_gate(*surnames):
    people = [Identity(at, "person", (f"Zylqa {each}",), ("Ez",)) for at, each in enumerate(surnames, 1)]
    return Gate(NameFinder(Roster.of(people)))


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("written")
    case = a_case(folder)
    add(case, a_person("Orvild Quist"), an_entry("2013-03-14", "Seen at home."))
    sending, made = Sending("publication"), []
    for ending in ("docx", "xlsx"):
        made.append(folder / f"c.{ending}")
        chronology_exports.write_chronology(case, made[-1], Filter(), sending=sending)
    made.append(folder / "t.html")
    timeline_exports.write_timeline(case, made[-1], Filter(), sending=sending)
    case.close()
    return [part for path in made for part in parts_of(path.name, path.read_bytes())]


@pytest.mark.safety("N-P13")
def test_the_hashes_are_those_of_what_is_written_today():
    made = runpy.run_path(str(HERE / "make_scaffolding.py"), run_name="compared")["scaffolding"]()
    assert made == (HERE / KEPT).read_text("utf-8"), "run python resources/gate/make_scaffolding.py"


@pytest.mark.safety("N-P13")
def test_no_surname_is_met_where_no_person_writes(written, record_property):
    surnames = [*OURS, *(each.title() for each in sorted(surnames_too()))]
    hidden = [
        part for part in written if part.place.endswith(("attributes", "style", "packed 1")) or ".rels" in part.place
    ]
    record_property("ran", len(surnames))
    met = [(hit.form, hit.place) for hit in a_gate(*surnames).look(hidden)]
    assert hidden and met == []


@pytest.mark.safety("N-P13")
def test_one_byte_that_is_not_ours_and_a_name_is_met_again(written):
    styles = next(part for part in written if part.place == "word/styles.xml › attributes")
    assert list(a_gate("Grid").look([styles])) == []
    assert list(a_gate("Quist").look([Part(styles.place, f"{styles.text}\nZylqa Quist")]))
    assert list(a_gate("Grid").look([Part("word/document.xml › text", styles.text)]))
