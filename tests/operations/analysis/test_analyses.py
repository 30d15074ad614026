"""The analyses on a small invented case: every figure leads to its rows, and nothing counts before it is confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dhr_desktop.core.analysis import (
    Action,
    Equality,
    Handshake,
    Knowledge,
    Lesson,
    Mark,
    Query,
    Recommendation,
    RiskAssessment,
)
from dhr_desktop.core.entries import Difference, Entry, Event
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.moments import When
from dhr_desktop.core.people import Person
from dhr_desktop.core.review import Term
from dhr_desktop.operations.analysis import exports, findings, links
from dhr_desktop.operations.analysis.entries_read import ground_of
from dhr_desktop.operations.analysis.every import EVERY, tell
from dhr_desktop.operations.analysis.findings import (
    CONFIRMED,
    MISSING,
    REJECTED,
    SUGGESTED,
    days_between,
    days_in_words,
)
from dhr_desktop.operations.chronology import marking
from dhr_desktop.operations.events import joining
from dhr_desktop.operations.names.departing import Sending
from tests.builders import SetClock, a_case, a_person, add, an_agency, an_entry, on


@pytest.fixture
def told(tmp_path):
    """Three agencies over two years: a referral met, one not met, an assessment, a gap, harm, a death."""
    case = a_case(tmp_path, clock=SetClock())
    with case.step("The death") as step:
        step.put(replace(case.review, date_of_death=date(2014, 8, 1), scope_start=date(2013, 1, 1)))
    police, children, gp = add(
        case, an_agency("Eastmere Police"), an_agency("Eastmere Children's Social Care", short_name="CSC"),
        an_agency("Fennick Road Surgery"),
    )  # fmt: skip
    add(case, a_person("Rhoswen Tallowby", role="victim"), a_person("Gareth Askquith", role="perpetrator"))
    entries = add(
        case,
        an_entry("2013-03-14", "He punched her. DASH medium. Merlin to CSC.", agency=police.id),
        an_entry("2013-03-15", "Police Merlin rec'd re last night.", agency=children.id),
        an_entry("2013-06-01", "Strangled her, bruise to neck.", agency=police.id),
        an_entry("2014-02-01", "DNA review. Letter to CSC.", agency=gp.id),
        an_entry("2014-03-01", "Core group held.", agency=children.id, recorded=on("2014-03-20")),
        Entry(agency=police.id, happened=When.in_year(2013), what_happened="Threatened to kill her."),
        an_entry("2014-03-03", "Core group attended. He was released from prison.", agency=gp.id),
        Entry(agency=gp.id, happened=When.undated("TBC"), what_happened="Shouting heard."),
    )  # fmt: skip
    yield case, (police, children, gp), entries
    case.close()


def words(analysis, column):
    at = analysis.columns.index(column)
    return [line.cells[at].words for line in analysis.lines]


def test_both_sides_of_a_referral_are_met_and_one_that_nobody_received_stands_out(told):
    case, (_police, _children, _gp), entries = told
    analysis = tell(case, "handshakes")
    met, unmet = analysis.lines
    assert [cell.words for cell in met.cells[:6]] == [
        "notification", "Eastmere Police", "14 March 2013", "CSC", "15 March 2013", "1 day",
    ]  # fmt: skip
    assert met.cells[0].rows == (entries[0].id, entries[1].id) and met.cells[0].state == SUGGESTED
    assert unmet.cells[1].words == "Fennick Road Surgery" and unmet.cells[4].state == MISSING
    assert tell(case, "handshakes", {"Show": "told by one side only"}).lines == (unmet,)
    assert analysis.counts == {SUGGESTED: 2, CONFIRMED: 0, REJECTED: 0}


def test_what_is_confirmed_counts_and_what_is_set_aside_is_not_suggested_again(told):
    case, _, entries = told
    met, unmet = tell(case, "handshakes").lines
    findings.decide(case, met.cells, CONFIRMED)
    findings.decide(case, unmet.cells, REJECTED)
    (kept, aside) = case.all(Handshake)
    assert (kept.state, aside.state) == ("confirmed", "rejected") and kept.sent_in == (entries[0].id,)
    assert tell(case, "handshakes").counts == {SUGGESTED: 0, CONFIRMED: 1, REJECTED: 1}
    assert words(tell(case, "sharing"), "CSC") == ["", "1 (1 confirmed)"], "what was set aside counts nowhere"
    findings.decide(case, tell(case, "handshakes").lines[1].cells, CONFIRMED)
    assert tell(case, "handshakes").counts[CONFIRMED] == 2, "the chair may think again"
    for _ in range(3):
        case.undo()
    assert case.all(Handshake) == [] and tell(case, "handshakes").counts[SUGGESTED] == 2
    with pytest.raises(Refused, match="nothing to decide"):
        findings.decide(case, [findings.Cell("words")], CONFIRMED)


def test_assessments_stand_in_order_with_harm_that_had_none(told):
    case, _, entries = told
    analysis = tell(case, "risk")
    assert sorted(words(analysis, "Tool")) == ["DASH", "none found"]
    (line,) = [each for each in analysis.lines if each.cells[2].words == "DASH"]
    assert [cell.words for cell in line.cells[:5]] == [
        "14 March 2013", "Eastmere Police", "DASH", "medium", "Rhoswen Tallowby",
    ]  # fmt: skip
    without = tell(case, "risk", {"Show": "harm without an assessment"})
    assert [line.cells[0].rows[0] for line in without.lines] == [entries[2].id], "the year may be the assessment's day"
    findings.decide(case, line.cells, CONFIRMED)
    (held,) = case.all(RiskAssessment)
    assert (held.tool, held.level, held.state) == ("DASH", "medium", "confirmed")
    assert tell(case, "risk").counts[CONFIRMED] == 1


def test_escalation_counts_at_the_least_and_at_the_most(told):
    case, _, entries = told
    analysis = tell(case, "escalation")
    assert words(analysis, "Period") == ["2013"] and words(analysis, "All") == ["3"]
    by_quarter = tell(case, "escalation", {"By": "quarters"})
    assert words(by_quarter, "Period") == ["2013, quarter 1", "2013, quarter 2", "2013, quarter 3", "2013, quarter 4"]
    assert words(by_quarter, "All") == ["1 to 2", "1 to 2", "0 to 1", "0 to 1"], "a year lies in four quarters"
    assert "1 undated" in analysis.says
    joining.decide(case, [entries[0].id, entries[5].id], "same event")
    assert words(tell(case, "escalation"), "All") == ["2"], "two accounts of one event are one"


def test_gaps_are_suggested_where_no_entry_can_have_fallen(told):
    case, (_police, _, gp), _ = told
    analysis = tell(case, "gaps", {"Length": "90 days or more"})
    of_gp = [line for line in analysis.lines if line.cells[0].words == "Fennick Road Surgery"]
    assert [cell.words for cell in of_gp[0].cells[1:5]] == ["1 January 2013", "1 February 2014", "396 days", "396 days"]
    findings.decide(case, of_gp[0].cells, CONFIRMED)
    (mark,) = case.all(Mark)
    assert mark.sort == "gap" and mark.agencies == (gp.id,) and mark.span.earliest == date(2013, 1, 1)
    assert tell(case, "gaps", {"Length": "90 days or more"}).counts[CONFIRMED] == 1


def test_missed_late_meetings_and_turning_points_lead_to_their_rows(told):
    case, _, entries = told
    assert [line.cells[2].rows for line in tell(case, "missed").lines] == [(entries[3].id,)]
    late = tell(case, "late")
    assert [cell.words for cell in late.lines[0].cells[:4]] == ["1 March 2014", "20 March 2014", "19 days", "late"]
    assert "1 of 8 entries say when they were recorded" in late.says
    (meeting,) = tell(case, "forums").lines
    assert [cell.words for cell in meeting.cells] == ["1 March 2014", "core group", "attended", "attended"]
    (turn,) = [line for line in tell(case, "turning").lines if line.cells[1].words == "release"]
    assert turn.cells[0].rows == (entries[6].id,) and turn.cells[4].state == MISSING
    assert {line.cells[1].words for line in tell(case, "turning").lines} >= {
        "release",
        "strangulation",
        "threat to kill",
    }


def test_what_was_written_after_the_death_is_told(told):
    case, (police, *_), _ = told
    add(case, an_entry("2014-07-01", "Seen.", agency=police.id, recorded=on("2014-08-05")))
    analysis = tell(case, "late", {"By": "30 days or more"})
    assert words(analysis, "What") == ["after the death"]


def test_who_knew_what_and_who_could_have_known(told):
    case, (_police, children, gp), entries = told
    joining.decide(case, [entries[2].id, entries[3].id], "same event")
    analysis = tell(case, "knowing")
    (line,) = analysis.lines
    told_by = dict(zip(analysis.columns, line.cells, strict=True))
    assert told_by["Eastmere Police"].words == "first known: 1 June 2013"
    assert told_by["CSC"].words == "could have known: 1 February 2014" and told_by["CSC"].state == SUGGESTED
    findings.decide(case, [told_by["CSC"]], CONFIRMED)
    (held,) = case.all(Knowledge)
    assert held.agency == children.id and tell(case, "knowing").counts == {SUGGESTED: 0, CONFIRMED: 1, REJECTED: 0}
    add(case, Knowledge(fact="He had a knife", agency=gp.id, first_known=on("2014-01-01"), state="confirmed"))
    assert "He had a knife" in words(tell(case, "knowing"), "Fact")


def test_terms_with_nothing_found_stand_out_and_findings_name_their_rows(told):
    case, _, entries = told
    one, _two = add(case, Term(number="1", question="Was risk seen?"), Term(number="2", question="Who was told?"))
    marking.mark(case, [entries[0].id], "missed opportunity", "Not referred.", terms=(one.id,))
    analysis = tell(case, "coverage")
    assert words(analysis, "Findings") == ["1", "0"] and analysis.lines[1].cells[3].state == MISSING
    assert analysis.lines[0].cells[4].rows == (entries[0].id,)


def test_equality_asks_for_every_characteristic_of_both(told):
    case, _, entries = told
    analysis = tell(case, "equality")
    assert len(analysis.lines) == 32 and analysis.lines[0].cells[0].words == "Rhoswen Tallowby"
    victim = case.all(Person)[0]
    add(
        case, Equality(person=victim.id, characteristic="disability", known="Long-term pain", evidence=(entries[0].id,))
    )
    line = next(each for each in tell(case, "equality").lines if each.cells[1].words == "disability")
    assert [cell.words for cell in line.cells[2:]] == ["Long-term pain", "not said", "not said", "1 entry"]


def test_key_episodes_carry_what_was_missed_and_learnt_in_them(told):
    case, _, entries = told
    ids = [entries[0].id, entries[1].id]
    marking.mark(case, ids, "key episode", title="The first night")
    marking.mark(case, ids[:1], "missed opportunity", "No visit.")
    marking.ask(case, ids[:1], "Who went?")
    missed = next(each for each in case.all(Mark) if each.sort == "missed opportunity")
    links.add_lesson(case, [missed.id], "Visit the same day.")
    (line,) = tell(case, "episodes").lines
    assert [cell.words for cell in line.cells] == [
        "The first night", "14 March 2013 to 15 March 2013", "2", "Who went?", "No visit.", "none", "Visit the same day.",
    ]  # fmt: skip


def test_open_differences_are_listed_until_dealt_with(told):
    case, _, entries = told
    joining.decide(case, [entries[0].id, entries[1].id], "same event")
    event = case.all(Event)[0]
    add(
        case, Difference(event=event.id, about="time", wording="21:30 or 22:10", entries=(entries[0].id, entries[1].id))
    )
    assert words(tell(case, "open-differences"), "What differs") == ["21:30 or 22:10"]
    for each in case.all(Difference):
        with case.step("Settle") as step:
            step.put(replace(each, state="explained", because="Two clocks."))
    assert tell(case, "open-differences").lines == ()
    assert tell(case, "open-differences", {"Show": "all"}).lines


# ---- the chain ------------------------------------------------------------------------------------


def test_the_chain_says_which_link_is_missing_until_none_is(told):
    case, _, entries = told
    marking.mark(case, [entries[0].id], "missed opportunity", "Not referred.")
    mark = case.all(Mark)[0]

    def missing():
        return words(tell(case, "chain"), "Missing")

    assert missing() == ["no lesson"]
    links.add_lesson(case, [mark.id], "Refer at once.")
    assert missing() == ["no recommendation"]
    lesson = case.all(Lesson)[0]
    links.add_recommendation(case, [lesson.id], "Train officers.")
    assert missing() == ["no action"]
    links.add_action(case, case.all(Recommendation)[0].id, "Training day")
    assert missing() == ["no lead agency"]
    with case.step("Lead") as step:
        step.put(replace(case.all(Action)[0], lead="Eastmere Police", target=date(2026, 1, 1)))
    assert missing() == [""] and words(tell(case, "chain"), "Status") == ["overdue"]
    assert tell(case, "chain", {"Show": "broken chains only"}).lines == ()
    assert words(tell(case, "plan"), "Status") == ["overdue"]
    assert tell(case, "plan").columns[:7] == (
        "Recommendation", "Scope of recommendation", "Action to take", "Lead Agency",
        "Key milestones achieved in enacting recommendation", "Target Date", "Date of completion and outcome",
    )  # fmt: skip


def test_a_lesson_may_end_with_its_reason(told):
    case, _, entries = told
    marking.mark(case, [entries[0].id], "good practice", "Called back at once.")
    add(
        case,
        Lesson(number="1", text="Keep it.", from_marks=(case.all(Mark)[0].id,), none_because="it is the rule already"),
    )
    assert words(tell(case, "chain"), "Missing") == [""]
    assert words(tell(case, "chain"), "Recommendation") == ["none, because it is the rule already"]


def test_recommendations_are_numbered_and_wrong_numbering_is_said(told):
    case, *_ = told
    links.add_recommendation(case, [], "One")
    first = case.all(Recommendation)[0]
    links.add_recommendation(case, [], "One a", within=first.id)
    links.add_recommendation(case, [], "Two")
    assert [each.number for each in case.all(Recommendation)] == ["1", "1.1", "2"]
    with pytest.raises(Refused, match="There is a recommendation 2 already"):
        links.add_recommendation(case, [], "Again", number="2")
    inner = case.all(Recommendation)[1]
    with case.step("By hand") as step:
        step.put(replace(first, within=inner.id))
        step.put(replace(inner, number="1"))
        step.add(Recommendation(text="No number"))
    faults = " ".join(links.numbering_faults(case))
    assert (
        "Two recommendations are numbered 1." in faults and "is part of itself" in faults and "has no number" in faults
    )
    assert "is part of itself" in tell(case, "plan").says
    with pytest.raises(Refused, match="no recommendation no. 999"):
        links.add_action(case, 999)


# ---- all of them ----------------------------------------------------------------------------------


def test_every_analysis_is_told_of_an_empty_case_and_of_strange_entries(case):
    for name in EVERY:
        assert tell(case, name).lines == ()
    agency = add(case, an_agency())[0]
    add(
        case, Entry(agency=agency.id, happened=When.undated()), Entry(what_happened="مرحبا \u200b😀" * 500),
        Entry(what_happened="x" * 30_000, happened=When.between(date(1960, 1, 1), date(2010, 1, 1))),
        Entry(what_happened="DASH Risk DASH MARAC referral to CSC. " * 700, happened=When.between(None, date(2010, 1, 1))),
    )  # fmt: skip
    for name in EVERY:
        tell(case, name)


def test_a_withdrawn_entry_counts_no_more_and_a_corrected_date_does(told):
    case, _, entries = told
    assert len(tell(case, "missed").lines) == 1
    with case.step("Withdraw") as step:
        step.put(replace(entries[3], is_withdrawn=True))
    assert tell(case, "missed").lines == () and entries[3].id not in ground_of(case).when


def test_a_choice_that_is_none_is_refused_with_those_there_are(told):
    case, *_ = told
    with pytest.raises(Refused, match="There is no analysis wishes"):
        tell(case, "wishes")
    with pytest.raises(Refused, match="By can be: years, quarters"):
        tell(case, "escalation", {"By": "weeks"})
    with pytest.raises(Refused, match="offers no choice of Colour"):
        tell(case, "escalation", {"Colour": "red"})


@pytest.mark.parametrize("ending", exports.FORMATS)
@pytest.mark.parametrize("name", ["escalation", "sharing", "handshakes"])
def test_an_analysis_is_written_with_what_is_only_suggested_said(told, tmp_path, name, ending):
    case, *_ = told
    to = tmp_path / f"out{ending}"
    exports.write_analysis(case, name, {}, to)
    data = to.read_bytes()
    assert len(data) > 100
    if ending == ".svg":
        assert b"suggested" in data and b"real names" in data
    if ending == ".csv" and name == "handshakes":
        assert "notification [suggested]" in data.decode("utf-8-sig")
    with pytest.raises(Refused, match="already"):
        exports.write_analysis(case, name, {}, to)


def test_a_wide_matrix_is_a_list_on_a_page(tmp_path):
    import docx

    case = a_case(tmp_path)
    agencies = add(case, *(an_agency(f"Agency {at}") for at in range(12)))
    entries = add(case, *(an_entry("2014-03-01", "Core group attended.", agency=each.id) for each in agencies))
    assert len(tell(case, "forums").columns) == 14 and entries
    exports.write_analysis(case, "forums", {}, tmp_path / "out.docx")
    table = docx.Document(str(tmp_path / "out.docx")).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["When", "Meeting", "Agency", "What"]
    assert [cell.text for cell in table.rows[12].cells][2:] == ["Agency 9", "attended [suggested]"]
    exports.write_analysis(case, "sharing", {}, tmp_path / "out.svg")
    case.close()


def test_it_is_written_in_no_other_form_and_no_other_edition(told, tmp_path):
    case, *_ = told
    with pytest.raises(Refused, match="written as"):
        exports.write_analysis(case, "risk", {}, tmp_path / "out.pdf")
    with pytest.raises(Refused, match="no evening edition"):
        exports.write_analysis(case, "risk", {}, tmp_path / "out.csv", sending=Sending("evening"))


def test_days_between_honour_what_the_dates_allow():
    march, year = on("2014-03-01"), When.in_year(2014)
    assert days_between(march, on("2014-03-20")) == (19, 19) and days_in_words((19, 19)) == "19 days"
    assert days_between(march, year) == (-59, 305) and days_in_words((1, 5)) == "1 to 5 days"
    assert days_between(march, When.undated()) is None and days_in_words(None) == "not known"


def test_where_it_stands_says_what_is_asked_unanswered_and_broken_off(told):
    from dhr_desktop.operations.review.where_it_stands import figures

    case, _, entries = told
    today = date(2026, 3, 2)
    add(case, Term(number="1", question="Was risk seen?"))
    marking.mark(case, [entries[0].id], "missed opportunity", "Not referred.")
    marking.ask(case, [entries[0].id], "Who went?")
    with case.step("Asked") as step:
        for query in case.all(Query):
            step.put(replace(query, state="asked", due=date(2026, 2, 1)))
        step.add(Query(state="to be placed", answer="whose is this?"))
    words = {each.words: each.leads_to for each in figures(case, today)}
    assert words["1 query out, 1 past the day due"] == "queries"
    assert words["1 answer of agencies to be put on a row"] == "queries"
    assert words["1 term of reference with no finding"] == "coverage"
    assert words["1 chain from finding to action broken off"] == "chain"
