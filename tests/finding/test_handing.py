"""Who told whom, from invented wording of the kinds agencies use."""

import pytest

from dhr_desktop.finding.handing import Way, handings_of
from dhr_desktop.finding.mentions import Mentions, Named
from dhr_desktop.finding.texts import Text

POLICE, HOSPITAL, CHILDREN, GP, TRUST_A, TRUST_B = 1, 2, 3, 4, 5, 6
REGISTER = [
    Named(POLICE, ("Eastmere Police", "EMP"), frozenset({"police"})),
    Named(HOSPITAL, ("Eastmere Infirmary",), frozenset({"hospital"})),
    Named(CHILDREN, ("Eastmere Children's Social Care", "CSC"), frozenset({"children"})),
    Named(GP, ("Fennick Road Surgery",), frozenset({"gp"})),
    Named(TRUST_A, ("LMNT NHS Trust community services",), frozenset({"community health"})),
    Named(TRUST_B, ("LMNT NHS Trust mental health services",), frozenset({"mental health"})),
]
MENTIONS = Mentions(REGISTER)
KINDS = {each.agency: each.kinds for each in REGISTER}


def found(words, by=HOSPITAL):
    text = Text.of(1, by, KINDS.get(by, frozenset()), words)
    return {(each.way, each.agency or tuple(sorted(each.kinds))) for each in handings_of(text, MENTIONS)}


@pytest.mark.parametrize(
    ("words", "by", "wanted"),
    [
        ("Referral emailed to CSC at 11:20.", POLICE, {(Way.SENT, CHILDREN)}),
        ("Letter to GP.", HOSPITAL, {(Way.SENT, ("gp",))}),
        ("Told CSC.", HOSPITAL, {(Way.SENT, CHILDREN)}),
        ("Passed to school DSL and CSC same day.", HOSPITAL, {(Way.SENT, ("school",)), (Way.SENT, CHILDREN)}),
        ("Shared with Eastmere Police as he is staying there.", GP, {(Way.SENT, POLICE)}),
        ("Strategy discussion. Probation told.", CHILDREN, {(Way.SENT, ("probation",))}),
        ("Social services rung by the headteacher.", 0, {(Way.SENT, ("children",)), (Way.RECEIVED, ("school",))}),
        ("LAS safeguarding alert re the child.", CHILDREN, {(Way.RECEIVED, ("ambulance",))}),
        ("Police Merlin rec'd: argument, child asleep.", CHILDREN, {(Way.RECEIVED, ("police",))}),
        ("T/C from probation: people after him.", CHILDREN, {(Way.RECEIVED, ("probation",))}),
        ("Told by police that she has moved.", CHILDREN, {(Way.RECEIVED, ("police",))}),
        ("Discharge letter: overdose on Thursday.", GP, {(Way.RECEIVED, ("hospital", "mental health"))}),
        ("Sutured, discharged, GP letter.", HOSPITAL, {(Way.SENT, ("gp",))}),
        ("Notified he is in custody.", GP, {(Way.RECEIVED, ())}),
        ("Second DV referral for her this month.", 0, {(Way.RECEIVED, ())}),
        ("Hotel say a male was arrested.", 0, {(Way.RECEIVED, ())}),
        ("MARAC list received. Her name is on it.", CHILDREN, {(Way.RECEIVED, ())}),
        ("LMNT letter: seen in clinic.", GP, {(Way.RECEIVED, ("community health", "mental health"))}),
    ],
)
def test_word_that_went_or_came_is_found_with_whom(words, by, wanted):
    assert found(words, by) == wanted


@pytest.mark.parametrize(
    ("words", "by"),
    [
        ("No referral to CSC.", HOSPITAL),
        ("Police not informed at her request.", HOSPITAL),
        ("For urgent CMHT referral.", GP),
        ("To refer to CSC if it happens again.", GP),
        ("Advised to ring police.", GP),
        ("Officers attended and spoke to both.", POLICE),
        ("She says she is well.", GP),
        ("", GP),
        ("x" * 30_000, GP),
    ],
)
def test_what_was_not_done_or_only_meant_is_not_found(words, by):
    assert found(words, by) == set()


def test_two_services_of_one_name_are_not_told_apart_by_guess():
    (handing,) = handings_of(Text.of(1, GP, frozenset({"gp"}), "Letter from LMNT received."), MENTIONS)
    assert handing.agency == 0 and handing.kinds == {"community health", "mental health"}


def test_the_words_it_was_found_in_are_the_agencys_own():
    (handing,) = handings_of(
        Text.of(7, GP, frozenset({"gp"}), "Seen today. Letter to  Eastmere Infirmary sent."), MENTIONS
    )
    assert handing.entry == 7 and handing.words == "Letter to Eastmere Infirmary sent."
