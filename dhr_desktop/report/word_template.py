"""A partnership's own look: from its Word file only styles, theme, and the words of header and footer are taken.

Nothing else of the file comes along: no macro, no link, no picture, no author, no text of its pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from dhr_desktop.intake.package import Package, local, relations, tree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LOOKS = frozenset(
    ["rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "color", "sz", "szCs", "u", "spacing", "vertAlign"]
)
_STANDS = frozenset(
    [
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "widowControl",
        "pBdr",
        "shd",
        "tabs",
        "spacing",
        "ind",
        "contextualSpacing",
        "jc",
    ]
)
_WITHIN = frozenset(["top", "left", "bottom", "right", "between", "tab"])
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Template:
    """How each style looks, by its name in small letters; the theme its fonts and colours come from; what stands on every page."""

    looks: dict[str, tuple[str, str]] = field(default_factory=dict)  # how its paragraphs stand, how its words look
    defaults: str = ""
    theme: bytes = b""
    head: str = ""
    foot: str = ""


def read_template(data: bytes) -> Template:
    """What may be taken of a Word file; a hostile or damaged one is refused like any other."""
    package = Package(data)
    styles = tree(package.read("word/styles.xml"))
    looks = {}
    for style in styles.iter(f"{{{_W}}}style"):
        name = style.find(f"{{{_W}}}name")
        if name is not None:
            looks[name.get(f"{{{_W}}}val", "").casefold()] = (_kept(style, "pPr", _STANDS), _kept(style, "rPr", _LOOKS))
    defaults = next(iter(styles.iter(f"{{{_W}}}rPrDefault")), None)
    theme = package.read("word/theme/theme1.xml") if package.has("word/theme/theme1.xml") else b""
    return Template(
        looks,
        _kept(defaults, "rPr", _LOOKS) if defaults is not None else "",
        _plain_theme(theme),
        *_on_every_page(package),
    )


def _kept(of: Any, part: str, allowed: frozenset[str]) -> str:
    """The known parts of a style, in the order the standard has them, each with its own simple attributes."""
    held = of.find(f"{{{_W}}}{part}")
    return "".join(_written(each) for each in held if local(each) in allowed) if held is not None else ""


def _written(element: Any) -> str:
    name = local(element)
    told = "".join(
        f' w:{key.rpartition("}")[2]}="{value}"' for key, value in element.attrib.items() if _is_plain(value)
    )
    inner = "".join(_written(each) for each in element if local(each) in _WITHIN)
    return f"<w:{name}{told}>{inner}</w:{name}>" if inner else f"<w:{name}{told}/>"


def _is_plain(value: str) -> bool:
    return bool(re.fullmatch(r"[\w #.,+-]{0,60}", value))


def _plain_theme(data: bytes) -> bytes:
    """Colours and fonts; whatever refers to something outside is left out."""
    if not data:
        return b""
    theme = tree(data)
    for each in list(theme.iter()):
        if local(each) in ("extLst", "objectDefaults", "extraClrSchemeLst") or any(
            key.endswith("}embed") or key.endswith("}link") for key in each.attrib
        ):
            parent = each.getparent()
            if parent is not None:
                parent.remove(each)
    theme.attrib.pop("name", None)
    return bytes(etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True))


def _on_every_page(package: Package) -> tuple[str, str]:
    """The words of the first header and footer the document uses; their pictures and fields stay behind."""
    told = {"header": "", "footer": ""}
    for kind, part in relations(package, "word/document.xml").values():
        if kind in told and not told[kind] and package.has(part):
            words = " ".join(each.text or "" for each in tree(package.read(part)).iter(f"{{{_W}}}t"))
            told[kind] = " ".join(words.split())[:LONGEST]
    return told["header"], told["footer"]
