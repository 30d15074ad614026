"""Identifiers of fourteen kinds, in every form they may take: what the gate must meet wherever they are put. All invented."""

from __future__ import annotations

import base64
import io
import random
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import date

from dhr_desktop.people.finding_names import NameFinder
from dhr_desktop.people.roster import Identity, Roster

FIRSTS = [
    "Rhoswen",
    "Derrin",
    "Maudlyn",
    "Tavish",
    "Oluchi",
    "Zoë",
    "Siân",
    "Łucja",
    "Niamh",
    "Anwen",
    "Jacinta",
    "Kwabena",
    "Yusra",
    "Dmitri",
    "Eleri",
    "Fenella",
    "Gwydion",
    "Hesper",
    "Isolde",
    "Jorunn",
    "Kestrel",
    "Lowri",
    "Merrin",
    "Nerys",
    "Osian",
    "Perpetua",
    "Quenby",
    "Rhiain",
    "Sorcha",
    "Tamsin",
]
LASTS = [
    "Tallowby",
    "Askquith",
    "O'Dravney",
    "Willowmere-Prynne",
    "Garlickson",
    "Penhallowe",
    "Thrupwick",
    "Brandleford",
    "Quillhampton",
    "Hesketton",
    "D'Arnaud",
    "Łaskarek",
    "Mørkdal",
    "MacGillivrane",
    "Featherstonhope",
    "Underbrook",
    "Kilnsworth",
    "Vantongeren",
    "Strandoff",
    "Ellershaw",
    "Corrowan",
    "Braithwold",
    "Oakenshaw",
    "Pettifermoor",
    "Rookhopley",
    "Swinbrooke",
    "Tarrantine",
    "Ulverscombe",
    "Wetherlam",
    "Yarrowdale",
]
PLACES = [f"{number} {name} Lane, Eastmere ZZ{number} 4HG" for number, name in zip(range(11, 31), LASTS, strict=False)]
NUMBERS = [f"07700 9{number:05}" for number in range(20)]
BIRTHS = [date(1950 + at, 1 + at % 12, 3 + at % 25) for at in range(30)]


def household() -> list[Identity]:
    people = [
        Identity(at + 1, "person", (f"{first} {last}",), called=f"Person {at + 1}", born=born)
        for at, (first, last, born) in enumerate(zip(FIRSTS, LASTS, BIRTHS, strict=True))
    ]
    people += [Identity(100 + at, "place", (place,), called="[place]") for at, place in enumerate(PLACES)]
    people += [Identity(200 + at, "number", (number,), called="[number]") for at, number in enumerate(NUMBERS)]
    return people


def a_finder() -> NameFinder:
    return NameFinder(Roster.of(household()))


def plain(name: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))


def forms_of_name(first: str, last: str) -> dict[str, str]:
    """A whole name in each form of P4."""
    bare = last.replace("'", "").replace("-", "")
    return {
        "full": f"{first} {last}", "capitals": f"{first} {last}".upper(), "surname first": f"{last.upper()}, {first}",
        "surname": last, "possessive": f"{last}’s", "title": f"Mr {last}", "initial": f"{first[0]}. {last}",
        "no accents": plain(f"{first} {last}"), "curly": f"{first} {last.replace(chr(39), '’')}",
        "soft hyphen": f"{first} {last[:3]}\u00ad{last[3:]}", "zero width": f"{first} {last[:2]}\u200b{last[2:]}",
        "line break": f"{first}\n{last}", "joined": plain(f"{first}{bare}").lower(), "small": f"{first} {last}".lower(),
        "in an address": plain(f"{first}.{bare}@example.org").lower(), "hyphen for space": f"{first}-{last}",
        "ligature": f"{first} {last}".replace("fi", "ﬁ"), "wide": "".join(chr(ord(each) + 0xFEE0) if "a" <= each <= "z" else each for each in last),
    }  # fmt: skip


def forms_of_birth(day: date) -> dict[str, str]:
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    month = months[day.month - 1]
    return {
        "slashes": f"{day:%d/%m/%Y}", "short": f"{day.day}/{day.month}/{day:%y}", "dots": f"{day:%d.%m.%Y}", "iso": f"{day:%Y-%m-%d}",
        "hyphens": f"{day:%d-%m-%Y}", "words": f"{day.day} {month} {day.year}", "short month": f"{day.day} {month[:3]} {day.year}",
        "ordinal": f"{day.day}th of {month} {day.year}", "american": f"{month} {day.day}, {day.year}",
    }  # fmt: skip


def slips_of(name: str, chance: random.Random) -> str:
    """One letter wrong, missing, doubled in or changed about; never the first."""
    at = chance.randrange(1, len(name) - 1)
    other = chance.choice("bcdfghklmnprstvw")
    return chance.choice([
        name[:at] + other + name[at + 1 :], name[:at] + name[at + 1 :], name[:at] + other + name[at:],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    ])  # fmt: skip


def plants() -> Iterator[tuple[str, str]]:
    """Kind of plant, and the words."""
    for first, last in zip(FIRSTS, LASTS, strict=True):
        for kind, words in forms_of_name(first, last).items():
            yield f"name, {kind}", words
    for born in BIRTHS:
        for kind, words in forms_of_birth(born).items():
            yield f"birth, {kind}", words
    for place in PLACES:
        yield "place", place
        yield "place in capitals", place.upper()
        yield "street", place.split(",")[0]
        yield "postcode", place[-8:].replace(" ", "")
    for number in NUMBERS:
        yield "number", number
        yield "number without gaps", number.replace(" ", "")
        yield "number from abroad", "+44 " + number[1:]
    yield from (
        ("NHS number", "999 123 4567"), ("National Insurance", "AB 12 34 56 C"), ("phone", "01632 960 123"),
        ("e-mail", "someone@example.org"), ("vehicle", "AB12 CDE"), ("crime reference", "CRIS 5511290/09"),
        ("case reference", "URN 43CT/2291/13"), ("link", "https://example.org/case"), ("user folder", r"C:\Users\jsmith\Documents"),
        ("born", "born 3 May 1991"), ("dob", "DOB: 02.11.91"), ("prison number", "Prison number A1234BC"),
    )  # fmt: skip


# ---- places of a file ------------------------------------------------------------------------------------


def zipped(parts: dict[str, bytes], *, comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        for name, data in parts.items():
            held.writestr(name, data)
        held.comment = comment
    return out.getvalue()


def xml(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def docx_places(words: str) -> Iterator[tuple[str, str, bytes]]:
    """A Word document with the words in one place."""
    body = '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Nothing here.</w:t></w:r></w:p>{}</w:body></w:document>'
    told = xml(words)
    half = len(told) // 2 if "&" not in told else 0
    yield (
        "paragraph",
        "d.docx",
        zipped({"word/document.xml": body.format(f"<w:p><w:r><w:t>Said {told} then</w:t></w:r></w:p>").encode()}),
    )
    split = f"<w:p><w:r><w:t>{told[:half]}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{told[half:]}</w:t></w:r></w:p>"
    yield "split run", "d.docx", zipped({"word/document.xml": body.format(split).encode()})
    yield (
        "table",
        "d.docx",
        zipped(
            {
                "word/document.xml": body.format(
                    f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{told}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
                ).encode()
            }
        ),
    )
    yield (
        "deleted",
        "d.docx",
        zipped(
            {
                "word/document.xml": body.format(
                    f"<w:p><w:del><w:r><w:delText>{told}</w:delText></w:r></w:del></w:p>"
                ).encode()
            }
        ),
    )
    yield (
        "alt text",
        "d.docx",
        zipped({"word/document.xml": body.format(f'<w:p><wp:docPr descr="A picture of {told} here"/></w:p>').encode()}),
    )
    clean = body.format("").encode()
    for part in ("header1", "footnotes", "comments", "endnotes", "glossary/document"):
        yield (
            part,
            "d.docx",
            zipped(
                {
                    "word/document.xml": clean,
                    f"word/{part}.xml": f"<w:x><w:p><w:r><w:t>{told}</w:t></w:r></w:p></w:x>".encode(),
                }
            ),
        )
    yield (
        "author",
        "d.docx",
        zipped({"word/document.xml": clean, "docProps/core.xml": f"<cp><dc:creator>{told}</dc:creator></cp>".encode()}),
    )
    yield (
        "company",
        "d.docx",
        zipped({"word/document.xml": clean, "docProps/app.xml": f"<P><Company>{told}</Company></P>".encode()}),
    )
    yield (
        "custom part",
        "d.docx",
        zipped({"word/document.xml": clean, "customXml/item1.xml": f"<a><b>{told}</b></a>".encode()}),
    )
    inner = zipped({"xl/sharedStrings.xml": f"<sst><si><t>{told}</t></si></sst>".encode()})
    yield "embedded workbook", "d.docx", zipped({"word/document.xml": clean, "word/embeddings/book.xlsx": inner})
    yield "zip comment", "d.docx", zipped({"word/document.xml": clean}, comment=words.encode()[:60000])


def other_places(words: str) -> Iterator[tuple[str, str, bytes]]:
    told = xml(words)
    yield (
        "cell",
        "x.xlsx",
        zipped(
            {"xl/worksheets/sheet1.xml": f'<worksheet><c t="inlineStr"><is><t>{told}</t></is></c></worksheet>'.encode()}
        ),
    )
    yield (
        "sheet name",
        "x.xlsx",
        zipped({"xl/workbook.xml": f'<workbook><sheet name="About {told} now"/></workbook>'.encode()}),
    )
    yield "svg text", "p.svg", f"<svg><text>{told}</text></svg>".encode()
    yield "svg title", "p.svg", f"<svg><title>{told}</title></svg>".encode()
    yield "html text", "p.html", f"<!DOCTYPE html><p>{told}</p>".encode()
    yield "html attribute", "p.html", f'<!DOCTYPE html><p title="about {told} there">x</p>'.encode()
    yield "html comment", "p.html", f"<!DOCTYPE html><!-- for {told} --><p>x</p>".encode()
    yield "html data", "p.html", f'<!DOCTYPE html><script type="application/json">["{told}"]</script>'.encode()
    yield "csv", "t.csv", f'a,b\r\n1,"{words}"\r\n'.encode("utf-8-sig")
    yield "json", "t.json", ('["' + words.replace("\\", "\\\\").replace("\n", "\\n") + '"]').encode()
    yield (
        "json escaped",
        "t.json",
        ('["' + "".join(f"\\u{ord(each):04x}" if ord(each) < 0x10000 else each for each in words) + '"]').encode(),
    )
    yield (
        "packed in a page",
        "p.html",
        f'<!DOCTYPE html><img src="data:text/plain;base64,{base64.b64encode((words + " " * 40).encode()).decode()}">'.encode(),
    )
    yield "in a pack", "pack.zip", zipped({"report/notes.txt": words.encode()})
    yield "text in sixteen bits", "t.txt", words.encode("utf-16")


def every_place(words: str) -> Iterator[tuple[str, str, bytes]]:
    yield from docx_places(words)
    yield from other_places(words)
