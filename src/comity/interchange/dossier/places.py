"""Where in the text of a dossier a gate looked: the path of each field that a finding is about.

A fact that counts items points at the items that it counted; any other at the fields that it names as its source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from comity.judiciary.bodies import JudicialDecision
from comity.provenance import Standing
from comity.qualification import lexicon
from comity.qualification.body import span
from comity.qualification.claim import Claim, SupportClaim
from comity.qualification.fact import Fact
from comity.qualification.facts_of_decisions import JUDICIAL, NAMING
from comity.qualification.gates import Finding
from comity.qualification.vocabulary import DecisionType, Reliance

Decisions = Sequence[JudicialDecision]
Paths = Iterator[str]
CITED: Final = "entry.decisions"
_DEFENCE: Final = ("counsel", "publicity", "remedy", "evidence")


def of(finding: Finding, entry: Claim, decisions: Decisions) -> tuple[str, ...]:
    """The paths, with dots, of what ``finding`` is about; empty where it is about what others say.

    What the rule asks comes before what decides whether it asks.
    """
    asks = finding.rule.condition.facts()
    weighed = [fact for fact in finding.evidence if fact.name in asks]
    missing = [fact for fact in weighed if fact.value is None] or weighed
    paths = dict.fromkeys(path for fact in missing for path in _of(fact, entry, decisions))
    return tuple(paths)


def _of(fact: Fact, entry: Claim, decisions: Decisions) -> Paths:
    counted = tuple(_COUNTED[fact.name](entry, decisions)) if fact.name in _COUNTED else ()
    yield from counted or _named(fact.source, entry, decisions)


def _named(source: str, entry: Claim, decisions: Decisions) -> Paths:
    """The fields that a source names, in the entry and in each decision relied on."""
    for part in source.split("; "):
        document, _, fields = part.partition(": ")
        names = [name for name in fields.split(", ") if " " not in name]
        if document == "dossier":
            yield from (f"entry.{name}" for name in names)
        elif document == "decision":
            cited = [number for number, one in enumerate(decisions) if one.reference in entry.relied_on]
            yield from (f"decisions.{number}.{name}" for number in cited for name in names)
            if not cited:
                yield CITED


def _incomplete_acts(entry: Claim, decisions: Decisions) -> Paths:
    known = {one.reference for one in decisions} & set(entry.relied_on)
    for number, act in enumerate(entry.acts):
        for name in ("date", "place", "paragraph"):
            if not getattr(act, name):
                yield f"entry.acts.{number}.{name}"
        if act.decision not in known:
            yield f"entry.acts.{number}.decision"


def _early_acts(entry: Claim, decisions: Decisions) -> Paths:
    """The acts that may be earlier than the law, with the law."""
    by_reference = {one.reference: (number, one) for number, one in enumerate(decisions)}
    for place, act in enumerate(entry.acts):
        number, decision = by_reference.get(act.decision or "", (0, None))
        if decision is None or act.date is None:
            continue
        if decision.law_published is None or span(act.date)[0] < decision.law_published:
            yield f"decisions.{number}.law"
            yield f"entry.acts.{place}.date"


def _said(name: str, lacks: Callable[[object], bool]) -> Callable[[Claim, Decisions], Paths]:
    """The field ``name`` of each act and assertion that ``lacks`` it."""

    def found(entry: Claim, decisions: Decisions) -> Paths:
        for field in ("acts", "assertions"):
            for number, one in enumerate(getattr(entry, field)):
                if lacks(getattr(one, name)):
                    yield f"entry.{field}.{number}.{name}"

    return found


def _unpinned_purposes(entry: Claim, decisions: Decisions) -> Paths:
    for number, one in enumerate(entry.purpose_elements):
        if not one.paragraph:
            yield f"entry.purpose_elements.{number}.paragraph"
        if one.decision not in entry.relied_on:
            yield f"entry.purpose_elements.{number}.decision"


def _alone(entry: Claim, decisions: Decisions) -> Paths:
    for number, one in enumerate(entry.protected_conduct):
        if one.reliance is Reliance.ALONE:
            yield f"entry.protected_conduct.{number}.reliance"


def _defence_gaps(entry: Claim, decisions: Decisions) -> Paths:
    for number, one in enumerate(entry.fair_trial):
        yield from (f"entry.fair_trial.{number}.{name}" for name in _DEFENCE if not getattr(one, name))


def _without_consent(entry: Claim, decisions: Decisions) -> Paths:
    for number, one in enumerate(entry.onward):
        yield from (f"entry.onward.{number}.{name}" for name in ("consent", "given_on") if not getattr(one, name))


def _forbidden(entry: Claim, decisions: Decisions) -> Paths:
    """The fields in which a forbidden term stands: the item, where the field is a list."""
    for name in dict.fromkeys(one.partition(": ")[0] for one in lexicon.found(entry)):
        value = getattr(entry, name)
        items = value if isinstance(value, tuple) else ()
        alone = [lexicon.found(entry.model_copy(update={name: (one,)})) for one in items]
        hits = [number for number, found in enumerate(alone) if any(hit.startswith(f"{name}: ") for hit in found)]
        yield from [f"entry.{name}.{number}" for number in hits] or [f"entry.{name}"]


def _unpublished(entry: Claim, decisions: Decisions) -> Paths:
    for number, one in enumerate(decisions):
        if one.type is DecisionType.BAN and one.published_on is None:
            yield f"decisions.{number}.publication"


def _each(test: Callable[[JudicialDecision], tuple[str, ...]]) -> Callable[[Claim, Decisions], Paths]:
    """In each decision relied on, the fields that ``test`` names."""

    def found(entry: Claim, decisions: Decisions) -> Paths:
        for number, one in enumerate(decisions):
            names = test(one) if one.reference in entry.relied_on else ()
            yield from (f"decisions.{number}.{name}" for name in names)

    return found


def _lacking(first: str, then: str) -> Callable[[JudicialDecision], tuple[str, ...]]:
    """The field ``first`` where it is not answered; ``then``, and it, where the answer needs one that is empty."""

    def test(one: JudicialDecision) -> tuple[str, ...]:
        answer = getattr(one, first)
        if answer is None:
            return (first,)
        return (then, first) if answer and not getattr(one, then) else ()

    return test


def _unappealable(one: JudicialDecision) -> tuple[str, ...]:
    if one.type not in NAMING or one.issued_by in JUDICIAL or (one.issued_by and one.judicial_appeal):
        return ()
    return ("judicial_appeal", "issued_by") if one.issued_by else ("issued_by",)


def _unattached(entry: Claim, decisions: Decisions) -> Paths:
    if set(entry.relied_on) - {one.reference for one in decisions}:
        yield CITED


def _unfound_support(entry: Claim, decisions: Decisions) -> Paths:
    for number, one in enumerate(entry.material_support if isinstance(entry, SupportClaim) else ()):
        if not one.paragraph:
            yield f"entry.material_support.{number}.paragraph"
        if one.decision not in entry.relied_on:
            yield f"entry.material_support.{number}.decision"


def _unanswered(entry: Claim, decisions: Decisions) -> Paths:
    for number, one in enumerate(entry.checklist if isinstance(entry, SupportClaim) else ()):
        lacks = (name for name in ("only_this", "reason") if getattr(one, name) is None)
        yield from (f"entry.checklist.{number}.{name}" for name in lacks)


def _met(entry: Claim, decisions: Decisions) -> Paths:
    for number, one in enumerate(entry.checklist if isinstance(entry, SupportClaim) else ()):
        if one.only_this:
            yield f"entry.checklist.{number}.only_this"


_COUNTED: Final[Mapping[str, Callable[[Claim, Decisions], Paths]]] = {
    "decisions_missing": _unattached,
    "acts_pinpointed": _incomplete_acts,
    "acts_incomplete": _incomplete_acts,
    "acts_before_publication": _early_acts,
    "purposes_pinpointed": _unpinned_purposes,
    "conduct_relied_on_alone": _alone,
    "statements_untyped": _said("standing", lambda held: held in (None, Standing.RECORDED)),
    "statements_ungraded": _said("grade", lambda held: not held),
    "fair_trial_gaps": _defence_gaps,
    "onward_without_consent": _without_consent,
    "forbidden_terms": _forbidden,
    "bans_unpublished": _unpublished,
    "absent_without_retrial": _each(_lacking("in_absentia", "retrial_right")),
    "nonjudicial_without_appeal": _each(_unappealable),
    "torture_unanswered": _each(_lacking("torture_alleged", "torture_dealt_with")),
    "decisions_unreadable": lambda entry, decisions: iter(("entry.translations",)),
    "support_without_finding": _unfound_support,
    "support_findings": _unfound_support,
    "support_checklist_unanswered": _unanswered,
    "support_checklist_met": _met,
}
