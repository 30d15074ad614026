"""An invented household for the tests of names. No name here belongs to anyone."""

from datetime import date

from dhr_desktop.people.finding_names import NameFinder
from dhr_desktop.people.masking import Masker
from dhr_desktop.people.roster import Identity, Roster

HOUSEHOLD = [
    Identity(
        1, "person", ("Grace Ann O'Tarrow", "Grace Lindel"), ("Gracie",), ("G.O.",), "Elin", "victim", "female", date(1989, 8, 14)
    ),
    Identity(2, "person", ("Mark Wellcott",), ("Marky",), (), "Callum", "perpetrator", "male", date(1987, 11, 2)),
    Identity(3, "person", ("Ann O'Tarrow",), (), (), "Maud", "victim's mother", "female"),
    Identity(4, "professional", ("Orrin Blythe", "PC Blythe"), (), (), "Police Officer 2", "Police constable"),
    Identity(5, "person", ("Zoë Łukowska",), (), (), "Neighbour 1", "neighbour"),
    Identity(6, "person", ("Jo Li",), (), (), "Friend 1", "friend"),
    Identity(7, "person", ("Rose Wellcott-Prynne",), (), (), "Dora", "perpetrator's mother", "female"),
    Identity(8, "place", ("17 Kilnhill Lane, Eastmere ZZ99 4HG",), called="the home"),
    Identity(9, "number", ("07700 900142",), called="[number]"),
    Identity(10, "person", ("محمد علي",), (), (), "Uncle", "uncle"),
    Identity(11, "person", ("Katherine Pikeworth",), (), (), "Sara", "friend"),
    Identity(12, "person", ("May Underhay",), (), (), "Tess", "friend"),
    Identity(13, "person", ("Will Dean",), (), (), "Alan", "associate"),
]  # fmt: skip


def a_masker(dates="full", people=HOUSEHOLD):
    return Masker(NameFinder(Roster.of(people)), {each.id: each.called for each in people}, dates)
