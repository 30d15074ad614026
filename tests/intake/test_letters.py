"""Both counts of a file count letters and figures in the same way, whichever way is the quicker for a text."""

from hypothesis import given
from hypothesis import strategies as st

from dhr_desktop.intake.letters import letters


@given(st.text() | st.text(st.characters(max_codepoint=127)))
def test_a_letter_or_figure_is_what_the_language_calls_one(text):
    assert letters(text) == sum(each.isalnum() for each in text)
