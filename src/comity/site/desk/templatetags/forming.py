"""Tags for the forms of what is drafted: which gates ask for a field, what is wrong, where a document is cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from comity.interchange.dossier.asking import Asked
from comity.language import say
from comity.qualification import sentences
from comity.site.desk.dossier_rows import DECISIONS
from comity.site.desk.dossier_sections import HEADS, Section
from comity.site.desk.forms.marking import Wrong
from comity.site.desk.templatetags.acting import field_fault

register = template.Library()
_GATE = re.compile(r"\s*[((][^()()]*(?:gates?|услови\w*|第)\s*\d+[^()()]*[))]")


@register.simple_tag(takes_context=True)
def gates_ask(context: Context, asked: Iterable[Asked]) -> SafeString:
    """The gates that ask for a field, always, for it or another, or in some cases, with their provisions."""
    lang, found = context["lang"], list(asked)
    said = []
    for key in ("asked", "asked_among", "asked_sometimes"):
        gates: dict[int, list[str]] = {}
        for one in found:
            if key == _how(one):
                gates.setdefault(one.gate, []).append(one.provision)
        named = "; ".join(f"{say('desk_form.gate', lang, gate=gate)} {_shortest(held)}" for gate, held in gates.items())
        if named:
            said.append((say(f"desk_form.{key}", lang, gates=named),))
    return format_html_join("", ' <span class="asks">{}</span>', said)


def _how(one: Asked) -> str:
    if not one.always:
        return "asked_sometimes"
    return "asked" if len(one.paths) == 1 else "asked_among"


@register.simple_tag(takes_context=True)
def in_words(context: Context, wrong: Wrong) -> str:
    """What is wrong, in a line."""
    lang = context["lang"]
    if wrong.fault:
        return say("desk_form.fault_needed", lang) if wrong.wants else field_fault(context, wrong.fault)
    gate = wrong.finding.gate if wrong.finding else wrong.unanswered.gate if wrong.unanswered else 0
    title = f"{say('desk_form.gate', lang, gate=gate)} {sentences.title(gate, lang)}"
    if wrong.finding:
        return f"{title}: {sentences.asks(wrong.finding.rule, lang)}"
    return say("desk_form.unanswered", lang, gate=title)


@register.simple_tag(takes_context=True)
def section_state(context: Context, section: Section) -> SafeString:
    """How far a section is: how much is to be mended, or that nothing is."""
    lang, mends = context["lang"], section.mends
    wants = len(section.wrong) - mends
    said = [("late", say("desk_form.to_mend", lang, count=mends))] if mends else []
    said += [("hold", say("desk_form.to_answer", lang, count=wants))] if wants else []
    if not said:
        word, kind = ("not_begun", "plain") if section.is_empty else ("done", "good")
        said = [(kind, say(f"desk_form.{word}", lang))]
    return format_html_join("", ' <span class="tag {}">{}</span>', said)


@register.simple_tag(takes_context=True)
def cited_at(context: Context, cited: Mapping[str, list[tuple[str, str, str]]], name: str, draft: str) -> SafeString:
    """The fields that cite a document, each with a link to it."""
    places = cited.get(name, [])
    if not places:
        return format_html('<span class="late">{}</span>', say("desk_form.uncited", context["lang"]))
    links = format_html_join(", ", '<a href="/drafts/{}/{}#{}">{}</a>', ((draft, *place) for place in places))
    return format_html('<span class="about">{} {}</span>', say("desk_form.cited", context["lang"]), links)


@register.simple_tag(takes_context=True)
def heading(context: Context, path: str) -> SafeString:
    """The heading that stands before a field of a decision, where one does."""
    place, _, name = path.rpartition(".")
    key = HEADS.get(name) if place.startswith(DECISIONS) and place.count(".") == 1 else None
    return (
        format_html('<h2 class="head">{}</h2>', say(f"desk_form.head_{key}", context["lang"])) if key else SafeString()
    )


@register.filter
def without_gates(help_: str, asked: Iterable[Asked]) -> str:
    """A sentence of help without the gate in brackets, where the gates that ask stand beside it."""
    return _GATE.sub("", help_) if asked else help_


def _shortest(provisions: list[str]) -> str:
    """One gate's provisions as a person would cite them: the shortest, where several rules cite more and less."""
    return f"({min(provisions, key=len)})"
