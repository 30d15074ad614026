"""A name is never lost because the words around it look like a place: it stays neutral and is asked, and the gate meets it."""

from __future__ import annotations

import pytest

from dhr_desktop.gate.looking import Gate
from dhr_desktop.gate.parts import Part
from dhr_desktop.people.certain import WORD, Why
from dhr_desktop.people.finding_names import NameFinder
from dhr_desktop.people.folding import fold
from dhr_desktop.people.masking import Masker
from dhr_desktop.people.roster import Identity, Roster

FAMILY = [
    Identity(1, "person", ("Rhoswen Tallowby",), ("Rhos",), (), "Elin", "victim", "female"),
    Identity(2, "person", ("Derrin Quillifax",), (), (), "Callum", "perpetrator", "male"),
    Identity(3, "person", ("May Underhay",), (), (), "Tess", "friend", "female"),
    Identity(4, "person", ("Ray Cross",), (), (), "Carl", "lodger", "male"),
]
CALLED = {each.id: each.called for each in FAMILY}
FORMS = (
    "Derrin", "Quillifax", "Derrin Quillifax", "DERRIN QUILLIFAX", "Mr Quillifax", "D Quillifax", "D. Quillifax", "Derrin Q",
    "Quillifax, Derrin", "Rhos", "Rhoswen", "Ms Tallowby", "Rhoswen T.", "Tallowby's", "Derrin's", "derrin", "May Underhay",
)  # fmt: skip
SENTENCES = (
    "{} attended.", "Worker {} attended.", "SW {} called.", "his son {} said", "{} (his brother) said", "{}, 23 M, seen",
    "{} aged 7", "Christmas {} came", "{}/Rhoswen present", "nurse {} rang", "{} and Smith", "John {} came", "{} Smith came",
    "{} Street", "at {} House", "{} Boxing Day", "told {} on Boxing Day", "New Year's Eve {} came", "PC {} said", "the {}s",
    "Re: {} DOB 01/02/1980", "{}-Smith", "Dr {} wrote", "Consultant {}", "{} in Kiln Ward", "{} of Kiln Mill House",
    "Mother {} at Kiln Church", "Home of {} and the Kiln Mill Trust", "Kiln {} Trust", "{} Court", "HMP Kiln and {}",
    "NHS letter: {} for Kiln Clinic", "{} NHS number", "{} Services", "CCG {} meeting", "Officers arrested {} on Station Road.",
    "{} in Eastmere General Hospital overnight.", "{} for Eastmere County Court", "{} & the Kiln Mill Farm", "{} le Kiln Park",
    "{} upon Kiln Bridge", "Kiln Mill {} Eastmere Surgery",
)  # fmt: skip
TELLING = ("derrin", "quillifax", "rhoswen", "tallowby", "underhay")


def a_masker(settled=None, agencies=("Eastmere Cross City CCG",)):
    return Masker(NameFinder(Roster.of(FAMILY, agencies=agencies)), CALLED, settled=settled or {})


@pytest.mark.safety("N-P12")
@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_name_is_lost_within_what_looks_like_a_place(sentence):
    masker = a_masker()
    for form in FORMS:
        text = sentence.format(form)
        made = fold(masker.mask(text))
        assert not any(each in made for each in TELLING), (text, made)


@pytest.mark.parametrize(
    "text",
    [
        "Officers arrested Derrin on Station Road.",
        "Kiln Quillifax Mill Trust wrote.",
        "Home of Mr Quillifax Mill House",
    ],
)
def test_within_a_guessed_place_a_name_is_asked_with_the_place(text):
    masker = a_masker()
    asked = masker.questions(text)
    if "Station" in text:
        assert masker.mask(text) == "Officers arrested Callum on Station Road." and asked == []
        return
    assert [each.why for each in asked] == [Why.PLACE] and "[name]" in masker.mask(text)
    as_word = a_masker({(asked[0].asked, 0, 0): WORD})
    assert as_word.mask(text) == text and as_word.questions(text) == []
    assert as_word.mask("Mr Cross rang Quillifax.") == "Carl rang Callum."


@pytest.mark.parametrize(
    "text", ["Home of Mr Quillifax and the Kiln Mill Trust", "Kiln Quillifax Mill Trust wrote.", "Derrin of Kiln House"]
)
def test_the_gate_passes_over_no_place(text):
    assert [hit.kind for hit in Gate(a_masker().finder).look([Part("text", text)])] == ["a real name"]


def test_the_case_s_own_agencies_keep_their_names():
    masker = a_masker()
    assert (
        masker.mask("Letter to Eastmere Cross City CCG. Mr Cross rang.")
        == "Letter to Eastmere Cross City CCG. Carl rang."
    )
