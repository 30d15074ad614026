"""What a file is, by its content and not by its name; and the sentence for each kind that is not taken."""

from __future__ import annotations

from .compound import names_at_top
from .counting import reconcile
from .package import DAMAGED, LARGEST_FILE, PROTECTED, Package
from .pages import Document, Refused, hold_to_length

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS_DOCX = "Open it in Word and use Save As, Word Document (.docx); or ask the agency for the Word file itself."
REFUSALS = {
    "empty": "This file is empty. Ask the agency to send it again.",
    "large": "This file is larger than 50 MB, the most that is read. Ask for it without pictures.",
    "doc": f"This is a Word document in the old .doc format, which is not read. {SAVE_AS_DOCX}",
    "wordperfect": f"This is a WordPerfect document, which is not read. {SAVE_AS_DOCX}",
    "odt": f"This is an OpenDocument drawing, formula or presentation, which is not read. {SAVE_AS_DOCX}",
    "msg": "This is an e-mail message. Save its attachment, or its text, and bring that in.",
    "zip": "This is an archive of several files. Unpack it and bring in the files one by one.",
    "html": "This is a web page{}. Open it in Excel and use Save As, Excel Workbook (.xlsx).",
    "xml": "This is an XML file{}, which is not read. Open it in Excel or Word and save it as .xlsx or .docx.",
    "picture": "This is a picture. The program reads text only; ask the agency for the typed chronology.",
    "ppt": "This is a presentation, which is not read. Ask the agency for the chronology as a Word or Excel file.",
    "unknown": "This is not a kind of file the program can read. Ask for a Word (.docx) or Excel (.xlsx) file.",
    "case": "This is a case of this program, not an agency's file. Open it as a case; what another review holds comes in from its exports.",
    "mainframe": "This text is written with the letters of a mainframe (EBCDIC), which is not read. Ask the agency for an Excel file, or for text in UTF-8.",
    "lock": "This is the small file that Office leaves beside a document while it is open, not the document itself.",
}


def format_of(data: bytes, name: str) -> str:
    """The format to read it as, or the refusal that says what to do."""
    if len(data) > LARGEST_FILE:
        raise Refused(REFUSALS["large"])
    if name.startswith("~$") and len(data) < 1024:
        raise Refused(REFUSALS["lock"])
    if not data.strip(b"\0 \r\n\t"):
        raise Refused(REFUSALS["empty"])
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(OLE):
        return _compound(data)
    head = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    named = _as_named(name)
    if b"%pdf-" in data[:1024].lower():  # some printers write a line of their own above it
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body")):
        raise Refused(REFUSALS["html"].format(named))
    if head.startswith((b"<?xml", b"<office:document", b"<pkg:package", b"<w:worddocument")) and (kind := _flat(data)):
        return kind
    if head.startswith((b"<?xml", b"<workbook")):
        raise Refused(REFUSALS["xml"].format(named))
    if head.startswith((b"\x89png", b"\xff\xd8\xff", b"gif8", b"bm", b"ii*\0")) and b"\0" in data[:64]:
        raise Refused(REFUSALS["picture"])
    if data.startswith((b"\xdb\xa5", b"\x31\xbe\0\0", b"\x32\xbe\0\0", b"\xfe\x37\0", b"\x9b\xa5")):
        raise Refused(REFUSALS["doc"])  # Word and Write of before 1995
    if data.startswith(b"\xffWPC"):
        raise Refused(REFUSALS["wordperfect"])
    if data[:2] in (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08"):
        return "xls"  # the workbooks of before 1995 stand bare
    return _text(data, name)


def _as_named(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    return f" that has been named .{ending}" if ending in ("xls", "xlsx", "doc", "docx", "csv", "ods") else ""


def _flat(data: bytes) -> str:
    """Documents that are one XML file."""
    head = data[:4096]
    if b"opendocument.text" in head and b"urn:oasis:names:tc:opendocument" in head:
        return "fodt"
    if b"schemas.microsoft.com/office/2006/xmlPackage" in head and b"wordprocessingml" in data[:200_000]:
        return "flat-docx"
    if b"schemas.microsoft.com/office/word/2003/wordml" in head:
        return "word-xml"
    return ""


def _zipped(data: bytes) -> str:
    package = Package(data)
    names = {each.lower() for each in package.names}
    tops = {name.split("/")[0] for name in names}
    if any(name.endswith("xl/workbook.bin") for name in names):
        return "xlsb"
    if "mimetype" in tops and "content.xml" in tops:
        return _opendocument(package)
    if "ppt" in tops:
        raise Refused(REFUSALS["ppt"])
    if "word" in tops or any(
        "document" in name and name.endswith(".xml") for name in names if "/" in name and "docprops" not in name
    ):
        return "docx"
    if "xl" in tops or any(name.endswith("workbook.xml") for name in names):
        return "xlsx"
    if "[content_types].xml" in tops:
        return _by_content_types(package)
    if "content.xml" in tops:
        return "ods"
    raise Refused(REFUSALS["zip"])


def _by_content_types(package: Package) -> str:
    """Parts of other names than usual: the list of what each part holds still says what the file is."""
    types = package.read("[Content_Types].xml")[:1_000_000]
    if b"wordprocessingml" in types:
        return "docx"
    if b"vnd.ms-excel.sheet.binary" in types:
        return "xlsb"
    if b"spreadsheetml" in types:
        return "xlsx"
    raise Refused(DAMAGED)


def _opendocument(package: Package) -> str:
    kind = package.read("mimetype")[:120]
    manifest = package.read("META-INF/manifest.xml")[:200_000] if package.has("META-INF/manifest.xml") else b""
    if b"encryption-data" in manifest:
        raise Refused(PROTECTED)
    if b"spreadsheet" in kind:
        return "ods"
    if b"opendocument.text" in kind:
        return "odt"
    raise Refused(REFUSALS["odt"])


def _compound(data: bytes) -> str:
    """By what lies in the file itself: a workbook may hold a whole Word document, and is a workbook."""
    names = names_at_top(data)

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data if names is None else stream.lower() in names

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise Refused(PROTECTED)
    if holds("Workbook") or holds("Book"):
        return "xls"
    if holds("WordDocument"):
        raise Refused(REFUSALS["doc"])
    if holds("__properties_version1.0") or any(name.startswith("__substg1.0_") for name in names or ()):
        raise Refused(REFUSALS["msg"])
    if holds("PowerPoint Document"):
        raise Refused(REFUSALS["ppt"])
    raise Refused(REFUSALS["unknown"])


def _text(data: bytes, name: str) -> str:
    """Text is what is mostly letters once it is decoded."""
    from .text_encoding import decode_text, is_of_a_mainframe

    if is_of_a_mainframe(data[:20_000]):
        raise Refused(REFUSALS["mainframe"])
    text = decode_text(data[:20_000]).text
    strange = sum(1 for each in text if (each < " " and each not in "\r\n\t\f\0") or each == "\ufffd")
    if strange > len(text) // 20:
        raise Refused(REFUSALS["case" if name.lower().endswith(".dhr") else "unknown"])
    return "csv"


def read(data: bytes, name: str) -> Document:
    """Whatever it is, as grids; counted a second time, so that nothing is read short silently."""
    document = _read(data, name)
    hold_to_length(document)
    reconcile(document, data)
    return document


def _read(data: bytes, name: str) -> Document:
    kind = format_of(data, name)
    if kind == "xlsx":
        from .xlsx import read_xlsx

        return read_xlsx(data)
    if kind == "xlsb":
        from .xlsb import read_xlsb

        return read_xlsb(data)
    if kind == "docx":
        from .docx import read_docx

        return read_docx(data)
    if kind == "odt":
        from .odt import read_odt

        return read_odt(data)
    if kind == "pdf":
        from .pdf import read_pdf

        return read_pdf(data)
    if kind == "fodt":
        from .odt import read_flat_odt

        return read_flat_odt(data)
    if kind == "rtf":
        from .rtf import read_rtf

        return read_rtf(data)
    if kind in ("flat-docx", "word-xml"):
        from .docx_flat import read_flat

        return read_flat(data)
    if kind == "ods":
        from .ods import read_ods

        return read_ods(data)
    if kind == "xls":
        from .xls import read_xls

        return read_xls(data)
    from .plain_text import read_text

    return read_text(data)
