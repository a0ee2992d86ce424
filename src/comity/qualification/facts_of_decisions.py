"""Facts read from the judicial decisions that a claim relies on, and from the acts about them.

Every decision relied on must pass: where one has fallen, the claim is filed again without it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from comity.qualification.body import span
from comity.qualification.claim import PersonClaim
from comity.qualification.fact import Case, DecisionText, FactType, Kind, Value, every, words
from comity.qualification.parts import ActOfViolence
from comity.qualification.ports import DecisionFacts
from comity.qualification.vocabulary import DecisionStanding, DecisionType, IssuedBy

NAMING: Final = frozenset({DecisionType.WARRANT, DecisionType.INDICTMENT, DecisionType.CONVICTION})
"""Decisions that name a person as accused or convicted."""
JUDICIAL: Final = frozenset({IssuedBy.COURT, IssuedBy.JUDGE})


def _acts_about(case: Case) -> list[DecisionFacts]:
    return [case.ports.decisions.get(ref, DecisionFacts()) for ref in case.claim.relied_on]


def _standings(case: Case) -> Value:
    standings = [about.standing for about in _acts_about(case)]
    return frozenset(s.value for s in standings if s) if standings and None not in standings else None


def _number(test: Callable[[DecisionText], bool]) -> Callable[[Case], Value]:
    return lambda case: sum(1 for decision in case.relied_on if test(decision))


def _early(case: Case) -> Value:
    """Acts that are, or may be, earlier than the publication of the law or ban under which they are charged.

    A vague day counts as its earliest possible day. Unknown where a publication is unknown.
    """
    early = [_is_early(act, case) for act in case.claim.acts if act.date]
    return None if None in early else early.count(True)


def _is_early(act: ActOfViolence, case: Case) -> bool | None:
    decision = case.decisions.get(act.decision or "")
    published = decision.law_published if decision else None
    if published is None or act.date is None:
        return None
    ban_ref = case.claim.relies_on_ban if isinstance(case.claim, PersonClaim) else None
    ban = case.decisions.get(ban_ref) if ban_ref else None
    ban_day: date | None = ban.published_on if ban else None
    return span(act.date)[0] < max(published, ban_day or published)


def _absent_without_retrial(case: Case) -> Value:
    convictions = [d for d in case.relied_on if d.type == DecisionType.CONVICTION]
    if any(d.in_absentia is None for d in convictions):
        return None
    return sum(1 for d in convictions if d.in_absentia and not d.retrial_right)


def _nonjudicial_without_appeal(case: Case) -> Value:
    naming = [d for d in case.relied_on if d.type in NAMING]
    if any(d.issued_by is None for d in naming):
        return None
    return sum(1 for d in naming if d.issued_by not in JUDICIAL and not d.judicial_appeal)


def _torture_unanswered(case: Case) -> Value:
    if any(d.torture_alleged is None for d in case.relied_on):
        return None
    return sum(1 for d in case.relied_on if d.torture_alleged and not d.torture_dealt_with)


def _unreadable(case: Case) -> Value:
    working = case.ports.profile.working_languages
    if working is None:
        return None
    translated = {t.of for t in case.claim.translations if t.lang in working and t.certified_by and t.document}
    return sum(1 for d in case.relied_on if d.lang not in working and d.reference not in translated)


def _dossier_readable(case: Case) -> Value:
    working = case.ports.profile.working_languages
    if working is None or case.said.lang is None:
        return None
    translations = [
        t for t in case.said.translations if t.of in ("dossier", "telling") and t.certified_by and t.document
    ]
    return case.said.lang in working or any(t.lang in working for t in translations)


FACTS: Final = (
    FactType("decisions_relied_on", Kind.COUNT, "dossier: decisions", lambda c: len(c.claim.decisions)),
    FactType(
        "decisions_missing",
        Kind.COUNT,
        "dossier: documents",
        lambda c: sum(1 for ref in c.claim.relied_on if ref not in c.decisions),
    ),
    FactType(
        "decision_types",
        Kind.CODES,
        "decision: type",
        lambda c: frozenset(d.type.value for d in c.relied_on) or None,
        words(DecisionType),
    ),
    FactType("decisions_naming_the_person", Kind.COUNT, "decision: type", _number(lambda d: d.type in NAMING)),
    FactType("convictions", Kind.COUNT, "decision: type", _number(lambda d: d.type == DecisionType.CONVICTION)),
    FactType("bans", Kind.COUNT, "decision: type", _number(lambda d: d.type == DecisionType.BAN)),
    FactType(
        "bans_unpublished",
        Kind.COUNT,
        "decision: publication",
        _number(lambda d: d.type == DecisionType.BAN and d.published_on is None),
    ),
    FactType(
        "decisions_authenticated",
        Kind.FLAG,
        "acts about the decision",
        lambda c: every(about.authenticated for about in _acts_about(c)),
    ),
    FactType(
        "decisions_open",
        Kind.FLAG,
        "acts about the decision",
        lambda c: every(about.opens for about in _acts_about(c)),
    ),
    FactType("decision_standings", Kind.CODES, "acts about the decision", _standings, words(DecisionStanding)),
    FactType(
        "decisions_final",
        Kind.FLAG,
        "acts about the decision",
        lambda c: every(about.final for about in _acts_about(c)),
    ),
    FactType(
        "decisions_expired",
        Kind.COUNT,
        "decision: valid_until",
        lambda c: sum(1 for d in c.relied_on if d.valid_until is not None and d.valid_until < c.on),
    ),
    FactType("acts_before_publication", Kind.COUNT, "decision: law, publication; dossier: acts", _early),
    FactType("absent_without_retrial", Kind.COUNT, "decision: in_absentia, retrial_right", _absent_without_retrial),
    FactType(
        "nonjudicial_without_appeal", Kind.COUNT, "decision: issued_by, judicial_appeal", _nonjudicial_without_appeal
    ),
    FactType("torture_unanswered", Kind.COUNT, "decision: torture_alleged, torture_dealt_with", _torture_unanswered),
    FactType("decisions_unreadable", Kind.COUNT, "decision: lang; dossier: translations", _unreadable),
    FactType("dossier_readable", Kind.FLAG, "dossier: lang, translations", _dossier_readable),
)
