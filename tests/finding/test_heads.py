"""What is passed over without being tried is never what a pattern would have met."""

import random
import re

import pytest

from dhr_desktop.finding import cues, heads, meetings, risks
from dhr_desktop.finding.mentions import Mentions, Named
from dhr_desktop.finding.texts import Text


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("strangl|chok(?:ed|ing)", {"stra", "chok"}),
        ("dna(?:'d)?", {"dna"}),
        ("dv incident", {"dv"}),
        ("(?:they|couple) parted", {"they", "coup"}),
        (r"l(?:evel\s*)?[12]", {"leve", "l1", "l2"}),
        (r"s\.?47", {"s", "s47"}),
        ("[ab]x", {"ax", "bx"}),
        ("(?:very )?high", {"very", "high"}),
    ],
)
def test_the_beginnings_of_a_pattern_are_read_from_it(pattern, wanted):
    assert heads.beginnings(pattern) == wanted


@pytest.mark.parametrize("pattern", [r"\w+ing", ".*", "a?", "[^x]y", "a*b"])
def test_a_pattern_whose_beginning_cannot_be_told_is_always_tried(pattern):
    assert heads.beginnings(pattern) is None and heads.may_begin(frozenset(), None)


def _invented(dice):
    """Words from the patterns themselves and others, thrown together."""
    words = [
        "police",
        "csc",
        "dash",
        "marac",
        "mappa",
        "core",
        "group",
        "standard",
        "high",
        "risk",
        "strangled",
        "her",
        "dna",
        "pregnant",
        "released",
        "from",
        "prison",
        "no",
        "reply",
    ]
    return " ".join(dice.choices([*words, "İstanbul", "the", "day", "(dash)", "l2", "s47", "é"], k=12))


def test_nothing_is_lost_by_looking_at_beginnings_first():
    dice = random.Random(5)
    every = {cue for row in cues._index().values() for cue in row}
    for _ in range(400):
        text = Text.of(1, 0, frozenset(), _invented(dice))
        found = {each.sort for told in cues.cued(text).values() for each in told}
        for cue in every:
            match = re.search(rf"(?<![^\W_])(?:{cue.pattern.pattern})", text.text, re.IGNORECASE)
            if match and not cues._NOT.search(text.text, max(match.start() - 40, 0), match.start()):
                assert cue.sort in found, (cue.sort, text.text)
        for sort, pattern in meetings._FORUMS:
            assert not pattern.search(text.text) or heads.may_begin(text.heads, meetings._HEADS[sort]), text.text
        assert not risks._TOOL.search(text.text) or heads.may_begin(text.heads, risks._HEADS)


def test_a_name_is_found_after_a_letter_that_grows_when_made_small():
    mentions = Mentions([Named(1, ("Eastmere Police",), frozenset({"police"}))])
    (found,) = mentions.found_in("İİİİ told Eastmere Police.")
    assert found.agency == 1


def test_phrases_as_a_tree_meet_the_longest_of_two():
    pattern = re.compile(heads.as_tree(["social care", "social", "women's aid", "a&e"]))
    assert [match[0] for match in pattern.finditer("social care, social  worker, women’s aid a&e")] == [
        "social care", "social", "women’s aid", "a&e",
    ]  # fmt: skip
