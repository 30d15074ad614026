"""An invented review with everything a report is filled from."""

from __future__ import annotations

from datetime import date

from dhr_desktop.core.agencies import Return, Submission
from dhr_desktop.core.analysis import Action, Equality, Knowledge, Lesson, Mark, Recommendation
from dhr_desktop.core.entries import Account, Event
from dhr_desktop.core.moments import When
from dhr_desktop.core.people import Person
from dhr_desktop.core.review import (
    Dissemination,
    FamilyContact,
    Meeting,
    Milestone,
    PanelMember,
    ParallelProcess,
    Review,
    Term,
)
from dhr_desktop.operations.review import registers
from tests.builders import add, an_agency, an_entry, on


def fill(case):
    """Registers, eight entries, marks, one joined event, a lesson, two recommendations and their actions."""
    registers.change(
        case, Review, case.review.id, title="Elin", partnership="Eastmere Partnership", label="DHR", chair="Cerys Lindqvist", guidance="2016",
        independence="The chair is independent and has never worked in Eastmere.", date_of_death=date(2022, 4, 17),
        scope_start=date(2020, 10, 1), scope_end=date(2022, 4, 17), scope_reason="From his sentence",
        regimes=("domestic homicide review", "child safeguarding practice review", "MAPPA serious case review"), marking="OFFICIAL-SENSITIVE",
    )  # fmt: skip
    victim, perpetrator, child = add(
        case,
        Person(real_name="Rhoswen Tallowby", sort="person", role="victim", sex="female", pseudonym="Elin", date_of_birth=date(1990, 5, 3), ethnicity="White British"),
        Person(real_name="Derrin Askquith", sort="person", role="perpetrator", sex="male", pseudonym="Callum", date_of_birth=date(1987, 1, 9)),
        Person(real_name="Wrenna Tallowby", sort="person", role="child", pseudonym="Child A", date_of_birth=date(2015, 2, 1)),
    )  # fmt: skip
    police, health, school, fire, housing = add(
        case, an_agency("Eastmere Police", type="Police force"), an_agency("Eastmere Health", type="GP practice"),
        an_agency("Thornbeck School", type="School"), an_agency("Eastmere Fire"), an_agency("Thornbeck Housing"),
    )  # fmt: skip
    add(
        case, Return(agency=police.id, outcome="IMR", independence="No link to the case"), Return(agency=health.id, outcome="information report"),
        Return(agency=school.id, outcome="IMR"), Return(agency=fire.id, outcome="nil return"), Return(agency=housing.id, outcome="records not found"),
        Submission(agency=police.id, file_name="police.xlsx", status="imported"),
        PanelMember(full_name="Petra Vane", job_title="Designated nurse", agency=health.id, is_specialist=True, expertise="Domestic abuse"),
        Meeting(held=date(2022, 7, 20), purpose="panel meeting"), Meeting(held=date(2022, 11, 14), purpose="panel meeting"),
        FamilyContact(who="Her mother", relationship="mother", approached=date(2022, 6, 20), means="letter", response="She wished to take part", advocate="AAFDA", terms_shared=True),
        ParallelProcess(process="criminal proceedings", status="ended", effect="Interviews waited"), Dissemination(recipient="Her family"),
        Dissemination(recipient="The Domestic Abuse Commissioner"),
        Milestone(step="decision", happened=date(2022, 6, 6)), Milestone(step="notified", happened=date(2022, 4, 22)),
    )  # fmt: skip
    terms = add(
        case,
        Term(number="1", question="What was known?", is_enquiry=True),
        Term(number="2", question="Was risk assessed?", is_enquiry=True),
        Term(number="3", question="Why were calls closed?", agency=police.id),
    )
    entries = add(
        case,
        an_entry("2021-02-14", "Rhoswen Tallowby said that Derrin Askquith had hit her.", agency=police.id, response="Officers gave advice."),
        an_entry("2021-02-14", "Seen with a bruise; said her partner did it.", agency=health.id),
        an_entry("2021-03-02", "Wrenna Tallowby told her teacher that she was afraid.", agency=school.id),
        an_entry("2021-03-05", "A MARAC referral was considered and not made.", agency=police.id),
        an_entry("2021-06-01", "The GP rang back the same day.", agency=health.id),
        an_entry("2021-09-09", "Derrin Askquith called at the school.", agency=school.id),
        an_entry("2022-01-11", "999 call. No DASH was done.", agency=police.id),
        an_entry("2022-04-17", "Rhoswen Tallowby was found dead.", agency=police.id),
    )  # fmt: skip
    (event,) = add(case, Event(title="The assault in February", stands=on("2021-02-14")))
    add(case, Account(event=event.id, entry=entries[0].id, is_lead=True), Account(event=event.id, entry=entries[1].id))
    episode, missed, good = add(
        case,
        Mark(sort="key episode", title="The first assault", text="Two agencies saw her within a day. Neither told the other.", on=(event.id, entries[2].id), state="draft"),
        Mark(sort="missed opportunity", title="No assessment", text="Nobody assessed the risk although she said that she was afraid.", on=(entries[6].id,), terms=(terms[1].id,), state="draft"),
        Mark(sort="good practice", title="A call back", text="The practice rang back at once.", on=(entries[4].id,), terms=(terms[0].id,), state="draft"),
    )  # fmt: skip
    (lesson,) = add(
        case,
        Lesson(
            number="1", text="Risk is assessed each time somebody says that they are afraid", from_marks=(missed.id,)
        ),
    )
    first, second, single = add(
        case,
        Recommendation(number="1", text="The partnership tests twice a year that every report of fear is followed by a DASH within a day.", lessons=(lesson.id,), aim="Every report is assessed", scope="local"),
        Recommendation(number="1.1", text="The police trains its control room by March 2027.", lessons=(lesson.id,), within=0, aim="Calls are graded right", scope="local"),
        Recommendation(number="2", text="The school writes a visitor policy by May 2027.", agency=school.id, aim="Nobody is let in unseen", scope="local"),
    )  # fmt: skip
    add(
        case, Action(recommendation=first.id, text="Dip sample of fifty reports", lead="Eastmere Partnership", target=date(2027, 3, 31), scope="local"),
        Action(recommendation=single.id, text="Write the policy", lead="Thornbeck School", target=date(2027, 5, 31), scope="local"),
        Equality(person=victim.id, characteristic="sex", known="A woman", relevance="Most victims are women", effect="None found"),
        Knowledge(fact="He had hit her", agency=police.id, first_known=When.on(date(2021, 2, 14)), about=(entries[0].id,), state="confirmed"),
    )  # fmt: skip
    return {
        "entries": entries,
        "marks": (episode, missed, good),
        "event": event,
        "agencies": (police, health, school),
        "people": (victim, perpetrator, child),
        "second": second,
    }
