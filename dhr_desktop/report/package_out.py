"""An office file is a ZIP of parts: written with one constant date, so that the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from html import escape

DATE = (2000, 1, 1, 0, 0, 0)
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def package(parts: Iterable[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as held:
        for name, data in parts:
            about = zipfile.ZipInfo(name, DATE)
            about.compress_type, about.external_attr, about.create_system = zipfile.ZIP_DEFLATED, 0, 0
            held.writestr(about, data)
    return out.getvalue()


def xml_text(text: str) -> str:
    """Text as text: markup escaped, and what XML has no sign for left out."""
    return escape(_NOT_IN_XML.sub("", text), quote=False)


def part(body: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{body}'.encode()
