"""Whether somebody of the register is a man or a woman, as far as the register itself says."""

from __future__ import annotations

import re

_SEXES = (
    ("female", ("mother", "daughter", "sister", "wife", "girlfriend", "aunt", "niece", "grandmother", "female", "woman")),
    ("male", ("father", "son", "brother", "husband", "boyfriend", "uncle", "nephew", "grandfather", "man")),
)  # fmt: skip


def sex_said(sex: str, role: str) -> str:
    """As the register says, else as the role's last word does; a forename tells of no sex that may be relied on."""
    if sex:
        folded = sex.casefold()
        return "female" if folded[:1] in ("f", "w") else "male" if folded[:1] == "m" else ""
    words = re.findall(r"[a-z]+", role.casefold().partition("'s ")[2] or role.casefold())
    for told, kin in _SEXES:
        if any(each in kin for each in words):
            return told
    return ""
