"""Facts that come only from signed acts, through the ports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from comity.qualification.fact import Case, FactType, Kind, Value, age, words
from comity.qualification.ports import Ports
from comity.qualification.vocabulary import Answer, Clearance, HumanGate, Position


def _permille(ports: Ports) -> Value:
    """Overdue reviews per thousand, rounded up; all of them where none is counted."""
    overdue, total = ports.overdue.overdue, ports.overdue.total
    if overdue is None or total is None:
        return None
    return -(-overdue * 1000 // max(total, overdue)) if overdue else 0


def _objections(ports: Ports) -> Value:
    positions = ports.council.positions
    return None if positions is None else sum(1 for said in positions.values() if said == Position.OBJECTION)


def _unheard(ports: Ports) -> Value:
    members, positions = ports.council.members, ports.council.positions
    return None if not members or positions is None else len(members - set(positions))


def _unsigned(ports: Ports) -> Value:
    recipients = ports.safeguards.unsigned_recipients
    return None if recipients is None else len(recipients)


def _attested(gate: HumanGate) -> Callable[[Ports], Value]:
    def read(ports: Ports) -> Value:
        return None if ports.review.attested is None else gate in ports.review.attested

    return read


def _port(
    name: str, kind: Kind, source: str, read: Callable[[Ports], Value], closed: frozenset[str] | None = None
) -> FactType:
    def of(case: Case) -> Value:
        return read(case.ports)

    return FactType(name, kind, source, of, closed)


def _flag(name: str, source: str, read: Callable[[Ports], Value]) -> FactType:
    return _port(name, Kind.FLAG, source, read)


def _count(name: str, source: str, read: Callable[[Ports], Value]) -> FactType:
    return _port(name, Kind.COUNT, source, read)


FACTS: Final = (
    _port("authority_participant", Kind.CODE, "acts on authorities", lambda p: p.authority.participant),
    _flag("authority_notified", "acts on authorities", lambda p: p.authority.notified),
    _flag("head_or_deputy_signed", "signature on the act", lambda p: p.authority.head_or_deputy_signed),
    _flag("seal_valid", "seal on the act", lambda p: p.authority.seal_valid),
    _count("asylum_answer_age_days", "act of the asylum authority", lambda p: age(p.asylum.answered_days_ago)),
    _port("asylum_answer", Kind.CODE, "act of the asylum authority", lambda p: p.asylum.answer, words(Answer)),
    _flag("asylum_cleared", "act of the reviewer", lambda p: p.asylum.cleared),
    _port("torture_clearance", Kind.CODE, "act of the reviewer", lambda p: p.clearance.torture, words(Clearance)),
    _port("child_clearance", Kind.CODE, "act of the reviewer", lambda p: p.clearance.child, words(Clearance)),
    _count("overdue_reviews", "the log", lambda p: p.overdue.overdue),
    _count("overdue_permille", "the log", _permille),
    _flag("safeguards_signed_by_claimant", "acts of signature", lambda p: p.safeguards.claimant_signed),
    _count("recipients_without_safeguards", "acts of signature", _unsigned),
    _count("objections", "acts of the Council", _objections),
    _count("members_unheard", "acts of the Council", _unheard),
    _port("reviewer_seconded_by", Kind.CODE, "act of the reviewer", lambda p: p.review.reviewer_seconded_by),
    _flag("reviewer_is_drafter", "act of the reviewer", lambda p: p.review.reviewer_is_drafter),
    _flag("neutrality_failed", "act of the reviewer", lambda p: p.review.neutrality_failed),
    *(_flag(f"attested_{gate.value}", "act of the reviewer", _attested(gate)) for gate in HumanGate),
    _flag("new_fact", "acts since the last permit", lambda p: p.renewal.new_fact),
    _count("confirmation_age_days", "act of confirmation", lambda p: age(p.renewal.confirmation_age_days)),
    _flag("warrant_or_sentence_stands", "act of confirmation", lambda p: p.renewal.stands),
    _flag("not_time_barred", "act of confirmation", lambda p: p.renewal.not_time_barred),
    _count("months_in_register", "the log", lambda p: p.renewal.months_in_register),
    _flag("reviewer_consents_to_renewal", "act of the reviewer", lambda p: p.renewal.reviewer_consent),
    _count("name_collisions", "search in own data", lambda p: p.screen.name_collisions),
    _count("prior_judgments", "search in own data", lambda p: p.screen.prior_judgments),
    _flag("treaty_binds_claimant", "profile in force", lambda p: p.profile.treaty_binds_claimant),
)
