"""An office file is a ZIP of parts: written with one constant date, so that the same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from html import escape
from xml.sax.saxutils import quoteattr

from dhr_desktop.core.signs import clean

AE_2 = 2
DATE = (2000, 1, 1, 0, 0, 0)


def package(parts: Iterable[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as held:
        for name, data in parts:
            about = zipfile.ZipInfo(name, DATE)
            about.compress_type, about.external_attr, about.create_system = zipfile.ZIP_DEFLATED, 0, 0
            held.writestr(about, data)
    return out.getvalue()


def locked_package(files: Iterable[tuple[str, bytes]], password: str) -> bytes:
    """Files under one password, AES-256 as WinZip and 7-Zip open it.

    Names and sizes stay readable in this format: names are plain ones, and no clock and no account leave with them.
    The second version of the format is asked for, because the first keeps a checksum of what is locked. The same
    files make other bytes each time: each file's salt is new, and one used twice would give both files away.
    """
    import pyzipper

    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", pyzipper.ZIP_DEFLATED, compresslevel=6) as held:
        held.setpassword(password.encode("utf-8"))
        held.setencryption(pyzipper.WZ_AES, nbits=256, force_wz_aes_version=AE_2)
        for name, data in files:
            about = held.zipinfo_cls(name, DATE)
            about.compress_type, about.external_attr, about.create_system = pyzipper.ZIP_DEFLATED, 0, 0
            held.writestr(about, data)
    return out.getvalue()


def xml_text(text: str) -> str:
    """Text as text: markup escaped, and what XML has no sign for left out."""
    return escape(clean(text), quote=False)


def xml_attribute(text: str) -> str:
    """The same between quotation marks, where a line break would be read as a space."""
    return quoteattr(clean(text))


def part(body: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{body}'.encode()
