"""Where a judicial decision stands, folded from the acts on it and on the rulings after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comity.effect import Fall
from comity.judiciary.procedures import FALLS, OPENS, SETTLES
from comity.matters import Matter


@dataclass(frozen=True, slots=True)
class Standing:
    """``state``: in_force, or why not; ``finality``: appealable, under_appeal, stayed or final."""

    authenticated: bool
    state: str
    finality: str
    not_final_since: str = ""


def standing(decision: Matter, rulings: Sequence[Matter], at: str) -> Standing:
    """Where ``decision`` stands at the time ``at``, for a permit that is asked for then."""
    finality = decision.text("finality")
    state, since = "in_force", decision.opened.time if finality == "under_appeal" else ""
    for ruling in rulings:
        outcome = ruling.text("outcome")
        if ruling.opened.time > at:
            continue
        if outcome in FALLS:
            state = outcome
        elif outcome in OPENS:
            finality, since = OPENS[outcome], since or ruling.opened.time
        elif outcome in SETTLES and authenticated(ruling, at):
            finality, since = SETTLES[outcome], ""
            if outcome == "quashing_reversed" and state == "quashed":
                state = "in_force"
    until = decision.text("valid_until")
    if until and until <= at[:10]:
        state = "executed"
    return Standing(decision.step == "authenticated", state, finality, since if finality != "final" else "")


def falls(decision: Matter, rulings: Iterable[Matter]) -> tuple[Fall, ...]:
    """Each moment at which the decision ceased to support anything permitted before."""
    found = [
        Fall(ruling.opened.index, ruling.opened.time, ruling.text("outcome"), decision.id)
        for ruling in rulings
        if ruling.text("outcome") in FALLS
    ]
    until = decision.text("valid_until")
    if until:
        found.append(Fall(decision.opened.index, f"{until}T00:00:00Z", "expired", decision.id, by_date=True))
    return tuple(found)


def authenticated(ruling: Matter, at: str) -> bool:
    """Whether a reviewer whom the claimant did not send had verified ``ruling`` by then."""
    done = ruling.last_of("ruling.authenticate")
    return done is not None and done.time <= at
