"""``comity gate``: how a door decides, each finding with its provision, so that a lawyer needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from comity.cli import output
from comity.cli.output import Output
from comity.errors import Refused
from comity.interchange.dossier import checking, reading
from comity.profile import loading
from comity.qualification import lexicon, sentences
from comity.qualification.claim import Claim
from comity.qualification.fact import Fact
from comity.qualification.gates import Decision, Finding
from comity.qualification.of_profile import rulebook_of
from comity.qualification.rulebook import Outcome, Rule

app = output.commands("cli.help_gate")
Json = Any  # what json.dumps takes
_ORDER = {Outcome.REFUSE: 0, Outcome.UNDETERMINED: 1, Outcome.PERMIT: 2}


@app.command("explain", help="gates.help_explain")
def explain(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DOSSIER", help="gates.help_dossier")],
    profile_name: Annotated[str, typer.Option("--profile", metavar="NAME", help="gates.help_profile")] = "sco_rats",
    on: Annotated[str, typer.Option("--on", metavar="DAY", help="gates.help_on")] = "",
) -> None:
    """Weigh a dossier at its door, as far as it and the profile say, and print every finding."""
    out = output.of(ctx)
    day = _day(on) if on else datetime.now(UTC).date()
    dossier = reading.read(folder, lambda name: bytes(16))  # nothing is committed to here
    decision = checking.decide(dossier, rulebook_of(profile_name), loading.load(profile_name), day)
    show(out, decision, dossier.entry, day)
    if decision.outcome is Outcome.REFUSE:
        raise typer.Exit(1)


@app.command("show", help="gates.help_show")
def show_gate(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="GATE", min=1, max=44, help="gates.help_number")],
    profile_name: Annotated[str, typer.Option("--profile", metavar="NAME", help="gates.help_profile")] = "sco_rats",
) -> None:
    """Print what one gate asks: its rules, each with provision, confidence and dates."""
    out = output.of(ctx)
    rules = [rule for rule in rulebook_of(profile_name).rules if rule.gate == number]
    if not rules:
        raise Refused("rulebook.no_gate", gate=number)
    value = {
        "gate": number,
        "title": sentences.title(number, out.lang),
        "why": sentences.reason(number, out.lang),
        "rules": [_rule(rule, out.lang) for rule in rules],
    }

    def lines() -> None:
        out.lines([f"{number}. {value['title']}", str(value["why"]), ""])
        heads = [out.word(f"gates.column_{name}") for name in ("why", "provision", "doors", "since")]
        said = (_rule(rule, out.lang) for rule in rules)
        out.table(heads, [(r["asks"], r["provision"], ", ".join(r["doors"]), r["in_force_from"]) for r in said])

    out.answer(value, lines)


def _rule(rule: Rule, lang: str) -> Json:
    return {
        "rule": rule.id,
        "asks": sentences.asks(rule, lang),
        "provision": f"{rule.provision} ({rule.confidence.value})",
        "doors": sorted(door.value for door in rule.doors),
        "in_force_from": rule.in_force_from.isoformat(),
    }


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("rulebook.day", value=text[:40]) from None


def show(out: Output, decision: Decision, claim: Claim, on: date) -> None:
    """Print a decision: every finding, those that hold it first."""
    out.answer(as_json(decision, on, out.lang), lambda: _table(out, decision, claim, on))


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
    output.lines(
        [output.word("gates.title", door=sentences.door(decision.door, output.lang), on=on.isoformat(), outcome=answer)]
    )
    _rows(output, sorted(decision.findings, key=lambda finding: (_ORDER[finding.outcome], finding.gate)))
    for outcome in (Outcome.REFUSE, Outcome.UNDETERMINED):
        gates = sorted({finding.gate for finding in decision.findings if finding.outcome is outcome})
        if gates:
            output.lines(["", output.word(f"gates.held_{outcome.value}")])
        for gate in gates:
            output.lines([f"  {gate}. {sentences.title(gate, output.lang)}: {sentences.reason(gate, output.lang)}"])
    output.lines([""])
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
