"""Tags for the pages on which one acts: what a move is called, what it does, what a gate found."""

from __future__ import annotations

from contextlib import suppress

from django import template
from django.template import Context

from comity.entries import wording
from comity.errors import Refusal
from comity.interchange.dossier import file_names
from comity.language import UnknownSentence, say
from comity.qualification import sentences
from comity.qualification.gates import Finding

register = template.Library()
_PROBLEMS = (
    ("Field required", "needed"),
    ("Input should be a valid string", "needed"),
    ("String should have at least 1 character", "needed"),
    ("Input should be '", "choice"),
    ("String should match pattern '^[a-z]{2,3}", "lang"),
    ("String should match pattern '^[A-DX]", "grade"),
    ("String should match pattern '^[0-9a-f]{32}", "id"),
    (f"String should match pattern '{file_names.PATTERN}", "file"),
    ("Value error, not a name of a document", "file"),
    ("String should match pattern '^[0-9a-f]{64}", "file"),
    ("String should match pattern '^[12]", "vague"),
    ("String should match pattern", "form"),
    ("write a day", "day"),
    ("day is out of range", "day"),
    ("Input should be a valid date", "day"),
    ("Input should be a valid integer", "number"),
    ("Input should be greater than", "range"),
    ("Input should be less than", "range"),
    ("String should have at most", "long"),
    ("Tuple should have at most", "many"),
    ("Tuple should have at least", "few"),
    ("Input should be a valid tuple", "few"),
    ("Input should be a valid boolean", "answer"),
    ("Extra inputs are not permitted", "unknown"),
)
"""How the models begin what they say is wrong, and the sentence for it."""


@register.simple_tag(takes_context=True)
def act_title(context: Context, kind: str) -> str:
    """What an act of this kind is called on a button."""
    try:
        return say(f"desk_acting.do_{kind.replace('.', '_')}", context["lang"])
    except UnknownSentence:
        return wording.done(kind, context["lang"])


@register.simple_tag(takes_context=True)
def act_words(context: Context, kind: str) -> str:
    """What an act of this kind does."""
    return wording.act(kind, context["lang"])


@register.simple_tag(takes_context=True)
def act_next(context: Context, kind: str, after: str) -> str:
    """What happens now that an act of this kind brought its matter to the step ``after``."""
    for key in (kind.replace(".", "_"), after):
        with suppress(UnknownSentence):
            return say(f"desk_acting.next_{key}", context["lang"])
    return say("desk_acting.next", context["lang"])


@register.simple_tag(takes_context=True)
def gate_title(context: Context, gate: int) -> str:
    """The short title of a gate."""
    return sentences.title(gate, context["lang"])


@register.simple_tag(takes_context=True)
def finding(context: Context, found: Finding) -> str:
    """What a rule answered, on what, and what to do next."""
    return sentences.sentence(found, context["lang"])


@register.simple_tag(takes_context=True)
def field_fault(context: Context, found: Refusal) -> str:
    """What is wrong, beside the field itself; the whole sentence where the models say it in no known way."""
    problem = str(found.evidence.get("problem", ""))
    key = next((key for begins, key in _PROBLEMS if problem.startswith(begins)), "")
    return say(f"desk_form.fault_{key}", context["lang"]) if key else found.sentence(context["lang"])


@register.simple_tag(takes_context=True)
def rule_asks(context: Context, found: Finding) -> str:
    """What a rule asks, beside the field where it is to be mended."""
    return sentences.asks(found.rule, context["lang"])


@register.simple_tag(takes_context=True)
def refusal(context: Context, found: Refusal) -> str:
    """What is wrong, and what to do."""
    return found.sentence(context["lang"])


@register.simple_tag(takes_context=True)
def awaits(context: Context, source: str) -> str:
    """Which act a gate waits for."""
    lang = context["lang"]
    return say("dossier.awaits", lang, source=sentences.source(source, lang))
