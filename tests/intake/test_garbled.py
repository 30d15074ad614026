"""Text read by another alphabet's table is said to be so; text with letters of its own is not."""

from __future__ import annotations

import pytest

from dhr_desktop.intake.plain_text import read_text

WORDS = ("Café", "naïve", "£100", "crème", "fête", "Zoë’s", "“said”")


def _file(word, encoding):
    return f"Date,Event\n14/02/2021,Seen at {word} today.\n15/02/2021,Seen.\n".encode(encoding)


def _is_said(data):
    return [each for each in read_text(data).warnings if "may be wrong" in each]


@pytest.mark.parametrize("word", ["Café", "naïve", "£100", "fête"])
@pytest.mark.parametrize("encoding", ["cp850", "cp437"])
def test_an_old_dos_file_says_that_letters_may_be_wrong(word, encoding):
    (said,) = _is_said(_file(word, encoding))
    assert "first on line 2" in said


@pytest.mark.parametrize("word", ["Café", "naïve", "don’t", "“said”"])
def test_an_old_macintosh_file_says_that_letters_may_be_wrong(word):
    assert len(_is_said(_file(word, "mac_roman"))) == 1


@pytest.mark.parametrize("word", WORDS)
def test_text_that_was_encoded_twice_says_so(word):
    twice = word.encode("utf-8").decode("cp1252", "ignore")
    assert len(_is_said(_file(twice, "utf-8"))) == 1


@pytest.mark.parametrize("word", [*WORDS, "Siân", "Òran", "Ângela", "don’t", "œuvre", "• item", "Žižek", "wait…then"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_text_with_letters_of_its_own_says_nothing(word, encoding):
    assert not _is_said(_file(word, encoding))
