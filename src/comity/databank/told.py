"""One told statement as one reader may see it: what the face of a file, findings and figures are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from comity.canonical import Json
from comity.provenance import Standing

ASIDE: Final = frozenset({"lang", "translations"})
"""Properties that say in which languages a telling is; only findings on translation read them."""


@dataclass(frozen=True, slots=True)
class Told:
    """One statement of one contribution that counts now.

    ``file``: the matter that it is told of, empty for results and trends; ``owner``: the participant that
    tells; ``schema``, ``property`` and ``value`` as in the body (a part of a list is one value);
    ``commitment`` names it; ``rests_on``: commitments of the statements that it repeats or draws on;
    ``source``: decision and paragraph, or another reference, empty where none is given;
    ``index``: the place of its act in the log; ``kept_until``: a UTC time, empty for no term.
    """

    file: str
    contribution: str
    owner: str
    schema: str
    property: str
    value: Json
    standing: Standing
    grade: str
    source: str
    commitment: str
    rests_on: tuple[str, ...]
    index: int
    time: str
    code: str
    recipients: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    kept_until: str = ""

    def part(self) -> Mapping[str, Json]:
        """The value where it is a record; empty where it is one word or number."""
        return self.value if isinstance(self.value, dict) else {}
