"""A passphrase is judged by its length and by what everyone else chose."""

import pytest

from dhr_desktop.core.errors import Refused
from dhr_desktop.operations.casefile import passphrases


@pytest.mark.safety("F4")
def test_the_one_offered_will_do_and_is_never_twice_the_same():
    offered = {passphrases.offer() for _ in range(50)}
    assert len(offered) == 50
    assert all(len(words.split()) == 4 and passphrases.judge(words) == "" for words in offered)


@pytest.mark.parametrize(
    "passphrase, sentence",
    [
        ("short one", "too short"),
        ("aaaaaaaaaaaaaaaa", "first that anyone would try"),
        ("password password", "first that anyone would try"),
        ("password1234567890", "first that anyone would try"),
        ("qwertyqwertyqwerty", "first that anyone would try"),
        ("the smith review", "the name of the case"),
    ],
)
@pytest.mark.safety("F4")
def test_what_will_not_do_is_said_in_a_sentence(passphrase, sentence):
    assert sentence in passphrases.judge(passphrase, case_names=("The Smith Review",))
    with pytest.raises(Refused):
        passphrases.refuse_if_weak(passphrase, case_names=("The Smith Review",))


@pytest.mark.parametrize("passphrase", ["correct walnut harbour", "ystafell ŵyneb cadair", "T9!kk2-plm-qqx-77"])
def test_ones_own_choice_is_free_of_rules_about_signs(passphrase):
    assert passphrases.judge(passphrase) == ""


def test_the_word_list_is_long_enough():
    assert len(set(passphrases._words("passphrase-words.txt"))) >= 7000
