"""What each act must satisfy besides its row in the table: closed lists, and one of a kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from comity import acts, clocks
from comity.acts import Link, SignedAct
from comity.canonical import Json
from comity.effect import FIRM, Effect
from comity.engine import Guard, Question, Unit
from comity.entries.due import purge_due
from comity.entries.grounds import Source, effect_of, permitted
from comity.entries.procedures import DOORS, ON, SUPPORT_ENTRY, SUPPORTED, VERSION_OF
from comity.errors import Refused
from comity.handling import Audience, looks, may_read
from comity.judiciary.procedures import CONFIRMS, FINALITIES, OUTCOMES
from comity.matters import Matter
from comity.participants import Capacity, Officer

REASONS: Final = frozenset(  # closed, so that no reason in a head can name anyone
    "purpose_met data_error decision_fell proportionality protection_of_person claimant_asks lapsed court_order"
    " other".split()
)
FINDINGS: Final = frozenset(  # of a compliance review; gates 17, 19 and 20 have one word, the same for all three
    "form decision definition protected_conduct identity data_quality fair_trial notice_and_remedy handling"
    " held_for_review other".split()
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
    "reviewer.reconsider": {"question": QUESTIONS},
    "reviewer.lift": {"reason": REASONS},
    "case.open": {"reason": REASONS},
    "request.refuse": {"ground": GROUNDS},
    "request.postpone": {"ground": GROUNDS},
    "request.close": {"use": frozenset("used not_used led_to_measures no_answer".split())},
    "asylum.answer": {"answer": frozenset({"none", "some"})},
    "position.take": {"position": POSITIONS},
    "position.change": {"position": POSITIONS},
    "flag.raise": {"ground": GROUNDS},
    "version.return": {"reasons": FINDINGS},
    "version.refuse": {"reasons": FINDINGS},
    "council.position": {"position": frozenset("no_objection statement objection non_participant".split())},
    "suspension.begin": {"reason": REASONS},
    "suspension.urgent": {"reason": REASONS},
    "entry.withdraw": {"reason": REASONS},
    "erasure.declare": {"reason": REASONS},
    "erasure.own": {"reason": REASONS},
}
REASONED: Final = frozenset(
    "reviewer.order reviewer.clear reviewer.refuse reviewer.reconsider version.refuse version.return"
    " request.refuse request.postpone danger.extend".split()
)
ON_CIRCULATED: Final = frozenset({"position.take", "flag.raise", "proposal.open"})
_OF_STATES: Final = frozenset({Capacity.NLO, Capacity.NAA})
ONE_EACH: Final = frozenset({"position.take", "council.position", "flag.raise"})
TAKEN_BACK: Final = frozenset("drafted submitted withdrawn ended void closed".split())  # of what is told
_ENDED: Final = frozenset({Effect.DELETED, Effect.WITHDRAWN, Effect.LAPSED, Effect.NONE})


def choices(question: Question, signed: SignedAct, unit: Unit) -> None:
    """A term of a closed list holds a word of that list; a reviewer's act brings its reasons as a body."""
    head = question.head
    for term, allowed in CHOICES.get(head.kind, {}).items():
        if not chosen(head.terms.get(term), allowed):
            raise Refused(
                "entry.choice", "law.md D", term=term, value=str(head.terms.get(term))[:40], allowed=sorted(allowed)
            )
    if head.kind in REASONED and not head.bodies:
        raise Refused("entry.reasons", "CCF Statute Art 38; law.md D(iv)", act=head.kind)
    if head.kind in ONE_EACH:
        _one_each(question, unit)


def chosen(value: Json, allowed: frozenset[str]) -> bool:
    """Whether ``value`` is a word of the closed list, or a list of at least one of them."""
    words = value if isinstance(value, list) else [value]
    return bool(words) and all(isinstance(word, str) and word in allowed for word in words)


def _one_each(question: Question, unit: Unit) -> None:
    """One State has one position on one matter; a change of mind is a move on it."""
    target = linked(question.head.links, ON)
    own = unit.directory().participant_of(question.head.authority)
    for other in unit.linking(target, ON):
        if other.procedure == question.head.procedure and other.participant == own and other.step != "lifted":
            raise Refused("entry.taken", "Charter Art 16; law.md E11", participant=own)


def circulated(question: Question, signed: SignedAct, unit: Unit) -> None:
    """A State speaks only on an entry that was circulated to it; to it there is no other (law.md B6, E2)."""
    head = question.head
    if head.kind in CHOICES:
        choices(question, signed, unit)
    entry = unit.matter(linked(head.links, ON))
    if entry is None or not circulated_to(question, unit, entry):
        raise Refused("act.parent", f"procedure {head.procedure}", relation=ON)


def circulated_to(question: Question, unit: Unit, entry: Matter) -> bool:
    """Whether the author may read anything of the version that stands for the entry."""
    directory, at, head = unit.directory(), acts.to_time(question.now), question.head
    found = permitted(unit.linking(entry.id, VERSION_OF), at)
    if found is None:
        return False
    reader = looks(directory, question.officer, directory.authorities[head.authority], head.capacity, at)
    said = (body for body, _ in unit.opened(found[0].id))
    return any(
        may_read(
            reader,
            Audience(b.code, entry.participant, frozenset(b.recipients), found[0].id, True, kept_until=b.kept_until),
        )
        for b in said
    )


def lift(question: Question, signed: SignedAct, unit: Unit) -> None:
    """As ``check_lift``, of the entry on which the suspension lies."""
    matter, head = question.matter, question.head
    if matter is not None:
        entry = unit.matter(matter.linked(ON))
        check_lift(matter, entry.participant if entry else "", question.officer, head.capacity)


def check_lift(suspension: Matter, claimant: str, officer: Officer, capacity: str) -> None:
    """Nobody whom the claimant sent lifts another's suspension of its entry, nor an analyst a reviewer's.

    Raises Refused: ``actor.seconded``, ``actor.capacity``.
    """
    began = suspension.opened
    if capacity in _OF_STATES or officer.id == began.officer:
        return
    if claimant and officer.seconded_by in ("", claimant):
        provision = "law.md D(iii), gate 28; RPD 86"
        raise Refused("actor.seconded", provision, officer=officer.id, claimant=claimant)
    if began.capacity == Capacity.CR and capacity != Capacity.CR:
        raise Refused("actor.capacity", "law.md D(iv), suspend", officer=officer.id, capacity="CR")


def rule(question: Question, signed: SignedAct, unit: Unit) -> None:
    """A confirmation says on which day it was given, and whether warrant or sentence stands and is not
    time-barred: a renewal is weighed on these heads (law.md D(iii), Renewal)."""
    choices(question, signed, unit)
    terms = question.head.terms
    if terms["outcome"] not in CONFIRMS:
        return
    on, answers = terms.get("on"), (terms.get("stands"), terms.get("not_time_barred"))
    dated = isinstance(on, str) and _is_day(on) and on <= acts.to_time(question.now)[:10]
    if not dated or not all(isinstance(answer, bool) for answer in answers):
        raise Refused("entry.confirmation", "law.md D(iii), Renewal")


def clear(question: Question, signed: SignedAct, unit: Unit) -> None:
    """The question that the reviewer answered is not changed on the way."""
    choices(question, signed, unit)
    head, matter = question.head, question.matter
    if matter is not None and head.terms["question"] != matter.opened.terms.get("question"):
        asked = str(matter.opened.terms.get("question"))
        said = str(head.terms["question"])
        provision = "law.md D(iii), gates 19, 20, 24, 37"
        raise Refused("entry.choice", provision, term="question", value=said, allowed=[asked])


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
    _check_supported(question, unit, entry)
    for target in [link.to for link in head.links]:
        if unit.is_purged(target):
            raise Refused("act.purged", "design, rule 17")


def _check_supported(question: Question, unit: Unit, entry: Matter | None) -> None:
    """Only an entry on support names an organisation that was supported; one that the author may not know of
    is refused as one that does not exist."""
    listed = unit.matter(linked(question.head.links, SUPPORTED))
    on_support = entry is not None and entry.procedure == SUPPORT_ENTRY
    if listed is not None and not (on_support and _knows(question, unit, listed)):
        raise Refused("act.links", "procedure version", relation=SUPPORTED)


def _knows(question: Question, unit: Unit, entry: Matter) -> bool:
    """Whether ``entry`` is the author's own or was circulated to it."""
    own = unit.directory().participant_of(question.head.authority)
    return entry.participant == own or circulated_to(question, unit, entry)


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
    if effect not in FIRM:
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
    if entry.procedure not in DOORS:
        if entry.step not in TAKEN_BACK:
            raise Refused("telling.still_counts", "SIS 2018/1862 Art 59(3)", step=entry.step)
        return
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
    **dict.fromkeys(ON_CIRCULATED, circulated),
    **dict.fromkeys(("reviewer.clear", "reviewer.refuse", "reviewer.reconsider"), clear),
    "suspension.lift": lift,
    "ruling.record": rule,
    "version.submit": submit,
    "asylum.answer": answer,
    "version.permit": permit,
    "proposal.adopt": adopt,
    "erasure.own": erase_own,
    "erasure.declare": declare,
    "entry.narrow": narrow,
}
