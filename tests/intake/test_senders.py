"""Who sent a file, over registers, files and names that are made up here: never another agency without a question."""

from __future__ import annotations

import itertools
import random

import pytest

from dhr_desktop.intake.pages import Cell
from dhr_desktop.intake.self_said import People, name_in_file_name
from dhr_desktop.intake.senders import Known, Standing, Why, propose_sender, sender_of_name
from dhr_desktop.intake.tables import TITLE, FoundRow, FoundTable

PLACES = ("Eastmere", "Brackwater", "Thornbeck", "Weston", "Harrow Lane", "North Fenmoor", "St Osric's", "Quill")
SORTS = (
    "{} Police", "{} Hospital NHS Trust", "{} Surgery", "{} Borough Council Housing", "{} Children's Services",
    "{} Primary School", "{} Probation", "{} Ambulance Service", "{} Adult Social Care", "{} Drug and Alcohol Service",
    "{} NHS Foundation Trust", "{} Partnership NHS Foundation Trust", "{} Health Centre",
)  # fmt: skip
SHORT = (
    "Police",
    "Hospital",
    "GP",
    "Housing",
    "Children's Services",
    "School",
    "Probation",
    "Ambulance",
    "ASC",
    "Drugs",
    "The Trust",
    "Partnership",
    "Health Centre",
)
GENERIC = (
    "Police", "The Hospital", "GP", "GP practice", "Housing", "council housing", "Children's Services", "School",
    "Probation service", "Ambulance Trust", "Adult Social Care", "The Trust", "CCG", "Council", "Drug and alcohol team",
)  # fmt: skip
AROUND = (
    "{}.xlsx",
    "{} chronology.xlsx",
    "DHR chronology - {} REVISED v2.docx",
    "IMR {} HOLT part 2.csv",
    "Holt A - {}.ods",
)
TITLES = ("{}", "{} - Domestic Homicide Review chronology", "Agency: {}", "Agency:\t{}", "Chronology submitted by {}")


def register(rng, size=8, with_short=True):
    names = rng.sample([(sort.format(place), SHORT[at]) for at, sort in enumerate(SORTS) for place in PLACES], size)
    return [Known(at, (full, short) if with_short else (full,)) for at, (full, short) in enumerate(names, 1)]


def asked_of(file_name, title, known, people=None, sheet="Chronology"):
    rows = [FoundRow(1, {0: Cell(title)}, TITLE)] if title else []
    rows.append(FoundRow(3, {0: Cell("1/2/2021"), 1: Cell("Seen.")}))
    table = FoundTable(sheet, {}, {0: "date_start", 1: "event"}, rows)
    return propose_sender(file_name, known, None, [table], people)


def is_held_without_a_question(sender):
    return sender.standing is not Standing.ASKED and sender.agency


def test_no_file_is_ever_filed_under_another_agency_without_a_question():
    """1,600 registers, files and names: the file's own agency, or a question, or a new agency of that name."""
    rng = random.Random(18)
    wrong, plain, asked = [], 0, 0
    for at in range(1_600):
        known = register(rng, with_short=at % 2 == 0)
        is_known = rng.random() < 0.5
        truth = rng.choice(known).names[0] if is_known else rng.choice(SORTS).format(rng.choice(PLACES))
        called = rng.choice([truth, truth, rng.choice(GENERIC), "export", "Book1"])
        file_name = rng.choice(AROUND).format(called)
        title = rng.choice(["", rng.choice(TITLES).format(truth), rng.choice(TITLES).format(truth.upper())])
        sender = asked_of(file_name, title, known)
        held = next((each.names[0] for each in known if each.agency == sender.agency), "")
        if is_held_without_a_question(sender) and held != truth:
            wrong.append((file_name, title, held))
        says_it = truth.casefold() in f"{title} {file_name}".casefold() and called not in GENERIC
        if says_it and any(each.names[0] == truth for each in known):
            plain += 1
            asked += sender.standing is Standing.ASKED
            assert sender.standing is Standing.ASKED or held == truth
    assert not wrong and plain > 400
    assert asked <= 0.02 * plain, f"{asked} of {plain} files that say plainly who they are were asked about"


@pytest.mark.parametrize("word", GENERIC)
@pytest.mark.parametrize("with_short", [True, False])
def test_a_word_that_any_agency_of_its_sort_carries_is_never_enough(word, with_short):
    for seed in range(6):
        known = register(random.Random(seed), 12, with_short)
        for file_name, title in ((f"{word}.xlsx", ""), ("Book1.xlsx", f"Agency: {word}"), ("export.csv", word)):
            assert not is_held_without_a_question(asked_of(file_name, title, known)), (file_name, title)


@pytest.mark.parametrize(
    "one, other", list(itertools.permutations(("Eastmere Police", "Brackwater Police", "Weston Hospital"), 2))
)
def test_a_file_and_a_name_that_say_different_things_are_asked_with_both(one, other):
    known = [Known(1, ("Eastmere Police", "Police")), Known(2, ("Brackwater Police",)), Known(3, ("Weston Hospital",))]
    sender = asked_of(f"{one}.xlsx", f"{other} chronology", known)
    assert (sender.standing, sender.why, sender.agency) == (Standing.ASKED, Why.NAME_AND_CONTENT, 0)
    assert {one, other} <= set(sender.offers)


def test_a_name_of_another_sort_than_the_file_tells_is_asked():
    sender = asked_of(
        "Police chronology.xlsx", "Weston Hospital", [Known(1, ("Eastmere Police",)), Known(2, ("Weston Hospital",))]
    )
    assert sender.why is Why.NAME_AND_CONTENT and set(sender.offers) == {"Weston Hospital", "Eastmere Police"}
    sender = asked_of(
        "Hospital.xlsx", "Weston Hospital", [Known(1, ("Eastmere Police",)), Known(2, ("Weston Hospital",))]
    )
    assert (sender.agency, sender.standing) == (2, Standing.CERTAIN)


def test_a_second_force_beside_one_called_simply_police_is_asked_and_can_be_new():
    known = [Known(1, ("Eastmere Police", "Police"))]
    for file_name, title in (("Brackwater Police.xlsx", ""), ("Police.xlsx", "BRACKWATER POLICE")):
        sender = asked_of(file_name, title, known)
        assert sender.is_asked and sender.offers == ("Eastmere Police",)
        assert sender.name.casefold() == "brackwater police" and "a new agency" in sender.question()


@pytest.mark.parametrize(
    "said, held",
    [
        ("North Eastmere Hospital", "Eastmere Hospital"), ("Eastmere Hospital", "North Eastmere Hospital"),
        ("Thornbeck Council", "Thornbeck Borough Council Housing"), ("Thornbeck", "Thornbeck Primary School"),
        ("Eastmere Polce", "Eastmere Police"), ("Eastmere Constabulary", "Eastmere Police"), ("Met Police", "Metropolitan Police Service"),
        ("EPS", "Eastmere Police Service"), ("Eastmere Medical Centre", "Eastmere Surgery"),
        ("Quill NHS Foundation Trust", "Quill NHS Foundation Trust mental health services"),
    ],
)  # fmt: skip
def test_a_name_that_is_not_quite_one_of_the_register_is_asked(said, held):
    for file_name, title in ((f"{said} police.xlsx".replace(" police", ""), ""), ("x.xlsx", f"Agency: {said}")):
        sender = asked_of(file_name, title, [Known(1, (held,)), Known(2, ("Harrow Lane Refuge",))])
        assert sender.is_asked and held in sender.offers, (file_name, title)


@pytest.mark.parametrize(
    "said, held",
    [
        ("West Mercia Police", "West Midlands Police"), ("Brackwater Ambulance Service", "Brackwater Police"),
        ("Weston Women's Hospital", "Weston Children's Hospital"), ("General practice 2 for perpetrator", "General practice 5 for perpetrator"),
        ("Quill NHS Trust mental health services", "Quill NHS Trust community health services"),
    ],
)  # fmt: skip
def test_what_is_plainly_another_agency_is_a_new_one_and_not_asked(said, held):
    sender = asked_of(f"{said}.xlsx", f"Agency: {said}", [Known(1, (held,))])
    assert (sender.standing, sender.agency, sender.name) == (Standing.LIKELY, 0, said)


def test_two_services_of_one_body_are_both_offered():
    known = [
        Known(at, (f"Quill NHS Foundation Trust – {of}",))
        for at, of in enumerate(("mental health", "community health", "sexual health"), 1)
    ]
    sender = asked_of("Quill NHS Foundation Trust.xlsx", "Agency: Quill NHS Foundation Trust", known)
    assert sender.is_asked and len(sender.offers) == 3


def test_one_name_for_several_services_proposes_a_name_that_tells_them_apart():
    for service in ("Housing", "Adult Social Care", "Children's Services"):
        sender = asked_of(f"{service} chronology.xlsx", "Agency: Thornbeck Council", [Known(1, ("Thornbeck Council",))])
        assert (
            sender.is_asked and sender.name == f"Thornbeck Council – {service}" and "Thornbeck Council" in sender.offers
        )


@pytest.mark.parametrize(
    "file_name, name",
    [
        ("IMR Cornwall Children's Services HOLT.xlsx", "Cornwall Children's Services"),
        ("IMR Quill Police O'NEILL part 1.csv", "Quill Police"), ("Weston Hospital ALI-KHAN.xlsx", "Weston Hospital"),
        ("Holt A - CAFCASS.xlsx", "CAFCASS"), ("Eastmere Probation VO.xlsx", "Eastmere Probation VO"),
        ("HMP Weston.xlsx", "HMP Weston"), ("Eastmere Homes CIC.xlsx", "Eastmere Homes CIC"),
    ],
)  # fmt: skip
def test_a_family_s_name_in_capitals_is_no_part_of_an_agency_s(file_name, name):
    assert name_in_file_name(file_name) == name


def test_the_register_s_people_are_no_part_of_an_agency_s_name_unless_an_agency_is_called_so():
    people = People(frozenset({"tallowby", "rhoswen"}), frozenset({"elin"}))
    assert name_in_file_name("Tallowby Eastmere Police.xlsx", people) == "Eastmere Police"
    assert name_in_file_name("Eastmere Police re Rhoswen Tallowby.xlsx", people) == "Eastmere Police"
    assert name_in_file_name("Elin Eastmere Police.xlsx", people) == "Eastmere Police"
    assert asked_of("Tallowby Surgery.docx", "", [Known(4, ("Tallowby Surgery",))], people).agency == 4
    sender = asked_of("Tallowby Police.xlsx", "", [Known(1, ("Eastmere Police",))], people)
    assert sender.is_asked and "Tallowby" not in sender.name


def combined(*names):
    rows = [FoundRow(1, {0: Cell("Combined chronology submitted by the CCG for all practices")}, TITLE)]
    rows += [FoundRow(at, {0: Cell(name), 1: Cell("1/2/2021"), 2: Cell("Seen.")}) for at, name in enumerate(names, 3)]
    return FoundTable("Combined", {}, {0: "agency", 1: "date_start", 2: "event"}, rows)


def test_a_combined_file_makes_no_agency_of_its_heading():
    sender = propose_sender(
        "GP practices combined.xlsx", [], None, [combined("Fennick Road Surgery", "", "Quill Surgery")]
    )
    assert (sender.agency, sender.name, sender.why, sender.is_asked) == (0, "", Why.EACH_ROW, False)
    partly = propose_sender(
        "GP practices combined.xlsx", [], None, [combined("", "Fennick Road Surgery", "Quill Surgery")]
    )
    assert partly.why is not Why.EACH_ROW


def test_the_names_in_a_column_of_agencies_are_weighed_like_any_other():
    known = [Known(1, ("Fennick Road Surgery", "GP")), Known(2, ("Quill Surgery",))]
    assert sender_of_name("Fennick Road Surgery", known).agency == 1
    assert sender_of_name("GP", known).is_asked and sender_of_name("Surgery", known).is_asked
    assert sender_of_name("Harrow Lane Practice", []).name == "Harrow Lane Practice"


def test_a_file_that_tells_whom_it_is_for_does_not_name_its_sender():
    known = [Known(1, ("Eastmere Police",)), Known(2, ("Weston Hospital",))]
    for line in ("To: Eastmere Police", "Prepared for Eastmere Police", "Thornbeck Community Safety Partnership"):
        assert asked_of("Weston Hospital.xlsx", line, known).agency == 2


def test_a_file_that_says_nothing_is_asked_and_offers_no_name_from_its_own():
    for file_name in ("Book1.xlsx", "scan.docx", "Pasted text.txt", "chronology (3).csv"):
        sender = asked_of(file_name, "", [Known(1, ("Eastmere Police",))])
        assert (sender.standing, sender.why, sender.name) == (Standing.ASKED, Why.NOTHING, "")


@pytest.mark.parametrize("one, other", list(itertools.permutations(
    ("Weston", "Weston Care", "Weston Social Care", "Weston Health NHS Trust", "Weston Support Services", "The Weston Centre"), 2
)))  # fmt: skip
def test_a_place_and_what_is_done_there_do_not_make_two_bodies_one(one, other):
    for file_name, title in ((f"{other}.xlsx", ""), ("Book1.xlsx", other), ("Book1.xlsx", f"Agency: {other}")):
        assert not is_held_without_a_question(asked_of(file_name, title, [Known(1, (one,))])), (file_name, title)
    assert asked_of("Book1.xlsx", f"Agency: {one}", [Known(1, (one,))]).standing is Standing.CERTAIN


SIDES = ("North", "South", "Upper", "Mid")


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("full, short", [("Eastmere Police", "EMP"), ("Quill Surgery", "QSG"), ("Lea Hospital", "LHT")])
def test_a_near_name_in_the_title_does_not_lose_to_a_sheet_s_name_or_a_short_label(side, full, short):
    known = [Known(1, (full, short)), Known(2, ("Weston Probation",))]
    near = [f"{side} {full}", f"{full} Branch", f"Harrow {full}", full.replace(full.split()[0], "Harrow")]
    for title, sheet in [(each, full) for each in near] + [(each, short) for each in near]:
        sender = asked_of("Book1.xlsx", title, known, sheet=sheet)
        assert sender.is_asked and full in sender.offers and sender.name == title, (title, sheet)
        sender = asked_of(f"{short}.xlsx", title, known)
        assert sender.is_asked and full in sender.offers, title
    for title in near:
        sender = two_lines(f"Agency: {short}", title, known)
        assert sender.is_asked and full in sender.offers and sender.name == title


def two_lines(label, title, known):
    rows = [FoundRow(1, {0: Cell(label)}, TITLE), FoundRow(2, {0: Cell(title)}, TITLE)]
    rows.append(FoundRow(4, {0: Cell("1/2/2021"), 1: Cell("Seen.")}))
    table = FoundTable("Chronology", {}, {0: "date_start", 1: "event"}, rows)
    return propose_sender("Book1.xlsx", known, None, [table], None)


def test_a_full_name_stands_beside_a_longer_form_of_it_but_not_beside_another_body_of_its_sort():
    known = [Known(1, ("Eastmere Police", "EMP"))]
    assert two_lines("Agency: Eastmere Police", "Eastmere Police Public Protection", known).agency == 1
    assert two_lines("Agency: Eastmere Police", "Brackwater Police", known).is_asked


def test_initials_one_letter_from_the_file_s_name_are_asked():
    known = [Known(1, ("Eastmere Police", "EMP"))]
    sender = asked_of("EMP.xlsx", "WMP", known)
    assert sender.is_asked and sender.offers == ("Eastmere Police",) and sender.name == "WMP"
    assert asked_of("EMP.xlsx", "MAPPA", known).agency == 1
