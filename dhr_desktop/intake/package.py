"""A ZIP from a stranger, looked at before anything opens it, and its XML parsed with nothing switched on."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Protocol

from lxml import etree

from .pages import Refused
from .repairing import REPAIRED, repaired

LARGEST_FILE = 50 * 2**20
MOST_PARTS = 5_000
LARGEST_UNPACKED = 300 * 2**20
LARGEST_PART = 200 * 2**20
DAMAGED = "This file is damaged: it ends too soon or its parts do not fit together. Ask the agency to send it again."
HOSTILE = (
    "This file is built in a way that no office program builds one ({}). It was not opened. "
    "Ask the agency to save it again from Word or Excel."
)
_BAD_ZIP = (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, UnicodeDecodeError)
_DRIVE = re.compile(r"[A-Za-z]:")
_PACKAGES = re.compile(r"\.(zip|docx|docm|xlsx|xlsm|xlsb|ods|odt|7z|rar)$", re.I)


class Parts(Protocol):
    """What has parts by name: a package, or one file that holds the parts of one."""

    @property
    def names(self) -> list[str]: ...
    @property
    def nested(self) -> list[str]: ...
    def has(self, name: str) -> bool: ...
    def read(self, name: str) -> bytes: ...


class _Spoiled(Exception):
    """A part that does not unpack as the list of parts says."""


def plain_name(name: str) -> str:
    """Some programs write a part's name with a slash in front, or with Windows' strokes. Nothing is unpacked to disk."""
    return name.replace("\\", "/").lstrip("/")


class Package:
    """The parts of an office file, read into memory within limits, never unpacked to disk."""

    def __init__(self, data: bytes) -> None:
        self.notes: list[str] = []
        self._data = data
        self._unpacked: dict[str, int] = {}
        try:
            self._open(data)
        except _BAD_ZIP:
            self._repair()

    def _open(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._parts = self._zip.infolist()
        self._look_at_directory()
        self._names = {plain_name(part.filename).casefold(): part for part in self._parts}

    def _repair(self) -> None:
        """Once: the parts themselves are asked, where the list of them is no good."""
        whole = None if self.notes else repaired(self._data, most_parts=MOST_PARTS, most_bytes=LARGEST_UNPACKED)
        if whole is None:
            raise Refused(DAMAGED)
        self.notes.append(REPAIRED)
        self._open(whole)

    def _look_at_directory(self) -> None:
        if len(self._parts) > MOST_PARTS:
            raise Refused(HOSTILE.format("too many parts"))
        seen: set[str] = set()
        for part in self._parts:
            name = plain_name(part.filename)
            if name.casefold() in seen:
                raise Refused(HOSTILE.format("two parts have one name"))
            seen.add(name.casefold())
            if ".." in name.split("/") or _DRIVE.match(name):
                raise Refused(HOSTILE.format("a part's name leads outside the file"))
            if part.flag_bits & 1:
                raise Refused(LOCKED_ZIP)  # an Office file is locked in another way
            if part.file_size > LARGEST_PART or sum(each.file_size for each in self._parts) > LARGEST_UNPACKED:
                raise Refused(HOSTILE.format("it unpacks to far more than it should"))
            if part.file_size > 10 * 2**20 and part.file_size > 300 * max(part.compress_size, 1):
                raise Refused(HOSTILE.format("it unpacks to far more than it should"))

    @property
    def names(self) -> list[str]:
        return [plain_name(part.filename) for part in self._parts]

    @property
    def nested(self) -> list[str]:
        """Packages inside the package: counted and named, never opened."""
        return [name for name in self.names if _PACKAGES.search(name)]

    def has(self, name: str) -> bool:
        return plain_name(name).casefold() in self._names

    def read(self, name: str) -> bytes:
        """The bytes of a part, counted as they come: what a header says of its size is not believed."""
        part = self._names.get(plain_name(name).casefold())
        if part is None:
            raise Refused(DAMAGED)
        try:
            return self._unpack(part)
        except _Spoiled:
            self._repair()  # the sizes of the list may be wrong, while the part is whole
            return self.read(name)

    def _unpack(self, part: zipfile.ZipInfo) -> bytes:
        taken = bytearray()
        try:
            with self._zip.open(part) as stream:
                while block := stream.read(1 << 20):
                    taken += block
                    self._unpacked[part.filename] = len(taken)
                    if len(taken) > LARGEST_PART or sum(self._unpacked.values()) > LARGEST_UNPACKED:
                        raise Refused(HOSTILE.format("it unpacks to far more than it should"))
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as problem:
            raise _Spoiled from problem
        except Exception as problem:
            if type(problem).__name__ == "error":  # zlib.error, lzma's and bz2's have no common parent
                raise _Spoiled from problem
            raise
        return bytes(taken)


PROTECTED = (
    "This file is protected by a password. Ask the agency for a copy without one, or open it in Word or Excel "
    "with the password and save a copy without it."
)

LOCKED_ZIP = (
    "This is a zip file protected by a password. Unpack it with the password and bring in the files that were in it, or "
    "ask the agency for them without one."
)

_NOTHING_ON = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "recover": False}


_ASKING = tuple(mark.encode(encoding) for encoding in ("utf-8", "cp037") for mark in ("<!DOCTYPE", "<!ENTITY"))
_ASKING_WIDE = tuple(
    mark.encode(encoding)
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
    for mark in ("<!DOCTYPE", "<!ENTITY")
)
_DECLARED = re.compile(rb"""^[^<]{0,4}<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_KNOWN_ENCODINGS = {b"utf-8", b"utf8", b"utf-16", b"utf-16le", b"utf-16be", b"us-ascii", b"ascii", b"iso-8859-1", b"iso-8859-15",
                    b"windows-1252", b"windows-1250", b"iso-8859-2"}  # fmt: skip


def refuse_outside(data: bytes) -> None:
    """A part that defines things of its own, in whatever encoding it does so, is not read at all."""
    marks = _ASKING + _ASKING_WIDE if b"\0" in data[:64] else _ASKING
    if any(mark in data for mark in marks):
        raise Refused(HOSTILE.format("it asks for things outside itself"))
    declared = _DECLARED.match(data[:300])
    if declared and declared[1].lower() not in _KNOWN_ENCODINGS:
        raise Refused(HOSTILE.format("one of its parts is in an encoding no office program uses"))


def tree(data: bytes) -> Any:
    """The whole of a small part."""
    refuse_outside(data)
    try:
        return etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_pis=True, **_NOTHING_ON))
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise Refused(DAMAGED) from problem


def elements(data: bytes, names: tuple[str, ...]) -> Iterator[Any]:
    """Each finished element of these local names, then forgotten: memory follows one element, not the part."""
    refuse_outside(data)
    tags = [f"{{*}}{name}" for name in names]
    try:
        for _, element in etree.iterparse(
            io.BytesIO(data), events=("end",), tag=tags, remove_comments=True, **_NOTHING_ON
        ):
            yield element
            element.clear(keep_tail=False)
            while element.getprevious() is not None and element.getparent() is not None:
                del element.getparent()[0]
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise Refused(DAMAGED) from problem


def local(element: Any) -> str:
    """An element's name without its namespace, so that strict and transitional files read alike."""
    return _local(element.tag)


@lru_cache(maxsize=1024)
def _local(tag: Any) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """An attribute by local name, whatever its namespace."""
    value = element.get(name)
    if value is not None:
        return str(value)
    for key, held in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(held)
    return ""


def whole(text: str, otherwise: int = -1) -> int:
    """A whole number as XML writes it. A stranger's file may write more figures there than any number has, or figures of a power."""
    text = text.strip()
    return int(text) if len(text) < 10 and text.isascii() and text.isdigit() else otherwise


def relations(package: Parts, part: str) -> dict[str, tuple[str, str]]:
    """Relationship ids of a part: their kind and target inside the package; targets outside are never followed."""
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if not package.has(rels):
        return {}
    found = {}
    for each in tree(package.read(rels)):
        target, kind = attribute(each, "Target"), attribute(each, "Type").rpartition("/")[2]
        if attribute(each, "TargetMode") == "External":
            found[attribute(each, "Id")] = (f"external {kind}", "")
            continue
        target = target.replace("\\", "/")
        whole = target.lstrip("/") if target.startswith("/") else _resolved(folder, target)
        found[attribute(each, "Id")] = (kind, whole)
    return found


def _resolved(folder: str, target: str) -> str:
    parts = [each for each in folder.split("/") if each]
    for step in target.split("/"):
        if step == "..":
            if parts:
                parts.pop()
        elif step not in ("", "."):
            parts.append(step)
    return "/".join(parts)
