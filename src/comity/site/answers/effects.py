"""The effect of every entry of one kind, reckoned once for a state of the log and a minute."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from comity.entries.grounds import effect_of
from comity.site.answers.kept import Kept
from comity.site.answers.visit import Visit

_KEPT: Final[Kept[Mapping[str, str]]] = Kept(6)


def of(visit: Visit, procedure: str) -> Mapping[str, str]:
    """The effect of each entry of ``procedure``, by its id, whoever looks; whoever filters by it may see fewer."""
    key = (visit.registry.located.home, visit.unit.position().index, visit.at[:16], procedure)

    def reckon() -> Mapping[str, str]:
        entries = visit.unit.of_procedure(procedure)
        return {one.id: effect_of(visit.unit, one, visit.at).effect.value for one in entries}

    return _KEPT.get(key, reckon)
