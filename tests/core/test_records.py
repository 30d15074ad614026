"""The records are the product's words, and what a cell says can be read back."""

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhr_desktop.core import agencies, analysis, changes, documents, entries, people, review
from dhr_desktop.core.case import BY_KIND, RECORDS, links_to
from dhr_desktop.core.fields import (
    EMPTY,
    Record,
    Shape,
    Unreadable,
    fields_of,
    from_plain,
    from_words,
    read_day,
    to_plain,
    to_words,
)
from dhr_desktop.core.moments import When
from tests.builders import a_person

WORDS = {
    # every word of the product, and the record that is it
    "review": review.Review, "agency": agencies.Agency, "return": agencies.Return,
    "submission": agencies.Submission, "row": agencies.Row, "entry": entries.Entry, "event": entries.Event,
    "account": entries.Account, "when": When, "person": people.Person, "alias": people.Alias,
    "pseudonym": people.Pseudonym, "professional": people.Professional, "mark": analysis.Mark,
    "theme": analysis.Theme, "term of reference": review.Term, "risk assessment": analysis.RiskAssessment,
    "lesson": analysis.Lesson, "recommendation": analysis.Recommendation, "action": analysis.Action,
    "edition": documents.Edition, "section": documents.Section, "citation": documents.Citation,
    "check": documents.Check, "pack": documents.Pack, "query": analysis.Query,
}  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_each_word_of_the_product_is_a_frozen_record(word):
    assert WORDS[word].__dataclass_params__.frozen


@pytest.mark.parametrize(
    ("role", "main"),
    [
        ("victim", "victim"), ("Victim", "victim"), ("the deceased", "victim"), ("victim 2", "victim"),
        ("victim (mother of two)", "victim"), ("Alleged perpetrator", "perpetrator"), ("perpetrator and husband", "perpetrator"),
        ("suspect", "perpetrator"), ("victim's daughter", ""), ("victim’s friend", ""), ("perpetrator's mother", ""),
        ("victim support worker", ""), ("child", ""), ("", ""), ("friend of the victim", ""),
    ],
)  # fmt: skip
def test_who_the_review_is_about_is_known_by_whatever_words_the_register_has(role, main):
    assert people.Person(role=role).main_role == main


def test_a_record_cannot_be_changed_in_place():
    with pytest.raises(AttributeError):
        a_person().real_name = "Another"


def test_kinds_are_named_once():
    assert len(BY_KIND) == len(RECORDS)
    assert all(record.KIND and record.WORD for record in RECORDS)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.KIND)
def test_every_field_is_told_and_starts_empty(record):
    blank = record()
    assert blank.is_blank()
    names = {field.name for field in fields_of(record)} | {"id"}
    assert names == {each.name for each in dataclasses.fields(record)}
    assert record.TITLE in names
    for field in fields_of(record):
        assert field.of in ("", *BY_KIND), f"{field.name} links to no kind"


def test_links_to_a_person_are_all_known():
    assert ("family", "person") in {(kind.KIND, field.name) for kind, field in links_to("people")}


VALUES = {
    Shape.LINE: st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(str.strip),
    Shape.DAY: st.none() | st.dates(date(1000, 1, 1)),
    Shape.LINES: st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=";"), min_size=1)
        .map(str.strip).filter(bool)
    ).map(tuple),
    Shape.FLAG: st.booleans(),
    Shape.NUMBER: st.none() | st.integers(-(10**9), 10**9),
    Shape.LINKS: st.lists(st.integers(1, 99)).map(tuple),
}  # fmt: skip


@given(st.data())
def test_what_a_cell_says_reads_back_as_the_value(data):
    shape = data.draw(st.sampled_from([s for s in VALUES if s is not Shape.LINKS]))
    value = data.draw(VALUES[shape])
    assert from_words(shape, to_words(shape, value)) == value


@given(st.data())
def test_plain_values_come_back(data):
    shape = data.draw(st.sampled_from(list(VALUES)))
    value = data.draw(VALUES[shape])
    assert from_plain(shape, to_plain(shape, value)) == value


@pytest.mark.parametrize(
    "words, day",
    [
        ("14/3/2024", date(2024, 3, 14)), ("14.03.2024", date(2024, 3, 14)), ("2024-03-14", date(2024, 3, 14)),
        ("14 March 2024", date(2024, 3, 14)), ("14 mar 2024", date(2024, 3, 14)), ("1/5/2012", date(2012, 5, 1)),
    ],
)  # fmt: skip
def test_a_day_is_read_day_first(words, day):
    assert read_day(words) == day


@pytest.mark.parametrize(
    "words, reason",
    [
        ("31/02/2024", "there is no such day"),
        ("03/14/2024", "there is no such day"),
        ("14/3/24", "four figures"),
        ("March 2024", "not a full date"),
        ("next week", "not a full date"),
        ("a/b/2024", "not a date"),
    ],
)
def test_what_is_not_a_day_is_refused_with_its_reason(words, reason):
    with pytest.raises(Unreadable, match=reason):
        read_day(words)


@pytest.mark.parametrize("shape, words", [(Shape.FLAG, "perhaps"), (Shape.NUMBER, "twelve"), (Shape.NUMBER, "1.5")])
def test_cells_that_do_not_fit_are_refused(shape, words):
    with pytest.raises(Unreadable):
        from_words(shape, words)


@given(st.dates(date(1900, 1, 1), date(2020, 1, 1)), st.dates(date(1900, 1, 1), date(2020, 1, 1)))
def test_age_counts_birthdays(born, day):
    age = a_person(date_of_birth=born).age_on(day)
    if day < born:
        assert age is None
    else:
        assert age is not None and 0 <= age <= 120
        assert (born.year + age, born.month, born.day) <= (day.year, day.month, day.day)


def test_aliases_and_pseudonyms():
    person = a_person(aliases=("R. Askquith",), nicknames=("Rosie",), initials=("RT",), pseudonym="Elin",
                      publication_pseudonym="Adult A")  # fmt: skip
    assert [alias.sort for alias in person.other_forms()] == ["alias", "nickname", "initials"]
    assert person.pseudonym_in("submission").name == "Elin"
    assert person.pseudonym_in("publication").name == "Adult A"


def test_a_record_names_itself_even_when_blank():
    assert people.Person(id=7).name == "person 7"
    assert isinstance(people.Person(), Record)
    assert EMPTY[Shape.WHEN] == When()


def test_seals_are_read_back_and_refused_when_mistyped():
    seal = changes.Seal(12, "0123456789abcdef0123")
    assert changes.Seal.parse(f" {str(seal).upper()} ") == seal
    with pytest.raises(ValueError):
        changes.Seal.parse("12-0123")
