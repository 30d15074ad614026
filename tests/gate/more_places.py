"""More places a name can stand in: the corners of office files, pictures, drawings, pages, and everything in a PDF."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from .planting import xml, zipped

CLEAN = '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Nothing here.</w:t></w:r></w:p>{}</w:body></w:document>'
IN_WORD = {
    # the place, and how it stands in the document's own part
    "caption": '<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr><w:r><w:t>Table 1: {}</w:t></w:r></w:p>',
    "text box": "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>",
    "field": "<w:p><w:r><w:instrText>REF {} now</w:instrText></w:r></w:p>",
    "inserted": '<w:p><w:ins w:author="x"><w:r><w:t>{}</w:t></w:r></w:ins></w:p>',
    "moved away": "<w:p><w:moveFrom><w:r><w:t>{}</w:t></w:r></w:moveFrom></w:p>",
    "hidden letters": "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r></w:p>",
    "content control's label": '<w:sdt><w:sdtPr><w:alias w:val="about {} here"/></w:sdtPr></w:sdt>',
    "picture's name": '<w:p><pic:cNvPr name="photo of {} here"/></w:p>',
    "who changed it": '<w:p><w:ins w:author="{} Ltd"/></w:p>',
}
BESIDE = {
    # the place, the file, its part and how it stands there
    "footer": ("d.docx", "word/footer2.xml", "<w:ftr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:ftr>"),
    "keywords": ("d.docx", "docProps/core.xml", "<cp><cp:keywords>{}</cp:keywords></cp>"),
    "last changed by": ("d.docx", "docProps/core.xml", "<cp><cp:lastModifiedBy>{}</cp:lastModifiedBy></cp>"),
    "own property": ("d.docx", "docProps/custom.xml", "<p><vt:lpwstr>{}</vt:lpwstr></p>"),
    "chart's title": ("d.docx", "word/charts/chart1.xml", "<c:chart><a:t>{}</a:t></c:chart>"),
    "shared string": ("x.xlsx", "xl/sharedStrings.xml", "<sst><si><t>{}</t></si></sst>"),
    "cell's comment": ("x.xlsx", "xl/comments1.xml", "<comments><comment><text><t>{}</t></text></comment></comments>"),
    "hidden sheet": ("x.xlsx", "xl/worksheets/sheet9.xml", '<sheet state="hidden"><is><t>{}</t></is></sheet>'),
    "page header": ("x.xlsx", "xl/worksheets/sheet1.xml", "<worksheet><oddHeader>{}</oddHeader></worksheet>"),
    "kept values": ("x.xlsx", "xl/pivotCache/records1.xml", '<r><s v="about {} here"/></r>'),
    "open document": ("t.odt", "content.xml", "<office:text><text:p>{}</text:p></office:text>"),
}
IN_CODE = frozenset(
    {"content control's label", "picture's name", "who changed it", "kept values", "note in a picture", "picture in a document",
     "pdf title", "pdf keywords", "pdf note", "pdf outline", "pdf other words", "alt text", "html attribute", "html data",
     "html comment", "sheet name", "zip comment"}
)  # fmt: skip
"""Where numbers without a register are not looked for: mostly ids and measures stand there."""


def places(words: str) -> Iterator[tuple[str, str, bytes]]:
    told = xml(words)
    for place, shape in IN_WORD.items():
        yield place, "d.docx", zipped({"word/document.xml": CLEAN.format(shape.format(told)).encode()})
    for place, (name, part, shape) in BESIDE.items():
        yield place, name, zipped({"word/document.xml": CLEAN.format("").encode(), part: shape.format(told).encode()})
    yield "svg description", "p.svg", f"<svg><desc>{told}</desc></svg>".encode()
    yield "page's title", "p.html", f"<!DOCTYPE html><title>{told}</title><p>x</p>".encode()
    yield "note in a picture", "p.png", png(chunk(b"tEXt", b"Comment\0" + words.encode()))
    yield (
        "picture in a document",
        "d.docx",
        zipped({"word/media/a.png": png(chunk(b"iTXt", b"C\0\0\0\0\0" + words.encode()))}),
    )
    yield (
        "a file in a pack",
        "pack.zip",
        zipped({"02-report.docx": zipped({"word/footnotes.xml": f"<w:t>{told}</w:t>".encode()})}),
    )
    yield from _in_a_pdf(words)


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*notes):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(notes) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


# ---- PDF --------------------------------------------------------------------------------------------------


def _in_a_pdf(words: str) -> Iterator[tuple[str, str, bytes]]:
    wide = "<" + ("\ufeff" + words).encode("utf-16-be").hex() + ">"
    yield "pdf title", "p.pdf", _pdf(info=f"<< /Title {wide} >>")
    yield "pdf keywords", "p.pdf", _pdf(info=f"<< /Keywords {wide} >>")
    yield (
        "pdf note",
        "p.pdf",
        _pdf(page=f"/Annots [<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents {wide} >>]"),
    )
    yield "pdf outline", "p.pdf", _pdf(catalog="/Outlines 7 0 R", more=f"<< /First 7 0 R /Title {wide} >>")
    yield "pdf other words", "p.pdf", _pdf(more=f"<< /Type /StructElem /S /Figure /Alt {wide} >>")
    about = f"<x:xmpmeta><dc:creator>{xml(words)}</dc:creator></x:xmpmeta>".encode()
    yield (
        "pdf metadata",
        "p.pdf",
        _pdf(catalog="/Metadata 7 0 R", more=_stream(b"/Type /Metadata /Subtype /XML", about)),
    )
    try:
        plain = words.replace("\n", " ").encode("cp1252")
    except UnicodeEncodeError:
        return  # these letters need a font of their own: the program's writer is tried with them elsewhere
    yield "pdf page", "p.pdf", _pdf(content=b"BT /F1 9 Tf 20 700 Td <" + plain.hex().encode() + b"> Tj ET")


def _stream(entries: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data)
    head = b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n" % (entries, len(packed))
    return head + packed + b"\nendstream"


def _pdf(
    *, info: str = "<< >>", page: str = "", catalog: str = "", content: bytes = b"BT ET", more: str | bytes = b"null"
) -> bytes:
    """One page with a table of where its objects stand, as a reader wants it."""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(), b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> %s >>"
        % page.encode(),
        _stream(b"", content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        info.encode(), more if isinstance(more, bytes) else more.encode(),
    ]  # fmt: skip
    made, starts = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    end = (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    )
    return made + end % (size, table, size, len(made))
