"""Every room of operations has one door: what it lists is what others may ask, and nobody reaches past it."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "dhr_desktop"
OPERATIONS = "dhr_desktop.operations"
ROOMS = sorted(path.parent.name for path in (PACKAGE / "operations").glob("*/__init__.py"))


def _listed(room: str) -> set[tuple[str, str]]:
    door: dict[str, str] = import_module(f"{OPERATIONS}.{room}").DOOR
    return {(module, name) for module, names in door.items() for name in names.split()}


def _asked(source: str, is_inside: str = "") -> Iterator[tuple[str, str, str]]:
    """Room, module and name of everything a source asks of a room that is not its own."""
    tree = ast.parse(source)
    modules: dict[str, tuple[str, str]] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith(f"{OPERATIONS}."):
            continue
        room, _, inside = (node.module or "").removeprefix(f"{OPERATIONS}.").partition(".")
        for alias in node.names:
            at = PACKAGE / "operations" / room / Path(*filter(None, inside.split("."))) / alias.name
            if at.with_suffix(".py").is_file() or at.is_dir():
                modules[alias.asname or alias.name] = room, ".".join(filter(None, (inside, alias.name)))
            elif room != is_inside:
                yield room, inside, alias.name
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            room, module = modules[node.value.id]
            if room != is_inside and hasattr(import_module(f"{OPERATIONS}.{room}.{module}"), node.attr):
                yield room, module, node.attr  # else it is a local of the same name


def _asked_of_all() -> dict[tuple[str, str, str], str]:
    told = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).parts
        own = parts[1] if parts[0] == "operations" and len(parts) > 2 else ""
        told.update(dict.fromkeys(_asked(path.read_text("utf-8"), own), path.name))
    return told


ASKED = _asked_of_all()


@pytest.mark.parametrize("room", ROOMS)
def test_nobody_reaches_past_the_door(room):
    past = {(m, name): by for (r, m, name), by in ASKED.items() if r == room and (m, name) not in _listed(room)}
    assert past == {}


@pytest.mark.parametrize("room", ROOMS)
def test_a_door_lists_only_what_is_there_and_asked_for(room):
    listed = _listed(room)
    assert {each for each in listed if not hasattr(import_module(f"{OPERATIONS}.{room}.{each[0]}"), each[1])} == set()
    assert {each for each in listed if (room, *each) not in ASKED} == set()


def test_this_test_sees_who_reaches_past():
    source = f"from {OPERATIONS}.events import joining\nfrom {OPERATIONS}.names.gating import _held\njoining._join()"
    asked = set(_asked(source))
    assert asked == {("events", "joining", "_join"), ("names", "gating", "_held")}


def test_every_operation_stands_in_a_room():
    assert [path.name for path in (PACKAGE / "operations").glob("*.py")] == ["__init__.py"]
