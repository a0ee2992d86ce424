"""Tags for pages that show names found in lists."""

from __future__ import annotations

from django import template
from django.template import Context

from comity.checks.rules import LIST, REGISTER
from comity.language import UnknownSentence, say
from comity.watchlists import measures
from comity.watchlists.listed import ListedKind

register = template.Library()


@register.simple_tag(takes_context=True)
def dataset(context: Context, name: str) -> str:
    """What a list is called: our own in words, another's by its source."""
    if name in (LIST, REGISTER):
        return say(f"desk.section_{name}", context["lang"])
    return name.upper()


@register.simple_tag(takes_context=True)
def measure(context: Context, issuer: str) -> str:
    """Whose measure a list is."""
    return measures.measure(issuer, context["lang"])


@register.simple_tag(takes_context=True)
def listed_field(context: Context, name: str) -> str:
    """What a field of a list is called; its own name where only that list has it."""
    try:
        return say(f"desk_lists.field_{name}", context["lang"])
    except UnknownSentence:
        return name.replace("_", " ")


@register.simple_tag(takes_context=True)
def listed_kind(context: Context, kind: str) -> str:
    """Whether a list calls it a person or a body."""
    return say("desk_lists.person" if kind == ListedKind.INDIVIDUAL else "desk_lists.body", context["lang"])
