"""Registers filled by hand, by paste and by CSV: quick, exact, and nothing half-taken."""

from datetime import date

import pytest

from dhr_desktop.core.case import REGISTERS
from dhr_desktop.core.errors import Refused, UnreadableTable
from dhr_desktop.core.fields import Unreadable, listed_fields
from dhr_desktop.core.people import Person
from dhr_desktop.core.review import Meeting, PanelMember, Term
from dhr_desktop.operations.casefile import sample
from dhr_desktop.operations.review import registers
from dhr_desktop.storage import dump
from tests.builders import a_person, add, an_agency


def _csv(tmp_path, text, name="people.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


PEOPLE = (
    "kind,role,real_name,aliases,pseudonym,date_of_birth\n"
    "person,victim,Rhoswen Tallowby,Rhoswen Askquith; Rosie T,Elin,03/05/1990\n"
    "place,,6 Kiln Row,,the home address,\n"
)


def test_people_come_in_from_a_csv(case, tmp_path):
    taken = registers.import_csv(case, Person, _csv(tmp_path, PEOPLE))
    assert (taken.added, taken.changed, taken.unchanged) == (2, 0, 0)
    person = case.all(Person)[0]
    assert person.aliases == ("Rhoswen Askquith", "Rosie T")
    assert person.date_of_birth == date(1990, 5, 3)
    assert case.undo_name == "Import 2 rows into people"


def test_importing_twice_adds_nothing(case, tmp_path):
    registers.import_csv(case, Person, _csv(tmp_path, PEOPLE))
    before, seal = dump.records(case), case.seal
    taken = registers.import_csv(case, Person, _csv(tmp_path, PEOPLE))
    assert (taken.added, taken.unchanged) == (0, 2)
    assert dump.records(case) == before and case.seal == seal


def test_a_fuller_csv_fills_in_and_blanks_nothing(case, tmp_path):
    registers.import_csv(case, Person, _csv(tmp_path, PEOPLE))
    taken = registers.import_csv(
        case, Person, _csv(tmp_path, "kind,real_name,sex,role\nperson,rhoswen tallowby,female,\n")
    )
    person = case.all(Person)[0]
    assert taken.changed == 1 and person.sex == "female" and person.role == "victim"


def test_two_rows_of_one_name_in_a_file_are_one_person(case, tmp_path):
    registers.import_csv(case, Person, _csv(tmp_path, "real_name,role\nAda Vex,friend\nAda Vex,friend\n"))
    assert case.count(Person) == 1


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("a,b\n1,2\n", "people.csv has none of the columns of this register. Its first row should name some of: Kind, Role"),
        ("role,sex\nvictim,female\n", "people.csv has no column “Real name”, so its rows cannot be told apart. Add it."),
        ("", "people.csv has none of the columns"),
        ("real_name,date_of_birth\nAda,31/02/1990\n", "row 2, Date of birth: there is no such day as 31 02 1990"),
        ("real_name,date_of_birth\nAda,1/2/90\n", "needs the year in four figures"),
    ],
)  # fmt: skip
def test_a_csv_that_cannot_be_read_changes_nothing_and_says_why(case, tmp_path, text, sentence):
    before = case.seal
    with pytest.raises(UnreadableTable) as told:
        registers.import_csv(case, Person, _csv(tmp_path, text))
    assert sentence in str(told.value)
    assert case.seal == before and case.count(Person) == 0


def test_columns_the_register_does_not_know_are_named(case, tmp_path):
    taken = registers.import_csv(case, Person, _csv(tmp_path, "real_name,shoe size\nAda,5\n"))
    assert taken.left_out_columns == ("shoe size",)
    assert "columns left out: shoe size" in taken.in_words()


def test_a_file_that_is_not_there_is_said_so(case, tmp_path):
    with pytest.raises(UnreadableTable, match=r"gone\.csv could not be read"):
        registers.import_csv(case, Person, tmp_path / "gone.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_seen_in_offices(case, tmp_path, encoding):
    registers.import_csv(case, Person, _csv(tmp_path, "real_name,note\nZoë O’Vex,cost £5\n", encoding=encoding))
    assert case.all(Person)[0].real_name == "Zoë O’Vex"
    assert case.all(Person)[0].note == "cost £5"


def test_pasting_with_and_without_headers(case):
    registers.paste(case, Term, "Number\tQuestion\n1\tWhat was known?\n")
    registers.paste(case, Term, "2\tWas it shared?\n3\tAnd acted on?\n")
    assert [(t.number, t.question) for t in case.all(Term)] == [
        ("1", "What was known?"), ("2", "Was it shared?"), ("3", "And acted on?"),
    ]  # fmt: skip


def test_pasting_nothing_is_refused(case):
    with pytest.raises(UnreadableTable, match="nothing to paste"):
        registers.paste(case, Term, "  \n ")


def test_links_are_read_by_any_name_the_agency_has(case, tmp_path):
    (agency,) = add(case, an_agency("Eastmere Police", short_name="Police", former_names=("Eastmere Constabulary",)))
    for name in ("Eastmere Police", "police", "EASTMERE CONSTABULARY"):
        registers.paste(case, PanelMember, f"Name\tAgency\nMember {name}\t{name}\n")
    assert {member.agency for member in case.all(PanelMember)} == {agency.id}


def test_a_link_to_an_unknown_name_is_refused_with_its_row(case):
    with pytest.raises(UnreadableTable, match="row 2, Agency: there is no agency called “Nowhere”"):
        registers.paste(case, PanelMember, "Name\tAgency\nA Member\tNowhere\n")


def test_an_alias_that_is_another_persons_name_is_asked_about(case):
    add(case, a_person("Ada Vex", aliases=("Rosie",)), a_person("Rosie"))
    with pytest.raises(UnreadableTable, match="more than one person called “Rosie”"):
        registers.paste(case, registers.register_named("family"), "Who\tPerson in the register\nA friend\tRosie\n")


def test_changing_one_field_is_named_on_the_undo_menu(case):
    (person,) = add(case, a_person("Ada Vex"))
    registers.change_in_words(case, Person, person.id, "date_of_birth", "3/5/1990")
    assert case.undo_name == "Change date of birth of person “Ada Vex”"
    with pytest.raises(Unreadable):
        registers.change_in_words(case, Person, person.id, "date_of_birth", "soon")


def test_removing_several_is_one_step(case):
    people = add(case, a_person("One"), a_person("Two"), a_person("Three"))
    registers.remove(case, Person, [each.id for each in people[:2]])
    assert [p.real_name for p in case.all(Person)] == ["Three"]
    case.undo()
    assert case.count(Person) == 3


def test_a_new_person_is_a_person_and_a_new_return_is_none_yet(case):
    _, person = registers.add(case, Person(real_name="Ada"))
    assert person.sort == "person"


def test_every_register_of_the_sample_comes_out_and_goes_in_again_the_same(tmp_path):
    case = sample.create(tmp_path / "sample.dhr")
    other = sample.create(tmp_path / "other.dhr")
    for kind in REGISTERS:
        path = tmp_path / f"{kind.KIND}.csv"
        written = registers.export_csv(case, kind, path, is_confirmed=True)
        assert written == case.count(kind)
        taken = registers.import_csv(other, kind, path)
        assert (taken.added, taken.changed, taken.left_out_columns) == (0, 0, ()), kind.KIND
    assert case.lines()[0].action == "Register: letter_points exported"
    case.close()
    other.close()


def test_what_could_start_a_formula_is_guarded_and_comes_back(case, tmp_path):
    nasty = ["=cmd|' /C calc'!A0", "+44 1632 960001", "-5", "@SUM(A1)", "＝1+1", "'quoted", "\tTab"]
    for words in nasty:
        add(case, a_person("Person", note=words))
    path = tmp_path / "out.csv"
    registers.export_csv(case, Person, path, is_confirmed=True)
    lines = path.read_text("utf-8-sig").splitlines()[1:]
    assert all(f",{mark}" not in line for line in lines for mark in "=@＝")
    from dhr_desktop.files import tables

    rows = tables.rows_from(tables.decode(path.read_bytes()))
    assert [row[-1] for row in rows[1:]] == nasty


def test_the_register_of_who_is_who_leaves_only_when_that_is_confirmed(case, tmp_path):
    with pytest.raises(Refused, match="key from every pseudonym"):
        registers.export_csv(case, Person, tmp_path / "people.csv")
    assert not list(tmp_path.glob("*.csv"))


def test_an_export_never_replaces_a_file_unasked(case, tmp_path):
    (tmp_path / "people.csv").write_text("mine")
    with pytest.raises(Refused, match="already a file called people.csv"):
        registers.export_csv(case, Person, tmp_path / "people.csv", is_confirmed=True)
    assert (tmp_path / "people.csv").read_text() == "mine"
    registers.export_csv(case, Person, tmp_path / "people.csv", overwrite=True, is_confirmed=True)


def test_a_long_text_and_many_names_in_a_cell(case):
    member, other = add(case, PanelMember(full_name="A One"), PanelMember(full_name="B Two"))
    registers.paste(case, Meeting, "Meeting\tPanel members present\npanel meeting\tA One; b two\n")
    assert case.all(Meeting)[0].attended == (member.id, other.id)
    with pytest.raises(Unreadable, match="longer than"):
        registers.read_cell(case, listed_fields(Term)[1], "x" * 40_000)


def test_there_is_no_such_register(case):
    with pytest.raises(Refused, match="The registers are: people, agencies"):
        registers.register_named("sandwiches")
