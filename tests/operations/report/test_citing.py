"""A citation knows when what it stands on is not what it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dhr_desktop.core.documents import Citation, Section
from dhr_desktop.core.entries import Account, Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.operations.events import corrections
from dhr_desktop.operations.report import citing, drafting, sections, shapes, states
from dhr_desktop.operations.report.assembling import assemble
from dhr_desktop.writing.prose import cited_in

OVERVIEW = shapes.OVERVIEW


@pytest.fixture
def begun(review):
    sections.begin(review, shapes.shape("overview-2016"))
    return review


def section(case, words="Background"):
    return next(each.section for each in sections.outline(case, OVERVIEW) if words in each.section.heading)


def cited(case, *ids):
    held = section(case)
    _, kept = citing.cite(case, held.id, "He had hit her.", ids)
    sections.write(case, held.id, f"He had hit her.[[c{kept.id}]]")
    return kept


def why(case):
    return [each.why for each in citing.stale(case)]


def test_nothing_is_stale_until_something_changes(begun):
    made = begun.__dict__["made"]
    cited(begun, made["entries"][0].id, made["event"].id, made["marks"][0].id)
    assert citing.stale(begun) == []


def put(case, record, **values):
    with case.step("change") as step:
        step.put(replace(case.get(type(record), record.id), **values))


def test_each_kind_of_change_is_told(begun):
    entry = begun.__dict__["made"]["entries"][3]
    cited(begun, entry.id)
    put(begun, entry, what_happened="A MARAC referral was made.")
    assert why(begun) == [citing.CHANGED]
    begun.undo()
    assert why(begun) == []
    put(begun, entry, is_withdrawn=True)
    assert why(begun) == [citing.WITHDRAWN]
    begun.undo()
    corrections.correct_date(begun, entry.id, "6 March 2021", "The log says so")
    assert why(begun) == [citing.REDATED]
    begun.undo()
    with begun.step("gone") as step:
        step.remove(Entry, entry.id)
    assert why(begun) == [citing.GONE]
    states.set_checked(begun, assemble(begun, OVERVIEW), section(begun).id)
    assert why(begun) == [citing.GONE]  # nothing stands behind the sentence: reading it again does not mend that


def test_what_was_read_as_it_now_is_is_not_stale_until_it_changes_again(begun):
    entry = begun.__dict__["made"]["entries"][3]
    kept = cited(begun, entry.id)
    held = section(begun)
    for change in ({"what_happened": "A MARAC referral was made."}, {"is_withdrawn": True}, {"response": "None."}):
        put(begun, begun.get(Entry, entry.id), **change)
        assert len(why(begun)) == 1
        states.set_checked(begun, assemble(begun, OVERVIEW), held.id)
        assert why(begun) == [] and begun.get(Citation, kept.id).of == (entry.id,)
        told = {each.section: each for each in states.standings(begun, assemble(begun, OVERVIEW))}[held.id]
        assert (told.state, told.because) == (states.CHECKED, "")
    begun.undo()
    assert len(why(begun)) == 1


def test_an_event_that_gained_an_account_and_a_mark_that_was_rewritten_are_stale(begun):
    made = begun.__dict__["made"]
    cited(begun, made["event"].id, made["marks"][1].id)
    with begun.step("join") as step:
        step.add(Account(event=made["event"].id, entry=made["entries"][2].id))
    assert why(begun) == [citing.CHANGED]
    put(begun, made["marks"][1], text="It was assessed after all.")
    assert len(why(begun)) == 2


def test_a_stale_section_says_so_and_a_section_read_says_when_it_is_not_the_same(begun):
    entry = begun.__dict__["made"]["entries"][3]
    cited(begun, entry.id)
    held = section(begun)

    def state():
        made = assemble(begun, OVERVIEW)
        return {each.section: each.state for each in states.standings(begun, made)}[held.id]

    assert state() == states.DRAFTED
    states.set_checked(begun, assemble(begun, OVERVIEW), held.id)
    assert state() == states.CHECKED
    put(begun, entry, what_happened="Otherwise.")
    assert state() == states.REFRESH
    begun.undo()
    assert state() == states.CHECKED
    sections.write(begun, held.id, "Other words.")
    assert state() == states.REFRESH
    states.set_checked(begun, assemble(begun, OVERVIEW), held.id, is_checked=False)
    assert state() == states.DRAFTED


def test_a_filled_section_that_was_read_asks_to_be_read_again_when_its_register_changes(begun):
    held = section(begun, "Contributors")
    states.set_checked(begun, assemble(begun, OVERVIEW), held.id)
    put(begun, begun.__dict__["made"]["agencies"][0], full_name="Eastmere Constabulary")
    told = {each.section: each for each in states.standings(begun, assemble(begun, OVERVIEW))}[held.id]
    assert (told.state, told.because) == (states.REFRESH, "what it says is not what you read")


def test_what_the_whole_lacks_is_counted(begun):
    made = begun.__dict__["made"]
    missing = states.lacks(begun, assemble(begun, OVERVIEW))
    assert len(missing.unanswered) == 1 and len(missing.findings_on_one_row) == 2
    assert missing.not_discussed == ()  # the analysis prints it
    cited(begun, made["entries"][0].id)
    missing = states.lacks(begun, assemble(begun, OVERVIEW))
    assert missing.on_one_row == (section(begun).id,) and "one section on one row" in missing.in_words()
    for words in ("Analysis", "Lessons"):
        sections.fill_with(begun, section(begun, words).id, [])
    assert states.lacks(begun, assemble(begun, OVERVIEW)).not_discussed == (made["marks"][1].id,)


def test_a_draft_of_an_episode_holds_only_what_was_written_and_a_citation_behind_each(begun):
    made = begun.__dict__["made"]
    held = section(begun, "Chronology")
    sections.write(begun, held.id, "My own words.")
    drafting.draft_episode(begun, held.id, made["marks"][0].id)
    body = begun.get(Section, held.id).body
    assert body.startswith(
        "My own words.\n\n## The first assault\n\nTwo agencies saw her within a day. Neither told the other.[[c"
    )
    paragraphs = [each for each in body.split("\n\n")[2:] if each]
    assert all("[[c" in each for each in paragraphs)
    known = " ".join(each.what_happened for each in made["entries"]) + made["marks"][0].text
    for each in paragraphs:
        said = each.split("recorded: ")[-1].split("[[")[0].split(" It is also")[0]
        assert all(words in known or words in "Officers gave advice" for words in said.rstrip(".").split(". ")), said
    assert len(cited_in(body)) == len(begun.all(Citation)) == 3
    assert "Eastmere Health" in body, "the event's other account is named"
    begun.undo()
    assert begun.get(Section, held.id).body == "My own words." and begun.all(Citation) == []


def test_what_cannot_be_cited_is_refused(begun):
    with pytest.raises(Refused, match="nothing that can stand behind"):
        citing.cite(begun, section(begun).id, "x", [begun.__dict__["made"]["people"][0].id])
    with pytest.raises(Refused, match="Choose the entries"):
        citing.cite(begun, section(begun).id, "x", [])
    with pytest.raises(Refused, match="no longer"):
        citing.cite(begun, 999_999, "x", [1])
    with pytest.raises(Refused):
        drafting.draft_episode(begun, section(begun).id, 999_999)
