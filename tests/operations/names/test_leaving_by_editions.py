"""Every file that can leave, in every edition: no name in it, entered in the register, held back when one is."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import zipfile

import pytest

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.documents import Departure
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.filters import Filter
from dhr_desktop.core.moments import Coarseness
from dhr_desktop.core.people import Person
from dhr_desktop.operations.analysis import codebooks
from dhr_desktop.operations.analysis.every import EVERY
from dhr_desktop.operations.analysis.exports import write_analysis
from dhr_desktop.operations.casefile import leaving
from dhr_desktop.operations.chronology import chronology_exports, entry_lists, timeline_exports
from dhr_desktop.operations.names import departing, editions, gating
from dhr_desktop.operations.names.departing import ANY, Sending
from dhr_desktop.operations.names.gating import HeldBack
from dhr_desktop.operations.names.presented import presented
from dhr_desktop.operations.queries import query_sheets
from dhr_desktop.operations.report import exports, packs, sections, shapes
from dhr_desktop.operations.review import registers  # fmt: skip
from dhr_desktop.report.package_out import locked_package

from .naming_names import DAY, NAMES, SAYS, fill, left_in

HIDING = ("submission", "publication")


@pytest.fixture
def named(case):
    return case, fill(case)


def chronology(case, to, sending):
    chronology_exports.write_chronology(case, to, Filter(), sending=sending)


def timeline(case, to, sending):
    timeline_exports.write_timeline(case, to, Filter(), sending=sending)


def entries(case, to, sending):
    entry_lists.write_entry_lists(case, to, sending=sending)


def suggestions(case, to, sending):
    entry_lists.write_suggestions(case, to, sending=sending)


def document(shape):
    def write(case, to, sending):
        of = shapes.shape(shape)
        if sections.root(case, of.document) is None:
            sections.begin(case, of)
            for each in sections.outline(case, of.document)[1::3]:  # the chair's own words, with names in them
                sections.write(case, each.section.id, f"{SAYS}\n\n## {SAYS}\n\n- {SAYS}\n\n| {SAYS} | x |\n\n^[{SAYS}]")
        exports.write_document(case, of.document, to, sending=sending)

    return write


def plan(case, to, sending):
    exports.write_plan(case, to, sending=sending)


def evidence(case, to, sending):
    document("overview-2016")(case, to.with_name(f"report-{to.suffix[1:]}.docx"), sending)
    exports.write_evidence(case, to, sending=sending)


def pack(case, to, sending):
    document("overview-2016")(case, to.with_name("report.docx"), sending)
    packs.write_pack(case, to, sending=sending, despite="For a test", overwrite=True)


PRODUCTS = {
    **{f"{shape}.docx": document(shape) for shape in shapes.shipped()}, "plan.docx": plan, "plan.xlsx": plan,
    "evidence.docx": evidence, "evidence.xlsx": evidence, "pack.zip": pack,
    **{f"chronology.{ending}": chronology for ending in ("docx", "xlsx")},
    **{f"timeline.{ending}": timeline for ending in ("html", "pdf", "svg", "png")},
    "entries.json": entries, "suggestions.json": suggestions, "suggestions.csv": suggestions,
}  # fmt: skip


@pytest.mark.safety("P2", "P10")
@pytest.mark.parametrize("edition", HIDING)
@pytest.mark.parametrize("name", PRODUCTS)
def test_no_name_leaves_in_any_file_of_an_edition_that_hides_them(named, tmp_path, name, edition):
    case, _ = named
    PRODUCTS[name](case, tmp_path / name, Sending(edition))
    assert left_in(name, (tmp_path / name).read_bytes(), with_dates=edition == "publication") == []
    assert case.all(Departure)[-1].edition == edition


@pytest.mark.safety("P2", "P10")
@pytest.mark.parametrize("name", EVERY)
def test_no_name_leaves_in_any_analysis(named, tmp_path, name):
    case, _ = named
    for ending in (".xlsx", ".docx", ".csv", ".svg"):
        to = tmp_path / f"{name}{ending}"
        write_analysis(case, name, {}, to, sending=Sending("publication"))
        assert left_in(to.name, to.read_bytes(), with_dates=True) == []


def test_the_names_are_there_in_the_working_edition(named, tmp_path):
    """Else the tests above could not fail."""
    case, _ = named
    chronology(case, tmp_path / "c.xlsx", Sending())
    found = left_in("c.xlsx", (tmp_path / "c.xlsx").read_bytes(), with_dates=True)
    assert set(NAMES) - set(found) <= {"3 May 1990", "Wrenna Tallowby", "Maudlyn Tallowby-Prynne", "Orrin Blythe"}


@pytest.mark.safety("P13")
def test_what_is_read_back_is_what_was_meant(named, tmp_path):
    import docx
    import openpyxl

    case, held = named
    shown = presented(case, "publication")
    meant = {shown.get(Entry, each.id).what_happened for each in held}
    assert len(
        meant
    ) == 1 and "Elin told Police Constable 1 that Callum hit her at the home address in March 2013" in next(iter(meant))
    chronology(case, tmp_path / "c.xlsx", Sending("publication"))
    sheet = openpyxl.load_workbook(tmp_path / "c.xlsx")["Chronology"]
    column = [cell.value for cell in sheet[1]].index("What happened")
    assert {row[column].value for row in sheet.iter_rows(min_row=2)} == meant
    chronology(case, tmp_path / "c.docx", Sending("publication"))
    cells = {cell.text for row in docx.Document(str(tmp_path / "c.docx")).tables[-1].rows for cell in row.cells}
    assert meant <= cells
    entries(case, tmp_path / "e.json", Sending("publication"))
    timeline(case, tmp_path / "t.html", Sending("publication"))
    assert (
        next(iter(meant))
        in json.loads(
            re.search(r'application/json"[^>]*>(.*?)</script>', (tmp_path / "t.html").read_text("utf-8"), re.S)[1]
        )["entries"][0]
    )


def test_dates_are_as_coarse_as_the_edition_says_and_drawn_no_finer(named, tmp_path):
    case, _ = named
    editions.set_rule(case, "publication", dates="part of month")
    shown = presented(case, "publication")
    whens = [each.happened for each in shown.all(Entry)]
    assert {when.words() for when in whens} == {"mid-March 2013"} and not any(when.is_exact for when in whens)
    assert all(each.happened.wording == "" for each in shown.all(Entry))
    assert presented(case, "submission").all(Entry)[0].happened.words() == "14 March 2013"
    editions.set_rule(case, "submission", dates=Coarseness.YEAR.value)
    assert {each.happened.words() for each in presented(case, "submission").all(Entry)} == {"2013"}


def test_agencies_go_by_what_they_are_where_the_edition_says_so(named, tmp_path):
    case, _ = named
    editions.set_rule(case, "publication", agencies="general")
    names = [each.full_name for each in presented(case, "publication").all(Agency)]
    assert not any("Eastmere" in name for name in names) and "police force" in names[0]


@pytest.mark.parametrize("style", ["designations", "letters and numbers"])
def test_people_go_by_designations_where_the_edition_says_so(named, style):
    case, _ = named
    editions.set_rule(case, "publication", names=style)
    told = presented(case, "publication").all(Entry)[0].what_happened
    assert told.startswith("The Victim told" if style == "designations" else "V1 told") and "Elin" not in told


def test_family_accounts_need_consent_and_redactions_keep_their_place(named):
    from dataclasses import replace

    from dhr_desktop.core.analysis import Mark
    from tests.builders import add

    case, held = named
    [account] = add(case, Mark(sort="family account", text="She was loved", on=(held[0].id,), consent="not asked"))
    assert account.id not in {each.id for each in presented(case, "publication").all(Mark)}
    with case.step("Consent given") as step:
        step.put(replace(account, consent="given", editions=("submission",)))
    assert account.id in {each.id for each in presented(case, "submission").all(Mark)}
    assert account.id not in {each.id for each in presented(case, "publication").all(Mark)}
    add(case, Mark(sort="redaction", on=(held[1].id,), editions=("publication",)))
    told = presented(case, "publication").all(Entry)
    assert (
        len(told) == len(held)
        and told[1].what_happened == "Redacted – sensitive information"
        and told[1].response == ""
    )
    assert "Elin" in presented(case, "submission").all(Entry)[1].what_happened


@pytest.mark.safety("P2")
def test_drafts_are_marked_on_every_page_and_sheet_and_what_is_published_is_not(named, tmp_path):
    import docx
    import openpyxl

    case, _ = named
    for edition, marked in (("working", True), ("submission", True), ("publication", False)):
        chronology(case, tmp_path / f"{edition}.xlsx", Sending(edition))
        for sheet in openpyxl.load_workbook(tmp_path / f"{edition}.xlsx"):
            head, foot = sheet.oddHeader.center.text or "", sheet.oddFooter.center.text or ""
            assert ("OFFICIAL-SENSITIVE" in head and "OFFICIAL-SENSITIVE" in foot) is marked
        chronology(case, tmp_path / f"{edition}.docx", Sending(edition))
        section = docx.Document(str(tmp_path / f"{edition}.docx")).sections[0]
        assert ("OFFICIAL-SENSITIVE" in section.header.paragraphs[0].text) is marked
        assert ("OFFICIAL-SENSITIVE" in section.footer.paragraphs[0].text) is marked
        for ending in ("svg", "html"):
            timeline(case, tmp_path / f"{edition}.{ending}", Sending(edition))
            assert ("OFFICIAL-SENSITIVE" in (tmp_path / f"{edition}.{ending}").read_text("utf-8")) is marked


# ---- the gate at the door -------------------------------------------------------------------------------------


def leak(case, tmp_path, sending=None, name="note.txt"):
    words = b"Rhoswen Tallowby and CRIS 5511290/09"
    return departing.depart(case, tmp_path / name, words, "Note", sending or Sending("publication"))


@pytest.mark.safety("P2")
def test_a_file_with_a_name_in_it_is_held_back_whole(named, tmp_path):
    case, _ = named
    with pytest.raises(HeldBack, match="1 real name and 1 reference") as held:
        leak(case, tmp_path)
    assert not (tmp_path / "note.txt").exists() and case.all(Departure) == []
    assert {hit.kind for hit in held.value.hits} == {"a real name", "reference"}


def test_each_thing_met_needs_a_reason_which_is_kept(named, tmp_path):
    case, _ = named
    with pytest.raises(HeldBack) as held:
        leak(case, tmp_path)
    keys = [hit.key for hit in held.value.hits]
    with pytest.raises(HeldBack, match="1 reference"):
        leak(case, tmp_path, Sending("publication", passing={keys[0]: "the family asked"}))
    with pytest.raises(HeldBack):
        leak(case, tmp_path, Sending("publication", passing=dict.fromkeys(keys, "  ")))
    left = leak(case, tmp_path, Sending("publication", passing={ANY: "the coroner ordered it"}))
    assert len(left.passed) == 2 and "coroner ordered" in case.all(Departure)[-1].overridden
    assert "a real name: rhoswen tallowby" in case.all(Departure)[-1].overridden
    assert "passed" in case.lines()[0].detail and "rhoswen" not in case.lines()[0].detail.lower()


def test_a_form_let_pass_for_good_passes_until_it_is_taken_back(named, tmp_path):
    case, _ = named
    with pytest.raises(Refused, match="reason"):
        gating.allow_always(case, "reference: cris 5511290/09", " ")
    for key in ("reference: cris 5511290/09", "a real name: rhoswen tallowby"):
        gating.allow_always(case, key, "printed in the newspapers")
    leak(case, tmp_path)
    gating.take_back(case, "reference: cris 5511290/09")
    with pytest.raises(HeldBack, match="1 reference"):
        leak(case, tmp_path, name="again.txt")


def test_the_working_edition_is_let_out_as_it_is(named, tmp_path):
    case, _ = named
    left = leak(case, tmp_path, Sending())
    assert left.to.read_bytes() and not left.passed and not left.warnings


def test_an_export_is_entered_and_cannot_be_undone(named, tmp_path):
    case, _ = named
    before = case.undo_name
    leak(case, tmp_path, Sending(recipient="The panel"))
    assert case.undo_name == before and case.all(Departure)[0].recipient == "The panel"


@pytest.mark.safety("A6", "A7")
def test_a_leaked_file_is_named_by_its_bytes_or_its_copy_number(named, tmp_path):
    case, _ = named
    for number in range(1, 51):
        to = tmp_path / f"copy{number}.docx"
        sending = Sending("submission", f"Member {number}", number, 50)
        chronology_exports.write_chronology(case, to, Filter(words="Elin"), sending=sending)
    for number in range(1, 51):
        path = tmp_path / f"copy{number}.docx"
        found = departing.which(case, path)
        assert [each.copy for each in found] == [f"Copy {number} of 50: Member {number}"]
        data = path.read_bytes()
        edited = tmp_path / "edited.docx"
        edited.write_bytes(data + b"\0" * 3)
        assert [each.copy for each in departing.which(case, edited)] == [f"Copy {number} of 50: Member {number}"]
    (tmp_path / "other.txt").write_text("nothing of ours")
    assert departing.which(case, tmp_path / "other.txt") == []


SEVEN_ZIP = next(filter(None, map(shutil.which, ("7zz", "7z", "7za"))), None)
needs_seven_zip = pytest.mark.skipif(SEVEN_ZIP is None, reason="7-Zip is not here: not proved")


def seven_zip(*asked):
    return subprocess.run([SEVEN_ZIP, *map(str, asked)], capture_output=True, text=True, stdin=subprocess.DEVNULL)


@pytest.mark.safety("P7")
@needs_seven_zip
def test_an_encrypted_zip_opens_with_the_password_and_with_no_other(named, tmp_path):
    """Asked of 7-Zip, which shares no code with what wrote it."""
    case, _ = named
    chronology(case, tmp_path / "c.xlsx", Sending("submission", password="three invented words"))
    assert not (tmp_path / "c.xlsx").exists()
    held = tmp_path / "c.xlsx.zip"
    listed = seven_zip("l", "-slt", held).stdout
    assert "Method = AES-256 Deflate" in listed and listed.count("Path = ") == 2 and "Path = c.xlsx\n" in listed
    assert "CRC = \n" in listed and "Modified = 2000-01-01 00:00:00" in listed  # nothing of the content, no clock
    opened = seven_zip("x", "-pthree invented words", f"-o{tmp_path / 'out'}", held)
    assert opened.returncode == 0 and (tmp_path / "out" / "c.xlsx").read_bytes()[:2] == b"PK"
    assert seven_zip("t", "-panother password here", held).returncode != 0
    harmed = bytearray(held.read_bytes())
    harmed[len(harmed) // 2] ^= 1
    (tmp_path / "harmed.zip").write_bytes(harmed)
    assert seven_zip("t", "-pthree invented words", tmp_path / "harmed.zip").returncode != 0
    assert case.all(Departure)[-1].sha256 == hashlib.sha256(held.read_bytes()).hexdigest()
    with pytest.raises(Refused, match="12 letters"):
        chronology(case, tmp_path / "d.xlsx", Sending("submission", password="short"))


@pytest.mark.safety("P7")
@needs_seven_zip
def test_an_empty_and_a_large_file_lock_and_open_and_only_names_are_readable(tmp_path):
    files = [("empty.txt", b""), ("large.bin", bytes(range(256)) * 5_000), ("Zoë.txt", b"Rhoswen Tallowby")]
    data = locked_package(files, "a löng pässword")
    (tmp_path / "locked.zip").write_bytes(data)
    opened = seven_zip("x", "-pa löng pässword", f"-o{tmp_path / 'out'}", tmp_path / "locked.zip")
    assert opened.returncode == 0, opened.stdout
    assert [(name, (tmp_path / "out" / name).read_bytes()) for name, _ in files] == files
    assert data != locked_package(files, "a löng pässword") and b"Tallowby" not in data
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        assert {(each.date_time, each.CRC, each.create_system, each.comment) for each in held.infolist()} == {
            ((2000, 1, 1, 0, 0, 0), 0, 0, b"")
        }


def test_a_file_edited_afterwards_is_checked_with_its_changes_comments_and_workbooks(named, tmp_path):
    from tests.gate import planting

    case, _ = named
    for place, name, data in planting.docx_places("Rhoswen Tallowby"):
        (tmp_path / name).write_bytes(data)
        looked = gating.check_file(case, tmp_path / name, "publication")
        assert looked.blocking, place


@pytest.mark.safety("P14")
@pytest.mark.parametrize("name", ["c.xlsx", "t.html", "t.svg", "s.csv"])
def test_what_is_hostile_stays_text_when_it_is_masked(case, tmp_path, name):
    from tests.builders import add, an_agency
    from tests.operations.chronology.test_exports import NASTY

    agency = add(case, an_agency("A"))[0]
    add(case, Person(real_name="Rhoswen Tallowby", sort="person", pseudonym="=Elin<b>"))
    add(
        case,
        *(
            Entry(agency=agency.id, what_happened=f"Rhoswen Tallowby {text}"[:2000])
            for text in NASTY
            if text != "\ud800"
        ),
    )
    make = {"c": chronology, "t": timeline, "s": suggestions}[name[0]]
    make(case, tmp_path / name, Sending("publication", passing={ANY: "hostile on purpose"}))
    data = (tmp_path / name).read_bytes()
    assert b"Tallowby" not in data
    if name.endswith(".html"):
        assert data.count(b"<script") == 2 and b"<b>" not in data
    if name.endswith(".svg"):
        assert b"<b>" not in data and b"<script" not in data
    if name.endswith(".csv"):
        assert not any(
            cell.startswith(("=", "@")) for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row
        )


# ---- other doors ------------------------------------------------------------------------------------------------


def test_what_holds_real_names_by_its_nature_leaves_only_in_the_working_edition(named, tmp_path):
    case, _ = named
    shown = presented(case, "submission")
    police = case.all(Agency)[0]
    with pytest.raises(Refused, match="working edition"):
        query_sheets.write_sheet(shown, police.id, tmp_path / "q.xlsx")
    with pytest.raises(Refused, match="working edition"):
        leaving.export_everything(shown, tmp_path / "all")
    with pytest.raises(Refused, match="working edition"):
        shown.original("0" * 64)
    assert not list(tmp_path.glob("q*")) and not (tmp_path / "all").exists()


@pytest.mark.safety("P1")
def test_the_register_leaves_masked_from_a_view_that_hides_it(named, tmp_path):
    case, _ = named
    registers.export_csv(presented(case, "publication"), Person, tmp_path / "people.csv")
    assert left_in("people.csv", (tmp_path / "people.csv").read_bytes(), with_dates=True) == []
    codebooks.send_out(presented(case, "publication"), tmp_path / "themes.csv")
    assert left_in("themes.csv", (tmp_path / "themes.csv").read_bytes(), with_dates=True) == []


def test_nothing_is_changed_through_a_presented_case(named):
    case, held = named
    shown = presented(case, "submission")
    for change in (
        lambda: registers.remove(shown, Person, [case.all(Person)[0].id]), shown.undo, shown.redo,
        lambda: registers.change(shown, Entry, held[0].id, chair_comment="x"),
    ):  # fmt: skip
        with pytest.raises(Refused, match="nothing is changed"):
            change()
    with pytest.raises(AttributeError):
        shown.saved_at = "now"
    assert case.all(Entry)[0].chair_comment == SAYS and shown.history_of(held[0].id) == [] and shown.undo_name == ""
    assert "Tallowby" not in str([shown.words_of(line.seq) for line in case.lines()])
    assert [each.real_name for each in shown.search("Tallowby") if isinstance(each, Person)] and not any(
        "Tallowby" in str(getattr(each, "real_name", "")) for each in shown.search("Tallowby")
    )


def test_the_day_of_the_death_and_of_births_are_not_told(named):
    from dataclasses import replace

    case, _ = named
    with case.step("Set the day") as step:
        step.put(replace(case.review, date_of_death=DAY))
    shown = presented(case, "submission")
    assert shown.review.date_of_death is None and all(each.date_of_birth is None for each in shown.all(Person))


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such marks; a user's folders are closed")
@pytest.mark.parametrize("name", PRODUCTS)
def test_every_file_that_leaves_is_its_owners_only(named, tmp_path, name):
    case, _ = named
    usual = os.umask(0)
    try:
        sending = Sending("submission", passing={ANY: "for a test"}) if name.startswith("pack") else Sending()
        PRODUCTS[name](case, tmp_path / name, sending)
        if name == "pack.zip":
            packs.write_pack(case, tmp_path / "pack", sending=sending, despite="For a test")
            query_sheets.write_sheets(case, tmp_path / "sheets")
            codebooks.send_out(case, tmp_path / "themes.qdc")
            chronology(case, tmp_path / "locked.xlsx", Sending(password="three invented words"))
    finally:
        os.umask(usual)
    written = [path for path in tmp_path.rglob("*") if ".dhr" not in path.name]
    assert [(path.name, oct(path.stat().st_mode & 0o777)) for path in written if path.stat().st_mode & 0o077] == []
    assert tmp_path / name in written
