"""Pages as a tagged PDF: headings, figures with a text alternative, tables whose cells can be walked through.

Written by hand because nothing at hand makes a tagged file without bringing a browser's worth of code, and
because what is not written cannot leak: there is a title, a language and one revision, and the same pages
give the same bytes. Letters are embedded as far as they are used; what a letter cannot be drawn for is kept
as text beneath the box that stands for it.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from dhr_desktop.core.signs import in_one_line

from .letters import font_file, visible, width_of
from .package_out import xml_text
from .shapes import Box, Outline, Picture, Round, Shape, Stroke, Words

CURVE = 0.5523
BOX = "\u25a1"
FONTS = ("F1", "F2")


@dataclass(slots=True)
class Tag:
    """One element of the structure: a heading, a table, a cell; its marks say where it is on the pages."""

    role: str
    alternative: str = ""
    scope: str = ""
    children: list[Tag] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)  # page, number on it
    number: int = 0

    def add(self, role: str, *, alternative: str = "", scope: str = "") -> Tag:
        made = Tag(role, alternative, scope)
        self.children.append(made)
        return made


@dataclass(slots=True)
class _Run:
    """Words on a page, set once every letter that is used is known."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    is_bold: bool


@dataclass(slots=True)
class Page:
    width: float
    height: float
    number: int
    _parts: list[str | _Run] = field(default_factory=list)
    _marks: int = 0
    tags: list[Tag] = field(default_factory=list)

    def begin(self, tag: Tag | None) -> None:
        """What follows belongs to this element; to nothing, and it is decoration."""
        if tag is None:
            self._parts.append("/Artifact BMC")
            return
        tag.marks.append((self.number, self._marks))
        self.tags.append(tag)
        self._parts.append(f"/{tag.role} <</MCID {self._marks}>> BDC")
        self._marks += 1

    def end(self) -> None:
        self._parts.append("EMC")

    def words(
        self, x: float, y: float, text: str, size: float, colour: str = "#1b2330", *, is_bold: bool = False
    ) -> None:
        if text.strip():
            self._parts.append(_Run(x, y, text, size, colour, is_bold))

    def line(self, x: float, y: float, to_x: float, to_y: float, colour: str, width: float = 0.5) -> None:
        self.shape(Stroke(x, y, to_x, to_y, colour, width))

    def shape(self, shape: Shape) -> None:
        if isinstance(shape, Words):
            wide = 0.0 if shape.anchor == "start" else width_of(visible(shape.text), shape.size, is_bold=shape.is_bold)
            x = shape.x - {"start": 0.0, "middle": wide / 2, "end": wide}[shape.anchor]
            self.words(x, shape.y, shape.text, shape.size, shape.colour, is_bold=shape.is_bold)
        else:
            self._parts.append(self._drawn(shape))

    def picture(self, picture: Picture) -> None:
        for each in picture.shapes:
            self.shape(each)

    def _drawn(self, shape: Box | Stroke | Outline | Round) -> str:
        if isinstance(shape, Stroke):
            path = f"{shape.x:.2f} {self._up(shape.y)} m {shape.to_x:.2f} {self._up(shape.to_y)} l"
            paint = _paint("", shape.colour, shape.width, is_dashed=shape.is_dashed)
            return f"q {_opacity(shape.opacity)}{paint[0]}{path} {paint[1]} Q"
        if isinstance(shape, Box):
            path = f"{shape.x:.2f} {self._up(shape.y + shape.height)} {shape.width:.2f} {shape.height:.2f} re"
            paint = _paint(shape.fill, shape.stroke, 1.0, is_dashed=shape.is_dashed)
            return f"q {_opacity(shape.opacity)}{paint[0]}{path} {paint[1]} Q"
        if isinstance(shape, Outline):
            x, y = shape.points[0]
            path = (
                f"{x:.2f} {self._up(y)} m " + " ".join(f"{a:.2f} {self._up(b)} l" for a, b in shape.points[1:]) + " h"
            )
            paint = _paint(shape.fill, shape.stroke, 1.2)
            return f"q {paint[0]}{path} {paint[1]} Q"
        return self._round(shape)

    def _round(self, shape: Round) -> str:
        x, y, r = shape.x, self.height - shape.y, shape.radius
        c = r * CURVE
        path = (
            f"{x - r:.2f} {y:.2f} m {x - r:.2f} {y + c:.2f} {x - c:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
            f"{x + c:.2f} {y + r:.2f} {x + r:.2f} {y + c:.2f} {x + r:.2f} {y:.2f} c "
            f"{x + r:.2f} {y - c:.2f} {x + c:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
            f"{x - c:.2f} {y - r:.2f} {x - r:.2f} {y - c:.2f} {x - r:.2f} {y:.2f} c h"
        )
        paint = _paint(shape.fill, shape.stroke, 1.2)
        return f"q {paint[0]}{path} {paint[1]} Q"

    def _up(self, y: float) -> str:
        return f"{self.height - y:.2f}"

    def letters(self) -> Iterable[tuple[bool, str]]:
        for part in self._parts:
            if isinstance(part, _Run):
                yield part.is_bold, visible(part.text)

    def stream(self, fonts: dict[bool, _Letters]) -> bytes:
        return "\n".join(part if isinstance(part, str) else self._set(part, fonts) for part in self._parts).encode(
            "ascii"
        )

    def _set(self, run: _Run, fonts: dict[bool, _Letters]) -> str:
        shown = visible(run.text)
        letters = fonts[run.is_bold]
        glyphs = "".join(f"{letters.glyph(letter):04X}" for letter in shown)
        begin, end = "", ""
        if shown != run.text or any(not letters.has(letter) for letter in shown):
            begin, end = f"/Span <</ActualText <{_utf16(run.text)}>>> BDC ", " EMC"
        font = FONTS[1] if run.is_bold else FONTS[0]
        place = f"{run.x:.2f} {self._up(run.y)}"
        return f"{begin}BT {_colour(run.colour)} rg /{font} {run.size:g} Tf {place} Td <{glyphs}> Tj ET{end}"


def _paint(fill: str, stroke: str, width: float, *, is_dashed: bool = False) -> tuple[str, str]:
    """The operators before a path and the one that paints it."""
    before = f"{_colour(fill)} rg " if fill else ""
    if stroke:
        before += f"{_colour(stroke)} RG {width:g} w "
        before += "[3 2] 0 d " if is_dashed else ""
    return before, "B" if fill and stroke else "f" if fill else "S" if stroke else "n"


def _colour(value: str) -> str:
    return " ".join(f"{int(value[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))


def _opacity(share: float) -> str:
    return "" if share >= 1 else f"/G{round(share * 100)} gs "


def _utf16(text: str) -> str:
    return "FEFF" + text.encode("utf-16-be", "replace").hex().upper()


class _Letters:
    """A font cut down to what is used, and the number of each letter in it."""

    def __init__(self, text: set[str], *, is_bold: bool) -> None:
        from fontTools import subset
        from fontTools.ttLib import TTFont

        options: Any = subset.Options()
        options.layout_features, options.notdef_outline, options.hinting = [], True, False
        options.name_IDs, options.drop_tables = [], ["FFTM", "GSUB", "GPOS", "GDEF", "kern", "name", "post"]
        font: Any = TTFont(font_file(is_bold=is_bold), lazy=False, recalcTimestamp=False)
        known = font.getBestCmap()
        self._known = {letter for letter in text if ord(letter) in known}
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[ord(letter) for letter in self._known | {BOX, " "}])
        cutter.subset(font)
        cmap = font.getBestCmap()
        self.glyphs = {chr(code): font.getGlyphID(name) for code, name in cmap.items()}
        self.em = font["head"].unitsPerEm
        self.widths = [font["hmtx"].metrics[name][0] * 1000 / self.em for name in font.getGlyphOrder()]
        head, lines = font["head"], font["hhea"]
        self.box = [round(value * 1000 / self.em) for value in (head.xMin, head.yMin, head.xMax, head.yMax)]
        self.ascent, self.descent = (round(value * 1000 / self.em) for value in (lines.ascent, lines.descent))
        out = io.BytesIO()
        font.save(out)
        self.data = out.getvalue()
        font.close()

    def has(self, letter: str) -> bool:
        return letter in self.glyphs

    def glyph(self, letter: str) -> int:
        return int(self.glyphs.get(letter, self.glyphs[BOX]))

    def to_unicode(self) -> bytes:
        pairs = sorted((glyph, letter) for letter, glyph in self.glyphs.items())
        lines = ["/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def"]
        lines.append("/CMapName /U def 1 begincodespacerange <0000> <FFFF> endcodespacerange")
        for at in range(0, len(pairs), 100):
            part = pairs[at : at + 100]
            lines.append(f"{len(part)} beginbfchar")
            lines += [f"<{glyph:04X}> <{letter.encode('utf-16-be').hex().upper()}>" for glyph, letter in part]
            lines.append("endbfchar")
        lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
        return "\n".join(lines).encode("ascii")


class Pdf:
    def __init__(self, title: str, is_unwanted: Callable[[bytes], bool] | None = None) -> None:
        self.title = in_one_line(title)
        self.is_unwanted = is_unwanted  # packed bytes that happen to spell what nobody must find are packed another way
        self.whole = Tag("Document")
        self.pages: list[Page] = []

    def page(self, width: float, height: float) -> Page:
        made = Page(width, height, len(self.pages))
        self.pages.append(made)
        return made

    def bytes(self) -> bytes:
        return _Writer(self).written()


class _Writer:
    """The objects of the file, numbered as they are first spoken of."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._objects: list[bytes] = []
        used: dict[bool, set[str]] = {False: set(), True: set()}
        for page in pdf.pages:
            for is_bold, text in page.letters():
                used[is_bold].update(text)
        self._fonts = {is_bold: _Letters(letters, is_bold=is_bold) for is_bold, letters in used.items()}

    def _new(self, body: bytes | str = b"") -> int:
        self._objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(self._objects)

    def _packed(self, data: bytes) -> bytes:
        packed = zlib.compress(data, 6)
        if self._pdf.is_unwanted is None:
            return packed
        for level in (6, 9, 7, 8, 5, 4, 3, 2, 1):
            for strategy in (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED, zlib.Z_FIXED):
                packer = zlib.compressobj(level, strategy=strategy)
                packed = packer.compress(data) + packer.flush()
                if not self._pdf.is_unwanted(packed):
                    return packed
        return packed

    def _put(self, number: int, body: bytes | str) -> None:
        self._objects[number - 1] = body.encode("latin-1") if isinstance(body, str) else body

    def _stream(self, data: bytes, more: str = "", *, is_packed: bool = True) -> int:
        packed = self._packed(data) if is_packed else data
        head = f"<<{more} /Length {len(packed)}{' /Filter /FlateDecode' if is_packed else ''}>>\nstream\n"
        return self._new(head.encode("ascii") + packed + b"\nendstream")

    def written(self) -> bytes:
        catalog, pages, root = self._new(), self._new(), self._new()
        resources = self._resources()
        numbers = [self._new() for _ in self._pdf.pages]
        for page, number in zip(self._pdf.pages, numbers, strict=True):
            content = self._stream(page.stream(self._fonts))
            self._put(
                number,
                f"<</Type /Page /Parent {pages} 0 R /MediaBox [0 0 {page.width:g} {page.height:g}] /Contents {content} 0 R "
                f"/Resources {resources} 0 R /StructParents {page.number} /Tabs /S>>",
            )
        kids = " ".join(f"{number} 0 R" for number in numbers)
        self._put(pages, f"<</Type /Pages /Kids [{kids}] /Count {len(numbers)}>>")
        self._structure(root, numbers)
        metadata = self._stream(self._metadata(), "/Type /Metadata /Subtype /XML", is_packed=False)
        self._put(
            catalog,
            f"<</Type /Catalog /Pages {pages} 0 R /Lang (en-GB) /MarkInfo <</Marked true>> /StructTreeRoot {root} 0 R "
            f"/ViewerPreferences <</DisplayDocTitle true>> /Metadata {metadata} 0 R>>",
        )
        info = self._new(f"<</Title <{_utf16(self._pdf.title)}>>>")
        return self._file(catalog, info)

    def _resources(self) -> int:
        fonts = " ".join(
            f"/{name} {self._font(name, is_bold)} 0 R" for name, is_bold in zip(FONTS, (False, True), strict=True)
        )
        shades = {each[1:] for page in self._pdf.pages for part in page._parts if isinstance(part, str)
                  for each in part.split() if each.startswith("/G") and each[2:].isdigit()}  # fmt: skip
        states = " ".join(
            f"/{name} <</ca {int(name[1:]) / 100:.2f} /CA {int(name[1:]) / 100:.2f}>>" for name in sorted(shades)
        )
        return self._new(f"<</Font <<{fonts}>> /ExtGState <<{states}>>>>")

    def _font(self, name: str, is_bold: bool) -> int:
        letters = self._fonts[is_bold]
        base = f"DHRDSK+DejaVuSans{'-Bold' if is_bold else ''}"
        file = self._stream(letters.data, f"/Length1 {len(letters.data)}")
        box = " ".join(map(str, letters.box))
        about = self._new(
            f"<</Type /FontDescriptor /FontName /{base} /Flags 4 /FontBBox [{box}] /ItalicAngle 0 /Ascent {letters.ascent} "
            f"/Descent {letters.descent} /CapHeight 730 /StemV {140 if is_bold else 80} /FontFile2 {file} 0 R>>"
        )
        widths = " ".join(f"{each:g}" for each in (round(width, 1) for width in letters.widths))
        inner = self._new(
            f"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{base} /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) "
            f"/Supplement 0>> /FontDescriptor {about} 0 R /CIDToGIDMap /Identity /DW 600 /W [0 [{widths}]]>>"
        )
        unicode = self._stream(letters.to_unicode())
        return self._new(
            f"<</Type /Font /Subtype /Type0 /BaseFont /{base} /Encoding /Identity-H /DescendantFonts [{inner} 0 R] "
            f"/ToUnicode {unicode} 0 R>>"
        )

    def _structure(self, root: int, pages: list[int]) -> None:
        order: list[Tag] = []

        def number(tag: Tag) -> None:
            tag.number = self._new()
            order.append(tag)
            for each in tag.children:
                number(each)

        number(self._pdf.whole)
        above = {id(child): tag for tag in order for child in tag.children}
        for tag in order:
            parent = above[id(tag)].number if id(tag) in above else root
            kids = [f"{each.number} 0 R" for each in tag.children]
            kids += [f"<</Type /MCR /Pg {pages[page]} 0 R /MCID {mark}>>" for page, mark in tag.marks]
            extra = f" /Alt <{_utf16(tag.alternative)}>" if tag.alternative else ""
            extra += f" /A <</O /Table /Scope /{tag.scope}>>" if tag.scope else ""
            self._put(tag.number, f"<</Type /StructElem /S /{tag.role} /P {parent} 0 R /K [{' '.join(kids)}]{extra}>>")
        rows = []
        for page in self._pdf.pages:
            held = self._new("[" + " ".join(f"{tag.number} 0 R" for tag in page.tags) + "]")
            rows.append(f"{page.number} {held} 0 R")
        tree = self._new(f"<</Nums [{' '.join(rows)}]>>")
        self._put(
            root,
            f"<</Type /StructTreeRoot /K [{self._pdf.whole.number} 0 R] /ParentTree {tree} 0 R /ParentTreeNextKey {len(pages)}>>",
        )

    def _metadata(self) -> bytes:
        title = xml_text(self._pdf.title)
        return (
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
            '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>'
            f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
            "<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>"
            '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
        ).encode()

    def _file(self, catalog: int, info: int) -> bytes:
        out = io.BytesIO()
        out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, body in enumerate(self._objects, 1):
            places.append(out.tell())
            out.write(f"{number} 0 obj\n".encode("ascii") + body + b"\nendobj\n")
        mark = hashlib.md5(out.getvalue(), usedforsecurity=False).hexdigest()
        at = out.tell()
        out.write(f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode("ascii"))
        out.write("".join(f"{place:010} 00000 n \n" for place in places).encode("ascii"))
        out.write(
            f"trailer\n<</Size {len(places) + 1} /Root {catalog} 0 R /Info {info} 0 R /ID [<{mark}> <{mark}>]>>\n"
            f"startxref\n{at}\n%%EOF\n".encode("ascii")
        )
        return out.getvalue()
