"""An invented case in which every text names somebody, and an independent search of what left it."""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from datetime import date

from dhr_desktop.core.agencies import Submission
from dhr_desktop.core.analysis import Lesson, Mark, Query, Recommendation, Theme
from dhr_desktop.core.entries import Account, Entry, Event
from dhr_desktop.core.moments import When
from dhr_desktop.core.people import Person, Professional
from dhr_desktop.core.review import FamilyContact, Term
from dhr_desktop.operations.names import name_questions
from dhr_desktop.people.certain import NEUTRAL
from tests.builders import add, an_agency

NAMES = (
    "Rhoswen Tallowby", "Tallowby", "Rhoswen", "Derrin O'Dravney", "O'Dravney", "Derrin", "Wrenna Tallowby", "Wrenna",
    "Maudlyn Tallowby-Prynne", "Prynne", "Orrin Blythe", "Blythe", "6 Kilnhill Row", "07700 900142", "999 123 4567",
    "03/05/1990", "3 May 1990", "Rosheen", "14 March 2013", "14/03/2013",
)  # fmt: skip
SAYS = (
    "Rhoswen TALLOWBY told PC Blythe that Derrin O’Dravney hit her at 6 Kilnhill Row on 14/03/2013. Tel 07700 900142, "
    "NHS 999 123 4567, dob 03/05/1990. Mrs Tallowby-Prynne has Wrenna; O'DRAVNEY, Derrin was gone. Rosheen will call."
)
DAY = date(2013, 3, 14)


def people() -> list[object]:
    return [
        Person(real_name="Rhoswen Tallowby", sort="person", role="victim", sex="female", nicknames=("Rosheen",), pseudonym="Elin",
               initials=("RT",), date_of_birth=date(1990, 5, 3), note="Rhoswen again"),
        Person(real_name="Derrin O'Dravney", sort="person", role="perpetrator", sex="male", pseudonym="Callum"),
        Person(real_name="Wrenna Tallowby", sort="person", role="child", pseudonym="Child A"),
        Person(real_name="Maudlyn Tallowby-Prynne", sort="person", role="victim's mother", pseudonym="Anna"),
        Person(real_name="6 Kilnhill Row", sort="place", pseudonym="the home address"),
        Person(real_name="07700 900142", sort="number"),
        Professional(real_name="Orrin Blythe", role="police constable", aliases=("PC Blythe",)),
    ]  # fmt: skip


def fill(case) -> list[Entry]:
    """The case of a household, every text field of every record that leaves with a name in it."""
    add(case, *people())
    police, health = add(
        case, an_agency("Eastmere Police", type="Police force"), an_agency("Eastmere Health", type="GP practice")
    )
    submission = add(case, Submission(agency=police.id, file_name="IMR Rhoswen Tallowby.xlsx", status="imported"))[0]
    term = add(case, Term(number="1", question=f"Was it known? {SAYS}"))[0]
    theme = add(case, Theme(title="Fear of Derrin O'Dravney"))[0]
    entries = add(
        case,
        *(
            Entry(
                agency=agency.id, submission=submission.id, happened=When.on(DAY.replace(day=day), wording=f"{day}/3/13"), what_happened=SAYS,
                response=SAYS, agency_comment=SAYS, chair_comment=SAYS, subject="Rhoswen Tallowby", source="Tallowby file", professional="PC Orrin Blythe",
                contact_type="Visit to Rhoswen", voice=SAYS, risk="DASH high: Derrin O'Dravney", other_columns=(f"Notes: {SAYS}",),
                recorded=When.on(DAY),
            )
            for agency, day in ((police, 14), (health, 15), (police, 20))
        ),
    )  # fmt: skip
    event = add(case, Event(title="Rhoswen Tallowby hit", stands=When.on(DAY)))[0]
    add(
        case, Account(event=event.id, entry=entries[0].id, is_lead=True), Account(event=event.id, entry=entries[1].id),
        Mark(sort="missed opportunity", title="Rhoswen not asked", text=SAYS, on=(entries[0].id,), themes=(theme.id,), terms=(term.id,)),
        Mark(sort="key episode", title="Derrin returns", text=SAYS, on=(event.id,), span=When.between(DAY, DAY.replace(day=20))),
        Query(agency=police.id, question=f"Who saw {SAYS}", about=(entries[0].id,)), Lesson(text=SAYS),
        Recommendation(number="1", text=SAYS), FamilyContact(response=SAYS),
    )  # fmt: skip
    name_questions.answer(case, name_questions.questions(case), NEUTRAL)
    return entries


def fold(text: str) -> str:
    text = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("\u00ad", "")).casefold()


def texts_of(name: str, data: bytes) -> list[str]:
    """Everything a file says, by other readers than the gate's: plain unzipping, tags cut away, pypdf."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            return [each for part in held.namelist() for each in (part, *texts_of(part, held.read(part)))]
    if data[:4] == b"%PDF":
        import pypdf

        reader = pypdf.PdfReader(io.BytesIO(data))
        return ["\n".join(page.extract_text() for page in reader.pages), str(reader.metadata), data.decode("latin-1")]
    text = data.decode("utf-8", "replace") if data[:4] != b"\x89PNG" else data.decode("latin-1")
    text = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)
    return [text, html.unescape(re.sub(r"<[^>]*>", "", text)), html.unescape(re.sub(r"<[^>]*>", " ", text))]


def left_in(name: str, data: bytes, *, with_dates: bool) -> list[str]:
    """Which of the names still stand in a file."""
    wanted = [each for each in NAMES if with_dates or "2013" not in each]
    texts = [fold(each) for each in (name, *texts_of(name, data))]
    found = []
    for each in wanted:
        spelt = re.compile(rf"(?<![a-z0-9]){re.escape(fold(each))}(?![a-z0-9])")
        if any(spelt.search(text) for text in texts):
            found.append(each)
    return found
