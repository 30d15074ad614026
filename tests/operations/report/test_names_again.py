"""Words edited under pseudonyms and coarse dates, back in the words they were made from. All names are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhr_desktop.operations.report.names_again import real_words, told_otherwise
from dhr_desktop.writing.prose import read

OWN = "Grace O'Tarrow lived at 17 Kilnhill Lane. On 14 July 2009 Ms O'Tarrow’s mother rang. Mark hit her.\n\nShe left."
SENT = "Elin lived at [address]. In July 2009 Elin’s mother rang. Callum hit her.\n\nShe left."


def again(came, own=OWN, sent=SENT):
    return real_words(own, sent, came, told_otherwise(read(own), read(sent)))


def test_what_came_back_as_it_was_is_as_it_was():
    assert again(SENT) == OWN


@pytest.mark.parametrize(
    ("was", "became", "stands"),
    [
        (" rang.", " telephoned.", OWN.replace(" rang.", " telephoned.")),
        ("Callum hit her", "Callum hit Elin twice", OWN.replace("hit her", "hit Grace O'Tarrow twice")),
        ("Elin lived", "She lived", OWN.replace("Grace O'Tarrow lived", "She lived")),
        (" Callum hit her.", "", OWN.replace(" Mark hit her.", "")),
        ("She left.", "She left. Callum stayed.", OWN + " Mark stayed."),
        (SENT, "", ""),
        (SENT, "Ada and Callum.", "Ada and Mark."),
    ],
)
def test_only_what_was_edited_changes(was, became, stands):
    assert again(SENT.replace(was, became, 1)) == stands


NAMES = {"Grace": "Elin", "Mark": "Callum", "Wellcott": "Callum", "4 May 2013": "May 2013"}
DATE = "4 May 2013"
WORDS = [
    "she",
    "left",
    "the",
    "house",
    "and",
    "rang",
    "again",
    ".",
    "police",
    *(each for each in NAMES if each != DATE),
]


@pytest.mark.xfail(
    strict=True, reason="a day left out of two dates, with a new word between, is put back at the wrong one"
)
def test_a_word_added_between_two_coarse_dates_is_the_only_difference():
    own = f"she she she {DATE} Grace {DATE}"
    sent = "she she she May 2013 Elin May 2013"
    assert again(sent.replace("Elin", "zebra Elin"), own, sent) == own.replace("Grace", "zebra Grace")


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.data())
def test_one_word_added_is_the_only_difference(words, data):
    own = " ".join(words)
    sent = " ".join(NAMES.get(each, each) for each in words)
    assert again(sent, own, sent) == own
    at = data.draw(st.integers(0, len(words)))
    came = " ".join(
        [*(NAMES.get(each, each) for each in words[:at]), "zebra", *(NAMES.get(each, each) for each in words[at:])]
    )
    assert again(came, own, sent).replace("zebra", "").split() == own.split()
