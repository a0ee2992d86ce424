"""Facts that a claim about material support states, and those that acts say of it (gate 37).

A finding counts only as a court's, with its paragraph; the organisation supported counts only while the
log says that its List entry is in force.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from comity.provenance import Standing
from comity.qualification.claim import SupportClaim
from comity.qualification.fact import Case, FactType, Kind, Value, every, words
from comity.qualification.facts_of_decisions import JUDICIAL
from comity.qualification.parts import MaterialSupport
from comity.qualification.ports import DecisionFacts
from comity.qualification.vocabulary import Clearance, DecisionType, Excluded, Involvement

JUDGMENTS: Final = frozenset({DecisionType.CONVICTION, DecisionType.BAN})
"""Decisions that find what somebody did; a warrant or a charge alleges it."""
AIDING: Final = frozenset({Involvement.AIDED, Involvement.FINANCED})
OBJECTS: Final = frozenset({"act", "organisation"})


def _support(read: Callable[[SupportClaim, Case], Value]) -> Callable[[Case], Value]:
    """Read from a claim about support; of another claim nothing is known."""

    def of(case: Case) -> Value:
        return read(case.claim, case) if isinstance(case.claim, SupportClaim) else None

    return of


def _is_found(one: MaterialSupport, case: Case) -> bool:
    decision = case.decisions.get(one.decision or "")
    cited = decision is not None and decision.reference in case.claim.relied_on
    return cited and bool(one.paragraph) and one.standing is Standing.FOUND


def _found(claim: SupportClaim, case: Case) -> Value:
    return sum(1 for one in claim.material_support if _is_found(one, case))


def _unfound(claim: SupportClaim, case: Case) -> Value:
    return sum(1 for one in claim.material_support if not _is_found(one, case))


def _final(claim: SupportClaim, case: Case) -> Value:
    """Whether each decision that finds the support is a court's judgment and final; gate 3 authenticates it."""
    finding = {one.decision for one in claim.material_support if _is_found(one, case)}
    return every(_is_final_judgment(ref, case) for ref in sorted(filter(None, finding)))


def _is_final_judgment(reference: str, case: Case) -> bool | None:
    decision, about = case.decisions[reference], case.ports.decisions.get(reference, DecisionFacts())
    judged = None if decision.issued_by is None else decision.issued_by in JUDICIAL
    return every((decision.type in JUDGMENTS, judged, about.final))


def _object(claim: SupportClaim, case: Case) -> Value:
    """What was supported; None where an act is named that is not among ``acts`` as aided or financed."""
    named = claim.supported
    if named is None:
        return None
    if named.decision or named.paragraph:
        aided = {(act.decision, act.paragraph) for act in claim.acts if act.involvement in AIDING}
        if (named.decision, named.paragraph) not in aided:
            return None
    elif named.entry is None:
        return None
    return "organisation" if named.entry else "act"


def _unanswered(claim: SupportClaim, case: Case) -> Value:
    answered = {one.activity for one in claim.checklist if one.only_this is not None and one.reason}
    return len(set(Excluded) - answered)


def _met(claim: SupportClaim, case: Case) -> Value:
    return sum(1 for one in claim.checklist if one.only_this)


FACTS: Final = (
    FactType("support_findings", Kind.COUNT, "dossier: material_support", _support(_found)),
    FactType("support_without_finding", Kind.COUNT, "dossier: material_support", _support(_unfound)),
    FactType("support_judgment_final", Kind.FLAG, "acts about the decision", _support(_final)),
    FactType("support_object", Kind.CODE, "dossier: supported, acts", _support(_object), OBJECTS),
    FactType("supported_in_force", Kind.FLAG, "the log", _support(lambda _, case: case.ports.support.in_force)),
    FactType("support_checklist_unanswered", Kind.COUNT, "dossier: checklist", _support(_unanswered)),
    FactType("support_checklist_met", Kind.COUNT, "dossier: checklist", _support(_met)),
    FactType(
        "support_clearance",
        Kind.CODE,
        "act of the reviewer",
        _support(lambda _, case: case.ports.clearance.support),
        words(Clearance),
    ),
)
