"""What people are called outside: names to offer, designations, role labels, and what may not be chosen.

A pseudonym that is somebody's real name would print a real name on purpose: it is refused. So is one that is
already another's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from dhr_desktop.core.people import PERPETRATOR, VICTIM, main_role

from .folding import fold_name
from .roster import NAMED, PERSON, TOKEN, Identity, parts_of
from .words import bank

DESIGNATIONS, LETTERS = "designations", "letters and numbers"
_LETTER_OF = {VICTIM: "V", PERPETRATOR: "P"}


def forbidden(identities: Iterable[Identity]) -> dict[str, str]:
    """Every word of a real name, folded, and whose it is: none may be a pseudonym."""
    told: dict[str, str] = {}
    for identity in identities:
        for name in (*identity.names, *identity.nicknames):
            forenames, surname = parts_of(name)
            for tokens in (*forenames, surname):
                word = "".join(tokens)
                if len(word) > 1 and identity.sort in NAMED:
                    told.setdefault(word, identity.names[0])
            told.setdefault("".join(TOKEN.findall(fold_name(name))), identity.names[0])
    return told


def why_not(pseudonym: str, of: Identity, real: Mapping[str, str], taken: Mapping[str, int]) -> str:
    """Why somebody may not be called this; "" if they may. `real` is what `forbidden` says of everybody."""
    words = ["".join(TOKEN.findall(each)) for each in fold_name(pseudonym).replace("-", " ").split()]
    is_general = of.sort not in NAMED or len(words) > 2 or fold_name(pseudonym).startswith(("the ", "a ", "an "))
    for word in [*(each for each in words if not is_general), "".join(words)]:
        if word in real:
            whose = "this person's own" if real[word] == of.names[0] else f"a name of {real[word]}"
            return f"“{pseudonym}” is {whose} in this case. Choose a name that nobody in it has."
    holder = taken.get(fold_name(pseudonym))
    if holder is not None and holder != of.id and of.sort == PERSON:
        return f"“{pseudonym}” is already somebody else's. Choose another."
    return ""


def offered(identities: Sequence[Identity], taken: Iterable[str], number: int = 8, skip: int = 0) -> list[str]:
    """Neutral names that nobody in the case has, none like another in use."""
    real = set(forbidden(identities))
    used = {fold_name(each) for each in taken}
    initials = {each[:1] for each in used}
    free = [each for each in bank() if fold_name(each) not in real and fold_name(each) not in used]
    free.sort(key=lambda each: fold_name(each)[:1] in initials)  # of those first whose letter nobody has yet
    return free[skip : skip + number]


def designations(people: Sequence[Identity], style: str) -> dict[int, str]:
    """By what each is to the case: the Victim, Perpetrator, Partner 1; or V1, P1, P2."""
    if style == LETTERS:
        return _by(
            people, lambda each: _LETTER_OF.get(_role(each), "F" if _is_family(each) else "N"), "{}{}", always=True
        )
    told = _by(people, _said_role, "{} {}", always=False)
    return {id: f"the {words}" if words in ("Victim", "Perpetrator") else words for id, words in told.items()}


def _role(identity: Identity) -> str:
    return main_role(identity.role) or identity.role.strip().casefold()


def _is_family(identity: Identity) -> bool:
    kin = (
        "mother",
        "father",
        "parent",
        "sister",
        "brother",
        "daughter",
        "son",
        "child",
        "aunt",
        "uncle",
        "grand",
        "family",
    )
    return any(each in _role(identity) for each in kin)


def _said_role(identity: Identity) -> str:
    role = main_role(identity.role) or identity.role.strip() or "Person"
    return role[:1].upper() + role[1:]


def _by(people: Sequence[Identity], group: Callable[[Identity], str], shape: str, *, always: bool) -> dict[int, str]:
    groups: dict[str, list[int]] = {}
    for each in people:
        groups.setdefault(group(each), []).append(each.id)
    told = {}
    for name, ids in groups.items():
        for number, id in enumerate(ids, 1):
            told[id] = shape.format(name, number) if always or len(ids) > 1 else name
    return told


def role_labels(professionals: Sequence[Identity], kept: dict[int, str]) -> dict[int, str]:
    """ "Police Officer 2" for each who has no label; a label once given stays."""
    used = {fold_name(each) for each in kept.values() if each}
    told = {}
    for each in professionals:
        if kept.get(each.id):
            continue
        role = " ".join(word[:1].upper() + word[1:] for word in (each.role.strip() or "Professional").split())
        number = 1
        while fold_name(f"{role} {number}") in used:
            number += 1
        told[each.id] = f"{role} {number}"
        used.add(fold_name(told[each.id]))
    return told
