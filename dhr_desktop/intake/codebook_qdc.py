"""A codebook that another program wrote (REFI-QDA): a stranger's XML, read with no entity and no file beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from dhr_desktop.core.errors import Refused


@dataclass(frozen=True, slots=True)
class Code:
    codebook: str
    group: str
    title: str
    meaning: str = ""


def read_qdc(path: Path, untrusted: bytes) -> list[Code]:
    """REFI-QDA: codes within codes; what holds others is their group."""
    found: list[Code] = []
    above: list[str] = []
    inside: list[str] = []
    meanings: dict[int, str] = {}
    open_codes: list[int] = []

    def starts(name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        inside.append(tag)
        if tag == "Code":
            open_codes.append(len(found))
            found.append(Code(path.stem, above[-1] if above else "", " ".join(attributes.get("name", "").split())))
            above.append(attributes.get("name", ""))

    def ends(name: str) -> None:
        tag = inside.pop()
        if tag == "Code":
            above.pop()
            open_codes.pop()

    def words(text: str) -> None:
        if inside[-1:] == ["Description"] and open_codes:
            meanings[open_codes[-1]] = meanings.get(open_codes[-1], "") + text

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = starts, ends, words
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(untrusted, True)
    except (expat.ExpatError, ValueError) as problem:
        raise Refused(f"{path.name} is no REFI-QDA codebook that can be read. Ask for it as CSV.") from problem
    holding = {each.group for each in found if each.group}
    return [
        Code(each.codebook, each.group, each.title, meanings.get(at, "").strip())
        for at, each in enumerate(found) if each.title and not (each.title in holding and not each.group)
    ]  # fmt: skip


def _refuse_entity(*about: object) -> None:
    raise ValueError("an entity")
