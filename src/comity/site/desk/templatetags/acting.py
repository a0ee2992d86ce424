"""Tags for the pages on which one acts: what a move is called, what it does, what a gate found."""

from __future__ import annotations

from django import template
from django.template import Context

from comity.entries import wording
from comity.errors import Refusal
from comity.language import UnknownSentence, say
from comity.qualification import sentences
from comity.qualification.gates import Finding

register = template.Library()
_EMPTY = "Field required"  # as the models say it


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
def gate_title(context: Context, gate: int) -> str:
    """The short title of a gate."""
    return sentences.title(gate, context["lang"])


@register.simple_tag(takes_context=True)
def finding(context: Context, found: Finding) -> str:
    """What a rule answered, on what, and what to do next."""
    return sentences.sentence(found, context["lang"])


@register.simple_tag(takes_context=True)
def field_fault(context: Context, found: Refusal) -> str:
    """What is wrong, beside the field itself: that it is empty, or the whole sentence."""
    if found.evidence.get("problem") == _EMPTY:
        return say("desk_tellings.needed", context["lang"])
    return found.sentence(context["lang"])


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
