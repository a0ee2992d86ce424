"""The minimal sets of decisions that suffice alone (design, rule 11).

A permit stamps them; the entry stands while one whole set stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations

from comity.qualification.claim import Claim, PersonClaim, SupportClaim
from comity.qualification.fact import DecisionText
from comity.qualification.facts import gather
from comity.qualification.gates import weigh
from comity.qualification.ports import Ports
from comity.qualification.rulebook import Outcome, Rulebook
from comity.qualification.vocabulary import Door


def resting_on(claim: Claim, decisions: frozenset[str]) -> Claim:
    """The same claim, resting on these decisions only: what cites another is left out."""
    held: dict[str, object] = {}
    if isinstance(claim, SupportClaim):
        held["material_support"] = tuple(one for one in claim.material_support if one.decision in decisions)
    return claim.model_copy(
        update={
            **held,
            "decisions": tuple(ref for ref in claim.decisions if ref in decisions),
            "acts": tuple(act for act in claim.acts if act.decision in decisions),
            "purpose_elements": tuple(purpose for purpose in claim.purpose_elements if purpose.decision in decisions),
            "assertions": tuple(said for said in claim.assertions if said.decision in (None, *decisions)),
            "fair_trial": tuple(answer for answer in claim.fair_trial if answer.decision in decisions),
        }
    )


def minimal_sets(
    door: Door,
    claim: Claim,
    decisions: Iterable[DecisionText],
    ports: Ports,
    rulebook: Rulebook,
    on: date,
    *,
    opens: bool = False,
) -> tuple[frozenset[str], ...]:
    """The smallest sets of decision references on which the door would still open, smallest first.

    A set includes the ban on which a charge rests. Empty where the door does not open at all. At most
    2^8 subsets are tried (``claim.MAX_DECISIONS``). ``opens``: the door is known to open on the whole
    claim, which then is not weighed a second time.
    """
    attached = tuple(decisions)
    always = {claim.relies_on_ban} if isinstance(claim, PersonClaim) and claim.relies_on_ban else set()
    found: list[frozenset[str]] = []
    for size in range(1, len(claim.decisions) + 1):
        for chosen in combinations(claim.decisions, size):
            refs = frozenset(chosen) | always
            if any(smaller <= refs for smaller in found):
                continue
            rest = resting_on(claim, refs)
            if opens and rest == claim:
                found.append(refs)
                continue
            facts = gather(door, rest, attached, ports, on)
            if weigh(door, facts, rulebook, on).outcome is Outcome.PERMIT:
                found.append(refs)
    return tuple(found)
