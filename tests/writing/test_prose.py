"""The chair's text as blocks and back: nothing is lost, and what is no mark stays words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dhr_desktop.writing.prose import (
    Cited,
    Note,
    Paragraph,
    Place,
    See,
    Style,
    Table,
    Words,
    cited_in,
    places_in,
    plain_words,
    read,
    runs_of,
    sentence_before,
    written,
)

ALL = """## The first contact

She *said* that he was **very** angry.[[c12]] It stood in the notes.^[Not in the GP's.] {#angry}
A second line.

- one
  - within one
1. first
2. second

> He never listened.

|| What was said ||
| Agency | Words |
| Police | “a \\| b” |

{{contributors}}

{redact:publication} The child was there. See {see:angry} and {see:14}."""


def test_every_mark_is_read():
    blocks = read(ALL)
    assert [type(each).__name__ for each in blocks] == [
        "Paragraph", "Paragraph", "Paragraph", "Paragraph", "Paragraph", "Paragraph", "Paragraph", "Table", "Place", "Paragraph",
    ]  # fmt: skip
    heading, said, one, within, first, second, quote, table, place, last = blocks
    assert heading == Paragraph((Words("The first contact"),), Style.HEADING, 0)
    assert [one.style, within.style, within.level, first.style, second.style] == [
        "point",
        "point",
        1,
        "numbered",
        "numbered",
    ]
    assert quote == Paragraph((Words("He never listened."),), Style.QUOTE)
    assert table.caption == "What was said" and table.rows[1] == ((Words("Police"),), (Words("“a | b”"),))
    assert place == Place("contributors") and last.redacted_in == ("publication",)
    assert See("angry") in last.runs and See("14") in last.runs
    assert Cited(12) in said.runs and Note("Not in the GP's.") in said.runs
    assert Words("said", is_stressed=True) in said.runs and Words("very", is_strong=True) in said.runs


def test_a_text_that_was_read_is_written_as_it_reads():
    once = written(read(ALL))
    assert read(once) == read(ALL) and written(read(once)) == once


def test_what_a_text_holds_is_listed():
    assert cited_in(ALL) == (12,) and places_in(ALL) == ("contributors",)
    assert "She said that he was very angry." in plain_words(ALL) and "[[" not in plain_words(ALL)


@pytest.mark.parametrize(
    "words",
    [
        "5 * 3 * 2",
        "a*b",
        "It was 2* rated",
        "see [12] and {x}",
        "C:\\temp",
        "A|B",
        "# no heading",
        "2014. A year.",
        "- ",
        "[[cx]]",
        "^ up",
        "**",
        "*",
    ],
)
def test_what_is_no_mark_is_words(words):
    (block,) = read(words)
    assert isinstance(block, Paragraph) and block.words == words and not block.style


TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), max_size=30)
PLAIN = TEXT.map(lambda text: " ".join(text.split())).filter(bool)
RUN = st.one_of(
    PLAIN.map(Words),
    st.builds(Words, PLAIN, is_strong=st.booleans(), is_stressed=st.booleans()),
    PLAIN.map(Note),
    st.integers(1, 99_999).map(Cited),
    st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True).map(See),
)
RUNS = st.lists(RUN, min_size=1, max_size=6).map(tuple)
NAME = st.one_of(st.just(""), st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True))
PARAGRAPH = st.builds(
    Paragraph, RUNS, st.sampled_from([Style.PLAIN, Style.HEADING, Style.POINT, Style.NUMBERED, Style.QUOTE]), st.just(0), NAME,
    st.sampled_from([(), ("publication",)]),
)  # fmt: skip


def said(runs):
    """Neighbouring words of one look are one."""
    told = []
    for each in runs:
        if (
            isinstance(each, Words)
            and told
            and isinstance(told[-1], Words)
            and (told[-1].is_strong, told[-1].is_stressed) == (each.is_strong, each.is_stressed)
        ):
            told[-1] = Words(told[-1].text + each.text, each.is_strong, each.is_stressed)
        else:
            told.append(each)
    return told


@settings(max_examples=400, deadline=None)
@given(st.lists(PARAGRAPH, min_size=1, max_size=4))
def test_blocks_that_were_written_read_the_same(blocks):
    again = read(written(blocks))
    assert [(each.style, each.name, each.redacted_in) for each in again] == [
        (each.style, each.name, each.redacted_in) for each in blocks
    ]
    for one, other in zip(blocks, again, strict=True):
        assert "".join(each.text for each in one.runs if isinstance(each, Words)).split() == other.words.split()
        assert [each for each in one.runs if isinstance(each, Cited | See)] == [
            each for each in other.runs if isinstance(each, Cited | See)
        ]
        assert [each.text.split() for each in one.runs if isinstance(each, Note)] == [
            each.text.split() for each in other.runs if isinstance(each, Note)
        ]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_settles_at_once(text):
    once = written(read(text))
    assert written(read(once)) == once


def test_a_very_long_text_is_read_quickly():
    started = time.perf_counter()
    blocks = read((ALL + "\n\n") * 1_500)  # some 70,000 words
    assert len(blocks) == 15_000 and time.perf_counter() - started < 5


def test_the_sentence_a_citation_stands_behind():
    text = "He rang. She **left** the house at once.[[c1]] Then nothing."
    assert sentence_before(text, text.index("[[")) == "She left the house at once."
    assert sentence_before("One only", 3) == "One only" and sentence_before("", 0) == ""


def test_runs_of_a_cell():
    assert list(runs_of("a **b**")) == [Words("a "), Words("b", is_strong=True)]
    assert written([Table((((Words("x|y"),),),))]) == "| x\\|y |"
