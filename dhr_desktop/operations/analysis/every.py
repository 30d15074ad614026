"""The analyses by name, and how each is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from dhr_desktop.core.errors import Refused
from dhr_desktop.operations.names.presented import Presented
from dhr_desktop.storage.case_file import CaseFile

from . import absences, chain, escalation, handshakes, knowing, lateness, meetings, readings, risk, sharing, turning
from .findings import Analysis, Cell
from .names import TITLES

Tell = Callable[[CaseFile, dict[str, str]], Analysis]
_TOLD_BY: dict[str, Tell] = {
    "episodes": readings.episodes,
    "knowing": knowing.knowing,
    "handshakes": handshakes.handshakes,
    "forums": meetings.meetings,
    "sharing": sharing.sharing,
    "risk": risk.risk,
    "escalation": escalation.escalation,
    "gaps": absences.gaps,
    "missed": absences.missed,
    "late": lateness.late,
    "turning": turning.turning_points,
    "coverage": readings.terms,
    "equality": readings.equality,
    "open-differences": readings.differences,
    "chain": chain.chain,
    "plan": chain.plan,
    "codebooks": readings.codebooks,
}


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    title: str
    advice: str
    tell: Tell


EVERY: dict[str, Kind] = {name: Kind(name, *words, _TOLD_BY[name]) for name, words in TITLES.items()}


def tell(case: CaseFile, name: str, chosen: dict[str, str] | None = None) -> Analysis:
    """One analysis as the case stands; a choice it does not know is refused."""
    kind = EVERY.get(name)
    if kind is None:
        raise Refused(f"There is no analysis {name}. There are: {', '.join(EVERY)}.")
    chosen = chosen or {}
    if isinstance(case, Presented):
        return _shown(case, name, chosen)
    analysis = kind.tell(case, {label: value for label, value in chosen.items() if value})
    for label, value in chosen.items():
        offered = analysis.choices.get(label)
        if offered is None:
            raise Refused(
                f"{kind.title} offers no choice of {label}. It offers: {', '.join(analysis.choices) or 'none'}."
            )
        if value not in offered:
            raise Refused(f"{label} can be: {', '.join(offered)}.")
    return analysis


def _shown(case: Presented, name: str, chosen: dict[str, str]) -> Analysis:
    """What the agencies' own words say, worked out from them as they are, then told in the edition's names."""
    mask = case.look.masker.mask
    offered = tell(case.real, name).choices
    real = {
        label: next((each for each in offered.get(label, ()) if mask(each) == value), value)
        for label, value in chosen.items()
    }  # fmt: skip
    told = tell(case.real, name, real)
    return replace(
        told,
        columns=tuple(map(mask, told.columns)),
        lines=tuple(replace(line, cells=tuple(_shown_cell(cell, mask) for cell in line.cells)) for line in told.lines),
        says=mask(told.says),
        choices={label: tuple(map(mask, values)) for label, values in told.choices.items()},
    )


def _shown_cell(cell: Cell, mask: Callable[[str], str]) -> Cell:
    suggestions = tuple(replace(each, because=mask(each.because)) for each in cell.suggestions)
    return replace(cell, words=mask(cell.words), suggestions=suggestions)


def told_whole(case: CaseFile, name: str, chosen: dict[str, str]) -> tuple[Analysis, str]:
    """With its figures in words: they are counted over every line, which the window does not wait for."""
    analysis = tell(case, name, chosen)
    return analysis, analysis.in_words()
