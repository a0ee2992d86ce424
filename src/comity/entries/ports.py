"""Fill the ports: facts that come only from signed acts, never from the claimant (gates 1-4, 19, 36, 38, 40).

What no act answers stays None, and None is undetermined: the door stays closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from comity import acts
from comity.engine import Question, Unit
from comity.entries.grounds import rulings_on
from comity.entries.procedures import ON, RESTS_ON, VERSION_OF
from comity.entries.records import Records
from comity.judiciary import standing as judicial
from comity.judiciary.bodies import JudicialDecision
from comity.matters import Matter
from comity.qualification import ports
from comity.qualification.claim import Claim
from comity.qualification.ports import Ports
from comity.qualification.vocabulary import Answer, Clearance, DecisionStanding, Position

_FALLEN: Final = {"acquitted": DecisionStanding.QUASHED}
_JUDGMENTS: Final = frozenset({"conviction", "acquittal"})  # what a second trial would repeat (ICCPR Art 14(7))
Decisions = Mapping[str, tuple[Matter, JudicialDecision]]


def fill(
    question: Question,
    unit: Unit,
    records: Records,
    entry: Matter,
    version: Matter,
    claim: Claim,
    decisions: Decisions,
    profile: ports.ProfileFacts,
) -> Ports:
    """Everything a gate may learn from signed acts, at the moment of ``question``."""
    at = acts.to_time(question.now)
    reviewed = (*unit.linking(entry.id, ON), *unit.linking(version.id, ON))
    return Ports(
        authority=_authority(unit, version, at),
        decisions={ref: _decision(unit, matter, at) for ref, (matter, _) in decisions.items()},
        asylum=_asylum(reviewed, question.now),
        clearance=ports.ClearanceFacts(_cleared(reviewed, "torture"), _cleared(reviewed, "child")),
        overdue=ports.OverdueFacts(*records.reviews(entry.participant, at[:10])),
        safeguards=_safeguards(unit, records, claim, at[:10]),
        council=_council(unit, question, at[:10]),
        review=_review(unit, question, version),
        renewal=_renewal(unit, entry, reviewed, decisions, question.now),
        screen=_screen(unit, records.namesakes(entry.id, version.id), version),
        profile=profile,
    )


def _authority(unit: Unit, version: Matter, at: str) -> ports.AuthorityFacts:
    directory = unit.directory()
    approved = version.last_of("version.approve")
    authority = directory.authorities.get(approved.authority if approved else version.opened.authority)
    if authority is None:
        return ports.AuthorityFacts(version.participant, False)
    notified = authority.valid_on(at[:10])
    if approved is None:
        return ports.AuthorityFacts(authority.participant, notified)
    signed_with = (directory.keys[approved.officer_key], directory.keys[approved.seal_key])
    suspect = any(key.suspicions(approved.index) for key in signed_with)
    return ports.AuthorityFacts(authority.participant, notified, True, not suspect)


def _decision(unit: Unit, decision: Matter, at: str) -> ports.DecisionFacts:
    found = judicial.standing(decision, rulings_on(unit, decision.id), at)
    state = _FALLEN.get(found.state) or DecisionStanding(found.state)
    if state is DecisionStanding.IN_FORCE and found.finality in ("stayed", "under_appeal"):
        state = DecisionStanding(found.finality)
    opens = any(body.schema.startswith("document/") and held for body, held in unit.opened(decision.id))
    return ports.DecisionFacts(found.authenticated, opens, state, found.finality == "final")


def _asylum(reviewed: Iterable[Matter], now: datetime) -> ports.AsylumFacts:
    """Never which State answered; all that were asked must have."""
    checks = [m for m in reviewed if m.procedure == "asylum"]
    answers = [m.last_of("asylum.answer") for m in checks]
    given = [a for a in answers if a is not None]
    if not checks or len(given) < len(checks):
        return ports.AsylumFacts()
    oldest = min(acts.from_time(a.time) for a in given)
    some = any(a.terms["answer"] == "some" for a in given)
    cleared = _cleared(reviewed, "asylum") is Clearance.CLEARED
    return ports.AsylumFacts((now - oldest).days, Answer.SOME if some else Answer.NONE, cleared)


def _cleared(reviewed: Iterable[Matter], question: str) -> Clearance | None:
    """The reviewer's latest answer to ``question``."""
    found = [m for m in reviewed if m.procedure == "clearance" and m.text("question") == question]
    if not found:
        return None
    latest = max(found, key=lambda m: m.last.index)
    return Clearance.CLEARED if latest.step == "cleared" else Clearance.REFUSED


def _safeguards(unit: Unit, records: Records, claim: Claim, day: str) -> ports.SafeguardsFacts:
    signed = records.signed_safeguards()
    directory = unit.directory()
    members = directory.members_on(day)
    recipients = frozenset(claim.recipients) or frozenset(
        a.id for a in directory.authorities.values() if a.duty == "competent" and a.participant in members
    )
    named = frozenset(
        a.id for a in directory.authorities.values() if a.duty == "competent" and {a.id, a.participant} & recipients
    )
    unknown = frozenset(
        r for r in recipients if not any(r in (a.id, a.participant) for a in directory.authorities.values())
    )
    return ports.SafeguardsFacts(claim.claimant_authority in signed, (named - signed) | unknown)


def _council(unit: Unit, question: Question, day: str) -> ports.CouncilFacts:
    matter = question.matter
    if matter is None or matter.procedure != "proposal":
        return ports.CouncilFacts()
    said = {m.participant: Position(m.text("position")) for m in unit.linking(matter.id, ON)}
    return ports.CouncilFacts(unit.directory().members_on(day), said)


def _review(unit: Unit, question: Question, version: Matter) -> ports.ReviewFacts:
    """The reviewer is who asks at the door, or who permitted the version that is proposed."""
    permitted = version.last_of("version.permit")
    if question.head.kind == "version.permit" or permitted is None:
        officer, terms = question.officer, question.head.terms
    else:
        officer, terms = unit.directory().officers[permitted.officer], permitted.terms
    drafter = any(d.officer == officer.id for d in version.acts if d.kind != "version.permit")
    attests = terms.get("attests")
    listed: Sequence[object] = attests if isinstance(attests, list) else ()
    attested = frozenset(n for n in listed if isinstance(n, int))
    return ports.ReviewFacts(officer.seconded_by, drafter, attested, terms.get("neutrality") == "failed")


def _screen(unit: Unit, namesakes: Sequence[str], version: Matter) -> ports.ScreenFacts:
    """Namesakes in the node's own data, and judgments on them that this version does not rest on."""
    own = set(version.all_linked(RESTS_ON))
    theirs = {target for name in namesakes for v in unit.linking(name, VERSION_OF) for target in v.all_linked(RESTS_ON)}
    judged = [m for m in map(unit.matter, sorted(theirs - own)) if m and m.text("type") in _JUDGMENTS]
    return ports.ScreenFacts(len(namesakes), len(judged))


def _renewal(
    unit: Unit, entry: Matter, reviewed: Iterable[Matter], decisions: Decisions, now: datetime
) -> ports.RenewalFacts:
    permits = [p for v in unit.linking(entry.id, VERSION_OF) for p in [v.last_of("version.permit")] if p is not None]
    if not permits:
        return ports.RenewalFacts()
    first, last = min(p.time for p in permits), max(p.index for p in permits)
    new_fact = any(matter.opened.index > last for matter, _ in decisions.values())
    confirmed = [
        r for matter, _ in decisions.values() for r in rulings_on(unit, matter.id) if r.text("outcome") == "confirmed"
    ]
    months = (now.date() - date.fromisoformat(first[:10])).days // 30
    consent = _cleared(reviewed, "renewal")
    if not confirmed:
        return ports.RenewalFacts(new_fact, months_in_register=months, reviewer_consent=_agrees(consent))
    latest = max(confirmed, key=lambda r: r.opened.index)
    return ports.RenewalFacts(
        new_fact,
        (now.date() - date.fromisoformat(latest.text("on") or latest.opened.time[:10])).days,
        latest.term("stands") is True,
        latest.term("not_time_barred") is True,
        months,
        _agrees(consent),
    )


def _agrees(answer: Clearance | None) -> bool | None:
    return None if answer is None else answer is Clearance.CLEARED
