"""Changes of every kind to a case, in no order: for whatever is kept between two readings and must not go stale."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from dhr_desktop.core.agencies import Row
from dhr_desktop.core.case import BY_KIND, RECORDS
from dhr_desktop.core.documents import Edition, Section
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.fields import Field, Shape, fields_of
from dhr_desktop.core.moments import When
from dhr_desktop.core.review import Review
from dhr_desktop.operations.report import sections, shapes

WORDS = (
    "", "Rhoswen Tallowby", "Derrin Askquith", "Dr P. Annan", "Wrenna Tallowby said that Rhoswen Tallowby was afraid.",
    "The MARAC referral was made by the IDVA on 3 March 2021.", "No DASH was done. CAFCASS was told.", "Quillon Marsh",
    "key episode", "missed opportunity", "good practice", "redaction", "family account", "given", "confirmed", "rejected",
    "set aside", "suggested", "open", "victim", "perpetrator", "child", "person", "IMR", "nil return", "not asked", "1", "2",
    "working", "publication", "panel", "working,publication", "happened", "sex", "glossary", "section read", "panel meeting",
)  # fmt: skip
BODIES = (
    "", "The panel met.\n\n{{contributors}}\n\nIt found much. {#found}", "See {see:found} and {see:nowhere}. CPS and YOT.",
    "{redact:publication} Rhoswen Tallowby lived here.\n\n## A heading\n\nA NICE paragraph.^[A note.]", "{{timescales}}",
)  # fmt: skip
SHAPES_LEFT_ALONE = (Section, Row)


def edit(case, chance: random.Random) -> str:
    """One change; what it was, for a failure to say."""
    ways: tuple[Callable[[], str], ...] = (
        lambda: _change(case, chance), lambda: _change(case, chance), lambda: _change(case, chance),
        lambda: _add(case, chance), lambda: _remove(case, chance), lambda: _write(case, chance),
        lambda: _outline(case, chance), lambda: _again(case, chance),
    )  # fmt: skip
    return chance.choice(ways)()


def _kinds():
    return [each for each in RECORDS if each not in SHAPES_LEFT_ALONE]


def _change(case, chance):
    kind = chance.choice([each for each in _kinds() if case.all(each)])
    record = chance.choice(case.all(kind))
    field = chance.choice([each for each in fields_of(kind) if each.name != "document"])
    changed = replace(record, **{field.name: _value(case, chance, kind, field)})
    with case.step("Change at random") as step:
        step.put(changed)
    return f"{kind.KIND} {record.id}: {field.name} = {getattr(changed, field.name)!r}"


def _add(case, chance):
    kind = chance.choice([each for each in _kinds() if each is not Review])
    alike = case.all(kind)
    base = replace(chance.choice(alike), id=0) if alike and chance.random() < 0.7 else kind()
    values = {each.name: _value(case, chance, kind, each) for each in fields_of(kind) if chance.random() < 0.5}
    if kind is Edition:
        values["title"] = chance.choice(("panel", "publication"))
    with case.step("Add at random") as step:
        added = step.add(replace(base, **values))
    return f"{kind.KIND} {added.id} added"


def _remove(case, chance):
    kind = chance.choice([each for each in _kinds() if case.all(each) and each is not Review])
    record = chance.choice(case.all(kind))
    with case.step("Remove at random") as step:
        step.remove(kind, record.id)
    return f"{kind.KIND} {record.id} removed"


def _outlined(case, chance):
    return chance.choice([each.section for name in sections.begun(case) for each in sections.outline(case, name)])


def _write(case, chance):
    section = _outlined(case, chance)
    sections.write(case, section.id, "\n\n".join(chance.sample(BODIES, 2)) + chance.choice(WORDS))
    return f"section {section.id} written"


def _outline(case, chance):
    section = _outlined(case, chance)
    ways = (
        lambda: sections.move(case, section.id, chance.choice((-1, 1))),
        lambda: sections.shift(case, section.id, chance.choice((-1, 1))),
        lambda: sections.rename(case, section.id, f"{section.heading} {chance.choice(WORDS)}"),
        lambda: sections.add_after(case, section.id, "An added section", under=chance.random() < 0.5),
        lambda: sections.fill_with(
            case, section.id, ["glossary", "good-practice", "contributors"], is_numbered=chance.random() < 0.5
        ),
        lambda: sections.set_numbering(case, section.document, chance.choice(shapes.NUMBERINGS)),
        lambda: _redact(case, section, chance),
    )
    at = chance.randrange(len(ways))
    ways[at]()
    return f"outline of section {section.id}, way {at}"


def _redact(case, section, chance):
    with case.step("Redact at random") as step:
        step.put(replace(section, redacted_in=chance.choice(((), ("publication",), ("panel", "working")))))


def _again(case, chance):
    back = chance.random() < 0.6
    try:
        (case.undo if back else case.redo)()
    except Refused:
        return "nothing to undo or redo"
    return "undone" if back else "redone"


def _value(case, chance: random.Random, kind, field: Field):
    alike = [getattr(each, field.name) for each in case.all(kind)]
    if alike and chance.random() < 0.4:
        return chance.choice(alike)
    if field.shape in (Shape.LINK, Shape.LINKS):
        held = [each.id for each in case.all(BY_KIND[field.of])] if field.of else [each.id for each in case.all(kind)]
        some = tuple(chance.sample(held, min(len(held), 2)))
        return some if field.shape is Shape.LINKS else (some[0] if some else 0)
    day = date(chance.randint(2019, 2023), chance.randint(1, 12), chance.randint(1, 28))
    return {
        Shape.DAY: chance.choice((None, day, day)), Shape.WHEN: When.on(day), Shape.FLAG: chance.random() < 0.5,
        Shape.NUMBER: chance.choice((None, 1, 2)), Shape.LINES: tuple(chance.sample(WORDS[1:], 2)),
    }.get(field.shape, chance.choice(WORDS))  # fmt: skip
