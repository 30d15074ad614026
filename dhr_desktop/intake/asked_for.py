"""What a file would have another program fetch, run or open: named, never done."""

from __future__ import annotations

from collections.abc import Iterator

from .package import Package, local, relations, tree
from .pages import Document, Refused


def name_what_is_asked_for(package: Package, document: Document) -> None:
    names = [name.casefold() for name in package.names]
    document.warnings += _by_name(names, package)
    document.warnings += _links(package)


def _by_name(names: list[str], package: Package) -> Iterator[str]:
    if any("vbaproject" in name or "/macrosheets/" in name for name in names):
        yield "This file carries macros; they were not run."
    if any("/embeddings/" in name or "/activex/" in name for name in names) or package.nested:
        yield "This file has other files inside it; they were not opened."
    if any(name.endswith(("connections.xml", "connections.bin")) or "/querytables/" in name for name in names):
        yield "This file asks for data from another place (a data connection); it was not fetched."
    if any("pivotcacherecords" in name for name in names):
        yield "This file keeps a copy of data behind a pivot table; only what the sheets show was read."


def _links(package: Package) -> Iterator[str]:
    """Links to other workbooks, and those that would start a program (DDE) or fetch from one (OLE)."""
    parts = [name for name in package.names if "externallinks/" in name.casefold() and "/_rels/" not in name.casefold()]
    if not parts:
        return
    kinds = {kind for part in parts for kind in _kinds_of_link(package, part)}
    if kinds & {"ddeLink", "oleLink"}:
        yield "This file has links that ask another program for data (DDE or OLE); they were not followed."
    if kinds - {"ddeLink", "oleLink"}:
        yield "This file has links to other workbooks; they were not followed."


def _kinds_of_link(package: Package, part: str) -> set[str]:
    if not part.lower().endswith(".xml"):
        return {kind for kind, _ in relations(package, part).values()} or {"externalBook"}
    try:
        return {local(each) for each in tree(package.read(part))} & {"ddeLink", "oleLink", "externalBook"} or {
            "externalBook"
        }
    except Refused:
        return {"externalBook"}
