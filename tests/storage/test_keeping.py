"""What is kept of a case, and that it is made again when, and only when, what it stands on changes."""

from __future__ import annotations

from datetime import timedelta

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.entries import Entry, Event
from dhr_desktop.core.people import Person
from dhr_desktop.operations.reference import vocabularies
from dhr_desktop.operations.review import registers
from dhr_desktop.storage.keeping import Kept, Watched
from tests.builders import SetClock, a_case, a_person, add, an_agency, an_entry


def kept_of(case):
    watched = Watched(case)
    return watched, Kept(watched)


def test_a_value_is_made_again_when_a_kind_it_was_made_from_changes_and_not_for_another(case):
    watched, kept = kept_of(case)
    (person,) = add(case, a_person())

    def names():
        return kept.value("names", lambda: [each.real_name for each in watched.all(Person)])

    assert names() == ["Rhoswen Tallowby"]
    add(case, an_agency())
    assert names() is names()
    assert kept.made_again == 1
    registers.change(case, Person, person.id, real_name="Elin Marsh")
    assert names() == ["Elin Marsh"]


def test_what_stands_on_something_that_is_kept_stands_on_what_that_was_made_from(case):
    watched, kept = kept_of(case)
    add(case, an_entry())

    def count():
        return kept.value("count", lambda: len(watched.all(Entry)))

    def sentence():
        return kept.value("sentence", lambda: f"{count()} entries")

    assert count() == 1
    assert sentence() == "1 entries"  # the count was kept already: nothing was asked of the case for it
    add(case, an_entry())
    assert sentence() == "2 entries"


def test_one_record_looked_up_by_its_id_is_noted_like_its_whole_kind(case):
    watched, kept = kept_of(case)
    person, agency = add(case, a_person(), an_agency())
    ways = {
        "got": lambda: watched.get(Person, person.id),
        "found": lambda: watched.find(person.id),
        "counted": lambda: watched.count(Person),
    }
    before = {name: kept.value(name, way) for name, way in ways.items()}
    registers.change(case, Agency, agency.id, full_name="Thornbeck Housing")
    assert {name: kept.value(name, way) for name, way in ways.items()} == before
    assert kept.made_again == len(ways)
    registers.change(case, Person, person.id, real_name="Elin Marsh")
    assert kept.value("got", ways["got"]).real_name == kept.value("found", ways["found"]).real_name == "Elin Marsh"


def test_what_is_not_there_may_come_back(case):
    watched, kept = kept_of(case)
    (event,) = add(case, Event(title="An assault"))
    with case.step("Remove") as step:
        step.remove(Event, event.id)
    assert kept.value("event", lambda: watched.find(event.id)) is None
    case.undo()
    assert kept.value("event", lambda: watched.find(event.id)).title == "An assault"


def test_whatever_has_no_reader_of_its_own_stands_for_one_state_of_the_case(case):
    watched, kept = kept_of(case)
    first = kept.value("seal", lambda: watched.seal)
    version = kept.value("version", lambda: watched.last_edit_seq())
    add(case, an_agency())
    assert kept.value("seal", lambda: watched.seal) != first
    assert kept.value("version", lambda: watched.last_edit_seq()) == version + 1


def test_a_new_day_makes_again_what_says_what_day_it_is(tmp_path):
    clock = SetClock()
    case = a_case(tmp_path, clock=clock)
    watched, kept = kept_of(case)

    def today():
        return kept.value("today", lambda: watched.clock.now().date())

    first = today()
    clock.pass_by(hours=2)
    assert today() is first
    clock.pass_by(days=1)
    assert today() == first + timedelta(days=1)
    case.close()


def test_words_of_this_laptop_are_read_again_when_its_file_is_another(case):
    watched, kept = kept_of(case)

    def terms():
        return kept.value("terms", lambda: [each.term for each in vocabularies.terms(watched, "glossary")])

    assert "ZZQ" not in terms()
    assert terms() is terms()
    vocabularies.keep_term(case, "glossary", "ZZQ", meaning="An invented unit")
    vocabularies.use_everywhere(case, "glossary")
    case.undo()  # the case has it no more; this laptop has
    assert "ZZQ" in terms()
    vocabularies.as_shipped_everywhere("glossary")
    assert "ZZQ" not in terms()


def test_parts_that_were_given_are_compared_as_the_things_they_are(case):
    _, kept = kept_of(case)
    part = ["a", "b"]
    first = kept.value("whole", lambda: list(part), part, "in words", 3)
    assert kept.value("whole", lambda: list(part), part, "".join(("in ", "words")), 3) is first
    assert kept.value("whole", lambda: list(part), list(part), "in words", 3) is not first
    assert kept.value("whole", lambda: list(part), part, "in words", 4) == first


def test_a_copy_of_the_records_is_read_on_with_what_was_kept(case, tmp_path):
    watched, kept = kept_of(case)
    add(case, a_person())
    first = kept.value("people", lambda: list(watched.all(Person)))
    watched.look_at(Watched(case))  # another reader over the same lists
    assert kept.value("people", lambda: list(watched.all(Person))) is first
    other = a_case(tmp_path, name="other")
    watched.look_at(other)
    assert kept.value("people", lambda: list(watched.all(Person))) == []
    other.close()


def test_nothing_is_changed_through_what_only_reads(case):
    watched = Watched(case)
    for way in (lambda: watched.step("Change"), watched.undo, watched.redo, watched.close, lambda: watched.note("x")):
        try:
            way()
        except AssertionError:
            continue
        raise AssertionError("it changed the case")
    assert not case.lines() or all(line.action != "Change" for line in case.lines())
