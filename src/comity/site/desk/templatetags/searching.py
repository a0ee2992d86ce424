"""Tags for pages that show names found in lists."""

from __future__ import annotations

from django import template
from django.template import Context

from comity.checks.rules import LIST, REGISTER
from comity.language import say
from comity.watchlists import measures

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
