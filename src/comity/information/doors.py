"""The door keeper of what is told: reads the telling, gathers the facts, weighs them, and stamps the answer.

A telling is weighed as it stands in its act, or as it was submitted where another officer approves it. Of
a sealed one only the head is known: what its giver attests there is weighed, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from comity import acts
from comity.acts import BodyHead
from comity.acts import Door as DoorStamp
from comity.engine import Question, Unit
from comity.entries.doors import Closed, rulebook_in_force
from comity.entries.records import Records
from comity.errors import Refused
from comity.information.sealed import SCHEMA as SEALED
from comity.provenance import said
from comity.qualification import ports
from comity.qualification.envelope import Envelope
from comity.qualification.facts import gather_told
from comity.qualification.gates import Decision, weigh
from comity.qualification.ports import Ports
from comity.qualification.rulebook import Outcome, Rulebook
from comity.qualification.vocabulary import Condition, Door, HandlingCode

ORAL: Final = frozenset({"danger.oral", "request.oral"})
Told = tuple[tuple[BodyHead, tuple[bytes, ...]], ...]


@dataclass(frozen=True, slots=True)
class Keeper:
    """Answers at the doors of what is told. ``models``: schema to model; ``languages``: the working ones."""

    rulebook: Rulebook
    models: Mapping[str, type[Envelope]]
    languages: frozenset[str]
    records: Callable[[Unit], Records]

    def __call__(self, question: Question, unit: Unit) -> DoorStamp:
        """The stamp of an opened door. Raises Closed otherwise."""
        decision = self.weigh(question, unit)
        if decision.outcome is not Outcome.PERMIT:
            raise Closed(decision, question.door)
        return DoorStamp(question.door, decision.rulebook_digest)

    def weigh(self, question: Question, unit: Unit) -> Decision:
        """Gather the facts of this moment and weigh them. Raises Refused where there is nothing to weigh."""
        adopted = rulebook_in_force(unit)
        if adopted != self.rulebook.digest:
            raise Refused("act.rulebook", "design, rule 8", adopted=adopted[:12], held=self.rulebook.digest[:12])
        bodies = self._told(question, unit)
        sealed = any(body.schema == SEALED for body, _ in bodies)
        telling = _outside(question, unit, bodies) if sealed else self._read(bodies)
        check_agreement(telling, bodies)
        facts = gather_told(
            Door(question.door), telling, self._ports(question, unit, bodies), question.now.date(), sealed=sealed
        )
        return weigh(Door(question.door), facts, self.rulebook, question.now.date())

    def _told(self, question: Question, unit: Unit) -> Told:
        """What the act itself tells; where it tells nothing, what was submitted on its matter."""
        contents = (tuple(one.content for one in body) for body in question.bodies)
        own = self._kept(zip(question.head.bodies, contents, strict=True))
        matter = question.matter
        found = own if own or matter is None else self._kept(unit.opened(matter.id))
        if not found or len({body.schema for body, _ in found}) > 1 or not all(held for _, held in found):
            raise Refused("telling.nothing", "law.md D(iii)", door=question.door)
        return found

    def _kept(self, bodies: object) -> Told:
        listed: Told = tuple(bodies)  # type: ignore[arg-type]  # pairs of a head and its contents, from either side
        return tuple(pair for pair in listed if pair[0].schema in self.models or pair[0].schema == SEALED)

    def _read(self, bodies: Told) -> Envelope:
        model = self.models[bodies[0][0].schema]
        return model.of(pair for _, held in bodies for pair in said(held))

    def _ports(self, question: Question, unit: Unit, bodies: Told) -> Ports:
        directory, at = unit.directory(), acts.to_time(question.now)
        authority = directory.authorities[question.head.authority]
        attests = question.head.terms.get("attests")
        attested = frozenset(n for n in attests if isinstance(n, int)) if isinstance(attests, list) else frozenset()
        recipients = [name for body, _ in bodies for name in body.recipients]
        return Ports(
            authority=ports.AuthorityFacts(
                authority.participant, authority.valid_on(at[:10]), question.officer.head_or_deputy, True
            ),
            safeguards=safeguards(unit, self.records(unit), question.head.authority, recipients, at[:10]),
            review=ports.ReviewFacts(attested=attested),
            profile=ports.ProfileFacts(self.languages),
            telling=ports.TellingFacts(_oral_hours(question)),
        )


def safeguards(unit: Unit, records: Records, author: str, recipients: Sequence[str], day: str) -> ports.SafeguardsFacts:
    """Whether the authority that tells has signed the safeguards, and which recipients have not (gate 40).

    Of what goes to all members, every member's competent authority is a recipient.
    """
    directory = unit.directory()
    signed, members = records.signed_safeguards(), directory.members_on(day)
    competent = [a for a in directory.authorities.values() if a.duty in ("competent", "executive")]
    named = {a.id for a in competent if {a.id, a.participant} & set(recipients)}
    if not recipients:
        named = {a.id for a in competent if a.participant in members}
    unknown = {r for r in recipients if not any(r in (a.id, a.participant) for a in competent)}
    return ports.SafeguardsFacts(author in signed, frozenset((named - signed) | unknown))


def _oral_hours(question: Question) -> int:
    """The hours begun since it was told orally; none where it was written from the first."""
    matter = question.matter
    if matter is None or matter.opened.kind not in ORAL or matter.step != "oral":
        return 0
    return -((acts.from_time(matter.opened.time) - question.now) // timedelta(hours=1))


def _outside(question: Question, unit: Unit, bodies: Told) -> Envelope:
    """What the heads of a sealed telling say."""
    body = bodies[0][0]
    return Envelope(
        claimant_state=unit.directory().participant_of(question.head.authority),
        claimant_authority=question.head.authority,
        handling_code=HandlingCode(body.code),
        recipients=body.recipients,
        conditions=tuple(Condition(name) for name in body.conditions),
        kept_until=date.fromisoformat(max(one.kept_until for one, _ in bodies)[:10]),
    )


def _rested_on(held: Iterable[bytes]) -> set[str]:
    """The statements on which these say that they rest."""
    found: set[str] = set()
    for _, value in said(held):
        cited = value.get("rests_on") if isinstance(value, dict) else None
        found |= {str(one) for one in cited} if isinstance(cited, list) else set()
    return found


def check_agreement(telling: Envelope, bodies: Told) -> None:
    """Refuse heads that say other than their bodies: handling reads heads, people read bodies.

    Every body binds at least as the telling says, an item that names its own handling stands in a body that
    has it, and the head of a body names what its items rest on, so that what binds it follows. Raises Refused
    (``telling.disagrees``).
    """
    wrong: set[str] = set()
    latest = max(body.kept_until for body, _ in bodies)
    if any(_rested_on(held) - set(body.derived_from) for body, held in bodies):
        wrong.add("rests_on")
    if telling.kept_until is None or latest[:10] != telling.kept_until.isoformat():
        wrong.add("kept_until")
    for body, _ in bodies:
        if sorted(body.conditions) != sorted(one.value for one in telling.conditions):
            wrong.add("conditions")
    codes = {(body.code, tuple(sorted(body.recipients))) for body, _ in bodies}
    handled = [(telling.handling_code, telling.recipients), *((i.handling, i.recipients) for i in telling.items())]
    for code, named in handled:
        recipients = named if code is HandlingCode.NAMED else ()
        if code is not None and (code.value, tuple(sorted(recipients))) not in codes:
            wrong.add("handling_code")
    if wrong:
        raise Refused("telling.disagrees", "design, rule 2", fields=sorted(wrong))
