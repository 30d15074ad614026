"""One line of the table of figures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    what: str
    measured: float
    unit: str
    target: float  # the most it may be: of the measure, or of the ratio when `of_ratio`
    beside: str = ""
    beside_measured: float = 0.0
    of_ratio: bool = False

    @property
    def ratio(self) -> float:
        return self.measured / self.beside_measured if self.beside_measured else 0.0

    @property
    def is_kept(self) -> bool:
        return (self.ratio if self.of_ratio else self.measured) <= self.target

    def as_row(self, width: int) -> str:
        target = f"≤ {self.target:g} ×" if self.of_ratio else f"≤ {self.target:g} {self.unit}"
        beside = f"{self.beside} {self.beside_measured:.3g} {self.unit}" if self.beside else ""
        ratio = f"{self.ratio:.2f}" if self.beside else ""
        kept = "yes" if self.is_kept else "MISSED"
        measured = f"{self.measured:>9.3g} {self.unit:<2}"
        return f"{self.what:<{width}}  {measured}  {target:>12}  {beside:>34}  {ratio:>7}  {kept}"
