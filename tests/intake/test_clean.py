"""What is taken out of a cell's text as it is read: control characters, and nothing else."""

import pytest

from dhr_desktop.intake.pages import clean

SPACES = {"\n": "\n", "\t": "\t", "\r": "\n", "\x0b": "\n"}


@pytest.mark.parametrize("number", range(0x180))
def test_control_characters_go_and_all_others_stay(number):
    letter = chr(number)
    wanted = SPACES.get(letter, letter if letter >= " " else "")
    assert clean(f"a{letter}b") == f"a{wanted}b"


def test_line_ends_are_one_however_they_are_written():
    assert clean(" a\r\nb\rc_x000D_d\n ") == "a\nb\nc\nd"
