"""Tags for the forms of what is drafted: which gates ask for a field, what is wrong, where a document is cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from comity.interchange.dossier.asking import Asked
from comity.language import say
from comity.qualification import sentences
from comity.site.desk.dossier_form import Section
from comity.site.desk.forms.marking import Wrong
from comity.site.desk.templatetags.acting import field_fault

register = template.Library()


@register.simple_tag(takes_context=True)
def gates_ask(context: Context, asked: Iterable[Asked]) -> SafeString:
    """The gates that ask for a field, always or in some cases, with their provisions."""
    lang, found = context["lang"], list(asked)
    said = []
    for always, key in ((True, "asked"), (False, "asked_sometimes")):
        gates: dict[int, list[str]] = {}
        for one in found:
            if one.always is always:
                gates.setdefault(one.gate, []).append(one.provision)
        named = "; ".join(f"{say('desk_form.gate', lang, gate=gate)} {_shortest(held)}" for gate, held in gates.items())
        if named:
            said.append((say(f"desk_form.{key}", lang, gates=named),))
    return format_html_join("", ' <span class="asks">{}</span>', said)


@register.simple_tag(takes_context=True)
def in_words(context: Context, wrong: Wrong) -> str:
    """What is wrong, in a line."""
    lang = context["lang"]
    if wrong.fault:
        return field_fault(context, wrong.fault)
    gate = wrong.finding.gate if wrong.finding else wrong.unanswered.gate if wrong.unanswered else 0
    title = f"{say('desk_form.gate', lang, gate=gate)} {sentences.title(gate, lang)}"
    if wrong.finding:
        return f"{title}: {sentences.asks(wrong.finding.rule, lang)}"
    return say("desk_form.unanswered", lang, gate=title)


@register.simple_tag(takes_context=True)
def section_state(context: Context, section: Section) -> SafeString:
    """How far a section is: how much is to be mended, or that nothing is."""
    lang, count = context["lang"], len(section.wrong)
    if count:
        return format_html(' <span class="tag late">{}</span>', say("desk_form.to_mend", lang, count=count))
    word = "not_begun" if section.is_empty else "done"
    return format_html(
        ' <span class="tag{}">{}</span>', "" if section.is_empty else " good", say(f"desk_form.{word}", lang)
    )


@register.simple_tag(takes_context=True)
def cited_at(context: Context, cited: Mapping[str, list[tuple[str, str, str]]], name: str, draft: str) -> SafeString:
    """The fields that cite a document, each with a link to it."""
    places = cited.get(name, [])
    if not places:
        return format_html('<span class="late">{}</span>', say("desk_form.uncited", context["lang"]))
    links = format_html_join(", ", '<a href="/drafts/{}/{}#{}">{}</a>', ((draft, *place) for place in places))
    return format_html('<span class="about">{} {}</span>', say("desk_form.cited", context["lang"]), links)


def _shortest(provisions: list[str]) -> str:
    """One gate's provisions as a person would cite them: the shortest, where several rules cite more and less."""
    return f"({min(provisions, key=len)})"
