"""Risk assessments, meetings, turning points, harm and missed appointments, from invented wording."""

import pytest

from dhr_desktop.finding.cues import cued
from dhr_desktop.finding.meetings import meetings_of
from dhr_desktop.finding.risks import MADE, NOT_MADE, assessments_of
from dhr_desktop.finding.texts import Text, sentences, snippet


def text(words):
    return Text.of(1, 1, frozenset(), words)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("DASH part completed - STANDARD.", [("DASH", "standard", MADE)]),
        ("DASH high after supervisor review.", [("DASH", "high", MADE)]),
        ("124D completed. Standard.", [("124D", "standard", MADE)]),
        ("DASH done over the phone; risk raised, passed on.", [("DASH", "risk raised", MADE)]),
        ("Face to face. DASH 12 ticks.", [("DASH", "12 ticks", MADE)]),
        ("MAPPA L2 panel. Reporting as required; reduced to level 1.", [("MAPPA level", "to level 1", MADE)]),
        ("Referral received. Risk high. Listed for MARAC.", [("risk level", "high", MADE)]),
        ("Assessed as medium risk.", [("risk level", "medium", MADE)]),
        ("OASys high RoSH public.", [("OASys", "high", MADE), ("ROSH", "high", MADE)]),
        ("Risk assessment of him to be done.", [("risk assessment", "", NOT_MADE)]),
        ("Plan: assessment of risk to the child.", [("risk assessment", "", NOT_MADE)]),
        ("Risk to partner not explored.", [("risk assessment", "", NOT_MADE)]),
        ("No DASH completed.", [("DASH", "", NOT_MADE)]),
        ("She made a dash for the door with both arms full.", []),
        ("Sara rang. Potential risk to her.", []),
        ("Referred MAPPA L2.", []),
    ],
)
def test_an_assessment_is_told_with_its_level_and_whether_it_was_made(words, wanted):
    found = [(each.tool, each.level, each.state) for each in assessments_of(text(words))]
    assert [each for each in found if each[0] != "ROSH"] == [each for each in wanted if each[0] != "ROSH"]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Core group. She did not attend. Nan did.", [("core group", "attended")]),
        ("ICPC invitation, report sent. Did not attend.", [("child protection conference", "did not attend")]),
        ("CP conference minutes rec'd. Coded.", [("child protection conference", "informed")]),
        ("Attended MAPPA yesterday.", [("MAPPA", "attended")]),
        ("Listed for MARAC.", [("MARAC", "named")]),
        ("?MAPPA - not followed up.", []),
        ("No MARAC thought of.", []),
    ],
)
def test_a_meeting_is_told_with_the_agencys_part_in_it(words, wanted):
    assert [(each.sort, each.part) for each in meetings_of(text(words))] == wanted


@pytest.mark.parametrize(
    ("name", "words", "wanted"),
    [
        ("turning_points", "He was released from prison and moved in with her.", ["new relationship", "release"]),
        ("turning_points", "She ended the relationship.", ["separation"]),
        ("turning_points", "She is 12 weeks pregnant.", ["pregnancy"]),
        ("turning_points", "Denied that she is pregnant.", []),
        ("harm", "He got her by the throat. Bruise to the arm.", ["injury", "strangulation"]),
        ("harm", "No injuries seen.", []),
        ("harm", "Seen for asthma.", []),
        ("missed", "DNA x2.", ["did not attend"]),
        ("missed", "Child was not brought to clinic.", ["was not brought"]),
        ("missed", "Rang, no reply.", ["no answer"]),
    ],
)
def test_cues_are_found_and_what_is_denied_is_not(name, words, wanted):
    assert sorted(each.sort for each in cued(text(words))[name]) == wanted


def test_sentences_and_snippets_keep_whole_words():
    assert [each for each in sentences("Seen by Dr. Vex. Well.\nLetter")] == ["Seen by Dr. Vex.", "Well.", "Letter"]
    told = "one two three four five six seven eight nine ten eleven twelve"
    assert snippet(told, 24, 28, 6) == "…four five six seven eight…"
