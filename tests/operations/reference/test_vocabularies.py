"""Shipped lists are added to, renamed in and hidden from, per case, and never changed themselves."""

import pytest

from dhr_desktop.core.errors import Refused
from dhr_desktop.files import tables
from dhr_desktop.operations.reference import vocabularies
from dhr_desktop.ui.review.vocabulary_page import rename, show_or_hide
from tests.builders import a_case


def _named(case, vocabulary, term):
    return next(each for each in vocabularies.terms(case, vocabulary, with_hidden=True) if each.term == term)


@pytest.mark.parametrize(
    "vocabulary, number",
    [("agencies", 41), ("event_types", 114), ("risk_tools", 21), ("themes", 134), ("glossary", 318)],
)
def test_the_shipped_vocabularies_are_whole(case, vocabulary, number):
    assert len(vocabularies.terms(case, vocabulary)) == number


def test_every_choice_field_has_its_vocabulary():
    from dhr_desktop.core.case import RECORDS
    from dhr_desktop.core.fields import fields_of

    offered = {field.offers for record in RECORDS for field in fields_of(record) if field.offers}
    assert offered <= set(vocabularies.names())


def test_a_term_is_added_renamed_hidden_and_restored(case):
    vocabularies.keep_term(case, "roles", "godparent")
    assert "godparent" in vocabularies.offered(case, "roles")
    rename(case, "roles", _named(case, "roles", "parent"), "mother or father")
    assert "mother or father" in vocabularies.offered(case, "roles")
    assert "parent" not in vocabularies.offered(case, "roles")
    rename(case, "roles", _named(case, "roles", "mother or father"), "a parent")
    show_or_hide(case, "roles", _named(case, "roles", "child"))
    assert "child" not in vocabularies.offered(case, "roles")
    show_or_hide(case, "roles", _named(case, "roles", "child"))
    assert "child" in vocabularies.offered(case, "roles")
    vocabularies.remove_own(case, _named(case, "roles", "a parent").record)
    assert "parent" in vocabularies.offered(case, "roles")
    rename(case, "roles", _named(case, "roles", "godparent"), "godmother")
    show_or_hide(case, "roles", _named(case, "roles", "godmother"))
    assert "godmother" not in vocabularies.offered(case, "roles")


def test_two_terms_may_not_be_the_same(case):
    with pytest.raises(Refused, match="already in roles"):
        vocabularies.keep_term(case, "roles", "victim")
    with pytest.raises(Refused, match="needs a wording"):
        vocabularies.keep_term(case, "roles", "  ")
    with pytest.raises(Refused, match="no vocabulary called sandwiches"):
        vocabularies.keep_term(case, "sandwiches", "ham")


def test_changes_travel_to_another_case_as_csv(case, tmp_path):
    vocabularies.keep_term(case, "themes", "An invented theme", group="Ours", meaning="For a test")
    rename(case, "themes", _named(case, "themes", "Use of MARAC"), "How MARAC was used")
    show_or_hide(case, "themes", vocabularies.terms(case, "themes")[3])
    data = tables.csv_bytes(vocabularies.as_rows(case, "themes"))
    other = a_case(tmp_path, name="other")
    rows = tables.rows_from(tables.decode(data))
    _, added = vocabularies.take_rows(other, "themes", rows)
    assert added == 3
    assert vocabularies.as_rows(other, "themes") == vocabularies.as_rows(case, "themes")
    assert vocabularies.take_rows(other, "themes", rows)[1] == 0
    other.close()


def test_a_csv_with_other_columns_is_refused(case):
    with pytest.raises(Refused, match="has the columns vocabulary, group, term"):
        vocabularies.take_rows(case, "themes", [["theme"], ["x"]])


def test_two_meanings_of_an_abbreviation_are_both_kept(case):
    meanings = [each.meaning for each in vocabularies.terms(case, "glossary") if each.term == "SAR"]
    assert len(meanings) == 2


def test_changes_can_be_used_in_every_case_on_this_laptop(case, tmp_path):
    vocabularies.keep_term(case, "roles", "godparent")
    rename(case, "roles", _named(case, "roles", "parent"), "mother or father")
    show_or_hide(case, "roles", _named(case, "roles", "child"))
    other = a_case(tmp_path, name="other")
    assert "godparent" not in vocabularies.offered(other, "roles")
    assert vocabularies.use_everywhere(case, "roles") == 3
    offered = vocabularies.offered(other, "roles")
    assert "godparent" in offered and "mother or father" in offered
    assert "child" not in offered and "parent" not in offered
    rename(other, "roles", _named(other, "roles", "godparent"), "godmother")
    show_or_hide(other, "roles", _named(other, "roles", "child"))
    assert {"godmother", "child"} <= set(vocabularies.offered(other, "roles"))
    assert "godmother" not in vocabularies.offered(case, "roles")
    assert vocabularies.use_everywhere(case, "roles") == 3, "using it twice changes nothing"
    vocabularies.as_shipped_everywhere("roles")
    assert "parent" in vocabularies.offered(other, "roles")
    with pytest.raises(Refused, match="no vocabulary called sandwiches"):
        vocabularies.as_shipped_everywhere("sandwiches")
    other.close()
