"""What a story is told in: headings and sentences, as values."""

from __future__ import annotations

from dataclasses import dataclass

from comity.errors import Fault


class Broken(Fault):
    """A scene did not come out as it must."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A scene begins; ``key`` names its sentence."""

    key: str


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence of the story; ``good`` False marks a refusal."""

    key: str
    values: dict[str, object]
    good: bool = True


Line = Heading | Told
