"""Tags for figures: charts, and what is counted."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from comity.language import UnknownSentence, say

register = template.Library()
_LONG = 12


@register.simple_tag
def chart(svg: str) -> SafeString:
    """A chart as ``charts.shown`` drew it: what a State wrote stands in it escaped."""
    return mark_safe(svg)


@register.simple_tag(takes_context=True)
def indicator_name(context: Context, name: str) -> str:
    """What is counted, in words where it is a unit of the closed list."""
    try:
        return say(f"results.unit_{name}", context["lang"])
    except UnknownSentence:
        return name.replace("_", " ")


@register.simple_tag
def claim_name(name: str) -> str:
    """The id of a claim: a published figure's own, or the beginning of a contribution's."""
    return name if len(name) < 2 * _LONG else name[:8]
