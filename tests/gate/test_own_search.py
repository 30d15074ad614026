"""The gate's own look for names meets what the masking would pass over, and stops nothing that names nobody."""

from __future__ import annotations

import random

import pytest

from dhr_desktop.gate.looking import Gate
from dhr_desktop.gate.own_search import OwnSearch
from dhr_desktop.gate.parts import Part
from dhr_desktop.people.finding_names import NameFinder
from dhr_desktop.people.roster import Identity, Roster

from .planting import FIRSTS, LASTS

WAYS = {
    "spelt apart": lambda name: " ".join(name),
    "with no-break spaces": lambda name: "\u00a0".join(name),
    "with points": lambda name: ".".join(name),
    "behind a role": lambda name: f"PC {name}",
    "behind a title of work": lambda name: f"Consultant {name}",
    "within a place": lambda name: f"Kiln Mill {name} Eastmere Surgery",
    "with soft hyphens": lambda name: "\u00ad".join(name),
    "in capitals": str.upper,
    "in small letters": str.lower,
}
TO_FIGURES = str.maketrans({"o": "0", "l": "1", "e": "3", "a": "4", "s": "5"})


@pytest.mark.safety("P10")
@pytest.mark.parametrize("way", WAYS)
def test_a_name_is_met_however_its_letters_stand(way):
    rng = random.Random(way)
    for _ in range(40):
        first, last = rng.choice(FIRSTS), rng.choice(LASTS)
        gate = Gate(NameFinder(Roster.of([Identity(1, "person", (f"{first} {last}",))])))
        for name in (first, last.split("-")[0]):
            if len(name) >= 4 and name != "Kestrel":  # a bird too
                text = f"Seen there: {WAYS[way](name)} at noon."
                assert list(gate.look([Part("text", text)])), text


@pytest.mark.safety("P10")
@pytest.mark.parametrize("between", ["", "\t", "\u00a0", "\n", "_", " / "])
@pytest.mark.parametrize("name", ["Li Xu", "Rhoswen Tallowby", "Łucja Łaskarek", "Zoë Askquith"])
def test_a_whole_name_is_met_whatever_parts_it(name, between):
    first, last = name.split()
    assert list(OwnSearch([(1, name)]).find(f"Told {first}{between}{last} then."))


@pytest.mark.safety("P10")
@pytest.mark.parametrize("name", [each for each in FIRSTS if set("oleas") & set(each[1:]) and len(each) >= 5])
def test_figures_are_read_as_letters(name):
    written = name[0] + "".join(each.translate(TO_FIGURES) if at == 1 else each for at, each in enumerate(name[1:]))
    held = name[0] + name[1:].replace("l", "1", 1).replace("o", "0", 1).replace("e", "3", 1)
    search = OwnSearch([(1, name)])
    assert list(search.find(f"Told {held} then.")) and list(search.find(f"Told {written} then."))


def test_words_and_the_case_s_own_agencies_are_no_names():
    search = OwnSearch(
        [
            (1, "Grace Dean"),
            (2, "Li Xu"),
            (3, "Anwen Tallowby"),
            (4, "May Lane"),
            (5, "April June Sunday"),
            (6, "R. IDVA"),
        ],
        ["Tallowby House Trust"],
    )
    clean = (
        "By the grace of the dean in May. Seen at Tallowby House Trust. An wen is no name. Page 51 of 70, 1 in 4. "
        "Alixus felix unguent. The lane may be long. In 2013 5 of 8 came on Sunday, or in mid-April; referred to the IDVA."
    )
    assert list(search.find(clean)) == []
