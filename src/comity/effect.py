"""Effect: what counts now. A pure function of an entry's grounds and the clock.

No act performs it and no step stores it, so it is never late and never wrong by omission.
It falls by itself and never rises by itself: what failed counts again only after a new permit
(design, rules 10 to 12 and 14).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum


class Effect(StrEnum):
    """What an entry counts for at one moment; the first that applies, in this order."""

    NONE = "none"  # no version was ever permitted
    DELETED = "deleted"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    SUSPENDED = "suspended"
    NOT_FINAL = "not_final"
    REVIEW_DUE = "review_due"
    IN_FORCE = "in_force"


ACTED_UPON = frozenset({Effect.IN_FORCE, Effect.REVIEW_DUE, Effect.NOT_FINAL})
ENDED = frozenset({Effect.DELETED, Effect.WITHDRAWN, Effect.LAPSED})  # whatever its term was
FIRM = ACTED_UPON - {Effect.NOT_FINAL}  # in force, on decisions that are final


@dataclass(frozen=True, slots=True)
class Fall:
    """Something that an entry rests on failed: at which log index, at which moment, why.

    ``index`` is the act that says so; a fall by date (an expiry, the end of a membership) has the
    index of the act that set the date, and fails also a permit given before ``time``.
    """

    index: int
    time: str
    reason: str
    ref: str = ""
    by_date: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """An order or a suspension, from ``since`` until lifted or until its term ends."""

    since: str
    reason: str
    ref: str
    until: str = ""
    deletes: bool = False


@dataclass(frozen=True, slots=True)
class Permit:
    """The latest permitted version: where the log permitted it, and what suffices for it alone."""

    index: int
    time: str
    version: str
    sunset: str
    warn_from: str
    supports: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Grounds:
    """All that an entry's effect depends on. ``final_only``: on decisions that are not final it does not count."""

    permit: Permit | None
    decisions: Mapping[str, tuple[Fall, ...]] = field(default_factory=dict)
    not_final: Mapping[str, str] = field(default_factory=dict)  # decision -> since when
    others: tuple[Fall, ...] = ()  # membership, keys, rulebook
    holds: tuple[Hold, ...] = ()
    withdrawn: str = ""  # the moment, empty if never
    final_only: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """An effect with its reasons, each as (reason, reference)."""

    effect: Effect
    reasons: tuple[tuple[str, str], ...] = ()


def standing(grounds: Grounds, now: str) -> Standing:
    """What the entry counts for at ``now`` (a UTC time of the log's form)."""
    permit = grounds.permit
    held = [h for h in grounds.holds if h.since <= now and (not h.until or now < h.until)]
    deleted = [h for h in held if h.deletes]
    if deleted:
        return Standing(Effect.DELETED, _reasons(deleted))
    if permit is None or permit.time > now:
        return Standing(Effect.NONE)
    if grounds.withdrawn and grounds.withdrawn <= now:
        return Standing(Effect.WITHDRAWN, (("withdrawn", ""),))
    if now[:10] >= permit.sunset:
        return Standing(Effect.LAPSED, (("sunset", permit.sunset),))
    fallen = {ref: _since(falls, permit, now) for ref, falls in grounds.decisions.items()}
    failing = [fall for falls in fallen.values() for fall in falls]
    stands = any(all(not fallen.get(ref) for ref in one) for one in permit.supports)
    others = _since(grounds.others, permit, now)
    if held or others or not stands:
        return Standing(Effect.SUSPENDED, _reasons([*held, *others, *(() if stands else failing)]))
    open_ones = [r for r in grounds.not_final if _needed(r, permit, fallen) and grounds.not_final[r] <= now]
    if open_ones:
        effect = Effect.SUSPENDED if grounds.final_only else Effect.NOT_FINAL
        return Standing(effect, tuple(("not_final", ref) for ref in sorted(open_ones)))
    if now[:10] >= permit.warn_from:
        return Standing(Effect.REVIEW_DUE, (("review_due", permit.sunset),))
    return Standing(Effect.IN_FORCE)


def steady_until(grounds: Grounds, now: str) -> str:
    """Until when the effect stays what it is at ``now`` if nobody acts: the first later moment that the grounds name,
    the next day at the latest, for a sunset counts in days."""
    moments = [moment for hold in grounds.holds for moment in (hold.since, hold.until)]
    moments += [fall.time for falls in (*grounds.decisions.values(), grounds.others) for fall in falls]
    moments += [grounds.withdrawn, *grounds.not_final.values(), *([grounds.permit.time] if grounds.permit else [])]
    tomorrow = date.fromisoformat(now[:10]) + timedelta(days=1)
    return min([f"{tomorrow.isoformat()}T00:00:00Z", *(one for one in moments if one > now)])


def ended(grounds: Grounds, now: str) -> tuple[Effect, str] | None:
    """How and since when the entry counts for nothing for good: deleted, withdrawn, lapsed, or no set
    of decisions stands. None where it counts, or was only suspended for another reason."""
    effect = standing(grounds, now).effect
    permit = grounds.permit
    if effect is Effect.DELETED:
        return effect, min(h.since for h in grounds.holds if h.deletes and h.since <= now)
    if effect is Effect.WITHDRAWN:
        return effect, grounds.withdrawn
    if permit is None or effect not in (Effect.LAPSED, Effect.SUSPENDED):
        return None
    if effect is Effect.LAPSED:
        return effect, f"{permit.sunset}T00:00:00Z"
    fallen = {ref: _since(falls, permit, now) for ref, falls in grounds.decisions.items()}
    broken = [[f.time for ref in one for f in fallen.get(ref, ())] for one in permit.supports]
    return (effect, max(min(times) for times in broken)) if broken and all(broken) else None


def _since(falls: Iterable[Fall], permit: Permit, now: str) -> list[Fall]:
    """The falls that the permit could not yet know of."""
    later = [f for f in falls if f.index > permit.index or (f.by_date and f.time > permit.time)]
    return [f for f in later if f.time <= now]


def _needed(ref: str, permit: Permit, fallen: Mapping[str, list[Fall]]) -> bool:
    """True when no set of final decisions stands without ``ref``."""
    return all(ref in one for one in permit.supports if all(not fallen.get(item) for item in one))


def _reasons(found: Iterable[Fall | Hold]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({(one.reason, one.ref) for one in found}))
