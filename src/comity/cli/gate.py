"""Show how a door was decided: each finding with its provision, so that a lawyer needs nothing else.

``comity gate explain DOSSIER`` reads the dossier and its ports elsewhere and calls ``explain``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from comity.cli.output import Output
from comity.qualification import lexicon, sentences
from comity.qualification.claim import Claim
from comity.qualification.fact import DecisionText, Fact
from comity.qualification.facts import gather
from comity.qualification.gates import ClaimantView, Decision, Finding, weigh
from comity.qualification.ports import Ports
from comity.qualification.rulebook import Outcome, Rulebook
from comity.qualification.vocabulary import Door

Json = Any  # what json.dumps takes
_ORDER = {Outcome.REFUSE: 0, Outcome.UNDETERMINED: 1, Outcome.PERMIT: 2}


def explain(
    output: Output,
    door: Door,
    claim: Claim,
    decisions: Iterable[DecisionText],
    ports: Ports,
    rulebook: Rulebook,
    on: date,
) -> Decision:
    """Decide a door and print every finding, those that hold it first; return the decision."""
    decision = weigh(door, gather(door, claim, decisions, ports, on), rulebook, on)
    output.answer(as_json(decision, on, output.lang), lambda: _table(output, decision, claim, on))
    return decision


def show_claimant(output: Output, view: ClaimantView) -> None:
    """Print what a claimant may see: nothing of gates 17, 19 and 20 but that the claim is held."""
    shown = [finding for finding in view.findings if finding.outcome is not Outcome.PERMIT]
    answer = {
        "door": view.door.value,
        "told": view.told.value,
        "sentence": sentences.told(view.told, output.lang),
        "rulebook": view.rulebook_digest,
        "findings": [_finding(finding, output.lang) for finding in shown],
    }

    def lines() -> None:
        output.lines([sentences.told(view.told, output.lang)])
        if shown:
            _rows(output, shown)

    output.answer(answer, lines)


def as_json(decision: Decision, on: date, lang: str) -> Json:
    """The decision as one JSON object; every finding carries its facts, so that it can be decided again."""
    return {
        "door": decision.door.value,
        "on": on.isoformat(),
        "outcome": decision.outcome.value,
        "holding": list(decision.holding()),
        "rulebook": decision.rulebook_digest,
        "findings": [_finding(finding, lang) for finding in decision.findings],
    }


def _finding(finding: Finding, lang: str) -> Json:
    return {
        "gate": finding.gate,
        "title": sentences.title(finding.gate, lang),
        "rule": finding.rule.id,
        "outcome": finding.outcome.value,
        "sentence": sentences.sentence(finding, lang),
        "provision": finding.provision,
        "source": finding.rule.source,
        "confidence": finding.rule.confidence.value,
        "evidence": [_fact(fact) for fact in finding.evidence],
    }


def _fact(fact: Fact) -> Json:
    value = sorted(fact.value) if isinstance(fact.value, frozenset) else fact.value
    return {"fact": fact.name, "value": value, "source": fact.source}


def _table(output: Output, decision: Decision, claim: Claim, on: date) -> None:
    answer = sentences.outcome(decision.outcome, output.lang)
    output.lines([output.word("gates.title", door=decision.door.value, on=on.isoformat(), outcome=answer)])
    _rows(output, sorted(decision.findings, key=lambda finding: (_ORDER[finding.outcome], finding.gate)))
    for gate in decision.holding():
        output.lines([f"{gate}. {sentences.title(gate, output.lang)}: {sentences.reason(gate, output.lang)}"])
    output.lines(lexicon.found(claim))
    output.lines([output.word("gates.legend", digest=decision.rulebook_digest)])


def _rows(output: Output, findings: Iterable[Finding]) -> None:
    heads = [output.word(f"gates.column_{name}") for name in ("gate", "outcome", "why", "provision")]
    rows = [
        (
            f"{finding.gate} {sentences.title(finding.gate, output.lang)}",
            sentences.outcome(finding.outcome, output.lang),
            sentences.sentence(finding, output.lang),
            f"{finding.provision} ({finding.rule.confidence.value})",
        )
        for finding in findings
    ]
    output.table(heads, rows)
