"""What a finding says to a person, in three languages: the rule, the answer, what was found and where."""

from __future__ import annotations

from typing import Final

from comity.language import say
from comity.qualification.condition import Compare, Condition
from comity.qualification.fact import Fact
from comity.qualification.gates import Finding
from comity.qualification.rulebook import Outcome, Rule
from comity.qualification.vocabulary import Door

_ALL_TEXT: Final = "all free text"  # the one source that is no list of fields


def title(gate: int, lang: str) -> str:
    """The short title of a gate."""
    return say(f"gates.gate_{gate}_title", lang)


def reason(gate: int, lang: str) -> str:
    """Why there is such a gate."""
    return say(f"gates.gate_{gate}_why", lang)


def asks(rule: Rule, lang: str) -> str:
    """What a rule asks, with its numbers."""
    return say(f"gates.rule_{rule.words}", lang, threshold=_number(rule.condition), guard=_number(rule.when))


def sentence(finding: Finding, lang: str) -> str:
    """What a rule answered, on what, and what to do next."""
    shown = [fact for fact in finding.evidence if finding.outcome is not Outcome.UNDETERMINED or fact.value is None]
    missing = finding.outcome is Outcome.UNDETERMINED
    found = "; ".join(_missing(fact, lang) if missing else _shown(fact, lang) for fact in shown)
    return say(f"gates.sentence_{finding.outcome.value}", lang, rule=asks(finding.rule, lang), found=found)


def as_told(finding: Finding, lang: str) -> dict[str, str | int]:
    """A finding as it goes out: which gate, its answer, the sentence, and by which provision."""
    said = {"title": title(finding.gate, lang), "outcome": finding.outcome.value, "words": sentence(finding, lang)}
    return {"gate": finding.gate, **said, "provision": finding.provision}


def outcome(answer: Outcome, lang: str) -> str:
    """The word for an outcome."""
    return say(f"gates.outcome_{answer.value}", lang)


def _number(condition: Condition | None) -> str:
    return str(condition.to) if isinstance(condition, Compare) and condition.to is not None else ""


def _shown(fact: Fact, lang: str) -> str:
    value = fact.value
    if value is None:
        text = say("gates.fact_unknown", lang)
    elif isinstance(value, bool):
        text = say("gates.fact_yes" if value else "gates.fact_no", lang)
    elif isinstance(value, frozenset):
        text = ", ".join(sorted(value))
    else:
        text = str(value)
    return f"{fact.name} = {text} ({source(fact.source, lang)})"


def _missing(fact: Fact, lang: str) -> str:
    return f"{source(fact.source, lang)} ({fact.name})"


def source(where: str, lang: str) -> str:
    """Where a fact comes from, in words; names of fields stay as they stand in the dossier."""
    return "; ".join(_place(part, lang) for part in where.split("; "))


def _place(part: str, lang: str) -> str:
    document, colon, fields = part.partition(": ")
    if colon and fields != _ALL_TEXT:
        return say(f"gates.source_{document}", lang, fields=fields)
    words = say(f"gates.source_{(fields or part).lower().replace(' ', '_')}", lang)
    return say(f"gates.source_{document}", lang, fields=words) if colon else words


def door(named: Door, lang: str) -> str:
    """What a door decides about."""
    return say(f"gates.door_{named.value.replace('.', '_')}", lang)
