"""What the gates say of a dossier before it is submitted, as far as its claimant can know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.interchange.dossier.reading import Dossier
from comity.profile.model import Profile
from comity.qualification.facts import gather
from comity.qualification.gates import BLIND, Decision, Finding, weigh
from comity.qualification.of_profile import says
from comity.qualification.ports import Ports
from comity.qualification.rulebook import Outcome, Rulebook
from comity.qualification.vocabulary import Door

_OWN = ("dossier", "decision", "the entry itself", "telling")
_APPROVER_STATES = "effect_by_approver"
_APPROVER = "act of the approver"


@dataclass(frozen=True, slots=True)
class Known:
    """What a claimant can know: the findings that refuse on the dossier itself; for the others, the gate and
    the act that it waits for; and the blind gates, which look alike whatever they hold."""

    door: Door
    refused: tuple[Finding, ...]
    awaited: tuple[tuple[int, str], ...]
    held: tuple[int, ...]


def door_of(dossier: Dossier) -> Door:
    """The door through which this dossier asks to go."""
    return Door(f"{dossier.text.kind}.{'renew' if dossier.text.renews else 'circulate'}")


def decide(dossier: Dossier, rulebook: Rulebook, profile: Profile, on: date) -> Decision:
    """Weigh what the dossier and the profile say. No act is read: what acts would say is undetermined."""
    door = door_of(dossier)
    ports = Ports(profile=says(profile, dossier.entry, on))
    facts = gather(door, dossier.entry, [one.decision for one in dossier.decisions], ports, on)
    return weigh(door, facts, rulebook, on)


def check(dossier: Dossier, rulebook: Rulebook, profile: Profile, on: date) -> Known:
    """What a claimant can know before submitting."""
    return known(decide(dossier, rulebook, profile, on))


def known(decision: Decision) -> Known:
    """What whoever says something can know of what the gates will answer to it."""
    refused: list[Finding] = []
    awaited: dict[tuple[int, str], None] = {}
    for finding in decision.findings:
        if finding.gate in BLIND or finding.outcome is Outcome.PERMIT:
            continue
        waits = _waits_for(finding)
        if waits:
            awaited.update({(finding.gate, source): None for source in waits})
        else:
            refused.append(finding)
    held = tuple(sorted({finding.gate for finding in decision.findings if finding.gate in BLIND}))
    return Known(decision.door, tuple(refused), tuple(sorted(awaited)), held)


def _waits_for(finding: Finding) -> tuple[str, ...]:
    """The acts whose content is missing; empty where the dossier itself lacks something or is refused."""
    if finding.outcome is not Outcome.UNDETERMINED:
        return ()
    missing = [_said_by(fact.source) for fact in finding.evidence if fact.value is None]
    return () if any(source.startswith(_OWN) for source in missing) else tuple(dict.fromkeys(missing))


def _said_by(source: str) -> str:
    """What the approver states stands in the dossier, and is no lack of its drafter's (gate 44)."""
    return _APPROVER if _APPROVER_STATES in source else source
