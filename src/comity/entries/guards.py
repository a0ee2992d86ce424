"""What each act must satisfy besides its row in the table: closed lists, and one of a kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from comity import acts, clocks
from comity.acts import Link, SignedAct
from comity.effect import ACTED_UPON, Effect
from comity.engine import Guard, Question, Unit
from comity.entries.due import purge_due
from comity.entries.grounds import Source, effect_of
from comity.entries.procedures import DOORS, ON, VERSION_OF
from comity.errors import Refused
from comity.judiciary.procedures import FINALITIES, OUTCOMES
from comity.matters import Matter
from comity.participants import Capacity

REASONS: Final = frozenset(  # closed, so that no reason in a head can name anyone
    "purpose_met data_error decision_fell proportionality protection_of_person claimant_asks lapsed court_order"
    " other".split()
)
POSITIONS: Final = frozenset("recognises does_not_recognise own_ban silent".split())
GROUNDS: Final = frozenset(f"R{n}" for n in range(1, 12))
QUESTIONS: Final = frozenset("asylum torture child support renewal".split())

CHOICES: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    "decision.record": {"finality": FINALITIES},
    "ruling.record": {"outcome": OUTCOMES},
    "reviewer.order": {"order": frozenset({"suspend", "correct", "delete"}), "reason": REASONS},
    "reviewer.clear": {"question": QUESTIONS},
    "reviewer.refuse": {"question": QUESTIONS},
    "asylum.answer": {"answer": frozenset({"none", "some"})},
    "position.take": {"position": POSITIONS},
    "position.change": {"position": POSITIONS},
    "flag.raise": {"ground": GROUNDS},
    "council.position": {"position": frozenset("no_objection statement objection non_participant".split())},
    "suspension.begin": {"reason": REASONS},
    "suspension.urgent": {"reason": REASONS},
    "entry.withdraw": {"reason": REASONS},
    "erasure.declare": {"reason": REASONS},
    "erasure.own": {"reason": REASONS},
}
REASONED: Final = frozenset({"reviewer.order", "reviewer.clear", "reviewer.refuse", "version.refuse", "version.return"})
ONE_EACH: Final = frozenset({"position.take", "council.position", "flag.raise"})
_ENDED: Final = frozenset({Effect.DELETED, Effect.WITHDRAWN, Effect.LAPSED, Effect.NONE})


def choices(question: Question, signed: SignedAct, unit: Unit) -> None:
    """A term of a closed list holds a word of that list; a reviewer's act brings its reasons as a body."""
    head = question.head
    for term, allowed in CHOICES.get(head.kind, {}).items():
        if head.terms.get(term) not in allowed:
            raise Refused(
                "entry.choice", "law.md D", term=term, value=str(head.terms.get(term))[:40], allowed=sorted(allowed)
            )
    if head.kind in REASONED and not head.bodies:
        raise Refused("entry.reasons", "CCF Statute Art 38; law.md D(iv)", act=head.kind)
    if head.kind in ONE_EACH:
        _one_each(question, unit)


def _one_each(question: Question, unit: Unit) -> None:
    """One State has one position on one matter; a change of mind is a move on it."""
    target = linked(question.head.links, ON)
    own = unit.directory().participant_of(question.head.authority)
    for other in unit.linking(target, ON):
        if other.procedure == question.head.procedure and other.participant == own and other.step != "lifted":
            raise Refused("entry.taken", "Charter Art 16; law.md E11", participant=own)


def submit(question: Question, signed: SignedAct, unit: Unit) -> None:
    """A version knocks at a door of its own register, and its sunset lies within twelve months."""
    head = question.head
    entry = unit.matter(linked(head.links, VERSION_OF))
    allowed = DOORS.get(entry.procedure, frozenset()) if entry else frozenset()
    door, sunset = head.terms["door"], head.terms["sunset"]
    if door not in allowed:
        raise Refused("entry.choice", "law.md D(iii)", term="door", value=str(door)[:40], allowed=sorted(allowed))
    latest = clocks.months_later(question.now.date(), clocks.SUNSET_MONTHS).isoformat()
    if not isinstance(sunset, str) or not _is_day(sunset) or not question.now.date().isoformat() < sunset <= latest:
        raise Refused("entry.sunset", "A/HRC/16/51 practice 9; law.md D(iii), gate 32", latest=latest)
    for target in [link.to for link in head.links]:
        if unit.is_purged(target):
            raise Refused("act.purged", "design, rule 17")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def answer(question: Question, signed: SignedAct, unit: Unit) -> None:
    """Only the asylum authority that was asked answers."""
    choices(question, signed, unit)
    if question.matter is None or question.matter.text("authority") != question.head.authority:
        raise Refused("act.unknown_matter")


def permit(question: Question, signed: SignedAct, unit: Unit) -> None:
    """Nothing new is permitted on an entry that was withdrawn, deleted or erased, nor to a State that left."""
    entry = unit.matter(question.matter.linked(VERSION_OF)) if question.matter else None
    if entry is None:
        raise Refused("act.unknown_matter")
    if _effect(question, unit, entry) in (Effect.DELETED, Effect.WITHDRAWN) or unit.is_purged(entry.id):
        raise Refused("entry.ended", "law.md D(ii)")
    if entry.participant not in unit.directory().members_on(acts.to_time(question.now)[:10]):
        raise Refused("entry.not_member", "design, rule 11", participant=entry.participant)


def adopt(question: Question, signed: SignedAct, unit: Unit) -> None:
    """A common entry is in force and final: a stayed or appealed ban is never common (gate 4)."""
    entry = unit.matter(question.matter.linked(ON)) if question.matter else None
    if entry is None or entry.procedure != "list.entry":
        raise Refused("act.unknown_matter")
    effect = _effect(question, unit, entry)
    if effect not in ACTED_UPON or effect is Effect.NOT_FINAL:
        raise Refused("entry.not_common", "law.md D(ii) and D(iii), gates 4 and 38", effect=effect.value)


def declare(question: Question, signed: SignedAct, unit: Unit) -> None:
    """The clock purges what is due, for the reason and at the time that follow from the log."""
    choices(question, signed, unit)
    head = question.head
    if head.capacity != Capacity.CLOCK:
        return
    entry = unit.matter(linked(head.links, ON))
    source: Source = unit
    found = purge_due(source, entry, acts.to_time(question.now)) if entry else None
    if found is None or (found.due, found.reason) != (head.terms.get("due"), head.terms["reason"]):
        raise Refused("act.not_due", "design, rule 13", due=str(head.terms.get("due"))[:40])


def narrow(question: Question, signed: SignedAct, unit: Unit) -> None:
    """What is taken back was said in a version of this very entry."""
    named = question.head.terms["statements"]
    versions = unit.linking(linked(question.head.links, ON), VERSION_OF)
    said = {c for version in versions for body, _ in unit.opened(version.id) for c in body.statements}
    if not isinstance(named, list) or not named or not all(one in said for one in named):
        raise Refused("entry.not_said", "SIS 2018/1862 Art 59(3)")


def erase_own(question: Question, signed: SignedAct, unit: Unit) -> None:
    """The claimant erases only what no longer counts; what counts is withdrawn first."""
    choices(question, signed, unit)
    entry = unit.matter(linked(question.head.links, ON))
    if entry is None:
        raise Refused("act.unknown_matter")
    effect = _effect(question, unit, entry)
    if effect not in _ENDED:
        raise Refused("entry.still_counts", "SIS 2018/1862 Art 59(3)", effect=effect.value)


def linked(links: tuple[Link, ...], relation: str) -> str:
    """The target of the first link of this relation; empty where there is none."""
    return next((link.to for link in links if link.relation == relation), "")


def _effect(question: Question, unit: Unit, entry: Matter) -> Effect:
    source: Source = unit
    return effect_of(source, entry, acts.to_time(question.now)).effect


GUARDS: Final[Mapping[str, Guard]] = {
    **dict.fromkeys(CHOICES.keys() | REASONED, choices),
    "version.submit": submit,
    "asylum.answer": answer,
    "version.permit": permit,
    "proposal.adopt": adopt,
    "erasure.own": erase_own,
    "erasure.declare": declare,
    "entry.narrow": narrow,
}
