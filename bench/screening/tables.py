"""What a benchmark answers: tables whose rows say whether a bar was met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

MET: Final = "met"
MISSED: Final = "**missed**"


@dataclass(frozen=True, slots=True)
class Section:
    """One table: what was measured, how, and the figures."""

    title: str
    about: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def missed(self) -> int:
        """How many rows missed their bar."""
        return sum(MISSED in row for row in self.rows)

    def text(self) -> str:
        """The table for a terminal."""
        widths = [max(len(row[at]) for row in (self.head, *self.rows)) for at in range(len(self.head))]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
                 for row in (self.head, *self.rows)]  # fmt: skip
        return "\n".join([f"== {self.title}", self.about, "", *lines, ""])

    def markdown(self) -> str:
        """The table for a page."""
        lines = [f"| {' | '.join(row)} |" for row in (self.head, ("---",) * len(self.head), *self.rows)]
        return "\n".join([f"## {self.title}", "", self.about, "", *lines, ""])

    def plain(self) -> dict[str, Any]:
        """The section as JSON values."""
        return asdict(self)


def section(values: dict[str, Any]) -> Section:
    """A section back from JSON values."""
    return Section(values["title"], values["about"], tuple(values["head"]), tuple(tuple(r) for r in values["rows"]))


def summary(sections: Sequence[Section]) -> str:
    """What to say at the end: a bar is met only where something was measured."""
    missed, absent = sum(one.missed for one in sections), sum(not one.rows for one in sections)
    said = f"{missed} bars missed" if missed else "every bar met"
    if absent == len(sections):
        return "nothing was measured"
    return f"{said}; {absent} of {len(sections)} parts not measured" if absent else said


def at_least(value: float, bar: float) -> str:
    """Whether ``value`` reaches ``bar``, unrounded."""
    return MET if value >= bar else MISSED


def at_most(value: float, bar: float) -> str:
    """Whether ``value`` stays within ``bar``, unrounded."""
    return MET if value <= bar else MISSED


def share(value: float) -> str:
    """A share to three places, rounded down, so that it never seems to reach a bar that it misses."""
    return f"{int(value * 1000 + 1e-9) / 1000:.3f}"


def percent(value: float) -> str:
    """A share in percent to two places."""
    return f"{value * 100:.2f} %"
