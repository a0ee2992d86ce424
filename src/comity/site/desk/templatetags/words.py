"""Tags that put our sentences into templates, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from comity.databank.figures import suppression
from comity.effect import ENDED
from comity.entries import as_json, wording
from comity.entries.face import Part
from comity.entries.history import Event
from comity.judiciary.standing import Standing
from comity.language import LANGUAGES, UnknownSentence, say, statements
from comity.profile.marks import Text
from comity.site.desk import days, fields

register = template.Library()
OWN_NAMES: Final = {"en": "English", "ru": "Русский", "zh": "中文"}


@register.simple_tag(takes_context=True, name="say")
def say_(context: Context, key: str, **values: Any) -> str:
    """The sentence ``key`` in the language of the page, its days and moments too."""
    lang = context["lang"]
    return say(key, lang, **{name: days.worded(one, lang) for name, one in values.items()})


@register.simple_tag(takes_context=True)
def choice(context: Context, term: str, value: str) -> str:
    """A word of a closed list."""
    return wording.choice(term, value, context["lang"])


@register.simple_tag(takes_context=True)
def step(context: Context, name: str) -> str:
    """A step of a procedure."""
    return wording.step(name, context["lang"])


@register.simple_tag(takes_context=True)
def called(context: Context, name: str, restricted: bool = False) -> str:
    """What an entry is called where its name may not be shown, or has been erased; else its name."""
    return (
        say("entries.with_case" if restricted else "entries.unnamed", context["lang"])
        if restricted or not name
        else name
    )


@register.simple_tag(takes_context=True)
def state(context: Context, participant: str) -> str:
    """A participant by its letters and its name, where the page knows it."""
    return f"{participant} {context['names'].get(participant, '')}".strip()


@register.filter
def term(entry: Mapping[str, Any]) -> str:
    """The day on which an entry lapses unless it is renewed; empty of one that ended or has no term."""
    return "" if entry["effect"] in ENDED else str(entry["sunset"])


@register.filter
def cited(provision: str, lang: str) -> str:
    """A provision as a reader looks it up: what this software asks of itself by the glossary's name for it."""
    return provision.replace("law.md", say("desk_help.own_rules", lang))


@register.filter
def moment(value: Any, lang: str) -> SafeString:
    """A stamp's time as a person reads it."""
    return days.marked(value, lang)


@register.filter
def day(value: Any, lang: str) -> SafeString:
    """A day, or the day of a stamp's time, as a person reads it; a dash where there is none."""
    return days.marked(days.day_of(value), lang)


@register.filter
def own_name(lang: str) -> str:
    """What a language calls itself."""
    return OWN_NAMES[lang]


@register.simple_tag
def languages() -> tuple[str, ...]:
    """The languages that every page has."""
    return LANGUAGES


@register.simple_tag(takes_context=True)
def act_done(context: Context, event: Event) -> str:
    """What an act was, with the word that it chose."""
    lang = context["lang"]
    chosen = as_json.choice(event, lang)
    said = wording.done(event.kind, lang)
    return f"{said} [{chosen}]" if chosen else said


@register.simple_tag(takes_context=True)
def decision_title(context: Context, decision: dict[str, Any]) -> str:
    """A court's decision on one line: reference, court, day and where it stands."""
    said = {one["field"]: one["value"] for one in decision["statements"]}
    known = decision["standing"]
    words = wording.stands(known["authenticated"], known["state"], known["finality"], context["lang"])
    named = [
        days.worded(str(said[field]), context["lang"]) for field in ("reference", "court", "date") if field in said
    ]
    return f"{', '.join(named) or decision['matter'][:8]} ({words})"


@register.simple_tag(takes_context=True)
def groups(context: Context, part: dict[str, Any]) -> tuple[fields.Group, ...]:
    """The statements of a version or decision, grouped."""
    return fields.groups(part["statements"], context["lang"])


@register.simple_tag(takes_context=True)
def value(context: Context, said: Any) -> str:
    """The value of a statement, in words where it is of a closed list."""
    return fields.shown(said, context["lang"])


@register.simple_tag(takes_context=True)
def field(context: Context, name: str) -> str:
    """What a field is called."""
    return statements.field(name, context["lang"])


@register.simple_tag(takes_context=True)
def read(context: Context, text: Text) -> str:
    """A text of the profile in the language of the page."""
    return text.read(context["lang"])


@register.simple_tag(takes_context=True)
def mark(context: Context, term: str, value: str) -> str:
    """A mark of the profile or of a leaf, in words; the mark itself where a profile brings its own."""
    try:
        return say(f"desk_reference.{term}_{value.replace(' ', '_')}", context["lang"])
    except UnknownSentence:
        return value


@register.simple_tag(takes_context=True)
def share(context: Context, division: str, part: str) -> str:
    """One part of a division of the statistics."""
    lang = context["lang"]
    if part in ("", "other"):
        return say("desk_public.other" if part else "desk_public.whole", lang)
    if division in ("age", "contested"):
        return say(f"desk_public.{division}_{part}", lang)
    return state(context, part) if division == "claimant" else fields.shown(part, lang)


@register.simple_tag(takes_context=True)
def done_words(context: Context, kind: str) -> str:
    """What an act of this kind was."""
    return wording.done(kind, context["lang"])


@register.simple_tag(takes_context=True)
def decision_line(context: Context, part: Part) -> str:
    """Reference, court and day of a decision."""
    said = filter(None, (part.text(field) for field in ("reference", "court", "date")))
    return ", ".join(days.worded(one, context["lang"]) for one in said) or part.matter[:8]


@register.simple_tag(takes_context=True)
def stands(context: Context, standing: Standing) -> str:
    """Where a decision stands."""
    return wording.stands(standing.authenticated, standing.state, standing.finality, context["lang"])


@register.simple_tag
def whole_of(divisions: Mapping[str, Mapping[str, int | None]]) -> int | None:
    """The whole that the divisions share; None where it is withheld."""
    return divisions["claimant"][suppression.TOTAL]
