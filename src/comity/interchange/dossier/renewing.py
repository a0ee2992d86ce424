"""Write the dossier of a renewal: the version in effect as a text, without what must be said anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import yaml

from comity.judiciary.bodies import JudicialDecision
from comity.qualification.claim import Claim

SAID_ANEW: Final = frozenset({"effect_by_drafter", "effect_by_approver", "sunset"})
"""What no renewal takes over: what each officer states for himself, and until when it is to last."""
_WIDTH: Final = 110


def text(
    kind: str, entry: str, claim: Claim, decisions: Sequence[tuple[str, JudicialDecision]], names: Mapping[str, str]
) -> str:
    """``dossier.yaml`` for the renewal of the matter ``entry``. ``decisions``: each with the matter under which the
    registry holds it; ``names``: what each document is called, by the digest that the statements hold."""
    dumped = claim.model_dump(mode="json", exclude_none=True, exclude=set(SAID_ANEW))
    held = [{"recorded_as": matter, **one.model_dump(mode="json", exclude_none=True)} for matter, one in decisions]
    whole: dict[str, Any] = {"kind": kind, "renews": entry, "decisions": held, "entry": dumped}
    return yaml.safe_dump(_named(whole, names), allow_unicode=True, sort_keys=False, width=_WIDTH)


def _named(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _named(one, names) for name, one in value.items()}
    if isinstance(value, list):
        return [_named(one, names) for one in value]
    return names.get(value, value) if isinstance(value, str) else value
