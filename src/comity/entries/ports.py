"""Fill the ports: facts that come only from signed acts, never from the claimant (gates 1-4, 19, 36-38, 40).

What no act answers stays None, and None is undetermined: the door stays closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from comity import acts, clocks
from comity.engine import Question, Unit
from comity.entries.grounds import counts, rulings_on
from comity.entries.procedures import ON, RESTS_ON, SUPPORTED, VERSION_OF
from comity.entries.records import Records
from comity.judiciary import standing as judicial
from comity.judiciary.bodies import Identity, JudicialDecision
from comity.judiciary.procedures import CONFIRMS
from comity.matters import Matter
from comity.qualification import ports
from comity.qualification.claim import Claim, SupportClaim
from comity.qualification.ports import Ports
from comity.qualification.vocabulary import Answer, Clearance, DecisionStanding, DecisionType, Position

_FALLEN: Final = {"acquitted": DecisionStanding.QUASHED}
_JUDGMENTS: Final = frozenset({"conviction", "acquittal"})  # what a second trial would repeat (ICCPR Art 14(7))
OF_PERSONS: Final = frozenset({DecisionType.WARRANT, DecisionType.INDICTMENT, DecisionType.CONVICTION})
Decisions = Mapping[str, tuple[Matter, JudicialDecision]]
Known = frozenset[Identity]


def fill(
    question: Question,
    unit: Unit,
    records: Records,
    entry: Matter,
    version: Matter,
    claim: Claim,
    decisions: Decisions,
    known: Known,
    profile: ports.ProfileFacts,
) -> Ports:
    """Everything a gate may learn from signed acts, at the moment of ``question``. ``known``: the
    decisions on which versions permitted before rest."""
    at = acts.to_time(question.now)
    versions = unit.linking(entry.id, VERSION_OF)
    about = [m for one in (entry, *versions) for m in unit.linking(one.id, ON)]
    reviewed = Reviewed(tuple(sorted(about, key=lambda m: m.opened.index)), entry, version)
    return Ports(
        authority=_authority(unit, version, at),
        decisions={ref: _decision(unit, matter, at) for ref, (matter, _) in decisions.items()},
        asylum=_asylum(reviewed, question.now),
        clearance=ports.ClearanceFacts(*map(reviewed.answer, ("torture", "child", "support"))),
        support=_support(unit, version.linked(SUPPORTED), at),
        overdue=ports.OverdueFacts(*records.reviews(entry.participant, at[:10])),
        safeguards=_safeguards(unit, records, claim, at[:10]),
        council=_council(unit, question, at[:10]),
        review=_review(unit, question, version),
        renewal=_renewal(unit, versions, reviewed, decisions, known, question.now),
        screen=_screen(unit, records.namesakes(entry.id, version.id), version),
        profile=profile,
    )


def beforehand(
    unit: Unit,
    records: Records,
    claim: Claim,
    recorded: Mapping[str, Matter],
    now: datetime,
    profile: ports.ProfileFacts,
) -> Ports:
    """What signed acts say already of a claim that nobody submitted yet: of its author, of the decisions that are
    ``recorded`` (by reference) and of what it names. Signatures, answers and reviews are still to come."""
    at = acts.to_time(now)
    authority = unit.directory().authorities.get(claim.claimant_authority)
    state = authority.participant if authority else ""
    listed = claim.supported.entry if isinstance(claim, SupportClaim) and claim.supported else None
    return Ports(
        authority=ports.AuthorityFacts(state or None, authority.valid_on(at[:10]) if authority else False),
        decisions={reference: _decision(unit, matter, at) for reference, matter in recorded.items()},
        support=_support(unit, listed or "", at),
        overdue=ports.OverdueFacts(*records.reviews(state, at[:10])),
        safeguards=_safeguards(unit, records, claim, at[:10]),
        profile=profile,
    )


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the reviewer and the asylum authorities said of an entry and its versions, in the log's order."""

    about: tuple[Matter, ...]
    entry: Matter
    version: Matter

    def answer(self, question: str, since: int = 0) -> Clearance | None:
        """The reviewer's answer to ``question`` for this version.

        A clearance counts for the version that it names, or, where it names the entry, for those submitted
        before it; never for later facts, nor where it came before ``since``. A refusal holds, whatever a
        later version says, until such a clearance overcomes it.
        """
        asked = [m for m in self.about if m.procedure == "clearance" and m.text("question") == question]
        least = max(since, self.version.opened.index)
        for matter in sorted(asked, key=lambda m: m.last.index, reverse=True):
            if matter.step != "cleared":
                return Clearance.REFUSED
            if matter.linked(ON) in (self.entry.id, self.version.id) and matter.opened.index > least:
                return Clearance.CLEARED
        return None


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


def _asylum(reviewed: Reviewed, now: datetime) -> ports.AsylumFacts:
    """Never which State answered; all that were ever asked must have.

    Each authority is heard with its latest answer. "None" counts only where it was asked about this
    version, for the identity may have changed; "some" counts until that authority says otherwise.
    """
    latest = {m.text("authority"): m for m in reviewed.about if m.procedure == "asylum"}
    answers = [check.last_of("asylum.answer") for check in latest.values()]
    given = [a for a in answers if a is not None]
    fresh = [
        answer
        for check in latest.values()
        for answer in [check.last_of("asylum.answer")]
        if answer is not None and check.opened.index > reviewed.version.opened.index
    ]
    if not fresh or len(given) < len(latest):
        return ports.AsylumFacts()
    some = [a.index for a in given if a.terms["answer"] == "some"]
    cleared = reviewed.answer("asylum", max(some, default=0)) is Clearance.CLEARED
    age = -((acts.from_time(min(a.time for a in fresh)) - now) // timedelta(days=1))  # a begun day counts
    return ports.AsylumFacts(age, Answer.SOME if some else Answer.NONE, cleared)


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


def _support(unit: Unit, listed: str, at: str) -> ports.SupportFacts:
    return ports.SupportFacts(counts(unit, listed, at) if listed else None)


def _council(unit: Unit, question: Question, day: str) -> ports.CouncilFacts:
    matter = question.matter
    if matter is None or matter.procedure != "proposal":
        return ports.CouncilFacts()
    members = unit.directory().members_on(day)  # who left since it spoke neither helps nor hinders
    votes = [m for m in unit.linking(matter.id, ON) if m.procedure == "council.position" and m.participant in members]
    return ports.CouncilFacts(members, {vote.participant: Position(vote.text("position")) for vote in votes})


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
    unit: Unit, versions: Iterable[Matter], reviewed: Reviewed, decisions: Decisions, known: Known, now: datetime
) -> ports.RenewalFacts:
    """What a renewal rests on; the confirmation is that of the decision confirmed longest ago."""
    permits = [p for v in versions for p in [v.last_of("version.permit")] if p is not None]
    if not permits:
        return ports.RenewalFacts()
    last = max(p.index for p in permits)
    new_fact = any(matter.opened.index > last and body.identity not in known for matter, body in decisions.values())
    months = clocks.months_between(date.fromisoformat(min(p.time for p in permits)[:10]), now.date())
    consent = reviewed.answer("renewal")
    agrees = None if consent is None else consent is Clearance.CLEARED
    at = acts.to_time(now)
    named = [matter for matter, body in decisions.values() if body.type in OF_PERSONS]
    confirmed = [ruling for matter in named for ruling in [_confirmation(unit, matter.id, at)] if ruling is not None]
    if not confirmed or len(confirmed) < len(named):
        return ports.RenewalFacts(new_fact, months_in_register=months, reviewer_consent=agrees)
    return ports.RenewalFacts(
        new_fact,
        max((now.date() - date.fromisoformat(one.text("on"))).days for one in confirmed),
        all(one.term("stands") is True for one in confirmed),
        all(one.term("not_time_barred") is True for one in confirmed),
        months,
        agrees,
    )


def _confirmation(unit: Unit, decision: str, at: str) -> Matter | None:
    """The latest confirmation that a reviewer authenticated; before that it is the claimant's word alone."""
    rulings = [r for r in rulings_on(unit, decision) if r.text("outcome") in CONFIRMS]
    return next((r for r in reversed(rulings) if r.text("on") and judicial.authenticated(r, at)), None)
