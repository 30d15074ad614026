"""A file that somebody else made, read as any agency's is: by a worker of its own, refused in a sentence."""

from __future__ import annotations

from pathlib import Path

from dhr_desktop.core.errors import Refused
from dhr_desktop.intake import pages, reading

from . import tables


def read_strange(path: Path) -> pages.Document:
    untrusted = tables.read_bytes(path)
    try:
        with reading.Readers() as readers:
            return readers.read(path.name, untrusted)
    except pages.Refused as refusal:
        raise Refused(f"{path.name}: {refusal}") from refusal
